//! The three languages: catalogues for pages, and how each writes a day.

mod days;
#[cfg(test)]
mod scan;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use fluent_templates::{
    LanguageIdentifier, Loader as _,
    fluent_bundle::{FluentValue, types::FluentNumber},
    static_loader,
};
use procedure::{Refusal, Votes};
use std::{borrow::Cow, collections::HashMap};

static_loader! {
    static CATALOGUES = {
        locales: "../../locales",
        fallback_language: "nb",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Nb,
    Nn,
    En,
}

/// A value in a sentence.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// What pages put into sentences, by value or by reference alike.
pub trait Worded {
    fn value(&self) -> Value;
}

impl Worded for str {
    fn value(&self) -> Value {
        self.into()
    }
}

impl Worded for String {
    fn value(&self) -> Value {
        self.into()
    }
}

impl Worded for usize {
    fn value(&self) -> Value {
        (*self).into()
    }
}

impl Worded for u32 {
    fn value(&self) -> Value {
        (*self).into()
    }
}

impl<T: Worded + ?Sized> Worded for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

impl Lang {
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// `nb`, `nn`, `en`, and what browsers send for them.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.trim().to_ascii_lowercase().split(['-', '_']).next()? {
            "nb" | "no" => Some(Self::Nb),
            "nn" => Some(Self::Nn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that we have.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut wishes: Vec<(f32, Self)> = Vec::new();
        for wish in header.split(',') {
            let (tag, quality) = wish.split_once(";q=").unwrap_or((wish, "1"));
            wishes.extend(Self::parse(tag).map(|lang| (quality.trim().parse().unwrap_or(0.0), lang)));
        }
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
        wishes.first().map(|(_, lang)| *lang)
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    fn id(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }

    /// A sentence of the catalogue. A key that is missing shows as itself; a test keeps the catalogues equal.
    pub fn t(self, key: &str) -> String {
        CATALOGUES.try_lookup(&self.id(), key).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence with its values.
    pub fn with(self, key: &str, values: &[(&'static str, Value)]) -> String {
        self.filled(key, values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())))
    }

    fn filled(self, key: &str, values: impl Iterator<Item = (Cow<'static, str>, Value)>) -> String {
        let fluent = |value| match value {
            Value::Text(text) => FluentValue::from(text),
            Value::Number(number) => FluentValue::Number(FluentNumber::from(number)),
        };
        let args: HashMap<_, FluentValue> = values.map(|(name, value)| (name, fluent(value))).collect();
        CATALOGUES.try_lookup_with_args(&self.id(), key, &args).unwrap_or_else(|| key.to_owned())
    }

    /// Whether the catalogues know this sentence.
    pub fn knows(self, key: &str) -> bool {
        CATALOGUES.try_lookup(&self.id(), key).is_some()
    }

    /// The count of votes.
    pub fn votes(self, votes: Votes) -> String {
        self.with("letter-votes", &[("for", votes.in_favour.into()), ("against", votes.against.into())])
    }

    /// A body as it is called: the name it was written by, or the reader's own word where only its id was given.
    pub fn body(self, body: &str) -> String {
        let key = format!("body-{}", body.replace('_', "-"));
        if self.knows(&key) { self.t(&key) } else { body.to_owned() }
    }

    /// Names, one of which is meant.
    pub fn one_of(self, names: &[String]) -> String {
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => {
                self.with("one-of", &[("first", rest.join(", ").into()), ("last", last.as_str().into())])
            }
            None => String::new(),
        }
    }

    /// Why something was refused, as a sentence for the reader.
    pub fn refusal(self, refusal: &Refusal) -> String {
        let key = format!("refusal-{}", refusal.name().replace('_', "-"));
        // What it says besides its name is what the sentence can say: days in words, numbers, ids as they are.
        let serde_json::Value::Object(fields) = serde_json::to_value(refusal).unwrap_or_default() else { return key };
        let text = |text: String| Value::Text(text.parse().map_or(text, |day: NaiveDate| self.date(day)));
        let values = fields.into_iter().filter_map(|(name, value)| match value {
            serde_json::Value::String(said) => Some((Cow::Owned(name), text(said))),
            serde_json::Value::Number(number) => Some((Cow::Owned(name), Value::Number(number.as_i64()?))),
            serde_json::Value::Array(ids) => {
                let bodies: Vec<_> = ids.iter().filter_map(|id| id.as_str()).map(|id| self.body(id)).collect();
                Some((Cow::Owned(name), Value::Text(self.one_of(&bodies))))
            }
            _ => None,
        });
        self.filled(&key, values)
    }
}
