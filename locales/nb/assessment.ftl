note-title = Merknadsdokument: { $title }
note-open = Merknadsdokumentet
note-nav = Last ned og språk
note-docx = Last ned som Word
note-xlsx = Excel
note-csv = CSV
note-language = Språk i dokumentet
note-hearing = Høring { $n }
note-case-number = Saksnummer
note-scope = Høringen gjaldt
note-scope-full = hele teksten
note-scope-limited = det som var endret siden forrige høring
note-period = Periode
note-period-words = { $from } til { $until }
note-closed = Avsluttet
note-still-open = Høringen er ikke avsluttet.
note-answers = Svar
note-answers-words = { $answered } av { $asked } høringsinstanser har svart
note-version-heard = Teksten som var på høring
note-asked = Høringsinstanser og svar
note-party = Høringsinstans
note-answer = Svar
note-received = Mottatt
note-deadline = Frist
note-deadline-own = { $deadline } (utsatt)
note-late = Kommet for sent
note-number = Merknad nr.
note-section = Punkt
note-remark = Merknad
note-proposed = Foreslått tekst
note-verdict = Vurdering
note-reason = Begrunnelse
note-remarks = Merknadene og vurderingen av dem
note-no-answers = Ingen av høringsinstansene har svart.
note-no-remarks = Ingen av dem som svarte, hadde merknader.
note-no-open-remarks = Ingen av svarene som er offentlige, har merknader.
note-exempt = Unntatt offentlighet: { $basis }
note-changes = Endringer i teksten etter høringen
check-list =
    { $count ->
        [one] Én ting å kontrollere før du avslutter
       *[other] { $count } ting å kontrollere før du avslutter
    }
check-help = Listen hindrer deg ikke i å avslutte.
check-unchanged = Merknaden fra { $party } til «{ $section }» er tatt til følge, helt eller delvis, men punktet er ikke endret etter høringen.
check-unchanged-general = Den generelle merknaden fra { $party } er tatt til følge, helt eller delvis, men teksten er ikke endret etter høringen.
check-unasked = «{ $section }» er endret etter høringen, men ingen merknad til punktet er tatt til følge.
check-see-remark = Se merknaden
note-no-changes = Teksten er ikke endret etter høringen.
note-before = Høringsforslaget
note-after = Ny tekst
note-tag = Emneord
note-tags = Emneord
note-tags-hint = Skill dem med komma.
note-group = Gruppe
note-group-hint = Gi merknader som handler om det samme, samme gruppenavn. Da kan de vurderes samlet.
note-assignee = Ansvarlig
note-nobody = Ingen valgt
note-due = Skal være vurdert innen
notes-title = Arbeidsnotat: ansvarlig, frist og emneord
notes-help = Arbeidsnotatet er ikke en del av saken, og kommer ikke med i merknadsdokumentet.
notes-help-many = Gjelder alle merknadene over. Tomme felt endrer ingenting.
notes-save = Lagre notatet
remark-general = Generelt
remarks-next = Vurder neste merknad
remarks-choose = Velg
remarks-choose-one = Velg { $remark } fra { $party }
remarks-chosen = Vurder de valgte samlet
remarks-together = Vurder de { $open } som gjenstår, samlet
remarks-work = Ansvarlig og frist
remarks-overdue = skulle vært vurdert { $date }
remarks-change = Se endringen i teksten
remarks-save-next = Lagre og gå til neste
left-nothing = Ingenting gjenstår. Merknadsbehandlingen kan avsluttes.
left-open = Vis dem som gjenstår
left-see = Vis
left-settle = Registrer status
left-objection = Innsigelsen fra { $party } er ikke avklart. Den stanser ikke behandlingen i kommunestyrene, men det den gjelder, får ikke virkning før den er trukket eller avgjort.
remark-filter-label = Velg merknader
remark-filter-show = Vis
remark-filter-all = Alle merknader
remark-filter-open = De som gjenstår
remark-filter-approve = De som venter på godkjenning
remark-filter-clear = Vis alle
remark-filter-none = Ingen merknader passer til valget.
remark-filter-pages = Sider
assess-title = { $party }: { $section }
assess-title-many = Vurder { $remarks } merknader samlet
assess-meanwhile = { $who } har lagret en vurdering i mellomtiden
assess-meanwhile-help = Det du skrev, står under. Lagrer du nå, blir det din vurdering som gjelder.
alike-section = Flere merknader til «{ $name }» gjenstår.
alike-group = Flere merknader i gruppen «{ $name }» gjenstår.
alike-together = Vurder sammen med { $others } til
replies-title = Bruk en begrunnelse på nytt
replies-used = Brukt for
replies-more = og { $more } til
replies-use = Bruk denne
change-title = Teksten: { $section }
change-none = Punktet er ikke endret etter høringen.
history-title = Vurderinger til nå
verdict-approved-by = Godkjent av { $who }, { $when }
verdict-unapproved = venter på godkjenning
event-verdict-approved = Vurderingen av merknad { $remark } ble godkjent
refusal-no-remark-chosen = Velg minst én merknad.
refusal-not-assessed = Merknad { $remark } er ikke vurdert, og kan ikke godkjennes ennå.
refusal-own-verdict = En annen koordinator enn den som ga vurderingen, må godkjenne den.
remarks-done =
    { $all ->
        [0] Det er ingen merknader å vurdere.
        [one] Merknaden er vurdert.
       *[other] Alle { $all } merknader er vurdert.
    }
left-approve =
    { $open ->
        [one] { $open } vurdering venter på godkjenning fra en annen koordinator.
       *[other] { $open } vurderinger venter på godkjenning fra en annen koordinator.
    }
approve-all =
    { $verdicts ->
        [one] Godkjenn vurderingen
       *[other] Godkjenn { $verdicts } vurderinger
    }
need-approve =
    { $open ->
        [one] { $open } vurdering av merknader til «{ $title }» venter på godkjenning.
       *[other] { $open } vurderinger av merknader til «{ $title }» venter på godkjenning.
    }
refusal-verdicts-must-be-approved =
    { $open ->
        [one] { $open } vurdering er ikke godkjent av en annen koordinator ennå. Alle må være godkjent før saken går videre.
       *[other] { $open } vurderinger er ikke godkjent av en annen koordinator ennå. Alle må være godkjent før saken går videre.
    }
