event-document-created = The document was created, with { $parties ->
    [one] 1 municipality
   *[other] { $parties } municipalities
}
event-text-saved = The text was saved as version { $version }, { $sections ->
    [one] 1 section
   *[other] { $sections } sections
}
event-file-attached = Attachment added: { $title }
event-case-numbered = Case number: { $number }
event-related = The document { $how } “{ $title }”
event-unrelated = The relation to another document was removed: { $reason }
event-hearing-opened = Consultation opened, round { $round }: { $parties ->
    [one] 1 letter
   *[other] { $parties } letters
}, deadline { $deadline }
event-hearing-opened-limited = Limited consultation opened, round { $round }: { $parties ->
    [one] 1 letter
   *[other] { $parties } letters
}, deadline { $deadline }
event-statement-started = { $party } has started on the answer
event-statement-submitted = { $party } answered: { $position }{ $remarks ->
    [0] { "" }
   *[other] { " " }({ $remarks } to assess)
}
event-statement-submitted-again = { $party } changed the answer: { $position }{ $remarks ->
    [0] { "" }
   *[other] { " " }({ $remarks } to assess)
}
event-statement-recorded = Answer from { $party } recorded ({ $channel }): { $position }
event-statement-recorded-again = Changed answer from { $party } recorded ({ $channel }): { $position }
event-extension-asked = { $party } asked for more time: { $reason }
event-extension-asked-until = { $party } asked for time until { $until }: { $reason }
event-deadline-extended = The deadline was moved to { $deadline } for all: { $reason }
event-deadline-extended-one = The deadline for { $party } was moved to { $deadline }: { $reason }
event-extension-refused = { $party } was refused more time: { $reason }
event-question-asked = { $party } asked the coordinator: { $question }
event-colleague-added = { $party } added a colleague to the answer
event-colleague-removed = { $party } took a colleague off the answer
event-treatment-hearing = { $body } in { $party } considered the consultation answer on { $date }, case { $number }
event-treatment-council = { $body } in { $party } gave the council its recommendation on { $date }, case { $number }
event-handed-over = { $party } handed the case over to another officer
event-disowned = { $party } reported a wrong recipient or sender: { $reason }
event-invited-again = { $party } was sent a new letter with a new link
event-new-link-asked = { $party } asked for the link again
event-reminded = Reminder to { $party }: { $rung }
event-reminders-skipped = Reminders to { $party } were skipped: { $rungs }
event-skipped = Skipped: { $rungs } ({ $why })
event-skipped-each = Skipped: { $rungs }
skipped-another = a later reminder went out instead
skipped-passed = what it was to remind of had passed
skipped-closed = the consultation had closed
skipped-title = Reminders that were skipped
skipped-line = { $rung }, counted from { $deadline }: { $parties } ({ $why }).
skipped-notice = Notice to the coordinators, { $rung } ({ $why }).
event-hearing-closed = The consultation was closed
event-hearing-reopened = The consultation was reopened, deadline { $deadline }: { $reason }
event-remark-assessed = Remark { $remark } { $verdict }: { $reason }
event-objection-settled = The formal objection from { $party } was settled on { $date }: { $how }. { $reason }
event-sent-to-councils = Version { $version } was sent to the councils
event-sent-to-adoption = Version { $version } was sent to adoption
event-to-be-heard-again = The text goes to a new consultation
event-to-be-heard-in-part = The changes go to a new consultation
event-meeting-planned = { $party }: on the council’s agenda { $date }
event-decision-recorded = { $party }: { $outcome } ({ $body } { $date }, case { $number })
event-decision-corrected = { $party }, corrected: { $outcome } ({ $body } { $date }, case { $number })
event-decision-reconciled = The amendment by { $party } was reconciled ({ $how }): { $reason }
event-endorsement-met = The requirement for endorsement is met: { $for } for, { $against } against
event-endorsement-failed = The requirement for endorsement is not met: { $for } for, { $against } against
event-party-left = { $party } has left the planning cooperation: { $reason }
event-objection-advanced = The formal objection from { $party }: { $step } { $date }. { $reason }
event-leaving-noticed = { $party } gave notice on { $received } that it is leaving, and is out of the work from { $leaves }: { $reason }
event-joining-invited = { $party } takes part in the case and becomes a member when all the councils have adopted the agreement.
event-joining-withdrawn = { $party } was taken out of the case and becomes no member by this agreement. Reason: { $reason }
event-period-set = The text is for a period until { $until }.
event-register-opened = The register of { $region } was opened.
event-register-begun = The register begins with { $municipalities ->
    [one] one municipality
   *[other] { $municipalities } municipalities
  } and { $consultees ->
    [one] one other consultee
   *[other] { $consultees } other consultees
  }{ $n ->
    [0] .
   *[other] . Number of members: { $bodies }.
  }
event-party-entered = { $name } ({ $id }) was entered in the register: { $details }. Reason: { $reason }
event-member-admitted = { $party } is a member from { $from }. That follows from “{ $reason }”, which all the councils have adopted.
event-member-released = { $party } gave notice on { $received } that it is leaving, and is a member until { $leaves }. Reason: { $reason }
event-party-succeeded = { $name } ({ $id }) replaces { $parties } from { $from }. Reason: { $reason }
event-body-sized = The number of members of { $body } is set to { $size }. Reason: { $reason }
party-population = { $n } inhabitants
party-nb = Bokmål
party-nn = Nynorsk
party-council = { $n } members of the council
party-may-object = may make formal objections
event-took-effect = The decision of { $party }, case { $number }, takes effect there on { $on }
event-checked = The checker found changes since the consultation in { $count ->
    [one] 1 section
   *[other] { $count } sections
}: { $found }.
event-change-substantial = The change was held to be substantial: { $reason }
event-change-not-substantial = The change was not held to be substantial: { $reason }
event-change-involves = The change leads to { $what }.
event-rests-on = Decided by { $body } on { $date }, case { $number }.
event-councils-decided = Decided by the municipal councils: { $decisions }.
event-council-decided = { $party } { $date }, case { $number }
event-adopted = Edition { $edition } was adopted by { $body } on { $date }, case { $number }. In force from { $from }
event-edition-registered = Edition { $edition } was registered: adopted by { $body } on { $date }, case { $number }. In force from { $from }
event-adoption-corrected = The adoption of edition { $edition } was corrected: { $body } { $date }, case { $number }. In force from { $from }. { $reason }
event-came-into-force = Edition { $edition } is in force from { $on }
event-returned-to-drafting = Returned to drafting: { $reason }
event-withdrawn = The case was withdrawn: { $reason }
event-withdrawn-until = The revision was withdrawn and put off until { $until }: { $reason }
event-revision-noticed = Notice of revision { $due }: { $rung }
event-revision-started = The revision was opened, with { $parties ->
    [one] 1 municipality
   *[other] { $parties } municipalities
}
event-prolonged = The period in force was extended to { $until }: { $reason }
event-repealed = The document was repealed: { $reason }
event-reminders-paused = Reminders were paused: { $reason }
event-reminders-resumed = Reminders were resumed
event-programme-waived = No planning programme is needed: { $reason }
event-mediation-recorded = Mediation: { $step }, { $date }. { $reason }
event-land-use-marked = The land-use part was named: { $sections ->
        [one] { $sections } section
       *[other] { $sections } sections
    }
