# Everything that voters and observers read in booth, check page and audit page.
# Plain words: sentences that a person understands who has never heard of cryptography.

## Frame

skip = Skip to the content
navigation = Pages
languages = Language
details = Details
copy = Copy
copied = Copied.
copy-failed = Copying did not work here. Please select the text and copy it.
try-again = Try again
link-elections = All elections
link-view = Public page of this election
link-check = Check a ballot

## Waiting and lost connections

progress = { $doing } { $percent } ({ $size })
pause-lost = The connection was lost
pause-busy = The server is busy just now
pause-storage = The server cannot store any ballots at the moment
pause-clock = The server takes no ballots at the moment, because its clock may be wrong
pause-often = Several ballots were cast with your code in a short time
pause-next =
    { $seconds ->
        [one] It continues by itself in a second. You don’t need to do anything.
       *[other] It continues by itself in { $seconds } seconds at the latest. You don’t need to do anything.
    }
pause-minutes = Please leave this page open. It continues by itself in about { $minutes } minutes.
pause-operator = The people who run the server must fix this first. Please leave this page open: it keeps trying by itself. If it takes long, tell the election office.
pause-now = Try again now

## What may go wrong

trouble-connection = There is no connection to the server at the moment.
trouble-machine = This page did not work as it should. Please reload it; if that does not help, try another browser or another device.
trouble-file = This file cannot be read. If it is stored in a cloud, download it to this device first, then choose it again.
trouble-changed = This receipt was changed on its way, or a part of it is missing, so it shows nothing. That says nothing about your ballot, and nothing about anyone. Ask for the file again as it was saved, or copy it again from beginning to end. You can also look for your ballot by its tracker.
trouble-other-election = This receipt is about another election, or was changed on its way. Open the check page with the address on your letter for that election, or get the receipt again as it was saved.
trouble-trust-file = This is not a trust file, or it was changed on its way. Please get it again as it was published. Nothing was verified, and nothing is said against anyone.
trouble-too-large = The server sent more than this page accepts, so nothing was verified. Please tell the election office. If the ballot box is really that large, the program tabella-audit can verify it.
trouble-older = The server, or something on the way such as a cache, shows an older state of the ballot box than before. That is not evidence against anyone. Wait a few minutes and try again, preferably from another network.
trouble-blocked = A part of this page did not arrive, although the server can be reached. Perhaps a filter on the way holds it back. Please try another network, another browser or another device.
trouble-webassembly = This browser lacks WebAssembly, or it is switched off: without it no ballot can be sealed or verified here. That is so on an iPhone in Lockdown Mode, and in Tor Browser above its standard security level. Please use another browser or another device, or the program tabella-vote; the election office can tell you more.
trouble-no-election = This server has no such election. Perhaps the link is incomplete.
trouble-refused = The server did not accept this.
trouble-moved = The server sends this page on to another address. Nothing was taken from there, and no ballot was sent there. Use the address in your letter; if this happens again, tell the election office.
fault-code = This code does not belong to this election, or a character is wrong. Please compare it with your letter.
fault-typing = A character is wrong or missing. Please compare with the original.
fault-other-election = This is not the election that your letter is about. Please use the address in your letter, and tell the election office.
fault-not-open = Voting is not open at this moment.
fault-meanwhile = Another ballot with your code has arrived in the meantime.
fault-receipt = This receipt is not valid: it does not prove what it should.
fault-missing = The ballot is not in the box, although it should be.
fault-device = The opened ballot is not the one whose tracker was noted: the voting device did not commit itself to it. If the device has sealed a new ballot since then, because you went back to the ballot, note the new tracker and test again. Otherwise do not vote with this device, and tell the election office.
fault-other-voter = The test ballot was made for another person or another election. Compare the credential here with your letter. If it is the same, do not vote with this device, and tell the election office.
fault-cast-anyway = The ballot that was opened for the test is in the box anyway. That must never happen.
fault-randomness = This device could not make a safe ballot. Please use another browser or another device.
fault-two-logs = The server has shown two different versions of the ballot box. That must never happen.
fault-record = The ballot box shown by the server is inconsistent. Do not rely on it, and tell the election office.

