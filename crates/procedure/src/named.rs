//! What an event names by its hash and does not hold: the proof of the log is a proof of these only when they are hashed
//! again.

use crate::{AdoptedEdition, Decision, Event, Hash, SignerId, Statement, Wording};

/// A text or a file by the hash of its bytes, and whoever signed by the id of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named<'a> {
    Text(&'a Hash),
    File(&'a Hash),
    Signer(&'a SignerId),
}

impl Event {
    /// Everything that this event names, in the order it stands. An edition names the version it adopts, and a decision the
    /// version it is about.
    #[expect(clippy::too_many_lines, reason = "a table: one line an event")]
    pub fn named(&self) -> Vec<Named<'_>> {
        match self {
            Self::TextSaved { content, .. } => vec![Named::Text(content)],
            Self::AssessmentFinished { content, decision, .. } => {
                [Named::Text(content)].into_iter().chain(extract(decision.as_ref())).collect()
            }
            Self::FileAttached { file, .. } => vec![Named::File(file)],
            Self::HearingOpened { content, letter, decision, .. } => {
                let own = covering(letter.as_ref()).chain(extract(decision.as_ref()));
                [Named::Text(content)].into_iter().chain(own).collect()
            }
            Self::HearingScheduled { letter, decision, .. } => {
                covering(letter.as_ref()).chain(extract(decision.as_ref())).collect()
            }
            Self::PartyLeft { decision, .. }
            | Self::Withdrawn { decision, .. }
            | Self::Prolonged { decision, .. }
            | Self::Repealed { decision, .. } => extract(decision.as_ref()).collect(),
            Self::StatementSubmitted { statement } | Self::StatementRecorded { statement, .. } => {
                of_statement(statement)
            }
            Self::StatementExempted { redacted, redacted_file, .. }
            | Self::ItemExempted { redacted, redacted_file, .. }
            | Self::PublicAnswerExempted { redacted, redacted_file, .. } => {
                text(redacted.as_ref()).chain(file(redacted_file.as_ref())).collect()
            }
            Self::TreatmentRecorded { treatment, .. } => {
                let own = file(treatment.extract.as_ref()).chain(treatment.signer.as_ref().map(Named::Signer));
                [Named::Text(&treatment.text)].into_iter().chain(own).collect()
            }
            Self::DecisionRecorded { content, decision, .. } => {
                let own = text(decision.text.as_ref()).chain(file(decision.extract.as_ref()));
                let own = own.chain(decision.signer.as_ref().map(Named::Signer));
                [Named::Text(content)].into_iter().chain(own).collect()
            }
            Self::AdoptionCorrected { extract, .. } => file(extract.as_ref()).collect(),
            Self::Adopted(AdoptedEdition { content, extract, .. })
            | Self::EditionRegistered(AdoptedEdition { content, extract, .. }) => {
                [Named::Text(content)].into_iter().chain(file(extract.as_ref())).collect()
            }
            Self::DocumentCreated { .. }
            | Self::CaseNumbered { .. }
            | Self::Related { .. }
            | Self::Unrelated { .. }
            | Self::HearingApproved { .. }
            | Self::ScheduleCancelled { .. }
            | Self::HearingHindered { .. }
            | Self::StatementStarted { .. }
            | Self::StatementDisclosed { .. }
            | Self::ItemDisclosed { .. }
            | Self::ExtensionAsked { .. }
            | Self::QuestionAsked { .. }
            | Self::DeadlineExtended { .. }
            | Self::ExtensionRefused { .. }
            | Self::ColleagueAdded { .. }
            | Self::ColleagueRemoved { .. }
            | Self::HandedOver { .. }
            | Self::Disowned { .. }
            | Self::InvitedAgain { .. }
            | Self::NewLinkAsked { .. }
            | Self::Reminded { .. }
            | Self::RemindersSkipped { .. }
            | Self::RemindersPaused { .. }
            | Self::RemindersResumed {}
            | Self::HearingClosed { .. }
            | Self::HearingReopened { .. }
            | Self::PublicAnswersCounted { .. }
            | Self::PublicAnswersReleased { .. }
            | Self::PublicAnswersAssessed { .. }
            | Self::PublicVerdictApproved { .. }
            | Self::RemarkAssessed { .. }
            | Self::VerdictApproved { .. }
            | Self::ObjectionSettled { .. }
            | Self::ObjectionAdvanced { .. }
            | Self::ProgrammeWaived { .. }
            | Self::MediationRecorded { .. }
            | Self::LeavingNoticed { .. }
            | Self::TookEffect { .. }
            | Self::MeetingPlanned { .. }
            | Self::DecisionReconciled { .. }
            | Self::EndorsementConcluded { .. }
            | Self::CameIntoForce { .. }
            | Self::ReturnedToDrafting { .. }
            | Self::JoiningInvited { .. }
            | Self::JoiningWithdrawn { .. }
            | Self::PeriodSet { .. }
            | Self::LandUseMarked { .. }
            | Self::RegisterOpened { .. }
            | Self::RegisterBegun { .. }
            | Self::PartyEntered { .. }
            | Self::MemberAdmitted { .. }
            | Self::MemberReleased { .. }
            | Self::PartySucceeded { .. }
            | Self::BodySized { .. }
            | Self::Elected { .. }
            | Self::Meeting(_)
            | Self::RevisionNoticed { .. }
            | Self::RevisionStarted { .. } => Vec::new(),
        }
    }
}

fn text(hash: Option<&Hash>) -> impl Iterator<Item = Named<'_>> {
    hash.map(Named::Text).into_iter()
}

fn file(hash: Option<&Hash>) -> impl Iterator<Item = Named<'_>> {
    hash.map(Named::File).into_iter()
}

fn extract(decision: Option<&Decision>) -> impl Iterator<Item = Named<'_>> {
    file(decision.and_then(|decision| decision.extract.as_ref()))
}

/// The answer as it was written, its files, and who signed it. Its remarks are parts of the answer.
fn of_statement(statement: &Statement) -> Vec<Named<'_>> {
    let files = statement.files.iter().map(Named::File);
    let signer = statement.signer.as_ref().map(Named::Signer);
    [Named::Text(&statement.content)].into_iter().chain(files).chain(signer).collect()
}

/// A covering letter, in each form it was written in.
fn covering(letter: Option<&Wording<Hash>>) -> impl Iterator<Item = Named<'_>> {
    letter.into_iter().flat_map(|letter| letter.all("")).map(|(_, hash)| Named::Text(hash))
}
