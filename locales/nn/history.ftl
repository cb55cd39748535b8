event-document-created = Dokumentet vart oppretta, med { $parties ->
    [one] 1 kommune
   *[other] { $parties } kommunar
}
event-text-saved = Teksten vart lagra som versjon { $version }, { $sections ->
    [one] 1 punkt
   *[other] { $sections } punkt
}
event-file-attached = Vedlegg lagt til: { $title }
event-case-numbered = Saksnummer: { $number }
event-related = Dokumentet { $how } «{ $title }»
event-unrelated = Samanhengen med eit anna dokument vart teken bort: { $reason }
event-hearing-opened = Høyring opna, runde { $round }: { $parties } høyringsbrev, frist { $deadline }
event-hearing-opened-limited = Avgrensa høyring opna, runde { $round }: { $parties } høyringsbrev, frist { $deadline }
event-statement-started = { $party } har begynt på svaret
event-statement-submitted = { $party } svarte: { $position }{ $remarks ->
    [0] { "" }
   *[other] { " " }({ $remarks } til vurdering)
}
event-statement-submitted-again = { $party } endra svaret: { $position }{ $remarks ->
    [0] { "" }
   *[other] { " " }({ $remarks } til vurdering)
}
event-statement-recorded = Svar frå { $party } registrert ({ $channel }): { $position }
event-statement-recorded-again = Endra svar frå { $party } registrert ({ $channel }): { $position }
event-extension-asked = { $party } bad om utsett frist: { $reason }
event-extension-asked-until = { $party } bad om frist til { $until }: { $reason }
event-deadline-extended = Fristen vart flytta til { $deadline } for alle: { $reason }
event-deadline-extended-one = Fristen for { $party } vart flytta til { $deadline }: { $reason }
event-extension-refused = { $party } fekk avslag på utsett frist: { $reason }
event-question-asked = { $party } spurde koordinatoren: { $question }
event-colleague-added = { $party } la til ein kollega på svaret
event-colleague-removed = { $party } tok ein kollega av svaret
event-treatment-hearing = { $body } i { $party } behandla høyringssvaret { $date }, sak { $number }
event-treatment-council = { $body } i { $party } gav innstilling til kommunestyret { $date }, sak { $number }
event-handed-over = { $party } overførte saka til ein annan saksbehandlar
event-disowned = { $party } melde om feil mottakar eller avsendar: { $reason }
event-invited-again = { $party } fekk nytt brev med ny lenkje
event-new-link-asked = { $party } bad om å få lenkja på nytt
event-reminded = Påminning til { $party }: { $rung }
event-reminders-skipped = Påminningar til { $party } vart hoppa over: { $rungs }
event-skipped = Hoppa over: { $rungs } ({ $why })
event-skipped-each = Hoppa over: { $rungs }
skipped-another = ei seinare påminning gjekk ut i staden
skipped-passed = det ho skulle minne om, var passert
skipped-closed = høyringa var avslutta
skipped-title = Påminningar som vart hoppa over
skipped-line = { $rung }, rekna frå { $deadline }: { $parties } ({ $why }).
skipped-notice = Varsel til koordinatorane, { $rung } ({ $why }).
event-hearing-closed = Høyringa vart avslutta
event-hearing-reopened = Høyringa vart opna igjen, frist { $deadline }: { $reason }
event-remark-assessed = Merknad { $remark } er { $verdict }: { $reason }
event-objection-settled = Motsegna frå { $party } vart avklart { $date }: { $how }. { $reason }
event-sent-to-councils = Versjon { $version } vart send til kommunestyra
event-sent-to-adoption = Versjon { $version } vart send til vedtak
event-to-be-heard-again = Teksten skal på ny høyring
event-to-be-heard-in-part = Endringane skal på ny høyring
event-meeting-planned = { $party }: saka er sett opp i kommunestyret { $date }
event-decision-recorded = { $party }: { $outcome } ({ $body } { $date }, sak { $number })
event-decision-corrected = { $party }, retta: { $outcome } ({ $body } { $date }, sak { $number })
event-decision-reconciled = Endringa frå { $party } vart avklart ({ $how }): { $reason }
event-endorsement-met = Kravet til tilslutning er oppfylt: { $for } for, { $against } imot
event-endorsement-failed = Kravet til tilslutning er ikkje oppfylt: { $for } for, { $against } imot
event-party-left = { $party } har gått ut av plansamarbeidet: { $reason }
event-objection-advanced = Motsegna frå { $party }: { $step } { $date }. { $reason }
event-leaving-noticed = { $party } melde { $received } at kommunen går ut, og er ute av arbeidet frå { $leaves }: { $reason }
event-joining-invited = { $party } er teken inn i saka og blir medlem når alle kommunestyra har vedteke avtalen.
event-joining-withdrawn = { $party } er teken ut av saka og blir ikkje medlem ved denne avtalen. Grunngiving: { $reason }
event-period-set = Teksten gjeld for ein periode fram til { $until }.
event-register-opened = Registeret for { $region } er oppretta.
event-register-begun = Registeret byrjar med { $municipalities ->
    [one] éin kommune
   *[other] { $municipalities } kommunar
  } og { $consultees ->
    [one] éin annan høyringsinstans
   *[other] { $consultees } andre høyringsinstansar
  }{ $n ->
    [0] .
   *[other] . Talet på medlemmer: { $bodies }.
  }
