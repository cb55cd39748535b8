//! What the checker finds, and what it leaves alone.

use super::*;
use crate::markup;
use procedure::{Section, text::Inline};

fn text(sections: &[(&str, &str)]) -> Text {
    let part = |(id, body): &(&str, &str)| {
        let heading = vec![Inline::plain(*id)];
        Part::Section(Section { id: PartId::from(*id), heading, body: markup::body(body), ..Section::default() })
    };
    Text::of(sections.iter().map(part).collect())
}

/// What is found in the one section that a text has.
fn found(before: &str, after: &str) -> Vec<Found> {
    let all = differences(&text(&[("s1", before)]), &text(&[("s1", after)]));
    all.into_iter().map(|difference| difference.found).collect()
}

fn finds(wanted: Found, cases: &[(&str, &str)]) {
    for (before, after) in cases {
        assert_eq!(found(before, after), [wanted], "{before} → {after}");
        assert_eq!(found(after, before), [wanted], "{after} → {before}");
    }
}

#[test]
fn amounts_are_found_however_they_are_written() {
    let cases = [
        ("Tilskuddet er 100 000 kr.", "Tilskuddet er 150 000 kr."),
        ("Tilskuddet er kr 100 000,-.", "Tilskuddet er kr. 110 000,-."),
        ("Det koster 2,5 millioner kroner.", "Det koster 2,6 mill. kr."),
        ("Kommunen dekker 10 % av utgiftene.", "Kommunen dekker 12,5 % av utgiftene."),
        ("Kommunen dekkjer 10 prosent.", "Kommunen dekkjer 20 prosent."),
        ("Det dekkes av fylket.", "Det dekkes av fylket, minus 5 prosentpoeng."),
        ("Fristen er seks uker.", "Fristen er fire uker."),
        ("Planen rullerast etter 2 år.", "Planen rullerast etter 4 år."),
        ("Det gis plass til 5–10 personer i 3 årsverk.", "Det gis plass til 5–10 personer i 2,5 årsverk."),
        ("Grensa er 10–15 prosent.", "Grensa er 10–20 prosent."),
        ("| Kongsberg | 100 000 |", "| Kongsberg | 120 000 |"),
        ("The grant is NOK 1,000,000.", "The grant is NOK 1,500,000."),
        ("It takes two weeks.", "It takes three weeks."),
        ("Kommunen betaler 10 % og fylket 20 %.", "Kommunen betaler 20 % og fylket 10 %."),
        ("Det går bra.", "Det går bra.\n\nRådet gir 1000 kroner."),
    ];
    finds(Found::Amount, &cases);
}

#[test]
fn dates_paragraphs_and_moved_numbers_are_no_amounts() {
    let cases = [
        ("Vedtatt 1. januar 2027.", "Vedtatt 15. mars 2028."),
        ("Vedtatt 01.01.2027 i sak 13/26.", "Vedtatt 02.03.2028 i sak 14/27."),
        ("Perioden er 2027–2030.", "Perioden er 2028–2031."),
        ("Se § 11-15 og §§ 5 og 6.", "Se § 11-14 og §§ 7 og 8."),
        ("Se punkt 3.2 og kapittel 9.", "Se punkt 4.1 og kapittel 10."),
        ("Se punkt 3.2.1.", "Se punkt 3.2.4."),
        ("Tredje ledd, 3. etasje.", "Fjerde ledd, 4. etasje."),
        ("Kommunen dekker 10 % av utgiftene.", "Av utgiftene dekker kommunen 10 %."),
        ("Det er 10 % i år. Det er mye.", "Det er mye. Det er 10 % i år."),
        ("Tilskuddet er 100 000 kr.", "Tilskuddet er kr 100.000."),
        ("Tilskuddet er 2 millioner kroner.", "Tilskuddet er 2\u{a0}000\u{a0}000 kr."),
        ("Fristen er 6 uker.", "Fristen er seks veker."),
        ("Det er nok 3 lag.", "Det er nok 4 lag."),
        ("We want to members of staff to be heard.", "We want members of staff to be heard."),
        ("I 2027 kom det nok.", "I 2028 kom det nok."),
    ];
    finds(Found::Wording, &cases);
}

