nav-about = Om tjenesten
nav-public = Offentlig side
front-title = Planer i samråd
front-lead = Her er planene som kommunene lager sammen: det som er på høring, det som er vedtatt, og hva hver kommune har uttalt eller vedtatt.
front-regions = Regioner
front-officer = Er du saksbehandler?
front-officer-help = Bruk lenken i brevet du har fått. Du trenger ikke å logge inn.
front-coordinator = Er du koordinator?
front-log-in = Logg inn
public-lead = Planer og saker som kommunene i { $region } behandler sammen. Alt på denne siden er offentlig.
public-open = På høring nå
public-open-none = Ingen høringer er åpne nå.
public-deadline = Frist { $deadline }.
public-matrix = Hvor langt sakene er kommet i kommunene
public-legend = ✓ svart uten merknader eller sluttet seg til teksten · M merknader · F forbehold · E endret tekst · ✗ imot · – ikke svart eller ikke behandlet · dato: møte i kommunestyret.
public-valid = Gjeldende dokumenter
public-valid-none = Ingen dokumenter er vedtatt ennå.
public-revision = Rulleres
public-revising = rulleres nå
public-not-revised = rulleres ikke
public-past = Avsluttede høringer
public-closed = avsluttet { $day }
public-follow = Følg med
public-calendar = Høringsfristene i kalenderen din (ICS)
public-news = Nyheter om sakene (Atom)
public-data = Det samme som data (JSON)
public-text-heard = Teksten som er på høring
public-text-was-heard = Teksten som var på høring
public-text-adopted = Den vedtatte teksten
public-text-decided = Teksten som er til behandling
public-text-in-force = Teksten som gjelder
public-show-text = Vis teksten
public-hearings = Høringer
public-span-open = Åpnet { $opened }, frist { $deadline }.
public-span-closed = Åpnet { $opened }, avsluttet { $closed }.
public-answers =
    { $answers ->
        [0] Ingen svar ennå.
        [one] Ett svar.
       *[other] { $answers } svar.
    }
public-answers-title = Svarene
public-missing = Ikke svart: { $parties }.
public-assessed = Merknadene er vurdert; vurderingen står under hver av dem.
public-assessed-without = Ingen hadde merknader.
public-received = Mottatt { $day }
public-proposed = Forslag til ny tekst
public-editions = Vedtatte utgaver
public-edition-repealed-before = Utgave { $edition } ble vedtatt av { $body } { $date }, sak { $number }, men opphevet før den trådte i kraft.
public-extract = Særutskrift
public-decisions = Vedtak i kommunestyrene, utgave { $edition }
public-hearing = På høring. Frist { $deadline }.
public-assessment = Høringen er avsluttet. Merknadene vurderes nå.
public-adoption = Teksten er klar for vedtak.
public-drafting-again = Teksten omarbeides etter høringen og sendes på ny høring.
public-in-force-meanwhile = Den gjeldende utgaven gjelder til den nye er vedtatt.
public-in-force-until-then = Utgaven før gjelder til da.
public-in-force-until = Dokumentet gjelder. Det skal rulleres { $due }.
