//! The ledger alone, on SQLite: what happens once, what is found out, what waits. Stories run it on both databases.

use crate::{
    Error, Key, Ledger, LetterState, Mark, Order, RecordKeys, RegionFile,
    packed::{pack, unpack},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use procedure::{Actor, Command, Desk, DocumentId, Hash, Kinds, PartRef, PhaseName, Refusal, RegionId};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

const REGION: &str = "kongsbergregionen";
static NEXT: AtomicU32 = AtomicU32::new(0);

struct World {
    ledger: Ledger,
    file: std::path::PathBuf,
}

fn morning() -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

fn keys() -> RecordKeys {
    RecordKeys::parse(&"ab".repeat(32)).unwrap()
}

fn today() -> NaiveDate {
    morning().date_naive()
}

impl World {
    async fn new() -> Self {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("samrad-ledger-{}-{n}.db", std::process::id()));
        let _absent = std::fs::remove_file(&file);
        let url = format!("sqlite:{}", file.display());
        Ledger::migrate(&url).await.unwrap();
        let mut kinds = Kinds::default();
        kinds.add("strategy.toml", include_str!("../../../config/kinds/strategy.toml")).unwrap();
        let ledger = Ledger::open(&url, Arc::new(kinds), keys(), morning()).await.unwrap();
        let text = include_str!("../../../config/regions/kongsbergregionen.toml");
        let region = RegionFile::parse("kongsbergregionen.toml", text).unwrap();
        assert!(ledger.seed_region(&region, morning()).await.unwrap());
        assert!(!ledger.seed_region(&region, morning()).await.unwrap(), "a region is begun once");
        Self { ledger, file }
    }

    async fn does(&self, document: &str, command: Desk) -> crate::Done {
        self.ledger.execute(order(document, command, None)).await.unwrap()
    }

    /// A document whose hearing is open.
    async fn heard(&self, document: &str) {
        self.does(document, create("Strategi")).await;
        let parts = vec![PartRef { id: "s1".into(), hash: Hash::of(b"s1") }];
        self.does(document, Desk::SaveText { content: Hash::of(b"text"), parts, based_on: None }).await;
        let deadline = today() + TimeDelta::days(60);
        self.does(document, Desk::OpenHearing { deadline, parties: None, letter: None, reason: None, decision: None })
            .await;
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", ".lock"] {
            let _absent = std::fs::remove_file(format!("{}{end}", self.file.display()));
        }
    }
}

fn order(document: &str, command: Desk, key: Option<&str>) -> Order {
    let body = Hash::of(format!("{command:?}").as_bytes());
    Order {
        region: RegionId::from(REGION),
        document: DocumentId::from(document),
        command: Command::Desk(command),
        actor: Actor::Program { token: "test".to_owned(), coordinator: None },
        at: morning(),
        today: today(),
        key: key.map(|key| Key { key: key.to_owned(), body }),
    }
}

fn create(title: &str) -> Desk {
    Desk::Create { kind: "strategy".to_owned(), title: title.to_owned(), parties: None }
}

#[tokio::test]
async fn a_key_makes_a_command_happen_once() {
    let world = World::new().await;
    let number = |n: &str| Desk::NumberCase { case_number: n.to_owned() };
    world.does("dok_a", create("Strategi")).await;
    let first = world.ledger.execute(order("dok_a", number("1/26"), Some("k"))).await.unwrap();
    let again = world.ledger.execute(order("dok_a", number("1/26"), Some("k"))).await.unwrap();
    assert!(!first.replayed && again.replayed);
    assert_eq!((first.seq, &first.events), (again.seq, &again.events));
    let other = world.ledger.execute(order("dok_a", number("2/26"), Some("k"))).await;
    assert!(matches!(other, Err(Error::KeyReused)), "{other:?}");
    assert_eq!(world.ledger.forget_keys(morning() + TimeDelta::days(1)).await.unwrap(), 1);
}

#[tokio::test]
async fn many_at_once_each_get_a_number_of_their_own() {
    let world = World::new().await;
    world.does("dok_a", create("Strategi")).await;
    let orders = (0..200).map(|n| {
        let ledger = world.ledger.clone();
        let order = order("dok_a", Desk::NumberCase { case_number: format!("{n}/26") }, None);
        tokio::spawn(async move { ledger.execute(order).await.unwrap().seq })
    });
    let mut numbers = Vec::new();
    for task in orders.collect::<Vec<_>>() {
        numbers.push(task.await.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (2..=201).collect::<Vec<_>>());
    assert_eq!(world.ledger.verify().await.unwrap(), []);
}

/// As when a server is lost and another takes over that had not yet heard of the last commands.
#[tokio::test]
async fn what_the_database_has_lost_is_not_built_upon() {
    let world = World::new().await;
    let number = |n: &str| Desk::NumberCase { case_number: n.to_owned() };
    world.does("dok_a", create("Strategi")).await;
    world.ledger.db.tamper("create table kept as select * from document").await;
    world.ledger.db.tamper("create table kept_region as select position from region").await;
    world.does("dok_a", number("1/26")).await;
    world.ledger.db.tamper("delete from event where seq = 2").await;
    world.ledger.db.tamper("delete from document").await;
    world.ledger.db.tamper("insert into document select * from kept").await;
    world.ledger.db.tamper("update region set position = (select position from kept_region)").await;
    assert_eq!(world.does("dok_a", number("2/26")).await.seq, 2);
    assert_eq!(world.ledger.verify().await.unwrap(), []);
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let world = World::new().await;
    world.heard("dok_a").await;
    let letters = world.ledger.count_letters(&REGION.into()).await.unwrap();
    let refused = world.ledger.execute(order("dok_a", Desk::CloseHearing {}, Some("k"))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::HearingMustRun { .. }))), "{refused:?}");
    let unknown = world.ledger.execute(order("dok_b", Desk::CloseHearing {}, None)).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    assert_eq!(world.ledger.count_letters(&REGION.into()).await.unwrap(), letters);
    let kept = world.ledger.document(&REGION.into(), &"dok_a".into()).await.unwrap().unwrap();
    assert_eq!((kept.state.seq, kept.state.phase()), (3, PhaseName::Hearing));
}

