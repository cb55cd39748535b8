//! Letters in three languages against their golden copies in `tests/golden`. To read them aloud, open those.

use super::{
    CODE, LINK,
    letters::{
        Letter,
        adoption::{Adopting, AdoptionNotice, ProlongedNotice, RepealNotice, RestsOn, WithdrawalNotice},
        answer::{Remark, StatementReceipt},
        assessment::{AssessmentNotice, Heard, WeighedRemark},
        code::{ConfirmationCode, Confirmed},
        council::{CouncilReminder, CouncilRequest, DecisionReceipt},
        digest::Digest,
        escalation::{Escalation, Missing},
        head::{DeskHead, Head, Line, Papers},
        hearing::{
            ColleagueInvitation, DeadlineExtended, ExtensionRefused, HearingInvitation, HearingReminder, NewLink,
        },
        login::Login,
        meeting::{About, Addressee, DeputyCalled, DeputyReleased, MeetingCancelled, MeetingNotice, MinutesNotice},
        outcome::{LeavingNotice, Outcome, OutcomeNotice},
        public::{PublicAnswerLink, PublicAnswerReceipt, PublicHead},
        question::QuestionNotice,
        revision::{RevisionNotice, RevisionOpened, Stage, UnmetRemark},
        writer::Worded,
    },
    page::LetterPage,
    render::{Rendered, compose},
};
use askama::Template as _;
use chrono::NaiveDate;
use procedure::{Forms, LetterKind, PlanningAct, Wording};
use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};
use words::language::Lang;

fn text(lang: Lang, [nb, nn, en]: [&str; 3]) -> String {
    match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    }
    .to_owned()
}

/// Letters that say all they can say, or as little as they can.
#[derive(Clone, Copy)]
struct Sample {
    lang: Lang,
    full: bool,
    /// Whether they are to a municipality, and not to another consultee.
    municipality: bool,
}

impl Sample {
    const DEADLINE: &str = "2027-01-04";

    fn text(self, words: [&str; 3]) -> String {
        text(self.lang, words)
    }

    /// What only a full letter says.
    fn some(self, words: [&str; 3]) -> Option<String> {
        self.full.then(|| self.text(words))
    }

    /// The same, where it is not words.
    fn same(self, value: &str) -> Option<String> {
        self.full.then(|| value.to_owned())
    }

    fn day(self, iso: &str) -> String {
        self.lang.date(iso.parse::<NaiveDate>().unwrap())
    }

