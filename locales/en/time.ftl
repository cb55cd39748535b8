coming-title = Letters to come
coming-help = These letters are sent automatically in the next 90 days if nobody does anything. Those who answer are reminded no more.
coming-nothing = No letters are planned.
coming-now = Send now
coming-pause = Pause
coming-to = { $party }, { $role }
job-revision = brings adopted editions into force, gives notice of revisions, and opens those that are due
job-reminders = sends reminders, and opens and closes consultations on the days set
job-digest = sends the coordinators a digest, with the day’s checksum
job-seal = stores the day’s checksum of the log
calendar-deadline = Consultation deadline: { $title }
calendar-deadline-own = Consultation deadline for { $party }: { $title }
deadline-own = Extended to { $deadline } for { $parties }.
alarm-clock-waking = Samråd has been out of operation. The clock is checked before anything is sent.
alarm-clock-stopped = Samråd last looked at the clock more than 30 days ago. Nothing is sent until someone has seen that the clock is right.
alarm-clock-apart = This machine’s clock and the database’s are more than five minutes apart. Nothing is sent from here.
alarm-mail = The mail server rejects us, and no letters are sent. It said: { $said }
alarm-mail-away = The mail server cannot be reached. Letters wait in order and are sent when it is back. The error was: { $said }
alarm-late = { $count ->
    [one] 1 letter that must not be left out is more than three days late and is not sent until you start sending.
   *[other] { $count } letters that must not be left out are more than three days late and are not sent until you start sending.
}
alarm-release = The clock is right – start sending
alarm-held = The database was restored from a backup, copied or moved, and no letters are sent. Look through the letters that wait and cancel those that were sent before. Then start sending.
alarm-accept = This database is the right one – start sending
letter-retry = Send again
letter-cancel = Cancel the letter
letter-change-address = Change the address
test-mail-subject = A test from Samråd
test-mail-text = This is a test. If it arrives, Samråd can send letters from here.
