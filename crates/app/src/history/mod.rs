//! The log as people read it: each event a sentence, each remark with what became of it.

mod meeting;
mod remarks;

pub use meeting::{appointed, outcome, taken_up};
pub use remarks::{SpokenRemark, remarks, remarks_of};

use chrono::NaiveDate;
use ledger::{PartyRow, People};
use procedure::{
    AdoptedEdition, ContactId, Decision, Event, Found, Item, Member, NextStep, OwnDecision, Particulars, PartyId, Rung,
    Scope, Standing, Statement, Wording,
};
use std::collections::{BTreeSet, HashMap};
use words::language::{Lang, Value};

/// What parties are called.
pub struct Names {
    parties: HashMap<PartyId, String>,
    people: HashMap<ContactId, String>,
}

impl Names {
    /// As a day's pages and letters name them: one that another has taken the place of by both names, the new one first.
    pub fn of(parties: &[PartyRow], day: NaiveDate) -> Self {
        let name = |party: &PartyRow| match party.successor(parties, day) {
            Some(now) if now.name != party.name => format!("{} ({})", now.name, party.name),
            _ => party.name.clone(),
        };
        let parties = parties.iter().map(|party| (party.id.clone(), name(party))).collect();
        Self { parties, people: HashMap::new() }
    }

    /// The people too, for pages where their names may be read.
    pub fn of_people(people: &People, day: NaiveDate) -> Self {
        let named = people.contacts.iter().map(|contact| (contact.id.clone(), contact.name.clone())).collect();
        Self { people: named, ..Self::of(&people.parties, day) }
    }

    /// A person's name; without it a word for them, as where it was erased.
    pub fn person(&self, lang: Lang, id: &ContactId) -> String {
        let known = self.people.get(id).filter(|name| !name.is_empty());
        known.cloned().unwrap_or_else(|| lang.t("person-unnamed"))
    }

    /// As the register has them.
    pub fn own(parties: &[PartyRow]) -> Self {
        let parties = parties.iter().map(|party| (party.id.clone(), party.name.clone())).collect();
        Self { parties, people: HashMap::new() }
    }

    pub fn get(&self, party: &PartyId) -> String {
        self.parties.get(party).cloned().unwrap_or_else(|| party.to_string())
    }
}

/// An enum's name as catalogue keys have it: `position-` and `with-remarks`.
pub fn word(prefix: &str, value: impl serde::Serialize) -> String {
    let name = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(|name| name.replace('_', "-")));
    format!("{prefix}-{}", name.unwrap_or_default())
}

/// What a rung of a ladder says.
pub fn rung(lang: Lang, rung: Rung) -> String {
    let (key, n) = match rung {
        Rung::NotStarted(n) => ("rung-not-started", n),
        Rung::Before(n) => ("rung-before", n),
        Rung::After(n) => ("rung-after", n),
        Rung::Monthly(n) => ("rung-monthly", n),
        Rung::Escalation => ("rung-escalation", 0),
        Rung::Opening(n) => ("rung-opening", n),
        Rung::Notice(n) => ("rung-notice", n),
        Rung::Overdue(n) => ("rung-overdue", n),
        Rung::Manual => ("rung-manual", 0),
    };
    lang.with(key, &[("n", n.into())])
}

/// Why a reminder was skipped: another went out in its place, what it was to remind of had passed, or nobody looked until
/// the hearing closed.
pub fn why_skipped(lang: Lang, rung: Rung, another: bool) -> String {
    match rung {
        _ if another => lang.t("skipped-another"),
        Rung::NotStarted(_) | Rung::Before(_) | Rung::Opening(_) | Rung::Notice(_) => lang.t("skipped-passed"),
        Rung::After(_) | Rung::Monthly(_) | Rung::Escalation | Rung::Overdue(_) | Rung::Manual => {
            lang.t("skipped-closed")
        }
    }
}

