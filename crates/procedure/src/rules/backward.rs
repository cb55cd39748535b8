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

/// No remarks are weighed in the common holiday, and the plan says so.
#[test]
fn july_is_left_out_of_the_days_for_the_remarks() {
    let kinds = kinds();
    let rules = &kinds.get("action_plan").unwrap().rules;
    let plan = backward(rules, day("2027-08-16"), &[], |_| Vec::new());
    assert_eq!((plan.sent_by, plan.closed, plan.summer), (day("2027-08-06"), day("2027-06-22"), true));
    assert!(!backward(rules, day("2027-06-15"), &[], |_| Vec::new()).summer);
    let first = backward(rules, day("2027-07-12"), &[], |_| Vec::new());
    assert!(first.summer && first.closed < day("2027-07-01"), "{first:?}");
}

/// Nobody adopts on a Saturday, a Sunday or a public holiday.
#[test]
fn an_adoption_wanted_on_a_day_off_is_planned_before_it() {
    let kinds = kinds();
    let rules = &kinds.get("action_plan").unwrap().rules;
    for (wanted, planned) in [("2027-06-12", "2027-06-11"), ("2027-05-17", "2027-05-14"), ("2027-06-15", "2027-06-15")]
    {
        let plan = backward(rules, day(wanted), &[], |_| Vec::new());
        assert_eq!((plan.adopt_by, plan.moved), (day(planned), wanted != planned));
    }
}
