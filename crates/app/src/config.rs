//! The settings: those compiled in, then a file, then the environment. An unknown key is an error with its place.

use crate::cron::Schedule;
use figment::{
    Figment,
    providers::{Env, Format as _, Toml},
};
use procedure::{KindError, Kinds, RegionId};
use serde::{Deserialize, Serialize};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};
use words::paper::{Template, TemplateError};

pub const DEFAULTS: &str = include_str!("../../../config/samrad.toml");

macro_rules! built_in {
    ($($file:literal),+ $(,)?) => { &[$(($file, include_str!(concat!("../../../config/", $file)))),+] };
}

/// Settings that may hold a password, and the variables that name a file with them in their place.
const SECRETS: [(&str, &str); 2] = [("database", "SAMRAD_DATABASE_FILE"), ("smtp", "SAMRAD_SMTP_FILE")];

const KINDS: &[(&str, &str)] = built_in![
    "kinds/strategy.toml",
    "kinds/statutes.toml",
    "kinds/focus_area_plan.toml",
    "kinds/financial_plan.toml",
    "kinds/action_plan.toml",
    "kinds/project_plan.toml",
    "kinds/intermunicipal_plan.toml",
    "kinds/planning_programme.toml",
    "kinds/planning_strategy.toml",
];

const REGIONS: &[(&str, &str)] = built_in!["regions/kongsbergregionen.toml"];

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub database: String,
    pub listen: SocketAddr,
    pub metrics: String,
    pub public_url: String,
    pub client_address_header: String,
    pub public_contact: String,
    pub accessibility_statement: String,
    pub smtp: String,
    pub mail_from: String,
    pub key_file: String,
    pub kinds: String,
    pub regions: String,
    pub templates: String,
    pub log: String,
    pub settle_minutes: u64,
    pub confirm: Confirm,
    pub session: Session,
    pub connections: Connections,
    pub schedules: Schedules,
    pub inbox: Inbox,
    pub mail: Mail,
}

