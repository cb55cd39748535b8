//! Every route there is, read from where the routers are built, and what holds for each of them: a foreign page changes
//! nothing, and another region's things are not there.

use super::{
    served::Served,
    world::{REGION, folder},
};
use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    method: String,
    path: String,
}

/// Other ways to build a router, which the reading below would not see.
const UNSEEN: [&str; 8] = [
    ".nest(",
    "nest_service(",
    "route_service(",
    "fallback_service(",
    "MethodRouter",
    "any(",
    "routing::on(",
    ".route_layer(",
];

/// Reads `.route("path", get(…).post(…))` from every file of the program. A route it cannot read fails the test.
fn all() -> Vec<Route> {
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/src")), &mut files);
    let mut routes = BTreeSet::new();
    for (file, text) in files {
        if file.ends_with("cli/serve.rs") {
            continue; // the numbers, on an address of their own
        }
        for way in UNSEEN {
            let word = |at: usize| {
                text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !['_', '.'].contains(&c))
            };
            let used = text.match_indices(way).any(|(at, _)| way.starts_with('.') || word(at));
            assert!(
                !used || !text.contains("Router"),
                "{file} builds a router with `{way}`: teach this test to read it"
            );
        }
        for (at, _) in text.match_indices(".route(") {
            let arguments = closed(&text[at + ".route(".len()..]).unwrap_or_else(|| panic!("{file}: a route's end"));
            let literal = arguments.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let (path, handlers) = literal.unwrap_or_else(|| panic!("{file}: a route without a literal: {arguments}"));
            let before = routes.len();
            for method in ["get", "post", "put", "patch", "delete"] {
                let call = format!("{method}(");
                let word = |(at, _): (usize, &str)| {
                    handlers[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
                };
                if handlers.match_indices(&call).any(word) {
                    routes.insert(Route { method: method.to_uppercase(), path: path.to_owned() });
                }
            }
            assert!(routes.len() > before, "{file}: {path} answers no method, or twice");
        }
    }
    routes.into_iter().collect()
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let program = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.push((path.display().to_string(), program.to_owned()));
        }
    }
}

/// What stands before the parenthesis that closes.
fn closed(text: &str) -> Option<&str> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}

const BASE: &str = "https://samrad.example.test";

/// Two regions in one installation, and one thing of each kind in the first.
struct Two {
    served: Served,
    client: reqwest::Client,
    document: String,
    letter: String,
    link: String,
    file: String,
    /// A program's token and a coordinator's session in the other region.
    stranger: String,
    cookie: String,
}

impl Two {
    async fn new() -> Self {
        let regions = folder();
        let own = include_str!("../../config/regions/kongsbergregionen.toml");
        let other = own.replace("slug = \"kongsbergregionen\"", "slug = \"naboregionen\"");
        let other = other.replace("koordinator@kongsbergregionen", "koordinator@naboregionen");
        std::fs::write(regions.join("kongsbergregionen.toml"), own).unwrap();
        std::fs::write(regions.join("naboregionen.toml"), other).unwrap();
        let place = regions.display().to_string();
        let mut served = Served::of_region(REGION, &[("SAMRAD_REGIONS", &place)]);
        let made = served.run(&["token", "create", "--name", "stranger", "--region", "naboregionen"]);
        let stranger = String::from_utf8_lossy(&made.stdout).split_whitespace().last().unwrap().to_owned();
        served.start();
        let client = crate::world::browser();
        let document = served.in_hearing().await;
        let letters = served.until(|all| all.len() == 16 && all.iter().all(|l| l["state"] == "captured")).await;
        let invitation = letters.iter().find(|letter| letter["to"].as_str().unwrap().starts_with("saksbehandler"));
        let letter = invitation.unwrap()["id"].as_str().unwrap().to_owned();
        let text = client.get(format!("{}/api/v1/mail/{letter}", served.base())).bearer_auth(served.token());
        let text = text.send().await.unwrap().text().await.unwrap();
        let line = text.lines().find(|line| line.contains("/l/")).unwrap();
        let link = line[line.find("/l/").unwrap() + 3..].trim().to_owned();
        let upload = client.post(format!("{}/api/v1/regions/{REGION}/files?name=vedlegg.pdf", served.base()));
        let upload = upload.bearer_auth(served.token()).body(b"%PDF-1.7 vedlegg".to_vec()).send().await.unwrap();
        let file = upload.json::<Value>().await.unwrap()["file"].as_str().unwrap().to_owned();
        served.command_of(&document, json!({"type": "attach", "file": file, "title": "Vedlegg"})).await;

        // The other region's coordinator logs in by the letter they get.
        let cookie = served.log_in("koordinator@naboregionen.example.test", &stranger).await;
        Self { served, client, document, letter, link, file, stranger, cookie }
    }

