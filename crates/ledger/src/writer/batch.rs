//! Commands decided in memory, in the order they came: each sees what the ones before it did.

use super::order::{Answer, DoneRow};
use super::{Mark, Registers, Signer, Task, load::Loaded};
use crate::{
    Digest, Done, Error, Order,
    cache::Remembered,
    chain,
    public_answers::applied::{Applied, changes},
    register::Register,
    signing::Signing,
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{
    Addressed, Cancel, ContactId, Document, DocumentId, Event, Facts, Happened, Hash, Kinds, LetterKind, PartyId,
    Recorded, RegionId, Step, step,
};
use std::{
    collections::{BTreeMap, HashMap},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Everything a batch will write.
#[derive(Default)]
pub(super) struct Rows {
    pub events: Vec<EventRow>,
    pub letters: Vec<LetterLine>,
    /// Letters from before the batch that lose their purpose.
    pub cancels: Vec<(DocumentId, Cancel, DateTime<Utc>)>,
    pub documents: Vec<DocumentLine>,
    pub keys: Vec<(DoneRow, DateTime<Utc>)>,
    pub texts: Vec<(RegionId, Digest, String)>,
    pub signers: Vec<Signer>,
    /// What acts of a register have entered in it.
    pub entries: Vec<(RegionId, Event)>,
    /// What becomes of public answers.
    pub public: Vec<Applied>,
    /// The documents' heads that it was decided on; of one that is new, none.
    pub bases: BTreeMap<DocumentId, Option<Digest>>,
    /// The registers' revisions that it was decided by.
    pub rosters: BTreeMap<RegionId, i64>,
}

pub(super) struct EventRow {
    /// The region's number.
    pub region: i64,
    /// The document's number.
    pub document: i64,
    pub seq: u32,
    pub kind: &'static str,
    pub actor_kind: &'static str,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub body: String,
    /// The hash of the letters it posted.
    pub letters: Vec<u8>,
    /// The record key's number.
    pub key: u32,
    pub hash: Digest,
}

pub(super) struct LetterLine {
    pub region: RegionId,
    pub document: DocumentId,
    pub seq: u32,
    pub n: u32,
    pub kind: LetterKind,
    pub party: Option<PartyId>,
    pub contact: Option<ContactId>,
    pub copy: bool,
    pub language: String,
    pub link: Option<u32>,
    pub state: &'static str,
    pub reason: Option<&'static str>,
    pub at: DateTime<Utc>,
}

pub(super) struct DocumentLine {
    pub id: DocumentId,
    pub now: Remembered,
    pub wakes_on: Option<NaiveDate>,
    pub changed_at: DateTime<Utc>,
}

impl Rows {
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.texts.is_empty() && self.signers.is_empty()
    }

    /// What they are known by once they are written. `None` where nothing would be written twice.
    pub fn mark(&self) -> Option<Mark> {
        self.events.first().map(|event| Mark { document: event.document, hash: event.hash })
    }
}

/// What commands are decided by.
pub(super) struct By<'a> {
    pub kinds: &'a Kinds,
    pub registers: &'a Registers,
    /// `None` where the key file is not at hand: then nothing is written in a log.
    pub signing: Option<&'a Signing>,
}

#[derive(Default)]
pub(super) struct Batch {
    pub documents: HashMap<DocumentId, Loaded>,
    /// Keys used before, with what they led to.
    pub before: HashMap<(String, String), DoneRow>,
    /// Keys used earlier in this batch.
    now: HashMap<(String, String), (Hash, Done)>,
    /// Registers that acts in this batch have changed.
    registers: Registers,
    /// When a document was changed last, and the day something is due for it.
    changed: BTreeMap<DocumentId, (DateTime<Utc>, Option<NaiveDate>)>,
    rows: Rows,
}

impl Batch {
    pub fn take(&mut self, by: &By, task: &Task) -> Result<Answer, Error> {
        match task {
            Task::Command(order) => self.decide(by, order),
            Task::Text(region, hash, body) => {
                self.rows.texts.push((region.clone(), *hash, body.clone()));
                Ok(Answer::Kept)
            }
            Task::Signer(signer) => {
                self.rows.signers.push(signer.clone());
                Ok(Answer::Kept)
            }
        }
    }

