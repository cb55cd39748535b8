board-search = Søk i tittel og saksnummer
board-mine = Bare det jeg må gjøre i dag
board-clear = Vis alle
board-filter = Velg hva som vises
board-words = Vis med ord
board-signs = Vis med tegn
board-csv = Last ned CSV
board-xlsx = Last ned XLSX
board-more = Vis { $count } til
board-first = Har dere planer som allerede gjelder? Opprett hver av dem som et dokument, lagre teksten, og velg «Registrer en utgave som allerede gjelder». Da minner Samråd om rulleringen fra første dag.
board-none = Ingen dokumenter passer.
board-shown = Viser { $shown } av { $all ->
        [one] 1 dokument
       *[other] { $all } dokumenter
    }. Sist oppdatert { $when }.
cell-meeting = møte { $date }
need-hindered = Høringen av «{ $title }» kunne ikke åpnes som planlagt. { $why }
need-approval = Høringen av «{ $title }» venter på godkjenning fra en annen person.
need-opens = Høringen av «{ $title }» åpnes automatisk.
need-reminder = Påminnelse om «{ $title }» går til { $parties }.
need-letters = Se brevene
list-true = Sist oppdatert { $when }.
document-more = Flere handlinger
event-reminded-many = Påminnelse til { $count } kommuner: { $rung }
event-skipped-many = Påminnelser til { $count } kommuner ble hoppet over: { $rungs }
state-reminder = Neste påminnelse sendes automatisk { $date } til { $parties }.
field-change-reason-hint = Må fylles ut når teksten er endret og saken går videre uten ny høring.
