//! A text as sentences, and in each what the checker looks for.

use super::lexicon::{Entry, Kind, LEXICON, Language};
use procedure::Found;

/// Something the checker looks for. Two that mean the same have the same words here, however they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub found: Found,
    pub what: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    /// The same for sentences that say the same.
    pub key: String,
    /// Its words without what denies, with marks in the places of its other terms.
    pub frame: String,
    /// In their order; those that deny stand last.
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// A number, and whether thousands are set apart in it.
    Number(Value, bool),
    Other(char),
}

/// A number without rounding: its digits, and how many zeros follow them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Value {
    digits: String,
    power: i32,
}

impl Value {
    fn of(whole: &str, decimals: &str) -> Self {
        let power = -i32::try_from(decimals.len()).unwrap_or(i32::MAX);
        Self { digits: format!("{whole}{decimals}"), power }
    }

    /// One way to write each number.
    fn written(&self, scale: i32) -> String {
        let digits = self.digits.trim_start_matches('0');
        let short = digits.trim_end_matches('0');
        if short.is_empty() {
            return "0".to_owned();
        }
        let zeros = i32::try_from(digits.len() - short.len()).unwrap_or(i32::MAX);
        format!("{short}e{}", self.power.saturating_add(zeros).saturating_add(scale))
    }
}

/// What stands in a place of a sentence.
enum Piece {
    Plain(String),
    Term(Term),
    /// What denies.
    Not(Term),
    /// A term beside what gives it meaning, else a word: a purpose or a name beside a place.
    Beside(Kind, Term, String),
}

/// The sentences of a section: its heading is the first.
pub fn sentences(heading: &str, body: &str) -> Vec<Sentence> {
    let lines = std::iter::once(heading).chain(body.lines()).flat_map(split);
    lines.filter(|text| text.chars().any(char::is_alphanumeric)).map(read).collect()
}

/// A line's sentences: one ends at a mark that a capital letter follows.
fn split(line: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut from = 0;
    let ends = line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?'));
    for end in ends.map(|(at, _)| at + 1) {
        let rest = &line[end..];
        let next = rest.trim_start();
        if next.len() < rest.len() && next.chars().next().is_some_and(char::is_uppercase) {
            all.push(line[from..end].trim());
            from = end;
        }
    }
    all.push(line[from..].trim());
    all
}

fn read(text: &str) -> Sentence {
    let tokens = tokens(text);
    let pieces = pieces(&tokens);
    let place = |piece: &Piece| match piece {
        Piece::Term(term) => term.found == Found::Area && term.what.starts_with(PLACE),
        Piece::Beside(kind, ..) => *kind == Kind::Zoned,
        Piece::Plain(_) | Piece::Not(_) => false,
    };
    let place = pieces.iter().any(place);
    let (mut frame, mut terms, mut nots) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        let term = match piece {
            Piece::Term(term) => Ok(term),
            Piece::Not(term) => {
                nots.push(term);
                continue;
            }
            Piece::Beside(Kind::Purpose, term, _) if place => Ok(term),
            Piece::Plain(word) | Piece::Beside(_, _, word) => Err(word),
        };
        match term {
            Ok(term) => {
                frame.push(format!("\u{1}{:?}", term.found));
                terms.push(term);
            }
            Err(word) => frame.push(word),
        }
    }
    terms.append(&mut nots);
    let key = tokens.iter().map(key).collect::<Vec<_>>().join(" ");
    Sentence { text: text.to_owned(), key, frame: frame.join(" "), terms }
}

fn key(token: &Token) -> String {
    match token {
        Token::Word(word) => word.to_lowercase(),
        Token::Number(value, _) => value.written(0),
        Token::Other(c) => c.to_string(),
    }
}

/// No word for a number is longer, in letters.
const NUMBER_WORD: usize = 10;

/// One, as it is written where it is no article.
const ONE: &str = "én";

/// What the names of places begin with, so that they are told from lengths.
const PLACE: &str = "place ";

