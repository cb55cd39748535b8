public-inspected = The consultation is open to everyone
public-inspected-help = Anyone can answer the consultation. You need not log in.
public-answer-begin = Answer the consultation
public-answers-heading = Answers from the public
public-answers-count =
    { $answers ->
        [0] Nobody among the public has answered.
        [one] One answer from the public.
       *[other] { $answers } answers from the public.
    }
public-answers-read = Read the answers
public-answers-released-only = An answer is shown here when the secretariat has gone through it.
public-answers-none = No answers are public yet.
public-answers-more = Next page
public-answer-number = Answer no. { $number }
public-answer-lead = The deadline is { $deadline }. You need not log in. When you have sent your answer, you get an e-mail with a link. The answer is handed in when you have confirmed it.
public-answer-name = Name
public-answer-name-hint = Your name becomes public with your answer.
public-answer-address = E-mail address
public-answer-address-hint = The link and the receipt are sent here. The address does not become public.
public-answer-about = What the answer is about
public-answer-whole = The whole document
public-answer-text = Your answer
public-answer-files = Attachments
public-answer-files-hint = Up to five files, 25 MB in all: PDF, DOCX, ODT, XLSX, PNG, JPEG or plain text.
public-answer-files-again = The browser does not remember the files. Choose them again.
public-answer-consent = I know that my name, the answer and the attachments become public.
public-answer-next = The answer is not public until the secretariat has gone through it. Information that is confidential by law is exempted.
public-answer-send = Send the answer
public-answer-closed = The consultation takes no more answers.
public-answer-full = Too many answers are coming in just now. Try again in a little while. What you wrote is still here.
public-answer-too-many-here = Many answers have come from this network address in a short time. Try again in a few minutes. What you wrote is still here.
public-answer-too-many-letters = This e-mail address has been sent several links that are not used. Confirm one of the answers, or try again later.
public-answer-name-missing = Write your name.
public-answer-name-long = The name is too long.
public-answer-section-gone = Choose what the answer is about.
public-answer-text-missing = Write your answer.
public-answer-text-long = The answer is too long. Attach it as a file.
public-answer-consent-missing = Confirm that you know what becomes public.
public-answer-files-many = Choose up to five files.
public-answer-sent-title = Look for our e-mail
public-answer-sent-next = The answer has not been handed in yet
public-answer-sent-help = We have sent an e-mail with a link. Open it and confirm your answer to the consultation on “{ $title }”.
public-answer-sent-missing = If it has not come within a few minutes, look in your spam folder or send the answer again.
public-confirm-title = Confirm the answer
public-confirm-help = The answer has not been handed in yet. Look it over and confirm it by { $until }.
public-confirm-answer = This answer is handed in
public-confirm-consent = The name, the answer and the attachments become public when the secretariat has gone through them. The e-mail address does not become public.
public-confirm-button = Confirm and hand in the answer
public-confirm-gone = The link does not work. Perhaps it was cut off, or the answer was not confirmed in time and is erased. You can send it again as long as the consultation is open.
public-received-title = The answer is handed in
public-received-line = Answer no. { $number }, received { $day }
public-received-help = A receipt comes by e-mail.
public-waits = The answer has come, and becomes public when the secretariat has gone through it.
public-redacted-file = Redacted version (file)
public-reservation-exempt = The wording is exempt from disclosure: { $basis }
public-answers-groups =
    { $answers ->
        [0] Nobody among the public has answered.
        [one] One answer from the public
       *[other] { $answers } answers from the public, { $groups } of them different
    }
public-answers-desk-help = Answers with the same words stand together and get one verdict. Each answer counts. They are never counted among the municipalities’ answers.
public-answers-waiting =
    { $answers ->
        [one] One answer has not been gone through.
       *[other] { $answers } answers have not been gone through.
    }
public-answers-release-all = Make all answers up to no. { $through } public
public-answers-show-all = Show all answers
public-answers-show-open = Show only answers without a verdict
public-answers-none-here = No answers to show.
public-group-many = { $answers } answers alike, the first is no. { $group }
public-group-waiting =
    { $answers ->
        [one] One answer has not been gone through
       *[other] { $answers } answers have not been gone through
    }
public-group-release = Make public
public-group-released = Public
public-group-see = Show all { $answers }
public-group-assess = Verdict
public-group-save =
    { $answers ->
        [one] Save the verdict
       *[other] Save the verdict on { $answers } answers
    }
