# The words of the board's public pages. Plain words for citizens; one word for one thing (docs/glossary.md).
# Every catalogue here has the same keys with the same variables.

## Frame of every page

skip-to-content = Skip to the content
language-label = Language
nav-label = This election
nav-elections = All elections
nav-election = Election
nav-ballots = Ballots
nav-check = Check your ballot
nav-audit = Audit it yourself
footer-public = Everything on this board is public. Anyone may read it, copy it and check it, and no one is asked who they are.

## Numbers and times

percent = { $value }%
date-and-time = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }, { $clock } UTC

## All elections

elections-title = Elections on this board
elections-intro = This public board keeps the record of each election. Nothing that is written here can be changed or removed unnoticed.
elections-none = There is no election on this board yet.

## Where an election stands

state-label = Where the election stands
state-setup = Being prepared
state-waiting = Not open yet
state-open = Open for voting
state-over = Voting has ended
state-closed = Being counted
state-finished = Finished
state-void = Void
says-setup = The election is being prepared. No one can vote yet.
says-waiting = Everything is prepared. Voting has not begun yet.
says-open = You can vote now. You may vote again as often as you like until voting closes: only your last ballot counts.
says-over = The time for voting is over, and no more ballots are accepted. The election officials have yet to close the ballot box.
says-closed = Voting is over. The trustees now open the totals together.
says-finished = Voting is over, and the result has been announced.
says-void = A mistake was proven while the key of this election was being made. No one could vote in it. It has to start again as a new election.
opening-label = Opening of voting
closing-label = Closing of voting
voted-label = People who voted
voted-of = { $voted } of { $eligible }
vote-link = Vote
check-pages-title = Check pages hosted by others
check-pages-say = These check pages do not come from this board: others host them, and the election officials named them when they announced the election. With one of them you can check your ballot without relying on a page of this board.

## What is decided

contests-title = What is decided
rule-exactly = Choose exactly { $max ->
        [one] one option.
       *[other] { $max } options.
    }
rule-up-to = Choose up to { $max ->
        [one] one option.
       *[other] { $max } options.
    }
rule-between = Choose { $min } to { $max } options.
rule-blank = You may also cast a blank vote, for none of them.
look-alikes = These names are different and look alike. Read them letter by letter:

## Turnout

turnout-title = Turnout
turnout-so-far = { $voted } of { $eligible } people who may vote have voted ({ $share }).
turnout-only = What they chose stays secret. There are no partial results, here or anywhere.
turnout-words = The line rises whenever someone votes for the first time. So far { $voted } of { $eligible } have voted.
turnout-caption = How many people have voted, from the opening to the closing of voting.
turnout-table = Turnout as a table
turnout-table-caption = How many people had voted by when
column-time = Time
column-share-eligible = Share of all who may vote

## Result

result-title = Result
result-counted = { $count ->
        [one] One ballot was counted.
       *[other] { $count } ballots were counted.
    }
result-weighted = Some ballots weigh more than others. Together they weigh { $weight }, and all totals are by weight.
result-table-caption = Votes for each option
column-option = Option
column-votes = Votes
column-share-ballots = Share of ballots
result-blank = Blank vote
result-base = 100% stands for all ballots counted here: { $weight }.
result-plural = A ballot could name several options, so the shares can add up to more than 100%.
result-withheld = So few people voted here that the totals could reveal how someone voted. They are not published, and were never opened.
result-withheld-weight = Enough people voted here, but so few of those who share a weight that the totals could reveal how they voted. The totals are not published, and were never opened.
result-empty = No one voted in this contest.
result-csv = Result as a table for spreadsheets (CSV)
result-json = Result for programs (JSON)
result-trust = You don’t need to believe these numbers: anyone can work them out again from the public record.

## People

people-title = Who is responsible
trustees-title = Trustees
trustees-some = { $threshold } of { $count } trustees must act together to open the totals. Fewer than { $threshold } cannot open anything. It would take as many to break the secrecy of ballots.
trustees-all = All { $count } trustees must act together to open the totals: { $threshold } of { $count }. If even one of them is missing, nothing can be opened. It would take all of them to break the secrecy of ballots.
officials-title = Election officials
officials-say = They announce the election, open and close voting, and publish the result. They cannot read or change a ballot.
registrars-title = Registrars
registrars-say = They keep the list of those who may vote and send out the letters with the codes.
column-name = Name
column-key = Public key

## Audit

audit-title = Audit it yourself
audit-intro = You don’t need to trust this board, nor any of the people above. Anyone who reads the public record can check every step of this election.
audit-in-browser = Audit in this browser
audit-by-program = Or use a program of your own, on your own computer:
audit-step-trust = Write down what you trust. Compare what this command prints with the official announcement of the election, which you have from somewhere else than this board.
audit-step-fetch = { $size ->
        [one] Download the record, which has one entry.
       *[other] Download the whole record, which has { $size } entries.
    }
