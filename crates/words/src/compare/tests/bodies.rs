use super::*;
use crate::limits;
use std::time::{Duration, Instant};

#[test]
fn little_is_marked_by_words_more_by_sentences_the_rest_whole() {
    assert_eq!(
        compared("for fiber og breiband, og buss", "for fiber til alle, og buss"),
        "for fiber [-og breiband-]{+til alle+}, og buss"
    );
    let kept = "Kommunene møtes hver høst.";
    let before = format!("{kept} Det skal legges til rette for næringsutvikling innenfor rammene.");
    let after = format!("{kept} I 2038 bor det flere under førti år i hver av de åtte kommunene enn nå.");
    let shown = "Kommunene møtes hver høst. [-Det skal legges til rette for næringsutvikling innenfor rammene.-]\
                 {+I 2038 bor det flere under førti år i hver av de åtte kommunene enn nå.+}";
    assert_eq!(compared(&before, &after), shown);
    assert_eq!(compared("Veg og bane", "Folkehelse"), "-Veg og bane / +Folkehelse");
}

#[test]
fn what_was_added_to_a_short_line_leaves_it_as_it_was() {
    let added = "Kommunene samarbeider om vann, avløp, brann, feiing, kart og landbruk hvert eneste år.";
    assert_eq!(
        compared("Kommunene samarbeider om vann, avløp, brann.", added),
        format!("Kommunene samarbeider om vann, avløp, brann{{+{}+}}.", ", feiing, kart og landbruk hvert eneste år")
    );
}

#[test]
fn a_few_letters_between_two_changes_are_read_as_changed() {
    assert_eq!(
        compared("Regionen skal ha gode og trygge veger hele året", "Regionen skal ha brede og lyse veger hele året"),
        "Regionen skal ha [-gode og trygge-]{+brede og lyse+} veger hele året"
    );
}

#[test]
fn a_number_is_one_word() {
    assert_eq!(
        compared("Det bor 52 000 i regionen.", "Det bor 53 000 i regionen."),
        "Det bor [-52 000-]{+53 000+} i regionen."
    );
    assert_eq!(
        compared("Det koster 1,5 millioner.", "Det koster 1,6 millioner."),
        "Det koster [-1,5-]{+1,6+} millioner."
    );
}

#[test]
fn what_nobody_can_see_is_no_difference() {
    let (before, after) = (
        typed("s", "52 000 inn\u{ad}byggere,  å-ene"),
        typed("s", "52\u{a0}000 innbyggere, a\u{30a}\u{2011}ene\u{200b}"),
    );
    assert_eq!(became(&before, &after), [(String::new(), Vec::new())]);
    assert_eq!(compared("2027\u{202f}–\u{202f}2038", "2027 – 2038"), "=");
    assert_eq!(compared("2027-2038", "2027–2038"), "2027[---]{+–+}2038");
}

#[test]
fn other_marks_about_the_same_letters_are_formatting_only() {
    let (before, after) = (typed("s", "Veg og bane i år"), typed("s", "Veg og **bane** i år"));
    assert_eq!(compared("Veg og bane i år", "Veg og **bane** i år"), "Veg og <bane> i år");
    assert_eq!(became(&before, &after), [(String::new(), vec![Became::Formatted])]);
    let both = (typed("s", "Veg og bane i år"), typed("s", "Veg og **bane** i fjor"));
    assert_eq!(became(&both.0, &both.1), [(String::new(), vec![Became::Changed])]);
}

#[test]
fn cells_are_compared_one_by_one() {
    let before = "| Stilling | Vert | Årsverk |\n| --- | --- | --: |\n| Daglig leder | Kongsberg | 1,0 |\n| Planlegger | Notodden | 0,5 |";
    let after = "| Stilling | Vert | Årsverk |\n| --- | --- | --: |\n| Daglig leder | Kongsberg | 1,0 |\n| Planlegger | Tinn | 0,8 |\n| Bredbånd | Tinn | 0,5 |";
    assert_eq!(
        compared(before, after),
        "Both Stilling|Vert|Årsverk · Both Daglig leder|Kongsberg|1,0 · \
         Both Planlegger|[-Notodden-]{+Tinn+}|[-0,5-]{+0,8+} · After {+Bredbånd+}|{+Tinn+}|{+0,5+}"
    );
}

