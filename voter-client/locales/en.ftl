# What tabella-vote says, in English.

# What the voter brings.
cannot-read-trust = cannot read the trust file { $file }
cannot-read-code = cannot read the code in { $file }
cannot-read-opening = cannot read the opening { $file }
cannot-read-receipt = cannot read the receipt { $file }
file-exists = { $file } exists already and is never overwritten: choose another name
cannot-write = cannot write { $file }
not-a-trust-file = { $file } is not a trust file, or was changed on its way: get it again ({ $reason })
not-a-text = { $file } is no text: { $reason }
changed = { $file }: this file was changed on its way: get it again. It is not { $what } ({ $reason }). Nothing is said against anybody
what-receipt = a receipt
what-receipt-here = a receipt of this election on this board
what-opening = the opening of a test ballot; a device that gives none has not passed the test
no-terminal = there is no terminal to ask for the code; give a file with --code-file
ask-code = Your code (it is not shown while you type):{" "}
try-again = { $reason }. Please try again.
not-a-tracker = this is not a tracker
not-a-credential = this is not a credential
choice-form = a choice is written CONTEST=OPTION, or CONTEST=OPTION,OPTION for several
contest-twice = contest { $contest } is given twice: put all its options after one =, separated by commas

# The conversation.
downloading = Downloading and verifying the log of the election
rule-exactly = Rule: choose exactly { $max }.
rule-exactly-or-blank = Rule: choose exactly { $max }, or vote blank.
rule-up-to = Rule: choose up to { $max }.
rule-up-to-or-blank = Rule: choose up to { $max }, or vote blank.
rule-between = Rule: choose { $min } to { $max }.
rule-between-or-blank = Rule: choose { $min } to { $max }, or vote blank.
ask-number = Your choice (a number):{" "}
ask-number-or-blank = Your choice (a number, or { $key } for a blank vote):{" "}
ask-numbers = Your choice (numbers separated by commas):{" "}
ask-numbers-or-blank = Your choice (numbers separated by commas, or { $key } for a blank vote):{" "}
sorry-numbers = Sorry, please type numbers separated by commas.
sorry-numbers-or-blank = Sorry, please type numbers separated by commas, or { $key } for a blank vote.
sorry-no-such-option = Sorry, the options have the numbers 1 to { $options }.
sorry-twice = Sorry, one number is there twice.
sorry-rule = Sorry, that is not allowed here. { $rule }
blank-vote = blank vote
nothing-selected = nothing selected
voted-before = You have voted before. A ballot that you cast now replaces the earlier one.
you-have-chosen = You have chosen:
your-tracker = Your ballot is encrypted and has not been sent. Its tracker:
keep-tracker = Keep the whole tracker outside this device now: print it, photograph it, or note it on another device.
ask-decision = c = cast this ballot, t = test this device with it, q = quit:{" "}
ask-decision-again = Please type c, t or q.
word-cast = cast
word-test = test
word-quit = quit
cannot-read-answer = cannot read your answer
no-answer = there is no answer: nothing was sent
you-quit = you quit: nothing was sent, no ballot was cast
now-vote = Now you can vote, with a new ballot.
sending = Sending the ballot with the tracker

# What became of the ballot.
standing-recorded = Your ballot is cast; it is recorded under a quorum of witnesses.
standing-unwitnessed = Your ballot is cast; it is recorded by the board alone, no independent witness.
standing-received = Your ballot is received by the board; witnesses have not cosigned yet.
collusion = The board and an official, together with { $some } of the { $all } trustees, could show different people different logs and read single ballots.
label-time = Time
label-tracker = Tracker
label-entry = Entry in the log
label-receipt = Receipt
label-opening = Opening
label-credential = Credential
label-log = Log
label-status = Status
receipt-proves = What the receipt proves: the board has signed a log with this ballot in it, and if the ballot is ever dropped or changed, the receipt is evidence against the board.
receipt-proves-not = What it does not prove: that this device encrypted what you chose (only testing it with a second device can show that), or that the ballot is counted (after voting has closed, look up your credential on another device, and compare the tracker of your last ballot, in full, with the one you kept).
vote-again = To vote again, run the same command until voting closes: only your last ballot counts.
look-later = To look later: { $command }
no-receipt = there is no receipt that holds, so this ballot cannot be called cast. Look up your credential ({ $command }), and vote again while voting is open
another-log = your ballot is in a log that the board signed, and the receipt is saved in { $file }, but it does not show that this is the same log as a moment ago

