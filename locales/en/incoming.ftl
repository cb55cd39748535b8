incoming-title = Mail received
incoming-help = Answers to our letters, and letters that came back. An answer by e-mail does not count until the municipality has confirmed it or you have recorded it.
incoming-none = No e-mail has come in.
incoming-from = From
incoming-kind = What it is
incoming-no-subject = No subject
incoming-reply = answer
incoming-bounce = came back
incoming-unknown = unknown
incoming-channel = e-mail
incoming-record-help = The answer is recorded as the municipality’s, with the text and attachments above. The municipality gets a receipt.
track-mailed = Answer by e-mail, not confirmed
answer-mailed = We received your answer by e-mail { $when }. It counts once you have looked it over and sent it here.
incoming-unplaced = not placed
incoming-automatic = automatic answer
incoming-report = delivery report
incoming-complaint = reported as unwanted
incoming-nobody = an unknown sender
incoming-waits = to be followed up
incoming-said = The server said
incoming-cut = Quoted text in the message
incoming-original = Download the message as it came
incoming-unnamed = Without a name
incoming-more = { $count ->
    [one] And 1 more attachment
   *[other] And { $count } more attachments
}
incoming-reason-picture = a picture in the text, such as a logo
incoming-reason-number = more attachments than are kept
incoming-reason-file-empty = the file is empty
incoming-reason-file-too-large = the file is too large
incoming-reason-file-kind = files of this type are not kept
incoming-reason-file-locked = the file is locked with a password, or against being changed or copied
incoming-reason-file-old-office = an old type of Word or Excel file
incoming-reason-file-too-many-parts = the file has too many parts
incoming-reason-file-too-much = the file is too large when it is unpacked
incoming-reason-file-link = the file holds the link in our letter
incoming-warning-no-letter = The message answers no letter from here. Check who the sender is before you use what it says.
incoming-warning-sender = The message answers a letter from here, but the sender’s address does not belong to those the letter went to. It does not count as an answer until you have placed it.
incoming-warning-forged = The mail server says that the sender is not who is stated.
incoming-warning-unproven = The message about the letter did not come to the return address and cannot be confirmed. The letter stands as it did.
incoming-warning-unsure = The message may be an automatic reply. Read it, and record the answer or mark it as done.
incoming-warning-too-large = The message was too large to be taken in. Only its subject and sender are kept.
incoming-warning-unreadable = The message could not be read. It can be downloaded as it came.
incoming-warning-shortened = The text is too long to be shown in full. The whole message can be downloaded.
incoming-placed = Placed by { $who } { $when }.
incoming-settled = { $who } was done with the message { $when }.
incoming-answered = An answer from the municipality was recorded { $when }. Messages that had come by then count as answered.
incoming-reopen = Take it up again
incoming-reopen-help = The message then waits for you again, and can be recorded as an answer.
incoming-edit = Correct the text first
incoming-settle = Done with the message
incoming-settle-help = The message stays here, but no longer stands on the board.
incoming-place = Place the message
incoming-place-help = Choose which document the message concerns and whose answer it is. Then the answer can be recorded.
incoming-party = Whose answer it is
incoming-place-wrong = The one you have chosen takes no part in the consultation on this document.
incoming-place-not = The message cannot be placed. The answer may have been recorded already.
incoming-channel-placed = e-mail, placed by the coordinator
need-mail-reply = { $party } has answered by e-mail about “{ $title }”. The answer has not been recorded.
need-mail-unplaced = Mail from { $sender } has not been placed.
need-mail-look = Mail from { $sender } must be followed up.
need-mail-more = { $count ->
    [one] 1 more message must be followed up.
   *[other] { $count } more messages must be followed up.
}
need-mail-see = See the message