## Elections

elections-none = There is no election here.
elections-when = { $phase }; voting from { $opening } until { $closing }
phase-setup = in preparation
phase-open = open for voting
phase-closed = voting is over, counting
phase-finished = finished
phase-void = void
open-until = Voting is open until { $time }.
no-date = no valid date

## Booth: start

booth-name = Tabella voting
booth-footer = Your choices are sealed on this device before anything is sent. Later only the totals are opened, never a single ballot.
stages = Steps
stage-choose = Choose
stage-review = Check
stage-cast = Cast
start-title = Your vote
start-looking = Looking for the election …
start-getting = Getting the ballot …
start-which = Which election?
start-which-help = The link did not say which election you want to vote in.
start-none-open = No election is open for voting here at the moment.
start-begin = Go to the ballot
start-failed = It is not possible to vote here just now
start-failed-heading = Nothing was sent
start-failed-help = Your vote has not been cast. You can try again, or use the address in your letter on another device.
not-open-early = Voting has not begun
not-open-early-text = You can vote from { $opening } until { $closing }.
not-open-late = Voting is over
not-open-late-text = Voting ended on { $closing }.
not-open-void = This election was called off
not-open-void-text = It starts again under a new address. You will receive a new letter.
not-open-clock = This is what the clock of your device says. If it is wrong, you can continue anyway.
not-open-anyway = Continue anyway
code-label = The code from your letter
code-help = 32 letters and digits. Spaces, hyphens and capital letters do not matter.
code-continue = Continue
lost-title = This page was loaded again
lost-code = Your code and your choices are gone: this page does not keep them, so that no one who uses this device after you can find them. None of this was sent. Scan the code on your letter again, or type your code here.
lost-sending = Your vote was on its way at that moment. Scan the code on your letter again, or type your code here: the page then says whether a vote with your code is in the box. The tracker of that ballot is:
lost-trust-kept = The check value from the link in your letter is still compared.
lost-trust-gone = This page does not compare the check value on your letter now. Scan the code on your letter again, or compare the value yourself before you vote.
link-again = You have made choices here that have not been sent. If you open this link, they are gone. Open it?
earlier-title = A vote with your code is already in the box
earlier-text = It was cast on { $time }. If you are happy with it, you don’t need to do anything. If you vote again now, the new vote replaces it.
earlier-not-you = If that was not you, vote now and tell the election office that someone else has your code.
earlier-tracker = Tracker of that ballot
steps-title = How it works
step-choose = You choose.
step-review = You check your choices. Until then nothing is sent.
step-cast = You press “Cast my vote”.
step-receipt = You receive a tracker, with which you can make sure that your vote is in the box.
identity-title = Make sure that this is the right election
identity-compared = This page has already compared the check value of your link. You may compare it with your letter.
identity-compare = Your link brought no check value. Please compare this one with your letter.

## Booth: ballot

ballot-title = Your ballot
ballot-help = Make your choices. You can change them until you cast your vote.
ballot-review = Check my choices
ballot-not-sent = This does not send anything yet.
ballot-errors = Something is still missing
ballot-trouble = The ballot could not be prepared
ballot-clear = Clear this answer
limit-one = Choose one.
limit-one-optional = Choose one at most.
limit-exactly =
    { $max ->
        [one] Choose exactly { $max }.
       *[other] Choose exactly { $max }.
    }
limit-between = Choose { $min } to { $max }.
limit-up-to =
    { $max ->
        [one] Choose up to { $max }.
       *[other] Choose up to { $max }.
    }
chosen-count =
    { $count ->
        [0] Nothing chosen yet.
        [one] { $count } chosen.
       *[other] { $count } chosen.
    }
