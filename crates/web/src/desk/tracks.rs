//! The municipalities of a document, one line each: what they said, when, and the last letter to them.
use crate::signs::{self, Sign};
use app::history::Names;
use chrono::NaiveDate;
use ledger::{LetterRow, RegionRow};
use procedure::{
    CouncilTrack, Document, HearingTrack, PartyId, Phase, Purpose, Treatment,
    record::{Record, Said},
};
use std::collections::BTreeSet;
use words::language::Lang;

pub struct TrackLine {
    pub name: String,
    pub sign: Sign,
    /// What political bodies have said of the answer, or before the council decides: one sentence each.
    pub treated: Vec<String>,
    pub when: String,
    pub letter: String,
    /// Its own doings: label key and address.
    pub acts: Vec<(&'static str, String)>,
}

pub struct Look<'a> {
    pub lang: Lang,
    pub today: NaiveDate,
    pub region: &'a RegionRow,
    pub names: &'a Names,
    pub record: &'a Record,
    pub letters: &'a [LetterRow],
    pub returned: &'a BTreeSet<PartyId>,
    pub document: &'a str,
    /// Answers by e-mail that nobody has confirmed: municipality and message.
    pub mailed: &'a [(PartyId, String)],
}

pub fn tracks(look: &Look, state: &Document) -> Vec<TrackLine> {
    let Some(case) = &state.case else { return Vec::new() };
    let said = |purpose, round| -> Vec<&Said> {
        let told = look.record.case(case.number).into_iter();
        told.flat_map(|case| case.treatments(purpose, round)).map(|said| &said.what).collect()
    };
    match (&case.phase, case.endorsement()) {
        (Phase::Hearing(hearing) | Phase::Assessment(hearing), _) => {
            let (closed, said) = (matches!(case.phase, Phase::Assessment(_)), said(Purpose::Hearing, hearing.round));
            hearing.tracks.iter().map(|track| look.hearing(track, &said, closed)).collect()
        }
        (Phase::Endorsement(_) | Phase::Adoption(_), Some(endorsement)) => {
            let open = !matches!(&case.phase, Phase::Adoption(adoption) if adoption.adopted.is_some());
            let said = said(Purpose::Council, endorsement.hearing.round);
            endorsement.tracks.iter().map(|track| look.council(track, &said, open)).collect()
        }
        _ => Vec::new(),
    }
}

impl Look<'_> {
    fn act(&self, command: &str, party: &PartyId) -> String {
        format!("/desk/documents/{}/act/{command}?municipality={party}", self.document)
    }

    fn day(&self, day: NaiveDate) -> String {
        self.lang.short_date(day, self.today)
    }

    /// The last letter to the party, and where it stands.
    fn letter(&self, party: &PartyId) -> String {
        let Some(letter) = self.letters.iter().find(|l| l.party.as_ref() == Some(party) && !l.copy) else {
            return "–".to_owned();
        };
        let kind = self.lang.t(&format!("letter-{}", letter.kind.as_str().replace('_', "-")));
        let state = self.lang.t(&format!("mail-state-{}", letter.state.as_str()));
        let when = self.day(app::local(self.region, letter.sent_at.unwrap_or(letter.written_at)).date());
        format!("{kind}, {state} {when}")
    }

    fn treated(&self, key: &str, party: &PartyId, said: &[&Said]) -> Vec<String> {
        let sentence = |treatment: &Treatment| {
            let date = self.day(treatment.meeting_date);
            let values = [
                ("body", (&treatment.body).into()),
                ("date", date.into()),
                ("number", (&treatment.case_number).into()),
            ];
            self.lang.with(key, &values)
        };
        said.iter().filter(|said| said.party == *party).map(|said| sentence(&said.treatment)).collect()
    }

    fn hearing(&self, track: &HearingTrack, said: &[&Said], closed: bool) -> TrackLine {
        let when = track.statement.as_ref().map_or_else(
            || self.lang.with("track-deadline", &[("date", self.day(track.deadline).into())]),
            |statement| self.day(statement.received_on),
        );
        let mut acts = Vec::new();
        let mailed = self.mailed.iter().filter(|(party, _)| *party == track.party);
        acts.extend(mailed.map(|(_, id)| ("track-mailed", format!("/desk/incoming/{id}"))));
        if !closed {
            if track.asked.is_some() {
                acts.push(("act-extend-deadline", self.act("extend_deadline", &track.party)));
                acts.push(("act-refuse-extension", self.act("refuse_extension", &track.party)));
            }
            if track.statement.is_none() {
                acts.push(("act-invite-again", self.act("invite_again", &track.party)));
            }
        }
        TrackLine {
            name: self.names.get(&track.party),
            sign: signs::hearing_sign(self.lang, track, closed, self.returned.contains(&track.party)),
            treated: self.treated("track-treated", &track.party, said),
            when,
            letter: self.letter(&track.party),
            acts,
        }
    }

    fn council(&self, track: &CouncilTrack, said: &[&Said], open: bool) -> TrackLine {
        let when = track.decision.as_ref().map_or_else(
            || track.next_meeting().map_or_else(|| "–".to_owned(), |day| self.day(day)),
            |decision| format!("{}, {}", self.day(decision.meeting_date), decision.case_number),
        );
        let mut acts = Vec::new();
        if open {
            if track.has_open_amendment() {
                acts.push(("act-reconcile-decision", self.act("reconcile_decision", &track.party)));
            }
            acts.push(("act-record-decision", self.act("record_decision", &track.party)));
            if !track.decided() {
                acts.push(("act-plan-meeting", self.act("plan_meeting", &track.party)));
            }
        }
        TrackLine {
            name: self.names.get(&track.party),
            sign: signs::council_sign(self.lang, track, self.returned.contains(&track.party)),
            treated: self.treated("track-advised", &track.party, said),
            when,
            letter: self.letter(&track.party),
            acts,
        }
    }
}
