//! A section's text as a page shows it: paragraphs, lists of lines that begin with a dash, and words in bold between
//! two pairs of stars. What is stored and endorsed stays as it was written.

use askama::filters::{Escaper as _, Html, HtmlSafe};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose(pub String);

impl HtmlSafe for Prose {}

/// What a run of lines is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    None,
    Paragraph,
    List,
}

impl fmt::Display for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = Block::None;
        for line in self.0.lines() {
            let item = item(line);
            let block = match (line.trim().is_empty(), item) {
                (true, _) => Block::None,
                (false, Some(_)) => Block::List,
                (false, None) => Block::Paragraph,
            };
            if block != open {
                close(out, open)?;
                match block {
                    Block::None => {}
                    Block::Paragraph => out.write_str("<p>")?,
                    Block::List => out.write_str("<ul>")?,
                }
            } else if block == Block::Paragraph {
                out.write_str("\n")?;
            }
            open = block;
            match item {
                _ if block == Block::None => {}
                Some(text) => {
                    out.write_str("<li>")?;
                    words(out, text)?;
                    out.write_str("</li>")?;
                }
                None => words(out, line)?,
            }
        }
        close(out, open)
    }
}

fn close(out: &mut fmt::Formatter<'_>, block: Block) -> fmt::Result {
    out.write_str(match block {
        Block::None => "",
        Block::Paragraph => "</p>",
        Block::List => "</ul>",
    })
}

fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "• ", "– "].into_iter().find_map(|mark| line.strip_prefix(mark))
}

fn words(out: &mut fmt::Formatter<'_>, mut text: &str) -> fmt::Result {
    while let Some((before, rest)) = text.split_once("**") {
        let Some((bold, after)) = rest.split_once("**").filter(|(bold, _)| !bold.trim().is_empty()) else { break };
        Html.write_escaped_str(&mut *out, before)?;
        out.write_str("<strong>")?;
        Html.write_escaped_str(&mut *out, bold)?;
        out.write_str("</strong>")?;
        text = after;
    }
    Html.write_escaped_str(out, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Prose(text.to_owned()).to_string()
    }

    #[test]
    fn lines_with_a_dash_are_a_list_between_paragraphs() {
        let text = "Vi vil:\n- bygge **mer** veg\n- rive\n\nOg så\nvidere.";
        let list = "<ul><li>bygge <strong>mer</strong> veg</li><li>rive</li></ul>";
        assert_eq!(shown(text), format!("<p>Vi vil:</p>{list}<p>Og så\nvidere.</p>"));
    }

    #[test]
    fn nothing_written_becomes_a_tag() {
        assert_eq!(shown("a <b> & **\"**"), "<p>a &#60;b&#62; &#38; <strong>&#34;</strong></p>");
        assert_eq!(shown("2 ** 3 og **"), "<p>2 <strong> 3 og </strong></p>");
        assert_eq!(shown("en ** alene"), "<p>en ** alene</p>");
    }
}
