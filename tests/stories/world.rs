//! A world: one process of the product on a fresh database, a browser without scripts, and eyes on the mailbox.

use super::postgres;
use anyhow::bail;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

pub const REGION: &str = "kongsbergregionen";
pub const EIGHT: [&str; 8] = ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"];

/// A story on each of the databases.
pub async fn both(story: impl AsyncFn(On)) {
    story(On::Sqlite).await;
    story(On::Postgres).await;
}

/// A browser that follows no redirect and keeps no cookie. Nor does it use a connection again that the server may be about
/// to close (`header_seconds`, 10 by default): a story that waits for another program could send its next request into it.
pub fn browser() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.pool_idle_timeout(Duration::from_secs(5)).build().expect("a client")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

pub struct World {
    process: Child,
    pub base: String,
    pub token: String,
    pub client: reqwest::Client,
    pub data: PathBuf,
    database: String,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The program under test stands beside the tests' own folder.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().expect("tests run from a file");
    own.ancestors().nth(2).expect("target/debug").join("samrad")
}

/// A folder of this test's own.
pub fn folder() -> PathBuf {
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("samrad-story-{}-{n}", std::process::id()));
    let _absent = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the temporary folder can be written");
    path
}

impl World {
    /// The region and its contacts, no documents, the clock at eight on a Monday morning.
    pub async fn empty(on: On) -> Self {
        Self::start(on, &["--empty", "--clock", "2026-11-23T08:00"]).await
    }

    pub async fn start(on: On, arguments: &[&str]) -> Self {
        Self::start_in(folder(), on, arguments).await
    }

    /// An empty region with kinds of its own.
    pub async fn with_kind(on: On, toml: &str) -> Self {
        let data = folder();
        let kinds = data.join("kinds");
        std::fs::create_dir_all(&kinds).expect("the folder can be written");
        std::fs::write(kinds.join("own.toml"), toml).expect("the kind can be written");
        let arguments = ["--empty", "--clock", "2026-11-23T08:00"];
        Self::start_in(data, on, &arguments).await
    }

    async fn start_in(data: PathBuf, on: On, arguments: &[&str]) -> Self {
        let _first = rustls::crypto::ring::default_provider().install_default();
        let database = match on {
            On::Sqlite => format!("sqlite:{}", data.join("samrad.db").display()),
            On::Postgres => postgres::database(),
        };
        let mut command = Command::new(program());
        command.args(["demo", "--listen", "127.0.0.1:0", "--database", &database, "--data"]).arg(&data).args(arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let base = ready(&mut process);
        let token = std::fs::read_to_string(data.join("api-token")).expect("the demo writes a token").trim().to_owned();
        let client = browser();
        Self { process, base, token, client, data, database }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let answer = self.client.get(self.url(path)).bearer_auth(&self.token).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            bail!("{path}: {status} {text}");
        }
        Ok(serde_json::from_str(&text)?)
    }

    pub async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let request =
            self.client.post(self.url(path)).bearer_auth(&self.token).header("accept-language", "en").json(body);
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    pub async fn create(&self, kind: &str) -> String {
        let body = json!({"kind": kind, "title": "Overordnet strategi 2027–2038"});
        let (status, answer) = self.post(&format!("/api/v1/regions/{REGION}/documents"), &body).await;
        assert_eq!(status, 201, "{answer}");
        answer["id"].as_str().expect("an id").to_owned()
    }

    /// A command that must be accepted.
    pub async fn command(&self, document: &str, body: Value) -> Value {
        let (status, answer) = self.post(&format!("/api/v1/documents/{document}/commands"), &body).await;
        assert_eq!(status, 200, "{body} gave {answer}");
        answer
    }