public-group-title = Answers like no. { $group }
public-answer-nr = No.
public-answer-disclosure = Disclosure
public-answer-do = Action
public-answer-waits = Not gone through
public-answer-release = Make public
act-assess-public-answers = Answers from the public
act-exempt-public-answer = Exempt from disclosure
act-exempt-public-answer-help = The answer is not shown on the public pages. Add a redacted version, as text or as a file, if part of it can be public.
act-exempt-item = Exempt an attachment, an extract or a reservation
act-exempt-item-help = Choose a file, or the municipality that made a reservation. It is not shown on the public pages. Add a redacted version if part of it can be public.
act-disclose-item = Disclose exempt attachments
act-disclose-item-help = Choose the file or the reservation that is to be shown on the public pages again. The exemption stays in the log.
field-hash = File
field-number = Answer no.
field-case = Case in the document’s history
field-round = Round of consultation
event-public-answers-counted = The answers from the public were counted: { $answers } answers, { $groups } of them different
event-public-answer-released = Answer no. { $number } from the public was made public
event-public-group-released = The answers from the public that are like no. { $group } were made public, up to no. { $through }
event-public-answers-released = Answers no. { $from }–{ $through } from the public were made public
event-public-answer-exempted = Answer no. { $number } from the public was exempted from disclosure ({ $basis })
event-public-answers-assessed =
    { $answers ->
        [one] Answer no. { $group } from the public: { $verdict }. { $reason }
       *[other] { $answers } answers from the public like no. { $group }: { $verdict }. { $reason }
    }
event-statement-released = The statement from { $party } was made public
event-file-exempted = A file was exempted from disclosure ({ $basis })
event-file-disclosed = A file is public again: { $reason }
event-reservation-exempted = The reservation of { $party } was exempted from disclosure ({ $basis })
event-reservation-disclosed = The reservation of { $party } is public again: { $reason }
sign-waits = Has answered. The answer is not public yet
need-release = The answer from { $party } to the consultation on “{ $title }” has not been made public.
need-public-answers =
    { $answers ->
        [one] One answer from the public to the consultation on “{ $title }” has not been gone through.
       *[other] { $answers } answers from the public to the consultation on “{ $title }” have not been gone through.
    }
need-weigh-public =
    { $open ->
        [one] One answer from the public to “{ $title }” has no verdict.
       *[other] { $open } different answers from the public to “{ $title }” have no verdict.
    }
refusal-item-missing = Choose either a file or the municipality that made a reservation.
refusal-public-answers-must-be-assessed =
    { $open ->
        [one] One answer from the public has no verdict.
       *[other] { $open } different answers from the public have no verdict.
    }
refusal-public-answers-not-counted = The answers from the public have not been counted yet. That happens automatically when the consultation is closed. Try again in a little while.
refusal-public-answers-not-for-kind = The consultation was not open to everyone. There are no answers from the public.
refusal-public-answer-unknown = There is no such answer, or it is done already.
refusal-verdict-missing = Choose a verdict.
role-public = from the public
letter-public-answer-link = confirmation of an answer from the public
letter-public-answer-receipt = receipt for an answer from the public
note-public = Answers from the public
note-public-count = Answers
note-public-more =
    { $groups ->
        [one] One more different answer stands on the page with all answers.
       *[other] { $groups } more different answers stand on the page with all answers.
    }
note-public-verdicts = { $answers } answers: { $verdict }
case-paper-public =
    { $answers ->
        [0] Nobody among the public answered the consultation.
        [one] One answer came from the public.
       *[other] { $answers } answers came from the public.
    }
event-public-verdict-approved = The assessment of the answers from the public that are like no. { $group } was approved
left-approve-public =
    { $open ->
        [one] { $open } assessment of answers from the public is waiting for another coordinator’s approval.
       *[other] { $open } assessments of answers from the public are waiting for another coordinator’s approval.
    }
need-approve-public =
    { $open ->
        [one] { $open } assessment of answers from the public on “{ $title }” is waiting for approval.
       *[other] { $open } assessments of answers from the public on “{ $title }” are waiting for approval.
    }
digest-public-waiting =
    { $answers ->
        [one] { $title }: One answer from the public has not been gone through. It came on { $since }.
       *[other] { $title }: { $answers } answers from the public have not been gone through. The oldest came on { $since }.
    }