    /// One command. A refused one has written nothing.
    fn decide(&mut self, by: &By, order: &Order) -> Result<Answer, Error> {
        let key = order.key.as_ref().map(|key| (order.region.0.clone(), key.key.clone()));
        if let (Some(key), Some(asked)) = (&key, &order.key) {
            if let Some(row) = self.before.get(key) {
                return if row.body == digest(&asked.body) {
                    Ok(Answer::Before(row.clone()))
                } else {
                    Err(Error::KeyReused)
                };
            }
            if let Some((body, done)) = self.now.get(key) {
                let again = Done { replayed: true, ..done.clone() };
                return if *body == asked.body { Ok(Answer::Now(again)) } else { Err(Error::KeyReused) };
            }
        }
        let done = self.carry_out(by, order)?;
        if let (Some(key), Some(asked)) = (key, &order.key) {
            let first = done.events.first().map_or(done.seq, |event| event.seq);
            let row = DoneRow {
                region: key.0.clone(),
                key: key.1.clone(),
                body: digest(&asked.body),
                document: self.documents.get(&done.document).map_or(0, |loaded| loaded.key),
                id: done.document.0.clone(),
                first: first.into(),
                last: done.seq.into(),
                phase: done.phase.as_str().to_owned(),
            };
            self.rows.keys.push((row, order.at));
            self.now.insert(key, (asked.body.clone(), done.clone()));
        }
        Ok(Answer::Now(done))
    }

    fn carry_out(&mut self, by: &By, order: &Order) -> Result<Done, Error> {
        let signing = by.signing.ok_or(Error::NoKey)?;
        let register = self.register(by, &order.region)?;
        let loaded = self.documents.get_mut(&order.document).ok_or(Error::NotFound)?;
        takes(loaded, order)?;
        let base = loaded.state.as_ref().map(|_| loaded.head);
        let inspected = loaded.state.as_deref().and_then(Document::open_to_anyone);
        let facts = Facts { today: order.today, actor: &order.actor, kinds: by.kinds, roster: &register.roster };
        let stepped = catch_unwind(AssertUnwindSafe(|| step(&mut loaded.state, &facts, &order.command)));
        let Step { state: after, wakes_on, events } = match stepped {
            Ok(stepped) => stepped.map_err(Error::Refused)?,
            Err(_) => {
                loaded.broken = true;
                return Err(Error::Broken("a command made the procedure panic".to_owned()));
            }
        };
        let mut head = loaded.head;
        let mut recorded = Vec::with_capacity(events.len());
        let actor = order.actor.to_string();
        for Happened { seq, event, cancels, letters } in events {
            let body = serde_json::to_string(&event).map_err(|error| Error::Broken(error.to_string()))?;
            let posted = chain::letters((1..).zip(&letters).map(posted));
            let line = chain::Line {
                document: &order.document,
                seq,
                at: order.at,
                actor: &actor,
                letters: &posted,
                body: &body,
            };
            let hash = chain::next(signing.current(), head, line);
            head = chain::head(signing.current(), hash);
            self.rows.events.push(EventRow {
                region: register.number,
                document: loaded.key,
                seq,
                kind: event.name(),
                actor_kind: order.actor.kind(),
                at: order.at,
                actor: actor.clone(),
                body,
                letters: posted,
                key: signing.number(),
                hash,
            });
            self.rows.post(order, &register, seq, cancels, letters);
            recorded.push(Recorded { seq, at: order.at, actor: actor.clone(), event });
        }
        self.rows.bases.entry(order.document.clone()).or_insert(base);
        self.rows.rosters.insert(order.region.clone(), register.revision);
        let done = Done {
            document: order.document.clone(),
            seq: after.seq,
            phase: after.phase(),
            events: recorded,
            replayed: false,
        };
        let of = (&order.region, &order.document);
        self.rows.public.extend(changes(inspected, &after, &done.events, of));
        loaded.created.get_or_insert(order.at);
        self.changed.insert(order.document.clone(), (order.at, wakes_on));
        loaded.head = head;
        loaded.state = Some(Arc::new(after));
        self.enter(order, &register, &done.events);
        Ok(done)
    }

