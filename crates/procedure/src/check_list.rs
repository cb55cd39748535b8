//! What is worth a look before an assessment is finished: remarks that led to no change, and changes no remark led to.

use crate::{Case, PartId, Remark, Verdict};
use std::collections::BTreeSet;

impl Case {
    /// Remarks that are accommodated, wholly or in part, and whose section is as it was heard: the whole text, where a
    /// remark is about no section.
    pub fn accommodated_unchanged(&self) -> Vec<&Remark> {
        let (Some(heard), Some(now)) = (&self.heard, &self.version) else { return Vec::new() };
        let part =
            |id: &PartId| (heard.parts.iter().find(|part| part.id == *id), now.parts.iter().find(|p| p.id == *id));
        let same = |remark: &Remark| match remark.section.as_ref().map(part) {
            Some((before, after)) => before == after,
            None => heard.content == now.content,
        };
        self.remarks.iter().filter(|remark| remark.accommodated() && same(remark)).collect()
    }

    /// Sections that are not as they were heard, and that no accommodated remark is about: new ones in the order of the
    /// text, those taken out last.
    pub fn changed_without_remark(&self) -> Vec<PartId> {
        let (Some(heard), Some(now)) = (&self.heard, &self.version) else { return Vec::new() };
        let changed = now.changed_since(heard).into_iter();
        let gone = heard.parts.iter().filter(|part| !now.has(&part.id)).map(|part| part.id.clone());
        let asked: BTreeSet<&PartId> =
            self.remarks.iter().filter(|remark| remark.accommodated()).filter_map(|r| r.section.as_ref()).collect();
        changed.chain(gone).filter(|id| !asked.contains(id)).collect()
    }
}

impl Remark {
    fn accommodated(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Accommodated | Verdict::Partly))
    }
}
