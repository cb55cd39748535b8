nav-here = Du er her
new-document = Nytt dokument
board-needs = Treng handling
board-nothing = Ingenting hastar.
board-matrix = Dokument og kommunar
board-document = Dokument
board-legend = ✓ svart eller slutta seg til teksten · M merknader · F atterhald · E endra tekst · ✗ imot · … har begynt · – ikkje svart · ! treng handling · dato: møte i kommunestyret.
sign-late = { $position }, kome for seint
sign-returned = brevet kom ikkje fram
sign-disowned = har meldt om feil mottakar eller avsendar
sign-no-answer = ikkje svart
sign-started = har begynt
sign-not-started = ikkje begynt
sign-postponed = utsett til { $date }
sign-planned = sett opp { $date }
sign-not-decided = ikkje behandla
sign-nothing = ingenting no
need-today = i dag
need-choose-contact = Vel ny kontakt
need-see = Sjå på saka
need-go-on = Hald fram
need-answer = Svar
need-returned = { $party }: { $letter } om «{ $title }» kom ikkje fram.
need-revision = «{ $title }» skal rullerast.
need-extension = { $party } ber om utsett frist for «{ $title }».
need-disowned = { $party } har meldt om feil mottakar eller avsendar i «{ $title }».
need-close = Høyringa av «{ $title }» kan avsluttast. { $answered } av { $parties } har svart.
need-deadline = Høyringsfrist for «{ $title }». { $answered } av { $parties } har svart.
need-finish = Alle merknader til «{ $title }» er vurderte.
need-finish-without = Ingen som svarte på høyringa av «{ $title }», hadde merknader.
need-not-endorsed = «{ $title }» fekk ikkje tilslutning.
need-amendment = { $party } har vedteke ein endra tekst av «{ $title }».
need-adopt = «{ $title }» er klar for vedtak.
need-comes-into-force = «{ $title }» tek til å gjelde.
need-draft = «{ $title }» er eit utkast og må gjerast klart for høyring.
standing-revision = blir rullert { $date }
standing-deadline = frist { $date }
standing-assessed =
    { $all ->
        [0] ingen merknader
        [one] { $done } av { $all } merknad vurdert
       *[other] { $done } av { $all } merknader vurderte
    }
standing-decided = { $done } av { $all } kommunestyre
phase-round = { $phase }, runde { $round }
phase-limited-round = { $phase }, runde { $round } (avgrensa)
filter-all = Alle
filter-show = Vis
list-more = Fleire
document-kind = Type
document-phase = Fase
document-title = Tittel
document-parties = Kommunar
document-parties-hint = Berre desse typane kan avgrensast til nokre av kommunane: { $kinds }.
document-create = Opprett
document-edition-under-way = utgåve { $edition } under arbeid
document-text-version = tekst, versjon { $version }
document-municipalities = Kommunane
document-letters = Alle brev i saka
recipients-title = Brev til kvar mottakar
recipient-all = Alle brev til { $party }, òg frå tidlegare saker
recipient-letters = { $letters ->
    [one] eitt brev
   *[other] { $letters } brev
}{ $waiting ->
    [0] {""}
   *[other] , { $waiting } må følgjast opp
}
document-in-force = Gjeldande utgåve
document-edition = Utgåve
document-adopted = Vedteken
document-revision-due = Skal rullerast
document-history = Hendingar i saka
document-whole-log = { $events ->
        [one] Heile loggen (1 linje)
       *[other] Heile loggen ({ $events } linjer)
    }
phases-label = Fase: { $phase }
phases-region = Saksgangen
phases-again = ny høyring
track-answer = Svar
track-when = Når
track-letter = Siste brev
track-do = Handling
track-treated = Politisk behandling: { $body }, { $date }, sak { $number }
track-advised = Innstilling: { $body }, { $date }, sak { $number }
track-deadline = frist { $date }
state-in-force = Dokumentet gjeld.
state-in-force-until = Dokumentet gjeld. Rulleringa blir starta automatisk { $due }.
state-withdrawn = Saka er trekt.
state-repealed = Dokumentet er oppheva.
state-drafting = Teksten er eit utkast. Når han er klar, blir han send på høyring.
state-drafting-empty = Dokumentet har ingen tekst enno.
state-drafting-again = Teksten skal på ny høyring. Rett han først dersom det trengst.
state-answered = { $answered } av { $parties } har svart.
state-closes = Svar som kjem etter fristen, blir tekne imot til og med { $closes } og merkte som komne for seint. Deretter blir høyringa avslutta automatisk, og merknadene blir behandla.
state-endorsement =
    { $for ->
        [one] Eitt kommunestyre har slutta seg til teksten
       *[other] { $for } kommunestyre har slutta seg til teksten
    }, { $against } har gått imot, { $undecided } har ikkje gjort vedtak.
