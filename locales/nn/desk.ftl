nav-here = Du er her
new-document = Nytt dokument
board-needs = Treng deg no
board-nothing = Ingenting hastar.
board-matrix = Dokument og kommunar
board-document = Dokument
board-legend = ✓ svart eller slutta seg til · M merknader · F atterhald · E endra tekst · ✗ imot · … har begynt · – ikkje svart · ! treng deg · dato: sett opp i kommunestyret.
sign-late = { $position }, kome for seint
sign-returned = brevet kom ikkje fram
sign-disowned = seier at dette ikkje er deira
sign-no-answer = ikkje svart
sign-started = har begynt
sign-not-started = ikkje begynt
sign-postponed = utsett til { $date }
sign-planned = sett opp { $date }
sign-not-decided = ikkje handsama
sign-nothing = ingenting no
need-today = i dag
need-choose-contact = Vel ny kontakt
need-see = Sjå på saka
need-go-on = Hald fram
need-answer = Svar
need-returned = { $party }: { $letter } om «{ $title }» kom ikkje fram.
need-revision = «{ $title }» skal rullerast.
need-extension = { $party } bed om utsett frist for «{ $title }».
need-disowned = { $party } seier at «{ $title }» ikkje er deira.
need-close = Høyringa av «{ $title }» kan lukkast. { $answered } av { $parties } har svart.
need-deadline = Høyringsfrist for «{ $title }». { $answered } av { $parties } har svart.
need-finish = Alle merknader til «{ $title }» er vurderte.
need-not-endorsed = «{ $title }» fekk ikkje tilslutnad.
need-amendment = { $party } har vedteke ein endra tekst av «{ $title }».
need-adopt = «{ $title }» er klar for vedtak.
need-comes-into-force = «{ $title }» tek til å gjelde.
need-draft = «{ $title }» er eit utkast.
standing-revision = blir rullert { $date }
standing-deadline = frist { $date }
standing-assessed = { $done } av { $all } merknader vurderte
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
document-parties-hint = Berre prosjekt og interkommunale planar kan gjelde nokre av kommunane.
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
   *[other] , { $waiting } må sjåast på
}
document-in-force = Gjeldande utgåve
document-edition = Utgåve
document-adopted = Vedteken
document-revision-due = Skal rullerast
document-history = Kva har skjedd
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
track-do = Gjer
track-treated = Politisk handsaming: { $body }, { $date }, sak { $number }
track-advised = Tilråding: { $body }, { $date }, sak { $number }
track-deadline = frist { $date }
state-in-force = Dokumentet gjeld.
state-in-force-until = Dokumentet gjeld. Rulleringa opnar av seg sjølv { $due }.
state-withdrawn = Saka er trekt.
state-repealed = Dokumentet er oppheva.
state-drafting = Teksten er eit utkast. Når han er klar, blir han send på høyring.
state-drafting-empty = Dokumentet har ingen tekst enno.
state-drafting-again = Teksten skal høyrast på nytt. Rett han først, om det trengst.
state-answered = { $answered } av { $parties } har svart.
state-closes = Seine svar blir tekne imot og merkte til { $closes }; så blir høyringa lukka av seg sjølv og saka går til merknadshandsaming.
state-endorsement = { $for } kommunestyre har slutta seg til, { $against } har sagt nei, { $undecided } har ikkje gjort vedtak.
state-not-endorsed = Tilslutnaden er ikkje nådd: { $for } for, { $against } imot, { $undecided } utan vedtak. Ta stilling til kva som skal skje vidare.
state-adoption = Teksten er klar for vedtak.
state-comes-into-force = Dokumentet er vedteke og gjeld frå { $from }. Den førre utgåva gjeld til då.
state-first-comes-into-force = Dokumentet er vedteke og gjeld frå { $from }.
by-itself = av seg sjølv
by-officer = saksbehandlar
by-program = program
by-coordinator = koordinator
log-title = Heile loggen
log-help = Loggen kan ikkje endrast. Kvar linje er låst til den førre, og kommandoen samrad verify viser at ingenting er fjerna eller retta.
act-back = Tilbake
field-optional = valfritt
import-preview = Sjå over før du lagrar
import-found = Teksten vart delt i { $sections } punkt. Ingenting er lagra enno.
import-title = Tittelen på framsida: { $title }
import-dropped = Dette stod på side etter side og er ikkje teke med:
import-open = Hent inn ein tekst frå fil
import-file = Fil
import-file-hint = Word (DOCX), Markdown eller rein tekst.
import-paste = Eller lim inn teksten
import-read = Finn punkta
import-too-large = Fila er for stor.
import-not-text = Fila er ikkje tekst som kan lesast.
import-broken-docx = Word-fila kan ikkje lesast. Lagre ho på nytt som DOCX og prøv igjen.
import-nothing = Vel ei fil eller lim inn ein tekst.
import-empty = Fila har ingen tekst som kan lesast. Det som berre står i topptekst, botntekst eller bilete, må limast inn eller skrivast.
import-notices = Sjå særleg over dette:
import-unread = { $places ->
    [one] Éin stad kunne ikkje lesast og er merkt med �.
   *[other] { $places } stader kunne ikkje lesast og er merkte med �.
}
import-old-encoding = Fila er lagra med eit eldre teiknsett. Sjå etter at æ, ø, å og andre teikn er rette.
import-notes-moved = Fotnotar og sluttnotar er flytte til slutten av teksten, utan merke der dei høyrer til.
import-pictures = { $count ->
    [one] Eitt bilete er ikkje teke med.
   *[other] { $count } bilete er ikkje tekne med.
}
import-pictures-named = { $count ->
    [one] Eit bilete er ikkje teke med: { $names }.
   *[other] { $count } bilete er ikkje tekne med: { $names }.
}
import-symbols = Teikn frå symbolskrifter, som avkryssingsboksar og ≥, er ikkje tekne med, og heva og senka skrift står på linja: 10 i sjette blir 106.
import-numbers = Automatiske nummer og bokstavar framfor avsnitt er ikkje tekne med. Tilvisingar til dei i teksten må kontrollerast.
section-number = Punkt { $n }
section-heading = Overskrift { $n }
section-body = Tekst { $n }
section-after = Nytt punkt etter { $n }
section-up = Flytt { $n } opp
section-remove = Fjern { $n }
text-save = Lagre som ny versjon
version-title = Versjon { $version }
versions = Versjonar
launch-parties = Kven skal høyrast?
launch-no-contact = Ingen kontakt som kan nåast.
launch-minimum = Minst { $weeks } veker.
launch-working = Slik er den tidlegaste fristen rekna ut
launch-reason = Grunngiving for kortare frist
launch-letter = Høyringsbrev
launch-letter-hint = Står i brevet til alle.
launch-previews = { $letters } brev blir sende
launch-copy = kopi
launch-preview = Sjå breva først
launch-preview-again = Sjå breva på nytt
launch-go = Opne høyringa og send { $letters } brev
remarks-title = Merknader
remarks-open = { $open } av { $all } merknader er ikkje vurderte.
remarks-not-assessed = ikkje vurdert
remarks-verdict = Vurdering
remarks-save = Lagre vurderinga
remarks-verdict-missing = Vel ei vurdering.
letters-kind = Brev
letters-address = E-postadresse
letters-state = Status
letters-attempts = Forsøk
reply-address = Adressa kan ikkje brukast
reply-past = Føremålet med brevet er forbi
reply-broken = Brevet kunne ikkje skrivast
reply-silent = E-postserveren svara ikkje i tide
reply-no-answer = E-postserveren tok imot brevet, men svara ikkje
reply-ended = Programmet stoppa medan brevet vart levert
reply-restore = Databasen er lagd tilbake frå ein kopi
reply-late = Meir enn 72 timar for seint
reply-automatic = Automatisk svar, til dømes fråværsmelding
reply-unsure = Noko kom i retur som ikkje kan lesast av seg sjølv. Sjå innkomen e-post
reply-complaint = Mottakaren har meldt brevet som uønskt
reply-unproven = Utan prov: eit varsel om levering som ikkje kom til returadressa
reply-recipient = Mottakaren
reply-content = Innhaldet
reply-infrastructure = Vegen dit
letter-not-rendered = Brevet er ikkje skrive ut enno.
contacts-help = Breva går til desse. Manglar ei rolle, går brevet til postmottaket.
contact-role = Rolle
contact-none = ingen registrert
contact-change = Endre
contact-title = { $party }: { $role }
contact-help = Når adressa blir endra, sluttar lenkjer som er sende til den gamle, å verke. Send ei ny lenkje frå saka.
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
    { $open ->
        [one] { $open } av { $all } merknader står att å vurdere.
       *[other] { $open } av { $all } merknader står att å vurdere.
    }
