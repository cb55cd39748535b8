endorsement-title = Tilslutning
endorsement-about = Alle kommunestyra er spurde om same tekst:
endorsement-rule = Krav til tilslutning
endorsement-met = Kravet er oppfylt.
endorsement-enough =
    { $more ->
        [one] Det manglar tilslutning frå eitt kommunestyre.
       *[other] Det manglar tilslutning frå { $more } kommunestyre.
    }
endorsement-beyond = Kravet kan ikkje lenger oppfyllast. Ta stilling til ny høyring, ein ny tekst eller å trekkje saka.
endorsement-texts = Atterhald og endra tekstar side om side
endorsement-texts-help = Ein endra tekst tel ikkje før han er avklart: anten som eit atterhald, eller ved at ein ny tekst går til alle.
endorsement-councils = Kommunestyra
endorsement-extract = Særutskrift
endorsement-open-extract = Opne særutskrifta
endorsement-papers = sakspapir innan { $date }
endorsement-corrected = retta, registrert { $when }
endorsement-correct = Rett vedtaket
endorsement-see = Sjå kommunestyra side om side
announcement-title = Kunngjering
announcement-help = Kopier teksten til nettsida eller avisa. Alle partane har fått eiga melding.
announcement-see = Kunngjeringstekst
announcement-adopted = { $body } vedtok «{ $title }» { $date } i sak { $number }.
announcement-from = Dokumentet gjeld frå { $from }.
announcement-replaces = Det erstattar utgåve { $edition }.
announcement-due = Det skal rullerast innan { $due }.
again-changes = Dette er endra sidan høyringa
again-questions = Fører endringa med seg noko av dette?
change-area = eit nytt område eller tema
change-amount = eit nytt eller høgare beløp
change-obligation = ei ny plikt
change-burden = meir arbeid eller kostnad for ein kommune
again-suggestion = Framlegg:
again-suggest = Oppdater framlegget
again-suggest-none = Inga ny høyring. Endringa er ikkje vesentleg.
again-suggest-limited = Avgrensa høyring av punkta som er endra.
again-suggest-full = Ny høyring av heile teksten.
record-remarks = Merknader til enkelte punkt
record-remark = Merknad til «{ $section }»
field-file = Vedlegg
field-file-hint = Til dømes brevet eller særutskrifta. PDF, Word, ODT, bilete eller rein tekst.
