# Møter i regionens egne organer
meeting-title = Møte i { $body } { $date }
meeting-form-in-person = fysisk møte
meeting-form-remote = fjernmøte
meeting-form-written = skriftlig behandling
item-line = Sak { $number }: { $title }
item-closed = Behandles for lukkede dører ({ $basis })
item-adopted = vedtatt
item-rejected = ikke vedtatt
item-postponed = utsatt
item-noted = tatt til orientering
item-casting = møtelederens stemme avgjorde
person-unnamed = en person som ikke er navngitt
event-elected = { $party } har valgt { $members ->
        [one] { $members } medlem
       *[other] { $members } medlemmer
    } og { $deputies ->
        [one] { $deputies } varamedlem
       *[other] { $deputies } varamedlemmer
    } til { $body } fra { $from }. Begrunnelse: { $reason }
event-meeting-arranged = Møtet ble satt opp: { $when }
event-meeting-moved = Møtet ble flyttet: { $when }. Begrunnelse: { $reason }
event-meeting-item-added = Sak satt opp: { $title }
event-meeting-item-changed = Sak endret: { $title }
event-meeting-item-removed = Sak { $item } ble tatt av sakslisten. Begrunnelse: { $reason }
event-meeting-item-ordered = Sak { $item } ble flyttet til plass { $place } på sakslisten
event-meeting-called = Innkallingen ble sendt til { $members ->
        [one] { $members } medlem
       *[other] { $members } medlemmer
    }, varamedlemmene og kommunedirektørene. { $reason }
event-meeting-items-numbered = Sakene fikk nummer { $first } til { $last }
event-meeting-absence = { $person } har meldt forfall. { $deputy } ble kalt inn. Begrunnelse: { $reason }
event-meeting-absence-nobody = { $person } har meldt forfall. Det er ingen varamedlem å kalle inn. Begrunnelse: { $reason }
event-meeting-opened = Møtet ble satt med { $present ->
        [one] { $present } til stede
       *[other] { $present } til stede
    }. Møteleder: { $person }
event-meeting-disqualified = { $person } er inhabil i sak { $item } ({ $basis })
event-meeting-proposal = { $person } la fram et forslag i sak { $item }
event-meeting-decided = Sak { $item }: { $outcome }
event-meeting-carried-out = Vedtaket i sak { $item } er ført inn i dokumentet
event-meeting-hindered = Vedtaket i sak { $item } kunne ikke føres inn i dokumentet. { $why }
event-meeting-closed = Møtet ble hevet
event-meeting-minutes-approved = Møteboken ble godkjent
event-meeting-cancelled = Møtet ble avlyst. Begrunnelse: { $reason }
