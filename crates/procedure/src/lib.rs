//! The life of a document as pure functions: `decide` what may happen, `evolve` what it means,
//! `due` what time itself asks for, `letters` whom to tell. No clock, no input or output.

mod access;
mod addressing;
mod backward;
mod case;
mod check_list;
mod command;
mod deadline;
mod decide;
mod decision;
mod declared;
mod desk;
mod document;
mod due;
mod event;
mod evolve;
mod facts;
mod finding;
mod grant;
mod held_back;
mod holding;
mod ids;
mod kind;
mod letter;
mod letters_of_event;
mod mediation;
mod meeting;
mod named;
mod objection;
mod possible;
mod public_answers;
pub mod record;
mod refusal;
mod register;
mod relation;
mod statement;
mod step;
mod tally;
pub mod text;
mod wording;
mod workdays;

#[cfg(test)]
mod rules;

pub use access::{Access, access};
pub use addressing::Addressed;
pub use backward::{ASSESSMENT_DAYS, Backward, PAPERS_DAYS, Sitting, backward};
pub use case::{
    Adopted, Adoption, Case, CouncilMeeting, CouncilTrack, Drafting, Endorsement, Hearing, HearingTrack, MoreTime,
    Party, Phase, Remark, Scheduled, Scope, StatementState, ends_on,
};
pub use command::{Act, Calendar, Command};
pub use deadline::{DeadlineStep, Period, Working, deadline, minimum};
pub use decide::{decide, is_plausible, still_sits};
pub use decision::{Body, Competence, Decision, Deed, OwnDecision};
pub use declared::{COMMANDS, Declared, Field, Input, MEETING_ACTS, REGISTER_ACTS, declared, may, must};
pub use desk::{Desk, NextStep, RemarkDraft, Seen, StatementDraft};
pub use document::{Document, End, Exemption, FOLD, Filed, Given, InForce, Item, Link, PhaseName};
pub use due::{due, wakes_on};
pub use event::{AdoptedEdition, Event, Recorded};
pub use evolve::{enter, evolve, fold};
pub use facts::{Actor, Contact, Facts, Member, Role, Roster};
pub use finding::{Checked, Finding, Found, Involves};
pub use grant::{Grant, Purpose};
pub use holding::Holding;
pub use ids::{ContactId, DocumentId, Hash, PartId, PartyId, RegionId, RemarkId, SignerId};
pub use kind::{
    AdoptingBody, AssessmentRules, CouncilLadder, Cycle, Effect, EndorsementRules, HearingLadder, HearingRules, Kind,
    KindError, Kinds, LetterRules, MeetingRules, MembershipRules, Names, PartiesRule, PlanningAct, Release,
    RevisionRules, Rule, Rules, Rung, Unfounded,
};
pub use letter::{Cancel, Class, Letter, LetterKind, Post, To};
pub use letters_of_event::letters;
pub use mediation::{Mediation, MediationStep};
pub use meeting::{
    Absence, AgendaItem, Appointment, CarriedOut, Disqualification, ItemOutcome, MEETING, Matter, Meeting, MeetingAct,
    MeetingEvent, MeetingForm, Proposal, Resolution, Seat, Stage, TakenUp, case_number, last_number,
};
pub use named::Named;
pub use objection::{Objection, ObjectionState, ObjectionStep};
pub use possible::{Possibility, possible};
pub use public_answers::{PublicAnswers, PublicCount, PublicSeen, PublicVerdict, Uncounted, names_one};
pub use refusal::{LINE, REASON, Refusal, Why};
pub use register::{Election, Particulars, REGISTER, RegisterAct, Standing, register_of};
pub use relation::{Related, Relation};
pub use statement::{
    CouncilDecision, HowReconciled, Outcome, Position, RemarkRef, Settlement, Statement, SubstantialChange, Treatment,
    Verdict, Votes,
};
pub use step::{Happened, Step, step};
pub use tally::{Tally, tally};
pub use text::{Part, PartRef, Section, Text, Version};
pub use wording::{Forms, Wording};
pub use workdays::{
    Holiday, add_months, add_years, easter, holiday, is_working_day, on_or_after, on_or_before, working_days_after,
};
