//! The ledger against a model of it that fits on a page: the same script, made up anew each time, on both databases.
//! `SAMRAD_SWEEP` asks for that many scripts.

use super::{
    postgres,
    world::{REGION, folder},
};
use ledger::{Done, Error, Key, Ledger, Order, RecordKeys, RegionFile};
use procedure::{Actor, Command, Desk, DocumentId, Hash, Kinds, PartRef, RegionId};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::runtime::Runtime;

const DOCUMENTS: usize = 3;

/// What a script asks for, of one of its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Create,
    SaveText {
        content: u8,
        based_on: Option<u32>,
    },
    Number(u8),
    OpenHearing,
    /// Before its deadline: never allowed.
    CloseHearing,
    Withdraw,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Send {
        document: usize,
        ask: Ask,
        key: Option<u8>,
    },
    /// The same command, from many at once, under one key.
    Crowd {
        document: usize,
        ask: Ask,
        key: u8,
    },
    Restart,
}

/// What the ledger must answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Done { seq: u32, replayed: bool },
    Refused,
    NotFound,
    KeyReused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Absent,
    Drafting,
    Hearing,
    Withdrawn,
}

#[derive(Clone, Debug, Default)]
struct Paper {
    phase: Phase,
    seq: u32,
    version: u32,
    content: Option<u8>,
    number: Option<u8>,
}

/// The model: three papers, the keys that were used, and what was answered last.
#[derive(Clone, Debug, Default)]
struct Papers {
    on_the_desk: [Paper; DOCUMENTS],
    keys: BTreeMap<u8, (usize, String, u32)>,
    answer: Option<Answer>,
}

impl Papers {
    fn send(&mut self, document: usize, ask: Ask, key: Option<u8>) -> Answer {
        if let Some((first, body, seq)) = key.and_then(|key| self.keys.get(&key)) {
            let same = (*first, body.as_str()) == (document, &format!("{ask:?}"));
            return if same { Answer::Done { seq: *seq, replayed: true } } else { Answer::KeyReused };
        }
        let paper = &mut self.on_the_desk[document];
        if paper.phase == Phase::Absent && ask != Ask::Create {
            return Answer::NotFound;
        }
        let allowed = match (paper.phase, ask) {
            (Phase::Absent, Ask::Create) | (Phase::Drafting | Phase::Hearing, Ask::Withdraw) => true,
            (Phase::Drafting, Ask::SaveText { content, based_on }) => {
                based_on.is_none_or(|seen| seen == paper.version) && paper.content != Some(content)
            }
            (Phase::Drafting, Ask::OpenHearing) => paper.content.is_some(),
            (Phase::Drafting | Phase::Hearing, Ask::Number(number)) => paper.number != Some(number),
            _ => false,
        };
        if !allowed {
            return Answer::Refused;
        }
        match ask {
            Ask::Create => paper.phase = Phase::Drafting,
            Ask::SaveText { content, .. } => {
                paper.content = Some(content);
                paper.version += 1;
            }
            Ask::Number(number) => paper.number = Some(number),
            Ask::OpenHearing => paper.phase = Phase::Hearing,
            Ask::Withdraw => paper.phase = Phase::Withdrawn,
            Ask::CloseHearing => {}
        }
        paper.seq += 1;
        if let Some(key) = key {
            self.keys.insert(key, (document, format!("{ask:?}"), paper.seq));
        }
        Answer::Done { seq: paper.seq, replayed: false }
    }
}

impl ReferenceStateMachine for Papers {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        let ask = prop_oneof![
            3 => Just(Ask::Create),
            4 => (0..3_u8, proptest::option::of(0..3_u32))
                .prop_map(|(content, based_on)| Ask::SaveText { content, based_on }),
            4 => (0..3_u8).prop_map(Ask::Number),
            2 => Just(Ask::OpenHearing),
            1 => Just(Ask::CloseHearing),
            1 => Just(Ask::Withdraw),
        ];
        let send = (0..DOCUMENTS, ask.clone(), proptest::option::of(0..4_u8));
        let crowd = (0..DOCUMENTS, ask, 0..4_u8);
        prop_oneof![
            10 => send.prop_map(|(document, ask, key)| Step::Send { document, ask, key }),
            2 => crowd.prop_map(|(document, ask, key)| Step::Crowd { document, ask, key }),
            1 => Just(Step::Restart),
        ]
        .boxed()
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.answer = match *step {
            Step::Send { document, ask, key } => Some(state.send(document, ask, key)),
            Step::Crowd { document, ask, key } => Some(state.send(document, ask, Some(key))),
            Step::Restart => None,
        };
        state
    }
}

/// Both databases, shared by all scripts; each has documents and keys of its own.
struct Ground {
    runtime: Runtime,
    urls: [String; 2],
    ledgers: Mutex<[Ledger; 2]>,
}

static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let urls = [format!("sqlite:{}", folder().join("model.db").display()), postgres::database()];
    let ledgers = urls.each_ref().map(|url| {
        runtime.block_on(async {
            Ledger::migrate(url).await.expect("an empty database is migrated");
            let ledger = open(url).await;
            let text = include_str!("../../config/regions/kongsbergregionen.toml");
            let region = RegionFile::parse("kongsbergregionen.toml", text).expect("the region is sound");
            ledger.seed_region(&region, morning()).await.expect("the region is begun");
            ledger
        })
    });
    Ground { runtime, urls, ledgers: Mutex::new(ledgers) }
});

async fn open(url: &str) -> Ledger {
    let mut kinds = Kinds::default();
    kinds.add("strategy.toml", include_str!("../../config/kinds/strategy.toml")).expect("the kind is sound");
    Ledger::open(url, Arc::new(kinds), RecordKeys::parse(&"ab".repeat(32)).expect("a key"), morning())
        .await
        .expect("it opens")
}