    /// The route's address with the first region's things in it, or with things that are nowhere.
    fn address(&self, route: &Route, there: bool) -> String {
        let mut path = route.path.clone();
        let nowhere = |own: &str| own.chars().map(|c| if c.is_ascii_digit() { '7' } else { c }).collect::<String>();
        let thing = if path.contains("/letters/") || path.contains("/mail/") { &self.letter } else { &self.document };
        for (name, own, absent) in [
            ("{id}", thing.clone(), nowhere(thing)),
            ("{hash}", self.file.clone(), "0".repeat(64)),
            ("{token}", self.link.clone(), self.link.chars().rev().collect()),
            ("{region}", REGION.to_owned(), "ingenregion".to_owned()),
        ] {
            path = path.replace(name, if there { &own } else { &absent });
        }
        for (name, any) in [
            ("{command}", "withdraw"),
            ("{ask}", "extension"),
            ("{party}", "3303"),
            ("{role}", "case_officer"),
            ("{version}", "1"),
        ] {
            path = path.replace(name, any);
        }
        // A name that is new here stands for something that is nowhere.
        while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
            path.replace_range(start..=end, "0");
        }
        path
    }

    fn ask(&self, route: &Route, there: bool) -> RequestBuilder {
        let method = Method::from_bytes(route.method.as_bytes()).unwrap();
        let named = if route.path.ends_with("/files") { "?name=x.pdf" } else { "" };
        self.client.request(method, format!("{}{}{named}", self.served.base(), self.address(route, there)))
    }

    async fn events(&self) -> usize {
        let log = self.served.get(&format!("/api/v1/documents/{}/events", self.document)).await;
        log["items"].as_array().unwrap().len()
    }
}

#[tokio::test]
async fn no_foreign_page_changes_anything_by_any_route() {
    let two = Two::new().await;
    let before = (two.events().await, two.served.letters().await);
    let routes = all();
    let changing: Vec<&Route> = routes.iter().filter(|route| route.method != "GET").collect();
    assert!(changing.len() > 20, "{changing:?}");
    for route in &changing {
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("cookie", "__Host-sid=x"),
        ] {
            let form = two.ask(route, true).header(name, value).form(&[("reason", "x")]);
            assert_eq!(form.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{route:?} with {name}: {value}");
        }
    }
    for route in routes.iter().filter(|route| route.method == "GET") {
        let looked = two.ask(route, true).header("origin", "https://evil.example").bearer_auth(two.served.token());
        assert!(looked.send().await.unwrap().status().as_u16() < 500, "{route:?}");
    }
    assert_eq!((two.events().await, two.served.letters().await), before);
}

#[tokio::test]
async fn what_another_region_has_is_not_there_by_any_route() {
    let two = Two::new().await;
    let before = (two.events().await, two.served.letters().await);
    let mut walked = 0;
    for route in all().iter().filter(|route| route.path.contains('{')) {
        // Links carry their own proof; what stands behind a secret or is open to all is no region's.
        if ["/l/", "/login/", "/assets/", "/feeds/", "/demo/", "/{region}"]
            .iter()
            .any(|open| route.path.starts_with(open))
        {
            continue;
        }
        if !["{id}", "{region}"].iter().any(|name| route.path.contains(name)) {
            continue; // names of the caller's own region's things
        }
        let program = route.path.starts_with("/api/");
        let link_request = async |there: bool| {
            let known = || two.ask(route, there).header(header::COOKIE, &two.cookie).header(header::ORIGIN, BASE);
            let request = if program {
                two.ask(route, there).bearer_auth(&two.stranger).json(&json!({"type": "withdraw", "reason": "x"}))
            } else if route.method == "GET" {
                known()
            } else {
                known().form(&[("reason", "x")])
            };
            let mut answer = request.send().await.unwrap();
            if answer.status() == StatusCode::BAD_REQUEST {
                // A form that takes a file is sent in another way.
                answer = known().multipart(reqwest::multipart::Form::new().text("reason", "x")).send().await.unwrap();
            }
            let status = answer.status();
            let text = answer.text().await.unwrap();
            (status, text.replace(&two.address(route, there), "").replace(&two.document, ""))
        };
        let theirs = link_request(true).await;
        let nobodys = link_request(false).await;
        assert_eq!(theirs.0, nobodys.0, "{route:?}: whether it is there can be told");
        let closed = [StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNSUPPORTED_MEDIA_TYPE];
        assert!(closed.contains(&theirs.0), "{route:?} gave {}: {}", theirs.0, theirs.1);
        if route.method == "GET" {
            assert_eq!(theirs.0, StatusCode::NOT_FOUND, "{route:?}");
        }
        walked += 1;
    }
    assert!(walked > 15, "only {walked} routes");
    assert_eq!((two.events().await, two.served.letters().await), before);
}

#[tokio::test]
async fn a_token_that_was_taken_back_opens_nothing_any_more() {
    let mut served = Served::new(&[]);
    served.start();
    let said = |arguments: &[&str]| {
        let done = served.run(arguments);
        (done.status.success(), String::from_utf8(done.stdout).unwrap())
    };
    let (_, made) = said(&["token", "create", "--name", "journal"]);
    let secret = made.split_whitespace().last().unwrap().to_owned();
    let ask = || {
        let documents = format!("{}/api/v1/regions/{REGION}/documents", served.base());
        async { reqwest::Client::new().get(documents).bearer_auth(&secret).send().await.unwrap().status() }
    };
    assert_eq!(ask().await, 200);
    let (_, list) = said(&["token", "list"]);
    let line = list.lines().find(|line| line.ends_with("journal")).unwrap();
    assert!(list.lines().count() == 2 && !list.contains("samrad_"), "{list}");
    let id = line.split_whitespace().next().unwrap();
    assert!(said(&["token", "revoke", id]).0);
    assert_eq!(ask().await, 401);
    assert!(!said(&["token", "revoke", id]).0, "there is none");
    assert_eq!(served.get("/readyz").await["database"], "ok");
    assert_eq!(said(&["token", "list"]).1.lines().count(), 1, "the other is as it was");
}
