//! Many commands in one request, as an import sends them.

use super::world::{On, World};
use serde_json::{Value, json};

fn item(document: &str, key: &str, command: &Value) -> Value {
    json!({"document": document, "key": key, "command": command})
}

fn statuses(answer: &Value) -> Vec<u64> {
    answer["results"].as_array().unwrap().iter().map(|result| result["status"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_batch_is_answered_in_order_and_each_command_for_itself() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let (one, two) = (world.create("strategy").await, world.create("strategy").await);
        let text = json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]});
        let number = |n: u32| json!({"type": "number_case", "case_number": format!("{n}/26")});
        let open = json!({"type": "open_hearing", "deadline": "2027-01-15"});
        let commands = [
            item(&one, "a", &text),
            item(&two, "b", &open),
            item(&one, "c", &number(1)),
            item("dok_0000000000000", "d", &number(1)),
            item(&one, "e", &number(2)),
            item(&two, "f", &json!({"type": "no_such"})),
            item(&two, "", &number(1)),
            item(&one, "g", &open),
        ];
        let batch = json!({"commands": commands});
        let (status, first) = world.post("/api/v1/commands:batch", &batch).await;
        assert_eq!((status, statuses(&first)), (200, vec![200, 409, 200, 404, 200, 422, 422, 200]), "{first}");
        let seqs = |answer: &Value| -> Vec<Option<u64>> {
            answer["results"].as_array().unwrap().iter().map(|result| result["done"]["seq"].as_u64()).collect()
        };
        assert_eq!(seqs(&first), [Some(2), None, Some(3), None, Some(4), None, None, Some(5)]);
        assert_eq!(first["results"][1]["problem"]["refusal"], "no_text");
        assert_eq!(first["results"][7]["done"]["phase"], "hearing");
        assert_eq!(world.document(&one).await["case_number"], "2/26", "in the order they stand in");

        // Sent again, everything has happened once.
        let (_, again) = world.post("/api/v1/commands:batch", &batch).await;
        assert_eq!((statuses(&again), seqs(&again)), (statuses(&first), seqs(&first)), "{again}");
        assert_eq!(world.events(&one).await.len(), 5);
        let other = json!({"commands": [item(&one, "c", &number(7))]});
        let (_, reused) = world.post("/api/v1/commands:batch", &other).await;
        assert_eq!(reused["results"][0]["problem"]["title"], "key-reused", "{reused}");

        // A text that cannot be kept is refused for itself.
        let bell = json!({"type": "number_case", "case_number": "7\u{7}"});
        let both = json!({"commands": [item(&one, "h", &bell), item(&one, "i", &number(8))]});
        let (_, answered) = world.post("/api/v1/commands:batch", &both).await;
        assert_eq!(statuses(&answered), [422, 200], "{answered}");

        // More than is taken is refused as a whole.
        let many: Vec<Value> = (0..=1_000).map(|n| item(&two, &format!("m{n}"), &number(n))).collect();
        let (status, refused) = world.post("/api/v1/commands:batch", &json!({"commands": many})).await;
        assert_eq!(status, 422, "{refused}");
        let long =
            json!({"commands": [item(&two, "l", &json!({"type": "number_case", "case_number": "x".repeat(9 << 20)}))]});
        assert_eq!(world.post("/api/v1/commands:batch", &long).await.0, 413);
        assert_eq!(world.events(&two).await.len(), 1);
        let some: Vec<Value> = (0..1_000).map(|n| item(&two, &format!("s{n}"), &number(n))).collect();
        let (_, done) = world.post("/api/v1/commands:batch", &json!({"commands": some})).await;
        assert!(statuses(&done).iter().all(|status| *status == 200), "{done}");
        assert_eq!(world.document(&two).await["case_number"], "999/26");
        world.end().await;
    }
}
