//! Pictures and text boxes of a Word document.

use super::{Reader, runs::Line};
use crate::{
    import::{Picture, report::What},
    limits,
    xml_tree::Node,
};
use procedure::{
    Hash,
    text::{Block, Figure},
};

/// What a drawing holds.
enum Shape<'a> {
    /// The relation that has its bytes.
    Picture(&'a str),
    Box(&'a Node),
    /// A diagram, a chart, an object of another program.
    Other,
}

impl Reader<'_, '_> {
    /// What a drawing or an object holds stands after the paragraph it is drawn in.
    pub fn graphics(&mut self, node: &Node, line: &mut Line) {
        let mut shapes = Vec::new();
        shapes_of(node, &mut shapes);
        let said = |name: &str| node.all().filter(|node| node.name == "docPr").find_map(|node| given(node, name));
        let of_shape = || node.all().filter(|node| node.name == "shape").find_map(|node| given(node, "alt"));
        let alt = said("descr").or_else(|| said("title")).or_else(of_shape).unwrap_or_default();
        let name = if alt.is_empty() { said("name").unwrap_or_default() } else { alt.clone() };
        if node.name == "object" {
            self.report.say(What::Embedded, &name);
            return;
        }
        if shapes.is_empty() {
            self.report.say(What::PicturesLeftOut, &name);
        }
        for shape in shapes {
            match shape {
                Shape::Picture(relation) => match self.picture(relation) {
                    Some(image) => {
                        line.beside.push(Block::Figure(Figure { image, alt: alt.clone(), caption: Vec::new() }));
                    }
                    None => self.report.say(What::PicturesLeftOut, &name),
                },
                Shape::Box(content) => {
                    let body = self.inner(content);
                    if !body.is_empty() {
                        self.report.add(What::TextBoxes);
                        line.beside.push(Block::Quote { body });
                    }
                }
                Shape::Other => self.report.say(What::PicturesLeftOut, &name),
            }
        }
    }

    /// The hash of a picture that pages can show. Others are told of.
    fn picture(&mut self, relation: &str) -> Option<Hash> {
        let relation = self.relation(relation).filter(|relation| !relation.outside)?.clone();
        if let Some(known) = self.pictures_read.get(&relation.target) {
            return Some(known.clone());
        }
        let bytes = self.package.bytes(&relation.target).ok()??;
        let size = self.pictures.iter().map(|picture| picture.bytes.len()).sum::<usize>() + bytes.len();
        if size as u64 > limits::PICTURES || self.pictures.len() >= limits::PICTURES_COUNT {
            return None;
        }
        let name = relation.target.rsplit('/').next().unwrap_or_default();
        let picture = Picture::of(name, bytes)?;
        let hash = picture.hash.clone();
        self.pictures_read.insert(relation.target, hash.clone());
        if !self.pictures.iter().any(|known| known.hash == hash) {
            self.pictures.push(picture);
        }
        Some(hash)
    }
}

fn given(node: &Node, name: &str) -> Option<String> {
    node.attribute(name).map(|said| said.trim().to_owned()).filter(|said| !said.is_empty())
}

/// The second copy of a drawing, for older programs, is not read.
fn shapes_of<'a>(node: &'a Node, found: &mut Vec<Shape<'a>>) {
    for child in node.nodes() {
        match child.name.as_str() {
            "AlternateContent" => {
                if let Some(chosen) = child.child("Choice").or_else(|| child.child("Fallback")) {
                    shapes_of(chosen, found);
                }
            }
            "txbxContent" => found.push(Shape::Box(child)),
            "blip" => found.push(child.attribute("embed").map_or(Shape::Other, Shape::Picture)),
            "imagedata" => found.push(child.attribute("id").map_or(Shape::Other, Shape::Picture)),
            "chart" | "relIds" | "OLEObject" => found.push(Shape::Other),
            _ => shapes_of(child, found),
        }
    }
}
