phase-drafting = Utkast
phase-hearing = Høyring
phase-assessment = Merknader
phase-endorsement = Tilslutning
phase-adoption = Vedtak
phase-in-force = Gjeldande
phase-withdrawn = Trekt
phase-repealed = Oppheva
position-supports = støttar
position-without-remarks = utan merknader
position-with-remarks = med merknader
position-opposes = går imot
position-formal-objection = motsegn
position-no-opinion = lar vere å uttale seg
verdict-accommodated = teken til følgje
verdict-partly = delvis teken til følgje
verdict-not-accommodated = ikkje teken til følgje
verdict-noted = teken til orientering
outcome-endorsed = tilslutning
outcome-endorsed-with-reservation = tilslutning med atterhald
outcome-endorsed-amended = tilslutning til ein endra tekst
outcome-rejected = ikkje tilslutning
outcome-postponed = utsett
state-held-back = Dokumentet er vedteke, men ei motsegn gjeld heile dokumentet. Det har ikkje verknad før motsegna er trekt eller avgjord (plan- og bygningslova § 11-16).
state-objection = Motsegna frå { $party } gjeld { $sections ->
    [one] eitt punkt
   *[other] { $sections } punkt
} som ikkje har verknad før motsegna er trekt eller avgjord (plan- og bygningslova § 11-16).
relation-follows = byggjer på
relation-implements = gjennomfører
relation-amends = endrar
relation-heard-together-with = blir send på høyring saman med
holds-from = Gjeld her frå { $day }
body-municipal-council = kommunestyret
body-executive-committee = formannskapet
body-standing-committee = utvalet
body-regional-council = regionrådet
body-representative-assembly = representantskapet
body-joint-board = felles planstyre
body-chief-executives = kommunedirektørutvalet
body-secretariat = sekretariatet
one-of = { $first } eller { $last }
step-dialogue = dialog
step-mediation = mekling hos statsforvaltaren
step-partly-withdrawn = delvis trekt
step-maintained = halden ved lag
step-sent-to-ministry = send departementet
step-upheld = teken til følgje av departementet
step-not-upheld = ikkje teken til følgje av departementet
next-endorsement = Send til kommunestyra for tilslutning
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
rule-all = Alle kommunestyra må slutte seg til teksten.
rule-two-thirds = Minst to tredelar av kommunestyra må slutte seg til teksten.
rule-majority = Meir enn halvparten av kommunestyra må slutte seg til teksten.
rule-population-majority = Kommunar med meir enn halvparten av innbyggjarane må slutte seg til teksten.
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
rung-opening = { $n ->
    [one] 1 månad
   *[other] { $n } månader
} til rulleringa blir opna
rung-notice = { $n ->
    [one] 1 månad
   *[other] { $n } månader
} igjen
rung-overdue = { $n ->
    [one] 1 månad
   *[other] { $n } månader
} forseinka
rung-manual = sendt manuelt
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
mail-state-uncertain = usikkert om det er sendt
mail-state-captured = lagt i postkassa
mail-state-bounced = kom i retur
mail-state-delivered = levert
letter-hearing-invitation = høyringsbrev
letter-hearing-reminder = påminning om høyring
letter-deadline-extended = ny frist
letter-extension-refused = avslag på utsett frist
letter-colleague-invitation = til kollega
letter-new-link = ny lenkje
letter-question-notice = spørsmål til koordinatoren
letter-statement-receipt = kvittering for svar
letter-assessment-notice = vurdering av merknader
letter-council-request = sak til kommunestyret
letter-council-reminder = påminning til kommunestyret
letter-decision-receipt = kvittering for vedtak
letter-escalation = til kommunedirektøren
letter-adoption-notice = melding om vedtak
letter-prolonged-notice = melding om forlengd verketid
letter-repeal-notice = melding om oppheving
letter-withdrawal-notice = melding om trekt sak
letter-outcome-notice = melding om utfall
letter-leaving-notice = melding om at ein kommune går ut
letter-revision-notice = varsel om rullering
letter-revision-opened = rullering opna
letter-confirmation-code = kode for stadfesting
letter-login = innlogging
letter-digest = samandrag
letter-date = Dato
letter-succeeded = { $now } (tidlegare { $before })
letter-municipality = { $name } kommune
letter-anchor = I loggen: { $anchor }
letter-votes = { $for } for, { $against } mot
letter-next-endorsement = Teksten går no til kommunestyra for tilslutning.
letter-next-adoption = Framlegget blir lagt fram for regionrådet til vedtak.
letter-next-full-hearing = Teksten skal på ny høyring. Dei som skal uttale seg, får nytt høyringsbrev.
letter-next-limited-hearing = Endringane skal på ny høyring. Dei som skal uttale seg, får nytt høyringsbrev.
doubt-day = Møtet var { $day }. Det stemmer.
doubt-day-why = Møtet er ført opp på ein fridag.
doubt-votes = Røystetala er { $votes }, som i alle dei andre kommunestyra. Det stemmer.
doubt-votes-why = Røystetala er nøyaktig dei same i alle kommunestyra.
doubt-tick = Kryss av dersom det stemmer.
mediation-asked = statsforvaltaren er bedt om å mekle
mediation-agreed = avslutta, kommunane er samde
mediation-not-agreed = avslutta utan semje
state-mediation = Mekling (plan- og bygningslova § 9-5): { $step }, { $date }.
