nav-here = Du er her
new-document = Nytt dokument
board-needs = Trenger handling
board-nothing = Ingenting haster.
board-matrix = Dokumenter og kommuner
board-document = Dokument
board-legend = ✓ svart eller sluttet seg til teksten · M merknader · F forbehold · E endret tekst · ✗ imot · … har begynt · – ikke svart · ! trenger handling · dato: møte i kommunestyret.
sign-late = { $position }, kommet for sent
sign-returned = brevet kom ikke fram
sign-disowned = har meldt om feil mottaker eller avsender
sign-no-answer = ikke svart
sign-started = har begynt
sign-not-started = ikke begynt
sign-postponed = utsatt til { $date }
sign-planned = satt opp { $date }
sign-not-decided = ikke behandlet
sign-nothing = ingenting nå
need-today = i dag
need-choose-contact = Velg ny kontakt
need-see = Se på saken
need-go-on = Fortsett
need-answer = Svar
need-returned = { $party }: { $letter } om «{ $title }» kom ikke fram.
need-revision = «{ $title }» skal rulleres.
need-extension = { $party } ber om utsatt frist for «{ $title }».
need-disowned = { $party } har meldt om feil mottaker eller avsender i «{ $title }».
need-close = Høringen av «{ $title }» kan avsluttes. { $answered } av { $parties } har svart.
need-deadline = Høringsfrist for «{ $title }». { $answered } av { $parties } har svart.
need-finish = Alle merknader til «{ $title }» er vurdert.
need-finish-without = Ingen som svarte på høringen av «{ $title }», hadde merknader.
need-not-endorsed = «{ $title }» fikk ikke tilslutning.
need-amendment = { $party } har vedtatt en endret tekst av «{ $title }».
need-adopt = «{ $title }» er klar for vedtak.
need-comes-into-force = «{ $title }» trer i kraft.
need-draft = «{ $title }» er et utkast og må gjøres klart for høring.
standing-revision = rulleres { $date }
standing-deadline = frist { $date }
standing-assessed =
    { $all ->
        [0] ingen merknader
        [one] { $done } av { $all } merknad vurdert
       *[other] { $done } av { $all } merknader vurdert
    }
standing-decided = { $done } av { $all } kommunestyrer
phase-round = { $phase }, runde { $round }
phase-limited-round = { $phase }, runde { $round } (avgrenset)
filter-all = Alle
filter-show = Vis
list-more = Flere
document-kind = Type
document-phase = Fase
document-title = Tittel
document-parties = Kommuner
document-parties-hint = Bare disse typene kan begrenses til noen av kommunene: { $kinds }.
document-create = Opprett
document-edition-under-way = utgave { $edition } under arbeid
document-text-version = tekst, versjon { $version }
document-municipalities = Kommunene
document-letters = Alle brev i saken
recipients-title = Brev til hver mottaker
recipient-all = Alle brev til { $party }, også fra tidligere saker
recipient-letters = { $letters ->
    [one] ett brev
   *[other] { $letters } brev
}{ $waiting ->
    [0] {""}
   *[other] , { $waiting } må følges opp
}
document-in-force = Gjeldende utgave
document-edition = Utgave
document-adopted = Vedtatt
document-revision-due = Skal rulleres
document-history = Hendelser i saken
document-whole-log = { $events ->
        [one] Hele loggen (1 linje)
       *[other] Hele loggen ({ $events } linjer)
    }
phases-label = Fase: { $phase }
phases-region = Saksgangen
phases-again = ny høring
track-answer = Svar
track-when = Når
track-letter = Siste brev
track-do = Handling
track-treated = Politisk behandling: { $body }, { $date }, sak { $number }
track-advised = Innstilling: { $body }, { $date }, sak { $number }
track-deadline = frist { $date }
state-in-force = Dokumentet gjelder.
state-in-force-until = Dokumentet gjelder. Rulleringen startes automatisk { $due }.
state-withdrawn = Saken er trukket.
state-repealed = Dokumentet er opphevet.
state-drafting = Teksten er et utkast. Når den er klar, sendes den på høring.
state-drafting-empty = Dokumentet har ingen tekst ennå.
state-drafting-again = Teksten skal på ny høring. Rett den først om nødvendig.
state-answered = { $answered } av { $parties } har svart.
state-closes = Svar som kommer etter fristen, tas imot til og med { $closes } og blir merket. Deretter avsluttes høringen automatisk, og merknadene blir behandlet.
state-endorsement =
    { $for ->
        [one] Ett kommunestyre har sluttet seg til teksten
       *[other] { $for } kommunestyrer har sluttet seg til teksten
    }, { $against } har gått imot, { $undecided } har ikke gjort vedtak.