/// Reminders that were skipped with one that went out, as a sentence behind it; nothing where none was.
fn in_place_of(lang: Lang, rungs: &[Rung]) -> String {
    if rungs.is_empty() {
        return String::new();
    }
    let steps: Vec<String> = rungs.iter().map(|step| rung(lang, *step)).collect();
    let why = lang.t("skipped-another");
    format!(". {}", lang.with("event-skipped", &[("rungs", steps.join(", ").into()), ("why", why.into())]))
}

/// Reminders that were skipped, each with why.
fn skipped_steps(lang: Lang, rungs: &[Rung]) -> String {
    let step = |step: &Rung| format!("{} ({})", rung(lang, *step), why_skipped(lang, *step, false));
    rungs.iter().map(step).collect::<Vec<_>>().join(", ")
}

/// What happened to so many municipalities at the same time, where that is told in one sentence.
pub fn together(lang: Lang, event: &Event, count: usize) -> Option<String> {
    match event {
        Event::Reminded { rung: step, skipped, .. } => {
            let values = [("count", count.into()), ("rung", rung(lang, *step).into())];
            Some(format!("{}{}", lang.with("event-reminded-many", &values), in_place_of(lang, skipped)))
        }
        Event::RemindersSkipped { rungs, .. } => {
            let values = [("count", count.into()), ("rungs", skipped_steps(lang, rungs).into())];
            Some(lang.with("event-skipped-many", &values))
        }
        _ => None,
    }
}

/// The decision an act rests on, as a sentence of its own; nothing where none was recorded.
fn rests_on(lang: Lang, decision: Option<&Decision>) -> String {
    let Some(decision) = decision else { return String::new() };
    let votes = decision.votes.map(|votes| lang.votes(votes));
    let number = votes.map_or(decision.case_number.clone(), |votes| format!("{} ({votes})", decision.case_number));
    let values = [
        ("body", lang.body(&decision.body).into()),
        ("date", lang.date(decision.meeting_date).into()),
        ("number", number.into()),
    ];
    lang.with("event-rests-on", &values)
}

/// One sentence behind another.
fn followed(first: String, next: &str) -> String {
    match first.chars().last() {
        _ if next.is_empty() => first,
        None => next.to_owned(),
        Some('.' | '!' | '?') => format!("{first} {next}"),
        _ => format!("{first}. {next}"),
    }
}

/// An event as the desk reads it: with what the checker found and what was answered to it, which stand in no feed.
pub fn at_desk(lang: Lang, event: &Event, names: &Names) -> String {
    followed(line(lang, event, names), &change(lang, event))
}

/// What a text that goes on had become since it was heard, and what was made of it.
fn change(lang: Lang, event: &Event) -> String {
    let Event::AssessmentFinished { substantial_change, findings, .. } = event else { return String::new() };
    let mut said = String::new();
    if !findings.is_empty() {
        let kinds: BTreeSet<Found> = findings.iter().flat_map(|finding| finding.found.iter().copied()).collect();
        let kinds: Vec<String> = kinds.into_iter().map(|found| lang.t(&word("found", found)).to_lowercase()).collect();
        let values = [("count", findings.len().into()), ("found", kinds.join(", ").into())];
        said = lang.with("event-checked", &values);
    }
    if let Some(answer) = substantial_change {
        let key = if answer.changed { "event-change-substantial" } else { "event-change-not-substantial" };
        said = followed(said, &lang.with(key, &[("reason", (&answer.reason).into())]));
        let involves: Vec<String> = answer.involves.iter().map(|what| lang.t(&word("change", what))).collect();
        if !involves.is_empty() {
            said = followed(said, &lang.with("event-change-involves", &[("what", involves.join(", ").into())]));
        }
    }
    said
}

/// What each council decided, where all of them did.
fn councils_decided(lang: Lang, decisions: &[OwnDecision], names: &Names) -> String {
    if decisions.is_empty() {
        return String::new();
    }
    let own = |own: &OwnDecision| {
        let votes = own.votes.map(|votes| format!(" ({})", lang.votes(votes))).unwrap_or_default();
        let values = [
            ("party", names.get(&own.municipality).into()),
            ("date", lang.date(own.meeting_date).into()),
            ("number", format!("{}{votes}", own.case_number).into()),
        ];
        lang.with("event-council-decided", &values)
    };
    let decisions: Vec<String> = decisions.iter().map(own).collect();
    lang.with("event-councils-decided", &[("decisions", decisions.join("; ").into())])
}

