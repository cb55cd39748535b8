nav-here = You are here
new-document = New document
board-needs = Needs your attention
board-nothing = Nothing is pressing.
board-matrix = Documents and municipalities
board-document = Document
board-legend = ✓ answered or endorsed · M remarks · F reservation · E amended text · ✗ against · … started · – no answer · ! needs your attention · date: council meeting.
sign-late = { $position }, late
sign-returned = the letter did not arrive
sign-disowned = has reported a wrong recipient or sender
sign-no-answer = no answer
sign-started = has started
sign-not-started = not started
sign-postponed = postponed to { $date }
sign-planned = on the agenda { $date }
sign-not-decided = not decided
sign-nothing = nothing now
need-today = today
need-choose-contact = Choose a new contact
need-see = Look at the case
need-go-on = Go on
need-answer = Answer
need-returned = { $party }: { $letter } on “{ $title }” did not arrive.
need-revision = “{ $title }” is due for revision.
need-extension = { $party } asks for more time for “{ $title }”.
need-disowned = { $party } has reported a wrong recipient or sender for “{ $title }”.
need-close = The consultation on “{ $title }” can be closed. { $answered } of { $parties } have answered.
need-deadline = Deadline for “{ $title }”. { $answered } of { $parties } have answered.
need-finish = All remarks on “{ $title }” have been assessed.
need-finish-without = Nobody who answered the consultation on “{ $title }” had any remarks.
need-not-endorsed = “{ $title }” was not endorsed.
need-amendment = { $party } has endorsed an amended text of “{ $title }”.
need-adopt = “{ $title }” is ready for adoption.
need-comes-into-force = “{ $title }” comes into force.
need-draft = “{ $title }” is a draft and must be made ready for consultation.
standing-revision = revised { $date }
standing-deadline = deadline { $date }
standing-assessed =
    { $all ->
        [0] no remarks
        [one] { $done } of { $all } remark assessed
       *[other] { $done } of { $all } remarks assessed
    }
standing-decided = { $done } of { $all } councils
phase-round = { $phase }, round { $round }
phase-limited-round = { $phase }, round { $round } (limited)
filter-all = All
filter-show = Show
list-more = More
document-kind = Kind
document-phase = Phase
document-title = Title
document-parties = Municipalities
document-parties-hint = Only these kinds can be limited to some of the municipalities: { $kinds }.
document-create = Create
document-edition-under-way = edition { $edition } under way
document-text-version = text, version { $version }
document-municipalities = The municipalities
document-letters = All letters in the case
recipients-title = Letters to each recipient
recipient-all = All letters to { $party }, earlier cases too
recipient-letters = { $letters ->
    [one] one letter
   *[other] { $letters } letters
}{ $waiting ->
    [0] {""}
   *[other] , { $waiting } to be followed up
}
document-in-force = Edition in force
document-edition = Edition
document-adopted = Adopted
document-revision-due = Due for revision
document-history = Events in the case
document-whole-log = { $events ->
        [one] The whole log (1 line)
       *[other] The whole log ({ $events } lines)
    }
phases-label = Phase: { $phase }
phases-region = The course of the case
phases-again = consulted on again
track-answer = Answer
track-when = When
track-letter = Last letter
track-do = Action
track-treated = Political consideration: { $body }, { $date }, case { $number }
track-advised = Recommendation: { $body }, { $date }, case { $number }
track-deadline = deadline { $date }
state-in-force = The document is in force.
state-in-force-until = The document is in force. The revision starts automatically on { $due }.
state-withdrawn = The case has been withdrawn.
state-repealed = The document has been repealed.
state-drafting = The text is a draft. When it is ready, it is sent out for consultation.
state-drafting-empty = The document has no text yet.
state-drafting-again = The text will go to a new consultation. Change it first if needed.
state-answered = { $answered } of { $parties } have answered.
state-closes = Answers that come after the deadline are accepted up to and including { $closes } and marked as late. After that the consultation closes automatically and the remarks are assessed.
state-endorsement =
    { $for ->
        [one] One council has endorsed the text
       *[other] { $for } councils have endorsed the text
    }, { $against } declined, { $undecided } undecided.
state-not-endorsed = The requirement for endorsement is not met: { $for } for, { $against } against, { $undecided } undecided. Decide what happens next.
state-adoption = The text is ready for adoption.
state-comes-into-force = The document has been adopted and is in force from { $from }. The previous edition remains in force until then.
state-first-comes-into-force = The document has been adopted and is in force from { $from }.
by-itself = automatic
by-officer = case officer
by-program = program
by-coordinator = coordinator
log-title = The whole log
log-help = The log cannot be changed. Each line is linked to the one before, and the command samrad verify shows that nothing has been removed or altered.
act-back = Back
field-optional = optional
import-preview = Look it over before you save
import-found = { $sections ->
    [one] The text has one section. Nothing has been saved yet.
   *[other] The text was divided into { $sections } sections. Nothing has been saved yet.
}
import-title = The title on the cover: { $title }
import-left-out = Left out
import-changed = Changed when the text was read
import-came-in = Included
import-first-place = before the first heading
import-places = Place: { $places }.
import-attach = Attach the file { $name } as it is
import-attach-tells-more = The file has comments, tracked changes or hidden text, which anyone who may read it can see.
import-open = Read a text in from a file
import-file = File
import-file-hint = Word (DOCX), a web page (HTML), Markdown or plain text.
import-paste = Or paste the text
import-read = Find the sections
import-too-large = The file is too large.
import-not-text = The file is not text that can be read.
import-broken-docx = The Word file cannot be read. Save it again as DOCX and retry.
import-nothing = Choose a file or paste a text.
import-empty = The file holds no text that can be read. What stands only in a header, a footer or a picture must be pasted or typed.
section-number = Section { $n }
section-heading = Heading { $n }
text-newer = See the version that was saved meanwhile (opens in a new tab)
section-level = Level of { $n }
section-numbered = Number before { $n } (“auto” counts)
section-body = Text { $n }
section-after = New section after { $n }
section-up = Move { $n } up
section-remove = Remove { $n }
text-save = Save as a new version
version-title = Version { $version }
version-take = Download the version
version-docx = Download for Word
version-markdown = Download as Markdown
version-akoma = Download as Akoma Ntoso (XML)
versions = Versions
launch-parties = Who is to be consulted?
launch-no-contact = No contact who can be reached.
launch-minimum = At least { $weeks ->
        [one] 1 week
       *[other] { $weeks } weeks
    }.
