//! A hearing note put into words: what its page, its Word document and its tables have in common.

use crate::{
    Shared,
    attachment::attachment,
    compared,
    fault::Fault,
    rendered::PartView,
    table::{Cell, Form, Table},
};
use app::{
    hearing_note::{Asked, Exempt, HearingNote, PublicNote, PublicWeighed, Weighed},
    history::{word, worded},
};
use axum::response::Response;
use chrono::NaiveDate;
use ledger::RegionRow;
use words::{
    compare::{Compared, Stood},
    language::Lang,
    paper::{self, Paper},
};

pub struct HearingReport {
    lang: Lang,
    pub note: HearingNote,
    pub title: String,
    /// The hearing in short: what is called what.
    pub facts: Vec<(String, String)>,
    pub asked: Vec<AskedLine>,
    /// Sections in the text's order, each with its remarks.
    pub sections: Vec<(String, Vec<RemarkLine>)>,
    /// Said where there is no remark to show.
    pub no_remarks: String,
    /// Sections that were changed, word by word; `None` where the text is not shown.
    pub changes: Option<Vec<PartView>>,
    /// What the public answered, where anyone could: how many, how many got each verdict, and the answers, those that are
    /// alike once.
    pub public: Option<PublicReport>,
}

pub struct PublicReport {
    pub sentence: String,
    pub verdicts: Vec<String>,
    pub lines: Vec<PublicLine>,
    /// Said of those that are not listed.
    pub more: Option<String>,
}

pub struct PublicLine {
    /// `Svar nr. 7`
    pub heading: String,
    /// How many there are of it.
    pub count: String,
    pub number: u32,
    pub answers: u32,
    pub section: String,
    pub text: String,
    pub verdict: String,
    pub reason: String,
}

pub struct AskedLine {
    pub name: String,
    /// The position; that there was no answer; or that it is exempt from disclosure.
    pub answer: String,
    /// What may be read of one that is exempt.
    pub redacted: String,
    pub received: String,
    /// Its deadline; with a word of it where it is later than the common one.
    pub deadline: String,
}

pub struct RemarkLine {
    pub id: String,
    pub party: String,
    pub text: String,
    pub proposed: String,
    pub verdict: String,
    pub reason: String,
}

impl HearingReport {
    /// `own`: the region's written form.
    /// `pictures`: where its page has those of the text.
    pub fn of(lang: Lang, own: &str, note: HearingNote, pictures: &str) -> Self {
        let title = lang.with("note-title", &[("title", (&note.title).into())]);
        let mut sections: Vec<(String, Vec<RemarkLine>)> = Vec::new();
        for remark in &note.remarks {
            let heading = if remark.section.is_empty() { lang.t("remark-general") } else { remark.section.clone() };
            let line = remark_line(lang, own, remark);
            match sections.last_mut().filter(|(last, _)| *last == heading) {
                Some((_, lines)) => lines.push(line),
                None => sections.push((heading, vec![line])),
            }
        }
        let changes = note.changes.as_ref().map(|changes| compared::changed(lang, changes, pictures));
        let asked = note.asked.iter().map(|asked| asked_line(lang, asked, note.deadline)).collect();
        let withheld = note.asked.iter().any(|asked| asked.answer.as_ref().is_some_and(|a| a.position.is_err()));
        let silent = note.asked.iter().all(|asked| asked.answer.is_none());
        let no_remarks = lang.t(match (silent, withheld) {
            (true, _) => "note-no-answers",
            (false, true) => "note-no-open-remarks",
            (false, false) => "note-no-remarks",
        });
        let public = note.public.as_ref().map(|public| public_report(lang, own, public));
        Self { facts: facts(lang, &note), title, asked, sections, no_remarks, changes, public, lang, note }
    }

    /// The note to take along: `docx`, `xlsx` or `csv`.
    pub async fn download(&self, app: &Shared, region: &RegionRow, form: &str) -> Result<Response, Fault> {
        match (form, Form::named(form)) {
            (_, Some(form)) => Ok(self.table(app.today(region)).download(form)?),
            ("docx", None) => {
                let docx = app.docx(region, self.paper()).await?;
                Ok(attachment(&format!("{}.docx", self.title), paper::MEDIA_TYPE, docx))
            }
            _ => Err(Fault::NotFound),
        }
    }

