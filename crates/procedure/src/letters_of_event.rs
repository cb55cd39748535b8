//! Whom each event is told to, and which waiting letters lose their purpose by it.

use crate::{
    AdoptingBody, Cancel, ContactId, CouncilTrack, Document, Effect, Event, Given, Grant, HearingTrack, HowReconciled,
    InForce, Letter, LetterKind, Link, Meeting, MeetingEvent, NextStep, Party, PartyId, Phase, Post, Purpose, Role,
    Rung, Stage, Statement, To,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The letters that `event` calls for, given the state it led to.
pub fn letters(state: &Document, event: &Event) -> Post {
    let mut post = LettersOfEvent { state, copies: copies(state), post: Post::default() };
    post.write(event);
    post.post
}

fn copies(state: &Document) -> bool {
    state.rules().is_none_or(|rules| rules.letters.copies)
}

/// Whether it came to hold on a later day than the councils' own decisions gave it: an objection kept it from that.
fn holds_later_than_adopted(edition: &InForce) -> bool {
    edition.rules.effect == Effect::PerMunicipality && edition.since > edition.adopted_on
}

struct LettersOfEvent<'a> {
    state: &'a Document,
    copies: bool,
    post: Post,
}

impl<'a> LettersOfEvent<'a> {
    #[expect(clippy::too_many_lines, reason = "a table: an arm an event")]
    fn write(&mut self, event: &Event) {
        use LetterKind as K;
        match event {
            Event::HearingOpened { invited, .. } => {
                for grant in invited {
                    self.granted(K::HearingInvitation, grant);
                    self.copy(K::HearingInvitation, &grant.party);
                }
            }
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                self.receipt(statement);
            }
            Event::DeadlineExtended { party, deadline, .. } => {
                self.cancel(party.as_ref(), &[K::HearingReminder, K::Escalation]);
                for id in self.moved(party.as_ref(), *deadline) {
                    self.case_officer(K::DeadlineExtended, &id);
                }
            }
            Event::HearingReopened { .. } => {
                for id in self.heard() {
                    self.case_officer(K::DeadlineExtended, &id);
                }
            }
            Event::ExtensionRefused { party, .. } => self.case_officer(K::ExtensionRefused, party),
            Event::ColleagueAdded { granted, .. } | Event::HandedOver { granted, .. } => {
                self.granted(K::ColleagueInvitation, granted);
            }
            Event::InvitedAgain { party, granted } => {
                let kind = match granted.purpose {
                    Purpose::Hearing => K::HearingInvitation,
                    Purpose::Council => K::CouncilRequest,
                    Purpose::Meeting => K::MeetingNotice,
                };
                self.cancel(Some(party), &[kind]);
                self.granted(kind, granted);
            }
            Event::NewLinkAsked { party, link } => self.holder(K::NewLink, party, *link),
            Event::QuestionAsked { .. } => self.push(K::QuestionNotice, To::Coordinators, None, None, false),
            Event::Reminded { party, rung, .. } => self.reminder(party, *rung),
            Event::HearingClosed { .. } => self.hearing_reminders_end(None),
            Event::AssessmentFinished { next, asked, .. } => self.assessed(*next, asked),
            Event::DecisionRecorded { party, decision, .. } => {
                self.council_reminders_end(Some(party));
                if let Some(contact) = decision.by.clone().filter(|_| self.receipts()) {
                    self.push(K::DecisionReceipt, To::Contact(contact), Some(party), None, false);
                }
                if self.receipts() {
                    self.copy(K::DecisionReceipt, party);
                }
            }
            Event::DecisionReconciled { how: HowReconciled::NewText, .. } | Event::ReturnedToDrafting { .. } => {
                self.cancel(None, &[K::CouncilRequest, K::CouncilReminder, K::Escalation]);
                self.everyone(K::OutcomeNotice);
            }
            Event::EndorsementConcluded { met, .. } => {
                self.council_reminders_end(None);
                // What is met where the councils adopt is told by the adoption that follows at once.
                if !met || !self.councils_adopt() {
                    self.everyone(K::OutcomeNotice);
                }
            }
            Event::JoiningWithdrawn { party, .. } => self.cancel(Some(party), &[]),
            Event::LeavingNoticed { .. } => self.everyone(K::LeavingNotice),
            Event::PartyLeft { party, .. } => {
                self.cancel(Some(party), &[]);
                self.everyone(K::LeavingNotice);
                self.registry(K::LeavingNotice, party);
            }
            Event::Adopted { .. } | Event::AdoptionCorrected { .. } => self.everyone(K::AdoptionNotice),
            Event::Prolonged { .. } => self.everyone(K::ProlongedNotice),
            Event::Repealed { .. } => {
                self.cancel(None, &[]);
                self.everyone(K::RepealNotice);
            }
            Event::Withdrawn { .. } => {
                self.cancel(None, &[]);
                for id in self.invited() {
                    self.case_officer(K::WithdrawalNotice, &id);
                }
            }
            Event::MemberReleased { told, .. } => {
                for party in told {
                    self.push(K::LeavingNotice, To::Role(Role::CaseOfficer), Some(party), None, false);
                    self.push(K::LeavingNotice, To::Role(Role::CouncilSecretary), Some(party), None, false);
                    self.push(K::LeavingNotice, To::Role(Role::Registry), Some(party), None, true);
                }
            }
            Event::RevisionNoticed { .. } => self.push(K::RevisionNotice, To::Coordinators, None, None, false),
            Event::RevisionStarted { .. } => self.push(K::RevisionOpened, To::Coordinators, None, None, false),
            // A reservation leaves the other councils where they are.
            Event::DecisionReconciled { how: HowReconciled::Reservation, .. }
            | Event::DocumentCreated { .. }
            | Event::TextSaved { .. }
            | Event::EditionRegistered { .. }
            | Event::FileAttached { .. }
            | Event::CaseNumbered { .. }
            | Event::ProgrammeWaived { .. }
            | Event::MediationRecorded { .. }
            | Event::Related { .. }
            | Event::Unrelated { .. }
            | Event::HearingScheduled { .. }
            | Event::HearingApproved { .. }
            | Event::ScheduleCancelled { .. }
            | Event::HearingHindered { .. }
            | Event::StatementStarted { .. }
            | Event::StatementExempted { .. }
            | Event::StatementDisclosed { .. }
            | Event::ItemExempted { .. }
            | Event::ItemDisclosed { .. }
            | Event::PublicAnswersCounted { .. }
            | Event::PublicAnswersReleased { .. }
            | Event::PublicAnswerExempted { .. }
            | Event::PublicAnswersAssessed { .. }
            | Event::PublicVerdictApproved { .. }
            | Event::ExtensionAsked { .. }
            | Event::ColleagueRemoved { .. }
            | Event::TreatmentRecorded { .. }
            | Event::Disowned { .. }
            | Event::RemindersSkipped { .. }
            | Event::RemindersPaused { .. }
            | Event::RemindersResumed {}
            | Event::RemarkAssessed { .. }
            | Event::VerdictApproved { .. }
            | Event::ObjectionSettled { .. }
            | Event::ObjectionAdvanced { .. }
            | Event::TookEffect { .. }
            | Event::JoiningInvited { .. }
            | Event::PeriodSet { .. }
            | Event::LandUseMarked { .. }
            | Event::RegisterOpened { .. }
            | Event::RegisterBegun { .. }
            | Event::PartyEntered { .. }
            | Event::MemberAdmitted { .. }
            | Event::PartySucceeded { .. }
            | Event::BodySized { .. }
            | Event::Elected { .. }
            | Event::MeetingPlanned { .. } => {}
            Event::Meeting(event) => self.meeting(event),
            // Else the adoption's notice has said from when.
            Event::CameIntoForce { .. } => {
                if self.state.in_force.as_ref().is_some_and(holds_later_than_adopted) {
                    self.everyone(K::OutcomeNotice);
                }
            }
        }
    }

    /// Those who are to come get the agenda, and are told what becomes of the meeting; their deputies and the chief
    /// executives too (kommuneloven §§ 11-3, 11-4).
    fn meeting(&mut self, event: &MeetingEvent) {
        use LetterKind as K;
        let Some(meeting) = self.state.meeting.as_deref() else { return };
        match event {
            MeetingEvent::Called { .. } => self.called(meeting, K::MeetingNotice),
            MeetingEvent::Moved { .. } if meeting.stage == Stage::Called => {
                self.cancel(None, &[K::MeetingNotice]);
                self.called(meeting, K::MeetingNotice);
            }
            MeetingEvent::AbsenceDeclared { deputy: Some(deputy), .. } => {
                let party = meeting.seat_of(deputy).map(|seat| &seat.party);
                self.push(K::DeputyCalled, To::Contact(deputy.clone()), party, self.meeting_link(deputy), false);
            }
            MeetingEvent::AbsenceWithdrawn { released: Some(deputy), .. } => {
                let party = meeting.seat_of(deputy).map(|seat| &seat.party);
                self.push(K::DeputyReleased, To::Contact(deputy.clone()), party, None, false);
            }
            MeetingEvent::Cancelled { .. } if meeting.called_on.is_some() => {
                self.cancel(None, &[K::MeetingNotice, K::DeputyCalled, K::DeputyReleased]);
                self.called(meeting, K::MeetingCancelled);
            }
            MeetingEvent::MinutesApproved { .. } => {
                self.called(meeting, K::MinutesNotice);
                let parties: BTreeSet<&PartyId> = meeting.seats.iter().map(|seat| &seat.party).collect();
                for party in parties {
                    self.push(K::MinutesNotice, To::Role(Role::Registry), Some(party), None, true);
                }
            }
            MeetingEvent::Arranged { .. }
            | MeetingEvent::Moved { .. }
            | MeetingEvent::Cancelled { .. }
            | MeetingEvent::ItemAdded { .. }
            | MeetingEvent::ItemChanged { .. }
            | MeetingEvent::ItemRemoved { .. }
            | MeetingEvent::ItemOrdered { .. }
            | MeetingEvent::ItemsNumbered { .. }
            | MeetingEvent::AbsenceDeclared { .. }
            | MeetingEvent::AbsenceWithdrawn { .. }
            | MeetingEvent::ItemTakenUp { .. }
            | MeetingEvent::Opened { .. }
            | MeetingEvent::Disqualified { .. }
            | MeetingEvent::ProposalPut { .. }
            | MeetingEvent::ItemDecided { .. }
            | MeetingEvent::ItemCarriedOut { .. }
            | MeetingEvent::Closed { .. } => {}
        }
    }

    fn called(&mut self, meeting: &Meeting, kind: LetterKind) {
        for seat in &meeting.seats {
            for person in seat.holders() {
                // A deputy has to come, and to say that they cannot, once they are called.
                let comes = kind == LetterKind::MeetingNotice && *person == seat.member;
                let link = comes.then(|| self.meeting_link(person)).flatten();
                self.push(kind, To::Contact(person.clone()), Some(&seat.party), link, false);
            }
        }
        for (party, person) in &meeting.executives {
            self.push(kind, To::Contact(person.clone()), Some(party), None, false);
        }
    }

    /// The link by which somebody says that they cannot come; there is none in a notice from before there were such.
    fn meeting_link(&self, person: &ContactId) -> Option<u32> {
        let theirs = |link: &Link| link.purpose == Purpose::Meeting && link.contact == *person && !link.replaced;
        (1..).zip(&self.state.links).find(|(_, link)| theirs(link)).map(|(number, _)| number)
    }

    fn push(&mut self, kind: LetterKind, to: To, party: Option<&PartyId>, link: Option<u32>, copy: bool) {
        self.post.letters.push(Letter { kind, to, party: party.cloned(), link, copy });
    }

    fn cancel(&mut self, party: Option<&PartyId>, kinds: &[LetterKind]) {
        self.post.cancel.push(Cancel { party: party.cloned(), kinds: kinds.to_vec() });
    }

    /// Reminders of a party, or of all, have lost their purpose. Most were never written.
    fn hearing_reminders_end(&mut self, party: Option<&PartyId>) {
        let hearing = self.state.case.as_ref().and_then(|case| case.hearing());
        let written = |track: &HearingTrack| party.is_none_or(|one| *one == track.party) && track.reminded();
        if hearing.is_none_or(|hearing| hearing.tracks.iter().any(written)) {
            self.cancel(party, &[LetterKind::HearingReminder, LetterKind::Escalation]);
        }
    }

    fn council_reminders_end(&mut self, party: Option<&PartyId>) {
        let endorsement = self.state.case.as_ref().and_then(|case| case.endorsement());
        let written = |track: &CouncilTrack| party.is_none_or(|one| *one == track.party) && track.reminded();
        if endorsement.is_none_or(|endorsement| endorsement.tracks.iter().any(written)) {
            self.cancel(party, &[LetterKind::CouncilReminder, LetterKind::Escalation]);
        }
    }

    fn copy(&mut self, kind: LetterKind, party: &PartyId) {
        if self.copies {
            self.push(kind, To::Role(Role::Registry), Some(party), None, true);
        }
    }

    fn granted(&mut self, kind: LetterKind, grant: &Grant) {
        self.push(kind, To::Contact(grant.contact.clone()), Some(&grant.party), Some(grant.link), false);
    }

    fn holder(&mut self, kind: LetterKind, party: &PartyId, number: u32) {
        if let Some(link) = self.state.link(number) {
            self.push(kind, To::Contact(link.contact.clone()), Some(party), Some(number), false);
        }
    }

    /// Links to the last case, by number, in the order they were given.
    fn links(&self) -> impl Iterator<Item = (u32, &'a Link)> + use<'a> {
        let state = self.state;
        (1..).zip(&state.links).filter(|(_, link)| link.case == state.cases)
    }

    /// Those of a party that work now.
    fn open_links(&self, party: &PartyId, purpose: Purpose) -> Vec<(u32, &'a Link)> {
        let Some(case) = &self.state.case else { return Vec::new() };
        let open = |l: &Link| l.party == *party && l.purpose == purpose && !l.replaced && l.round == case.rounds;
        self.links().filter(|(_, link)| open(link)).collect()
    }

    /// To whoever has the case for the party, with the link; a copy to the registry.
    fn case_officer(&mut self, kind: LetterKind, party: &PartyId) {
        self.by_link(kind, party, self.main_link(party));
    }

    /// To the holder of a link, with it; without one to whoever has the case. A copy to the registry.
    fn by_link(&mut self, kind: LetterKind, party: &PartyId, link: Option<u32>) {
        match link {
            Some(link) => self.holder(kind, party, link),
            None => self.officer(kind, party),
        }
        self.copy(kind, party);
    }

    /// The link of whoever has the case for the party in this round: it was handed over to them, or they were asked first.
    fn main_link(&self, party: &PartyId) -> Option<u32> {
        let open = self.open_links(party, Purpose::Hearing);
        let handed = open.iter().rfind(|(_, link)| link.given == Given::Over);
        let asked = open.iter().find(|(_, link)| link.given == Given::Asked);
        handed.or(asked).or(open.first()).map(|(number, _)| *number)
    }

    /// The same without a link: whoever the last round was handed over to, else who is the party's case officer now.
    fn officer(&mut self, kind: LetterKind, party: &PartyId) {
        let heard = |link: &Link| link.party == *party && link.purpose == Purpose::Hearing;
        let links: Vec<&Link> = self.links().map(|(_, link)| link).filter(|link| heard(link)).collect();
        let round = links.iter().map(|link| link.round).max();
        let handed = |link: &&&Link| Some(link.round) == round && link.given == Given::Over && !link.replaced;
        let officer = links.iter().rfind(handed);
        let to = officer.map_or(To::Role(Role::CaseOfficer), |link| To::Contact(link.contact.clone()));
        self.push(kind, to, Some(party), None, false);
    }

    fn receipts(&self) -> bool {
        self.state.case.as_ref().is_none_or(|case| case.rules.letters.receipts)
    }

    fn heard(&self) -> Vec<PartyId> {
        let hearing = self.state.case.as_ref().and_then(|case| case.hearing());
        hearing.map_or_else(Vec::new, |h| h.tracks.iter().map(|t| t.party.clone()).collect())
    }

    /// Those whose deadline the extension moved: who had more time already keeps it.
    fn moved(&self, party: Option<&PartyId>, deadline: NaiveDate) -> Vec<PartyId> {
        let tracks = self.state.case.as_ref().and_then(|case| case.hearing()).map_or(&[][..], |h| &h.tracks);
        let moved = |t: &&HearingTrack| t.deadline == deadline && party.is_none_or(|one| *one == t.party);
        tracks.iter().filter(moved).map(|t| t.party.clone()).collect()
    }

    fn receipt(&mut self, statement: &Statement) {
        self.hearing_reminders_end(Some(&statement.party));
        if !self.receipts() {
            return;
        }
        let link = statement.link.or_else(|| self.main_link(&statement.party));
        self.by_link(LetterKind::StatementReceipt, &statement.party, link);
    }

    fn reminder(&mut self, party: &PartyId, rung: Rung) {
        if rung == Rung::Escalation {
            return self.push(LetterKind::Escalation, To::Role(Role::ChiefExecutive), Some(party), None, false);
        }
        let endorsing = matches!(self.state.case.as_ref().map(|c| &c.phase), Some(Phase::Endorsement(_)));
        if endorsing {
            let links = self.open_links(party, Purpose::Council);
            if let Some((number, _)) = links.first() {
                self.holder(LetterKind::CouncilReminder, party, *number);
            }
        } else {
            let links = self.open_links(party, Purpose::Hearing);
            for (number, _) in links.iter().filter(|(_, link)| !link.disowned) {
                self.holder(LetterKind::HearingReminder, party, *number);
            }
            // Whoever has said that the matter is not theirs is not reminded of it: the registry finds who it is.
            if let (true, Some((number, _))) = (links.iter().all(|(_, link)| link.disowned), links.first()) {
                self.push(LetterKind::HearingReminder, To::Role(Role::Registry), Some(party), Some(*number), false);
            }
        }
    }

    fn assessed(&mut self, next: NextStep, asked: &[Grant]) {
        if self.copies {
            let mut parties: Vec<PartyId> = self.own_parties().map(|party| party.id.clone()).collect();
            let also: Vec<PartyId> = self.heard().into_iter().filter(|id| !parties.contains(id)).collect();
            parties.extend(also);
            for id in parties {
                self.officer(LetterKind::AssessmentNotice, &id);
                self.copy(LetterKind::AssessmentNotice, &id);
            }
        }
        if next != NextStep::Endorsement {
            return;
        }
        let mut copied: Option<&PartyId> = None;
        for grant in asked {
            self.granted(LetterKind::CouncilRequest, grant);
            if copied != Some(&grant.party) {
                self.copy(LetterKind::CouncilRequest, &grant.party);
                copied = Some(&grant.party);
            }
        }
    }

    /// The document's own parties, in its case or its edition.
    fn own_parties(&self) -> impl Iterator<Item = &Party> {
        let case = self.state.case.as_ref().map(|case| &case.parties);
        case.or(self.state.in_force.as_ref().map(|edition| &edition.parties)).into_iter().flatten()
    }

    /// Everyone the document concerns: case officer and registry of each party and of each other consultee that was
    /// heard in the last case, and the secretary of each party's council.
    fn everyone(&mut self, kind: LetterKind) {
        if !self.copies {
            return;
        }
        let parties: Vec<PartyId> = self.own_parties().map(|party| party.id.clone()).collect();
        for party in &parties {
            self.officer(kind, party);
            self.push(kind, To::Role(Role::CouncilSecretary), Some(party), None, false);
            self.copy(kind, party);
        }
        for party in self.invited().into_iter().filter(|party| !parties.contains(party)) {
            self.officer(kind, &party);
            // The parties of an edition that was repealed before its day are known by their councils' links.
            if self.asked_council(&party) {
                self.push(kind, To::Role(Role::CouncilSecretary), Some(&party), None, false);
            }
            self.copy(kind, &party);
        }
    }

    fn councils_adopt(&self) -> bool {
        self.state.case.as_ref().is_some_and(|case| case.rules.adoption == AdoptingBody::Councils)
    }

    /// To the registry of a party that is none any more.
    fn registry(&mut self, kind: LetterKind, party: &PartyId) {
        if self.copies {
            self.push(kind, To::Role(Role::Registry), Some(party), None, false);
        }
    }

    /// Whether the party's council was asked in the last case.
    fn asked_council(&self, party: &PartyId) -> bool {
        self.links().any(|(_, link)| link.party == *party && link.purpose == Purpose::Council)
    }

    /// Those who have been told of the last case and have not left it: holders of its links.
    fn invited(&self) -> Vec<PartyId> {
        let mut parties: Vec<PartyId> = Vec::new();
        for (_, link) in self.links().filter(|(_, link)| !link.replaced) {
            if !parties.contains(&link.party) {
                parties.push(link.party.clone());
            }
        }
        parties
    }
}
