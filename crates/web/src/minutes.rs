//! A meeting as people read it: its agenda, and its minutes as they are written.

use crate::prose::Prose;
use app::{
    history::{self, Names},
    meetings,
};
use ledger::People;
use procedure::{AgendaItem, ContactId, ItemOutcome, Meeting, Stage};
use words::{language::Lang, paper::Paper};

/// An item of the agenda, with what became of it.
pub struct ItemView {
    pub id: u32,
    /// `Sak 013/26: Budsjett`
    pub heading: String,
    /// The document it is about.
    pub document: Option<String>,
    /// What leads to its papers: the document's id at the desk, the item's number in public.
    pub paper: Option<String>,
    pub recommendation: Option<Prose>,
    /// What the committee of chief executives recommended of the same document.
    pub advice: Option<Prose>,
    /// That it was not on the agenda sent out, and who opposed that it was decided.
    pub unlisted: Option<String>,
    pub disqualified: Vec<String>,
    /// Who took part, where that is not everybody who was there.
    pub took_part: Option<String>,
    pub proposals: Vec<(String, Prose)>,
    pub outcome: Option<String>,
    pub resolution: Option<Prose>,
    /// What came of the decision in its document.
    pub carried: Option<String>,
    /// Dealt with behind closed doors, and shown to those who may know.
    pub closed: Option<String>,
}

/// A meeting with its agenda and minutes.
pub struct Minutes {
    pub title: String,
    pub when: String,
    pub stage: String,
    /// When the notice went out.
    pub called: Option<String>,
    /// When one with a changed agenda did.
    pub called_again: Option<String>,
    pub present: Vec<String>,
    pub chair: Option<String>,
    pub absent: Vec<String>,
    /// How many are present of how many seats.
    pub quorum: Option<String>,
    pub items: Vec<ItemView>,
    pub approved: Option<String>,
    /// The meeting has begun: what is shown is minutes, not an agenda only.
    pub begun: bool,
}

/// Who reads it: behind closed doors the public sees the paragraph only, and minutes when they are approved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Desk,
    Public,
}

/// Recommendations by the document they are about.
pub type Advice = std::collections::HashMap<String, String>;

pub fn minutes(lang: Lang, people: &People, meeting: &Meeting, advice: &Advice, reader: Reader) -> Minutes {
    let names = Names::of_people(people, meeting.appointment.on);
    let person = |id: &ContactId| {
        let name = names.person(lang, id);
        let party = meeting.seat_of(id).map(|seat| names.get(&seat.party));
        match party.filter(|party| !party.is_empty()) {
            Some(party) => format!("{name}, {party}"),
            None => name,
        }
    };
    let sitting = |id: &ContactId| {
        let deputy = meeting.seat_of(id).filter(|seat| seat.member != *id);
        let Some(seat) = deputy else { return person(id) };
        // Of a council with several seats nobody says which of them a deputy sits in.
        if meeting.seats.iter().filter(|other| other.party == seat.party).count() > 1 {
            return lang.with("meeting-deputy", &[("person", person(id).into())]);
        }
        let values = [("person", person(id).into()), ("member", names.person(lang, &seat.member).into())];
        lang.with("meeting-deputy-for", &values)
    };
    let shown = reader == Reader::Desk || meeting.stage == Stage::Approved;
    let begun = meeting.stage >= Stage::Open && meeting.stage != Stage::Cancelled && shown;
    let items = meeting.items.iter().map(|item| view(lang, meeting, item, (advice, reader, begun), &person)).collect();
    let day = |day: chrono::NaiveDate| lang.plain_date(day);
    Minutes {
        title: meetings::title(lang, meeting.body, meeting.appointment.on),
        when: history::appointed(lang, &meeting.appointment),
        stage: lang.t(&history::word("meeting-stage", meeting.stage)),
        called: meeting.called_on.map(day),
        called_again: meeting.called_again_on.map(day),
        present: if begun { meeting.attended.iter().map(sitting).collect() } else { Vec::new() },
        chair: meeting.chair.as_ref().filter(|_| begun).map(person),
        absent: meeting.absent().filter(|_| begun).map(person).collect(),
        quorum: begun.then(|| {
            let values = [
                ("present", meeting.filled().into()),
                ("seats", meeting.members().into()),
                ("quorum", meeting.quorum().into()),
            ];
            lang.with("meeting-quorum", &values)
        }),
        items,
        approved: meeting.approved_on.map(day),
        begun,
    }
}