audit-step-verify = Check everything in it.
audit-last-line = The last line must then be:
audit-otherwise = If it is different, keep the record that you have downloaded and tell the election office: it is evidence.
record-entries = The record as it stands (one line of JSON for each entry)
record-checkpoint = Its signature

## Exact names and signatures

details-title = Exact names and signatures
details-intro = These must be the same, character by character, for everyone. Compare them with the official announcement.
election-id-label = Election id
fingerprint-label = Fingerprint
fingerprint-later = The fingerprint will be known when the election has been opened.
trust-label = Hash of the trust file
trust-says = It is printed on every voter’s letter.
witnesses-title = Witnesses
witnesses-say = { $signed } of { $count } independent witnesses have confirmed the record as it now stands; { $quorum } are needed.
witnesses-none = There is no independent witness. The board alone vouches that it shows the same record to everyone.
witnesses-none-collusion = The board and an official, together with { $some } of the { $all } trustees, could show different people different records and read single ballots.
column-signed = Has confirmed
witness-missing = Not yet
checkpoint-title = Signed checkpoint
checkpoint-says = { $size ->
        [one] With this, the board has signed the record of one entry.
       *[other] With this, the board has signed the record of { $size } entries, in this order and no other.
    }
board-key-label = Public key of the board
client-title = Files of the voting page
client-says = The officials have published these files together with the election. This command compares them with what a board serves:
client-none = The officials have not published files of a voting page for this election.
column-file = File

## Ballots

ballots-title = Ballots in the box
ballots-intro = Every ballot that was cast is listed here. All are encrypted: no one can see in this list how anyone voted.
ballots-total = { $ballots } ballots from { $voted } people. If someone cast several, only the last one counts.
ballots-none = There is no ballot in the box yet.
ballots-caption = Ballots, the newest first
ballots-all = All ballots
search-title = Find a ballot
search-label = Tracker
search-hint = Your device showed it to you when you voted. It begins with “tracker1”. Capital letters and spaces do not matter. Never type the code from your letter here.
search-button = Find
search-seen = This search tells the board which ballot you are looking for. “Check your ballot” finds it without telling anyone.
search-wrong = This is not a tracker as it was shown: a character is wrong or missing. Please compare it with the original.
search-other = This is not a tracker. A tracker begins with “tracker1”.
search-none = No ballot with this tracker is in the box.
search-none-advice = A ballot that was used to test a device is never put in. If you have cast this ballot, keep your receipt and tell the election office.
search-found = This ballot is in the box.
search-show = Show entry { $index }
column-entry = Entry
column-state = State
ballot-counts = Counts, unless its voter votes again
ballot-counted = Counted
ballot-replaced = Replaced by the ballot in entry { $index }
pager-label = More ballots
pager-newer = Newer ballots
pager-older = Older ballots

## One ballot

ballot-title = Ballot in entry { $index }
received-label = Received
order-label = Ballots of this voter
order-first = The first one
order-later = Replaces the one in entry { $index }
credential-label = Credential
credential-says = It stands for the voter and does not name anyone. It is on the voter’s letter.
shows-title = What this shows, and what it does not
shows-recorded = This ballot is in the public record, and the board has signed the record with it.
shows-nothing = It does not show how anyone voted. The ballot is encrypted.
shows-device = It does not show whether the voter’s device did what the voter wanted. That is what the test of a device is for, before voting.
proof-title = For programs
proof-receipt = Receipt: the ballot, with the proof that it is in the record
proof-entry = The entry as it stands in the record

## Without a web client

no-client-title = There is no voting page here
no-client-says = This board does not serve a web client, so you cannot vote, check or audit in the browser here. Everything else works.
no-client-program = With a program of your own
no-client-trust = Write down what you trust, and compare it with your letter or the official announcement:
no-client-vote = Vote, with the code from your letter:
no-client-check = Check your ballot, with the receipt that you have kept:
no-client-audit = Audit the whole election:
no-client-operator = If you run this board
no-client-build = Build the web client, and start the board with it:

## Errors

error-not-found = This page does not exist
advice-not-found = Perhaps the address is not complete.
error-no-election = There is no such election on this board
advice-no-election = Perhaps the address is not complete: the last part of it, which names the election, has 43 characters.
error-no-ballot = There is no ballot in this entry
advice-no-ballot = The record also has entries that are not ballots. All ballots are in the list.
error-no-result = There is no result yet
advice-no-result = The result will be here as soon as it has been announced. No one can see a part of it before.
error-internal = The board could not show this page
advice-internal = This is not your fault. Please try again later.
