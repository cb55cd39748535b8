//! Clients that hang up at every point of a command: it happened or it did not, and asking again tells the truth.

use super::{
    postgres,
    world::{On, World},
};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// How far a client comes before it is gone.
#[derive(Clone, Copy, Debug)]
enum Until {
    /// So many bytes of its request are sent.
    Sent(usize),
    /// All is sent, and it is gone after so many milliseconds.
    Waited(u64),
    /// So many bytes of the answer are read.
    Read(usize),
}

async fn hang_up(address: &str, request: &[u8], until: Until) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    match until {
        Until::Sent(bytes) => stream.write_all(&request[..bytes]).await.unwrap(),
        Until::Waited(milliseconds) => {
            stream.write_all(request).await.unwrap();
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        }
        Until::Read(bytes) => {
            stream.write_all(request).await.unwrap();
            let mut answer = vec![0; bytes];
            let _ended = stream.read_exact(&mut answer).await;
        }
    }
    // Reset rather than closed in good order: what is still under way meets a connection that is not there.
    stream.set_zero_linger().unwrap();
}

#[tokio::test]
async fn whoever_hangs_up_and_asks_again_is_told_the_truth() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        let address = world.base.strip_prefix("http://").unwrap().to_owned();
        let path = format!("/api/v1/documents/{id}/commands");
        let whole = request(&world, &path, "0", "0").len();
        let points = (0..whole)
            .step_by(23)
            .chain(whole - 5..whole)
            .map(Until::Sent)
            .chain((0..12).map(Until::Waited))
            .chain((0..400).step_by(40).map(Until::Read));
        let mut count = 0;
        for (n, until) in points.enumerate() {
            let key = format!("{n:03}");
            let request = request(&world, &path, &key, &format!("{n:03}/26"));
            hang_up(&address, &request, until).await;
            let send = || {
                let again = world.client.post(world.url(&path)).bearer_auth(&world.token);
                again.header("idempotency-key", &key).json(&body(&format!("{n:03}/26"))).send()
            };
            let first = send().await.unwrap();
            assert_eq!(first.status(), 200, "{until:?}");
            let first: Value = first.json().await.unwrap();
            let second: Value = send().await.unwrap().json().await.unwrap();
            assert_eq!(first, second, "{until:?}");
            count += 1;
        }
        assert_eq!(world.count(&id, "case_numbered").await, count);

        // Nothing is held by those who are gone: as many as like are served at once.
        let reads = (0..64).map(|_| world.get("/api/v1/mail"));
        let writes = (0..64).map(|n| {
            let request = world.client.post(world.url(&path)).bearer_auth(&world.token);
            request.json(&body(&format!("x{n}"))).send()
        });
        let all =
            futures_util::future::join(futures_util::future::join_all(reads), futures_util::future::join_all(writes));
        let (reads, writes) = tokio::time::timeout(Duration::from_secs(30), all).await.expect("nobody waits");
        assert!(reads.iter().all(Result::is_ok));
        assert!(writes.iter().all(|answer| answer.as_ref().is_ok_and(|answer| answer.status() == 200)));
        if on == On::Postgres {
            let left = "select count(*) from pg_stat_activity where datname = current_database()
                and state like 'idle in transaction%'";
            assert_eq!(postgres::asks(world.database(), left), "0");
        }
        world.end().await;
    }
}

fn body(number: &str) -> Value {
    json!({"type": "number_case", "case_number": number})
}

/// One request, byte for byte.
fn request(world: &World, path: &str, key: &str, number: &str) -> Vec<u8> {
    let body = body(number).to_string();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        world.token,
        body.len()
    );
    [head.as_bytes(), body.as_bytes()].concat()
}