    /// A command that must be refused; gives the refusal's name.
    pub async fn refused(&self, document: &str, body: Value) -> String {
        let (status, answer) = self.post(&format!("/api/v1/documents/{document}/commands"), &body).await;
        assert_eq!(status, 409, "{body} gave {answer}");
        let detail = answer["detail"].as_str().unwrap_or_default();
        assert!(!detail.is_empty() && !detail.starts_with("refusal-"), "{answer}");
        answer["refusal"].as_str().expect("a refusal").to_owned()
    }

    pub async fn document(&self, id: &str) -> Value {
        self.get(&format!("/api/v1/documents/{id}")).await.expect("the document")
    }

    pub async fn phase(&self, id: &str) -> String {
        self.document(id).await["phase"].as_str().unwrap_or_default().to_owned()
    }

    pub async fn events(&self, id: &str) -> Vec<Value> {
        let list = self.get(&format!("/api/v1/documents/{id}/events")).await.expect("the log");
        list["items"].as_array().expect("items").clone()
    }

    /// How many events of a type there are.
    pub async fn count(&self, id: &str, name: &str) -> usize {
        self.events(id).await.iter().filter(|line| line["event"]["type"] == name).count()
    }

    /// Letters of a document, of a kind.
    pub async fn letters(&self, document: &str, kind: &str) -> Vec<Value> {
        let list = self.get(&format!("/api/v1/mail?document={document}&letter={kind}")).await.expect("letters");
        list["items"].as_array().expect("items").clone()
    }

    pub async fn letter_text(&self, id: &str) -> String {
        let request = self.client.get(self.url(&format!("/api/v1/mail/{id}"))).bearer_auth(&self.token);
        request.send().await.expect("an answer").text().await.expect("a text")
    }

    /// The path of the link a municipality got in a kind of letter.
    pub async fn link(&self, document: &str, kind: &str, municipality: &str) -> String {
        for letter in self.letters(document, kind).await {
            if letter["municipality"] == municipality {
                let text = self.letter_text(letter["id"].as_str().expect("an id")).await;
                if let Some(line) = text.lines().find(|line| line.contains("/l/")) {
                    return line[line.find("/l/").expect("a link")..].to_owned();
                }
            }
        }
        panic!("no {kind} to {municipality}");
    }

    pub async fn advance(&self, by: &str) {
        let answer = self.client.post(self.url("/demo/clock")).json(&json!({"advance": by})).send().await;
        assert_eq!(answer.expect("an answer").status(), 200);
    }

    pub async fn travel(&self, to: &str) {
        let answer = self.client.post(self.url("/demo/clock")).json(&json!({"to": to})).send().await;
        assert_eq!(answer.expect("an answer").status(), 200);
    }

