event-document-created = Dokumentet ble opprettet, med { $parties ->
    [one] 1 kommune
   *[other] { $parties } kommuner
}
event-text-saved = Teksten ble lagret som versjon { $version }, { $sections ->
    [one] 1 punkt
   *[other] { $sections } punkter
}
event-file-attached = Vedlegg lagt til: { $title }
event-case-numbered = Saksnummer: { $number }
event-related = Dokumentet { $how } «{ $title }»
event-unrelated = Sammenhengen med et annet dokument ble tatt bort: { $reason }
event-hearing-opened = Høring åpnet, runde { $round }: { $parties } høringsbrev, frist { $deadline }
event-hearing-opened-limited = Avgrenset høring åpnet, runde { $round }: { $parties } høringsbrev, frist { $deadline }
event-statement-started = { $party } har begynt på svaret
event-statement-submitted = { $party } svarte: { $position }{ $remarks ->
    [0] { "" }
   *[other] { " " }({ $remarks } til vurdering)
}
event-statement-submitted-again = { $party } endret svaret: { $position }{ $remarks ->
    [0] { "" }
   *[other] { " " }({ $remarks } til vurdering)
}
event-statement-recorded = Svar fra { $party } registrert ({ $channel }): { $position }
event-statement-recorded-again = Endret svar fra { $party } registrert ({ $channel }): { $position }
event-extension-asked = { $party } ba om utsatt frist: { $reason }
event-extension-asked-until = { $party } ba om frist til { $until }: { $reason }
event-deadline-extended = Fristen ble flyttet til { $deadline } for alle: { $reason }
event-deadline-extended-one = Fristen for { $party } ble flyttet til { $deadline }: { $reason }
event-extension-refused = { $party } fikk avslag på utsatt frist: { $reason }
event-question-asked = { $party } spurte koordinatoren: { $question }
event-colleague-added = { $party } la til en kollega på svaret
event-colleague-removed = { $party } tok en kollega av svaret
event-treatment-hearing = { $body } i { $party } behandlet høringssvaret { $date }, sak { $number }
event-treatment-council = { $body } i { $party } ga innstilling til kommunestyret { $date }, sak { $number }
event-handed-over = { $party } overførte saken til en annen saksbehandler
event-disowned = { $party } meldte om feil mottaker eller avsender: { $reason }
event-invited-again = { $party } fikk nytt brev med ny lenke
event-new-link-asked = { $party } ba om å få lenken på nytt
event-reminded = Påminnelse til { $party }: { $rung }
event-reminders-skipped = Påminnelser til { $party } ble hoppet over: { $rungs }
event-skipped = Hoppet over: { $rungs } ({ $why })
event-skipped-each = Hoppet over: { $rungs }
skipped-another = en senere påminnelse gikk ut i stedet
skipped-passed = det den skulle minne om, var passert
skipped-closed = høringen var avsluttet
skipped-title = Påminnelser som ble hoppet over
skipped-line = { $rung }, regnet fra { $deadline }: { $parties } ({ $why }).
skipped-notice = Varsel til koordinatorene, { $rung } ({ $why }).
event-hearing-closed = Høringen ble avsluttet
event-hearing-reopened = Høringen ble åpnet igjen, frist { $deadline }: { $reason }
event-remark-assessed = Merknad { $remark } { $verdict }: { $reason }
event-objection-settled = Innsigelsen fra { $party } ble avklart { $date }: { $how }. { $reason }
event-sent-to-councils = Versjon { $version } ble sendt til kommunestyrene
event-sent-to-adoption = Versjon { $version } ble sendt til vedtak
event-to-be-heard-again = Teksten skal på ny høring
event-to-be-heard-in-part = Endringene skal på ny høring
event-meeting-planned = { $party }: saken er satt opp i kommunestyret { $date }
event-decision-recorded = { $party }: { $outcome } ({ $body } { $date }, sak { $number })
event-decision-corrected = { $party }, rettet: { $outcome } ({ $body } { $date }, sak { $number })
event-decision-reconciled = Endringen fra { $party } ble avklart ({ $how }): { $reason }
event-endorsement-met = Kravet til tilslutning er oppfylt: { $for } for, { $against } imot
event-endorsement-failed = Kravet til tilslutning er ikke oppfylt: { $for } for, { $against } imot
event-party-left = { $party } har trådt ut av plansamarbeidet: { $reason }
event-objection-advanced = Innsigelsen fra { $party }: { $step } { $date }. { $reason }
event-leaving-noticed = { $party } meldte { $received } at kommunen går ut, og er ute av arbeidet fra { $leaves }: { $reason }
event-joining-invited = { $party } er tatt inn i saken og blir medlem når alle kommunestyrene har vedtatt avtalen.
event-joining-withdrawn = { $party } er tatt ut av saken og blir ikke medlem ved denne avtalen. Begrunnelse: { $reason }
event-period-set = Teksten gjelder for en periode fram til { $until }.
event-register-opened = Registeret for { $region } er opprettet.
event-register-begun = Registeret begynner med { $municipalities ->
    [one] én kommune
   *[other] { $municipalities } kommuner
  } og { $consultees ->
    [one] én annen høringsinstans
   *[other] { $consultees } andre høringsinstanser
  }{ $n ->
    [0] .
   *[other] . Antall medlemmer: { $bodies }.
  }
