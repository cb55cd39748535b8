//! Tables that are taken along, as other programs open them.

use super::world::{On, World, folder};
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
