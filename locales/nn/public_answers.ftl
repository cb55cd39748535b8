public-inspected = Høyringa er open for alle
public-inspected-help = Alle kan svare på høyringa. Du treng ikkje å logge inn.
public-answer-begin = Svar på høyringa
public-answers-heading = Svar frå publikum
public-answers-count =
    { $answers ->
        [0] Ingen frå publikum har svart.
        [one] Eitt svar frå publikum.
       *[other] { $answers } svar frå publikum.
    }
public-answers-read = Les svara
public-answers-released-only = Eit svar blir vist her når sekretariatet har gått gjennom det.
public-answers-none = Ingen svar er offentlege enno.
public-answers-more = Neste side
public-answer-number = Svar nr. { $number }
public-answer-lead = Fristen er { $deadline }. Du treng ikkje å logge inn. Når du har sendt inn svaret, får du ein e-post med ei lenkje. Svaret er levert når du har stadfesta det.
public-answer-name = Namn
public-answer-name-hint = Namnet blir offentleg saman med svaret.
public-answer-address = E-postadresse
public-answer-address-hint = Hit sender vi lenkja og kvitteringa. Adressa blir ikkje offentleg.
public-answer-about = Kva svaret gjeld
public-answer-whole = Heile dokumentet
public-answer-text = Svaret ditt
public-answer-files = Vedlegg
public-answer-files-hint = Inntil fem filer, til saman 25 MB: PDF, DOCX, ODT, XLSX, PNG, JPEG eller rein tekst.
public-answer-files-again = Nettlesaren hugsar ikkje filene. Vel dei på nytt.
public-answer-consent = Eg er klar over at namnet mitt, svaret og vedlegga blir offentlege.
public-answer-next = Svaret blir ikkje offentleg før sekretariatet har gått gjennom det. Opplysningar som er underlagde teieplikt, blir unnatekne.
public-answer-send = Send inn svaret
public-answer-closed = Høyringa tek ikkje imot fleire svar.
public-answer-full = Akkurat no kjem det for mange svar. Prøv igjen om litt. Det du har skrive, står her enno.
public-answer-too-many-here = Det er kome mange svar frå denne nettadressa på kort tid. Prøv igjen om nokre minutt. Det du har skrive, står her enno.
public-answer-too-many-letters = Denne e-postadressa har fått fleire lenkjer som ikkje er brukte. Stadfest eitt av svara, eller prøv igjen seinare.
public-answer-name-missing = Skriv namnet ditt.
public-answer-name-long = Namnet er for langt.
public-answer-section-gone = Vel kva svaret gjeld.
public-answer-text-missing = Skriv svaret ditt.
public-answer-text-long = Svaret er for langt. Legg det ved som ei fil.
public-answer-consent-missing = Stadfest at du veit kva som blir offentleg.
public-answer-files-many = Vel inntil fem filer.
public-answer-sent-title = Sjå etter e-posten frå oss
public-answer-sent-next = Svaret er ikkje levert enno
public-answer-sent-help = Vi har sendt ein e-post med ei lenkje. Opne e-posten og stadfest svaret på høyringa av «{ $title }».
public-answer-sent-missing = Kjem han ikkje i løpet av nokre minutt, kan du sjå i søppelposten eller sende inn svaret på nytt.
public-confirm-title = Stadfest svaret
public-confirm-help = Svaret er ikkje levert enno. Sjå over det og stadfest det seinast { $until }.
public-confirm-answer = Dette svaret blir levert
public-confirm-consent = Namnet, svaret og vedlegga blir offentlege når sekretariatet har gått gjennom dei. E-postadressa blir ikkje offentleg.
public-confirm-button = Stadfest og lever svaret
public-confirm-gone = Lenkja verkar ikkje. Kanskje er ho kutta, eller svaret vart ikkje stadfesta i tide og er sletta. Då kan du sende det inn på nytt så lenge høyringa er open.
public-received-title = Svaret er levert
public-received-line = Svar nr. { $number }, motteke { $day }
public-received-help = Du får ei kvittering på e-post.
public-waits = Svaret er kome, og blir offentleg når sekretariatet har gått gjennom det.
public-redacted-file = Sladda utgåve (fil)
public-reservation-exempt = Ordlyden er unnateken frå innsyn: { $basis }
public-answers-groups =
    { $answers ->
        [0] Ingen frå publikum har svart.
        [one] Eitt svar frå publikum
       *[other] { $answers } svar frå publikum, { $groups } ulike
    }
public-answers-desk-help = Svar med same ordlyd står saman og får éi vurdering. Kvart svar tel. Dei blir aldri rekna med blant svara frå kommunane.
public-answers-waiting =
    { $answers ->
        [one] Eitt svar er ikkje gått gjennom.
       *[other] { $answers } svar er ikkje gått gjennom.
    }
public-answers-release-all = Gjer alle svar til og med nr. { $through } offentlege
public-answers-show-all = Vis alle svar
public-answers-show-open = Vis berre svar utan vurdering
public-answers-none-here = Ingen svar å vise.
public-group-many = { $answers } like svar, det første er nr. { $group }
public-group-waiting =
    { $answers ->
        [one] Eitt svar er ikkje gått gjennom
       *[other] { $answers } svar er ikkje gått gjennom
    }
public-group-release = Gjer offentleg
public-group-released = Offentleg
public-group-see = Vis alle { $answers }
public-group-assess = Vurdering
public-group-save =
    { $answers ->
        [one] Lagre vurderinga
       *[other] Lagre vurderinga av { $answers } svar
    }