#[test]
fn what_binds_is_found_and_what_is_only_allowed_is_not() {
    let cases = [
        ("Kommunen kan bidra.", "Kommunen skal bidra."),
        ("Kommunen bør bidra.", "Kommunen må bidra."),
        ("Kommunen kan bidra.", "Kommunen bør bidra."),
        ("Kommunen skal bidra.", "Kommunen skal ikke bidra."),
        ("Kommunen kan byggje her.", "Kommunen kan ikkje byggje her."),
        ("Vi samarbeider.", "Vi samarbeider, og alle skal bidra."),
        ("Vi samarbeider. Alle pliktar å møte.", "Vi samarbeider."),
        ("- Ruter avtales\n", "- Ruter avtales\n- Må dekkes av kommunen\n"),
        ("The council may pay.", "The council shall pay."),
        ("The council must pay.", "The council should pay."),
    ];
    finds(Found::Obligation, &cases);
    let cases = [
        ("Vi skal samarbeide godt.", "Vi må samarbeide bra."),
        ("Vi samarbeider.", "Vi samarbeider, og kan møtes."),
        ("Vi skal møtes her.", "Her skal vi møtes."),
        ("It was adopted in May 2027.", "It was adopted in June 2027."),
    ];
    finds(Found::Wording, &cases);
}

#[test]
fn shares_periods_and_numbers_in_words_are_amounts() {
    let cases = [
        ("Vedtak krever alminnelig flertall.", "Vedtak krever to tredjedels flertall."),
        ("Vedtak krev to tredelar av røystene.", "Vedtak krev tre fjerdedelar av røystene."),
        ("It takes a simple majority.", "It takes a two-thirds majority."),
        ("Avtalen har tolv måneders varsel.", "Avtalen har tre måneders varsel."),
        ("Avtalen har 12 måneders varsel.", "Avtalen har 3 måneders varsel."),
        ("Avtala har to vekers varsel.", "Avtala har tre vekers varsel."),
        ("Avtalen har en 12-måneders frist.", "Avtalen har en 6-måneders frist."),
        ("There is a twelve-month notice.", "There is a three-month notice."),
        ("Alle betaler hundre kroner.", "Alle betaler hundre og femti kroner."),
        ("Alle betaler to hundre kroner.", "Alle betaler to hundre tusen kroner."),
        ("Fristen er tjuefem dager.", "Fristen er tjueseks dager."),
        ("It costs two hundred million.", "It costs three hundred million."),
        ("Det er åtte kommuners ansvar.", "Det er ni kommuners ansvar."),
        ("Det er åtte kommunars ansvar.", "Det er ni kommunars ansvar."),
        ("Det gis 10 prosents tillegg.", "Det gis 20 prosents tillegg."),
        ("Fristen er femogtyve dager.", "Fristen er seksogtyve dager."),
        ("Alle betaler hundreogti kroner.", "Alle betaler hundreogtjue kroner."),
        ("Alle betaler totusenfemhundre kroner.", "Alle betaler totusensekshundre kroner."),
    ];
    finds(Found::Amount, &cases);
    let cases = [
        ("Alle betaler hundre og femti kroner.", "Alle betaler 150 kr."),
        ("Alle betaler to hundre og femti tusen kroner.", "Alle betaler 250 000 kroner."),
        ("Alle betaler en million to hundre tusen kroner.", "Alle betaler en 1 200 000 kr."),
        ("Fristen er tjuefem dager.", "Fristen er 25 dager."),
        ("Within fifty-five days.", "Within 55 days."),
        ("Fristen er femogtyve dager.", "Fristen er tjuefem dager."),
        ("Fristen er enogtredve dager.", "Fristen er trettién dagar."),
        ("Alle betaler hundreogti kroner.", "Alle betaler 110 kr."),
        ("Alle betaler hundreogfemogtyve tusen kroner.", "Alle betaler 125 000 kr."),
        ("Alle betaler totusenfemhundre kroner.", "Alle betaler 2500 kr."),
        ("Toget går tidlig og tolker reiser.", "Tog går tidlig, og tolker reiser."),
        ("Avtalen har tolv måneders varsel.", "Avtalen har 12 måneders varsel."),
        ("Det er femti og seksti som gjelder.", "Det er seksti og femti som gjelder."),
    ];
    finds(Found::Wording, &cases);
}

