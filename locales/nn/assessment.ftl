note-title = Merknadsdokument: { $title }
note-open = Merknadsdokumentet
note-nav = Last ned og språk
note-docx = Last ned som Word
note-xlsx = Excel
note-csv = CSV
note-language = Språk i dokumentet
note-hearing = Høyring { $n }
note-case-number = Saksnummer
note-scope = Høyringa gjaldt
note-scope-full = heile teksten
note-scope-limited = det som var endra sidan førre høyring
note-period = Periode
note-period-words = { $from } til { $until }
note-closed = Avslutta
note-still-open = Høyringa er ikkje avslutta.
note-answers = Svar
note-answers-words = { $answered } av { $asked } høyringsinstansar har svart
note-version-heard = Teksten som var på høyring
note-asked = Høyringsinstansar og svar
note-party = Høyringsinstans
note-answer = Svar
note-received = Motteke
note-deadline = Frist
note-deadline-own = { $deadline } (utsett)
note-late = Kome for seint
note-number = Merknad nr.
note-section = Punkt
note-remark = Merknad
note-proposed = Framlegg til tekst
note-verdict = Vurdering
note-reason = Grunngiving
note-remarks = Merknadene og vurderinga av dei
note-no-answers = Ingen av høyringsinstansane har svart.
note-no-remarks = Ingen av dei som svarte, hadde merknader.
note-no-open-remarks = Ingen av svara som er offentlege, har merknader.
note-exempt = Unnateke frå innsyn: { $basis }
note-changes = Endringar i teksten etter høyringa
check-list =
    { $count ->
        [one] Éin ting å kontrollere før du avsluttar
       *[other] { $count } ting å kontrollere før du avsluttar
    }
check-help = Lista hindrar deg ikkje i å avslutte.
check-unchanged = Merknaden frå { $party } til «{ $section }» er teken til følgje, heilt eller delvis, men punktet er ikkje endra etter høyringa.
check-unchanged-general = Den generelle merknaden frå { $party } er teken til følgje, heilt eller delvis, men teksten er ikkje endra etter høyringa.
check-unasked = «{ $section }» er endra etter høyringa, men ingen merknad til punktet er teken til følgje.
check-see-remark = Sjå merknaden
note-no-changes = Teksten er ikkje endra etter høyringa.
note-before = Høyringsframlegget
note-after = Ny tekst
note-tag = Emneord
note-tags = Emneord
note-tags-hint = Skil dei med komma.
note-group = Gruppe
note-group-hint = Gi merknader som handlar om det same, same gruppenamn. Då kan dei vurderast samla.
note-assignee = Ansvarleg
note-nobody = Ingen vald
note-due = Skal vere vurdert innan
notes-title = Arbeidsnotat: ansvarleg, frist og emneord
notes-help = Arbeidsnotatet er ikkje ein del av saka, og kjem ikkje med i merknadsdokumentet.
notes-help-many = Gjeld alle merknadene over. Tomme felt endrar ingenting.
notes-save = Lagre notatet
remark-general = Generelt
remarks-next = Vurder neste merknad
remarks-choose = Vel
remarks-choose-one = Vel { $remark } frå { $party }
remarks-chosen = Vurder dei valde samla
remarks-together = Vurder dei { $open } som står att, samla
remarks-work = Ansvarleg og frist
remarks-overdue = skulle vore vurdert { $date }
remarks-change = Sjå endringa i teksten
remarks-save-next = Lagre og gå til neste
left-nothing = Ingenting står att. Merknadsbehandlinga kan avsluttast.
left-open = Vis dei som står att
left-see = Vis
left-settle = Registrer status
left-objection = Motsegna frå { $party } er ikkje avklart. Ho stansar ikkje behandlinga i kommunestyra, men det ho gjeld, får ikkje verknad før ho er trekt eller avgjord.
remark-filter-label = Vel merknader
remark-filter-show = Vis
remark-filter-all = Alle merknader
remark-filter-open = Dei som står att
remark-filter-approve = Dei som ventar på godkjenning
remark-filter-clear = Vis alle
remark-filter-none = Ingen merknader passar til valet.
remark-filter-pages = Sider
assess-title = { $party }: { $section }
assess-title-many = Vurder { $remarks } merknader samla
assess-meanwhile = { $who } har lagra ei vurdering i mellomtida
assess-meanwhile-help = Det du skreiv, står under. Lagrar du no, blir det vurderinga di som gjeld.
alike-section = Fleire merknader til «{ $name }» står att.
alike-group = Fleire merknader i gruppa «{ $name }» står att.
alike-together = Vurder saman med { $others } til
replies-title = Bruk ei grunngiving på nytt
replies-used = Brukt for
replies-more = og { $more } til
replies-use = Bruk denne
change-title = Teksten: { $section }
change-none = Punktet er ikkje endra etter høyringa.
history-title = Vurderingar til no
verdict-approved-by = Godkjend av { $who }, { $when }
verdict-unapproved = ventar på godkjenning
event-verdict-approved = Vurderinga av merknad { $remark } vart godkjend
refusal-no-remark-chosen = Vel minst éin merknad.
refusal-not-assessed = Merknad { $remark } er ikkje vurdert, og kan ikkje godkjennast enno.
refusal-own-verdict = Ein annan koordinator enn den som gav vurderinga, må godkjenne ho.
remarks-done =
    { $all ->
        [0] Det er ingen merknader å vurdere.
        [one] Merknaden er vurdert.
       *[other] Alle { $all } merknader er vurderte.
    }
left-approve =
    { $open ->
        [one] { $open } vurdering ventar på godkjenning frå ein annan koordinator.
       *[other] { $open } vurderingar ventar på godkjenning frå ein annan koordinator.
    }
approve-all =
    { $verdicts ->
        [one] Godkjenn vurderinga
       *[other] Godkjenn { $verdicts } vurderingar
    }
need-approve =
    { $open ->
        [one] { $open } vurdering av merknader til «{ $title }» ventar på godkjenning.
       *[other] { $open } vurderingar av merknader til «{ $title }» ventar på godkjenning.
    }
refusal-verdicts-must-be-approved =
    { $open ->
        [one] { $open } vurdering er ikkje godkjend av ein annan koordinator enno. Alle må vere godkjende før saka går vidare.
       *[other] { $open } vurderingar er ikkje godkjende av ein annan koordinator enno. Alle må vere godkjende før saka går vidare.
    }