    /// A page as a browser without scripts sees it: status and text.
    pub async fn page(&self, path: &str) -> (u16, String) {
        let answer = self.client.get(self.url(path)).send().await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.unwrap_or_default())
    }

    /// Fills in the first form of a page whose action contains `action`, and sends it.
    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
        let form = Form::find(page, action).unwrap_or_else(|| panic!("no form to {action} in {page}"));
        let mut all: Vec<(String, String)> = form.hidden;
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let answer = self.client.post(self.url(&form.action)).form(&all).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let location = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        (status, location, answer.text().await.unwrap_or_default())
    }

    /// The same with a file beside the fields: its name and its bytes.
    pub async fn upload(
        &self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> (u16, String) {
        let form = Form::find(page, action).unwrap_or_else(|| panic!("no form to {action} in {page}"));
        let file = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(name.to_owned());
        let mut all = reqwest::multipart::Form::new();
        let typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        for (name, value) in form.hidden.into_iter().chain(typed) {
            all = all.text(name, value);
        }
        let sent = self.client.post(self.url(&form.action)).multipart(all.part("file", file));
        let answer = sent.send().await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.unwrap_or_default())
    }

    /// A coordinator has looked at every answer there is: anyone may read those that are not exempt.
    pub async fn release(&self, document: &str) {
        let parties: BTreeSet<String> = self
            .events(document)
            .await
            .iter()
            .filter_map(|line| line["event"]["statement"]["party"].as_str().map(str::to_owned))
            .collect();
        for party in parties {
            self.command(document, json!({"type": "disclose_statement", "municipality": party})).await;
        }
    }

    /// Saves an answer on the way to its review, and gives the review.
    pub async fn review(&self, page: &str, fields: &[(&str, &str)]) -> String {
        let (status, location, said) = self.submit(page, "/review", fields).await;
        assert_eq!(status, 303, "{said}");
        let (status, review) = self.page(&location).await;
        assert_eq!(status, 200, "{review}");
        review
    }

    /// One officer's whole answer through the pages.
    pub async fn answer(&self, link: &str, position: &str, text: &str) {
        let (status, page) = self.page(link).await;
        assert_eq!(status, 200, "{page}");
        let review = self.review(&page, &[("position", position), ("text", text)]).await;
        let signed = [("name", "Ola Nordmann"), ("role", "rådgiver"), ("confirm", "yes")];
        let (status, location, sent) = self.submit(&review, "/submit", &signed).await;
        assert_eq!(status, 303, "{sent}");
        assert_eq!(self.page(&location).await.0, 200);
    }

    /// One council's decision through the page.
    pub async fn decide(&self, link: &str, outcome: &str, meeting_date: &str) {
        let (status, page) = self.page(link).await;
        assert_eq!(status, 200, "{page}");
        let fields = [
            ("outcome", outcome),
            ("body", "Kommunestyret"),
            ("meeting_date", meeting_date),
            ("case_number", "12/27"),
            ("text", "Punkt 2 endres."),
            ("name", "Kari Nordmann"),
            ("role", "sekretær"),
            ("confirm", "yes"),
        ];
        let before = self.codes().await;
        let (status, location, sent) = self.submit(&page, "/decision", &fields).await;
        assert_eq!(status, 303, "{sent}");
        let (status, asked) = self.page(&location).await;
        assert_eq!(status, 200, "{asked}");
        let (status, location, said) =
            self.submit(&asked, "/confirm", &[("code", &self.code_since(&before).await)]).await;
        assert_eq!(status, 303, "{said}");
        assert_eq!(self.page(&location).await.0, 200);
    }

    /// Every council's decision through its page: it endorses.
    pub async fn all_endorse(&self, document: &str, meeting_date: &str) {
        for municipality in EIGHT {
            let link = self.link(document, "council_request", municipality).await;
            self.decide(&link, "endorsed", meeting_date).await;
        }
    }

    /// The letters with codes there are, by id.
    pub async fn codes(&self) -> Vec<String> {
        let list = self.get("/api/v1/mail?letter=confirmation_code&limit=200").await.expect("letters");
        let id = |letter: &Value| letter["id"].as_str().expect("an id").to_owned();
        list["items"].as_array().expect("items").iter().map(id).collect()
    }

    /// The code in the one letter that was not there before.
    pub async fn code_since(&self, before: &[String]) -> String {
        let new: Vec<String> = self.codes().await.into_iter().filter(|id| !before.contains(id)).collect();
        assert_eq!(new.len(), 1, "one letter with a code");
        let text = self.letter_text(&new[0]).await;
        let digits = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
        text.lines().find(digits).unwrap_or_else(|| panic!("a code in {text}")).to_owned()
    }

    /// A document whose hearing is open in all eight.
    pub async fn in_hearing(&self) -> String {
        let id = self.create("strategy").await;
        let sections = json!([{"heading": "Bakgrunn", "body": "Åtte kommuner."}, {"heading": "Samferdsel", "body": "Veg og bane."}]);
        self.command(&id, json!({"type": "save_text", "sections": sections})).await;
        self.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": "Vi ber om uttalelse."}))
            .await;
        id
    }

    /// A document whose text the eight councils have before them.
    pub async fn before_councils(&self) -> String {
        let id = self.in_hearing().await;
        for municipality in EIGHT {
            let statement = json!({"type": "record_statement", "municipality": municipality, "position": "without_remarks",
                "text": "", "received_on": "2026-11-23", "channel": "brev"});
            self.command(&id, statement).await;
        }
        self.command(&id, json!({"type": "close_hearing"})).await;
        self.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
        id
    }

    /// Where this world's database is.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Runs the program's own command on this world's database.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env("SAMRAD_DATABASE", &self.database)
            .env("SAMRAD_KEY_FILE", self.data.join("samrad.key"));
        command.output().expect("the program runs")
    }

    /// Ends the process and holds the record against itself: nothing left waiting, chains whole, states true.
    pub async fn end(mut self) {
        for state in ["queued", "claimed", "data", "held", "failed"] {
            let waiting = self.get(&format!("/api/v1/mail?state={state}")).await.expect("letters");
            assert_eq!(waiting["items"], json!([]), "letters left {state}");
        }
        self.stop();
        let verified = self.run(&["verify"]);
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
        let _left = std::fs::remove_dir_all(&self.data);
    }

    pub fn stop(&mut self) {
        let _sent = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ended = self.process.wait();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _ended = self.process.wait();
    }
}