state-not-endorsed = Kravet til tilslutning er ikke oppfylt: { $for } for, { $against } imot, { $undecided } uten vedtak. Ta stilling til hva som skal skje videre.
state-adoption = Teksten er klar for vedtak.
state-comes-into-force = Dokumentet er vedtatt og gjelder fra { $from }. Den forrige utgaven gjelder til da.
state-first-comes-into-force = Dokumentet er vedtatt og gjelder fra { $from }.
by-itself = automatisk
by-officer = saksbehandler
by-program = program
by-coordinator = koordinator
log-title = Hele loggen
log-help = Loggen kan ikke endres. Hver linje er lenket til den forrige, og kommandoen samrad verify viser at ingenting er fjernet eller rettet.
act-back = Tilbake
field-optional = valgfritt
import-preview = Se over før du lagrer
import-found = { $sections ->
    [one] Teksten har ett punkt. Ingenting er lagret ennå.
   *[other] Teksten ble delt i { $sections } punkter. Ingenting er lagret ennå.
}
import-title = Tittelen på forsiden: { $title }
import-left-out = Ikke tatt med
import-changed = Endret da teksten ble lest
import-came-in = Tatt med
import-first-place = før første overskrift
import-places = Sted: { $places }.
import-attach = Legg ved filen { $name } slik den er
import-attach-tells-more = Filen har kommentarer, sporede endringer eller skjult tekst, som alle som får lese filen, kan se.
import-open = Hent inn en tekst fra fil
import-file = Fil
import-file-hint = Word (DOCX), nettside (HTML), Markdown eller ren tekst.
import-paste = Eller lim inn teksten
import-read = Finn punktene
import-too-large = Filen er for stor.
import-not-text = Filen er ikke tekst som kan leses.
import-broken-docx = Word-filen kan ikke leses. Lagre den på nytt som DOCX og prøv igjen.
import-nothing = Velg en fil eller lim inn en tekst.
import-empty = Filen har ingen tekst som kan leses. Det som bare står i topptekst, bunntekst eller bilder, må limes inn eller skrives.
section-number = Punkt { $n }
section-heading = Overskrift { $n }
text-newer = Se versjonen som ble lagret imens (åpnes i ny fane)
section-level = Nivå for { $n }
section-numbered = Nummer foran { $n } («auto» teller selv)
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
versions = Versjoner
launch-parties = Hvem skal få saken på høring?
launch-no-contact = Ingen kontakt som kan nås.
launch-minimum = Minst { $weeks ->
        [one] 1 uke
       *[other] { $weeks } uker
    }.
launch-working = Slik er den tidligste fristen regnet ut
launch-reason = Begrunnelse for kortere frist
launch-letter = Høringsbrev
launch-letter-hint = Teksten tas inn i høringsbrevet til alle mottakerne.
launch-letter-in = Høringsbrev på { $form }
launch-letter-missing = Høringsbrevet er ikke skrevet på { $form }. Disse får det på { $other }, og brevet opplyser om det: { $parties }.
launch-reason-missing = Begrunnelsen er ikke skrevet på { $form }. Disse får den på { $other }, og brevet opplyser om det: { $parties }.
launch-previews = { $letters } brev blir sendt
launch-copy = kopi
launch-preview = Se brevene først
launch-preview-again = Se brevene på nytt
launch-go = Åpne høringen og send { $letters } brev
remarks-title = Merknader
remarks-open =
    { $all ->
        [one] { $open } av { $all } merknad er ikke vurdert.
       *[other] { $open } av { $all } merknader er ikke vurdert.
    }
