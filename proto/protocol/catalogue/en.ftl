# Every sentence that a person reads, in English; the same ids stand in the file of the other language, in the same order.
# Headings say which source says the sentences below them; a sentence that several say stands below the first.

# What stands between names in a row.
list-comma = ,{" "}

## core: campaign/amend

the-campaign-has-not-been-launched = the campaign has not been launched
the-campaign-has-ended = the campaign has ended
it-was-planned-against-definition-from-and-running = it was planned against definition { $from }, and { $running } is running now
raters-of-name-have-answered-whether-they-are = raters of “{ $name }” have answered: whether they are anonymous cannot change any more
a-frozen-sheet-stays-frozen = { $id } “{ $name }” was frozen on { $freeze } and made public: its last day of evidence cannot change any more; what was wrong is put right by an appeal
what-was-recorded-stands-under-this-id = something was recorded under the { $kind } “{ $was }”, and would count for nothing as “{ $now }”: leave the id as it is; its name may change
a-session-in-which-somebody-answered-stays = in { $id } “{ $name }” somebody was invited, has answered or has drawn for “{ $session }”, and by the new days there is none of this name: leave its last day in its month and add no other to that month, or open another round
the-year-is-not-the-running-campaigns = the year is { $new }, the running campaign's is { $old }
the-zone-is-not-the-running-campaigns = the zone is { $new }, the running campaign's is { $old }
too-many-with-what-was-retired = with what was retired there are { $count } { $list }, at most { $most }

## core: campaign/decide

occasion = occasion
unit = unit
there-is-no-kind-of-this-name-now = there is no { $kind } “{ $name }” now
what-number-is-more-than-most-which-is = “{ $what }”: { $number } is more than { $most }, which is the most; see whether it was mistyped
on-lies-in-the-future-today-is-today = { $on } lies in the future (today is { $today })

## core: campaign/decide/assign

kind-of-task = kind of task
kind-of-task-was-taken-out-of-the-file = { $id } was taken out of the file: no task is given out as it any more
say-what-is-to-be-done = say what is to be done
the-title-has-too-many-bytes = the title has { $length ->
        [one] { $length } byte
       *[other] { $length } bytes
    }, at most { $most }: it is a line of a message
the-title-holds-a-new-line-or-characters = the title holds a new line or characters that nobody sees: write it again in one line
unit-or-audience = unit or audience
count-units-are-named-at-most-chunk-give = { $count ->
        [one] { $count } unit is
       *[other] { $count } units are
    } named, at most { $chunk }: give it to the whole of { $called }, naming nobody
nobody-of-name-takes-part-now-to-whom = nobody of { $name } takes part now to whom this may be given
code-does-not-take-part-now = { $code } does not take part now
code-is-not-among-called-to-whom-such = { $code } is not among { $called }, to whom such tasks are given
or-between-alternatives = {" "}or{" "}
day-is-a-rest-day-give-a-working = { $day } is a rest day: give a working day, such as { $days }
it-is-heard-of-on-first-behind-day = given out now it is heard of on { $first }, behind its due day { $day }: give { $first } or a later day
the-day-and-its-reminders-need-year-for = the day and its reminders need { $year }, for which the calendar { $name } has no table: give another day
day-is-over-today-is-today-give-a = { $day } is over (today is { $today }): give a day from today on
the-campaign-ends-on-last-before-day-give = the campaign ends on { $last }, before { $day }: give an earlier day

## core: campaign/decide/candidate

stage = stage
name-is-not-public-now-objections-are-heard = { $name } is not public now: objections are heard during publicity
no-objection-to-name-is-open = no objection to { $name } is open
there-is-no-candidate-name = there is no candidate “{ $name }”
name-was-rejected-so-its-reason-stays = { $name } did not pass this stage, and the reason that was given stays
the-objection-was-settled-so-its-reason-stays = the objection to { $name } was settled so, and the reason that was given stays
name-has-passed-the-last-stage = { $name } has passed the last stage
name-was-rejected = { $name } was rejected
name-is-out-an-objection-was-upheld = { $name } is out: an objection was upheld
name-has-come-to-due-not-to-said = { $name } has come to { $due }, not to { $said }
an-objection-to-name-is-open-settle-it = an objection to { $name } is open: settle it first
name-is-public-up-to-the-end-of = { $name } is public up to the end of { $last }: the next stage is passed after that day
publicity-would-end-in-year-for-which-the = publicity would end in { $year }, for which the calendar { $name } has no table

## core: campaign/decide/case/receive

the-campaign-has-number-cases-at-most-cases = the campaign has { $number ->
        [one] { $number } case
       *[other] { $number } cases
    }, at most { $cases_max }
kind-of-case-was-taken-out-of-the-file = { $id } was taken out of the file: no further cases come in under it
kind-of-case = kind of case
what-causes-no-visit-of-name = “{ $what }” causes no visit of { $name }
on-lies-before-the-campaign-which-begins-on = { $on } lies before the campaign, which begins on { $first }
visits-after-events-were-taken-out-of-the-file = { $name }: visits because of events were taken out of the file
event-that-causes-visits = event
write-a-day-such-as-6-26 = write a day such as 2014-06-26
visits-that-events-cause = programme of visits that events cause
code-is-no-place-of-these-visits = { $code } is no place of { $name }; name the place where it happened
visit-because-of-what-at-place = { $what } on { $on }, { $code } { $short }
visit-because-of-what = { $what } on { $on }
received-at-lies-in-the-future = received at { $received }: it lies in the future
received-at-lies-before-the-launch = received at { $received }: it lies before the campaign was launched
say-from-which-source-a-case-of-id-came = say with --source from where the case of { $id } came: { $sources }
cases-of-id-come-from-sources-not = cases of { $id } come from { $sources }, not from { $source }
field = field
window = window
hotline = hotline
online = online
unit-code-does-not-handle-cases-of-id = unit { $code } does not handle cases of { $id }
unit-code-is-not-a-member-now = unit { $code } is not a member now
say-what-the-case-is-about-one-of = say with --about what the case is about: one of { $listed }
cases-of-id-are-not-told-apart-leave = cases of { $id } are not told apart; leave --about “{ $said }” out
said-is-none-of-listed = “{ $said }” is none of them; --about takes { $listed }
the-times-cannot-be-computed-without-the-year = calendar { $calendar } has no table for { $year }: the times cannot be computed; add that year and `muster apply` it

## core: campaign/decide/case/work

there-is-no-case-name = there is no case { $name }
name-was-answered-and-the-answer-stays = { $name } has been answered, and that answer stays; what is to be added is noted with `muster case note { $name }`
name-was-passed-up-and-what-was-asked-stays = { $name } was passed up and waits for a reply, and what was asked stays; what is to be added is noted with `muster case note { $name }`
the-step-stage-of-name-was-recorded-and-stays = the step “{ $stage }” of { $name } was recorded, and that record stays; what is to be added is noted with `muster case note { $name }`
name-was-called-back-and-its-record-stays = { $name } was called back, and that record stays; what is to be added is noted with `muster case note { $name }`
name-has-been-answered = { $name } has been answered
stage-is-no-step-of-name-its-steps = “{ $stage }” is not a step of { $name }; its steps are: { $listed }
the-next-step-of-name-is-next = the next step of { $name } is { $next }
cases-of-id-need-no-agent = cases of { $id } need no agent
post = post
the-record-of-name-is-its-agents-agent = the record of { $name } is its agent's ({ $agent }), not { $whose }'s
no-agent-is-named-for-name-name-one = no agent is named for { $name }: name one with `muster case appoint`
cases-of-id-are-not-passed-up = cases of { $id } are not passed up
name-does-not-wait-for-a-reply-from = { $name } does not wait for a reply from above
name-has-not-been-accepted-accept-it-with = { $name } has not been accepted: accept it with `muster case accept { $name }`
name-is-with-no-unit-give-it-to = { $name } is with no unit: give it to one with `muster case dispatch`
name-was-passed-up-and-has-no-reply = { $name } was passed up and has no reply yet
name-cannot-be-closed-without-its-agents-record = { $name } cannot be closed without its agent's record (`muster case assist`)
name-the-step-next-is-not-done-yet = { $name }: the step “{ $next }” is not done yet
the-answer-to-name-is-published-write-it = the answer to { $name } is published: say what it is
name-has-no-answer-yet-so-there-is = { $name } has no answer yet, so there is nothing to call back about
name-is-closed-only-who-is-dissatisfied-is = { $name } is closed; after that only a dissatisfied person is heard, and only where the file says that it is reopened

## core: campaign/decide/dead_letters

names-dead-letters-at-once-at-most-chunk = { $names ->
        [one] { $names } dead letter
       *[other] { $names } dead letters
    } at once, at most { $chunk }
name-was-not-given-up = { $name } was not given up
an-item-has-at-most-steps-max-steps = an item has at most { $steps_max } steps a due day, and these are used up

## core: campaign/decide/form

more-than-form-entries-max-entries-in-one = more than { $form_entries_max } entries in one list of the form; hand in the rest apart
id-knows-nothing-called-name-that-could-be = { $id } has nothing called “{ $name }” to cover
id-asks-whether-the-promise-was-kept-say = { $id } asks whether the promise was kept: say --kept, --partly or --broken
id-tries-something-out-it-ends-with-adopted = { $id } tries something out: it ends with --adopted or --not-adopted
id-does-not-ask-how-it-ended-leave = { $id } does not ask how it ended: leave the verdict out
the-promise-was-not-made-yet-so-it = the promise was not made yet, so it cannot be checked: hand in { $key }/{ $code } first
id-reports-no-progress-leave-done-out = no progress is reported for { $id }: leave --done out
nothing-can-be-done-yet-the-units-announcing = nothing can be done yet: the unit's { $announcing } is not closed
there-is-no-thing-no-count-were-announced = there is no thing { $no }: { $count } were announced in { $announcing }, counted from 1
comma-between-quoted-names = ”, “
missing-is-not-covered-say-it-with-covers = “{ $missing }” is not covered: say it with --covers
it-is-not-said-where-it-was-published = it is not said where it was published: --covers with one of “{ $outlets }”

## core: campaign/decide/hand_in

nothing-is-handed-in-for-key = nothing is handed in for { $key }
id-is-a-ledger-enter-rows-with-muster = { $id } is a ledger: enter rows with `muster ledger enter { $id }/{ $unit }`; that closes the item
it-has-been-handed-in-and-awaits-review = it has been handed in and awaits review
it-is-closed-have-it-returned = it is closed; to correct it, ask the reviewer to return it first (muster return { $name } --reason WHY), then hand in again
it-is-closed = it is closed
it-has-been-taken-out-of-use = it has been taken out of use
it-has-been-waived = it has been waived
it-has-passed-on-to-the-units-successor = it has passed on to the unit's successor
item-said = { $item }: { $said }
semicolon-between-reasons = ;{" "}
more-than-evidence-max-pieces-or-files-hand = more than { $evidence_max } pieces or files; hand in the rest as one archive
id-takes-numbers-alone-what-lies-behind-them = { $id } takes numbers alone: what lies behind them is not stored; report them with --number
id-counts-heads-no-text-of-a-person = { $id } counts heads: no text of a person is stored; leave the files out
need-is-not-asked-for-in-id = “{ $need }” is not asked for in { $id }
said-one-for-each-thing-that-is-not = { $said }: one for each thing that is not done, { $open } now
name-count-handed-in-at-least-least-needed = “{ $name }”: { $count } handed in, at least { $least } needed
name-count-handed-in-at-most-most-allowed = “{ $name }”: { $count } handed in, at most { $most } allowed
on-lies-long-before-the-campaign-the-earliest = { $on } lies long before the campaign; the earliest day is { $first }

## core: campaign/decide/judging

there-is-no-kind-of-this-number = there is no { $kind } number { $number }: the last is { $last }
this-campaign-has-facts-max-of-them-which = this campaign has { $facts_max } of them, which is the most
score-sheet = score sheet
code-is-not-scored-by-id = { $code } is not scored by { $id }
unit-was-merged-enter-it-for-its-successor = { $code } { $short } was merged into { $successor } { $its_name } and is scored no more: enter it for { $successor }
unit-has-left-and-is-in-no-table = { $code } { $short } left on { $left }, and “{ $name }” scores it no more
unit-joins-behind-the-freeze = { $code } { $short } joins on { $joined }, and “{ $name }” is frozen on { $freeze } without it
line-of-this-sheet = line of this sheet
id-was-frozen-on-freeze-what-comes-later = { $id } was frozen on { $freeze }: what comes later changes no score but by an appeal
snapshot-plan = snapshot plan
say-on-one-line-what-the-snapshot-is-for = say on one line of at most { $most } bytes what the snapshot is for
count-pieces-of-evidence-at-most-evidence-max = { $count ->
        [one] { $count } piece
       *[other] { $count } pieces
    } of evidence, at most { $evidence_max }

## core: campaign/decide/judging/appeals

id-knows-no-appeals = { $id } takes no appeals
appeals-are-filed-during-publicity-from-from-to = appeals are filed during publicity, from { $from } to { $until }
say-why-reason = say why (--reason)
an-appeal-of-unit-on-line-is-open = an appeal of { $unit } on “{ $line }” is open already
appeal = appeal
appeal-number-is-answered-already = appeal { $number } is answered already
an-appeal-that-is-upheld-changes-the-points = an appeal that is upheld changes the points (--change 1.5); one that is dismissed does not
the-line-of-the-appeal-is-gone = “{ $sheet }” has no line “{ $line }” any more, and nothing to change: dismiss the appeal with --no
an-appeal-changes-no-line-without-points = “{ $line }” of { $unit } has no points yet, and an appeal changes none where there are none: have the line scored, or dismiss the appeal (--no)
an-appeal-changes-so-much-at-most = “{ $line }” of { $unit } stands at { $points } of { $max }: it may rise by { $more } and fall by { $less } at most

## core: campaign/decide/judging/entries

name-is-not-judged-by-anybody-its-points = “{ $name }” is not judged by anybody: its points follow from what is counted or found
name-has-0-to-max-points-not-points = “{ $name }” has 0 to { $max } points, not { $points }
nothing-is-deducted-on-name = nothing is deducted on “{ $name }”
cause-follows-from-the-record = “{ $cause }” follows from the record: it counts where what an inspection found was not put right in time, and nobody enters it
put-right-what-was-found = put right what the { $found } found: { $cause }
put-right-what-was-found-several-times = put right what the { $found } found: { $cause } (×{ $times })
inspection = inspection
code-was-not-drawn-for-name-leave-the = { $code } was not drawn for { $name }: leave the inspection out, or draw again by its rule
id-gives-nothing-above-the-whole = { $id } gives nothing above the whole
entry = entry
cause-of-a-veto = veto
veto = veto
veto-number-is-decided-already-propose-it-again = veto { $number } is decided already: propose it again
cause-in-the-file = cause in the file
say-how-many-from-1-to-times-max = say how many, from 1 to { $times_max }, not { $times }
hand-in-what-shows-it = hand in what shows it: --evidence 照片=1, or --file 照片=PATH

## core: campaign/decide/judging/listing

list = list
kind-of-this-list = kind of this list
name-asks-for-evidence-evidence-or-file = “{ $name }” asks for evidence: --evidence or --file
name-goes-by-a-table-say-which-snapshot = “{ $name }” goes by a table: say which snapshot names the unit (--snapshot)
snapshot-that-was-taken = snapshot that was taken
entry-of-a-list = entry of a list
it-is-not-there = it is not there
name-hears-no-statements = “{ $name }” takes no statements
name-has-no-publicity = “{ $name }” has no publicity
entry-number-the-unit-may-make-a-statement = entry { $number }: the unit may make a statement up to { $last }; decide after it, or after that day
entry-number-was-not-made-public-muster-list = entry { $number } was not made public: muster list publish { $number }
entry-number-is-public-up-to-the-end = entry { $number } is public up to the end of { $last }: decide after that day
entry-number-no-notice-went-out-to-the = entry { $number }: no notice went out to the unit
entry-number-missing-of-notices-notices-to-the = entry { $number }: { $missing } of { $notices ->
        [one] { $notices } notice
       *[other] { $notices } notices
    } to the unit were not signed
said-decide-with-unsigned-known-if-it-stands = { $said }; decide with --unsigned-known if it stands all the same
that-needs-year-for-which-the-calendar-name = that needs { $year }, for which the calendar { $name } has no table
entry-number-is-decided-already = entry { $number } is decided already

## core: campaign/decide/judging/ratings

review-round = review round
group-of-raters = group of raters
session = session
raters-of-name-do-not-judge-their-own = raters of “{ $name }” do not judge their own unit: say of which unit they are (--unit)
raters-of-name-answer-as-posts-without-codes = raters of “{ $name }” answer each as their own post, once and without a code: on the page of the post, or by rating cast --as POST
paper-of-name-says-which-post-filled-it-in = raters of “{ $name }” answer each as their own post, once: the number of a paper ballot is the name of the post that filled it in, and “{ $number }” is no post of this group
invite-1-to-ballots-max-raters-at-once = invite 1 to { $ballots_max } raters at once, not { $count }
name-asks-for-a-comment-comment = “{ $name }” asks for a comment (--comment)
a-ballot-has-1-to-answers-max-answers = a ballot has 1 to { $answers_max } answers, not { $count }
something-is-answered-twice-on-one-ballot = something is answered twice on one ballot
this-ballot-has-answered-already-one-answer-counts = this ballot has answered already: one answer counts, and it stays
a-paper-ballot-has-a-number-of-at = a paper ballot has a number of at most { $word_max } bytes
this-code-was-not-given-out-for-name = this code was not given out for “{ $name }” in session { $key }
name-is-anonymous-answer-with-the-code-that = “{ $name }” is anonymous: answer with the code that you were given (--ballot)
this-group-is-anonymous-answer-as-role-not = this group is anonymous: answer as “{ $role }”, not as your own post
session-key-opens-on-opens = session { $key } opens on { $opens }
session-key-was-over-on-last = session { $key } was over on { $last }
goals-have-the-numbers-1-to-goals-not = goals have the numbers 1 to { $goals }, not “{ $about }”
about-is-not-judged-in-id = { $about } is not judged in { $id }
nobody-judges-their-own-unit-here-leave-about = nobody judges their own unit here: leave { $about } out
id-takes-no-sample-every-unit-is-looked = { $id } takes no sample: every unit is looked at
a-seed-has-1-to-word-max-bytes = a seed has 1 to { $word_max } bytes on one line
it-was-drawn-already-one-draw-stands = { $round }/{ $session } was drawn already: one draw stands
session-key-is-from-opens-to-due = session { $key } is from { $opens } to { $due }
name-is-answered-with-from-to-to-not = “{ $name }” is answered with { $from } to { $to }, not “{ $answer }”
group-is-answered-with-one-of = “{ $group }” is answered with one of { $names }, not “{ $answer }”

## core: campaign/decide/launch

it-runs-with-definition-running-not-wanted = it runs with definition { $running }, not { $wanted }

## core: campaign/decide/ledger

the-ledger-has-ledger-rows-max-rows-which = the ledger has { $ledger_rows_max } rows, which is the most
ledger = ledger
unit-code-keeps-no-ledger-id = unit { $code } keeps no ledger { $id }
id-has-no-fixed-rows-leave-row-out = { $id } has no fixed rows; leave “{ $row }” out
id-has-fixed-rows-say-which-with-row = { $id } has fixed rows; say which with --row: { $listed }
id-has-no-row-row-listed = { $id } has no row “{ $row }”: { $listed }
there-is-no-row-wrong-the-ledger-has = there is no row { $wrong }; the ledger has { $rows }
row-wrong-was-corrected-by-row-by-correct = row { $wrong } was corrected by row { $by }: correct that one

## core: campaign/decide/ledger/cells

column-name-is-filled-in-twice = column “{ $name }” is filled in twice
the-row-says-nothing-its-columns-are-listed = the row says nothing; its columns are { $listed }
the-row-does-not-say-when-it-was = “{ $name }” is empty; a row says of which day it is
there-is-no-column-name-the-columns-are = there is no column “{ $name }”; the columns are { $listed }
column-name-holds-what = column “{ $name }” holds { $what }
column-holds-a-text = a text
column-holds-a-whole-number = a whole number
column-holds-a-date = a date
column-holds-one-of-its-words = one of its words
date-lies-long-ago-the-earliest-year-is = { $date } is too long ago; the earliest year is { $ledger_year_min }
word-is-no-word-of-column-name-all = “{ $word }” is not a word of column “{ $name }”: { $all }

## core: campaign/decide/ledger/stock

stock-without-the-wrong-row = stock without the wrong row { $before }{ $sum } = { $after }
stock-before = stock before { $before }{ $sum } = { $after }
stock-cannot-be-negative-check-the-numbers = “{ $stock }” cannot be negative: { $equation }; check the numbers, or correct an earlier row with `muster ledger correct`
stock-is-at-most-most-check-the-numbers = “{ $stock }” is at most { $most }: { $equation }; check the numbers
stock-is-said-here-but-comes-to-another = “{ $stock }” is { $said } here, but { $equation }; leave it out and it is computed

## core: campaign/decide/nominate

id-has-several-titles-nominate-with-one-of = { $id } has several titles: nominate with one of them (muster nominate { $id } ...): { $titles }
selection = selection
round-was-taken-out-of-the-file = { $id } was taken out of the file: nobody is invited to it, answers or draws any more
sheet-was-taken-out-of-the-file = { $id } “{ $name }” was taken out of the file: nothing is entered on it any more; what was filed or proposed before is decided all the same
selection-was-taken-out-of-the-file = { $id } was taken out of the file: it takes no further candidates
id-has-no-stage = { $id } has no stage
a-code-is-no-persons-name-write-such-as = a code has 1 to { $most } small letters, digits and hyphens, and is not a person's name: such as a1
id-has-several-titles-say-which-all = { $id } has several titles, say which: { $all }
id-has-one-title-leave-title-out = { $id } has one title: leave “{ $title }” out
id-has-no-title-title-there-are-all = { $id } has no title “{ $title }”: there are { $all }
the-campaign-has-candidates-max-candidates-more-it = the campaign has { $candidates_max } candidates, more it cannot take
code-is-not-among-called-to-whom-name = { $code } is not among { $called }, to whom { $name } is open
name-opens-on-opens = { $name } opens on { $opens }
name-ended-on-due = { $name } ended on { $due }
id-is-not-planned = { $id } is not planned
name-ended-on-day = { $name } ended on { $day }

## core: campaign/decide/numbers

id-asks-for-no-number-name = { $id } asks for no number “{ $name }”
name-is-reported-twice-leave-one = “{ $name }” is reported twice: leave one
members-in-the-roster = {" "}(members in the roster)
bound-is-the-number-of-this-name = {" "}(“{ $name }”)
name-not-reported-at-least-least-needed-from = “{ $name }”: not reported, at least { $least } needed{ $from }
name-not-reported = “{ $name }”: not reported
name-value-reported-at-least-least-needed-from = “{ $name }”: { $value } reported, at least { $least } needed{ $from }
name-value-reported-above-the-ceiling-of-most = “{ $name }”: { $value } reported, above the ceiling of { $most }{ $from }; a number that is really so is reported with --above, which records it as above the ceiling
name-value-reported-more-than-the-of-of = “{ $name }”: { $value } reported, more than the { $of } of “{ $whole }” that it is a share of
other-is-not-reported-which-name-is-held = “{ $other }” is not reported, which “{ $name }” is held against

## core: campaign/decide/report

only-the-counterpart-of-a-channel-says-this = only the counterpart of the channel “{ $channel }” itself, or the program that sends, says whether a message arrived
no-message-name-was-handed-over-of-late = no message { $name } was handed over lately: it was not sent, or the time for receipts is over
the-message-is-under-way-say-it-again = the message { $name } is under way and not reported as handed over yet; say it again soon
the-message-went-by-another-channel = the message { $name } did not go by the channel “{ $channel }”
the-message-has-arrived-already = the message { $name } was said to have arrived: it cannot fail any more

## core: campaign/decide/review

key-is-not-reviewed = { $key } is not reviewed
name-has-not-been-handed-in-or-was = { $name } has not been handed in, or was reviewed already
name-was-not-handed-in-and-is-not-returned = { $name } has not been handed in, so there is nothing to return
name-is-closed-say-why-it-is-returned = { $name } is closed: say why it is returned for correction
name-is-of-a-unit-that-does-not-take-part = { $name } is of a unit that does not take part now: nobody could hand it in again
name-counts-in-sheet-which-was-frozen = { $name } counts in “{ $sheet }”, which was frozen on { $freeze }: it is not returned for correction any more; an appeal is still heard
point-is-no-point-of-the-rubric = “{ $point }” is not a point of the rubric
name-has-been-taken-out-of-use-it = { $name } has been taken out of use: it can only be accepted, not returned
it-was-returned-due-versions-max-times = it was returned { $due_versions_max } times
the-calendar-has-no-table-for-the-year = calendar { $calendar } has no table for { $year }

## core: campaign/decide/sign

contact = contact
no-message-name-has-been-sent = no message { $name } has been sent
the-file-lets-nobody-opt-out-of-reminders = the campaign’s file lets nobody opt out of reminders
nothing-that-the-post-gets-may-be-left-out = none of the reminders of { $post } may be left out
the-hour-of-letters-lies-between = letters can be had from { $first } to { $last }, and { $hour } is not between them

## core: campaign/decide/unopened

it-opens-on-day = it opens on { $day }
the-unit-has-no-such-item-it-is = the unit has no such item: it is not in the audience, or the item has not opened
duty-is-asked-for-several-times-open-now = “{ $duty }” is asked for several times; open now is { $item }
duty-is-asked-for-several-times-the-next = “{ $duty }” is asked for several times; the next one, { $item }, opens on { $day }

## core: campaign/decide/visits

left-out-where-no-visit-by-them-is-awaited = the plan leaves { $place } out, which awaits no visit by { $post }
the-visit-of-date-was-made-record-it = the visit of { $date } was made; record it

## core: campaign/decide/visits/change

item-has-no-visit-that-stands-not-planned = { $item } has no visit that stands: not planned yet, called off or recorded
visitor = visitor
post-may-not-visit-this-place-those-who-may = “{ $post }” may not visit { $place }; those who may are { $may }
who-has-had-its-times-there-already = { $who } has had { $each ->
        [one] { $each } time
       *[other] { $each } times
    } there already; it is the turn of { $waiting }
the-round-of-visits-is-over = the round of visits is over
the-visit-was-made-record-it = the visit was made; record it
a-visit-is-called-off-so-by-the-roster = that a unit takes part no more is said by the roster, and its visits go with it: cancel the visit instead
no-other-slot-of-the-round-is-free = no other slot of the round is free
free-are-offered = free are { $offered }
this-slot-breaks-rules-and-others = { $broken }; { $said }
the-visit-is-on-day-which-has-not = the visit is on { $day }, which has not come yet
the-visit-was-on-day-record-it-or = the visit was on { $day }: record it, or say that nobody came

## core: campaign/decide/visits/fixed

a-table-has-1-to-visits-fixed-max = a table has 1 to { $visits_fixed_max } visits, not { $count }
item-appears-twice = { $item } appears twice
key-is-no-open-round-of-visits = { $key } is not an open round of visits
the-roster-has-no-visitor-of-code = the roster has no visitor of { $code }

## core: campaign/decide/visits/record

on-lies-before-the-round-which-opened-on = { $on } lies before the round, which opened on { $opened }
key-is-no-visit-round = { $key } is not a round of visits
item-awaits-no-visit-not-a-place-or = { $item } awaits no visit: not a place, or recorded
the-file-asks-for-no-sections-put-name = the file asks for no sections: put “{ $name }” into the text
the-record-has-no-section-name-its-sections = the record has no section “{ $name }”, its sections are { $sections }
the-section-name-appears-twice = the section “{ $name }” appears twice
the-record-lacks-sections-write-each = the record lacks { $missing }: write each section, with “none” where there is nothing
the-rating-by-answer-does-not-fit-asked = the rating { $by }={ $answer } does not fit: asked are { $who }, once each, on the scale { $scale }
at-most-visit-actions-max-problems-of-one = at most { $visit_actions_max } problems of one visit become tasks
the-file-gives-out-no-kind-of-task = the file gives out no kind of task (交办, assignable): add one, or record without follow-ups

## core: campaign/hold

the-calendar-name-has-no-table-for-year = the calendar { $name } has no table for { $year }, so due days cannot be moved; resume with the days kept
it-is-held-already-and-its-reason-stays = it is held already, and the reason that was given stays; to give another one, resume it first (`muster resume`) and hold it again
there-is-no-phase-id-there-are-known = there is no phase “{ $id }”; there are { $known }

## core: campaign/message/announce

case-or-candidate-in-letters = { $name } ({ $id }/{ $number })
unit-was-merged-and-passes-on = { $code } { $short } was merged into your unit and passes on { $count ->
        [one] { $count } matter
       *[other] { $count } matters
    }: { $names }
matter-of-a-period = { $name } ({ $period })
appeal-in-letters = { $name }, “{ $line }” (appeal { $number })
entry-of-a-list-in-letters = { $name }, “{ $kind }” (entry { $number })

## core: campaign/rescheduler

what-was-moved-too-often = { $what } was moved too often

## core: campaign/rights/denial

who-belongs-to-unit-and-keeps-out-of = “{ $who }” belongs to { $unit } and keeps out of its own unit's matters: { $way_on }
who-does-not-have-what = “{ $who }” does not have { $what }: { $way_on }
who-is-not-a-post-of-this-campaign = “{ $who }” is not a post of this campaign, and this needs { $what }: { $way_on }
for-what-is-its-own-only = {" "}for what is its own only
for-own-only = {" "}for { $own } only
who-has-what-only-not-for-about = “{ $who }” has { $what }{ $only }, not for { $about }: { $way_on }
the-phase-now-is-name = the phase now is “{ $name }”
no-phase-has-begun = no phase has begun
by-this-role = {" "}({ $role })
who-has-what-in-other-phases-only = “{ $who }”{ $by } has { $what } in the phase “{ $phases }” only, and { $now }: wait for it, or else { $way_on }
those-who-have-the-right-may = anyone who has the right “{ $right }” ({ $roles }) may, and{" "}
who-may-not-act-for-whose = “{ $who }” may not act for “{ $whose }”: { $others }anyone who answers for the same unit, or stands in for that role, may; or let “{ $whose }” do it
the-right-of-this-name = the right “{ $right }”
the-right-to-visit-in-name = the right “{ $right }” in “{ $name }”
the-role-name = the role “{ $name }”
a-role-here = a role here
what-is-the-units = { $unit }
what-is-name-s = what is { $name }'s
what-was-sent-to-post = what was sent to “{ $post }”
the-whole-campaign = the whole campaign
act-as-a-post-of-the-roster = act as a post of the roster
it-is-for-these = it is for { $these }
it-is-for-roles-here-posts = it is for { $roles } (here { $posts })

## core: definition

campaign-file = campaign file
there-is-no-duty-no-visit-and-no = there is no duty, no visit and no snapshot: but for notices of phases this campaign does nothing
write-below-duties-what-is-to-be-done = write below “duties” what is to be done

## core: definition/activities/busy

day-is-not-a-date = “{ $day }” is not a date
write-it-like-2014-06-01 = write it like 2014-06-01
text-is-not-a-time-of-day = “{ $text }” is not a time of day
write-it-like-09-00-and-leave-it = write it like 09:00, and leave it empty for the whole day
busy-until-until-but-only-from-from = busy until { $until }, but only from { $from }
check-both-times-write-a-night-as-two = check both times; write a night as two days
it-does-not-say-when-this-person-is = it does not say when this person is busy
add-days-or-calendar-with-an-ics-file = add “days”, or “calendar” with an .ics file

## core: definition/activities/cases

there-is-a-catalogue-but-finish-is-not = there is a “{ $catalogue }”, but “{ $finish }” is not “promised”, so that nothing uses it
write-finish-promised-or-delete-catalogue = write “{ $finish }: promised” or delete “{ $catalogue }”
finish-by-kinds-must-have-1-to-case = “{ $finish }” by kinds must have 1 to { $case_parts_max } of them
such-as-advice-same-day-complaint-5-working = such as {"{"}advice: same day, complaint: 5 working days{"}"}
source-of-a-case = source
callback-is-not-understood-written = “{ $callback }” is not understood: “{ $written }”
write-all-30-or-none = write all, 30% or none
text-is-a-source-of-the-files-own = “{ $text }” is none of the usual sources (field, window, hotline, online) and is used as it is written
own-runs-by-the-clock-and-letters-do-not = “{ $own }” runs by the clock, but letters go only from 9:00 to 18:00 on working days: what comes in at night or on a day of rest may be late before anybody hears of it
count-in-working-hours-or-telephone-as-well = count in working time, such as 2 working hours; where it must run by the clock, telephone as well

## core: definition/activities/duties

id-has-no-part-so-it-asks-for = “{ $id }” has no part, so it asks for nothing
write-its-parts-or-delete-the-line = write its parts or delete the line
own-and-second-cannot-stand-in-one-duty = “{ $own }” and “{ $second }” cannot stand in one duty
make-two-duties-or-two-parts-of-it = make two duties or two parts of it
a-duty-that-only-counts-takes-nothing-in = a duty that only counts takes nothing in: what lies behind the numbers is not stored
delete-needs-and-write-the-numbers-in-measures = delete “needs” and write the numbers in “measures”
have-things-are-asked-duties-pledges-ledgers-and = { $have ->
        [one] { $have } thing is
       *[other] { $have } things are
    } asked (duties, pledges, ledgers and so on), at most { $duties_max }
split-it-into-several-campaigns = split it into several campaigns

## core: definition/activities/eligible

or-by-has-no-effect-beside-turns = “{ $or_by }” has no effect beside “{ $turns }”: who takes turns goes, and nobody else
put-them-among-turns-or-delete-one = put them into “{ $turns }”, or delete “{ $or_by }”
who-visits-does-not-come-along = “{ $with }” has the role that visits: “{ $by }” goes anyway
it-does-not-say-who-else-may-visit = it does not say who else may visit
add-by-or-role = add “{ $by }” with roles or posts, or “{ $role }” with a role that is held at the place

## core: definition/activities/feeds

the-zone-zone-of-the-calendar-is-not = the zone “{ $zone }” of the calendar is not known and is read as the campaign's
this-is-no-calendar-file-icalendar = this is not a calendar file (iCalendar)
export-it-as-ics-from-the-calendar-and = export it as .ics from the calendar and put it here
the-calendar-has-too-many-events = the calendar has { $events ->
        [one] { $events } event
       *[other] { $events } events
    }, at most { $most }
export-only-the-time-of-the-campaign = export only the time of the campaign
the-calendar-is-nested-too-deep = the parts of the calendar are nested too deep from this line on, at most { $most }
the-time-of-an-event-of-the-calendar = the time of an event of the calendar cannot be read: { $start }
open-it-in-the-calendar-save-it-and = open it in the calendar, save it and export again

## core: definition/activities/handin

what-is-to-be-handed-in-is-not = what is to be handed in is not understood: “{ $text }”
write-plan-photos-2-or-items-1-2 = write plan, photos≥2 or items 1..2
name-appears-twice = “{ $name }” appears twice
delete-one = delete one
have-things-are-asked-for-but-one-handing = { $have ->
        [one] { $have } thing is
       *[other] { $have } things are
    } asked for, but one handing in holds at most { $evidence_max }
merge-things-that-are-alike-or-make-parts = merge things that are alike, or make parts of the duty
too-many-of-name-at-most-need-count = too many of “{ $name }”: at most { $need_count_max } of one thing
look-for-a-digit-too-many = look for a digit too many

## core: definition/activities/ledgers

kind-of-column = kind of column
column-of-a-ledger = column
name-holds-no-numbers-and-cannot-be-added = “{ $name }” holds no numbers and cannot be added
write-the-column-as-name-number = write the column as { $name }: number
the-balance-text-is-not-understood = the balance “{ $text }” is not understood
write-stock-previous-stock-in-out = write STOCK = previous STOCK + IN - OUT

## core: definition/activities/line

id-is-too-long-an-id-has-at = “{ $id }” is too long: an id has at most { $slug_length_max } characters
shorten-the-id-of-the-duty-or-the = shorten the id of the duty or the part

## core: definition/activities/outlets

outlet-of-the-campaign = outlet

## core: definition/activities/pledges

where-each-member-makes-a-pledge-only-heads = where each member makes a pledge only heads are counted, nothing of a person is taken in
delete-needs = delete “needs”
each-member-makes-a-pledge-but-no-number = each member makes a pledge, but no number is held against the members
add-a-line-measures-name-members = add a line “measures: [NAME ≥ members]”

## core: definition/activities/reminder_policies

there-are-more-than-policies-max-reminder-policies = there are more than { $policies_max } reminder policies
merge-policies-that-are-alike = merge policies that are alike
day-working-days-before-appears-twice = { $day ->
        [one] { $day } working day
       *[other] { $day } working days
    } before appears twice
the-same-role-appears-twice = the same role appears twice
the-card-goes-to-nobody = the card goes to nobody
write-roles-such-as-head = write roles, such as [head]
the-weekly-brief-goes-to-nobody = the weekly brief goes to nobody
write-roles-such-as-leader = write roles, such as [leader]
a-card-is-blue-yellow-or-red = a card is blue, yellow or red
write-blue-yellow-or-red = write blue, yellow or red
a-blue-card-goes-before-the-due-day = a blue card goes before the due day, a yellow or red one after it
write-before-for-blue-and-after-for-others = write before for a blue card, after for a yellow or red one
nobody-may-opt-out-of-text = nobody may opt out of “{ $text }”
write-before-on-day-or-overdue = write before, on_day or overdue; cards, notices of phases and news always come
the-policy-name-has-no-reminders-text = the reminder policy “{ $name }” has no reminders “{ $text }” that anybody could opt out of
delete-it-or-add-such-reminders = delete it, or add such reminders to the policy
the-reminder-policy-name-has-steps-step-at = the reminder policy “{ $name }” has { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }, at most { $steps_max }
remind-less-often-or-send-cards-to-fewer = remind less often or send cards to fewer roles

## core: definition/activities/review

return-due-counts-working-days-plain-says-otherwise = “{ $return_due }” counts working days; “{ $plain }” says otherwise
write-said-working-days-or-the-number-alone = write { $said ->
        [one] { $said } working day
       *[other] { $said } working days
    } or the number alone

## core: definition/activities/self_arranged

there-may-be-only-one-of-places-and = there may be only one of “{ $places }” and “{ $place_kinds }”
write-places-for-units-of-the-roster-place = write “places” for units of the roster, “place_kinds” for others
warn-by-tells-nobody-without-reminders = “{ $warn_by }” tells nobody anything, since “{ $remind }” says that nobody is reminded
warn-by-must-name-a-day-of-each = “{ $warn_by }” must name a day of each period
such-as-30th-working-day-of-the-quarter = such as 30th working day of the quarter
festival-name-days-lies-outside-the-campaign-first = “{ $festival_name }” ({ $days }) lies outside the campaign ({ $first } to { $last }): “{ $name }” before it will never happen
delete-this-festival = delete this festival

## core: definition/activities/services

name-promises-within-working-days-more-than-the = “{ $name }” promises { $within ->
        [one] { $within } working day
       *[other] { $within } working days
    }, more than the { $statutory } of the law
the-promised-time-may-not-be-longer-than = the promised time may not be longer than the statutory one
there-are-more-than-catalogue-max-items = there are more than { $catalogue_max } items
make-several-kinds-of-cases-of-it = make several kinds of cases of it
this-row-names-no-item = this row names no item
fill-it-in-or-delete-the-row = fill it in or delete the row
the-item-name-appears-twice = the item “{ $name }” appears twice
heading-must-be-a-number-of-working-days = “{ $heading }” must be a number of working days up to { $days_max }, not “{ $plain }”
write-5-a-promise-may-also-be-same = write 5; a promise may also be same day

## core: definition/activities/terms

campaign-alongside = campaign alongside
it-asks-for-the-focus-of-the-categories = it asks for the focus of the categories, but there are no themes
add-the-section-themes = add the section “themes”
number-that-is-reported = number
shares-name-a-number-and-its-parts = “{ $shares }” says of which number what are the parts
such-as-a-number-and-its-parts = write {"{"}trained: [doctors, nurses]{"}"}: in front of the colon a number of `measures`, in the brackets its parts
the-number-text-is-not-understood = the number “{ $text }” is not understood
write-a-name-alone-or-a-name-with = write a name alone, or a name with ≥ or ≤ and a number, members or another of these names

## core: definition/activities/themes

category-2 = category
name-asks-for-the-focus-of-the-category = “{ $name }” asks for the focus of the category, but “{ $kind }” has no theme
write-its-theme-and-focus-below-themes = write its theme and focus below “themes”

## core: definition/activities/travel

it-does-not-say-how-roads-are-counted = it does not say how the time on the road is counted
write-minutes-speed-or-a-table-of-times = write “minutes”, “speed” (km an hour) or “times” (a table)
code-appears-twice-first-in-row = “{ $code }” appears twice, first in row { $line }
the-table-of-roads-gives-no-minutes = the table gives no minutes at all
codes-first-minutes-in-the-other-cells = codes of places in the first row and the first column, minutes in the other cells
code-appears-twice-first-in-column = “{ $code }” appears twice, first in column { $column }
unit-with-the-code = unit with the code
delete-one-of-the-two = delete one of them
text-is-no-number-of-road-minutes = “{ $text }” is not a number of minutes on the road
write-a-whole-number-or-leave-it-empty = write a whole number from 0 to { $most }, or leave it empty
minutes-from-a-place-to-itself = it says { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } from a place to itself
write-0-and-see-whether-cells-moved = write 0 or nothing, and see whether cells have moved

## core: definition/activities/turns

each-needs-turns-beside-it-whose-visits = “{ $each }” needs “{ $turns }” beside it: whose visits?
add-turns-with-the-roles-or-posts-that = add “turns” with the roles or posts that go, or delete this line
role-or-post = role or post
name-is-among-those-before-it = “{ $name }” is among those before it
delete-it = delete it
several-posts-are-called-name-which-one = { $count ->
        [one] { $count } post is
       *[other] { $count } posts are
    } called “{ $name }”: which one?
write-its-id-one-of-ids = write its id: { $ids }

## core: definition/activities/visiting_hours

it-does-not-say-when-places-receive-visits = it does not say when places receive visits
write-hours-or-days-on-which-they-are-closed = write “weekdays”, “from” and “to”, or days as “closed”
open-until-until-but-only-from-from = open until { $until }, but only from { $from }
check-both-times = check both times
write-mon-or-mon-fri = write Mon or Mon-Fri
text-is-no-day-and-no-range-of-days = “{ $text }” is neither a day nor a range of days
write-it-like-2014-06-01-to-2014-06-05 = write it like 2014-06-01, or 2014-06-01 to 2014-06-05

## core: definition/activities/visits

there-are-more-than-visits-max-visit-programmes = there are more than { $visits_max } visit programmes
merge-programmes-that-are-alike = merge programmes that are alike
a-visit-from-this-time-ends-after-midnight = a visit from this time ends after midnight
the-same-time-appears-twice = the same time appears twice
make-it-earlier-or-delete-it = make it earlier or delete it
there-is-no-time-to-start-at = there is no time to start at
such-as-09-00-14-30 = such as ["09:00", "14:30"]

## core: definition/coverage

row-of-the-plan = row of the plan
and-more-more = {" "}and { $more } more
of-all-row-of-the-plan-done-are = of { $all ->
        [one] { $all } row
       *[other] { $all } rows
    } of the plan { $done } are served; no line serves { $named }{ $more }
name-the-row-in-the-ref-of-the = name the row in the “ref” of the line that serves it, or add what is missing
the-rows-text-are-not-understood-at-most = the rows “{ $text }” are not understood (at most { $rows_max } in all)
write-s1-s83-or-list-them-one-by = write S1..S83, or list them one by one

## core: definition/date_checks

the-audience-name-has-no-unit = the audience “{ $name }” has no unit
all-conditions-must-hold-loosen-them-or-tag = all conditions must hold: loosen them, or tag units in the roster
name-goes-to-role-but-no-unit-has = “{ $name }” goes to { $role }, but no unit has one
add-the-column-of-this-roles-posts-to = add the column of this role's posts to the roster, or say with “column” which one it is
name-goes-to-role-but-count-units-have = “{ $name }” goes to { $role }, but { $count ->
        [one] { $count } unit has
       *[other] { $count } units have
    } none (such as { $first })
fill-in-the-post-in-the-roster = fill in the post in the roster

## core: definition/date_checks/happening

name-will-never-happen = “{ $name }” will never happen
change-the-time-or-its-range = change the time or its range
some-months-have-no-day-day-there-the = some months have no day { $day }: there the last day counts
name-lies-before-the-start-first-it-is = “{ $name }” lies before the start ({ $first }): it is entered afterwards and never reminded
name-comes-to-due-before-the-start-first = “{ $name }” comes to { $due }, before the start ({ $first }): never reminded, never late
change-the-time-or-begin-the-campaign-earlier = change the time or begin the campaign earlier
there-is-no-holiday-table-for-year-calendar = there is no holiday table for { $year } (calendar { $name }): { $count ->
        [one] this date is provisional
       *[other] these { $count } dates are provisional
    }: { $days }; the holidays that are known count as rest days until it is out
there-is-no-holiday-table-from-first-to-last = there is no holiday table for { $year } (calendar { $name }): { $count ->
        [one] { $count } date
       *[other] { $count } dates
    } from { $first } to { $last } are provisional; the holidays that are known count as rest days until it is out
due-lies-after-the-end-of-the-campaign = { $due } lies after the end of the campaign ({ $last })
shorten-the-distance-write-rest-day-back-or = shorten the distance, write rest_day: back, or make the last phase longer
nominal-is-a-rest-day-it-moves-back = { $nominal } is a rest day; it moves back to { $due }
nominal-is-a-rest-day-it-moves-forward = { $nominal } is a rest day; it moves forward to { $due }
change-the-date-or-write-rest-day-back = change the date or write rest_day: back
nominal-is-a-rest-day-and-the-working = { $nominal } is a rest day and the working day before lies before the start: it is due on the first day, { $due }, a rest day too
change-the-date-or-write-rest-day-forward = change the date or write rest_day: forward
name-happens-too-often-at-most-occurrences-max = “{ $name }” happens too often, at most { $occurrences_max } times
write-a-longer-period-or-a-shorter-range = write a longer period or a shorter range
calendar-calendar-has-not-so-many-working-days = calendar { $calendar } does not have that many working days within { $look_around_days } days
write-fewer-days-or-look-at-the-calendars = write fewer days or look at the calendar's hours
name-falls-due-on-a-day-of-rest = “{ $name }” falls due on { $due }, a day of rest: there is no working day in that period
begin-on-a-working-day-or-let-it-move-forward = let the phase begin on a working day, or write “rest_day: forward”

## core: definition/date_checks/joined

the-notice-of-the-phase-name = the notice of the phase “{ $name }”
reminders-of-two-hours-join-in-one-message = { $later } ({ $hour }) and { $first } ({ $hour_first }) write to the same people: on days with both they join in one message at { $hour_first }
the-reminder-policy-name = the reminder policy “{ $name }”

## core: definition/date_checks/unheard

reminders-go-to-role-and-nobody-has-it = reminders go to { $role }, but no unit has one, so that nobody gets those of { $count ->
        [one] this line
       *[other] these { $count } lines
    }: { $names }
rename-the-column-written-of-the-roster = rename the column “{ $written }” of the roster to “{ $zh }” ({ $en }), or name it with “column” under “roles”
add-the-column-to-the-roster = add the column “{ $zh }” ({ $en }) to the roster and say in each row who holds the role; if it is another column, name it with “column” under “roles”

## core: definition/date_checks/visiting

name-has-too-few-rounds-for-its-visitors = “{ $name }”: { $visitors ->
        [one] { $visitors } visitor
       *[other] { $visitors } visitors
    } with { $each ->
        [one] { $each } visit
       *[other] { $each } visits
    } each need { $needed ->
        [one] { $needed } round
       *[other] { $needed } rounds
    }, this makes { $rounds ->
        [one] { $rounds } round
       *[other] { $rounds } rounds
    }: some will not get theirs
visit-more-often-over-a-longer-range-or = visit more often, over a longer range, or with fewer visitors or visits each
who-else-may-visit-no-place-of-name = these may visit no place of “{ $name }”
name-places-of-the-programme-and-roles-held-there = name places of the programme, and roles that somebody holds there, or delete them
nobody-may-visit-places = “{ $name }”: { $places ->
        [one] { $places } place
       *[other] { $places } places
    } (such as { $first }) that nobody may visit
visiting-hours-of-no-place-of-name = these visiting hours are for no place of “{ $name }”
name-places-of-the-programme = name places that the programme visits, or delete them
no-visit-fits-the-visiting-hours = “{ $name }”: { $places ->
        [one] { $places } place
       *[other] { $places } places
    } (such as { $first }) with visiting hours into which no visit from any start time fits
widen-the-hours-or-add-a-start-time = widen the hours, shorten the visits, or add a start time
into-these-visiting-hours-no-visit-fits = no visit of “{ $name }” fits into these visiting hours: visits begin at { $starts } and take { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
widen-these-hours-add-a-start-time-or-delete = widen these hours or add a start time that fits into them; or delete them if nobody is received then
no-working-day-in-the-visiting-hours = “{ $name }”: { $places ->
        [one] { $places } place
       *[other] { $places } places
    } (such as { $first }) with no working day of the campaign in the visiting hours
name-other-days-or-close-for-fewer = name days of the week that are working days, or close the place for fewer days
the-reminder-policy-name-is-used-by-nothing = the reminder policy “{ $name }” is used by nothing
name-it-where-it-is-meant-or-delete-it = name it in the lines that it is meant for, or delete it
reminders-of-name-lie-before-the-campaign = “{ $name }” reminds so long before (before: { $days }) that even for the last day of the campaign it lies before the campaign begins, and never goes out
write-fewer-days-before = write fewer days
the-blue-card-of-name-comes-before-its-reminders = the blue card of “{ $name }” (before: { $days }) comes before the first reminder (before: { $first }), when nothing was said that could wait to be signed for; it never goes out
let-the-card-come-behind-the-first-reminder = let the card come after the first reminder, or remind earlier
places-without-coordinates-go-by-towns = “{ $name }”: { $places ->
        [one] { $places } place
       *[other] { $places } places
    } without coordinates in the roster (such as { $first }), roads to them go by towns
add-coordinates-to-the-roster = add them to the column “location” of the roster

## core: definition/days/calendar

calendar-has-no-table-for-this-year = calendar { $name } has no table for { $year }, so working days cannot be computed
make-own-beside-this-file-or-file-from = make { $own } beside this file, or { $file }, from the year's official arrangement (columns date, arrangement, name; off or work); while it is not out, write missing_years: provisional
text-is-not-a-date-of-year = “{ $text }” is not a date of { $year }
write-it-like-year-05-04 = write it like { $year }-05-04
other-must-be-off-or-work = “{ $other }” must be off or work
write-off-for-a-day-off-work-for = write off for a day off, work for a made-up working day
day-appears-twice = { $day } appears twice
delete-one-row = delete one row

## core: definition/days/calendar/hours

text-is-no-day-of-the-week = “{ $text }” is not a day of the week
write-mon-mon-fri-or-make-up = write Mon, Mon-Fri or make-up
working-time-must-have-two-times-of-day = working time must have two times of day
write-08-30-and-12-00-the-end = write 08:30 and 12:00; the end of the day is 24:00
it-ends-at-to-not-after-from = it ends at { $to }, not after { $from }
write-a-shift-across-midnight-as-two-rows = write a shift across midnight as two rows
text-is-no-number-of-days-off = “{ $text }” is not a number of days off
write-1-to-9-or-leave-it-empty = write 1 to 9, or leave it empty
text-is-not-a-date = “{ $text }” is not a date
write-it-like-2014-10-02 = write it like 2014-10-02

## core: definition/days/time_limit

the-limit-text-of-what-is-not-understood = the limit “{ $text }” of “{ $what }” is not understood
write-5-working-days-4-working-hours-half = write 5 working days, 4 working hours, half a working day, same day or 2 hours (by the clock)

## core: definition/days/typed_day

typed-day-needs-a-year-without-table = “{ $text }” needs { $year }, for which the calendar { $calendar } has no table
typed-day-has-no-year = “{ $text }” has no year; write it like 2014-09-28
typed-day-is-not-in-its-month = there is no “{ $text }”: month { $month } has { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
typed-day-lies-in-two-years = “{ $text }” can be { $first } or { $last }: write the year
typed-day-is-not-in-the-campaign = “{ $text }” does not lie in the campaign ({ $first } to { $last }): write the year
typed-day-has-no-such-month = there is no “{ $text }”: there is no month { $month }
typed-day-is-not-a-single-day = “{ $text }” is not a single day; write September 28, 2014-09-28, mid-September, 3 working days before October 1

## core: definition/days/vague

word-is-bound-but-no-line-uses-it = “{ $word }” is bound, but no line uses it
word-names-no-time-and-nothing-binds-it = “{ $word }” names no time, and nothing binds it
bind-it-below-words-meanings-such-as-word = bind it below “words”, “meanings”, such as { $word }: once a quarter; or write a time here
the-meaning-text-of-key-is-neither-a = the meaning “{ $text }” of “{ $key }” is neither a cadence nor a limit
write-a-cadence-such-as-once-a-month = write a cadence such as once a month or a limit such as 3 working days, same day, 2 hours

## core: definition/description/grammar

the-campaign-itself = the campaign itself
rows-of-the-plan-to-see-which-no = rows of the plan, to see which no line serves
who-may-be-written-to-and-act = who may be written to and act
groups-of-units-the-first-is-everyone = groups of units; the first is everyone
themes-by-category-of-units = themes by category of units
vague-words-each-with-its-one-meaning = vague words, each with its one meaning
dated-stretches-of-the-campaign = dated stretches of the campaign
reminder-policies-the-first-counts-where-none-is = reminder policies; the first counts where none is named
what-is-asked-of-the-units = what is asked of the units
pledges = pledges
ledgers-rows-are-added-never-changed = ledgers: rows are added, never changed
where-the-campaign-publishes = where the campaign publishes
selections-in-stages = selections in stages
tasks-given-out-at-any-time = tasks given out at any time
programmes-of-field-visits = programmes of field visits
what-people-bring-at-any-time-with-its = what people bring at any time, with its limits
review-rounds-and-inspections = review rounds and inspections
score-sheets = score sheets
lists-of-commendation-and-criticism = lists of commendation and criticism
when-progress-is-counted = when progress is counted
channels-of-messages-the-first-one-first = channels of messages, the first one first
wording-of-messages-without-it-the-usual-one = wording of messages; without it the usual one
id-of-the-campaign = id of the campaign
name-as-it-stands-in-messages-and-reports = name, as it stands in messages and reports
rows-of-the-plan-that-it-serves = rows of the plan that it serves
the-year-written-once = the year, written once
iana-zone-such-as-europe-berlin = IANA zone, such as Europe/Berlin
calendar-of-working-days-such-as-cn = calendar of working days, such as cn
file-of-the-roster = file of the roster
the-superiors-paper = the superior's paper
campaigns-alongside = campaigns alongside
goals = goals
tags-of-duties-and-records = tags of duties and records
years-without-a-holiday-table-without-it-an = years without a holiday table; without it an error
error = error
groups-of-units-with-other-working-days = groups of units with other working days
what-times-mean-that-clocks-skip-or-repeat = what times mean that clocks skip or repeat
which-units = which units
calendar-without-it-the-campaigns = calendar; without it the campaign's
the-campaigns = the campaign's
whether-made-up-days-are-worked-they-usually = whether made-up days are worked; they usually are
true = true
a-time-that-is-skipped = a time that is skipped
after = after
a-time-that-comes-twice = a time that comes twice
first = first
name-of-the-role = name of the role
column-of-the-roster-that-says-who-holds = column of the roster that says who holds it
three-usual-roles-have-their-own-others-are = three usual roles have their own, others are one post for the whole campaign
units-whose-cells-read-the-same-share-one = units whose cells read the same share one contact
people-outside-the-roster-such-as-those-who = people outside the roster, such as those who are served
what-its-holders-may-do = what its holders may do
the-four-usual-roles-have-their-rights-others = the four usual roles have their rights, others none
phases-in-which-its-rights-hold-without-they = phases in which its rights hold; without, they always do
always = always
what-they-may-not-do-such-as-own = what they may not do, such as own_unit
role-that-stands-in-where-nobody-holds-it = role that stands in where nobody holds it
whether-its-holder-answers-for-the-unit = whether its holder answers for the unit
whether-what-it-reads-of-others-is-recorded = whether texts and files of other units that it reads are recorded for the auditor
scored-or-not = scored or not
either = either
any-of-these-categories = any of these categories
any = any
all-of-these-tags = all of these tags
only-these-units-by-code = only these units, by code
not-these-units = not these units
and-members-of-these-audiences = and members of these audiences
id-of-the-phase = id of the phase
its-name = its name
first-day = first day
last-day = last day
hour-of-the-notice-or-none = hour of the notice, or none
none = none
who-gets-the-notice-without-it-everyone = who gets the notice; without it everyone
the-first-audience = the first audience
reminder-policy = reminder policy
the-first = the first
cadences-run-in-this-phase = cadences run in this phase
role-that-gets-it = role that gets it
clerk = clerk
working-days-before-the-due-day = working days before the due day
not-before = not before
also-on-the-due-day = also on the due day
time-of-day = time of day
repeats-when-late-or-none = repeats when late, or none
not-urged-when-late = none
supervision-cards = supervision cards
weekly-brief-of-what-is-late = who is told on the first working day of each week what is late and under which card; it is part of that day's routine letter
no-weekly-brief = none
hours-within-which-an-outage-is-caught-up = hours within which an outage is caught up
reminders-that-people-may-opt-out-of = reminders that people may opt out of; what asks for an item first, cards and news always come
nobody-may-opt-out-of-any = none
every-so-many-working-days = every so many working days
so-many-times-at-the-most = so many times at the most
colour = colour
blue-card-working-days-before-the-due-day = of a blue card: working days before the due day; it goes where nobody has signed for a reminder
yellow-or-red-card-working-days-after = of a yellow or red card: working days after the due day
roles-that-get-it = roles that get it
in-so-many-weeks-at-the-most-it-tells = how many weeks it tells of one item at the most
name-2 = name
where-to = where to
role-that-visits = role that visits
who-take-turns-roles-posts-or-their-ids = who take turns: roles, posts or their ids
with-turns-fewest-visits-of-each-to-each = with turns: fewest visits of each to each place
roles-whose-holder-at-the-place-comes-along = roles whose holder at the place comes along on each visit
who-else-may-visit-roles-posts-or-their-ids = who else may visit: roles, posts or their ids
when = when
phase = phase
the-phase-with-cadences = the phase with cadences
first-day-of-the-range = first day of the range
first-day-of-the-phase = first day of the phase
last-day-of-the-range = last day of the range
last-day-of-the-phase = last day of the phase
what-a-rest-day-does-to-the-due = what a rest day does to the due day
back = back
times-of-day-at-which-one-may-begin = times of day at which one may begin
minutes = minutes
most-visits-of-one-visitor-in-a-week = most visits of one visitor in a week
fewest-days-between-two-visits-to-one-place = fewest days between two visits to one place
when-places-receive-visits = when places receive visits
whenever-the-programme-goes = whenever the programme goes
when-visitors-cannot-visit-it-holds-for-every = when visitors cannot visit; it holds for every programme
minutes-on-the-road-between-two-towns-and = minutes on the road: between two towns, and around busy times; or how to count them
working-days-of-notice = working days of notice
working-days-within-which-it-is-recorded = working days within which it is recorded
sections-of-the-record = sections of the record
kind-of-case-that-it-becomes = kind of case that it becomes
who-is-asked-how-content-they-are = who is asked how content they are
minutes-around-busy-times-and-where-nothing-better = minutes around busy times, and between places of which nothing better is known
kilometres-an-hour-as-the-crow-flies = kilometres an hour as the crow flies, from the coordinates of the roster
table-of-minutes-from-each-place-to-each = table of minutes from each place (row) to each (column); it counts first
which-places-they-may-visit = which places they may visit
roles-posts-or-their-ids = roles, posts or their ids
roles-whose-holder-at-the-place-may-visit-it = roles whose holder at the place itself may visit it
whose-visiting-hours-these-are = whose visiting hours these are
all-places-of-the-programme = all places of the programme
days-of-the-week-single-or-from-to = days of the week, single (Mon) or from to (Mon-Fri)
days-on-which-they-receive-no-visits = days on which they receive no visits, single or a range
whose-a-post-or-its-id = whose: a post or its id
on-which-days-single-or-a-range = days, single or a range
from-when = from when
until-when = until when
the-persons-own-calendar-ics-its-times-never = the person's own calendar (.ics): its times, never its titles
which-units-are-counted = which units
time-of-the-cut-off = time of the cut-off
over-the-whole-campaign = the whole campaign
first-day-of-the-campaign = first day of the campaign
last-day-of-the-campaign = last day of the campaign
what-a-rest-day-does-to-the-day = what a rest day does to the day
text-file-beside-this-one-with-these-words = text file beside this one that holds these words
language-in-which-people-are-written-to = language in which people are written to
zh = zh
the-one-message-of-a-day = the one message of a day
built-in = built in
a-red-card = a red card
what-is-said-at-once-returned-a-task = what is said at once: returned, a task, news of a visit

## core: definition/description/grammar/asked

its-title = its title
file-beside-this-one = file beside this one
day-it-was-issued = day it was issued
phase-in-which-people-are-asked = phase in which people are asked
the-goals-one-question-each = the goals, one question each
its-tags = its tags
words-of-the-plan-each-must-have-a = words of the plan: each must have a meaning
what-each-word-means = what each word means
theme = theme
what-must-be-covered = what must be covered
the-part-that-these-units-play = the part that these units play
phase-in-which-it-falls-due = phase in which it falls due
the-one-it-falls-due-in-of-a = the one it falls due in; of a cadence, the phase with cadences
of-whom = of whom
when-april-25-mid-september-monthly-quarterly = when: April 25, mid-September, monthly, quarterly
methods-each-used-at-least-once = methods, each used at least once
what-must-be-treated = what must be treated
who-is-invited = who is invited
what-is-handed-in = what is handed in
only-numbers-nothing-is-stored-behind-them = only numbers, nothing is stored behind them
numbers-perhaps-with-a-floor-or-ceiling = whole numbers, each of them must be handed in; perhaps with a floor or ceiling
numbers-that-are-shown-as-shares = parts of a number, each reported as a number of its own and shown with its share: shares: {"{"}trained: [doctors, nurses]{"}"}; none may be more than the whole, but parts may overlap, so that their sum is held against nothing; a part may be left out
outlets-on-which-it-is-published = outlets on which it is published
tried-out-it-may-end-not-adopted = tried out: it may end not adopted
the-focus-of-the-category-must-be-covered = the focus of the category must be covered
campaigns-alongside-that-it-counts-for = campaigns alongside that it counts for
tags = tags
reminder-policy-or-none = reminder policy, or none
who-reviews-it = who reviews it
nobody-it-is-done-when-handed-in = nobody: it is done when handed in
progress-that-is-reported-until-it-is-done = progress that is reported until it is done
parts = parts
role-that-reviews = role that reviews
points-that-are-looked-at = points that are looked at
working-days-after-a-return-never-before-the = working days after a return, never before the day that stood; or keep
keep = keep
what-must-be-handed-in = what is handed in
the-one-it-falls-due-in = the one it falls due in
who-makes-it = who makes it
to-whom = to whom
what-it-must-speak-of = what it must speak of
each-member-makes-one-heads-are-counted = each member makes one; heads are counted
numbers = numbers
where-it-is-published = where it is published
how-it-is-checked = how it is checked
who-keeps-it = who keeps it
fixed-rows = fixed rows
columns-and-what-they-hold = columns and what they hold
stock-previous-stock-in-out = STOCK = previous STOCK + IN - OUT
how-often-it-must-be-fresh = how often it must be fresh
what-is-handed-in-besides = what is handed in besides
who-keeps-it-alive = who keeps it alive
how-often-an-outlet-must-be-fresh = how often it must be fresh
not-asked = not asked
titles-that-may-be-won = titles that may be won
ids-of-duties-and-reviews-that-it-looks = ids of duties and reviews that it looks at
stages-that-follow-each-other = stages that follow each other
units-that-do-it = units that do it
only-those-units-that-want-to = only those units that want to
role-of-the-committee-that-does-it = role of the committee that does it
working-days-of-publicity-from-then-on = working days of publicity, counted from the day after the stage is passed, which may be before its day
not-public = none
what-is-handed-in-where-units-owe-it = what is handed in, where units owe it
the-first-none-where-it-is-voluntary = the first; none where it is voluntary
role-that-gives-it-out = role that gives it out
units-that-it-may-be-given-to-without = units that it may be given to; without it everyone

## core: definition/description/grammar/judging

rows-such-as-s1-s83 = rows, such as S1..S83
stretches-of-the-day-in-which-it-may = stretches of the day in which it may be used
at-any-hour = any
not-on-rest-days = not on rest days
most-messages-a-minute = most messages a minute
no-limit = no limit
most-messages-a-day = most messages a day
reaches-a-post-by-its-name-without-an = reaches a post by its name, without an account
whose-people-go-on-days-of-their-own = whose people go, on days of their own
kinds-of-places = kinds of places
fewest-visits-of-each-person = fewest visits of each person
the-longest-unvisited-first = the longest unvisited first
what-causes-a-visit-besides = what causes a visit besides
working-days-within-which-one-goes-after-an-event = working days within which one goes, from the day of the event
before-which-festivals = before which festivals
file-of-festivals = file of festivals
day-by-which-somebody-is-told-when-nobody = day by which somebody is told when nobody went
the-sections = the sections
who-is-asked = who is asked
answers-from-best-to-worst = answers from best to worst
units-that-handle-it = units that handle it
decided-when-it-comes = decided when it comes
field-window-hotline-online = usual ones are field, window, hotline, online; others by names of your own, such as letter
of-any-kind = any
within-which-it-is-accepted-or-on-the = within which it is accepted, or on the spot
without-a-time-limit = no limit
within-which-it-is-finished-by-kinds-or = within which it is finished; by kinds; or promised
file-of-the-service-catalogue = file of the service catalogue
all-30-or-none = all, 30% or none
nobody-is-called-back = none
dissatisfied = dissatisfied
never = never
role-to-which-it-is-passed-up = role to which it is passed up
post-of-the-agent-without-whose-record-it = post of the agent, without whose record it cannot be closed
steps-that-are-tracked = steps that are tracked
whether-the-reply-is-published = whether the reply is published
units-that-are-judged = units that are judged
what-is-judged-when-it-is-not-units = what is judged when it is not units
when-several-may-be-written = when; several may be written
the-one-its-time-lies-in = the one its time lies in
role-that-judges = role that judges
groups-of-raters-weights-sum-to-100 = groups of raters, weights sum to 100
what-happens-when-too-few-rate = what happens when too few rate
wait = wait
what-is-asked = what is asked
fewest-units-of-a-sample = fewest units of a sample
within-which-what-was-found-is-put-right = within which what was found is put right
asked-before-and-after = asked before and after
reminder-policy-for-raters-of-the-roster-or = reminder policy for raters of the roster and for who draws the sample, or none
role = role
weight = weight
a-range-or-answers-with-points = 0..100, or answers with points
fewest-answers-that-count = fewest answers that count
whether-nobody-sees-who-answered-what = whether nobody sees who answered what
not-their-own-unit = not their own unit
percent-cut-off-at-each-end = percent cut off at each end
whether-a-comment-must-be-written = whether a comment must be written
whom-it-scores = whom it scores
what-all-groups-sum-to = what all groups sum to
indicators-of-its-own = indicators of its own
groups-which-sum-to-the-whole-or-a = groups, which sum to the whole; or a table (csv, xlsx)
points-above-the-whole = points above the whole
vetoes-not-the-best-or-as-a-grade = vetoes: not the best, or as a grade
ranked-within-the-category-or-all-together = ranked within the category or all together
category = category
lines-by-which-equal-totals-are-parted = lines that break ties, in this order
grades-from-best-to-worst = grades from best to worst
what-happens-when-a-line-has-no-value = what happens when a line has no value
last-day-of-evidence = last day of evidence
working-days-of-publicity = working days of publicity
none-goes-together-with-appeals = none; goes together with appeals
appeals = appeals
none-goes-together-with-publicity = none; goes together with publicity
larger-appraisals-that-take-the-result = larger appraisals that take the result
exported-where-no-file-is-named = kinds of file that `score export` writes where none is named: xlsx, html, csv
only-items-of-these-duties = only items of these duties
what-is-counted-done-rate-done-on-time = what is counted: done_rate, done_on_time
points-of-the-group = points of the group
its-lines = its lines
most-points = most points
only-for-these-categories = only for these categories
formula-done-on-time-due-15 = formula: done_on_time / due * 15
points-taken-away-for-each-finding = points taken away for each finding
role-that-scores = role that scores
what-is-asked-of-it = what is asked of it
formula-for-units-without-data = formula for units without data
most-of-them = most of them
for-what-each-with-its-points = for what, each with its points
role-that-answers = role that answers
working-days-for-the-answer = working days for the answer
name-of-the-larger-appraisal = name of the larger appraisal
commend-or-criticise = commend or criticise
kinds-each-with-how-it-is-proposed = kinds, each with how it is proposed
required-or-true-false = required, or true, false
false-required-to-criticise = false; required to criticise
working-days-for-a-statement = working days for a statement
none-required-to-criticise = none; required to criticise
role-that-decides = role that decides
role-that-finds-it = role that finds it
what-it-finds = what it finds

## core: definition/description/layout

this-file-cannot-be-laid-out = this file cannot be laid out and stays as it is { $why }
write-what-is-unusual-as-the-sample-does = write what is unusual as the sample does, and try again

## core: definition/description/reference

word-with-other-word = `{ $word }` ({ $other })
heading-is = is
heading-column = column
heading-column-in-other-language = in Chinese
heading-meaning = meaning

## core: definition/description/reference/keys

heading-key = key
heading-key-in-other-language = in Chinese
heading-what-to-write = value
heading-without-it = without it
heading-rows-of-the-plan = rows
heading-section = section
heading-needed = needed
yes-2 = yes
the-same-keys-as-above = ; the same keys as above
needed-in-bold = {"*"}*needed**
false = false
name-of-an-audience-or-conditions = name of an audience, or conditions
the-keys-below = the keys below
names-of-your-own = names of your own
or-several = , or several
or = ; or{" "}
text = text
lines-of-text = lines of text
whole-number = whole number
true-false = true, false
id = id
time-09-00 = time "09:00"

## core: definition/description/reference/times

january-15 = January 15
that-day-without-a-year-the-one-in = that day; without a year the one in the campaign
january-15-of-2027 = 2027-01-15
the-same-with-its-year = the same with its year
early-january = early January
the-1st-to-the-10th-due-on-the = the 1st to the 10th, due on the last working day
mid-january = mid-January
the-11th-to-the-20th = the 11th to the 20th
late-january = late January
the-21st-to-the-end-of-the-month = the 21st to the end of the month
end-of-january = end of January
the-last-day-of-the-month = the last day of the month
daily = daily
every-working-day = every working day
weekly = weekly
the-last-working-day-of-every-week = the last working day of every week
every-friday = every Friday
each-friday-of-the-week = every Friday
monthly = monthly
the-last-working-day-of-every-month = the last working day of every month
quarterly = quarterly
the-last-working-day-of-every-quarter = the last working day of every quarter
half-yearly = half-yearly
the-last-working-day-of-every-half-year = the last working day of every half-year
yearly = yearly
the-last-working-day-of-every-year = the last working day of every year
fifteenth-of-the-month = 15th of the month
that-day-of-every-month-its-last-day = that day of every month; its last day where it is shorter
third-working-day-of-the-month = 3rd working day of the month
counted-from-the-first-of-the-month = counted from the first of the month
last-2nd-working-day-of-the-month = last 2nd working day of the month
counted-from-the-end-of-the-month = counted from the end of the month
first-monday-of-the-month = first Monday of the month
also-of-the-quarter-half-year-or-year = also of the quarter, half-year or year
last-friday-of-the-month = last Friday of the month
fifteenth-of-the-quarters-second-month = {""}
that-day-of-every-quarters-second-month = {""}
yearly-on-march-5 = {""}
that-day-of-every-year = {""}
twice-a-month = twice a month
spread-over-the-month = spread over the month
at-least-3-times-a-quarter = at least 3 times a quarter
the-same = the same
five-working-days-after-phase-start = 5 working days after phase start
of-the-lines-own-phase = of the line's own phase
three-working-days-before-phase-end = 3 working days before phase end
christmas = Christmas
the-festivals-day-by-the-calendars-table-of = the festival's day, by the calendar's table of festivals
three-working-days-before-christmas = 3 working days before Christmas
counted-back-from-the-festival = counted back from the festival
five-working-days-after-unit-plan-closes = 5 working days after unit-plan closes
for-each-unit-from-the-day-on-which = for each unit from the day on which it was done
five-working-days-after-unit-plan-is-due = 5 working days after unit-plan is due
from-the-due-day-of-that-duty = from the due day of that duty
crontab-at-half-past-8-on-mondays = crontab 30 8 * * MON
five-fields-of-crontab-weekdays-by-name = five fields of crontab, weekdays by name
five-working-days = 5 working days
until-the-end-of-the-fifth-working-day = until the end of the fifth working day after it, at midnight
four-working-hours = 4 working hours
only-working-hours-count = only working hours count
half-a-working-day = half a working day
half-of-a-working-days-hours = half of a working day's hours
same-day = same day
until-midnight-what-comes-on-a-rest-day = until midnight; what comes on a rest day or after hours has the next working day
two-hours = 2 hours
by-the-clock-rest-days-count = by the clock, rest days count
thirty-minutes = 30 minutes
by-the-clock = by the clock
heading-way-to-write = written
heading-way-in-other-language = in Chinese
heading-means = means

## core: definition/description/schema

a-campaigns-file = A campaign's file
key-with-other-word = { $says } ({ $other })

## core: definition/evaluation/assessments

nobody-judges-in-name = nobody judges in “{ $name }”
write-by-a-role-or-raters-groups-with = write “by” (a role) or “raters” (groups with weights)
name-has-key-but-no-role-of-the = “{ $name }” has “{ $key }”, but no role of the roster among its “{ $raters }”: reminders reach nobody
delete-key-who-is-outside-the-roster-has = delete “{ $key }”: people outside the roster have no address, so say the last day when codes are handed out
name-has-key-and-no-when-there-is = “{ $name }” has “{ $key }” and no “{ $when }”: there is no day to count from
write-when-or-delete-key = write “{ $when }”, or delete “{ $key }”
name-has-key-and-judges-no-units = “{ $name }” has “{ $key }”, but judges goals: there is no unit that puts anything right
name-has-key-and-nobody-rates = “{ $name }” has “{ $key }”, but no raters of whom there could be too few
name-has-key-and-judges-units = “{ $name }” has “{ $key }”, but judges units: only goals are compared before and after
name-has-key-and-nobody-inspects = “{ $name }” has “{ $key }”, but nobody looks at units in it: it has no “by”, or judges goals
name-has-key-and-raters-find-nothing = “{ $name }” has “{ $key }”, but raters judge in it: they find nothing that is put right
name-has-key-but-the-file-gives-out-no-tasks = “{ $name }” has “{ $key }”, but the file has no “{ $tasks }”: what is found becomes nobody's task, and nobody is reminded
write-a-kind-of-task-below-tasks-or-delete-key = write a kind of task below “{ $tasks }” (the first carries what is found), or delete “{ $key }”
name-has-key-but-no-line-deducts = “{ $name }” has “{ $key }”, but no line of a score sheet has “{ $deduct }”: what is found cannot be entered
write-a-line-with-deduct-or-delete-key = write a line with “{ $deduct }” on a score sheet, or delete “{ $key }”
judges-can-only-be-goals-units-are-judged = “{ $judges }” can only be goals; units are judged with “{ $who }”
write-one-of-the-two = write one of the two
key-must-be-wait-share-or-zero = “{ $key }” must be wait, share or zero
usually-wait-no-score-until-there-are-enough = usually wait: no score until there are enough, and somebody is told

## core: definition/evaluation/deadline_checks

the-last-appeal-is-answered-on-day-after = the last appeal is answered on { $day }, after the end of “{ $end }” ({ $last })
move-the-freeze-forward-or-shorten-publicity-or = move the freeze forward, or shorten publicity or answers
that-day-is-computed-with-the-table-of = that day is computed with the table of { $year } ({ $file }/{ $year }.csv)
name-falls-due-on-due-after-sheet-is = “{ $name }” falls due on { $due }, after “{ $sheet }” is frozen on { $freeze }: it comes too late to count
move-it-before-the-freeze-or-the-freeze = move it before the freeze, or the freeze after it
of-what-goes-to-role-count-posts-have = of what goes to { $role }, { $count ->
        [one] { $count } post has
       *[other] { $count } posts have
    } no account on any channel (such as { $first })
fill-in-accounts-in-the-roster-or-add = fill in accounts in the roster, or add a channel with “by_post” (such as the exchange of papers)

## core: definition/evaluation/grades

grades-go-from-best-to-worst-with-falling = “{ $grades }” go from best to worst, with falling points
such-as-good-first-30-and-85-fair = such as {"{"}good: first 30% and >= 85, fair: >= 60, poor: rest{"}"}
the-last-grade-must-be-rest-so-that = the last grade must be “rest”, so that everybody has one
only-the-last-grade-is-rest = only the last grade is “rest”
the-condition-written-of-the-grade-name-is = the condition “{ $written }” of the grade “{ $name }” is not understood; { $said }
write-60-first-30-first-30-and-85 = write >= 60, first 30%, first 30% and >= 85, and “rest” for the last
grade = grade
line-of-the-sheet = line of the sheet
what-counts-working-days-and-must-say-so = “{ $what }” counts working days and must say so
such-as-5-working-days = such as 5 working days

## core: definition/evaluation/lists

tone-must-be-commend-or-criticise = “{ $tone }” must be commend or criticise
write-commend-or-criticise = write commend or criticise
the-list-has-no-kind = the list has no kind
such-as-units-grade-good = such as {"{"}units: [grade good]{"}"}
the-condition-text-is-not-understood = the condition “{ $text }” is not understood
write-grade-good-total-60-red-cards-2 = write grade good, total < 60, red_cards >= 2, nominated, or {"{"}by: committee, finding: too little attention{"}"}
indicator = indicator
without-a-score-sheet-there-is-no-total = without a score sheet there is no total and no grade
write-a-score-sheet-below-scores-or-another = write a score sheet below “scores”, or another condition

## core: definition/evaluation/raters

raters-must-have-1-to-case-parts-max = “{ $raters }” must have 1 to { $case_parts_max } groups
such-as-public-members-leaders = such as public, members, leaders
kind-weights = weights
kind-points = points
off-too-much = { $off } too much
short-too-little = { $short } too little
the-kind-of-key-sum-to-sum-not = the { $kind } of “{ $key }” sum to { $sum }, not to { $wanted } ({ $said })
change-the-kind-so-that-the-sum-is = change the { $kind } so that the sum is exact
name-is-anonymous-with-a-minimum-below-least = “{ $name }” is anonymous with a minimum below { $least }: of so few everybody knows who said what
write-key-least-or-more-or-do-without = write “{ $key }: { $least }” or more, or do without anonymity
the-scale-is-not-understood = the “{ $scale }” is not understood
write-0-100-or-answers-with-points-from = write 0..100, or answers with points from best to worst: [content 100, fairly content 80, not content 40]

## core: definition/evaluation/scorers

key-is-an-indicator-of-the-language-and = “{ $key }” is an indicator of the language and cannot be redefined
choose-another-name = choose another name
duty = duty
name-has-no-scorer-nobody-would-ever-score = “{ $name }” has no scorer: nobody would ever score it
write-one-of-auto-a-formula-deduct-points = write one of “auto” (a formula), “deduct” (points for each finding) and “by” (a role)
name-may-have-only-one-of-auto-deduct = “{ $name }” may have only one of “auto”, “deduct” and “by”
keep-one-and-delete-the-others = keep one and delete the others
in-a-formula-a-round-is-written-by-its-id = “{ $round }” is a name; a formula has the id: { $id }
the-formula-text-ends-too-early = the formula “{ $text }” ends too early
the-formula-text-is-not-understood-from-rest = the formula “{ $text }” is not understood from “{ $rest }” on
more-than-terms-max-terms = more than { $terms_max } terms
use-only-indicators-numbers-and-brackets-such-as = use only indicators, numbers, + - * / and brackets, such as done_on_time / due * 15

## core: definition/evaluation/scores

key-must-have-1-to-case-parts-max = “{ $key }” must have 1 to { $case_parts_max } lines
make-groups-or-merge-lines-that-are-alike = make groups or merge lines that are alike
ranked-must-be-category-or-all = “{ $ranked }” must be category or all
write-category-when-institutions-and-enterprises-never-compete = write category when institutions and enterprises never compete
export-format = export
the-freeze-on-freeze-lies-outside-the-campaign = the freeze on { $freeze } lies outside the campaign ({ $first } to { $last })
change-the-date = change the date

## core: definition/evaluation/selections

name-has-key-but-who-does-it-is = “{ $name }” has “{ $key }”, but who does it is outside the roster and has no address
delete-key = delete “{ $key }”
no-unit-owes-the-stage-name-key-has = no unit owes the stage “{ $name }”: “{ $key }” has no effect there
the-stage-id-needs-either-who-units-do = the stage “{ $id }” needs either “who” (units do it) or “by” (a role does it)
such-as-by-office = such as by: office
a-stage-happens-once-write-a-date-not = a stage happens once: write a date, not a cadence
such-as-september-30-or-late-september = such as September 30 or late September
duty-or-review = duty or review
public-for-days-working-days = , public for { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    },
name-is-on-due-but-earlier-is-not-over = “{ $name }” is on { $due }, but “{ $earlier }”{ $public } before it allows no earlier day than { $from }
move-it-to-from-or-later = move it to { $from } or later

## core: definition/evaluation/sheets

way-to-score = way to score
this-row-has-no-name-of-its-line = this row has no name of its line
write-the-name-or-delete-the-row = write the name, or delete the row

## core: definition/evaluation/snapshots

there-are-more-than-snapshots-max-snapshot-plans = there are more than { $snapshots_max } snapshot plans
use-a-cadence-such-as-monthly-instead-of = use a cadence such as monthly instead of single dates

## core: definition/evaluation_config

a-kind-of-case = a kind of case
what-visits-carry-back-comes-from-the-field = what is brought at a visit comes from the field, and “{ $id }” does not have that among its “{ $sources }”
add-the-field-to-its-sources = add “field” to them, or name another kind of case
at-most-visit-cases-max-cases-of-one-visit = at most { $visit_cases_max } cases of one visit; take in the others with case receive
the-file-makes-no-cases-of-this-visit = the file makes no cases of what is brought at { $item }; take it in with case receive
what-is-brought-there-becomes-another-kind-of-case = what is brought at { $item } becomes a case of the kind { $kind }, as the file says
a-review-round = a review round
a-score-sheet = a score sheet
a-list = a list
kind-of-case-2 = kind of case

## core: definition/findings/explain/form

the-file-is-empty-or-has-nothing-but = the file is empty, or has nothing but comments
an-empty-file-holds-no-campaign-it-is = an empty file holds no campaign; it is probably the wrong one, or was not saved
only-this-line = # only this line
campaign-id-spring =
    campaign:
    {"  "}id: spring
the-file-is-larger-than-the-limit = the file is larger than the limit
thousands-of-duties-fit-a-larger-one-is = thousands of duties fit; a larger one is the wrong file, or holds a list that belongs in a table
ten-thousand-rows-of-a-list-pasted-into = ten thousand rows of a list pasted into the main file
roster-roster-csv = roster: roster.csv
this-is-not-a-text-file = this is not a text file
workbooks-documents-and-archives-must-be-saved-as = workbooks, documents and archives must be saved as text first
roster-roster-xlsx-renamed-to-csv = roster: roster.xlsx (renamed to .csv)
roster-roster-csv-saved-as-csv-utf-8 = roster: roster.csv (saved as CSV UTF-8)
the-file-is-not-in-utf-8-a = the file is not in UTF-8; a table in GBK is read as such, and that is said
with-the-wrong-encoding-names-turn-into-rubbish = with the wrong encoding names turn into rubbish, and go out so
campaign-yaml-saved-as-ansi = campaign.yaml (saved as ANSI)
campaign-yaml-saved-as-utf-8 = campaign.yaml (saved as UTF-8)
a-tab-stands-in-the-indentation = a tab stands in the indentation
indentation-says-what-belongs-to-what-and-a = indentation says what belongs to what, and a tab is as wide as each editor likes
campaign-id-spring-behind-a-tab =
    campaign:
    	id: spring
full-width-punctuation-stands-where-yaml-needs-ascii = full-width punctuation stands where YAML needs ASCII
to-the-parser-the-marks-of-a-chinese = to the parser the marks of a Chinese keyboard are ordinary letters
id-spring-with-a-wide-colon = id：spring
id-spring = id: spring
a-wide-or-no-break-space-stands-where = a wide or no-break space stands where YAML needs an ordinary one
it-looks-alike-but-the-indentation-is-lost = it looks alike, but the indentation is lost; pasting from pages and documents brings it in
campaign-id-spring-with-wide-spaces =
    campaign:
    　　id: spring
this-is-not-yaml-from-here-on = this is not YAML from here on
a-bracket-or-quote-is-unpaired-or-lines = a bracket or quote is unpaired or lines are not aligned; nothing after it can be read
before-list-without-its-bracket = before: [5, 1
before-list-with-its-bracket = before: [5, 1]
nested-too-deep-or-too-large = nested too deep, or too large
the-language-needs-a-few-levels-more-mean = the language needs a few levels; more mean that a bracket is missing
ref-in-many-brackets = ref: [[[[[[S1]]]]]]
ref-in-one-bracket = ref: [S1]
anchors-aliases-merge-keys-and-tags-are-not = anchors, aliases, merge keys and tags are not part of the language
what-is-used-twice-is-defined-once-under = what is used twice is defined once under a name that everybody can read
who-a-scored-true = who: &a {"{"}scored: true{"}"}
who-everyone = who: everyone
this-file-cannot-be-reformatted = this file cannot be reformatted
layout-may-not-change-what-a-file-says = layout may not change what a file says, so that faults must be fixed first
muster-fmt-of-a-faulty-file = muster fmt of a faulty file
muster-check-fix-what-it-names-then-muster = muster check, fix what it names, then muster fmt
what-may-be-meant-as-several-is-read-as-one = what may be meant as several, or as a count, is read as one name
read-as-one-it-is-asked-for-as-one = it is then asked for as one: three methods become one, and a count becomes part of a name
methods-run-together = methods: [read together; share online]
methods-apart = methods: [read together, share online]
the-language-has-no-such-key-here = the language has no such key here
with-one-letter-wrong-the-line-says-nothing = with one letter wrong the line says nothing, and nobody acts on it
untill-october-31 = untill: October 31
to-october-31 = to: October 31
a-key-appears-twice = a key appears twice
when-the-two-differ-nobody-knows-which-one = when the two differ nobody knows which one holds
when-april-18-when-april-25 =
    when: April 18
    when: April 25
when-april-25 = when: April 25
a-list-where-a-text-belongs-and-so = a list where a text belongs, and so on
lists-texts-and-lines-of-key-value-cannot = lists, texts and lines of “key: value” cannot stand for each other
name-a-b = name: [a, b]
name-a = name: a
a-key-that-must-be-there-is-missing = a key that must be there is missing
without-it-nobody-knows-what-is-to-be = without it nobody knows what is to be done or when
kickoff-name-kick-off-who-everyone = kickoff: {"{"}name: kick-off, who: everyone{"}"}
kickoff-name-kick-off-who-everyone-when-april = kickoff: {"{"}name: kick-off, who: everyone, when: April 18{"}"}
the-value-is-not-one-of-the-possible = the value is not one of the possible ones
a-value-that-is-not-understood-is-never = a value that is not understood is never guessed: a wrong guess goes out to people
hour-nine = hour: nine
hour-09-00 = hour: "09:00"
the-text-cannot-be-an-id = the text cannot be an id
ids-stand-in-keys-file-names-and-subjects = ids stand in keys, file names and subjects: a-z, 0-9 and - only
unit-plan-with-capitals = Unit Plan: {"{"}name: plan{"}"}
unit-plan-as-an-id = unit-plan: {"{"}name: plan{"}"}
a-name-is-used-that-nothing-defines = a name is used that nothing defines
a-misspelt-audience-role-or-indicator-leaves-a = a misspelt audience, role or indicator leaves a duty without anybody
who-countres = who: countres
who-counters = who: counters
an-id-or-name-was-given-twice = an id or name was given twice
under-one-id-messages-and-records-of-two = under one id messages and records of two things would mix
needs-photo-photo = needs: [photo, photo]
needs-photo-2 = needs: [photo≥2]
more-than-the-limit-or-fewer-than-the = more than the limit, or fewer than the least
everything-has-a-limit-against-slips-and-files = everything has a limit, against slips and files that bring a system down
needs-photo-10000 = needs: [photo≥10000]
needs-photo-10 = needs: [photo≥10]
a-key-has-no-value = a key has no value
an-empty-line-looks-written-and-says-nothing = an empty line looks written and says nothing
who = who:

## core: definition/findings/explain/judging

weights-do-not-sum-to-what-they-must = weights do not sum to what they must
a-sheet-that-does-not-sum-to-100 = a sheet that does not sum to 100 means nothing, and no appeal can be answered
crowd-weight-50-leaders-weight-40 =
    crowd: {"{"}weight: 50{"}"}
    leaders: {"{"}weight: 40{"}"}
crowd-weight-60-leaders-weight-40 =
    crowd: {"{"}weight: 60{"}"}
    leaders: {"{"}weight: 40{"}"}
something-is-scored-by-nobody = something is scored by nobody
at-the-end-it-is-empty-and-nobodys = at the end it is empty, and nobody's total can be computed
effect-max-20 = effect: {"{"}max: 20{"}"}
effect-max-20-by-assessors = effect: {"{"}max: 20, by: assessors{"}"}
the-formula-is-not-understood = the formula is not understood
formulas-have-only-sums-differences-products-ratios-and = formulas have only sums, differences, products, ratios and indicators: anybody can compute them by hand
auto-if-done-rate-0-9-then-15 = auto: if done_rate > 0.9 then 15
auto-done-rate-15 = auto: done_rate * 15
an-anonymous-group-is-too-small = an anonymous group is too small
among-three-everybody-knows-who-gave-the-low = among three everybody knows who gave the low mark, and nobody says the truth again
crowd-anonymous-true-at-least-3 = crowd: {"{"}anonymous: true, at_least: 3{"}"}
crowd-anonymous-true-at-least-30 = crowd: {"{"}anonymous: true, at_least: 30{"}"}
evidence-falls-due-after-the-freeze = evidence falls due after the freeze
a-unit-that-hands-in-on-time-and = a unit that hands in on time and gets no points will appeal
when-december-26-frozen-on-december-12 = when: December 26 (frozen on December 12)
when-december-5 = when: December 5
an-appeal-is-answered-after-the-end = an appeal is answered after the end
after-the-end-nobody-answers-and-no-result = an appeal may be answered after the end, but by then the results have been announced
freeze-december-19 = freeze: December 19
freeze-december-12 = freeze: December 12
the-next-years-holiday-table-is-needed = the next year's holiday table is needed
it-is-published-in-about-november-and-may = it is published in about November and may still change
freeze-december-19-answers-in-the-next-year = freeze: December 19 (answers in the next year)
freeze-december-12-answers-within-the-year = freeze: December 12 (answers within the year)
a-person-is-addressed-by-no-channel = a person is addressed by no channel
a-card-that-does-not-reach-the-head = a card that does not reach the head supervises nobody
channels-sms-heads-have-no-account = channels: {"{"}sms: {"{"}{"}"}{"}"} (heads have no account)
channels-sms-papers-by-post-true = channels: {"{"}sms: {"{"}{"}"}, papers: {"{"}by_post: true{"}"}{"}"}
no-line-serves-a-row-of-the-plan = no line serves a row of the plan
what-the-plan-says-and-the-file-does = what the plan says and the file does not is done by nobody, and noticed at the end
ref = ref: []
ref-s60 = ref: [S60]
a-promise-is-longer-than-the-law-allows = a promise is longer than the law allows
promises-are-to-be-faster-one-that-is = promises are to be faster; one that is slower breaks the law as soon as it is due
permit-15-20 = permit,15,20
permit-15-7 = permit,15,7
something-goes-to-whom-no-right-lets-go-on = something goes to people whose rights do not let them do it
letters-ask-for-it-and-every-try-is-refused = letters ask them for it, and each time they try they are refused
office-alone-handles-cases = clerk: {"{"}name: clerk, can: [submit, sign]{"}"}
clerks-handle-cases-too = clerk: {"{"}name: clerk, can: [submit, handle_cases, sign]{"}"}

## core: definition/findings/explain/tables

a-file-that-the-main-file-names-is = a file that the main file names is missing
without-roster-or-calendar-nobody-knows-who-there = without roster or calendar nobody knows who there is and which days are worked
roster-rooster-csv = roster: rooster.csv
a-row-of-a-table-is-faulty = a row of a table is faulty
a-faulty-row-is-never-skipped-silently-a = a faulty row is never skipped silently: a day or an item would be missing
deputy-a-2014-05-40-meeting = deputy-a,2014-05-40,meeting
deputy-a-2014-05-14-meeting = deputy-a,2014-05-14,meeting
there-is-no-holiday-table-for-a-year = there is no holiday table for a year that is needed
without-the-table-working-days-cannot-be-computed = without the table working days cannot be computed, and guessed ones are wrong
year-2031 = year: 2031
year-2014-or-put-calendars-cn-2031-csv = year: 2014 (or put calendars/cn/2031.csv there)
a-row-has-too-few-or-too-many = a row has too few or too many cells
shifted-by-one-cell-a-telephone-becomes-a = shifted by one cell a telephone becomes a name, so that the row is not read
row-with-a-cell-too-many = 005,streets,a,b
row-with-a-cell-in-quotes = 005,streets,"a,b"
a-column-is-missing = a column is missing
without-it-this-part-of-the-whole-table = without it this part of the whole table cannot be read
name-category = name,category
code-name-category = code,name,category
a-cell-of-the-roster-is-faulty = a cell of the roster is faulty
counts-dates-and-scoring-come-from-the-roster = counts, dates and scoring come from the roster; one wrong cell changes who takes part
members-thirty-one = members: thirty-one
members-31 = members: 31
a-code-or-short-name-appears-twice-in = a code or short name appears twice in the roster
under-one-code-nobody-knows-whose-papers-and = under one code nobody knows whose papers and points they are
two-units-with-one-code =
    005,streets
    005,lamps
two-units-with-two-codes =
    005,streets
    006,lamps
a-cell-names-a-unit-that-the-roster = a cell names a unit that the roster does not have
with-a-wrong-parent-or-successor-open-work = with a wrong parent or successor open work passes to nobody
merged-into-0009 = merged_into: 0009
merged-into-009 = merged_into: 009
units-stand-above-each-other-in-a-ring = units stand above each other in a ring
in-a-ring-nobody-is-on-top-and = in a ring nobody is on top, and sums would never end
units-below-each-other = 005 below 006, 006 below 005
one-unit-below-the-other = 006 below 005
an-audience-without-a-single-unit = an audience without a single unit
what-goes-to-nobody-was-never-announced = what goes to nobody was never announced
counters-category-firm-tags-counter-office = counters: {"{"}category: firm, tags: [counter, office]{"}"}
counters-category-firm-tags-counter = counters: {"{"}category: firm, tags: counter{"}"}
a-column-that-nobody-reads = a column that nobody reads
with-a-misspelt-heading-what-stands-below-it = with a misspelt heading what stands below it is lost
code-name-kategory = code,name,kategory
a-reminder-policy-has-more-steps-than-an = a reminder policy has more steps than an item can keep
urged-too-often-nobody-looks-any-more = urged too often nobody looks any more
overdue-every-1-at-most-200 = overdue: {"{"}every: 1, at_most: 200{"}"}
overdue-every-2-at-most-3 = overdue: {"{"}every: 2, at_most: 3{"}"}
a-message-template-does-not-render = a message template does not render
when-it-fails-at-sending-the-messages-of = when it fails at sending, the messages of that day do not go out
routine-unitname = routine: "{"{"}{"{"} unitname {"}"}{"}"}"
routine-unit = routine: "{"{"}{"{"} unit {"}"}{"}"}"
nobody-holds-a-role-that-is-written-to = nobody holds a role that is written to
without-somebody-to-write-to-the-reminder-reaches = without somebody to write to the reminder reaches nobody
head-post-empty = head_post: (empty)
head-post-chief = head_post: chief
a-role-names-a-column-that-the-roster = a role names a column that the roster does not have
without-the-column-nobody-holds-the-role-in = without the column nobody holds the role in any unit, and no letter to it arrives
clerk-name-clerk-column-clrk-post = clerk: {"{"}name: clerk, column: clrk_post{"}"}
clerk-name-clerk-column-clerk-post = clerk: {"{"}name: clerk, column: clerk_post{"}"}
the-roster-names-a-channel-that-the-file = the roster names a channel that the file does not list
where-the-file-lists-channels-only-these-are = where the file lists channels only these are used; one wrong letter and the person gets nothing
channel-mial-channels-mail = channel: mial (channels: {"{"}mail: {"{"}{"}"}{"}"})
channel-mail-channels-mail = channel: mail (channels: {"{"}mail: {"{"}{"}"}{"}"})
the-heading-of-a-table-is-not-its = the heading of a table is not its first row
titles-above-it-would-be-read-as-data = titles above it would be read as data; where it was found is said
roster-of-2014-code-name =
    Roster of 2014
    code,name
code-name = code,name
a-code-of-digits-is-shorter-than-the = a code of digits is shorter than the others
spreadsheets-save-001-as-1-and-then-it = spreadsheets save 001 as 1, and then it is another unit
code-that-lost-its-zeros = 1,bureau
code-with-its-zeros = 001,bureau
a-sheet-row-or-column-that-people-do = a sheet, row or column that people do not see
filtered-rows-are-read-a-hidden-old-sheet = filtered rows are read, a hidden old sheet is not; unseen nobody knows what was read
row-5-is-filtered-away = row 5 is filtered away
the-filter-is-taken-away-and-row-5 = the filter is taken away and row 5 is seen
a-cell-that-a-spreadsheet-damaged-or-never = a cell that a spreadsheet damaged or never calculated
with-a-changed-code-or-account-it-is = with a changed code or account it is another unit, and letters go astray
account-in-powers-of-ten = 1.38E+10
account-in-a-column-of-text = 13800000001 (the column formatted as text)

## core: definition/findings/explain/time

the-time-is-not-understood = the time is not understood
reminders-fall-on-the-wrong-day-when-a = reminders fall on the wrong day when a date is not exact
when-around-april-25 = when: around April 25
no-calendar-has-this-date = no calendar has this date
a-day-that-does-not-exist-never-comes = a day that does not exist never comes, and nothing is ever reminded
when-february-30 = when: February 30
when-february-28 = when: February 28
a-date-lies-outside-its-phase-or-the = a date lies outside its phase or the campaign
nothing-moves-after-the-end-of-a-phase = nothing moves after the end of a phase, so that it would never happen
phase-mobilization-when-may-16 =
    phase: mobilization
    when: May 16
phase-implementation-when-may-16 =
    phase: implementation
    when: May 16
phases-overlap = phases overlap
a-day-cannot-belong-to-two-phases-nobody = a day cannot belong to two phases: nobody would know what carries over
from-april-30 = from: April 30
from-may-1 = from: May 1
a-gap-lies-between-phases = a gap lies between phases
what-falls-due-in-the-gap-belongs-to = what falls due in the gap belongs to no phase
to-april-30-from-may-4 = to: April 30 ... from: May 4
to-april-30-from-may-1 = to: April 30 ... from: May 1
it-ends-before-it-begins = it ends before it begins
with-the-two-dates-swapped-it-has-not = with the two dates swapped it has not a single day
from-october-31-to-may-1 =
    from: October 31
    to: May 1
from-may-1-to-october-31 =
    from: May 1
    to: October 31
it-will-never-happen = it will never happen
what-stands-in-the-file-never-comes-the = what stands in the file never comes; the time is probably wrong
before-festivals-spring-festival-a-campaign-from-april = before_festivals: [Spring Festival] (a campaign from April to December)
before-festivals-party-founding-day-double-ninth = before_festivals: [Party Founding Day, Double Ninth]
it-lies-before-the-start-entered-afterwards-never = it lies before the start: entered afterwards, never reminded
what-is-over-should-not-be-urged-nor = what is over should not be urged, nor counted as late
when-mid-march-a-campaign-from-april-1 = when: mid-March (a campaign from April 1)
when-mid-april-if-it-is-to-be = when: mid-April (if it is to be reminded)
the-due-day-was-a-rest-day-and = the due day was a rest day and moved
deadlines-move-back-and-activities-forward-what-should = deadlines move back and activities forward; what should stay says so
when-september-20-a-saturday = when: September 20 (a Saturday)
when-september-20-rest-day-stay =
    when: September 20
    rest_day: stay
there-is-no-such-zone = there is no such zone
the-zone-says-what-nine-oclock-is-with = the zone says what nine o'clock is; with the wrong one it comes at night
timezone-asia-peking = timezone: Asia/Peking
timezone-asia-shanghai = timezone: Asia/Shanghai
a-limit-may-be-over-before-anybody-hears = a limit may be over before anybody hears of it
letters-wait-for-the-next-working-day = letters wait for the next working day, and limits by the clock do not
finish-urgent-2-hours = finish: {"{"}ordinary: 5 working days, urgent: 2 hours{"}"}
finish-urgent-2-working-hours = finish: {"{"}ordinary: 5 working days, urgent: 2 working hours{"}"}
a-vague-word-is-bound-to-nothing = a vague word is bound to nothing
nobody-could-say-when-it-falls-due-so = nobody could say when it falls due, so that nothing can be reminded
when-regularly = when: regularly
words-meanings-regularly-monthly = words: {"{"}meanings: {"{"}regularly: monthly{"}"}{"}"}
a-bound-word-is-used-by-no-line = a bound word is used by no line
another-word-probably-stands-where-it-was-meant = another word probably stands where it was meant, or it is misspelt
meanings-regulary-monthly = meanings: {"{"}regulary: monthly{"}"}
meanings-regularly-monthly-when-regularly =
    meanings: {"{"}regularly: monthly{"}"}
    when: regularly
a-stage-comes-before-the-one-ahead-of = a stage comes before the one ahead of it is over
named-before-publicity-is-over-the-selection-breaks = named before publicity is over, the selection breaks its own rules
stages-with-too-little-publicity = public: September 30 for 5 working days; named: October 8
stages-with-enough-publicity = public: September 30 for 5 working days; named: October 15
dates-rest-on-a-holiday-table-that-is = dates rest on a holiday table that is not out yet and are provisional
only-weekends-new-years-day-and-known-festivals = only weekends, New Year's Day and known festivals count now; the table that comes out may move them
missing-years-provisional-without-2027-csv = missing_years: provisional (without 2027.csv)
add-calendars-cn-2027-csv = add ../calendars/cn/2027.csv
what-is-written-has-no-effect = what is written has no effect
the-time-has-no-use-for-it-unsaid = the time has no use for it; unsaid, it would look as if it had
when-crontab-0-12-sat-rest-day-forward =
    when: crontab 0 12 * * SAT
    rest_day: forward
when-every-saturday-rest-day-forward =
    when: every Saturday
    rest_day: forward
a-crontab-with-days-of-the-month-and = a crontab with days of the month and of the week
as-in-crontab-5-a-day-of-either = as in crontab(5) a day of either will do; it need not be both
crontab-0-12-1-mon-for-mondays-that = crontab 0 12 1 * MON (for Mondays that are the 1st)
crontab-at-noon-on-the-first = crontab 0 12 1 * *
some-months-do-not-have-this-day = some months do not have this day
there-the-last-day-counts-so-that-no = there the last day counts, so that no month is left out
when-31st-of-the-month = when: 31st of the month
when-monthly = when: monthly
a-phase-ends-in-the-next-year = a phase ends in the next year
an-end-without-a-year-that-lies-before = an end without a year that lies before the beginning is in the next year, up to five months on
from-october-1-to-january-31 =
    from: October 1
    to: January 31
from-2026-10-01-to-2027-01-31 =
    from: 2026-10-01
    to: 2027-01-31
reminders-of-different-hours-join-in-one-message = reminders of different hours join in one message
a-person-gets-one-message-a-day-at = a person gets one message a day, at the earliest hour; on other days each keeps its own
hour-09-00-another-reminder-policy-has-08 = hour: "09:00" (another reminder policy has 08:30)
hour-08-30 = hour: "08:30"
the-sign-of-this-zones-name-is-reversed = the sign of this zone's name is reversed
etc-gmt-8-is-utc-8-with-utc = Etc/GMT+8 is UTC-8: with UTC+8 in mind every hour would be 16 hours off
timezone-etc-gmt-8 = timezone: Etc/GMT+8

## core: definition/findings/invisible

a-line-break = a line break
a-control-character = a control character
a-character-that-turns-the-direction-of-text = a character that turns the direction of text
a-character-without-any-width = a character without any width
what-holds-said-u-sign-that-nobody-sees = “{ $what }” holds { $said } (U+{ $sign }) that nobody sees
delete-it-and-type-it-again-on-one = delete it and type it again on one line

## core: definition/frame

the-tag-value-stands-in-other-already = the tag “{ $value }” stands in “{ $other }” already
a-tag-belongs-to-one-list-rename-or = a tag belongs to one list: rename or delete it
tag = tag

## core: definition/head

calendar-2 = calendar
key-must-be-first-or-second = “{ $key }” must be { $first } or { $second }
write-first-or-second = write { $first } or { $second }
there-is-no-zone-name = there is no zone “{ $name }”
write-an-iana-name-such-as-asia-shanghai = write an IANA name such as Asia/Shanghai
west-of-greenwich = west
east-of-greenwich = east
name-lies-on-this-side-of-greenwich = “{ $name }” lies { $side } of Greenwich, it is { $same }: the sign of such names is reversed
write-the-name-of-a-place-such-as = write the name of a place, such as Asia/Shanghai
what-must-name-a-file-beside-this-one = “{ $what }” must name a file beside this one, without .. or a drive
put-the-file-in-the-same-folder-and = put the file in the same folder and write its name
the-file-file-is-missing = the file “{ $file }” is missing
put-it-beside-this-file-or-correct-the = put it beside this file or correct the name

## core: definition/names

role-2 = role
reminder-policy-2 = reminder policy
phase-2 = phase

## core: definition/occasions

a-duty = a duty
a-visit-programme = a visit programme
a-snapshot = a snapshot
the-notice-of-a-phase = the notice of a phase
the-id-id-is-taken-at-line-line = the id “{ $id }” is taken at line { $line }, column { $column } ({ $kind })
change-one-of-them-ids-of-duties-parts = change one of them: ids of duties (parts included), visits, snapshots, cases, reviews, scores and lists must differ

## core: definition/people/audiences

audience-of-units = audience
there-are-more-than-audiences-max-audiences = there are more than { $audiences_max } audiences
define-an-audience-once-and-use-it-by = define an audience once and use it by name
the-unit-code-appears-twice = the unit “{ $code }” appears twice
unit-code = unit code

## core: definition/people/channels

the-stretch-of-time-text-is-not-understood = the stretch of time “{ $text }” is not understood
write-it-like-08-30-12-00-the = write it like "08:30-12:00", the earlier first
the-stretch-text-overlaps-one-before = the stretch “{ $text }” overlaps one before
make-one-of-them-or-move-them-apart = make one of them or move them apart

## core: definition/people/groups

there-are-more-than-groups-max-other-calendars = there are more than { $groups_max } other calendars
merge-groups-with-the-same-working-days = merge groups with the same working days

## core: definition/people/rights

right-of-a-role = right
exclusion = exclusion

## core: definition/people/roles

there-are-have-roles-at-most-roles-max = { $have ->
        [one] there is { $have } role
       *[other] there are { $have } roles
    }, at most { $roles_max }
merge-roles-that-are-alike = merge roles that are alike
name-has-a-column-of-posts-in-the = “{ $name }” has a column of posts in the roster and cannot be outside it
write-either-column-or-outside = write either “column” or “outside”
the-roster-has-no-column-column = the roster has no column “{ $column }”
did-you-mean-near = did you mean “{ $near }”?
the-roster-has-the-columns-headings = the roster has the columns { $headings }
name-cannot-stand-in-for-itself = “{ $name }” cannot stand in for itself
write-another-role-or-delete-the-line = write another role or delete the line

## core: definition/people/roster

the-roster-has-have-unit-a-campaign-at = the roster has { $have ->
        [one] { $have } unit
       *[other] { $have } units
    }, a campaign at most { $units_max }
split-the-roster-into-several-campaigns = split it into several campaigns
the-roster-has-no-unit = the roster has no unit
write-one-unit-a-row-below-the-heading = write one unit a row below the heading
the-campaign-file-lists-no-channel-name-so = the campaign file lists no channel “{ $name }”, so nothing is sent on it
the-file-lists-listed-change-the-cell-or = the file lists { $listed }; change the cell or add the channel to the file
it-leaves-on-left-before-it-joins-on = it leaves on { $left } before it joins on { $joined }
correct-one-of-the-dates = correct one of the dates
code-cannot-be-a-units-code = “{ $code }” cannot be a unit's code
write-plain-in-ordinary-characters = write { $plain } in ordinary characters
use-1-to-20-letters-digits-and-such = use 1 to 20 letters, digits and -, such as 001; delete rows of sums, signatures and remarks
this-cell-must-have-1-to-200-characters = this cell must have 1 to 200 characters
fill-it-in = fill it in
other-must-be-true-or-false = “{ $other }” must be true or false
write-true-if-it-is-scored-else-false = write true if it is scored, else false
there-is-no-language-other-people-are-written = there is no language “{ $other }”: people are written to in zh or en
write-zh-or-en-or-nothing-for-the = write zh or en, or nothing for the file's
text-is-not-a-number-of-members = “{ $text }” is not a number of members
write-digits-only = write digits only
cell-is-not-a-date = “{ $text }” is not a date
code-of-a-unit = code
short-name = short name
the-kind-text-appears-twice-first-at-line = the { $kind } “{ $text }” appears twice, first at line { $line }
change-one-of-them = change one of them
cell-of-column-has-this-fault = column “{ $heading }”: { $fault }

## core: definition/people/roster/columns

code-of-the-unit-unique-never-changed-its = code of the unit: unique, never changed, its zeros kept (needed)
full-name-needed = full name (needed)
short-name-for-messages-and-tables-without-it = short name for messages and tables; without it the full one
code-of-the-unit-above-it = code of the unit above it
category-within-which-units-are-ranked-needed = category, within which units are ranked (needed)
tags-separated-by-semicolons = tags, separated by semicolons
whether-it-is-scored-it-usually-is = whether it is scored; it usually is
number-of-members-which-members-of-a-duty = number of members, which “≥ members” of a duty is held to
channel-that-is-tried-first-stays-on-this = channel that is tried first; stays on this machine
account-on-it-stays-on-this-machine-never = account on it; stays on this machine, never in the log
short-number-by-which-its-people-are-phoned = short number by which its people are phoned; stays on this machine, never in the log
language-in-which-the-units-people-are-written = language in which the unit's people are written to: zh or en; without it the file's
town-by-which-visits-are-put-together = town, by which visits are put together
coordinates-latitude-first-for-visits-with-a-speed = coordinates, latitude first, such as "32.160,120.010"; for visits with a `speed`
day-from-which-it-takes-part-without-it = day from which it takes part; without it always
last-day-on-which-it-takes-part = last day on which it takes part
code-of-the-unit-that-it-was-merged = code of the unit that it was merged into

## core: definition/people/roster/contacts

the-contact-id-id-appears-twice = the contact id “{ $id }” appears twice
change-the-units-code-do-not-end-it = change the unit's code; do not end it with a role

## core: definition/people/roster/damaged

is-a-number-others-are-texts-so-its = is a number, others are texts, so its zeros or what was typed may be gone
has-one-digit-if-it-was-001-or = has one digit; if it was 001 or the like, its zeros are gone
is-shorter-than-others-so-its-zeros-may = is shorter than others, so its zeros may be gone
column-heading-text-said-did-a-spreadsheet-change = column “{ $heading }”: “{ $text }” { $said }; did a spreadsheet change it?
format-the-column-as-text-and-type-it = format the column as text and type it again

## core: definition/people/roster/links

it-is-merged-but-has-no-leaving-date = it is merged but has no leaving date
fill-in-its-last-day = fill in its last day
units-above-each-other = units above each other
units-merged-into-each-other = units merged into each other
column-heading-the-roster-has-no-code-code = column “{ $heading }”: the roster has no code “{ $code }”
is-it-near = did you mean “{ $near }”?
write-a-code-of-the-roster-or-leave = write a code of the roster or leave it empty
units-stand-in-this-ring = { $kind }: { $ring }
change-one-of-these-cells = change one of these cells

## core: definition/people/roster/location

cell-is-no-pair-of-coordinates = “{ $text }” is not a pair of coordinates
latitude-comes-first-swap-the-two-numbers = the latitude comes first: swap the two numbers
write-latitude-and-longitude-or-leave-it-empty = write latitude and longitude, such as 32.160,120.010, or leave it empty

## core: definition/people/roster/proposal

the-code-code-is-old-until-now-a = the code “{ $code }” was “{ $old }” until now: a spreadsheet took its zeros away
format-the-column-as-text-and-type-the = format the column as text and type the codes again

## core: definition/phases

there-must-be-1-to-phases-max-phases = there must be 1 to { $phases_max } phases
write-at-least-one-phase = write at least one phase
the-phase-id-id-appears-twice-first-at = the phase id “{ $id }” appears twice, first at line { $at }
it-ends-in-the-next-year-on-to = it ends in the next year, on { $to }
if-day-is-meant-write-its-year-too = if { $day } is meant, write its year too; the file's `year` is that of the first day
begin-it-on-day = begin it on { $day }
the-phase-second-begins-on-from-but-first = the phase “{ $second }” begins on { $from }, but “{ $first }” ends on { $to }: they overlap
first-ends-on-to-and-second-begins-on = “{ $first }” ends on { $to } and “{ $second }” begins on { $from }: there is a gap

## core: definition/right_checks

name-goes-to-units-whose-posts-may-not = “{ $name }” goes to units, but { $count ->
        [one] { $count } unit ({ $first }) has
       *[other] { $count } units (such as { $first }) have
    } no post with the right “{ $right }”: what they get they cannot go on with
give-the-right-to-a-role-of-the-units = in “{ $roles }”, add “{ $right }” to “{ $can }” of a role that units have, such as the clerk
name-is-given-out-by-a-role-that-may-not = “{ $name }” is given out by { $role }, who has not the right “{ $right }”: nobody can give it out
give-the-right-to-this-role = in “{ $roles }”, add “{ $right }” to “{ $can }” of { $role }

## core: definition/text/damage

this-is-a-formula-without-a-value = this is a formula without a value
text-the-formula-cannot-be-computed = “{ $text }”: the formula cannot be computed
text-has-more-than-15-digits-as-a = “{ $text }” has more than 15 digits; as a number the spreadsheet lost the last ones
a-spreadsheet-made-text-of-it-and-what = a spreadsheet made “{ $text }” of it, and what was typed is lost
text-is-a-date-a-spreadsheet-made-one = “{ $text }” is a date: a spreadsheet made one of what was typed
open-it-in-a-spreadsheet-let-it-recalculate = open it in a spreadsheet, let it recalculate and save it; or paste the value in place of the formula
format-the-column-as-text-first-then-type = format the column as text first, then type it again
column-heading-has-this-damage = column “{ $heading }”: { $said }

## core: definition/text/decimals

what-must-be-a-number-from-0-to = “{ $what }” must be a number from 0 to { $most } with at most four places
write-digits-only-such-as-15-or-12 = write digits only, such as 15 or 12.5

## core: definition/text/fields

no-names-in-brackets = (none)
nothing-follows-key = nothing follows “{ $key }”
fill-it-in-or-delete-the-line = fill it in or delete the line
what-lacks-own = “{ $what }” lacks “{ $own }”
add-a-line-own = add a line “{ $own }: ...”
lines-of-key-value = lines of “key: value”
a-text = a text
what-must-be-one-line-of-1-to = “{ $what }” must be one line of 1 to { $name_chars_max } characters
shorten-it-to-one-line = shorten it to one line
key-has-nothing-in-it = “{ $key }” has nothing in it
what-must-be-a-whole-number-from-from = “{ $what }” must be a whole number from { $from } to { $to }
write-digits-only-such-as-example = write digits only, such as { $example }
what-must-be-true-or-false = “{ $what }” must be true or false
write-true-or-false = write true or false
what-must-be-a-time-of-day = “{ $what }” must be a time of day
write-it-like-09-00-from-00-00 = write it like "09:00", from 00:00 to 23:59
text-appears-twice = “{ $text }” appears twice
key-has-have-at-most-most = “{ $key }” has { $have }, at most { $most }
merge-those-that-are-alike-or-delete-some = merge those that are alike or delete some
text-cannot-be-an-id = “{ $text }” cannot be an id
use-1-to-40-of-a-z-0 = use 1 to 40 of a-z, 0-9 and -, such as unit-plan
there-is-no-kind-name = there is no { $kind } “{ $name }”
there-are-names = there are: { $names }
nothing-stands-here = nothing
a-list-of-values = a list
what-must-be-wanted-this-is-is = “{ $what }” must be { $wanted }; this is { $is }
write-wanted-see-the-sample = write { $wanted }; see the sample
what-has-no-key-key = “{ $what }” has no key “{ $key }”
possible-here-names = possible here: { $names }
key-appears-twice-first-at-line-line-column = “{ $key }” appears twice, first at line { $line }, column { $column }
keep-one-and-delete-the-other = keep one and delete the other

## core: definition/text/intake

this-table-is-in-gbk-gb18030-it-was = this table is in GBK/GB18030; it was read as such
the-sheet-name-is-empty = the sheet “{ $name }” is empty
put-the-table-into-a-sheet-that-is = put the table into a sheet that is not hidden and call the sheet “roster”
this-is-no-excel-workbook-xlsx-or-a = this is not an Excel workbook (xlsx), or it is damaged
unpacked-this-workbook-is-too-large = unpacked this workbook is too large
this-sheet-has-too-many-rows-columns-or = this sheet has too many rows, columns or cells
save-it-as-a-new-xlsx-or-as = save it as a new xlsx, or as CSV UTF-8; keep nothing but the table in it
sheet-is-hidden = {" "}(hidden)
the-sheet-name-is-read-not-read-others = the sheet “{ $name }” is read; not read: { $others }
to-have-another-sheet-read-show-it-and = to have another sheet read, show it and call it “roster”
count-rows-are-hidden-or-filtered-away-and = { $count ->
        [one] { $count } row is hidden (or filtered away) and read all the same: row { $rows }
       *[other] { $count } rows are hidden (or filtered away) and read all the same: rows { $rows }
    }
show-them-see-whether-they-are-still-meant = show them, see whether they are still meant, and delete those that are not
hidden-columns-are-read-all-the-same-names = hidden columns are read all the same: { $names }
show-them-and-see-whether-they-are-right = show them and see whether they are right
the-file-has-have-kib-more-than-the = the file has { $have } KiB, more than the limit of { $most } KiB
check-that-it-is-the-right-file-keep = check that it is the right file; keep lists and attachments in files of their own
this-is-an-excel-word-or-zip-file = this is an Excel, Word or zip file, not a text
this-file-is-in-utf-16 = this file is in UTF-16
this-is-not-a-text-file-it-has = this is not a text file (it has a NUL byte)
save-it-as-a-utf-8-text-a = save it as a UTF-8 text (a table as CSV UTF-8)
the-file-is-empty = the file is empty
start-from-the-sample-in-workflows-service-year = start from the sample in workflows/service-year
the-file-is-not-utf-8-it-looks = the file is not UTF-8; it looks like GBK/GB18030
save-it-with-the-encoding-utf-8-or = save it with the encoding UTF-8, or run iconv -f GB18030 -t UTF-8 OLD > NEW
the-file-is-not-utf-8-from-here = the file is not UTF-8 from here on
open-it-in-a-text-editor-and-save = open it in a text editor and save it as UTF-8

## core: definition/text/precheck

there-is-a-tab-in-the-indentation = there is a tab in the indentation
use-spaces-two-for-each-level = use spaces, two for each level
there-is-a-full-width-or-no-break = there is a full-width or no-break space in the indentation
use-ordinary-spaces-two-for-each-full-width = use ordinary spaces, two for each full-width one
anchors-and-tags-are-not-part-of-it = anchors, aliases, merge keys and tags (& * << !) are not part of this language
write-the-content-out-if-belong-to-a = write the content out; if & * ! belong to a text, put it in quotes

## core: definition/text/precheck/wide

a-full-width-or-no-break-space-follows = a full-width or no-break space follows the colon
use-an-ordinary-space = use an ordinary space
a-colon-and-a-space = a colon and a space “: ”
the-ascii-sign = { $sign }
wide-is-a-full-width-sign-the-files = “{ $wide }” is a full-width sign; the file's syntax needs the ASCII one
write-sign-if-it-is-part-of-a = write { $sign }; if it is part of a text, put the text in quotes

## core: definition/text/run_together

text-is-read-as-one-name = “{ $text }” is read as one name: the signs in it do not part it
if-several-are-meant-write-them-apart = if several are meant, write [{ $apart }]; if it is one name, leave it
the-number-in-text-belongs-to-the-name = “{ $text }” is read as a name: the number in it is no count
if-a-count-is-meant-write-it-so = if a count is meant, write photos≥2 or books 3..10; if the number belongs to the name, leave it

## core: definition/text/tables

the-heading-is-in-row-line-the-rows = the heading is in row { $line }; the rows above it are not read
the-heading-has-width-columns-at-most-most = the heading has { $width ->
        [one] { $width } column
       *[other] { $width } columns
    }, at most { $most }
keep-only-the-columns-that-are-used = keep only the columns that are used
the-heading-has-no-column-own = the heading has no column “{ $own }”
is-it-written-near = is it written “{ $near }”?
the-first-row-is-the-heading-its-cells = the first row is the heading, its cells separated by commas
first-is-the-same-column = ; “{ $first }” is the same column
the-heading-has-two-columns-heading-said = the heading has two columns “{ $heading }”{ $said }
delete-or-rename-one = delete or rename one
the-column-heading-is-not-known-and-not = the column “{ $heading }” is not known and not read
check-the-campaigns-file-if-a-role-has-it = only the usual columns are known here; where a role of the campaign's file names it as its column, keep it and check that file instead (muster roster check CAMPAIGN.yaml); delete it, or move it to the column “note”, only if nobody needs it
delete-it-if-it-is-not-needed-or = delete it if it is not needed, or move it to the column “note”
this-row-has-have-cells-the-heading-has = this row has { $have ->
        [one] { $have } cell
       *[other] { $have } cells
    }, the heading has { $wanted }
a-cell-probably-has-a-comma-in-it = a cell probably has a comma in it: put that cell in quotes, such as "a,b"
add-the-missing-commas-empty-cells-need-them = add the missing commas (empty cells need them too) and look for an unpaired quote
add-the-column-own-to-the-heading = add the column “{ $own }” to the heading, and fill it in in each row

## core: definition/text/tree

the-file-has-nothing-but-comments = the file has nothing but comments
the-file-holds-two-documents-parted-by = the file holds two documents, separated by ---
delete-the-line-or-make-two-files-of = delete the line --- or make two files of it
this-is-not-yaml-fault = this is not YAML: { $fault }
nested-too-deep-or-too-large-at-most = nested too deep or too large (at most { $depth_max } levels, { $nodes_max } nodes)
check-that-it-is-the-right-file-and = check that it is the right file and that no bracket is missing
a-bracket-is-not-closed = a bracket is not closed
add-the-missing-bracket = add the missing ] or {"}"}
what-stands-in-brackets-is-not-right = what stands in brackets is not right
look-for-a-missing-bracket-or-a-comma = look for a missing ] or {"}"} or a comma too many
a-quote-is-not-closed = a quote is not closed
add-the-missing-quote = add the missing quote
there-is-a-colon-too-many = there is a colon too many, or the lines are not aligned
align-lines-of-the-same-level = align lines of the same level; put a value that has a colon in quotes
this-line-lacks-a-colon = this line lacks a colon
write-key-value-with-a-space = write “key: value” with a space after the colon
there-is-no-key-before-the-colon = there is no key before the colon
write-key-value = write “key: value”
there-is-a-tab = there is a tab
use-spaces = use spaces
a-key-must-be-one-word = a key must be one word
a-key-is-one-word-without-brackets = a key is one word, without brackets
there-is-a-character-that-cannot-stand = there is a character that cannot stand here
delete-it-or-put-the-text-in-quotes = delete it, or put the text in quotes
this-place-is-not-understood = this place is not understood
look-at-this-line-and-the-one-before = look at this line and the one before: align them, and put a space after the colon
a-bracket-has-no-partner = this bracket has no partner: a “{ $closing }” is missing behind it
close-it-with-closing = add “{ $closing }” where its content ends; faults on the lines behind it come from that

## core: definition/timing/festivals

festival = festival
a-row-needs-an-id-small-letters-a = a row needs an id (small letters), a festival and a date
write-a-row-of-festivals-like-this = write it like chongyang,重阳,2014-10-02

## core: definition/timing/rule

text-names-days-of-the-month-and-of = “{ $text }” names days of the month and of the week: a day of either will do
text-cannot-stand-beside-other-times = “{ $text }” cannot stand beside other times
several-times-must-all-be-days-windows-or = several times must all be days, windows or the same distance before festivals; others become parts
text-lies-outside-the-phase-name-from-to = “{ $text }” lies outside the phase “{ $name }” ({ $from } to { $to })
change-the-date-or-the-phase-to-id = change the date, or the phase to { $id }
change-the-date-or-the-dates-of-the = change the date or the dates of the phase
text-lies-after-the-end-of-the-campaign = “{ $text }” lies after the end of the campaign ({ $last }) and will never happen
change-the-date-or-make-the-last-phase = change the date or make the last phase longer
rest-day-must-be-back-forward-or-stay = “{ $rest_day }” must be back, forward or stay
deadlines-usually-go-back-activities-forward = deadlines usually go back, activities forward

## core: definition/timing/rule/anchors

text-does-not-say-of-which-phase = “{ $text }” does not say of which phase
add-phase-id-or-name-the-phase-in = add “phase: id” or name the phase in the time
duty-above = duty above
text-will-never-happen-it-is-on-nearest = “{ $text }” will never happen: it is on { $nearest }, outside the campaign ({ $first } to { $last })
delete-it-or-choose-a-day-within-the = delete it or choose a day within the campaign
the-time-text-is-not-understood-the-calendar = the time “{ $text }” is not understood: the calendar has no festivals.csv
write-a-date-or-add-that-table-date = write a date, or add that table (date, name)
the-time-text-is-not-understood-there-is = the time “{ $text }” is not understood: there is no festival “{ $name }”
the-festivals-are-known = the festivals are { $known }

## core: definition/timing/rule/effect

several-days = several days
a-single-day = a single day
a-window = a window
a-time-that-is-counted-from-another-day = a time that is counted from another day
key-has-no-effect-beside-such-a-time = “{ $key }” has no effect: the time is { $time }
delete-it-or-write-the-time-otherwise = delete it or write the time otherwise
days-of-a-crontab-never-move-so-rest = days of a crontab never move, so “{ $rest_day }” has no effect
delete-it-or-write-a-time-such-as = delete it, or write a time such as every Saturday instead of the crontab

## core: definition/timing/rule/faults

one-day = day
one-week = week
one-month = month
one-quarter = quarter
half-year = half year
one-year = year
it-ends-before-it-begins-from-from-to = it ends before it begins: from { $from } to { $to }
swap-or-correct-the-two-dates-write-the = swap or correct the two dates; write the years where they lie in two
text-can-be-first-or-last = “{ $text }” can be { $first } or { $last }
write-the-year = write the year
text-does-not-lie-in-the-campaign-in = “{ $text }” does not lie in the campaign in any year ({ $first } to { $last })
change-the-date-or-write-its-year = change the date, or write its year
the-time-text-is-not-understood = the time “{ $text }” is not understood
write-april-25-mid-september-2014-04-25 = write April 25, mid-September, 2014-04-25; every Friday, monthly, twice a month, last working day of the month, first Monday of the month; 5 working days after phase start, 3 working days before a festival, 5 working days after a duty closes
there-is-no-text-month-has-days-days = there is no “{ $text }”: { $month } has { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
did-you-mean-month-days = did you mean { $month } { $days }?
there-is-no-text-a-period-has-at = there is no “{ $text }”: a { $period } has at most { $most ->
        [one] { $most } working day
       *[other] { $most } working days
    }
write-a-smaller-number-for-the-last-day = write a smaller number; for the last day write last working day of the month
text-is-too-often-at-most-most-time = “{ $text }” is too often: at most { $most ->
        [one] { $most } time
       *[other] { $most } times
    } a { $period }
write-fewer-times-or-a-shorter-period = write fewer times or a shorter period
there-is-no-text-no-year-has-a = there is no “{ $text }”: no year has a month { $month }
months-go-from-1-to-12 = months go from 1 to 12
it-must-have-five-fields-minute-hour-day = it must have five fields: minute hour day month weekday
weekdays-must-be-names-mon-to-sun-numbers = weekdays must be names (MON to SUN): numbers mean different days in different programs
both-fields-of-days-leave-days-out-and = both fields of days leave days out and one begins with *: programs differ in whether both must hold
a-field-is-not-understood = a field is not understood
text-is-no-crontab-that-can-be-used = “{ $text }” is not a crontab that can be used: { $fault }
write-it-like-crontab-30-8-mon-fri = write it like crontab 30 8 * * MON-FRI
write-near-that-day-is-in-time = write “{ $near }”: what comes on that day is in time

## core: definition/wording

a-text-or-file-with-a-name = a text, or a line “file: NAME”
file-is-a-table-and-no-words-of-a-letter = { $file } is a table, not the words of a letter
name-a-text-file-with-the-words-of = name a text file that holds the words of the letter and nothing else
write-the-letters-words-in-it-or-delete = write the letter's words in it, or delete the line that names it
the-template-does-not-work-error = the template does not work: { $error }
check-the-names-in-and-the = check the names in {"{"}{"{"} {"}"}{"}"} and the {"{"}% %{"}"}
messages-are-written-in-zh-or-en = messages are written in zh or en
write-zh-or-en = write zh or en

## core: script

script-of-the-units = script
behaviour = behaviour
the-unit-code-stands-under-other-and-under = the unit “{ $code }” stands under “{ $other }” and under “{ $key }”
a-unit-has-one-behaviour = a unit has one behaviour
key-is-not-one-behaviour = “{ $key }” is not one behaviour
write-before-2-after-3-silent-true-or = write {"{"}before: 2{"}"}, {"{"}after: 3{"}"}, {"{"}silent: true{"}"} or {"{"}before: 2, again_after: 2{"}"}

## muster: authoring/compiled

warnings-see-them-with-check = { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }; see them with `muster check { $file }`
file-has-errors = { $file } has { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }
fix-them-and-try-again = fix them and try again
codes-of-the-roster-lost-their-zeros = { $found ->
        [one] { $found } code of the roster { $name } lost its zeros
       *[other] { $found } codes of the roster { $name } lost their zeros
    }

## muster: authoring/files

shown-cannot-be-read = { $shown } cannot be read
it-is-no-regular-file = it is not a regular file (a folder, device or pipe cannot be taken)
file-is-too-large = { $file } is too large [too-large]
it-has-too-many-bytes = it has { $size ->
        [one] { $size } byte
       *[other] { $size } bytes
    }, at most { $most }
make-the-file-smaller-or-several = make it smaller, or several files of it
file-is-not-in-the-campaigns-folder = { $file } is not in the campaign's folder
it-is-a-link-that-leads-away = it is a link that leads to { $leads }
put-the-file-itself-beside-the-campaigns-file = put the file itself beside the campaign's file, without a link
path-cannot-be-written = { $path } cannot be written

## muster: authoring/findings

cell-and-what-was-found = cell { $cell }: { $finding }
error-2 = error
warning = warning
note = note
here = here
help = help

## muster: authoring/marked

roster = roster
findings = findings
findings-head-cell = cell
findings-head-code = code
findings-head-what = what
findings-head-fix = fix

## muster: client/act

no-campaign-was-launched-in-this-directory = no campaign was launched in this directory
there-are-several-campaigns-here-say-which = there are several campaigns here: say which
there-is-no-campaign-of-this-name = there is no campaign “{ $campaign }”
there-are-these-and-more = there are: { $names } and { $more } more
there-are-these = there are: { $names }
done-before-and-not-again = { $name }: that was done before (up to event { $position }), and was not done again
nothing-to-change-it-was-so = { $name }: nothing to change, it was so already
done-and-events-recorded = { $name }: { $events ->
        [one] { $events } event
       *[other] { $events } events
    } recorded (up to number { $position })
its-number-and-what-decides-it = its number is { $number }: { $typed } (or --no in place of --yes)
look-at-its-table-before-it-is-decided = Mind: a rule names who is proposed for this kind, and the snapshot that was named does not bear it out. It is proposed all the same; look at it before it is decided.
these-units-were-drawn = drawn { $count } of { $among }: { $units }
accepted = accepted

## muster: client/amending

file-is-of-another-year = the year is { $new }, the running campaign's is { $old }
file-is-of-another-zone = the zone is { $new }, the running campaign's is { $old }
with-what-was-retired-too-many = with what was retired there are { $count } { $list }, at most { $most }
launch-it-as-another-campaign = launch it as another campaign: muster launch FILE
use-the-ids-that-are-there = use the ids that are there
this-campaign-is-not-running = campaign “{ $campaign }” is not running

## muster: client/connection

look-at-account-list-first = look at `muster account list` first: if it was issued, revoke it by its id, then issue another
the-engine-stayed-busy = the engine stayed busy
try-again-later = try again later
the-engine-did-not-answer = the engine did not answer
ask-again = ask again
the-engine-is-shutting-down = the engine is shutting down
the-outcome-is-unknown = the engine did not answer; the outcome is unknown
say-it-again-nothing-is-done-twice = say it again; what was done is not done twice

## muster: client/connection/client

it-has-no-address-to-connect-to = it has no address to connect to (no file `address` there): it may be starting or ending, or be `muster demo` or another verb
cannot-connect-to-its-address = cannot connect to its address { $at }: { $why }
answers-but-does-not-take-the-token = { $at } answers, but does not take the token of the file `address`
takes-connections-but-gave-no-answer = { $at } takes connections, but gave no answer within { $wait } s
another-program-is-at-its-address = another program is at { $at }: it cannot prove that it knows the token of the file `address`, and was not shown it
gives-an-unexpected-answer = { $at } gives an unexpected answer: { $answer }

## muster: client/connection/submitting

the-same-was-given-a-moment-ago = the same was given a moment ago and not answered: this is sent under the same id, and what was done is not done twice; to do it another time, add --new
the-same-was-given-minutes-ago = the same was given { $minutes } min ago and not answered: this is sent under the same id, and what was done is not done twice; to do it another time, add --new
say-it-again-in-the-same-words = say it again in the same words; its id is kept ({ $hours } h), and what was done is not done twice
its-id-could-not-be-kept = its id could not be kept, so that saying it again would do it again: look first with `muster events` whether it was done; MUSTER_STATE_DIR names the folder where ids are kept

## muster: client/connection/patience

tables-are-being-made-from-the-log = the tables are being made from the log: { $position } of { $head ->
        [one] { $head } event
       *[other] { $head } events
    } ({ $percent } %); the answer follows
tables-from-the-log-stand-still = the tables made from the log stand still at event { $position } of { $head }
the-engine-does-not-go-on-with-them = the engine does not go on with them

## muster: client/connection/failures

there-is-no-muster-data-in-dir = there is no muster data in { $dir }
name-the-directory-or-begin = name the directory with --dir, or begin with `muster demo` or `muster launch`
engine-does-not-take-this-token = { $url } does not take this token
ask-ops-for-a-new-token = ask ops for a new one: muster account issue POST
no-engine-is-reached-at-url = no engine is reached at { $url }
check-the-address-and-the-network = check --at and the network; the engine must be running
no-engine-answers-for-dir = no engine answers for { $dir } now: send it again later
dir-is-held-by-process = { $dir } is held by process { $holder }
try-again-or-stop-that-process = try again; if that goes on, stop that process and start `muster up` again
look-with-muster-verify-or-restore-a-backup = look with `muster verify`, or restore a backup
the-disk-is-full-make-room = the disk is full: make room; no restart is needed
it-cannot-be-written = it cannot be written: fix its permissions or its mount; to look only, use `muster verify` or copy it to where it can be written
the-disk-is-full-or-fails = the disk is full or fails: make room; if that does not help, restore a backup on another one (`muster restore`)
stop-that-process-or-take-another-dir = stop that process first, or take another --dir
dir-cannot-be-used = { $dir } cannot be used
the-data-cannot-be-opened = the data cannot be opened
dir-uses-another-clock = { $dir } uses a { $kept } clock; real and virtual time must not be mixed
take-another-dir = take another --dir

## muster: client/connection/receipts

the-engine-does-not-take-it-now = the engine does not take it now: send it again later

## muster: client/evidence

warning-of-the-same-file = warning: the file { $short } is { $remark }
no-digest-begins-with-text = no file's digest begins with “{ $text }”
see-show-evidence-or-write-all-digits = see muster show evidence; of a text, such as a reason, write all 64 digits: muster events --json
several-digests-begin-with-text = the digests of { $several ->
        [one] { $several } file
       *[other] { $several } files
    } begin with “{ $text }”: write more digits

## muster: client/posts

this-is-not-a-post-of-the-campaign = “{ $shown }” is not a post of this campaign
names-and-more-of-count = { $names } and { $more } more
posts-are-or-unit-and-role = posts are: { $posts }; or write UNIT/ROLE, such as { $such }
posts-are = posts are: { $posts }

## muster: client/remote

the-address-shown-cannot-be-used = the address “{ $shown }” cannot be used: { $why }
it-is-no-address = { $error }
it-must-begin-with-https = it must begin with https://
the-address-must-hold-no-password = the address must hold no user and no password
it-must-hold-no-query-or-fragment = it must hold no ? and no #
address-is-not-encrypted = { $url } is not encrypted: the token could be read on the way
take-https-or-say-insecure = take https://; only where the network itself is encrypted, such as a tunnel, say --insecure
no-token-was-named = no token was named
name-a-token-file-ops-issue-one = --token-file FILE; ops issue one with `muster account issue`
it-does-not-hold-one-token = it does not hold one token
the-token-file-cannot-be-read = the token file { $file } cannot be read

## muster: client/target

the-post-is-empty = the post is empty
the-post-holds-control-characters = the post “{ $shown }” holds control characters, such as a new line, or characters that nobody sees
name-is-reserved-act-as-a-post = “{ $shown }” is reserved: people act as a post
name-a-post-with-as = name a post with --as, such as --as 小组办公室

## muster: help

print-help = Print help
print-version = Print version
usage = Usage:{" "}
commands = Commands
options = Options
arguments = Arguments
heading-colon = :
note-one-of-names = one of { $names }
note-default-values = default { $values }
note-environment-name = environment variable { $name }
notes-in-brackets = {" "}({ $notes })
list-semicolon = ;{" "}

## muster: lib

this-is-a-bug-in-muster-please-report = this is a bug in muster; please report it with this line: { $panic }

## muster: suggestions

name-a-file-not-a-folder-this-has-none = name a file, not a folder; this folder has no yaml file
name-the-file-in-it-files = name the file in it: { $files }
there-is-no-such-file-or-folder = there is no such file or folder
permission-is-denied = permission is denied
the-disk-is-full = the disk is full
the-disk-is-mounted-read-only = the disk is mounted read-only
there-is-one-already = there is one already
it-is-a-folder = it is a folder
it-is-no-folder = it is not a folder

## muster: ops/dashboard

steps-planned = planned
steps-sent = sent
steps-skipped = skipped
steps-failed = failed
steps-withdrawn = withdrawn
steps-open = open
steps-messages = messages
clock-kind-stepped = stepped
clock-kind-wall = wall
now-kind-why-see-muster-clock-show-muster = { $now } ({ $kind }) { $why }; see `muster clock show`, `muster clock accept`
clock = clock
now-kind-runs-next-due-due = { $now } ({ $kind }) runs, next due { $due }
now-kind-runs-nothing-due = { $now } ({ $kind }) runs, nothing due
last-event-head-view-behind-behind-waiting-waiting = last event { $head }; view { $behind } behind; { $waiting } waiting
commits-fail-cause = commits fail: { $cause }
log = log
none-not-over-nats = none: not over NATS
stream = stream
name-last-at-lag-behind = { $name } last { $at }, { $lag } behind
nats-is-away = NATS is away
none-runs = none runs
workers = workers
name-pending-behind-out-in-hand-listening-listening = { $name }  { $pending } behind, { $out } in hand, { $listening } listening
text-absent = { $text }: absent
name-takes-nothing-failing-in-a-row-cause = { $name } takes nothing ({ $failing } in a row): { $cause }
channel = channel
ids-nothing-is-sent-muster-resume-goes-on = { $ids }: nothing is sent; `muster resume` goes on
held = held
no-campaigns-yet = no campaigns yet
today = today
and-more-more-campaigns = and { $more ->
        [one] { $more } more campaign
       *[other] { $more } more campaigns
    }
past-due = past due
none-without-an-outcome = none without an outcome
count-without-an-outcome-the-oldest-step-of = { $count } without an outcome, the oldest { $step } of { $at } ({ $id })
none-6 = none
count-the-latest-source-name-cause = { $count }, the latest { $source } { $name }: { $cause }
dead-letters = dead letters
parked = parked

## muster: ops/doctor/clock

the-machines-clock-now-is-by-before-the = the machine's clock { $now } is { $by } before the log's last event
set-the-machines-clock = set the machine's clock
the-machines-clock-now-is-by-after-the = the machine's clock { $now } is { $by } after the log's last event: if the machine was started again since, time will be held until somebody accepts it
a-stepped-clock-the-machines-is-not-looked = a stepped clock: the machine's is not looked at
now-no-jump-against-boot-time = { $now }, no jump against boot time
the-clock-is-kept-by-network-time = the clock is kept by network time
the-clock-is-not-kept-by-network-time = the clock is not kept by network time
enable-systemd-timesyncd-or-chrony = enable systemd-timesyncd or chrony
it-cannot-be-told-here-whether-network-time = it cannot be told here whether network time keeps the clock
zone-data-zone-data = zone data { $zone_data }
zone-data-zone-data-campaigns-were-checked-with = zone data { $zone_data }; campaigns were checked with another: { $older }
what-is-planned-stays-look-through-muster-preview = what is planned stays; look through `muster preview` for what is not planned yet
id-calendar-name-version-knows-every-year-of = { $id }: calendar { $name }@{ $version } knows every year of it
id-the-calendar-has-no-holidays-of-missing = { $id }: the calendar has no holidays of { $missing }, whose dates are provisional
once-they-are-published-add-that-years-table = once they are published, add that year's table under calendars/{ $name } beside the file, then `muster apply`

## muster: ops/doctor/directory

there-is-no-directory-shown = there is no directory { $shown }
name-it-with-dir-or-begin-with-muster = name it with --dir, or begin with `muster launch`
shown-cannot-be-written-error = { $shown } cannot be written: { $error }
shown-is-open-to-other-users-mode-and = { $shown } is open to other users ({ $mode }), and holds accounts
shown-can-be-written-and-by-nobody-else = { $shown } can be written, and by nobody else
letters-carry-no-links-no-page-address-is = letters carry no links: no page address is configured
write-page-address-https-in-muster-yaml = write page: {"{"}address: https://...{"}"} in muster.yaml
letters-link-to-address = letters link to { $address }
letters-link-to-address-which-is-not-encrypted = letters link to { $address }, which is not encrypted: links can be read on the way
put-a-tls-proxy-in-front-and-write = put a TLS proxy in front and write https
free-space-cannot-be-told-error = free space cannot be told: { $error }
free-mib-free = { $free } MiB free
make-room-on-that-disk = make room on that disk
file-is-damaged-or-cannot-be-read-why = { $file } is damaged or cannot be read: { $why }
the-log-log-db-is-gone-and-the = the log, log.db, is gone and the view is there
restore-a-backup = restore a backup
no-log-yet = no log yet
muster-verify-or-restore-a-backup = muster verify, or restore a backup
log-db-is-not-whole-why = log.db is not whole: { $why }
put-log-db-wal-back-beside-it-or = put log.db-wal back beside it, or restore a backup
the-logs-head-stands-at-head-its-last = the log's head stands at { $head }, its last event at { $last }
log-db-is-sound-up-to-event-last = log.db is sound up to event { $last }; `muster verify` proves its hash chains
no-view-it-is-made-at-the-start = no view; it is made at the start
view-db-is-damaged-why = view.db is damaged: { $why }
restart-the-engine-it-is-rebuilt-from-the = restart the engine: it is rebuilt from the log
view-db-is-sound-up-to-at-at = view.db is sound up to { $at }, { $at_2 } behind the log
the-log-lost-its-tail-restore-a-backup = the log lost its tail: restore a backup
see-in-the-engines-output-why-it-does = see in the engine's output why it does not follow
contacts-db-is-gone-nobody-has-an-account = contacts.db is gone: nobody has an account to be reminded on
restore-a-backup-or-import-the-roster-with = restore a backup, or import the roster with `muster apply`
no-contacts-yet = no contacts yet
contacts-db-is-sound = contacts.db is sound
restore-a-backup-or-import-the-contacts-again = restore a backup, or import the contacts again
no-outbox-yet-it-is-made-at-the = no outbox yet; it is made at the start
shown-holds-letters-of-day-the-log-ends = { $shown } holds letters of { $day }, the log ends at { $end }: it is older than its outbox, perhaps an older copy
put-the-right-log-back-or-restore-the = put the right log back, or restore the latest backup
shown-can-be-written = { $shown } can be written
reminders-are-tried-until-it-can-fix-its = reminders are tried until it can; fix its permissions

## muster: ops/doctor/engine

muster-version-count-kinds-of-events-sqlite-sqlite = muster { $version }, { $count ->
        [one] { $count } kind
       *[other] { $count } kinds
    } of events, SQLite { $sqlite }, zone data { $zone_data }
process-holder-runs-and-answers = process { $holder } runs and answers
campaign-id-is-parked-cause = campaign { $id } is parked: { $cause }
start-the-engine-again-and-report-the-cause = start the engine again, and report the cause
every-step-that-is-due-has-its-outcome = every step that is due has its outcome
past-due-steps-are-past-due-without-an = { $past_due ->
        [one] { $past_due } step is
       *[other] { $past_due } steps are
    } past due without an outcome
see-in-muster-status-whether-the-workers-listen = see in `muster status` whether the workers listen
no-dead-letters = no dead letters
letters-dead-letters = { $letters ->
        [one] { $letters } dead letter
       *[other] { $letters } dead letters
    }
the-newest-dead-letter = ; the newest: { $name }, { $cause }
the-log-takes-what-is-written = the log takes what is written
commits-of-the-log-fail-cause = commits of the log fail: { $cause }
the-channel-name-takes-letters-failures-not-taken = the channel { $name } takes letters; { $failures } not taken since the start
the-channel-name-takes-nothing-cause = the channel { $name } takes nothing: { $cause }
one-letter-tries-at-until-and-until-then = ; one letter tries at { $until }, and until then the next channel is used
take-the-cause-away-the-letters-wait-and = take the cause away: the letters wait, and go out by themselves
nobody-works-as-name = nobody works as { $name }
start-it-muster-worker-name-or-start-muster = start it: `muster worker { $name }`, or start `muster up` again
sending-of-campaign-id-is-held = sending of campaign { $id } is held
stream-is-lag-behind = { $stream } is { $lag } behind
look-at-nats-muster-doctor-nats-url = look at NATS: `muster doctor --nats URL`
an-engine-runs-and-cannot-tell-how-it = an engine runs and cannot tell how it stands: { $why }
no-engine-runs = no engine runs
process-holder-holds-the-directory-and-does-not = process { $holder } holds the directory and does not answer
it-may-be-starting-or-ending-if-that = it may be starting or ending; if that goes on, stop it and start `muster up` again

## muster: ops/doctor/nats

install-a-newer-nats-server-older-ones-drop = install a newer nats-server; older ones drop settings without a word
look-at-the-address-the-login-and-whether = look at the address, the login, and whether nats-server runs
the-server-holds-this-login-to-its-permissions = the server holds this login to its permissions
the-server-lets-this-login-say-anything-anybody = the server lets this login say anything: anybody could publish events in the engine's name
use-the-accounts-of-proto-wire-src-nats = use the accounts of proto/wire/src/nats/accounts.conf
the-streams-cannot-be-seen-why = the streams cannot be seen: { $why }
the-login-ops-sees-them-while-the-engine = the login ops sees them while the engine runs, the login engine always; the server needs JetStream
no-log-here-to-compare-with-there-are = no log here to compare with; there are: { $names }
there-is-no-stream-wanted = there is no stream { $wanted }
start-the-engine-over-nats-it-fills-it = start the engine over NATS: it fills it from the log
wanted-ends-at-at-the-log-at-last = { $wanted } ends at { $at }, the log at { $last }
the-engine-fills-it-up-when-it-runs = the engine fills it up when it runs

## muster: ops/progress

sent-sent-handed-in-handed-in-returned-returned = sent { $sent }  handed in { $handed_in }  returned { $returned }  late { $late }  visits { $visits }
phase-begins = phase begins:{" "}
the-campaign-is-over = the campaign is over

## muster: ops/watching

no-engine-runs-this-is-how-it-was = no engine runs; this is how it was left
no-engine-runs-this-is-what-was-seen = no engine runs; this is what was seen last
the-engine-does-not-answer-this-is-what = the engine does not answer; this is what was seen last
muster-status-watch-ctrl-c-ends-it = muster status --watch    Ctrl-C ends it

## muster: output

error-3 = error:{" "}
line-why-cause = {"  "}why: { $why }
next = {"  "}next:{" "}

## muster: preview/agenda

name-of-the-calendar-of = { $campaign } (preview) · { $whose }
name-of-the-calendar = { $campaign } (preview)
calendar-phase-begins = phase begins: { $name }
calendar-phase-ends = phase ends: { $name }
calendar-snapshot = snapshot: { $name }
calendar-backfill = backfill: { $name }
calendar-due = due: { $name }
inspection-may-be-drawn = { $name }: { $by } may draw, until { $due }
inspection-is-to-be-drawn = { $name }: last day for { $by } to draw
opens-on-a-day = opens { $opens }
to-hand-in-these = to hand in: { $needs }
so-many-units-named = { $count ->
        [one] { $count } unit
       *[other] { $count } units
    }: { $units }
names-and-more = { $names } and more
visit-visitor-to-place = visit: { $visitor } to { $place }
calendar-message = message: { $reminders ->
        [one] { $reminders } reminder
       *[other] { $reminders } reminders
    }
calendar-red-card = red card: { $items ->
        [one] { $items } item
       *[other] { $items } items
    }
calendar-one-more-message = one more message: { $reminders ->
        [one] { $reminders } reminder
       *[other] { $reminders } reminders
    }
calendar-news-at-once = news at once: { $items ->
        [one] { $items } item
       *[other] { $items } items
    }

## muster: preview/days

day-phase-begins = phase begins: { $name }
day-phase-ended = phase ended: { $name }
joins = joins
left-or-merged = left or merged
day-late = late: { $name }
day-handed-in = handed in: { $name }
day-backfilled = backfilled: { $name }
day-returned-and-now-due = returned: { $name }, now due { $due_day }
day-visit-recorded = visit recorded: { $name }
to-be-entered-afterwards-name-due-day-why = to be entered afterwards: { $name } ({ $due_day }, { $why })
day-opens-and-due = opens: { $name }, due { $due_day }
due-name-why = due: { $name } ({ $why })
step-of-an-occasion = { $step }: { $occasion }
reason-in-brackets = {" "}({ $why })
outcome-of-a-step = {" "}({ $outcome })
day-visit-and-its-reasons = visit: { $start }-{ $end } { $visitor } to { $place } ({ $occasion }; { $reasons })
clause-comma = ,{" "}
off = off
worked = worked
provisional-after-a-day = {" "}provisional

## muster: preview/lateness

note-a-launch-today-comes-late = note: today is { $today }, so that a launch comes late: { $duties_past } of { $duties ->
        [one] { $duties } duty is past
       *[other] { $duties } duties are past
    }, { $days_past } of { $days ->
        [one] { $days } due day
       *[other] { $days } due days
    }; what is past is entered afterwards, never reminded and never late
past = past
ahead-but-reminders-are-past = ahead, but { $lost ->
        [one] { $lost } reminder
       *[other] { $lost } reminders
    } of them are past and never sent
notices-of-phases-never-sent = notices of phases never sent
visits-left-out = visits left out
snapshots-left-out = snapshots left out
rounds-without-reminders = rounds without reminders
samples-left-out = samples that are not drawn
stages-without-reminders = stages without reminders
today-is-today-it-begins-tomorrow = today is { $today }: it begins tomorrow, { $begins }; nothing is past
today-is-today-it-begins-in-days = today is { $today }: it begins on { $begins }, in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }; nothing is past
today-is-today-nothing-is-past = today is { $today }: nothing is past
missed-of-a-kind = {"  "}{ $head }: { $shown }
missed-of-a-kind-and-more = {"  "}{ $head }: { $shown } and { $more } more
all-of-it-is-past-once-launched-nobody = {"  "}all of it is past: once launched, nobody is ever reminded of anything
next-nobody-is-going-to-be-written-to = next: nobody is going to be written to
due-first-day-name = {"  "}due first: { $day }, { $name }
next-letters-to-people = next: { $day } { $time }, letters to { $people ->
        [one] { $people } person
       *[other] { $people } people
    } ({ $about })
next-letters-to-people-and-more = next: { $day } { $time }, letters to { $people ->
        [one] { $people } person
       *[other] { $people } people
    } ({ $about } and { $more } more)
notice-of-name = notice of { $name }

## muster: preview/page

section-of-phases = Phases
section-of-months = Calendar
section-of-crowded-days = Crowded days
section-of-load = Messages per person
section-of-visits = Visits
section-of-the-list = All items, and why on that day
section-of-units = Lists of the units
section-of-notes = Notes of the check
language-of-a-page = en
title-of-the-preview = preview
skip-to-the-content = skip to the content
kind-of-page-preview = Preview
contents = contents
years-of-the-campaign = { $years }
so-many-are-scored = {" "}({ $scored } scored)
units-of-the-roster = units
phases = phases
items = items
unit-time = {" "}(unit × time)
column-visits = visits
snapshots = snapshots
messages = messages
these-numbers-are-of-the-whole-campaign-below = These numbers are of the whole campaign; below stands only what was asked for.
the-units-act-by-a-script-nothing-is = The units act by a script; nothing is sent any more once an item is done.
nobody-hands-anything-in-so-that-every-reminder = Nobody hands anything in, so that every reminder and card shows. What people really get can only be less.
played-as = Played as “{ $behaviour }”.{" "}
the-same-engine-computed-it-so-a-real = The same engine computed it, so a real run has the same dates; nothing was sent.
in-the-zone = zone { $zone }
by-the-calendar = calendar { $name }@{ $version }
digest = digest{" "}

## muster: preview/page/crowd

a-day-is-crowded-when = A day is crowded when more than { $items } items of one unit fall due on it, or one person gets more than { $reminders } reminders.{" "}
no-day-is-crowded = There is none; these are the fullest.
there-are-crowded-days = There are{" "}
so-many-crowded-days = { $days }
full-stop = .
day = day
items-due = items due
most-of-one-unit = most of one unit
column-messages = messages
reminders = reminders
most-to-one-person = most to one person
only-the-fullest-days-are-listed = Only the fullest { $days } are listed; the others are marked in the calendar.
full = full
so-many-items = { $count }
messages-sent-each-day-at-most = messages sent each day, at most { $most }
dark-crowded-days = ; dark: crowded days

## muster: preview/page/list

column-due-by = due
item = item
column-units = units
why-that-day = why that day
once-late = once late
there-is-nothing = There is nothing.
only-the-first-rows-are-listed = Only the first { $rows } rows; the workbook (--xlsx) has them all.
month-year = { $month } { $year }
column-snapshot = snapshot
rating = rating
tag-selection = selection
so-many-units = { $count }
day-and-step = { $day } { $step }
comma-between-days = ,
begins = begins
ends = ends
working-days = working days
notice = notice
rows = rows
red-cards = red cards
reminders-in-all = reminders
most-a-day = most a day
on = on
days-over = days over
why-2 = why
opens = opens
column-to-hand-in = to hand in
as-played = as played
time = time
place = place
programme = programme
colon-after-a-head = :{" "}

## muster: preview/page/months

weekend-or-holiday = weekend or holiday
made-up-working-day = made-up working day
a-crowded-day-see-below = a crowded day, see below
the-number-behind-an-item-counts-the-units = the number behind an item counts the units that owe it
only-the-first-36-months-are-drawn-the = Only the first 36 months are drawn; the rest stands in the list.
so-many-working-days = { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
month-is-provisional = provisional
name-begins = { $name } begins
name-ends = { $name } ends
name-joins = { $name } joins
name-is-merged = { $name } is merged
name-leaves = { $name } leaves
and-so-many-more-items = and { $more } more

## muster: preview/page/phases

notice-of-the-phase = notice
no-notice-is-sent = none

## muster: preview/page/tables

how-many-get-how-many = How many get how many
messages-in-all = messages in all
posts = posts
share = share
persons-with-the-fullest-day = Persons with the fullest day
days-over-so-many = days over { $reminders }
only-the-first-people-are-listed = Only the first { $people } are listed; the workbook (--xlsx) has them all.
nobody-gets-a-message = Nobody gets a message.
so-many-posts-get-messages = { $people ->
        [one] { $people } post gets
       *[other] { $people } posts get
    } messages, at most one routine message a person and day, red cards apart. The fullest day has{" "}
the-fullest-day-of-a-post = : { $day }, { $reminders ->
        [one] { $reminders } reminder
       *[other] { $reminders } reminders
    }. Posts with a day above { $most }:{" "}
there-are-no-visits = There are no visits.
these-are-proposals-a-real-run-plans-them = These are proposals; a real run plans them by what is known then, and they can be moved.
why-this-time = why this time
only-the-first-visits-are-listed = { $visits ->
        [one] There is { $visits } visit
       *[other] There are { $visits } visits
    }, of these the first { $listed } are listed.
the-check-found-nothing = The check found nothing.
kind = kind
place-of-a-finding = place
found = found
fix = fix
muster-check-tells-the-rest = `muster check` tells the rest.

## muster: preview/page/units

only-the-first-units-are-listed = Only the first { $units } units are listed.
open-all = open all
close-all = close all
open-a-unit-to-see-its-list-only = Open a unit to see its list; only open ones are printed.
the-lists-have-too-many-rows = The lists have { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }, more than the { $most } that a page takes, so each unit has one line here. For one unit: muster preview FILE --unit CODE --html PAGE; for all: --xlsx WORKBOOK.
column-items = items
first-item = first
last = last
so-many-items-of-a-unit = { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
result-as-played = as played
after-day-merged-into = { $day }: then merged into { $into }
after-day-it-leaves = { $day }: then leaves
recomputed-after-a-return-it-was = recomputed after a return; it was { $day }
late = late

## muster: preview/ranking

rank = rank
column-asked = due
column-done = done
ranked-on-time = on time
completion = completion
ranked-on-time-rate = on-time rate

## muster: preview/workbook

overview = overview
what = what
value = value
campaign = campaign
year = year
column-zone = zone
digest-of-the-file = digest
phase-called = phase: { $name }
from-day-to-day = { $from } to { $to }
sums-below = sums below
of-the-whole-campaign-whatever-is-left-out = of the whole campaign, whatever is left out
of-these-late = of these late
column-snapshots = snapshots
reminders-sent = reminders sent
weekday = weekday
rest-or-worked = rest or worked
arrangement = arrangement
number-of-items-due = items due
column-due = due
number-of-visits = visits
number-of-messages = messages
number-of-reminders = reminders
column-crowded = crowded
it-is-crowded = yes
number-of-the-item = item
code = code
what-2 = what
column-as-played = as played
was-late = was late
recomputed-after-a-return = recomputed after a return

## muster: preview/workbook/people

id-of-the-contact = contact
time-of-day-column = time
column-content = what
sheet-of-messages = messages
routine = routine
news = news
at-once = at once
red-card = red card
days-with-more-reminders-than = days with more than { $reminders_a_day_max }
of-these-red-cards = of these red cards
days-with-a-message = days with a message
most-reminders-a-day = most reminders a day
day-of-the-most = on
sheet-of-load = load
which-unit = which unit
which-post = which post
crowded-days = crowded days
what-counts-as-crowded = crowded: more than { $due_a_day_max } items of one unit due on a day, or more than { $reminders_a_day_max } reminders to one person
code-of-the-place = code
column-visit-programme = programme
why-this-slot = why this slot

## muster: preview/workbook/sheet

there-is-more-than-excel-takes = there is more than Excel takes

## muster: results/bundle

path-cannot-be-read-or-written = { $path } cannot be read or written
audit-bundle-of-one-campaign = Audit bundle of one campaign
folder-with-events-and-snapshots = { $folder }: { $events ->
        [one] { $events } event
       *[other] { $events } events
    }, { $snapshots ->
        [one] { $snapshots } snapshot
       *[other] { $snapshots } snapshots
    }
the-log-names-what-is-not-there = the log names { $name }, which is not there: there is no whole bundle without it

## muster: results/bundle/recomputation

the-chain-holds-up-to-event = the chain holds up to event { $version }; { $tables ->
        [one] { $tables } table is the same again
       *[other] { $tables } tables are the same again
    }
the-bundle-does-not-hold-at-event = the bundle does not hold at event { $at } of the campaign
the-bundle-is-not-what-its-log-says = the bundle is not what its log says: { $count ->
        [one] { $count } fault
       *[other] { $count } faults
    }
a-line-of-the-log-is-no-event = a line of log.jsonl is no event
an-event-is-missing = an event is missing
an-event-is-of-another-campaign = the event is of another campaign than those before it
the-log-holds-no-event = log.jsonl holds no event
the-readable-part-of-an-event-differs = event { $version }: what stands in log.jsonl for reading is not what its bytes say (or another version of muster wrote it)
a-file-of-the-bundle-differs = { $name } is not what the log says (or another version of muster wrote it)
a-file-of-the-bundle-is-missing = { $name } is missing
a-file-of-the-bundle-cannot-be-read = { $name } cannot be read: { $why }
the-heads-say-another-end = the file heads says “{ $heads }”, and the log ends at event { $version } with { $hash }: it was cut, or heads is another's
the-table-is-not-what-the-events-say = the table of { $key } is not what the events before it say
the-log-names-no-such-file = { $name } is named by nothing in the log

## muster: results/export

this-campaigns-file-has-no-score-sheet = this campaign's file has no score sheet
there-is-no-score-sheet-id = there is no score sheet “{ $id }”
there-are-several-score-sheets = there are several score sheets: { $sheets }
say-which-score-sheet = say which with --sheet; for an export it stands behind, score export SHEET
the-files-name-must-end-in-xlsx-csv = the file's name must end in .xlsx, .csv, .html or .json
gb18030-is-of-csv-alone = --gb18030 is of .csv alone: the other forms have an encoding of their own
write-a-csv-or-leave-gb18030-out = write a .csv, or leave --gb18030 out
the-campaigns-file-asks-for-no-export = the campaign's file asks for no export
name-a-file-with-out = name a file: --out FILE
title-of-a-category = { $title }: { $category }
there-is-no-score-sheet-or-snapshot-name = there is no score sheet or snapshot “{ $name }”

## muster: results/export/page

empty = (empty)
totals = totals

## muster: results/export/workbook

page-of-pages = page { $page } of { $pages }

## muster: results/rollup

path-is-no-signing-key = { $path } is not a signing key
no-snapshot-was-taken = no snapshot was taken yet
so-many-decisions-came-behind-the-snapshot = behind snapshot “{ $key }” { $later ->
        [one] { $later } decision
       *[other] { $later } decisions
    } (approved vetoes, upheld appeals) came on “{ $name }”: what is signed would contradict them
name-a-later-snapshot-or-take-one = name a later snapshot (muster snapshot list); where there is none, take one: muster snapshot take
the-snapshot-has-no-such-sheet = snapshot “{ $key }” has no score sheet “{ $id }”
the-snapshot-is-of-before-the-freeze = snapshot “{ $key }” is of before the freeze of “{ $name }” ({ $freeze }): its scores may still change and are not the final ones
roll-up-written-with-its-key = { $out }: { $units ->
        [one] { $units } unit
       *[other] { $units } units
    }, key { $key }
path-is-not-to-be-trusted = { $path } is not to be trusted
it-is-no-roll-up = it is not a roll-up
key-or-signature-is-not-hexadecimal = key or signature is not hexadecimal
the-signature-does-not-fit-it-was-altered = the signature does not fit: it was altered, or another key signed it
the-signature-holds-for-units = { $name }: the signature holds, { $snapshot }, { $units ->
        [one] { $units } unit
       *[other] { $units } units
    }
units-counted-on-line = { $name }: { $taken ->
        [one] { $taken } unit
       *[other] { $taken } units
    } counted on “{ $line }”
units-before-it-are-counted = It stopped at unit { $code }: of { $all }, the { $nth } before it are counted. Mend it and take the whole in again; what is counted is not counted twice.

## muster: saved

there-is-no-such-folder = there is no such folder
a-folder-or-a-device-is-there = a folder or a device is there
another-file-is-there-no-preview-that-muster = another file is there, not a preview that muster made
a-file-is-there-people-write-into-workbooks = a file is there; people write into workbooks, so none is replaced unasked
take-another-name-or-add-force-to-replace = take another name, or add --force to replace it
shown-was-not-written = { $shown } was not written
nor-were-the-others-written = { $what }, nor were the others: { $others }

## muster: service/config

the-address-of-pages-is-not-configured-well = the address of the pages is not configured well
the-channel-is-not-configured-well = the channel “{ $name }” is not configured well
the-configuration-cannot-be-read = the configuration { $shown } cannot be read
the-configuration-has-an-error = the configuration { $shown } has an error

## muster: service/ending

asked-again-ended-at-once = asked again: ended at once; what was answered is on the disk
it-did-not-end-in-time = it did not end in order in time: ended now; what was answered is on the disk

## muster: service/following

no-engine-runs-on-dir-waiting-for-one = no engine runs on { $dir }; waiting for one (`muster up`) ...
the-engine-is-there-going-on-after = the engine is there; going on after { $after }
the-engine-does-not-answer-waiting = the engine does not answer ({ $why }); waiting for it ...
no-engine-answers = no engine answers
why-this-is-generation-going-on-after = { $why } (this is generation { $generation }); going on after { $after }
no-engine-answers-over-nats = no engine answers over NATS

## muster: service/moments

typed-day-as-understood = { $typed } ({ $day })
day-from-its-first-instant = { $typed }: from its first instant, { $at } ({ $zone })
day-to-its-last-instant = { $typed }: to its last instant, { $at } ({ $zone })
day-from-where-it-begins-first = { $typed }: no campaign here yet, so the time zone is not known: from { $at } for now; a campaign that is launched goes by its own
day-to-where-it-ends-first = { $typed }: no campaign here yet, so the time zone is not known: to { $at } for now; a campaign that is launched goes by its own
day-is-past-the-clock-stands-at = { $option } { $text } is past: the clock here stands at { $now }
give-a-later-day = give a later day: the clock does not go back
the-campaigns-live-in-different-zones = the campaigns here have different time zones: by which one is “{ $text }” meant?
not-an-instant-write-its-date = “{ $text }” is not an instant: write its date, its time and its offset from UTC; a day alone will do as well

## muster: service/over_nats

a-password-does-not-belong-into-the-address = a password does not belong in the address of NATS
path-cannot-be-read = { $path } cannot be read
write-a-length-of-time-such-as = write a length of time above 0 with its unit, such as 30s
cannot-connect-to-nats = cannot connect to NATS: { $why }
nats-server-is-too-old = nats-server { $version } is too old: muster needs { $needed } or newer
nats-server-does-not-keep-a-setting = nats-server does not keep the setting { $setting } of { $of }: asked { $asked }, kept { $kept }
the-stream-is-of-a-later-generation = the stream { $stream } is of a later generation than this log ({ $ours }): is this an old copy of the log?
the-stream-is-of-another-log = the stream { $stream } is of the log { $whose }, not of this one ({ $ours })
the-stream-is-filled-by-another-engine = the stream { $stream } is filled by another engine of this log, of term { $term }: this log is a copy
the-stream-already-stores-this = the stream { $stream } already stores { $subject }
the-server-does-not-let-in = the server does not let this login in: wrong user or password
the-server-does-not-allow-it = the server does not allow it: { $what }
the-stream-was-not-seen-yet = the stream was not seen yet
the-stream-is-not-there = the stream { $stream } is not there
the-stream-differs-from-the-log = the stream differs from the log: { $difference }
nats-is-away-because = NATS: { $why }
stream-has-holes = { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } up to sequence { $last }
stream-goes-beyond-the-log = it ends at { $last }, the log at { $head }
message-is-not-the-event = message { $at } is not the event of this position
its-event-is-not-the-logs = its event { $at } is not the log's
message-is-missing = message { $at } is missing
event-is-taken-for-a-repetition = event { $position } is taken for a repetition of message { $message }
stream-ends-elsewhere = it ends at { $last } and not at { $at }
something-else-came-in-before-event = something else came in before event { $at }
it-is-another-stream-than-before = it is another stream than before, or filled by another engine
nats-server-is-too-old-for-muster = nats-server { $version } is too old: muster needs { $needed } or newer
older-servers-drop-settings = older ones silently drop settings, such as which events a worker hears
install-a-newer-nats-server = install nats-server { $needed } or newer and try again
the-options-for-nats-cannot-be-used = the options for NATS cannot be used
nats-does-not-let-this-login-in = NATS does not let this login in: wrong user or password, or none was given
nats-does-not-allow-this-login = NATS does not allow this to this login
the-stream-is-not-this-logs = the stream is not this log's
use-another-account-or-server-of-nats = use another account or server of NATS; if nobody needs that stream, delete it with `nats stream rm`
nats-cannot-be-used = NATS cannot be used

## muster: service/over_nats/description

nats-is-there = NATS is there
nats-is-away-the-engine-goes-on = NATS is away; the engine goes on, and what happens meanwhile follows when it is back
nats-is-away-waiting-for-it = NATS is away; waiting for it
nats-login-refused-file-is-read-again = NATS does not let this login in, retrying: wrong user or password; { $file } is read again at every try, so fix it there, without a restart
nats-login-refused-password-needs-restart = NATS does not let this login in, retrying: wrong user or password; a changed { $password } needs a restart, a file named by --nats-password-file does not
the-password-cannot-be-read-retrying = the password or credentials cannot be read, retrying: { $why }
cannot-reach-nats-retrying = cannot reach NATS, retrying: { $why }
nats-does-not-allow-it = NATS does not allow it: { $what }
the-engine-answers-again = the engine answers again
the-engine-does-not-answer-asking-again = the engine does not answer; the same will be said again
the-stream-was-not-this-logs-copy = the stream was not this log's copy ({ $found }): it is thrown away and filled again from the log
the-stream-is-filled-again = the stream is another one than before and is filled again from the log
the-relay-waits-at-event = the relay waits at event { $position }: { $why }
the-relay-carries-at-event = the relay goes on, at event { $position }

## muster: service/reach

reached-by-channel = {"  "}by { $channel }: { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
channel-is-not-configured-here = {"  "}! { $count ->
        [one] { $count } person
       *[other] { $count } people
    } to be reached by “{ $channel }”, which is not configured here: their letters are files; write { $config_file }
no-account-in-the-roster = {"  "}! no account in the roster: { $count ->
        [one] { $count } person
       *[other] { $count } people
    }, their letters are files
letters-carry-no-link-to-a-page = {"  "}! letters carry no link to a page, so nobody can answer them there; write page: {"{"}address: https://...{"}"} in { $config_file }
these-posts = {"      "}{ $posts }
these-posts-and-more = {"      "}{ $posts } and { $more } more

## muster: service/running

the-outbox-folder-cannot-be-used = the outbox { $folder } cannot be used

## muster: service/serving

the-outbox-is-ahead-of-the-log = ! the outbox holds letters of { $letters }, the log ends at { $end }: it is older than its outbox, and what went out may go out again; look, and restore the latest backup
a-new-directory-needs-a-start = a new directory with a stepped clock needs a start
until-and-pace-need-a-stepped-clock = --until and --pace need a stepped clock
a-script-needs-a-stepped-clock = a script needs a stepped clock
cannot-listen-on-this-address = cannot listen on this address
running-with-its-address = running: { $dir }, address { $at }; Ctrl-C ends it
nothing-lies-ahead-here-yet = nothing lies ahead here yet: muster launch FILE --dir { $dir }
other-machines-reach-this-address-unencrypted = note: other machines reach this address unencrypted, and tokens can be read on the way; listen on this machine alone and put a TLS proxy in front
ending-in-order = ending in order ...
the-script-path-has-errors = the script { $path } has errors

## muster: usage

line-did-you-mean-near = {"  "}did you mean: { $near }
line-may-be-written-values = {"  "}may be written: { $values }
line-usage-is-usage = {"  "}usage: { $usage }
line-more-by-path-help = {"  "}more: { $path } --help
argument-with-what-it-is = { $argument } ({ $what })
value-must-be-a-number = : write a number
value-is-too-large = : too large
value-is-too-small = : too small
value-must-be-an-address = : write it like 127.0.0.1:9464
value-must-be-true-or-false = : write true or false
argument-needs-a-value = { $argument } needs a value
argument-cannot-be-value = { $argument } cannot be “{ $value }”{ $reason }
there-is-no-argument-name = there is no argument “{ $name }”
there-is-no-verb-name = there is no command “{ $name }”
argument-needs-an-equals-sign = an equals sign belongs between { $argument } and its value
argument-has-no-use-for-value = { $argument } has no use for “{ $value }”
argument-needs-at-least-so-many-values = { $argument } needs at least { $least ->
        [one] { $least } value
       *[other] { $least } values
    }
argument-needs-so-many-values-and-got = { $argument } needs { $expected ->
        [one] { $expected } value
       *[other] { $expected } values
    } and got { $actual }
arguments-are-missing = missing: { $arguments }
verb-needs-what-to-do = “{ $verb }” needs what to do: { $known }
something-typed-is-no-utf-8 = something typed is not UTF-8 text
argument-may-be-given-once = { $argument } may be given once
argument-does-not-go-with-others = { $argument } does not go with { $others }
value-is-written-like-example = : write it like { $example }
value-is-written-so = : { $how }
value-is-at-least = : { $least } is the least
value-is-at-most = : { $most } is the most
value-lies-between = : it lies between { $least } and { $most }

## muster: verb/demo

stopped-muster-demo-dir-dir-goes-on-from = stopped; `muster demo --dir { $dir }` goes on from here
write-a-number-above-zero = write a number above 0
the-file-has-no-phases = the file has no phases
name-units-scored-unit-duties-duties-data-directory = { $name }: { $units ->
        [one] { $units } scored unit
       *[other] { $units } scored units
    }, { $duties ->
        [one] { $duties } duty
       *[other] { $duties } duties
    }, data directory { $dir }
this-demo-was-played-to-its-end-here = this demo was played to its end; here is what it came to
going-on-from-now = going on from { $now }
refused-acts-of-the-script-were-refused-by = { $refused ->
        [one] { $refused } act of the script was refused
       *[other] { $refused } acts of the script were refused
    } by the rules
not-over-yet-the-same-command-goes-on = not over yet; the same command goes on
the-report-page = the report: { $page }
try-next =
    {""}
    Try next:

## muster: verb/demo/shown

the-folder-of-letters-cannot-be-used = the folder of letters cannot be used
the-pages-cannot-be-served = the pages cannot be served
a-letter-to-be-opened-in-a-mail =
    {""}
    A letter, to be opened in a mail program:
its-page-on-which-its-receiver-confirms-and = Its page, on which its receiver confirms and hands in:
ctrl-c-ends-it = Ctrl-C ends it

## muster: verb/file/check

file-can-be-launched-warnings-notes = { $file }: can be launched ({ $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }, { $notes ->
        [one] { $notes } note
       *[other] { $notes } notes
    })
file-cannot-be-launched-errors-warnings-notes = { $file }: cannot be launched ({ $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }, { $notes ->
        [one] { $notes } note
       *[other] { $notes } notes
    })
name-id-phases-phase-duties-duty-visits-visit = { $name } ({ $id }): { $phases ->
        [one] { $phases } phase
       *[other] { $phases } phases
    }, { $duties ->
        [one] { $duties } duty
       *[other] { $duties } duties
    }, { $visits ->
        [one] { $visits } visit programme
       *[other] { $visits } visit programmes
    }, { $snapshots ->
        [one] { $snapshots } snapshot
       *[other] { $snapshots } snapshots
    }, { $units ->
        [one] { $units } unit
       *[other] { $units } units
    }
kinds-of-task-given-out-at-any-time = {"  "}beside them { $tasks ->
        [one] { $tasks } kind
       *[other] { $tasks } kinds
    } of what comes up at any time, due as it is said then
served-of-all-row-of-the-plan-are = {"  "}{ $served } of { $all ->
        [one] { $all } row
       *[other] { $all } rows
    } of the plan are served
name-units-unit-codes = {"  "}{ $name }: { $units ->
        [one] { $units } unit
       *[other] { $units } units
    } { $codes }
names-that-a-template-sees-by-letter = names for the words of letters; each letter, the key that words it and the groups (`kind`) that it may have:
letter-key-groups = {"  "}{ $key }: { $groups }
letter-name-says = {"  "}{ $name }: { $says }

## muster: verb/file/explain

there-is-no-code-code = there is no code “{ $code }”
muster-explain-alone-lists-them-all = `muster explain` alone lists them all
wrong = wrong
right = right

## muster: verb/file/fmt

laid-out-already = : laid out already
not-laid-out = : not laid out
laid-out = : laid out
path-was-not-laid-out-and-stays-as = { $path } was not laid out and stays as it is
fix-it-first = fix it first

## muster: verb/file/init

there-is-no-template-name = there is no template “{ $name }”
templates-that-there-are-names = there are: { $names }
id-cannot-be-the-id-of-a-campaign = “{ $id }” cannot be the id of a campaign
give-one-with-id-a-z-0-9 = give one with --id: a-z, 0-9 and -
line-of-a-file-whose-calendar-lacks-years = {"  "}missing_years: provisional  # until a year's holidays are published, its dates are provisional
made-main-begin-to-end = made { $main } ({ $begin } to { $end })
the-holidays-of-year-are-not-published-yet = {"  "}the holidays of { $year } are not published yet: dates of that year are provisional
note-these-are-the-templates-own-days-and = {"  "}note: these are the template's own days, and past; --begin DAY --end DAY moves them ahead
next-change-it-then-muster-check-main = {"  "}next: change it, then `muster check { $main }`
the-folder-folder-is-not-empty = the folder { $folder } is not empty
name-a-new-one = name a new one
the-folder-folder-cannot-be-made = the folder { $folder } cannot be made

## muster: verb/file/init/days

asked-enter-usual = { $asked }? (enter: { $usual })
write-tomorrow-december-1-or-2026-12-01 = write tomorrow, December 1 or 2026-12-01
first-to-last-lies-in-more-than-two = { $first } to { $last } lies in more than two years; a campaign may lie in two at most
the-last-day-last-lies-before-the-first = the last day, { $last }, lies before the first, { $first }
change-begin-or-end = change --begin or --end
too-short-the-phases-of-this-template-need = too short: the phases of this template need at least { $least ->
        [one] { $least } day
       *[other] { $least } days
    }
change-end = change --end

## muster: verb/file/launch

campaign-name-was-launched-with-this-very-file = { $campaign } { $name }: was launched with this very file, nothing changed
campaign-name-launched-events = { $campaign } { $name }: launched, { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
the-campaign-campaign-runs-already-with-another-content = the campaign “{ $campaign }” runs already, with another content than this file's
to-change-it-muster-plan-file-place-then = to change it: `muster plan { $file }{ $place }`, then `muster apply { $file }{ $place } --reason TEXT --as POST`; for another campaign take another id (--campaign) or another directory (--dir)
note-the-rosters-accounts-differ-from-those-in = note: the roster's accounts differ from those in use; to change them: muster apply { $file } --reason TEXT
launch-it-all-the-same-yes-no = launch it all the same? (yes/no)
not-launched-days-of-it-are-past = not launched: days of it are past
change-the-days-in-the-file-muster-init = change the days in the file (`muster init FOLDER --begin DAY --end DAY` makes a new one); if it is meant so, --late
letters-are-files-in-folder-muster-up-channel = {"  "}letters are files, in { $folder } (`muster up --channel` says otherwise)
nothing-is-sent-until-it-is-kept-going = nothing is sent until it is kept going: muster up --dir { $dir }
the-engine-is-running-and-does-the-rest = the engine is running and does the rest

## muster: verb/file/plan

no-change = no change
to-put-it-in-force-muster-apply-file = to put it in force: muster apply { $file } --dir { $dir } --against { $against } --reason TEXT --as POST
republished-no-change-no-event = republished, no change: no event
only-accounts-changed-events-up-to-position = only accounts changed; events recorded: { $events }, up to number { $position }
in-force-definition-events-up-to-position = in force: definition { $definition }, { $events ->
        [one] { $events } event
       *[other] { $events } events
    } recorded, up to number { $position }
changed-hands-contacts-what-is-still-to-be = changed hands: { $contacts }; what is still to be sent goes to the new ones alone
note-post-changed-hands-and-its-valid-tokens = note: { $post } changed hands, and its tokens are still valid ({ $valid }); revoke them if its holder is another: muster account revoke { $post }
it-was-planned-against-against-and-running-is = it was planned against { $against }, and { $running } is running now
look-again-muster-plan-file = look again: muster plan FILE

## muster: verb/file/preview

refused = refused:{" "}
this-was-played-as-if-launched-in-time = {"  "}this was played as if launched in time; --launched today plays a launch of today
from-from-is-after-to-to = --from { $from } is after --to { $to }
the-roster-has-no-unit-with-code-code = the roster has no unit with code “{ $code }”
several-persons-have-the-post-name-name-the = several persons have the post “{ $name }”: name the contact's id
nobody-has-the-post-or-the-contact-id = nobody has the post or the contact id “{ $name }”
the-preview-was-cut-on-last-after-events = the preview was cut on { $last }, after { $events_max } events; later days are not in it
preview-a-part-of-the-roster-at-a = preview a part of the roster at a time
the-messages-texts-do-not-fit-into-the = the messages' texts do not fit into the folder for temporary files, { $folder }
name-another-folder-with-tmpdir-or-ask-for = name another folder with TMPDIR, or ask for less with --unit, --person or --day
name-id-zone-zone-calendar-calendar = { $name } ({ $id }), zone { $zone }, calendar { $calendar }
of-the-whole-campaign-all-units-all-days = of the whole campaign (all units, all days, not only those shown):
name-from-to-to-worked-working-days = {"  "}{ $name }: { $from } to { $to }, { $worked ->
        [one] { $worked } working day
       *[other] { $worked } working days
    }
items-duties-of-these-late = items { $items } ({ $duties }), of these late { $late }
visits-snapshots = visits { $visits }, snapshots { $snapshots }
messages-routine-ones-a-day-at-most = messages { $messages }, routine ones a person and day at most { $most }
steps-planned-sent-skipped-failed-withdrawn-open = steps { $planned } = sent { $sent } + skipped { $skipped } + failed { $failed } + withdrawn { $withdrawn } + open { $open }

## muster: verb/file/preview/behaviour

all-on-time = all on time
nobody-answers = nobody answers

## muster: verb/file/preview/crowd

crowded-days-crowded-more-than-due-a-day = crowded days: { $crowded } (more than { $due_a_day_max } items of one unit due, or more than { $reminders_a_day_max } reminders to one person)
items-item-due-messages-message = { $items ->
        [one] { $items } item
       *[other] { $items } items
    } due, { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }
name-count-due = { $name } { $count } due
name-count-reminders = { $name } { $count ->
        [one] { $count } reminder
       *[other] { $count } reminders
    }
range-people = { $range }: { $people }
messages-per-person-people-posts-get-some-bands = messages per person: { $people ->
        [one] { $people } post gets
       *[other] { $people } posts get
    } some ({ $bands }); { $over } with a day of more than { $reminders_a_day_max } reminders
post-messages-message-at-most-most-reminder-a = {"  "}{ $post }: { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }, at most { $most ->
        [one] { $most } reminder
       *[other] { $most } reminders
    } a day ({ $on })

## muster: verb/file/preview/documents

shown-cannot-be-two-of-these-files-at = { $shown } cannot be two of these files at once
give-each-file-its-own-name = give each file its own name
written-path = written: { $path }

## muster: verb/file/roster

write-old-code-new-code-such-as = write OLD=NEW, two codes, such as 010=009
file-errors-error-warnings-warning-notes-note = { $file }: { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }, { $notes ->
        [one] { $notes } note
       *[other] { $notes } notes
    }
file-names-no-roster-that-is-there = { $file } names no roster that is there
taken-in-like-this-the-roster-would-have = taken in like this the roster would have errors
only-a-csv-roster-can-be-written-into = only a csv roster can be written into
save-the-roster-as-csv-utf-8-first = save the roster as CSV UTF-8 first
nothing-would-change = nothing would change
written-into-into-now-muster-plan-tells-what = written into { $into }; now `muster plan` tells what it changes, then `muster apply`
this-is-a-proposal-into-is-as-it = this is a proposal, { $into } is as it was; add --write to take it in
path-has-errors = { $path } has errors
units-join-or-leave-from-which-day = units join or leave: from which day?
code-does-not-leave-so-it-cannot-be = “{ $code }” does not leave, so it cannot be merged
check-the-code-a-unit-that-merges-is = check the code: a unit that merges is not in the new roster
the-marked-copy-cannot-be-made = the marked copy cannot be made
marked-copy-path = marked copy: { $path }

## muster: verb/file/roster_words

added-changed-left-merged-unchanged = { $added } added, { $changed } changed, { $left } left, { $merged } merged, { $unchanged } unchanged
moved-joins-on-day = + { $moved }: joins on { $day }
column-old-to-new = { $column } “{ $old }” → “{ $new }”
changed-unit-cells = ~ { $unit }: { $cells }
moved-last-day-day = - { $moved }: last day { $day }
moved-last-day-day-merged-into-into = > { $moved }: last day { $day }, merged into { $into }

## muster: verb/operate/account

token-id-of-post-word-until-until-it = token { $id } of { $post } { $word }, until { $until }; it is shown this once: hand it over in person or encrypted
no-tokens-were-issued = no tokens were issued
column-id = id
column-campaign = campaign
column-post = post
column-issued = issued
column-token-expires = expires
column-last-used-utc = last used (UTC)
column-token-state = state
revoked-on-day = revoked { $day }
valid = valid
expired = expired
no-valid-token-nothing-to-change = no valid token, nothing to change
revoked-token-id-of-post = revoked token { $id } of { $post }

## muster: verb/operate/backup

backed-up-to-to-events-event-proved-the = backed up to { $to }: { $events ->
        [one] { $events } event
       *[other] { $events } events
    }, proved; the log was read for { $copy_ms } ms, the engine went on
digest-of-the-heads-heads-file-heads-file = {"  "}digest of the heads { $heads } (file `{ $heads_file }`; write it down elsewhere)
restored-to-to-events-event-proved-generation-generation = restored to { $to }: { $events ->
        [one] { $events } event
       *[other] { $events } events
    }, proved, generation { $generation }
do-not-start-the-old-directory-again-go = do not start the old directory again; go on with `muster up --dir { $to }`
a-backup-holds-no-tokens-of-posts-issue = a backup holds no tokens of posts: issue new ones with `muster account issue`
the-backup-from-is-damaged-nothing-was-restored = the backup { $from } is damaged; nothing was restored
take-another-backup-an-earlier-one-or-the = take another backup: an earlier one, or the same from another place; where the data directory is still there, make a new one with `muster backup`
dir-is-not-empty-nothing-was-written = { $dir } is not empty; nothing was written
name-a-new-directory = name a new directory
another-copy-to-dir-is-under-way = another copy to { $dir } is under way
wait-until-it-is-done-or-name-another = wait until it is done, or name another directory
dir-has-no-heads-file-it-is-no-whole = { $dir } has no file `{ $heads_file }`: it is not a whole backup, and a cut tail would not be seen
take-a-whole-backup-or-add-without-heads = take a whole backup; if this is all there is, add --without-heads
the-log-is-not-whole-no-copy-why = the log is not whole, no copy was made: { $why }
put-log-db-wal-back-or-take-another-backup = put log.db-wal back beside it, or take another backup
there-is-no-log-of-muster-in-dir = there is no log of muster in { $dir }
name-the-right-directory = name the right directory
the-log-is-damaged-no-copy-bad = the log is damaged, no copy was made; first bad event: { $bad }
the-data-directory-is-damaged-stop-the-engine = the data directory is damaged: stop the engine, look with `muster verify`, and restore an earlier backup (`muster restore`)
no-copy-was-made-why = no copy was made: { $why }
make-room-or-take-another-directory = make room or take another directory, then try again

## muster: verb/operate/channel

no-channel-is-configured-letters-are-files-write = no channel is configured: letters are files; write { $path }
no-channel-is-named-name = no channel is named “{ $name }”
name-the-counterpart-took-it = { $name }: the counterpart took it
name-the-letter-was-not-taken = { $name }: the letter was not taken; a real one waits, and it is tried again
name-the-letter-was-refused-for-good = { $name }: the letter was refused for good; a real one is not tried again
there-is-no-post-post = there is no post “{ $post }”
post-has-no-account-on-name = { $post } has no account on “{ $name }”
muster-a-try = muster: a test letter
this-is-a-try-there-is-nothing-to = This is a test. There is nothing to do.

## muster: verb/operate/channel/day

no-letter-goes-on-the-day = no letter goes on { $day }
too-many-letters-of-the-day = { $count ->
        [one] { $count } letter goes on { $day }: at most { $most } go as a test
       *[other] { $count } letters go on { $day }: at most { $most } go as a test
    }
a-try-of-a-letter = (Test of the letter to { $contact }) { $subject }

## muster: verb/operate/channel/bounce

the-mail-cannot-be-read-to-its-end = the mail cannot be read to its end: send it again
name-the-letter-message-arrived = { $name }: the letter { $message } of { $campaign } arrived; the engine knows it
name-the-letter-message-did-not-arrive = { $name }: the letter { $message } of { $campaign } did not arrive; the engine knows it, and what was said: { $said }
no-receipts-are-configured-of-name = no receipts are configured of the channel “{ $name }”: write “receipts” with a secret below it
the-secret-of-receipts-of-name-cannot-be-read = the secret of the receipts of “{ $name }” cannot be read
name-the-mail-is-no-notice = { $name }: the mail is not a notice of a letter that came back; nothing changes
name-the-notice-tells-of-no-end = { $name }: the notice says that the letter is still on its way or was passed on; nothing changes
name-the-notice-is-of-another-mail = { $name }: the notice is of a mail that muster did not send; nothing changes
name-the-notice-shows-no-proof = { $name }: the notice names a letter without the proof that our letters carry; it counts for nothing
name-the-notice-cannot-be-read = { $name }: the mail says that it is a notice of a letter that came back, and does not hold what one holds; nothing changes
name-the-mail-is-larger-than-any-notice = { $name }: the mail has more than { $most } KiB, which no notice of a letter has; nothing changes

## muster: verb/operate/clock

a-stepped-clock = a stepped clock
the-machines-clock = the machine's clock
next-planned-instant-next = next planned instant { $next }
clock-accepted-seconds-behind = clock: accepted, { $seconds } s behind; time stands until it comes there
clock-accepted-seconds-forward = clock: accepted, { $seconds } s forward; time goes on
clock-it-was-not-held = clock: it was not held

## muster: verb/operate/config

origin-default = default
origin-file-from = file { $from }
origin-environment-from = environment { $from }
origin-flag = flag

## muster: verb/operate/dead

campaign-count-dead-letters = { $campaign }: { $count ->
        [one] { $count } dead letter
       *[other] { $count } dead letters
    }
name-campaign-source-event-position-cause = { $name }  { $campaign }  { $source }, event { $position }: { $cause }
what-the-counterpart-said = ; it said: { $words }

## muster: verb/operate/dead/composed

what-the-letter-says = {"    "}the letter reads: { $subject }

## muster: verb/operate/doctor

check-channel = channel
check-clock = clock
check-commits = commits
check-contacts = contacts
check-dead-letters = dead-letters
check-directory = directory
check-engine = engine
check-held = held
check-holidays = holidays
check-log = log
check-nats-rights = nats-rights
check-ntp = ntp
check-outbox = outbox
check-pages = pages
check-parked = parked
check-past-due = past-due
check-relay = relay
check-space = space
check-versions = versions
check-view = view
check-worker = worker
check-zone = zone
level-ok = ok{"     "}
level-warning = warning
level-fault = fault{"  "}
next-2 = next:{" "}

## muster: verb/operate/events

seen-up-to-number-number-to-go-on = seen up to number { $number }; to go on: --after { $after }
no-family-or-name-of-events-did-you-mean = “{ $text }” is not a family or name of events; did you mean “{ $near }”?
no-family-or-name-of-events-families-are = “{ $text }” is not a family or name of events; the families are { $families }
no-campaign-knows-name-yet = nothing in any campaign is named “{ $name }” yet; waiting for it
no-campaign-knows-name = nothing in any campaign is named “{ $name }”
an-item-is-unit-plan-005-a-unit = an item is unit-plan/005, a unit 005

## muster: verb/operate/link

link-id-of-post-until-until-anyone-who = link { $id } of { $post }, until { $until }; anyone who has it acts as that post: hand it to that person alone
no-page-address-is-configured-so-this-is = no page address is configured, so this is a path alone: write page: {"{"}address: https://...{"}"} in muster.yaml
a-calendar-to-read = a calendar, to read
column-in-the-letter = in the letter
column-link-expires = expires
no-links-were-made = no links were made
revoked-2 = revoked
expired-2 = expired
no-valid-link-nothing-to-change = no valid link, nothing to change
revoked-link-id-of-post = revoked link { $id } of { $post }

## muster: verb/operate/replay

from-lies-after-until = --from lies after --until
replayed-up-to-event-position-events-event-decided = replayed up to event { $position }: { $events ->
        [one] { $events } event
       *[other] { $events } events
    }, { $decided } of time decided again, { $snapshots ->
        [one] { $snapshots } snapshot
       *[other] { $snapshots } snapshots
    } recomputed, { $sent ->
        [one] { $sent } message
       *[other] { $sent } messages
    } sent
replayed-the-same = the same
replayed-differs = DIFFERS
the-live-view-stands-elsewhere = (the live view stands elsewhere)
id-version-version-state-state-view-view = {"  "}{ $id }: version { $version }, state { $state }, view { $view }
differs-event-position-campaign-what = {"  "}differs: event { $position } ({ $campaign }): { $what }
nothing-differs = nothing differs
the-shadow-dir-is-not-empty = the shadow { $dir } is not empty
the-log-is-damaged-first-bad-event-bad = the log is damaged; first bad event: { $bad }
it-cannot-be-replayed-why = it cannot be replayed: { $why }

## muster: verb/operate/status

messages-due-due-sent-sent-signed-for-signed = {"  "}messages: due { $due }, sent { $sent }, signed for { $signed }
a-sample-was-not-drawn-yet = {"  "}no sample drawn yet: { $title } ({ $occasion }), by { $due_day }
posts-have-opted-out-of-reminders = {"  "}{ $posts ->
        [one] { $posts } post has
       *[other] { $posts } posts have
    } opted out of reminders
none-yet-it-begins-on-day = none yet, it begins on { $day }
sending-held-phase-phase-launched-launched-last-event = ! sending held, phase { $phase }, launched { $launched }, last event { $at }; `muster resume` goes on
over-launched-last-event-at = {"  "}over, launched { $launched }, last event { $at }
running-phase-launched-last-event-at = {"  "}running, phase { $phase }, launched { $launched }, last event { $at }
afterwards-of-the-open-ones-lay-before = ; { $afterwards } of the open ones lay before the start or the launch and are never reminded
items-ended-with-their-units = , ended with their units { $ended }
items-open-open-returned-returned-in-review-in = {"  "}items: open { $open } (returned { $returned }), in review { $in_review }, closed { $closed }, waived { $waived }, passed on { $passed_on }, retired { $retired }{ $over }; ever late { $late }, late now { $late_open }{ $before }
steps-planned-sent-sent-skipped-skipped-failed-failed = {"  "}steps: { $planned } = sent { $sent } + skipped { $skipped } + failed { $failed } + withdrawn { $withdrawn } + open { $open }; past due without an outcome { $past_due }
afterwards-due-days-before-the-start-or-the = {"  "}{ $afterwards ->
        [one] { $afterwards } due day before the start or the launch does not count
       *[other] { $afterwards } due days before the start or the launch do not count
    } as due
dead-letter-source-name-position-cause = dead letter: { $source } { $name } ({ $position }): { $cause }

## muster: verb/operate/stream

whole-messages-each-the-logs-event = whole: { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }, each the log's event
behind-up-to-last-the-log-goes-to-head = behind: up to { $last }, the log goes to { $head }; the { $compared } that are there agree
it-is-not-there-muster-stream-repair-fills-it = it is not there; `muster stream repair` fills it from the log
it-differs-in-places-muster-stream-repair-refills-it = it differs in { $differ ->
        [one] { $differ } place
       *[other] { $differ } places
    }; `muster stream repair` refills it from the log
nothing-to-repair-it-is-the-logs-copy = nothing to repair: it is the log's copy
the-process-that-holds-dir-does-not-fill = the process that holds { $dir } does not fill the stream
it-must-be-on-the-same-server-with = it must be on the same server with --nats; or stop it and repair again

## muster: verb/operate/up

outside-needs-nats = --outside needs --nats

## muster: verb/operate/verify

there-is-nothing-to-verify = there is nothing to verify
the-view-cannot-be-compared = the view cannot be compared
the-head-file-path-cannot-be-written = the head file { $path } cannot be written
all-is-well-events-event-blobs-blob-snapshots = all is well: { $events ->
        [one] { $events } event
       *[other] { $events } events
    }, { $blobs ->
        [one] { $blobs } blob
       *[other] { $blobs } blobs
    }, { $snapshots ->
        [one] { $snapshots } snapshot
       *[other] { $snapshots } snapshots
    } recomputed
the-view-at-position-rows-row-in-tables = {"  "}the view at { $position }: { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    } in { $tables ->
        [one] { $tables } table
       *[other] { $tables } tables
    }, the same when computed again
erased-blobs-were-erased-their-digests-stay = {"  "}{ $erased ->
        [one] { $erased } blob was erased; its digest stays
       *[other] { $erased } blobs were erased; their digests stay
    }
id-version-version-head-hash-planned-step-ended = {"  "}{ $id }: version { $version }, head { $hash }, { $planned ->
        [one] { $planned } step
       *[other] { $planned } steps
    }, { $ended } ended, each once
the-log-is-sound-the-view-is-not = the log is sound, the view is not: { $campaign }{ $bad }. Stop the engine, remove view.db and start it: the view is rebuilt from the log
first-bad-event-bad = first bad event: { $bad }

## muster: verb/operate/worker

running-worker-name-ctrl-c-ends-it = running: worker { $name }; Ctrl-C ends it
another-worker-of-this-name-has-taken-over = another worker of this name has taken over; this one ends
ending-in-order-finishing-what-is-in-hand = ending in order, finishing what is in hand ...
everything-in-hand-is-finished-ended = everything in hand is finished; ended
what-was-in-hand-is-not-finished-and = what was in hand is not finished and goes to the next worker; ended
the-worker-has-stopped = the worker has stopped

## muster: verb/people/assign

all-so-many-units = { $count ->
        [one] the only unit
       *[other] all { $count } units
    }
worked-2 = {" "}(worked)
key-name-given-to-units-no-reminder-before = { $key } { $name }: given to { $units }; due { $due }; no reminder before: tell them yourself
key-name-given-to-units-reminded-before = { $key } { $name }: given to { $units }; due { $due }; told of it and reminded { $count ->
        [one] { $count } time
       *[other] { $count } times
    } before: { $steps }

## muster: verb/people/case

text-is-no-time = “{ $text }” is not a time

## muster: verb/people/erase

backups-that-were-made-before-still-hold-it = backups that were made before still hold it: deal with them as the rules say

## muster: verb/people/evidence

there-is-not-exactly-one-file-whose-digest = there is not exactly one file whose digest begins with “{ $digest }”
path-cannot-be-written-2 = { $path } cannot be written
path-size-bytes = { $path }: { $size ->
        [one] { $size } byte
       *[other] { $size } bytes
    }

## muster: verb/people/filled

write-name-count-such-as = write NAME=COUNT with a whole number, such as { $example }
example-of-a-count = 照片=2

## muster: verb/people/hold

not-said-any-more-after-the-hold = { $count ->
    [one] Of { $count } item something fell due in the hold and is not said any more (tell its people where they need to know): { $names }
   *[other] Of { $count } items something fell due in the hold and is not said any more (tell their people where they need to know): { $names }
}

## muster: verb/people/items

write-name-path-such-as = write NAME=PATH, such as 方案=plan.pdf
path-is-empty = { $path } is empty
name-the-file-that-has-the-content = name the file that has the content

## muster: verb/people/ledger

write-column-text-such-as = write COLUMN=TEXT, such as 入库=3
column-name-holds-kind-not-held = column “{ $name }” holds { $kind }, not “{ $held }”
a-whole-number-from-0 = a whole number from 0
a-date-such-as-2014-05-20 = a date such as 2014-05-20

## muster: verb/people/rating

write-judged-answer-such-as = write JUDGED=ANSWER, such as 013=满意
round-all-ballots-new-of-them-new = { $round }: { $all ->
        [one] { $all } ballot
       *[other] { $all } ballots
    }, { $new } of them new
the-table-has-no-head = the table has no head
the-head-in-a-row-lacks-columns = the head in row { $row } lacks: { $missing }
write-the-head = write the head: { $head }
the-row-lacks = it lacks: { $lacking }
another-unit-of-the-same-ballot = the unit of ballot { $ballot } is another than in the rows before
of-a-ballot = ballot { $number }: { $said }
the-round-has-no-such-group = there is no group “{ $group }”, there are: { $groups }
stopped-at-a-ballot = It stopped at ballot { $number } (row { $row }).
no-ballot-was-taken-in = No ballot was taken in.
so-many-ballots-were-taken-in-before = Of { $all }, the { $nth } before it were taken in; mend the table and import the whole of it again, what is in is not counted twice.
count-ballots-of-name-do-not-say-whose = { $count ->
        [one] { $count } ballot of “{ $name }” does not say whose it is
       *[other] { $count } ballots of “{ $name }” do not say whose they are
    }; nothing was entered
raters-of-this-group-do-not-judge-their-own = raters of this group do not judge their own unit; a vote for it could not be told from others, and what was counted is not taken back
say-the-unit-or-that-it-is-unknown = say the rater's unit (column unit of the table, --unit of one ballot): it is only looked at, and not recorded; where ballots came mixed and nobody can know, add --unit-unknown

## muster: verb/people/rating/invite

raters-of-this-group-answer-on-the-page = raters of this group answer on the page of their own post, whose link their reminders carry; hand out another with muster link issue
this-group-has-no-role-and-so-no = this group has no role and so no page: enter answers for them (muster rating cast --ballot), or use paper
no-page-address-is-configured-so-these-are = no page address is configured, so these are codes without a link: write page: {"{"}address: https://...{"}"} in muster.yaml, then hand the link out with muster link issue
the-link-is-the-roles-post-the-same = the link is the role's, “{ $post }”, the same for all; a code is one rater's: give each rater their own
the-codes-hold-but-no-link-was-made = the codes hold, but no link was made: { $what }

## muster: verb/people/score

write-a-number-such-as = write a number such as 18.5
write-a-change-such-as = write how much it changes, such as 1.5 or -1.5

## muster: verb/people/show

there-is-no-item-and-no-case-name = there is no item and no case “{ $name }”
write-it-as-unit-plan-005-or-hotline = write it as unit-plan/005 or hotline-12319/7
nothing-was-written = (nothing was written)
erased = (erased)
there-is-no-snapshot-key-or-it-has = there is no snapshot “{ $key }”, or it has not been taken yet
there-is-no-table-name = there is no table “{ $name }”
name-a-duty-ledger-kind-of-case-or = name a duty, ledger, kind of case, selection, score sheet, review round or list, or one of { $tables }; visits are in `muster visits list`

## muster: verb/people/solve

planning-visits-visit-iterations-iteration-seed-seed-ctrl = planning { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }: { $iterations ->
        [one] { $iterations } iteration
       *[other] { $iterations } iterations
    }, seed { $seed }; Ctrl-C stops and keeps the best so far
percent-no-plan-yet-ctrl-c-stops = { $percent } %, no plan yet, Ctrl-C stops
percent-best-cost-ctrl-c-stops = { $percent } %, best { $best }, Ctrl-C stops
the-plan-fails-its-own-check-and-is = the plan fails its own check and is not printed
locked-visits-break-rules-by-themselves-the-plan = locked visits break rules by themselves; the plan keeps them as they are
see-violations-and-change-their-days-in-the = see `violations`, and change their days in the instance or take `locked` away
stopped-this-is-the-best-plan-up-to = stopped: this is the best plan up to iteration { $iterations }

## muster: verb/people/unsigned

there-is-no-message-duty-or-phase-of = there is no message, duty or phase “{ $of }”

## muster: verb/people/visits

write-what-unit-date-such-as = write WHAT@UNIT@DATE, such as 台账补齐@005@2014-07-04
write-what-was-brought-and-perhaps-its-unit = write [ABOUT=]WHAT[@UNIT], such as 路灯不亮@002
how-content-people-were-with-the-visit = how content people were: { $ratings }
there-is-no-programme-or-round-of-visits = there is no programme or round of visits called { $name }
visit-due-by-day = by { $due_day }
cases-that-were-brought-there = cases that were brought there: { $cases }
so-many-follow-ups-came-of-it = { $count ->
        [one] { $count } problem is seen to
       *[other] { $count } problems are seen to
    }
write-name-text-such-as = write NAME=TEXT, such as 业务工作=已督促整改
write-a-time-of-day-such-as = write a time such as 09:00
cannot-write-path = cannot write { $path }

## muster: verb/people/visits/import

item-is-planned-its-visitor-has-to-confirm = { $item } is planned; its visitor has to confirm it
row-row-one = row { $row }: { $one }
file-rows-rows-are-wrong-and-none-was = { $file }: { $rows ->
        [one] { $rows } row is
       *[other] { $rows } rows are
    } wrong, and none was imported
more-more-are-not-listed = { $more } more are not listed
fix-these-rows-and-import-again = fix these rows and import again
the-table-has-found-rows-at-most-visits = the table has { $found ->
        [one] { $found } row
       *[other] { $found } rows
    }, at most { $visits_fixed_max }
import-it-in-parts = import it in parts
item-is-no-item-write-it-like-contact = “{ $item }” is not an item of a visit; write it like contact-points.2014-q2/V03
start-is-not-a-time-write-it-like = “{ $start }” is not a time; write it like 09:00
name-appears-twice-2 = { $name } appears twice
there-is-no-unit-code = there is no unit { $code }
item-was-visited-already = { $item } was visited already

## muster: verb/people/visits/list

column-when = when
column-place = place
column-visitor = visitor
column-stands = stands
column-item = item
no-visits = no visits
stage-count-follow-ups = { $stage }, { $count ->
        [one] { $count } follow-up
       *[other] { $count } follow-ups
    }
not-made-nobody-visits-it = not made: the roster names nobody who visits it
not-made-none-was-planned = not made: no visit was ever planned
not-made-since-none-was-planned = not made: { $why }
no-slot-so-far = no slot: { $why }
stage-and-why-there-is-none = { $stage }; no other slot: { $why }
by-the-due-day = by { $day }
no-visit-is-planned-for-item = no visit is planned for { $item }
the-plan-of-at-had-nobody = {"  "}the plan of { $at } (event { $position }): { $why }
the-plan-of-at-had-no-slot = {"  "}the plan of { $at } for { $visitor } had no slot (event { $position }): { $why }
the-reasons-of-a-visit-cannot-be-read = why { $item } was planned for then (event { $position }) cannot be read: “{ $text }”
its-visitor-fixed-the-time = {"  "}its visitor fixed the time
made-on-date-planned-for = { $date } (planned for { $starts })
moved-by = {"  "}moved here at { $at } by { $by }
delegated-by-from-had = {"  "}delegated at { $at } by { $by }; its visitor was { $had } before
delegated-by = {"  "}delegated at { $at } by { $by }
item-has-no-visit-that-stands = { $item } has no visit that stands
free-for-it = free for it:

## muster: verb/people/visits/picture

plan-of-visits = Plan of visits
who-goes-where = Who goes where

## muster: verb/people/visits/picture/map

visitors-and-the-places-that-they-visit = Visitors and the places that they visit; arrows show the order of one day

## muster: verb/people/visits/picture/tours

several-places-on-one-day = Several places on one day
minutes-from-stop-to-stop = {" "}→ ({ $minutes } min) →{" "}

## muster: verb/people/visits/plan

key-places-places-await-a-visit-visits-can = { $key }: { $places ->
        [one] { $places } place awaits
       *[other] { $places } places await
    } a visit, { $visits } can be planned
unit-cannot-be-planned = {"  "}{ $unit } cannot be planned: { $why }
unit-cannot-be-planned-for-visitor = {"  "}{ $unit } cannot be planned for { $visitor }: { $why }
no-place-awaits-a-visit = no place awaits a visit
rounds-that-are-planned-known = rounds that are planned: { $known }

## muster: verb/people/why

nothing-is-named-id = nothing is named “{ $id }”
an-item-is-unit-plan-005-a-step = an item is unit-plan/005, a step unit-plan/005#0.2, a message 2014-04-25/005-clerk/routine, a unit 005, an occasion study.2014-05
no-items-yet-nothing-has-opened = {"  "}no items yet: nothing has opened
code-name-category-2 = { $code } { $name } ({ $category })
visit-open = open
line-of-an-opened-occasion = {"  "}{ $due_day }  { $key }  { $title }  opened { $opens }{ $before }
line-of-an-occasion-to-open = {"  "}{ $due_day }  { $key }  { $title }  opens { $opens }{ $before }
was-late-2 = , was late
opened-by-position = opened by { $position }
not-opened-yet = not opened yet
was-due-day = {" "}(was { $due_day })
line-phase = {"  "}phase { $phase }
line-from-rows-of-the-plan = {"  "}from: rows { $refs } of the plan
line-from-rows-of-the-plan-and-phase = {"  "}from: rows { $refs } of the plan, phase { $phase }
line-dates-opens-due-late-from = {"  "}dates: opens { $opens }, due { $due_day }{ $was }, late from { $due }{ $backfill }
line-events-planned-by-position = {"  "}events: planned by { $position }, { $opened }
late-by-event-position = , late by event { $position }
never-late = , never late
item-code-name-category-state-late-due-due = { $item } · { $code } { $name } ({ $category }): { $state }{ $late }, due { $due_day }
not-made-yet = not made yet
made-on-day = made { $day }
no-slot-by-event-position = {"  "}no visit could be planned by event { $position }: { $why }
no-slot-for-visitor-by-event-position = {"  "}no visit could be planned for { $visitor } by event { $position }: { $why }
visit-start-visitor-proposed-by-event-position-made = {"  "}visit: { $start } { $visitor }, proposed by event { $position }, { $made }
what-was-done = {"  "}what was done:
files = {"  "}files:
steps = {"  "}steps:
turn-item-unit-event-position = {"  "}{ $turn } { $item } ({ $unit }), event { $position }
passed-on-to = passed on to
came-from = came from
the-same-file-as-for-also = {"  "}the same file as for { $also }
erased-by-event-position = {"  "}erased by event { $position }
tries-old-again = , tries { $old } again
events = events
to-contact-due-due-sent-sent-channel-signed = {"  "}to { $contact }: due { $due }, sent { $sent } ({ $channel }), signed for { $signed }, given out { $issued ->
        [one] { $issued } time
       *[other] { $issued } times
    }
handed-over-delivered-read-signed = {"  "}handed over { $sent } · delivered { $delivered } · read { $read } · signed { $signed }

## muster: words/clock

time-stands-the-clock-is-behind = time stands: the machine's clock is { $behind } behind; until it catches up nothing falls due
time-is-held-clock-jumped-forward = time is HELD: the machine's clock jumped { $off } forward
time-is-held-clock-was-set-back = time is HELD: the machine's clock is { $off } behind; it was set back
time-is-held-clock-is-ahead = time is HELD: the machine's clock is { $off } ahead of what was seen last: either the machine was off so long, or its clock is wrong
set-the-clock-of-the-machine = set the machine's clock
set-the-machines-clock-and-time-goes-on = set the machine's clock and time goes on by itself; if it is right now, `muster clock accept`
if-the-clock-is-wrong-set-it = if it is wrong, set it and time goes on by itself; if it is right, `muster clock accept`
if-accepted-time-stands-until-then = if accepted: time does not go back; it stands at { $now } until the machine's clock comes there, and nothing is sent
if-accepted-nothing-falls-due = if accepted: nothing falls due
if-accepted-things-fall-due = if accepted: things fall due in { $campaigns ->
        [one] { $campaigns } campaign
       *[other] { $campaigns } campaigns
    }: { $steps ->
        [one] { $steps } step goes out
       *[other] { $steps } steps go out
    }, { $missed ->
        [one] { $missed } is too old and is skipped
       *[other] { $missed } are too old and are skipped
    }, { $late ->
        [one] { $late } item becomes late
       *[other] { $late } items become late
    }, { $over ->
        [one] { $over } campaign is over
       *[other] { $over } campaigns are over
    }
span-in-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-in-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
span-in-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
span-in-seconds = { $count } s

## muster: words/day

day-of-this-year = { $day } { $month }
day-with-its-weekday = { $weekday } { $day }

## muster: words/edited

edited-name = name
rows-of-the-plan = rows of the plan
edited-audience = who
dates = dates
edited-phase = phase
edited-needs = what is handed in
review = review
kind-and-how-it-is-done = kind, and how it is done
what-else-is-asked = what else is asked
edited-recipients = to whom
days-before = days before
on-the-day = on the day
hour = hour
when-overdue = when overdue
cards = cards
hours-to-catch-up = hours to catch up
what-may-be-opted-out-of = what may be opted out of
edited-weekly-brief = weekly brief

## muster: words/impact

change-with-its-parts = { $change } ({ $parts })
reminded-otherwise = {"  "}reminded otherwise{" "}
added = {"  "}added{" "}
not-asked-any-more = {"  "}not asked any more{" "}
changed-role = role
changed-post = post
changed-unit = unit
changed-audience = audience
changed-reminder-policy = reminder policy
changed-phase = phase
changed-duty = duty
changed-visits = visits
changed-snapshot = snapshot
changed-outlet = outlet
changed-selection = selection
changed-task-given-out = task given out
changed-campaign-alongside = campaign alongside
changed-tags = tags
changed-group = group with a calendar of its own
changed-channel = channel
changed-visits-arranged = visits arranged
changed-kind-of-case = kind of case
changed-review = review
changed-score-sheet = score sheet
changed-list = list
list-thing-added = { $list } added: { $thing }
list-thing-renamed = { $list } renamed: { $from } → { $thing }
list-thing-changed = { $list } changed: { $thing }
list-thing-leaves-today = { $list } not in the roster any more, leaves today: { $thing }
list-thing-retired = { $list } retired: { $thing }
list-thing-back-in-use = { $list } back in use: { $thing }
list-thing-may-be-renamed = { $list } { $thing } may be a new name for { $among }, but several are alike: taken as new
line-of-a-sheet-added = {"  "}“{ $sheet }”: new line “{ $line }” with a maximum of { $max }
line-of-a-sheet-renamed = {"  "}“{ $sheet }”: line “{ $from }” is called “{ $line }” now
line-of-a-sheet-gone = {"  "}“{ $sheet }”: “{ $line }” is gone
line-of-a-sheet-with-another-maximum = {"  "}“{ $sheet }”: “{ $line }” has a maximum of { $to }, not of { $from }
line-of-a-sheet-scored-otherwise = {"  "}“{ $sheet }”: “{ $line }” is scored otherwise
nothing-was-entered-there = , nothing was entered there yet
entries-that-go-on-counting = ; { $entered ->
        [one] { $entered } entry goes
       *[other] { $entered } entries go
    } on counting
entries-of-which-some-count-no-more = ; of { $entered ->
        [one] { $entered } entry
       *[other] { $entered } entries
    } { $lost } will not count any more, { $kept } will
entries-of-which-some-are-cut = ; of { $entered ->
        [one] { $entered } entry
       *[other] { $entered } entries
    } { $lost } lie above it and count { $to } each
items-unchanged-moved-added-dropped = items: { $unchanged } unchanged, { $moved } moved, { $otherwise } reminded otherwise, { $added } added ({ $backfill } backfill), { $dropped } not asked any more; { $submitted } handed in and { $closed } closed stay
month-and-day = { $month }/{ $day }
units-with-names = { $units ->
        [one] { $units } unit
       *[other] { $units } units
    } ({ $names })
backfill-in-brackets = {" "}(backfill)
due-day-moved = {"  "}moved { $group }: from { $from } to { $to }{ $backfill }, { $units }
group-due-on-day = { $group }: due { $due }{ $backfill }, { $units }
day-with-its-steps = { $day } × { $steps }
days-in-brackets = {" "}({ $days })
reminders-withdrawn-and-planned = reminders: { $gone ->
        [one] { $gone } step
       *[other] { $gone } steps
    } withdrawn{ $old }, { $fresh } planned{ $new }; { $today } of these today
of-these-only-where-nothing-is-handed-in = ; of all these, only where nothing is handed in by the due day: { $gone } withdrawn, { $fresh } planned
messages-more-or-fewer = messages more or fewer:{" "}

## muster: words/item

no-such-item = no such item
open = open
submitted = submitted
returned = returned
closed = closed
waived = waived
passed-on = passed on
retired = retired
notice-only = notice only
sample-drawn = sample drawn

## muster: words/moved

reminders-planned-again-still-due = reminders planned again: still due { $after }
was-due-now-due = moved: was due { $before }, now { $after }
reminders-were-taken-back = ; { $count ->
        [one] { $count } reminder was
       *[other] { $count } reminders were
    } taken back: { $why }
days-moved-by-event = { $days }. { $by }{ $taken_back } (event { $position })
approved-by-post = , approved by { $post }
because-reason = , because: { $reason }
for-a-reason-that-cannot-be-read = , for a reason that cannot be read here
amended-at-by = Amended { $at } by { $who } (event { $position }){ $approved }{ $because }
resumed-at-by = Resumed { $at } by { $who }, due days moved by the working days held (event { $position })

## muster: words/names

actor-for-behalf = { $actor } for { $behalf }
period-quarter = { $label }
period-first-half = { $label }
period-second-half = { $label }
period-month = { $label }

## muster: words/people

accept-by = accept by{" "}
finish-by = finish by{" "}
by-law = by law{" "}
case-with-its-times = { $name }: { $times }

## muster: words/reason

the-day-that-was-given-with-the-task = the day that was given with the task
before-the-campaign-backfilled-never-reminded = before the campaign: backfilled, never reminded
before-the-launch-backfilled-never-reminded-never-late = before the launch: backfilled, never reminded, never late
the-phase-has-no-working-day = the phase has no working day: no notice
the-notice-goes-on-the-phases-first-day = the notice goes on the phase's first day
the-notice-goes-on-the-next-working-day = the phase begins on { $rest }; its notice goes on the next working day, { $goes }
times-in-each-period-in-equal-parts = { $times ->
        [one] { $times } time
       *[other] { $times } times
    } { $said }, one in each equal part
at-a-time-that-its-crontab-names = at a time that its crontab names
the-file-says-written = the file says { $written }
window-due-on-its-last-working-day = window { $from } to { $to }, due on its last working day
this-period-ends-on-end = { $said }; this period ends on { $end }
every-period-on-the-last-working-day = { $every }, on the last working day
every-period-on-the-last-day = { $every }, on the last day
every-period-on-working-day = { $every }, on working day { $n }
every-period-on-working-day-from-end = { $every }, on working day { $n } from the end
every-period-on-day = { $every }, on day { $n }
every-period-on-day-of-month = { $every }, on day { $day } of month { $month }
every-weekday-named = every { $weekday }
every-period-on-nth-weekday = { $every }, on { $weekday } no. { $n }
every-period-on-nth-weekday-from-end = { $every }, on { $weekday } no. { $n } from the end
the-days-that-the-file-says = the days that the file says
working-days-before = { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } before { $from }
limit-after = { $limit } after { $from }
limit-after-the-closing = { $limit } after the closing, expected on the due day, { $from }
limit-after-the-due-day = { $limit } after the due day, { $from }
the-same-day = the same day
limit-in-working-days = { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
limit-in-working-hours = { $hours ->
        [one] { $hours } working hour
       *[other] { $hours } working hours
    }
limit-in-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } by the clock
the-working-day-before-lies-before-it-opens = { $rest }, and the working day before lies before it opens: due on its first day, { $first }
moved-back-to-the-working-day-before = { $rest }, moved back to the working day before
moved-on-to-the-next-working-day = { $rest }, moved on to the next working day
provisional-the-years-holidays-are-not-published-yet = provisional: the year's holidays are not published yet
day-is-a-rest-day = { $day }, a rest day
day-is-a-holiday = { $day }, a holiday ({ $festival })
day-is-worked-by-arrangement = { $shown } is worked ({ $arrangement })
every-day = every day
every-week = every week
every-month = every month
every-quarter = every quarter
every-half-year = every half-year
every-year = every year

## muster: words/refusal

did-you-mean-instead = did you mean “{ $instead }”? { $next }
there-is-no-such-campaign = there is no such campaign
launch-it-or-name-it = launch it with `muster launch`, or name it with --campaign
the-campaign-runs-with-another-file = the campaign runs with another file
take-another-campaign-or-dir = take another --campaign id or another --dir
the-engine-does-not-hold-this-definition = the engine does not hold this definition
run-launch-again = run `muster launch` again
there-is-no-such-name = there is no such name
why-lists-the-items-of-a-unit = `muster why UNIT`, such as `muster why 005`, lists the items of a unit, `muster snapshot list` the snapshots; score sheets, rounds, lists and what is in them are named in the campaign's file, or shown by `muster show` and their id
its-state-does-not-allow-that = its state does not allow that
look-at-its-story-with-why = look at its story: of an item with `muster why`, of an inspection, a review, scores or a list with `muster show` and its id in the campaign's file; numbers of points, vetoes and appeals are in `muster show points`, `vetoes`, `appeals`
something-is-missing-wrong-or-too-much = something is missing, wrong or too much
fix-what-is-named-and-send-again = fix what is named and send it again
that-day-is-not-possible = that day is not possible
take-another-day = take another day
the-plan-was-made-from-an-older-state = the plan was made from an older state
make-a-new-plan = make a new one
the-plan-breaks-a-rule = the plan breaks a rule
fix-what-is-named = fix what is named
after-its-end-it-can-only-be-read = after its end nothing is handed in; what was proposed for lists, appeals and vetoes are still decided
this-post-may-not-do-that = this post may not do that
act-as-a-post-that-may = act as a post that may; the file's roles say who may do what
no-post-was-named-validly = no valid post was named
name-the-post-with-as = name the post with --as, such as --as 小组办公室
it-is-over-a-limit = it is over a limit
do-it-in-parts = do it in parts
this-id-belongs-to-another-command = this id belongs to another command
take-a-new-id-for-a-new-command = take a new id for a new command
the-log-has-no-such-place = the log has no such place
start-over-or-at-the-logs-end = start over (--after 0), or at the log's end
a-bug-was-met-in-this-campaign = a bug was met in this campaign; it is parked
start-again-and-report-the-cause = start the engine again, and report the cause
the-log-is-damaged-campaign-cannot-be-read = the log is damaged, and this campaign cannot be read
find-the-bad-event-and-restore = find the bad event with `muster verify`, then restore a backup with `muster restore`

## muster: words/step

phase-notice = phase notice
reminder-working-days-before = reminder { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } before
reminder-on-the-due-day = reminder on the due day
overdue-reminder-working-days-after = overdue reminder, { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } after
blue-card-working-days-before = blue card for a missing signature, { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } before
yellow-card-working-days-after = yellow card, { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } after
red-card-working-days-after = red card, { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } after
visit-in-working-days = visit in { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
visit-not-recorded-for-working-days = visit not recorded for { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
news-of-an-objection = news of an objection
news-that-it-was-returned = news that it was returned
news-that-it-was-given = news that it was given
blue-card-lifted = blue card lifted
yellow-card-lifted = yellow card lifted
red-card-lifted = red card lifted
weekly-brief-late = weekly brief: late (no. { $no })
weekly-brief-yellow = weekly brief: yellow card (no. { $no })
weekly-brief-red = weekly brief: red card (no. { $no })
case-dispatched = case dispatched
case-passed-up = case passed up
case-replied-to = case replied to
case-late = case late
case-waits-for-a-unit = case from a visit, with no unit yet
appeal-came-in = appeal filed
appeal-was-upheld = appeal upheld
appeal-was-dismissed = appeal not upheld
scores-are-public = scores are public
too-few-answered-a-round = too few answered
list-entry-proposed = proposed for a list
list-entry-listed = on a list
list-entry-not-listed = not on a list
visit-planned = visit planned
visit-confirmed = visit confirmed
visit-moved = visit moved
visit-delegated = visit delegated
visit-handed-on = visit handed on
visit-called-off = visit called off
visit-planned-again = visit planned again
visit-given-to-another = visit planned again for somebody else
reminder = reminder
overdue-reminder = reminder
blue-card = blue card
yellow-card = yellow card
red-card-brief = red card
weekly-brief-in-brief = weekly brief
notice-of-the-visit = notice of the visit
record-asked-for = record asked for
returned-brief = returned
given-brief = given
objection = objection
step-open = open
sent = sent
skipped = skipped
failed = failed
withdrawn = withdrawn
outcome-with-its-reason = { $said }: { $reason }
the-channel-takes-nothing-now = ! the channel { $name } takes nothing now: { $cause }
the-channel-said-last = the channel { $name } said last when it took no letter: { $cause }
step-not-due-or-open = open
it-had-been-handed-in = it had been handed in
the-item-was-waived = the item was waived
the-unit-left-or-was-merged = the unit left or was merged
the-due-day-changed = the due day changed
the-visit-was-moved-or-recorded = the visit was moved or recorded
the-campaign-ended = the campaign ended
no-longer-due-when-it-was-to-be = no longer due when it was to be sent
the-engine-was-down-for-too-long = the engine was down for too long
it-was-held-for-too-long-or-until = it was held for too long, or until its day was over
the-role-has-no-contact = the role has no contact
the-contact-has-no-account = the contact has no account
the-channel-refused = the channel refused
the-channel-failed-in-every-try = the channel failed in every try
the-next-message-would-come-too-late = the day's messages had gone out, and the next one would come too late
the-rater-had-answered = the rater had answered
nobody-waited-at-this-stage = nobody waited at this stage of the selection any more
what-was-said-of-it-was-signed-for = what was said of it had been signed for
its-reader-had-opted-out = its reader had opted out of such reminders
the-sample-was-drawn = the sample was drawn
enough-had-answered = enough had answered
the-due-day-stayed-and-its-reminders-were = the due day stayed, and its reminders were planned again
unvisited-for-days = unvisited for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
never-visited = never visited
visitor-free = visitor free ({ $busy_days ->
        [one] { $busy_days } busy day
       *[other] { $busy_days } busy days
    } in the period)
same-town-and-day-as = that day the visitor is at { $unit } too, in the same town
fair-share-of-visits = fair share ({ $had ->
        [one] { $had } visit
       *[other] { $had } visits
    } of the visitor before it)
near-the-middle-of-the-period = near the middle of the period
in-turn-visit-there = in turn, visit no. { $no } there
in-turn-visit-there-others-not-free = in turn, visit no. { $no } there ({ $passed ->
        [one] { $passed } visitor
       *[other] { $passed } visitors
    } before have no free day in the period)
goes-instead-of-the-places-own-visitor = goes instead of the place's own visitor
near-a-place-on-the-same-day = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } from { $place }, where the visitor is that day too

## muster: words/stored

the-store-is-damaged = the store is damaged: {"{"}{"}"}
the-store-failed = the store failed: {"{"}{"}"}
the-view-is-at-event-of = the view is at event {"{"}{"}"} of {"{"}{"}"}
stored-look-or-restore-a-backup = {"{"}{"}"}; look with `muster verify`, or restore a backup
stored-look-and-restore-a-backup = {"{"}{"}"}: look with `muster verify`, and restore a backup of before
stored-restore-it-from-a-backup = {"{"}{"}"}; restore it from a backup
stored-start-the-engine-once = {"{"}{"}"}; start the engine once, which recomputes it
the-log-is-damaged-in-head-and-end = the log is damaged: in {"{"}{"}"} the head {"{"}{"}"} and the last event at {"{"}{"}"}
is-missing-after-comes = is missing: after {"{"}{"}"} comes {"{"}{"}"}
is-missing-the-log-ends-at-its-head = is missing: the log ends at {"{"}{"}"}, its head row says {"{"}{"}"}
is-missing-the-head-file-says = is missing: the head file says {"{"}{"}"}
is-missing-the-head-file-says-version = is missing: the head file says version {"{"}{"}"}
is-missing = is missing
stands-at = stands at {"{"}{"}"}
stands-where-comes-again-or-out-of-order = stands where {"{"}{"}"} comes again or out of order
has-no-position = has no position: {"{"}{"}"}
lies-behind-the-head-row-which-says = lies behind the head row, which says {"{"}{"}"}
the-head-row-is-missing = the head row is missing
the-head-row-cannot-be-read = the head row cannot be read: {"{"}{"}"}
log-head-has-a-row-that-muster-did = log_head has a row that muster did not write (shard {"{"}{"}"})
the-term-in-log-head-is-the-last = the term in log_head is {"{"}{"}"}, the last engine that held the log wrote {"{"}{"}"}
belongs-to-shard = belongs to shard {"{"}{"}"}
its-version-does-not-follow = its version follows version {"{"}{"}"}
the-hash-chain-does-not-match = the hash chain does not match
its-clock-shows-before = its clock shows {"{"}{"}"}, before {"{"}{"}"}
the-step-has-an-outcome-already = the step {"{"}{"}"} has an outcome already
the-sum-of-its-steps-is-wrong-planned = the sum of its steps is wrong: {"{"}{"}"} planned, {"{"}{"}"} ended by the state, {"{"}{"}"} by the log
its-link-differs-from-the-head-file = its link is not the one in the head file
its-table-is-not-what-the-events-before = its table is not what the events before it say
there-was-no-cut-off-for-its-table = there was no cut-off for its table
there-is-no-launch-before-it = there is no launch before it
the-campaign-cannot-take-it = the campaign cannot take it
it-says-that-the-blob-is-erased-but = it says that the blob {"{"}{"}"} is erased, but its bytes are still there
the-erased-blob-is-not-marked = the erased blob {"{"}{"}"} is not marked as erased: it could come back
the-blob-has-other-bytes = the blob {"{"}{"}"} has other bytes
the-blob-is-missing = the blob {"{"}{"}"} is missing
the-blob-cannot-be-read = the blob {"{"}{"}"} cannot be read: {"{"}{"}"}
the-blob-is-marked-as-erased-and-no = the blob {"{"}{"}"} is marked as erased, and no event says so
something-is-marked-as-erased-and-no-event = something is marked as erased, and no event says so
what-was-erased-cannot-be-read = what was erased cannot be read: {"{"}{"}"}
the-table-of-commands-does-not-fit-it = the table of commands does not fit it: a repeat would not be known for one
the-commands-cannot-be-read = the commands cannot be read: {"{"}{"}"}
the-file-cannot-be-read = the file cannot be read: {"{"}{"}"}
the-file-cannot-be-checked = the file cannot be checked: {"{"}{"}"}
the-file-is-damaged = the file is damaged: {"{"}{"}"}
cannot-be-read = cannot be read: {"{"}{"}"}
what-stands-beside-the-events-cannot-be-read = what stands beside the events cannot be read: {"{"}{"}"}
when-it-wakes-next-was-written-by-somebody = when it wakes next was written by somebody else
it-wakes-next-at-its-events-say = it wakes next at {"{"}{"}"}, its events say {"{"}{"}"}
it-wakes-and-has-no-events = it wakes and has no events
stored-never = never
in-the-setting-was-written-by-somebody-else = in {"{"}{"}"} the setting `{"{"}{"}"}` was written by somebody else
the-setting-was-written-by-somebody-else = the setting `{"{"}{"}"}` was written by somebody else
the-setting-says-which-cannot-be = the setting `{"{"}{"}"}` says “{"{"}{"}"}”, which cannot be
the-setting-is-missing = the setting `{"{"}{"}"}` is missing
stored-in-the-kind-name-and-what = in {"{"}{"}"} the {"{"}{"}"} `{"{"}{"}"}` {"{"}{"}"}
the-kind-name-and-what = the {"{"}{"}"} `{"{"}{"}"}` {"{"}{"}"}
was-not-made-by-muster = was not made by muster
is-not-as-muster-made-it = is not as muster made it
stored-table = table
stored-index = index
stored-trigger = trigger
view = view
the-accounts-of-in-contacts-db-are-not = the accounts of {"{"}{"}"} in contacts.db are not those that the last import left
contacts-db-belongs-to-another-log-put-the = contacts.db belongs to another log: put the one of this log in its place, or restore it from a backup
contacts-db-cannot-be-read = contacts.db cannot be read: {"{"}{"}"}
view-db-cannot-be-read = view.db cannot be read: {"{"}{"}"}
there-is-no-log-in = there is no log in {"{"}{"}"}
line-is-not-one-of-a-head-file = {"{"}{"}"}: line {"{"}{"}"} is not one of a head file
log-db-was-copied-while-it-was-in = log.db was copied while it was in use, or lost its companion log.db-wal: what was written last is missing. {"{"}{"}"}
no-such-file-or-directory-os-error = No such file or directory (os error {"{"}{"}"})
permission-denied-os-error = Permission denied (os error {"{"}{"}"})
no-space-left-on-device-os-error = No space left on device (os error {"{"}{"}"})
connection-refused-os-error = Connection refused (os error {"{"}{"}"})
error-returned-from-database-code = error returned from database: (code: {"{"}{"}"}) {"{"}{"}"}
file-is-not-a-database = file is not a database
database-disk-image-is-malformed = database disk image is malformed
database-or-disk-is-full = database or disk is full
attempt-to-write-a-readonly-database = attempt to write a readonly database
disk-i-o-error = disk I/O error
stored-at-position-campaign-version = position {"{"}{"}"}, campaign {"{"}{"}"} version {"{"}{"}"}: {"{"}{"}"}
stored-at-a-position = position {"{"}{"}"}: {"{"}{"}"}
stored-of-a-campaign-version = campaign {"{"}{"}"} version {"{"}{"}"}: {"{"}{"}"}
stored-of-a-campaign = campaign {"{"}{"}"}: {"{"}{"}"}

## muster: words/visit_fault

instance-file-cannot-be-used = { $file } cannot be used
instance-file-has-a-fault = { $file }: fault at { $at }
a-whole-number = a whole number
some-text = a text
list-of-values = a list
an-object-with-fields = an object with fields
true-or-false = true or false
a-date-such-as = a date such as 2027-03-01
instance-location = location
instance-leader = leader
instance-place = place
it-is-not-json = it is not JSON: { $error }
correct-the-file-or-export-again = correct the file, or export it again
the-format-is = the format is “{ $found }”
only-this-format-is-read = only { $format } is read
it-is-missing = it is missing
add-it = add it
there-stands = it says { $found }
write-a-value-of-kind = write { $kind }
found-is-outside-its-limits = { $found } is outside its limits
write-a-number-from-to = write a number from { $low } to { $high }
it-does-not-end-after-it-begins = from { $from } to { $to }: it does not end after it begins
make-the-end-later = make the end later than the beginning
there-is-no-thing-of-that-name = there is no { $what } “{ $name }”
add-it-to-the-list-or-correct = add it to { $list }, or correct the name
name-stands-there-twice = “{ $name }” appears twice
leave-one-of-them = leave one of them
too-many-can-be-planned = there are { $found }, at most { $max } can be planned
make-several-instances = make several instances of it
it-is-empty = it is empty
write-one-at-least = write at least one
row-has-other-entries-than-locations = it has { $found ->
        [one] { $found } entry
       *[other] { $found } entries
    }, { $want ->
        [one] there is { $want } location
       *[other] there are { $want } locations
    }
write-a-row-for-each-location = write a row for each location, with an entry for each location
a-location-is-away-from-itself = a location is { $found ->
        [one] { $found } minute
       *[other] { $found } minutes
    } away from itself
write-zero-on-the-diagonal = write 0 on the diagonal
there-stands-in-quotes = it says “{ $found }”
write-one-of-these = write one of these: { $words }

## muster: words/visit_plan

visits-planned-missing-and-objective = visits planned { $planned }, missing { $missing }; objective { $cost } ({ $iterations ->
        [one] { $iterations } iteration
       *[other] { $iterations } iterations
    })
published-visits-changed = published visits: other day { $day }, other leader { $leader }, other time { $time }, removed { $removed }
of-the-missing-proved-to-be-impossible-in = of the missing, proved to be impossible in any plan: { $proved }
the-others-are-in-unscheduled = {"  "}the other { $others } are in `unscheduled` of the output
place-visit-k-why = {"  "}{ $place }, visit { $k }: { $why }
no-leader-may-go-there = no leader may go there
no-day-will-do = no day will do: { $over } over, { $off } off, { $closed } with the place closed, { $no_window } without a window, { $busy } with every leader busy, { $short } too short
the-gaps-allow-most-visits = the gaps allow { $most } of its visits at most
with-locked-visits-the-gaps-allow = with its locked visits where they are, the gaps allow { $most } at most
visit-on-day = visit { $k } on day { $day }
siblings-leave-no-room = in this plan { $others } of the same place leaves no room
list-and = {" "}and{" "}
binding-with-its-count = { $binding } { $count }
no-slot-is-free-in-this-plan = no slot is free in this plan: { $counts }
no-slot-is-free-it-would-fit-with = no slot is free in this plan: { $counts }; it would fit with { $change }
it-fits-but-costs-more = it fits, but by the weights it costs { $by } more than to leave it out
day-full = day full
week-full = week full
all-visits-used = all visits used
no-time-left = no time left
day-locked = day locked
one-more-visit-in-the-week = one more visit of { $leader } in the week of day { $day }
one-more-visit-on-the-day = one more visit of { $leader } on day { $day }
one-more-visit-in-all = one more visit of { $leader } in all
leader-working-on-a-day-off = { $leader } working on day { $day }, a day off
leader-free-on-day = { $leader } free on day { $day }

## rules: message

letter-variable-campaign = name of the campaign
letter-variable-post = post of the recipient
letter-variable-date = today, such as 4月25日（周五）
letter-variable-today = today, such as 2014-04-25
letter-variable-total = number of entries
letter-variable-omitted = entries that did not fit, 0 when all did
letter-variable-sign = name of the message, for signing: 2014-04-25/005-clerk/routine
letter-variable-link = address of the recipient's page, where it is answered and signed; empty where there are no pages
letter-variable-groups = list of groups in this order: 已退回 (returned), 新交办 (a task that was given), 已逾期 (late), 督办（蓝） (blue card), 督办（黄） (yellow card), 督办（红） (red card), 督办解除 (a card that is lifted), 每周简报 (weekly brief), 今日到期 (due today), 即将到期 (due soon), 阶段通知 (phase), 走访 (visit), 办件 (case), 异议 (objection), 成绩公示 (scores are public), 申诉 (appeal), 评议人数 (a round), 名单 (a list)
letter-variable-group-name = name of the group
letter-variable-group-kind = the group as a word: returned, task, late, blue, yellow, red, lifted, brief, today, soon, phase, visit, case, objection, scores, appeal, round, list
letter-variable-group-entries = its entries, most late first
letter-variable-entry-name = name of the duty with its period, of the phase, or of the visit programme
letter-variable-entry-unit = short name of the unit; empty when the recipient is the clerk of this one unit
letter-variable-entry-due = due day or day of the visit, such as 4月25日（周五）
letter-variable-entry-due-plain = due day, such as 2014-04-25
letter-variable-entry-days = days left, negative when late
letter-variable-entry-distance = 还有3天 (in 3 days), 今天 (today) or 已逾期2天 (2 days late), in calendar days from today
letter-variable-entry-note = both in one phrase, or the dates and number of duties of a phase
letter-variable-entry-needs = what to hand in, such as 活动记录、照片≥2; may be empty
letter-variable-entry-points = points that were not met, where it was returned; may be empty
letter-variable-entry-reason = why it was returned; may be empty
letter-variable-entry-item = the item to act on, such as unit-plan/005; empty for a phase

## rules: message/asked

say-something-of-each-sections = say something of each: { $sections }
what-became-of-the-pledge-kept-partly-kept = what became of the pledge: kept, partly kept or not kept
the-entries-of-this-period = the entries of this period
an-entry-in-each-of-rows-row = an entry in each of { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
it-need-not-be-adopted = it need not be adopted
theme-theme-with-its-focus-focus = theme “{ $theme }”, with its focus: { $focus }
agenda-shown = ;{" "}
at-least-least = {" "}(at least { $least })
at-most-most = {" "}(at most { $most })
number-that-may-be-left-out = {" "}(may be left out)
published-at-only = published at { $only }
published-at-one-of-several = published at one of { $several }

## rules: message/sheet

returned-3 = Returned
new-tasks = New tasks
late-2 = Late
blue-cards = Blue cards
yellow-cards = Yellow cards
red-cards-2 = Red cards
lifted-cards = Cards lifted
letter-weekly-brief = Weekly brief
due-today = Due today
due-soon = Due soon
phases-2 = Phases
visits-4 = Visits
cases = Cases
objections = Objections
letter-scores = Scores
letter-appeals = Appeals
letter-rounds = Rounds
letter-lists = Lists
to-answer-and-to-confirm-open = To answer and to confirm, open{" "}
to-answer-to-confirm-or-to-opt-out-open = To answer, to confirm, or to opt out of such reminders, open: 
for-the-other-post-open = For the { $post }, open: { $link }
to-opt-out-of-such-reminders-open = You may opt out of reminders such as these on your page:{" "}
letter-more-entries = ... and { $omitted } more
letter-subject-reminders = { $count ->
        [one] { $count } reminder
       *[other] { $count } reminders
    }, { $said }
letter-subject-more-reminders = { $count ->
        [one] { $count } more reminder
       *[other] { $count } more reminders
    }, { $said }
letter-subject-red-cards = { $count ->
        [one] { $count } red card
       *[other] { $count } red cards
    }, { $said }
title-what = { $title }: { $what }
letter-subject-notices = { $count ->
        [one] { $count } notice
       *[other] { $count } notices
    }, { $said }
name-said = { $name }: { $said }
record-of-the-visit = record of the visit
theme-theme = , theme “{ $theme }”
from-to-to-count-duties-of-your-unit = { $from } to { $to }, { $count } { $duties } of your unit{ $theme }
letter-sample-post = city works clerk
letter-sample-duty = the unit's plan
letter-sample-unit = city works
letter-sample-needs = plan
letter-sample-point = clear goals
letter-sample-reason = no dates

## rules: message/wording

letter-day = { $weekday } { $day } { $month }
letter-day-of-year = { $weekday } { $day } { $month } { $year }
letter-today = today
letter-days-left = in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
letter-days-late = { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late
letter-due-today = due { $day }, today
letter-due = due { $day }, { $distance }
letter-hour = { $day } at { $hour }
letter-visit-today = visit on { $slot }, today
letter-visit-ahead = visit on { $slot }, { $distance }
letter-visit-over = visit on { $slot }
letter-visit-by = , by { $visitor }
letter-visit-by-with = , by { $visitor } with { $along }
letter-visit-proposed = planned for { $slot }{ $by }
letter-visit-confirmed = confirmed: { $slot }{ $by }
letter-visit-moved = moved to { $slot }{ $by }
letter-visit-handed-on = somebody else comes: { $slot }{ $by }
letter-visit-called-off = the visit of { $slot } is called off
letter-visit-off-because = {" "}({ $why })
letter-visit-off = the visit of { $before } is called off{ $because }
letter-visit-off-to-be-planned-again = the visit of { $before } is called off{ $because } and will be planned again
letter-visit-planned-again = the visit of { $before } is called off{ $because }; instead it is on { $slot }{ $by }
letter-visit-unrecorded = visit of { $day }, { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ago: its record is missing
letter-returned-failed = ; not met: { $points }
letter-returned-reason = ; reason: { $reason }
letter-returned = returned{ $failed }{ $reason }; please hand it in again by { $day }, { $distance }
letter-returned-late = returned{ $failed }{ $reason }; please hand it in again as soon as you can (it was due { $day }, { $distance })
letter-found = { $note }; what was found: { $reason }
it-is-with-your-unit-now = it is with your unit now
the-unit-asks-for-a-reply-from-you = the unit asks for a reply from you
those-above-have-replied-please-go-on-with = those above have replied; you can go on with it
those-above-have-replied = those above have replied
please-deal-with-it-now = please deal with it now
those-who-work-on-the-case = { $posts } will deal with it
case-with-what-it-is-about-in-letters = { $name }: { $about } ({ $id }/{ $number })
case-to-be-accepted-by = to be accepted by { $slot }
case-to-be-finished-by = to be finished by { $slot }
case-to-be-finished-by-law-by = by law to be finished by { $slot }
case-was-to-be-accepted-by = it was to be accepted by { $slot }
case-was-to-be-finished-by = it was to be finished by { $slot }
case-was-to-be-finished-by-law-by = by law it was to be finished by { $slot }
it-came-from-a-visit-give-it-to-a-unit = it was brought at a visit and no unit has it yet; please give it to one
somebody-objects-during-publicity-please-look-into-it = somebody objects during publicity; please look into it
what-passed-on-is-yours-now = they are your unit's now; where your unit has the same matter already, one report does for both
the-unit-appeals-please-answer-at-once = the unit appeals; please answer as soon as you can (it was due { $day }, { $distance })
the-unit-appeals-please-answer-by-day = the unit appeals; please answer by { $day }, { $distance }
the-appeal-is-upheld-the-points-are-changed = the appeal is upheld and the points are changed
the-appeal-is-not-upheld-the-points-stay = the appeal is not upheld and the points stay
please-rate-by-day-distance = please rate by { $day }, { $distance }
the-unit-could-state-up-to-day = it is proposed; the unit could make a statement up to { $day }
the-unit-may-state-up-to-day = it is proposed; the unit may make a statement up to { $day }, { $distance }
it-stands-on-the-list = it stands on the list
it-does-not-stand-on-the-list = it does not stand on the list
letter-scores-were-public = the scores were public up to { $day }; see your page, or run muster score explain { $unit }
letter-scores-are-public = the scores are public up to { $day }, { $distance }; see your page, or muster score explain { $unit }; a unit that disagrees may appeal until then (muster appeal file)
letter-too-few-answered = too few answered in { $groups }, so what it gives waits{ $paper }; the file may also be changed to share the weight or to count zero; how many are lacking: muster show { $round }
letter-paper-may-be-entered = ; paper ballots may still be entered up to { $day } (muster rating import { $round })
letter-sample-to-draw = no sample was drawn yet: please draw by { $day }, { $distance } (muster rating draw { $round })
letter-nobody-has-signed = { $due }; nobody has signed for the reminder
letter-blue-card-lifted = the blue card is lifted
letter-yellow-card-lifted = the yellow card is lifted, nothing is late here any more
letter-red-card-lifted = the red card is lifted, nothing is late here any more
letter-brief-yellow = yellow card, { $due }
letter-brief-red = red card, { $due }
letter-stage-open = open to those who want to, until { $day }, { $distance }
letter-stage-to-pass = this stage is to be passed by { $day }, { $distance }
letter-need-least = { $name } ≥{ $least }
letter-need-exactly = { $name } { $least }
letter-need-between = { $name } { $least } to { $most }
period-half-1 = first half
period-half-2 = second half
period-quarter-1 = first quarter
period-quarter-2 = second quarter
period-quarter-3 = third quarter
period-quarter-4 = fourth quarter
period-of-year = { $period } { $year }
name-what = { $name } ({ $what })

## rules: month

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
jan = Jan
feb = Feb
mar = Mar
apr = Apr
may-month = May
jun = Jun
jul = Jul
aug = Aug
sep = Sep
oct = Oct
nov = Nov
dec = Dec

## rules: visit

the-definition-has-no-visit-programme-programme = the definition has no visit programme { $programme }
the-definitions-zone-zone-is-unknown = the definition's zone { $zone } is unknown
the-instance-is-of-visit-programme-programme-not = the instance is of visit programme { $of }, not { $programme }
does-not-await-a-visit = does not await a visit
is-visited-more-than-once = is visited { $count ->
        [one] { $count } time
       *[other] { $count } times
    }, at most once is allowed
is-visited-by-got-its-visitor-is-want = is visited by { $got }, its visitor is { $want }
date-is-too-soon-after-its-last-visit = { $date } is less than { $gap ->
        [one] { $gap } day
       *[other] { $gap } days
    } after its last visit on { $last }
its-visit-on-date-was-called-off-before = its visit on { $date } was called off before
visitor-by-id-or-post = { $id }
date-is-outside-first-to-last = { $date } is outside { $first } to { $last }
date-is-not-a-working-day = { $date } is not a working day
the-calendar-knows-no-such-year = calendar { $calendar } has no table for { $year }
receives-no-visits-on-date = receives no visits on { $date }
the-visit-is-outside-its-visiting-hours = the visit at { $hour } on { $date } is outside its visiting hours
and-minutes-minutes-on-the-road = , and { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } on the road
visitor-is-busy-on-date = { $visitor } is busy on { $date }
visitor-is-busy-on-date-from-to = { $visitor } is busy on { $date } from { $from } to { $until }{ $road }
does-not-last-minutes-minutes = does not last { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
start-is-not-a-start-time = { $start } is not a start time of the programme on { $date }
date-is-too-near-to-its-other-visit = { $date } is less than { $gap ->
        [one] { $gap } day
       *[other] { $gap } days
    } from its visit on { $other }
visitor-has-too-many-visits-in-a-week = { $visitor } has { $found ->
        [one] { $found } visit
       *[other] { $found } visits
    } in week { $iso_week }, at most { $cap }
overlaps-who-s-visit-to-other = overlaps { $who }'s visit to { $other }
leaves-too-little-time-on-the-road = leaves less than { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } on the road to { $who }'s visit to { $other }

## rules: weekday

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
mon = Mon
tue = Tue
wed = Wed
thu = Thu
fri = Fri
sat = Sat
sun = Sun

## server: execute/account

no-post-of-this-campaign-is-called-name = no post of this campaign is called “{ $name }”
several-posts-are-called-name-write-which-one = several posts are called “{ $name }”: write which one, of { $ids }
no-such-campaign-here = there is no campaign { $id }
a-token-opens-for-so-many-days = a token opens for 1 to { $days_max } days, not { $days }
post-has-too-many-tokens = { $post } has { $tokens_a_post_max } valid tokens, which is the most: revoke one first

## server: execute/file_kind

file-is-of-a-kind-that-cannot-be-handed-in = { $shown } is of a kind that cannot be handed in
file-is-not-what-its-name-says = { $shown } is not what its name says
its-content-is-another = its name says { $extension }, its content is { $content }
its-content-is-an-old-office-document = its name says { $extension }, its content is an old office document
its-content-is-plain-text = its name says { $extension }, its content is plain text
its-content-is-nothing-known = its name says { $extension }, its content is of no known kind
save-it-as-the-right-type = save it as the right type, with the program that made it
these-may-be-handed-in = may be handed in: { $all }
file-holds-nothing-that-may-be-handed-in = the content of file { $shown } is of no kind that may be handed in

## server: execute/jump

time-is-held-until-ops-look = time is held: the machine's clock is { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ahead of what was seen last; ops look with `muster clock show` and let it go on with `muster clock accept`, then say this again

## server: execute/page_link

page-address-is-wrong = { $address }: { $said }
write-the-whole-address-such-as-https-muster = write the whole address, such as https://muster.bureau.example
it-has-a-host-a-port-and-a = it has a host, a port and a path: no user, no question mark, ASCII alone
a-link-opens-for-so-many-days = a link opens for 1 to { $link_days_max } days, not { $days }
no-post-and-no-link-of-this-campaign = no post and no link of this campaign is called “{ $which }”

## server: http/bounds

post-has-given-its-commands-today = the post { $post } has given { $post_day_commands_max } commands today, which is the most of a day (UTC); go on tomorrow, or let the holder of the data directory do the rest
post-has-stored-its-bytes-today = the post { $post } has stored { $used } MiB today, and may store { $most } MiB a day

## server: http/caller

a-posts-token-does-not-open-this-it = a post's token does not open this: it is for the holder of the data directory
the-file-gives-the-right-to-nobody = the file gives the right “{ $right }” to nobody, so a post's token does not open this: it is for the holder of the data directory, until `can: [{ $right }]` stands with a role in the file and `muster apply` has put that in force
show-a-token = show a token: Authorization: Bearer TOKEN
unknown-token-ask-the-holder-of-the-data = unknown token; ask the holder of the data directory for one (`muster account issue`)
this-token-was-revoked = this token of { $post } was revoked at { $at }; ask for a new one
this-token-has-expired = this token of { $post } expired at { $at }; ask for a new one
this-token-opens-another-campaign = this token opens the campaign { $own }, not { $other }
a-posts-token-reads-its-own = a token of the post { $post } reads its own units and what the file gives this post: { $what } is not among it
a-posts-token-opens-no-files = a post's token does not open files and texts
token-acts-only-as-its-post = this token is of the post { $post }: it cannot act as “{ $said }”

## server: http/page

too-many-requests = Too many requests
too-many-requests-came-from-this-address-open = Too many requests came from this address. Open the page again in a minute.
not-the-address-of-this-page = Not the address of this page
the-page-is-not-found-under-this-address = The page is not found under this address. Open the link of your latest letter.
it-was-not-done = It was not done
only-a-form-of-the-page-is-taken = Only a form of the page is taken here. Nothing was changed; open the link of your latest letter.
the-address-is-not-whole = The address is not whole
something-in-the-address-cannot-be-read-nothing = Something in the address cannot be read. Nothing was changed; open the link of your latest letter.

## server: http/page/act

the-form-does-not-say-how-long-it = The form does not say how long it is. Nothing was changed; use a browser.
too-many-files-are-on-their-way-nothing = Too many files are on their way. Nothing was changed; send it again in some seconds.
this-did-not-come-from-a-form-of = This did not come from a form of this page. Nothing was changed.
this-did-not-come-from-this-links-own = This did not come from this link's own page and was not done. Open the link from your letter and try there.
number-is-too-large = “{ $text }” is more than { $number_max }, which is the most; see whether it was mistyped.
that-is-not-a-number = “{ $text }” is not a whole number; only whole numbers are taken, such as 12: round what has decimals.

## server: http/page/ballot

to-judge = To judge
left-to-judge-until-day-distance = { $left } to judge, until { $day }, { $distance }
you-have-answered-one-answer-counts-and-it = You have answered. One answer counts, and it stays.
send-the-ballot = Send the ballot
anonymous-nobody-records-who-you-are-only-a = Anonymous: nobody records who you are, only a digest of your code. One answer counts and stays; leave out what you cannot judge.
one-answer-counts-and-stays-leave-out-what = One answer counts and stays; leave out what you cannot judge.
your-code = Your code
not-judged = not judged
comment = Comment
enter-your-code-it-stands-on-the-notice = Enter your code; it stands on the notice that you were given.
nothing-is-judged-yet-answer-for-one-at = Nothing is judged yet: answer for at least one.

## server: http/page/calendar

add-to-my-calendar-subscribe = Add to my calendar (subscribe)
end-the-calendars-that-follow-it = End the calendars that follow it: { $followed }
add-this-address-to-the-calendar-of-your = Add this address to the calendar of your phone or computer (“subscribe to a calendar”): visits and their changes then appear by themselves.
it-shows-the-visits-and-nothing-can-be = It shows the visits, and nothing can be done with it. It is shown only this once; when you no longer need it, end it under “My items”.
back-to-my-items = Back to my items
title-of-the-calendar = Calendar

## server: http/page/case

about = About
received = Received
label-finish-by = Finish by
label-state = State
heading-what-was-done = What was done
closed-2 = closed
to-be-called-back = to be called back
waits-for-a-reply = waits for a reply
in-work = in work
to-be-accepted = to be accepted
received-2 = received
accepted-2 = accepted
passed-up = passed up
answered-2 = answered
reopened = reopened
case-is-late = late
what-to-do = What to do
accept = Accept
step-that-is-done = Step that is done
what-was-done-optional = What was done (optional)
record-the-step = Record the step
label-answer-of-a-case = Answer
the-answer-is-published-write-nothing-personal = The answer is published: write nothing personal.
answer-and-close = Answer
what-those-above-are-to-decide = What those above are to decide
pass-up = Pass up

## server: http/page/form

at-most-so-many-fields = At most { $fields_max } fields at a time: hand in the rest apart.
at-most-so-many-files = At most { $evidence_max } files at a time: pack the rest into one.
it-did-not-come-whole-and-nothing-was = It did not arrive complete, and nothing was changed. Check the connection, go back and send it again.
the-files-are-too-large = The files are too large: at most { $most } MiB in all at a time. Make pictures smaller, or hand in in parts. Nothing was changed.
a-text-is-too-long-or-has-control = A text is too long, or has control characters that cannot be seen. Shorten it, or type it instead of pasting.
the-name-of-a-file-has-characters-that = The name of a file has characters that cannot be taken (such as / \ < > : * ?), or is too long. Give the file a plain name and choose it again.
one-of-the-files-is-empty-see-whether = One of the files is empty. See whether it is the right one, and choose it again.
that-is-not-a-day = “{ $day }” is not a day; write it as 2014-04-25.

## server: http/page/guest

this-link-opens-nothing = This link opens nothing
see-whether-it-was-copied-whole-or-open = See whether it was copied whole, or open it from your latest letter. If that does not help, ask the campaign's office.
this-link-has-expired = This link has expired
open-the-link-of-your-latest-letter-if = Open the link of your latest letter; if there is none, ask the campaign's office for one.
this-link-was-revoked = This link was revoked
the-campaigns-office-ended-it-ask-the-office = The campaign's office ended it. Ask the office for a new one if you need it.
this-post-has-another-holder-now = This post has another holder now
the-link-was-for-the-one-who-held = The link was for the one who held the post then. The one who holds it now uses the letters that came to them; the campaign's office helps.
please-wait = Please wait
this-post-does-too-much-at-once-try = This post does too much at once; try again in some seconds.
not-possible-just-now = Not possible just now
the-data-cannot-be-read-just-now-try = The data cannot be read just now; try again in some minutes.

## server: http/page/home

my-items = My items
signed-for = Signed for.
handed-in = Handed in.
entered-in-the-ledger = Entered in the ledger.
recorded = Recorded.
the-visit-is-confirmed = The visit is confirmed.
the-visit-was-moved = The visit was moved.
somebody-else-makes-the-visit = Somebody else makes the visit.
declined-another-visit-is-planned = Declined; another visit is planned.
your-ballot-is-in-thank-you = Your ballot is in. Thank you.
no-calendar-follows-it-any-more = No calendar follows it any more.
the-visit-is-made-its-record-follows = The visit is made; its record follows.
you-have-opted-out-of-reminders = You have opted out. Reminders that may be left out are left out.
you-get-all-reminders-again = You get all reminders again.
the-hour-of-your-letters-is-chosen = The hour of your letters is chosen.
to-sign-for = To sign for
sign-for-all-shown = Sign for all { $count }
sign-for-what = Sign for: { $what }
sign-button = Sign
reminders-that-may-be-left-out-are = Reminders that may be left out are not sent to you. What asks for something first, returns and cards still come.
send-me-all-reminders-again = Send me all reminders again
some-reminders-may-be-left-out-what-asks = Repeated reminders may be left out. What asks for something first, returns and cards still come.
leave-them-out = Leave them out
heading-reminders = Reminders
heading-hour-of-letters = Hour of letters
the-letter-of-a-day-comes-not-before = The routine letter of a day comes at this hour, or later where something is planned for later. Red cards, returns and other news do not wait for it.
label-hour-of-letters = Hour
as-the-file-says = as the campaign’s file says
choose-the-hour = Choose
earlier-ones = Earlier ones: { $count }
red-card-of-day = Red card of { $day }
letter-of-day = Letter of { $day }
notice-of-day = Notice of { $day }
returned-please-correct = Returned: please correct
heading-due-today = Due today
to-do = To do
handed-in-under-review = Handed in, under review
nothing-has-to-be-handed-in-now = Nothing has to be handed in now.
handed-in-by-others = To be handed in by others
in-brackets = {" "}({ $text })
entered-afterwards-never-late = Entered afterwards, never late
due-day-distance = due { $day }, { $distance }
finish-by-at = finish by { $at }
cases-of-the-unit = Cases of the unit
closed-cases = Closed
ledgers-of-the-unit = Ledgers of the unit
visits-to-the-unit = Visits to the unit
earlier-items = Earlier items
show = Show
earlier-ones-not-listed = Earlier ones, not listed: { $count }

## server: http/page/item

enter-it-in-the-ledger-that-closes-it = Enter it in the ledger: that closes it
to-be-handed-in = to be handed in
under-review = under review
item-is-returned = returned
item-was-accepted = accepted
item-is-done = done
item-was-passed-on = passed on
item-ended-with-the-unit = ended with the unit
handed-in-by-roles = It is handed in by: { $roles }. You see how it stands.
taken-out-of-use = taken out of use
label-unit = Unit
label-due = Due
day-and-distance = { $day }, { $distance }
the-text-was-erased = (the text was erased)
why-it-was-returned = Why it was returned
no-reason-was-written-ask-the-reviewer = No reason was written: ask the reviewer.
points-that-are-not-met = Points that are not met:
heading-what-was-found = What was found
hand-in = Hand in
please-hand-in = To hand in: { $what }
reviewed-by = Reviewed by { $by }
it-is-looked-at-for = It is looked at for: { $points }
which-of-the-announced-things-are-done-such = Which of the announced things are done (such as 1 3); leave it empty if none is
day-on-which-it-was-done-empty-today = Day on which it was done (empty: today)
at-least-so-many-pieces = at least { $least }
so-many-pieces = { $most }
from-so-many-to-so-many-pieces = { $least } to { $most }
label-files = Files
or-write-it-here = Or write it here
how-many = How many
how-many-empty-as-many-as-files = How many (empty: as many as files)
it-is-right-although-above-the-ceiling = It is right although above the ceiling
methods-to-tick = methods
topics-to-tick = topics
attended-to-tick = attended
sections-to-tick = speaks of
outlets-to-tick = published in
focus-to-tick = focus
kept = kept
partly-kept = partly kept
broken = broken
adopted = adopted
not-adopted = not adopted
how-it-ended = How it ended
numbers-that-were-reported = Numbers that were reported
what-was-reported-wrong-is-returned-first = Something wrong? Ask the reviewer (the office) to return it with a reason; then it is handed in here again.
a-whole-number-in-brackets = (a whole number)
files-that-were-handed-in = Files that were handed in
file-that-was-erased = { $need } (erased)
it-was-handed-in = handed in
entered-afterwards = entered afterwards
history-returned = returned
history-passed-on = passed on
history-found-by-an-inspection = an inspection found something
visit-recorded = visit recorded

## server: http/page/layout

day-of-another-year = { $day } { $month } { $year }
in-so-many-days = in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
so-many-days-ago = { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ago
hints-for-the-command-line =
    {" "}with `muster …`
    : say it with --covers
    --covers with{" "}
    {" "}(muster …)
    ; report them with --number
meant-above-the-ceiling-on-the-command-line = is reported with --above
meant-above-the-ceiling-on-a-page = is reported with the box “{ $label }” ticked
link-skip-to-the-content = Skip to the content
title-not-possible-just-now = Not possible just now
the-engine-is-busy-or-starting-nothing-was = The engine is busy or starting. Nothing was changed. Open this page again in a minute.

## server: http/page/ledger

rows-of-the-ledger = Rows of the ledger
enter-a-row = Enter a row
which-row = Which row
row-that-it-corrects-empty-for-a-new = Row that it corrects (empty for a new one)
enter = Enter

## server: http/page/score

scores-of-the-unit-and-what-would-raise = Scores of the unit, and what would raise them

## server: http/page/shown

pages = Pages
name-of-this-language = English
there-is-no-such-thing = There is no such thing
nothing-here-is-called-so-or-it-is = Nothing here is called so, or it is not your post's.

## server: http/page/trips

my-visits = My visits
not-recorded-in-time = Not recorded in time
no-visit-lies-ahead = No visit lies ahead.
made-and-called-off = Made and called off
no-visit-could-be-planned = No visit could be planned
follow-ups-all-closed = , { $count ->
        [one] { $count } follow-up, closed
       *[other] { $count } follow-ups, all closed
    }
follow-ups-not-all-closed = , { $count ->
        [one] { $count } follow-up is not closed
       *[other] { $count } follow-ups are not all closed
    }
heading-months = Months

## server: http/page/visit

label-when = When
where = Where
stands = Stands
why-then = Why then
the-reasons-cannot-be-read = the reasons cannot be read
visit-to-name = Visit: { $name }
unvisited-for-so-many-days = unvisited for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
you-are-free = you are free
in-the-same-town-as = that day you are at { $unit } too, in the same town
a-fair-share = a fair share
near-the-middle-of-the-round = near the middle of the round
it-is-your-turn = it is your turn, visit no. { $no }
minutes-from-another-visit-that-day = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } from { $place }, where you are that day too
who-goes-along = Who goes
you-go-instead-of-the-places-own-visitor = you go instead of the place's own visitor
i-will-go-confirm = I will go: confirm
move-it = Move it
no-other-slot-hand-it-on-or-decline = No other slot of the round is free: hand it to somebody else, or decline.
label-move-to = To
move = Move
hand-it-to-somebody-else = Hand it to somebody else
who-goes = Who goes
choose = Choose
hand-over = Hand over
i-cannot-go = I cannot go
why-may-be-left-empty = Why (may be left empty)
decline-plan-another = Decline; plan another
heading-record-of-the-visit = Record of the visit
day-of-the-visit = Day of the visit
section-or-none = { $section } (“none” where there is nothing)
what-was-seen = What was seen
anything-else-may-be-left-empty = Anything else (may be left empty)
how-content-are-they = { $by }: how content
option-not-asked = not asked
problems-that-somebody-sees-to = Problems that somebody sees to
record = Record
problem-no = Problem { $no }
show-more-rows = More rows
what-was-brought-becomes-a-case = What was brought and is carried back ({ $kind })
case-no = Case { $no }
what-was-brought = What was said; no names of persons where it can be helped
unit-that-handles-it-where-it-is-known = Unit that handles it, code or short name (may be left empty)
label-how-content-people-were = How content people were
label-cases-that-were-brought = Cases that were brought there
case-at-says-nothing-of-what-was-brought = Case { $at } does not say what was brought: write it, or empty its other fields.
heading-what-was-brought = What was brought there
open-a-case = Open a case
say-what-was-brought = Write what was brought.
what-is-to-be-done = What is to be done
unit-that-sees-to-it-code-or-short = Unit that sees to it (code or short name)
due-a-working-day = Due (a working day)
choose-who-makes-the-visit = Choose who makes the visit.
choose-the-time-to-which-it-is-moved = Choose the time to which it is moved.
problem-at-needs-all-three-what-is-to = Problem { $at } needs all three: what is to be done, the unit, the day.

## server: http/receipts

receipts-need-the-secret-of-their-channel = a receipt must show the secret of its channel's settings (Authorization: Bearer, or ?token=)

## server: http/watching

show-the-token-of-the-address-file-authorization = show the token of the address file: Authorization: Bearer TOKEN

## server: http/writing

name-is-reserved-people-act-as-a-post = “{ $name }” is reserved: people act as a post

## server: place

this-is-another-log-it-starts-over = this is another log: it starts over
the-log-was-restored-after-parted-stand-other = the log was restored: after { $parted } stand other events than in generation { $generation }
the-log-ends-at-head-earlier-than-position = the log ends at { $head }, earlier than { $position }: it was cut or copied back
position-lies-beyond-the-log = there is no position { $position }: this log ends at { $head }; it may have been restored, or be another
place-is-of-a-later-generation = the place is of generation { $generation }, this log of { $ours }: is it an old copy?

## server: read/projector/story

a-text-by-its-digest = 〔{ $digest }〕

## server: read/tables/candidates

no = no
code-of-a-candidate = code
title = title
come-to = come to
since = since
public-to = public to
column-objection = objection
result = result
public-up-to-the-end-of-day = public up to the end of { $day }
event = event
at = at
what-happened = what
by = by
objection-is-open = open
passed-all-stages = passed all stages
rejected = rejected
out-an-objection-was-upheld = out: an objection was upheld
under-way = under way
nominated = nominated
nominated-pieces = nominated: { $pieces }
passed-called = passed { $called }
rejected-at-called = rejected at { $called }
objected-to = objected to
objection-upheld = objection upheld
objection-dismissed = objection dismissed
stage-with-its-day = { $no } { $name }: { $day }, { $by }
stage-and-its-publicity = { $stage }, public for { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
stage-is-overdue = { $stage }; overdue, { $waiting } still wait
by-who = by { $who }
by-those-of-who-that-want-to = by those of { $who } that want to

## server: read/tables/cases

clock-to-accept = accept
clock-of-the-promise = promised
clock-of-the-law = by law
case = case
column-about = about
column-state = state
column-received = received
column-accept-by = accept by
promised-by = promised by
column-by-law = by law
cases-closed-and-open = { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }, { $closed } closed, { $open } open
kept-of-all-and-the-rate = { $said }: { $kept }/{ $of } ({ $rate })
accepted-in-time = accepted in time
finished-as-promised = finished as promised
finished-by-law = finished by law
satisfied-when-called-back = satisfied when called back

## server: read/tables/cases/story

published = published
satisfied = satisfied
dissatisfied-2 = dissatisfied
late-to-accept = to accept
late-by-the-promise = promised
late-by-the-law = by law
detail = detail
column-by = by
case-and-how-it-stands = { $name } { $no }: { $state }
fact-about-the-case = { $said }: { $text }
brought-at = brought at
column-made-on = made on
column-follow-ups = follow-ups
no-visit-is-planned-yet = no visit planned yet
places-of-rounds-and-those-visited = { $places ->
        [one] { $places } place of a round
       *[other] { $places } places of rounds
    }, { $made } visited
answers-of-those-who-were-asked = { $who }: { $answers }
agent = agent
source-of-the-case = source: { $came }
clocks-that-ran-out = late: { $late }

## server: read/tables/coverage

tag-without-a-record = { $name }: no record yet
only-so-many-units-are-listed = the first { $units_max } units are listed
coverage-records-by-unit = coverage: records by unit
duties = duties
asked = asked
records = records
records-that-count-alongside = { $name }: { $sum ->
        [one] { $sum } record counts
       *[other] { $sum } records count
    }
table-of-campaigns-alongside = campaigns alongside

## server: read/tables/duties

column-numbers = numbers
covers = covers
column-result = result
before-the-start = before the start
before-the-launch = before the launch
number-with-its-share = { $number } ({ $percent } %)
number-above-its-ceiling = { $number } (above the ceiling of { $most })
these-things-are-done = done: { $done }
these-points-are-not-met = not met: { $points }
items-handed-in-and-late = { $items ->
        [one] { $items } item
       *[other] { $items } items
    }, { $handed_in } handed in, { $late } late
sums-of-what-was-reported = in all: { $sums }
above-the-ceiling-judged-by-people = { $above } above the ceiling: shown, and judged by people
only-so-many-items-are-listed = the first { $listed } are listed
not-been-to-yet-these-come-first = not been to yet, these come first:
every-unit-has-been-everywhere = every unit has been everywhere
methods-not-used-yet = methods not used yet
every-unit-used-every-method-and-treated-every = every unit used every method and treated every topic
methods-that-are-a-gap = { $unused } { $methods }
been-everywhere-this-was-longest-ago = been everywhere; longest ago to { $name } (the time due on { $day }), which comes first
topics-not-treated-yet = topics not treated yet { $topics }
unit-and-its-gaps = { $who }: { $gaps }

## server: read/tables/evidence

table-of-files-handed-in = files that were handed in
the-same-file-handed-in-by-different-units = the same file handed in by different units
files-that-name-handed-in = files that { $name } handed in
the-file-name = the file { $name }
actor-for-somebody-in-brackets = { $actor } (for { $behalf })
file = file
need = need
column-handed-in-by = by
remark = remark
file-erased-by-event = erased by event { $position }
the-same-as-for-also = the same as for { $also }
more-files-are-not-listed = { $more ->
        [one] { $more } more file is not listed
       *[other] { $more } more files are not listed
    }: look at one unit
some-were-handed-in-by-others-too = { $doubled } of them were handed in by other units too: see evidence/duplicates

## server: read/tables/frame

paper = paper
name-of-the-file = file
date = date
digest-of-a-paper = digest
goal = goal
asked-in = asked in
focus = focus
part = part
scored-units = scored units
themes = themes
words = words
word = word
meaning = meaning
all-phases = always
held-by = held by
may = may
column-when-it-may = when
roles = roles
a-post-in-each-of-filled-unit = a post in each of { $filled ->
        [one] { $filled } unit
       *[other] { $filled } units
    }
one-for-the-campaign = one for the campaign
people-outside-the-roster = people outside the roster
outlet = outlet
duties-that-publish-there = duties
outlets = outlets

## server: read/tables/judging

as-of-an-event = as of { $at } (event { $seen } of the campaign)

## server: read/tables/judging/audited

for = for
on-behalf = on behalf
backdated = backdated
audited-above-a-ceiling = above a ceiling
audited-unsigned-notices = decided over unsigned notices
audited-corrected = taken back or corrected
audited-amended = rules changed while it ran
audited-appeal-upheld = appeal upheld
audited-after-the-freeze = veto decided behind the freeze
opened-again = opened again
audited-erased = erased
read-by-another = read by another
for-the-auditor = for the auditor

## server: read/tables/judging/explain

line = line
max = max
points = points
exact = exact
what-counted = what counted
what-would-still-raise-it = what would still raise it
it-is-not-in-this-table-not-a-member = it is not in this table: it was not in the campaign then, had not joined or had left
it-is-not-in-this-table-not-in-its-audience = it is not in this table, which scores “{ $whom }” alone
bonus = bonus
total-with-rank-and-grade = total { $total }, rank { $rank }, { $grade }
no-total-yet-a-line-has-no-value = no total yet: a line has no value
no-total-nothing-was-asked-or-said-of-it = no total: nothing was asked of the unit, and nothing was said of it
veto-cause = veto: { $cause }
addendum-closed-after-the-freeze-keys = addendum (closed after the freeze): { $keys }
a-unit-and-the-line-that-parts = { $who } (by { $line })
equal-totals-are-parted = equal totals, the tie broken by a line: { $all }
shares-its-rank = shares its rank with { $names }
parts-comma = ,{" "}
full-points = full points
frozen-only-an-appeal = frozen: only an appeal
frozen-and-stays-so = frozen: nothing changes it any more
role-has-not-judged-yet = { $role } has not judged yet
judged-by-role = judged by { $role }
said-with-what-is-asked = { $said }: { $ask }
what-was-taken-comes-back-only-by-correction = what was taken does not come back by itself: a mistake is withdrawn, and an appeal may be filed during publicity
these-and-more-are-not-done = not done: { $named } and { $more } more
these-are-not-done = not done: { $named }
counts-when-enough-have-answered = counts when enough have answered
everything-is-done-what-was-late-stays-late = everything is done; what was late stays late
it-follows-from-the-numbers-reported = it follows from the numbers reported, and changes with those still to come
it-follows-from-the-cases = it follows from the cases, and changes with those that are closed in time
it-follows-from-the-visits = it follows from the visits that are recorded, and changes with each further one
it-follows-from-what-raters-say = it follows from what the raters say
everything-is-done = everything is done
done-ahead-and-counts-from-its-day = everything is done; what was done ahead counts from its due day on: { $tasks }
nothing-was-asked-yet = nothing has fallen due yet: it counts once something has
nothing-was-reported-yet = no number was reported yet: it counts once one is

## server: read/tables/judging/listed

column-kind-of-entry = kind
column-who = who
grounds = grounds
evidence = evidence
notices-to-the-unit = notices to the unit
so-many-notices-were-signed = { $signed } of { $notices } signed
statement = statement
public-until = public until
decision = decision
statement-was-made = made
no-statement-yet = none
decision-is-open = open
on-the-list = on the list
on-the-list-unsigned-notices-known = on the list (unsigned notices known)
not-on-the-list = not on the list
a-rule-only-names-candidates-the-approver-decides = a rule only names candidates: the approver decides
unit-by-a-rule = { $unit } ({ $kind }: { $why })
no-rule-names-anybody-else = no rule names anybody else
the-table-does-not-say-so = its table does not say so
the-rules-would-name-all = the rules would name: { $all }
by-its-grade = grade { $grade }
by-its-total = total { $total } { $compare } { $with }
sheet = sheet
filed = filed
column-answer-of-an-appeal = answer
change = change
appeal-is-open = open
upheld = upheld
dismissed = dismissed
cause = cause
approved = approved
rejected-2 = rejected
vetoes = vetoes
points-withdrawn = withdrawn
points-replaced = replaced by later points, does not count
counts = counts
column-put-right-by = put right by
points-entered-by-people = points entered by people
from-the-record = from the record

## server: read/tables/judging/named

counted-due = items due
counted-done = items done
counted-done-on-time = items done on time
counted-late = items late
counted-done-rate = completion
counted-on-time-rate = on-time rate
counted-case-on-time-rate = cases finished on time
counted-visits = visits made
counted-yellow-cards = yellow cards
counted-red-cards = red cards
number-of-a-duty = { $measure } of { $duty }
sum-of-so-many-reports = { $named } { $sum } (in { $count ->
        [one] { $count } report
       *[other] { $count } reports
    })
counted-of-these-duties = { $named } ({ $duties })
counted-of-a-cause = { $cause } { $times } ({ $points })
counted-of-an-appeal = appeal { $number } upheld: { $change }
group-of-a-round = { $round } ({ $group })

## server: read/tables/judging/ratings

raters = raters
judged = judged
answers = answers
at-least = at least
mean = mean
too-few-not-shown = too few: not shown
invited-answered-online-and-on-paper = { $key } { $name }: { $invited } invited, { $online } answered, { $paper } on paper
units-with-too-few-answers-yet = { $key } { $name }: { $count ->
        [one] { $count } unit has
       *[other] { $count } units have
    } too few answers yet (at least { $least }): { $units }
units-with-too-few-answers-at-the-end = { $key } { $name } (over): { $count ->
        [one] { $count } unit has
       *[other] { $count } units have
    } too few answers (at least { $least }): { $units }
column-change-of-the-mean = change
seed = seed
drawn = drawn
of = of
column-findings = findings
looked-at-in-a-round = looked at: { $asks }
a-session-awaits-its-sample = { $session } awaits its sample, up to { $due }
sessions-of-which-nobody-drew-a-sample = over without a sample: { $sessions }
anybody-can-draw-again-a-units-number-is = anybody can draw again: a unit's number is BLAKE3 of seed, round, session and code, a line each; the smallest are drawn

## server: read/tables/judging/scores

total = total
group-and-its-weight = { $group } ({ $weight })
grade-after-a-veto = { $grade } (veto: { $causes })
a-category-with-its-theme = { $category }: theme “{ $theme }”, stressing { $focus }
frozen-at-an-event = frozen on { $freeze } at event { $version } of the campaign; later evidence goes to the addendum
not-frozen-before-freeze-scores-may-change = not frozen before { $freeze }: scores may change
as-it-stood-before-the-freeze = a snapshot of { $at }, before the freeze on { $freeze }
they-wait-and-have-no-rank = they wait and have no rank
the-other-lines-are-scaled-up = the other lines are scaled up
what-is-missing-is-zero = what is missing is zero
units-that-lack-a-line = { $waiting ->
        [one] { $waiting } unit lacks
       *[other] { $waiting } units lack
    } a line (…): { $said }
addendum-later-items-were-closed-after-the-freeze = addendum: { $later ->
        [one] { $later } item was closed after the freeze and does not count
       *[other] { $later } items were closed after the freeze and do not count
    }
grades-are-given-so = grades: { $grades }
between-grades = ;{" "}
so-many-may-be-of-a-grade = { $name }, rounded down (who shares the last rank has it too): { $most }
equal-totals-share-a-rank = equal totals share a rank (1, 2, 2, 4)
equal-totals-are-parted-by-lines = ties are broken by { $lines }, in this order; what is still equal shares a rank (1, 2, 2, 4)
grade-of-a-share-with-points = { $name } the first { $share }% with at least { $least }
grade-of-a-share = { $name } the first { $share }%
grade-with-points = { $name } at least { $least }
grade-of-the-rest = { $name } the rest
most-of-those-ranked = { $most } of { $ranked }
most-of-those-ranked-in-a-category = { $category } { $most } of { $ranked }
column-grounds-of-a-line = why
title-line-by-line = { $title }: line by line

## server: read/tables/judging/snapshots

cut-off = cut-off
digest-of-the-table = digest of the table
see-one-muster-snapshot-show-key-compare-two = see one: muster snapshot show KEY; compare two: muster snapshot diff A B
snapshot-of-the-freeze = { $sheet }: frozen
snapshot-after-publicity = { $sheet }: after publicity
snapshot-after-appeals = { $sheet }: appeals answered
on-time = on time
completion-and-on-time = completion and on time
cut-off-at-an-event = cut off at { $at } (event { $cutoff } of the campaign); definition { $definition }; roster { $roster }
column-up-to-event = up to event
other-tables-of-a-snapshot = other tables: a score sheet is muster snapshot show { $key }/SHEET ({ $sheets }), with /lines behind it line by line; completion and on time is muster snapshot show { $key }/rates
the-file-changed-between-the-snapshots = the campaign's file changed between the snapshots: each is read with the score sheets of its time
score-sheets-listed = score sheets: { $sheets }
what-differs = what
before-column = before
after-column = after
comes-in = comes in
goes-out = goes out
maximum-of-a-line = { $line }: maximum
name-of-a-line = name of a line
the-snapshots-do-not-differ = nothing differs
difference-from-one-to-another = { $occasion } to { $occasion_2 }

## server: read/tables/ledgers

row = row
fixed-row = fixed row
entered = entered
corrects-row-wrong = corrects row { $wrong }
corrected-by-row-by = corrected by row { $by }
so-many-rows = { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
never-entered-never = never entered: { $never }
stale = stale
fresh = fresh
column-code-of-the-unit = code
number-of-rows = rows
last-entry = last entry
column-freshness = state
so-many-units-are-stale = stale: { $stale ->
        [one] { $stale } unit
       *[other] { $stale } units
    }

## server: read/tables/pledges

promise = promise
published-to = published
heads = heads
checks = checks
promises = promises
pledges-made-and-kept = { $name }: { $asked } asked, { $made } made; last check: { $kept } kept, { $partly } partly kept, { $broken } broken

## server: read/tables/records

record-is-open = open
record-is-submitted = submitted
record-is-returned = returned
record-is-accepted = accepted
record-is-closed = closed
record-is-waived = waived
record-is-passed-on = passed-on
record-is-retired = retired
record-is-ended = ended with the unit

## server: read/tables/unsigned

column-sent = sent
column-delivered = delivered
column-read = read
column-signed = signed
not-delivered-at = not delivered ({ $at })
post-that-opted-out-of-reminders = { $post } (opted out of reminders)
message = message
people-and-messages-not-signed-for = { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $found ->
        [one] { $found } message
       *[other] { $found } messages
    } not signed for
column-short-number = short number
not-signed-for = not signed for

## server: read/visits

proposed = proposed
confirmed = confirmed
made-to-be-recorded = made, to be recorded
visit-is-recorded = recorded
unrecorded = unrecorded
not-made = not made
declined = declined
cancelled = cancelled
no-show = no-show
the-unit-left = the unit takes part no more
handed-on = handed on
visits-of-all = Visits
visits-of-person = Visits of { $person }
visit-of-post-to-name = Visit: { $post } to { $name }

## server: writer/decide

the-accounts-that-it-brings-are-not-stored = the accounts that it brings are not stored here (any more): give it again from its file

## server: writer/erase

blob-is-never-erased = the blob { $blob } is a definition, a file of one, or a snapshot's table: without it the log cannot be read or recomputed, so it is never erased
no-event-of-this-campaign-names-the-blob = no event of this campaign names the blob { $blob }, as evidence or as a text; what no event names is swept at the next start
and-so-on = , ...
several-events-name-this-blob = { $events ->
        [one] { $events } event
       *[other] { $events } events
    } name this blob, and it would be gone from all of them: { $list }{ $more }; say that all are meant (--all)
blob-was-erased-before = the blob { $blob } was erased: the same bytes are neither stored nor handed in again

## server: writer/limits

a-command-is-too-large = { $name }: { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }, at most { $most }; hand in fewer files, or several as one archive
is-no-way-a-command-comes = “{ $escape_debug }” cannot say by what a command comes: use 1 to { $via_bytes_max } small letters, digits and hyphens

## server: writer/plain

a-text-holds-a-line-break-or-a = a text holds a line break or a tab: write it on one line
a-text-holds-a-character-that-nobody-sees = a text holds a character that nobody sees (U+{ $sign }): delete it and type the text again

## Commands

command-accept = accepted
command-amend = amended
command-appeal-answer = appeal answered
command-appeal-file = appealed
command-assign = task given out
command-candidate-advance = stage decided
command-candidate-nominate = put forward
command-candidate-object = objection made
command-candidate-settle = objection settled
command-case-receive = case received
command-case-work = case worked on
command-clock-accept = time accepted
command-clock-hold = time held
command-dead-drop = dead letters dropped
command-dead-retry = dead letters tried again
command-delivery-fail = event given up
command-erase = erased
command-hold = held
command-id-belongs-to-another = the id { $id } belongs to another command, up to event { $position }: a new command needs a new id
command-inspection-draw = inspection drawn
command-launch = launched
command-ledger-enter = row entered
command-list-decide = list decided
command-list-propose = proposed for the list
command-list-publish = made public
command-list-state = statement made
command-messages-report = outcomes of messages reported
command-opt-out = opted out or in again
command-visits-event = event that causes a visit
command-opted-out = opted out of reminders
command-opted-in = all reminders again
command-letter-hour = chose the hour of letters
command-rating-give = rated
command-rating-invite = raters invited
command-receipt-report = receipt reported
command-resume = resumed
command-return = returned
command-score-add = points added
command-score-deduct = points taken
command-score-give = points given
command-score-withdraw = points withdrawn
command-sign = signed for
command-snapshot-record = snapshot recorded
command-snapshot-take = snapshot taken
command-submit = handed in
command-veto-decide = veto decided
command-veto-propose = veto proposed
command-visits-change = visit changed
command-visits-fix = visits fixed
command-visits-propose = visits planned
command-visits-record = visit recorded

## protocol: command/visit

visits-confirm = visit confirmed
visits-move = visit moved
visits-delegate = visit handed on
visits-decline = visit declined
visits-cancel = visit cancelled
visits-no-show = nobody came to the visit
visits-made = visit made

## protocol: event/amendment

amended-digest = amended ({ $digest })
amended-digest-approved-by-post = amended ({ $digest }), approved by { $post }
recomputed-name-occasion-due-due-day = recomputed { $name } [{ $occasion }]: due { $due_day }
moved-with-it = moved with it{" "}
name-units-moved-to-due-day = { $name }: { $units } moved to { $due_day }
retired-2 = retired{" "}

## protocol: event/blob

blob-blob-erased = blob { $blob } erased

## protocol: event/campaign

launched = launched:{" "}
phase-ended = phase ended:{" "}
items-unfinished-items-of-phase-go-on-in = { $items ->
        [one] { $items } unfinished item of { $phase } goes on
       *[other] { $items } unfinished items of { $phase } go on
    } in { $into }
joined = {" "}joined
merged-into = {" "}merged into{" "}
left = {" "}left

## protocol: event/candidate

passed-stage = passed { $stage }
rejected-at-stage = rejected at { $stage }
is-out-the-objection-was-upheld = is out: the objection was upheld
stays-the-objection-was-dismissed = stays: the objection was dismissed
candidate-candidate-said = candidate { $candidate } { $said }

## protocol: event/case

dispatched-to-unit = dispatched to { $unit }
step-done-stage = step done: { $stage }
agent-named-agent = agent named: { $agent }
has-its-agents-record = has its agent's record
noted = noted
replied-to-from-above = replied to from above
called-back-said = called back: { $said }
reopened-on-its-first-clock = reopened on its first clock
to-accept-it = to accept it
promised-to-finish-it = promised to finish it
allowed-by-law = allowed by law
case-no-the-time-said-is-over = case { $no }: the time { $said } is over
case-case-said = case { $case } { $said }
case-story-received = received
case-story-accepted = accepted
case-story-dispatched = dispatched
case-story-tracked = step done
case-story-agent-named = agent named
case-story-assisted = agent's record
case-story-noted = noted
case-story-passed-up = passed up
case-story-replied = replied to
case-story-answered = answered
case-story-called-back = called back
case-story-reopened = reopened
case-story-closed = closed
case-story-late = late

## protocol: event/clock

clock-behind-time-held = the wall clock is { $seconds } s behind; time is held
clock-ahead-time-held = the wall clock jumped forward by { $seconds } s; time is held
clock-accepted-behind = the wall clock was accepted, { $seconds } s behind
clock-jump-accepted = the jump of { $seconds } s was accepted; time goes on

## protocol: event/dead_letter

tried-again = tried again:{" "}
consumer-gave-event-version-of-the-campaign-up = { $consumer } gave event { $version } of the campaign up: a dead letter
event-version-of-the-campaign-is-given-to = event { $version } of the campaign is given to { $consumer } again
dead-letters-dropped = dead letters dropped: { $letters }
dead-letters-no-longer-due = dead letters no longer due: { $letters }

## protocol: event/hold

sending-held = sending held
sending-resumed = sending resumed
sending-held-2 = sending held:{" "}
sending-resumed-2 = sending resumed:{" "}
held-2 = held:{" "}

## protocol: event/item

opened-later = opened later{" "}
handed-in-3 = handed in{" "}
reference-shown = ,{" "}
backfilled = backfilled{" "}
returned-item-now-due-due = returned { $item }, due { $due }
accepted-4 = accepted{" "}
closed-4 = closed{" "}
late-5 = late{" "}
cards-lifted-of = cards lifted of{" "}
waived-2 = waived{" "}
passed-on-4 = passed on{" "}

## protocol: event/judging

points-points-given-to-unit-on-line-of = { $points ->
        [one] { $points } point
       *[other] { $points } points
    } given to { $unit } on { $line } of { $sheet }
deducted-from-unit-on-line-of-sheet-cause = deducted from { $unit } on { $line } of { $sheet }: { $cause } ×{ $times }
added-to-unit-on-sheet-cause-times = added to { $unit } on { $sheet }: { $cause } ×{ $times }
points-number-entry-withdrawn = points number { $entry } withdrawn
veto-of-unit-on-sheet-proposed-cause = veto of { $unit } on { $sheet } proposed: { $cause }
veto-number-veto-said = veto number { $veto } { $said }
appeal-of-unit-on-line-of-sheet = appeal of { $unit } on { $line } of { $sheet }
appeal-upheld-by-points = appeal number { $appeal } upheld, { $change ->
        [one] { $change } point
       *[other] { $change } points
    }
appeal-dismissed = appeal number { $appeal } dismissed

## protocol: event/ledger

name-row-row-entered = { $name }: row { $row } entered
name-row-wrong-corrected-by-row-row = { $name }: row { $wrong } corrected by row { $row }

## protocol: event/list

unit-proposed-for-list-as-kind = { $unit } proposed for { $list } as { $kind }
statement-on-entry-number-entry = statement on entry number { $entry }
entry-number-entry-made-public = entry number { $entry } made public
entry-is-on-the-list = entry number { $entry } is on the list
entry-is-not-on-the-list = entry number { $entry } is not on the list

## protocol: event/message

messages-messages-due-steps-steps-keys = { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } due ({ $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }): { $keys }
redelivered = redelivered{" "}
signed-for-2 = signed for{" "}
message-delivered-by-channel = delivered by { $channel }: { $message }
message-not-delivered-by-channel = not delivered by { $channel }: { $message }
contact-opted-out-of-reminders = { $contact } opted out of reminders that may be left out
contact-opted-in-again = { $contact } opted in to all reminders again
contact-gets-letters-at-hour = { $contact } gets routine letters at { $hour }
contact-gets-letters-at-the-files-hour = { $contact } gets routine letters at the file’s hour again
channel-so-many-messages = { $channel }: { $count }
messages-messages-sent-channel-keys = { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } sent ({ $channel }): { $keys }
message-at-attempt = { $message } (attempt { $attempt })
not-in-the-first-attempt = {"; "}not in the first attempt: { $keys }
skipped-2 = skipped{" "}
failed-2 = failed{" "}
by-channel-in-attempt = {", "}{ $channel }, attempt { $attempt }
count-steps-withdrawn-items-why = { $count ->
        [one] { $count } step
       *[other] { $count } steps
    } withdrawn: { $items } ({ $why })
deferred-to-to-steps-contact-had-a-message = deferred to { $to }: { $steps } ({ $contact } had a message that day)
deferred-to-to-steps-sending-was-held = deferred to { $to }: { $steps } (sending had been held)
deferred-to-to-steps-contact-chose-the-hour = deferred to { $to }: { $steps } ({ $contact } wants letters at that hour)

## protocol: event/occasion

planned-name-key-opens-opens-due-due-steps = planned { $name } [{ $key }]: opens { $opens }, due { $due }, { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }
opened = opened{" "}
snapshot-name-up-to-event-cutoff-table-table = snapshot { $name }: up to event { $cutoff }, table { $table }

## protocol: event/rating

count-raters-of-group-invited-to-round-session = { $count ->
        [one] { $count } rater
       *[other] { $count } raters
    } of { $group } invited to { $round } { $session }
a-rater-of-group-answered-in-round-session = a rater of { $group } answered in { $round } { $session }
count-of-among-units-drawn-for-round-session = { $count } of { $among ->
        [one] { $among } unit
       *[other] { $among } units
    } drawn for { $round } { $session }

## protocol: event/visit

visit-proposed = visit proposed{" "}
visit-left-out = no visit can be planned{" "}
visit-confirmed-2 = visit confirmed{" "}
visit-moved-2 = visit moved{" "}
visit-delegated-2 = visit delegated{" "}
visit-called-off-2 = visit called off{" "}
visit-made = visit made{" "}
visit-recorded-item-made-on-on = visit recorded { $item }, made on { $on }

## protocol: left_out

no-day-of-the-round-is-left = no day of the round is left
no-day-of-the-round-would-do = no day of the round would do, whatever else is planned: { $off ->
        [one] { $off } day off
       *[other] { $off } days off
    }, { $closed } with the place closed to visits, { $near } too near to another visit or called off for, { $busy } with the visitor busy
a-day-is-free-but-outweighed = a day is free, but the plan that was found is worth more without it
the-slot-found-breaks-a-rule = the slot that was found breaks a rule of the round
the-roster-names-nobody-who-visits-it = the roster names nobody who visits it
other-visits-take-the-days = beside the visitor's other visits no day is left (week full: { $week }, no time: { $time }, day shut by visits that stand: { $shut })
why-it-would-fit-with-changes = { $why }; it would fit with { $changes }
one-more-visit-in-the-week-of = one more visit in the week of { $day }
work-on-a-day-off = work on { $day }, a day off
the-visitor-free-on = the visitor free on { $day }

## proto/wire: nats/service/serve

who-runs-inside-the-engines-own-process-already = { $who } runs inside the engine's own process already

## Help of the command line

help-accept = Accept what was handed in
help-accept-item = The item
help-account = Tokens of posts, by which they act from other machines: issue, list, revoke
help-account-issue = Issue one: it is printed this once; only its digest is kept
help-account-issue-days = For how many days it opens
help-account-issue-json = Print JSON: `{"{"}token, kept: {"{"}id, campaign, post, issued, expires{"}"}{"}"}`
help-account-issue-post = The post
help-account-list = List them, with those that have ended
help-account-list-json = Print JSON: `{"{"}tokens: [{"{"}id, campaign, post, issued, expires, revoked, used{"}"}]{"}"}`
help-account-revoke = Revoke all of a post, or the one with this id
help-account-revoke-which = The post, or an id that the list shows
help-appeal = Appeals against a score, during publicity
help-appeal-answer = Answer one; what is upheld brings a snapshot of its own, the old one stays
help-appeal-answer-change = By how much the line changes
help-appeal-answer-number = Its number, see `show appeals`
help-appeal-file = File one
help-appeal-file-line = The line
help-appeal-file-reason = Why; the text stays out of the log
help-appeal-file-sheet = The sheet
help-appeal-file-unit = The unit
help-apply = Put a changed file in force
help-apply-against = Refuse unless this is still the running definition, as `plan` told
help-apply-approved-by = The post that approved it, where another than --as
help-apply-file = The changed file
help-apply-reason = Why; the text stays out of the log, which holds its salted digest
help-assign = Give a task to units
help-assign-due = Due day, such as 2014-09-28 or 10月1日前3个工作日
help-assign-kind = The kind of task, by its id in the file
help-assign-title = What is to be done: one line for messages, no person's name
help-assign-to = Codes of units or an audience, with commas; left out: everybody
help-asyncapi = The AsyncAPI 3 document of what is published, in YAML
help-audit = Audit: a bundle for an outsider, computing again, what to look at
help-audit-export = One folder with everything that an outsider needs
help-audit-export-out = The folder
help-audit-recompute = Compute the tables of such a bundle again, anywhere
help-audit-recompute-folder = The folder of a bundle
help-audit-show = Done for others, backdated, overridden, opened again, erased
help-backup = Copy log and contacts, also while the engine runs; the copy is read back and proved
help-backup-json = Print JSON: `{"{"}to, events, generation, heads, bytes, copy_ms, verified{"}"}`
help-backup-to = The new directory of the backup
help-candidate = A candidate: pass, reject, object, settle
help-candidate-candidate = The candidate
help-candidate-object = Object during publicity
help-candidate-object-candidate = The candidate
help-candidate-object-reason = What is said against it; the text stays out of the log
help-candidate-pass = Pass a stage; its publicity, if it has one, counts from the next day
help-candidate-pass-reason = Why; the text stays out of the log, which holds its salted digest
help-candidate-reject = Reject: the candidacy ends
help-candidate-reject-reason = Why; the text stays out of the log, which holds its salted digest
help-candidate-settle = Settle the objections
help-candidate-settle-candidate = The candidate
help-candidate-settle-dismissed = The objection is dismissed
help-candidate-settle-upheld = The objection is upheld: the candidate is out
help-candidate-stage = The stage
help-case = Cases: what people bring at any time
help-case-accept = Accept it
help-case-answer = Answer it
help-case-appoint = Name the agent who goes along
help-case-appoint-agent = Post of the agent
help-case-assist = The agent's record
help-case-call-back = Call back the one who brought it
help-case-call-back-dissatisfied = Dissatisfied: where the file says so it is opened again, also when it was closed before
help-case-call-back-satisfied = Satisfied
help-case-call-back-text = What was said; the text stays out of the log
help-case-case = The case
help-case-dispatch = Give it to a unit
help-case-dispatch-unit = The unit
help-case-note = Make a note on it; nothing else changes
help-case-pass-up = Pass it up
help-case-receive = Take a case in; its clocks run from its receipt
help-case-receive-about = What it is about, where the kind asks for that
help-case-receive-during = The visit or item at which it was brought
help-case-receive-kind = Its kind
help-case-receive-received = When it was brought, local; now by default
help-case-receive-text = What was said; the text stays out of the log
help-case-receive-unit = The unit that handles it, where that is known
help-case-receive-source = Where it came from: one of those that the file names (field, window, hotline, online where it names none); may be left out where there is one
help-case-reply = Reply from above
help-case-text = What is written; the text stays out of the log
help-case-track = A tracked step is done
help-case-track-stage = The step
help-case-track-text = What was done; the text stays out of the log
help-channel = The channels of this installation: what is configured, one letter as a try, and letters that come back
help-channel-bounce = Read a mail that came to the bounce address, and tell the engine where it is a notice of one of its letters
help-channel-bounce-long = A mail server pipes it into standard input. 0: told, or the mail is of no letter, and nothing changes; 1: no notice that can be read; 3: refused; 75: not now, and the server keeps it and comes again.
help-channel-bounce-name = The channel
help-channel-bounce-token-file = File with the secret of the channel's receipts, where --at names the engine
help-channel-list = The configured channels
help-channel-list-json = Print JSON: `[{"{"}name, kind, per_minute, trouble{"}"}]`
help-channel-test = Send one letter, or those of a day, to one account and say what came back
help-channel-test-account = The account that it goes to
help-channel-test-day = The letters of this local day, all to this one account
help-channel-test-file = The campaign’s file whose letters go
help-channel-test-name = The channel
help-channel-test-person = Of the day only the letters to this post
help-channel-test-to = The post that it goes to, by its account in the campaign
help-check = Check a file and tell everything that is wrong with it at once
help-check-file = The campaign's file
help-check-json = Print JSON: `{"{"}file, ok, errors, warnings, notes, findings: [{"{"}code, severity, file, line, column, length, zh, en, fix: {"{"}zh, en{"}"}{"}"}], audiences: [{"{"}name, units{"}"}], plan: [{"{"}row, lines{"}"}], today: {"{"}today, begins, ends, duties, duties_past, due_days, due_days_past, reminders_lost, next_letters, next_due{"}"}, reach: {"{"}served, unserved, without, linked{"}"}, words: {"{"}letters: [{"{"}zh, en, groups{"}"}], names: [{"{"}name, zh, en{"}"}]{"}"}{"}"}`
help-check-script = A script of the units' behaviour, checked with it
help-check-today = The day to take for today; by default this machine's
help-check-variables = Also list the names that the words of each letter may use
help-clock = The clock: after a jump of the machine's clock by more than a minute, or after a stop of more than three days, time is held
help-clock-accept = Accept the machine's time after a jump; what fell due meanwhile is caught up
help-clock-show = The time, and whether it is held
help-clock-show-json = Print JSON: `{"{"}clock, now, held, doubt, ahead_ms, stands_ms, next_due, impact{"}"}`
help-config = The settings of this machine: what holds, and where it comes from
help-config-show = Show all settings; of secrets only where they lie
help-config-show-json = Print JSON: `[{"{"}name, value, origin, from{"}"}]`
help-config-show-origin = Say of each where it comes from: flag, environment, file or default
help-dead = Dead letters: what was given up; list it, have it tried again, drop it
help-dead-drop = Drop them for good, with a reason
help-dead-drop-letters = Which
help-dead-drop-why = Why; the text stays out of the log, which holds its salted digest
help-dead-list = List them
help-dead-list-json = Print JSON: `{"{"}dead_letters: [{"{"}source, position, name, cause, campaign{"}"}], letters: [{"{"}campaign, steps, subject, text{"}"}], channels: [{"{"}name, failures, failing, cause{"}"}]{"}"}`
help-dead-retry = Have them tried again: steps still due go out again, events go back to their worker
help-dead-retry-all = All of them
help-dead-retry-letters = Which
help-demo = Try this first: plays the campaign that muster carries, from its first to its last day
help-demo-days-per-second = Days played in a second; as fast as it goes by default
help-demo-long = Nothing leaves this machine: letters are files in DIR/outbox. Stopped in between, the same command goes on.
help-demo-mail = Write the letters as mail files here, and keep their pages open
help-demo-mail-long = Plays up to the first reminders unless --until says otherwise, says which letter to open and where its page is, and ends on Ctrl-C.
help-demo-until = Play up to this local day
help-diff = What differs between two files, in people and messages
help-diff-detailed-exitcode = Exit with 3 when changes are present
help-diff-new = The file as it is
help-diff-old = The file as it was
help-doctor = Whether all is well: clock, zone, directory, store, outbox, holidays, NATS
help-doctor-json = Print JSON: `{"{"}ok, checks: [{"{"}check, level: ok|warning|fault, text, next{"}"}]{"}"}`
help-doctor-long = Leaves nothing behind. Ends with 1 when there is a fault. With --nats it looks at that server too.
help-engine = Run an engine alone: log, HTTP server and streams over NATS; workers are apart
help-engine-campaign = The campaign that the script plays
help-engine-clock = Clock; by default the directory's own, the wall for a new one
help-engine-hosts = Names by which a proxy asks for it: what needs no token answers to addresses, localhost and these alone
help-engine-listen = Where to listen; by default this machine alone, any free port
help-engine-long = The engine decides without NATS; what happens while the server is away is published when it is back. Ends in order on Ctrl-C or SIGTERM. Start the workers with `muster worker NAME`; NATS is looked for at nats://127.0.0.1:4222 unless --nats says otherwise.
help-engine-pace = Days of campaign time a second; by default as fast as it goes
help-engine-script = A script of the units' behaviour, for a stepped clock
help-engine-stand = Stand still at --until and wait, instead of ending
help-engine-start = Where a stepped clock starts: a day (from its beginning) or an instant
help-engine-until = Where a stepped clock stops, the end of a day or an instant: everything up to it is done, then it ends in order
help-erase = Delete the bytes of a file or text for good; its digest stays
help-erase-all = Although it stands in several places, other campaigns too
help-erase-digest = Its digest: the digits that show evidence shows, or all 64
help-events = The log: one sentence an event
help-events-after = Only events after this number, or after the place that was told at the end
help-events-family = Only events of this family, or of this name
help-events-follow = Go on as events come, also over a restart of the engine; Ctrl-C ends it
help-events-from = From this day of the campaign, or this instant
help-events-item = Only what concerns this item
help-events-json = Print JSON, one event a line: `{"{"}position, campaign, version, at, name, schema, actor, command, hash, about, summary, body, bytes{"}"}`
help-events-limit = At most so many
help-events-long = With --nats it asks the engine over NATS and needs no data directory.
help-events-unit = Only what concerns this unit
help-events-until = Up to the end of this day, or to this instant
help-every-ack-wait = Work that is not answered for so long is given to another worker
help-every-as-new = Do it another time: not as the repeat of one whose answer was lost
help-every-at = Address of an engine that runs elsewhere, instead of --dir
help-every-behalf = The post for which it is done, where that is another's; it is recorded
help-every-campaign = Campaign; may be left out where there is only one
help-every-config = The installation's configuration: how channels are reached; by default muster.yaml in the data directory
help-every-dir = Data directory
help-every-evidence = What and how many
help-every-files = A file, stored with the log
help-every-insecure = Allow an unencrypted way to another machine, on which the token can be read
help-every-json = Print JSON
help-every-json-mirror = Also publish every event as JSON on muster.json.>
help-every-lang = Language; by default from MUSTER_LANG, LC_ALL or LANG
help-every-nats-audit = How often the stream is looked at while nothing is published
help-every-nats-bytes = Most bytes of the stream; when it is full the relay stops and lags
help-every-nats-ca = Trust these root certificates, and require TLS
help-every-nats-cert = Certificate of this end
help-every-nats-creds = A file of credentials (JWT and seed)
help-every-nats-key = Key of this end's certificate
help-every-nats-nkey = A file with the seed of an nkey
help-every-nats-password-file = A file with the password
help-every-nats-patience = How long the same is said again before the other side counts as not reachable
help-every-nats-ping = How often the connection is probed
help-every-nats-pull = How long one request for work waits at the server
help-every-nats-replicas = Copies of the stream in a cluster
help-every-nats-request = Longest wait for one answer, such as 5s
help-every-nats-user = User, by default the name of this end; the password stands in MUSTER_NATS_PASSWORD or in the file below
help-every-no = It does not
help-every-post = The post on whose authority it is done, such as 小组办公室
help-every-reason = Why; the text stays out of the log
help-every-token-file = File with the post's token; - reads it from standard input
help-every-url = Addresses of nats-server, separated by commas
help-every-yes = It holds
help-evidence = Files that were handed in: take one out
help-evidence-get = Take out a file by the digest that `muster show evidence` tells
help-evidence-get-digest = Its digest, the first 8 digits at least
help-evidence-get-out = Where it is put
help-explain = Explain the code of a finding, with a wrong line and the right one
help-explain-codes = The code, such as M020; without it all are listed
help-explain-json = Print JSON: `[{"{"}code, what, why, wrong, right{"}"}]`
help-fmt = Lay a file out: keys in order, indentation and comments lined up
help-fmt-check = Only tell whether they are laid out; exit 1 if not
help-fmt-files = The campaigns' files
help-fmt-keys = Turn all keys into Chinese or English
help-fmt-stdout = Write to stdout and leave the files alone
help-hold = Hold what goes out: reminders that fall due wait, dates go on
help-hold-phase = Only what falls due in this phase
help-hold-reason = Why; the text stays out of the log, which holds its salted digest
help-init = Start a campaign's folder from a template
help-init-begin = Its first day, such as tomorrow, December 1, 2026-12-01
help-init-end = Its last day
help-init-folder = The new folder
help-init-id = Id of the campaign; by default the folder's name
help-init-long = The folder gets the template's files; the main file is named after the campaign. Calendars come with muster. The days of the template are moved into the stretch from --begin to --end, phase by phase; on a terminal it asks for them. The starter begins tomorrow where nobody says otherwise; the others keep their own days, which are those of a real year.
help-init-name = Name of the campaign
help-init-template = Which template
help-init-year = The year: the template's own days in another one
help-launch = Put a campaign to work; the same file again changes nothing
help-launch-file = The campaign's file
help-launch-late = Launch although days are past: what is past is only entered afterwards
help-launch-long = Where days are past already, by the engine's clock, it asks first, or wants --late.
help-ledger = Ledgers: rows are appended, and corrected by further rows
help-ledger-cells = A column with what it holds
help-ledger-correct = Correct a row: write how it should have been; the old one stays
help-ledger-correct-wrong = Number of the row that is wrong
help-ledger-enter = Append a row
help-ledger-fixed = The fixed row, where the ledger has fixed rows
help-ledger-ledger = Ledger and unit
help-letter-hour = Choose from which hour of a day the routine letter goes
help-letter-hour-contact = Whose letters: the id of a post, such as 005-clerk
help-letter-hour-hour = The hour, such as 14:00; what is planned for later goes later
help-letter-hour-undo = The hours of the file again
help-link = Links to posts' pages, those in letters too: issue, list, revoke
help-link-issue = Make one for a post: it is printed this once
help-link-issue-json = Print JSON: `{"{"}page, kept: {"{"}id, campaign, post, expires{"}"}{"}"}`
help-link-issue-post = The post
help-link-list = List them, with those that have ended
help-link-list-json = Print JSON: `{"{"}links: [{"{"}id, campaign, post, message, issued, expires, revoked{"}"}]{"}"}`
help-link-revoke = Revoke all of a post, or the one with this id
help-link-revoke-which = The post, or an id that the list shows
help-list = Lists that the committee decides on
help-list-decide = Decide on an entry
help-list-decide-unsigned-known = Notices without a signature are known, and it stands all the same
help-list-number = Number of the entry
help-list-propose = Propose somebody, with evidence
help-list-propose-code = A code for a person, no name
help-list-propose-kind = The kind of entry
help-list-propose-list = The list
help-list-propose-reason = Why; the text stays out of the log
help-list-propose-snapshot = The snapshot whose table names it
help-list-propose-unit = The unit that is, or has, the one proposed
help-list-publish = Make an entry public
help-list-show = Show a list
help-list-show-name = Its id
help-list-state = The statement of the one concerned
help-list-state-text = The statement; the text stays out of the log
help-manuals = Write manual pages and completions, for packages
help-manuals-folder = The folder to write to
help-muster = Runs campaigns that a committee has written down in a file
help-muster-below =
    Exit codes:
    {"  "}0   fine
    {"  "}1   a fault in your file or data
    {"  "}2   usage
    {"  "}3   refused by the rules
    {"  "}4   not reachable
    {"  "}5   not allowed
    {"  "}70  a bug in muster
    {"  "}75  not now, try again later
    {"  "}130 interrupted

    Try first: muster demo
help-nominate = Put somebody or something forward in a selection
help-nominate-code = A code such as a1, no name; left out: the unit itself
help-nominate-evidence = What and how many
help-nominate-files = A file, stored with the log
help-nominate-selection = The selection
help-nominate-title = The title, where there are several
help-nominate-unit = The unit that is, or has, the candidate
help-openapi = The OpenAPI 3.1 document of the HTTP side, in YAML
help-opt-out = Opt out of reminders that the file lets people do without, or in again
help-opt-out-contact = Whose reminders: the id of a post, such as 005-clerk
help-opt-out-undo = In again: all reminders come
help-plan = What a changed file would do to the running campaign; changes nothing
help-plan-detailed-exitcode = Exit with 3 when changes are present
help-plan-file = The changed file
help-preview = Play the whole campaign in memory: who is reminded, carded, visited, when, and why on that day
help-preview-day = Only this local day
help-preview-file = The campaign's file
help-preview-force = Replace files that are already there
help-preview-from = From this local day on
help-preview-html = Write a page to look at, pass on and print
help-preview-ics = Write an iCalendar file
help-preview-json = Print JSON: `{"{"}campaign, phases, occasions, items, steps, messages, visits, snapshots, days, load, refusals, counts{"}"}`
help-preview-launched = As if launched on this day, such as today; by default it is launched in time
help-preview-long =
    The same engine, workers and dates as in a real run; nothing is sent. Without a script nobody answers, so that every step shows. With --html, --xlsx or --ics the days go into the files, and only the sums are printed; all of them obey --unit, --person and the days, so that one unit or person gets a page or a calendar of its own.

    A file that is already there is replaced when it is a page or calendar that muster made; anything else, and every workbook, only with --force. Files are written whole or not at all.
help-preview-person = Only this person, by post or contact id: their messages, items and visits
help-preview-script = How the units act: all-on-time, nobody-answers (the default), or a script's file
help-preview-to = Up to this local day
help-preview-today = The day to take for today; by default this machine's
help-preview-unit = Only this unit, by its code
help-preview-xlsx = Write an Excel workbook
help-rating = Review rounds: invite, answer, import paper ballots, draw a sample
help-rating-cast = Answer; once
help-rating-cast-answers = Answers by unit, or by the goal's number
help-rating-cast-ballot = The code that was given out
help-rating-cast-comment = A comment; the text stays out of the log
help-rating-cast-paper = Number of a paper ballot; where raters are not anonymous, the name of the post that filled it in
help-rating-cast-unit = The unit that the rater of the paper ballot belongs to
help-rating-draw = Draw units for an inspection; the seed is recorded
help-rating-draw-round = The round
help-rating-draw-seed = The seed; made at random where it is left out
help-rating-group = The group of raters
help-rating-import = Import paper ballots: columns ballot, group, judged, answer, and unit where the ballot says whose it is; where raters are not anonymous, ballot is the name of the post that filled it in
help-rating-import-file = The table
help-rating-invite = Invite raters: each a code with the link of the page, printed this once
help-rating-invite-count = How many
help-rating-invite-round = The round
help-rating-invite-session = The session
help-rating-invite-unit = The unit that they belong to
help-rating-round = The round
help-rating-session = The session
help-rating-unit-unknown = Nobody can know whose the ballots are: they count, although a vote for the own unit cannot be told
help-replay = Replay the log into a shadow and compare with what is there; nothing is sent
help-replay-from = Decide again from this local day on
help-replay-json = Print JSON: `{"{"}position, events, decided, snapshots, sent, campaigns, differences, differ, shadow{"}"}`
help-replay-shadow = Keep the shadow in this new directory; by default it is taken away
help-replay-until = Up to this local day
help-restore = Make a data directory from a backup: views are recomputed, the stream is renewed
help-restore-dir = The new data directory; it must be empty
help-restore-from = The directory of the backup
help-restore-json = Print JSON: `{"{"}to, events, generation, heads, bytes, copy_ms, verified{"}"}`
help-restore-without-heads = Restore although there is no head file: a cut tail is then not seen
help-resume = Let what was held go out again
help-resume-due-days = Due days: stay, or those of open items move by the working days held
help-resume-long = Reminders that fell due meanwhile go out at their hour of the next working day if they are within the policy's catch-up and the day that they count down to is not over, and are skipped otherwise.
help-resume-phase = Only this phase
help-return = Return what was handed in, with a reason; what is closed too, so that it is corrected
help-return-failed = A point of the rubric that is not met; may be said several times
help-return-item = The item
help-return-reason = Why; the text stays out of the log, which holds its salted digest
help-roster = The roster: check it, mark its faults, take in a new one
help-roster-check = Check a roster; every fault with its cell
help-roster-check-file = A roster, or a campaign's file, whose roles and year then count
help-roster-check-json = Print JSON: `{"{"}file, ok, errors, warnings, notes, findings{"}"}`
help-roster-check-marked = Write a copy of the table with the faulty cells marked
help-roster-check-year = The year of dates without one
help-roster-import = Propose a new roster: added, changed, left, merged
help-roster-import-effective = First day on which the new one counts
help-roster-import-into = The roster that there is
help-roster-import-json = Print JSON: `{"{"}added: [{"{"}code, name, day{"}"}], changed: [{"{"}code, name, cells: [{"{"}column, old, new{"}"}]{"}"}], left, merged: [{"{"}code, name, day, into{"}"}], unchanged, written, findings{"}"}`
help-roster-import-long = Nothing is written without --write. Units are never deleted: a unit that is missing from the new roster gets a last day.
help-roster-import-marked = If the new one has faults: a copy of it with the cells marked
help-roster-import-mergers = Who takes over a unit that leaves, such as 010=009
help-roster-import-new = The new roster
help-roster-import-write = Write it into the roster that there is
help-roster-import-year = The year of dates without one
help-schema = Print the JSON Schema of campaign files, for editors
help-schema-long = In an editor with a YAML language server put at the top of the file: `# yaml-language-server: $schema=campaign.schema.json`
help-score = Score sheets: points, what they stand on, and the results
help-score-add = Give points above the whole
help-score-add-cause = For what, in the words of the file
help-score-check-roll-up = Check a signed roll-up
help-score-deduct = Take points for what was found
help-score-deduct-cause = What was found, in the words of the file
help-score-deduct-inspection = The inspection in which it was found
help-score-explain = One unit line by line: what counted and what would still raise it
help-score-explain-sheet = The sheet; without it, every one that scores the unit
help-score-export = Export as xlsx, csv or a page to print
help-score-export-gb18030 = Comma-separated text in GB18030, for old programs that want it
help-score-export-name = A sheet or snapshot; not needed where there is one sheet
help-score-export-out = The file: .xlsx, .csv, .html or .json; without it, in this folder, those that the campaign's file asks for
help-score-file = The file
help-score-give = Give points on a line that a role judges
help-score-give-points = The points
help-score-give-sheet = The sheet
help-score-key = The key that the other side made known
help-score-line = The line
help-score-reason = Why; the text stays out of the log
help-score-roll-up = Sign the final scores for a larger appraisal
help-score-roll-up-key = File of the signing key; made where there is none
help-score-roll-up-out = The file
help-score-roll-up-sheet = The sheet
help-score-roll-up-snapshot = The snapshot; the last by default
help-score-sheet = The sheet
help-score-take-in = Take a signed roll-up in as the points of a line
help-score-take-in-line = The line, scaled to its maximum
help-score-take-in-sheet = The sheet that it counts for
help-score-times = How many
help-score-unit = The unit
help-score-withdraw = Let points count no more
help-score-withdraw-number = Its number, see `show points`
help-score-withdraw-reason = Why; the text stays out of the log
help-show = Show a table: a duty, ledger, kind of case, selection, coverage, evidence
help-show-json = Print JSON: `{"{"}title, columns, rows, notes{"}"}`, each text in both languages
help-show-name = Its name
help-show-text = What was said about an item or a case: reasons, records, answers
help-sign = Sign for a message
help-sign-message = The message
help-snapshot = Snapshots: take one, list them, show one, compare two, export
help-snapshot-diff = What differs between two
help-snapshot-diff-after = The second
help-snapshot-diff-before = The first
help-snapshot-export = Export one: all tables of its sheets as xlsx, html or json; csv has the totals of the first sheet alone
help-snapshot-export-gb18030 = Comma-separated text in GB18030, for old programs that want it
help-snapshot-export-name = A sheet or snapshot; not needed where there is one sheet
help-snapshot-export-out = The file: .xlsx, .csv, .html or .json; without it, in this folder, those that the campaign's file asks for
help-snapshot-list = List them
help-snapshot-show = Show one, or a table of one: KEY/SHEET, KEY/SHEET/lines, KEY/rates
help-snapshot-show-name = Its id
help-snapshot-take = Take one now
help-snapshot-take-plan = The plan
help-snapshot-take-title = What for, on a line
help-status = How things stand: clock, streams, workers, today's steps, items, the latest ranking
help-status-json = Print JSON, with --watch one line at each change: `{"{"}engine_status: {"{"}now, clock, held, doubt, ahead_ms, stands_ms, next_due, parked, head, relay, store, channels, workers, queues, status: {"{"}position, campaigns, dead_letters{"}"}, dead_letters{"}"}, rankings{"}"}`
help-status-watch = One screen, drawn again on change; Ctrl-C ends it
help-stream = The stream on NATS: compare it with the log, repair it, refill it
help-stream-check = Compare: positions, generation, every event
help-stream-check-json = Print JSON: `{"{"}health, audit: {"{"}stream, generation, head, created, last, messages, bytes, setting, compared, differences, differ{"}"}{"}"}`
help-stream-rebuild = Throw the stream away and fill it from the log
help-stream-repair = Repair: what is missing at the end is added, a stream with holes or other events is refilled
help-submit = Hand something in for an item
help-submit-above = A number really lies above its ceiling: it is recorded so
help-submit-adopted = What was tried out is adopted
help-submit-broken = The promise was broken
help-submit-covers = What it covers: a method, topic, section, point of focus, outlet or tag; may be said several times
help-submit-done = Number of an announced thing that is done with this, from 1; may be said several times
help-submit-evidence = What and how many
help-submit-files = A file, stored with the log
help-submit-item = The item
help-submit-kept = The promise was kept
help-submit-not-adopted = What was tried out is not adopted, which ends it
help-submit-numbers = A whole number, such as 参训党员=31; may be said several times
help-submit-on = The local day on which it was done, if earlier than today
help-submit-partly = The promise was kept in part
help-unsigned = Who has not signed for what was sent: a list to phone down
help-unsigned-duty = Of messages that carried this duty
help-unsigned-json = Print JSON: `{"{"}title, columns, rows, notes{"}"}`, each text in both languages
help-unsigned-message = Of this message or day alone
help-unsigned-phase = Of messages that carried something of this phase
help-up = Keep campaigns going: engine, store and workers in one process
help-up-campaign = The campaign that the script plays
help-up-channel = Where letters go
help-up-clock = Clock; by default the directory's own, the wall for a new one
help-up-hosts = Names by which a proxy asks for it: what needs no token answers to addresses, localhost and these alone
help-up-listen = Where to listen; by default this machine alone, any free port
help-up-long = Ends in order on Ctrl-C or SIGTERM. Other verbs find it by the file DIR/address. With --nats everything that happens is also published, and workers named by --outside run as processes of their own (`muster worker NAME`).
help-up-outside = These workers run elsewhere, over NATS
help-up-pace = Days of campaign time a second; by default as fast as it goes
help-up-script = A script of the units' behaviour, for a stepped clock
help-up-stand = Stand still at --until and wait, instead of ending
help-up-start = Where a stepped clock starts: a day (from its beginning) or an instant
help-up-until = Where a stepped clock stops, the end of a day or an instant: everything up to it is done, then it ends in order
help-verify = Prove the log: order, hash chains, blobs, snapshots, the sum of steps
help-verify-head-file = A head file written earlier, by which a cut tail is seen
help-verify-json = Print JSON: `{"{"}ok, verified: {"{"}events, campaigns, blobs, erased, snapshots{"}"}, bad: {"{"}position, campaign, version, what{"}"}, views: {"{"}position, tables, rows{"}"}, bad_row: {"{"}table, row, campaign, what{"}"}{"}"}`
help-verify-long =
    It proves that each campaign's events are all there, in order and unchanged, and fit blobs, snapshots and steps; against a head file written earlier also that no tail was cut and no chain rewritten. Beside the log it points out what muster did not write: the term, settings, when campaigns wake, triggers and views, accounts changed since their import. It does not prove that nobody who knows how rewrote the whole log and its seals, unless there is an earlier head file; nor the figures in view.db, which can be made again at any time; nor that accounts were right; nor tokens; nor the machine's clock.
help-verify-views = Compute the view's rows again and compare them; the engine may be running
help-verify-write-head-file = When all is well, write the heads into this file
help-veto = Vetoes: what keeps a unit from a grade
help-veto-decide = Decide on one
help-veto-decide-number = Its number, see `show vetoes`
help-veto-propose = Propose one, with what shows it
help-veto-propose-cause = The cause, in the words of the file
help-veto-propose-reason = Why; the text stays out of the log
help-veto-propose-sheet = The sheet
help-veto-propose-unit = The unit
help-visits = Field visits
help-visits-cancel = A visit does not take place; another is planned
help-visits-confirm = Confirm a visit
help-visits-decline = A visit does not take place; another is planned
help-visits-delegate = Hand a visit to another visitor
help-visits-delegate-to = Who makes it: a post or its id
help-visits-explain = Why a visit lies where it lies, and which other slots fit
help-visits-export = Export visits as a calendar feed or as a page with pictures
help-visits-export-html = Write a page: months and a picture
help-visits-export-ics = Write a calendar file
help-visits-export-person = Only of one visitor: a post or its id
help-visits-export-programme = Only of one programme, or of one round: its id or key
help-visits-export-svg = Write the picture alone
help-visits-import = Import visits that their visitors fixed themselves
help-visits-import-file = The table
help-visits-import-long =
    Columns of the table (csv or xlsx): item, date, start

    One bad row and none is taken; each is told with its reason.
help-visits-item = The visit's item
help-visits-list = List visits
help-visits-list-only = Only those in this state
help-visits-list-person = Only of one visitor: a post or its id
help-visits-made = A visit was made; its record follows
help-visits-move = Move a visit; without a day it lists three slots that fit
help-visits-move-time = When it starts
help-visits-move-to = The new day
help-visits-no-show = A visit does not take place; another is planned
help-visits-on = The local day on which it was made
help-visits-plan = What would be planned now; with --propose it is planned
help-visits-plan-long = The engine plans by itself when a round opens or moves or a visit is called off; this is the same planner, for the places that have no visit: what stands stays.
help-visits-plan-post = The post on whose authority it is done
help-visits-plan-propose = Plan it so; --as says on whose authority
help-visits-plan-round = Only this round
help-visits-reason = Why; the text stays out of the log, which holds its salted digest
help-visits-event = Say that something happened that causes a visit, in the words of the file
help-visits-event-on = The local day on which it happened
help-visits-event-place = Code of the place where it happened, where that is not the unit itself
help-visits-event-programme = Id of the visits, such as comfort
help-visits-event-unit = Code of the unit whose people go
help-visits-event-what = What happened, as the file calls it
help-visits-record = Record a visit
help-visits-record-actions = A problem as a task: what, owner, due day
help-visits-record-cases = What was brought there and is carried back, as a case of the kind that the file names; its unit where that is known
help-visits-record-ratings = How content somebody was
help-visits-record-sections = A section that the file asks for; “无” or “none” where there is nothing
help-visits-record-text = What was seen; the text stays out of the log
help-visits-solve = Plan the visits of an instance file
help-visits-solve-chains = How many searches to make, of which the best is taken
help-visits-solve-instance = The instance, a JSON file
help-visits-solve-iterations = How many iterations to search; by default from the number of visits
help-visits-solve-long = The format is visit-schedule/1; the same file, seed, iterations and version give the same bytes on every machine.
help-visits-solve-seed = What random numbers begin with
help-why = Why something is as it is: an item, step, message, unit or occasion
help-why-id = Its name, or that of a duty, phase, unit or post
help-why-json = Print JSON: `{"{"}what: item|message|unit|occasion|occasions, ...{"}"}`
help-worker = Run one worker as a process of its own, over NATS
help-worker-channel = Where letters go (only reminders sends any)
help-worker-dir = Data directory: the outbox is DIR/outbox, and what evaluation has counted is kept in DIR/evaluation.checkpoint
help-worker-long = Several of one name share its work; the evaluation worker is single, and one that starts later takes over. Ends in order on Ctrl-C or SIGTERM: what is in hand is finished, the rest goes to the one who listens then.
help-worker-name = Which one
