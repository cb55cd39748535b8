//! A message as `mail-parser` reads it, taken apart without recursion when it is done with: messages can lie within
//! messages tens of thousands deep, and dropping each from within the other would overflow the stack.

use mail_parser::{Message, MessageParser, PartType};
use std::{mem::take, ops::Deref};

pub struct Parsed<'a>(Message<'a>);

impl<'a> Parsed<'a> {
    /// `None` when it is no message.
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        MessageParser::default().parse(bytes).map(Self)
    }
}

impl<'a> Deref for Parsed<'a> {
    type Target = Message<'a>;

    fn deref(&self) -> &Message<'a> {
        &self.0
    }
}

impl Drop for Parsed<'_> {
    fn drop(&mut self) {
        let mut parts = take(&mut self.0.parts);
        while let Some(part) = parts.pop() {
            if let PartType::Message(mut inner) = part.body {
                parts.append(&mut inner.parts);
            }
        }
    }
}
