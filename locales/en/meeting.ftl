# Meetings of the region's own bodies
meeting-title = Meeting of { $body } on { $date }
meeting-form-in-person = in person
meeting-form-remote = remote meeting
meeting-form-written = decided in writing
item-line = Case { $number }: { $title }
item-closed = Dealt with behind closed doors ({ $basis })
item-adopted = adopted
item-rejected = not adopted
item-postponed = postponed
item-noted = noted
item-casting = the chair’s vote decided
person-unnamed = a person who is not named
event-elected = { $party } has elected { $members ->
        [one] { $members } member
       *[other] { $members } members
    } and { $deputies ->
        [one] { $deputies } deputy
       *[other] { $deputies } deputies
    } to { $body } from { $from }. Reason: { $reason }
event-meeting-arranged = The meeting was arranged: { $when }
event-meeting-moved = The meeting was moved: { $when }. Reason: { $reason }
event-meeting-item-added = Item added: { $title }
event-meeting-item-changed = Item changed: { $title }
event-meeting-item-removed = Item { $item } was taken off the agenda. Reason: { $reason }
event-meeting-item-ordered = Item { $item } was moved to place { $place } of the agenda
event-meeting-called = The notice was sent to { $members ->
        [one] { $members } member
       *[other] { $members } members
    }, their deputies and the chief executives. { $reason }
event-meeting-items-numbered = The items were given the numbers { $first } to { $last }
event-meeting-absence = { $person } cannot attend. { $deputy } was called. Reason: { $reason }
event-meeting-absence-nobody = { $person } cannot attend. There is no deputy to call. Reason: { $reason }
event-meeting-opened = The meeting was opened with { $present ->
        [one] { $present } present
       *[other] { $present } present
    }. Chair: { $person }
event-meeting-disqualified = { $person } is disqualified in item { $item } ({ $basis })
event-meeting-proposal = { $person } put a proposal in item { $item }
event-meeting-decided = Item { $item }: { $outcome }
event-meeting-carried-out = The decision in item { $item } has been entered in the document
event-meeting-hindered = The decision in item { $item } could not be entered in the document. { $why }
event-meeting-closed = The meeting was closed
event-meeting-minutes-approved = The minutes were approved
event-meeting-cancelled = The meeting was cancelled. Reason: { $reason }
