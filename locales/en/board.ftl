board-search = Search titles and case numbers
board-mine = Only what I must do today
board-clear = Show all
board-filter = Choose what is shown
board-words = Show in words
board-signs = Show as signs
board-csv = Download CSV
board-xlsx = Download XLSX
board-more = Show { $count } more
board-first = Do you have plans that are already in force? Create each of them as a document, save the text, and choose “Register an edition that is already in force”. Samråd will then remind you of the revision from the first day.
board-none = No documents match.
board-shown = Showing { $shown } of { $all ->
        [one] 1 document
       *[other] { $all } documents
    }. Last updated { $when }.
cell-meeting = meeting { $date }
need-hindered = The consultation on “{ $title }” could not be opened as planned. { $why }
need-approval = The consultation on “{ $title }” waits for a second person’s approval.
need-opens = The consultation on “{ $title }” opens automatically.
need-reminder = A reminder of “{ $title }” goes to { $parties }.
need-letters = See the letters
list-true = Last updated { $when }.
document-more = More actions
event-reminded-many = Reminder to { $count } municipalities: { $rung }
event-skipped-many = Reminders to { $count } municipalities were skipped: { $rungs }
state-reminder = The next reminder is sent automatically on { $date } to { $parties }.
field-change-reason-hint = Needed when the text has changed and the case goes on without a new consultation.
