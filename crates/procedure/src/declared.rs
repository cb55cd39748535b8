//! Every command's fields, as people and programs send them, declared once: the description of the interface and the desk's
//! forms are made from this, and a test holds it against what is parsed.

use crate::{
    Body, HowReconciled, Involves, ItemOutcome, MediationStep, MeetingForm, NextStep, ObjectionStep, Outcome, Position,
    Relation, Verdict,
};
use strum::VariantNames as _;

/// What a field holds, and so how it is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Line,
    /// Text of several lines.
    Prose,
    /// The same, in one written form or by form: `{"nb": …, "nn": …}`.
    Wording,
    /// `2027-01-15`
    Day,
    /// 0 or more.
    Number,
    Yes,
    /// The hash of a file that has been uploaded.
    File,
    Files,
    /// A party of the case, by its id.
    Party,
    /// A party; all of them where it is left out.
    AnyParty,
    Parties,
    /// Sections of the text, by their ids.
    Sections,
    /// Several lines, each a value.
    Lines,
    /// Another document of the region's, by its id.
    Document,
    /// The id of a section, a remark or a contact.
    Id,
    OneOf(&'static [&'static str]),
    /// Any of them, each once.
    SomeOf(&'static [&'static str]),
    Group(&'static [Field]),
    /// A command of a document, as it is sent there.
    Command,
    Many(&'static [Field]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub input: Input,
    pub required: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// In snake case, as programs write it.
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// The acts of a region's register.
pub const REGISTER_ACTS: &[Declared] = &[
    Declared { name: "enter_party", fields: &[PARTY, PARTICULARS, REASON] },
    Declared {
        name: "release_member",
        fields: &[PARTY, must("received_on", I::Day), must("leaves_on", I::Day), WORDED],
    },
    Declared {
        name: "succeed_party",
        fields: &[must("municipalities", I::Parties), must("into", I::Id), PARTICULARS, FROM, REASON],
    },
    Declared { name: "size_body", fields: &[BODY, must("size", I::Number), REASON] },
    Declared {
        name: "elect",
        fields: &[BODY, PARTY, must("members", PEOPLE), may("deputies", PEOPLE), FROM, may("until", I::Day), REASON],
    },
];
/// The acts that carry a meeting on.
pub const MEETING_ACTS: &[Declared] = &[
    Declared { name: "arrange_meeting", fields: &[must("body", I::OneOf(Body::OF_REGION_IDS)), APPOINTMENT] },
    Declared { name: "move_meeting", fields: &[APPOINTMENT, WORDED] },
    Declared { name: "add_item", fields: &[must("matter", I::Group(MATTER))] },
    Declared { name: "change_item", fields: &[ITEM, must("title", I::Line), must("recommendation", I::Prose)] },
    Declared { name: "remove_item", fields: &[ITEM, REASON] },
    Declared { name: "order_item", fields: &[ITEM, must("place", I::Number)] },
    Declared { name: "call_meeting", fields: &[may("reason", I::Wording), may("first", I::Number)] },
    Declared { name: "declare_absence", fields: &[must("person", I::Id), REASON] },
    Declared { name: "withdraw_absence", fields: &[must("person", I::Id)] },
    Declared { name: "open_meeting", fields: &[must("present", I::Lines), must("chair", I::Id)] },
    Declared {
        name: "disqualify",
        fields: &[ITEM, must("person", I::Id), must("legal_basis", I::Line), may("deputy", I::Id)],
    },
    Declared { name: "put_proposal", fields: &[ITEM, must("by", I::Id), must("text", I::Prose)] },
    Declared { name: "take_up_item", fields: &[ITEM, may("opposed", I::Lines)] },
    Declared {
        name: "decide_item",
        fields: &[
            ITEM,
            must("outcome", I::OneOf(ItemOutcome::VARIANTS)),
            may("proposal", I::Number),
            may("text", I::Prose),
            may("votes", VOTES),
            may("casting", I::Yes),
        ],
    },
    Declared { name: "close_meeting", fields: &[] },
    Declared { name: "approve_minutes", fields: &[] },
    Declared { name: "cancel_meeting", fields: &[WORDED] },
];
const ITEM: Field = must("item", I::Number);
const APPOINTMENT: Field = must(
    "appointment",
    I::Group(&[
        must("on", I::Day),
        must("at", I::Line),
        may("place", I::Line),
        must("form", I::OneOf(MeetingForm::VARIANTS)),
    ]),
);
const MATTER: &[Field] = &[
    must("title", I::Line),
    may("document", I::Document),
    may("command", I::Command),
    may("recommendation", I::Prose),
    may("closed", I::Line),
];

/// People by name and address: the door keeps who they are, and the log their ids.
const PEOPLE: I = I::Many(&[must("name", I::Line), must("address", I::Line)]);
const FROM: Field = must("from", I::Day);
const PARTICULARS: Field = must(
    "particulars",
    I::Group(&[
        must("name", I::Line),
        must("standing", I::OneOf(&["municipality", "consultee"])),
        may("county", I::Line),
        may("population", I::Number),
        must("language", I::OneOf(&["nb", "nn"])),
        may("mail_domains", I::Lines),
        may("council_size", I::Number),
        may("may_object", I::Yes),
    ]),
);

/// A command's declaration by its name.
pub fn declared(name: &str) -> Option<&'static Declared> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// A field that must be there.
pub const fn must(name: &'static str, input: Input) -> Field {
    Field { name, input, required: true }
}

/// A field that may be left out.
pub const fn may(name: &'static str, input: Input) -> Field {
    Field { name, input, required: false }
}

macro_rules! commands {
    ($($name:literal: $($field:expr),*;)*) => {
        /// In the order of the procedure.
        pub const COMMANDS: &[Declared] = &[$(Declared { name: $name, fields: &[$($field),*] }),*];
    };
}

use Input as I;
const PARTY: Field = must("municipality", I::Party);
const REASON: Field = must("reason", I::Prose);
/// One that is printed in letters to several parties.
const WORDED: Field = must("reason", I::Wording);
const DEADLINE: Field = must("deadline", I::Day);
const BODY: Field = must("body", I::Line);
const MEETING: Field = must("meeting_date", I::Day);
const CASE: Field = must("case_number", I::Line);
/// The decision that an act rests on.
const DECISION: Field = may(
    "decision",
    I::Group(&[BODY, MEETING, CASE, may("votes", VOTES), may("extract", I::File), may("legal_basis", I::Line)]),
);
/// What each council has decided, where the councils adopted.
const DECISIONS: Field = may("decisions", I::Many(&[PARTY, MEETING, CASE, may("votes", VOTES)]));
const VOTES: I = I::Group(&[must("for", I::Number), must("against", I::Number)]);
const SEEN: Field = must("remarks", I::Many(&[must("remark", I::Id), may("based_on", I::Number)]));
const VERDICT: Field = must("verdict", I::OneOf(Verdict::VARIANTS));

commands! {
    "create": must("kind", I::Line), must("title", I::Line), may("parties", I::Parties);
    "save_text": must("sections", I::Many(&[may("id", I::Id), may("level", I::Number), may("number", I::Line), must("heading", I::Line), must("body", I::Prose)])),
        may("based_on", I::Number);
    "attach": must("file", I::File), must("title", I::Line);
    "number_case": CASE;
    "set_period": must("until", I::Day);
    "mark_land_use": must("sections", I::Sections);
    "relate": must("document", I::Document), must("as", I::OneOf(Relation::VARIANTS));
    "unrelate": must("document", I::Document), REASON;
    "invite_to_join": PARTY;
    "withdraw_invitation": PARTY, REASON;
    "open_hearing": DEADLINE, may("parties", I::Parties), may("letter", I::Wording), may("reason", I::Wording), DECISION;
    "schedule_hearing": must("on", I::Day), DEADLINE, may("parties", I::Parties), may("letter", I::Wording),
        may("reason", I::Wording), DECISION;
    "approve_hearing": may("based_on", I::Number);
    "cancel_schedule": REASON;
    "exempt_statement": PARTY, must("legal_basis", I::Line), may("redacted", I::Prose),
        may("redacted_file", I::File), may("statement", I::Number);
    "disclose_statement": PARTY, may("reason", I::Prose), may("statement", I::Number);
    "exempt_item": may("hash", I::Id), may("municipality", I::Party), must("legal_basis", I::Line),
        may("redacted", I::Prose), may("redacted_file", I::File);
    "disclose_item": may("hash", I::Id), may("municipality", I::Party), REASON;
    "release_public_answers": may("case", I::Number), may("round", I::Number), may("from", I::Number), must("through", I::Number),
        may("group", I::Number), may("reason", I::Prose);
    "exempt_public_answer": may("case", I::Number), may("round", I::Number), must("number", I::Number),
        must("legal_basis", I::Line), may("redacted", I::Prose), may("redacted_file", I::File);
    "record_statement": PARTY, must("position", I::OneOf(Position::VARIANTS)), must("text", I::Prose),
        may("legal_basis", I::Line),
        may("remarks", I::Many(&[may("section", I::Id), must("text", I::Prose), may("proposed", I::Prose)])),
        may("case_reference", I::Line), must("received_on", I::Day), must("channel", I::Line), may("files", I::Files);
    "extend_deadline": may("municipality", I::AnyParty), DEADLINE, WORDED;
    "refuse_extension": PARTY, REASON;
    "invite_again": PARTY, may("contact", I::Id);
    "remind": may("municipality", I::AnyParty);
    "pause_reminders": REASON;
    "resume_reminders":;
    "close_hearing":;
    "reopen_hearing": DEADLINE, WORDED;
    "assess_remark": must("remark", I::Id), VERDICT, WORDED, may("based_on", I::Number);
    "assess_remarks": SEEN, VERDICT, WORDED;
    "assess_public_answers": must("group", I::Number), VERDICT, REASON;
    "approve_verdicts": SEEN;
    "approve_public_verdict": must("group", I::Number), may("based_on", I::Number);
    "settle_objection": PARTY, must("how", I::Prose), must("date", I::Day), REASON;
    "advance_objection": PARTY, must("step", I::OneOf(ObjectionStep::VARIANTS)), must("date", I::Day), REASON, may("sections", I::Sections);
    "finish_assessment": must("next", I::OneOf(NextStep::VARIANTS)),
        may("substantial_change", I::Group(&[must("changed", I::Yes), REASON, may("involves", I::SomeOf(Involves::VARIANTS))])), may("reason", I::Prose),
        DECISION, may("in_force_from", I::Day), may("based_on", I::Number);
    "plan_meeting": PARTY, MEETING, may("papers_due", I::Day);
    "record_decision": PARTY, must("outcome", I::OneOf(Outcome::VARIANTS)), BODY, MEETING, CASE,
        may("votes", VOTES), may("postponed_to", I::Day),
        may("text", I::Prose), may("extract", I::File);
    "reconcile_decision": PARTY, must("as", I::OneOf(HowReconciled::VARIANTS)), WORDED;
    "conclude_endorsement": REASON;
    "waive_programme": REASON;
    "record_mediation": must("step", I::OneOf(MediationStep::VARIANTS)), must("date", I::Day), REASON;
    "record_leaving": PARTY, must("received_on", I::Day), WORDED;
    "go_on_without": PARTY, WORDED, DECISION;
    "adopt": BODY, MEETING, CASE, must("in_force_from", I::Day), may("votes", VOTES), may("extract", I::File);
    "register_edition": BODY, MEETING, CASE, must("in_force_from", I::Day), may("votes", VOTES), may("extract", I::File);
    "correct_adoption": BODY, MEETING, CASE, must("in_force_from", I::Day), may("votes", VOTES), may("extract", I::File),
        WORDED;
    "return_to_drafting": WORDED;
    "withdraw": WORDED, may("until", I::Day), DECISION;
    "start_revision":;
    "prolong": must("until", I::Day), WORDED, DECISION, DECISIONS;
    "repeal": WORDED, DECISION, DECISIONS;
}
