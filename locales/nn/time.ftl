coming-title = Planlagde utsendingar
coming-help = Desse breva blir sende automatisk dei neste 90 dagane dersom ingen gjer noko. Den som svarer, får ikkje fleire påminningar.
coming-nothing = Ingen brev er planlagde sende.
coming-now = Send no
coming-pause = Set på pause
coming-to = { $party }, { $role }
job-revision = set vedtekne utgåver i kraft, varslar om rullering og opnar rulleringar som er forfalne
job-reminders = sender påminningar, og opnar og avsluttar høyringar på fastsett dato
job-digest = sender koordinatorane eit samandrag, med kontrollsummen for dagen
job-seal = lagrar kontrollsummen for loggen
calendar-deadline = Høyringsfrist: { $title }
calendar-deadline-own = Høyringsfrist for { $party }: { $title }
deadline-own = Utsett til { $deadline } for { $parties }.
alarm-clock-waking = Samråd har vore ute av drift. Klokka blir kontrollert før noko blir sendt.
alarm-clock-stopped = Det er meir enn 30 dagar sidan Samråd såg på klokka sist. Ingenting blir sendt før nokon har sett at klokka går rett.
alarm-clock-apart = Klokka på denne maskina og klokka i databasen er meir enn fem minutt frå kvarandre. Ingenting blir sendt herifrå.
alarm-mail = E-postserveren avviser oss, og ingen brev blir sende. Han svarte: { $said }
alarm-mail-away = E-postserveren kan ikkje nåast. Breva ventar i rekkjefølgje og blir sende når han er tilbake. Feilen var: { $said }
alarm-late = { $count ->
    [one] 1 brev som ikkje kan utelatast, er meir enn tre døgn forseinka og blir ikkje sendt før du startar utsendinga.
   *[other] { $count } brev som ikkje kan utelatast, er meir enn tre døgn forseinka og blir ikkje sende før du startar utsendinga.
}
alarm-release = Klokka er rett – start utsendinga
alarm-held = Databasen er gjenoppretta frå ein tryggleikskopi, kopiert eller flytta, og ingen brev blir sende. Gå gjennom breva som ventar, og avlys dei som er sende før. Start så utsendinga.
alarm-accept = Denne databasen er den rette – start utsendinga
letter-retry = Send på nytt
letter-cancel = Avlys brevet
letter-change-address = Endre adressa
test-mail-subject = Prøve frå Samråd
test-mail-text = Dette er ei prøve. Kjem ho fram, kan Samråd sende brev herifrå.
