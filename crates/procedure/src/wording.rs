//! Words that go into letters: in the region's own written form, or in each form that somebody wrote them in.

use serde::{Deserialize, Serialize};

/// What somebody wrote, once or in both written forms. A single one is in the region's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Wording<T> {
    Own(T),
    Forms(Forms<T>),
}

/// The same words in bokmål and in nynorsk, as far as they were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms<T> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub nb: Option<T>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub nn: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> From<T> for Wording<T> {
    fn from(words: T) -> Self {
        Self::Own(words)
    }
}

impl<T> Wording<T> {
    /// Every wording with its form. `own`: the region's.
    pub fn all<'a>(&'a self, own: &'a str) -> impl Iterator<Item = (&'a str, &'a T)> + Clone {
        let (single, forms) = match self {
            Self::Own(words) => (Some(words), None),
            Self::Forms(forms) => (None, Some(forms)),
        };
        let nb = forms.and_then(|forms| forms.nb.as_ref());
        let nn = forms.and_then(|forms| forms.nn.as_ref());
        [(own, single), ("nb", nb), ("nn", nn)].into_iter().filter_map(|(form, words)| Some((form, words?)))
    }

    /// The words for a reader of a form, with the form they are in: theirs, else the region's own, else what there is.
    pub fn read<'a>(&'a self, form: &str, own: &'a str) -> Option<(&'a str, &'a T)> {
        let of = |wanted: &str| self.all(own).find(|(form, _)| *form == wanted);
        of(form).or_else(|| of(own)).or_else(|| self.all(own).next())
    }

    /// The same with each wording carried over; without those that came to nothing.
    pub fn carried<U>(&self, mut carry: impl FnMut(&T) -> Option<U>) -> Option<Wording<U>> {
        match self {
            Self::Own(words) => carry(words).map(Wording::Own),
            Self::Forms(Forms { nb, nn }) => {
                let forms = Forms { nb: nb.as_ref().and_then(&mut carry), nn: nn.as_ref().and_then(&mut carry) };
                (forms.nb.is_some() || forms.nn.is_some()).then_some(Wording::Forms(forms))
            }
        }
    }
}

impl Wording<String> {
    /// The words for a page, whose reader is not told which form they are in: theirs, else bokmål, else what there is.
    pub fn text(&self, form: &str) -> &str {
        self.read(form, "nb").map_or("", |(_, words)| words)
    }
}
