//! What changed in a text, word by word: marked up for the eye, and named for those who do not see the marks.

use askama::filters::{Escaper as _, Html, HtmlSafe};
use similar::{ChangeTag, TextDiff};
use std::fmt;
use words::{language::Lang, limits};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    pieces: Vec<(ChangeTag, String)>,
    inserted: String,
    deleted: String,
}

impl HtmlSafe for Changes {}

impl Changes {
    pub fn between(lang: Lang, before: &str, after: &str) -> Self {
        let pieces = if before.len() + after.len() > limits::COMPARED {
            vec![(ChangeTag::Delete, before.to_owned()), (ChangeTag::Insert, after.to_owned())]
        } else {
            compared(before, after)
        };
        Self { pieces, inserted: lang.t("change-inserted"), deleted: lang.t("change-deleted") }
    }
}

/// Neighbouring changes are told as one: a space between two changed words is no text that stands.
fn compared(before: &str, after: &str) -> Vec<(ChangeTag, String)> {
    let mut pieces: Vec<(ChangeTag, String)> = Vec::new();
    let (mut deleted, mut inserted, mut space) = (String::new(), String::new(), String::new());
    let mut settle = |deleted: &mut String, inserted: &mut String, same: &str| {
        let changed = [(ChangeTag::Delete, std::mem::take(deleted)), (ChangeTag::Insert, std::mem::take(inserted))];
        pieces.extend(changed.into_iter().filter(|(_, words)| !words.is_empty()));
        match pieces.last_mut() {
            Some((ChangeTag::Equal, text)) => text.push_str(same),
            _ if same.is_empty() => {}
            _ => pieces.push((ChangeTag::Equal, same.to_owned())),
        }
    };
    let diff = TextDiff::from_words(before, after);
    for change in diff.iter_all_changes() {
        let open = !deleted.is_empty() || !inserted.is_empty();
        match change.tag() {
            ChangeTag::Equal if open && change.value().trim().is_empty() => space.push_str(change.value()),
            ChangeTag::Equal => {
                let same = std::mem::take(&mut space) + change.value();
                settle(&mut deleted, &mut inserted, &same);
            }
            tag => {
                let gap = std::mem::take(&mut space);
                deleted.push_str(&gap);
                inserted.push_str(&gap);
                if tag == ChangeTag::Delete { &mut deleted } else { &mut inserted }.push_str(change.value());
            }
        }
    }
    settle(&mut deleted, &mut inserted, &space);
    pieces
}

impl fmt::Display for Changes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (tag, words) in &self.pieces {
            let (element, name) = match tag {
                ChangeTag::Equal => {
                    Html.write_escaped_str(&mut *out, words)?;
                    continue;
                }
                ChangeTag::Insert => ("ins", &self.inserted),
                ChangeTag::Delete => ("del", &self.deleted),
            };
            write!(out, "<{element}><span class=\"ds-sr-only\">")?;
            Html.write_escaped_str(&mut *out, name)?;
            out.write_str(": </span>")?;
            Html.write_escaped_str(&mut *out, words)?;
            write!(out, "</{element}>")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        Changes::between(Lang::Nn, before, after)
            .to_string()
            .replace("<span class=\"ds-sr-only\">", "")
            .replace("</span>", "")
    }

    #[test]
    fn words_put_in_and_taken_out_are_marked_and_named() {
        let marked = "for fiber <del>Teke ut: og breiband,</del><ins>Sett inn: til alle,</ins> og buss";
        assert_eq!(shown("for fiber og breiband, og buss", "for fiber til alle, og buss"), marked);
        assert_eq!(shown("a b", "a"), "a<del>Teke ut:  b</del>");
        assert_eq!(shown("likt", "likt"), "likt");
        assert_eq!(shown("", "<nytt>"), "<ins>Sett inn: &#60;nytt&#62;</ins>");
    }

    #[test]
    fn a_text_beyond_measure_is_not_compared_word_by_word() {
        let long = "ord ".repeat(limits::COMPARED / 8);
        let (before, after) = (format!("{long}gammelt"), format!("{long}nytt"));
        assert!(shown(&before, &after).starts_with("<del>Teke ut: ord "));
        assert!(shown("ord gammelt", "ord nytt").starts_with("ord "));
    }
}
