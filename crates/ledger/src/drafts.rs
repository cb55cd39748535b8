//! Answers that are being written, a field at a time. A draft is nobody's business but its municipality's, and no part
//! of the log.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, DocumentId, PartyId, RegionId};
use std::collections::BTreeMap;

/// Earlier values of a field that are kept. A window older than these is asked instead of merged.
const HISTORY: i64 = 100;

/// Which draft: of a document, by a party; `slot` says which answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    pub region: RegionId,
    pub document: DocumentId,
    pub party: PartyId,
    pub slot: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Values by the field's name.
    pub fields: BTreeMap<String, String>,
    /// Who saved a field last, and when.
    pub savers: BTreeMap<String, (DateTime<Utc>, ContactId)>,
    pub revision: u32,
    pub saved_at: DateTime<Utc>,
    pub saved_by: ContactId,
    /// Texts that wait for somebody to choose between them and what the field holds.
    pub choices: Vec<Choice>,
}

impl Draft {
    /// Whether a field has two texts to choose between.
    pub fn asks(&self) -> bool {
        !self.choices.is_empty()
    }
}

/// What was typed into a field that had been changed in another window meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub field: String,
    /// The window it was typed in.
    pub page: String,
    pub text: String,
    pub typed_at: DateTime<Utc>,
    pub typed_by: ContactId,
}

/// A window's form as it was posted.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The window, so that its own earlier saving is not taken for someone else's.
    pub page: String,
    /// The draft's revision when the window was opened, or last heard of.
    pub based_on: u32,
    /// The fields that came, by name.
    pub fields: Vec<(String, String)>,
    /// Fields that were asked about, each with the window whose text is to stand, or nothing for what the field holds.
    pub chosen: Vec<(String, String)>,
    pub by: ContactId,
    pub link: u32,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    pub revision: u32,
    /// Some field waits for a choice.
    pub asked: bool,
}

/// A value a field has had.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Was {
    field: String,
    revision: i64,
    value: String,
    page: String,
}

/// What becomes of a field that was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stands,
    Set,
    Ask,
}

/// Weighs what was typed against what the field held when the window opened, and what it holds now. `own` says that
/// the same window wrote what it holds now; `base` is `None` where nobody remembers.
fn weigh(base: Option<&str>, now: &str, typed: &str, own: bool) -> Fate {
    let same = |a: &str, b: &str| a.trim() == b.trim();
    match base {
        _ if same(typed, now) => Fate::Stands,
        _ if own => Fate::Set,
        Some(base) if same(typed, base) => Fate::Stands,
        Some(base) if same(base, now) => Fate::Set,
        _ => Fate::Ask,
    }
}

/// A draft's fields with their earlier values.
struct History {
    before: BTreeMap<String, String>,
    rows: Vec<Was>,
}

impl History {
    fn of(&self, field: &str) -> impl DoubleEndedIterator<Item = &Was> {
        self.rows.iter().filter(move |row| row.field == field)
    }

    fn now(&self, field: &str) -> &str {
        let before = || self.before.get(field).map_or("", String::as_str);
        self.of(field).next_back().map_or_else(before, |row| row.value.as_str())
    }

    fn fate(&self, typed: &Typed, field: &str, value: &str) -> Fate {
        let known = self.of(field).rfind(|row| row.revision <= i64::from(typed.based_on));
        let whole = i64::try_from(self.of(field).count()).unwrap_or(HISTORY) < HISTORY;
        let before = whole.then(|| self.before.get(field).map_or("", String::as_str));
        let base = known.map_or(before, |row| Some(row.value.as_str()));
        let own = !typed.page.is_empty() && self.of(field).next_back().is_some_and(|row| row.page == typed.page);
        weigh(base, self.now(field), value, own)
    }
}

/// A field's name and what was typed in it.
type Field<'a> = (&'a str, &'a str);

