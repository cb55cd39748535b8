//! More time together with a new invitation: who was not reached before now has had less than the kind's minimum.

use super::{beside::track, needs};
use crate::{Shared, fault::Fault, form::Fields, page::Problem, who::Coordinator};
use app::history::Names;
use chrono::NaiveDate;
use ledger::DocumentRow;
use procedure::{Command, Desk, Forms, Phase, Wording, minimum};
use words::language::Lang;

/// What is proposed, and why.
pub struct MoreTime {
    pub sentence: String,
    /// The new deadline as the form's button has it, and the button's words.
    pub day: String,
    pub button: String,
}

/// The form's own button for it.
const BUTTON: &str = "more_time";

/// The deadline a new invitation should give a municipality whose letter came back, or went to somebody it did not
/// concern: the kind's minimum from today. `None` where its deadline leaves that much time, or where it was reached.
pub async fn proposed(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    command: &str,
    given: &Fields,
) -> Result<Option<MoreTime>, Fault> {
    let Some(case) = row.state.case.as_ref().filter(|case| matches!(case.phase, Phase::Hearing(_))) else {
        return Ok(None);
    };
    let Some(track) = track(row, given).filter(|_| command == "invite_again") else { return Ok(None) };
    let heard = track.started || track.statement.is_some();
    let returned = needs::returned(&app.ledger.stuck(&who.region.id).await?, row);
    if heard || !(track.disowned || returned.contains(&track.party)) {
        return Ok(None);
    }
    let weeks = case.rules.hearing.minimum_weeks;
    let day = minimum(app.today(&who.region), weeks);
    if day <= track.deadline {
        return Ok(None);
    }
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let lang = who.lang;
    let values = [
        ("party", names.get(&track.party).into()),
        ("deadline", lang.date(track.deadline).into()),
        ("weeks", weeks.into()),
    ];
    Ok(Some(MoreTime {
        sentence: lang.with("invite-again-short", &values),
        day: day.to_string(),
        button: lang.with("invite-again-more-time", &[("deadline", lang.date(day).into())]),
    }))
}

/// Extends that municipality's deadline where the form's button asks for it, so that the new letter says the new one.
/// Gives the problem, of this or of the invitation, and then nothing was done: a day that is not the one proposed is none.
pub async fn give(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: &Fields,
    desk: &Desk,
) -> Result<Option<Problem>, Fault> {
    let Desk::InviteAgain { municipality: party, .. } = desk else { return Ok(None) };
    let Some(asked) = given.filled(BUTTON) else { return Ok(None) };
    let proposed = proposed(app, who, row, "invite_again", given).await?;
    let Some(deadline) = proposed.filter(|more| more.day == asked).and_then(|more| more.day.parse().ok()) else {
        return Ok(Some(Problem { field: String::new(), sentence: who.lang.t("act-unreadable") }));
    };
    let (party, invite) = (party.clone(), Command::Desk(desk.clone()));
    let actor = who.actor();
    if let Some(refusal) = app.refusal(&who.region, &row.state, &actor, &invite).await? {
        return Ok(Some(given.problem(who.lang, &refusal)));
    }
    let reason = why(app.today(&who.region));
    let extend = Desk::ExtendDeadline { municipality: Some(party), deadline, reason };
    let key = given.key(&format!("{}/invite_again/extend_deadline", row.id));
    match app.execute(&who.region, &row.id, actor, Command::Desk(extend), key).await {
        Ok(_) => Ok(None),
        Err(ledger::Error::Refused(refusal)) => Ok(Some(given.problem(who.lang, &refusal))),
        Err(error) => Err(error.into()),
    }
}

/// The reason, which is ours, in both written forms.
fn why(today: NaiveDate) -> Wording<String> {
    let said = |lang: Lang| lang.with("invite-again-reason", &[("day", lang.plain_date(today).into())]);
    let [nb, nn] = ["nb", "nn"].map(|form| Lang::parse(form).map(said));
    Wording::Forms(Forms { nb, nn })
}