    /// The note as a paper.
    pub fn paper(&self) -> Paper {
        let t = |key: &str| self.lang.t(key);
        let mut paper = Paper::new(self.lang, &self.title);
        for (name, value) in &self.facts {
            paper.paragraph(format!("**{name}:** {value}"));
        }
        paper.heading(1, t("note-asked"));
        let row = |line: &AskedLine| {
            vec![line.name.clone(), line.whole(self.lang), line.received.clone(), line.deadline.clone()]
        };
        let head = ["note-party", "note-answer", "note-received", "note-deadline"].map(t).to_vec();
        paper.table(head, self.asked.iter().map(row).collect());
        paper.heading(1, t("note-remarks"));
        if self.sections.is_empty() {
            paper.paragraph(self.no_remarks.as_str());
        }
        for (heading, lines) in &self.sections {
            paper.heading(2, heading.as_str());
            let row = |line: &RemarkLine| {
                let proposed = match line.proposed.as_str() {
                    "" => String::new(),
                    words => format!("\n**{}:** {words}", t("note-proposed")),
                };
                vec![
                    line.party.clone(),
                    format!("{}{proposed}", line.text),
                    format!("**{}**\n{}", line.verdict, line.reason),
                ]
            };
            let head = ["note-party", "note-remark", "note-verdict"].map(t).to_vec();
            paper.table(head, lines.iter().map(row).collect());
        }
        if let Some(public) = &self.public {
            paper.heading(1, t("note-public"));
            paper.paragraph(public.sentence.as_str());
            for line in public.verdicts.iter().chain(&public.more) {
                paper.paragraph(line.as_str());
            }
            let row = |line: &PublicLine| {
                let verdict = format!("**{}**\n{}", line.verdict, line.reason);
                vec![
                    line.number.to_string(),
                    line.answers.to_string(),
                    line.section.clone(),
                    line.text.clone(),
                    verdict,
                ]
            };
            if !public.lines.is_empty() {
                let head = ["public-answer-nr", "note-public-count", "note-section", "note-remark", "note-verdict"];
                paper.table(head.map(t).to_vec(), public.lines.iter().map(row).collect());
            }
        }
        let Some(changes) = &self.note.changes else { return paper };
        paper.heading(1, t("note-changes"));
        if changes.changed().next().is_none() {
            paper.paragraph(t("note-no-changes"));
        } else {
            let whole = |stood: &Option<Stood>| stood.as_ref().map_or_else(String::new, Stood::plain);
            let row = |change: &Compared| {
                let heading = change.stands().map(|stood| stood.part.title()).unwrap_or_default();
                vec![heading, whole(&change.before), whole(&change.after)]
            };
            let head = ["note-section", "note-before", "note-after"].map(t).to_vec();
            paper.table(head, changes.changed().map(row).collect());
        }
        paper
    }

    /// A row a remark; whoever made none has a row too, so that nobody who was asked is left out.
    fn table(&self, made: NaiveDate) -> Table {
        let keys = [
            "note-party",
            "note-answer",
            "note-received",
            "note-late",
            "note-number",
            "note-section",
            "note-remark",
            "note-proposed",
            "note-verdict",
            "note-reason",
        ];
        let mut rows = Vec::new();
        for (asked, line) in self.note.asked.iter().zip(&self.asked) {
            let answer = asked.answer.as_ref();
            let late = answer.map(|a| self.lang.t(if a.late { "answer-yes" } else { "answer-no" })).unwrap_or_default();
            let who = || {
                let received = answer.map(|answer| answer.received_on).into();
                vec![line.name.clone().into(), line.whole(self.lang).into(), received, late.clone().into()]
            };
            let before = rows.len();
            for (heading, remarks) in &self.sections {
                for remark in remarks.iter().filter(|remark| remark.party == asked.name) {
                    let RemarkLine { id, text, proposed, verdict, reason, .. } = remark;
                    let words = [id, heading, text, proposed, verdict, reason].map(|words| Cell::from(words.clone()));
                    rows.push([who(), words.to_vec()].concat());
                }
            }
            if rows.len() == before {
                rows.push([who(), vec![Cell::Empty; 6]].concat());
            }
        }
        for line in self.public.iter().flat_map(|public| &public.lines) {
            let words = [&line.section, &line.text, &String::new(), &line.verdict, &line.reason];
            let mut row: Vec<Cell> = vec![line.count.clone().into(), Cell::Empty, Cell::Empty, Cell::Empty];
            row.push(line.heading.clone().into());
            row.extend(words.map(|words| Cell::from(words.clone())));
            rows.push(row);
        }
        let headings = keys.map(|key| self.lang.t(key)).to_vec();
        Table { lang: self.lang, name: self.title.clone(), made, headings, rows }
    }
}