impl History {
    /// The fields to set, and those to ask about.
    fn sorted<'a>(&self, typed: &'a Typed) -> (Vec<Field<'a>>, Vec<Field<'a>>) {
        let all = typed.fields.iter().map(|(field, value)| (field.as_str(), value.as_str()));
        let all: Vec<(Field, Fate)> = all.map(|field| (field, self.fate(typed, field.0, field.1))).collect();
        let of = |wanted: Fate| all.iter().filter(|(_, fate)| *fate == wanted).map(|(field, _)| *field).collect();
        (of(Fate::Set), of(Fate::Ask))
    }
}

impl Ledger {
    pub async fn draft(&self, place: &DraftPlace) -> Result<Option<Draft>, Error> {
        let head: Option<(String, i64, DateTime<Utc>, String)> = on!(self.db.read, c => {
            sqlx::query_as("select body, revision, saved_at, saved_by from draft where document = $1 and party = $2 and slot = $3")
                .bind(place.document.as_str())
                .bind(place.party.as_str())
                .bind(&place.slot)
                .fetch_optional(c)
                .await?
        });
        let Some((body, revision, saved_at, saved_by)) = head else { return Ok(None) };
        let rows: Vec<(String, String, DateTime<Utc>, String)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select field, value, saved_at, saved_by from draft_field f where document = $1 and party = $2 and slot = $3 and revision =
                   (select max(revision) from draft_field m where m.document = f.document and m.party = f.party
                    and m.slot = f.slot and m.field = f.field)",
            )
            .bind(place.document.as_str())
            .bind(place.party.as_str())
            .bind(&place.slot)
            .fetch_all(c)
            .await?
        });
        let (mut fields, mut savers) = (before_fields(&body), BTreeMap::new());
        for (field, value, at, by) in rows {
            savers.insert(field.clone(), (at, ContactId(by)));
            fields.insert(field, value);
        }
        let choices = self.choices(place).await?;
        if revision == 0 && choices.is_empty() {
            return Ok(None);
        }
        let revision = u32::try_from(revision).unwrap_or(0);
        Ok(Some(Draft { fields, savers, revision, saved_at, saved_by: ContactId(saved_by), choices }))
    }

    async fn choices(&self, place: &DraftPlace) -> Result<Vec<Choice>, Error> {
        let rows: Vec<(String, String, String, DateTime<Utc>, String)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select field, page, value, typed_at, typed_by from draft_choice
                 where document = $1 and party = $2 and slot = $3 order by field, typed_at",
            )
            .bind(place.document.as_str())
            .bind(place.party.as_str())
            .bind(&place.slot)
            .fetch_all(c)
            .await?
        });
        let choice =
            |(field, page, text, typed_at, by)| Choice { field, page, text, typed_at, typed_by: ContactId(by) };
        Ok(rows.into_iter().map(choice).collect())
    }

    /// Keeps what a window brings, field by field: one that the window did not change never overwrites, and one that
    /// was changed on both sides waits for a choice with both its texts.
    pub async fn keep_draft(&self, place: &DraftPlace, typed: Typed) -> Result<KeptDraft, Error> {
        let place = place.clone();
        let save = move |mut tx: Tx| async move {
            let (history, revision, waiting) = begin(&mut tx, &place, &typed).await?;
            let (mut set, mut ask) = history.sorted(&typed);
            let chosen: Vec<&Choice> = waiting
                .iter()
                .filter(|choice| typed.chosen.contains(&(choice.field.clone(), choice.page.clone())))
                .collect();
            let settled = |field: &str| {
                typed.chosen.iter().any(|(of, page)| {
                    of == field && (page.is_empty() || chosen.iter().any(|c| c.field == *of && c.page == *page))
                })
            };
            for choice in &chosen {
                set.retain(|(field, _)| *field != choice.field);
                set.push((&choice.field, &choice.text));
            }
            let waits = |field: &str, value: &str| {
                let same = |choice: &&Choice| choice.field == field && choice.text.trim() == value.trim();
                waiting.iter().find(same).is_some_and(|choice| choice.page != typed.page)
            };
            ask.retain(|(field, value)| !settled(field) && !waits(field, value));
            for choice in waiting.iter().filter(|choice| settled(&choice.field)) {
                forget(&mut tx, &place, &choice.field).await?;
            }
            for (field, value) in &ask {
                wait(&mut tx, &place, &typed, field, value).await?;
            }
            let asked = !ask.is_empty() || waiting.iter().any(|choice| !settled(&choice.field));
            if set.is_empty() {
                return Ok((tx, KeptDraft { revision, asked }));
            }
            for (field, value) in &set {
                put(&mut tx, &place, &typed, revision + 1, field, value).await?;
            }
            finish(&mut tx, &place, &typed, revision + 1).await?;
            Ok((tx, KeptDraft { revision: revision + 1, asked }))
        };
        self.db.write(save).await
    }
}

