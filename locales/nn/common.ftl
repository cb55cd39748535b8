skip-to-content = Hopp til innhaldet
demo-clock = Demoklokke
demo-one-day = + 1 dag
demo-one-week = + 1 veke
demo-mailbox = Postkassa ({ $count })
nav-main = Hovudmeny
nav-language = Språk
nav-board = Tavle
nav-documents = Styringsdokument
nav-letters = Brev
nav-contacts = Kontaktar
language-name = Nynorsk
signed-in-as = Logga inn som { $name }.
log-out = Logg ut
problems-title = Du må rette opp dette før du kan gå vidare
fault-title = Det gjekk ikkje
fault-way-out = Til framsida
fault-not-found = Denne sida finst ikkje. Adressa kan vere skriven feil, eller du har ikkje tilgang til henne.
fault-forbidden = Førespurnaden kom frå ein annan nettstad, og er difor stoppa. Ingenting er endra.
fault-too-many = Det er prøvd for mange lenkjer som ikkje verkar, herifrå. Vent litt og prøv igjen. Lenkja i brevet du har fått, verkar som før.
fault-busy = Systemet er oppteke akkurat no. Ingenting er endra. Prøv igjen om litt.
fault-newer = Dokumentet er endra av ein nyare versjon av Samråd enn den som svarar her, og står som det er til denne òg er oppgradert. Prøv igjen om litt.
fault-broken = Noko gjekk gale hos oss. Ingenting er endra. Feilen er skriven i loggen.
fault-key-reused = Det same skjemaet er sendt før med eit anna innhald. Opne sida på nytt og prøv igjen.
fault-unreadable = Skjemaet kunne ikkje lesast. Ingenting er endra. Gå tilbake og prøv igjen.

# A workbook.
table-cut = (Teksten er kutta her, fordi ei celle i eit rekneark ikkje rommar meir. Heile teksten står i CSV-fila.)