fn pieces(tokens: &[Token]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut at, mut first) = (0, true);
    while let Some(token) = tokens.get(at) {
        if let Some((amounts, next)) = amount(tokens, at) {
            pieces.extend(amounts.into_iter().map(Piece::Term));
            (at, first) = (next, false);
            continue;
        }
        at += 1;
        match token {
            Token::Word(word) => {
                pieces.push(piece(word, first));
                first = false;
            }
            Token::Number(value, _) => pieces.push(Piece::Plain(value.written(0))),
            Token::Other(_) => {}
        }
    }
    pieces
}

/// What a word is that is no part of an amount. `first`: a capital letter there makes no name.
fn piece(word: &str, first: bool) -> Piece {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let small = word.to_lowercase();
    for entry in LEXICON.entries(word) {
        let term = |found, what: String| Term { found, what };
        match entry.kind {
            // The month of May is no permission.
            Kind::Duty if first || !capital => return Piece::Term(term(Found::Obligation, entry.name.to_owned())),
            Kind::Key => return Piece::Term(term(Found::Obligation, entry.name.to_owned())),
            Kind::Not => return Piece::Not(term(Found::Obligation, entry.name.to_owned())),
            Kind::Place => return Piece::Term(term(Found::Area, format!("{PLACE}{}", entry.name))),
            Kind::Zoned => return Piece::Beside(Kind::Zoned, term(Found::Area, entry.name.to_owned()), small),
            Kind::Purpose => return Piece::Beside(Kind::Purpose, term(Found::Area, entry.name.to_owned()), small),
            _ => {}
        }
    }
    if capital && !first {
        return Piece::Beside(Kind::Purpose, Term { found: Found::Area, what: small.clone() }, small);
    }
    Piece::Plain(small)
}

/// A number with its unit, or one that is written as an amount is; two where a range shares the unit. And where it ends.
fn amount(tokens: &[Token], at: usize) -> Option<(Vec<Term>, usize)> {
    if let Some(currency) = word(tokens, at, |kind| kind == Kind::Currency) {
        let start = past_dot(tokens, at + 1);
        let Counted { value, next, .. } = number(tokens, start)?;
        let (scale, next) = scale(tokens, next).unwrap_or((0, next));
        return Some((vec![term(&value, scale, Some(&currency))], next));
    }
    // The number of a paragraph is no amount, whatever follows.
    if at > 0 && matches!(tokens[at - 1], Token::Other('§')) {
        return None;
    }
    let Counted { value, language, grouped, next } = number(tokens, at)?;
    let scaled = scale(tokens, next);
    let after = scaled.map_or(next, |(_, end)| end);
    let power = scaled.map_or(0, |(power, _)| power);
    if let Some((unit, end)) = unit(tokens, after, language) {
        return Some((vec![term(&value, power, Some(&unit))], end));
    }
    if let (Some(Token::Other('-' | '–')), Some(Token::Number(..))) = (tokens.get(after), tokens.get(after + 1))
        && let Some(Counted { value: upper, next: end, .. }) = number(tokens, after + 1)
    {
        let (upper_power, end) = scale(tokens, end).unwrap_or((power, end));
        if let Some((unit, end)) = unit(tokens, end, None) {
            let lower = if scaled.is_some() { power } else { upper_power };
            return Some((vec![term(&value, lower, Some(&unit)), term(&upper, upper_power, Some(&unit))], end));
        }
    }
    (grouped || scaled.is_some()).then(|| (vec![term(&value, power, None)], after))
}

fn term(value: &Value, scale: i32, unit: Option<&Entry>) -> Term {
    let found = if unit.is_some_and(|unit| unit.kind == Kind::Area) { Found::Area } else { Found::Amount };
    Term { found, what: format!("{} {}", value.written(scale), unit.map_or("", |unit| unit.name)) }
}

/// A number that was read, and where it ends.
struct Counted {
    value: Value,
    /// Words belong to a language, and so do the units they can stand with.
    language: Option<Language>,
    /// Whether it is so large that it is an amount without a unit too.
    grouped: bool,
    next: usize,
}

