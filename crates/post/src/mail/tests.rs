//! Letters in three languages against their golden copies in `tests/golden`. To read them aloud, open those.

use super::{
    facts::{LetterFacts, RemarkFacts},
    render::compose,
};
use chrono::NaiveDate;
use procedure::LetterKind;
use std::fmt::Write as _;
use words::language::Lang;

fn text(lang: Lang, [nb, nn, en]: [&str; 3]) -> String {
    match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    }
    .to_owned()
}

fn day(lang: Lang, iso: &str) -> String {
    lang.date(iso.parse::<NaiveDate>().unwrap())
}

/// Everything a letter may say, said.
fn full(lang: Lang) -> LetterFacts {
    let remark = RemarkFacts {
        municipality: "Hjartdal".to_owned(),
        section: text(lang, ["Samferdsel", "Samferdsel", "Transport"]),
        text: "Rv. 362 over Møsvatn manglar.".to_owned(),
        proposed: "Utbetre rv. 362 over Møsvatn.".to_owned(),
        verdict: lang.t("verdict-partly"),
        why: text(lang, ["Vegen er nevnt i punkt 4.", "Vegen er nemnd i punkt 4.", "The road is named in section 4."]),
    };
    LetterFacts {
        region: text(lang, ["Regionrådet", "Regionrådet", "The regional council"]),
        region_short: "Kongsbergregionen".to_owned(),
        to: "Hjartdal kommune".to_owned(),
        municipality: true,
        recipient: "Olav Bøtveit".to_owned(),
        coordinator: "Ingvild Moen Haugerud".to_owned(),
        coordinator_address: "koordinator@kongsbergregionen.example.test".to_owned(),
        desk: "https://samrad.example.test/desk/documents/dok_0123456789abc".to_owned(),
        title: text(lang, ["Plan for kunnskap", "Plan for kunnskap", "Knowledge plan"]),
        case_number: "13/26".to_owned(),
        copy: false,
        has_link: true,
        link: super::LINK,
        code: super::CODE,
        deadline: day(lang, "2027-01-04"),
        passed: false,
        round: 2,
        limited: true,
        covering: text(lang, ["Vi ber om kommunens syn.", "Vi bed om synet til kommunen.", "We ask for your views."]),
        reason: text(lang, ["Statsbudsjettet kom sent.", "Statsbudsjettet kom seint.", "The budget came late."]),
        until: day(lang, "2027-01-18"),
        position: lang.t("position-with-remarks"),
        received: lang.instant("2027-01-05T09:12:00".parse().unwrap()),
        late: true,
        signer: "Åse Hjartdal".to_owned(),
        case_reference: "26/01234-5".to_owned(),
        legal_basis: "pbl. § 5-4".to_owned(),
        statement: text(lang, ["Vi støtter planen.", "Vi støttar planen.", "We support the plan."]),
        remarks: vec![remark],
        asked: true,
        answered: true,
        revision: 2,
        next_step: lang.t("letter-next-endorsement"),
        version: 3,
        meeting_ahead: true,
        meeting_known: true,
        endorsing: true,
        outcome: lang.t("outcome-endorsed-with-reservation"),
        body: text(lang, ["Kommunestyret", "Kommunestyret", "The municipal council"]),
        meeting_date: day(lang, "2027-02-03"),
        council_case: "7/27".to_owned(),
        votes: "15–2".to_owned(),
        in_force_from: day(lang, "2027-03-01"),
        revision_due: day(lang, "2031-02-03"),
        items: vec![
            text(lang, ["Tinn har svart.", "Tinn har svara.", "Tinn has answered."]),
            text(lang, ["Fristen er i morgen.", "Fristen er i morgon.", "The deadline is tomorrow."]),
        ],
        seal: "5d2f…".to_owned(),
    }
}

/// As little as a letter can be about.
fn bare(lang: Lang) -> LetterFacts {
    let full = full(lang);
    LetterFacts {
        region: full.region,
        region_short: full.region_short,
        to: full.to,
        municipality: true,
        asked: true,
        recipient: full.recipient,
        coordinator: full.coordinator,
        coordinator_address: full.coordinator_address,
        desk: full.desk,
        title: full.title,
        deadline: full.deadline,
        passed: true,
        position: lang.t("position-without-remarks"),
        received: full.received,
        revision: 1,
        round: 1,
        next_step: lang.t("letter-next-adoption"),
        version: 1,
        outcome: lang.t("outcome-endorsed"),
        body: full.body,
        meeting_date: full.meeting_date,
        council_case: full.council_case,
        in_force_from: full.in_force_from,
        until: full.until,
        reason: full.reason,
        link: super::LINK,
        copy: true,
        ..LetterFacts::default()
    }
}