#[test]
fn what_denies_is_found_wherever_it_stands() {
    let cases = [
        ("Rådet vedtar budsjettet.", "Rådet vedtar ikke budsjettet."),
        ("Rådet vedtek budsjettet.", "Rådet vedtek ikkje budsjettet."),
        ("Alle kommuner deltar.", "Ingen kommuner deltar."),
        ("Avgjerda blir endra.", "Avgjerda blir aldri endra."),
        ("Kommunene betaler.", "Kommunene betaler ikke."),
        ("The council adopts it.", "The council does not adopt it."),
        ("A er med. B er ikke med.", "A er ikke med. B er med."),
    ];
    finds(Found::Obligation, &cases);
    let cases = [
        ("Rådet vedtar ikke budsjettet.", "Budsjettet vedtar rådet ikke."),
        ("Rådet vedtar ikke budsjettet.", "Rådet vedtar ikkje budsjettet."),
        ("Det er enkelt og ikke dyrt.", "Det er ikke dyrt, men enkelt."),
    ];
    finds(Found::Wording, &cases);
}

#[test]
fn words_that_say_how_it_binds_and_who_bears_what_are_found() {
    let cases = [
        ("Deltakelse er frivillig.", "Deltakelse er obligatorisk."),
        ("Kommunene hefter hver for seg.", "Kommunene hefter solidarisk."),
        ("Utgiftene fordeles etter folketall.", "Utgiftene fordeles likt."),
        ("Utgiftene blir fordelte etter folketal.", "Utgiftene blir fordelte likt."),
        ("Vedtak krever alminnelig flertall.", "Vedtak krever kvalifisert flertall."),
        ("Vedtak krever flertall.", "Vedtak er enstemmige."),
        ("Deltaking er valfri.", "Deltaking er påbudt."),
        ("Deltakinga er frivillig.", "Deltakinga er obligatorisk."),
        ("Participation is voluntary.", "Participation is mandatory."),
        ("The cost is shared by population.", "The cost is shared equally."),
    ];
    finds(Found::Obligation, &cases);
    let cases = [
        ("Utgiftene fordeles likt.", "Utgiftene deles likt."),
        ("Frivilligheten er viktig.", "Frivillige lag er viktige."),
        ("Rapporten er et hefte.", "Rapporten er ei bok."),
        ("Avtalen er bindende.", "Avtala er bindande."),
    ];
    finds(Found::Wording, &cases);
}

#[test]
fn areas_and_lines_and_what_they_are_for_are_found() {
    let cases = [
        ("Det avsettes 10 dekar.", "Det avsettes 25 daa."),
        ("Byggegrensen er 50 meter.", "Byggegrensen er 100 m."),
        ("Området er 200 m².", "Området er 300 m²."),
        ("Der er en grense.", "Byggegrense mot elva settes."),
        ("Arealet er avsatt til bolig.", "Arealet er avsatt til næring."),
        ("Hensynssonen omfatter Gomsrud.", "Hensynssonen omfatter Gomsrud og Skollenborg."),
        ("Feltet er regulert til formål bolig.", "Feltet er regulert til formål fritidsbolig."),
        ("Arealet er avsett til bustad.", "Arealet er avsett til friområde."),
    ];
    finds(Found::Area, &cases);
    let cases = [
        ("Byggegrensen følger elva.", "Byggegrensa følger elven."),
        ("Personen er viktig.", "Personer er viktige."),
        ("Formålet er samarbeid.", "Formålet er godt samarbeid."),
        ("Vi har bolig og næring.", "Vi har næring og natur."),
        ("Samarbeid har som formål å styrke regionen.", "Samarbeidet styrker regionen."),
        ("Arealet er avsatt til bolig.", "Arealet er avsatt til boliger."),
    ];
    finds(Found::Wording, &cases);
}

