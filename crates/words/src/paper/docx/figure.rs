//! Figures: the picture itself, what it shows for those who do not see it, and its caption.

use super::{
    body::{Stand, Writer},
    picture::Picture,
    styles::Role,
};
use procedure::{
    Hash,
    text::{Figure, Inline},
};

/// The format's unit: so many a pixel of a screen (96 to the inch), and a twentieth of a point.
const PIXEL: usize = 9525;
const TWENTIETH: usize = 635;
/// As much of a page's height as a picture may take, in hundredths.
const HIGHEST: usize = 80;
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

impl Writer<'_> {
    /// Where the picture is not at hand or not one Word shows, what it shows stands in its place.
    pub(super) fn figure(&mut self, figure: &Figure) {
        let found = self.pictures.get(&figure.image).and_then(|bytes| Picture::of(bytes));
        let stand = Stand { with_next: !figure.caption.is_empty(), ..self.usual() };
        match found {
            Some(picture) => {
                self.xml.open("w:p", &[]);
                self.stand(stand);
                self.drawing(figure, picture);
                self.xml.close("w:p");
            }
            None if figure.alt.is_empty() => {}
            None => self.paragraph(stand, &[Inline::plain(format!("[{}]", figure.alt))]),
        }
        if !figure.caption.is_empty() {
            self.paragraph(Stand { style: Some(Role::Caption), ..self.usual() }, &figure.caption);
        }
    }

    fn drawing(&mut self, figure: &Figure, picture: Picture) {
        let (wide, high) = self.size(picture);
        let (wide, high) = (wide.to_string(), high.to_string());
        let id = self.shown(&figure.image, picture.ending);
        self.drawn += 1;
        let number = self.drawn.to_string();
        let name = format!("Figure {number}");
        let called = [("id", number.as_str()), ("name", name.as_str()), ("descr", figure.alt.as_str())];
        let xml = &mut self.xml;
        xml.open("w:r", &[]);
        xml.open("w:drawing", &[]);
        xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
        xml.empty("wp:extent", &[("cx", &wide), ("cy", &high)]);
        xml.empty("wp:docPr", &called);
        xml.open("wp:cNvGraphicFramePr", &[]);
        xml.empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
        xml.close("wp:cNvGraphicFramePr");
        xml.open("a:graphic", &[]);
        xml.open("a:graphicData", &[("uri", PICTURE)]);
        xml.open("pic:pic", &[]);
        xml.open("pic:nvPicPr", &[]);
        xml.empty("pic:cNvPr", &called);
        xml.empty("pic:cNvPicPr", &[]);
        xml.close("pic:nvPicPr");
        xml.open("pic:blipFill", &[]);
        xml.empty("a:blip", &[("r:embed", &id)]);
        xml.open("a:stretch", &[]);
        xml.empty("a:fillRect", &[]);
        xml.close("a:stretch");
        xml.close("pic:blipFill");
        xml.open("pic:spPr", &[]);
        xml.open("a:xfrm", &[]);
        xml.empty("a:off", &[("x", "0"), ("y", "0")]);
        xml.empty("a:ext", &[("cx", &wide), ("cy", &high)]);
        xml.close("a:xfrm");
        xml.open("a:prstGeom", &[("prst", "rect")]);
        xml.empty("a:avLst", &[]);
        xml.close("a:prstGeom");
        xml.close("pic:spPr");
        for name in ["pic:pic", "a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r"] {
            xml.close(name);
        }
    }

    /// As large as it is, and no larger than the page has room for.
    fn size(&self, picture: Picture) -> (usize, usize) {
        let (wide, high) = (picture.wide as usize * PIXEL, picture.high as usize * PIXEL);
        let page = &self.template.page;
        let most = (page.wide * TWENTIETH, page.high * TWENTIETH * HIGHEST / 100);
        let (wide, high) = if wide > most.0 { (most.0, high * most.0 / wide) } else { (wide, high) };
        let (wide, high) = if high > most.1 { (wide * most.1 / high, most.1) } else { (wide, high) };
        (wide.max(1), high.max(1))
    }

    /// The id by which this part refers to a picture. The same picture is kept once.
    fn shown(&mut self, image: &Hash, ending: &str) -> String {
        let known = self.media.iter().position(|(hash, _)| hash == image);
        let at = known.unwrap_or_else(|| {
            let name = format!("media/samrad{}.{ending}", self.media.len() + 1);
            self.media.push((image.clone(), name));
            self.media.len() - 1
        });
        let name = self.media[at].1.clone();
        self.refer("image", &name, false)
    }
}