/// Reads the draft so that nobody else can write it until this is written: on PostgreSQL its row is locked.
async fn begin(tx: &mut Tx, place: &DraftPlace, typed: &Typed) -> Result<(History, u32, Vec<Choice>), Error> {
    on!(tx, c => {
        sqlx::query(
            "insert into draft (region, document, party, slot, body, revision, saved_at, saved_by)
             values ($1, $2, $3, $4, '', 0, $5, $6) on conflict (document, party, slot) do nothing",
        )
        .bind(place.region.as_str())
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .bind(typed.at)
        .bind(typed.by.as_str())
        .execute(c)
        .await?;
    });
    let (body, revision): (String, i64) = on!(tx, c => {
        sqlx::query_as(
            "update draft set revision = revision where document = $1 and party = $2 and slot = $3
             returning body, revision",
        )
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .fetch_one(c)
        .await?
    });
    let rows: Vec<Was> = on!(tx, c => {
        sqlx::query_as(
            "select field, revision, value, page from draft_field where document = $1 and party = $2 and slot = $3
             order by field, revision",
        )
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .fetch_all(c)
        .await?
    });
    let waiting: Vec<(String, String, String)> = on!(tx, c => {
        sqlx::query_as("select field, page, value from draft_choice where document = $1 and party = $2 and slot = $3")
            .bind(place.document.as_str())
            .bind(place.party.as_str())
            .bind(&place.slot)
            .fetch_all(c)
            .await?
    });
    let choice = |(field, page, text)| Choice { field, page, text, typed_at: typed.at, typed_by: typed.by.clone() };
    let history = History { before: before_fields(&body), rows };
    Ok((history, u32::try_from(revision).unwrap_or(0), waiting.into_iter().map(choice).collect()))
}