/// An event as a sentence, the decision it rests on, and the reminders it came in place of.
pub fn line(lang: Lang, event: &Event, names: &Names) -> String {
    let decision = match event {
        Event::HearingOpened { decision, .. }
        | Event::HearingScheduled { decision, .. }
        | Event::AssessmentFinished { decision, .. }
        | Event::PartyLeft { decision, .. }
        | Event::Withdrawn { decision, .. }
        | Event::Prolonged { decision, .. }
        | Event::Repealed { decision, .. } => decision.as_ref(),
        _ => None,
    };
    let decisions = match event {
        Event::Prolonged { decisions, .. } | Event::Repealed { decisions, .. } => decisions.as_slice(),
        _ => &[],
    };
    let skipped = match event {
        Event::Reminded { skipped, .. } | Event::RevisionNoticed { skipped, .. } => &skipped[..],
        _ => &[],
    };
    let said = format!("{}{}", sentence(lang, event, names), in_place_of(lang, skipped));
    let passed = match event {
        Event::RevisionStarted { skipped, .. } if !skipped.is_empty() => {
            format!(". {}", lang.with("event-skipped-each", &[("rungs", skipped_steps(lang, skipped).into())]))
        }
        _ => String::new(),
    };
    let said = format!("{said}{passed}");
    let said = followed(said, &rests_on(lang, decision));
    followed(said, &councils_decided(lang, decisions, names))
}