remarks-not-assessed = ikke vurdert
remarks-verdict = Vurdering
remarks-save = Lagre vurderingen
remarks-verdict-missing = Velg en vurdering.
letters-kind = Brev
letters-address = E-postadresse
letters-state = Status
letters-attempts = Forsøk
reply-address = Adressen kan ikke brukes
reply-past = Brevet er ikke lenger aktuelt
reply-broken = Brevet kunne ikke lages
reply-silent = E-postserveren svarte ikke i tide
reply-no-answer = E-postserveren tok imot brevet, men svarte ikke
reply-ended = Programmet stoppet mens brevet ble levert
reply-restore = Databasen er gjenopprettet fra en sikkerhetskopi
reply-late = Mer enn 72 timer for sent
reply-automatic = Automatisk svar, for eksempel fraværsmelding
reply-unsure = Det kom en melding på dette brevet som ikke kan leses automatisk. Se innkommet e-post
reply-complaint = Mottakeren har meldt brevet som uønsket
reply-unproven = Ubekreftet: et varsel om levering som ikke kom til returadressen
reply-recipient = Feil hos mottakeren
reply-content = Feil ved innholdet
reply-infrastructure = Feil på veien til mottakeren
letter-not-rendered = Brevet er ikke laget ennå.
contacts-help = Brevene går til disse. Mangler en rolle, går brevet til postmottaket.
contacts-returned = Brev i «{ $title }» er kommet i retur. Rett adressen først.
contact-role = Rolle
contact-none = ingen registrert
contact-change = Endre
contact-title = { $party }: { $role }
contact-help = Når adressen endres, slutter lenkene som er sendt til den gamle adressen, å virke. Send en ny lenke fra saken.
contact-address-unsound = Skriv en e-postadresse, for eksempel postmottak@kommune.no.
contact-save = Lagre
state-hearing-passed = Høring, runde { $round }. Fristen gikk ut { $deadline }.
need-remarks =
    { $open ->
        [one] { $open } merknad til «{ $title }» er ikke vurdert.
       *[other] { $open } merknader til «{ $title }» er ikke vurdert.
    }
state-hearing =
    { $left ->
        [one] Høring, runde { $round }. Frist { $deadline }, én dag igjen.
       *[other] Høring, runde { $round }. Frist { $deadline }, { $left } dager igjen.
    }
state-assessment =
    { $all ->
        [one] { $open ->
            [0] Merknaden er vurdert.
           *[other] Merknaden er ikke vurdert ennå.
        }
       *[other] { $open ->
            [0] Alle { $all } merknader er vurdert.
            [one] { $open } av { $all } merknader gjenstår å vurdere.
           *[other] { $open } av { $all } merknader gjenstår å vurdere.
        }
    }
kept-title = Du er logget ut
kept-help = Økten var slutt da skjemaet ble sendt. Ingenting er lagret ennå, men alt du skrev, står her. La denne siden stå åpen, logg inn i et nytt vindu, og kom tilbake hit. En fil må velges på nytt.
kept-login = Logg inn (åpnes i et nytt vindu)
kept-on = Jeg er logget inn: vis skjemaet igjen
kept-texts = Dette skrev du
import-back = Tilbake til teksten som sto her
coordinators-title = Koordinatorer
coordinators-help = De som kan logge inn her. Brev og sider nevner den første i listen.
coordinators-link = Hvem som kan logge inn her
coordinators-state = Tilgang
coordinators-active = Kan logge inn
coordinators-former = Sperret
coordinators-you = deg
coordinators-disable = Sperr
coordinators-enable = Gi tilgang igjen
coordinators-add = Legg til en koordinator
coordinators-add-send = Legg til
coordinators-known = Det er allerede en koordinator med denne adressen.
coordinators-was = Det er en sperret koordinator med denne adressen. Gi vedkommende tilgang igjen i stedet.
coordinator-disable-title = Sperre { $name }?
coordinator-disable-then = { $name } blir logget ut overalt med en gang. Lenker til innlogging som ikke er brukt, slutter å virke, og det kommer ingen flere brev til { $address }. Det { $name } har gjort, blir stående. Du kan gi { $name } tilgang igjen senere.
coordinator-disable-self = Dette er deg selv. Du blir logget ut med en gang, og en annen koordinator må gi deg tilgang igjen.
coordinator-disable-last = { $name } er den eneste som kan logge inn. Legg til en annen koordinator først.
coordinator-disable-yes = Ja, sperr { $name }
coordinator-disable-no = Nei, la det være
answers-title = Svar
answers-see = Se alle svar i sin helhet
answers-round = Høring, runde { $round }: { $opened } til { $deadline }
answers-revision = versjon { $revision } av svaret
answers-earlier = Tidligere versjoner av svaret
answers-said = { $body }, { $date }, sak { $number }
answers-advice = Råd til kommunestyrene
answers-not-heard = Dokumentet har ikke vært på høring.
