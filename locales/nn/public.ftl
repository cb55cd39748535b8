nav-about = Om tenesta
nav-public = Offentleg side
front-title = Planar i samråd
front-lead = Her er planane som kommunane lagar saman: det som er på høyring, det som er vedteke, og kva kvar kommune har uttalt eller vedteke.
front-regions = Regionar
front-officer = Er du saksbehandlar?
front-officer-help = Bruk lenkja i brevet du har fått. Du treng ikkje å logge inn.
front-coordinator = Er du koordinator?
front-log-in = Logg inn
public-lead = Planar og saker som kommunane i { $region } behandlar saman. Alt på denne sida er offentleg.
public-open = På høyring no
public-open-none = Ingen høyringar er opne no.
public-deadline = Frist { $deadline }.
public-matrix = Kor langt sakene er komne i kommunane
public-legend = ✓ svart utan merknader eller slutta seg til teksten · M merknader · F atterhald · E endra tekst · ✗ imot · – ikkje svart eller ikkje behandla · dato: møte i kommunestyret.
public-valid = Gjeldande dokument
public-valid-none = Ingen dokument er vedtekne enno.
public-revision = Blir rullert
public-revising = blir rullert no
public-not-revised = blir ikkje rullert
public-past = Avslutta høyringar
public-closed = avslutta { $day }
public-follow = Følg med
public-calendar = Høyringsfristane i kalenderen din (ICS)
public-news = Nytt om sakene (Atom)
public-data = Det same som data (JSON)
public-text-heard = Teksten som er på høyring
public-text-was-heard = Teksten som var på høyring
public-text-adopted = Den vedtekne teksten
public-text-decided = Teksten som er til behandling
public-text-in-force = Teksten som gjeld
public-show-text = Vis teksten
public-hearings = Høyringar
public-span-open = Opna { $opened }, frist { $deadline }.
public-span-closed = Opna { $opened }, avslutta { $closed }.
public-answers =
    { $answers ->
        [0] Ingen svar enno.
        [one] Eitt svar.
       *[other] { $answers } svar.
    }
public-answers-title = Svara
public-missing = Ikkje svart: { $parties }.
public-assessed = Merknadene er vurderte; vurderinga står under kvar av dei.
public-assessed-without = Ingen hadde merknader.
public-received = Motteke { $day }
public-proposed = Framlegg til ny tekst
public-editions = Vedtekne utgåver
public-edition-repealed-before = Utgåve { $edition } vart vedteken av { $body } { $date }, sak { $number }, men oppheva før ho tok til å gjelde.
public-extract = Særutskrift
public-decisions = Vedtak i kommunestyra, utgåve { $edition }
public-hearing = På høyring. Frist { $deadline }.
public-assessment = Høyringa er avslutta. Merknadene blir vurderte no.
public-adoption = Teksten er klar for vedtak.
public-drafting-again = Teksten blir omarbeidd etter høyringa og send på ny høyring.
public-in-force-meanwhile = Den gjeldande utgåva gjeld til den nye er vedteken.
public-in-force-until-then = Utgåva før gjeld til då.
public-in-force-until = Dokumentet gjeld. Det skal rullerast { $due }.