kept-title = Du er logga ut
kept-help = Økta var slutt då skjemaet vart sendt. Ingenting er lagra enno, men alt du skreiv, står her. Lat denne sida stå open, logg inn i eit nytt vindauge, og kom tilbake hit. Ei fil må veljast på nytt.
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
coordinators-enable = Slepp inn att
coordinators-add = Legg til ein koordinator
coordinators-add-send = Legg til
coordinators-known = Det er alt ein koordinator med denne adressa.
coordinators-was = Det er ein sperra koordinator med denne adressa. Slepp vedkomande inn att i staden.
coordinator-disable-title = Sperre { $name }?
coordinator-disable-then = { $name } blir logga ut overalt med ein gong. Lenkjer til innlogging som ikkje er brukte, sluttar å verke, og det kjem ingen fleire brev til { $address }. Det { $name } har gjort, blir ståande. Du kan sleppe { $name } inn att seinare.
coordinator-disable-self = Dette er deg sjølv. Du blir logga ut med ein gong, og ein annan koordinator må sleppe deg inn att.
coordinator-disable-last = { $name } er den einaste som kan logge inn. Legg til ein annan koordinator først.
coordinator-disable-yes = Ja, sperr { $name }
coordinator-disable-no = Nei, lat det vere
answers-title = Svar
answers-see = Sjå alle svara i sin heilskap
answers-round = Høyring, runde { $round }: { $opened } til { $deadline }
answers-revision = versjon { $revision } av svaret
answers-earlier = Tidlegare versjonar av svaret
answers-said = { $body }, { $date }, sak { $number }
answers-advice = Råd til kommunestyra
answers-not-heard = Dokumentet har ikkje vore på høyring.
