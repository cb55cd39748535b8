//! The letters' templates: one a kind and language, the subject on its first line.

use super::facts::LetterFacts;
use askama::Template;
use procedure::LetterKind;
use words::language::Lang;

macro_rules! letters {
    ($($module:ident: $kind:ident = $nb:literal, $nn:literal, $en:literal;)+) => {
        $(mod $module {
            use super::LetterFacts;
            use askama::Template;

            #[derive(Template)]
            #[template(path = $nb)]
            pub struct Nb<'a> {
                pub l: &'a LetterFacts,
            }

            #[derive(Template)]
            #[template(path = $nn)]
            pub struct Nn<'a> {
                pub l: &'a LetterFacts,
            }

            #[derive(Template)]
            #[template(path = $en)]
            pub struct En<'a> {
                pub l: &'a LetterFacts,
            }
        })+

        /// Fills in the template of a kind in a language.
        pub fn fill(kind: LetterKind, lang: Lang, l: &LetterFacts) -> askama::Result<String> {
            match kind {
                $(LetterKind::$kind => match lang {
                    Lang::Nb => $module::Nb { l }.render(),
                    Lang::Nn => $module::Nn { l }.render(),
                    Lang::En => $module::En { l }.render(),
                },)+
            }
        }
    };
}

letters! {
    hearing_invitation: HearingInvitation = "letters/nb/hearing_invitation.txt", "letters/nn/hearing_invitation.txt", "letters/en/hearing_invitation.txt";
    hearing_reminder: HearingReminder = "letters/nb/hearing_reminder.txt", "letters/nn/hearing_reminder.txt", "letters/en/hearing_reminder.txt";
    deadline_extended: DeadlineExtended = "letters/nb/deadline_extended.txt", "letters/nn/deadline_extended.txt", "letters/en/deadline_extended.txt";
    extension_refused: ExtensionRefused = "letters/nb/extension_refused.txt", "letters/nn/extension_refused.txt", "letters/en/extension_refused.txt";
    colleague_invitation: ColleagueInvitation = "letters/nb/colleague_invitation.txt", "letters/nn/colleague_invitation.txt", "letters/en/colleague_invitation.txt";
    new_link: NewLink = "letters/nb/new_link.txt", "letters/nn/new_link.txt", "letters/en/new_link.txt";
    statement_receipt: StatementReceipt = "letters/nb/statement_receipt.txt", "letters/nn/statement_receipt.txt", "letters/en/statement_receipt.txt";
    assessment_notice: AssessmentNotice = "letters/nb/assessment_notice.txt", "letters/nn/assessment_notice.txt", "letters/en/assessment_notice.txt";
    council_request: CouncilRequest = "letters/nb/council_request.txt", "letters/nn/council_request.txt", "letters/en/council_request.txt";
    council_reminder: CouncilReminder = "letters/nb/council_reminder.txt", "letters/nn/council_reminder.txt", "letters/en/council_reminder.txt";
    decision_receipt: DecisionReceipt = "letters/nb/decision_receipt.txt", "letters/nn/decision_receipt.txt", "letters/en/decision_receipt.txt";
    escalation: Escalation = "letters/nb/escalation.txt", "letters/nn/escalation.txt", "letters/en/escalation.txt";
    adoption_notice: AdoptionNotice = "letters/nb/adoption_notice.txt", "letters/nn/adoption_notice.txt", "letters/en/adoption_notice.txt";
    prolonged_notice: ProlongedNotice = "letters/nb/prolonged_notice.txt", "letters/nn/prolonged_notice.txt", "letters/en/prolonged_notice.txt";
    repeal_notice: RepealNotice = "letters/nb/repeal_notice.txt", "letters/nn/repeal_notice.txt", "letters/en/repeal_notice.txt";
    withdrawal_notice: WithdrawalNotice = "letters/nb/withdrawal_notice.txt", "letters/nn/withdrawal_notice.txt", "letters/en/withdrawal_notice.txt";
    revision_notice: RevisionNotice = "letters/nb/revision_notice.txt", "letters/nn/revision_notice.txt", "letters/en/revision_notice.txt";
    revision_opened: RevisionOpened = "letters/nb/revision_opened.txt", "letters/nn/revision_opened.txt", "letters/en/revision_opened.txt";
    confirmation_code: ConfirmationCode = "letters/nb/confirmation_code.txt", "letters/nn/confirmation_code.txt", "letters/en/confirmation_code.txt";
    login: Login = "letters/nb/login.txt", "letters/nn/login.txt", "letters/en/login.txt";
    digest: Digest = "letters/nb/digest.txt", "letters/nn/digest.txt", "letters/en/digest.txt";
}