event-party-entered = { $name } ({ $id }) er ført i registeret: { $details }. Grunngiving: { $reason }
event-member-admitted = { $party } er medlem frå { $from }. Det følgjer av «{ $reason }», som alle kommunestyra har vedteke.
event-member-released = { $party } melde { $received } at kommunen går ut, og er medlem fram til { $leaves }. Grunngiving: { $reason }
event-party-succeeded = { $name } ({ $id }) erstattar { $parties } frå { $from }. Grunngiving: { $reason }
event-body-sized = Talet på medlemmer i { $body } er sett til { $size }. Grunngiving: { $reason }
party-population = { $n } innbyggjarar
party-nb = bokmål
party-nn = nynorsk
party-council = { $n } medlemmer i kommunestyret
party-may-object = kan fremje motsegn
event-took-effect = Vedtaket i { $party }, sak { $number }, gjeld der frå { $on }
event-checked = Kontrollen fann endringar etter høyringa i { $count ->
    [one] 1 punkt
   *[other] { $count } punkt
}: { $found }.
event-change-substantial = Endringa vart vurdert som vesentleg: { $reason }
event-change-not-substantial = Endringa vart ikkje vurdert som vesentleg: { $reason }
event-change-involves = Endringa fører med seg { $what }.
event-rests-on = Vedteke av { $body } { $date }, sak { $number }.
event-councils-decided = Vedteke av kommunestyra: { $decisions }.
event-council-decided = { $party } { $date }, sak { $number }
event-adopted = Utgåve { $edition } vart vedteken av { $body } { $date }, sak { $number }. Gjeld frå { $from }
event-edition-registered = Utgåve { $edition } vart registrert: { $body } vedtok ho { $date }, sak { $number }. Gjeld frå { $from }
event-adoption-corrected = Vedtaket av utgåve { $edition } vart retta: { $body } { $date }, sak { $number }. Gjeld frå { $from }. { $reason }
event-came-into-force = Utgåve { $edition } gjeld frå { $on }
event-returned-to-drafting = Send tilbake til utkast: { $reason }
event-withdrawn = Saka vart trekt: { $reason }
event-withdrawn-until = Rulleringa vart trekt og utsett til { $until }: { $reason }
event-revision-noticed = Varsel om rullering { $due }: { $rung }
event-revision-started = Rulleringa vart opna, med { $parties ->
    [one] 1 kommune
   *[other] { $parties } kommunar
}
event-prolonged = Verketida vart forlengd til { $until }: { $reason }
event-repealed = Dokumentet vart oppheva: { $reason }
event-reminders-paused = Påminningane er sette på pause: { $reason }
event-reminders-resumed = Påminningane er tekne opp att
event-programme-waived = Planprogram trengst ikkje: { $reason }
event-mediation-recorded = Mekling: { $step }, { $date }. { $reason }
event-land-use-marked = Arealdelen er oppgjeven: { $sections ->
        [one] { $sections } punkt
       *[other] { $sections } punkt
    }
