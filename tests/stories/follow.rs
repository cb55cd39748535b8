//! A region's events as programs follow them: in the order of the commits, none missed, none twice.

use super::{
    postgres,
    served::Served,
    world::{On, REGION, World, program, ready},
};
use serde_json::{Value, json};
use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

fn positions(answer: &Value) -> Vec<u64> {
    answer["items"].as_array().unwrap().iter().map(|event| event["position"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_region_is_followed_by_positions() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let (one, two) = (world.in_hearing().await, world.in_hearing().await);
        let feed = format!("/api/v1/regions/{REGION}/events");
        let all = world.get(&feed).await.unwrap();
        assert_eq!(positions(&all), [1, 2, 3, 4, 5, 6]);
        assert_eq!(all["next"], 6);
        let documents: Vec<_> =
            all["items"].as_array().unwrap().iter().map(|event| event["document"].clone()).collect();
        assert_eq!(documents, [&one, &one, &one, &two, &two, &two].map(|id| json!(id)));
        assert_eq!(all["items"][0]["event"]["type"], "document_created");
        // A page after the other.
        let mut found = Vec::new();
        let mut after = 0;
        loop {
            let page = world.get(&format!("{feed}?after={after}&limit=2")).await.unwrap();
            if positions(&page).is_empty() {
                assert_eq!(page["next"], after);
                break;
            }
            found.extend(positions(&page));
            after = page["next"].as_u64().unwrap();
        }
        assert_eq!(found, positions(&all));
        // What is left out is passed over, and not asked for again.
        let opened = world.get(&format!("{feed}?kind=hearing_opened,adopted")).await.unwrap();
        assert_eq!((positions(&opened), &opened["next"]), (vec![3, 6], &json!(6)));
        let of_two = world.get(&format!("{feed}?document={two}")).await.unwrap();
        assert_eq!(positions(&of_two), [4, 5, 6]);
        // One who waits is answered when something happens, and by nothing when nothing does.
        let waiting = async {
            let begun = Instant::now();
            let answer = world.get(&format!("{feed}?after=6&wait=30")).await.unwrap();
            (positions(&answer), begun.elapsed() < Duration::from_secs(25))
        };
        let later = async {
            tokio::time::sleep(Duration::from_millis(700)).await;
            world.command(&one, json!({"type": "number_case", "case_number": "1/26"})).await;
        };
        assert_eq!(tokio::join!(waiting, later).0, (vec![7], true));
        assert_eq!(positions(&world.get(&format!("{feed}?after=7&wait=1")).await.unwrap()), [0; 0]);
        for (wrong, said) in
            [(format!("{feed}?kind=no_such_event"), "422"), ("/api/v1/regions/another/events".to_owned(), "404")]
        {
            let refused = world.get(&wrong).await.unwrap_err().to_string();
            assert!(refused.contains(said), "{refused}");
        }
        // The same on the command line, a line each.
        let exported = world.run(&["export", "events", "--after", "2"]);
        assert!(exported.status.success());
        let lines: Vec<Value> = String::from_utf8(exported.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let rest = world.get(&format!("{feed}?after=2")).await.unwrap();
        assert_eq!(json!(lines), rest["items"]);
    }
}

/// Two nodes write at once; who follows sees every event once, in positions without gaps.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_missed_while_two_nodes_write() {
    const EACH: usize = 60;
    let database = postgres::database();
    let mut first = Served::new(&[("SAMRAD_DATABASE", &database)]);
    first.start();
    let ids = [first.in_hearing().await, first.in_hearing().await, first.in_hearing().await];
    let mut second = Command::new(program());
    second.arg("serve").env("SAMRAD_DATABASE", &database).env("SAMRAD_LISTEN", "127.0.0.1:0");
    second
        .env("SAMRAD_KEY_FILE", first.data.join("samrad.key"))
        .env("SAMRAD_PUBLIC_URL", "https://samrad.example.test");
    let mut second = second.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let nodes = [ready(&mut second), first.base().to_owned()];
    let writers = (0..6).map(|n| {
        let (node, id, token) = (nodes[n % 2].clone(), ids[n / 2].clone(), first.token().to_owned());
        tokio::spawn(async move {
            let client = reqwest::Client::new();
            for round in 0..EACH {
                let body = json!({"type": "number_case", "case_number": format!("{n}-{round}/26")});
                loop {
                    let request = client.post(format!("{node}/api/v1/documents/{id}/commands")).bearer_auth(&token);
                    let status = request.json(&body).send().await.unwrap().status();
                    if status == 200 {
                        break;
                    }
                    assert_eq!(status, 409, "only others that were faster");
                }
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let follower = reqwest::Client::new();
    let (mut seen, mut numbers, mut after) = (Vec::new(), Vec::new(), 0);
    let expected = 9 + 6 * EACH;
    while seen.len() < expected {
        let url = format!("{}/api/v1/regions/{REGION}/events?after={after}&wait=5", nodes[seen.len() % 2]);
        let answer: Value = follower.get(url).bearer_auth(first.token()).send().await.unwrap().json().await.unwrap();
        seen.extend(positions(&answer));
        let items = answer["items"].as_array().unwrap().iter();
        numbers.extend(items.filter_map(|event| event["event"]["case_number"].as_str().map(str::to_owned)));
        after = answer["next"].as_u64().unwrap();
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(seen, (1..=expected as u64).collect::<Vec<_>>());
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 6 * EACH);
    let _sent = Command::new("kill").arg(second.id().to_string()).status();
    let _ended = second.wait();
    first.stop();
    assert!(first.run(&["verify"]).status.success());
}