#[tokio::test]
async fn letters_are_claimed_by_one_and_claimed_again_when_the_lease_runs_out() {
    let world = World::new().await;
    world.heard("dok_a").await;
    let lease = TimeDelta::minutes(5);
    let first = world.ledger.claim(morning(), lease, 100, false).await.unwrap();
    assert_eq!(first.len(), 16, "eight officers and eight registries");
    assert!(first.iter().all(|(letter, _)| letter.state == LetterState::Claimed && letter.attempts == 1));
    assert!(world.ledger.claim(morning(), lease, 100, false).await.unwrap().is_empty());
    assert_eq!(world.ledger.claim(morning() + lease, lease, 3, false).await.unwrap().len(), 3);
}

/// A letter got there, came back, and got there again at another address: each line stands for its own.
#[tokio::test]
async fn a_letter_sent_once_more_to_another_address_is_no_change_of_the_record() {
    let world = World::new().await;
    world.heard("dok_a").await;
    let (now, lease) = (morning(), TimeDelta::minutes(5));
    for address in ["a@b.no", "c@d.no"] {
        let claimed = world.ledger.claim(now, lease, 1, false).await.unwrap();
        let (letter, _) = &claimed[0];
        let accepted = Mark { to: Some(address.to_owned()), ..Mark::of(letter, now, LetterState::Accepted, None) };
        world.ledger.mark(vec![accepted]).await.unwrap();
        assert_eq!(world.ledger.verify().await.unwrap(), []);
        let bounced = Mark { attempt: None, ..Mark::of(letter, now, LetterState::Bounced, None) };
        world.ledger.mark(vec![bounced]).await.unwrap();
        let sent_again = world.ledger.turn(&REGION.into(), &letter.id, LetterState::Queued, morning() - lease).await;
        assert!(sent_again.unwrap());
        assert_eq!(world.ledger.verify().await.unwrap(), []);
    }
}

#[tokio::test]
async fn whoever_changes_the_record_is_found_out() {
    for (statement, said) in [
        ("update event set body = replace(body, 'Strategi', 'Strategy') where seq = 1", "is not what was written"),
        ("update event set at = at + 1 where seq = 2", "is not what was written"),
        ("delete from event where document = 1 and seq = 2", "is missing, or out of order"),
        ("delete from event where document = 1 and seq = 3", "its log does not end where its state says"),
        (
            "update document set state = (select state from document where id = 'dok_b') where id = 'dok_a'",
            "its state is not what its log says",
        ),
        ("delete from document", "has a log but no state"),
    ] {
        let world = World::new().await;
        world.heard("dok_a").await;
        world.does("dok_b", create("Strategi")).await;
        assert_eq!(world.ledger.verify().await.unwrap(), []);
        world.ledger.db.tamper(statement).await;
        let found = world.ledger.verify().await.unwrap();
        assert!(found.iter().any(|problem| problem.to_string().contains(said)), "{statement}: {found:?}");
    }
}

#[tokio::test]
async fn a_state_is_read_back_as_it_was_packed_and_a_damaged_one_is_none() {
    let world = World::new().await;
    world.heard("dok_a").await;
    let kept = world.ledger.document(&REGION.into(), &"dok_a".into()).await.unwrap().unwrap();
    let packed = pack(&kept.state).unwrap();
    assert_eq!(unpack(&packed).as_ref(), Some(&*kept.state));
    for cut in 0..packed.len() {
        assert_eq!(unpack(&packed[..cut]), None);
    }
    for place in 0..packed.len() {
        let mut damaged = packed.clone();
        damaged[place] ^= 0xff;
        let _none_or_another = unpack(&damaged);
    }
}

#[tokio::test]
async fn a_state_that_was_lost_is_folded_again() {
    let world = World::new().await;
    world.heard("dok_a").await;
    world.ledger.db.tamper("update document set state = '', phase = 'drafting', wakes_on = null").await;
    assert_eq!(world.ledger.rebuild().await.unwrap(), 1);
    assert_eq!(world.ledger.verify().await.unwrap(), []);
    let kept = world.ledger.document(&REGION.into(), &"dok_a".into()).await.unwrap().unwrap();
    assert_eq!(kept.state.phase(), PhaseName::Hearing);
    assert!(world.ledger.ahead(&REGION.into(), "digest").await.unwrap().wakes_on.is_some());
}