#[test]
fn one_section_can_hold_several_kinds_each_with_its_sentences() {
    let before = "Vi samarbeider. Kommunen kan gi 100 000 kr. Elva er ren.";
    let after = "Vi samarbeider godt. Kommunen skal gi 200 000 kr. Elva er ren. Byggegrensen er 50 meter.";
    let all = differences(&text(&[("s1", before)]), &text(&[("s1", after)]));
    let kinds: Vec<Found> = all.iter().map(|difference| difference.found).collect();
    assert_eq!(kinds, [Found::Amount, Found::Obligation, Found::Area]);
    for difference in &all[..2] {
        assert_eq!(
            (difference.before.as_str(), difference.after.as_str()),
            ("Kommunen kan gi 100 000 kr.", "Kommunen skal gi 200 000 kr.")
        );
    }
    assert_eq!((all[2].before.as_str(), all[2].after.as_str()), ("", "Byggegrensen er 50 meter."));
}

#[test]
fn sections_are_new_or_gone_and_what_moved_has_not_changed() {
    let heard = text(&[("mål", "Alt."), ("økonomi", "Kommunen skal gi 10 %. Resten er gratis."), ("ut", "Bort.")]);
    let now = text(&[("økonomi", "Resten er gratis."), ("mål", "Alt. Kommunen skal gi 10 %."), ("inn", "Skal 5 kr.")]);
    let found: Vec<(String, Found)> =
        differences(&heard, &now).into_iter().map(|d| (d.section.to_string(), d.found)).collect();
    let wanted = [("økonomi", Found::Wording), ("mål", Found::Wording), ("inn", Found::Added), ("ut", Found::Removed)];
    assert_eq!(found, wanted.map(|(section, found)| (section.to_owned(), found)));
    assert_eq!(findings(&differences(&heard, &now)).len(), 4);
    assert_eq!(differences(&heard, &heard), []);
    let turned = text(&[("ut", "Bort."), ("mål", "Alt."), ("økonomi", "Kommunen skal gi 10 %. Resten er gratis.")]);
    assert_eq!(differences(&heard, &turned), []);
}

#[test]
fn a_section_that_differs_at_all_is_told_of() {
    for (before, after) in [("Alt.", "**Alt.**"), ("", "..."), ("a\nb", "a b"), ("A. B", "B A.")] {
        assert_eq!(found(before, after), [Found::Wording], "{before} → {after}");
    }
    let Part::Section(section) = text(&[("s1", "Alt.")]).parts.remove(0);
    let renamed = Text::of(vec![Part::Section(Section { heading: vec![Inline::plain("Nytt navn")], ..section })]);
    let all = differences(&text(&[("s1", "Alt.")]), &renamed);
    assert_eq!((all.len(), all[0].before.as_str(), all[0].after.as_str()), (1, "s1", "Nytt navn"));
}

/// Texts are strangers' too: two megabytes of anything are read in time that grows with them.
#[test]
fn long_texts_are_checked_in_time_that_grows_with_them() {
    for piece in ["Kommunen skal gi 100 000 kr. ", "1.1.", "kr ", "10-", "§ 5 m ", "a-", "1 000 000 000 ", "skal\n"] {
        let many = piece.repeat(100_000 / piece.len());
        let started = std::time::Instant::now();
        found(&many, &format!("{many} 5 %."));
        assert!(started.elapsed().as_secs() < 20, "{piece}: {:?}", started.elapsed());
    }
}
