skip-to-content = Skip to content
demo-clock = Demo clock
demo-one-day = + 1 day
demo-one-week = + 1 week
demo-mailbox = Mailbox ({ $count })
nav-main = Main menu
nav-language = Language
nav-board = Board
nav-documents = Documents
nav-letters = Letters
nav-contacts = Contacts
language-name = English
signed-in-as = Signed in as { $name }.
log-out = Log out
problems-title = Please correct this before you go on
fault-title = That did not work
fault-way-out = To the front page
fault-not-found = There is no such page. The address may be misspelt, or you do not have access to it.
fault-forbidden = The request came from another site and was stopped. Nothing has changed.
fault-too-many = Too many links that do not work were tried from here. Wait a little and try again. The link in the letter you got works as before.
fault-busy = The system is busy right now. Nothing has changed. Please try again shortly.
fault-newer = The document was changed by a newer version of Samråd than the one answering here, and stays as it is until this one is upgraded too. Please try again shortly.
fault-broken = Something went wrong on our side. Nothing has changed. The error is in the log.
fault-key-reused = The same form was sent before with other content. Open the page again and try once more.
fault-unreadable = The form could not be read. Nothing has changed. Go back and try again.

# A workbook.
table-cut = (The text is cut here, because a cell of a workbook holds no more. The whole of it is in the CSV file.)
