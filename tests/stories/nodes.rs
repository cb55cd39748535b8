//! Several nodes on one database: racing, killed, with clocks that differ, on a server that restarts and stalls.

use super::{
    load::Load,
    postgres::Server,
    served::{Faults, Served, summary},
    sweep::Moments,
    world::REGION,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

/// Looks at a node's clock before it is taken to stand still.
const CLOCK: u32 = 400;

/// Every letter of the installation against what the mail server has kept: each went, a reminder once, any other at
/// most twice. Gives how many went twice.
fn accounted_for(letters: &[Value], kept: &[Value]) -> usize {
    let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in kept {
        *copies.entry(mail["id"].as_str().unwrap()).or_default() += 1;
    }
    let mut twice = 0;
    for letter in letters {
        let count = copies.remove(letter["message_id"].as_str().unwrap()).unwrap_or(0);
        let most = if letter["class"] == "reminder" { 1 } else { 2 };
        assert!(count <= most, "{count} copies of {letter}");
        assert!(count >= 1 || letter["state"] == "uncertain", "{letter} never arrived");
        twice += usize::from(count == 2);
    }
    assert!(copies.is_empty(), "letters nobody wrote: {copies:?}");
    twice
}

fn over(letters: &[Value]) -> bool {
    letters.iter().all(|letter| ["accepted", "uncertain"].contains(&letter["state"].as_str().unwrap()))
}

/// Settings of an installation whose reminders are looked for all the time, and whose leases end soon.
fn installation(database: &Server, mail: &Faults) -> Served {
    let (database, mail) = (database.database(), mail.url());
    Served::new(&[
        ("SAMRAD_DATABASE", &database),
        ("SAMRAD_SMTP", &mail),
        ("SAMRAD_SCHEDULES__REMINDERS", "* * * * * *"),
        ("SAMRAD_SETTLE_MINUTES", "0"),
        ("SAMRAD_MAIL__LEASE_SECONDS", "10"),
        ("SAMRAD_MAIL__UNCERTAIN_MINUTES", "0"),
        ("SAMRAD_MAIL__PER_DOMAIN_PER_MINUTE", "0"),
    ])
}

/// Eight documents are opened; eight days later ten calendars and ten postmen wake in the same moment, and every
/// document has eight reminders due.
#[tokio::test(flavor = "multi_thread")]
async fn ten_calendars_and_ten_postmen_do_everything_once() {
    let database = Server::start("").expect("PostgreSQL starts");
    let mail = Faults::start(&json!([]), 3);
    let mut first = installation(&database, &mail);
    first.start();
    let mut documents = Vec::new();
    for n in 0..8 {
        let new = json!({"kind": "strategy", "title": format!("Strategi {n}")});
        let made = first.post(&format!("/api/v1/regions/{REGION}/documents"), &new).await;
        let id = made["id"].as_str().unwrap().to_owned();
        first.command_of(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
        first.command_of(&id, json!({"type": "open_hearing", "deadline": "2099-01-15"})).await;
        documents.push(id);
    }
    first.until(|letters| letters.len() == 8 * 16 && over(letters)).await;
    first.stop();
    database.restart_at(Some("+8d"));
    let mut nodes: Vec<Served> = (0..10).map(|_| first.beside(&[])).collect();
    std::thread::scope(|scope| {
        for node in &mut nodes {
            scope.spawn(|| node.start_at(Some("+8d")));
        }
    });
    for node in &nodes {
        node.clock("steady", CLOCK).await;
    }
    let letters = nodes[0].until(|letters| letters.len() >= 8 * 24 && over(letters)).await;
    for id in &documents {
        let log = nodes[3].get(&format!("/api/v1/documents/{id}/events")).await;
        let reminded = log["items"].as_array().unwrap().iter().filter(|line| line["event"]["type"] == "reminded");
        assert_eq!(reminded.count(), 8, "{log}");
    }
    let of_the_case: Vec<Value> = letters.into_iter().filter(|letter| letter["letter"] != "digest").collect();
    assert_eq!(of_the_case.len(), 8 * (16 + 8), "{:?}", summary(&of_the_case));
    let kept: Vec<Value> =
        mail.kept().into_iter().filter(|mail| !mail["id"].as_str().unwrap().contains("digest")).collect();
    assert_eq!(accounted_for(&of_the_case, &kept), 0, "none went twice: nobody was killed");
    for node in &mut nodes {
        node.stop();
    }
    assert!(first.run(&["verify"]).status.success());
}

/// Three nodes, one of them with a clock 90 seconds ahead: killed in turn, under work, while the server is stopped
/// with every connection cut, twice, and stands still for half a minute. Leases are shorter than the clocks are apart,
/// so that letters are taken from nodes that still hold them.
#[tokio::test(flavor = "multi_thread")]
async fn three_nodes_come_through_whatever_falls() {
    let mut moments = Moments::new();
    let database = Server::start("").expect("PostgreSQL starts");
    let mail = Faults::start(&json!([]), 3);
    let first = installation(&database, &mail);
    let mut nodes = [first.beside(&[]), first.beside(&[]), first.beside(&[])];
    let offsets = [None, None, Some("+90s")];
    let load = Load::start(first.token(), 3, 6);
    for n in 0..3 {
        nodes[n].start_at(offsets[n]);
        load.node(n, nodes[n].base());
    }
    for cycle in 0..12 {
        load.more(20).await;
        let n = cycle % 3;
        tokio::time::sleep(Duration::from_millis(moments.below(100))).await;
        load.node(n, "");
        nodes[n].kill();
        if cycle % 5 == 4 {
            database.restart();
        }
        nodes[n].start_at(offsets[n]);
        load.node(n, nodes[n].base());
    }
    database.pause(true);
    tokio::time::sleep(Duration::from_secs(30)).await;
    database.pause(false);
    load.more(30).await;
    let acknowledged = load.end(nodes[0].base()).await;
    let letters = nodes[0].until(over).await;
    let twice = accounted_for(&letters, &mail.kept());
    println!("{acknowledged} commands, {} letters, {twice} of them twice", letters.len());
    for node in &mut nodes {
        node.stop();
    }

    // Alone, a node whose clock is six minutes off sends nothing, says so, and asks not to be asked.
    let mut astray = first.beside(&[]);
    astray.counts();
    astray.start_at(Some("+6m"));
    astray.clock("apart", CLOCK).await;
    assert_eq!(astray.status("/readyz").await, 503);
    let id = astray.in_hearing().await;
    astray.post_has_looked(&id).await;
    let waiting = astray.letters().await.into_iter().filter(|letter| letter["state"] == "queued").count();
    assert_eq!(waiting, 16, "it sends nothing");
    astray.stop();
    assert!(first.run(&["verify"]).status.success());
}
