//! A section's text as a page shows it, escaped: paragraphs, lists and words in bold.

use askama::filters::{Escaper as _, Html, HtmlSafe};
use std::fmt;
use words::markup::{self, Block};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose(pub String);

impl HtmlSafe for Prose {}

impl fmt::Display for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for block in markup::blocks(&self.0) {
            match block {
                Block::Paragraph(lines) => {
                    out.write_str("<p>")?;
                    words(out, &lines.join("\n"))?;
                    out.write_str("</p>")?;
                }
                Block::List(items) => {
                    out.write_str("<ul>")?;
                    for item in items {
                        out.write_str("<li>")?;
                        words(out, item)?;
                        out.write_str("</li>")?;
                    }
                    out.write_str("</ul>")?;
                }
            }
        }
        Ok(())
    }
}

fn words(out: &mut fmt::Formatter<'_>, line: &str) -> fmt::Result {
    for (bold, words) in markup::words(line) {
        if bold {
            out.write_str("<strong>")?;
        }
        Html.write_escaped_str(&mut *out, words)?;
        if bold {
            out.write_str("</strong>")?;
        }
    }
    Ok(())
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