public-group-title = Svar like nr. { $group }
public-answer-nr = Nr.
public-answer-disclosure = Innsyn
public-answer-do = Handling
public-answer-waits = Ikkje gått gjennom
public-answer-release = Gjer offentleg
act-assess-public-answers = Svar frå publikum
act-exempt-public-answer = Gjer unntak frå innsyn
act-exempt-public-answer-help = Svaret blir ikkje vist på dei opne sidene. Legg inn ei sladda utgåve, som tekst eller fil, dersom noko av svaret kan vere offentleg.
act-exempt-item = Gjer unntak frå innsyn for eit vedlegg, ei utskrift eller eit atterhald
act-exempt-item-help = Vel ei fil, eller kommunen som har teke atterhald. Det blir ikkje vist på dei opne sidene. Legg inn ei sladda utgåve dersom noko kan vere offentleg.
act-disclose-item = Gjer unnatekne vedlegg offentlege
act-disclose-item-help = Vel fila eller atterhaldet som skal visast på dei opne sidene igjen. Unntaket blir ståande i loggen.
field-hash = Fil
field-number = Svar nr.
field-case = Sak i historia til dokumentet
field-round = Høyringsrunde
event-public-answers-counted = Svara frå publikum vart talde: { $answers } svar, { $groups } ulike
event-public-answer-released = Svar nr. { $number } frå publikum vart gjort offentleg
event-public-group-released = Svara frå publikum som er like nr. { $group }, vart gjorde offentlege til og med nr. { $through }
event-public-answers-released = Svara nr. { $from }–{ $through } frå publikum vart gjorde offentlege
event-public-answer-exempted = Svar nr. { $number } frå publikum vart unnateke frå innsyn ({ $basis })
event-public-answers-assessed =
    { $answers ->
        [one] Svar nr. { $group } frå publikum: { $verdict }. { $reason }
       *[other] { $answers } svar frå publikum som er like nr. { $group }: { $verdict }. { $reason }
    }
event-statement-released = Svaret frå { $party } vart gjort offentleg
event-file-exempted = Ei fil vart unnateken frå innsyn ({ $basis })
event-file-disclosed = Ei fil er offentleg igjen: { $reason }
event-reservation-exempted = Atterhaldet frå { $party } vart unnateke frå innsyn ({ $basis })
event-reservation-disclosed = Atterhaldet frå { $party } er offentleg igjen: { $reason }
sign-waits = Har svart. Svaret er ikkje offentleg enno
need-release = Svaret frå { $party } på høyringa av «{ $title }» er ikkje gjort offentleg.
need-public-answers =
    { $answers ->
        [one] Eitt svar frå publikum på høyringa av «{ $title }» er ikkje gått gjennom.
       *[other] { $answers } svar frå publikum på høyringa av «{ $title }» er ikkje gått gjennom.
    }
need-weigh-public =
    { $open ->
        [one] Eitt svar frå publikum til «{ $title }» er ikkje vurdert.
       *[other] { $open } ulike svar frå publikum til «{ $title }» er ikkje vurderte.
    }
refusal-item-missing = Vel anten ei fil eller kommunen som har teke atterhald.
refusal-public-answers-must-be-assessed =
    { $open ->
        [one] Eitt svar frå publikum er ikkje vurdert.
       *[other] { $open } ulike svar frå publikum er ikkje vurderte.
    }
refusal-public-answers-not-counted = Svara frå publikum er ikkje talde enno. Det skjer automatisk når høyringa er avslutta. Prøv igjen om litt.
refusal-public-answers-not-for-kind = Høyringa var ikkje open for alle. Det finst ingen svar frå publikum.
refusal-public-answer-unknown = Det finst ikkje noko slikt svar, eller det er allereie gjort.
refusal-verdict-missing = Vel ei vurdering.
role-public = frå publikum
letter-public-answer-link = stadfesting av svar frå publikum
letter-public-answer-receipt = kvittering for svar frå publikum
note-public = Svar frå publikum
note-public-count = Svar
note-public-more =
    { $groups ->
        [one] Eitt ulikt svar til står på sida med alle svara.
       *[other] { $groups } ulike svar til står på sida med alle svara.
    }
note-public-verdicts = { $answers } svar: { $verdict }
case-paper-public =
    { $answers ->
        [0] Ingen frå publikum svarte på høyringa.
        [one] Eitt svar kom frå publikum.
       *[other] { $answers } svar kom frå publikum.
    }
event-public-verdict-approved = Vurderinga av svara som er like nr. { $group } frå publikum, vart godkjend
left-approve-public =
    { $open ->
        [one] { $open } vurdering av svar frå publikum ventar på godkjenning frå ein annan koordinator.
       *[other] { $open } vurderingar av svar frå publikum ventar på godkjenning frå ein annan koordinator.
    }
need-approve-public =
    { $open ->
        [one] { $open } vurdering av svar frå publikum til «{ $title }» ventar på godkjenning.
       *[other] { $open } vurderingar av svar frå publikum til «{ $title }» ventar på godkjenning.
    }
digest-public-waiting =
    { $answers ->
        [one] { $title }: Eitt svar frå publikum er ikkje gått gjennom. Det kom { $since }.
       *[other] { $title }: { $answers } svar frå publikum er ikkje gått gjennom. Det eldste kom { $since }.
    }