    fn link(self) -> Option<&'static str> {
        self.full.then_some(LINK)
    }

    fn copy(self) -> bool {
        !self.full
    }

    fn region(self) -> String {
        self.text(["Regionrådet", "Regionrådet", "The regional council"])
    }

    fn title(self) -> Line {
        Line::of(&self.text(["Plan for kunnskap", "Plan for kunnskap", "Knowledge plan"]))
    }

    fn case_number(self) -> Option<Line> {
        self.full.then(|| Line::of("13/26"))
    }

    fn recipient() -> String {
        "Olav Bøtveit".to_owned()
    }

    fn desk() -> String {
        "https://samrad.example.test/desk/documents/dok_0123456789abc".to_owned()
    }

    fn reason(self) -> String {
        self.worded(["Statsbudsjettet kom sent.", "Statsbudsjettet kom seint."])
    }

    /// What somebody wrote: in both forms, or in the region's own alone.
    fn worded(self, [nb, nn]: [&str; 2]) -> String {
        let (nb, nn) = (Some(nb.to_owned()), Some(nn.to_owned()).filter(|_| self.full));
        app::history::worded(self.lang, "nb", &Wording::Forms(Forms { nb, nn }))
    }

    fn body(self) -> String {
        if !self.municipality {
            return self.region();
        }
        self.text(["Kommunestyret", "Kommunestyret", "The municipal council"])
    }

    fn section(self) -> Option<String> {
        self.some(["Samferdsel", "Samferdsel", "Transport"])
    }

    fn remark() -> String {
        "Rv. 362 over Møsvatn manglar.".to_owned()
    }

    fn why(self) -> String {
        self.worded(["Vegen er nevnt i punkt 4.", "Vegen er nemnd i punkt 4."])
    }

    fn signer(self) -> Option<String> {
        self.same("Åse Hjartdal")
    }

    fn statement(self) -> Option<String> {
        self.some(["Vi støtter planen.", "Vi støttar planen.", "We support the plan."])
    }

    fn position(self) -> String {
        self.lang.t(if self.full { "position-with-remarks" } else { "position-without-remarks" })
    }

    fn outcome(self) -> String {
        self.lang.t(if self.full { "outcome-endorsed-with-reservation" } else { "outcome-endorsed" })
    }

    fn desk_head(self) -> DeskHead {
        DeskHead {
            lang: self.lang,
            region: self.region(),
            recipient: Self::recipient(),
            title: self.title(),
            case_number: self.case_number(),
            desk: Self::desk(),
        }
    }

    fn papers() -> Papers {
        let address = "https://samrad.example.test/kongsbergregionen/dok_0123456789abc".to_owned();
        Papers { address, files: vec![Line::of("Kart over rv. 362.pdf")] }
    }

    fn head(self) -> Head {
        let consultee = ["Statsforvalteren", "Statsforvaltaren", "The state administrator"];
        Head {
            lang: self.lang,
            region: self.region(),
            to: if self.municipality { "Hjartdal kommune".to_owned() } else { self.text(consultee) },
            role: Some(self.lang.t(if self.full { "role-case-officer" } else { "role-registry" })),
            executive: false,
            date: self.lang.plain_date("2026-11-23".parse().unwrap()),
            theirs: Line::written(self.same("26/01187").as_deref()),
            journal: None,
            coordinator: "Ingvild Moen Haugerud".to_owned(),
            coordinator_address: "koordinator@kongsbergregionen.example.test".to_owned(),
            title: self.title(),
            case_number: self.case_number(),
        }
    }

    /// Of a letter that the registry gets a copy of.
    fn copied(self) -> Head {
        Head { journal: (!self.full).then(Self::papers), ..self.head() }
    }

    fn letter(self, kind: LetterKind) -> Letter {
        match kind {
            LetterKind::HearingInvitation => Box::new(self.hearing_invitation()),
            LetterKind::HearingReminder => Box::new(self.hearing_reminder()),
            LetterKind::DeadlineExtended => Box::new(self.deadline_extended()),
            LetterKind::ExtensionRefused => Box::new(self.extension_refused()),
            LetterKind::ColleagueInvitation => Box::new(self.colleague_invitation()),
            LetterKind::NewLink => Box::new(NewLink { head: self.head(), link: self.link() }),
            LetterKind::QuestionNotice => Box::new(self.question_notice()),
            LetterKind::StatementReceipt => Box::new(self.statement_receipt()),
            LetterKind::AssessmentNotice => Box::new(self.assessment_notice(self.heard())),
            LetterKind::CouncilRequest => Box::new(self.council_request()),
            LetterKind::CouncilReminder => Box::new(self.council_reminder()),
            LetterKind::DecisionReceipt => Box::new(self.decision_receipt()),
            LetterKind::Escalation => Box::new(self.escalation()),
            LetterKind::AdoptionNotice => Box::new(self.adoption_notice()),
            LetterKind::ProlongedNotice => Box::new(self.prolonged_notice()),
            LetterKind::RepealNotice => Box::new(self.repeal_notice()),
            LetterKind::WithdrawalNotice => Box::new(self.withdrawal_notice()),
            LetterKind::OutcomeNotice => Box::new(self.outcome_notice()),
            LetterKind::LeavingNotice => Box::new(self.leaving_notice()),
            LetterKind::RevisionNotice => Box::new(self.revision_notice()),
            LetterKind::RevisionOpened => Box::new(self.revision_opened()),
            LetterKind::MeetingNotice => Box::new(self.meeting_notice()),
            LetterKind::DeputyCalled => Box::new(DeputyCalled {
                about: self.meeting(Addressee::Deputy),
                absent: "Guri Lyngdalshaug".to_owned(),
                link: self.link(),
            }),
            LetterKind::DeputyReleased => Box::new(DeputyReleased {
                about: self.meeting(Addressee::Deputy),
                person: "Guri Lyngdalshaug".to_owned(),
            }),
            LetterKind::MeetingCancelled => {
                Box::new(MeetingCancelled { about: self.meeting(Addressee::Member), reason: self.reason() })
            }
            LetterKind::MinutesNotice => Box::new(self.minutes_notice()),
            LetterKind::PublicAnswerLink => Box::new(self.public_answer_link()),
            LetterKind::PublicAnswerReceipt => Box::new(self.public_answer_receipt()),
            LetterKind::ConfirmationCode => Box::new(self.confirmation_code()),
            LetterKind::Login => Box::new(self.login()),
            LetterKind::Digest => Box::new(self.digest()),
        }
    }

    fn meeting(self, addressee: Addressee) -> About {
        let on = "2026-12-08".parse().unwrap();
        let place = ["rådhuset på Kongsberg", "rådhuset på Kongsberg", "the town hall in Kongsberg"];
        let titles = ["Møte i regionrådet", "Møte i regionrådet", "Meeting of the regional council"];
        let day = self.lang.plain_date(on);
        let title = format!("{} {day}", self.text(titles));
        let when = self.lang.instant("2026-12-08T10:00:00".parse().unwrap());
        About {
            head: Head { title: Line::of(&title), role: None, case_number: None, theirs: None, ..self.head() },
            body: self.lang.body("regional_council"),
            when: format!("{when}, {}", self.text(place)),
            address: "https://samrad.example.test/kongsbergregionen/meetings/mtg_0".to_owned(),
            addressee,
        }
    }

    fn agenda(self) -> Vec<String> {
        let one = ["Sak 013/26: Strategien", "Sak 013/26: Strategien", "Case 013/26: The strategy"];
        vec![self.text(one)]
    }

    fn meeting_notice(self) -> MeetingNotice {
        let addressee = match (self.full, self.municipality) {
            (true, true) => Addressee::Member,
            (true, false) => Addressee::Deputy,
            (false, _) => Addressee::Executive,
        };
        let (short, moved) = (self.full.then(|| self.reason()), (!self.municipality).then(|| self.reason()));
        MeetingNotice {
            about: self.meeting(addressee),
            items: self.agenda(),
            short,
            moved,
            again: !self.full,
            link: self.link().filter(|_| addressee == Addressee::Member),
        }
    }

    fn minutes_notice(self) -> MinutesNotice {
        let addressee = if self.full { Addressee::Member } else { Addressee::Copy };
        let outcome = self.lang.t("item-adopted");
        let items = self.agenda().into_iter().map(|item| (item, outcome.clone())).collect();
        MinutesNotice { about: self.meeting(addressee), items }
    }

    fn public_head(self) -> PublicHead {
        PublicHead {
            lang: self.lang,
            region: self.region(),
            recipient: if self.full { Self::recipient() } else { String::new() },
            title: self.title(),
            case_number: self.case_number(),
            coordinator: "Ingvild Moen Haugerud".to_owned(),
            coordinator_address: "koordinator@kongsbergregionen.example.test".to_owned(),
            address: Self::papers().address,
        }
    }

    fn public_answer_link(self) -> PublicAnswerLink {
        PublicAnswerLink { head: self.public_head(), link: LINK, until: self.day(Self::DEADLINE) }
    }

    fn public_answer_receipt(self) -> PublicAnswerReceipt {
        PublicAnswerReceipt {
            head: self.public_head(),
            number: 7,
            received: self.lang.plain_date("2027-01-05".parse().unwrap()),
            text: Self::remark(),
            files: self.full.then(|| Line::of("Kart over rv. 362.pdf")).into_iter().collect(),
        }
    }

    fn hearing_invitation(self) -> HearingInvitation {
        let covering = ["Vi ber om kommunens syn.", "Vi ber om synet til kommunen.", "We ask for your views."];
        HearingInvitation {
            head: self.head(),
            deadline: self.day(Self::DEADLINE),
            version: 3,
            decided: self.decided(),
            // A regional council is inter-municipal, and a plan under the planning act names no council.
            planning: Some(PlanningAct::Plan).filter(|_| !self.municipality),
            papers: Self::papers(),
            round: if self.full { 2 } else { 1 },
            limited: self.full,
            // What coordinators say is theirs.
            covering: self.some(covering).filter(|_| self.municipality).map(|words| Worded { words, other: None }),
            reason: Some(self.reason()),
            link: self.link(),
            copy: self.copy(),
        }
    }

    fn hearing_reminder(self) -> HearingReminder {
        HearingReminder { head: self.head(), deadline: self.day(Self::DEADLINE), passed: !self.full, link: self.link() }
    }

    fn deadline_extended(self) -> DeadlineExtended {
        DeadlineExtended {
            head: self.copied(),
            deadline: self.day(Self::DEADLINE),
            reason: self.reason(),
            link: self.link(),
            copy: self.copy(),
        }
    }

    fn extension_refused(self) -> ExtensionRefused {
        ExtensionRefused {
            head: self.copied(),
            deadline: self.day(Self::DEADLINE),
            reason: self.text(["Saken haster.", "Saka hastar.", "It is urgent."]),
            link: self.link(),
            copy: self.copy(),
        }
    }

    fn colleague_invitation(self) -> ColleagueInvitation {
        ColleagueInvitation {
            head: self.head(),
            recipient: Self::recipient(),
            deadline: self.day(Self::DEADLINE),
            link: self.link(),
            taken_over: !self.full,
        }
    }

    fn statement_receipt(self) -> StatementReceipt {
        let remark = Remark {
            section: self.section(),
            text: Self::remark(),
            proposed: self.same("Utbetre rv. 362 over Møsvatn."),
        };
        StatementReceipt {
            head: self.copied(),
            revision: if self.full { 2 } else { 1 },
            position: self.position(),
            received: self.lang.instant("2027-01-05T09:12:00".parse().unwrap()),
            late: self.full,
            deadline: (!self.full).then(|| self.day(Self::DEADLINE)),
            signer: self.signer(),
            case_reference: self.same("26/01234-5"),
            legal_basis: self.same("pbl. § 5-4"),
            statement: self.statement(),
            remarks: if self.full { vec![remark] } else { Vec::new() },
            files: self.same("Kart over rv. 362.pdf").into_iter().collect(),
            link: self.link(),
            copy: self.copy(),
        }
    }

    fn heard(self) -> Heard {
        let remark = WeighedRemark {
            section: self.section(),
            text: Self::remark(),
            verdict: self.lang.t("verdict-partly"),
            why: self.why(),
        };
        if self.full { Heard::Remarks(vec![remark]) } else { Heard::NoAnswer }
    }

    fn assessment_notice(self, heard: Heard) -> AssessmentNotice {
        let next = if self.full { "letter-next-endorsement" } else { "letter-next-adoption" };
        // What comes next is said elsewhere too, and names the councils.
        let next_step = if self.municipality { self.lang.t(next) } else { String::new() };
        AssessmentNotice { head: self.copied(), heard, next_step, copy: self.copy() }
    }

    fn council_request(self) -> CouncilRequest {
        let version = if self.full { 3 } else { 1 };
        let planning = Some(PlanningAct::Plan).filter(|_| !self.full);
        let (papers, link, copy) = (Self::papers(), self.link(), self.copy());
        CouncilRequest { head: self.head(), version, planning, papers, link, copy }
    }

    fn council_reminder(self) -> CouncilReminder {
        let meeting_ahead = self.full.then(|| self.day(Self::DEADLINE));
        CouncilReminder { head: self.head(), meeting_ahead, link: self.link() }
    }

    fn decision_receipt(self) -> DecisionReceipt {
        DecisionReceipt {
            head: self.copied(),
            outcome: self.outcome(),
            body: self.body(),
            meeting_date: self.day("2027-02-03"),
            council_case: "7/27".to_owned(),
            votes: self.same("15–2"),
            postponed_to: Some(self.day("2027-01-18")),
            statement: self.statement(),
            copy: self.copy(),
        }
    }

    fn escalation(self) -> Escalation {
        let day = self.day(Self::DEADLINE);
        let missing = if self.full && self.municipality { Missing::Meeting(day) } else { Missing::Answer(day) };
        let head = Head { role: None, executive: self.municipality, ..self.head() };
        Escalation { head, missing }
    }

    fn adoption_notice(self) -> AdoptionNotice {
        AdoptionNotice {
            head: self.copied(),
            municipality: self.municipality,
            corrected: self.full.then(|| self.reason()).filter(|_| self.municipality),
            body: self.body(),
            meeting_date: self.day("2027-02-03"),
            council_case: "7/27".to_owned(),
            in_force_from: self.day("2027-03-01"),
            revision_due: self.full.then(|| self.day("2031-02-03")),
            councils: if self.municipality && !self.full { self.councils() } else { Vec::new() },
            held_back: false,
            copy: self.copy(),
        }
    }

    fn councils(self) -> Vec<Adopting> {
        let council = |municipality: &str, day: &str, effective: bool| Adopting {
            municipality: municipality.to_owned(),
            meeting_date: self.day(day),
            case_number: "7/27".to_owned(),
            effective: effective.then(|| self.day(day)),
        };
        vec![council("Rollag", "2027-02-01", true), council("Hjartdal", "2027-02-03", false)]
    }

    fn decided(self) -> Option<RestsOn> {
        let (body, meeting_date) = (self.lang.body("regional_council"), self.day("2027-01-05"));
        self.full.then(|| RestsOn { body, meeting_date, case_number: "003/27".to_owned() })
    }

    fn outcome_notice(self) -> OutcomeNotice {
        let outcome = match (self.full, self.municipality) {
            (true, true) => Outcome::NotEndorsed(6, 2),
            (true, false) => Outcome::Endorsed(7, 1),
            (false, true) => Outcome::ToDrafting(self.reason(), true),
            (false, false) => Outcome::NewText("Hjartdal".to_owned(), self.reason()),
        };
        OutcomeNotice { head: self.copied(), outcome, copy: self.copy() }
    }

    fn leaving_notice(self) -> LeavingNotice {
        LeavingNotice {
            head: self.copied(),
            municipality: "Hjartdal".to_owned(),
            of_region: false,
            leaves_on: self.full.then(|| self.day("2027-04-05")),
            reason: self.reason(),
            copy: self.copy(),
        }
    }

    fn prolonged_notice(self) -> ProlongedNotice {
        let until = self.day("2027-01-18");
        let (reason, decided) = (self.reason(), self.decided());
        let councils = Vec::new();
        ProlongedNotice { head: self.copied(), until, reason, decided, councils, copy: self.copy() }
    }

    fn repeal_notice(self) -> RepealNotice {
        let (reason, decided) = (self.reason(), self.decided());
        let councils = if self.municipality && !self.full { self.councils() } else { Vec::new() };
        RepealNotice { head: self.copied(), reason, held: self.full, decided, councils, copy: self.copy() }
    }

    fn withdrawal_notice(self) -> WithdrawalNotice {
        let until = Some(self.day("2027-01-18"));
        WithdrawalNotice { head: self.copied(), until, reason: self.reason(), copy: self.copy() }
    }

    fn question_notice(self) -> QuestionNotice {
        QuestionNotice {
            head: self.desk_head(),
            party: Line::of("Hjartdal"),
            asker: Line::of("Åse Hjartdal"),
            asker_address: "ase@hjartdal.example.test".to_owned(),
            question: self.text([
                "Gjelder punkt 2 også sideveger?",
                "Gjeld punkt 2 òg sidevegar?",
                "Does section 2 also cover side roads?",
            ]),
        }
    }

    fn revision_notice(self) -> RevisionNotice {
        RevisionNotice {
            head: self.desk_head(),
            due: self.day(Self::DEADLINE),
            opens: self.day("2026-01-05"),
            stage: if self.full { Stage::Ahead } else { Stage::Overdue },
        }
    }

    fn revision_opened(self) -> RevisionOpened {
        let remark = UnmetRemark {
            municipality: "Hjartdal".to_owned(),
            section: self.section(),
            text: Self::remark(),
            why: self.why(),
        };
        RevisionOpened { head: self.desk_head(), remarks: if self.full { vec![remark] } else { Vec::new() } }
    }

    fn confirmation_code(self) -> ConfirmationCode {
        let decision = Confirmed::Decision {
            outcome: self.outcome(),
            body: self.body(),
            meeting_date: self.day("2027-02-03"),
            case_number: "7/27".to_owned(),
            votes: Some(self.lang.with("letter-votes", &[("for", 20_usize.into()), ("against", 1_usize.into())])),
            text: Some("Kommunen forutsetter at vegen bygges.".to_owned()),
            extract: Some("særutskrift.pdf".to_owned()),
        };
        let confirmed = if self.full { decision } else { Confirmed::Answer(self.position()) };
        ConfirmationCode { head: self.head(), confirmed, signer: self.signer(), code: LINK }
    }

    fn login(self) -> Login {
        let code = if self.full { CODE } else { "" };
        Login { lang: self.lang, region: self.region(), recipient: Self::recipient(), link: LINK, code }
    }

    fn digest(self) -> Digest {
        let items = [
            self.some(["Tinn har svart.", "Tinn har svart.", "Tinn has answered."]),
            self.some(["Fristen er i morgen.", "Fristen er i morgon.", "The deadline is tomorrow."]),
        ];
        let since = self.day("2026-11-24").into();
        let values = [("answers", 42u32.into()), ("title", "Energiplan".into()), ("since", since)];
        let waiting = self.full.then(|| self.lang.with("digest-public-waiting", &values));
        Digest {
            lang: self.lang,
            region: self.region(),
            region_short: Line::of("Kongsbergregionen"),
            recipient: Self::recipient(),
            items: items.into_iter().flatten().collect(),
            waiting: waiting.into_iter().collect(),
            desk: Self::desk(),
            seal: self.same("5d2f…").unwrap_or_default(),
        }
    }
}

