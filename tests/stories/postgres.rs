//! PostgreSQL for the stories: one server under an unprivileged user with a database for each world, or one of its own
//! for a story that restarts it, stops it in its tracks, or runs it with other settings.

use super::{served::faketime, world::folder};
use anyhow::bail;
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

pub struct Server {
    data: PathBuf,
    port: u16,
    settings: String,
}

static SHARED: OnceLock<Server> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The address of a new, empty database on the server the stories share.
pub fn database() -> String {
    SHARED.get_or_init(|| Server::start("").expect("PostgreSQL starts")).database()
}

/// What a statement gives, as text.
pub fn asks(database: &str, statement: &str) -> String {
    let answer = tool("psql").args([database, "-qAtc", statement]).output().expect("psql runs");
    assert!(answer.status.success(), "{statement}: {}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8_lossy(&answer.stdout).trim().to_owned()
}

impl Server {
    /// A server of its own, with settings as they are written on its command line.
    pub fn start(settings: &str) -> anyhow::Result<Self> {
        let home = folder();
        let data = home.join("postgres");
        std::fs::create_dir(&data)?;
        let _needed_as_root_only = Command::new("chown").args(["-R", "65534:65534"]).arg(&home).status();
        let made = unprivileged(&tool("initdb"))
            .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "-D"])
            .arg(&data)
            .output()?;
        if !made.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&made.stderr));
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self { data, port, settings: settings.to_owned() };
        server.run(None)?;
        server.watch()?;
        Ok(server)
    }

    /// The address of a new, empty database.
    pub fn database(&self) -> String {
        let name = format!("world_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        let admin = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        asks(&admin, &format!("create database {name}"));
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Ends every connection at once, as a crash does, and starts again.
    pub fn restart(&self) {
        self.restart_at(None);
    }

    /// The same, and its clock is off by what faketime understands.
    pub fn restart_at(&self, offset: Option<&str>) {
        let mut stop = unprivileged(&tool("pg_ctl"));
        stop.arg("-D").arg(&self.data).args(["-w", "-m", "immediate", "stop"]).stdout(Stdio::null());
        assert!(stop.status().is_ok_and(|status| status.success()), "PostgreSQL stops");
        self.run(offset).expect("PostgreSQL starts again");
    }

    /// Stops all its processes where they are, or lets them go on.
    pub fn pause(&self, paused: bool) {
        let signal = if paused { "-STOP" } else { "-CONT" };
        let server = self.pid();
        let children = Command::new("ps").args(["-o", "pid=", "--ppid", &server]).output().expect("ps runs");
        let children = String::from_utf8_lossy(&children.stdout).into_owned();
        for pid in std::iter::once(server.as_str()).chain(children.split_whitespace()) {
            let _gone_meanwhile = Command::new("kill").args([signal, pid]).stderr(Stdio::null()).status();
        }
    }

    fn pid(&self) -> String {
        let file = std::fs::read_to_string(self.data.join("postmaster.pid")).expect("the server runs");
        file.lines().next().expect("its first line is its number").to_owned()
    }

    fn run(&self, offset: Option<&str>) -> anyhow::Result<()> {
        let Self { data, port, settings } = self;
        let options =
            format!("-p {port} -k {} -c listen_addresses=127.0.0.1 -c max_connections=200 {settings}", data.display());
        let log = data.join("log");
        // Its clock is changed once it is nobody: what faketime makes for one user, another cannot open.
        let mut start = unprivileged(&Command::new("env"));
        start.args(offset.map(faketime).into_iter().flatten().map(|(name, value)| format!("{name}={value}")));
        start.arg(tool("pg_ctl").get_program());
        let started = start.arg("-D").arg(data).arg("-l").arg(&log).args(["-w", "-o", &options, "start"]);
        if !started.stdout(Stdio::null()).status()?.success() {
            bail!("{}", std::fs::read_to_string(log).unwrap_or_default());
        }
        Ok(())
    }

    /// The server outlives no test run: a watcher stops it when this process has ended.
    fn watch(&self) -> anyhow::Result<()> {
        let own = std::process::id();
        let stop = format!(
            "while kill -0 {own} 2>/dev/null; do sleep 1; done; kill -INT $(head -1 {}/postmaster.pid)",
            self.data.display()
        );
        Command::new("sh").args(["-c", &stop]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        Ok(())
    }
}

pub fn tool(name: &str) -> Command {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin").join(name)).collect())
        .unwrap_or_default();
    versions.retain(|path: &PathBuf| Path::exists(path));
    versions.sort();
    Command::new(versions.pop().unwrap_or_else(|| PathBuf::from(name)))
}

/// The server refuses to run as root; as root it is started as nobody.
fn unprivileged(program: &Command) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"));
    if !root {
        return Command::new(program.get_program());
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program.get_program());
    command
}
