//! What to look at before an assessment is finished: remarks that are accommodated in a section that did not change,
//! sections that changed with no such remark, and a plan that rests on no programme. It blocks nothing.

use super::programme::programme;
use crate::{Shared, fault::Fault, who::Coordinator};
use app::{history::Names, texts};
use ledger::DocumentRow;
use procedure::{PartId, Phase, Remark};

/// Something to look at, and where.
pub struct Check {
    pub sentence: String,
    pub href: String,
    pub link: String,
}

pub async fn check_list(app: &Shared, who: &Coordinator, row: &DocumentRow) -> Result<Vec<Check>, Fault> {
    let Some(case) = row.state.case.as_ref().filter(|case| matches!(case.phase, Phase::Assessment(_))) else {
        return Ok(Vec::new());
    };
    let (unchanged, unasked) = (case.accommodated_unchanged(), case.changed_without_remark());
    let unfounded = programme(app, who.lang, row).await?.filter(|programme| programme.missing);
    let unfounded = unfounded.map(|programme| Check {
        sentence: programme.sentence,
        href: format!("/desk/documents/{}/act/waive_programme", row.id),
        link: who.lang.t("act-waive-programme"),
    });
    if unchanged.is_empty() && unasked.is_empty() {
        return Ok(unfounded.into_iter().collect());
    }
    let (lang, ledger, region) = (who.lang, &app.ledger, &who.region.id);
    let names = Names::of(&ledger.parties(region).await?, app.today(&who.region));
    let mut parts = Vec::new();
    for version in [&case.version, &case.heard].into_iter().flatten() {
        parts.extend(texts::text(ledger, region, &version.content).await?.parts);
    }
    let heading =
        |id: &PartId| parts.iter().find(|part| part.id() == id).map_or_else(|| id.to_string(), procedure::Part::title);
    let here = format!("/desk/documents/{}", row.id);
    let remark = |remark: &Remark| {
        let party = names.get(&remark.party);
        let sentence = match &remark.section {
            Some(id) => lang.with("check-unchanged", &[("party", party.into()), ("section", heading(id).into())]),
            None => lang.with("check-unchanged-general", &[("party", party.into())]),
        };
        let href = format!("{here}/remarks/assess?remark={}", remark.id);
        Check { sentence, href, link: lang.t("check-see-remark") }
    };
    let section = |id: &PartId| Check {
        sentence: lang.with("check-unasked", &[("section", heading(id).into())]),
        href: format!("{here}/act/finish_assessment#changed-{id}"),
        link: lang.t("remarks-change"),
    };
    Ok(unfounded.into_iter().chain(unchanged.into_iter().map(remark)).chain(unasked.iter().map(section)).collect())
}
