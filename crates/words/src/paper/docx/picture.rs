//! Pictures that Word shows, and how large they are: read from their first bytes, as PNG (RFC 2083), JPEG (ITU-T T.81)
//! and GIF (89a) have it.

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The ending of its name: `png`, `jpeg` or `gif`.
    pub ending: &'static str,
    /// In pixels.
    pub wide: u32,
    pub high: u32,
}

impl Picture {
    /// `None` where it is of another kind, or broken.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let (ending, wide, high) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            ("png", big(bytes, 16, 4)?, big(bytes, 20, 4)?)
        } else if bytes.starts_with(b"GIF8") {
            ("gif", little(bytes, 6)?, little(bytes, 8)?)
        } else if bytes.starts_with(b"\xFF\xD8\xFF") {
            let (wide, high) = jpeg(bytes)?;
            ("jpeg", wide, high)
        } else {
            return None;
        };
        (wide > 0 && high > 0).then_some(Self { ending, wide, high })
    }
}

/// A number of so many bytes, the largest first.
fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let number = bytes.get(at..at.checked_add(length)?)?;
    Some(number.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    let number = bytes.get(at..at + 2)?;
    Some(u32::from(number[0]) | (u32::from(number[1]) << 8))
}

/// The size stands in the segment that begins the frame: one of SOF0 to SOF15, which DHT, JPG and DAC are none of.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        // Any number of fill bytes may stand before a marker.
        while *bytes.get(at)? == 0xFF && *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let marker = *bytes.get(at + 1)?;
        if bytes[at] != 0xFF {
            return None;
        }
        match marker {
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => at += 2 + usize::try_from(big(bytes, at + 2, 2)?.max(2)).ok()?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pictures_size_is_read_from_its_bytes() {
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 2, 88, 0, 0, 1, 44, 8, 6]].concat();
        assert_eq!(Picture::of(&png), Some(Picture { ending: "png", wide: 600, high: 300 }));
        let gif = [b"GIF89a".as_slice(), &[10, 0, 2, 1]].concat();
        assert_eq!(Picture::of(&gif), Some(Picture { ending: "gif", wide: 10, high: 258 }));
        let head = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xFF, 0xC4, 0, 3, 0];
        let jpeg = [head.as_slice(), &[0xFF, 0xC2, 0, 17, 8, 1, 44, 2, 88, 3]].concat();
        assert_eq!(Picture::of(&jpeg), Some(Picture { ending: "jpeg", wide: 600, high: 300 }));
    }

    #[test]
    fn what_is_cut_short_is_no_picture() {
        for bytes in
            [b"\x89PNG\r\n\x1a\n".as_slice(), b"GIF8", b"\xFF\xD8\xFF\xE0\0", b"\xFF\xD8\xFF\xFF\xFF", b"%PDF", b""]
        {
            assert_eq!(Picture::of(bytes), None);
        }
    }
}