launch-working = How the earliest deadline is worked out
launch-reason = Reason for a shorter period
launch-letter = Covering letter
launch-letter-hint = The text is included in the consultation letter to every recipient.
launch-letter-in = Covering letter in { $form }
launch-letter-missing = The covering letter is not written in { $form }. These get it in { $other }, and the letter says so: { $parties }.
launch-reason-missing = The reason is not written in { $form }. These get it in { $other }, and the letter says so: { $parties }.
launch-previews = { $letters ->
    [one] 1 letter
   *[other] { $letters } letters
} will be sent
launch-copy = copy
launch-preview = See the letters first
launch-preview-again = See the letters again
launch-go = Open the consultation and send { $letters ->
        [one] 1 letter
       *[other] { $letters } letters
    }
remarks-title = Remarks
remarks-open =
    { $all ->
        [one] { $open } of { $all } remark has not been assessed.
       *[other] { $open } of { $all } remarks have not been assessed.
    }
remarks-not-assessed = not assessed
remarks-verdict = Verdict
remarks-save = Save the verdict
remarks-verdict-missing = Choose a verdict.
letters-kind = Letter
letters-address = E-mail address
letters-state = State
letters-attempts = Attempts
reply-address = The address cannot be used
reply-past = The letter is no longer relevant
reply-broken = The letter could not be made
reply-silent = The mail server did not answer in time
reply-no-answer = The mail server took the letter but did not answer
reply-ended = The program stopped while the letter was handed over
reply-restore = The database was restored from a backup
reply-late = More than 72 hours late
reply-automatic = An automatic answer, such as an absence notice
reply-unsure = A message came to this letter that cannot be read automatically. See incoming mail
reply-complaint = The recipient has reported the letter as unwanted
reply-unproven = Unconfirmed: a delivery report that did not come to the return address
reply-recipient = Failed at the recipient
reply-content = Failed because of the content
reply-infrastructure = Failed on the way to the recipient
letter-not-rendered = The letter has not been made yet.
contacts-help = Letters go to these. Where a role is missing, the letter goes to the registry.
contacts-returned = Letters in “{ $title }” have come back. Correct the address first.
contact-role = Role
contact-none = nobody registered
contact-change = Change
contact-title = { $party }: { $role }
contact-help = When the address changes, links sent to the old address stop working. Send a new link from the case.
contact-address-unsound = Write an e-mail address, for example postmottak@kommune.no.
contact-save = Save
state-hearing-passed = Consultation, round { $round }. The deadline was { $deadline }.
need-remarks =
    { $open ->
        [one] { $open } remark on “{ $title }” has not been assessed.
       *[other] { $open } remarks on “{ $title }” have not been assessed.
    }
state-hearing =
    { $left ->
        [one] Consultation, round { $round }. Deadline { $deadline }, one day left.
       *[other] Consultation, round { $round }. Deadline { $deadline }, { $left } days left.
    }
state-assessment =
    { $all ->
        [one] { $open ->
            [0] The remark has been assessed.
           *[other] The remark has not been assessed yet.
        }
       *[other] { $open ->
            [0] All { $all } remarks have been assessed.
            [one] { $open } of { $all } remarks is still to be assessed.
           *[other] { $open } of { $all } remarks are still to be assessed.
        }
    }
kept-title = You have been logged out
kept-help = The session had ended when the form was sent. Nothing is saved yet, but everything you wrote is here. Leave this page open, log in in a new window, and come back here. A file has to be chosen again.
kept-login = Log in (opens in a new window)
kept-on = I have logged in: show the form again
kept-texts = This is what you wrote
import-back = Back to the text that was here
coordinators-title = Coordinators
coordinators-help = Those who can log in here. Letters and pages name the first in the list.
coordinators-link = Who can log in here
coordinators-state = Access
coordinators-active = Can log in
coordinators-former = Disabled
coordinators-you = you
coordinators-disable = Disable
coordinators-enable = Restore access
coordinators-add = Add a coordinator
coordinators-add-send = Add
coordinators-known = There is a coordinator with this address already.
coordinators-was = There is a disabled coordinator with this address. Restore their access instead.
coordinator-disable-title = Disable { $name }?
coordinator-disable-then = { $name } is logged out everywhere at once. Log-in links that are not used stop working, and no more letters go to { $address }. What { $name } has done stays. You can restore { $name }’s access later.
coordinator-disable-self = This is yourself. You are logged out at once, and another coordinator must restore your access.
coordinator-disable-last = { $name } is the only one who can log in. Add another coordinator first.
coordinator-disable-yes = Yes, disable { $name }
coordinator-disable-no = No, leave it
answers-title = Answers
answers-see = Read every answer in full
answers-round = Consultation, round { $round }: { $opened } to { $deadline }
answers-revision = version { $revision } of the answer
answers-earlier = Earlier versions of the answer
answers-said = { $body }, { $date }, case { $number }
answers-advice = Advice to the councils
answers-not-heard = The document has not been consulted on.
