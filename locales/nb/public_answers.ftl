public-inspected = Høringen er åpen for alle
public-inspected-help = Alle kan svare på høringen. Du trenger ikke å logge inn.
public-answer-begin = Svar på høringen
public-answers-heading = Svar fra offentligheten
public-answers-count =
    { $answers ->
        [0] Ingen fra offentligheten har svart.
        [one] Ett svar fra offentligheten.
       *[other] { $answers } svar fra offentligheten.
    }
public-answers-read = Les svarene
public-answers-released-only = Et svar blir vist her når sekretariatet har gått gjennom det.
public-answers-none = Ingen svar er offentlige ennå.
public-answers-more = Neste side
public-answer-number = Svar nr. { $number }
public-answer-lead = Fristen er { $deadline }. Du trenger ikke å logge inn. Når du har sendt inn svaret, får du en e-post med en lenke. Svaret er levert når du har bekreftet det.
public-answer-name = Navn
public-answer-name-hint = Navnet blir offentlig sammen med svaret.
public-answer-address = E-postadresse
public-answer-address-hint = Hit sender vi lenken og kvitteringen. Adressen blir ikke offentlig.
public-answer-about = Hva svaret gjelder
public-answer-whole = Hele dokumentet
public-answer-text = Svaret ditt
public-answer-files = Vedlegg
public-answer-files-hint = Inntil fem filer, til sammen 25 MB: PDF, DOCX, ODT, XLSX, PNG, JPEG eller ren tekst.
public-answer-files-again = Nettleseren husker ikke filene. Velg dem på nytt.
public-answer-consent = Jeg er klar over at navnet mitt, svaret og vedleggene blir offentlige.
public-answer-next = Svaret blir ikke offentlig før sekretariatet har gått gjennom det. Opplysninger som er underlagt taushetsplikt, blir unntatt.
public-answer-send = Send inn svaret
public-answer-closed = Høringen tar ikke imot flere svar.
public-answer-full = Akkurat nå kommer det for mange svar. Prøv igjen om litt. Det du har skrevet, står her ennå.
public-answer-too-many-here = Det er kommet mange svar fra denne nettadressen på kort tid. Prøv igjen om noen minutter. Det du har skrevet, står her ennå.
public-answer-too-many-letters = Denne e-postadressen har fått flere lenker som ikke er brukt. Bekreft et av svarene, eller prøv igjen senere.
public-answer-name-missing = Skriv navnet ditt.
public-answer-name-long = Navnet er for langt.
public-answer-section-gone = Velg hva svaret gjelder.
public-answer-text-missing = Skriv svaret ditt.
public-answer-text-long = Svaret er for langt. Legg det ved som en fil.
public-answer-consent-missing = Bekreft at du vet hva som blir offentlig.
public-answer-files-many = Velg inntil fem filer.
public-answer-sent-title = Se etter e-posten fra oss
public-answer-sent-next = Svaret er ikke levert ennå
public-answer-sent-help = Vi har sendt en e-post med en lenke. Åpne den og bekreft svaret på høringen av «{ $title }».
public-answer-sent-missing = Kommer den ikke i løpet av noen minutter, kan du se i søppelposten eller sende inn svaret på nytt.
public-confirm-title = Bekreft svaret
public-confirm-help = Svaret er ikke levert ennå. Se over det og bekreft det senest { $until }.
public-confirm-answer = Dette svaret blir levert
public-confirm-consent = Navnet, svaret og vedleggene blir offentlige når sekretariatet har gått gjennom dem. E-postadressen blir ikke offentlig.
public-confirm-button = Bekreft og lever svaret
public-confirm-gone = Lenken virker ikke. Kanskje er den kuttet, eller svaret ble ikke bekreftet i tide og er slettet. Da kan du sende det inn på nytt så lenge høringen er åpen.
public-received-title = Svaret er levert
public-received-line = Svar nr. { $number }, mottatt { $day }
public-received-help = Du får en kvittering på e-post.
public-waits = Svaret er kommet, og blir offentlig når sekretariatet har gått gjennom det.
public-redacted-file = Sladdet utgave (fil)
public-reservation-exempt = Ordlyden er unntatt offentlighet: { $basis }
public-answers-groups =
    { $answers ->
        [0] Ingen fra offentligheten har svart.
        [one] Ett svar fra offentligheten
       *[other] { $answers } svar fra offentligheten, { $groups } ulike
    }
public-answers-desk-help = Svar med samme ordlyd står sammen og får én vurdering. Hvert svar teller. De regnes aldri med blant kommunenes svar.
public-answers-waiting =
    { $answers ->
        [one] Ett svar er ikke gått gjennom.
       *[other] { $answers } svar er ikke gått gjennom.
    }
public-answers-release-all = Gjør alle svar til og med nr. { $through } offentlige
public-answers-show-all = Vis alle svar
public-answers-show-open = Vis bare svar uten vurdering
public-answers-none-here = Ingen svar å vise.
public-group-many = { $answers } like svar, det første er nr. { $group }
public-group-waiting =
    { $answers ->
        [one] Ett svar er ikke gått gjennom
       *[other] { $answers } svar er ikke gått gjennom
    }
public-group-release = Gjør offentlig
public-group-released = Offentlig
public-group-see = Vis alle { $answers }
public-group-assess = Vurdering
public-group-save =
    { $answers ->
        [one] Lagre vurderingen
       *[other] Lagre vurderingen av { $answers } svar
    }
