//! What each letter says: one type a letter, each with its own template in three languages.
//!
//! A template names fields of its letter and nothing else, and a field that no template names is a warning.

pub mod adoption;
pub mod answer;
pub mod assessment;
pub mod code;
pub mod council;
pub mod digest;
pub mod escalation;
pub mod head;
pub mod hearing;
pub mod login;
pub mod meeting;
pub mod outcome;
pub mod public;
pub mod question;
pub mod revision;
pub mod writer;

use adoption::{AdoptionNotice, ProlongedNotice, RepealNotice, WithdrawalNotice};
use answer::StatementReceipt;
use anyhow::Context as _;
use askama::DynTemplate;
use assessment::AssessmentNotice;
use code::ConfirmationCode;
use council::{CouncilReminder, CouncilRequest, DecisionReceipt};
use digest::Digest;
use escalation::Escalation;
use hearing::{ColleagueInvitation, DeadlineExtended, ExtensionRefused, HearingInvitation, HearingReminder, NewLink};
use login::Login;
use meeting::{DeputyCalled, DeputyReleased, MeetingCancelled, MeetingNotice, MinutesNotice};
use outcome::{LeavingNotice, OutcomeNotice};
use procedure::LetterKind;
use public::{PublicAnswerLink, PublicAnswerReceipt};
use question::QuestionNotice;
use revision::{RevisionNotice, RevisionOpened};
use writer::{Told, Writer};

/// A letter with all that its template needs.
pub type Letter = Box<dyn DynTemplate + Send>;

/// Makes the letter of the row's kind, from the event it tells of or from what its row holds.
///
/// # Errors
/// When the event is not one that such a letter tells of, or something the letter must say is missing.
pub async fn letter(writer: &Writer<'_>, told: Option<&Told<'_>>) -> anyhow::Result<Letter> {
    let told = || told.context("the letter tells of an event, and has none");
    Ok(match writer.row.kind {
        LetterKind::HearingInvitation => Box::new(HearingInvitation::of(writer, told()?).await?),
        LetterKind::HearingReminder => Box::new(HearingReminder::of(writer, told()?).await?),
        LetterKind::DeadlineExtended => Box::new(DeadlineExtended::of(writer, told()?).await?),
        LetterKind::ExtensionRefused => Box::new(ExtensionRefused::of(writer, told()?).await?),
        LetterKind::ColleagueInvitation => Box::new(ColleagueInvitation::of(writer, told()?).await?),
        LetterKind::NewLink => Box::new(NewLink::of(writer, told()?).await?),
        LetterKind::QuestionNotice => Box::new(QuestionNotice::of(writer, told()?)?),
        LetterKind::StatementReceipt => Box::new(StatementReceipt::of(writer, told()?).await?),
        LetterKind::AssessmentNotice => Box::new(AssessmentNotice::of(writer, told()?).await?),
        LetterKind::CouncilRequest => Box::new(CouncilRequest::of(writer, told()?).await?),
        LetterKind::CouncilReminder => Box::new(CouncilReminder::of(writer, told()?).await?),
        LetterKind::DecisionReceipt => Box::new(DecisionReceipt::of(writer, told()?).await?),
        LetterKind::Escalation => Box::new(Escalation::of(writer, told()?).await?),
        LetterKind::AdoptionNotice => Box::new(AdoptionNotice::of(writer, told()?).await?),
        LetterKind::ProlongedNotice => Box::new(ProlongedNotice::of(writer, told()?).await?),
        LetterKind::RepealNotice => Box::new(RepealNotice::of(writer, told()?).await?),
        LetterKind::WithdrawalNotice => Box::new(WithdrawalNotice::of(writer, told()?).await?),
        LetterKind::OutcomeNotice => Box::new(OutcomeNotice::of(writer, told()?).await?),
        LetterKind::LeavingNotice => Box::new(LeavingNotice::of(writer, told()?).await?),
        LetterKind::RevisionNotice => Box::new(RevisionNotice::of(writer, told()?)?),
        LetterKind::RevisionOpened => Box::new(RevisionOpened::of(writer, told()?).await?),
        LetterKind::MeetingNotice => Box::new(MeetingNotice::of(writer, told()?)?),
        LetterKind::DeputyCalled => Box::new(DeputyCalled::of(writer, told()?)?),
        LetterKind::DeputyReleased => Box::new(DeputyReleased::of(writer, told()?)?),
        LetterKind::MeetingCancelled => Box::new(MeetingCancelled::of(writer, told()?)?),
        LetterKind::MinutesNotice => Box::new(MinutesNotice::of(writer, told()?)?),
        LetterKind::PublicAnswerLink => Box::new(PublicAnswerLink::of(writer).await?),
        LetterKind::PublicAnswerReceipt => Box::new(PublicAnswerReceipt::of(writer).await?),
        LetterKind::ConfirmationCode => Box::new(ConfirmationCode::of(writer).await?),
        LetterKind::Login => Box::new(Login::of(writer)),
        LetterKind::Digest => Box::new(Digest::of(writer).await?),
    })
}