fn full(lang: Lang) -> Sample {
    Sample { lang, full: true, municipality: true }
}

fn bare(lang: Lang) -> Sample {
    Sample { full: false, ..full(lang) }
}

fn golden(name: &str, sample: Sample) {
    let mut all = String::new();
    for kind in LetterKind::ALL {
        let letter = compose(&*sample.letter(*kind)).unwrap();
        assert!(!letter.subject.is_empty() && !letter.subject.contains('\n'), "{kind:?}");
        assert!(letter.body.lines().all(|line| !line.trim_start().contains("  ")), "{kind:?} {}", letter.body);
        let body = letter.body.replace(LINK, "{link}");
        writeln!(all, "======== {}\n{}\n\n{body}", kind.as_str(), letter.subject).unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../tests/golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("letters-{}-{name}", sample.lang.code()), all));
}

#[test]
fn letters_read_as_they_should() {
    for lang in Lang::ALL {
        golden("full", full(lang));
        golden("bare", bare(lang));
    }
}

#[test]
fn a_link_is_only_where_there_is_one() {
    for lang in Lang::ALL {
        let always = [LetterKind::Login, LetterKind::ConfirmationCode, LetterKind::PublicAnswerLink];
        for kind in LetterKind::ALL.iter().filter(|kind| !always.contains(kind)) {
            let letter = compose(&*bare(lang).letter(*kind)).unwrap();
            assert!(!letter.body.contains(LINK), "{kind:?} {lang:?}");
        }
    }
}