fn morning() -> chrono::DateTime<chrono::Utc> {
    "2026-11-23T08:00:00Z".parse().expect("an instant")
}

struct Script {
    name: String,
}

impl Script {
    fn document(&self, n: usize) -> DocumentId {
        DocumentId(format!("dok_{}{n}", self.name))
    }

    fn order(&self, document: usize, ask: Ask, key: Option<u8>) -> Order {
        let desk = match ask {
            Ask::Create => Desk::Create { kind: "strategy".into(), title: "Strategi".into(), parties: None },
            Ask::SaveText { content, based_on } => {
                let hash = Hash::of(&[content]);
                let parts = vec![PartRef { id: "s1".into(), hash: hash.clone() }];
                Desk::SaveText { content: hash, parts, based_on }
            }
            Ask::Number(number) => Desk::NumberCase { case_number: format!("{number}/26") },
            Ask::OpenHearing => {
                serde_json::from_value(serde_json::json!({"type": "open_hearing", "deadline": "2027-02-15"}))
                    .expect("a command")
            }
            Ask::CloseHearing => Desk::CloseHearing {},
            Ask::Withdraw => Desk::Withdraw { reason: "Utsatt.".to_owned().into(), until: None, decision: None },
        };
        let body = Hash::of(format!("{document} {ask:?}").as_bytes());
        Order {
            region: RegionId::from(REGION),
            document: self.document(document),
            command: Command::Desk(desk),
            actor: Actor::Program { token: "model".into(), coordinator: None },
            at: morning(),
            today: morning().date_naive(),
            key: key.map(|key| Key { key: format!("{}-{key}", self.name), body }),
        }
    }
}

fn told(result: &Result<Done, Error>) -> Answer {
    match result {
        Ok(done) => Answer::Done { seq: done.seq, replayed: done.replayed },
        Err(Error::Refused(_)) => Answer::Refused,
        Err(Error::NotFound) => Answer::NotFound,
        Err(Error::KeyReused) => Answer::KeyReused,
        Err(error) => panic!("{error}"),
    }
}

/// Of a crowd under one key one is first; the others are told the same.
fn crowd_agrees(results: &[Result<Done, Error>], expected: &Answer) {
    let answers: Vec<Answer> = results.iter().map(told).collect();
    if let Answer::Done { seq, replayed: false } = *expected {
        let first = answers.iter().filter(|answer| **answer == Answer::Done { seq, replayed: false }).count();
        let later = answers.iter().filter(|answer| **answer == Answer::Done { seq, replayed: true }).count();
        assert_eq!((first, later), (1, results.len() - 1), "{answers:?}");
    } else {
        assert!(answers.iter().all(|answer| answer == expected), "{answers:?}, not {expected:?}");
    }
}

struct Both;

impl StateMachineTest for Both {
    type SystemUnderTest = Script;
    type Reference = Papers;

    fn init_test(_: &Papers) -> Script {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Script { name: format!("{:012}", NEXT.fetch_add(1, Ordering::Relaxed)) }
    }

    fn apply(script: Script, model: &Papers, step: Step) -> Script {
        let ground = &*GROUND;
        let mut ledgers = ground.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        for (ledger, url) in ledgers.iter_mut().zip(&ground.urls) {
            ground.runtime.block_on(async {
                match (step, &model.answer) {
                    (Step::Send { document, ask, key }, Some(expected)) => {
                        let result = ledger.execute(script.order(document, ask, key)).await;
                        assert_eq!(told(&result), *expected, "{step:?} on {url}");
                    }
                    (Step::Crowd { document, ask, key }, Some(expected)) => {
                        let one = || ledger.execute(script.order(document, ask, Some(key)));
                        let results = futures_util::future::join_all((0..8).map(|_| one())).await;
                        crowd_agrees(&results, expected);
                    }
                    _ => {
                        ledger.close().await;
                        *ledger = open(url).await;
                    }
                }
            });
        }
        drop(ledgers);
        script
    }

    fn check_invariants(script: &Script, model: &Papers) {
        let ground = &*GROUND;
        let ledgers = ground.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        for ledger in ledgers.iter() {
            for (n, paper) in model.on_the_desk.iter().enumerate() {
                let id = script.document(n);
                let row = ground.runtime.block_on(ledger.document(&RegionId::from(REGION), &id)).expect("it is read");
                let phase = row.as_ref().map(|row| row.state.phase().as_str());
                let expected = match paper.phase {
                    Phase::Absent => None,
                    Phase::Drafting => Some("drafting"),
                    Phase::Hearing => Some("hearing"),
                    Phase::Withdrawn => Some("withdrawn"),
                };
                assert_eq!(phase, expected, "{id}");
                assert_eq!(row.map_or(0, |row| row.state.seq), paper.seq, "{id}");
            }
        }
    }

    fn teardown(_: Script, _: Papers) {
        let ground = &*GROUND;
        let ledgers = ground.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = ledgers.each_ref().map(|ledger| {
            ground.runtime.block_on(async {
                assert_eq!(ledger.verify().await.expect("it is read"), []);
                ledger.count_letters(&RegionId::from(REGION)).await.expect("they are counted")
            })
        });
        assert_eq!(counts[0], counts[1], "as many letters on one database as on the other");
    }
}

fn scripts() -> ProptestConfig {
    let cases = std::env::var("SAMRAD_SWEEP").ok().and_then(|text| text.parse().ok()).unwrap_or(32);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest_state_machine::prop_state_machine! {
    #![proptest_config(scripts())]

    #[test]
    fn every_script_has_the_model_s_answers_on_both_databases(sequential 10..40 => Both);
}