    /// The region's register as it is after the commands before.
    fn register(&self, by: &By, region: &RegionId) -> Result<Arc<Register>, Error> {
        self.registers.get(region).or_else(|| by.registers.get(region)).cloned().ok_or(Error::NotFound)
    }

    /// What an act entered in its region's register: the commands after it are decided by that.
    fn enter(&mut self, order: &Order, register: &Register, events: &[Recorded]) {
        let mut entries = events.iter().filter(|recorded| recorded.event.is_of_the_register()).peekable();
        if entries.peek().is_none() {
            return;
        }
        let mut changed = register.clone();
        for Recorded { event, .. } in entries {
            changed.enter(event);
            self.rows.entries.push((order.region.clone(), event.clone()));
        }
        self.registers.insert(order.region.clone(), Arc::new(changed));
    }

    /// What is to be written, and what is remembered once it is.
    pub fn close(mut self) -> (Rows, HashMap<DocumentId, Remembered>) {
        let mut written = HashMap::with_capacity(self.changed.len());
        for (id, (changed_at, wakes_on)) in self.changed {
            let Some(Loaded { key, region, state: Some(state), head, created: Some(created_at), .. }) =
                self.documents.remove(&id)
            else {
                continue;
            };
            let now = Remembered { key, region, head, created_at, state };
            written.insert(id.clone(), now.clone());
            self.rows.documents.push(DocumentLine { id, now, wakes_on, changed_at });
        }
        (self.rows, written)
    }
}

impl Rows {
    fn post(&mut self, order: &Order, register: &Register, seq: u32, cancels: Vec<Cancel>, letters: Vec<Addressed>) {
        for cancel in cancels {
            let hit = |line: &LetterLine| {
                line.document == order.document && cancel.takes_back(line.party.as_ref(), line.kind)
            };
            for line in self.letters.iter_mut().filter(|line| hit(line)) {
                line.state = "cancelled";
            }
            self.cancels.push((order.document.clone(), cancel, order.at));
        }
        self.letters.extend((1..).zip(letters).map(|(n, letter)| line(order, register, seq, n, letter)));
    }
}

/// Whether a document takes this order at all.
fn takes(loaded: &Loaded, order: &Order) -> Result<(), Error> {
    if loaded.unreadable {
        return Err(Error::Newer);
    }
    if loaded.broken {
        return Err(Error::Conflict);
    }
    let there = loaded.region == order.region && (loaded.state.is_some() || order.may_create());
    if there { Ok(()) } else { Err(Error::NotFound) }
}

/// The hash of what was asked, as its row keeps it.
fn digest(body: &Hash) -> Vec<u8> {
    Digest::of(body).bytes()
}

/// A letter as its event's hash holds it.
fn posted((n, letter): (u32, &Addressed)) -> chain::Posted<'_> {
    chain::Posted {
        n,
        kind: letter.kind.as_str(),
        party: letter.party.as_ref().map_or("", PartyId::as_str),
        contact: letter.contact.as_ref().map_or("", ContactId::as_str),
        copy: letter.copy,
        link: letter.link,
    }
}

fn line(order: &Order, register: &Register, seq: u32, n: u32, letter: Addressed) -> LetterLine {
    LetterLine {
        region: order.region.clone(),
        document: order.document.clone(),
        seq,
        n,
        kind: letter.kind,
        language: register.language(letter.party.as_ref(), order.today).to_owned(),
        party: letter.party,
        copy: letter.copy,
        link: letter.link,
        state: if letter.contact.is_some() { "queued" } else { "failed" },
        reason: letter.contact.is_none().then_some("no_contact"),
        contact: letter.contact,
        at: order.at,
    }
}