/// A number in digits or in words.
fn number(tokens: &[Token], at: usize) -> Option<Counted> {
    if let Token::Number(value, grouped) = tokens.get(at)? {
        return Some(Counted { value: value.clone(), language: None, grouped: *grouped, next: at + 1 });
    }
    if let Some(entry) = word(tokens, at, |kind| kind == Kind::Number)
        && let Some((whole, decimals)) = entry.name.split_once('.')
    {
        let value = Value::of(whole, decimals);
        return Some(Counted { value, language: Some(entry.language), grouped: false, next: at + 1 });
    }
    in_words(tokens, at)
}

/// Number words that make one number: "two hundred and fifty thousand".
fn in_words(tokens: &[Token], start: usize) -> Option<Counted> {
    // What stands before the last thousand or million, what stands after it, and the power of ten it was.
    let (mut total, mut rest, mut last) = (0_u64, 0_u64, u32::MAX);
    let (mut at, mut language, mut scaled) = (start, None, false);
    loop {
        let joined = at > start && scaled && word(tokens, at, |kind| kind == Kind::And).is_some();
        if let Some((small, spoken)) = small_number(tokens, if joined { at + 1 } else { at }) {
            let room = if rest % 100 == 0 { 100 } else { 10 };
            if rest > 0 && (rest % 10 > 0 || small >= room || (rest % 100 > 0 && rest % 100 < 20)) {
                break;
            }
            rest += small;
            language = language.or(Some(spoken));
            at += if joined { 2 } else { 1 };
        } else if let Some((power, next)) = scale(tokens, at).filter(|_| !joined) {
            let power = u32::try_from(power).unwrap_or(u32::MAX);
            if power == 2 && rest < 100 {
                rest = rest.max(1) * 100;
            } else if power > 2 && power < last {
                total += rest.max(1) * 10_u64.pow(power);
                (rest, last) = (0, power);
            } else {
                break;
            }
            (at, scaled) = (next, true);
        } else {
            break;
        }
    }
    let value = Value::of(&(total + rest).to_string(), "");
    (at > start).then_some(Counted { value, language, grouped: scaled && at > start + 1, next: at })
}

/// The number that one word is.
fn small_number(tokens: &[Token], at: usize) -> Option<(u64, Language)> {
    let entry = word(tokens, at, |kind| kind == Kind::Number)?;
    Some((entry.name.parse().ok()?, entry.language))
}

/// The words that a number written as one word is made of: "tjuefem", "femogtyve", "hundreogti", "two-thirds". What is no
/// such number is a word as it is.
fn apart(word: &str) -> Vec<String> {
    let whole = || vec![word.to_owned()];
    // "Two-thirds" is a number and its unit.
    if let Some((first, rest)) = word.split_once('-') {
        let number = LEXICON.counts(&first.to_lowercase()).is_some_and(|entry| entry.kind == Kind::Number);
        return if number { vec![first.to_owned(), rest.to_owned()] } else { whole() };
    }
    let small = word.to_lowercase();
    let (mut parts, mut rest) = (Vec::new(), small.as_str());
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(NUMBER_WORD);
        let longest = ends.filter_map(|end| Some((end, LEXICON.counts(&rest[..end])?))).last();
        let Some((end, entry)) = longest else { return whole() };
        parts.push((rest[..end].to_owned(), entry));
        rest = &rest[end..];
    }
    let language = |(_, entry): &(String, Entry)| entry.language;
    let ends = parts.last().is_none_or(|(_, entry)| entry.kind == Kind::And);
    if parts.len() < 2 || ends || parts.iter().any(|part| language(part) != language(&parts[0])) {
        return whole();
    }
    // "Five and twenty" is twenty and five.
    let value = |at: usize| parts.get(at).and_then(|(_, entry): &(String, Entry)| entry.name.parse::<u32>().ok());
    let turned = (0..parts.len()).find(|at| {
        value(*at).is_some_and(|ones| ones < 10)
            && parts.get(at + 1).is_some_and(|(_, entry)| entry.kind == Kind::And)
            && parts.get(at + 2).is_some_and(|(_, entry)| entry.kind == Kind::Number)
            && value(at + 2).is_some_and(|tens| tens >= 20)
    });
    if let Some(at) = turned {
        parts.swap(at, at + 2);
        parts.remove(at + 1);
    }
    let word = |(part, entry): (String, Entry)| if entry.kind == Kind::One { ONE.to_owned() } else { part };
    parts.into_iter().map(word).collect()
}