fn facts(lang: Lang, note: &HearingNote) -> Vec<(String, String)> {
    let day = |day: NaiveDate| lang.plain_date(day);
    let answered = note.asked.iter().filter(|asked| asked.answer.is_some()).count();
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| facts.push((lang.t(key), value));
    if let Some(number) = &note.case_number {
        fact("note-case-number", number.clone());
    }
    fact("note-scope", lang.t(if note.limited { "note-scope-limited" } else { "note-scope-full" }));
    let until = day(note.deadline);
    fact(
        "note-period",
        lang.with("note-period-words", &[("from", day(note.opened_on).into()), ("until", until.into())]),
    );
    let closed = note.closed_on.map_or_else(|| lang.t("note-still-open"), day);
    fact("note-closed", closed);
    let counts = [("answered", answered.into()), ("asked", note.asked.len().into())];
    fact("note-answers", lang.with("note-answers-words", &counts));
    fact("note-version-heard", lang.with("version-title", &[("version", note.versions.0.into())]));
    facts
}

impl AskedLine {
    fn whole(&self, lang: Lang) -> String {
        if self.redacted.is_empty() {
            return self.answer.clone();
        }
        format!("{}\n{}: {}", self.answer, lang.t("field-redacted"), self.redacted)
    }
}

fn asked_line(lang: Lang, asked: &Asked, common: NaiveDate) -> AskedLine {
    let name = asked.name.clone();
    let deadline = lang.plain_date(asked.deadline);
    let deadline = if asked.deadline > common {
        lang.with("note-deadline-own", &[("deadline", deadline.into())])
    } else {
        deadline
    };
    let Some(answer) = &asked.answer else {
        let answer = lang.t("sign-no-answer");
        return AskedLine { name, answer, redacted: String::new(), received: String::new(), deadline };
    };
    let (words, redacted) = match &answer.position {
        Ok(position) => (lang.t(&word("position", position)), None),
        Err(exempt) => (withheld(lang, exempt), exempt.redacted.clone()),
    };
    let words = if answer.late { lang.with("sign-late", &[("position", words.into())]) } else { words };
    let received = lang.plain_date(answer.received_on);
    AskedLine { name, answer: words, redacted: redacted.unwrap_or_default(), received, deadline }
}

fn remark_line(lang: Lang, own: &str, remark: &Weighed) -> RemarkLine {
    let (text, proposed) = match &remark.words {
        Ok(words) => (words.text.clone(), words.proposed.clone()),
        Err(basis) => (lang.with("note-exempt", &[("basis", basis.into())]), String::new()),
    };
    let (verdict, reason) = match &remark.verdict {
        Some((verdict, reason)) => (lang.t(&word("verdict", verdict)), worded(lang, own, reason)),
        None => (lang.t("remarks-not-assessed"), String::new()),
    };
    RemarkLine { id: remark.id.to_string(), party: remark.party.clone(), text, proposed, verdict, reason }
}

/// Why an answer is not shown.
fn withheld(lang: Lang, exempt: &Exempt) -> String {
    match &exempt.legal_basis {
        Some(basis) => lang.with("note-exempt", &[("basis", basis.into())]),
        None => lang.t("public-waits"),
    }
}

fn public_report(lang: Lang, own: &str, public: &PublicNote) -> PublicReport {
    let verdict = |verdict: &procedure::Verdict| lang.t(&word("verdict", verdict));
    let tally = |(given, answers): &(Option<procedure::Verdict>, u32)| {
        let given = given.as_ref().map_or_else(|| lang.t("remarks-not-assessed"), verdict);
        lang.with("note-public-verdicts", &[("answers", (*answers).into()), ("verdict", given.into())])
    };
    let line = |group: &PublicWeighed| PublicLine {
        heading: lang.with("public-answer-number", &[("number", group.first.into())]),
        count: lang.with("public-answers-count", &[("answers", group.answers.into())]),
        number: group.first,
        answers: group.answers,
        section: if group.section.is_empty() { lang.t("public-answer-whole") } else { group.section.clone() },
        text: match &group.text {
            Ok(text) => text.clone(),
            Err(Some(basis)) => lang.with("note-exempt", &[("basis", basis.into())]),
            Err(None) => lang.t("public-waits"),
        },
        verdict: group.verdict.as_ref().map(|(given, _)| verdict(given)).unwrap_or_default(),
        reason: group.verdict.as_ref().map(|(_, reason)| worded(lang, own, &reason.clone().into())).unwrap_or_default(),
    };
    PublicReport {
        sentence: lang.with("public-answers-count", &[("answers", public.answers.into())]),
        verdicts: public.verdicts.iter().map(tally).collect(),
        lines: public.groups.iter().map(line).collect(),
        more: (public.more > 0).then(|| lang.with("note-public-more", &[("groups", public.more.into())])),
    }
}
