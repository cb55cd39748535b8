phase-drafting = Drafting
phase-hearing = Consultation
phase-assessment = Assessment
phase-endorsement = Endorsement
phase-adoption = Adoption
phase-in-force = In force
phase-withdrawn = Withdrawn
phase-repealed = Repealed
position-supports = supports
position-without-remarks = without remarks
position-with-remarks = with remarks
position-opposes = opposes
position-formal-objection = formal objection
position-no-opinion = no opinion
verdict-accommodated = accommodated
verdict-partly = partly accommodated
verdict-not-accommodated = not accommodated
verdict-noted = noted
outcome-endorsed = endorsement
outcome-endorsed-with-reservation = endorsement with reservation
outcome-endorsed-amended = endorsement of an amended text
outcome-rejected = no endorsement
outcome-postponed = postponed
state-held-back = The document has been adopted, but a formal objection is about the whole of it. It has no effect until the objection is withdrawn or decided (Planning and Building Act section 11-16).
state-objection = The formal objection from { $party } is about { $sections ->
    [one] one section
   *[other] { $sections } sections
}, without effect until the objection is withdrawn or decided (Planning and Building Act section 11-16).
relation-follows = rests on
relation-implements = implements
relation-amends = amends
relation-heard-together-with = is consulted on together with
holds-from = In force here from { $day }
body-municipal-council = the municipal council
body-executive-committee = the executive committee
body-standing-committee = the standing committee
body-regional-council = the regional council
body-representative-assembly = the representative assembly
body-joint-board = the joint planning board
body-chief-executives = the chief executives' committee
body-secretariat = the secretariat
one-of = { $first } or { $last }
step-dialogue = dialogue
step-mediation = mediation by the state administrator
step-partly-withdrawn = partly withdrawn
step-maintained = maintained
step-sent-to-ministry = sent to the ministry
step-upheld = upheld by the ministry
step-not-upheld = not upheld by the ministry
next-endorsement = Send to the councils for endorsement
next-adoption = Send to adoption
next-full-hearing = Consult on the whole text again
next-limited-hearing = Limited consultation on what has changed
as-reservation = as a reservation
as-new-text = a new text to all
answer-yes = Yes
answer-no = No
role-case-officer = case officer
role-registry = registry
role-chief-executive = chief executive
role-council-secretary = council secretariat
role-colleague = colleague
role-coordinator = coordinator
role-former-coordinator = former coordinator
rule-all = All the councils must endorse the text.
rule-two-thirds = At least two thirds of the councils must endorse the text.
rule-majority = More than half of the councils must endorse the text.
rule-population-majority = Municipalities with more than half of the population must endorse the text.
rung-not-started = not started after { $n ->
    [one] 1 day
   *[other] { $n } days
}
rung-before = { $n ->
    [one] 1 day
   *[other] { $n } days
} left
rung-after = { $n ->
    [one] 1 day
   *[other] { $n } days
} after the deadline
rung-monthly = { $n ->
    [one] 1 month
   *[other] { $n } months
} after
rung-escalation = to the chief executive
rung-opening = { $n ->
    [one] 1 month
   *[other] { $n } months
} until the revision opens
rung-notice = { $n ->
    [one] 1 month
   *[other] { $n } months
} left
rung-overdue = { $n ->
    [one] 1 month
   *[other] { $n } months
} overdue
rung-manual = sent manually
mail-state-queued = waiting
mail-state-claimed = being prepared
mail-state-data = being sent
mail-state-accepted = sent
mail-state-deferred = to be tried again
mail-state-failed = failed
mail-state-suppressed = address does not work
mail-state-expired = expired
mail-state-cancelled = cancelled
mail-state-held = held
mail-state-uncertain = uncertain whether it was sent
mail-state-captured = captured
mail-state-bounced = bounced
mail-state-delivered = delivered
letter-hearing-invitation = consultation letter
letter-hearing-reminder = consultation reminder
letter-deadline-extended = new deadline
letter-extension-refused = extension refused
letter-colleague-invitation = to a colleague
letter-new-link = new link
letter-question-notice = question to the coordinator
letter-statement-receipt = receipt for statement
letter-assessment-notice = assessment of remarks
letter-council-request = request to the council
letter-council-reminder = council reminder
letter-decision-receipt = receipt for decision
letter-escalation = to the chief executive
letter-adoption-notice = notice of adoption
letter-prolonged-notice = notice of extension
letter-repeal-notice = notice of repeal
letter-withdrawal-notice = notice of withdrawal
letter-outcome-notice = notice of the outcome
letter-leaving-notice = notice that a municipality leaves
letter-revision-notice = notice of revision
letter-revision-opened = revision opened
letter-confirmation-code = confirmation code
letter-login = log-in
letter-digest = digest
letter-date = Date
letter-succeeded = { $now } (formerly { $before })
letter-municipality = { $name } municipality
letter-anchor = In the log: { $anchor }
letter-votes = { $for } for, { $against } against
letter-next-endorsement = The text now goes to the councils for endorsement.
letter-next-adoption = The proposal is put to the regional council for adoption.
letter-next-full-hearing = The text will go to a new consultation. Those who are to be consulted will receive a new consultation letter.
letter-next-limited-hearing = The changes will go to a new consultation. Those who are to be consulted will receive a new consultation letter.
doubt-day = The meeting was on { $day }. That is right.
doubt-day-why = The meeting is entered on a day off.
doubt-votes = The votes are { $votes }, as in all the other councils. That is right.
doubt-votes-why = The votes are exactly the same in all councils.
doubt-tick = Tick the box if that is right.
mediation-asked = the state administrator has been asked to mediate
mediation-agreed = ended, the municipalities agree
mediation-not-agreed = ended without agreement
state-mediation = Mediation (Planning and Building Act section 9-5): { $step }, { $date }.
