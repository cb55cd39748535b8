nav-about = About this service
nav-public = Public page
front-title = Plans in consultation
front-lead = These are the plans that municipalities make together: what is out for consultation, what has been adopted, and what each municipality has stated or decided.
front-regions = Regions
front-officer = Are you a case officer?
front-officer-help = Use the link in the letter you received. You do not need to log in.
front-coordinator = Are you a coordinator?
front-log-in = Log in
public-lead = Plans and cases that the municipalities of { $region } deal with together. Everything on this page is public.
public-open = Out for consultation now
public-open-none = No consultations are open now.
public-deadline = Deadline { $deadline }.
public-matrix = How far each case has come in the municipalities
public-legend = ✓ answered without remarks, or endorsed · M remarks · F reservation · E amended text · ✗ against · – no answer, or not decided · date: council meeting.
public-valid = Documents in force
public-valid-none = No documents have been adopted yet.
public-revision = Revised
public-revising = being revised now
public-not-revised = not revised
public-past = Consultations that are over
public-closed = closed { $day }
public-follow = Follow
public-calendar = The deadlines in your calendar (ICS)
public-news = News of the cases (Atom)
public-data = The same as data (JSON)
public-text-heard = The text out for consultation
public-text-was-heard = The text that was consulted on
public-text-adopted = The adopted text
public-text-decided = The text to be decided
public-text-in-force = The text in force
public-show-text = Show the text
public-hearings = Consultations
public-span-open = Opened { $opened }, deadline { $deadline }.
public-span-closed = Opened { $opened }, closed { $closed }.
public-answers =
    { $answers ->
        [0] No answers yet.
        [one] One answer.
       *[other] { $answers } answers.
    }
public-answers-title = The answers
public-missing = No answer from { $parties }.
public-assessed = The remarks have been assessed; the assessment stands below each of them.
public-assessed-without = Nobody had any remarks.
public-received = Received { $day }
public-proposed = Proposed new text
public-editions = Adopted editions
public-edition-repealed-before = Edition { $edition } was adopted by { $body } on { $date }, case { $number }, but repealed before it came into force.
public-extract = Minutes extract
public-decisions = Decisions of the councils, edition { $edition }
public-hearing = Out for consultation. Deadline { $deadline }.
public-assessment = The consultation is over. The remarks are being assessed.
public-adoption = The text is ready to be adopted.
public-drafting-again = The text is being reworked after the consultation and will go to a new consultation.
public-in-force-meanwhile = The edition in force holds until the new one is adopted.
public-in-force-until-then = The edition before it holds until then.
public-in-force-until = The document is in force. It is due for revision { $due }.
