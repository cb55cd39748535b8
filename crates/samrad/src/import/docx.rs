//! DOCX: headings by their style, lists and tables as lines.

use super::{ImportError, Imported, Section, plain};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};

/// The most a part may unpack to.
const LARGEST_PART: u64 = 32 * 1024 * 1024;

#[derive(Default)]
struct Paragraph {
    style: String,
    outline: Option<usize>,
    listed: bool,
    text: String,
}

pub fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::BrokenDocx)?;
    let document = part(&mut archive, "word/document.xml")?.ok_or(ImportError::BrokenDocx)?;
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let headings = heading_styles(&styles)?;
    let paragraphs = paragraphs(&document)?;
    let level = |p: &Paragraph| p.outline.or_else(|| headings.get(&p.style).copied());
    if !paragraphs.iter().any(|p| level(p).is_some() && !p.text.trim().is_empty()) {
        let text: Vec<String> = paragraphs.iter().map(line).collect();
        return Ok(plain::read(&text.join("\n\n")));
    }
    let mut imported = Imported::default();
    let mut section = Section::default();
    for paragraph in paragraphs.iter().filter(|p| !p.text.trim().is_empty()) {
        match level(paragraph) {
            Some(0) if imported.title.is_none() && imported.sections.is_empty() => {
                imported.title = Some(paragraph.text.trim().to_owned());
            }
            Some(_) => {
                imported.sections.extend(finished(&mut section));
                section.heading = paragraph.text.trim().to_owned();
            }
            None => {
                let gap = if paragraph.listed { "\n" } else { "\n\n" };
                if !section.body.is_empty() {
                    section.body.push_str(gap);
                }
                section.body.push_str(&line(paragraph));
            }
        }
    }
    imported.sections.extend(finished(&mut section));
    Ok(imported)
}

fn finished(section: &mut Section) -> Option<Section> {
    let section = std::mem::take(section);
    (!section.heading.is_empty() || !section.body.is_empty()).then_some(section)
}

fn line(paragraph: &Paragraph) -> String {
    let text = paragraph.text.trim();
    if paragraph.listed { format!("- {text}") } else { text.to_owned() }
}

fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ImportError> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    let read = file.take(LARGEST_PART + 1).read_to_string(&mut text).map_err(|_| ImportError::BrokenDocx)?;
    if read as u64 > LARGEST_PART { Err(ImportError::TooLarge) } else { Ok(Some(text)) }
}

fn value(element: &BytesStart, name: &[u8]) -> Option<String> {
    let attribute = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(String::from_utf8_lossy(&attribute.value).into_owned())
}

/// Styles that are headings, by id: level 0 is the document's title. Names are the same in every language's Word.
fn heading_styles(xml: &str) -> Result<HashMap<String, usize>, ImportError> {
    let mut levels = HashMap::new();
    let mut based: Vec<(String, String)> = Vec::new();
    let mut style = String::new();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| ImportError::BrokenDocx)? {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"style" => style = value(&e, b"styleId").unwrap_or_default(),
                b"name" => {
                    let name = value(&e, b"val").unwrap_or_default().to_lowercase();
                    let level = name.strip_prefix("heading ").and_then(|n| n.parse().ok());
                    if let Some(level) = level.or((name == "title").then_some(0)) {
                        levels.insert(style.clone(), level);
                    }
                }
                b"basedOn" => based.push((style.clone(), value(&e, b"val").unwrap_or_default())),
                b"outlineLvl" => {
                    if let Some(level) = value(&e, b"val").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n < 9) {
                        levels.entry(style.clone()).or_insert(level + 1);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    for (style, parent) in based {
        if let Some(level) = levels.get(&parent).copied() {
            levels.entry(style).or_insert(level);
        }
    }
    Ok(levels)
}

fn paragraphs(xml: &str) -> Result<Vec<Paragraph>, ImportError> {
    let mut found = Vec::new();
    let mut paragraph = Paragraph::default();
    let (mut in_text, mut deleted, mut cells) = (false, false, 0_usize);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| ImportError::BrokenDocx)? {
            Event::Start(e) => match e.local_name().as_ref() {
                b"t" => in_text = true,
                b"del" => deleted = true,
                b"tc" => cells += 1,
                _ => properties(&e, &mut paragraph),
            },
            Event::Empty(e) => match e.local_name().as_ref() {
                b"tab" => paragraph.text.push('\t'),
                b"br" | b"cr" => paragraph.text.push('\n'),
                _ => properties(&e, &mut paragraph),
            },
            Event::Text(text) if in_text && !deleted => {
                paragraph.text.push_str(&text.decode().map_err(|_| ImportError::BrokenDocx)?);
            }
            Event::GeneralRef(reference) if in_text && !deleted => {
                let name = reference.decode().map_err(|_| ImportError::BrokenDocx)?;
                let known = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                let character = reference.resolve_char_ref().ok().flatten().map(|c| c.to_string());
                paragraph.text.push_str(&known.or(character).unwrap_or_default());
            }
            Event::End(e) => match e.local_name().as_ref() {
                b"t" => in_text = false,
                b"del" => deleted = false,
                b"p" if cells == 0 => found.push(std::mem::take(&mut paragraph)),
                b"p" => paragraph.text.push(' '),
                b"tc" => {
                    cells -= 1;
                    paragraph.text.push_str("| ");
                }
                b"tr" if cells == 0 => {
                    let text = paragraph.text.trim().trim_end_matches('|').trim().to_owned();
                    found.push(Paragraph { text, ..std::mem::take(&mut paragraph) });
                }
                _ => {}
            },
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn properties(element: &BytesStart, paragraph: &mut Paragraph) {
    match element.local_name().as_ref() {
        b"pStyle" => paragraph.style = value(element, b"val").unwrap_or_default(),
        b"outlineLvl" => {
            let level = value(element, b"val").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n < 9);
            paragraph.outline = level.map(|n| n + 1);
        }
        b"numPr" => paragraph.listed = true,
        _ => {}
    }
}
