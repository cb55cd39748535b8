//! Which remarks the table shows: what the form above it asks for.

use super::work::Work;
use procedure::{Case, PartyId, Remark};
use serde::Deserialize;

/// What came with the address; empty fields ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RemarkFilter {
    /// `open`, `approve`, or all.
    pub show: String,
    pub municipality: String,
    /// A section's id, or `general`.
    pub section: String,
    pub tag: String,
    pub assignee: String,
    pub group: String,
    /// From 1.
    pub page: usize,
}

impl RemarkFilter {
    pub fn takes(&self, case: &Case, remark: &Remark, work: &Work) -> bool {
        let note = work.notes.get(&remark.id);
        let same = |wanted: &str, has: Option<&str>| wanted.is_empty() || has == Some(wanted);
        let shown = match self.show.as_str() {
            "open" => remark.verdict.is_none(),
            "approve" => case.rules.assessment.second_person && remark.verdict.is_some() && !remark.approved,
            _ => true,
        };
        shown
            && same(&self.municipality, Some(remark.party.as_str()))
            && same(&self.section, Some(section(remark)))
            && same(&self.assignee, note.and_then(|note| note.assignee.as_ref()).map(procedure::ContactId::as_str))
            && same(&self.group, note.and_then(|note| note.together.as_deref()))
            && (self.tag.is_empty() || note.is_some_and(|note| note.tags.contains(&self.tag)))
    }

    /// Whether anything but open or all is asked for.
    pub fn narrow(&self) -> bool {
        [&self.municipality, &self.section, &self.tag, &self.assignee, &self.group]
            .iter()
            .any(|field| !field.is_empty())
    }

    /// The same question about another page of the answer, as an address's query.
    pub fn query(&self, page: usize) -> String {
        let fields = [
            ("show", &self.show),
            ("municipality", &self.municipality),
            ("section", &self.section),
            ("tag", &self.tag),
            ("assignee", &self.assignee),
            ("group", &self.group),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
        query.append_pair("page", &page.to_string()).finish()
    }
}

/// How a remark's section is named in addresses.
pub fn section(remark: &Remark) -> &str {
    remark.section.as_ref().map_or("general", |id| id.as_str())
}

/// The municipalities that have remarks, in the order of the case.
pub fn parties(case: &Case) -> Vec<PartyId> {
    let said = |id: &PartyId| case.remarks.iter().any(|remark| remark.party == *id);
    let hearing = case.hearing().map(|hearing| &hearing.tracks[..]).unwrap_or_default();
    hearing.iter().map(|track| track.party.clone()).filter(said).collect()
}
