//! Fields: what Word works out, as it last showed it (ECMA-376 part 1 § 17.16).

/// A field that is open.
#[derive(Default)]
pub struct Field {
    instruction: String,
    /// Its result follows; before that come its instructions.
    shown: bool,
    /// Of a box in a form: whether it is ticked.
    pub ticked: Option<bool>,
}

/// The fields that are open, the outermost first.
#[derive(Default)]
pub struct Fields(Vec<Field>);

impl Fields {
    pub fn begin(&mut self, ticked: Option<bool>) {
        self.0.push(Field { ticked, ..Field::default() });
    }

    pub fn instruct(&mut self, words: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.shown) {
            field.instruction.push_str(words);
        }
    }

    /// The result begins. Whether it is a table of contents, which begins here.
    pub fn show(&mut self) -> bool {
        let Some(field) = self.0.last_mut() else { return false };
        field.shown = true;
        field.is_contents()
    }

    pub fn end(&mut self) -> Option<Field> {
        self.0.pop()
    }

    /// Whether letters that come now are read: not instructions, and not a table of contents.
    pub fn is_text(&self) -> bool {
        self.0.iter().all(|field| field.shown && !field.is_contents())
    }

    pub fn is_contents(&self) -> bool {
        self.0.iter().any(Field::is_contents)
    }

    /// A field that was never ended must not swallow what follows: instructions end with their paragraph.
    pub fn end_paragraph(&mut self) {
        self.0.retain(|field| field.shown || field.is_contents());
    }

    /// No heading stands in a table of contents: one that was not ended ends before it.
    pub fn end_contents(&mut self) {
        self.0.retain(|field| !field.is_contents());
    }

    /// Where the letters lead, if they do.
    pub fn link(&self) -> Option<String> {
        self.0.iter().rev().find_map(|field| link(&field.instruction))
    }

    /// Whether the letters lead to a place in the text.
    pub fn refers(&self) -> bool {
        let refers = |word| matches!(word, "REF" | "PAGEREF" | "NOTEREF");
        self.0.last().is_some_and(|field| field.word().is_some_and(refers))
    }
}

impl Field {
    fn word(&self) -> Option<&str> {
        self.instruction.split_whitespace().next()
    }

    fn is_contents(&self) -> bool {
        is_contents(&self.instruction)
    }

    /// Signs that the instructions themselves hold: `SYMBOL 163 \f "Symbol"`.
    pub fn symbol(&self) -> Option<(u32, String)> {
        let mut words = self.instruction.split_whitespace();
        words.next().filter(|word| *word == "SYMBOL")?;
        let number = words.next()?.parse().ok()?;
        let font = self.instruction.split_once("\\f").map_or("", |(_, font)| font.trim());
        Some((number, font.trim_matches('"').split('"').next().unwrap_or_default().to_owned()))
    }
}

pub fn is_contents(instruction: &str) -> bool {
    matches!(instruction.split_whitespace().next(), Some("TOC" | "INDEX"))
}

/// The address of `HYPERLINK "https://…"`.
pub fn link(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address =
        rest.strip_prefix('"').map_or_else(|| rest.split_whitespace().next(), |rest| rest.split('"').next())?;
    (!address.is_empty() && !address.starts_with('\\')).then(|| address.to_owned())
}