event-party-entered = { $name } ({ $id }) er ført i registeret: { $details }. Begrunnelse: { $reason }
event-member-admitted = { $party } er medlem fra { $from }. Det følger av «{ $reason }», som alle kommunestyrene har vedtatt.
event-member-released = { $party } meldte { $received } at kommunen går ut, og er medlem fram til { $leaves }. Begrunnelse: { $reason }
event-party-succeeded = { $name } ({ $id }) erstatter { $parties } fra { $from }. Begrunnelse: { $reason }
event-body-sized = Antall medlemmer i { $body } er satt til { $size }. Begrunnelse: { $reason }
party-population = { $n } innbyggere
party-nb = bokmål
party-nn = nynorsk
party-council = { $n } medlemmer i kommunestyret
party-may-object = kan fremme innsigelse
event-took-effect = Vedtaket i { $party }, sak { $number }, gjelder der fra { $on }
event-checked = Kontrollen fant endringer etter høringen i { $count ->
    [one] 1 punkt
   *[other] { $count } punkter
}: { $found }.
event-change-substantial = Endringen ble vurdert som vesentlig: { $reason }
event-change-not-substantial = Endringen ble ikke vurdert som vesentlig: { $reason }
event-change-involves = Endringen medfører { $what }.
event-rests-on = Vedtatt av { $body } { $date }, sak { $number }.
event-councils-decided = Vedtatt av kommunestyrene: { $decisions }.
event-council-decided = { $party } { $date }, sak { $number }
event-adopted = Utgave { $edition } ble vedtatt av { $body } { $date }, sak { $number }. Gjelder fra { $from }
event-edition-registered = Utgave { $edition } ble registrert: { $body } vedtok den { $date }, sak { $number }. Gjelder fra { $from }
event-adoption-corrected = Vedtaket av utgave { $edition } ble rettet: { $body } { $date }, sak { $number }. Gjelder fra { $from }. { $reason }
event-came-into-force = Utgave { $edition } gjelder fra { $on }
event-returned-to-drafting = Sendt tilbake til utkast: { $reason }
event-withdrawn = Saken ble trukket: { $reason }
event-withdrawn-until = Rulleringen ble trukket og utsatt til { $until }: { $reason }
event-revision-noticed = Varsel om rullering { $due }: { $rung }
event-revision-started = Rulleringen ble åpnet, med { $parties ->
    [one] 1 kommune
   *[other] { $parties } kommuner
}
event-prolonged = Virketiden ble forlenget til { $until }: { $reason }
event-repealed = Dokumentet ble opphevet: { $reason }
event-reminders-paused = Påminnelsene er satt på pause: { $reason }
event-reminders-resumed = Påminnelsene er gjenopptatt
event-programme-waived = Planprogram trengs ikke: { $reason }
event-mediation-recorded = Mekling: { $step }, { $date }. { $reason }
event-land-use-marked = Arealdelen er angitt: { $sections ->
        [one] { $sections } punkt
       *[other] { $sections } punkter
    }