fn golden(lang: Lang, name: &str, facts: &LetterFacts) {
    let mut all = String::new();
    for kind in LetterKind::ALL {
        let letter = compose(*kind, lang, facts).unwrap();
        assert!(!letter.subject.is_empty() && !letter.subject.contains('\n'), "{kind:?}");
        assert!(letter.body.lines().all(|line| !line.trim_start().contains("  ")), "{kind:?} {}", letter.body);
        let body = letter.body.replace(super::LINK, "{link}");
        writeln!(all, "======== {}\n{}\n\n{body}", kind.as_str(), letter.subject).unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../tests/golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("letters-{}-{name}", lang.code()), all));
}

#[test]
fn letters_read_as_they_should() {
    for lang in Lang::ALL {
        golden(lang, "full", &full(lang));
        golden(lang, "bare", &bare(lang));
    }
}

#[test]
fn a_link_is_only_where_there_is_one() {
    for lang in Lang::ALL {
        for kind in
            LetterKind::ALL.iter().filter(|kind| !matches!(kind, LetterKind::Login | LetterKind::ConfirmationCode))
        {
            let letter = compose(*kind, lang, &bare(lang)).unwrap();
            assert!(!letter.body.contains(super::LINK), "{kind:?} {lang:?}");
        }
    }
}

/// What a consultee that is no municipality gets.
const TO_CONSULTEES: [LetterKind; 14] = [
    LetterKind::HearingInvitation,
    LetterKind::HearingReminder,
    LetterKind::DeadlineExtended,
    LetterKind::ExtensionRefused,
    LetterKind::ColleagueInvitation,
    LetterKind::NewLink,
    LetterKind::StatementReceipt,
    LetterKind::AssessmentNotice,
    LetterKind::Escalation,
    LetterKind::AdoptionNotice,
    LetterKind::ProlongedNotice,
    LetterKind::RepealNotice,
    LetterKind::WithdrawalNotice,
    LetterKind::Login,
];

#[test]
fn a_consultee_that_is_no_municipality_is_not_written_to_as_one() {
    for lang in Lang::ALL {
        for facts in [full(lang), bare(lang)] {
            let to = text(lang, ["Statsforvalteren", "Statsforvaltaren", "The state administrator"]);
            let body = text(lang, ["Regionrådet", "Regionrådet", "The regional council"]);
            let facts = LetterFacts { to, body, municipality: false, endorsing: false, ..facts };
            // What coordinators and the next step say is said elsewhere.
            let facts = LetterFacts { next_step: String::new(), covering: String::new(), ..facts };
            for kind in TO_CONSULTEES {
                let letter = compose(kind, lang, &facts).unwrap();
                let all = format!("{} {}", letter.subject, letter.body).to_lowercase();
                assert!(!all.contains("kommune") && !all.contains("municipal"), "{kind:?} {all}");
            }
        }
    }
}

#[test]
fn who_did_not_answer_is_told_so_and_never_that_there_were_no_remarks() {
    let notice = |lang, asked, answered| {
        let facts = LetterFacts { asked, answered, remarks: Vec::new(), ..full(lang) };
        compose(LetterKind::AssessmentNotice, lang, &facts).unwrap().body
    };
    assert!(notice(Lang::Nb, true, false).contains("Vi har ikke mottatt noe svar fra dere"));
    assert!(notice(Lang::Nn, true, false).contains("Vi har ikkje fått noko svar frå dykk"));
    assert!(notice(Lang::En, true, false).contains("We received no answer from you"));
    for lang in Lang::ALL {
        let words = text(lang, ["ingen merknader", "ingen merknader", "no remarks"]);
        assert!(!notice(lang, true, false).contains(&words) && !notice(lang, false, false).contains(&words));
        assert!(notice(lang, true, true).contains(&words));
    }
}

#[test]
fn a_title_cannot_write_a_header() {
    let facts = LetterFacts { title: "Plan\r\nBcc: alle@example.test".to_owned(), ..full(Lang::Nb) };
    let letter = compose(LetterKind::HearingInvitation, Lang::Nb, &facts).unwrap();
    assert!(letter.subject.contains("Plan Bcc: alle@example.test"), "{}", letter.subject);
    assert!(!letter.subject.contains(['\r', '\n']), "{}", letter.subject);
}