fn view(
    lang: Lang,
    meeting: &Meeting,
    item: &AgendaItem,
    (advice, reader, begun): (&Advice, Reader, bool),
    person: &dyn Fn(&ContactId) -> String,
) -> ItemView {
    let hidden = item.matter.closed.as_deref().filter(|_| reader == Reader::Public);
    let title = match hidden {
        Some(basis) => lang.with("item-closed", &[("basis", basis.into())]),
        None => item.matter.title.clone(),
    };
    let heading = match &item.number {
        Some(number) => lang.with("item-line", &[("number", number.into()), ("title", title.into())]),
        None => title,
    };
    let prose = |text: &str| Some(Prose(text.to_owned())).filter(|_| hidden.is_none() && !text.is_empty());
    let document = item.matter.document.as_ref().filter(|_| hidden.is_none()).map(ToString::to_string);
    let resolution = item.resolution.as_ref().filter(|_| begun);
    let out = |one: &procedure::Disqualification| {
        let (who, basis) = (person(&one.person), &one.legal_basis);
        match &one.deputy {
            Some(deputy) => lang.with(
                "item-disqualified-deputy",
                &[("person", who.into()), ("basis", basis.into()), ("deputy", person(deputy).into())],
            ),
            None => lang.with("item-disqualified", &[("person", who.into()), ("basis", basis.into())]),
        }
    };
    let taken_up = item.taken_up.as_ref().map(|said| history::taken_up(lang, &said.opposed, said.allowed, person));
    let unlisted = item
        .unlisted
        .then(|| [Some(lang.t("item-unlisted")), taken_up].into_iter().flatten().collect::<Vec<_>>().join(" "));
    let some = item.resolution.is_some() && item.voters.len() != meeting.attended.len();
    let took_part = some.then(|| item.voters.iter().map(person).collect::<Vec<_>>().join("; "));
    let differs = item.resolution.as_ref().is_some_and(|done| {
        item.matter.command.is_some() && done.outcome == ItemOutcome::Adopted && !item.is_as_put(done)
    });
    let carried = match (&item.carried, reader) {
        (None, Reader::Desk) if differs => Some(lang.t("item-differs")),
        (Some(procedure::CarriedOut::Done), _) => Some(lang.t("item-carried")),
        (Some(procedure::CarriedOut::Hindered(refusal)), Reader::Desk) => {
            let why = history::hindrance(lang, refusal, None, &Names::own(&[]));
            Some(lang.with("item-hindered", &[("why", why.into())]))
        }
        _ => None,
    };
    ItemView {
        id: item.id,
        heading,
        advice: document.as_ref().and_then(|id| prose(advice.get(id)?)),
        paper: match reader {
            Reader::Desk => document.clone(),
            Reader::Public => item.matter.content.as_ref().filter(|_| hidden.is_none()).map(|_| item.id.to_string()),
        },
        document,
        recommendation: prose(&item.matter.recommendation),
        unlisted: unlisted.filter(|_| begun),
        took_part: took_part.filter(|_| begun && hidden.is_none()),
        disqualified: if begun && hidden.is_none() { item.disqualified.iter().map(out).collect() } else { Vec::new() },
        proposals: if begun && hidden.is_none() {
            item.proposals.iter().map(|one| (person(&one.by), Prose(one.text.clone()))).collect()
        } else {
            Vec::new()
        },
        outcome: resolution.map(|done| history::outcome(lang, done)),
        resolution: resolution.and_then(|done| prose(&done.text)),
        carried: carried.filter(|_| begun),
        closed: item.matter.closed.clone().filter(|_| reader == Reader::Desk),
    }
}

impl Minutes {
    /// As a Word document: the agenda, and once the meeting has begun the minutes. Nothing of what is closed to the reader
    /// it was made for.
    pub fn paper(&self, lang: Lang, region: &str, meeting: &Meeting, reader: Reader) -> Paper {
        let title = lang.t(if self.begun { "minutes-paper" } else { "agenda-paper" });
        let mut paper = Paper::new(lang, format!("{title}: {}", self.title));
        paper.paragraph(region).paragraph(&self.when);
        if self.begun {
            if let Some(chair) = &self.chair {
                paper.paragraph(lang.with("minutes-chair", &[("person", chair.into())]));
            }
            paper.paragraph(lang.with("minutes-present", &[("people", self.present.join("; ").into())]));
            if !self.absent.is_empty() {
                paper.paragraph(lang.with("minutes-absent", &[("people", self.absent.join("; ").into())]));
            }
        }
        for (view, item) in self.items.iter().zip(&meeting.items) {
            paper.heading(2, &view.heading);
            let open = reader == Reader::Desk || item.matter.closed.is_none();
            if open && !item.matter.recommendation.is_empty() {
                paper.heading(3, lang.t("item-recommendation")).prose(&item.matter.recommendation);
            }
            if !self.begun {
                continue;
            }
            if let Some(said) = &view.unlisted {
                paper.paragraph(said);
            }
            for out in &view.disqualified {
                paper.paragraph(out);
            }
            if let Some(people) = &view.took_part {
                paper.paragraph(lang.with("item-took-part", &[("people", people.into())]));
            }
            if open {
                for (proposal, (by, _)) in item.proposals.iter().zip(&view.proposals) {
                    paper.heading(3, lang.with("item-proposal-by", &[("person", by.into())])).prose(&proposal.text);
                }
            }
            if let Some(outcome) = &view.outcome {
                paper.paragraph(lang.with("item-vote", &[("outcome", outcome.into())]));
            }
            if let Some(done) = item.resolution.as_ref().filter(|done| open && !done.text.is_empty()) {
                paper.heading(3, lang.t("item-resolution")).prose(&done.text);
            }
        }
        if let Some(day) = &self.approved {
            paper.paragraph(lang.with("minutes-approved", &[("day", day.into())]));
        }
        paper
    }
}