chosen-blank = Blank vote chosen.
blank-vote = Blank vote: none of these
broken =
    { $min ->
        [one] Please choose at least one.
       *[other] Please choose at least { $min }.
    }
broken-or-blank =
    { $min ->
        [one] Please choose at least one, or the blank vote.
       *[other] Please choose at least { $min }, or the blank vote.
    }
full =
    { $max ->
        [one] You have already chosen one, and more is not possible. To choose “{ $option }”, first clear the other one.
       *[other] You have already chosen { $max }, and more is not possible. To choose “{ $option }”, first clear one of the others.
    }
full-blank = You have chosen the blank vote. To choose “{ $option }”, first clear the blank vote.
full-not-blank = To vote blank, first clear your other choices here.

## Booth: review

review-title = Check your choices
review-change = Change
review-not-sent = Not sent yet
review-not-sent-text = Your vote counts only once you have pressed “Cast my vote”.
review-cast = Cast my vote
review-back = Back to the ballot
review-empty = You have not chosen anything here. You can leave it as it is.
review-fewer =
    { $count ->
        [one] You have chosen { $count } of at most { $max }. You can leave it as it is.
       *[other] You have chosen { $count } of at most { $max }. You can leave it as it is.
    }
tracker-title = Your ballot’s tracker
tracker-keep = It names your sealed ballot without saying what is in it. Keep it outside this device before you choose below: on a second device, open the check page with the address on your letter, and scan this code there. Or photograph it, or write it down.
tracker-qr = QR code with the tracker
tracker-why = With it you can find your ballot in the box later. And it binds this device to this ballot before the device knows whether you will cast it or test it.
test-offer-title = Do you want to test this device?
test-offer-text = You do not have to. Instead of casting this ballot you can have it opened: the second device, which has noted the tracker, then shows what this device really put into the ballot. It will not be counted; afterwards you vote with a new one. Without a tracker that was kept before you press this, the test proves nothing. Choose something else for it if no one may see your real choices.
test-offer = Test this device

## Booth: test

test-trouble = The test ballot could not be opened
opened-title = The test ballot is open
opened-not-cast = You have not voted yet. This test ballot will never be counted.
opened-scan = Scan this code with the check page on the second device, which has noted the tracker. It looks into the ballot by itself.
opened-qr = QR code with the opened ballot
opened-copy = Copy the opened ballot
opened-save = Save as a file
opened-compare = Compare on the second device
opened-tracker = Does it accept the opened ballot as the one whose tracker it noted before you pressed “Test this device”?
opened-credential = Is the credential there the one on your letter?
opened-choices = Does it show exactly the choices that you made here?
opened-wrong = If not, do not vote with this device. Keep what the second device shows, and tell the election office.
opened-late = Was the tracker not kept before? Then this test proves nothing: the device could have opened any ballot. Go back to your ballot, and keep the new tracker before you choose.
opened-back = Back to my ballot
opened-fresh = Your choices are still there and can be changed. They will be sealed again, with a new tracker.
qr-too-long = This ballot is too long for a QR code. Please copy it, or save it as a file.

## Booth: sending

sending-title = Sending your vote
sending-text = Please leave this window open until you read that your vote is in the box.
sending-safe = Your vote is counted only once, however often it has to be sent.
refused-title = Your vote was not accepted
refused-heading = This ballot is not in the box
refused-help = Your choices are still here. You can start again; the page then checks the current state. The tracker of this ballot was:
refused-again = Start again
answer-wrong-title = The server’s answer is not valid
answer-wrong-heading = It is not certain that your vote is in the box
answer-wrong-help = Save the answer and show it to the election office: it can be evidence. Then start again, if possible on another device; the page will tell you whether your vote is in the box. The tracker of this ballot is:
answer-save = Save the answer

## Booth: end

