endorsement-title = Endorsement
endorsement-about = Every council was asked about the same text:
endorsement-rule = Requirement for endorsement
endorsement-met = The requirement is met.
endorsement-enough =
    { $more ->
        [one] The endorsement of one more council is needed.
       *[other] The endorsement of { $more } more councils is needed.
    }
endorsement-beyond = The requirement can no longer be met. Consider a new consultation, a new text or withdrawing the case.
endorsement-texts = Reservations and amended texts side by side
endorsement-texts-help = An amended text does not count until it is reconciled: as a reservation, or by sending a new text to all.
endorsement-councils = The councils
endorsement-extract = Minutes extract
endorsement-open-extract = Open the extract
endorsement-papers = papers by { $date }
endorsement-corrected = corrected, entered { $when }
endorsement-correct = Correct the decision
endorsement-see = See the councils side by side
announcement-title = Announcement
announcement-help = Copy the text to the website or the newspaper. All parties have been told in a letter.
announcement-see = Text of the announcement
announcement-adopted = { $body } adopted “{ $title }” on { $date }, case { $number }.
announcement-from = It is in force from { $from }.
announcement-replaces = It supersedes edition { $edition }.
announcement-due = It is due for revision by { $due }.
again-changes = What has changed since the consultation
again-questions = Does the change lead to any of this?
change-area = a new area or topic
change-amount = a new or higher amount
change-obligation = a new obligation
change-burden = more work or cost for a municipality
again-suggestion = Suggestion:
again-suggest = Update the suggestion
again-suggest-none = No new consultation. The change is not substantial.
again-suggest-limited = A limited consultation on the sections that changed.
again-suggest-full = A new consultation on the whole text.
record-remarks = Remarks on single sections
record-remark = Remark on “{ $section }”
field-file = Attachment
field-file-hint = For example the letter or the extract. PDF, Word, ODT, picture or plain text.
