import-told-headings = { $count } { $count ->
    [one] overskrift
   *[other] overskrifter
}
import-told-paragraphs = { $count } { $count ->
    [one] avsnitt
   *[other] avsnitt
}
import-told-lists = { $count } { $count ->
    [one] liste
   *[other] lister
}
import-told-quotes = { $count } { $count ->
    [one] sitat eller tekstramme
   *[other] sitater og tekstrammer
}
import-told-tables = { $count } { $count ->
    [one] tabell
   *[other] tabeller
}
import-told-merged-cells = { $count } { $count ->
    [one] sammenslått celle
   *[other] sammenslåtte celler
}
import-told-pictures = { $count } { $count ->
    [one] bilde
   *[other] bilder
}
import-told-notes = { $count } { $count ->
    [one] note
   *[other] noter
}
import-told-links = { $count } { $count ->
    [one] lenke
   *[other] lenker
}
import-told-raised = { $count } { $count ->
    [one] sted med hevet eller senket skrift
   *[other] steder med hevet eller senket skrift
}
import-told-symbols = { $count } { $count ->
    [one] tegn fra en symbolskrift
   *[other] tegn fra symbolskrifter
}
import-told-numbers = { $count } { $count ->
    [one] automatisk nummer
   *[other] automatiske nummer
}
import-told-numbers-as-letters = { $count ->
    [one] Ett automatisk nummer står som vanlig tekst foran avsnittet:
   *[other] { $count } automatiske nummer står som vanlig tekst foran avsnittene:
}
import-told-endnotes = { $count ->
    [one] Én sluttnote står som note der den er nevnt.
   *[other] { $count } sluttnoter står som noter der de er nevnt.
}
import-told-formulas = { $count ->
    [one] Én formel er skrevet som tekst. Kontroller den:
   *[other] { $count } formler er skrevet som tekst. Kontroller dem:
}
import-told-text-boxes = { $count ->
    [one] Én tekstboks eller ramme står som et innrykket avsnitt.
   *[other] { $count } tekstbokser eller rammer står som innrykkede avsnitt.
}
import-told-pictures-in-tables = { $count ->
    [one] Ett bilde i en tabell står etter tabellen.
   *[other] { $count } bilder i tabeller står etter tabellene.
}
import-told-tables-in-tables = { $count ->
    [one] Én tabell inne i en celle er skrevet som linjer.
   *[other] { $count } tabeller inne i celler er skrevet som linjer.
}
import-told-insertions = { $count ->
    [one] Én sporet endring med ny tekst er regnet som godtatt.
   *[other] { $count } sporede endringer med ny tekst er regnet som godtatt.
}
import-told-deletions = { $count ->
    [one] Én sporet sletting er regnet som godtatt.
   *[other] { $count } sporede slettinger er regnet som godtatt.
}
import-told-tabs = { $count ->
    [one] Ett tabulatortegn er blitt et mellomrom.
   *[other] { $count } tabulatortegn er blitt mellomrom.
}
import-told-references = { $count ->
    [one] Én kryssreferanse i teksten er blitt vanlig tekst.
   *[other] { $count } kryssreferanser i teksten er blitt vanlig tekst.
}
import-told-comments = { $count ->
    [one] Én kommentar er ikke tatt med:
   *[other] { $count } kommentarer er ikke tatt med:
}
import-told-pictures-left-out = { $count ->
    [one] Ett bilde eller én figur kunne ikke tas med. Lagre den som PNG eller JPEG i filen og les den inn på nytt.
   *[other] { $count } bilder eller figurer kunne ikke tas med. Lagre dem som PNG eller JPEG i filen og les den inn på nytt.
}
import-told-symbols-left-out = { $count ->
    [one] Ett tegn fra en symbolskrift er ukjent og er merket med �:
   *[other] { $count } tegn fra symbolskrifter er ukjente og er merket med �:
}
import-told-contents = { $count ->
    [one] Innholdsfortegnelsen er ikke tatt med.
   *[other] Innholdsfortegnelser er ikke tatt med ({ $count } steder).
}
import-told-headers-and-footers = { $count ->
    [one] Én topptekst eller bunntekst er ikke tatt med:
   *[other] { $count } topptekster og bunntekster er ikke tatt med:
}
import-told-repeated = { $count ->
    [one] Én tekst gjentas på hver side og er ikke tatt med:
   *[other] { $count } tekster gjentas på hver side og er ikke tatt med:
}
import-told-struck = { $count ->
    [one] Ett sted er overstrøket i filen. Ordene er tatt med uten streken:
   *[other] { $count } steder er overstrøket i filen. Ordene er tatt med uten streken:
}
import-told-underlined = { $count ->
    [one] Understreking ett sted er ikke tatt med.
   *[other] Understreking { $count } steder er ikke tatt med.
}
import-told-coloured = { $count ->
    [one] Farge på teksten ett sted er ikke tatt med.
   *[other] Farge på teksten { $count } steder er ikke tatt med.
}
import-told-hidden = { $count ->
    [one] Skjult tekst ett sted er ikke tatt med:
   *[other] Skjult tekst { $count } steder er ikke tatt med:
}
import-told-links-left-out = { $count ->
    [one] Én lenke fører ikke til en nettside eller e-postadresse, og bare ordene er tatt med:
   *[other] { $count } lenker fører ikke til en nettside eller e-postadresse, og bare ordene er tatt med:
}
import-told-embedded = { $count ->
    [one] Ett innebygd dokument eller regneark er ikke tatt med.
   *[other] { $count } innebygde dokumenter eller regneark er ikke tatt med.
}
import-told-unread = { $count ->
    [one] Ett sted kunne ikke leses og er merket med �.
   *[other] { $count } steder kunne ikke leses og er merket med �.
}
import-told-front-matter = { $count ->
    [one] Opplysningene foran teksten er ikke tatt med:
   *[other] Opplysningene foran teksten er ikke tatt med ({ $count } steder):
}
import-told-scripts = { $count ->
    [one] Ett skjema, skript eller annet som ikke er tekst, er ikke tatt med.
   *[other] { $count } skjemaer, skript og annet som ikke er tekst, er ikke tatt med.
}
import-told-old-encoding = { $count ->
    [one] Filen er lagret med et eldre tegnsett. Se etter at æ, ø, å og andre tegn er riktige.
   *[other] Filene er lagret med eldre tegnsett ({ $count }). Se etter at æ, ø, å og andre tegn er riktige.
}
