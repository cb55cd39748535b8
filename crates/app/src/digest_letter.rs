//! The letter that tells coordinators each morning what happened since the last one.

use crate::{
    App,
    public_answers::{self, Waiting},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ledger::{NewLetter, RegionRow};
use procedure::{DocumentId, Event, LetterKind, MeetingEvent, Recorded, Role};
use serde::{Deserialize, Serialize};

/// What a digest tells, as it is kept with its letter.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Digest {
    pub seal: String,
    pub lines: Vec<DigestLine>,
    /// Answers of the public that nobody has looked at.
    #[serde(default)]
    pub waiting: Vec<DigestWaiting>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DigestWaiting {
    pub title: String,
    pub answers: u32,
    /// The day the oldest came.
    pub since: NaiveDate,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DigestLine {
    pub document: String,
    pub title: String,
    pub seq: u32,
}

/// A letter to the region's coordinators about what happened since the last one, with the seal of the day.
pub async fn post(app: &App, region: &RegionRow, since: Option<DateTime<Utc>>) -> anyhow::Result<()> {
    let (now, today) = (app.clock.now(), app.today(region));
    let seal = app.ledger.seal(&region.id, today, now).await?;
    let since = since.unwrap_or(now - TimeDelta::days(1));
    let happened = app.ledger.events_since(&region.id, since, now, 500).await?;
    let told: Vec<_> = happened.into_iter().filter(|(_, recorded)| worth_telling(&recorded.event)).collect();
    let waiting = public_answers::overdue(app, region).await?;
    let named = told.iter().map(|(document, _)| document).chain(waiting.iter().map(|overdue| &overdue.document));
    let titles = app.ledger.titles(&named.cloned().collect()).await?;
    let line = |(document, recorded): (DocumentId, Recorded)| {
        let title = titles.get(&document)?.clone();
        Some(DigestLine { document: document.0, title, seq: recorded.seq })
    };
    // One that was told of is told of again only beside something new.
    let last = crate::local(region, since).date();
    let is_new = waiting.iter().any(|waiting| waiting.told_on > last);
    let wait = |Waiting { document, answers, since, .. }| {
        let title = titles.get(&document)?.clone();
        Some(DigestWaiting { title, answers, since })
    };
    let digest = Digest {
        seal: seal.anchor().to_string(),
        lines: told.into_iter().filter_map(line).collect(),
        waiting: waiting.into_iter().filter_map(wait).collect(),
    };
    if digest.lines.is_empty() && !is_new {
        return Ok(());
    }
    let data = serde_json::to_string(&digest)?;
    for contact in app.ledger.contacts(&region.id).await?.into_iter().filter(|c| c.role == Role::Coordinator) {
        let letter = NewLetter {
            id: format!("digest-{}-{today}-{}", region.id, contact.id),
            kind: LetterKind::Digest,
            contact: contact.id,
            language: region.language.clone(),
            data: data.clone(),
            at: now,
        };
        app.ledger.post(&region.id, letter).await?;
    }
    app.post.notify_one();
    Ok(())
}

/// What the municipalities, the councils and the calendar do, and what binds all of them, however it came into the log: a
/// coordinator should hear of it the next morning. What else a coordinator does is known to whoever did it.
#[expect(clippy::too_many_lines, reason = "a table: a line an event")]
fn worth_telling(event: &Event) -> bool {
    match event {
        Event::HearingHindered { .. }
        | Event::StatementSubmitted { .. }
        | Event::ExtensionAsked { .. }
        | Event::QuestionAsked { .. }
        | Event::HandedOver { .. }
        | Event::Disowned { .. }
        | Event::TreatmentRecorded { .. }
        | Event::Reminded { .. }
        | Event::RemindersSkipped { .. }
        | Event::HearingClosed { .. }
        | Event::PublicAnswersCounted { .. }
        | Event::DecisionRecorded { .. }
        | Event::EndorsementConcluded { .. }
        | Event::MediationRecorded { .. }
        | Event::LeavingNoticed { .. }
        | Event::PartyLeft { .. }
        | Event::TookEffect { .. }
        | Event::CameIntoForce { .. }
        | Event::RevisionNoticed { .. }
        | Event::RevisionStarted { .. }
        | Event::MemberAdmitted { .. }
        | Event::MemberReleased { .. }
        | Event::PartySucceeded { .. }
        | Event::Meeting(
            MeetingEvent::Called { .. }
            | MeetingEvent::AbsenceDeclared { .. }
            | MeetingEvent::AbsenceWithdrawn { .. }
            | MeetingEvent::ItemCarriedOut { refusal: Some(_), .. },
        ) => true,
        Event::DocumentCreated { .. }
        | Event::TextSaved { .. }
        | Event::FileAttached { .. }
        | Event::CaseNumbered { .. }
        | Event::Related { .. }
        | Event::Unrelated { .. }
        | Event::HearingOpened { .. }
        | Event::HearingScheduled { .. }
        | Event::HearingApproved { .. }
        | Event::ScheduleCancelled { .. }
        | Event::StatementStarted { .. }
        | Event::StatementRecorded { .. }
        | Event::StatementExempted { .. }
        | Event::StatementDisclosed { .. }
        | Event::DeadlineExtended { .. }
        | Event::ExtensionRefused { .. }
        | Event::ColleagueAdded { .. }
        | Event::ColleagueRemoved { .. }
        | Event::InvitedAgain { .. }
        | Event::NewLinkAsked { .. }
        | Event::RemindersPaused { .. }
        | Event::RemindersResumed { .. }
        | Event::HearingReopened { .. }
        | Event::RemarkAssessed { .. }
        | Event::VerdictApproved { .. }
        | Event::ObjectionSettled { .. }
        | Event::ObjectionAdvanced { .. }
        | Event::AssessmentFinished { .. }
        | Event::MeetingPlanned { .. }
        | Event::DecisionReconciled { .. }
        | Event::ProgrammeWaived { .. }
        | Event::Adopted { .. }
        | Event::EditionRegistered { .. }
        | Event::AdoptionCorrected { .. }
        | Event::ReturnedToDrafting { .. }
        | Event::Withdrawn { .. }
        | Event::Prolonged { .. }
        | Event::Repealed { .. }
        | Event::PeriodSet { .. }
        | Event::LandUseMarked { .. }
        | Event::JoiningInvited { .. }
        | Event::JoiningWithdrawn { .. }
        | Event::RegisterOpened { .. }
        | Event::RegisterBegun { .. }
        | Event::PartyEntered { .. }
        | Event::BodySized { .. }
        | Event::Elected { .. }
        | Event::ItemExempted { .. }
        | Event::ItemDisclosed { .. }
        | Event::PublicAnswersReleased { .. }
        | Event::PublicAnswerExempted { .. }
        | Event::PublicAnswersAssessed { .. }
        | Event::PublicVerdictApproved { .. }
        | Event::Meeting(_) => false,
    }
}
