phase-drafting = Utkast
phase-hearing = Høring
phase-assessment = Merknader
phase-endorsement = Tilslutning
phase-adoption = Vedtak
phase-in-force = Gjeldende
phase-withdrawn = Trukket
phase-repealed = Opphevet
position-supports = støtter
position-without-remarks = uten merknader
position-with-remarks = med merknader
position-opposes = går imot
position-formal-objection = innsigelse
position-no-opinion = avstår fra å uttale seg
verdict-accommodated = tas til følge
verdict-partly = tas delvis til følge
verdict-not-accommodated = tas ikke til følge
verdict-noted = tas til orientering
outcome-endorsed = tilslutning
outcome-endorsed-with-reservation = tilslutning med forbehold
outcome-endorsed-amended = tilslutning til en endret tekst
outcome-rejected = ikke tilslutning
outcome-postponed = utsatt
state-held-back = Dokumentet er vedtatt, men en innsigelse gjelder hele dokumentet. Det har ikke virkning før innsigelsen er trukket eller avgjort (plan- og bygningsloven § 11-16).
state-objection = Innsigelsen fra { $party } gjelder { $sections ->
    [one] ett punkt
   *[other] { $sections } punkter
} som ikke har virkning før innsigelsen er trukket eller avgjort (plan- og bygningsloven § 11-16).
relation-follows = bygger på
relation-implements = gjennomfører
relation-amends = endrer
relation-heard-together-with = sendes på høring sammen med
holds-from = Gjelder her fra { $day }
body-municipal-council = kommunestyret
body-executive-committee = formannskapet
body-standing-committee = utvalget
body-regional-council = regionrådet
body-representative-assembly = representantskapet
body-joint-board = felles planstyre
body-chief-executives = kommunedirektørutvalget
body-secretariat = sekretariatet
one-of = { $first } eller { $last }
step-dialogue = dialog
step-mediation = mekling hos statsforvalteren
step-partly-withdrawn = delvis trukket
step-maintained = opprettholdt
step-sent-to-ministry = sendt departementet
step-upheld = tatt til følge av departementet
step-not-upheld = ikke tatt til følge av departementet
next-endorsement = Send til kommunestyrene for tilslutning
next-adoption = Send til vedtak
next-full-hearing = Ny høring av hele teksten
next-limited-hearing = Avgrenset høring av det som er endret
as-reservation = som forbehold
as-new-text = ny tekst til alle
answer-yes = Ja
answer-no = Nei
role-case-officer = saksbehandler
role-registry = postmottak
role-chief-executive = kommunedirektør
role-council-secretary = politisk sekretariat
role-colleague = kollega
role-coordinator = koordinator
role-former-coordinator = tidligere koordinator
rule-all = Alle kommunestyrene må slutte seg til teksten.
rule-two-thirds = Minst to tredeler av kommunestyrene må slutte seg til teksten.
rule-majority = Mer enn halvparten av kommunestyrene må slutte seg til teksten.
rule-population-majority = Kommuner med mer enn halvparten av innbyggerne må slutte seg til teksten.
rung-not-started = ikke begynt etter { $n ->
    [one] 1 dag
   *[other] { $n } dager
}
rung-before = { $n ->
    [one] 1 dag
   *[other] { $n } dager
} igjen
rung-after = { $n ->
    [one] 1 dag
   *[other] { $n } dager
} etter fristen
rung-monthly = { $n ->
    [one] 1 måned
   *[other] { $n } måneder
} etter
rung-escalation = til kommunedirektøren
rung-opening = { $n ->
    [one] 1 måned
   *[other] { $n } måneder
} til rulleringen åpnes
rung-notice = { $n ->
    [one] 1 måned
   *[other] { $n } måneder
} igjen
rung-overdue = { $n ->
    [one] 1 måned
   *[other] { $n } måneder
} forsinket
rung-manual = sendt manuelt
mail-state-queued = venter
mail-state-claimed = gjøres klart
mail-state-data = sendes nå
mail-state-accepted = sendt
mail-state-deferred = prøves igjen
mail-state-failed = ikke sendt
mail-state-suppressed = adressen virker ikke
mail-state-expired = for sent til å sende
mail-state-cancelled = avlyst
mail-state-held = holdt tilbake
mail-state-uncertain = usikkert om det er sendt
mail-state-captured = lagt i postkassen
mail-state-bounced = kom i retur
mail-state-delivered = levert
letter-hearing-invitation = høringsbrev
letter-hearing-reminder = påminnelse om høring
letter-deadline-extended = ny frist
letter-extension-refused = avslag på utsatt frist
letter-colleague-invitation = til kollega
letter-new-link = ny lenke
letter-question-notice = spørsmål til koordinatoren
letter-statement-receipt = kvittering for svar
letter-assessment-notice = vurdering av merknader
letter-council-request = sak til kommunestyret
letter-council-reminder = påminnelse til kommunestyret
letter-decision-receipt = kvittering for vedtak
letter-escalation = til kommunedirektøren
letter-adoption-notice = melding om vedtak
letter-prolonged-notice = melding om forlenget virketid
letter-repeal-notice = melding om oppheving
letter-withdrawal-notice = melding om trukket sak
letter-outcome-notice = melding om utfall
letter-leaving-notice = melding om at en kommune går ut
letter-revision-notice = varsel om rullering
letter-revision-opened = rullering åpnet
letter-confirmation-code = kode for bekreftelse
letter-login = innlogging
letter-digest = sammendrag
letter-date = Dato
letter-succeeded = { $now } (tidligere { $before })
letter-municipality = { $name } kommune
letter-anchor = I loggen: { $anchor }
letter-votes = { $for } for, { $against } mot
letter-next-endorsement = Teksten går nå til kommunestyrene for tilslutning.
letter-next-adoption = Forslaget legges fram for regionrådet til vedtak.
letter-next-full-hearing = Teksten skal på ny høring. De som skal uttale seg, får nytt høringsbrev.
letter-next-limited-hearing = Endringene skal på ny høring. De som skal uttale seg, får nytt høringsbrev.
doubt-day = Møtet var { $day }. Det stemmer.
doubt-day-why = Møtet er ført opp på en fridag.
doubt-votes = Stemmetallene er { $votes }, som i alle de andre kommunestyrene. Det stemmer.
doubt-votes-why = Stemmetallene er nøyaktig de samme i alle kommunestyrene.
doubt-tick = Kryss av hvis det stemmer.
mediation-asked = statsforvalteren er bedt om å mekle
mediation-agreed = avsluttet, kommunene er enige
mediation-not-agreed = avsluttet uten enighet
state-mediation = Mekling (plan- og bygningsloven § 9-5): { $step }, { $date }.
