skip-to-content = Hopp til innholdet
demo-clock = Demoklokke
demo-one-day = + 1 dag
demo-one-week = + 1 uke
demo-mailbox = Postkassen ({ $count })
nav-main = Hovedmeny
nav-language = Språk
nav-board = Tavle
nav-documents = Styringsdokumenter
nav-letters = Brev
nav-contacts = Kontakter
language-name = Bokmål
signed-in-as = Logget inn som { $name }.
log-out = Logg ut
problems-title = Du må rette opp dette før du kan gå videre
fault-title = Det gikk ikke
fault-way-out = Til forsiden
fault-not-found = Denne siden finnes ikke. Adressen kan være skrevet feil, eller du har ikke tilgang til den.
fault-forbidden = Forespørselen kom fra et annet nettsted, og er derfor stoppet. Ingenting er endret.
fault-too-many = Det er prøvd for mange lenker som ikke virker, herfra. Vent litt og prøv igjen. Lenken i brevet du har fått, virker som før.
fault-busy = Systemet er opptatt akkurat nå. Ingenting er endret. Prøv igjen om litt.
fault-newer = Dokumentet er endret av en nyere versjon av Samråd enn den som svarer her, og står som det er til denne også er oppgradert. Prøv igjen om litt.
fault-broken = Noe gikk galt hos oss. Ingenting er endret. Feilen er skrevet i loggen.
fault-key-reused = Det samme skjemaet er sendt før med et annet innhold. Åpne siden på nytt og prøv igjen.
fault-unreadable = Skjemaet kunne ikke leses. Ingenting er endret. Gå tilbake og prøv igjen.

# A workbook.
table-cut = (Teksten er kuttet her, fordi en celle i et regneark ikke rommer mer. Hele teksten står i CSV-filen.)