end-title = Your vote is in the box
end-accepted = Accepted on { $time }.
end-tracker = Keep it. With it you and anyone you show it to can find your sealed ballot in the box. It does not say what you chose.
end-save = Save receipt
end-print = Print
end-close = On a shared computer
end-close-text = Close this window now. Your choices and your code are no longer in it.
end-reloaded = This page was loaded again. It shows the vote that was cast in this window. If you have not voted yet, begin with your own letter.
end-begin = Vote with another letter
standing-recorded = Independent witnesses have signed the ballot box with your ballot in it.
standing-unwitnessed = The server has signed for it. This election has no independent witnesses.
standing-received = The server has signed for it. Independent witnesses have not yet confirmed it; please check again later.
collusion = The server and an official, together with { $some } of the { $all } trustees, could show different people different ballot boxes and read single ballots.
receipt-title = What the receipt is good for
receipt-proves = It proves that your sealed ballot is in the box. If it ever disappears, the receipt is evidence that anyone can verify.
receipt-hides = It does not show what you chose, and cannot be opened to see it.
receipt-not = It does not prove that this device put your choices into the ballot. That is what “Test this device” is for.
again-title = Have you changed your mind?
again-text = Until { $time } you can vote again with the same letter. Only your last vote counts.
later-title = Check later
later-text = Whenever you like, on any device, with the tracker or the saved receipt:

## Facts

fact-trust = Check value of the election
fact-fingerprint = Fingerprint of the election
fact-board = Server
fact-size = Entries in the ballot box
fact-election = Election
fact-cast = Cast on
fact-number = Your ballots
fact-number-again = This is your ballot number { $number }. It replaces the earlier ones.
fact-index = Number of the entry
fact-credential = Credential
fact-tracker = Tracker
fact-signed = Who signed
fact-phase = State
fact-counted = Counted ballots
fact-auditor = Verified by

## Check page

check-name = Tabella check
check-footer = This page reads the whole public ballot box and verifies it on your device. The server does not learn which ballot you look for.
check-title = Check a ballot
check-help = You need neither your code nor a password here.
check-begin = Begin
check-back = Back to all checks
check-reading = Reading and verifying the ballot box …
check-failed = This could not be checked
check-which = Which election?
check-settings = Settings
check-other = Another election
check-other-board = Another server
check-trust = Check value on your letter (optional)
check-trust-help = It begins with trust1. With it this page makes sure that the server shows the election of your letter.
foreign-title = This page was not opened with the address on your letter
foreign-text = The link that opened it carries a tracker or an opened ballot. No letter does that, but a voting device that cheats could show such a link. Nothing in it was used. Close this page, and open the check page with the address on your letter.
take-away = This page as a file
take-away-text = If you would rather not rely on this server’s copy, take this page from a place that you trust. It is one file, works from your disk, reads any server, and can compare the voting page of the server with the announced one. A bookmark or an icon on the start screen is not the same: it fetches the page from the server each time.
board-title = Which server?
board-label = Address of the server, or a link from your letter
board-help = This page reads the ballot box of any server.
board-field-help = For example https://vote.example.org
board-wrong = This is not an address.