/// What a consultee that is no municipality gets.
const TO_CONSULTEES: [LetterKind; 14] = [
    LetterKind::HearingInvitation,
    LetterKind::HearingReminder,
    LetterKind::DeadlineExtended,
    LetterKind::ExtensionRefused,
    LetterKind::ColleagueInvitation,
    LetterKind::NewLink,
    LetterKind::StatementReceipt,
    LetterKind::AssessmentNotice,
    LetterKind::Escalation,
    LetterKind::AdoptionNotice,
    LetterKind::ProlongedNotice,
    LetterKind::RepealNotice,
    LetterKind::WithdrawalNotice,
    LetterKind::Login,
];

#[test]
fn a_consultee_that_is_no_municipality_is_not_written_to_as_one() {
    for lang in Lang::ALL {
        for sample in [full(lang), bare(lang)] {
            let sample = Sample { municipality: false, ..sample };
            for kind in TO_CONSULTEES {
                let letter = compose(&*sample.letter(kind)).unwrap();
                let all = format!("{} {}", letter.subject, letter.body).to_lowercase();
                assert!(!all.contains("kommune") && !all.contains("municipal"), "{kind:?} {all}");
            }
        }
    }
}

#[test]
fn who_did_not_answer_is_told_so_and_never_that_there_were_no_remarks() {
    let notice = |lang, heard| compose(&full(lang).assessment_notice(heard)).unwrap().body;
    assert!(notice(Lang::Nb, Heard::NoAnswer).contains("Vi har ikke mottatt noe svar fra dere"));
    assert!(notice(Lang::Nn, Heard::NoAnswer).contains("Vi har ikkje fått noko svar frå dykk"));
    assert!(notice(Lang::En, Heard::NoAnswer).contains("We received no answer from you"));
    for lang in Lang::ALL {
        let words = text(lang, ["ingen merknader", "ingen merknader", "no remarks"]);
        assert!(!notice(lang, Heard::NoAnswer).contains(&words) && !notice(lang, Heard::NotAsked).contains(&words));
        assert!(notice(lang, Heard::NoRemarks).contains(&words));
    }
}

