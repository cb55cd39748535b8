endorsement-title = Tilslutning
endorsement-about = Alle kommunestyrene er spurt om samme tekst:
endorsement-rule = Krav til tilslutning
endorsement-met = Kravet er oppfylt.
endorsement-enough =
    { $more ->
        [one] Det mangler tilslutning fra ett kommunestyre.
       *[other] Det mangler tilslutning fra { $more } kommunestyrer.
    }
endorsement-beyond = Kravet kan ikke lenger oppfylles. Ta stilling til ny høring, en ny tekst eller å trekke saken.
endorsement-texts = Forbehold og endrede tekster side om side
endorsement-texts-help = En endret tekst teller ikke før den er avklart: enten som et forbehold, eller ved at en ny tekst går til alle.
endorsement-councils = Kommunestyrene
endorsement-extract = Særutskrift
endorsement-open-extract = Åpne særutskriften
endorsement-papers = sakspapirer innen { $date }
endorsement-corrected = rettet, registrert { $when }
endorsement-correct = Rett vedtaket
endorsement-see = Se kommunestyrene side om side
announcement-title = Kunngjøring
announcement-help = Kopier teksten til nettsiden eller avisen. Alle partene har fått egen melding.
announcement-see = Kunngjøringstekst
announcement-adopted = { $body } vedtok «{ $title }» { $date } i sak { $number }.
announcement-from = Dokumentet gjelder fra { $from }.
announcement-replaces = Det erstatter utgave { $edition }.
announcement-due = Det skal rulleres innen { $due }.
again-changes = Dette er endret siden høringen
again-questions = Medfører endringen noe av dette?
change-area = et nytt område eller tema
change-amount = et nytt eller høyere beløp
change-obligation = en ny plikt
change-burden = mer arbeid eller kostnad for en kommune
again-suggestion = Forslag:
again-suggest = Oppdater forslaget
again-suggest-none = Ingen ny høring. Endringen er ikke vesentlig.
again-suggest-limited = Avgrenset høring av punktene som er endret.
again-suggest-full = Ny høring av hele teksten.
record-remarks = Merknader til enkelte punkter
record-remark = Merknad til «{ $section }»
field-file = Vedlegg
field-file-hint = For eksempel brevet eller særutskriften. PDF, Word, ODT, bilde eller ren tekst.
