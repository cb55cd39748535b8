//! How like two texts are, by four letters at a time, and how much of one stands in the other, by three words at a time.

use super::letters::seen;
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

/// Four letters at a time, with how often they occur, sorted.
#[derive(Clone, Debug, Default)]
pub struct Grams {
    counted: Vec<(u64, u32)>,
    length: f64,
}

impl Grams {
    pub fn of(text: &str) -> Self {
        let padded: Vec<char> = format!(" {} ", seen(text).to_lowercase().replace('\n', " ")).chars().collect();
        let hashed = |four: &[char]| {
            // 16 bits a letter tell all letters of our languages apart.
            four.iter().fold(0_u64, |packed, c| (packed << 16) | (u64::from(u32::from(*c)) & 0xffff))
        };
        let mut grams: Vec<u64> = padded.windows(4).map(hashed).collect();
        if grams.is_empty() && padded.len() > 2 {
            grams.push(hashed(&padded));
        }
        grams.sort_unstable();
        let mut counted: Vec<(u64, u32)> = Vec::new();
        for gram in grams {
            match counted.last_mut() {
                Some((last, count)) if *last == gram => *count += 1,
                _ => counted.push((gram, 1)),
            }
        }
        let length = counted.iter().map(|(_, count)| f64::from(*count).powi(2)).sum::<f64>().sqrt();
        Self { counted, length }
    }

    pub fn is_empty(&self) -> bool {
        self.counted.is_empty()
    }

    /// The cosine, from 0 to 1.
    pub fn like(&self, other: &Self) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        let (mut one, mut two) = (self.counted.iter().peekable(), other.counted.iter().peekable());
        let mut product = 0.0;
        while let (Some((gram, count)), Some((their, times))) = (one.peek(), two.peek()) {
            match gram.cmp(their) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    product += f64::from(*count) * f64::from(*times);
                    one.next();
                    two.next();
                }
            }
        }
        product / (self.length * other.length)
    }
}

/// Half of one, half of the other; all of the one that there is.
pub fn halves(one: (&Grams, &Grams), other: (&Grams, &Grams)) -> f64 {
    let (title, body) = (one.0.like(other.0), one.1.like(other.1));
    match (one.0.is_empty() && other.0.is_empty(), one.1.is_empty() && other.1.is_empty()) {
        (true, _) => body,
        (_, true) => title,
        _ => f64::midpoint(title, body),
    }
}

/// Three words at a time.
#[derive(Clone, Debug, Default)]
pub struct Phrases(HashSet<u64>);

impl Phrases {
    pub fn of(text: &str) -> Self {
        let text = seen(text).to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let hashed = |three: &[&str]| {
            let mut hasher = DefaultHasher::new();
            three.hash(&mut hasher);
            hasher.finish()
        };
        Self(words.windows(3).map(hashed).collect())
    }

    /// Too little to tell where it came from.
    pub fn is_short(&self) -> bool {
        self.0.len() < 8
    }

    /// How much of this stands in another text and not in a third, from 0 to 1.
    pub fn share_in(&self, other: &Self, third: Option<&Self>) -> f64 {
        let there = |phrase: &&u64| other.0.contains(phrase) && third.is_none_or(|third| !third.0.contains(phrase));
        ratio(self.0.iter().filter(there).count(), self.0.len())
    }
}

/// A part of a whole, from 0 to 1; nothing of nothing is all of it.
pub fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}
