//! What the public may read.

use super::world::*;
use crate::{Desk, Event, Hash, Item, Position, Refusal, Release};

fn disclose(town: &str, reason: &str) -> Desk {
    Desk::DiscloseStatement { municipality: party(town), reason: reason.to_owned(), statement: None }
}

#[test]
fn a_statement_is_exempt_with_a_paragraph_and_public_again_with_a_reason() {
    let mut world = World::assessing("strategy");
    let seq = world.state().statements[0].seq;
    let bare = Desk::ExemptStatement {
        municipality: party("3303"),
        legal_basis: " ".to_owned(),
        redacted: None,
        redacted_file: None,
        statement: None,
    };
    world.refuses(bare, Refusal::ExemptionBasisMissing);
    world.refuses(exempt("3334", None, None), Refusal::NoStatement);
    world.refuses(exempt("0301", None, None), Refusal::UnknownMunicipality { municipality: party("0301") });
    // It waits for a coordinator to look at it, which needs no other reason.
    assert!(world.state().waits(seq) && !world.state().is_open(seq));
    world.does(disclose("3303", ""));
    assert!(world.state().is_open(seq));
    world.refuses(disclose("3303", "Feil."), Refusal::NotExempt);
    let events = world.does(exempt("3303", None, None));
    assert!(matches!(&events[..], [Event::StatementExempted { statement, legal_basis, .. }]
        if *statement == seq && legal_basis == "offl. § 13"));
    world.refuses(exempt("3303", None, None), Refusal::NothingChanged);
    world.does(exempt("3303", Some("sladdet"), None));
    assert!(world.state().exemption(seq).unwrap().redacted.is_some());
    world.refuses(disclose("3303", " "), Refusal::ReasonMissing);
    world.does(disclose("3303", "Samtykke."));
    assert_eq!(world.state().exemption(seq), None);
}

#[test]
fn a_new_revision_stays_exempt_but_the_redacted_version_was_of_the_old_one() {
    let mut world = World::heard("strategy");
    world.acts(1, submit(Position::WithRemarks, &["s1"]));
    world.does(exempt("3303", Some("sladdet"), None));
    world.acts(1, submit(Position::WithRemarks, &["s1", "s2"]));
    let [first, second] = &world.state().statements[..] else { panic!("two revisions") };
    assert!(first.exempt.as_ref().unwrap().redacted.is_some());
    assert_eq!(second.exempt.as_ref().unwrap().redacted, None);
    let first = first.seq;
    world.does(exempt("3303", Some("sladdet igjen"), None));
    assert!(world.state().exemption(first).unwrap().redacted.is_none(), "every revision, one redacted version");
}

#[test]
fn a_statement_can_be_kept_back_long_after_the_hearing() {
    let mut world = World::in_force("strategy");
    let seq = world.state().statements[0].seq;
    world.does(exempt("3303", None, Some(seq)));
    assert!(world.state().exemption(seq).is_some());
    world.refuses(exempt("3303", None, Some(seq + 1)), Refusal::NoStatement);
}

#[test]
fn a_kind_may_have_answers_public_at_once_and_an_old_case_has_them_so() {
    let mut world = World::heard("strategy");
    for (release, waits) in [(Some(Release::AtOnce), false), (None, false), (Some(Release::AfterReview), true)] {
        world.state.as_mut().unwrap().case.as_mut().unwrap().rules.hearing.release = release;
        world.acts(1, submit(Position::WithRemarks, &["s1"]));
        let seq = world.state().statements.last().unwrap().seq;
        assert_eq!((world.state().waits(seq), world.state().is_open(seq)), (waits, !waits), "{release:?}");
    }
    // What is exempt has been looked at.
    world.does(exempt("3303", None, None));
    assert!(world.state().statements.iter().all(|filed| !filed.waits));
}

#[test]
fn an_extract_and_a_reservation_can_be_kept_back_by_themselves() {
    let mut world = World::endorsing("strategy");
    let file = Hash::of(b"utskrift");
    let keep = |hash: Option<&Hash>, town: Option<&str>| Desk::ExemptItem {
        hash: hash.cloned(),
        municipality: town.map(party),
        legal_basis: "offl. § 13".to_owned(),
        redacted: None,
        redacted_file: Some(Hash::of(b"sladdet")),
    };
    let open = |hash: &Hash| Desk::DiscloseItem { hash: Some(hash.clone()), municipality: None, reason: why() };
    world.refuses(keep(None, None), Refusal::ItemMissing);
    world.refuses(keep(Some(&file), Some("3303")), Refusal::ItemMissing);
    world.refuses(keep(None, Some("0301")), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.refuses(open(&file), Refusal::NotExempt);
    world.does(keep(Some(&file), None));
    world.does(keep(None, Some("3303")));
    world.refuses(keep(Some(&file), None), Refusal::NothingChanged);
    assert!(world.state().keeps(&file) && world.state().item(&Item::Reservation(party("3303"))).is_some());
    world.does(open(&file));
    assert!(!world.state().keeps(&file));
}