/// The compiler warns of a field that no template names; here, that the three of a letter name the same.
#[test]
fn the_three_templates_of_a_letter_name_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/letters");
    for name in LetterKind::ALL.iter().map(|kind| kind.as_str()).chain(["head", "foot"]) {
        let named = |lang: Lang| {
            let path = folder.join(lang.code()).join(format!("{name}.txt"));
            let text = fs::read_to_string(path).unwrap().replace(&format!("letters/{}/", lang.code()), "");
            let tags = text.split('{').filter_map(|after| after.split_once('}')).map(|(tag, _)| tag.trim().to_owned());
            tags.collect::<BTreeSet<String>>()
        };
        assert_eq!(named(Lang::Nb), named(Lang::Nn), "{name}");
        assert_eq!(named(Lang::Nb), named(Lang::En), "{name}");
    }
}

#[test]
fn one_council_is_not_spoken_of_as_several() {
    for lang in Lang::ALL {
        let [some, several] = [1, 2].map(|councils| {
            let mut notice = bare(lang).adoption_notice();
            notice.councils.truncate(councils);
            let for_it = u32::try_from(councils).unwrap();
            let outcome =
                OutcomeNotice { head: full(lang).head(), outcome: Outcome::AdoptedBySome(for_it, 3), copy: false };
            compose(&notice).unwrap().body + &compose(&outcome).unwrap().body
        });
        let one = text(lang, ["kommunestyret:", "kommunestyret:", "municipal council:"]);
        let more = text(lang, ["kommunestyrene:", "kommunestyra:", "municipal councils:"]);
        assert!(some.contains(&one) && several.contains(&more), "{some} {several}");
        let one = text(lang, ["i kommunen som", "i kommunen som", "the municipality that has"]);
        let more = text(lang, ["i kommunene som", "i kommunane som", "the municipalities that have"]);
        assert!(some.contains(&one) && several.contains(&more), "{some} {several}");
    }
}

