//! Reasons that go into letters to several parties: in one written form or in both, and never blank.

use super::world::*;
use crate::{Desk, Event, Forms, REASON, Refusal, Wording};

fn forms(nb: Option<&str>, nn: Option<&str>) -> Wording<String> {
    Wording::Forms(Forms { nb: nb.map(str::to_owned), nn: nn.map(str::to_owned) })
}

fn extend(reason: Wording<String>) -> Desk {
    Desk::ExtendDeadline { municipality: None, deadline: day("2027-02-01"), reason }
}

#[test]
fn a_reason_is_kept_in_each_form_it_was_written_in() {
    let mut world = World::heard("strategy");
    let events = world.does(extend(forms(Some(" Ferie. "), Some("Ferie!\n"))));
    let Event::DeadlineExtended { reason, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!(*reason, forms(Some("Ferie."), Some("Ferie!")));
    let mut world = World::heard("strategy");
    let events = world.does(extend(forms(Some(" "), Some("Ferie!"))));
    let Event::DeadlineExtended { reason, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!(*reason, forms(None, Some("Ferie!")), "what is blank was not written");
    assert_eq!((reason.text("nb"), reason.text("nn"), reason.text("en")), ("Ferie!", "Ferie!", "Ferie!"));
}

#[test]
fn a_reason_in_neither_form_is_none() {
    for blank in [forms(None, None), forms(Some(" "), Some("\u{200b}")), String::new().into()] {
        let refused = World::heard("strategy").try_to(extend(blank)).unwrap_err();
        assert_eq!(refused, Refusal::ReasonMissing);
    }
}

#[test]
fn neither_form_may_be_too_long_for_the_log() {
    let long = "x".repeat(REASON + 1);
    for long in [forms(Some("Ferie."), Some(&long)), forms(Some(&long), Some("Ferie.")), long.clone().into()] {
        let refused = World::heard("strategy").try_to(extend(long)).unwrap_err();
        assert_eq!(refused, Refusal::TextTooLong { most: REASON });
    }
}

/// Programs that send a plain reason, and logs that hold one, are read as before.
#[test]
fn a_plain_reason_is_one_in_the_regions_own_form() {
    let sent = r#"{"type":"withdraw","reason":"Ferie.","until":null,"decision":null}"#;
    let read: Desk = serde_json::from_str(sent).unwrap();
    assert_eq!(read, Desk::Withdraw { reason: "Ferie.".to_owned().into(), until: None, decision: None });
    assert_eq!(serde_json::to_string(&read).unwrap(), sent);
    let unknown = serde_json::from_str::<Desk>(r#"{"type":"withdraw","reason":{"en":"Holidays."}}"#);
    assert!(unknown.is_err(), "{unknown:?}");
}
