//! The pure functions, one by one, on the document of the canonical work.

#[path = "../src/work.rs"]
#[expect(dead_code, reason = "the drivers use the rest")]
mod work;

use chrono::TimeDelta;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use procedure::{
    Actor, Command, Contact, ContactId, Desk, Document, DocumentId, Event, Facts, Kinds, Member, Particulars, PartyId,
    Period, RegionId, Role, Roster, Sitting, Standing, backward, deadline, decide, due, evolve, fold, letters,
    wakes_on,
};
use samrad::links::{self, Granted, Links};
use std::hint::black_box;

/// A covering letter.
const COVERING: &str = "Vi ber om kommunens syn på planen.";
/// How often a text is saved in the long log: a document that was worked on for decades.
const SAVED: usize = 1_000;

struct World {
    kinds: Kinds,
    roster: Roster,
}

impl World {
    fn new() -> Self {
        let mut kinds = Kinds::default();
        kinds.add("bench.toml", work::KIND).expect("the kind is read");
        let mut roster = Roster::default();
        for n in 0..work::MUNICIPALITIES {
            let party = PartyId(format!("40{n:02}"));
            let particulars = Particulars {
                name: party.to_string(),
                standing: Standing::Municipality,
                county: String::new(),
                population: 5_000,
                language: "nb".to_owned(),
                mail_domains: Vec::new(),
                council_size: None,
                may_object: false,
            };
            let member = Member { particulars, from: Some(work::today()), to: None, succeeded: None };
            roster.parties.insert(party.clone(), member);
            for role in Role::OFFICES {
                let contact = Contact {
                    party: Some(party.clone()),
                    role,
                    address: String::new(),
                    reachable: true,
                    own_domain: true,
                };
                roster.contacts.insert(ContactId(format!("{party}-{}", role.as_str())), contact);
            }
        }
        Self { kinds, roster }
    }

    fn decide(&self, state: Option<&Document>, command: &Command) -> Vec<Event> {
        let actor = Actor::Program { token: "bench".to_owned(), coordinator: None };
        let facts = Facts { today: work::today(), actor: &actor, kinds: &self.kinds, roster: &self.roster };
        decide(state, &facts, command).expect("the command is allowed")
    }

    /// The log after the first `count` commands of the work.
    fn log(&self, count: usize) -> Vec<Event> {
        let (mut state, mut log) = (None, Vec::new());
        for (_, command) in work::life("Overordnet strategi").into_iter().take(count) {
            for event in self.decide(state.as_ref(), &command) {
                evolve(&mut state, &event);
                log.push(event);
            }
        }
        log
    }
}

fn pure(c: &mut Criterion) {
    let world = World::new();
    // The hearing is open and four of eight have answered.
    let half = world.log(7);
    let heard = fold(&half).expect("a document");
    let (_, answer) = work::life("Overordnet strategi").swap_remove(7);
    let answered = world.decide(Some(&heard), &answer).swap_remove(0);
    let opened = half[2].clone();
    let whole = world.log(work::COMMANDS);
    let mut long = whole[..2].to_vec();
    long.extend((0..SAVED).map(|_| whole[1].clone()));
    let past = work::deadline() - TimeDelta::days(1);

    c.bench_function("decide a statement", |b| b.iter(|| world.decide(black_box(Some(&heard)), &answer)));
    let create = Command::Desk(Desk::Create { kind: "bench".to_owned(), title: "Plan".to_owned(), parties: None });
    c.bench_function("decide a creation", |b| b.iter(|| world.decide(None, black_box(&create))));
    c.bench_function("evolve by a statement", |b| {
        b.iter_batched(
            || Some(heard.clone()),
            |mut state| evolve(&mut state, black_box(&answered)),
            BatchSize::SmallInput,
        );
    });
    c.bench_function("letters of an opened hearing", |b| b.iter(|| letters(black_box(&heard), &opened)));
    c.bench_function("due, the day before a deadline", |b| b.iter(|| due(black_box(&heard), past)));
    c.bench_function("wakes_on", |b| b.iter(|| wakes_on(black_box(&heard))));
    c.bench_function("fold a whole life", |b| b.iter(|| fold(black_box(&whole))));
    c.bench_function("fold a log of 1 002 events", |b| b.iter(|| fold(black_box(&long))));
    c.bench_function("render an invitation", |b| b.iter(|| samrad::probe::letter(COVERING)));
    let keys = Links::parse(&"5a".repeat(32)).expect("a key");
    let (region, document) = (RegionId::from("kongsbergregionen"), DocumentId::from("dok_0123456789abc"));
    let granted = Granted { region: &region, document: &document, number: 7, generation: 1, contact_generation: 1 };
    let token = keys.sign(&granted);
    c.bench_function("sign a link", |b| b.iter(|| keys.sign(black_box(&granted))));
    c.bench_function("read and verify a link", |b| {
        b.iter(|| {
            let claim = links::read(black_box(&token)).expect("a token");
            assert!(keys.verifies(&claim, &granted));
        });
    });
    c.bench_function("state to JSON and back", |b| {
        b.iter(|| {
            let json = serde_json::to_string(black_box(&heard)).expect("a state is JSON");
            serde_json::from_str::<Document>(&json).expect("JSON is a state")
        });
    });
    let rules = world.kinds.get("bench").expect("the kind").rules.clone();
    let parties: Vec<_> = world.roster.parties.keys().cloned().collect();
    let meetings = |_: &PartyId| {
        let month = |n: i64| work::today() + TimeDelta::days(30 * n);
        (1..=10).map(|n| Sitting { held_on: month(n), papers_due: None }).collect()
    };
    let adopt_by = work::today() + TimeDelta::days(400);
    c.bench_function("plan backwards", |b| b.iter(|| backward(black_box(&rules), adopt_by, &parties, meetings)));
    c.bench_function("work out a deadline", |b| {
        b.iter(|| deadline(black_box(work::today()), Period::Weeks(6), true));
    });
}

criterion_group!(benches, pure);
criterion_main!(benches);