state-not-endorsed = Kravet til tilslutning er ikkje oppfylt: { $for } for, { $against } imot, { $undecided } utan vedtak. Ta stilling til kva som skal skje vidare.
state-adoption = Teksten er klar for vedtak.
state-comes-into-force = Dokumentet er vedteke og gjeld frå { $from }. Den førre utgåva gjeld til då.
state-first-comes-into-force = Dokumentet er vedteke og gjeld frå { $from }.
by-itself = automatisk
by-officer = saksbehandlar
by-program = program
by-coordinator = koordinator
log-title = Heile loggen
log-help = Loggen kan ikkje endrast. Kvar linje er lenkja til den førre, og kommandoen samrad verify viser at ingenting er fjerna eller retta.
act-back = Tilbake
field-optional = valfritt
import-preview = Sjå over før du lagrar
import-found = { $sections ->
    [one] Teksten har eitt punkt. Ingenting er lagra enno.
   *[other] Teksten vart delt i { $sections } punkt. Ingenting er lagra enno.
}
import-title = Tittelen på framsida: { $title }
import-left-out = Ikkje teke med
import-changed = Endra då teksten vart lesen
import-came-in = Teke med
import-first-place = før første overskrift
import-places = Stad: { $places }.
import-attach = Legg ved fila { $name } slik ho er
import-attach-tells-more = Fila har kommentarar, spora endringar eller skjult tekst, som alle som får lese fila, kan sjå.
import-open = Hent inn ein tekst frå fil
import-file = Fil
import-file-hint = Word (DOCX), nettside (HTML), Markdown eller rein tekst.
import-paste = Eller lim inn teksten
import-read = Finn punkta
import-too-large = Fila er for stor.
import-not-text = Fila er ikkje tekst som kan lesast.
import-broken-docx = Word-fila kan ikkje lesast. Lagre ho på nytt som DOCX og prøv igjen.
import-nothing = Vel ei fil eller lim inn ein tekst.
import-empty = Fila har ingen tekst som kan lesast. Det som berre står i topptekst, botntekst eller bilete, må limast inn eller skrivast.
section-number = Punkt { $n }
section-heading = Overskrift { $n }
text-newer = Sjå versjonen som vart lagra medan du skreiv (blir opna i ny fane)
section-level = Nivå for { $n }
section-numbered = Nummer framfor { $n } («auto» tel sjølv)
section-body = Tekst { $n }
section-after = Nytt punkt etter { $n }
section-up = Flytt { $n } opp
section-remove = Fjern { $n }
text-save = Lagre som ny versjon
version-title = Versjon { $version }
version-take = Last ned versjonen
version-docx = Last ned som Word
version-markdown = Last ned som Markdown
version-akoma = Last ned som Akoma Ntoso (XML)
versions = Versjonar
launch-parties = Kven skal få saka på høyring?
launch-no-contact = Ingen kontakt som kan nåast.
launch-minimum = Minst { $weeks ->
        [one] 1 veke
       *[other] { $weeks } veker
    }.
launch-working = Slik er den tidlegaste fristen rekna ut
launch-reason = Grunngiving for kortare frist
launch-letter = Høyringsbrev
launch-letter-hint = Teksten blir teken inn i høyringsbrevet til alle mottakarane.
launch-letter-in = Høyringsbrev på { $form }
launch-letter-missing = Høyringsbrevet er ikkje skrive på { $form }. Desse får det på { $other }, og brevet opplyser om det: { $parties }.
launch-reason-missing = Grunngivinga er ikkje skriven på { $form }. Desse får ho på { $other }, og brevet opplyser om det: { $parties }.
launch-previews = { $letters ->
    [one] 1 brev blir sendt
   *[other] { $letters } brev blir sende
}
launch-copy = kopi
launch-preview = Sjå breva først
launch-preview-again = Sjå breva på nytt
launch-go = Opne høyringa og send { $letters } brev
remarks-title = Merknader
remarks-open =
    { $all ->
        [one] { $open } av { $all } merknad er ikkje vurdert.
       *[other] { $open } av { $all } merknader er ikkje vurderte.
    }
