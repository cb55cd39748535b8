//! Reasons that have been given before and can be given again, with where they were used.

use super::work::{self, VERDICTS, Work};
use app::history::word;
use procedure::{PartId, Remark, RemarkId, Verdict, Wording};
use words::language::Lang;

/// How many are offered.
const OFFERED: usize = 8;

pub struct Reply {
    /// The event that gave it last: how an address names it.
    pub seq: u32,
    pub verdict: Verdict,
    pub name: &'static str,
    pub says: String,
    pub reason: String,
    /// The same in the forms it was written in.
    pub words: Wording<String>,
    /// Each remark it holds for, with whose it is and where.
    pub used: Vec<(String, String)>,
}

/// Those used for the same section first, then the newest.
pub fn replies(lang: Lang, work: &Work, remarks: &[Remark], section: Option<&PartId>, now: &[&Remark]) -> Vec<Reply> {
    let mut found: Vec<(bool, Reply)> = Vec::new();
    let being = |id: &RemarkId| now.iter().any(|remark| remark.id == *id);
    for remark in remarks.iter().filter(|remark| !being(&remark.id)) {
        let Some(spoken) = work.spoken.get(&remark.id) else { continue };
        let Some(given) = spoken.verdict() else { continue };
        let (seq, last) = (given.mark.seq, &given.what);
        let same = remark.section.as_ref() == section;
        let used =
            (remark.id.to_string(), format!("{} ({})", work.names.get(&remark.party), work::heading(lang, spoken)));
        let known = found.iter_mut().find(|(_, r)| r.verdict == last.verdict && r.words == last.reason);
        if let Some((near, reply)) = known {
            *near |= same;
            reply.seq = reply.seq.max(seq);
            reply.used.push(used);
            continue;
        }
        let name = VERDICTS.iter().find(|(verdict, _)| *verdict == last.verdict).map_or("", |(_, name)| *name);
        let says = lang.t(&word("verdict", last.verdict));
        let (verdict, words) = (last.verdict, last.reason.clone());
        let reason = words.text(lang.code()).to_owned();
        found.push((same, Reply { seq, verdict, name, says, reason, words, used: vec![used] }));
    }
    found.sort_by_key(|(near, reply)| (!near, std::cmp::Reverse(reply.seq)));
    found.into_iter().map(|(_, reply)| reply).take(OFFERED).collect()
}