# The test of a device.
opened = The ballot was opened instead of cast. It can never be cast, and has not been sent.
opened-next = Take the opening to a second device that does not trust this one, with your own trust file there. Compare three things: the tracker that you kept, the choices, and the credential on your letter:
opened-shows = The opening shows the choices of this test to whoever sees it. Make other choices in a test than in your vote if you do not want them to be guessed.
rebuilt = The ballot rebuilds to the tracker that you kept, with your credential, for this election, and it is not in the log.
really-in-it = These choices are really in it:
compare-choices = Compare them with the choices that you made on the voting device. If one differs, that device lied: do not vote with it, and complain.
choices-as-named = They are the choices that you named.
check-again-later = Run this command again after voting has closed: a challenged ballot must never appear in the log.

# Looking up a ballot or a code.
log-line = { $size } entries, { $phase }, { $standing }
phase-setup = in preparation
phase-open = voting is open
phase-closed = voting is over
phase-finished = result announced
phase-void = void
log-recorded = recorded under a quorum of witnesses
log-unwitnessed = recorded by the board alone, no independent witness
log-received = received by the board; witnesses have not cosigned yet
status-not-in-roll = not in the roll
status-absent = there is no ballot of this credential in the whole log: its code was not used
status-not-yet-counted = in the log (entry { $index }, sequence { $sequence }), not yet counted
status-counted = counted (entry { $index }, sequence { $sequence })
status-superseded = superseded by sequence { $sequence } (entry { $index })
status-missing = missing: the ballot of the receipt is not in the log
status-older-view = not known: the log that is shown is older than the receipt
older-view = the board, or something between, shows an older state: { $shown } of at least { $known } entries. Ask again later, or from another network. This is not evidence yet
board-redirects = The board at { $from } redirects to { $to }, which was asked instead. Compare it with your letter, and give that address.
last-tracker = The tracker of the last ballot of this credential:
tracker-same = It is the tracker that you kept.
tracker-other = It is NOT the tracker that you kept: this device or the one you voted with, or somebody with your code, cast another ballot. Vote again while voting is open, and complain.
tracker-compare = Compare it, in full, with the one that you kept outside the voting device. Without this comparison, the status says nothing about a lying device.
advice-superseded = If you did not vote again, somebody else has used your code: vote again while voting is open, and complain.
advice-not-yet-counted = Look again after voting has closed. Until then a later ballot would replace this one.
advice-missing = Keep the receipt, and complain with it: it is evidence against the board.

# Why it did not work. What checks and machines say in detail follows in English.
error-not-in-roll = the credential of this code is not in the roll of this election: compare the code with the letter for this election, and if it is right, tell the election office that your code is missing in its roll
error-not-begun = voting has not begun
error-void = the election is void: it starts again under a new election id
error-over = voting is over
error-unknown-contest = there is no contest { $contest } on this ballot
error-unknown-option = contest { $contest } has no option { $option }
error-option-twice = contest { $contest }: an option is named twice; name each at most once
error-code = this code has a typing error, or belongs to another election: a code has 8 groups of 4 characters. Compare it with your letter
error-typing = a character is wrong or missing, or it is something else: compare it with the original
error-too-soon = the board did not take this ballot: this ballot is not in the log. Several ballots with your code came one after the other, and the next one must wait: vote again in { $seconds } seconds. If you did not cast the others, somebody else has your code: vote again while voting is open, and complain
error-busy = the board is busy: too many are asking it at this moment. Try again in a moment
error-no-answer = the board gave no answer that can be used: check its address and your network, and try again later. In detail: { $detail }
error-refused = the board refused the request ({ $status }). In detail: { $detail }
voting-starts = Voting starts at { $time }.
voting-ended = Voting ended at { $time }.
not-opened = The election has not been opened yet.
nothing-sent = Nothing was sent.
ballot-refused = The board refused this ballot: it is not in the log.
another-ballot = another ballot with your code arrived in the meantime, so that the board refused this one: it is not in the log. Look first ({ $command }), then vote again if you want another choice to count. If you did not cast the other ballot, somebody else has your code: vote again while voting is open, and complain

# Languages.
no-such-language = this program does not speak { $language }; it speaks { $known }. Its own words are English
no-such-texts = The election has no texts in { $language }; they are shown in { $shown }.
