//! The regional council's meetings in the history: who sits there, one that was held, and one that is ahead.

use super::{
    history::History,
    script::{Elected, day},
};
use anyhow::Context as _;
use app::{ids, meetings};
use chrono::{NaiveDate, NaiveTime};
use post::postman;
use procedure::{
    Appointment, Body, Command, ContactId, DocumentId, ItemOutcome, Matter, Meeting, MeetingAct, MeetingForm, PartyId,
};

impl History<'_> {
    /// Each council has elected a member and a deputy for its term (kommuneloven § 18-3).
    pub(super) async fn representatives(&self) -> anyhow::Result<()> {
        for Elected { party, member, deputy } in &self.script.elected {
            let elected = meetings::Elected {
                body: Body::RegionalCouncil,
                municipality: PartyId::from(party.as_str()),
                members: vec![member.clone()],
                deputies: vec![deputy.clone()],
                from: day(2023, 10, 15),
                until: None,
                reason: self.word("elected")?,
            };
            meetings::elect(self.app, self.region, self.coordinator().await?, elected, None).await?;
        }
        Ok(())
    }

    async fn act(&self, meeting: &DocumentId, act: MeetingAct) -> anyhow::Result<()> {
        let said = format!("{act:?}");
        let actor = self.coordinator().await?;
        self.app.execute(self.region, meeting, actor, Command::Meeting(act), None).await.with_context(|| said)?;
        postman::drain(self.app).await
    }

    /// A meeting with these items: what stands in the script's words, and the document it is about.
    async fn called(
        &self,
        on: NaiveDate,
        items: &[(&str, Option<&DocumentId>)],
        first: u32,
    ) -> anyhow::Result<DocumentId> {
        let meeting = ids::meeting(&self.app.clock);
        let at = NaiveTime::from_hms_opt(10, 0, 0).context("no such time")?;
        let place = self.word("meeting_place")?;
        let appointment = Appointment { on: self.shifted(on), at, place, form: MeetingForm::InPerson };
        let body = Body::RegionalCouncil;
        self.act(&meeting, MeetingAct::ArrangeMeeting { body, appointment, title: String::new() }).await?;
        for (name, document) in items {
            let matter = Matter {
                title: self.word(&format!("item_{name}"))?,
                document: document.cloned(),
                command: None,
                content: None,
                recommendation: self.word(&format!("item_{name}_proposed"))?,
                closed: None,
            };
            self.act(&meeting, MeetingAct::AddItem { matter }).await?;
        }
        self.act(&meeting, MeetingAct::CallMeeting { reason: None, first: Some(first) }).await?;
        Ok(meeting)
    }

    async fn meeting(&self, id: &DocumentId) -> anyhow::Result<Meeting> {
        let row = self.app.ledger.logged(id).await?.context("the meeting is gone")?;
        row.state.meeting.as_deref().cloned().context("it is no meeting")
    }

    /// Called for the end of October; one has said that they cannot come.
    pub(super) async fn october_called(&self, strategy: &DocumentId) -> anyhow::Result<DocumentId> {
        let meeting = self.called(day(2026, 10, 29), &[("notice", None), ("strategy", Some(strategy))], 12).await?;
        let seats = self.meeting(&meeting).await?.seats;
        let absent = seats.iter().find(|seat| seat.party.as_str() == "3336").context("nobody for Rollag")?;
        let (person, reason) = (absent.member.clone(), self.word("absent")?);
        self.act(&meeting, MeetingAct::DeclareAbsence { person, reason }).await?;
        Ok(meeting)
    }

    pub(super) async fn october_held(&self, id: &DocumentId) -> anyhow::Result<()> {
        self.at(day(2026, 10, 29)).await?;
        let meeting = self.meeting(id).await?;
        let present: Vec<ContactId> = meeting.expected().into_iter().cloned().collect();
        let chair = present.first().cloned().context("nobody came")?;
        self.act(id, MeetingAct::OpenMeeting { present, chair }).await?;
        for item in meeting.items {
            let (outcome, proposal, text, votes, casting) = (ItemOutcome::Adopted, None, None, None, false);
            self.act(id, MeetingAct::DecideItem { item: item.id, outcome, proposal, text, votes, casting }).await?;
        }
        self.act(id, MeetingAct::CloseMeeting {}).await?;
        self.act(id, MeetingAct::ApproveMinutes {}).await
    }

    /// The meeting ahead, with the year's plan among its items.
    pub(super) async fn december_called(&self, action: &DocumentId) -> anyhow::Result<()> {
        self.called(day(2026, 12, 15), &[("notice", None), ("action", Some(action)), ("year", None)], 14).await?;
        Ok(())
    }
}
