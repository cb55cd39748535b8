//! Planning in words, the same on pages and on the command line: a deadline worked out, a plan backwards, revisions ahead.

use crate::{App, history::Names};
use chrono::{Datelike as _, NaiveDate};
use ledger::{DocumentRow, RegionRow};
use procedure::{ASSESSMENT_DAYS, Backward, Cycle, DeadlineStep, PartyId, Rules, Sitting, add_years, backward};
use std::collections::HashMap;
use words::language::Lang;

/// Works a plan out with the meetings that are known.
pub async fn plan(
    app: &App,
    region: &RegionRow,
    rules: &Rules,
    parties: &[PartyId],
    adopt_by: NaiveDate,
) -> Result<Backward, ledger::Error> {
    let today = app.today(region);
    let mut known: HashMap<PartyId, Vec<Sitting>> = HashMap::new();
    for party in parties {
        known.insert(party.clone(), app.ledger.meetings(&region.id, party, today).await?);
    }
    Ok(backward(rules, adopt_by, parties, |party| known.get(party).cloned().unwrap_or_default()))
}

/// The plan step by step, then council by council.
pub fn lines(lang: Lang, today: NaiveDate, names: &Names, plan: &Backward) -> Vec<String> {
    let day = |key: &str, day: NaiveDate| lang.with(key, &[("day", lang.date(day).into())]);
    let mut lines = vec![if plan.open_by < today {
        lang.with("plan-too-late", &[("day", lang.date(plan.open_by).into())])
    } else {
        day("plan-open", plan.open_by)
    }];
    lines.push(day("plan-deadline", plan.deadline));
    lines.push(lang.with("plan-closed", &[("day", lang.date(plan.closed).into()), ("days", ASSESSMENT_DAYS.into())]));
    if plan.summer {
        lines.push(lang.t("plan-summer"));
    }
    lines.push(day(if plan.councils.is_empty() { "plan-sent-adoption" } else { "plan-sent" }, plan.sent_by));
    for (party, sitting) in &plan.councils {
        let name = names.get(party);
        lines.push(match sitting {
            Some(sitting) => lang.with(
                "plan-council",
                &[
                    ("party", name.into()),
                    ("day", lang.date(sitting.held_on).into()),
                    ("papers", lang.date(sitting.papers()).into()),
                ],
            ),
            None => lang.with("plan-no-meeting", &[("party", name.into())]),
        });
    }
    lines.push(day(if plan.moved { "plan-adopt-moved" } else { "plan-adopt" }, plan.adopt_by));
    lines
}

/// A step of a deadline's working, with its paragraph.
pub fn working_line(lang: Lang, step: &DeadlineStep) -> String {
    let (key, n, until) = match step {
        DeadlineStep::Received { date } => ("deadline-received", 0, *date),
        DeadlineStep::Weeks { weeks, until } => ("deadline-weeks", *weeks, *until),
        DeadlineStep::Months { months, until } => ("deadline-months", *months, *until),
        DeadlineStep::Summer { weeks, until } => ("deadline-summer", *weeks, *until),
        DeadlineStep::Easter { weeks, until } => ("deadline-easter", *weeks, *until),
        DeadlineStep::Christmas { weeks, until } => ("deadline-christmas", *weeks, *until),
        DeadlineStep::Moved { until, holiday: None, .. } => ("deadline-moved-weekend", 0, *until),
        DeadlineStep::Moved { until, holiday: Some(holiday), .. } => {
            let holiday = lang.t(&format!("holiday-{}", holiday.as_str()));
            let values = [
                ("holiday", holiday.into()),
                ("until", lang.date(*until).into()),
                ("source", lang.t(step.source()).into()),
            ];
            return lang.with("deadline-moved-holiday", &values);
        }
    };
    lang.with(key, &[("n", n.into()), ("until", lang.date(until).into()), ("source", lang.t(step.source()).into())])
}

/// The days a document falls due until a year: the one that is decided, then by its cycle. Where that day has passed, the
/// next ones follow from a revision that is not finished, and nobody knows them.
pub fn dues(row: &DocumentRow, today: NaiveDate, until: i32) -> Vec<NaiveDate> {
    let Some(edition) = row.state.edition_in_force() else { return Vec::new() };
    let Some(first) = edition.revision_due else { return Vec::new() };
    let step = match edition.rules.revision.cycle {
        Some(Cycle::Adoption { years } | Cycle::FixedYear { years, .. }) => years,
        Some(Cycle::Election) => 4,
        None => 0,
    };
    let mut days = vec![first];
    while let Some(next) = days.last().filter(|_| step > 0 && first >= today).map(|day| add_years(*day, step)) {
        if next.year() > until {
            break;
        }
        days.push(next);
    }
    days
}
