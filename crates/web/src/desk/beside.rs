//! What is shown beside a form because it is what the form answers.

use crate::{Shared, fault::Fault, form::Fields, who::Coordinator};
use app::history::{self, Names};
use ledger::DocumentRow;
use procedure::{Event, HearingTrack, PartyId};

/// The party that the form is about, as the hearing has it.
pub fn track<'a>(row: &'a DocumentRow, given: &Fields) -> Option<&'a HearingTrack> {
    let party = PartyId::from(given.filled("municipality")?);
    row.state.case.as_ref()?.hearing()?.track(&party)
}

/// What the municipality asked for, or what is odd in what is about to be said: a sentence each.
pub async fn beside(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    command: &str,
    given: &Fields,
) -> Result<Vec<String>, Fault> {
    if command == "approve_hearing" {
        return scheduled(app, who, row).await;
    }
    let Some(track) = track(row, given) else { return Ok(Vec::new()) };
    let open = match command {
        "extend_deadline" | "refuse_extension" => track.asked.is_some(),
        "invite_again" => track.disowned,
        _ => false,
    };
    if !open {
        return Ok(Vec::new());
    }
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let log = app.ledger.log(row).await?;
    let asked = log.iter().rev().map(|line| &line.event).find(|event| {
        event.calls_for().is_some_and(|(party, commands)| *party == track.party && commands.contains(&command))
    });
    Ok(asked.map(|event| history::line(who.lang, event, &names)).into_iter().collect())
}

/// What is approved: the hearing as it was put forward, the text it is about, and the words of its letter.
async fn scheduled(app: &Shared, who: &Coordinator, row: &DocumentRow) -> Result<Vec<String>, Fault> {
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let log = app.ledger.log(row).await?;
    let text = |event: &&Event| matches!(event, Event::TextSaved { .. });
    let put_forward = |event: &&Event| matches!(event, Event::HearingScheduled { .. });
    let events = || log.iter().rev().map(|line| &line.event);
    let last = [events().find(put_forward), events().find(text)];
    let mut said: Vec<String> =
        last.into_iter().flatten().map(|event| history::line(who.lang, event, &names)).collect();
    if let Some(Event::HearingScheduled { letter: Some(letter), .. }) = last[0] {
        for (_, hash) in letter.all(&who.region.language) {
            said.extend(app.ledger.text(&who.region.id, hash).await?);
        }
    }
    Ok(said)
}