async fn put(
    tx: &mut Tx,
    place: &DraftPlace,
    typed: &Typed,
    revision: u32,
    field: &str,
    value: &str,
) -> Result<(), Error> {
    on!(tx, c => {
        sqlx::query(
            "insert into draft_field (region, document, party, slot, field, revision, value, bytes, saved_at, saved_by, link, page)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(place.region.as_str())
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .bind(field)
        .bind(i64::from(revision))
        .bind(value)
        .bind(i64::try_from(value.len()).unwrap_or(i64::MAX))
        .bind(typed.at)
        .bind(typed.by.as_str())
        .bind(i64::from(typed.link))
        .bind(&typed.page)
        .execute(c)
        .await?;
    });
    on!(tx, c => {
        sqlx::query(
            "delete from draft_field where document = $1 and party = $2 and slot = $3 and field = $4 and revision <=
               (select revision from draft_field where document = $1 and party = $2 and slot = $3 and field = $4
                order by revision desc limit 1 offset $5)",
        )
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .bind(field)
        .bind(HISTORY)
        .execute(c)
        .await?;
    });
    Ok(())
}

async fn wait(tx: &mut Tx, place: &DraftPlace, typed: &Typed, field: &str, value: &str) -> Result<(), Error> {
    on!(tx, c => {
        sqlx::query(
            "insert into draft_choice (region, document, party, slot, field, page, value, typed_at, typed_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (document, party, slot, field, page) do update set value = excluded.value,
               typed_at = excluded.typed_at, typed_by = excluded.typed_by",
        )
        .bind(place.region.as_str())
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .bind(field)
        .bind(&typed.page)
        .bind(value)
        .bind(typed.at)
        .bind(typed.by.as_str())
        .execute(c)
        .await?;
    });
    Ok(())
}

async fn forget(tx: &mut Tx, place: &DraftPlace, field: &str) -> Result<(), Error> {
    on!(tx, c => {
        sqlx::query("delete from draft_choice where document = $1 and party = $2 and slot = $3 and field = $4")
            .bind(place.document.as_str())
            .bind(place.party.as_str())
            .bind(&place.slot)
            .bind(field)
            .execute(c)
            .await?;
    });
    Ok(())
}

async fn finish(tx: &mut Tx, place: &DraftPlace, typed: &Typed, revision: u32) -> Result<(), Error> {
    on!(tx, c => {
        sqlx::query(
            "update draft set revision = $4, saved_at = $5, saved_by = $6
             where document = $1 and party = $2 and slot = $3",
        )
        .bind(place.document.as_str())
        .bind(place.party.as_str())
        .bind(&place.slot)
        .bind(i64::from(revision))
        .bind(typed.at)
        .bind(typed.by.as_str())
        .execute(c)
        .await?;
    });
    Ok(())
}

/// The fields of a draft that was saved whole, before fields were kept apart.
fn before_fields(body: &str) -> BTreeMap<String, String> {
    let Ok(serde_json::Value::Object(whole)) = serde_json::from_str(body) else { return BTreeMap::new() };
    let mut fields = BTreeMap::new();
    let mut put = |name: String, value: &serde_json::Value| {
        if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
            fields.insert(name, text.to_owned());
        }
    };
    for (name, value) in &whole {
        match (name.as_str(), value) {
            ("remarks", serde_json::Value::Object(remarks)) => {
                for (section, said) in remarks {
                    put(format!("remark-{section}"), &said[0]);
                    put(format!("proposed-{section}"), &said[1]);
                }
            }
            ("files", serde_json::Value::Array(files)) => {
                for file in files {
                    put(format!("file-{}", file["hash"].as_str().unwrap_or_default()), &file["name"]);
                }
            }
            _ => put(name.clone(), value),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_asked_about_only_when_both_sides_changed_it() {
        for (base, now, typed, own, fate) in [
            (Some(""), "", "mine", false, Fate::Set),
            (Some(""), "theirs", "", false, Fate::Stands),
            (Some("a"), "theirs", "a\n", false, Fate::Stands),
            (Some(""), "theirs", "mine", false, Fate::Ask),
            (Some(""), "theirs", "theirs", false, Fate::Stands),
            (Some("a"), "theirs", "", false, Fate::Ask),
            (Some(""), "mine so far", "mine", true, Fate::Set),
            (Some(""), "mine so far", "", true, Fate::Set),
            (None, "now", "now", false, Fate::Stands),
            (None, "now", "typed", false, Fate::Ask),
        ] {
            assert_eq!(weigh(base, now, typed, own), fate, "{base:?} {now:?} {typed:?} {own}");
        }
    }

    #[test]
    fn a_draft_saved_whole_is_read_field_by_field() {
        let body = r#"{"position":"opposes","text":"Nei.","legal_basis":"","case_reference":"","remarks":{"s1":["Merknad",""]},
            "files":[{"hash":"ab","name":"kart.pdf"}]}"#;
        let fields: Vec<_> = before_fields(body).into_iter().collect();
        let expected = [("file-ab", "kart.pdf"), ("position", "opposes"), ("remark-s1", "Merknad"), ("text", "Nei.")];
        assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
