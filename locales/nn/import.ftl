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
   *[other] sitat og tekstrammer
}
import-told-tables = { $count } { $count ->
    [one] tabell
   *[other] tabellar
}
import-told-merged-cells = { $count } { $count ->
    [one] samanslått celle
   *[other] samanslåtte celler
}
import-told-pictures = { $count } { $count ->
    [one] bilete
   *[other] bilete
}
import-told-notes = { $count } { $count ->
    [one] note
   *[other] notar
}
import-told-links = { $count } { $count ->
    [one] lenkje
   *[other] lenkjer
}
import-told-raised = { $count } { $count ->
    [one] stad med heva eller senka skrift
   *[other] stader med heva eller senka skrift
}
import-told-symbols = { $count } { $count ->
    [one] teikn frå ei symbolskrift
   *[other] teikn frå symbolskrifter
}
import-told-numbers = { $count } { $count ->
    [one] automatisk nummer
   *[other] automatiske nummer
}
import-told-numbers-as-letters = { $count ->
    [one] Eitt automatisk nummer står som vanleg tekst framfor avsnittet:
   *[other] { $count } automatiske nummer står som vanleg tekst framfor avsnitta:
}
import-told-endnotes = { $count ->
    [one] Éin sluttnote står som note der han er nemnd.
   *[other] { $count } sluttnotar står som notar der dei er nemnde.
}
import-told-formulas = { $count ->
    [one] Éin formel er skriven som tekst. Kontroller han:
   *[other] { $count } formlar er skrivne som tekst. Kontroller dei:
}
import-told-text-boxes = { $count ->
    [one] Éin tekstboks eller éi ramme står som eit innrykt avsnitt.
   *[other] { $count } tekstboksar eller rammer står som innrykte avsnitt.
}
import-told-pictures-in-tables = { $count ->
    [one] Eitt bilete i ein tabell står etter tabellen.
   *[other] { $count } bilete i tabellar står etter tabellane.
}
import-told-tables-in-tables = { $count ->
    [one] Éin tabell inne i ei celle er skriven som linjer.
   *[other] { $count } tabellar inne i celler er skrivne som linjer.
}
import-told-insertions = { $count ->
    [one] Éi spora endring med ny tekst er rekna som godteken.
   *[other] { $count } spora endringar med ny tekst er rekna som godtekne.
}
import-told-deletions = { $count ->
    [one] Éi spora sletting er rekna som godteken.
   *[other] { $count } spora slettingar er rekna som godtekne.
}
import-told-tabs = { $count ->
    [one] Eitt tabulatorteikn er blitt eit mellomrom.
   *[other] { $count } tabulatorteikn er blitt mellomrom.
}
import-told-references = { $count ->
    [one] Éin kryssreferanse i teksten er blitt vanleg tekst.
   *[other] { $count } kryssreferansar i teksten er blitt vanleg tekst.
}
import-told-comments = { $count ->
    [one] Éin kommentar er ikkje teken med:
   *[other] { $count } kommentarar er ikkje tekne med:
}
import-told-pictures-left-out = { $count ->
    [one] Eitt bilete eller éin figur kunne ikkje takast med. Lagre det som PNG eller JPEG i fila og les ho inn på nytt.
   *[other] { $count } bilete eller figurar kunne ikkje takast med. Lagre dei som PNG eller JPEG i fila og les ho inn på nytt.
}
import-told-symbols-left-out = { $count ->
    [one] Eitt teikn frå ei symbolskrift er ukjent og er merkt med �:
   *[other] { $count } teikn frå symbolskrifter er ukjende og er merkte med �:
}
import-told-contents = { $count ->
    [one] Innhaldslista er ikkje teken med.
   *[other] Innhaldslister er ikkje tekne med ({ $count } stader).
}
import-told-headers-and-footers = { $count ->
    [one] Éin topptekst eller botntekst er ikkje teken med:
   *[other] { $count } topptekstar og botntekstar er ikkje tekne med:
}
import-told-repeated = { $count ->
    [one] Éin tekst står på kvar side og er ikkje teken med:
   *[other] { $count } tekstar står på kvar side og er ikkje tekne med:
}
import-told-struck = { $count ->
    [one] Éin stad er overstroken i fila. Orda er tekne med utan streken:
   *[other] { $count } stader er overstrokne i fila. Orda er tekne med utan streken:
}
import-told-underlined = { $count ->
    [one] Understreking éin stad er ikkje teken med.
   *[other] Understreking { $count } stader er ikkje teken med.
}
import-told-coloured = { $count ->
    [one] Farge på teksten éin stad er ikkje teken med.
   *[other] Farge på teksten { $count } stader er ikkje teken med.
}
import-told-hidden = { $count ->
    [one] Skjult tekst éin stad er ikkje teken med:
   *[other] Skjult tekst { $count } stader er ikkje teken med:
}
import-told-links-left-out = { $count ->
    [one] Éi lenkje fører ikkje til ei nettside eller e-postadresse, og berre orda er tekne med:
   *[other] { $count } lenkjer fører ikkje til ei nettside eller e-postadresse, og berre orda er tekne med:
}
import-told-embedded = { $count ->
    [one] Eitt innebygd dokument eller rekneark er ikkje teke med.
   *[other] { $count } innebygde dokument eller rekneark er ikkje tekne med.
}
import-told-unread = { $count ->
    [one] Éin stad kunne ikkje lesast og er merkt med �.
   *[other] { $count } stader kunne ikkje lesast og er merkte med �.
}
import-told-front-matter = { $count ->
    [one] Opplysningane framfor teksten er ikkje tekne med:
   *[other] Opplysningane framfor teksten er ikkje tekne med ({ $count } stader):
}
import-told-scripts = { $count ->
    [one] Eitt skjema, skript eller anna som ikkje er tekst, er ikkje teke med.
   *[other] { $count } skjema, skript og anna som ikkje er tekst, er ikkje tekne med.
}
import-told-old-encoding = { $count ->
    [one] Fila er lagra med eit eldre teiknsett. Sjå etter at æ, ø, å og andre teikn er rette.
   *[other] Filene er lagra med eldre teiknsett ({ $count }). Sjå etter at æ, ø, å og andre teikn er rette.
}