ballot-task = Is my ballot in the box?
ballot-task-about = With the tracker or the receipt that you received when you voted.
ballot-task-help = The page looks for your ballot in the whole box, and does not tell the server which one you mean.
ballot-task-noted = The tracker that was noted on { $time } is filled in.
ballot-task-label = Tracker or receipt
ballot-task-field-help = The tracker begins with tracker1. You may also paste the text of the receipt.
ballot-task-file = Or open the receipt file (.tlog-proof)
ballot-task-submit = Look for it
ballot-counted = Your ballot is in the box and is counted
ballot-counted-text = Voting is over, and this is the last ballot with your code.
ballot-in = Your ballot is in the box
ballot-in-text = It will be counted when voting ends, unless a later ballot with the same code replaces it.
ballot-replaced = A later ballot has replaced this one
ballot-replaced-text = This ballot is in the box, but another one with the same code was cast on { $time }. Only the last one counts. Its tracker is:
not-you = If that was not you, someone else has your code: tell the election office, and vote again if voting is still open.
ballot-older = This page is shown an older state of the box
ballot-older-text = Your receipt is newer than what is shown: something between you and the server, such as a cache, may have kept an older state. This says nothing about your ballot and is not evidence against anyone.
ballot-older-do = Keep the receipt file, wait a few minutes and look again, preferably from another network.
ballot-missing = This ballot should be in the box, and is not
ballot-missing-text = The server has signed a receipt for it, and now shows a box without it. That must never happen.
ballot-missing-do = Keep the receipt file: it is evidence against the server that anyone can verify. Show it to the election office and to observers.
ballot-unknown = There is no ballot with this tracker in the box
ballot-unknown-text = This can have several reasons:
ballot-unknown-typed = The tracker belongs to a ballot that was never cast: you reviewed it, and then changed something or closed the page.
ballot-unknown-test = It was a test ballot. Those are never put into the box.
ballot-unknown-other = It belongs to another election.
ballot-unknown-receipt = If you were told that your vote is in the box, check with the receipt file instead of the tracker: it is evidence.
ballot-receipt = Get the receipt of this ballot
ballot-receipt-about = A receipt is evidence that you can keep. To get it, this page asks the server for exactly this ballot.
proof-text = This page has downloaded all entries, verified how they are chained together, and recomputed from them the root hash that the server signed. So this ballot is included in what was signed; every ballot with its credential was verified in full.

device-task = Note a tracker, test a voting device
device-task-about = This page keeps the tracker before you choose on the voting device whether to cast or to test. With it you find your ballot later; and if you test, you see what the device really put into the ballot.
device-task-noted = A tracker was noted on { $time }.
note-title = Note the tracker
note-help = On the voting device, go on as far as “Check your choices”. The tracker of your sealed ballot is shown there, as text and as a QR code.
note-before = Before you choose, not after
note-before-text = Press neither “Cast my vote” nor “Test this device” yet. A tracker that you read after pressing “Test this device” proves nothing: by then the device knows that it is tested, and can show the tracker of another ballot.
note-label = The tracker
note-field-help = It begins with tracker1. You can also type or paste it.
note-submit = Note it
note-letter = Open this page with the address on your letter only, never with a code or a link that a voting device shows.
given-late = No tracker was noted before this ballot was opened
given-late-text = So this test proves nothing, and this page does not look into the ballot. On the voting device, go back to your ballot, check your choices again, and note the new tracker here before you press anything else.
given-address = This is an address; it was not opened
given-address-text = A voting device shows trackers and opened ballots, never addresses: an address could lead you to a page that lies. If it comes from the voting device, do not open it, do not vote with that device, and tell the election office.
given-unknown = This is neither a tracker nor an opened test ballot.
given-again = This tracker is noted already. If you test the device, scan the code that it shows after you have pressed “Test this device”.
replace-title = Another tracker is already noted
replace-before = Noted on { $time }:
replace-now = Shown now:
replace-text = Replace it only if the voting device has sealed a new ballot since then: because you went back to the ballot, or because you have finished a test.
replace-warning = Otherwise the device cheats
replace-warning-text = One ballot has one tracker. If you have changed nothing, or have already pressed “Test this device” for the first one, keep the first one: a device that then shows another tracker has not passed the test. Do not vote with it, and tell the election office.
replace-keep = Keep the first one
replace-take = Note the new one instead
noted-title = The tracker is noted
noted-at = Noted on
noted-not-kept = This browser keeps nothing when the page is closed. Leave the page open until you have finished.
noted-next = Now choose on the voting device, as you like: it cannot know beforehand.
noted-cast = If you cast your vote
noted-cast-text = With the tracker, this page finds your ballot in the box, now or later.
noted-another = Note another tracker
noted-test = If you test the device
noted-test-text = Press “Test this device”, and scan the code that it then shows. This page rebuilds the ballot and sees what is really in it.
device-opening = The opened test ballot
device-opening-help = Or paste the text from the voting device.
device-opening-file = Or open the file that the voting device saved
device-unreadable = This cannot be read as an opened test ballot. Scan or copy it once more. A device that shows nothing readable has not passed the test.
device-credential = The credential on your letter
device-credential-help = It begins with credential1. Take it from your letter, never from the voting device.
device-credential-came = It came with the address that opened this page. Compare it with your letter.
device-submit = Look into the test ballot
device-failed = The voting device did not pass this test
device-choices = What is really in the test ballot
device-choices-text = The tracker is the one that was noted before, and the ballot is not in the box.
device-nothing = Nothing chosen
device-yours = Are these the choices that you made on the voting device?
device-yes = Yes, exactly these
device-no = No
device-good = The device put your choices into the ballot
device-good-text = It passed this test. Go back to it and vote. You can test as often as you like.
device-bad = The device did not put your choices into the ballot
device-bad-text = Make sure that you remember what you chose. If you are certain, do not vote with this device: use another one.
device-bad-do = Keep this page open or take a picture of it, save the opened test ballot, and tell the election office.