remarks-not-assessed = ikkje vurdert
remarks-verdict = Vurdering
remarks-save = Lagre vurderinga
remarks-verdict-missing = Vel ei vurdering.
letters-kind = Brev
letters-address = E-postadresse
letters-state = Status
letters-attempts = Forsøk
reply-address = Adressa kan ikkje brukast
reply-past = Brevet er ikkje lenger aktuelt
reply-broken = Brevet kunne ikkje lagast
reply-silent = E-postserveren svarte ikkje i tide
reply-no-answer = E-postserveren tok imot brevet, men svarte ikkje
reply-ended = Programmet stoppa medan brevet vart levert
reply-restore = Databasen er gjenoppretta frå ein tryggleikskopi
reply-late = Meir enn 72 timar for seint
reply-automatic = Automatisk svar, til dømes fråværsmelding
reply-unsure = Det kom ei melding på dette brevet som ikkje kan lesast automatisk. Sjå innkomen e-post
reply-complaint = Mottakaren har meldt brevet som uønskt
reply-unproven = Ikkje stadfesta: eit varsel om levering som ikkje kom til returadressa
reply-recipient = Feil hos mottakaren
reply-content = Feil ved innhaldet
reply-infrastructure = Feil på vegen til mottakaren
letter-not-rendered = Brevet er ikkje laga enno.
contacts-help = Breva går til desse. Manglar ei rolle, går brevet til postmottaket.
contacts-returned = Brev i «{ $title }» er kome i retur. Rett adressa først.
contact-role = Rolle
contact-none = ingen registrert
contact-change = Endre
contact-title = { $party }: { $role }
contact-help = Når adressa blir endra, sluttar lenkjene som er sende til den gamle adressa, å verke. Send ei ny lenkje frå saka.
contact-address-unsound = Skriv ei e-postadresse, til dømes postmottak@kommune.no.
contact-save = Lagre
state-hearing-passed = Høyring, runde { $round }. Fristen gjekk ut { $deadline }.
need-remarks =
    { $open ->
        [one] { $open } merknad til «{ $title }» er ikkje vurdert.
       *[other] { $open } merknader til «{ $title }» er ikkje vurderte.
    }
state-hearing =
    { $left ->
        [one] Høyring, runde { $round }. Frist { $deadline }, éin dag igjen.
       *[other] Høyring, runde { $round }. Frist { $deadline }, { $left } dagar igjen.
    }
state-assessment =
    { $all ->
        [one] { $open ->
            [0] Merknaden er vurdert.
           *[other] Merknaden er ikkje vurdert enno.
        }
       *[other] { $open ->
            [0] Alle { $all } merknader er vurderte.
            [one] { $open } av { $all } merknader står att å vurdere.
           *[other] { $open } av { $all } merknader står att å vurdere.
        }
    }
kept-title = Du er logga ut
kept-help = Økta var slutt då skjemaet vart sendt. Ingenting er lagra enno, men alt du skreiv, står her. La denne sida stå open, logg inn i eit nytt vindauge, og kom tilbake hit. Ei fil må veljast på nytt.
kept-login = Logg inn (blir opna i eit nytt vindauge)
kept-on = Eg er logga inn: vis skjemaet igjen
kept-texts = Dette skreiv du
import-back = Tilbake til teksten som stod her
coordinators-title = Koordinatorar
coordinators-help = Dei som kan logge inn her. Brev og sider nemner den første i lista.
coordinators-link = Kven som kan logge inn her
coordinators-state = Tilgang
coordinators-active = Kan logge inn
coordinators-former = Sperra
coordinators-you = deg
coordinators-disable = Sperr
coordinators-enable = Gi tilgang igjen
coordinators-add = Legg til ein koordinator
coordinators-add-send = Legg til
coordinators-known = Det er allereie ein koordinator med denne adressa.
coordinators-was = Det er ein sperra koordinator med denne adressa. Gi vedkomande tilgang igjen i staden.
coordinator-disable-title = Sperre { $name }?
coordinator-disable-then = { $name } blir logga ut overalt med ein gong. Lenkjer til innlogging som ikkje er brukte, sluttar å verke, og det kjem ingen fleire brev til { $address }. Det { $name } har gjort, blir ståande. Du kan gi { $name } tilgang igjen seinare.
coordinator-disable-self = Dette er deg sjølv. Du blir logga ut med ein gong, og ein annan koordinator må gi deg tilgang igjen.
coordinator-disable-last = { $name } er den einaste som kan logge inn. Legg til ein annan koordinator først.
coordinator-disable-yes = Ja, sperr { $name }
coordinator-disable-no = Nei, la det vere
answers-title = Svar
answers-see = Sjå alle svara i sin heilskap
answers-round = Høyring, runde { $round }: { $opened } til { $deadline }
answers-revision = versjon { $revision } av svaret
answers-earlier = Tidlegare versjonar av svaret
answers-said = { $body }, { $date }, sak { $number }
answers-advice = Råd til kommunestyra
answers-not-heard = Dokumentet har ikkje vore på høyring.
