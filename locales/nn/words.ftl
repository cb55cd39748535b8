phase-drafting = Utkast
phase-hearing = Høyring
phase-assessment = Merknader
phase-endorsement = Tilslutnad
phase-adoption = Vedtak
phase-in-force = Gjeldande
phase-withdrawn = Trekt
phase-repealed = Oppheva
position-supports = støttar
position-without-remarks = utan merknader
position-with-remarks = med merknader
position-opposes = går imot
position-formal-objection = motsegn
position-no-opinion = lèt vere å uttale seg
verdict-accommodated = blir teken til følgje
verdict-partly = blir delvis teken til følgje
verdict-not-accommodated = blir ikkje teken til følgje
verdict-noted = blir teken til orientering
outcome-endorsed = slutta seg til
outcome-endorsed-with-reservation = slutta seg til med atterhald
outcome-endorsed-amended = slutta seg til ein endra tekst
outcome-rejected = ikkje slutta seg til
outcome-postponed = utsett
next-endorsement = Send til kommunestyra for tilslutnad
next-adoption = Send til vedtak
next-full-hearing = Ny høyring av heile teksten
next-limited-hearing = Avgrensa høyring av det som er endra
as-reservation = som atterhald
as-new-text = ny tekst til alle
answer-yes = Ja
answer-no = Nei
role-case-officer = saksbehandlar
role-registry = postmottak
role-chief-executive = kommunedirektør
role-council-secretary = politisk sekretariat
role-colleague = kollega
role-coordinator = koordinator
role-former-coordinator = tidlegare koordinator
rule-all = Alle kommunestyra må slutte seg til.
rule-two-thirds = Minst to tredelar av kommunestyra må slutte seg til.
rule-majority = Meir enn halvparten av kommunestyra må slutte seg til.
rule-population-majority = Kommunar med meir enn halvparten av innbyggjarane må slutte seg til.
rung-not-started = ikkje begynt etter { $n ->
    [one] 1 dag
   *[other] { $n } dagar
}
rung-before = { $n ->
    [one] 1 dag
   *[other] { $n } dagar
} igjen
rung-after = { $n ->
    [one] 1 dag
   *[other] { $n } dagar
} etter fristen
rung-monthly = { $n ->
    [one] 1 månad
   *[other] { $n } månader
} etter
rung-escalation = til kommunedirektøren
rung-notice = { $n ->
    [one] 1 månad
   *[other] { $n } månader
} igjen
rung-overdue = { $n ->
    [one] 1 månad
   *[other] { $n } månader
} på overtid
rung-manual = sendt for hand
mail-state-queued = ventar
mail-state-claimed = blir gjort klart
mail-state-data = blir sendt no
mail-state-accepted = sendt
mail-state-deferred = blir prøvd igjen
mail-state-failed = ikkje sendt
mail-state-suppressed = adressa verkar ikkje
mail-state-expired = for seint å sende
mail-state-cancelled = avlyst
mail-state-held = halde tilbake
mail-state-uncertain = usikkert om sendt
mail-state-captured = lagt i postkassa
mail-state-bounced = kom i retur
mail-state-delivered = levert
letter-hearing-invitation = høyringsbrev
letter-hearing-reminder = påminning om høyring
letter-deadline-extended = ny frist
letter-extension-refused = ikkje utsett frist
letter-colleague-invitation = til kollega
letter-new-link = ny lenkje
letter-statement-receipt = kvittering for svar
letter-assessment-notice = vurdering av merknader
letter-council-request = sak til kommunestyret
letter-council-reminder = påminning til kommunestyret
letter-decision-receipt = kvittering for vedtak
letter-escalation = til kommunedirektøren
letter-adoption-notice = melding om vedtak
letter-prolonged-notice = melding om forlenging
letter-repeal-notice = melding om oppheving
letter-withdrawal-notice = melding om trekt sak
letter-revision-notice = varsel om rullering
letter-revision-opened = rullering opna
letter-confirmation-code = kode for stadfesting
letter-login = innlogging
letter-digest = samandrag
letter-municipality = { $name } kommune
letter-votes = { $for } for, { $against } mot
letter-next-endorsement = Teksten går no til kommunestyra for tilslutnad.
letter-next-adoption = Teksten går no til vedtak i regionrådet.
letter-next-full-hearing = Teksten skal høyrast på nytt. Dei som skal høyrast, får nytt høyringsbrev.
letter-next-limited-hearing = Det som er endra, skal høyrast på nytt. Dei som skal høyrast, får nytt høyringsbrev.