#[test]
fn a_title_cannot_write_a_header() {
    let mut invitation = full(Lang::Nb).hearing_invitation();
    invitation.head.title = Line::of("Plan\r\nBcc: alle@example.test");
    let letter = compose(&invitation).unwrap();
    assert!(letter.subject.contains("Plan Bcc: alle@example.test"), "{}", letter.subject);
    assert!(!letter.subject.contains(['\r', '\n']), "{}", letter.subject);
}

const BASE: &str = "https://samrad.example.test";

/// A letter's text as it goes out, and the page beside it.
fn sent(letter: &Rendered, lang: Lang) -> (String, String) {
    let text = letter.body.replace(LINK, &format!("{BASE}/l/t41smap060bcx7bfe")).replace(CODE, "a-b-c");
    let page = LetterPage::of(&letter.subject, &text, lang.code(), BASE).render().unwrap();
    (text, page)
}

/// What a page says.
fn said(page: &str) -> Vec<String> {
    let (mut said, mut tag) = (String::new(), false);
    for c in page.split_once("</head>").unwrap().1.chars() {
        match c {
            '<' | '>' => {
                tag = c == '<';
                said.push(' ');
            }
            _ if !tag => said.push(c),
            _ => {}
        }
    }
    let plain = [("&nbsp;", " "), ("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    let said = plain.iter().fold(said, |said, (escaped, plain)| said.replace(escaped, plain));
    said.split_whitespace().map(str::to_owned).collect()
}

/// The words of a text, its subject after what stands above a letter; without what gives it its shape.
fn words_of(subject: &str, text: &str, lang: Lang) -> Vec<String> {
    let dated = text.split("\n\n").nth(2).is_some_and(|third| third.starts_with(&lang.t("letter-date")));
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    paragraphs.insert(if dated { 3 } else { 0 }, subject.to_owned());
    let mut words = Vec::new();
    for paragraph in paragraphs {
        let lines: Vec<&str> = paragraph.lines().collect();
        let button =
            matches!(&lines[..], [_, address] if address.starts_with(BASE) && !address.contains("/kongsbergregionen/"));
        let button = button || lines.last().is_some_and(|last| last.contains("/desk"));
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with("==")) {
            let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("– ")).unwrap_or(line);
            let line = if button && at == 0 { line.trim_end_matches(':') } else { line };
            words.extend(line.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn a_letters_page_says_what_its_text_says() {
    for lang in Lang::ALL {
        for sample in [full(lang), bare(lang)] {
            for kind in LetterKind::ALL {
                let letter = compose(&*sample.letter(*kind)).unwrap();
                let (text, page) = sent(&letter, lang);
                assert_eq!(said(&page), words_of(&letter.subject, &text, lang), "{kind:?} {page}");
                let buttons = page.matches("class=\"btn\"").count();
                let opens = text.lines().any(|line| line.starts_with(BASE) && !line.contains("/kongsbergregionen/"));
                let code = *kind == LetterKind::ConfirmationCode;
                assert_eq!(buttons, usize::from(opens && !code), "{kind:?} {page}");
                for fetched in ["<img", "src=", "url(", "@import", "<link", "<script"] {
                    assert!(!page.contains(fetched), "{kind:?} {fetched}");
                }
            }
        }
    }
}

#[test]
fn every_letter_to_a_party_has_a_letterhead() {
    let desk = |kind: &LetterKind| {
        let own = [LetterKind::QuestionNotice, LetterKind::RevisionNotice, LetterKind::RevisionOpened];
        let personal = [LetterKind::ColleagueInvitation, LetterKind::Login, LetterKind::Digest];
        let public = [LetterKind::PublicAnswerLink, LetterKind::PublicAnswerReceipt];
        own.contains(kind) || personal.contains(kind) || public.contains(kind)
    };
    let of_meeting = [
        LetterKind::MeetingNotice,
        LetterKind::DeputyCalled,
        LetterKind::DeputyReleased,
        LetterKind::MeetingCancelled,
        LetterKind::MinutesNotice,
    ];
    for lang in Lang::ALL {
        for kind in LetterKind::ALL.iter().filter(|kind| !desk(kind)) {
            let letter = compose(&*full(lang).letter(*kind)).unwrap();
            let date = lang.plain_date("2026-11-23".parse().unwrap());
            assert!(letter.body.contains(&format!("{}: {date}\n", lang.t("letter-date"))), "{}", letter.body);
            // A meeting has a number for each of its items.
            let numbered = letter.body.contains("13/26\n") && letter.body.contains("26/01187\n");
            assert!(numbered || of_meeting.contains(kind), "{}", letter.body);
            let signed = letter.body.contains("Ingvild Moen Haugerud\n");
            assert!(signed || *kind == LetterKind::ConfirmationCode, "{}", letter.body);
            assert!(sent(&letter, lang).1.contains("class=\"col gap\""), "{kind:?}");
        }
    }
}

#[test]
fn what_is_typed_into_a_letter_is_words_and_no_markup() {
    let typed = "<script>alert(1)</script> & \"klikk\"\n\nLes og svar:\nhttps://ondt.example.test/l/abc\n\n\
        https://ondt.example.test/\"onmouseover=\"alert(1)\n\njavascript:alert(1)\n\nTittel\n=====\n\n- punkt";
    let mut invitation = full(Lang::Nb).hearing_invitation();
    invitation.covering = Some(Worded { words: typed.to_owned(), other: None });
    invitation.head.title = Line::of("<b>Plan</b> \"x\"");
    let (_, page) = sent(&compose(&invitation).unwrap(), Lang::Nb);
    assert!(!page.contains("<script") && !page.contains("<b>Plan") && !page.contains("\"onmouseover"), "{page}");
    assert!(!page.contains("href=\"javascript") && page.contains("&#60;script&#62;alert(1)"), "{page}");
    let buttons: Vec<&str> = page.match_indices("class=\"btn\"").map(|(at, _)| &page[at..at + 400]).collect();
    assert!(matches!(&buttons[..], [own] if own.contains(&format!("href=\"{BASE}/l/"))), "{page}");
    assert!(page.contains(">Tittel</h2>") && page.contains(">punkt</li>"), "{page}");
}

#[test]
fn the_pages_of_two_letters_look_as_they_should() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../tests/golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (sample, kind) in [
        (full(Lang::Nn), LetterKind::HearingInvitation),
        (bare(Lang::Nb), LetterKind::HearingInvitation),
        (full(Lang::Nb), LetterKind::CouncilRequest),
    ] {
        let (_, page) = sent(&compose(&*sample.letter(kind)).unwrap(), sample.lang);
        let part = if sample.full { "full" } else { "bare" };
        let name = format!("page-{}-{}-{part}", kind.as_str(), sample.lang.code());
        settings.bind(|| insta::assert_snapshot!(name, page));
    }
}