public-group-title = Svar like nr. { $group }
public-answer-nr = Nr.
public-answer-disclosure = Offentlighet
public-answer-do = Handling
public-answer-waits = Ikke gått gjennom
public-answer-release = Gjør offentlig
act-assess-public-answers = Svar fra offentligheten
act-exempt-public-answer = Unnta fra offentlighet
act-exempt-public-answer-help = Svaret blir ikke vist på de åpne sidene. Legg inn en sladdet utgave, som tekst eller fil, hvis noe av svaret kan være offentlig.
act-exempt-item = Unnta et vedlegg, en utskrift eller et forbehold
act-exempt-item-help = Velg en fil, eller kommunen som har tatt forbehold. Det blir ikke vist på de åpne sidene. Legg inn en sladdet utgave hvis noe kan være offentlig.
act-disclose-item = Gjør unntatte vedlegg offentlige
act-disclose-item-help = Velg filen eller forbeholdet som skal vises på de åpne sidene igjen. Unntaket blir stående i loggen.
field-hash = Fil
field-number = Svar nr.
field-case = Sak i dokumentets historie
field-round = Høringsrunde
event-public-answers-counted = Svarene fra offentligheten ble talt: { $answers } svar, { $groups } ulike
event-public-answer-released = Svar nr. { $number } fra offentligheten ble gjort offentlig
event-public-group-released = Svarene fra offentligheten som er like nr. { $group }, ble gjort offentlige til og med nr. { $through }
event-public-answers-released = Svarene nr. { $from }–{ $through } fra offentligheten ble gjort offentlige
event-public-answer-exempted = Svar nr. { $number } fra offentligheten ble unntatt offentlighet ({ $basis })
event-public-answers-assessed =
    { $answers ->
        [one] Svar nr. { $group } fra offentligheten: { $verdict }. { $reason }
       *[other] { $answers } svar fra offentligheten som er like nr. { $group }: { $verdict }. { $reason }
    }
event-statement-released = Svaret fra { $party } ble gjort offentlig
event-file-exempted = En fil ble unntatt offentlighet ({ $basis })
event-file-disclosed = En fil er offentlig igjen: { $reason }
event-reservation-exempted = Forbeholdet fra { $party } ble unntatt offentlighet ({ $basis })
event-reservation-disclosed = Forbeholdet fra { $party } er offentlig igjen: { $reason }
sign-waits = Har svart. Svaret er ikke offentlig ennå
need-release = Svaret fra { $party } på høringen av «{ $title }» er ikke gjort offentlig.
need-public-answers =
    { $answers ->
        [one] Ett svar fra offentligheten på høringen av «{ $title }» er ikke gått gjennom.
       *[other] { $answers } svar fra offentligheten på høringen av «{ $title }» er ikke gått gjennom.
    }
need-weigh-public =
    { $open ->
        [one] Ett svar fra offentligheten til «{ $title }» er ikke vurdert.
       *[other] { $open } ulike svar fra offentligheten til «{ $title }» er ikke vurdert.
    }
refusal-item-missing = Velg enten en fil eller kommunen som har tatt forbehold.
refusal-public-answers-must-be-assessed =
    { $open ->
        [one] Ett svar fra offentligheten er ikke vurdert.
       *[other] { $open } ulike svar fra offentligheten er ikke vurdert.
    }
refusal-public-answers-not-counted = Svarene fra offentligheten er ikke talt ennå. Det skjer automatisk når høringen er avsluttet. Prøv igjen om litt.
refusal-public-answers-not-for-kind = Høringen var ikke åpen for alle. Det finnes ingen svar fra offentligheten.
refusal-public-answer-unknown = Det finnes ikke noe slikt svar, eller det er allerede gjort.
refusal-verdict-missing = Velg en vurdering.
role-public = fra offentligheten
letter-public-answer-link = bekreftelse av svar fra offentligheten
letter-public-answer-receipt = kvittering for svar fra offentligheten
note-public = Svar fra offentligheten
note-public-count = Svar
note-public-more =
    { $groups ->
        [one] Ett ulikt svar til står på siden med alle svarene.
       *[other] { $groups } ulike svar til står på siden med alle svarene.
    }
note-public-verdicts = { $answers } svar: { $verdict }
case-paper-public =
    { $answers ->
        [0] Ingen fra offentligheten svarte på høringen.
        [one] Ett svar kom fra offentligheten.
       *[other] { $answers } svar kom fra offentligheten.
    }
event-public-verdict-approved = Vurderingen av svarene som er like nr. { $group } fra offentligheten, ble godkjent
left-approve-public =
    { $open ->
        [one] { $open } vurdering av svar fra offentligheten venter på godkjenning fra en annen koordinator.
       *[other] { $open } vurderinger av svar fra offentligheten venter på godkjenning fra en annen koordinator.
    }
need-approve-public =
    { $open ->
        [one] { $open } vurdering av svar fra offentligheten til «{ $title }» venter på godkjenning.
       *[other] { $open } vurderinger av svar fra offentligheten til «{ $title }» venter på godkjenning.
    }
digest-public-waiting =
    { $answers ->
        [one] { $title }: Ett svar fra offentligheten er ikke gått gjennom. Det kom { $since }.
       *[other] { $title }: { $answers } svar fra offentligheten er ikke gått gjennom. Det eldste kom { $since }.
    }