/// What a link's holder confirms with a code that is mailed to the municipality.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    pub decisions: bool,
    pub answers: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    pub idle_hours: u32,
    pub days: u32,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Connections {
    pub most: usize,
    pub most_per_address: usize,
    pub first_byte_seconds: u64,
    pub header_seconds: u64,
    pub idle_seconds: u64,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Schedules {
    pub reminders: String,
    pub digest: String,
    pub revision: String,
    pub seal: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Inbox {
    pub maildir: String,
    pub imap: String,
    pub imap_password_file: String,
    pub imap_token_file: String,
    pub imap_move_to: String,
    pub every_seconds: u64,
    pub authentication_server: String,
    pub region: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub batch: u32,
    pub lease_seconds: u32,
    pub connections: usize,
    pub uncertain_minutes: i64,
    pub per_domain_per_minute: u32,
    pub dkim_key_file: String,
    pub dkim_selector: String,
    pub dkim_domain: String,
    pub name_server: String,
    pub connect_timeout: u64,
    pub command_timeout: u64,
}

/// A setting, a kind or a region that cannot be used. Exit status 78.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0}")]
    Setting(Box<figment::Error>),
    #[error(transparent)]
    Kind(#[from] KindError),
    #[error("{file}: {error}")]
    File { file: String, error: std::io::Error },
    #[error("{file}: {error}")]
    Template { file: String, error: TemplateError },
    #[error("{key}: {reason}")]
    Value { key: &'static str, reason: String },
}

/// Variables that are no settings: what is read before them, by the build, and by tests that ask for their long forms.
const NO_SETTINGS: [&str; 6] = ["config", "assets", "sweep", "seed", "fuzz", "guesses"];

impl Config {
    /// Reads the settings, `SAMRAD_CONFIG`'s file among them.
    pub fn read() -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Ok(file) = std::env::var("SAMRAD_CONFIG") {
            std::fs::metadata(&file).map_err(|error| ConfigError::File { file: file.clone(), error })?;
            figment = figment.merge(Toml::file_exact(file));
        }
        let outside = Env::prefixed("SAMRAD_").ignore(&NO_SETTINGS);
        let outside = outside.ignore(&SECRETS.map(|(_, variable)| &variable["SAMRAD_".len()..])).split("__");
        figment = figment.merge(outside);
        for (key, variable) in SECRETS {
            let Ok(file) = std::env::var(variable) else { continue };
            let text = std::fs::read_to_string(&file).map_err(|error| ConfigError::File { file, error })?;
            figment = figment.merge((key, text.trim()));
        }
        let config: Self = figment.extract().map_err(|error| ConfigError::Setting(Box::new(error)))?;
        config.check()?;
        Ok(config)
    }

    /// The defaults alone, for `demo`.
    pub fn built_in() -> Result<Self, ConfigError> {
        Figment::from(Toml::string(DEFAULTS)).extract().map_err(|error| ConfigError::Setting(Box::new(error)))
    }

    fn check(&self) -> Result<(), ConfigError> {
        for (key, expression) in [
            ("schedules.reminders", &self.schedules.reminders),
            ("schedules.digest", &self.schedules.digest),
            ("schedules.revision", &self.schedules.revision),
            ("schedules.seal", &self.schedules.seal),
        ] {
            Schedule::parse(expression).map_err(|error| ConfigError::Value { key, reason: error.to_string() })?;
        }
        if !self.public_url.starts_with("https://") && !self.public_url.starts_with("http://") {
            let reason = "begins with https:// (or http:// on a machine of your own)".to_owned();
            return Err(ConfigError::Value { key: "public_url", reason });
        }
        if self.session.idle_hours == 0 || self.session.days == 0 || self.session.days > 365 {
            let reason = "a session lasts from one hour idle, and from 1 to 365 days in all".to_owned();
            return Err(ConfigError::Value { key: "session", reason });
        }
        let seconds = &self.connections;
        if [seconds.first_byte_seconds, seconds.header_seconds, seconds.idle_seconds].contains(&0) {
            let reason = "a time-out is one second or more".to_owned();
            return Err(ConfigError::Value { key: "connections", reason });
        }
        let header = &self.client_address_header;
        if !header.is_empty() && http::HeaderName::try_from(header).is_err() {
            let reason = format!("`{header}` is no header's name");
            return Err(ConfigError::Value { key: "client_address_header", reason });
        }
        Ok(())
    }

    pub fn kinds(&self) -> Result<Kinds, ConfigError> {
        let mut kinds = Kinds::default();
        for (file, text) in files(&self.kinds, KINDS)? {
            kinds.add(&file, &text)?;
        }
        Ok(kinds)
    }

    /// Region files by name: what a region that is not in the database yet begins with.
    pub fn region_files(&self) -> Result<Vec<(String, String)>, ConfigError> {
        files(&self.regions, REGIONS)
    }

    /// A region's own Word template, where there is one.
    pub fn template(&self, region: &RegionId) -> Result<Option<Template>, ConfigError> {
        let named = TEMPLATES.map(|ending| Path::new(&self.templates).join(format!("{region}.{ending}")));
        let found = named.iter().find(|path| !self.templates.is_empty() && path.is_file());
        found.map(|path| template(path)).transpose()
    }

    /// Reads every template; how many there are.
    pub fn templates(&self) -> Result<usize, ConfigError> {
        if self.templates.is_empty() {
            return Ok(0);
        }
        let error = |error| ConfigError::File { file: self.templates.clone(), error };
        let mut count = 0;
        for entry in std::fs::read_dir(&self.templates).map_err(error)? {
            let path: PathBuf = entry.map_err(error)?.path();
            if path.extension().is_some_and(|ending| TEMPLATES.iter().any(|one| ending == *one)) {
                template(&path)?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// As TOML, passwords blotted out.
    pub fn printed(&self) -> Result<String, ConfigError> {
        let mut shown = self.clone();
        shown.database = without_password(&self.database);
        shown.smtp = without_password(&self.smtp);
        toml::to_string(&shown).map_err(|error| ConfigError::Value { key: "print", reason: error.to_string() })
    }

    /// The public address without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.public_url.trim_end_matches('/')
    }
}

/// How a template's name may end.
const TEMPLATES: [&str; 2] = ["dotx", "docx"];

fn template(path: &Path) -> Result<Template, ConfigError> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| ConfigError::File { file: file.clone(), error })?;
    Template::read(&bytes).map_err(|error| ConfigError::Template { file, error })
}

fn without_password(address: &str) -> String {
    match url::Url::parse(address) {
        Ok(mut url) if url.password().is_some() => {
            let _host = url.set_password(Some("REDACTED"));
            url.to_string()
        }
        _ => address.to_owned(),
    }
}

fn files(folder: &str, built_in: &[(&str, &str)]) -> Result<Vec<(String, String)>, ConfigError> {
    if folder.is_empty() {
        return Ok(built_in.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    }
    let read = |path: &Path| std::fs::read_to_string(path);
    let error = |file: &str, error| ConfigError::File { file: file.to_owned(), error };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| error(folder, e))? {
        let path = entry.map_err(|e| error(folder, e))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.display().to_string();
            let text = read(&path).map_err(|e| error(&name, e))?;
            found.push((name, text));
        }
    }
    found.sort();
    Ok(found)
}
