//! What each council decided, as fields of the form of an act that all of them decide.

use super::rests_on::deed;
use crate::{form::Fields, page::Problem};
use chrono::NaiveDate;
use procedure::{Deed, Document, OwnDecision, PartyId, Refusal, Roster, Votes};
use words::language::Lang;

/// One council's part of the form.
pub struct Council {
    pub id: PartyId,
    pub name: String,
    pub meeting_date: String,
    pub case_number: String,
    pub votes_for: String,
    pub votes_against: String,
}

/// What its fields are called, before the municipality's id.
const FIELDS: [&str; 4] = ["meeting_date", "case_number", "votes_for", "votes_against"];

/// The councils that decide a command each for themselves: those that adopted what is prolonged or repealed.
pub fn of(state: &Document, command: &str, roster: &Roster, today: NaiveDate, given: &Fields) -> Vec<Council> {
    let decides = matches!(deed(command), Some(Deed::Prolonging | Deed::Repeal));
    let Some(holding) = state.holding().filter(|_| decides) else { return Vec::new() };
    let council = |id: &PartyId| {
        let [meeting_date, case_number, votes_for, votes_against] =
            FIELDS.map(|field| given.get(&format!("{field}-{id}")).to_owned());
        let name = roster.parties.get(id).map_or_else(String::new, |member| member.particulars.name.clone());
        Council { id: id.clone(), name, meeting_date, case_number, votes_for, votes_against }
    };
    holding.councils(roster, today).into_iter().map(council).collect()
}

impl Council {
    /// Its decision; nothing where no field was filled in.
    fn read(&self, lang: Lang, fields: &Fields) -> Result<Option<OwnDecision>, Problem> {
        let of = format!("-{}", self.id);
        if FIELDS.iter().all(|field| fields.filled(&format!("{field}{of}")).is_none()) {
            return Ok(None);
        }
        let unread = |field: &str, key: &str| Problem {
            field: format!("{field}{of}"),
            sentence: format!("{}: {}", self.name, lang.t(key)),
        };
        let meeting_date = self.meeting_date.parse().map_err(|_| unread("meeting_date", "field-date-unreadable"))?;
        let votes = fields.votes_of(&of).map_err(|field| unread(field, "votes-unreadable"))?;
        let (municipality, case_number) = (self.id.clone(), self.case_number.clone());
        Ok(Some(OwnDecision { municipality, meeting_date, case_number, votes }))
    }
}

/// What was filled in.
///
/// # Errors
/// The first field that cannot be read.
pub fn read(lang: Lang, councils: &[Council], fields: &Fields) -> Result<Vec<OwnDecision>, Problem> {
    councils.iter().filter_map(|council| council.read(lang, fields).transpose()).collect()
}

/// The votes that were filled in, of each council that has any.
pub fn votes(fields: &Fields) -> Vec<Votes> {
    let of = fields.0.iter().filter_map(|(name, _)| name.strip_prefix("votes_for"));
    of.filter(|of| of.starts_with('-')).filter_map(|of| fields.votes_of(of).ok().flatten()).collect()
}

/// The council whose decision is missing, by its name, at its fields.
pub fn problem(lang: Lang, refusal: &Refusal, councils: &[Council]) -> Option<Problem> {
    let Refusal::CouncilMissing { municipality } = refusal else { return None };
    let council = councils.iter().find(|council| council.id == *municipality)?;
    let sentence = lang.with("act-councils-missing", &[("party", council.name.as_str().into())]);
    Some(Problem { field: format!("meeting_date-{municipality}"), sentence })
}
