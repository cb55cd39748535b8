note-title = Note on the consultation: { $title }
note-open = The note on the consultation
note-nav = Download and language
note-docx = Download for Word
note-xlsx = Excel
note-csv = CSV
note-language = Language of the note
note-hearing = Consultation { $n }
note-case-number = Case number
note-scope = The consultation was on
note-scope-full = the whole text
note-scope-limited = what had changed since the consultation before
note-period = Period
note-period-words = { $from } to { $until }
note-closed = Closed
note-still-open = The consultation has not been closed.
note-answers = Answers
note-answers-words = { $answered } of { $asked } parties have answered
note-version-heard = The text that was consulted on
note-asked = Consultees and answers
note-party = Party
note-answer = Answer
note-received = Received
note-deadline = Deadline
note-deadline-own = { $deadline } (extended)
note-late = Late
note-number = Remark no.
note-section = Section
note-remark = Remark
note-proposed = Proposed wording
note-verdict = Assessment
note-reason = Reason
note-remarks = The remarks and how they were assessed
note-no-answers = None of the consultees have answered.
note-no-remarks = Nobody who answered had remarks.
note-no-open-remarks = None of the answers that are public has remarks.
note-exempt = Exempt from disclosure: { $basis }
note-changes = Changes to the text after the consultation
check-list =
    { $count ->
        [one] One thing to check before you finish
       *[other] { $count } things to check before you finish
    }
check-help = The list does not keep you from finishing.
check-unchanged = The remark from { $party } on “{ $section }” is accommodated, wholly or in part, but the section has not been changed since the consultation.
check-unchanged-general = The general remark from { $party } is accommodated, wholly or in part, but the text has not been changed since the consultation.
check-unasked = “{ $section }” has been changed since the consultation, but no remark on it is accommodated.
check-see-remark = See the remark
note-no-changes = The text has not been changed since the consultation.
note-before = The proposal consulted on
note-after = New text
note-tag = Tag
note-tags = Tags
note-tags-hint = Separate them with commas.
note-group = Group
note-group-hint = Give remarks about the same matter the same group, and they can be assessed together.
note-assignee = Assigned to
note-nobody = Nobody chosen
note-due = To be assessed by
notes-title = Working notes: who, by when, and tags
notes-help = Working notes are no part of the case, and do not appear in the note on the consultation.
notes-help-many = For all the remarks above. Empty fields change nothing.
notes-save = Save the notes
remark-general = In general
remarks-next = Assess the next remark
remarks-choose = Choose
remarks-choose-one = Choose { $remark } from { $party }
remarks-chosen = Assess those chosen together
remarks-together = Assess the { $open } left together
remarks-work = Who and by when
remarks-overdue = was to be assessed by { $date }
remarks-change = See the change in the text
remarks-save-next = Save and go to the next
left-nothing = Nothing is left. The assessment can be finished.
left-open = Show those that are left
left-see = Show
left-settle = Record its status
left-objection = The formal objection from { $party } is not settled. It does not stop the councils, but what it is about has no effect until it is withdrawn or decided.
remark-filter-label = Choose remarks
remark-filter-show = Show
remark-filter-all = All remarks
remark-filter-open = Those left
remark-filter-approve = Those waiting for approval
remark-filter-clear = Show all
remark-filter-none = No remarks match.
remark-filter-pages = Pages
assess-title = { $party }: { $section }
assess-title-many = Assess { $remarks } remarks together
assess-meanwhile = { $who } has saved an assessment meanwhile
assess-meanwhile-help = What you wrote is below. If you save now, your assessment is the one that counts.
alike-section = More remarks on “{ $name }” are left.
alike-group = More remarks in the group “{ $name }” are left.
alike-together = Assess together with { $others } more
replies-title = Use a reason again
replies-used = Used for
replies-more = and { $more } more
replies-use = Use this
change-title = The text: { $section }
change-none = The section has not been changed since the consultation.
history-title = Assessments so far
verdict-approved-by = Approved by { $who }, { $when }
verdict-unapproved = waiting for approval
event-verdict-approved = The assessment of remark { $remark } was approved
refusal-no-remark-chosen = Choose at least one remark.
refusal-not-assessed = Remark { $remark } has not been assessed, and cannot be approved yet.
refusal-own-verdict = A coordinator other than the one who gave the assessment must approve it.
remarks-done =
    { $all ->
        [0] There are no remarks to assess.
        [one] The remark has been assessed.
       *[other] All { $all } remarks have been assessed.
    }
left-approve =
    { $open ->
        [one] { $open } assessment is waiting for another coordinator’s approval.
       *[other] { $open } assessments are waiting for another coordinator’s approval.
    }
approve-all =
    { $verdicts ->
        [one] Approve the assessment
       *[other] Approve { $verdicts } assessments
    }
need-approve =
    { $open ->
        [one] { $open } assessment of remarks on “{ $title }” is waiting for approval.
       *[other] { $open } assessments of remarks on “{ $title }” are waiting for approval.
    }
refusal-verdicts-must-be-approved =
    { $open ->
        [one] { $open } assessment has not been approved by another coordinator yet. All must be approved before the case goes on.
       *[other] { $open } assessments have not been approved by another coordinator yet. All must be approved before the case goes on.
    }
