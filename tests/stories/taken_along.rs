//! Texts and tables that are taken along, as other programs open them.

use super::world::{EIGHT, On, World, both, folder};
use serde_json::{Value, json};
use std::{path::Path, process::Command};

/// A document whose one remark, proposal, reason and case number are given.
async fn remarked(world: &World, text: &str) -> String {
    let id = world.in_hearing().await;
    let remarks = json!([{"section": null, "text": text, "proposed": text}]);
    let statement = json!({"type": "record_statement", "municipality": "3303", "position": "with_remarks", "text": "",
        "remarks": remarks, "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, statement).await;
    id
}

async fn taken(world: &World, id: &str, ending: &str) -> Vec<u8> {
    let answer =
        world.client.get(world.url(&format!("/desk/documents/{id}/hearing-note/{ending}"))).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

/// What LibreOffice makes of a CSV, every cell looked at as if somebody had typed it.
fn opened(folder: &Path, file: &str, separator: char) -> String {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    // Separator, quotation mark, UTF-8, first line, columns, language, no quoted field as text, special numbers, …,
    // spaces at the ends taken away, …, formulas evaluated.
    let filter = format!("--infilter=CSV:{},34,76,1,,0,false,true,false,false,true,0,true", u32::from(separator));
    let into = folder.join(format!("opened-{}", u32::from(separator)));
    let mut office = Command::new("soffice");
    office
        .args([&profile, "--headless", &filter, "--convert-to", "fods", "--outdir"])
        .arg(&into)
        .arg(folder.join(file));
    let done = office.output().expect("LibreOffice runs");
    let made = into.join(file).with_extension("fods");
    std::fs::read_to_string(&made).unwrap_or_else(|error| panic!("{error}: {done:?}"))
}

#[tokio::test]
async fn no_cell_of_a_csv_is_a_formula_whichever_separator_it_is_opened_with() {
    let world = World::empty(On::Sqlite).await;
    let evil = "Hei,=1+1;=2+2,\"=3+3\"\n=4+4\n\n\"=5+5\"\n+6\n-7+7\n@SUM(A1)\n a, =8+8\n;\"\"=9+9\nslutt;\t=10+10";
    let id = remarked(&world, evil).await;
    let folder = folder();
    std::fs::write(folder.join("note.csv"), taken(&world, &id, "csv").await).unwrap();
    std::fs::write(folder.join("untamed.csv"), format!("a;\"{}\"\n", evil.replace('"', "\"\""))).unwrap();
    for separator in [';', ',', '\t'] {
        let sheet = opened(&folder, "note.csv", separator);
        assert!(sheet.contains("6+6") || sheet.contains("4+4"), "the text is there: {sheet}");
        assert!(!sheet.contains("table:formula"), "{separator:?}: {sheet}");
    }
    assert!(opened(&folder, "untamed.csv", ',').contains("table:formula"), "it is run where nothing is done about it");
    std::fs::remove_dir_all(&folder).unwrap();
    world.end().await;
}

#[tokio::test]
async fn a_long_remark_is_whole_in_the_workbook_and_one_too_long_says_that_it_is_cut() {
    let world = World::empty(On::Sqlite).await;
    let python = "import io, json, sys, zipfile\n\
        print(json.dumps(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).read('xl/sharedStrings.xml').decode()))";
    let strings = |bytes: &[u8]| {
        use std::io::Write as _;
        let mut reader = Command::new("python3");
        reader.args(["-c", python]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut reader = reader.spawn().expect("python3 runs");
        reader.stdin.take().unwrap().write_all(bytes).unwrap();
        let read = serde_json::from_slice::<Value>(&reader.wait_with_output().unwrap().stdout).unwrap();
        read.as_str().unwrap().to_owned()
    };
    let long = "Veg og bane. ".repeat(1_600);
    let id = remarked(&world, long.trim()).await;
    let book = strings(&taken(&world, &id, "xlsx").await);
    assert!(book.contains(long.trim()), "20 800 letters fit");
    assert!(!book.contains("Teksten er kuttet her"));

    let id = remarked(&world, "Veg og bane. ".repeat(3_000).trim()).await;
    let book = strings(&taken(&world, &id, "xlsx").await);
    assert!(book.contains("… (Teksten er kuttet her, fordi en celle i et regneark ikke rommer mer."));
    world.end().await;
}

/// What a version is in one form: status, media type and content.
async fn version(world: &World, place: &str, form: &str) -> (u16, String, Vec<u8>) {
    let answer = world.client.get(world.url(&format!("{place}/{form}"))).send().await.unwrap();
    let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), kind, answer.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn a_version_is_taken_along_in_three_forms_by_whoever_may_read_it() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        let sections =
            json!([{"heading": "Samferdsel", "number": "§ 1", "body": "Veg **og** bane.[^1]\n\n[^1]: SSB."}]);
        world.command(&id, json!({"type": "save_text", "sections": sections})).await;
        let public = format!("/kongsbergregionen/{id}/versions");
        assert_eq!(version(&world, &format!("{public}/1"), "md").await.0, 404, "a draft is nobody's but the desk's");
        world
            .command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": "Vi ber om uttalelse."}))
            .await;
        let link = world.link(&id, "hearing_invitation", "4024").await;
        let pages = [
            (format!("/desk/documents/{id}/versions/1"), format!("/desk/documents/{id}/versions/1")),
            (format!("{link}/text"), format!("{link}/text")),
            (format!("/kongsbergregionen/{id}"), format!("{public}/1")),
        ];
        for (page, place) in pages {
            let (_, shown) = world.page(&page).await;
            let path = place.strip_prefix(&world.url("")).unwrap_or(&place);
            for form in ["docx", "md", "xml"] {
                assert!(shown.contains(&format!("href=\"{path}/{form}\"")), "{path}/{form} in {shown}");
            }
            let (status, kind, docx) = version(&world, &place, "docx").await;
            assert_eq!((status, kind.contains("wordprocessingml"), &docx[..2]), (200, true, b"PK".as_slice()));
            let (_, kind, markdown) = version(&world, &place, "md").await;
            assert_eq!(kind, "text/markdown; charset=utf-8");
            let written = "# Samferdsel {#s1-1 nr=\"§ 1\"}\n\nVeg **og** bane.[^1]\n\n[^1]: SSB.\n";
            assert_eq!(String::from_utf8(markdown).unwrap(), written);
            let (_, kind, akoma) = version(&world, &place, "xml").await;
            let akoma = String::from_utf8(akoma).unwrap();
            assert_eq!(kind, "application/akn+xml");
            assert!(akoma.contains("<num>§ 1</num><heading>Samferdsel</heading>"), "{akoma}");
            assert!(akoma.contains("wId=\"s1-1\"") && akoma.contains("nob@20") && !akoma.contains("/l/"), "{akoma}");
            assert_eq!(version(&world, &place, "odt").await.0, 404);
        }
        for municipality in EIGHT {
            let statement = json!({"type": "record_statement", "municipality": municipality, "position": "without_remarks",
                "text": "", "received_on": "2026-11-23", "channel": "brev"});
            world.command(&id, statement).await;
        }
        world.command(&id, json!({"type": "close_hearing"})).await;
        let sections = json!([{"heading": "Samferdsel", "body": "Bane."}]);
        world.command(&id, json!({"type": "save_text", "sections": sections})).await;
        assert_eq!(version(&world, &format!("{public}/2"), "md").await.0, 404, "what was not sent out is not public");
        assert_eq!(version(&world, &format!("/desk/documents/{id}/versions/2"), "md").await.0, 200);
        world.end().await;
    })
    .await;
}
