//! A text comes in from a Word file with its picture: what came is told, the picture is shown where the text is, and the
//! file is attached.

use super::world::{On, REGION, World};
use serde_json::json;
use std::io::Write as _;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nkart over vegene";

/// A document with two headings, a picture and, where there is one, a comment.
fn word_file(comment: Option<&str>) -> Vec<u8> {
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let r = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let heading = |text: &str| p(&format!("<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}", r(text)));
    let drawing = "<w:r><w:drawing><wp:docPr id=\"1\" name=\"Bilde 1\" descr=\"Kart\"/><a:blip r:embed=\"r1\"/></w:drawing></w:r>";
    let mark = comment.map_or("", |_| "<w:r><w:commentReference w:id=\"0\"/></w:r>");
    let body = [
        heading("Bakgrunn"),
        p(&(r("Åtte kommuner.") + mark)),
        heading("Samferdsel"),
        p(&r("Veg og bane.")),
        p(drawing),
    ];
    let document = format!("<w:document><w:body>{}</w:body></w:document>", body.concat());
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>");
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/image\" Target=\"media/kart.png\"/><Relationship Id=\"r2\" Type=\"x/comments\" Target=\"comments.xml\"/></Relationships>";
    let comments = comment.map(|said| {
        format!("<w:comments><w:comment w:id=\"0\" w:author=\"Kari\"><w:p>{}</w:p></w:comment></w:comments>", r(said))
    });
    let mut parts = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/kart.png", PICTURE),
    ];
    parts.extend(comments.as_ref().map(|comments| ("word/comments.xml", comments.as_bytes())));
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn read_in(world: &World, id: &str, file: &[u8]) -> String {
    let part = reqwest::multipart::Part::bytes(file.to_vec()).file_name("Strategi 2027.docx");
    let form = reqwest::multipart::Form::new().text("based_on", "0").part("file", part);
    let sent = world.client.post(world.url(&format!("/desk/documents/{id}/import"))).multipart(form);
    let answer = sent.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.text().await.unwrap()
}

/// What stands in a field of the preview, as a browser has it.
fn bodies(page: &str) -> Vec<String> {
    let after = |at: &str| at.split_once('>').unwrap().1.split("</textarea>").next().unwrap().to_owned();
    page.split("name=\"body\"").skip(1).map(after).collect()
}

#[tokio::test]
async fn a_picture_is_shown_where_the_text_is_and_nowhere_before() {
    super::world::both(async |on: On| {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        let page = read_in(&world, &id, &word_file(None)).await;
        assert!(page.contains("2 overskrifter") && page.contains("1 bilde"), "{page}");
        let [first, second] = &bodies(&page)[..] else { panic!("{page}") };
        let hash = second.split("sha256:").nth(1).and_then(|rest| rest.get(..64)).unwrap_or_else(|| panic!("{second}"));
        let picture = async |place: String| {
            let answer = world.client.get(world.url(&format!("{place}/files/{hash}"))).send().await.unwrap();
            let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
            let sniffed = answer.headers().get("x-content-type-options").is_some_and(|value| value == "nosniff");
            let status = answer.status().as_u16();
            let bytes = answer.bytes().await.unwrap();
            (status == 200 && bytes == PICTURE).then_some((kind.unwrap_or_default(), sniffed))
        };
        let shown = Some(("image/png".to_owned(), true));
        assert_eq!(picture(format!("/desk/documents/{id}")).await, shown, "before it is saved");
        let fields = [
            ("id", ""),
            ("id", ""),
            ("heading", "Bakgrunn"),
            ("heading", "Samferdsel"),
            ("body", first),
            ("body", second),
            ("attach_original", "yes"),
            ("save", "yes"),
        ];
        let (status, _, answer) = world.submit(&page, &format!("/desk/documents/{id}/text"), &fields).await;
        assert_eq!(status, 303, "{answer}");
        let (_, document) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(document.contains("Strategi 2027.docx"), "{document}");
        assert_eq!(world.count(&id, "file_attached").await, 1);
        assert_eq!(picture(format!("/{REGION}/{id}")).await, None, "a draft is not public");
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": "Svar."})).await;
        let link = world.link(&id, "hearing_invitation", "3303").await;
        let link = link.split('?').next().unwrap().to_owned();
        assert_eq!(picture(link.clone()).await, shown, "behind the link");
        assert_eq!(picture(format!("/{REGION}/{id}")).await, shown, "in public");
        // A picture that no text of the document names is no part of it.
        let other = world.create("strategy").await;
        let sections = json!([{"heading": "Bakgrunn", "body": "Uten bilde."}]);
        world.command(&other, json!({"type": "save_text", "sections": sections})).await;
        world.command(&other, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": "Svar."})).await;
        let elsewhere = world.link(&other, "hearing_invitation", "3303").await;
        assert_eq!(picture(elsewhere.split('?').next().unwrap().to_owned()).await, None);
        assert_eq!(picture(format!("/{REGION}/{other}")).await, None);
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_with_comments_is_attached_only_by_whoever_says_so() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let page = read_in(&world, &id, &word_file(Some("Sjekk tallet."))).await;
    assert!(page.contains("Én kommentar er ikke tatt med:") && page.contains("Kari: Sjekk tallet."), "{page}");
    assert!(page.contains("Sted: «Bakgrunn»."), "{page}");
    let tick = page.split("id=\"attach_original\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(!tick.contains("checked"), "{tick}");
    let page = read_in(&world, &id, &word_file(None)).await;
    let tick = page.split("id=\"attach_original\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(tick.contains("checked"), "{tick}");
    let [first, second] = &bodies(&page)[..] else { panic!("{page}") };
    let fields = [
        ("id", ""),
        ("id", ""),
        ("heading", "A"),
        ("heading", "B"),
        ("body", first),
        ("body", second),
        ("save", "yes"),
    ];
    let (status, ..) = world.submit(&page, &format!("/desk/documents/{id}/text"), &fields).await;
    assert_eq!((status, world.count(&id, "file_attached").await), (303, 0));
    world.end().await;
}