scan-begin = Scan with the camera
scan-looking = Hold the code in front of the camera.
scan-end = Stop the camera
scan-picture = Or open a picture of the code
scan-none = This page cannot use a camera here. Open a picture of the code, or type or paste what stands beside it.
scan-refused = The browser does not let this page use the camera. Allow it in the settings of the browser; or open a picture of the code, or type or paste what stands beside it.
scan-no-code = No QR code can be read in this picture. Take it again, from closer and in good light; or type or paste what stands beside the code.

used-task = Was my code used?
used-task-about = With the credential on your letter, for example if you did not vote and want to be sure that no one did it in your place.
used-help = The page looks through the whole box for ballots cast with your code.
used-label = The credential on your letter
used-field-help = It begins with credential1. It is not secret. Do not enter your code here.
used-submit = Look for ballots
used-secret = This looks like your code. Keep it secret: the credential begins with credential1.
used-not-in-roll = This credential is not on the list of voters
used-not-in-roll-text = Please compare it with your letter, and make sure that this is the right election.
used-absent = No ballot was cast with your code
used-absent-text = The whole box, as the server has signed it now, contains no ballot with your code.
used-counted = A ballot with your code is in the box and is counted
used-counted-text = It was cast on { $time }.
used-in = A ballot with your code is in the box
used-in-text = It was cast on { $time }. It will be counted unless a later one replaces it.
used-proof = This page has downloaded all entries and verified their chain and the signatures under them; every ballot with this credential was verified in full.

served-task = Is the voting page the announced one?
served-task-about = Fetches the voting page of the server with this browser, and compares it with the list in the rules of the election.
served-help = The rules of the election, which no one can change later, name a fingerprint of every file of the voting page. This page fetches the files, one by one, and computes their fingerprints itself.
served-limits = What this cannot find
served-limits-text = A server can recognise that its files are being compared and not opened, and it can serve another page to one voter only. Against both, only the test of your own device helps.
served-submit = Compare the voting page
served-same = This browser received the announced voting page
served-same-text = Files and pages compared: { $count }. Each has the fingerprint that the rules of the election name.
served-different = The server sends a voting page that differs from the announced one
served-different-text = Do not vote with it. Take a picture of this page, and tell the election office, other voters and observers. You can vote with the program tabella-vote instead.
served-none = The rules of this election name no voting page, so there is nothing to compare.
served-file-same = as announced
served-file-different = different
served-file-missing = missing
served-file-unnamed = not named

## Audit page

