# Møte i regionens eigne organ
meeting-title = Møte i { $body } { $date }
meeting-form-in-person = fysisk møte
meeting-form-remote = fjernmøte
meeting-form-written = skriftleg handsaming
item-line = Sak { $number }: { $title }
item-closed = Blir handsama for lukka dører ({ $basis })
item-adopted = vedteken
item-rejected = ikkje vedteken
item-postponed = utsett
item-noted = teken til orientering
item-casting = stemma til møteleiaren avgjorde
person-unnamed = ein person som ikkje er namngjeven
event-elected = { $party } har valt { $members ->
        [one] { $members } medlem
       *[other] { $members } medlemmer
    } og { $deputies ->
        [one] { $deputies } varamedlem
       *[other] { $deputies } varamedlemmer
    } til { $body } frå { $from }. Grunngiving: { $reason }
event-meeting-arranged = Møtet vart sett opp: { $when }
event-meeting-moved = Møtet vart flytta: { $when }. Grunngiving: { $reason }
event-meeting-item-added = Sak sett opp: { $title }
event-meeting-item-changed = Sak endra: { $title }
event-meeting-item-removed = Sak { $item } vart teken av saklista. Grunngiving: { $reason }
event-meeting-item-ordered = Sak { $item } vart flytta til plass { $place } på saklista
event-meeting-called = Innkallinga vart send til { $members ->
        [one] { $members } medlem
       *[other] { $members } medlemmer
    }, varamedlemmene og kommunedirektørane. { $reason }
event-meeting-items-numbered = Sakene fekk nummer { $first } til { $last }
event-meeting-absence = { $person } har meldt forfall. { $deputy } vart kalla inn. Grunngiving: { $reason }
event-meeting-absence-nobody = { $person } har meldt forfall. Det er ingen varamedlem å kalle inn. Grunngiving: { $reason }
event-meeting-opened = Møtet vart sett med { $present ->
        [one] { $present } til stades
       *[other] { $present } til stades
    }. Møteleiar: { $person }
event-meeting-disqualified = { $person } er inhabil i sak { $item } ({ $basis })
event-meeting-proposal = { $person } la fram eit forslag i sak { $item }
event-meeting-decided = Sak { $item }: { $outcome }
event-meeting-carried-out = Vedtaket i sak { $item } er ført inn i dokumentet
event-meeting-hindered = Vedtaket i sak { $item } kunne ikkje førast inn i dokumentet. { $why }
event-meeting-closed = Møtet vart heva
event-meeting-minutes-approved = Møteboka vart godkjend
event-meeting-cancelled = Møtet vart avlyst. Grunngiving: { $reason }
