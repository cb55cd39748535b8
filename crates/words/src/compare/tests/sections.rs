use super::*;

const VEG: &str = "Regionen skal arbeide for utvikling av veg og bane, for fiber til alle husstander og for et bedre kollektivtilbud mellom kommunesentrene.";
const HELSE: &str = "Kommunene samarbeider om forebygging, friluftsliv og møteplasser. Folkehelseoversikten lages felles hvert fjerde år av fagfolk i kommunene.";
const STILLING: &str = "Daglig leder og to planleggere er felles for kommunene, og Kongsberg er vertskommune. Utgiftene deles etter folketallet den første januar.";

fn text(prefix: &str, sections: &[(&str, &str)]) -> Text {
    typed(prefix, &sections.iter().map(|(title, body)| format!("# {title}\n\n{body}")).collect::<Vec<_>>().join("\n\n"))
}

fn with_ids(ids: &[&str], sections: &[(&str, &str)]) -> Text {
    let mut text = text("x", sections);
    for (part, id) in text.parts.iter_mut().zip(ids) {
        let Part::Section(section) = part;
        section.id = PartId((*id).to_owned());
    }
    text
}

fn told(became: &[(String, Vec<Became>)]) -> Vec<(&str, &[Became])> {
    became.iter().map(|(title, became)| (title.as_str(), became.as_slice())).collect()
}

#[test]
fn a_text_typed_anew_is_paired_by_likeness() {
    let before = text("a", &[("Veg", VEG), ("Folkehelse", HELSE)]);
    let after = text("b", &[("Vegar", &VEG.replace("bedre", "godt")), ("Folkehelse", HELSE), ("Stillinger", STILLING)]);
    let became = became(&before, &after);
    assert_eq!(
        told(&became),
        [("Vegar", &[Became::Renamed, Became::Changed][..]), ("Folkehelse", &[]), ("Stillinger", &[Became::New])]
    );
}

#[test]
fn sections_of_one_id_are_one_however_unlike() {
    let became = became(&with_ids(&["a"], &[("Veg", VEG)]), &with_ids(&["a"], &[("Folkehelse", HELSE)]));
    assert_eq!(told(&became), [("Folkehelse", &[Became::Renamed, Became::Changed][..])]);
}

#[test]
fn what_left_the_common_order_was_moved_and_what_is_gone_stands_where_it_stood() {
    let all = [("Bakgrunn", "Åtte kommuner."), ("Veg", VEG), ("Folkehelse", HELSE), ("Stillinger", STILLING)];
    let before = with_ids(&["a", "b", "c", "d"], &all);
    let after = with_ids(&["d", "a", "c"], &[all[3], all[0], all[2]]);
    let became = became(&before, &after);
    assert_eq!(
        told(&became),
        [("Stillinger", &[Became::Moved][..]), ("Bakgrunn", &[]), ("Veg", &[Became::Gone]), ("Folkehelse", &[])]
    );
}

#[test]
fn a_number_that_changed_is_told_and_one_that_is_typed_otherwise_is_not() {
    let numbered = |number: &str| typed("s", &format!("# Veg {{nr=\"{number}\"}}\n\n{VEG}"));
    assert_eq!(told(&became(&numbered("3.1"), &numbered("3.2"))), [("Veg", &[Became::Renumbered][..])]);
    assert_eq!(told(&became(&numbered("3.1"), &typed("s", &format!("# 3.1 Veg\n\n{VEG}")))), [("3.1 Veg", &[][..])]);
}

#[test]
fn a_section_that_was_split_tells_into_what_and_marks_nothing_that_only_moved() {
    let before = with_ids(&["a", "b"], &[("Samarbeid", &format!("{VEG}\n\n{HELSE}")), ("Stillinger", STILLING)]);
    let after = with_ids(&["a", "n", "b"], &[("Samarbeid", VEG), ("Folkehelse", HELSE), ("Stillinger", STILLING)]);
    let became = became(&before, &after);
    assert_eq!(
        told(&became),
        [
            ("Samarbeid", &[Became::SplitInto(vec![1])][..]),
            ("Folkehelse", &[Became::SplitFrom(0)]),
            ("Stillinger", &[])
        ]
    );
}

#[test]
fn sections_that_were_merged_tell_from_what() {
    let before = with_ids(&["a", "n", "b"], &[("Samarbeid", VEG), ("Folkehelse", HELSE), ("Stillinger", STILLING)]);
    let both = format!("{VEG}\n\n{}", HELSE.replace("fjerde", "annet"));
    let after = with_ids(&["a", "b"], &[("Samarbeid", &both), ("Stillinger", STILLING)]);
    let comparison = texts(&before, &after);
    let became: Vec<_> = comparison.sections.iter().map(|section| section.became.clone()).collect();
    assert_eq!(became, [vec![Became::MergedFrom(vec![1]), Became::Changed], vec![Became::MergedInto(0)], Vec::new()]);
    let marked = body(&comparison.sections[0].body);
    assert!(marked.contains("hvert [-fjerde-]{+annet+} år"), "{marked}");
    assert_eq!(comparison.sections[1].body, []);
}

#[test]
fn new_words_are_no_part_of_another_section() {
    let before = with_ids(&["a"], &[("Samarbeid", &format!("{VEG}\n\n{HELSE}"))]);
    let after = with_ids(&["a", "n"], &[("Samarbeid", &format!("{VEG}\n\n{HELSE}")), ("Stillinger", STILLING)]);
    assert_eq!(told(&became(&before, &after))[1], ("Stillinger", &[Became::New][..]));
}