audit-name = Tabella audit
audit-footer = Everything is verified on your device, with the same program code that observers use.
audit-which = Verify which election?
audit-title = Verify this election
audit-help = Your device downloads everything that is public about this election and verifies it: every signature, every ballot, every rule, every sum. For many ballots this takes some minutes.
audit-begin = Verify everything
audit-relies = What this relies on
audit-relies-text = On the name of the election, on the key of the server, and on nothing else that the server says. Compare the check value with your letter to be sure that it is the right election.
audit-relies-page = This page comes from the server that it verifies. To rely on nothing that comes from it, use the program tabella-audit on your own computer; the result page tells you how.
audit-trust = What I know from elsewhere
audit-trust-text = The check value from a letter or an announcement, or a trust file of your own. Without it this page uses what the server says about itself.
audit-trust-file = Trust file (trust.json)
audit-files = Verify a record that was saved
audit-files-text = For an archived election you need three files. Nothing is sent.
audit-files-entries = Entries (entries.jsonl)
audit-files-checkpoint = Checkpoint (checkpoint)
audit-files-trust = Trust file (trust.json)
audit-files-missing = Please choose all three files.
audit-files-begin = Verify these files
audit-working = Verifying …
audit-working-text = You can leave this tab open and do something else.
audit-entries = { $done } of { $all } entries
audit-pace =
    { $left ->
        [one] { $done } of { $all } entries, { $speed } in a second, about { $left } second left
       *[other] { $done } of { $all } entries, { $speed } in a second, about { $left } seconds left
    }
audit-failed = The election could not be verified
audit-no-verdict = There is no verdict
audit-again = Verify again
verdict-accepted = Everything is correct
verdict-accepted-final = The result is the sum of the ballots that were cast, and no rule was broken. You have just recomputed it.
verdict-accepted-so-far = Everything that has happened so far keeps the rules. There is no result yet.
verdict-unwitnessed = This election has no independent witnesses: only the server vouches that it has shown everyone the same ballot box.
verdict-rejected = This record is not valid
verdict-rejected-text = At least one check has failed. No one should rely on this record as it is, and no totals are shown.
verdict-rejected-first = Checks that failed:
verdict-rejected-do = Save the report and tell the election office and other observers. Verify with the program tabella-audit, too.
verdict-counts =
    { $seconds ->
        [one] { $entries } entries verified in { $seconds } second. Checks passed: { $passed }, failed: { $failed }, not applicable: { $none }.
       *[other] { $entries } entries verified in { $seconds } seconds. Checks passed: { $passed }, failed: { $failed }, not applicable: { $none }.
    }
totals-title = The result, recomputed
totals-counted =
    { $count ->
        [one] { $count } counted ballot
       *[other] { $count } counted ballots
    }
totals-withheld = Not announced: there are so few ballots that the totals could reveal how someone voted.
totals-withheld-weight = Not announced: so few of those who share a weight have voted that the totals could reveal how they voted.
checks-title = All checks
checks-english = The sentences of the checks are in English.
filter = Show
filter-all = all checks
filter-none = No check matches.
verdict-passed = passed
verdict-failed = failed
verdict-blocked = could not be checked
verdict-not-applicable = not applicable
column-check = Check
column-says = What is checked
column-objects = Objects
column-option = Option
column-votes = Votes
group-enc = Form of the entries
group-log = Log and signatures
group-man = Rules of the election
group-key = Keys of the trustees
group-rol = List of voters
group-bal = Ballots
group-prf = Proofs in the ballots
group-tal = Counting
group-dec = Decryption
group-res = Result
group-rcp = Receipts
group-rep = Report
group-other = Other checks
group-passed = { $passed } of { $all } passed
evidence = Evidence
evidence-entry = raw entry
evidence-more =
    { $count ->
        [one] and { $count } more, in the saved report
       *[other] and { $count } more, in the saved report
    }
remarks-title = Remarks
remarks-text = None of this fails a check, but you should know it.
look-alikes = These names are different and look alike. Read them letter by letter:
basis-title = How to be independent of this page
basis-text = The verdict relies on this trust file. Compare it with one from a source that you trust:
basis-value = Its check value, which also stands on the letters:
basis-independent = With the program on your own computer:
basis-last-line = Its last line must be:
report-save = Save the report
trust-save = Save the trust file