/// The address the process serves at, once it does.
pub fn ready(process: &mut Child) -> String {
    let output = process.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(output).lines();
    let line = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("ready ")));
    // What it says later is read to its end, so that it never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    line.expect("the process serves").expect("a line")["ready ".len()..].to_owned()
}

/// A form as a browser finds it: where it leads, and its hidden fields.
struct Form {
    action: String,
    hidden: Vec<(String, String)>,
}

impl Form {
    fn find(page: &str, action: &str) -> Option<Self> {
        for form in page.split("<form ").skip(1) {
            let form = form.split("</form>").next()?;
            // A button may send the form elsewhere.
            let buttons =
                form.split(" formaction=").skip(1).filter_map(|rest| attribute(&format!("action={rest}"), "action"));
            let Some(address) = attribute(form, "action").into_iter().chain(buttons).find(|to| to.contains(action))
            else {
                continue;
            };
            let inputs = form.split("<input ").skip(1).filter_map(|input| input.split('>').next());
            let hidden = inputs.filter(|input| input.contains("type=\"hidden\""));
            let hidden = hidden.filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)));
            return Some(Self { action: address, hidden: hidden.collect() });
        }
        None
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
    let value = &tag[start..start + tag[start..].find('"')?];
    Some(
        value
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#x27;", "'"),
    )
}

/// Runs a statement on a world's database behind the program's back; gives the first column of the first row, as text.
pub async fn tamper(database: &str, statement: &str) -> Option<String> {
    use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection, query_scalar};
    let changes = !statement.starts_with("select");
    let statement = AssertSqlSafe(statement.to_owned());
    if database.starts_with("sqlite:") {
        let mut c = SqliteConnection::connect(database).await.expect("the file opens");
        // Whoever holds the file takes away what guards it.
        let guards: Vec<String> = query_scalar(
            "select name from sqlite_master where type = 'trigger' and (name like '%_stays' or name like '%_kept')",
        )
        .fetch_all(&mut c)
        .await
        .expect("the triggers are named");
        for guard in guards.into_iter().filter(|_| changes) {
            let drop = AssertSqlSafe(format!("drop trigger {guard}"));
            sqlx::query(drop).execute(&mut c).await.expect("the trigger is dropped");
        }
        let found = query_scalar(statement).fetch_optional(&mut c).await.expect("the statement runs");
        c.close().await.expect("the file closes");
        return found;
    }
    let mut c = PgConnection::connect(database).await.expect("the server answers");
    for table in ["event", "seal", "prose", "file_chunk", "record_key"].into_iter().filter(|_| changes) {
        let disable = AssertSqlSafe(format!("alter table {table} disable trigger user"));
        sqlx::query(disable).execute(&mut c).await.expect("the trigger is disabled");
    }
    query_scalar(statement).fetch_optional(&mut c).await.expect("the statement runs")
}