fn scale(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let entry = word(tokens, at, |kind| kind == Kind::Scale)?;
    Some((entry.name.parse().ok()?, past_dot(tokens, at + 1)))
}

fn unit(tokens: &[Token], at: usize, language: Option<Language>) -> Option<(Entry, usize)> {
    let unit = |kind| matches!(kind, Kind::Amount | Kind::Area | Kind::Currency);
    // "A 12-month period."
    let hyphen = matches!((tokens.get(at), tokens.get(at + 1)), (Some(Token::Other('-')), Some(Token::Word(_))));
    let at = if hyphen { at + 1 } else { at };
    let entry = word(tokens, at, unit).or_else(|| genitive(tokens, at, unit))?;
    if language.is_some_and(|language| language != entry.language) {
        return None;
    }
    // "In 2027 kr 500": the currency belongs to what comes after it.
    if entry.kind == Kind::Currency && matches!(tokens.get(past_dot(tokens, at + 1)), Some(Token::Number(..))) {
        return None;
    }
    Some((entry, at + 1))
}

/// The entry of a Norwegian word that has the ending of a genitive, as in "two years' notice".
fn genitive(tokens: &[Token], at: usize, kind: impl Fn(Kind) -> bool) -> Option<Entry> {
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    let entries = LEXICON.entries(word.strip_suffix('s').filter(|stem| stem.chars().count() > 1)?);
    entries.into_iter().find(|entry| entry.language == Language::Norwegian && kind(entry.kind))
}

/// The entry of the kind asked for that the word in a place has; a sign such as that of a percentage is a word too.
fn word(tokens: &[Token], at: usize, kind: impl Fn(Kind) -> bool) -> Option<Entry> {
    let entries = match tokens.get(at)? {
        Token::Word(word) => LEXICON.entries(word),
        Token::Other(c) => LEXICON.entries(c.encode_utf8(&mut [0; 4])),
        Token::Number(..) => return None,
    };
    entries.into_iter().find(|entry| kind(entry.kind))
}

/// Behind the full stop of an abbreviation.
fn past_dot(tokens: &[Token], at: usize) -> usize {
    if matches!(tokens.get(at), Some(Token::Other('.'))) { at + 1 } else { at }
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if c.is_ascii_digit() {
            let (token, end) = digits(&chars, at);
            tokens.push(token);
            at = end;
        } else if c.is_alphabetic() {
            let joins = |at: usize| chars[at] == '-' && chars.get(at + 1).is_some_and(|c| c.is_alphabetic());
            let ends = |at: &usize| !chars[*at].is_alphanumeric() && !joins(*at);
            let end = (at..chars.len()).find(ends).unwrap_or(chars.len());
            let word: String = chars[at..end].iter().collect();
            tokens.extend(apart(&word).into_iter().map(Token::Word));
            at = end;
        } else {
            tokens.extend((!c.is_whitespace()).then_some(Token::Other(c)));
            at += 1;
        }
    }
    tokens
}

/// A number as people write it: thousands apart by a space, a full stop or a comma, then decimals. What has more parts
/// is a date or the number of a section, and a word.
fn digits(chars: &[char], start: usize) -> (Token, usize) {
    let run = |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = start + run(start);
    let mut whole: String = chars[start..end].iter().collect();
    let short = whole.len() <= 3;
    let mut grouped = false;
    while let Some(&mark) = chars.get(end) {
        let apart = mark == '.' || mark == ',' || (mark.is_whitespace() && mark != '\n');
        if !(apart && short && run(end + 1) == 3) {
            break;
        }
        whole.extend(&chars[end + 1..end + 4]);
        grouped = true;
        end += 4;
    }
    let part = |at: usize| matches!(chars.get(at), Some('.' | ',')) && run(at + 1) > 0;
    let mut decimals = String::new();
    if part(end) {
        let from = end + 1;
        end = from + run(from);
        decimals = chars[from..end].iter().collect();
    }
    if part(end) {
        while part(end) {
            end += 1 + run(end + 1);
        }
        return (Token::Word(chars[start..end].iter().collect()), end);
    }
    (Token::Number(Value::of(&whole, &decimals), grouped), end)
}
