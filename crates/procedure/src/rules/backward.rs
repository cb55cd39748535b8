use super::world::*;
use crate::{Sitting, backward, minimum};

fn sitting(held_on: &str, papers_due: Option<&str>) -> Sitting {
    Sitting { held_on: day(held_on), papers_due: papers_due.map(day) }
}

#[test]
fn the_earliest_papers_decide_when_the_hearing_must_open() {
    let kinds = kinds();
    let rules = &kinds.get("strategy").unwrap().rules;
    let parties = TOWNS.map(party);
    let plan = backward(rules, day("2027-06-15"), &parties, |id| match id.as_str() {
        "3303" => vec![sitting("2027-05-12", Some("2027-04-28")), sitting("2027-06-16", None)],
        "3334" => vec![sitting("2027-03-03", None), sitting("2027-06-09", None)],
        _ => vec![sitting("2027-06-30", None)],
    });
    assert_eq!(plan.councils[0].1, Some(sitting("2027-05-12", Some("2027-04-28"))));
    assert_eq!(plan.councils[1].1, Some(sitting("2027-06-09", None)));
    assert_eq!(plan.councils[2].1, None, "no meeting fits, and that is said");
    assert_eq!(plan.sent_by, day("2027-04-28"));
    assert_eq!(plan.closed, day("2027-04-14"));
    assert_eq!(plan.deadline, day("2027-04-06"));
    assert_eq!(plan.open_by, day("2027-02-23"));
    assert!(minimum(plan.open_by, rules.hearing.minimum_weeks) <= plan.deadline);
}

#[test]
fn without_councils_only_the_hearing_and_the_weighing_take_time() {
    let kinds = kinds();
    let rules = &kinds.get("action_plan").unwrap().rules;
    let plan = backward(rules, day("2026-12-15"), &TOWNS.map(party), |_| Vec::new());
    assert!(plan.councils.is_empty());
    assert_eq!(plan.sent_by, day("2026-12-04"));
    assert!(plan.open_by < plan.deadline && plan.deadline < plan.closed && plan.closed < plan.sent_by);
}