/// Words that somebody wrote, with the name of their written form before them where that is not the reader's. `own`: the
/// region's.
pub fn worded(lang: Lang, own: &str, words: &Wording<String>) -> String {
    match words.read(lang.code(), own) {
        Some((form, words)) if form != lang.code() => format!("({}) {words}", lang.t(&format!("party-{form}"))),
        Some((_, words)) => words.clone(),
        None => String::new(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: an arm an event")]
fn sentence(lang: Lang, event: &Event, names: &Names) -> String {
    let say = |key: &str, values: &[(&'static str, Value)]| lang.with(key, values);
    let day = |day: &chrono::NaiveDate| Value::from(lang.date(*day));
    let party = |id: &PartyId| ("party", Value::from(names.get(id)));
    let why = |reason: &Wording<String>| ("reason", Value::from(reason.text(lang.code())));
    match event {
        Event::DocumentCreated { parties, .. } => say("event-document-created", &[("parties", parties.len().into())]),
        Event::TextSaved { version, parts, .. } => {
            say("event-text-saved", &[("version", (*version).into()), ("sections", parts.len().into())])
        }
        Event::FileAttached { title, .. } => say("event-file-attached", &[("title", title.into())]),
        Event::CaseNumbered { case_number } => say("event-case-numbered", &[("number", case_number.into())]),
        Event::Related { related } => {
            let how = lang.t(&word("relation", related.how));
            say("event-related", &[("how", how.into()), ("title", (&related.title).into())])
        }
        Event::Unrelated { reason, .. } => say("event-unrelated", &[("reason", reason.into())]),
        Event::HearingOpened { round, scope, deadline, invited, .. } => {
            let key = if matches!(scope, Scope::Limited(_)) {
                "event-hearing-opened-limited"
            } else {
                "event-hearing-opened"
            };
            say(key, &[("round", (*round).into()), ("parties", invited.len().into()), ("deadline", day(deadline))])
        }
        Event::HearingScheduled { on, deadline, .. } => {
            say("event-hearing-scheduled", &[("on", day(on)), ("deadline", day(deadline))])
        }
        Event::HearingApproved { .. } => say("event-hearing-approved", &[]),
        Event::ScheduleCancelled { reason } => say("event-schedule-cancelled", &[("reason", reason.into())]),
        Event::HearingHindered { on, refusal, party: id } => {
            let why = hindrance(lang, refusal, id.as_ref(), names);
            say("event-hearing-hindered", &[("on", day(on)), ("why", why.into())])
        }
        Event::StatementExempted { party: id, legal_basis, redacted, .. } => {
            let key = if redacted.is_some() { "event-statement-redacted" } else { "event-statement-exempted" };
            say(key, &[party(id), ("basis", legal_basis.into())])
        }
        Event::StatementDisclosed { party: id, reason, .. } => {
            let key = if reason.is_empty() { "event-statement-released" } else { "event-statement-disclosed" };
            say(key, &[party(id), ("reason", reason.into())])
        }
        Event::ItemExempted { item, legal_basis, .. } => match item {
            Item::File(_) => say("event-file-exempted", &[("basis", legal_basis.into())]),
            Item::Reservation(id) => say("event-reservation-exempted", &[party(id), ("basis", legal_basis.into())]),
        },
        Event::ItemDisclosed { item, reason } => match item {
            Item::File(_) => say("event-file-disclosed", &[("reason", reason.into())]),
            Item::Reservation(id) => say("event-reservation-disclosed", &[party(id), ("reason", reason.into())]),
        },
        Event::PublicAnswersCounted { number, groups, .. } => {
            say("event-public-answers-counted", &[("answers", (*number).into()), ("groups", (*groups).into())])
        }
        Event::PublicAnswersReleased { from, through, .. } if from == through => {
            say("event-public-answer-released", &[("number", (*from).into())])
        }
        Event::PublicAnswersReleased { through, group: Some(group), .. } => {
            say("event-public-group-released", &[("group", (*group).into()), ("through", (*through).into())])
        }
        Event::PublicAnswersReleased { from, through, .. } => {
            say("event-public-answers-released", &[("from", (*from).into()), ("through", (*through).into())])
        }
        Event::PublicAnswerExempted { number, legal_basis, .. } => {
            say("event-public-answer-exempted", &[("number", (*number).into()), ("basis", legal_basis.into())])
        }
        Event::PublicAnswersAssessed { group, answers, verdict, reason, .. } => {
            let verdict = lang.t(&word("verdict", *verdict));
            let values = [
                ("group", (*group).into()),
                ("answers", (*answers).into()),
                ("verdict", verdict.into()),
                ("reason", reason.into()),
            ];
            say("event-public-answers-assessed", &values)
        }
        Event::StatementStarted { party: id, .. } => say("event-statement-started", &[party(id)]),
        Event::StatementSubmitted { statement } => said(lang, "event-statement-submitted", statement, names, None),
        Event::StatementRecorded { statement, channel } => {
            said(lang, "event-statement-recorded", statement, names, Some(channel))
        }
        Event::ExtensionAsked { party: id, until: Some(until), reason } => {
            say("event-extension-asked-until", &[party(id), ("until", day(until)), ("reason", reason.into())])
        }
        Event::ExtensionAsked { party: id, until: None, reason } => {
            say("event-extension-asked", &[party(id), ("reason", reason.into())])
        }
        Event::DeadlineExtended { party: Some(id), deadline, reason, .. } => {
            say("event-deadline-extended-one", &[party(id), ("deadline", day(deadline)), why(reason)])
        }
        Event::DeadlineExtended { party: None, deadline, reason, .. } => {
            say("event-deadline-extended", &[("deadline", day(deadline)), why(reason)])
        }
        Event::ExtensionRefused { party: id, reason } => {
            say("event-extension-refused", &[party(id), ("reason", reason.into())])
        }
        Event::QuestionAsked { party: id, question, .. } => {
            say("event-question-asked", &[party(id), ("question", question.into())])
        }
        Event::ColleagueAdded { party: id, .. } => say("event-colleague-added", &[party(id)]),
        Event::ColleagueRemoved { party: id, .. } => say("event-colleague-removed", &[party(id)]),
        Event::TreatmentRecorded { party: id, purpose, treatment, .. } => say(
            &word("event-treatment", purpose),
            &[
                party(id),
                ("body", lang.body(&treatment.body).into()),
                ("date", day(&treatment.meeting_date)),
                ("number", (&treatment.case_number).into()),
            ],
        ),
        Event::HandedOver { party: id, .. } => say("event-handed-over", &[party(id)]),
        Event::Disowned { party: id, reason, .. } => say("event-disowned", &[party(id), ("reason", reason.into())]),
        Event::InvitedAgain { party: id, .. } => say("event-invited-again", &[party(id)]),
        Event::NewLinkAsked { party: id, .. } => say("event-new-link-asked", &[party(id)]),
        Event::Reminded { party: id, rung: step, .. } => {
            say("event-reminded", &[party(id), ("rung", rung(lang, *step).into())])
        }
        Event::RemindersSkipped { party: id, rungs, .. } => {
            say("event-reminders-skipped", &[party(id), ("rungs", skipped_steps(lang, rungs).into())])
        }
        Event::RemindersPaused { reason } => say("event-reminders-paused", &[("reason", reason.into())]),
        Event::RemindersResumed {} => say("event-reminders-resumed", &[]),
        Event::HearingClosed { .. } => say("event-hearing-closed", &[]),
        Event::HearingReopened { deadline, reason, .. } => {
            say("event-hearing-reopened", &[("deadline", day(deadline)), why(reason)])
        }
        Event::RemarkAssessed { remark, verdict, reason, .. } => say(
            "event-remark-assessed",
            &[("remark", remark.as_str().into()), ("verdict", lang.t(&word("verdict", verdict)).into()), why(reason)],
        ),
        Event::PublicVerdictApproved { group, .. } => {
            say("event-public-verdict-approved", &[("group", (*group).into())])
        }
        Event::VerdictApproved { remark, .. } => say("event-verdict-approved", &[("remark", remark.as_str().into())]),
        Event::ObjectionSettled { party: id, settlement } => say(
            "event-objection-settled",
            &[
                party(id),
                ("how", (&settlement.how).into()),
                ("date", day(&settlement.date)),
                ("reason", (&settlement.reason).into()),
            ],
        ),
        Event::ObjectionAdvanced { party: id, step, date, reason, .. } => say(
            "event-objection-advanced",
            &[party(id), ("step", lang.t(&word("step", step)).into()), ("date", day(date)), ("reason", reason.into())],
        ),
        Event::AssessmentFinished { next, version, .. } => {
            let key = match next {
                NextStep::Endorsement => "event-sent-to-councils",
                NextStep::Adoption => "event-sent-to-adoption",
                NextStep::FullHearing => "event-to-be-heard-again",
                NextStep::LimitedHearing => "event-to-be-heard-in-part",
            };
            say(key, &[("version", (*version).into())])
        }
        Event::MeetingPlanned { party: id, meeting_date, .. } => {
            say("event-meeting-planned", &[party(id), ("date", day(meeting_date))])
        }
        Event::DecisionRecorded { party: id, entry, decision, .. } => {
            let key = if *entry > 1 { "event-decision-corrected" } else { "event-decision-recorded" };
            let outcome = lang.t(&word("outcome", decision.outcome));
            say(
                key,
                &[
                    party(id),
                    ("outcome", outcome.into()),
                    ("body", lang.body(&decision.body).into()),
                    ("date", day(&decision.meeting_date)),
                    ("number", (&decision.case_number).into()),
                ],
            )
        }
        Event::DecisionReconciled { party: id, how, reason } => {
            say("event-decision-reconciled", &[party(id), ("how", lang.t(&word("as", how)).into()), why(reason)])
        }
        Event::EndorsementConcluded { met, in_favour, against, .. } => {
            let key = if *met { "event-endorsement-met" } else { "event-endorsement-failed" };
            say(key, &[("for", (*in_favour).into()), ("against", (*against).into())])
        }
        Event::LeavingNoticed { party: id, received_on, leaves_on, reason } => say(
            "event-leaving-noticed",
            &[party(id), ("received", day(received_on)), ("leaves", day(leaves_on)), why(reason)],
        ),
        Event::ProgrammeWaived { reason } => say("event-programme-waived", &[("reason", reason.into())]),
        Event::MediationRecorded { step, date, reason } => say(
            "event-mediation-recorded",
            &[("step", lang.t(&word("mediation", step)).into()), ("date", day(date)), ("reason", reason.into())],
        ),
        Event::TookEffect { party: id, on, case_number } => {
            say("event-took-effect", &[party(id), ("on", day(on)), ("number", case_number.into())])
        }
        Event::LandUseMarked { sections } => say("event-land-use-marked", &[("sections", sections.len().into())]),
        Event::PeriodSet { until } => say("event-period-set", &[("until", day(until))]),
        Event::JoiningInvited { party: joining } => say("event-joining-invited", &[party(&joining.id)]),
        Event::JoiningWithdrawn { party: id, reason } => {
            say("event-joining-withdrawn", &[party(id), ("reason", reason.into())])
        }
        Event::RegisterOpened { region } => say("event-register-opened", &[("region", region.into())]),
        Event::RegisterBegun { parties, bodies, .. } => {
            let municipality = |member: &&Member| member.particulars.standing == Standing::Municipality;
            let municipalities = parties.values().filter(municipality).count();
            let consultees = parties.len() - municipalities;
            let sizes = bodies.iter().map(|(body, size)| format!("{} {size}", lang.body(body.as_str())));
            say(
                "event-register-begun",
                &[
                    ("municipalities", municipalities.into()),
                    ("consultees", consultees.into()),
                    ("n", bodies.len().into()),
                    ("bodies", sizes.collect::<Vec<_>>().join(", ").into()),
                ],
            )
        }
        Event::PartyEntered { party: id, particulars, reason, .. } => say(
            "event-party-entered",
            &[
                ("name", (&particulars.name).into()),
                ("id", id.as_str().into()),
                ("details", details(lang, particulars).into()),
                ("reason", reason.into()),
            ],
        ),
        Event::MemberAdmitted { party: id, from, reason, .. } => {
            say("event-member-admitted", &[party(id), ("from", day(from)), ("reason", reason.into())])
        }
        Event::MemberReleased { party: id, received_on, leaves_on, reason, .. } => say(
            "event-member-released",
            &[party(id), ("received", day(received_on)), ("leaves", day(leaves_on)), why(reason)],
        ),
        Event::PartySucceeded { parties, into, particulars, from, reason } => {
            let old: Vec<String> = parties.iter().map(|id| format!("{} ({id})", names.get(id))).collect();
            say(
                "event-party-succeeded",
                &[
                    ("name", (&particulars.name).into()),
                    ("id", into.as_str().into()),
                    ("parties", old.join(", ").into()),
                    ("from", day(from)),
                    ("reason", reason.into()),
                ],
            )
        }
        Event::BodySized { body, size, reason, .. } => say(
            "event-body-sized",
            &[("body", lang.body(body.as_str()).into()), ("size", (*size).into()), ("reason", reason.into())],
        ),
        Event::Elected { election, reason } => say(
            "event-elected",
            &[
                party(&election.party),
                ("body", lang.body(election.body.as_str()).into()),
                ("members", election.members.len().into()),
                ("deputies", election.deputies.len().into()),
                ("from", day(&election.from)),
                ("reason", reason.into()),
            ],
        ),
        Event::Meeting(event) => meeting::sentence(lang, event, names),
        Event::PartyLeft { party: id, reason, .. } => say("event-party-left", &[party(id), why(reason)]),
        Event::Adopted(AdoptedEdition { edition, body, meeting_date, case_number, in_force_from, .. })
        | Event::EditionRegistered(AdoptedEdition {
            edition, body, meeting_date, case_number, in_force_from, ..
        }) => say(
            if matches!(event, Event::Adopted(_)) { "event-adopted" } else { "event-edition-registered" },
            &[
                ("edition", (*edition).into()),
                ("body", lang.body(body).into()),
                ("date", day(meeting_date)),
                ("number", case_number.into()),
                ("from", day(in_force_from)),
            ],
        ),
        Event::AdoptionCorrected { edition, body, meeting_date, case_number, in_force_from, reason, .. } => say(
            "event-adoption-corrected",
            &[
                ("edition", (*edition).into()),
                ("body", lang.body(body).into()),
                ("date", day(meeting_date)),
                ("number", case_number.into()),
                ("from", day(in_force_from)),
                why(reason),
            ],
        ),
        Event::CameIntoForce { edition, on } => {
            say("event-came-into-force", &[("edition", (*edition).into()), ("on", day(on))])
        }
        Event::ReturnedToDrafting { reason } => say("event-returned-to-drafting", &[why(reason)]),
        Event::Withdrawn { reason, until: Some(until), .. } => {
            say("event-withdrawn-until", &[why(reason), ("until", day(until))])
        }
        Event::Withdrawn { reason, until: None, .. } => say("event-withdrawn", &[why(reason)]),
        Event::RevisionNoticed { rung: step, due, .. } => {
            say("event-revision-noticed", &[("rung", rung(lang, *step).into()), ("due", day(due))])
        }
        Event::RevisionStarted { parties, .. } => say("event-revision-started", &[("parties", parties.len().into())]),
        Event::Prolonged { until, reason, .. } => say("event-prolonged", &[("until", day(until)), why(reason)]),
        Event::Repealed { reason, .. } => say("event-repealed", &[why(reason)]),
    }
}

/// A number with a hard space before every three digits.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let from = digits.len() % 3;
    let three = |(at, digit): (usize, char)| {
        let space = (at > 0 && at % 3 == from).then_some('\u{a0}');
        space.into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(three).collect()
}

/// A party's particulars, one after another.
pub fn details(lang: Lang, known: &Particulars) -> String {
    let county = Some(known.county.clone()).filter(|county| !county.is_empty());
    let population =
        (known.population > 0).then(|| lang.with("party-population", &[("n", grouped(known.population).into())]));
    let form = Some(lang.t(if known.language == "nn" { "party-nn" } else { "party-nb" }));
    let council = known.council_size.map(|n| lang.with("party-council", &[("n", n.into())]));
    let objects = known.may_object.then(|| lang.t("party-may-object"));
    let domains = Some(known.mail_domains.join(", ")).filter(|domains| !domains.is_empty());
    let all = [county, population, form, council, objects, domains];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What stood in the way of a scheduled hearing.
pub fn hindrance(lang: Lang, refusal: &str, party: Option<&PartyId>, names: &Names) -> String {
    let key = match refusal {
        "deadline_passed" | "deadline_too_short" | "deadline_too_short_without_reason" => {
            "hindered-deadline".to_owned()
        }
        other => format!("hindered-{}", other.replace('_', "-")),
    };
    let key = if lang.knows(&key) { key } else { "hindered-other".to_owned() };
    lang.with(&key, &[("party", party.map(|id| names.get(id)).unwrap_or_default().into())])
}

fn said(lang: Lang, key: &str, statement: &Statement, names: &Names, channel: Option<&String>) -> String {
    let key = if statement.revision > 1 { format!("{key}-again") } else { key.to_owned() };
    let position = lang.t(&word("position", statement.position));
    lang.with(
        &key,
        &[
            ("party", names.get(&statement.party).into()),
            ("position", position.into()),
            ("remarks", statement.remarks.len().into()),
            ("channel", channel.map_or("", String::as_str).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn every_event_reads_as_a_sentence() {
        let mut log = String::new();
        for lang in Lang::ALL {
            for body in include_str!("../../../procedure/src/rules/events.jsonl").lines() {
                let event = serde_json::from_str(body).unwrap();
                writeln!(log, "{}", at_desk(lang, &event, &Names::own(&[]))).unwrap();
            }
            log.push('\n');
        }
        assert!(!log.contains("event-") && !log.contains("{$"), "{log}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../../tests/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("log", log));
    }
}
