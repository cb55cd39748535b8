//! The canonical work: a document's whole life as 22 commands, and what must have come of them.

use chrono::{DateTime, NaiveDate, Utc};
use procedure::{
    Act, Actor, Command, ContactId, CouncilDecision, Desk, Hash, NextStep, Outcome, PartRef, Position, StatementDraft,
};

pub const REGION: &str = "kongsbergregionen";
pub const KIND: &str = include_str!("../kinds/bench.toml");
pub const REGION_FILE: &str = include_str!("../../config/regions/kongsbergregionen.toml");

pub const COMMANDS: usize = 22;
/// Concluding the endorsement and coming into force are events beside the commands' own.
pub const EVENTS: usize = 24;
/// Eight invitations and eight requests.
pub const LETTERS: usize = 16;
pub const MUNICIPALITIES: u32 = 8;

/// The instant all of it happens at in process.
pub fn morning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_736_150_400, 0).unwrap_or_default()
}

pub fn today() -> NaiveDate {
    morning().date_naive()
}

/// The day it is where the program serves, which goes by the machine's clock.
pub fn today_here() -> NaiveDate {
    app::clock::Clock::System.today(chrono_tz::Europe::Oslo)
}

/// A day that far ahead of any hearing's minimum.
pub fn deadline() -> NaiveDate {
    today() + chrono::TimeDelta::days(90)
}

/// The revision falls due four years from the meeting that adopted the document.
pub fn wakes_on(adopted: NaiveDate) -> NaiveDate {
    procedure::add_years(adopted, 4)
}

fn desk(command: Desk) -> (Actor, Command) {
    (Actor::Program { token: "bench".to_owned(), coordinator: None }, Command::Desk(command))
}

fn officer(link: u32, act: Act) -> (Actor, Command) {
    (Actor::Officer { contact: ContactId(format!("con_{link:013}")), link }, Command::Officer { link, act })
}

/// The commands in their order, each with who gives it.
pub fn life(title: &str) -> Vec<(Actor, Command)> {
    let parts =
        (1..=3).map(|n| PartRef { id: format!("s1-{n}").into(), hash: Hash::of(format!("part {n}").as_bytes()) });
    let create = Desk::Create { kind: "bench".to_owned(), title: title.to_owned(), parties: None };
    let save = Desk::SaveText { content: Hash::of(title.as_bytes()), parts: parts.collect(), based_on: None };
    let open = Desk::OpenHearing { deadline: deadline(), parties: None, letter: None, reason: None, decision: None };
    let finish = Desk::FinishAssessment {
        next: NextStep::Endorsement,
        substantial_change: None,
        reason: None,
        decision: None,
        in_force_from: None,
        based_on: None,
        checked: None,
    };
    let adopt = Desk::Adopt {
        body: "Regionrådet".to_owned(),
        meeting_date: today(),
        case_number: "13/26".to_owned(),
        in_force_from: today(),
        votes: None,
        extract: None,
    };
    let mut life = vec![desk(create), desk(save), desk(open)];
    life.extend((1..=MUNICIPALITIES).map(|link| officer(link, Act::Submit { statement: statement(), based_on: None })));
    life.extend([desk(Desk::CloseHearing {}), desk(finish)]);
    let councils = MUNICIPALITIES + 1..=2 * MUNICIPALITIES;
    life.extend(councils.map(|link| officer(link, Act::Decide { decision: decision(), about: None, based_on: None })));
    life.push(desk(adopt));
    life
}

/// A step that must be refused at the end of a life: nothing is being heard.
pub fn wrong_step() -> (Actor, Command) {
    desk(Desk::CloseHearing {})
}

fn statement() -> StatementDraft {
    StatementDraft {
        position: Position::Supports,
        content: Hash::of(b"We agree."),
        general: None,
        remarks: Vec::new(),
        files: Vec::new(),
        legal_basis: None,
        signer: None,
        case_reference: None,
    }
}

fn decision() -> CouncilDecision {
    CouncilDecision {
        outcome: Outcome::Endorsed,
        body: "Kommunestyret".to_owned(),
        meeting_date: today(),
        case_number: "7/27".to_owned(),
        votes: None,
        postponed_to: None,
        text: None,
        extract: None,
        signer: None,
        by: None,
    }
}