#[test]
fn a_new_column_is_found_and_a_merged_cell_above_it_told_once() {
    let before = "| Tiltak | < |\n| --- | --- |\n| Vegen over fjellet | 2028 |\n| Bussen til byen | 2029 |";
    let after = "| Tiltak | < | < |\n| --- | --- | --- |\n| Vegen over fjellet | Tinn | 2028 |\n| Bussen til byen | Kongsberg | 2029 |";
    assert_eq!(
        compared(before, after),
        "Both Tiltak · Both Vegen over fjellet|{+Tinn+}|2028 · Both Bussen til byen|{+Kongsberg+}|2029"
    );
    let comparison = texts(&typed("s", before), &typed("s", after));
    let Change::Table(table) = &comparison.sections[0].body[0] else { panic!("no table") };
    assert_eq!((table.cells[0].columns, table.columns[1].0), (3, Side::After));
    assert_eq!(comparison.sections[0].became, [Became::Changed]);
}

#[test]
fn items_pictures_and_notes_are_compared_where_they_stand() {
    assert_eq!(
        compared(
            "a) Vegen skal bygges\nb) Banen skal bygges",
            "a) Vegen skal bygges\nb) Fiber til alle husstander\nc) Banen skal bygges om"
        ),
        "Both = · After +Fiber til alle husstander · Both Banen skal bygges{+ om+}"
    );
    assert_eq!(
        compared("- Vegen skal bygges\n- Banen skal bygges", "a) Vegen skal bygges\nb) Banen skal bygges"),
        "relabelled Both = · Both ="
    );
    assert_eq!(
        compared("Veg[^1] og bane\n\n[^1]: Tall fra SSB i 2025.", "Veg[^1] og bane\n\n[^1]: Tall fra SSB i 2026."),
        "Veg(Tall fra SSB i [-2025-]{+2026+}.) og bane"
    );
    let picture = |hash: char, alt: &str, caption: &str| {
        let image = procedure::Hash(hash.to_string().repeat(64));
        vec![Block::Figure(procedure::text::Figure {
            image,
            alt: alt.to_owned(),
            caption: vec![Inline::plain(caption)],
        })]
    };
    let shown = |one: &[Block], other: &[Block]| body(&block::bodies(one, other));
    assert_eq!(
        shown(&picture('a', "Kart", "Regionen i 2027"), &picture('a', "Kart", "Regionen i 2028")),
        "Kart|Regionen i [-2027-]{+2028+}"
    );
    assert_eq!(
        shown(&picture('a', "Kart", "Regionen"), &picture('b', "Kart", "Regionen")),
        "other picture Kart|Regionen"
    );
}

#[test]
fn a_text_beyond_measure_is_not_compared_word_by_word() {
    let long = "ord ".repeat(limits::COMPARED / 8);
    assert!(line(&plain(&format!("{long}gammelt"), &format!("{long}nytt"))).starts_with("[-ord "));
    assert!(line(&plain("ord og flere ord og gammelt", "ord og flere ord og nytt")).starts_with("ord "));
}

#[test]
fn texts_beyond_measure_are_compared_in_time() {
    // Nothing of one stands in the other.
    let many = |word: &'static str| (0..8_000).map(move |n| format!("{word} {n}"));
    let began = Instant::now();
    let body = |word: &'static str| many(word).map(Block::para).collect::<Vec<_>>();
    assert_eq!(block::bodies(&body("før"), &body("etter")).len(), 16_000);
    let headed = |word: &'static str| {
        let section = |line: String| {
            Part::Section(Section {
                id: PartId(line.clone()),
                heading: vec![Inline::plain(line)],
                ..Section::default()
            })
        };
        Text::of(many(word).map(section).collect())
    };
    assert_eq!(texts(&headed("før"), &headed("etter")).sections.len(), 16_000);
    // Nothing stands once, and all of it in another order.
    let mixed = |step: usize| (0..8_000).map(|n| (n * step % 101).to_string()).collect::<Vec<_>>().join(" ");
    assert!(!plain(&mixed(7), &mixed(11)).is_empty());
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}
