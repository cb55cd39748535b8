//! Real servers from Debian: Postfix takes our letters, Dovecot keeps the mailboxes, and what comes back is read by IMAP.

use super::{
    channel::certificate,
    served::{Served, mail_in},
    world::folder,
};
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

const TOWNS: [&str; 8] = ["kongsberg", "sigdal", "flesberg", "rollag", "nore-og-uvdal", "notodden", "hjartdal", "tinn"];
const UNKNOWN: &str = "saksbehandler@rollag.example.test";
pub const OURS: &str = "samrad@region.example.test";

/// Both servers on ports and in folders of their own; no service of the machine is touched.
pub struct Servers {
    pub home: PathBuf,
    smtp: u16,
    pub imap: u16,
    pub imaps: u16,
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Nothing of its output is read: a daemon would keep the pipe open.
fn works(command: &mut Command) {
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(done.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?}: {done:?}; this needs root");
}

impl Servers {
    pub fn start() -> Self {
        let (home, smtp, lmtp, imap, imaps) = (folder(), free(), free(), free(), free());
        for inner in ["postfix", "spool", "data", "mail", "dovecot"] {
            std::fs::create_dir(home.join(inner)).unwrap();
        }
        let fill = |text: &str| {
            let here = home.display().to_string();
            let text = text.replace("{home}", &here).replace("{smtp}", &smtp.to_string());
            let text = text.replace("{lmtp}", &lmtp.to_string()).replace("{imap}", &imap.to_string());
            text.replace("{imaps}", &imaps.to_string())
        };
        let write = |name: &str, text: &str| std::fs::write(home.join(name), fill(text)).unwrap();
        write("postfix/main.cf", include_str!("../data/servers/main.cf"));
        write("postfix/master.cf", include_str!("../data/servers/master.cf"));
        write("dovecot/dovecot.conf", include_str!("../data/servers/dovecot.conf"));
        let offices = TOWNS
            .iter()
            .flat_map(|town| ["saksbehandler", "postmottak"].map(|office| format!("{office}@{town}.example.test")));
        let known = offices.filter(|address| address != UNKNOWN).chain([OURS.to_owned()]);
        let user = |address: String| format!("{address}:{{plain}}secret:65534:65534::/nonexistent::\n");
        write("dovecot/users", &known.map(user).collect::<String>());
        std::fs::write(home.join("password"), "secret\n").unwrap();
        certificate(&home, "localhost");
        works(Command::new("chown").args(["-R", "65534:65534"]).arg(home.join("mail")));
        works(Command::new("chown").arg("postfix").arg(home.join("data")));
        works(Command::new("dovecot").arg("-c").arg(home.join("dovecot/dovecot.conf")));
        works(Command::new("postfix").arg("-c").arg(home.join("postfix")).arg("start"));
        let servers = Self { home, smtp, imap, imaps };
        servers.watch();
        servers
    }

    /// The servers outlive no test run, whatever ends it.
    fn watch(&self) {
        let (own, home) = (std::process::id(), self.home.display());
        let stop = format!(
            "while kill -0 {own} 2>/dev/null && [ -d {home} ]; do sleep 1; done; [ ! -d {home} ] || postfix -c {home}/postfix stop; [ ! -d {home} ] || doveadm -c {home}/dovecot/dovecot.conf stop"
        );
        works(Command::new("sh").args(["-c", &format!("({stop}) &")]));
    }

    /// Messages of an address, as files.
    pub fn mailbox(&self, address: &str) -> Vec<PathBuf> {
        self.folder(address, "")
    }

    /// Those in one of its folders, by the folder's name on disk.
    pub fn folder(&self, address: &str, folder: &str) -> Vec<PathBuf> {
        let files = |inner: &str| {
            let folder = self.home.join("mail").join(address).join(folder).join(inner);
            std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
        };
        files("new").chain(files("cur")).collect()
    }

    pub async fn until<T>(&self, found: impl Fn() -> Option<T>) -> T {
        for _ in 0..300 {
            if let Some(found) = found() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it never came to that: {}", std::fs::read_to_string(self.home.join("postfix.log")).unwrap_or_default());
    }

    /// Hands a message to Postfix as a mail program does.
    pub fn send(&self, from: &str, to: &str, message: &str) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.smtp)).unwrap();
        let mut answers = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut expect = |code: &str| {
            let line = answers.by_ref().map_while(Result::ok).find(|line| line.as_bytes().get(3) == Some(&b' '));
            assert!(line.as_ref().is_some_and(|line| line.starts_with(code)), "{line:?} is not {code}");
        };
        expect("220");
        for (line, code) in [
            ("HELO test", "250"),
            (&format!("MAIL FROM:<{from}>"), "250"),
            (&format!("RCPT TO:<{to}>"), "250"),
            ("DATA", "354"),
            (&format!("{message}\r\n."), "250"),
            ("QUIT", "221"),
        ] {
            stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
            expect(code);
        }
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        works(Command::new("postfix").arg("-c").arg(self.home.join("postfix")).arg("stop"));
        works(Command::new("doveadm").arg("-c").arg(self.home.join("dovecot/dovecot.conf")).arg("stop"));
        let _left = std::fs::remove_dir_all(&self.home);
    }
}

pub fn header(file: &Path, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {text}")).to_owned()
}

#[tokio::test]
async fn letters_go_out_by_postfix_and_what_comes_back_is_read_by_imap() {
    let servers = Servers::start();
    let mut served = Served::new(&[
        ("SAMRAD_SMTP", &format!("smtp://127.0.0.1:{}", servers.smtp)),
        ("SAMRAD_INBOX__IMAP", &format!("imap://{}@127.0.0.1:{}/INBOX", OURS.replace('@', "%40"), servers.imap)),
        ("SAMRAD_INBOX__IMAP_PASSWORD_FILE", &servers.home.join("password").display().to_string()),
        ("SAMRAD_INBOX__EVERY_SECONDS", "1"),
    ]);
    served.start();
    served.in_hearing().await;
    // Postfix takes all sixteen; one comes back as a report to its return path, and is entered on its letter.
    let settled = |l: &serde_json::Value| l["state"] == if l["to"] == UNKNOWN { "bounced" } else { "accepted" };
    let letters = served.until(|letters| letters.len() == 16 && letters.iter().all(settled)).await;
    let bounced = letters.iter().find(|letter| letter["to"] == UNKNOWN).unwrap();
    assert!(bounced["reason"].as_str().unwrap().contains("User doesn't exist"), "{bounced}");
    // An officer answers from a mail program.
    let officer = "saksbehandler@tinn.example.test";
    let received = servers.until(|| servers.mailbox(officer).pop()).await;
    let (message, from) = (header(&received, "Message-ID"), header(&received, "From"));
    assert!(from.contains(OURS), "{from}");
    let answer = format!(
        "From: Kari <{officer}>\r\nTo: {OURS}\r\nSubject: Svar\r\nMessage-ID: <1@tinn.example.test>\r\nIn-Reply-To: {message}\r\n\r\nTinn sluttar seg til."
    );
    servers.send(officer, OURS, &answer);
    // Seen, because stored: the same bytes are known already.
    let seen = || {
        let read = |path: &PathBuf| path.display().to_string().contains(":2,S");
        servers.mailbox(OURS).into_iter().find(|path| read(path) && header(path, "Subject") == "Svar")
    };
    let stored = servers.until(seen).await;
    let text = std::fs::read_to_string(stored).unwrap().replace('\n', "\r\n");
    assert_eq!(mail_in(served.command(), &[], &text), "known already");
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}
