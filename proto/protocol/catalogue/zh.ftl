# Every sentence that a person reads, in Chinese; the same ids stand in the file of the other language, in the same order.
# Headings say which source says the sentences below them; a sentence that several say stands below the first.

# 一串名字之间用的标点。
list-comma = 、

## core: campaign/amend

the-campaign-has-not-been-launched = 活动还没有启动
the-campaign-has-ended = 活动已经结束
it-was-planned-against-definition-from-and-running = 计划时的定义是{ $from }，现在运行的是{ $running }，请重新计划
raters-of-name-have-answered-whether-they-are = “{ $name }”已经有人答了，匿不匿名不能再改
a-frozen-sheet-stays-frozen = { $id }“{ $name }”已在{ $freeze }冻结并公示，冻结日不能再改；分数有错的走申诉
what-was-recorded-stands-under-this-id = { $kind }“{ $was }”已经有记录，编号改成“{ $now }”，这些记录就不算了：编号不要改，名称可以改
a-session-in-which-somebody-answered-stays = { $id }“{ $name }”的{ $session }这一次已经发了评议码、有人答了或者抽过，按新的日子就没有这一次了：最后一天请留在原来的月份，这个月里不要再加一次，要加请另设一轮
the-year-is-not-the-running-campaigns = 年份是{ $new }，正在运行的是{ $old }；另一年请另发布一个活动
the-zone-is-not-the-running-campaigns = 时区是{ $new }，正在运行的是{ $old }，不能改
too-many-with-what-was-retired = 连同停用的共{ $count }项，最多{ $most }项

## core: campaign/decide

occasion = 任务
unit = 单位
there-is-no-kind-of-this-name-now = 现在没有{ $kind }“{ $name }”
what-number-is-more-than-most-which-is = “{ $what }”写的{ $number }太大，最多{ $most }；请核对是不是写错了
on-lies-in-the-future-today-is-today = { $on }还没到（今天是{ $today }）

## core: campaign/decide/assign

kind-of-task = 交办类别
kind-of-task-was-taken-out-of-the-file = { $id }已从文件里删去，不能再交办；已经交办的照常办理
say-what-is-to-be-done = 请写明要办的事
the-title-has-too-many-bytes = 标题有{ $length }字节，最多{ $most }字节（约{ $characters }个汉字），请写短些
the-title-holds-a-new-line-or-characters = 标题里有换行或看不见的字符，请重新写成一行
unit-or-audience = 单位或人群
count-units-are-named-at-most-chunk-give = 点名了{ $count }个单位，最多{ $chunk }个；请不点名，交办给“{ $called }”全体
nobody-of-name-takes-part-now-to-whom = “{ $name }”现在没有可以交办的单位
code-does-not-take-part-now = { $code } { $short }现在不在活动里
code-is-not-among-called-to-whom-such = { $code } { $short }不属于“{ $called }”，这类任务不能交办给它
or-between-alternatives = 或
day-is-a-rest-day-give-a-working = { $day }是休息日，请改成工作日，如{ $days }
it-is-heard-of-on-first-behind-day = 现在布置，单位要到{ $first }才接到通知，晚于截止的{ $day }；请写{ $first }或以后的日期
the-day-and-its-reminders-need-year-for = 这一天和它的提醒要用到{ $year }年，日历{ $name }还没有这一年的放假安排，请换一天
day-is-over-today-is-today-give-a = { $day }已经过去（今天是{ $today }），请写今天或以后的日期
the-campaign-ends-on-last-before-day-give = 活动到{ $last }结束，早于{ $day }，请写更早的日期

## core: campaign/decide/candidate

stage = 步骤
name-is-not-public-now-objections-are-heard = { $name }现在不在公示期，异议在公示期内提出
no-objection-to-name-is-open = { $name }没有待处理的异议
there-is-no-candidate-name = 没有候选“{ $name }”
name-was-rejected-so-its-reason-stays = { $name }已经没有通过这一关，当时写的理由不改
the-objection-was-settled-so-its-reason-stays = { $name }的异议已经这样处理，当时写的理由不改
name-has-passed-the-last-stage = { $name }已经走完最后一步
name-was-rejected = { $name }没有通过，已经结束
name-is-out-an-objection-was-upheld = { $name }异议成立，已经取消
name-has-come-to-due-not-to-said = { $name }该走的是{ $due }，不是{ $said }
an-objection-to-name-is-open-settle-it = { $name }有异议还没处理，请先处理
name-is-public-up-to-the-end-of = { $name }公示到{ $last }当天结束，第二天起才能走下一步
publicity-would-end-in-year-for-which-the = 公示会到{ $year }年结束，日历{ $name }还没有这一年的放假安排

## core: campaign/decide/case/receive

the-campaign-has-number-cases-at-most-cases = 活动已有{ $number }件，最多{ $cases_max }件
kind-of-case-was-taken-out-of-the-file = { $id }已从文件里删去，不再收件；已经收到的照常办理
kind-of-case = 办件类型
what-causes-no-visit-of-name = { $name }没有“{ $what }”这一件事
on-lies-before-the-campaign-which-begins-on = { $on }在活动开始（{ $first }）之前
visits-after-events-were-taken-out-of-the-file = { $name }的遇事走访已从文件里删去
event-that-causes-visits = 遇事
write-a-day-such-as-6-26 = 写一个日期，如 6月26日
visits-that-events-cause = 遇事走访
code-is-no-place-of-these-visits = { $code }不是{ $name }的走访地点；请写明在哪个地点
visit-because-of-what-at-place = { $what }（{ $on }，{ $code } { $short }）
visit-because-of-what = { $what }（{ $on }）
received-at-lies-in-the-future = 收到的时间还没到
received-at-lies-before-the-launch = 收到的时间早于活动启动
say-from-which-source-a-case-of-id-came = { $name }：请用 --source 写明来源（{ $sources }）
cases-of-id-come-from-sources-not = { $name }的来源是{ $sources }，不是{ $source }
field = 现场
window = 窗口
hotline = 热线
online = 网上
unit-code-does-not-handle-cases-of-id = { $code }不办“{ $name }”
unit-code-is-not-a-member-now = { $code }现在不在活动里
say-what-the-case-is-about-one-of = { $name }：请用 --about 写明是哪一种（{ $listed }）
cases-of-id-are-not-told-apart-leave = { $name }不分种类，请去掉 --about“{ $said }”
said-is-none-of-listed = “{ $said }”不在“{ $name }”的种类里，--about 可以写：{ $listed }
the-times-cannot-be-computed-without-the-year = 日历{ $calendar }没有{ $year }年的放假安排，算不出时限；请补上这一年，再用 muster apply 更新

## core: campaign/decide/case/work

there-is-no-case-name = 没有办件{ $name }
name-was-answered-and-the-answer-stays = { $name }已经答复，那份答复不改；要补充请用 muster case note { $name }
name-was-passed-up-and-what-was-asked-stays = { $name }已经上报，正等批复，上报的内容不改；要补充请用 muster case note { $name }
the-step-stage-of-name-was-recorded-and-stays = { $name }的“{ $stage }”已经记录，那份记录不改；要补充请用 muster case note { $name }
name-was-called-back-and-its-record-stays = { $name }已经回访，那份记录不改；要补充请用 muster case note { $name }
name-has-been-answered = { $name }已经答复
stage-is-no-step-of-name-its-steps = { $name }没有“{ $stage }”这个环节（{ $listed }）
the-next-step-of-name-is-next = { $name }的下一个环节是“{ $next }”
cases-of-id-need-no-agent = { $name }不需要代办员
post = 岗位
the-record-of-name-is-its-agents-agent = { $name }的帮办记录由代办员{ $agent }填写，{ $whose }不能代填
no-agent-is-named-for-name-name-one = { $name }（{ $kind }）还没有指定代办员，请先用 muster case appoint 指定
cases-of-id-are-not-passed-up = { $name }不需要上报
name-does-not-wait-for-a-reply-from = { $name }没有等待批复
name-has-not-been-accepted-accept-it-with = { $name }还没有受理，请先用 muster case accept { $name } 受理
name-is-with-no-unit-give-it-to = { $name }还没有派给单位，请先用 muster case dispatch 派单
name-was-passed-up-and-has-no-reply = { $name }已上报，还没有批复
name-cannot-be-closed-without-its-agents-record = { $name }没有帮办记录，不能办结：请代办员用 muster case assist 填写
name-the-step-next-is-not-done-yet = { $name }的环节“{ $next }”还没有完成
the-answer-to-name-is-published-write-it = { $name }的答复要公开，请写明答复内容
name-has-no-answer-yet-so-there-is = { $name }还没有答复，不能回访
name-is-closed-only-who-is-dissatisfied-is = { $name }已经办结；办结后只有不满意、且文件写明“重办”的，才再受理

## core: campaign/decide/dead_letters

names-dead-letters-at-once-at-most-chunk = 一次{ $names }封死信，最多{ $chunk }封
name-was-not-given-up = { $name }不是死信
an-item-has-at-most-steps-max-steps = 一个事项每个截止日最多{ $steps_max }次提醒，已经用完

## core: campaign/decide/form

more-than-form-entries-max-entries-in-one = 一张表里一类最多填{ $form_entries_max }条，其余请分次报
id-knows-nothing-called-name-that-could-be = { $id }里没有“{ $name }”这一项
id-asks-whether-the-promise-was-kept-say = { $id }要报兑现情况：已兑现写 --kept，部分兑现写 --partly，未兑现写 --broken
id-tries-something-out-it-ends-with-adopted = { $id }是探索事项：结论只能是采用（--adopted）或不采用（--not-adopted）
id-does-not-ask-how-it-ended-leave = { $id }不要求填结论，请去掉
the-promise-was-not-made-yet-so-it = 承诺还没有作出，不能检查兑现：请先报送{ $key }/{ $code }
id-reports-no-progress-leave-done-out = { $id }不是进度，请去掉 --done
nothing-can-be-done-yet-the-units-announcing = 还没有可以办结的事项：本单位的{ $announcing }还没有办结
there-is-no-thing-no-count-were-announced = 没有第{ $no }项：{ $announcing }一共报了{ $count }项，从1数起
comma-between-quoted-names = ”、“
missing-is-not-covered-say-it-with-covers = 还没有写明“{ $missing }”（--covers）
it-is-not-said-where-it-was-published = 没有写发布到哪里：--covers 写“{ $outlets }”之一

## core: campaign/decide/hand_in

nothing-is-handed-in-for-key = { $key }不需要报送材料
id-is-a-ledger-enter-rows-with-muster = { $id }是台账：请用 muster ledger enter { $id }/{ $unit } 记录，记了就办结
it-has-been-handed-in-and-awaits-review = 已经报送，正在等待审核
it-is-closed-have-it-returned = 已经办结；报错了要更正的，请审核的岗位先退回（muster return { $name } --reason 原因），再报一次
it-is-closed = 已经办结
it-has-been-taken-out-of-use = 已经停用，不用再办
it-has-been-waived = 已经免办
it-has-passed-on-to-the-units-successor = 已经转给承接单位
item-said = { $item }：{ $said }
semicolon-between-reasons = ；
more-than-evidence-max-pieces-or-files-hand = 一次最多{ $evidence_max }份材料或文件，其余请打包成一个文件
id-takes-numbers-alone-what-lies-behind-them = { $id }只计数，内容不进系统：请去掉材料，用 --number 报数
id-counts-heads-no-text-of-a-person = { $id }只报人数，不收个人的承诺原文：请去掉文件
need-is-not-asked-for-in-id = { $id }不要求“{ $need }”
said-one-for-each-thing-that-is-not = { $said }：没有办结的{ $open }项每项一份
name-count-handed-in-at-least-least-needed = “{ $name }”交了{ $count }份，至少要{ $least }份
name-count-handed-in-at-most-most-allowed = “{ $name }”交了{ $count }份，最多{ $most }份
on-lies-long-before-the-campaign-the-earliest = { $on }远在活动开始之前，最早写{ $first }

## core: campaign/decide/judging

there-is-no-kind-of-this-number = 没有第{ $number }号{ $kind }，最后是第{ $last }号
this-campaign-has-facts-max-of-them-which = 这个活动里已有{ $facts_max }条，到上限了
score-sheet = 评分表
code-is-not-scored-by-id = { $code }不在“{ $name }”的范围里
unit-was-merged-enter-it-for-its-successor = { $code } { $short }已并入 { $successor } { $its_name }，不再单独评分；请记到 { $successor }
unit-has-left-and-is-in-no-table = { $code } { $short } 已于{ $left }退出，“{ $name }”不评它了
unit-joins-behind-the-freeze = { $code } { $short } { $joined }才加入，“{ $name }”在{ $freeze }就冻结了，不评它
line-of-this-sheet = 评分项
id-was-frozen-on-freeze-what-comes-later = “{ $name }”已在{ $freeze }冻结，以后只有申诉能改分
snapshot-plan = 快照
say-on-one-line-what-the-snapshot-is-for = 请用一行话（最多{ $characters }个汉字）写明为什么拍
count-pieces-of-evidence-at-most-evidence-max = 材料有{ $count }件，最多{ $evidence_max }件

## core: campaign/decide/judging/appeals

id-knows-no-appeals = “{ $name }”不受理申诉
appeals-are-filed-during-publicity-from-from-to = 申诉在公示期内提出：{ $from }至{ $until }
say-why-reason = 请写明理由（--reason）
an-appeal-of-unit-on-line-is-open = { $unit }对“{ $line }”的申诉还没有答复
appeal = 申诉
appeal-number-is-answered-already = 第{ $number }号申诉已经答复
an-appeal-that-is-upheld-changes-the-points = 申诉成立的要写改几分（--change 1.5），不成立的不改分
the-line-of-the-appeal-is-gone = “{ $sheet }”里已经没有“{ $line }”这一项，加减不了；答复不成立用 --no
an-appeal-changes-no-line-without-points = { $unit }的“{ $line }”还没有分，申诉不能给没有分的项加减：请打分的人打分，或者答复不成立（--no）
an-appeal-changes-so-much-at-most = { $unit }的“{ $line }”现在得{ $points }分，满分{ $max }：最多加{ $more }分、减{ $less }分

## core: campaign/decide/judging/entries

name-is-not-judged-by-anybody-its-points = “{ $name }”不是人工打分的项，分数由记录算出
name-has-0-to-max-points-not-points = “{ $name }”是0至{ $max }分，不能打{ $points }分
nothing-is-deducted-on-name = “{ $name }”不是扣分的项
cause-follows-from-the-record = “{ $cause }”由记录得出：督查发现的问题到期没有整改就算，不用人工记
put-right-what-was-found = 整改{ $found }发现的问题：{ $cause }
put-right-what-was-found-several-times = 整改{ $found }发现的问题：{ $cause }，共{ $times }处
inspection = 督查
code-was-not-drawn-for-name-leave-the = { $name }没有抽到{ $code }；不是这次督查发现的，就不写督查
id-gives-nothing-above-the-whole = “{ $name }”没有加分
entry = 记分
cause-of-a-veto = 否决事由
veto = 否决
veto-number-is-decided-already-propose-it-again = 第{ $number }号否决已经决定；有新情况的，请重新提出
cause-in-the-file = 事由
say-how-many-from-1-to-times-max = 件数是1至{ $times_max }，不能是{ $times }
hand-in-what-shows-it = 请附证据：--evidence 照片=1，或 --file 照片=文件

## core: campaign/decide/judging/listing

list = 名单
kind-of-this-list = 类
name-asks-for-evidence-evidence-or-file = “{ $name }”必须附证据：--evidence 或 --file
name-goes-by-a-table-say-which-snapshot = “{ $name }”按表提名，请写明是哪张快照（--snapshot）
snapshot-that-was-taken = 已拍的快照
entry-of-a-list = 名单条目
it-is-not-there = 没有这一条
name-hears-no-statements = “{ $name }”没有陈述这一步
name-has-no-publicity = “{ $name }”不公示
entry-number-the-unit-may-make-a-statement = 第{ $number }号：本单位可以陈述到{ $last }；陈述以后，或者过了这一天再办
entry-number-was-not-made-public-muster-list = 第{ $number }号还没有公示：muster list publish { $number }
entry-number-is-public-up-to-the-end = 第{ $number }号公示到{ $last }当天结束，第二天起才能决定
entry-number-no-notice-went-out-to-the = 第{ $number }号：没有给本单位发过通知
entry-number-missing-of-notices-notices-to-the = 第{ $number }号：发给本单位的{ $notices }条通知有{ $missing }条没有签收
said-decide-with-unsigned-known-if-it-stands = { $said }；情况清楚、仍要决定的，加 --unsigned-known
that-needs-year-for-which-the-calendar-name = 要用到{ $year }年，日历{ $name }还没有这一年的放假安排
entry-number-is-decided-already = 第{ $number }号已经决定

## core: campaign/decide/judging/ratings

review-round = 评议
group-of-raters = 评议组
session = 场次
raters-of-name-do-not-judge-their-own = “{ $name }”不评本单位，请写明评议人是哪个单位的（--unit）
raters-of-name-answer-as-posts-without-codes = “{ $name }”实名评议，各人用自己的岗位答，一人一票，不用评议码：在岗位的页面上答，或者 rating cast --as 岗位
paper-of-name-says-which-post-filled-it-in = “{ $name }”实名评议，一人一票：纸质票的票号写填票人的岗位名，“{ $number }”不是这组评议人的岗位
invite-1-to-ballots-max-raters-at-once = 一次邀请1至{ $ballots_max }人，不能是{ $count }人
name-asks-for-a-comment-comment = “{ $name }”要写评语（--comment）
a-ballot-has-1-to-answers-max-answers = 一张票有1至{ $answers_max }个回答，不能是{ $count }个
something-is-answered-twice-on-one-ballot = 同一张票上有一处答了两次
this-ballot-has-answered-already-one-answer-counts = 这张票已经答过；一人一次，答了不改
a-paper-ballot-has-a-number-of-at = 纸质票要有票号
this-code-was-not-given-out-for-name = 这个评议码不是“{ $name }”{ $key }这一场的
name-is-anonymous-answer-with-the-code-that = “{ $name }”匿名，请用发给您的评议码（--ballot）
this-group-is-anonymous-answer-as-role-not = 这一组匿名，请以“{ $role }”的名义答，不写自己的岗位
session-key-opens-on-opens = { $key }这一场{ $opens }才开始
session-key-was-over-on-last = { $key }这一场{ $last }已经结束
goals-have-the-numbers-1-to-goals-not = 目标按序号写，1至{ $goals }，没有“{ $about }”
about-is-not-judged-in-id = “{ $name }”不评{ $about }
nobody-judges-their-own-unit-here-leave-about = 不评本单位，请去掉{ $about }
id-takes-no-sample-every-unit-is-looked = “{ $name }”不抽样，全部都查
a-seed-has-1-to-word-max-bytes = 随机种子是一行，1至{ $word_max }字节
it-was-drawn-already-one-draw-stands = { $round }/{ $session }已经抽过，抽了不重抽
session-key-is-from-opens-to-due = { $key }这一场是{ $opens }至{ $due }
name-is-answered-with-from-to-to-not = “{ $name }”打{ $from }至{ $to }分，不能是“{ $answer }”
group-is-answered-with-one-of = “{ $group }”可以答：{ $names }，不能是“{ $answer }”

## core: campaign/decide/launch

it-runs-with-definition-running-not-wanted = 正在运行的定义是{ $running }，不是{ $wanted }

## core: campaign/decide/ledger

the-ledger-has-ledger-rows-max-rows-which = 台账已有{ $ledger_rows_max }行，到了上限
ledger = 台账
unit-code-keeps-no-ledger-id = { $code }不用记“{ $name }”
id-has-no-fixed-rows-leave-row-out = “{ $name }”没有固定行，请不要写“{ $row }”
id-has-fixed-rows-say-which-with-row = “{ $name }”有固定行，请用 --row 写明是哪一行：{ $listed }
id-has-no-row-row-listed = “{ $name }”没有“{ $row }”这一行：{ $listed }
there-is-no-row-wrong-the-ledger-has = 没有第{ $wrong }行，台账共{ $rows }行
row-wrong-was-corrected-by-row-by-correct = 第{ $wrong }行已由第{ $by }行更正，请更正第{ $by }行

## core: campaign/decide/ledger/cells

column-name-is-filled-in-twice = “{ $name }”填了两次
the-row-says-nothing-its-columns-are-listed = 这一行什么也没填；栏目有：{ $listed }
the-row-does-not-say-when-it-was = “{ $name }”没有填；一行要写明是哪一天的
there-is-no-column-name-the-columns-are = 没有“{ $name }”这一栏；栏目有：{ $listed }
column-name-holds-what = “{ $name }”这一栏要填{ $what }
column-holds-a-text = 文字
column-holds-a-whole-number = 整数
column-holds-a-date = 日期
column-holds-one-of-its-words = 所列的词
date-lies-long-ago-the-earliest-year-is = { $date }太早了，最早写{ $ledger_year_min }年
word-is-no-word-of-column-name-all = “{ $name }”里没有“{ $word }”，只有：{ $all }

## core: campaign/decide/ledger/stock

stock-without-the-wrong-row = 去掉原记录后的结存 { $before }{ $sum } = { $after }
stock-before = 上期结存 { $before }{ $sum } = { $after }
stock-cannot-be-negative-check-the-numbers = “{ $stock }”不能为负：{ $equation }；请核对，或用 muster ledger correct 更正前面的记录
stock-is-at-most-most-check-the-numbers = “{ $stock }”最多{ $most }：{ $equation }；请核对
stock-is-said-here-but-comes-to-another = “{ $stock }”填的是{ $said }，应为：{ $equation }；也可以不填，由系统算

## core: campaign/decide/nominate

id-has-several-titles-nominate-with-one-of = { $id }有几种称号，请用 muster nominate { $id } 推荐并写明称号：{ $titles }
selection = 评选
round-was-taken-out-of-the-file = { $id }已从文件里删去，不再邀请、评议和抽取
sheet-was-taken-out-of-the-file = { $id }“{ $name }”已从文件里删去，不再记分；已经提出的照常处理
selection-was-taken-out-of-the-file = { $id }已从文件里删去，不再接受推荐；已经推荐的照常进行
id-has-no-stage = { $id }没有步骤
a-code-is-no-persons-name-write-such-as = 代号用1到{ $most }个小写字母、数字或连字符，不写人名，如 a1
id-has-several-titles-say-which-all = { $id }有几种称号，请写明是哪种：{ $all }
id-has-one-title-leave-title-out = { $id }只有一种称号，不用写“{ $title }”
id-has-no-title-title-there-are-all = { $id }没有“{ $title }”这种称号，有：{ $all }
the-campaign-has-candidates-max-candidates-more-it = 一个活动最多推荐{ $candidates_max }个，已经满了
code-is-not-among-called-to-whom-name = “{ $name }”面向“{ $called }”，{ $code } { $short }不在其中
name-opens-on-opens = “{ $name }”{ $opens }才开始
name-ended-on-due = “{ $name }”到{ $due }为止，已经截止
id-is-not-planned = “{ $name }”没有安排
name-ended-on-day = “{ $name }”到{ $day }为止，已经截止

## core: campaign/decide/numbers

id-asks-for-no-number-name = { $id }不要求报“{ $name }”这个数
name-is-reported-twice-leave-one = “{ $name }”报了两次，只留一个
members-in-the-roster = （名册上的人数）
bound-is-the-number-of-this-name = （“{ $name }”）
name-not-reported-at-least-least-needed-from = “{ $name }”没有报，至少要{ $least }{ $from }
name-not-reported = “{ $name }”没有报
name-value-reported-at-least-least-needed-from = “{ $name }”报了{ $value }，至少要{ $least }{ $from }
name-value-reported-above-the-ceiling-of-most = “{ $name }”报了{ $value }，超过上限{ $most }{ $from }；确实如此的，加上 --above 再报，会记为超过上限
name-value-reported-more-than-the-of-of = “{ $name }”报了{ $value }，多于“{ $whole }”的{ $of }
other-is-not-reported-which-name-is-held = 没有报“{ $other }”，“{ $name }”要和它比

## core: campaign/decide/report

only-the-counterpart-of-a-channel-says-this = 消息送到与否，只有渠道“{ $channel }”的对方自己或发消息的程序才能报
no-message-name-was-handed-over-of-late = 近日没有交出过消息{ $name }：没有发过，或已过了回执期
the-message-is-under-way-say-it-again = 消息{ $name }正在交发，还没有报交出；请稍后再报
the-message-went-by-another-channel = 消息{ $name }不是由渠道“{ $channel }”发出的
the-message-has-arrived-already = 消息{ $name }已报送达，不能再报没有送到

## core: campaign/decide/review

key-is-not-reviewed = { $key }不需要审核
name-has-not-been-handed-in-or-was = { $name }还没有报送，或已经审核过
name-was-not-handed-in-and-is-not-returned = { $name }还没有报送，没有什么可退回
name-is-closed-say-why-it-is-returned = { $name }已经办结，退回更正要写理由
name-is-of-a-unit-that-does-not-take-part = { $name }的单位现在不在活动里，退回了也没有人能再报
name-counts-in-sheet-which-was-frozen = { $name }计入“{ $sheet }”，已于{ $freeze }冻结，不能再退回更正；有异议的走申诉
point-is-no-point-of-the-rubric = 审核要点里没有“{ $point }”
name-has-been-taken-out-of-use-it = { $name }已经停用，只能通过，不能退回
it-was-returned-due-versions-max-times = 已经退回{ $due_versions_max }次
the-calendar-has-no-table-for-the-year = 日历{ $calendar }没有{ $year }年的放假安排

## core: campaign/decide/sign

contact = 收件岗位
no-message-name-has-been-sent = 没有发出过消息{ $name }
the-file-lets-nobody-opt-out-of-reminders = 活动文件没有可以退订的提醒
nothing-that-the-post-gets-may-be-left-out = 发给{ $post }的提醒里没有可以退订的
the-hour-of-letters-lies-between = 收提醒的时间只能在 { $first } 到 { $last } 之间选，{ $hour } 不在其中

## core: campaign/decide/unopened

it-opens-on-day = { $day }才开始
the-unit-has-no-such-item-it-is = 该单位没有这一项：不在范围内，或还没有开始
duty-is-asked-for-several-times-open-now = “{ $duty }”要报好几次；现在要报的是 { $item }
duty-is-asked-for-several-times-the-next = “{ $duty }”要报好几次；下一次是 { $item }，{ $day }开始

## core: campaign/decide/visits

left-out-where-no-visit-by-them-is-awaited = 安排里说{ $place }排不进，但它没有等{ $post }走访
the-visit-of-date-was-made-record-it = { $date }的走访已经完成，请补记录

## core: campaign/decide/visits/change

item-has-no-visit-that-stands-not-planned = { $item }现在没有排定的走访：还没排、已取消或已记录
visitor = 走访人
post-may-not-visit-this-place-those-who-may = “{ $post }”不能走访{ $place }；能去的是{ $may }
who-has-had-its-times-there-already = { $who }已去过{ $each }次，还没轮到；没去满{ $each }次的是{ $waiting }
the-round-of-visits-is-over = 这一轮走访已经结束
the-visit-was-made-record-it = 走访已经完成，请补记录
a-visit-is-called-off-so-by-the-roster = 单位撤并由名册变更写明，走访随之取消；要取消这次走访请写“取消”
no-other-slot-of-the-round-is-free = 这一轮里没有别的空当
free-are-offered = 可改到{ $offered }
this-slot-breaks-rules-and-others = 这个时间走不成（{ $broken }）；{ $said }
the-visit-is-on-day-which-has-not = 走访定在{ $day }，还没到
the-visit-was-on-day-record-it-or = 走访日期{ $day }已过：请补记录，或报未到访

## core: campaign/decide/visits/fixed

a-table-has-1-to-visits-fixed-max = 一张表有1至{ $visits_fixed_max }次走访，不能是{ $count }次
item-appears-twice = { $item }写了两次
key-is-no-open-round-of-visits = { $key }不是正在进行的一轮走访
the-roster-has-no-visitor-of-code = { $code }在名册里没有走访人

## core: campaign/decide/visits/record

on-lies-before-the-round-which-opened-on = { $on }早于本轮走访的开始（{ $opened }）
key-is-no-visit-round = { $key }不是走访
item-awaits-no-visit-not-a-place-or = { $item }没有待走访：不是走访点，或已经记录
the-file-asks-for-no-sections-put-name = 文件没有要求分项，“{ $name }”请写进正文
the-record-has-no-section-name-its-sections = 走访记录没有“{ $name }”这一项，要写的是：{ $sections }
the-section-name-appears-twice = “{ $name }”写了两次
the-record-lacks-sections-write-each = 走访记录还缺：{ $missing }；没有情况的写“无”
the-rating-by-answer-does-not-fit-asked = 满意度“{ $by }={ $answer }”不对：由{ $who }各评一次，可填{ $scale }
at-most-visit-actions-max-problems-of-one = 一次走访最多转{ $visit_actions_max }项跟进
the-file-gives-out-no-kind-of-task = 文件里没有“交办”，跟进没有地方落；请加一类交办，或不写跟进

## core: campaign/hold

the-calendar-name-has-no-table-for-year = 日历{ $name }没有{ $year }年的放假安排，推算不出新的截止日；请选择截止日不变
it-is-held-already-and-its-reason-stays = 已经暂停，当时写的理由不改；要换理由，请先恢复（muster resume），再暂停
there-is-no-phase-id-there-are-known = 没有阶段“{ $id }”；有{ $known }

## core: campaign/message/announce

case-or-candidate-in-letters = { $name }（{ $id }/{ $number }）
unit-was-merged-and-passes-on = { $code } { $short }并入本单位，转来 { $count } 件事项：{ $names }
matter-of-a-period = { $name }（{ $period }）
appeal-in-letters = { $name }“{ $line }”的申诉（第{ $number }件）
entry-of-a-list-in-letters = { $name }“{ $kind }”（第{ $number }号）

## core: campaign/rescheduler

what-was-moved-too-often = { $what }改动次数太多

## core: campaign/rights/denial

who-belongs-to-unit-and-keeps-out-of = “{ $who }”是{ $unit }的岗位，评本单位的要回避：{ $way_on }
who-does-not-have-what = “{ $who }”没有{ $what }：{ $way_on }
who-is-not-a-post-of-this-campaign = “{ $who }”不是本活动的岗位，办这件事要有{ $what }：{ $way_on }
for-what-is-its-own-only = 只限自己的事
for-own-only = 只限{ $own }
who-has-what-only-not-for-about = “{ $who }”的{ $what }{ $only }，不能办{ $about }：{ $way_on }
the-phase-now-is-name = 现在是“{ $name }”阶段
no-phase-has-begun = 现在还没有进入任何阶段
by-this-role = （{ $role }）
who-has-what-in-other-phases-only = “{ $who }”{ $by }的{ $what }只在“{ $phases }”阶段有效，{ $now }：请到那时再办，否则{ $way_on }
those-who-have-the-right-may = 有“{ $right }”权限的（{ $roles }）可以代办，
who-may-not-act-for-whose = “{ $who }”不能代“{ $whose }”办理：{ $others }同一单位的第一责任人或替补可以代办；或请“{ $whose }”自己办理
the-right-of-this-name = “{ $right }”权限
the-right-to-visit-in-name = “{ $right }”权限（{ $name }）
the-role-name = “{ $name }”这个角色
a-role-here = 任何角色
what-is-the-units = { $unit }的事
what-is-name-s = “{ $name }”的事
what-was-sent-to-post = 发给“{ $post }”的消息
the-whole-campaign = 整个活动的事
act-as-a-post-of-the-roster = 请以名册里的岗位办理
it-is-for-these = 请由{ $these }办理
it-is-for-roles-here-posts = 请由{ $roles }（这里是{ $posts }）办理

## core: definition

campaign-file = 活动文件
there-is-no-duty-no-visit-and-no = 没有任何任务、走访或快照：除了阶段通知，这个活动什么也不做
write-below-duties-what-is-to-be-done = 请在“任务”下面写上要做的事

## core: definition/activities/busy

day-is-not-a-date = “{ $day }”不是日期，或者没有这一天
write-it-like-2014-06-01 = 写成 2014-06-01 这样
text-is-not-a-time-of-day = “{ $text }”不是一天里的时刻
write-it-like-09-00-and-leave-it = 写成 09:00 这样；全天就空着
busy-until-until-but-only-from-from = 忙到{ $until }，却从{ $from }才开始
check-both-times-write-a-night-as-two = 检查起止时刻；过夜的写成两天
it-does-not-say-when-this-person-is = 没有写哪些天忙
add-days-or-calendar-with-an-ics-file = 加上“日期”，或者“日历”（.ics 文件）

## core: definition/activities/cases

there-is-a-catalogue-but-finish-is-not = 有“{ $catalogue }”，但“{ $finish }”没有写 承诺时限，表里的期限用不上
write-finish-promised-or-delete-catalogue = 把“{ $finish }”写成 承诺时限，或者删去“{ $catalogue }”
finish-by-kinds-must-have-1-to-case = “{ $finish }”按类别写时，应当有 1 至 { $case_parts_max } 类
such-as-advice-same-day-complaint-5-working = 例如 {"{"}咨询: 当日, 投诉: 5个工作日{"}"}
source-of-a-case = 来源
callback-is-not-understood-written = 看不懂“{ $callback }”里写的“{ $written }”
write-all-30-or-none = 写 每件、抽查30% 或 不回访
text-is-a-source-of-the-files-own = “{ $text }”不是常用的来源（现场、窗口、热线、网上），照写的用
own-runs-by-the-clock-and-letters-do-not = “{ $own }”的时限按钟点连续算，而信只在工作日9:00至18:00发：晚上、休息日收到的，信到时可能已经超时
count-in-working-hours-or-telephone-as-well = 改成工作时，如 2个工作时；确实要连续算的，另外打电话通知

## core: definition/activities/duties

id-has-no-part-so-it-asks-for = “{ $id }”的分项里什么也没有，等于没有这个任务
write-its-parts-or-delete-the-line = 请写上分项，或者删去“分项”这一行
own-and-second-cannot-stand-in-one-duty = “{ $own }”和“{ $second }”不能写在同一个任务里
make-two-duties-or-two-parts-of-it = 请分成两个任务，或者两个分项
a-duty-that-only-counts-takes-nothing-in = 只计数的任务不收材料：内容不进系统
delete-needs-and-write-the-numbers-in-measures = 请删去“提交”，把要报的写在“数目”里
have-things-are-asked-duties-pledges-ledgers-and = 任务、承诺、台账等共有 { $have } 项，最多 { $duties_max } 项
split-it-into-several-campaigns = 请分成几个活动

## core: definition/activities/eligible

or-by-has-no-effect-beside-turns = 写了“{ $turns }”，“{ $or_by }”就不起作用：只由轮到的人去
put-them-among-turns-or-delete-one = 写进“{ $turns }”，或者删去“{ $or_by }”
who-visits-does-not-come-along = “{ $with }”写了走访的角色：“{ $by }”本来就去
it-does-not-say-who-else-may-visit = 没有写还可以由谁去
add-by-or-role = 加上“{ $by }”，写角色、岗位；或者加上“{ $role }”，写地点本处的角色

## core: definition/activities/feeds

the-zone-zone-of-the-calendar-is-not = 日历里的时区“{ $zone }”不认识，按活动的时区读
this-is-no-calendar-file-icalendar = 这不是日历文件（iCalendar）
export-it-as-ics-from-the-calendar-and = 从日历软件里导出 .ics 再放到这里
the-calendar-has-too-many-events = 日历里有 { $events } 个事件，最多 { $most } 个
export-only-the-time-of-the-campaign = 只导出活动期间的日程
the-calendar-is-nested-too-deep = 日历从这一行起套得太深，最多 { $most } 层
the-time-of-an-event-of-the-calendar = 日历里有一个事件的时间读不懂：{ $start }
open-it-in-the-calendar-save-it-and = 在日历软件里打开它，存一次再导出

## core: definition/activities/handin

what-is-to-be-handed-in-is-not = 看不懂要交的“{ $text }”
write-plan-photos-2-or-items-1-2 = 写成 活动方案、照片≥2 或 服务事项 1..2
name-appears-twice = “{ $name }”写了两次
delete-one = 请删去一个
have-things-are-asked-for-but-one-handing = 要交 { $have } 样材料，一次报送最多 { $evidence_max } 样，永远交不齐
merge-things-that-are-alike-or-make-parts = 请合并相近的材料，或者分成几个分项
too-many-of-name-at-most-need-count = “{ $name }”要得太多，一样材料最多 { $need_count_max } 份
look-for-a-digit-too-many = 看看是不是多打了数字

## core: definition/activities/ledgers

kind-of-column = 栏目内容
column-of-a-ledger = 栏目
name-holds-no-numbers-and-cannot-be-added = “{ $name }”不是数，不能加减
write-the-column-as-name-number = 把栏目写成 { $name }: 数
the-balance-text-is-not-understood = 看不懂平衡关系“{ $text }”
write-stock-previous-stock-in-out = 写成 结存 = 上期结存 + 入库 - 发放

## core: definition/activities/line

id-is-too-long-an-id-has-at = “{ $id }”太长，编号最多 { $slug_length_max } 个字符
shorten-the-id-of-the-duty-or-the = 请把任务或分项的编号改短

## core: definition/activities/outlets

outlet-of-the-campaign = 宣传渠道

## core: definition/activities/pledges

where-each-member-makes-a-pledge-only-heads = 每名党员的承诺只报人数，不收个人的材料
delete-needs = 请删去“提交”
each-member-makes-a-pledge-but-no-number = 每名党员都要承诺，但没有写怎么点人数
add-a-line-measures-name-members = 请加上一行“数目: [承诺党员 ≥ 党员数]”

## core: definition/activities/reminder_policies

there-are-more-than-policies-max-reminder-policies = 提醒规则超过 { $policies_max } 个
merge-policies-that-are-alike = 请合并相近的规则
day-working-days-before-appears-twice = 提前 { $day } 个工作日写了两次
the-same-role-appears-twice = 同一个角色写了两次
the-card-goes-to-nobody = 督办单没有收件人
write-roles-such-as-head = 请写角色，例如 [主要负责人]
the-weekly-brief-goes-to-nobody = 每周简报没有收件人
write-roles-such-as-leader = 请写角色，例如 [分管领导]
a-card-is-blue-yellow-or-red = 督办单的颜色只有 蓝、黄 和 红
write-blue-yellow-or-red = 请写 蓝、黄 或 红
a-blue-card-goes-before-the-due-day = 蓝色督办单在到期前发，黄色和红色的在逾期后发
write-before-for-blue-and-after-for-others = 蓝色的写“提前”，黄色和红色的写“逾期”
nobody-may-opt-out-of-text = “{ $text }”不能退订
write-before-on-day-or-overdue = 请写 提前、当日 或 逾期；督办单、阶段通知和即时通知一定送达
the-policy-name-has-no-reminders-text = 提醒规则“{ $name }”没有“{ $text }”这种提醒，无从退订
delete-it-or-add-such-reminders = 请删去，或者在这套提醒规则里加上
the-reminder-policy-name-has-steps-step-at = 提醒规则“{ $name }”一共 { $steps } 次提醒，最多 { $steps_max } 次
remind-less-often-or-send-cards-to-fewer = 减少“提前”“逾期”的次数或督办单的收件角色

## core: definition/activities/review

return-due-counts-working-days-plain-says-otherwise = “{ $return_due }”按工作日算，不能写“{ $plain }”
write-said-working-days-or-the-number-alone = 写成 { $said }个工作日

## core: definition/activities/self_arranged

there-may-be-only-one-of-places-and = “{ $places }”和“{ $place_kinds }”只能写一样
write-places-for-units-of-the-roster-place = 名册里有的单位写“地点”，没有名单的写“对象”
warn-by-tells-nobody-without-reminders = “{ $remind }”写的是不提醒，“{ $warn_by }”就没有人收到
warn-by-must-name-a-day-of-each = “{ $warn_by }”要写每期的哪一天
such-as-30th-working-day-of-the-quarter = 例如 每季度第30个工作日
festival-name-days-lies-outside-the-campaign-first = “{ $festival_name }”（{ $days }）不在活动里（{ $first } 至 { $last }），节前的“{ $name }”永远不会发生
delete-this-festival = 请删去这个节日

## core: definition/activities/services

name-promises-within-working-days-more-than-the = “{ $name }”承诺 { $within } 个工作日，比法定的 { $statutory } 个还长
the-promised-time-may-not-be-longer-than = 承诺时限不能超过法定时限
there-are-more-than-catalogue-max-items = 事项超过 { $catalogue_max } 个
make-several-kinds-of-cases-of-it = 请分成几类办件
this-row-names-no-item = 这一行没有写事项
fill-it-in-or-delete-the-row = 请填上事项，或者删去这一行
the-item-name-appears-twice = 事项“{ $name }”写了两次
heading-must-be-a-number-of-working-days = “{ $heading }”应当是工作日数，最多 { $days_max }，现在是“{ $plain }”
write-5-a-promise-may-also-be-same = 写 5 或 5个工作日；承诺时限还可以写 当日

## core: definition/activities/terms

campaign-alongside = 并行活动
it-asks-for-the-focus-of-the-categories = 要写明各类别的重点，但没有“分类指导”
add-the-section-themes = 请加上“分类指导”这一部分
number-that-is-reported = 数目
shares-name-a-number-and-its-parts = “{ $shares }”要写是哪个数的哪几个部分
such-as-a-number-and-its-parts = 写成 {"{"}发展数: [青年, 妇女]{"}"}：冒号前是“数目”里的一个数，方括号里是它的几个部分
the-number-text-is-not-understood = 看不懂数目“{ $text }”
write-a-name-alone-or-a-name-with = 写成 受益人数、参训党员 ≥ 党员数、发展数 ≤ 核定数 或 参加人数 ≥ 10

## core: definition/activities/themes

category-2 = 类别
name-asks-for-the-focus-of-the-category = “{ $name }”要写明本类别的重点，但“分类指导”里没有“{ $kind }”
write-its-theme-and-focus-below-themes = 请在“分类指导”里写上这一类的主题和重点

## core: definition/activities/travel

it-does-not-say-how-roads-are-counted = 没有写路上的时间怎么算
write-minutes-speed-or-a-table-of-times = 写“时长”（分钟）、“时速”（公里）或“车程表”（表格文件）
code-appears-twice-first-in-row = “{ $code }”重复，第一次在第 { $line } 行
the-table-of-roads-gives-no-minutes = 车程表里一个分钟数也没有
codes-first-minutes-in-the-other-cells = 第一行从第二格起写目的地编码，每行第一格写出发地编码，其余写分钟
code-appears-twice-first-in-column = “{ $code }”重复，第一次在第 { $column } 列
unit-with-the-code = 单位编码
delete-one-of-the-two = 请删去一个
text-is-no-number-of-road-minutes = “{ $text }”不是路上的分钟数
write-a-whole-number-or-leave-it-empty = 写 0 到 { $most } 的整数；不知道就空着
minutes-from-a-place-to-itself = 从一个单位到它自己，写了{ $minutes }分钟
write-0-and-see-whether-cells-moved = 写 0 或空着；也看看行列有没有错位

## core: definition/activities/turns

each-needs-turns-beside-it-whose-visits = 写了“{ $each }”，没写“{ $turns }”：不知道是哪些人
add-turns-with-the-roles-or-posts-that = 加上“轮流”，写哪些角色、岗位轮流去；或者删去这一行
role-or-post = 角色或岗位
name-is-among-those-before-it = “{ $name }”前面已经有了
delete-it = 请删去
several-posts-are-called-name-which-one = 有{ $count }个岗位叫“{ $name }”，不知道是哪一个
write-its-id-one-of-ids = 请写编号：{ $ids }

## core: definition/activities/visiting_hours

it-does-not-say-when-places-receive-visits = 没有写什么时候接待
write-hours-or-days-on-which-they-are-closed = 写“星期”、“起”、“止”，或者把不接待的日子写进“不接待”
open-until-until-but-only-from-from = 接待到{ $until }，却从{ $from }才开始
check-both-times = 检查起止时刻
write-mon-or-mon-fri = 写成 周一 或 周一至周五
text-is-no-day-and-no-range-of-days = “{ $text }”不是日期，也不是一段日子
write-it-like-2014-06-01-to-2014-06-05 = 写成 2014-06-01 或 2014-06-01至2014-06-05

## core: definition/activities/visits

there-are-more-than-visits-max-visit-programmes = 走访项目超过 { $visits_max } 个
merge-programmes-that-are-alike = 请合并相近的项目
a-visit-from-this-time-ends-after-midnight = 从这时开始，走访要到第二天才结束
the-same-time-appears-twice = 同一个时刻写了两次
make-it-earlier-or-delete-it = 请改早一些，或者删去
there-is-no-time-to-start-at = 没有可用的开始时刻
such-as-09-00-14-30 = 例如 ["09:00", "14:30"]

## core: definition/coverage

row-of-the-plan = 方案条目
and-more-more = {" "}等 { $count } 条
of-all-row-of-the-plan-done-are = 方案有 { $all } 条，落到文件里的有 { $done } 条，没有着落的：{ $named }{ $more }
name-the-row-in-the-ref-of-the = 给落实这一条的那一行写上“依据”，或者补上缺的任务
the-rows-text-are-not-understood-at-most = 看不懂方案条目“{ $text }”（合计最多 { $rows_max } 条）
write-s1-s83-or-list-them-one-by = 写成 S1..S83，或者一条一条地列出来

## core: definition/date_checks

the-audience-name-has-no-unit = 人群“{ $name }”里一个单位也没有
all-conditions-must-hold-loosen-them-or-tag = 各个条件要同时满足：请放宽条件，或改名册的标签和类别
name-goes-to-role-but-no-unit-has = “{ $name }”要发给{ $role }，但没有一个单位有{ $role }
add-the-column-of-this-roles-posts-to = 请在名册里加上这个角色的岗位列，或者用“列”指明是哪一列
name-goes-to-role-but-count-units-have = “{ $name }”要发给{ $role }，但有 { $count } 个单位没有（例如 { $first }）
fill-in-the-post-in-the-roster = 请在名册里填上岗位

## core: definition/date_checks/happening

name-will-never-happen = “{ $name }”永远不会发生
change-the-time-or-its-range = 请改时间，或者改起止
some-months-have-no-day-day-there-the = 有的月份没有{ $day }日，那时按当月最后一天算
name-lies-before-the-start-first-it-is = “{ $name }”早于活动开始（{ $first }），只补录，不提醒
name-comes-to-due-before-the-start-first = “{ $name }”推算到 { $due }，早于活动开始（{ $first }）：只补录，不提醒，也不算逾期
change-the-time-or-begin-the-campaign-earlier = 改时间，或者让活动早些开始
there-is-no-holiday-table-for-year-calendar = { $year } 年的放假安排（日历 { $name }）还没有，这 { $count } 个日期是暂定的：{ $days }；法定节日先按休息算，不算调休，安排公布后重新推算
there-is-no-holiday-table-from-first-to-last = { $year } 年的放假安排（日历 { $name }）还没有，{ $first } 至 { $last } 的 { $count } 个日期是暂定的；法定节日先按休息算，不算调休，安排公布后重新推算
due-lies-after-the-end-of-the-campaign = { $due } 已在活动结束（{ $last }）之后
shorten-the-distance-write-rest-day-back-or = 请改短间隔或写“遇休息日: 提前”，或者延长最后一个阶段
nominal-is-a-rest-day-it-moves-back = { $nominal } 是休息日，提前到 { $due }
nominal-is-a-rest-day-it-moves-forward = { $nominal } 是休息日，顺延到 { $due }
change-the-date-or-write-rest-day-back = 请改日期，或者写“遇休息日: 提前”
nominal-is-a-rest-day-and-the-working = { $nominal } 是休息日，往前的工作日已经在开始之前：到期日只能是开始那天 { $due }，也是休息日
change-the-date-or-write-rest-day-forward = 改日期，或者写“遇休息日: 顺延”
name-happens-too-often-at-most-occurrences-max = “{ $name }”次数太多，最多 { $occurrences_max } 次
write-a-longer-period-or-a-shorter-range = 写稀一些，或者把起止写近一些
calendar-calendar-has-not-so-many-working-days = 日历 { $calendar } 里前后 { $look_around_days } 天也没有这么多工作日
write-fewer-days-or-look-at-the-calendars = 改小天数，或者看看日历的工作时间
name-falls-due-on-a-day-of-rest = “{ $name }”有一期在 { $due } 到期，那天是休息日，那一期里没有工作日
begin-on-a-working-day-or-let-it-move-forward = 让阶段从工作日开始，或写“遇休息日: 顺延”

## core: definition/date_checks/joined

the-notice-of-the-phase-name = 阶段“{ $name }”的通知
reminders-of-two-hours-join-in-one-message = { $later }（{ $hour }）和{ $first }（{ $hour_first }）有同样的收件人：同一天都有的合成一封，{ $hour_first } 发出
the-reminder-policy-name = 提醒规则“{ $name }”

## core: definition/date_checks/unheard

reminders-go-to-role-and-nobody-has-it = 提醒发给{ $role }，但没有一个单位有{ $role }，{ $count }项都没有人收：{ $names }
rename-the-column-written-of-the-roster = 请把名册里的“{ $written }”这一列改名为“{ $zh }”（{ $en }），或者在“角色”里用“列”指明
add-the-column-to-the-roster = 请在名册里加上“{ $zh }”（{ $en }）这一列，写明各单位由谁担任；用别的列，就在“角色”里用“列”指明

## core: definition/date_checks/visiting

name-has-too-few-rounds-for-its-visitors = “{ $name }”{ $visitors }人各去{ $each }次，要{ $needed }轮，这样写只有{ $rounds }轮，有人轮不满
visit-more-often-over-a-longer-range-or = 把时间写密一些，或者放宽起止日期，或者减少人和次数
who-else-may-visit-no-place-of-name = 这些人在“{ $name }”里没有可去的地点
name-places-of-the-programme-and-roles-held-there = 写本项目的地点和那里有人担任的角色，或者删去
nobody-may-visit-places = “{ $name }”有{ $places }个地点（如 { $first }）没有人可以去
visiting-hours-of-no-place-of-name = “{ $name }”不去这些地点，写了接待时间也用不上
name-places-of-the-programme = 写本项目走访的地点，或者删去
no-visit-fits-the-visiting-hours = “{ $name }”有{ $places }个地点（如 { $first }）的接待时间里，从哪个开始时刻都排不下一次走访
widen-the-hours-or-add-a-start-time = 把接待时间放宽，把走访时长写短，或者加一个开始时刻
into-these-visiting-hours-no-visit-fits = “{ $name }”的走访从{ $starts }开始，一次{ $minutes }分钟，排不进这段接待时间
widen-these-hours-add-a-start-time-or-delete = 把这段时间放宽，或者加一个排得进去的开始时刻；不在这时接待，就删去
no-working-day-in-the-visiting-hours = “{ $name }”有{ $places }个地点（如 { $first }）的接待时间里，活动期间没有一个工作日
name-other-days-or-close-for-fewer = 写是工作日的星期，或者把不接待的日子写少些
the-reminder-policy-name-is-used-by-nothing = 提醒规则“{ $name }”没有一处用到
name-it-where-it-is-meant-or-delete-it = 在要用它的那些行里写上它的名称，或者删去
reminders-of-name-lie-before-the-campaign = “{ $name }”提前得太多（提前: { $days }），就算在活动最后一天到期，也落在活动开始以前，永远不会发
write-fewer-days-before = 把天数写少些
the-blue-card-of-name-comes-before-its-reminders = “{ $name }”的蓝色督办单（提前: { $days }）比第一次提醒（提前: { $first }）还早，那时还没有说过什么要签收的，永远不会发
let-the-card-come-behind-the-first-reminder = 让督办单晚于第一次提醒，或者早些提醒
places-without-coordinates-go-by-towns = “{ $name }”的地点有{ $places }个在名册里没有坐标（如 { $first }），到它们的路按镇街算
add-coordinates-to-the-roster = 在名册的“驻地坐标”里补上

## core: definition/days/calendar

calendar-has-no-table-for-this-year = 日历 { $name } 没有 { $year } 年的放假安排，算不出工作日
make-own-beside-this-file-or-file-from = 请按国务院当年的通知建立 { $own }（在本文件旁边）或 { $file }（列：日期,安排,名称；安排写 休 或 班）；通知还没出，就写“日历缺年: 暂定”
text-is-not-a-date-of-year = “{ $text }”不是 { $year } 年的日期
write-it-like-year-05-04 = 写成 { $year }-05-04 这样
other-must-be-off-or-work = “{ $other }”应当是 休 或 班
write-off-for-a-day-off-work-for = 放假写 休，调休上班写 班
day-appears-twice = { $day } 写了两次
delete-one-row = 请删去一行

## core: definition/days/calendar/hours

text-is-no-day-of-the-week = “{ $text }”不是星期几
write-mon-mon-fri-or-make-up = 写成 周一、周一至周五 或 调休
working-time-must-have-two-times-of-day = 工作时间要写起止时刻
write-08-30-and-12-00-the-end = 写成 08:30 和 12:00，一天结束写 24:00
it-ends-at-to-not-after-from = 止 { $to } 不晚于起 { $from }
write-a-shift-across-midnight-as-two-rows = 跨午夜的班次分成两行
text-is-no-number-of-days-off = “{ $text }”不是放假天数
write-1-to-9-or-leave-it-empty = 写 1 到 9，不放假的空着
text-is-not-a-date = “{ $text }”不是日期
write-it-like-2014-10-02 = 写成 2014-10-02 这样

## core: definition/days/time_limit

the-limit-text-of-what-is-not-understood = 看不懂“{ $what }”的期限“{ $text }”
write-5-working-days-4-working-hours-half = 可以写：5个工作日、4个工作时、半个工作日、当日、2小时（连续计时）；不写“天”，要说清是不是工作日

## core: definition/days/typed_day

typed-day-needs-a-year-without-table = “{ $text }”要用到{ $year }年，日历{ $calendar }还没有这一年的放假安排
typed-day-has-no-year = “{ $text }”没有写年份；请写成 2014-09-28 或 2014年9月28日
typed-day-is-not-in-its-month = 没有“{ $text }”这一天，{ $month }月只有{ $days }天
typed-day-lies-in-two-years = “{ $text }”可以是 { $first }，也可以是 { $last }；请写上年份
typed-day-is-not-in-the-campaign = “{ $text }”哪一年都不在活动里（{ $first } 至 { $last }）；请写上年份
typed-day-has-no-such-month = 没有“{ $text }”这一天：没有{ $month }月
typed-day-is-not-a-single-day = “{ $text }”不是一个确定的日子；可以写：9月28日、2014-09-28、9月中旬、10月1日前3个工作日、国庆节前3个工作日

## core: definition/days/vague

word-is-bound-but-no-line-uses-it = “{ $word }”释义了，但没有哪一行用到它
word-names-no-time-and-nothing-binds-it = “{ $word }”没有写明具体时间
bind-it-below-words-meanings-such-as-word = 在“用语”的“释义”里写一行，例如 { $word }: 每季度1次；或者直接写具体的时间
the-meaning-text-of-key-is-neither-a = “{ $key }”的释义“{ $text }”既不是周期，也不是时限
write-a-cadence-such-as-once-a-month = 周期写成 每月1次、每季度1次；时限写成 3个工作日、当日、2小时

## core: definition/description/grammar

the-campaign-itself = 活动本身：编号、名称、年份、时区、日历、名册
rows-of-the-plan-to-see-which-no = 方案有哪些条目，检查时看哪条没有着落
who-may-be-written-to-and-act = 谁可以收消息、办事
groups-of-units-the-first-is-everyone = 人群：只在这里定义，后面只写名字；第一个是全体
themes-by-category-of-units = 各类单位的主题和重点
vague-words-each-with-its-one-meaning = 没有写明具体时间的词，在这里写明
dated-stretches-of-the-campaign = 阶段，按日期先后
reminder-policies-the-first-counts-where-none-is = 提醒怎么发；第一套是默认的
what-is-asked-of-the-units = 要各单位做的事
pledges = 承诺
ledgers-rows-are-added-never-changed = 台账：只追加，更正也留痕
where-the-campaign-publishes = 发布到哪里
selections-in-stages = 评选：一步接一步
tasks-given-out-at-any-time = 随时交办的事
programmes-of-field-visits = 走访项目
what-people-bring-at-any-time-with-its = 随时来的事：受理、办结、回访的期限
review-rounds-and-inspections = 评议和督查
score-sheets = 评分表
lists-of-commendation-and-criticism = 表彰和批评的名单
when-progress-is-counted = 什么时候统计一次
channels-of-messages-the-first-one-first = 消息渠道，先用前一个
wording-of-messages-without-it-the-usual-one = 消息怎么写；不写用现成的
id-of-the-campaign = 活动编号
name-as-it-stands-in-messages-and-reports = 活动名称，用在消息和报表里
rows-of-the-plan-that-it-serves = 依据的方案条目
the-year-written-once = 年份，只写这一次
iana-zone-such-as-europe-berlin = 时区，如 Asia/Shanghai
calendar-of-working-days-such-as-cn = 日历，如 cn
file-of-the-roster = 名册文件
the-superiors-paper = 上级文件
campaigns-alongside = 并行活动
goals = 工作目标
tags-of-duties-and-records = 任务和记录可用的标签
years-without-a-holiday-table-without-it-an = 还没有放假安排的年份怎么办；不写是报错
error = 报错
groups-of-units-with-other-working-days = 有些单位另用一套工作日
what-times-mean-that-clocks-skip-or-repeat = 拨钟时跳过和重复的时刻算哪一刻
which-units = 哪些单位
calendar-without-it-the-campaigns = 日历；不写是活动的日历
the-campaigns = 活动的日历
whether-made-up-days-are-worked-they-usually = 调休日是否上班；不写是上班
true = 是
a-time-that-is-skipped = 跳过的时刻
after = 顺延
a-time-that-comes-twice = 重复的时刻
first = 第一次
name-of-the-role = 角色名称
column-of-the-roster-that-says-who-holds = 名册里写着谁担任的列
three-usual-roles-have-their-own-others-are = 常用的三个有自己的列，其他的整个活动一个岗位
units-whose-cells-read-the-same-share-one = 同名的算同一个人
people-outside-the-roster-such-as-those-who = 名册外的人，如服务对象
what-its-holders-may-do = 可以做什么
the-four-usual-roles-have-their-rights-others = 常用四个角色各有其权，其余没有
phases-in-which-its-rights-hold-without-they = 只在哪些阶段可以；不写是一直可以
always = 一直可以
what-they-may-not-do-such-as-own = 要回避什么，如 评本单位
role-that-stands-in-where-nobody-holds-it = 没有人时由谁顶替
whether-its-holder-answers-for-the-unit = 是不是第一责任人
whether-what-it-reads-of-others-is-recorded = 查阅别的单位的文字和材料要不要留痕备查
scored-or-not = 是否参评
either = 都算
any-of-these-categories = 类别，任一
any = 都算
all-of-these-tags = 标签，全部
only-these-units-by-code = 只有这些单位（编码）
not-these-units = 除去这些单位
and-members-of-these-audiences = 同时属于这些人群
id-of-the-phase = 阶段编号
its-name = 阶段名称
first-day = 第一天
last-day = 最后一天
hour-of-the-notice-or-none = 通知的时刻，或 不通知
none = 不通知
who-gets-the-notice-without-it-everyone = 通知谁；不写是全体
the-first-audience = 第一个人群
reminder-policy = 用哪套提醒
the-first = 第一套
cadences-run-in-this-phase = “每月”“每季度”在这个阶段内循环
role-that-gets-it = 发给哪个角色
clerk = 联络员
working-days-before-the-due-day = 到期前第几个工作日
not-before = 不提前
also-on-the-due-day = 到期当天也提醒
time-of-day = 几点
repeats-when-late-or-none = 逾期后怎么催，或 不催
not-urged-when-late = 不催
supervision-cards = 督办单
weekly-brief-of-what-is-late = 每周第一个工作日，把还没办的逾期事项和督办单告诉谁；并在当天的日常消息里
no-weekly-brief = 不发
hours-within-which-an-outage-is-caught-up = 停机后几小时内补发
reminders-that-people-may-opt-out-of = 哪些提醒收件人可以退订；每件事第一次告知、督办单和即时通知都不能退订
nobody-may-opt-out-of-any = 都不能退订
every-so-many-working-days = 每几个工作日一次
so-many-times-at-the-most = 至多几次
colour = 颜色
blue-card-working-days-before-the-due-day = 蓝色督办单：到期前第几个工作日；提醒没有人签收才发
yellow-or-red-card-working-days-after = 黄色、红色督办单：逾期第几个工作日
roles-that-get-it = 发给哪些角色
in-so-many-weeks-at-the-most-it-tells = 同一件事至多说几周
name-2 = 名称
where-to = 到哪些单位
role-that-visits = 谁去
who-take-turns-roles-posts-or-their-ids = 哪些岗位轮流去：角色、岗位或编号
with-turns-fewest-visits-of-each-to-each = 轮流时每人每个地点至少去几次
roles-whose-holder-at-the-place-comes-along = 同去的角色：地点本处担任它的人每次一起去
who-else-may-visit-roles-posts-or-their-ids = 还可以由谁去：角色、岗位或编号
when = 时间
phase = 所在阶段
the-phase-with-cadences = 标了“循环”的阶段
first-day-of-the-range = 从哪天起
first-day-of-the-phase = 阶段第一天
last-day-of-the-range = 到哪天止
last-day-of-the-phase = 阶段最后一天
what-a-rest-day-does-to-the-due = 遇休息日
back = 提前
times-of-day-at-which-one-may-begin = 可以几点开始
minutes = 多少分钟
most-visits-of-one-visitor-in-a-week = 每人每周至多几次
fewest-days-between-two-visits-to-one-place = 同一地点两次至少相隔几天
when-places-receive-visits = 对方什么时候接待
whenever-the-programme-goes = 什么时候去都行
when-visitors-cannot-visit-it-holds-for-every = 什么时候走不开；对所有走访都算数
minutes-on-the-road-between-two-towns-and = 路上几分钟：两个镇街之间，和忙时前后；或者按坐标、车程表算
working-days-of-notice = 提前几个工作日通知
working-days-within-which-it-is-recorded = 几个工作日内记录
sections-of-the-record = 记录里写哪几项
kind-of-case-that-it-becomes = 带回的问题转成哪类办件
who-is-asked-how-content-they-are = 走访后问谁满意不满意
minutes-around-busy-times-and-where-nothing-better = 忙时前后几分钟；算不出的两地之间也按它
kilometres-an-hour-as-the-crow-flies = 每小时几公里，按名册坐标的直线距离算
table-of-minutes-from-each-place-to-each = 车程表：行是出发地，列是目的地，写分钟；先按它算
which-places-they-may-visit = 可以去哪些地点
roles-posts-or-their-ids = 角色、岗位或编号
roles-whose-holder-at-the-place-may-visit-it = 角色：地点本处担任它的人可以去
whose-visiting-hours-these-are = 哪些地点的接待时间
all-places-of-the-programme = 本项目的所有地点
days-of-the-week-single-or-from-to = 星期几，一天（周一）或一段（周一至周五）
days-on-which-they-receive-no-visits = 哪几天不接待，一天或一段
whose-a-post-or-its-id = 谁：岗位或编号
on-which-days-single-or-a-range = 哪几天，一天或一段
from-when = 从几点
until-when = 到几点
the-persons-own-calendar-ics-its-times-never = 本人日历（.ics），只取时间，不取标题
which-units-are-counted = 统计谁
time-of-the-cut-off = 几点截止
over-the-whole-campaign = 整个活动
first-day-of-the-campaign = 活动第一天
last-day-of-the-campaign = 活动最后一天
what-a-rest-day-does-to-the-day = 遇休息日
text-file-beside-this-one-with-these-words = 放在旁边、写着这些文字的文本文件
language-in-which-people-are-written-to = 用哪种语言发消息
zh = 中文
the-one-message-of-a-day = 每天一条的消息
built-in = 现成的
a-red-card = 红色督办单
what-is-said-at-once-returned-a-task = 随时发出的消息：退回、交办、走访有变

## core: definition/description/grammar/asked

its-title = 文件名称
file-beside-this-one = 放在旁边的文件
day-it-was-issued = 印发日期
phase-in-which-people-are-asked = 在哪个阶段问
the-goals-one-question-each = 目标，一条一问
its-tags = 可用的标签
words-of-the-plan-each-must-have-a = 方案里出现的，一个也不能漏
what-each-word-means = 每个词是什么意思
theme = 主题
what-must-be-covered = 重点，都要写到
the-part-that-these-units-play = 发挥什么作用
phase-in-which-it-falls-due = 所在阶段
the-one-it-falls-due-in-of-a = 到期日所在的阶段；周期的，标了“循环”的阶段
of-whom = 要谁做
when-april-25-mid-september-monthly-quarterly = 时间：4月25日、9月中旬、每月、每季度第3个工作日
methods-each-used-at-least-once = 方式，每种至少用一次
what-must-be-treated = 专题
who-is-invited = 谁参加
what-is-handed-in = 要交什么：活动方案、照片≥2、服务事项 1..2
only-numbers-nothing-is-stored-behind-them = 只报数，不收材料
numbers-perhaps-with-a-floor-or-ceiling = 要报的数，只能是整数，每个都要报：受益人数、参训党员 ≥ 党员数
numbers-that-are-shown-as-shares = 一个数的几个部分，各报一个数，显示时带占比：占比: {"{"}发展数: [青年, 妇女]{"}"}；每个不得多于总数，可以重叠，所以相加不比；可以不报
outlets-on-which-it-is-published = 发布到哪些宣传渠道
tried-out-it-may-end-not-adopted = 探索：可以不采用，不算逾期
the-focus-of-the-category-must-be-covered = 要写明本类别的重点
campaigns-alongside-that-it-counts-for = 同时计入哪些并行活动
tags = 标签
reminder-policy-or-none = 用哪套提醒，或 不提醒
who-reviews-it = 谁审核
nobody-it-is-done-when-handed-in = 不审核，交齐即办结
progress-that-is-reported-until-it-is-done = 随后每期报进度，直到办结
parts = 分项
role-that-reviews = 审核的角色
points-that-are-looked-at = 看哪几点
working-days-after-a-return-never-before-the = 退回后几个工作日（不早于原定那天），或 不重算
keep = 不重算
what-must-be-handed-in = 要交什么
the-one-it-falls-due-in = 到期日所在的阶段
who-makes-it = 谁承诺
to-whom = 向谁承诺
what-it-must-speak-of = 承诺哪几条，缺一不可
each-member-makes-one-heads-are-counted = 每名党员一份，只报人数
numbers = 要报的数
where-it-is-published = 公布在哪里
how-it-is-checked = 多久检查一次兑现
who-keeps-it = 谁来记
fixed-rows = 固定的几行
columns-and-what-they-hold = 栏目：文字、日期、数、几选一或标签
stock-previous-stock-in-out = 平衡关系：结存 = 上期结存 + 入库 - 发放
how-often-it-must-be-fresh = 多久必须记一次
what-is-handed-in-besides = 另外要交什么
who-keeps-it-alive = 谁来更新
how-often-an-outlet-must-be-fresh = 多久必须更新一次
not-asked = 不要求更新
titles-that-may-be-won = 评出哪几种称号
ids-of-duties-and-reviews-that-it-looks = 参考哪些任务和评议（编号）
stages-that-follow-each-other = 一步接一步
units-that-do-it = 各单位做的步骤：哪些单位
only-those-units-that-want-to = 自愿，不做不算逾期
role-of-the-committee-that-does-it = 委员会做的步骤：哪个角色
working-days-of-publicity-from-then-on = 走完这一步的第二天起公示几个工作日（提前走完的，提前公示）
not-public = 不公示
what-is-handed-in-where-units-owe-it = 各单位必须做的步骤：要交什么
the-first-none-where-it-is-voluntary = 第一套；自愿的不提醒
role-that-gives-it-out = 谁可以交办
units-that-it-may-be-given-to-without = 可以交给谁；不写是全体

## core: definition/description/grammar/judging

rows-such-as-s1-s83 = 条目，如 S1..S83
stretches-of-the-day-in-which-it-may = 什么时段可以发
at-any-hour = 随时
not-on-rest-days = 只在工作日发
most-messages-a-minute = 每分钟至多几条
no-limit = 不限
most-messages-a-day = 每天至多几条
reaches-a-post-by-its-name-without-an = 按岗位送达，不用账号
whose-people-go-on-days-of-their-own = 哪些单位的人去，日子自己定
kinds-of-places = 到哪几类地方
fewest-visits-of-each-person = 每人每期至少几次
the-longest-unvisited-first = 最久没去的先去
what-causes-a-visit-besides = 遇到什么事也要去
working-days-within-which-one-goes-after-an-event = 事发后几个工作日之内要去
before-which-festivals = 哪些节日前也要去
file-of-festivals = 节日表文件
day-by-which-somebody-is-told-when-nobody = 每期到哪天还没去就提醒
the-sections = 各项
who-is-asked = 问谁
answers-from-best-to-worst = 由高到低的回答
units-that-handle-it = 由哪些单位办
decided-when-it-comes = 收到时再定
field-window-hotline-online = 常用的有 现场、窗口、热线、网上，也可以写自己的，如 来信、来访
of-any-kind = 不限
within-which-it-is-accepted-or-on-the = 多久内受理，或 当场
without-a-time-limit = 不限时
within-which-it-is-finished-by-kinds-or = 多久内办结；可以分类别；或 承诺时限
file-of-the-service-catalogue = 事项表文件
all-30-or-none = 每件、抽查30% 或 不回访
nobody-is-called-back = 不回访
dissatisfied = 不满意即重办
never = 不重办
role-to-which-it-is-passed-up = 向哪个角色上报
post-of-the-agent-without-whose-record-it = 代办员的岗位；没有帮办记录不能办结
steps-that-are-tracked = 逐步跟踪的环节
whether-the-reply-is-published = 答复是否公开
units-that-are-judged = 评哪些单位
what-is-judged-when-it-is-not-units = 不评单位时评什么
when-several-may-be-written = 时间，可以写几个
the-one-its-time-lies-in = 时间所在的阶段
role-that-judges = 由哪个角色评
groups-of-raters-weights-sum-to-100 = 几类评议人，权重合计100
what-happens-when-too-few-rate = 人数不足时
wait = 暂缓
what-is-asked = 问什么
fewest-units-of-a-sample = 每次至少抽几家
within-which-what-was-found-is-put-right = 发现的问题多久内整改
asked-before-and-after = 活动前后各问一次
reminder-policy-for-raters-of-the-roster-or = 名册上的评议人和抽取样本的人用哪套提醒，或 不提醒
role = 哪个角色
weight = 权重
a-range-or-answers-with-points = 0..100，或 [满意 100, 不满意 40]
fewest-answers-that-count = 至少几人才算数
whether-nobody-sees-who-answered-what = 是否匿名
not-their-own-unit = 不评自己的单位
percent-cut-off-at-each-end = 去掉最高和最低的百分之几
whether-a-comment-must-be-written = 必须写评语
whom-it-scores = 给谁打分
what-all-groups-sum-to = 满分
indicators-of-its-own = 自己定义的指标
groups-which-sum-to-the-whole-or-a = 分组，满分合计等于总满分；或者一张表（csv、xlsx）
points-above-the-whole = 加分
vetoes-not-the-best-or-as-a-grade = 一票否决：不得评优，或 定为某等次
ranked-within-the-category-or-all-together = 在类别内排名，还是全体排名
category = 类别内
lines-by-which-equal-totals-are-parted = 同分时依次比哪几项
grades-from-best-to-worst = 等次，由高到低：前30%且≥85、≥60、其余
what-happens-when-a-line-has-no-value = 有的项没有数据时
last-day-of-evidence = 冻结日，以后的材料不改分
working-days-of-publicity = 公示几个工作日
none-goes-together-with-appeals = 不公示；要和“申诉”一起写
appeals = 申诉
none-goes-together-with-publicity = 不受理；要和“公示”一起写
larger-appraisals-that-take-the-result = 计入哪些上级考核
exported-where-no-file-is-named = score export 不写文件名时导出哪几种：xlsx、html、csv
only-items-of-these-duties = 只算这些任务
what-is-counted-done-rate-done-on-time = 计什么：办结率、按时办结数
points-of-the-group = 本组满分
its-lines = 各项
most-points = 满分
only-for-these-categories = 只对这些类别
formula-done-on-time-due-15 = 公式：按时办结数 / 应办数 × 15
points-taken-away-for-each-finding = 每发现一次扣几分
role-that-scores = 由哪个角色打分
what-is-asked-of-it = 问什么
formula-for-units-without-data = 没有数据的单位改用的公式
most-of-them = 加分上限
for-what-each-with-its-points = 什么事加几分
role-that-answers = 向哪个角色申诉
working-days-for-the-answer = 公示结束后几个工作日内答复
name-of-the-larger-appraisal = 上级考核的名称
commend-or-criticise = 表彰还是批评
kinds-each-with-how-it-is-proposed = 几类，各写怎么提出
required-or-true-false = 必附，或 是、否
false-required-to-criticise = 否；批评的必附
working-days-for-a-statement = 本人、本单位几个工作日内陈述
none-required-to-criticise = 不陈述；批评的必写
role-that-decides = 由哪个角色批准
role-that-finds-it = 由哪个角色认定
what-it-finds = 认定什么

## core: definition/description/layout

this-file-cannot-be-laid-out = 这个文件排不齐，原样留着 { $why }
write-what-is-unusual-as-the-sample-does = 把写法特别的地方改成样例里的写法再试

## core: definition/description/reference

word-with-other-word = `{ $word }`（{ $other }）
heading-is = 是什么
heading-column = 列
heading-column-in-other-language = 英文列名
heading-meaning = 说明

## core: definition/description/reference/keys

heading-key = 键
heading-key-in-other-language = 英文键
heading-what-to-write = 写什么
heading-without-it = 不写时
heading-rows-of-the-plan = 方案条目
heading-section = 部分
heading-needed = 必写
yes-2 = 是
the-same-keys-as-above = ；键同上
needed-in-bold = {"*"}*必写**
false = 否
name-of-an-audience-or-conditions = 人群的名称，或条件
the-keys-below = 下面的键
names-of-your-own = 自己起的名称
or-several = ，可以几个
or = ；或{" "}
text = 文字
lines-of-text = 几行文字
whole-number = 整数
true-false = 是、否
id = 编号
time-09-00 = 时刻 "09:00"

## core: definition/description/reference/times

january-15 = 1月15日
that-day-without-a-year-the-one-in = 这一天；不写年份就是活动里的那一天
january-15-of-2027 = 2027年1月15日
the-same-with-its-year = 连年份一起写
early-january = 1月上旬
the-1st-to-the-10th-due-on-the = 1日至10日，最后一个工作日到期
mid-january = 1月中旬
the-11th-to-the-20th = 11日至20日
late-january = 1月下旬
the-21st-to-the-end-of-the-month = 21日至月末
end-of-january = 1月底
the-last-day-of-the-month = 这个月的最后一天
daily = 每天
every-working-day = 每个工作日
weekly = 每周
the-last-working-day-of-every-week = 每周最后一个工作日
every-friday = 每周五
each-friday-of-the-week = 每个星期五
monthly = 每月
the-last-working-day-of-every-month = 每月最后一个工作日
quarterly = 每季度
the-last-working-day-of-every-quarter = 每季度最后一个工作日
half-yearly = 每半年
the-last-working-day-of-every-half-year = 每半年最后一个工作日
yearly = 每年
the-last-working-day-of-every-year = 每年最后一个工作日
fifteenth-of-the-month = 每月15日
that-day-of-every-month-its-last-day = 每月这一天；没有这一天的月份是月末
third-working-day-of-the-month = 每月第3个工作日
counted-from-the-first-of-the-month = 从月初数
last-2nd-working-day-of-the-month = 每月倒数第2个工作日
counted-from-the-end-of-the-month = 从月末数
first-monday-of-the-month = 每月第一个周一
also-of-the-quarter-half-year-or-year = 也可以是季度、半年、年
last-friday-of-the-month = 每月最后一个周五
fifteenth-of-the-quarters-second-month = 每季度第2个月15日
that-day-of-every-quarters-second-month = 每季度第二个月的这一天
yearly-on-march-5 = 每年3月5日
that-day-of-every-year = 每年的这一天
twice-a-month = 每月2次
spread-over-the-month = 分散在这个月里
at-least-3-times-a-quarter = 每季度至少3次
the-same = 同上
five-working-days-after-phase-start = 阶段开始后5个工作日
of-the-lines-own-phase = 本阶段；中文也可以写阶段名称
three-working-days-before-phase-end = 阶段结束前3个工作日
christmas = 春节
the-festivals-day-by-the-calendars-table-of = 节日当天，见日历的节日表
three-working-days-before-christmas = 春节前3个工作日
counted-back-from-the-festival = 节日前倒数
five-working-days-after-unit-plan-closes = unit-plan办结后5个工作日
for-each-unit-from-the-day-on-which = 各单位从自己办结那天算起
five-working-days-after-unit-plan-is-due = unit-plan到期后5个工作日
from-the-due-day-of-that-duty = 从那项任务的到期日算起
crontab-at-half-past-8-on-mondays = crontab 30 8 * * MON
five-fields-of-crontab-weekdays-by-name = 五段 crontab，星期写英文缩写
five-working-days = 5个工作日
until-the-end-of-the-fifth-working-day = 到第5个工作日24点，当天不算
four-working-hours = 4个工作时
only-working-hours-count = 只算上班时间
half-a-working-day = 半个工作日
half-of-a-working-days-hours = 一个工作日上班时间的一半
same-day = 当日
until-midnight-what-comes-on-a-rest-day = 到当天24点；休息日或下班后来的，算下一个工作日
two-hours = 2小时
by-the-clock-rest-days-count = 连续计时，休息日也算
thirty-minutes = 30分钟
by-the-clock = 连续计时
heading-way-to-write = 写法
heading-way-in-other-language = 英文写法
heading-means = 意思

## core: definition/description/schema

a-campaigns-file = 活动文件
key-with-other-word = { $says }（{ $other }）

## core: definition/evaluation/assessments

nobody-judges-in-name = “{ $name }”没有写由谁评
write-by-a-role-or-raters-groups-with = 请写“由”（一个角色），或者写“评议人”（几类人和权重）
name-has-key-but-no-role-of-the = “{ $name }”写了“{ $key }”，但“{ $raters }”里没有名册上的角色，提醒发不到任何人
delete-key-who-is-outside-the-roster-has = 删去“{ $key }”；名册外的人没有地址，评议码发给他们时请一并说明截止日
name-has-key-and-no-when-there-is = “{ $name }”写了“{ $key }”，但没有“{ $when }”，不知道从哪天提前
write-when-or-delete-key = 请写“{ $when }”，或者删去“{ $key }”
name-has-key-and-judges-no-units = “{ $name }”写了“{ $key }”，但评的是工作目标，没有单位可以整改
name-has-key-and-nobody-rates = “{ $name }”写了“{ $key }”，但没有评议人：没有人数可言
name-has-key-and-judges-units = “{ $name }”写了“{ $key }”，但评的是单位：只有评工作目标的才作前后对比
name-has-key-and-nobody-inspects = “{ $name }”写了“{ $key }”，但没有人去各单位检查（没有写“由”，或者评的是工作目标）：抽了也没有用
name-has-key-and-raters-find-nothing = “{ $name }”写了“{ $key }”，但由评议人打分：评议查不出要整改的问题
name-has-key-but-the-file-gives-out-no-tasks = “{ $name }”写了“{ $key }”，但文件里没有“{ $tasks }”：查出的问题派不成任务，到期没人提醒
write-a-kind-of-task-below-tasks-or-delete-key = 在“{ $tasks }”里写一种任务（查出的问题用第一种），或者删去“{ $key }”
name-has-key-but-no-line-deducts = “{ $name }”写了“{ $key }”，但评分表里没有一项写“{ $deduct }”：查出的问题记不下来
write-a-line-with-deduct-or-delete-key = 在评分表里写一项“{ $deduct }”，或者删去“{ $key }”
judges-can-only-be-goals-units-are-judged = “{ $judges }”只能写 工作目标；评单位的，写“{ $who }”
write-one-of-the-two = 两样只写一样
key-must-be-wait-share-or-zero = “{ $key }”只能写 暂缓、按权重重分 或 记零
usually-wait-no-score-until-there-are-enough = 一般写 暂缓：够数以前不计分，并提醒

## core: definition/evaluation/deadline_checks

the-last-appeal-is-answered-on-day-after = 最后一件申诉要到 { $day } 才答复，那时“{ $end }”阶段已经结束（{ $last }）
move-the-freeze-forward-or-shorten-publicity-or = 把冻结日提前，或者缩短公示、答复的期限
that-day-is-computed-with-the-table-of = 这一天要用 { $year } 年的放假安排（{ $file }/{ $year }.csv）来算
name-falls-due-on-due-after-sheet-is = “{ $name }”到 { $due } 才到期，而“{ $sheet }”在 { $freeze } 冻结，赶不上计分
move-it-before-the-freeze-or-the-freeze = 把日期提前到冻结日以前，或者推迟冻结日
of-what-goes-to-role-count-posts-have = 发给{ $role }的消息，有 { $count } 个岗位没有账号，哪个渠道都送不到（例如 { $first }）
fill-in-accounts-in-the-roster-or-add = 在名册里填上渠道账号，或者加一个“按岗位: 是”的渠道（如公文交换）

## core: definition/evaluation/grades

grades-go-from-best-to-worst-with-falling = “{ $grades }”要由高到低写，分数线也由高到低
such-as-good-first-30-and-85-fair = 例如 {"{"}优秀: 前30%且≥85, 合格: ≥60, 不合格: 其余{"}"}
the-last-grade-must-be-rest-so-that = 最后一等要写 其余，让谁都有等次
only-the-last-grade-is-rest = 只有最后一等写 其余
the-condition-written-of-the-grade-name-is = 看不懂等次“{ $name }”的条件“{ $written }”；{ $said }
write-60-first-30-first-30-and-85 = 写成 ≥60、前30%、前30%且≥85，最后一等写 其余
grade = 等次
line-of-the-sheet = 评分项
what-counts-working-days-and-must-say-so = “{ $what }”按工作日算，要写明 工作日
such-as-5-working-days = 例如 5个工作日

## core: definition/evaluation/lists

tone-must-be-commend-or-criticise = “{ $tone }”只能写 表彰 或 批评
write-commend-or-criticise = 请写 表彰 或 批评
the-list-has-no-kind = 名单里一类也没有
such-as-units-grade-good = 例如 {"{"}先进党组织: [等次 优秀]{"}"}
the-condition-text-is-not-understood = 看不懂条件“{ $text }”
write-grade-good-total-60-red-cards-2 = 写 等次 优秀、总分 < 60、红色督办单 ≥ 2、推荐，或 {"{"}由: 领导小组, 认定: 重视不够{"}"}
indicator = 指标
without-a-score-sheet-there-is-no-total = 没有评分表，就没有总分和等次
write-a-score-sheet-below-scores-or-another = 在“评分”里写评分表，或者换一个条件

## core: definition/evaluation/raters

raters-must-have-1-to-case-parts-max = “{ $raters }”应当有 1 至 { $case_parts_max } 类
such-as-public-members-leaders = 例如 群众评议、党员互评、领导点评
kind-weights = 权重
kind-points = 分值
off-too-much = 多了 { $off }
short-too-little = 少了 { $short }
the-kind-of-key-sum-to-sum-not = “{ $key }”的{ $kind }合计 { $sum }，应当是 { $wanted }（{ $said }）
change-the-kind-so-that-the-sum-is = 请改各项的{ $kind }，合计要正好
name-is-anonymous-with-a-minimum-below-least = “{ $name }”匿名，人数下限却不到 { $least } 人：人太少，谁答的一猜就知道
write-key-least-or-more-or-do-without = 写“{ $key }: { $least }”或更多，或者不匿名
the-scale-is-not-understood = 看不懂“{ $scale }”
write-0-100-or-answers-with-points-from = 写 0..100，或者由高到低写选项和分值：[满意 100, 基本满意 80, 不满意 40]

## core: definition/evaluation/scorers

key-is-an-indicator-of-the-language-and = “{ $key }”是本来就有的指标，不能另外定义
choose-another-name = 请换一个名称
duty = 任务
name-has-no-scorer-nobody-would-ever-score = “{ $name }”没有写分从哪里来，永远没有人打分
write-one-of-auto-a-formula-deduct-points = 写“自动”（公式）、“扣分”（每发现一次扣几分）或“由”（哪个角色打分），写一样
name-may-have-only-one-of-auto-deduct = “{ $name }”的“自动”“扣分”“由”只能写一样
keep-one-and-delete-the-others = 请留一样，其余删去
in-a-formula-a-round-is-written-by-its-id = “{ $round }”是名称，公式里写编号：{ $id }
the-formula-text-ends-too-early = 公式“{ $text }”没有写完
the-formula-text-is-not-understood-from-rest = 看不懂公式“{ $text }”，从“{ $rest }”起
more-than-terms-max-terms = 公式太长，最多 { $terms_max } 项
use-only-indicators-numbers-and-brackets-such-as = 只用指标、数字、+ － × ÷ 和括号，例如 按时办结数 / 应办数 × 15

## core: definition/evaluation/scores

key-must-have-1-to-case-parts-max = “{ $key }”应当有 1 至 { $case_parts_max } 项
make-groups-or-merge-lines-that-are-alike = 请分组，或者合并相近的项
ranked-must-be-category-or-all = “{ $ranked }”只能写 类别内 或 全体
write-category-when-institutions-and-enterprises-never-compete = 机关和企业分开排的，写 类别内
export-format = 导出格式
the-freeze-on-freeze-lies-outside-the-campaign = 冻结日 { $freeze } 不在活动里（{ $first } 至 { $last }）
change-the-date = 请改日期

## core: definition/evaluation/selections

name-has-key-but-who-does-it-is = “{ $name }”写了“{ $key }”，但做这一步的人不在名册上，没有地址，提醒发不到
delete-key = 请删去“{ $key }”
no-unit-owes-the-stage-name-key-has = “{ $name }”不是各单位必须做的步骤，写“{ $key }”不起作用
the-stage-id-needs-either-who-units-do = 步骤“{ $id }”要么写“人群”（各单位做），要么写“由”（某个角色做），写一样
such-as-by-office = 例如 由: 小组办公室
a-stage-happens-once-write-a-date-not = 步骤只做一次，要写一个日期，不能写周期
such-as-september-30-or-late-september = 例如 9月30日 或 9月下旬
duty-or-review = 任务或评议
public-for-days-working-days = 公示 { $days } 个工作日，
name-is-on-due-but-earlier-is-not-over = “{ $name }”在 { $due }，而上一步“{ $earlier }”{ $public }到 { $from } 才能接着做
move-it-to-from-or-later = 改成 { $from } 或以后，或者把上一步提前

## core: definition/evaluation/sheets

way-to-score = 方式
this-row-has-no-name-of-its-line = 这一行没有写指标的名称
write-the-name-or-delete-the-row = 写上名称，或者删去这一行

## core: definition/evaluation/snapshots

there-are-more-than-snapshots-max-snapshot-plans = 快照超过 { $snapshots_max } 个
use-a-cadence-such-as-monthly-instead-of = 请用“每月”之类的时间代替一个一个的日期

## core: definition/evaluation_config

a-kind-of-case = 办件
what-visits-carry-back-comes-from-the-field = 走访带回的问题来自现场，“{ $id }”的“{ $sources }”里没有现场
add-the-field-to-its-sources = 在来源里加上“现场”，或者写另一类办件
at-most-visit-cases-max-cases-of-one-visit = 一次走访至多转{ $visit_cases_max }件办件，其余的用 case receive 收件
the-file-makes-no-cases-of-this-visit = 文件没有写{ $item }带回的问题转成办件，请用 case receive 收件
what-is-brought-there-becomes-another-kind-of-case = { $item }带回的问题按文件转为{ $kind }办件
a-review-round = 评议
a-score-sheet = 评分
a-list = 名单
kind-of-case-2 = 办件

## core: definition/findings/explain/form

the-file-is-empty-or-has-nothing-but = 文件是空的，或者只有注释
an-empty-file-holds-no-campaign-it-is = 空文件里没有活动；多半是选错了文件，或者没有保存
only-this-line = # 只有这一行
campaign-id-spring =
    活动:
    {"  "}编号: spring
the-file-is-larger-than-the-limit = 文件超过大小上限
thousands-of-duties-fit-a-larger-one-is = 几千项任务也放得下；再大，多半选错了文件，或者把名单写进了主文件
ten-thousand-rows-of-a-list-pasted-into = 活动文件里贴了一万行名单
roster-roster-csv = 名册: roster.csv
this-is-not-a-text-file = 这不是文本文件
workbooks-documents-and-archives-must-be-saved-as = Excel、Word、压缩包要先另存为文本，否则一个字也读不出来
roster-roster-xlsx-renamed-to-csv = 名册: 名册.xlsx（改名成了 .csv）
roster-roster-csv-saved-as-csv-utf-8 = 名册: roster.csv（另存为 CSV UTF-8）
the-file-is-not-in-utf-8-a = 文件的编码不是 UTF-8；表格如果是 GBK，会照读并说明
with-the-wrong-encoding-names-turn-into-rubbish = 编码猜错，名称就会变成乱码，发到各单位
campaign-yaml-saved-as-ansi = 活动.yaml（记事本 ANSI）
campaign-yaml-saved-as-utf-8 = 活动.yaml（记事本 UTF-8）
a-tab-stands-in-the-indentation = 行首用了制表符（Tab）
indentation-says-what-belongs-to-what-and-a = 缩进决定哪一行属于哪一行；制表符的宽度各处不同
campaign-id-spring-behind-a-tab =
    活动:
    	编号: spring
full-width-punctuation-stands-where-yaml-needs-ascii = 用了全角标点
to-the-parser-the-marks-of-a-chinese = 中文输入法的冒号、逗号、引号，程序看来只是普通的字
id-spring-with-a-wide-colon = 编号：spring
id-spring = 编号: spring
a-wide-or-no-break-space-stands-where = 用了全角空格或不间断空格
it-looks-alike-but-the-indentation-is-lost = 看起来一样，缩进却算不出来；从网页和文档粘贴时常带进来
campaign-id-spring-with-wide-spaces =
    活动:
    　　编号: spring
this-is-not-yaml-from-here-on = 格式不对，从这里起读不下去
a-bracket-or-quote-is-unpaired-or-lines = 多半是括号、引号没有配对，或者缩进不齐；后面的内容都读不到
before-list-without-its-bracket = 提前: [5, 1
before-list-with-its-bracket = 提前: [5, 1]
nested-too-deep-or-too-large = 嵌套太深或内容太多
the-language-needs-a-few-levels-more-mean = 活动文件只有几层；更深的，多半是少了右括号
ref-in-many-brackets = 依据: [[[[[[S1]]]]]]
ref-in-one-bracket = 依据: [S1]
anchors-aliases-merge-keys-and-tags-are-not = 用了锚点、别名、合并键或标签
what-is-used-twice-is-defined-once-under = 同一段内容应当起个名字定义一次，人人看得懂
who-a-scored-true = 人群: &甲 {"{"}参评: 是{"}"}
who-everyone = 人群: 全部单位
this-file-cannot-be-reformatted = 这个文件不能重新排版
layout-may-not-change-what-a-file-says = 排版不能改变内容；有错的文件要先改错
muster-fmt-of-a-faulty-file = muster fmt 有错的文件
muster-check-fix-what-it-names-then-muster = muster check，改完再 muster fmt
what-may-be-meant-as-several-is-read-as-one = 可能是几个、或者是数量的内容，整个当作一个名称
read-as-one-it-is-asked-for-as-one = 照一个名称去要、去查，几种方式成了一种，数量成了名称
methods-run-together = 方式: [线下共读、线上分享]
methods-apart = 方式: [线下共读, 线上分享]
the-language-has-no-such-key-here = 这里没有这个名称
with-one-letter-wrong-the-line-says-nothing = 写错一个字，这一行就白写了：没有人会按它去做
untill-october-31 = 截至: 10月31日
to-october-31 = 止: 10月31日
a-key-appears-twice = 同一个名称写了两次
when-the-two-differ-nobody-knows-which-one = 两行不一样时，不知道听哪一行的
when-april-18-when-april-25 =
    时间: 4月18日
    时间: 4月25日
when-april-25 = 时间: 4月25日
a-list-where-a-text-belongs-and-so = 这里应当是另一种写法
lists-texts-and-lines-of-key-value-cannot = 列表、文字和“名称: 内容”不能互相代替
name-a-b = 名称: [甲, 乙]
name-a = 名称: 甲
a-key-that-must-be-there-is-missing = 缺一行必须有的
without-it-nobody-knows-what-is-to-be = 少了它，这一项不知道做什么、什么时候做
kickoff-name-kick-off-who-everyone = kickoff: {"{"}名称: 动员部署, 人群: 全部单位{"}"}
kickoff-name-kick-off-who-everyone-when-april = kickoff: {"{"}名称: 动员部署, 人群: 全部单位, 时间: 4月18日{"}"}
the-value-is-not-one-of-the-possible = 这个值不在可以写的范围里
a-value-that-is-not-understood-is-never = 看不懂的值不会去猜：猜错了，消息会发错
hour-nine = 时刻: 9点
hour-09-00 = 时刻: "09:00"
the-text-cannot-be-an-id = 这个词不能作编号
ids-stand-in-keys-file-names-and-subjects = 编号进消息的键、文件名和主题，只能用小写字母、数字和 -
unit-plan-with-capitals = 单位方案: {"{"}名称: 活动方案{"}"}
unit-plan-as-an-id = unit-plan: {"{"}名称: 活动方案{"}"}
a-name-is-used-that-nothing-defines = 用到的名称没有在任何地方定义
a-misspelt-audience-role-or-indicator-leaves-a = 写错的人群、角色、指标，会让任务没有人做、没有人评
who-countres = 人群: 窗口单味
who-counters = 人群: 窗口单位
an-id-or-name-was-given-twice = 编号或名称写了两次
under-one-id-messages-and-records-of-two = 两样东西用一个编号，消息和记录就会串在一起
needs-photo-photo = 提交: [照片, 照片]
needs-photo-2 = 提交: [照片≥2]
more-than-the-limit-or-fewer-than-the = 超过了上限，或者少于下限
everything-has-a-limit-against-slips-and-files = 每样东西都有上限，防的是手误和拖垮系统的文件
needs-photo-10000 = 提交: [照片≥10000]
needs-photo-10 = 提交: [照片≥10]
a-key-has-no-value = 冒号后面没有内容
an-empty-line-looks-written-and-says-nothing = 空着的一行看上去写过了，其实什么也没说
who = 人群:

## core: definition/findings/explain/judging

weights-do-not-sum-to-what-they-must = 权重或满分的合计不对
a-sheet-that-does-not-sum-to-100 = 合计不是 100，分数就没有意义，也经不起申诉
crowd-weight-50-leaders-weight-40 =
    群众评议: {"{"}权重: 50{"}"}
    领导点评: {"{"}权重: 40{"}"}
crowd-weight-60-leaders-weight-40 =
    群众评议: {"{"}权重: 60{"}"}
    领导点评: {"{"}权重: 40{"}"}
something-is-scored-by-nobody = 有一项永远没有人打分
at-the-end-it-is-empty-and-nobodys = 到年底这一项就是空的，谁的总分都算不出来
effect-max-20 = 实效: {"{"}满分: 20{"}"}
effect-max-20-by-assessors = 实效: {"{"}满分: 20, 由: 考评组{"}"}
the-formula-is-not-understood = 看不懂公式
formulas-have-only-sums-differences-products-ratios-and = 公式只有加减乘除和指标，人人能用纸笔复算
auto-if-done-rate-0-9-then-15 = 自动: 如果 办结率 > 0.9 则 15
auto-done-rate-15 = 自动: 办结率 × 15
an-anonymous-group-is-too-small = 匿名的人太少
among-three-everybody-knows-who-gave-the-low = 三五个人里，谁打的低分一猜就知道；以后没有人敢说真话
crowd-anonymous-true-at-least-3 = 群众评议: {"{"}匿名: 是, 至少: 3{"}"}
crowd-anonymous-true-at-least-30 = 群众评议: {"{"}匿名: 是, 至少: 30{"}"}
evidence-falls-due-after-the-freeze = 到期日在冻结日以后，不计分
a-unit-that-hands-in-on-time-and = 按时交了却不算分，单位会来申诉
when-december-26-frozen-on-december-12 = 时间: 12月26日（12月12日冻结）
when-december-5 = 时间: 12月5日
an-appeal-is-answered-after-the-end = 申诉的答复晚于活动结束
after-the-end-nobody-answers-and-no-result = 申诉在活动结束以后也可以答复，但那时结果已经宣布
freeze-december-19 = 冻结: 12月19日
freeze-december-12 = 冻结: 12月12日
the-next-years-holiday-table-is-needed = 要用下一年的放假安排
it-is-published-in-about-november-and-may = 下一年的安排十一月前后才公布，以后可能再变
freeze-december-19-answers-in-the-next-year = 冻结: 12月19日（答复算到下一年）
freeze-december-12-answers-within-the-year = 冻结: 12月12日（年内答复完）
a-person-is-addressed-by-no-channel = 有人哪个渠道都送不到
a-card-that-does-not-reach-the-head = 督办单发不到主要负责人，等于没有督办
channels-sms-heads-have-no-account = 渠道: {"{"}短信: {"{"}{"}"}{"}"}（负责人没有账号）
channels-sms-papers-by-post-true = 渠道: {"{"}短信: {"{"}{"}"}, 公文交换: {"{"}按岗位: 是{"}"}{"}"}
no-line-serves-a-row-of-the-plan = 方案里有的条目没有着落
what-the-plan-says-and-the-file-does = 方案写了、文件没写的，没有人会去做，年底才发现
ref = 依据: []
ref-s60 = 依据: [S60]
a-promise-is-longer-than-the-law-allows = 承诺时限比法定时限长
promises-are-to-be-faster-one-that-is = 承诺是为了更快；比法定还慢，一到期就违法
permit-15-20 = 施工许可,15,20
permit-15-7 = 施工许可,15,7
something-goes-to-whom-no-right-lets-go-on = 事情派给了没有权限办的人
letters-ask-for-it-and-every-try-is-refused = 信里请他办，他去办却每次都被拒绝
office-alone-handles-cases = clerk: {"{"}名称: 联络员, 可以: [报送, 签收]{"}"}
clerks-handle-cases-too = clerk: {"{"}名称: 联络员, 可以: [报送, 办件, 签收]{"}"}

## core: definition/findings/explain/tables

a-file-that-the-main-file-names-is = 找不到文件
without-roster-or-calendar-nobody-knows-who-there = 少了名册或日历，就不知道有谁、哪天上班
roster-rooster-csv = 名册: 名策.csv
a-row-of-a-table-is-faulty = 表里有一行不对
a-faulty-row-is-never-skipped-silently-a = 错的一行不会悄悄跳过：跳过了，就少了一天或一个事项
deputy-a-2014-05-40-meeting = 副局长甲,5月40日,局务会
deputy-a-2014-05-14-meeting = 副局长甲,2014-05-14,局务会
there-is-no-holiday-table-for-a-year = 缺这一年的放假安排
without-the-table-working-days-cannot-be-computed = 没有放假安排就算不出工作日；猜出来的日子会错
year-2031 = 年份: 2031
year-2014-or-put-calendars-cn-2031-csv = 年份: 2014（或放好 calendars/cn/2031.csv）
a-row-has-too-few-or-too-many = 这一行的格数和表头不一样
shifted-by-one-cell-a-telephone-becomes-a = 格子错开一列，电话就成了姓名；所以整行不读
row-with-a-cell-too-many = 005,市政处,甲,乙
row-with-a-cell-in-quotes = 005,市政处,"甲,乙"
a-column-is-missing = 表头里缺一列
without-it-this-part-of-the-whole-table = 少了这一列，整张表的这一项都读不到
name-category = 单位名称,类别
code-name-category = 单位编码,单位名称,类别
a-cell-of-the-roster-is-faulty = 名册里有一格不对
counts-dates-and-scoring-come-from-the-roster = 人数、日期、是否参评都从名册来，一格错会改变谁要做
members-thirty-one = 党员数: 三十一
members-31 = 党员数: 31
a-code-or-short-name-appears-twice-in = 单位编码或简称重复
under-one-code-nobody-knows-whose-papers-and = 两个单位一个编码，材料和分数就分不清是谁的
two-units-with-one-code =
    005,市政处
    005,路灯所
two-units-with-two-codes =
    005,市政处
    006,路灯所
a-cell-names-a-unit-that-the-roster = 提到的单位名册里没有
with-a-wrong-parent-or-successor-open-work = 上级、并入写错，未办的事就没有人接
merged-into-0009 = 并入: 0009
merged-into-009 = 并入: 009
units-stand-above-each-other-in-a-ring = 上级关系绕成了圈
in-a-ring-nobody-is-on-top-and = 绕成圈就没有最上级，汇总会没完没了
units-below-each-other = 005 的上级是 006，006 的上级是 005
one-unit-below-the-other = 006 的上级是 005
an-audience-without-a-single-unit = 人群里一个单位也没有
what-goes-to-nobody-was-never-announced = 发给空的人群，等于谁也没有通知
counters-category-firm-tags-counter-office = 窗口企业: {"{"}类别: 企业, 标签: [窗口, 职能]{"}"}
counters-category-firm-tags-counter = 窗口企业: {"{"}类别: 企业, 标签: 窗口{"}"}
a-column-that-nobody-reads = 不认识这一列，不会读取
with-a-misspelt-heading-what-stands-below-it = 列名写错，这一列的内容就丢了
code-name-kategory = 单位编码,单位名称,类型
a-reminder-policy-has-more-steps-than-an = 一项的提醒次数太多
urged-too-often-nobody-looks-any-more = 催得太勤，谁也不看了
overdue-every-1-at-most-200 = 逾期: {"{"}每隔: 1, 至多: 200{"}"}
overdue-every-2-at-most-3 = 逾期: {"{"}每隔: 2, 至多: 3{"}"}
a-message-template-does-not-render = 消息模板用不了
when-it-fails-at-sending-the-messages-of = 模板在发送时才出错，那一天的消息就发不出去
routine-unitname = 每日: "{"{"}{"{"} 单位名 {"}"}{"}"}"
routine-unit = 每日: "{"{"}{"{"} 单位 {"}"}{"}"}"
nobody-holds-a-role-that-is-written-to = 要发给的角色，有的单位没有人
without-somebody-to-write-to-the-reminder-reaches = 没有收件人，提醒就落空了
head-post-empty = 主要负责人岗位: （空）
head-post-chief = 主要负责人岗位: 站长岗
a-role-names-a-column-that-the-roster = 角色写的列，名册里没有
without-the-column-nobody-holds-the-role-in = 找不到这一列，哪个单位都没有人担任这个角色，发给它的消息全都送不到
clerk-name-clerk-column-clrk-post = 联络员: {"{"}名称: 联络员, 列: 联络岗位{"}"}
clerk-name-clerk-column-clerk-post = 联络员: {"{"}名称: 联络员, 列: 联络员岗位{"}"}
the-roster-names-a-channel-that-the-file = 名册里的渠道，文件的“渠道”里没有
where-the-file-lists-channels-only-these-are = 文件列了渠道，就只用这些；名字差一个字，这个人就收不到
channel-mial-channels-mail = 首选渠道: 邮箱（渠道: {"{"}邮件: {"{"}{"}"}{"}"}）
channel-mail-channels-mail = 首选渠道: 邮件（渠道: {"{"}邮件: {"{"}{"}"}{"}"}）
the-heading-of-a-table-is-not-its = 表头不在第一行
titles-above-it-would-be-read-as-data = 表头上面的标题会被当成数据；找到了表头，就说明从哪一行读起
roster-of-2014-code-name =
    2014年名册
    单位编码,单位名称
code-name = 单位编码,单位名称
a-code-of-digits-is-shorter-than-the = 有的编码位数少，像是丢了前面的零
spreadsheets-save-001-as-1-and-then-it = 表格软件会把 001 存成 1，以后就对不上原来的单位
code-that-lost-its-zeros = 1,局机关
code-with-its-zeros = 001,局机关
a-sheet-row-or-column-that-people-do = 有看不见的工作表、行或列
filtered-rows-are-read-a-hidden-old-sheet = 筛选掉的行照样读取，隐藏的旧表不读；看不见就不知道读了什么
row-5-is-filtered-away = 第 5 行被筛选掉了
the-filter-is-taken-away-and-row-5 = 取消筛选，第 5 行看得见
a-cell-that-a-spreadsheet-damaged-or-never = 这一格被表格软件改过，或者没有算出来
with-a-changed-code-or-account-it-is = 编码和账号变了样，就对不上原来的单位，消息也发不到
account-in-powers-of-ten = 1.38E+10
account-in-a-column-of-text = 13800000001（这一列设成“文本”格式）

## core: definition/findings/explain/time

the-time-is-not-understood = 看不懂这个时间
reminders-fall-on-the-wrong-day-when-a = 日期写不准，提醒就会落在错的日子
when-around-april-25 = 时间: 4月25日左右
no-calendar-has-this-date = 没有这一天
a-day-that-does-not-exist-never-comes = 不存在的日子永远不会到，也就永远不会提醒
when-february-30 = 时间: 2月30日
when-february-28 = 时间: 2月28日
a-date-lies-outside-its-phase-or-the = 日期在阶段或活动之外
nothing-moves-after-the-end-of-a-phase = 阶段结束以后引擎不再推进，这一项不会发生
phase-mobilization-when-may-16 =
    阶段: mobilization
    时间: 5月16日
phase-implementation-when-may-16 =
    阶段: implementation
    时间: 5月16日
phases-overlap = 两个阶段重叠
a-day-cannot-belong-to-two-phases-nobody = 同一天不能属于两个阶段，否则不知道哪些事要转入下一阶段
from-april-30 = 起: 4月30日
from-may-1 = 起: 5月1日
a-gap-lies-between-phases = 两个阶段之间有空档
what-falls-due-in-the-gap-belongs-to = 空档里到期的事没有阶段可归
to-april-30-from-may-4 = 止: 4月30日 … 起: 5月4日
to-april-30-from-may-1 = 止: 4月30日 … 起: 5月1日
it-ends-before-it-begins = 还没开始就结束了
with-the-two-dates-swapped-it-has-not = 起止写反了，这一项一天也没有
from-october-31-to-may-1 =
    起: 10月31日
    止: 5月1日
from-may-1-to-october-31 =
    起: 5月1日
    止: 10月31日
it-will-never-happen = 永远不会发生
what-stands-in-the-file-never-comes-the = 写在文件里的事没有一天会到，多半是时间写错了
before-festivals-spring-festival-a-campaign-from-april = 节前: [春节]（活动在4月至12月）
before-festivals-party-founding-day-double-ninth = 节前: [七一, 重阳]
it-lies-before-the-start-entered-afterwards-never = 早于活动开始，只补录，不提醒
what-is-over-should-not-be-urged-nor = 已经过去的事不该再催，也不该算逾期
when-mid-march-a-campaign-from-april-1 = 时间: 3月中旬（活动从4月1日起）
when-mid-april-if-it-is-to-be = 时间: 4月中旬（要提醒的话）
the-due-day-was-a-rest-day-and = 到期日是休息日，移到了工作日
deadlines-move-back-and-activities-forward-what-should = 截止日往前移，活动日往后移；不想移的，写 不动
when-september-20-a-saturday = 时间: 9月20日（周六）
when-september-20-rest-day-stay =
    时间: 9月20日
    遇休息日: 不动
there-is-no-such-zone = 没有这个时区
the-zone-says-what-nine-oclock-is-with = 时区决定几点是几点；写错了，九点的消息会在半夜发
timezone-asia-peking = 时区: Asia/Peking
timezone-asia-shanghai = 时区: Asia/Shanghai
a-limit-may-be-over-before-anybody-hears = 时限可能在收到通知以前就过了
letters-wait-for-the-next-working-day = 信等到下一个工作日才发，按钟点算的时限不等
finish-urgent-2-hours = 办结: {"{"}一般: 5个工作日, 紧急: 2小时{"}"}
finish-urgent-2-working-hours = 办结: {"{"}一般: 5个工作日, 紧急: 2个工作时{"}"}
a-vague-word-is-bound-to-nothing = “定期”“适时”之类的词没有写明具体时间
nobody-could-say-when-it-falls-due-so = 谁也说不出它哪天到期，提醒就没法算
when-regularly = 时间: 定期
words-meanings-regularly-monthly = 用语: {"{"}释义: {"{"}定期: 每月1次{"}"}{"}"}
a-bound-word-is-used-by-no-line = 释义了的词没有哪一行用到
another-word-probably-stands-where-it-was-meant = 多半是该用的地方写了别的词，或者词写错了
meanings-regulary-monthly = 释义: {"{"}定其: 每月1次{"}"}
meanings-regularly-monthly-when-regularly =
    释义: {"{"}定期: 每月1次{"}"}
    时间: 定期
a-stage-comes-before-the-one-ahead-of = 评选的步骤次序不对
named-before-publicity-is-over-the-selection-breaks = 公示没有满就命名，程序就不合规定
stages-with-too-little-publicity = 公示: 9月30日, 5个工作日; 命名: 10月8日
stages-with-enough-publicity = 公示: 9月30日, 5个工作日; 命名: 10月15日
dates-rest-on-a-holiday-table-that-is = 日期靠一年还没公布的放假安排，是暂定的
only-weekends-new-years-day-and-known-festivals = 现在只按周末、元旦和已知的节日推算；安排公布后重新推算，日期可能变
missing-years-provisional-without-2027-csv = 日历缺年: 暂定（没有 2027.csv）
add-calendars-cn-2027-csv = 补上 ../calendars/cn/2027.csv
what-is-written-has-no-effect = 写了但不起作用
the-time-has-no-use-for-it-unsaid = 时间的写法用不上这一项；不说的话，看起来像是起作用的
when-crontab-0-12-sat-rest-day-forward =
    时间: crontab 0 12 * * SAT
    遇休息日: 顺延
when-every-saturday-rest-day-forward =
    时间: 每周六
    遇休息日: 顺延
a-crontab-with-days-of-the-month-and = crontab 的日和星期都写了
as-in-crontab-5-a-day-of-either = 按 crontab(5)，符合其中一个的日子都算，不是两个都要符合
crontab-0-12-1-mon-for-mondays-that = crontab 0 12 1 * MON（只要是周一的1日）
crontab-at-noon-on-the-first = crontab 0 12 1 * *
some-months-do-not-have-this-day = 有的月份没有这一天
there-the-last-day-counts-so-that-no = 没有的月份按最后一天算，一次也不少
when-31st-of-the-month = 时间: 每月31日
when-monthly = 时间: 每月底
a-phase-ends-in-the-next-year = 阶段在下一年结束
an-end-without-a-year-that-lies-before = 没写年份的“止”比“起”早，按下一年算；五个月以内才这样算
from-october-1-to-january-31 =
    起: 10月1日
    止: 1月31日
from-2026-10-01-to-2027-01-31 =
    起: 2026-10-01
    止: 2027-01-31
reminders-of-different-hours-join-in-one-message = 不同时刻的提醒会合成一封
a-person-gets-one-message-a-day-at = 一个人一天只收一封，在最早的时刻发出；没有早的那一项的日子，还是按自己的时刻
hour-09-00-another-reminder-policy-has-08 = 时刻: "09:00"（别的提醒是 08:30）
hour-08-30 = 时刻: "08:30"
the-sign-of-this-zones-name-is-reversed = 这个时区的正负号和通常相反
etc-gmt-8-is-utc-8-with-utc = Etc/GMT+8 是 UTC-8，和北京时间差 16 小时，每个时刻都会错
timezone-etc-gmt-8 = 时区: Etc/GMT+8

## core: definition/findings/invisible

a-line-break = 换行
a-control-character = 控制字符
a-character-that-turns-the-direction-of-text = 改变文字方向的字符
a-character-without-any-width = 字符，不占位置
what-holds-said-u-sign-that-nobody-sees = “{ $what }”里有看不见的{ $said }（U+{ $sign }）
delete-it-and-type-it-again-on-one = 请删去这一段，重新手打，写在一行里

## core: definition/frame

the-tag-value-stands-in-other-already = 标签“{ $value }”已经在“{ $other }”里
a-tag-belongs-to-one-list-rename-or = 一个标签只属于一个体系，请改名或删去
tag = 标签

## core: definition/head

calendar-2 = 日历
key-must-be-first-or-second = “{ $key }”要写 { $first } 或 { $second }
write-first-or-second = 请写 { $first } 或 { $second }
there-is-no-zone-name = 没有叫“{ $name }”的时区
write-an-iana-name-such-as-asia-shanghai = 中国各地都写 Asia/Shanghai
west-of-greenwich = 西
east-of-greenwich = 东
name-lies-on-this-side-of-greenwich = “{ $name }”在格林尼治以{ $side }，是 { $same }：这种名称的正负号和通常相反
write-the-name-of-a-place-such-as = 写地名，例如 Asia/Shanghai（北京时间）
what-must-name-a-file-beside-this-one = “{ $what }”要写本文件旁边的文件名，不能有 .. 或盘符
put-the-file-in-the-same-folder-and = 把文件放到同一个文件夹，只写文件名
the-file-file-is-missing = 找不到文件“{ $file }”
put-it-beside-this-file-or-correct-the = 请把它放在本文件旁边，或者改正文件名

## core: definition/names

role-2 = 角色
reminder-policy-2 = 提醒规则
phase-2 = 阶段

## core: definition/occasions

a-duty = 任务
a-visit-programme = 走访
a-snapshot = 快照
the-notice-of-a-phase = 阶段的通知
the-id-id-is-taken-at-line-line = 编号“{ $id }”已经用在第 { $line } 行第 { $column } 列（{ $kind }）
change-one-of-them-ids-of-duties-parts = 请改掉其中一个；任务（含分项）、走访、快照、办件、评议、评分、名单的编号要各不相同

## core: definition/people/audiences

audience-of-units = 人群
there-are-more-than-audiences-max-audiences = 人群超过 { $audiences_max } 个
define-an-audience-once-and-use-it-by = 相同的人群只定义一次，按名称使用
the-unit-code-appears-twice = 单位“{ $code }”写了两次
unit-code = 单位编码

## core: definition/people/channels

the-stretch-of-time-text-is-not-understood = 看不懂时段“{ $text }”
write-it-like-08-30-12-00-the = 写成 "08:30-12:00" 这样，先早后晚
the-stretch-text-overlaps-one-before = 时段“{ $text }”和前面的重叠
make-one-of-them-or-move-them-apart = 请合并成一段，或者错开

## core: definition/people/groups

there-are-more-than-groups-max-other-calendars = “{ $other_calendars }”超过 { $groups_max } 个
merge-groups-with-the-same-working-days = 请合并工作日相同的单位

## core: definition/people/rights

right-of-a-role = 权限
exclusion = 回避事项

## core: definition/people/roles

there-are-have-roles-at-most-roles-max = 角色有 { $have } 个，最多 { $roles_max } 个
merge-roles-that-are-alike = 请合并相近的角色
name-has-a-column-of-posts-in-the = “{ $name }”在名册里有岗位列，不能又在名册外
write-either-column-or-outside = “列”和“名册外”只写一个
the-roster-has-no-column-column = 名册里没有“{ $column }”这一列
did-you-mean-near = 是不是想写“{ $near }”？
the-roster-has-the-columns-headings = 名册里有这些列：{ $headings }
name-cannot-stand-in-for-itself = “{ $name }”不能是自己的替补
write-another-role-or-delete-the-line = 请写另一个角色，或者删去这一行

## core: definition/people/roster

the-roster-has-have-unit-a-campaign-at = 名册有 { $have } 个单位，一个活动最多 { $units_max } 个
split-the-roster-into-several-campaigns = 请分成几个活动，上下级各一个
the-roster-has-no-unit = 名册里没有单位
write-one-unit-a-row-below-the-heading = 表头下面每行写一个单位
the-campaign-file-lists-no-channel-name-so = 活动文件的“渠道”里没有“{ $name }”，这个渠道上什么也发不出去
the-file-lists-listed-change-the-cell-or = 文件里有这些渠道：{ $listed }；改这一格，或者在文件里加上
it-leaves-on-left-before-it-joins-on = 退出日期 { $left } 早于加入日期 { $joined }
correct-one-of-the-dates = 请改正其中一个日期
code-cannot-be-a-units-code = “{ $code }”不能作单位编码
write-plain-in-ordinary-characters = 请写成半角的 { $plain }
use-1-to-20-letters-digits-and-such = 编码用 1 至 20 个字母、数字和 -，例如 001；合计、签名、说明这样的行请删去
this-cell-must-have-1-to-200-characters = 这一格不能空，也不能超过 200 字
fill-it-in = 请填上
other-must-be-true-or-false = “{ $other }”应当是 是 或 否
write-true-if-it-is-scored-else-false = 参评写 是，不参评写 否
there-is-no-language-other-people-are-written = 没有语言“{ $other }”：只有 中文 和 英文
write-zh-or-en-or-nothing-for-the = 请写 中文 或 英文；不写按文件
text-is-not-a-number-of-members = “{ $text }”不是人数
write-digits-only = 只写数字
cell-is-not-a-date = “{ $text }”不是日期，或者没有这一天
code-of-a-unit = 编码
short-name = 简称
the-kind-text-appears-twice-first-at-line = { $kind }“{ $text }”重复，第一次在第 { $line } 行
change-one-of-them = 请改掉其中一个
cell-of-column-has-this-fault = “{ $heading }”列：{ $fault }

## core: definition/people/roster/columns

code-of-the-unit-unique-never-changed-its = 单位编码，不能重复，不会改；前面的 0 要留着（必有）
full-name-needed = 全称（必有）
short-name-for-messages-and-tables-without-it = 消息和表里用的简称；不写用全称
code-of-the-unit-above-it = 上级单位的编码
category-within-which-units-are-ranked-needed = 类别，分类排名用（必有）
tags-separated-by-semicolons = 标签，几个用分号隔开
whether-it-is-scored-it-usually-is = 是否参评；不写是参评
number-of-members-which-members-of-a-duty = 党员数，任务里的“≥ 党员数”用它
channel-that-is-tried-first-stays-on-this = 首选渠道，只在本机
account-on-it-stays-on-this-machine-never = 渠道上的账号，只在本机，不进日志
short-number-by-which-its-people-are-phoned = 短号，给没签收的人打电话用，只在本机，不进日志
language-in-which-the-units-people-are-written = 用哪种语言给这个单位的人发消息：中文 或 英文；不写按文件
town-by-which-visits-are-put-together = 所在镇街，走访按它排在一起
coordinates-latitude-first-for-visits-with-a-speed = 坐标，先纬度后经度，如 "32.160,120.010"；走访写了“时速”才用
day-from-which-it-takes-part-without-it = 加入日期；不写是一直在
last-day-on-which-it-takes-part = 退出日期，那天还在
code-of-the-unit-that-it-was-merged = 并入哪个单位（编码）

## core: definition/people/roster/contacts

the-contact-id-id-appears-twice = 联系人编号“{ $id }”重复
change-the-units-code-do-not-end-it = 请改单位编码，结尾不要用“-”加角色名

## core: definition/people/roster/damaged

is-a-number-others-are-texts-so-its = 存成了数字，别的是文本：前面的 0 或原来的写法
has-one-digit-if-it-was-001-or = 只有一位：若原来是 001 这样，前面的 0
is-shorter-than-others-so-its-zeros-may = 比别的短：前面的 0
column-heading-text-said-did-a-spreadsheet-change = “{ $heading }”列：“{ $text }”{ $said }是不是被表格软件去掉了？
format-the-column-as-text-and-type-it = 把这一列设成“文本”格式，再填一次

## core: definition/people/roster/links

it-is-merged-but-has-no-leaving-date = 写了“并入”，却没有“退出日期”
fill-in-its-last-day = 请填退出日期（在原单位的最后一天）
units-above-each-other = 上级
units-merged-into-each-other = 并入
column-heading-the-roster-has-no-code-code = “{ $heading }”列：名册里没有编码“{ $code }”
is-it-near = 是不是“{ $near }”？
write-a-code-of-the-roster-or-leave = 请填名册里有的编码，或者留空
units-stand-in-this-ring = { $kind }成了圈：{ $ring }
change-one-of-these-cells = 请改掉其中一格

## core: definition/people/roster/location

cell-is-no-pair-of-coordinates = “{ $text }”不是坐标
latitude-comes-first-swap-the-two-numbers = 先写纬度，再写经度：请把两个数对调
write-latitude-and-longitude-or-leave-it-empty = 写成“纬度,经度”，例如 32.160,120.010；不知道就空着

## core: definition/people/roster/proposal

the-code-code-is-old-until-now-a = 编码“{ $code }”原来是“{ $old }”：前面的 0 被表格软件去掉了
format-the-column-as-text-and-type-the = 把这一列设成“文本”格式，再填一次

## core: definition/phases

there-must-be-1-to-phases-max-phases = 阶段应当有 1 至 { $phases_max } 个
write-at-least-one-phase = 至少写一个阶段
the-phase-id-id-appears-twice-first-at = 阶段编号“{ $id }”写了两次，第一次在第 { $at } 行
it-ends-in-the-next-year-on-to = “止”在下一年：{ $to }
if-day-is-meant-write-its-year-too = 要是指 { $day }，请连年份一起写；文件的“年份”是第一天所在的年
begin-it-on-day = 把起日改成 { $day }
the-phase-second-begins-on-from-but-first = 阶段“{ $second }”从 { $from } 开始，而“{ $first }”到 { $to } 才结束，两个阶段重叠
first-ends-on-to-and-second-begins-on = “{ $first }”到 { $to } 结束，“{ $second }”从 { $from } 才开始，中间有空档

## core: definition/right_checks

name-goes-to-units-whose-posts-may-not = “{ $name }”归单位办，但有{ $count }个单位（如{ $first }）没有一个岗位有“{ $right }”权限，收到了也办不了
give-the-right-to-a-role-of-the-units = 在“{ $roles }”里给单位的岗位（如联络员）的“{ $can }”加上“{ $right }”
name-is-given-out-by-a-role-that-may-not = “{ $name }”由{ $role }布置，但{ $role }没有“{ $right }”权限，布置不了
give-the-right-to-this-role = 在“{ $roles }”里给{ $role }的“{ $can }”加上“{ $right }”

## core: definition/text/damage

this-is-a-formula-without-a-value = 这是公式，没有算出来的值
text-the-formula-cannot-be-computed = “{ $text }”：公式算不出来，没有值
text-has-more-than-15-digits-as-a = “{ $text }”超过 15 位，表格软件当成数字，后面的数字已经丢了
a-spreadsheet-made-text-of-it-and-what = “{ $text }”是表格软件改成的科学记数，原来的写法已经丢了
text-is-a-date-a-spreadsheet-made-one = “{ $text }”是日期：表格软件把原来写的改成了日期
open-it-in-a-spreadsheet-let-it-recalculate = 用 Excel 打开重算后保存；或者复制后“选择性粘贴”成数值
format-the-column-as-text-first-then-type = 先把这一列设成“文本”格式，再照原来的重填
column-heading-has-this-damage = “{ $heading }”列：{ $said }

## core: definition/text/decimals

what-must-be-a-number-from-0-to = “{ $what }”应当是 0 到 { $most } 之间的数，最多四位小数
write-digits-only-such-as-15-or-12 = 只写数字，例如 15 或 12.5

## core: definition/text/fields

no-names-in-brackets = （无）
nothing-follows-key = “{ $key }”后面没有内容
fill-it-in-or-delete-the-line = 请填上内容，或者删去这一行
what-lacks-own = “{ $what }”缺少“{ $own }”
add-a-line-own = 请加上一行“{ $own }: …”
lines-of-key-value = “名称: 内容”的若干行
a-text = 一段文字
what-must-be-one-line-of-1-to = “{ $what }”应当是一行 1 至 { $name_chars_max } 字的文字
shorten-it-to-one-line = 请改短，写在一行里
key-has-nothing-in-it = “{ $key }”里什么也没有
what-must-be-a-whole-number-from-from = “{ $what }”应当是 { $from } 到 { $to } 之间的整数
write-digits-only-such-as-example = 只写数字，例如 { $example }
what-must-be-true-or-false = “{ $what }”要写 是 或 否
write-true-or-false = 请写 是 或 否
what-must-be-a-time-of-day = “{ $what }”要写一天里的时刻
write-it-like-09-00-from-00-00 = 写成 "09:00" 这样，从 00:00 到 23:59
text-appears-twice = “{ $text }”写了两次
key-has-have-at-most-most = “{ $key }”有 { $have } 个，最多 { $most } 个
merge-those-that-are-alike-or-delete-some = 请合并相近的，或者删去一些
text-cannot-be-an-id = “{ $text }”不能作编号
use-1-to-40-of-a-z-0 = 编号用 1 至 40 个小写字母、数字和 -，例如 unit-plan；中文名称写在“名称”里
there-is-no-kind-name = 没有叫“{ $name }”的{ $kind }
there-are-names = 现有的{ $kind }：{ $names }
nothing-stands-here = 空的
a-list-of-values = 一个列表
what-must-be-wanted-this-is-is = “{ $what }”这里应当是{ $wanted }，现在是{ $is }
write-wanted-see-the-sample = 请写成{ $wanted }；参看样例
what-has-no-key-key = “{ $what }”里没有“{ $key }”这一项
possible-here-names = 这里可以写：{ $names }
key-appears-twice-first-at-line-line-column = “{ $key }”写了两次，第一次在第 { $line } 行第 { $column } 列
keep-one-and-delete-the-other = 请留一个，删去另一个

## core: definition/text/intake

this-table-is-in-gbk-gb18030-it-was = 这个表是 GBK/GB18030 编码，已按该编码读取
the-sheet-name-is-empty = 工作表“{ $name }”是空的
put-the-table-into-a-sheet-that-is = 名册放在看得见的工作表里，工作表取名“名册”
this-is-no-excel-workbook-xlsx-or-a = 这不是 Excel 工作簿（xlsx），或者已经损坏
unpacked-this-workbook-is-too-large = 这个工作簿展开后太大
this-sheet-has-too-many-rows-columns-or = 这个工作表的行、列或格子太多
save-it-as-a-new-xlsx-or-as = 请用 Excel 另存为新的 xlsx，或者存成 CSV UTF-8；表里只留名册
sheet-is-hidden = （隐藏）
the-sheet-name-is-read-not-read-others = 读的是工作表“{ $name }”，没有读：{ $others }
to-have-another-sheet-read-show-it-and = 要读别的工作表，就取消隐藏，取名“名册”
count-rows-are-hidden-or-filtered-away-and = 有{ $count }行隐藏着（或者被筛选掉了），照样读取：第 { $rows } 行
show-them-see-whether-they-are-still-meant = 请取消隐藏和筛选，看看这些行还要不要；不要的就删去
hidden-columns-are-read-all-the-same-names = 有隐藏的列，照样读取：{ $names }
show-them-and-see-whether-they-are-right = 请取消隐藏，看看写的对不对
the-file-has-have-kib-more-than-the = 文件有 { $have } KiB，超过上限 { $most } KiB
check-that-it-is-the-right-file-keep = 请确认选对了文件；名单和附件放在另外的文件里
this-is-an-excel-word-or-zip-file = 这是 Excel、Word 或压缩文件，不是文本
this-file-is-in-utf-16 = 这个文件是 UTF-16 编码
this-is-not-a-text-file-it-has = 这不是文本文件（含有空字节）
save-it-as-a-utf-8-text-a = 请用“另存为”，保存成 UTF-8 编码的文本（表格存成 CSV UTF-8）
the-file-is-empty = 文件是空的
start-from-the-sample-in-workflows-service-year = 可以从 workflows/service-year 里的样例开始
the-file-is-not-utf-8-it-looks = 文件不是 UTF-8，看来是 GBK/GB18030 编码
save-it-with-the-encoding-utf-8-or = 在记事本里“另存为”，编码选 UTF-8；或者运行 iconv -f GB18030 -t UTF-8 旧文件 > 新文件
the-file-is-not-utf-8-from-here = 文件不是 UTF-8，从这里起读不懂
open-it-in-a-text-editor-and-save = 请用文本编辑器打开，另存为 UTF-8

## core: definition/text/precheck

there-is-a-tab-in-the-indentation = 缩进里有制表符（Tab）
use-spaces-two-for-each-level = 请改成空格，每一层两个
there-is-a-full-width-or-no-break = 缩进里有全角空格或不间断空格
use-ordinary-spaces-two-for-each-full-width = 请改成普通（半角）空格，一个全角空格改成两个
anchors-and-tags-are-not-part-of-it = 这里用了 YAML 的锚点、引用、合并或标签（& * << !），本文件不支持
write-the-content-out-if-belong-to-a = 请把内容直接写出来；如果 & * ! 是文字，请放进半角引号

## core: definition/text/precheck/wide

a-full-width-or-no-break-space-follows = 冒号后面是全角空格或不间断空格
use-an-ordinary-space = 请改成普通（半角）空格
a-colon-and-a-space = 半角冒号加一个空格“: ”
the-ascii-sign = 半角的 { $sign }
wide-is-a-full-width-sign-the-files = 这里的“{ $wide }”是全角符号，文件的格式要用半角
write-sign-if-it-is-part-of-a = 请改成{ $sign }；如果它是文字的一部分，请把整段文字放进半角引号

## core: definition/text/run_together

text-is-read-as-one-name = “{ $text }”整个当作一个名称，里面的顿号、逗号、分号不把它分开
if-several-are-meant-write-them-apart = 要写几个，用英文逗号分开：[{ $apart }]；本来就是一个名称，就不用改
the-number-in-text-belongs-to-the-name = “{ $text }”整个当作名称，里面的数字不算数量
if-a-count-is-meant-write-it-so = 要写数量，写 照片≥2、照片2张、书目3至10；数字是名称的一部分，就不用改

## core: definition/text/tables

the-heading-is-in-row-line-the-rows = 表头在第 { $line } 行，上面的行不读
the-heading-has-width-columns-at-most-most = 表头有 { $width } 列，最多 { $most } 列
keep-only-the-columns-that-are-used = 表里只留用得着的列
the-heading-has-no-column-own = 表头里没有“{ $own }”这一列
is-it-written-near = 是不是写成了“{ $near }”？
the-first-row-is-the-heading-its-cells = 第一行写表头，各列用半角逗号分开
first-is-the-same-column = ，和“{ $first }”是同一列
the-heading-has-two-columns-heading-said = 表头里有两列“{ $heading }”{ $said }
delete-or-rename-one = 请删去或改名
the-column-heading-is-not-known-and-not = 不认识“{ $heading }”这一列，不会读取
check-the-campaigns-file-if-a-role-has-it = 这里只认通用的列；活动文件里有角色写了“列: 这一列”的，请改为检查活动文件（muster roster check 活动.yaml），不要删；确实没人用的，再删去或把内容写进“备注”
delete-it-if-it-is-not-needed-or = 用不着的列请删去，或者把内容写进“备注”
this-row-has-have-cells-the-heading-has = 这一行有 { $have } 格，表头有 { $wanted } 格
a-cell-probably-has-a-comma-in-it = 多半是某一格里有逗号：请把那一格放进半角引号，例如 "甲,乙"
add-the-missing-commas-empty-cells-need-them = 请补上缺的逗号（空格子也要有逗号）；也看看有没有没配对的引号
add-the-column-own-to-the-heading = 在表头加上“{ $own }”这一列，每行填上内容

## core: definition/text/tree

the-file-has-nothing-but-comments = 文件里只有注释
the-file-holds-two-documents-parted-by = 一个文件里有两份内容（中间有“---”）
delete-the-line-or-make-two-files-of = 删去“---”这一行，或者分成两个文件
this-is-not-yaml-fault = 格式不对：{ $fault }
nested-too-deep-or-too-large-at-most = 嵌套太深或内容太多（最多 { $depth_max } 层、{ $nodes_max } 项）
check-that-it-is-the-right-file-and = 请确认选对了文件；看看是不是少了右括号
a-bracket-is-not-closed = 括号没有配对
add-the-missing-bracket = 补上缺的 ] 或 {"}"}
what-stands-in-brackets-is-not-right = 括号里的内容不对
look-for-a-missing-bracket-or-a-comma = 看看是否缺了 ] 或 {"}"}，或多了逗号
a-quote-is-not-closed = 引号没有配对
add-the-missing-quote = 补上缺的引号
there-is-a-colon-too-many = 这里不能再有冒号，或者缩进不齐
align-lines-of-the-same-level = 同一层的各行要对齐；值里有冒号时放进引号
this-line-lacks-a-colon = 这一行缺少冒号
write-key-value-with-a-space = 写成“名称: 内容”，冒号后有一个空格
there-is-no-key-before-the-colon = 冒号前面缺了名称
write-key-value = 写成“名称: 内容”
there-is-a-tab = 这里有制表符（Tab）
use-spaces = 请改成空格
a-key-must-be-one-word = 名称只能是一个词
a-key-is-one-word-without-brackets = 冒号前面不要用括号
there-is-a-character-that-cannot-stand = 这里有不能用的字符
delete-it-or-put-the-text-in-quotes = 请删去这个字符，或者把整段文字放进半角引号
this-place-is-not-understood = 这里读不懂
look-at-this-line-and-the-one-before = 看看这一行和上一行：缩进要对齐，冒号后要有空格
a-bracket-has-no-partner = 这个括号没有配对，后面缺“{ $closing }”
close-it-with-closing = 在内容末尾补上“{ $closing }”；下一行的格式错误由此而来

## core: definition/timing/festivals

festival = 节日
a-row-needs-an-id-small-letters-a = 这一行要有编号（小写字母）、节日和日期
write-a-row-of-festivals-like-this = 写成 chongyang,重阳,2014-10-02 这样

## core: definition/timing/rule

text-names-days-of-the-month-and-of = “{ $text }”：日和星期都写了，符合其中一个的日子都算
text-cannot-stand-beside-other-times = “{ $text }”不能和别的时间写在一起
several-times-must-all-be-days-windows-or = 几个时间写在一起，只能都是日期、都是旬，或者都是“某节前N个工作日”且N相同；其余的用“分项”分开写
text-lies-outside-the-phase-name-from-to = “{ $text }”不在阶段“{ $name }”里（{ $from } 至 { $to }）
change-the-date-or-the-phase-to-id = 改日期，或者把阶段改成 { $id }
change-the-date-or-the-dates-of-the = 改日期，或者改阶段的起止
text-lies-after-the-end-of-the-campaign = “{ $text }”在活动结束（{ $last }）之后，永远不会发生
change-the-date-or-make-the-last-phase = 改日期，或者延长最后一个阶段
rest-day-must-be-back-forward-or-stay = “{ $rest_day }”只能写 提前、顺延 或 不动
deadlines-usually-go-back-activities-forward = 截止日一般 提前，活动日一般 顺延

## core: definition/timing/rule/anchors

text-does-not-say-of-which-phase = “{ $text }”没有说是哪个阶段
add-phase-id-or-name-the-phase-in = 加上“阶段: 编号”，或者写明阶段名称
duty-above = 写在前面的任务
text-will-never-happen-it-is-on-nearest = “{ $text }”永远不会发生：{ $name }是 { $nearest }，不在活动期间（{ $first } 至 { $last }）
delete-it-or-choose-a-day-within-the = 请删去，或者换一个活动期间的日子
the-time-text-is-not-understood-the-calendar = 看不懂时间“{ $text }”：日历里没有节日表 festivals.csv
write-a-date-or-add-that-table-date = 改写成日期，例如 10月2日；或者补上节日表（列：日期,名称）
the-time-text-is-not-understood-there-is = 看不懂时间“{ $text }”：没有叫“{ $name }”的节日
the-festivals-are-known = 节日有：{ $known }

## core: definition/timing/rule/effect

several-days = 几个日子写在一起
a-single-day = 只有一天
a-window = 旬
a-time-that-is-counted-from-another-day = 从别的日子推算的时间
key-has-no-effect-beside-such-a-time = “{ $key }”不起作用：时间是{ $time }
delete-it-or-write-the-time-otherwise = 请删去，或者改写时间
days-of-a-crontab-never-move-so-rest = crontab 写的日子不会移，“{ $rest_day }”不起作用
delete-it-or-write-a-time-such-as = 请删去，或者用 每周六 之类的时间代替 crontab

## core: definition/timing/rule/faults

one-day = 一天
one-week = 一周
one-month = 一个月
one-quarter = 一个季度
half-year = 半年
one-year = 一年
it-ends-before-it-begins-from-from-to = 还没开始就结束了：{ $from } 起，{ $to } 止
swap-or-correct-the-two-dates-write-the = 请把“起”“止”对调或改正；要跨年，请写上年份
text-can-be-first-or-last = “{ $text }”可以是 { $first }，也可以是 { $last }
write-the-year = 请写上年份
text-does-not-lie-in-the-campaign-in = “{ $text }”哪一年都不在活动里（{ $first } 至 { $last }）
change-the-date-or-write-its-year = 改日期，或者写上年份
the-time-text-is-not-understood = 看不懂时间“{ $text }”
write-april-25-mid-september-2014-04-25 = 可以写：4月25日、9月中旬、9月底、2014-04-25；每周五、每月、每月2次、每季度、每月最后一个工作日、每月第一个周一、每月15日；阶段开始后5个工作日、重阳前3个工作日、某任务办结后5个工作日；“定期”“适时”之类要换成具体的周期
there-is-no-text-month-has-days-days = 没有“{ $text }”这一天，{ $month }只有 { $days } 天
did-you-mean-month-days = 是不是 { $month }{ $days }日？
there-is-no-text-a-period-has-at = 没有“{ $text }”：{ $period }最多 { $most } 个工作日
write-a-smaller-number-for-the-last-day = 改小数目；要最后一天，写“最后一个工作日”
text-is-too-often-at-most-most-time = “{ $text }”太密：{ $period }最多 { $most } 次
write-fewer-times-or-a-shorter-period = 改小次数，或者换更短的周期，例如“每周”
there-is-no-text-no-year-has-a = 没有“{ $text }”：一年没有 { $month } 月
months-go-from-1-to-12 = 月份从 1 到 12
it-must-have-five-fields-minute-hour-day = 应当有五段：分 时 日 月 星期
weekdays-must-be-names-mon-to-sun-numbers = 星期要写名称（MON 到 SUN），数字在各种软件里意思不一样
both-fields-of-days-leave-days-out-and = “日”和“星期”都限定了日子，其中一个又以 * 开头：是两个都要符合还是一个就行，各种软件不一样
a-field-is-not-understood = 有看不懂的段
text-is-no-crontab-that-can-be-used = “{ $text }”不是可用的 crontab：{ $fault }
write-it-like-crontab-30-8-mon-fri = 写成 crontab 30 8 * * MON-FRI 这样
write-near-that-day-is-in-time = 请写“{ $near }”：到这一天为止，当天算按时

## core: definition/wording

a-text-or-file-with-a-name = 一段文字，或一行“文件: 名称”
file-is-a-table-and-no-words-of-a-letter = { $file } 是表格，不是消息的文字
name-a-text-file-with-the-words-of = 请写一个文本文件的名称，里面只放消息的文字
write-the-letters-words-in-it-or-delete = 把消息的文字写进去，或删掉写它名称的那一行
the-template-does-not-work-error = 消息模板用不了：{ $error }
check-the-names-in-and-the = 看看 {"{"}{"{"} {"}"}{"}"} 里的名称和 {"{"}% %{"}"} 是否写对
messages-are-written-in-zh-or-en = 消息的语言只有 中文 和 英文
write-zh-or-en = 请写 中文 或 英文

## core: script

script-of-the-units = 脚本
behaviour = 行为
the-unit-code-stands-under-other-and-under = 单位“{ $code }”既写在“{ $other }”，又写在“{ $key }”
a-unit-has-one-behaviour = 一个单位只能有一种行为
key-is-not-one-behaviour = “{ $key }”不是一种行为
write-before-2-after-3-silent-true-or = 写 {"{"}提前: 2{"}"}、{"{"}逾期: 3{"}"}、{"{"}不交: 是{"}"} 或 {"{"}提前: 2, 退回后: 2{"}"} 之一

## muster: authoring/compiled

warnings-see-them-with-check = 有{ $warnings }处提醒，muster check { $file } 可逐条查看
file-has-errors = { $file } 有{ $errors }处错误
fix-them-and-try-again = 按改法修改后再试
codes-of-the-roster-lost-their-zeros = 名册 { $name } 有{ $found }个编码丢了前面的 0

## muster: authoring/files

shown-cannot-be-read = 读不了文件 { $shown }
it-is-no-regular-file = 它不是普通文件（目录、设备和管道都不行）
file-is-too-large = 文件 { $file } 太大 [too-large]
it-has-too-many-bytes = 有{ $size }字节，最多{ $most }字节
make-the-file-smaller-or-several = 压缩或分成几个文件
file-is-not-in-the-campaigns-folder = { $file } 不在活动的文件夹里
it-is-a-link-that-leads-away = 它是链接，通向 { $leads }
put-the-file-itself-beside-the-campaigns-file = 把文件本身放到活动文件旁边，不要用链接
path-cannot-be-written = 写不了文件 { $path }

## muster: authoring/findings

cell-and-what-was-found = { $cell } 格：{ $finding }
error-2 = 错误
warning = 提醒
note = 说明
here = 这里
help = 改法

## muster: authoring/marked

roster = 名册
findings = 问题
findings-head-cell = 格
findings-head-code = 代码
findings-head-what = 问题
findings-head-fix = 改法

## muster: client/act

no-campaign-was-launched-in-this-directory = 这个目录里还没有活动
there-are-several-campaigns-here-say-which = 这个目录里有几个活动，请写明是哪个
there-is-no-campaign-of-this-name = 没有活动“{ $campaign }”
there-are-these-and-more = 现有活动：{ $names }等{ $known }个
there-are-these = 现有活动：{ $names }
done-before-and-not-again = { $name }：上次已经办成（到第{ $position }号事件），没有重办
nothing-to-change-it-was-so = { $name }：没有变化，本来就是这样
done-and-events-recorded = { $name }：已办成，记录了{ $events }个事件（到第{ $position }号）
its-number-and-what-decides-it = 编号 { $number }：{ $typed }（不成立、不同意的，--yes 换成 --no）
look-at-its-table-before-it-is-decided = 注意：这一类按规则提名，写明的快照里这个单位不符合；照样提了，决定前先核对
these-units-were-drawn = 从{ $among }个单位里抽出{ $count }个：{ $units }
accepted = 已通过

## muster: client/amending

file-is-of-another-year = 文件是{ $new }年的，正在运行的是{ $old }年的
file-is-of-another-zone = 文件的时区是{ $new }，正在运行的是{ $old }
with-what-was-retired-too-many = 连同停用的共{ $count }项，最多{ $most }项
launch-it-as-another-campaign = 另发布一个活动：muster launch 活动文件
use-the-ids-that-are-there = 改用原来的编号
this-campaign-is-not-running = 活动“{ $campaign }”没有在运行

## muster: client/connection

look-at-account-list-first = 先看 muster account list：发出了就用 muster account revoke 编号 吊销，再发
the-engine-stayed-busy = 引擎一直忙
try-again-later = 稍后再试
the-engine-did-not-answer = 没有得到引擎的答复
ask-again = 再试一次
the-engine-is-shutting-down = 引擎正在关闭
the-outcome-is-unknown = 没有得到引擎的答复，结果未知
say-it-again-nothing-is-done-twice = 再试一次；办过的不会重办

## muster: client/connection/client

it-has-no-address-to-connect-to = 它没有可连的地址（目录里没有 address）：可能正在启动或退出，也可能是 muster demo 或别的命令
cannot-connect-to-its-address = 连不上它的地址 { $at }：{ $why }
answers-but-does-not-take-the-token = { $at } 有程序答复，但不认 address 里的口令
takes-connections-but-gave-no-answer = { $at } 连得上，但{ $wait }秒内没有答复
another-program-is-at-its-address = { $at } 上是别的程序，证明不了自己认得 address 里的口令；口令没有给它
gives-an-unexpected-answer = { $at } 的答复不对：{ $answer }

## muster: client/connection/submitting

the-same-was-given-a-moment-ago = 刚才办过同一件事，没有得到答复：这次沿用那次的编号，办过的不会重办；要另办一次，加 --new
the-same-was-given-minutes-ago = { $minutes }分钟前办过同一件事，没有得到答复：这次沿用那次的编号，办过的不会重办；要另办一次，加 --new
say-it-again-in-the-same-words = 原样再办一次；编号留着（{ $hours }小时），办过的不会重办
its-id-could-not-be-kept = 编号没能留下，再办会算另一次：先用 muster events 看办成没有；留编号的文件夹由 MUSTER_STATE_DIR 指定

## muster: client/connection/patience

tables-are-being-made-from-the-log = 正在由日志重算各表：{ $position }/{ $head }（{ $percent }%）；算完就答复
tables-from-the-log-stand-still = 由日志重算的各表停在第{ $position }号，日志到第{ $head }号
the-engine-does-not-go-on-with-them = 引擎没有继续往下算

## muster: client/connection/failures

there-is-no-muster-data-in-dir = { $dir } 里没有 muster 的数据
name-the-directory-or-begin = 用 --dir 写对目录；或先试 muster demo，或用 muster launch 发布
engine-does-not-take-this-token = { $url } 不认这个口令
ask-ops-for-a-new-token = 向运维领取新的：muster account issue 岗位
no-engine-is-reached-at-url = 连不上 { $url } 的引擎
check-the-address-and-the-network = 检查 --at 和网络；引擎要在运转
no-engine-answers-for-dir = { $dir } 的引擎现在没有答复：请稍后再送一次
dir-is-held-by-process = { $dir } 正被进程 { $holder } 占用
try-again-or-stop-that-process = 稍后再试；一直不行就停掉那个进程，再用 muster up 启动
look-with-muster-verify-or-restore-a-backup = 用 muster verify 检查，或恢复备份
the-disk-is-full-make-room = 磁盘满了：腾出空间，不必重启
it-cannot-be-written = 写不进去：改好权限或挂载；只想看，就用 muster verify，或复制到可写的目录
the-disk-is-full-or-fails = 磁盘满了或坏了：先腾出空间；仍出错就换磁盘，从备份恢复（muster restore）
stop-that-process-or-take-another-dir = 先停掉那个进程，或换一个 --dir
dir-cannot-be-used = 目录 { $dir } 用不了
the-data-cannot-be-opened = 打不开数据
dir-uses-another-clock = { $dir } 一直按另一种时钟（{ $kept }）运行，真实时间和虚拟时间不能混在一份记录里
take-another-dir = 换一个 --dir

## muster: client/connection/receipts

the-engine-does-not-take-it-now = 引擎现在没有收下：稍后再送一次

## muster: client/evidence

warning-of-the-same-file = 提醒：文件 { $short } { $remark }
no-digest-begins-with-text = 没有指纹以“{ $text }”开头的文件
see-show-evidence-or-write-all-digits = 看 muster show evidence；文字（如退回理由）要写全64位指纹，见 muster events --json
several-digests-begin-with-text = 有{ $several }个文件的指纹以“{ $text }”开头，请多写几位

## muster: client/posts

this-is-not-a-post-of-the-campaign = “{ $shown }”不是这个活动的岗位
names-and-more-of-count = { $names } 等{ $count }个
posts-are-or-unit-and-role = 岗位有：{ $posts }；也可写 单位/角色，如 { $such }
posts-are = 岗位有：{ $posts }

## muster: client/remote

the-address-shown-cannot-be-used = 地址“{ $shown }”不能用：{ $why }
it-is-no-address = 不是网址
it-must-begin-with-https = 要以 https:// 开头
the-address-must-hold-no-password = 地址里不能写用户名和口令
it-must-hold-no-query-or-fragment = 不能带 ? 或 #
address-is-not-encrypted = { $url } 不加密，岗位口令会在路上被人读到
take-https-or-say-insecure = 改用 https://；只有网络本身已加密（如专线、SSH 隧道）才写 --insecure
no-token-was-named = 没有岗位口令
name-a-token-file-ops-issue-one = 写 --token-file 文件；口令由运维用 muster account issue 发
it-does-not-hold-one-token = 里面不是一个口令
the-token-file-cannot-be-read = 读不出口令文件 { $file }

## muster: client/target

the-post-is-empty = 岗位是空的
the-post-holds-control-characters = 岗位“{ $shown }”里有控制字符（如换行）或看不见的字符
name-is-reserved-act-as-a-post = “{ $shown }”是系统保留的名义，人只能以岗位的名义办理
name-a-post-with-as = 用 --as 写岗位，如 --as 小组办公室

## muster: help

print-help = 显示说明
print-version = 显示版本
usage = 用法：
commands = 命令
options = 选项
arguments = 参数
heading-colon = ：
note-one-of-names = 可写 { $names }
note-default-values = 默认 { $values }
note-environment-name = 环境变量 { $name }
notes-in-brackets = ［{ $notes }］
list-semicolon = ；

## muster: lib

this-is-a-bug-in-muster-please-report = 这是 muster 的缺陷，请连同这一行报告：{ $panic }

## muster: suggestions

name-a-file-not-a-folder-this-has-none = 请写文件，不是文件夹；这个文件夹里没有 yaml 文件
name-the-file-in-it-files = 请写里面的文件：{ $files }
there-is-no-such-file-or-folder = 没有这个文件或文件夹
permission-is-denied = 没有权限
the-disk-is-full = 磁盘满了
the-disk-is-mounted-read-only = 磁盘是只读的
there-is-one-already = 那里已有一个
it-is-a-folder = 这是文件夹
it-is-no-folder = 这不是文件夹

## muster: ops/dashboard

steps-planned = 应发
steps-sent = 已发
steps-skipped = 免发
steps-failed = 失败
steps-withdrawn = 撤回
steps-open = 未结
steps-messages = 消息
clock-kind-stepped = 虚拟时钟
clock-kind-wall = 真实时钟
now-kind-why-see-muster-clock-show-muster = { $now }（{ $kind }）{ $why }；看 muster clock show，确认用 muster clock accept
clock = 时钟
now-kind-runs-next-due-due = { $now }（{ $kind }）走时正常，下一件 { $due }
now-kind-runs-nothing-due = { $now }（{ $kind }）走时正常，没有待办
last-event-head-view-behind-behind-waiting-waiting = 到第{ $head }号事件；视图落后{ $behind }；排队{ $waiting }
commits-fail-cause = 写不进去：{ $cause }
log = 日志
none-not-over-nats = 不经 NATS
stream = 事件流
name-last-at-lag-behind = { $name } 到第{ $at }号，落后{ $lag }
nats-is-away = NATS 断开
none-runs = 没有在运行的
workers = 工作者
name-pending-behind-out-in-hand-listening-listening = { $name }  落后{ $pending }，在办{ $out }，在线{ $listening }
text-absent = { $text }：不在
name-takes-nothing-failing-in-a-row-cause = { $name } 一封也不收（连续{ $failing }次）：{ $cause }
channel = 渠道
ids-nothing-is-sent-muster-resume-goes-on = { $ids }：什么也不发；恢复用 muster resume
held = 暂停发送
no-campaigns-yet = 还没有活动
today = 今天
and-more-more-campaigns = 另有{ $more }个活动
past-due = 到时未结
none-without-an-outcome = 无（到时的提醒都有结果）
count-without-an-outcome-the-oldest-step-of = { $count }次，最早 { $step }，{ $at }（{ $id }）
none-6 = 无
count-the-latest-source-name-cause = { $count }封，最近 { $source } { $name }：{ $cause }
dead-letters = 死信
parked = 因故障停下的活动

## muster: ops/doctor/clock

the-machines-clock-now-is-by-before-the = 机器时钟 { $now } 比日志里最近的事件早{ $by }
set-the-machines-clock = 校准机器时钟
the-machines-clock-now-is-by-after-the = 机器时钟 { $now } 比日志里最近的事件晚{ $by }：若机器重启过，启动后会停住走时，等人确认
a-stepped-clock-the-machines-is-not-looked = 虚拟时钟，不看机器时钟
now-no-jump-against-boot-time = { $now }，没有跳动
the-clock-is-kept-by-network-time = 时钟已与网络时间同步
the-clock-is-not-kept-by-network-time = 时钟没有与网络时间同步
enable-systemd-timesyncd-or-chrony = 启用 systemd-timesyncd 或 chrony
it-cannot-be-told-here-whether-network-time = 看不到是否与网络时间同步
zone-data-zone-data = 时区数据 { $zone_data }
zone-data-zone-data-campaigns-were-checked-with = 本程序的时区数据是 { $zone_data }，有活动按另一版核对：{ $older }
what-is-planned-stays-look-through-muster-preview = 已排定的日期不变；看一遍 muster preview
id-calendar-name-version-knows-every-year-of = { $id }：日历 { $name }@{ $version } 各年齐全
id-the-calendar-has-no-holidays-of-missing = { $id }：日历缺 { $missing } 年的放假安排，这些年的日期是暂定的
once-they-are-published-add-that-years-table = 放假安排公布后，在活动文件旁边的 calendars/{ $name } 里补上这一年的表，再 muster apply

## muster: ops/doctor/directory

there-is-no-directory-shown = 没有目录 { $shown }
name-it-with-dir-or-begin-with-muster = 用 --dir 写对目录，或先 muster launch
shown-cannot-be-written-error = { $shown } 写不进去：{ $error }
shown-is-open-to-other-users-mode-and = { $shown } 别的用户也能进（{ $mode }），里面有账号
shown-can-be-written-and-by-nobody-else = { $shown } 可读写，别人进不来
letters-carry-no-links-no-page-address-is = 消息里没有网页链接：没有配置网页地址
write-page-address-https-in-muster-yaml = 在 muster.yaml 里写 page: {"{"}address: https://…{"}"}
letters-link-to-address = 消息里的链接通到 { $address }
letters-link-to-address-which-is-not-encrypted = 消息里的链接通到 { $address }，没有加密，路上能被人看到
put-a-tls-proxy-in-front-and-write = 前面放 TLS 代理，改用 https
free-space-cannot-be-told-error = 看不到剩余空间：{ $error }
free-mib-free = 剩余空间 { $free } MiB
make-room-on-that-disk = 腾出空间
file-is-damaged-or-cannot-be-read-why = { $file } 坏了或读不了：{ $why }
the-log-log-db-is-gone-and-the = 日志 log.db 不见了，视图还在
restore-a-backup = 恢复备份
no-log-yet = 还没有日志
muster-verify-or-restore-a-backup = muster verify，或恢复备份
log-db-is-not-whole-why = log.db 不完整，尾部丢了：{ $why }
put-log-db-wal-back-beside-it-or = 把 log.db-wal 放回原处，或恢复备份
the-logs-head-stands-at-head-its-last = 日志头在第{ $head }号，最近的事件是第{ $last }号
log-db-is-sound-up-to-event-last = log.db 结构完好，到第{ $last }号事件；散列链用 muster verify 核
no-view-it-is-made-at-the-start = 没有视图，启动时重建
view-db-is-damaged-why = view.db 坏了：{ $why }
restart-the-engine-it-is-rebuilt-from-the = 重启引擎，会从日志重建
view-db-is-sound-up-to-at-at = view.db 完好，到第{ $at }号，落后{ $at_2 }
the-log-lost-its-tail-restore-a-backup = 日志缺了尾部：恢复备份
see-in-the-engines-output-why-it-does = 看引擎的输出为什么跟不上
contacts-db-is-gone-nobody-has-an-account = contacts.db 不见了：提醒没有账号可发
restore-a-backup-or-import-the-roster-with = 恢复备份，或用 muster apply 重新导入
no-contacts-yet = 还没有联系方式
contacts-db-is-sound = contacts.db 完好
restore-a-backup-or-import-the-contacts-again = 恢复备份，或重新导入联系方式
no-outbox-yet-it-is-made-at-the = 还没有发件箱，启动时建
shown-holds-letters-of-day-the-log-ends = { $shown } 里有 { $day } 的消息，日志只到 { $end }：日志比发件箱旧，可能是拿旧的副本换上的
put-the-right-log-back-or-restore-the = 换回原来的日志，或恢复最近的备份
shown-can-be-written = { $shown } 可写
reminders-are-tried-until-it-can-fix-its = 提醒会一直重试到可写为止；改好权限

## muster: ops/doctor/engine

muster-version-count-kinds-of-events-sqlite-sqlite = muster { $version }，{ $count }种事件，SQLite { $sqlite }，时区数据 { $zone_data }
process-holder-runs-and-answers = 进程 { $holder } 在运行，有答复
campaign-id-is-parked-cause = 活动 { $id } 已因故障停下：{ $cause }
start-the-engine-again-and-report-the-cause = 重启引擎；仍出现请附原因报告
every-step-that-is-due-has-its-outcome = 到时的提醒都有结果
past-due-steps-are-past-due-without-an = { $past_due }次提醒到时没有结果
see-in-muster-status-whether-the-workers-listen = 看 muster status：工作者在线吗
no-dead-letters = 没有死信
letters-dead-letters = 死信{ $letters }封
the-newest-dead-letter = ；最近一封 { $name }，{ $cause }
the-log-takes-what-is-written = 日志写得进去
commits-of-the-log-fail-cause = 日志写不进去：{ $cause }
the-channel-name-takes-letters-failures-not-taken = 渠道 { $name } 收信，启动以来没收下{ $failures }次
the-channel-name-takes-nothing-cause = 渠道 { $name } 一封也不收：{ $cause }
one-letter-tries-at-until-and-until-then = ；{ $until } 再试发一封，之前先走下一个渠道
take-the-cause-away-the-letters-wait-and = 排除原因即可：消息都等着，好了自动补发
nobody-works-as-name = 没有在运行的工作者 { $name }
start-it-muster-worker-name-or-start-muster = 启动它：muster worker { $name }，或重启 muster up
sending-of-campaign-id-is-held = 活动 { $id } 暂停发送
stream-is-lag-behind = { $stream } 落后{ $lag }
look-at-nats-muster-doctor-nats-url = 看 NATS；muster doctor --nats URL
an-engine-runs-and-cannot-tell-how-it = 引擎在运行，但说不出现状：{ $why }
no-engine-runs = 没有引擎在运行
process-holder-holds-the-directory-and-does-not = 进程 { $holder } 占着目录，但没有答复
it-may-be-starting-or-ending-if-that = 可能正在启动或退出；一直如此就停掉它，再 muster up

## muster: ops/doctor/nats

install-a-newer-nats-server-older-ones-drop = 安装新版 nats-server
look-at-the-address-the-login-and-whether = 看地址、口令和 nats-server 是否在运行
the-server-holds-this-login-to-its-permissions = 服务器按账号限权
the-server-lets-this-login-say-anything-anybody = 服务器什么都让说：谁都能冒充引擎发事件
use-the-accounts-of-proto-wire-src-nats = 用 proto/wire/src/nats/accounts.conf 里的账号
the-streams-cannot-be-seen-why = 看不到事件流：{ $why }
the-login-ops-sees-them-while-the-engine = 引擎在运行时，ops 的账号就看得到；否则用 engine 的账号；服务器要开 JetStream
no-log-here-to-compare-with-there-are = 这里没有日志可比；服务器上有：{ $names }
there-is-no-stream-wanted = 没有事件流 { $wanted }
start-the-engine-over-nats-it-fills-it = 经 NATS 启动引擎，会从日志填满
wanted-ends-at-at-the-log-at-last = { $wanted } 到第{ $at }号，日志到第{ $last }号
the-engine-fills-it-up-when-it-runs = 启动引擎后会补上

## muster: ops/progress

sent-sent-handed-in-handed-in-returned-returned = 消息{ $sent }  报送{ $handed_in }  退回{ $returned }  逾期{ $late }  走访{ $visits }
phase-begins = 进入阶段：
the-campaign-is-over = 活动结束

## muster: ops/watching

no-engine-runs-this-is-how-it-was = 没有引擎在运行；这是停下时的样子
no-engine-runs-this-is-what-was-seen = 没有引擎在运行；这是最后看到的样子
the-engine-does-not-answer-this-is-what = 引擎没有答复；这是最后看到的样子
muster-status-watch-ctrl-c-ends-it = muster status --watch    Ctrl-C 结束

## muster: output

error-3 = 错误：
line-why-cause = {"  "}原因：{ $why }
next = {"  "}怎么办：

## muster: preview/agenda

name-of-the-calendar-of = { $campaign }（预演）· { $whose }
name-of-the-calendar = { $campaign }（预演）
calendar-phase-begins = 阶段开始：{ $name }
calendar-phase-ends = 阶段结束：{ $name }
calendar-snapshot = 快照：{ $name }
calendar-backfill = 补录：{ $name }
calendar-due = 截止：{ $name }
inspection-may-be-drawn = { $name }：{ $by }可以抽取，{ $due } 截止
inspection-is-to-be-drawn = { $name }：{ $by }抽查的最后一天
opens-on-a-day = { $opens } 开始
to-hand-in-these = 要交：{ $needs }
so-many-units-named = { $count }个单位：{ $units }
names-and-more = { $names } 等
visit-visitor-to-place = 走访：{ $visitor }到{ $place }
calendar-message = 收到消息：{ $reminders }项提醒
calendar-red-card = 收到红色督办单：{ $items }项
calendar-one-more-message = 收到补充提醒：{ $reminders }项
calendar-news-at-once = 收到即时消息：{ $items }项

## muster: preview/days

day-phase-begins = 进入阶段：{ $name }
day-phase-ended = 阶段结束：{ $name }
joins = 单位加入
left-or-merged = 单位退出或并入
day-late = 逾期：{ $name }
day-handed-in = 报送：{ $name }
day-backfilled = 补录：{ $name }
day-returned-and-now-due = 退回：{ $name }，改为{ $due_day }前报送
day-visit-recorded = 走访记录：{ $name }
to-be-entered-afterwards-name-due-day-why = 可补录：{ $name }（{ $due_day }，{ $why }）
day-opens-and-due = 开始：{ $name }，{ $due_day }截止
due-name-why = 截止：{ $name }（{ $why }）
step-of-an-occasion = { $step }：{ $occasion }
reason-in-brackets = （{ $why }）
outcome-of-a-step = （{ $outcome }）
day-visit-and-its-reasons = 走访：{ $start }-{ $end } { $visitor }到{ $place }（{ $occasion }；{ $reasons }）
clause-comma = ，
off = 休
worked = 班
provisional-after-a-day = {" "}暂定

## muster: preview/lateness

note-a-launch-today-comes-late = 注意：今天是 { $today }，现在发布已经晚了：{ $duties }项任务有{ $duties_past }项全部过去，{ $days }次到期有{ $days_past }次过去，过去的只能补录，不提醒、不算逾期
past = 已过去
ahead-but-reminders-are-past = 还没到期，但有{ $lost }条提醒的时刻已过、不再发
notices-of-phases-never-sent = 不再发的阶段通知
visits-left-out = 不再做的走访
snapshots-left-out = 不再做的快照
rounds-without-reminders = 不再提醒的评议
samples-left-out = 不再抽样的督查
stages-without-reminders = 不再提醒的评选步骤
today-is-today-it-begins-tomorrow = 今天是 { $today }：明天（{ $begins }）开始，没有过去的任务
today-is-today-it-begins-in-days = 今天是 { $today }：{ $begins } 开始（{ $days }天后），没有过去的任务
today-is-today-nothing-is-past = 今天是 { $today }：没有过去的任务
missed-of-a-kind = {"  "}{ $head }：{ $shown }
missed-of-a-kind-and-more = {"  "}{ $head }：{ $shown } 等{ $count }次
all-of-it-is-past-once-launched-nobody = {"  "}全部都已过去：发布以后，谁也收不到一条提醒
next-nobody-is-going-to-be-written-to = 接下来：没有一条提醒要发
due-first-day-name = {"  "}最早到期：{ $day }，{ $name }
next-letters-to-people = 接下来：{ $day } { $time } 给{ $people }人发消息（{ $about }）
next-letters-to-people-and-more = 接下来：{ $day } { $time } 给{ $people }人发消息（{ $about } 等{ $count }项）
notice-of-name = { $name }的通知

## muster: preview/page

section-of-phases = 阶段
section-of-months = 月历
section-of-crowded-days = 忙碌的日子
section-of-load = 每人收到的消息
section-of-visits = 走访安排
section-of-the-list = 全部事项和日期的由来
section-of-units = 各单位清单
section-of-notes = 检查结果
language-of-a-page = zh-CN
title-of-the-preview = 全年预演
skip-to-the-content = 跳到正文
kind-of-page-preview = 预演
contents = 目录
years-of-the-campaign = { $years }年
so-many-are-scored = （参评{ $scored }）
units-of-the-roster = 名册单位
phases = 阶段
items = 应办事项
unit-time = （单位×次）
column-visits = 走访
snapshots = 进度快照
messages = 发出消息
these-numbers-are-of-the-whole-campaign-below = 以上数字是全程合计；下面只列出所选的单位、人员或日期。
the-units-act-by-a-script-nothing-is = 各单位按脚本报送，提醒在办结后不再发。
nobody-hands-anything-in-so-that-every-reminder = 假设谁都不报送，所以每一步提醒、催办和督办都会出现。实际收到的只会更少。
played-as = 按“{ $behaviour }”预演。
the-same-engine-computed-it-so-a-real = 这是同一个引擎算出来的，正式运行时日期与此相同；什么也没有发出。
in-the-zone = 时区 { $zone }
by-the-calendar = 日历 { $name }@{ $version }
digest = 文件摘要{" "}

## muster: preview/page/crowd

a-day-is-crowded-when = 一个单位同一天到期超过{ $items }项，或一个人一天收到超过{ $reminders }项提醒，算忙碌。
no-day-is-crowded = 没有这样的日子；最满的几天如下。
there-are-crowded-days = 共有
so-many-crowded-days = { $days }天
full-stop = 。
day = 日期
items-due = 到期事项
most-of-one-unit = 一个单位最多
column-messages = 消息
reminders = 提醒
most-to-one-person = 一个人最多
only-the-fullest-days-are-listed = 只列最满的{ $days }天，其余在月历里标“忙”。
full = 忙
so-many-items = { $count }项
messages-sent-each-day-at-most = 每天发出的消息，最多{ $most }条
dark-crowded-days = ；深色是忙碌的日子

## muster: preview/page/list

column-due-by = 截止
item = 事项
column-units = 单位
why-that-day = 为什么是这一天
once-late = 逾期以后
there-is-nothing = 没有事项。
only-the-first-rows-are-listed = 只列前{ $rows }行，全部在工作簿里（--xlsx）。
month-year = { $year }年{ $month }
column-snapshot = 快照
rating = 评议
tag-selection = 评选
so-many-units = { $count }个
day-and-step = { $day }{ $step }
comma-between-days = 、
begins = 开始
ends = 结束
working-days = 工作日
notice = 通知
rows = 依据
red-cards = 红色督办单
reminders-in-all = 提醒合计
most-a-day = 一天最多
on = 哪一天
days-over = 超限天数
why-2 = 为什么
opens = 开始
column-to-hand-in = 要交
as-played = 结果
time = 时间
place = 地点
programme = 项目
colon-after-a-head = ：

## muster: preview/page/months

weekend-or-holiday = 周末或放假
made-up-working-day = 调休上班
a-crowded-day-see-below = 忙碌的日子，见下一节
the-number-behind-an-item-counts-the-units = 事项后面的数字是到期的单位数
only-the-first-36-months-are-drawn-the = 只画出前36个月，其余见全部事项。
so-many-working-days = { $days }个工作日
month-is-provisional = 放假安排未公布，暂定
name-begins = { $name }开始
name-ends = { $name }结束
name-joins = { $name }加入
name-is-merged = { $name }并入他处
name-leaves = { $name }退出
and-so-many-more-items = 另有{ $more }项

## muster: preview/page/phases

notice-of-the-phase = 阶段通知
no-notice-is-sent = 不发

## muster: preview/page/tables

how-many-get-how-many = 多少人收到多少条
messages-in-all = 全程消息
posts = 岗位
share = 比例
persons-with-the-fullest-day = 一天里提醒最多的人
days-over-so-many = 超过{ $reminders }项的天数
only-the-first-people-are-listed = 只列前{ $people }人，全部在工作簿里（--xlsx）。
nobody-gets-a-message = 没有人收到消息。
so-many-posts-get-messages = { $people }个岗位收到消息，每人每天例行消息最多一条，红色督办单另发。一天里提醒最多的是
the-fullest-day-of-a-post = ：{ $day }，{ $reminders }项。有某天超过{ $most }项的岗位：
there-are-no-visits = 没有走访。
these-are-proposals-a-real-run-plans-them = 这是建议的时间，正式运行时按当时的忙闲重排，并可改期。
why-this-time = 为什么排在这时
only-the-first-visits-are-listed = 走访共{ $visits }次，只列前{ $listed }次。
the-check-found-nothing = 检查没有发现问题。
kind = 种类
place-of-a-finding = 位置
found = 发现
fix = 改法
muster-check-tells-the-rest = 其余用 muster check 查看。

## muster: preview/page/units

only-the-first-units-are-listed = 只列前{ $units }个单位。
open-all = 全部展开
close-all = 全部收起
open-a-unit-to-see-its-list-only = 点开一个单位看清单；打印时只印展开的。
the-lists-have-too-many-rows = 清单共{ $rows }行，超过一页能放的{ $most }行，所以这里每个单位只有一行。一个单位的清单：muster preview 文件 --unit 编码 --html 页面；全部：--xlsx 工作簿。
column-items = 事项
first-item = 第一项
last = 最后一项
so-many-items-of-a-unit = { $count }项
result-as-played = 预演结果
after-day-merged-into = { $day }后并入{ $into }
after-day-it-leaves = { $day }后退出
recomputed-after-a-return-it-was = 退回后另算；原为{ $day }
late = 逾期

## muster: preview/ranking

rank = 名次
column-asked = 应办
column-done = 办结
ranked-on-time = 按时
completion = 办结率
ranked-on-time-rate = 按时率

## muster: preview/workbook

overview = 总览
what = 项目
value = 内容
campaign = 活动
year = 年份
column-zone = 时区
digest-of-the-file = 内容摘要
phase-called = 阶段：{ $name }
from-day-to-day = { $from } 至 { $to }
sums-below = 以下合计
of-the-whole-campaign-whatever-is-left-out = 全程合计，不随筛选变化
of-these-late = 其中逾期
column-snapshots = 快照
reminders-sent = 提醒
weekday = 星期
rest-or-worked = 休/班
arrangement = 安排
number-of-items-due = 到期事项数
column-due = 到期
number-of-visits = 走访数
number-of-messages = 消息数
number-of-reminders = 提醒数
column-crowded = 忙碌
it-is-crowded = 忙
number-of-the-item = 编号
code = 单位编码
what-2 = 事项
column-as-played = 预演中的结果
was-late = 曾逾期
recomputed-after-a-return = 退回后另算

## muster: preview/workbook/people

id-of-the-contact = 联系人编号
time-of-day-column = 时刻
column-content = 内容
sheet-of-messages = 每人消息
routine = 每日消息
news = 即时消息
at-once = 补充提醒
red-card = 红色督办单
days-with-more-reminders-than = 一天超过{ $reminders_a_day_max }项的天数
of-these-red-cards = 其中红色督办单
days-with-a-message = 有消息的天数
most-reminders-a-day = 一天最多提醒
day-of-the-most = 最多的那天
sheet-of-load = 负荷
which-unit = 哪个单位
which-post = 哪个岗位
crowded-days = 忙碌日
what-counts-as-crowded = 忙碌：一个单位同一天到期超过{ $due_a_day_max }项，或一个人一天收到超过{ $reminders_a_day_max }项提醒
code-of-the-place = 地点编码
column-visit-programme = 走访项目
why-this-slot = 为什么排在这里

## muster: preview/workbook/sheet

there-is-more-than-excel-takes = 后面还有，Excel 放不下

## muster: results/bundle

path-cannot-be-read-or-written = { $path } 读写不了
audit-bundle-of-one-campaign = 一个活动的审计包
folder-with-events-and-snapshots = { $folder }：{ $events }个事件，{ $snapshots }张快照
the-log-names-what-is-not-there = 日志里提到的 { $name } 不在了：缺了它就不成审计包

## muster: results/bundle/recomputation

the-chain-holds-up-to-event = 链完整，到活动第{ $version }号事件；{ $tables }张快照复算一致
the-bundle-does-not-hold-at-event = 审计包不对：活动第{ $at }号事件
the-bundle-is-not-what-its-log-says = 审计包和其中的日志对不上：{ $count }处
a-line-of-the-log-is-no-event = log.jsonl 里有一行不是事件
an-event-is-missing = 缺一个事件
an-event-is-of-another-campaign = 这个事件是另一个活动的
the-log-holds-no-event = log.jsonl 里没有事件
the-readable-part-of-an-event-differs = 第{ $version }号事件：log.jsonl 里供阅读的内容和它的字节对不上（或者是别的版本的 muster 写的）
a-file-of-the-bundle-differs = { $name } 和日志对不上（或者是别的版本的 muster 写的）
a-file-of-the-bundle-is-missing = 缺 { $name }
a-file-of-the-bundle-cannot-be-read = 读不了 { $name }：{ $why }
the-heads-say-another-end = heads 写的是“{ $heads }”，日志到第{ $version }号事件为止，散列值是 { $hash }：日志被截断了，或者 heads 不是这份日志的
the-table-is-not-what-the-events-say = { $key } 的表和它之前的事件算出来的不一样
the-log-names-no-such-file = 日志里没有提到 { $name }

## muster: results/export

this-campaigns-file-has-no-score-sheet = 这个活动的文件里没有评分
there-is-no-score-sheet-id = 没有评分表“{ $id }”
there-are-several-score-sheets = 有几张评分表：{ $sheets }
say-which-score-sheet = 写明哪一张：--sheet 编号；导出的写在后面，score export 编号
the-files-name-must-end-in-xlsx-csv = 文件名的后缀要写 .xlsx、.csv、.html 或 .json
gb18030-is-of-csv-alone = --gb18030 只用于 .csv：别的格式有自己的编码
write-a-csv-or-leave-gb18030-out = 文件写成 .csv，或者去掉 --gb18030
the-campaigns-file-asks-for-no-export = 活动文件没有写导出成什么
name-a-file-with-out = 写明文件：--out 文件
title-of-a-category = { $title }：{ $category }
there-is-no-score-sheet-or-snapshot-name = 没有评分表或快照“{ $name }”

## muster: results/export/page

empty = （空）
totals = 总分

## muster: results/export/workbook

page-of-pages = 第 { $page } 页，共 { $pages } 页

## muster: results/rollup

path-is-no-signing-key = { $path } 不是签名密钥
no-snapshot-was-taken = 还没有拍过快照
so-many-decisions-came-behind-the-snapshot = 快照“{ $key }”之后，“{ $name }”又有{ $later }项决定（否决成立、申诉成立）：按它签名就和这些决定相抵触
name-a-later-snapshot-or-take-one = 请用之后的快照（muster snapshot list），没有就先拍一张：muster snapshot take
the-snapshot-has-no-such-sheet = 快照“{ $key }”里没有评分表“{ $id }”
the-snapshot-is-of-before-the-freeze = 快照“{ $key }”拍在“{ $name }”冻结（{ $freeze }）之前：分数还会变，不能作为最后的得分上报
roll-up-written-with-its-key = { $out }：{ $units }个单位，公钥 { $key }
path-is-not-to-be-trusted = { $path } 不可信
it-is-no-roll-up = 不是上报文件
key-or-signature-is-not-hexadecimal = 公钥或签名不是十六进制
the-signature-does-not-fit-it-was-altered = 签名对不上：内容改过，或者不是这把钥匙签的
the-signature-holds-for-units = { $name }：签名正确，{ $snapshot }，{ $units }个单位
units-counted-on-line = { $name }：{ $taken }个单位计入“{ $line }”
units-before-it-are-counted = 停在单位 { $code }：共{ $all }个单位，它之前的{ $nth }个已经计入；改好后整份再来一次，已计的不重复计

## muster: saved

there-is-no-such-folder = 没有这个目录
a-folder-or-a-device-is-there = 那里已有目录或设备
another-file-is-there-no-preview-that-muster = 那里已有别的文件，不是 muster 的预演
a-file-is-there-people-write-into-workbooks = 那里已有文件；工作簿里可能有人填写过，不会自动替换
take-another-name-or-add-force-to-replace = 换一个文件名，或加 --force 替换
shown-was-not-written = 没有写入 { $shown }
nor-were-the-others-written = { $what }；其余的也没有写入：{ $others }

## muster: service/config

the-address-of-pages-is-not-configured-well = 网页地址配得不对
the-channel-is-not-configured-well = 渠道“{ $name }”配得不对
the-configuration-cannot-be-read = 读不了配置 { $shown }
the-configuration-has-an-error = 配置 { $shown } 写得不对

## muster: service/ending

asked-again-ended-at-once = 又要求了一次：立即结束；已答复的都在盘上
it-did-not-end-in-time = 有序结束没能按时完成：现在结束；已答复的都在盘上

## muster: service/following

no-engine-runs-on-dir-waiting-for-one = { $dir } 没有引擎在运行；等它启动（muster up）……
the-engine-is-there-going-on-after = 引擎在了，从第{ $after }号之后接着看
the-engine-does-not-answer-waiting = 引擎没有答复（{ $why }）；等它回来……
no-engine-answers = 没有引擎答复
why-this-is-generation-going-on-after = { $why }（现在是第{ $generation }代）；从第{ $after }号之后接着看
no-engine-answers-over-nats = NATS 那边没有引擎答复

## muster: service/moments

typed-day-as-understood = { $typed }（{ $day }）
day-from-its-first-instant = { $typed }：从这天第一刻起，{ $at }（{ $zone }）
day-to-its-last-instant = { $typed }：到这天最后一刻，{ $at }（{ $zone }）
day-from-where-it-begins-first = { $typed }：这里还没有活动，时区还不知道，先从 { $at } 起；发布活动以后按活动的时区走
day-to-where-it-ends-first = { $typed }：这里还没有活动，时区还不知道，先到 { $at } 止；发布活动以后按活动的时区走
day-is-past-the-clock-stands-at = { $option } { $text } 已经过去：这里的时钟停在 { $now }
give-a-later-day = 写更晚的一天；时钟不会往回走
the-campaigns-live-in-different-zones = 这里的活动时区不同，“{ $text }”按哪个活动算？
not-an-instant-write-its-date = “{ $text }”不是一个时刻：时刻要写全日期、时间和与UTC的差；只写日子也行

## muster: service/over_nats

a-password-does-not-belong-into-the-address = NATS 地址里不要写口令
path-cannot-be-read = 读不了 { $path }
write-a-length-of-time-such-as = 写大于 0 的时长，带单位，如 30s
cannot-connect-to-nats = 连不了 NATS：{ $why }
nats-server-is-too-old = nats-server { $version } 太旧
nats-server-does-not-keep-a-setting = 服务器没有照办 { $of } 的设置 { $setting }：要 { $asked }，留的是 { $kept }
the-stream-is-of-a-later-generation = 事件流 { $stream } 的代次比这份日志（第{ $ours }代）新：这是旧副本吗？
the-stream-is-of-another-log = 事件流 { $stream } 是另一份日志（{ $whose }）的，不是这一份（{ $ours }）的；没有动它
the-stream-is-filled-by-another-engine = 事件流 { $stream } 由另一个引擎在填（任期{ $term }），它开的是同一份日志的副本
the-stream-already-stores-this = 流 { $stream } 已经存着 { $subject }
the-server-does-not-let-in = 服务器不让进：用户或口令不对
the-server-does-not-allow-it = 服务器不允许：{ $what }
the-stream-was-not-seen-yet = 事件流还没看过
the-stream-is-not-there = 没有事件流 { $stream }
the-stream-differs-from-the-log = 事件流与日志不一致：{ $difference }
nats-is-away-because = { $why }
stream-has-holes = 到第{ $last }号只有{ $messages }条
stream-goes-beyond-the-log = 它到第{ $last }号，日志只到第{ $head }号
message-is-not-the-event = 第{ $at }条不是这一号的事件
its-event-is-not-the-logs = 第{ $at }条与日志的事件不同
message-is-missing = 缺第{ $at }条
event-is-taken-for-a-repetition = 第{ $position }号事件被当成第{ $message }条的重复
stream-ends-elsewhere = 它到第{ $last }号，应该到第{ $at }号
something-else-came-in-before-event = 第{ $at }号事件之前进来了别的东西
it-is-another-stream-than-before = 它换了一个，或者由另一个引擎在填
nats-server-is-too-old-for-muster = nats-server { $version } 太旧：muster 要 { $needed } 或更新的
older-servers-drop-settings = 旧版会悄悄丢掉一些设置，如工作者只听自己的事件
install-a-newer-nats-server = 装 nats-server { $needed } 以上，再试一次
the-options-for-nats-cannot-be-used = 连 NATS 的选项不对
nats-does-not-let-this-login-in = NATS 不让进：用户或口令不对，或者没有给
nats-does-not-allow-this-login = NATS 不允许这个账号这样做
the-stream-is-not-this-logs = 事件流不是这份日志的
use-another-account-or-server-of-nats = 换一个 NATS 账号或服务器；确实不要那个流，就用 nats stream rm 删掉它
nats-cannot-be-used = NATS 用不了

## muster: service/over_nats/description

nats-is-there = NATS 已连上
nats-is-away-the-engine-goes-on = NATS 断开；引擎照常运转，事件等它回来再补发
nats-is-away-waiting-for-it = NATS 断开，等它回来
nats-login-refused-file-is-read-again = NATS 不让进，会一直试：用户或口令不对；{ $file } 每次重连都重读，改好即可，不用重启
nats-login-refused-password-needs-restart = NATS 不让进，会一直试：用户或口令不对；口令来自 { $password }，改了要重启，放在 --nats-password-file 的文件里就不用
the-password-cannot-be-read-retrying = 读不了口令或凭据，会一直试：{ $why }
cannot-reach-nats-retrying = 连不上 NATS，会一直试：{ $why }
nats-does-not-allow-it = NATS 不允许：{ $what }
the-engine-answers-again = 引擎又有答复了
the-engine-does-not-answer-asking-again = 引擎没有答复，会再问
the-stream-was-not-this-logs-copy = 事件流里不全是这份日志的事件（{ $found }）：已扔掉，由日志重建
the-stream-is-filled-again = 事件流换了一个（原来的没有了），由日志重建
the-relay-waits-at-event = 事件流转发停着（到第{ $position }号）：{ $why }
the-relay-carries-at-event = 事件流恢复转发（到第{ $position }号）

## muster: service/reach

reached-by-channel = {"  "}{ $channel }：{ $count }人
channel-is-not-configured-here = {"  "}! { $count }人要用“{ $channel }”通知，本机没有配置这个渠道，消息只写成文件；在 { $config_file } 里配
no-account-in-the-roster = {"  "}! { $count }人在名册里没有账号，消息只写成文件
letters-carry-no-link-to-a-page = {"  "}! 消息里没有网页链接，收件人只能打电话回复；在 { $config_file } 里写 page: {"{"}address: https://…{"}"}
these-posts = {"      "}{ $posts }
these-posts-and-more = {"      "}{ $posts }等，另有{ $more }个岗位

## muster: service/running

the-outbox-folder-cannot-be-used = 发件箱 { $folder } 用不了

## muster: service/serving

the-outbox-is-ahead-of-the-log = ! 发件箱里有 { $letters } 的消息，日志只到 { $end }：日志比发件箱旧，发过的可能再发；核对后用最近的备份恢复
a-new-directory-needs-a-start = 新目录用虚拟时钟要写明起点
until-and-pace-need-a-stepped-clock = --until 和 --pace 只能配虚拟时钟
a-script-needs-a-stepped-clock = 脚本只能配虚拟时钟
cannot-listen-on-this-address = 监听不了这个地址
running-with-its-address = 运转中：{ $dir }，地址 { $at }；Ctrl-C 结束
nothing-lies-ahead-here-yet = 这里现在没有要办的事：muster launch 活动文件 --dir { $dir }
other-machines-reach-this-address-unencrypted = 注意：别的机器不加密就能连上这个地址，口令会被人读到；请只监听本机，前面放 TLS 代理
ending-in-order = 正在有序结束……
the-script-path-has-errors = 脚本 { $path } 有错误

## muster: usage

line-did-you-mean-near = {"  "}是不是：{ $near }
line-may-be-written-values = {"  "}可以写：{ $values }
line-usage-is-usage = {"  "}用法：{ $usage }
line-more-by-path-help = {"  "}详见：{ $path } --help
argument-with-what-it-is = { $argument }（{ $what }）
value-must-be-a-number = ，要写数字
value-is-too-large = ，太大了
value-is-too-small = ，太小了
value-must-be-an-address = ，要写成 127.0.0.1:9464 这样
value-must-be-true-or-false = ，要写 true 或 false
argument-needs-a-value = { $argument }要有一个值
argument-cannot-be-value = { $argument }不能是“{ $value }”{ $reason }
there-is-no-argument-name = 没有参数“{ $name }”
there-is-no-verb-name = 没有命令“{ $name }”
argument-needs-an-equals-sign = { $argument }和它的值之间要写等号
argument-has-no-use-for-value = { $argument }用不上“{ $value }”
argument-needs-at-least-so-many-values = { $argument }至少要{ $least }个值
argument-needs-so-many-values-and-got = { $argument }要{ $expected }个值，给了{ $actual }个
arguments-are-missing = 还缺 { $arguments }
verb-needs-what-to-do = “{ $verb }”后面要写做什么：{ $known }
something-typed-is-no-utf-8 = 有的内容不是 UTF-8 文字
argument-may-be-given-once = { $argument } 只能写一次
argument-does-not-go-with-others = { $argument } 不能和 { $others } 一起用
value-is-written-like-example = ，要写成 { $example } 这样
value-is-written-so = ：{ $how }
value-is-at-least = ，最小是 { $least }
value-is-at-most = ，最大是 { $most }
value-lies-between = ，应在 { $least } 到 { $most } 之间

## muster: verb/demo

stopped-muster-demo-dir-dir-goes-on-from = 已停下；再运行一次 muster demo --dir { $dir } 就接着演
write-a-number-above-zero = 写大于 0 的数
the-file-has-no-phases = 文件里没有阶段
name-units-scored-unit-duties-duties-data-directory = { $name }：{ $units }个参评单位，{ $duties }项任务，数据目录 { $dir }
this-demo-was-played-to-its-end-here = 这个目录里的演示已经演完，下面是结果
going-on-from-now = 接着上次演：{ $now }起
refused-acts-of-the-script-were-refused-by = 按规则拒绝了脚本里的{ $refused }次操作
not-over-yet-the-same-command-goes-on = 还没有演完；再运行一次就接着演
the-report-page = 考评报告：{ $page }
try-next =
    {""}
    接下来可以试：

## muster: verb/demo/shown

the-folder-of-letters-cannot-be-used = 放信的文件夹用不了
the-pages-cannot-be-served = 网页开不了
a-letter-to-be-opened-in-a-mail =
    {""}
    一封信，用邮件程序打开：
its-page-on-which-its-receiver-confirms-and = 它的网页，收信人在这里签收、报送：
ctrl-c-ends-it = Ctrl-C 结束

## muster: verb/file/check

file-can-be-launched-warnings-notes = { $file }：可以发布（提醒{ $warnings }处，说明{ $notes }处）
file-cannot-be-launched-errors-warnings-notes = { $file }：不能发布（错误{ $errors }处，提醒{ $warnings }处，说明{ $notes }处）
name-id-phases-phase-duties-duty-visits-visit = { $name }（{ $id }）：{ $phases }个阶段，{ $duties }项任务，{ $visits }项走访，{ $snapshots }项快照，{ $units }个单位
kinds-of-task-given-out-at-any-time = {"  "}另有{ $tasks }类随时来的事（交办、遇事走访），到期日到时再定
served-of-all-row-of-the-plan-are = {"  "}方案 { $all } 条，落实到文件里的 { $served } 条
name-units-unit-codes = {"  "}{ $name }：{ $units }个单位 { $codes }
names-that-a-template-sees-by-letter = 写消息可以用的名称；先是各种消息的键和可能有的组（kind）：
letter-key-groups = {"  "}{ $key }：{ $groups }
letter-name-says = {"  "}{ $name }：{ $says }

## muster: verb/file/explain

there-is-no-code-code = 没有代码“{ $code }”
muster-explain-alone-lists-them-all = 不带代码运行 muster explain，可以看到全部
wrong = 写错
right = 写对

## muster: verb/file/fmt

laid-out-already = ：已经整齐
not-laid-out = ：不整齐
laid-out = ：整理好了
path-was-not-laid-out-and-stays-as = { $path } 没有整理，原样留着
fix-it-first = 先按改法修改

## muster: verb/file/init

there-is-no-template-name = 没有叫“{ $name }”的样例
templates-that-there-are-names = 现有：{ $names }
id-cannot-be-the-id-of-a-campaign = “{ $id }”不能作活动编号
give-one-with-id-a-z-0-9 = 用 --id 写一个：小写字母、数字和 -
line-of-a-file-whose-calendar-lacks-years = {"  "}日历缺年: 暂定              # 放假安排还没公布的年份，日期先暂定，公布后重新推算
made-main-begin-to-end = 建好了：{ $main }（{ $begin } 至 { $end }）
the-holidays-of-year-are-not-published-yet = {"  "}{ $year } 年的放假安排还没公布，这一年的日期是暂定的
note-these-are-the-templates-own-days-and = {"  "}注意：这是样例原来的日子，已经过去；用 --begin 日 --end 日 可以改到今后
next-change-it-then-muster-check-main = {"  "}下一步：改好内容，再运行 muster check { $main }
the-folder-folder-is-not-empty = 文件夹 { $folder } 里已经有东西
name-a-new-one = 换一个新的文件夹
the-folder-folder-cannot-be-made = 文件夹 { $folder } 建不了

## muster: verb/file/init/days

asked-enter-usual = { $asked }？（直接回车：{ $usual }）
write-tomorrow-december-1-or-2026-12-01 = 可以写：明天、12月1日、2026-12-01
first-to-last-lies-in-more-than-two = { $first } 到 { $last } 跨了三个年度，一个活动最多跨两个
the-last-day-last-lies-before-the-first = 最后一天 { $last } 早于第一天 { $first }
change-begin-or-end = 改 --begin 或 --end
too-short-the-phases-of-this-template-need = 时间太短：这个样例的各个阶段至少要{ $least }天
change-end = 改 --end

## muster: verb/file/launch

campaign-name-was-launched-with-this-very-file = { $campaign } { $name }：早已用这份文件发布，没有变化
campaign-name-launched-events = { $campaign } { $name }：已发布，记录{ $events }个事件
the-campaign-campaign-runs-already-with-another-content = 活动“{ $campaign }”已经在运行，文件内容与运行的不同
to-change-it-muster-plan-file-place-then = 要修改它：先看 muster plan { $file }{ $place }，再执行 muster apply { $file }{ $place } --reason 理由 --as 岗位；要另办一个活动：换编号（--campaign）或换目录（--dir）
note-the-rosters-accounts-differ-from-those-in = 注意：名册里的账号与正在用的不同；要换账号，请用 muster apply { $file } --reason 理由
launch-it-all-the-same-yes-no = 照样发布吗？（是/否）
not-launched-days-of-it-are-past = 没有发布：有的日子已经过去
change-the-days-in-the-file-muster-init = 改文件里的日期（muster init 新文件夹 --begin 日 --end 日 建一份新的）；真要补发就加 --late
letters-are-files-in-folder-muster-up-channel = {"  "}消息写成文件，放在 { $folder }（muster up --channel 可以改）
nothing-is-sent-until-it-is-kept-going = 让它运转，否则什么也不发：muster up --dir { $dir }
the-engine-is-running-and-does-the-rest = 引擎正在运转，到时自动办理

## muster: verb/file/plan

no-change = 没有变化
to-put-it-in-force-muster-apply-file = 同意就执行：muster apply { $file } --dir { $dir } --against { $against } --reason 理由 --as 岗位
republished-no-change-no-event = 文件与运行的一致，没有变化，不记事件
only-accounts-changed-events-up-to-position = 只换了账号，别的没有变：记录{ $events }个事件，到第{ $position }号
in-force-definition-events-up-to-position = 已生效：定义 { $definition }，记录{ $events }个事件，到第{ $position }号
changed-hands-contacts-what-is-still-to-be = 换人或换号：{ $contacts }；还没发的提醒都发给新的，原来的不再收到
note-post-changed-hands-and-its-valid-tokens = 注意：{ $post } 换人或换号了，它的{ $valid }个口令仍然有效；换了人就吊销：muster account revoke { $post }
it-was-planned-against-against-and-running-is = 计划时的定义是 { $against }，现在运行的是 { $running }
look-again-muster-plan-file = 再看一次：muster plan 活动文件

## muster: verb/file/preview

refused = 被拒绝：
this-was-played-as-if-launched-in-time = {"  "}上面是按时发布的样子；加 --launched 今天，看今天才发布的样子
from-from-is-after-to-to = --from { $from } 晚于 --to { $to }
the-roster-has-no-unit-with-code-code = 名册里没有编码为“{ $code }”的单位
several-persons-have-the-post-name-name-the = 有几个人的岗位都是“{ $name }”，请写联系人编号
nobody-has-the-post-or-the-contact-id = 没有岗位或联系人编号是“{ $name }”的人
the-preview-was-cut-on-last-after-events = 预演在 { $last } 停下：已经有{ $events_max }条事件，后面的没有演
preview-a-part-of-the-roster-at-a = 把名册分成几份，分别预演
the-messages-texts-do-not-fit-into-the = 消息的文字太多，临时文件夹 { $folder } 放不下
name-another-folder-with-tmpdir-or-ask-for = 用 TMPDIR 指定另一个文件夹，或用 --unit、--person、--day 缩小范围
name-id-zone-zone-calendar-calendar = { $name }（{ $id }），时区 { $zone }，日历 { $calendar }
of-the-whole-campaign-all-units-all-days = 全程合计（所有单位、所有日期，不只是上面列出的）：
name-from-to-to-worked-working-days = {"  "}{ $name }：{ $from } 至 { $to }，{ $worked }个工作日
items-duties-of-these-late = 事项 { $items }（{ $duties }），其中逾期 { $late }
visits-snapshots = 走访 { $visits }，快照 { $snapshots }
messages-routine-ones-a-day-at-most = 消息 { $messages }，每人每天例行消息最多 { $most }
steps-planned-sent-skipped-failed-withdrawn-open = 提醒 { $planned } = 已发 { $sent } + 免发 { $skipped } + 失败 { $failed } + 撤回 { $withdrawn } + 未结 { $open }

## muster: verb/file/preview/behaviour

all-on-time = 全部按时
nobody-answers = 无人响应

## muster: verb/file/preview/crowd

crowded-days-crowded-more-than-due-a-day = 忙碌的日子：{ $crowded }天（一个单位同一天到期超过{ $due_a_day_max }项，或一个人一天收到超过{ $reminders_a_day_max }项提醒）
items-item-due-messages-message = 到期{ $items }项，消息{ $messages }条
name-count-due = { $name } { $count }项到期
name-count-reminders = { $name } { $count }项提醒
range-people = { $range }条 { $people }人
messages-per-person-people-posts-get-some-bands = 每人收到的消息：{ $people }个岗位收到（{ $bands }）；有某天超过{ $reminders_a_day_max }项提醒的 { $over }个
post-messages-message-at-most-most-reminder-a = {"  "}{ $post }：消息{ $messages }条，最多的一天{ $most }项提醒（{ $on }）

## muster: verb/file/preview/documents

shown-cannot-be-two-of-these-files-at = { $shown } 不能既是这里的一个文件，又被写入别的内容
give-each-file-its-own-name = 每个文件用不同的名字
written-path = 已写入 { $path }

## muster: verb/file/roster

write-old-code-new-code-such-as = 写 原编码=新编码，如 010=009
file-errors-error-warnings-warning-notes-note = { $file }：错误{ $errors }处，提醒{ $warnings }处，说明{ $notes }处
file-names-no-roster-that-is-there = { $file } 没有名册，或者找不到它
taken-in-like-this-the-roster-would-have = 照这样导入，名册会有错误
only-a-csv-roster-can-be-written-into = 只能写进 csv 名册
save-the-roster-as-csv-utf-8-first = 先把现有名册另存为 CSV UTF-8
nothing-would-change = 没有变化
written-into-into-now-muster-plan-tells-what = 已写进 { $into }；接着用 muster plan 看对活动的影响，再 muster apply
this-is-a-proposal-into-is-as-it = 这只是提议，{ $into } 没有改；确认后加上 --write
path-has-errors = { $path } 有错误
units-join-or-leave-from-which-day = 有单位加入或退出，要说明从哪天起
code-does-not-leave-so-it-cannot-be = “{ $code }”没有退出，不能并入别家
check-the-code-a-unit-that-merges-is = 看看编码；要并入的单位不在新名册里
the-marked-copy-cannot-be-made = 标不出错格
marked-copy-path = 标出错格的工作簿：{ $path }

## muster: verb/file/roster_words

added-changed-left-merged-unchanged = 新增{ $added }个，改动{ $changed }个，退出{ $left }个，并入{ $merged }个，不变{ $unchanged }个
moved-joins-on-day = + { $moved }：{ $day } 加入
column-old-to-new = { $column } “{ $old }”→“{ $new }”
changed-unit-cells = ~ { $unit }：{ $cells }
moved-last-day-day = - { $moved }：最后一天 { $day }
moved-last-day-day-merged-into-into = > { $moved }：最后一天 { $day }，并入 { $into }

## muster: verb/operate/account

token-id-of-post-word-until-until-it = { $post } { $word } 的口令，编号{ $id }，{ $until }到期；只显示这一次，请当面或加密交给本人
no-tokens-were-issued = 没有发过岗位口令
column-id = 编号
column-campaign = 活动
column-post = 岗位
column-issued = 发放
column-token-expires = 到期
column-last-used-utc = 最近使用（UTC）
column-token-state = 状态
revoked-on-day = 已吊销 { $day }
valid = 有效
expired = 已到期
no-valid-token-nothing-to-change = 没有有效的口令，没有变化
revoked-token-id-of-post = 已吊销{ $post }的口令{ $id }

## muster: verb/operate/backup

backed-up-to-to-events-event-proved-the = 已备份到 { $to }：事件{ $events }个，核验无误；读日志用了{ $copy_ms }毫秒，引擎没有停
digest-of-the-heads-heads-file-heads-file = {"  "}链头摘要 { $heads }（{ $heads_file } 文件；抄在别处，可防备份被改）
restored-to-to-events-event-proved-generation-generation = 已恢复到 { $to }：事件{ $events }个，核验无误，第{ $generation }代
do-not-start-the-old-directory-again-go = 原目录不要再启动；用 muster up --dir { $to } 继续
a-backup-holds-no-tokens-of-posts-issue = 备份里没有岗位口令：请重新发放（muster account issue）
the-backup-from-is-damaged-nothing-was-restored = 备份 { $from } 已损坏，什么也没有恢复
take-another-backup-an-earlier-one-or-the = 换一份别的备份（更早的，或存在别处的同一份）；原来的数据目录还在，就重新备份：muster backup
dir-is-not-empty-nothing-was-written = 目录 { $dir } 不是空的，什么也没有写
name-a-new-directory = 换一个新目录
another-copy-to-dir-is-under-way = 另一个备份正往 { $dir } 写
wait-until-it-is-done-or-name-another = 等它写完，或换一个新目录
dir-has-no-heads-file-it-is-no-whole = { $dir } 里没有链头文件 { $heads_file }：不是完整的备份，尾部若被截去看不出来
take-a-whole-backup-or-add-without-heads = 换一份完整的备份；确要用它，加 --without-heads
the-log-is-not-whole-no-copy-why = 日志不完整，没有写出副本：{ $why }
put-log-db-wal-back-or-take-another-backup = 把 log.db-wal 放回原处，或换一份备份
there-is-no-log-of-muster-in-dir = { $dir } 里没有 muster 的日志
name-the-right-directory = 写对目录
the-log-is-damaged-no-copy-bad = 日志已损坏，没有写出副本；第一处异常：{ $bad }
the-data-directory-is-damaged-stop-the-engine = 数据目录坏了：停下引擎，用 muster verify 查看，再从以前的备份恢复（muster restore）
no-copy-was-made-why = 没有写出副本：{ $why }
make-room-or-take-another-directory = 腾出空间或换一个目录后再试

## muster: verb/operate/channel

no-channel-is-configured-letters-are-files-write = 没有配置渠道：消息写成文件，谁也收不到；在 { $path } 里配
no-channel-is-named-name = 没有配置渠道“{ $name }”
name-the-counterpart-took-it = { $name }：对方收下了
name-the-letter-was-not-taken = { $name }：这次没有送出去；真的提醒会过一会儿再试
name-the-letter-was-refused-for-good = { $name }：对方拒收，不会再试
there-is-no-post-post = 没有岗位“{ $post }”
post-has-no-account-on-name = { $post }在渠道“{ $name }”上没有账号
muster-a-try = muster 试发
this-is-a-try-there-is-nothing-to = 这是一封试发的消息，不用办理。

## muster: verb/operate/channel/day

no-letter-goes-on-the-day = { $day }没有要发的消息
too-many-letters-of-the-day = { $day }有{ $count }条消息，试发一次至多{ $most }条
a-try-of-a-letter = （试发，本应发给 { $contact }）{ $subject }

## muster: verb/operate/channel/bounce

the-mail-cannot-be-read-to-its-end = 邮件没能读到底：请再送一次
name-the-letter-message-arrived = { $name }：{ $campaign } 的消息 { $message } 已送达，引擎已记下
name-the-letter-message-did-not-arrive = { $name }：{ $campaign } 的消息 { $message } 没有送达，引擎已记下；对方说：{ $said }
no-receipts-are-configured-of-name = 渠道“{ $name }”没有配置回执：在它下面写 receipts 和密钥
the-secret-of-receipts-of-name-cannot-be-read = 读不出渠道“{ $name }”的回执密钥
name-the-mail-is-no-notice = { $name }：这封邮件不是退信通知，什么都没有改
name-the-notice-tells-of-no-end = { $name }：通知说消息还在路上，或已转交别处，什么都没有改
name-the-notice-is-of-another-mail = { $name }：退回的不是 muster 发的邮件，什么都没有改
name-the-notice-shows-no-proof = { $name }：通知提到一条消息，却没有本机消息所带的凭证，不作数
name-the-notice-cannot-be-read = { $name }：这封邮件自称退信通知，却没有退信通知该有的内容，什么都没有改
name-the-mail-is-larger-than-any-notice = { $name }：这封邮件超过 { $most } KiB，退信通知没有这么大，什么都没有改

## muster: verb/operate/clock

a-stepped-clock = 虚拟时钟
the-machines-clock = 真实时钟
next-planned-instant-next = 下一个到期时刻 { $next }
clock-accepted-seconds-behind = 已接受：系统时间落后{ $seconds }秒，时间停着等它追上
clock-accepted-seconds-forward = 恢复走时：向前{ $seconds }秒
clock-it-was-not-held = 恢复走时：本来就没有暂停

## muster: verb/operate/config

origin-default = 默认
origin-file-from = 文件 { $from }
origin-environment-from = 环境变量 { $from }
origin-flag = 命令行

## muster: verb/operate/dead

campaign-count-dead-letters = { $campaign }：{ $count }封死信
name-campaign-source-event-position-cause = { $name }  { $campaign }  { $source }，第{ $position }号事件：{ $cause }
what-the-counterpart-said = ；对方说：{ $words }

## muster: verb/operate/dead/composed

what-the-letter-says = {"    "}消息内容：{ $subject }

## muster: verb/operate/doctor

check-channel = 渠道
check-clock = 时钟
check-commits = 写入
check-contacts = 联系方式
check-dead-letters = 死信
check-directory = 数据目录
check-engine = 引擎
check-held = 暂停发送
check-holidays = 放假安排
check-log = 日志
check-nats-rights = NATS 权限
check-ntp = 对时
check-outbox = 发件箱
check-pages = 网页
check-parked = 停下的活动
check-past-due = 到时未结
check-relay = 转发
check-space = 磁盘空间
check-versions = 版本
check-view = 视图
check-worker = 工作者
check-zone = 时区
level-ok = 正常
level-warning = 注意
level-fault = 故障
next-2 = 怎么办：

## muster: verb/operate/events

seen-up-to-number-number-to-go-on = 看到第{ $number }号为止；接着看：--after { $after }
no-family-or-name-of-events-did-you-mean = 没有叫“{ $text }”的事件，也没有这一类；是不是“{ $near }”？
no-family-or-name-of-events-families-are = 没有叫“{ $text }”的事件，也没有这一类；类别有 { $families }
no-campaign-knows-name-yet = 哪个活动里都还没有“{ $name }”；等它出现
no-campaign-knows-name = 哪个活动里都没有“{ $name }”
an-item-is-unit-plan-005-a-unit = 事项写作 unit-plan/005，单位写作 005

## muster: verb/operate/link

link-id-of-post-until-until-anyone-who = { $post }的链接，编号{ $id }，{ $until }过期；有它的人就能以这个岗位办理，请只交给本人
no-page-address-is-configured-so-this-is = 本机没有配置网页地址，上面只有路径；在 muster.yaml 里写 page: {"{"}address: https://…{"}"}
a-calendar-to-read = 日历订阅（只读）
column-in-the-letter = 随哪条消息
column-link-expires = 过期
no-links-were-made = 没有发过网页链接
revoked-2 = 已作废
expired-2 = 已过期
no-valid-link-nothing-to-change = 没有有效的链接，没有变化
revoked-link-id-of-post = 已作废{ $post }的链接{ $id }

## muster: verb/operate/replay

from-lies-after-until = --from 晚于 --until
replayed-up-to-event-position-events-event-decided = 重演到第{ $position }号事件：{ $events }个，其中由时间引起的{ $decided }个重新裁定，快照重算{ $snapshots }次，发出消息{ $sent }条
replayed-the-same = 一致
replayed-differs = 不一致
the-live-view-stands-elsewhere = （现视图不在这一号，未比）
id-version-version-state-state-view-view = {"  "}{ $id }：第{ $version }个事件，状态 { $state }，视图 { $view }
differs-event-position-campaign-what = {"  "}不一致：第{ $position }号事件（{ $campaign }）：{ $what }
nothing-differs = 全部一致
the-shadow-dir-is-not-empty = 影子目录 { $dir } 不是空的
the-log-is-damaged-first-bad-event-bad = 日志已损坏；第一处异常：{ $bad }
it-cannot-be-replayed-why = 重演不了：{ $why }

## muster: verb/operate/status

messages-due-due-sent-sent-signed-for-signed = {"  "}消息：应发 { $due }，已发 { $sent }，签收 { $signed }
a-sample-was-not-drawn-yet = {"  "}还没有抽取：{ $title }（{ $occasion }），{ $due_day }止
posts-have-opted-out-of-reminders = {"  "}{ $posts }个岗位退订了可以退订的提醒
none-yet-it-begins-on-day = 尚未开始（{ $day } 起）
sending-held-phase-phase-launched-launched-last-event = ! 暂停发送，阶段 { $phase }，{ $launched } 发布，最近事件 { $at }；恢复用 muster resume
over-launched-last-event-at = {"  "}已结束，{ $launched } 发布，最近事件 { $at }
running-phase-launched-last-event-at = {"  "}进行中，阶段 { $phase }，{ $launched } 发布，最近事件 { $at }
afterwards-of-the-open-ones-lay-before = ；待报送里有 { $afterwards } 项早于开始或发布，只补录、不提醒
items-ended-with-their-units = ，随单位撤并终止 { $ended }
items-open-open-returned-returned-in-review-in = {"  "}事项：待报送 { $open }（其中退回 { $returned }），待审核 { $in_review }，办结 { $closed }，免办 { $waived }，转交 { $passed_on }，停用 { $retired }{ $over }；曾逾期 { $late }，现逾期 { $late_open }{ $before }
steps-planned-sent-sent-skipped-skipped-failed-failed = {"  "}提醒：{ $planned } = 已发 { $sent } + 免发 { $skipped } + 失败 { $failed } + 撤回 { $withdrawn } + 未结 { $open }；到时未结 { $past_due }
afterwards-due-days-before-the-start-or-the = {"  "}早于开始或发布的 { $afterwards } 次到期不计入应办
dead-letter-source-name-position-cause = 死信：{ $source } { $name } ({ $position }): { $cause }

## muster: verb/operate/stream

whole-messages-each-the-logs-event = 完整：{ $messages }条，与日志逐条一致
behind-up-to-last-the-log-goes-to-head = 落后：到第{ $last }号，日志到第{ $head }号，已有的{ $compared }条一致
it-is-not-there-muster-stream-repair-fills-it = 没有这个流；用 muster stream repair 由日志填满
it-differs-in-places-muster-stream-repair-refills-it = 不一致{ $differ }处；用 muster stream repair 由日志重建
nothing-to-repair-it-is-the-logs-copy = 不用修复：与日志逐条一致
the-process-that-holds-dir-does-not-fill = 占用 { $dir } 的进程没有往流里补
it-must-be-on-the-same-server-with = 它要用 --nats 连同一个服务器；或先停掉它再修复

## muster: verb/operate/up

outside-needs-nats = --outside 要配 --nats

## muster: verb/operate/verify

there-is-nothing-to-verify = 没有可核验的日志
the-view-cannot-be-compared = 视图比对不了
the-head-file-path-cannot-be-written = 写不了链头文件 { $path }
all-is-well-events-event-blobs-blob-snapshots = 核验无误：事件{ $events }个，材料{ $blobs }份，快照重算{ $snapshots }次
the-view-at-position-rows-row-in-tables = {"  "}视图到第{ $position }号，{ $tables }张表共{ $rows }行，重算后逐行一致
erased-blobs-were-erased-their-digests-stay = {"  "}已按规定删除{ $erased }份，日志里只留指纹
id-version-version-head-hash-planned-step-ended = {"  "}{ $id }：第{ $version }个事件，链头 { $hash }，提醒{ $planned }次，已结{ $ended }次，各一个结果
the-log-is-sound-the-view-is-not = 日志无误，视图不对：{ $campaign }{ $bad }。停下引擎，删掉 view.db 再启动，视图就从日志重新算出
first-bad-event-bad = 第一处异常：{ $bad }

## muster: verb/operate/worker

running-worker-name-ctrl-c-ends-it = 运转中：工作者 { $name }；Ctrl-C 结束
another-worker-of-this-name-has-taken-over = 同名的工作者接手了，这一个结束
ending-in-order-finishing-what-is-in-hand = 正在有序结束，先办完手上的……
everything-in-hand-is-finished-ended = 手上的都办完了，结束
what-was-in-hand-is-not-finished-and = 手上的没能办完，会交给下一个工作者；结束
the-worker-has-stopped = 工作者停了

## muster: verb/people/assign

all-so-many-units = 全体{ $count }个单位
worked-2 = 上班
key-name-given-to-units-no-reminder-before = { $key } { $name }：交给{ $units }；{ $due }到期；到期前没有提醒，请另行告知
key-name-given-to-units-reminded-before = { $key } { $name }：交给{ $units }；{ $due }到期；到期前告知和提醒共{ $count }次：{ $steps }

## muster: verb/people/case

text-is-no-time = “{ $text }”不是时间

## muster: verb/people/erase

backups-that-were-made-before-still-hold-it = 以前做的备份里还有这份内容，请按规定处理那些备份

## muster: verb/people/evidence

there-is-not-exactly-one-file-whose-digest = 指纹以“{ $digest }”开头的文件没有，或者不止一个
path-cannot-be-written-2 = 写不了 { $path }
path-size-bytes = { $path }：{ $size }字节

## muster: verb/people/filled

write-name-count-such-as = 写 名称=数量，数量只能写整数，如 { $example }
example-of-a-count = 照片=2

## muster: verb/people/hold

not-said-any-more-after-the-hold = 暂停期间到期、现在不再补发提醒的事项共{ $count }项（需要的请另行告知）：{ $names }

## muster: verb/people/items

write-name-path-such-as = 写 名称=文件，如 方案=plan.pdf
path-is-empty = 材料 { $path } 是空文件
name-the-file-that-has-the-content = 换成有内容的文件

## muster: verb/people/ledger

write-column-text-such-as = 写 栏目=内容，如 入库=3
column-name-holds-kind-not-held = “{ $name }”这一栏要填{ $kind }，不是“{ $held }”
a-whole-number-from-0 = 不小于0的整数
a-date-such-as-2014-05-20 = 日期（如 2014-05-20）

## muster: verb/people/rating

write-judged-answer-such-as = 写 对象=答案，如 013=满意
round-all-ballots-new-of-them-new = { $round }：{ $all }张票，新收{ $new }张
the-table-has-no-head = 表里没有表头
the-head-in-a-row-lacks-columns = 第{ $row }行的表头缺：{ $missing }
write-the-head = 表头写：{ $head }
the-row-lacks = 缺：{ $lacking }
another-unit-of-the-same-ballot = { $ballot }号票的单位和前面的行不一样
of-a-ballot = { $number }号票：{ $said }
the-round-has-no-such-group = 没有评议组“{ $group }”，有：{ $groups }
stopped-at-a-ballot = 停在{ $number }号票（第{ $row }行）。
no-ballot-was-taken-in = 一张也没有收。
so-many-ballots-were-taken-in-before = 共{ $all }张，它之前的{ $nth }张已经收了；改好后整张表再导一次，收过的不会重复计。
count-ballots-of-name-do-not-say-whose = “{ $name }”有{ $count }张票没写评议人的单位，一张也没录入
raters-of-this-group-do-not-judge-their-own = 这一组不评本单位；不知道是哪个单位的票，给自己单位投的认不出来，算进去就收不回
say-the-unit-or-that-it-is-unknown = 请写明评议人的单位（表里加一列 单位，单张票用 --unit），只用来核对，不进记录；票混在一个箱里、分不清单位的，加 --unit-unknown

## muster: verb/people/rating/invite

raters-of-this-group-answer-on-the-page = 这一组的评议人在自己岗位的网页上评，提醒里带着链接；没有收到的用 muster link issue 发
this-group-has-no-role-and-so-no = 这一组没有写角色，没有网页：请代录（muster rating cast --ballot），或用纸质票
no-page-address-is-configured-so-these-are = 没有配置网页地址，只有评议码没有链接；在 muster.yaml 里写 page: {"{"}address: https://…{"}"}，再用 muster link issue 发链接
the-link-is-the-roles-post-the-same = 链接是“{ $post }”这个角色的，大家一样；评议码一人一个，请分别交给本人
the-codes-hold-but-no-link-was-made = 评议码有效，但链接没有发成：{ $what }

## muster: verb/people/score

write-a-number-such-as = 写数字，如 18.5
write-a-change-such-as = 写加几分或减几分，如 1.5 或 -1.5

## muster: verb/people/show

there-is-no-item-and-no-case-name = 没有事项或办件“{ $name }”
write-it-as-unit-plan-005-or-hotline = 写成 unit-plan/005 或 hotline-12319/7
nothing-was-written = （没有文字）
erased = （原文已删除）
there-is-no-snapshot-key-or-it-has = 没有快照“{ $key }”，或还没有拍
there-is-no-table-name = 没有“{ $name }”这张表
name-a-duty-ledger-kind-of-case-or = 写任务、台账、办件、评选、评分表、评议或名单的编号，或 { $tables }；走访看 muster visits list

## muster: verb/people/solve

planning-visits-visit-iterations-iteration-seed-seed-ctrl = 排{ $visits }次走访：{ $iterations }步，种子{ $seed }；Ctrl-C 停下，留下到那时最好的
percent-no-plan-yet-ctrl-c-stops = { $percent }%，还没有计划，Ctrl-C 停下
percent-best-cost-ctrl-c-stops = { $percent }%，最好 { $best }，Ctrl-C 停下
the-plan-fails-its-own-check-and-is = 排出的计划自查不合格，没有输出
locked-visits-break-rules-by-themselves-the-plan = 锁定的走访本身违反规则，计划照原样保留了它们
see-violations-and-change-their-days-in-the = 看 violations，改实例里的日程或去掉 locked
stopped-this-is-the-best-plan-up-to = 中途停下：这是到第{ $iterations }步为止最好的计划

## muster: verb/people/unsigned

there-is-no-message-duty-or-phase-of = 没有叫“{ $of }”的消息、任务或阶段

## muster: verb/people/visits

write-what-unit-date-such-as = 写 事项@单位@日期，如 台账补齐@005@2014-07-04
write-what-was-brought-and-perhaps-its-unit = 写 [事由=]反映的事[@承办单位]，如 路灯不亮@002
how-content-people-were-with-the-visit = 满意度：{ $ratings }
there-is-no-programme-or-round-of-visits = 没有叫“{ $name }”的走访项目或期次
visit-due-by-day = { $due_day }前
cases-that-were-brought-there = 带回的办件：{ $cases }
so-many-follow-ups-came-of-it = 跟进{ $count }项
write-name-text-such-as = 写 名称=内容，如 业务工作=已督促整改
write-a-time-of-day-such-as = 写 09:00 这样的时刻
cannot-write-path = 写不了 { $path }

## muster: verb/people/visits/import

item-is-planned-its-visitor-has-to-confirm = { $item }已排定，还要走访人确认
row-row-one = 第{ $row }行：{ $one }
file-rows-rows-are-wrong-and-none-was = { $file }：{ $rows }行有问题，一行都没有导入
more-more-are-not-listed = 还有{ $more }处没有列出
fix-these-rows-and-import-again = 改好这些行再导入
the-table-has-found-rows-at-most-visits = 表格有{ $found }行，最多{ $visits_fixed_max }行
import-it-in-parts = 分几次导入
item-is-no-item-write-it-like-contact = “{ $item }”不是走访事项，写成 contact-points.2014-q2/V03 这样
start-is-not-a-time-write-it-like = “{ $start }”不是时刻，写成 09:00 这样
name-appears-twice-2 = { $name }写了两次
there-is-no-unit-code = 没有单位{ $code }
item-was-visited-already = { $item }已经走访过了

## muster: verb/people/visits/list

column-when = 时间
column-place = 地点
column-visitor = 走访人
column-stands = 情况
column-item = 事项
no-visits = 没有走访
stage-count-follow-ups = { $stage }，跟进{ $count }项
not-made-nobody-visits-it = 未走访：名册里没有走访人
not-made-none-was-planned = 未走访：一直没有排走访
not-made-since-none-was-planned = 未走访：{ $why }
no-slot-so-far = 排不进：{ $why }
stage-and-why-there-is-none = { $stage }；排不进别的时间：{ $why }
by-the-due-day = { $day }到期
no-visit-is-planned-for-item = { $item }还没有排走访
the-plan-of-at-had-nobody = {"  "}{ $at } 安排时（第{ $position }号事件）：{ $why }
the-plan-of-at-had-no-slot = {"  "}{ $at } 给 { $visitor } 安排时没有空档（第{ $position }号事件）：{ $why }
the-reasons-of-a-visit-cannot-be-read = { $item }为什么排在那时（第{ $position }号事件）无法读取：“{ $text }”
its-visitor-fixed-the-time = {"  "}时间由走访人自己定
made-on-date-planned-for = { $date }（原定{ $starts }）
moved-by = {"  "}{ $at }由{ $by }改到现在的时间
delegated-by-from-had = {"  "}{ $at }由{ $by }委托，原走访人是{ $had }
delegated-by = {"  "}{ $at }由{ $by }委托
item-has-no-visit-that-stands = { $item }没有排定的走访
free-for-it = 可以改到：

## muster: verb/people/visits/picture

plan-of-visits = 走访计划
who-goes-where = 示意图

## muster: verb/people/visits/picture/map

visitors-and-the-places-that-they-visit = 走访人与走访点的示意图；箭头是同一天的先后

## muster: verb/people/visits/picture/tours

several-places-on-one-day = 一天去几处
minutes-from-stop-to-stop = {" "}→（{ $minutes }分钟）→{" "}

## muster: verb/people/visits/plan

key-places-places-await-a-visit-visits-can = { $key }：{ $places }个地点等安排，能排{ $visits }个
unit-cannot-be-planned = {"  "}{ $unit }排不了走访：{ $why }
unit-cannot-be-planned-for-visitor = {"  "}{ $unit }排不进 { $visitor } 的走访：{ $why }
no-place-awaits-a-visit = 没有等安排的走访
rounds-that-are-planned-known = 已排的轮次：{ $known }

## muster: verb/people/why

nothing-is-named-id = 没有“{ $id }”
an-item-is-unit-plan-005-a-step = 写事项 unit-plan/005、提醒 unit-plan/005#0.2、消息 2014-04-25/005-clerk/routine、单位 005 或期次 study.2014-05
no-items-yet-nothing-has-opened = {"  "}还没有事项：都没有开始
code-name-category-2 = { $code } { $name }（{ $category }）
visit-open = 待走访
line-of-an-opened-occasion = {"  "}{ $due_day }  { $key }  { $title }  { $opens } 已开始{ $before }
line-of-an-occasion-to-open = {"  "}{ $due_day }  { $key }  { $title }  { $opens } 开始{ $before }
was-late-2 = ，曾逾期
opened-by-position = 第{ $position }号开始
not-opened-yet = 尚未开始
was-due-day = （原定 { $due_day }）
line-phase = {"  "}阶段：{ $phase }
line-from-rows-of-the-plan = {"  "}依据：方案 { $refs }
line-from-rows-of-the-plan-and-phase = {"  "}依据：方案 { $refs }，阶段：{ $phase }
line-dates-opens-due-late-from = {"  "}日期：{ $opens } 开始，{ $due_day }{ $was } 截止，{ $due } 起算逾期{ $backfill }
line-events-planned-by-position = {"  "}事件：第{ $position }号排定，{ $opened }
late-by-event-position = ，第{ $position }号事件记逾期
never-late = ，从未逾期
item-code-name-category-state-late-due-due = { $item } · { $code } { $name }（{ $category }）：{ $state }{ $late }，截止 { $due_day }
not-made-yet = 尚未走访
made-on-day = 走访于 { $day }
no-slot-by-event-position = {"  "}排不了走访（第{ $position }号事件）：{ $why }
no-slot-for-visitor-by-event-position = {"  "}给 { $visitor } 排不进走访（第{ $position }号事件）：{ $why }
visit-start-visitor-proposed-by-event-position-made = {"  "}走访：{ $start } { $visitor }，第{ $position }号事件拟定，{ $made }
what-was-done = {"  "}经过：
files = {"  "}材料文件：
steps = {"  "}提醒：
turn-item-unit-event-position = {"  "}{ $turn } { $item }（{ $unit }），第{ $position }号事件
passed-on-to = 合并后转给
came-from = 承接自
the-same-file-as-for-also = {"  "}重复材料：与 { $also } 是同一个文件
erased-by-event-position = {"  "}已删除（第{ $position }号事件）
tries-old-again = ，重试 { $old }
events = 事件
to-contact-due-due-sent-sent-channel-signed = {"  "}收件 { $contact }：应发 { $due }，发出 { $sent }（{ $channel }），签收 { $signed }，交发{ $issued }次
handed-over-delivered-read-signed = {"  "}交出 { $sent } · 送达 { $delivered } · 打开 { $read } · 签收 { $signed }

## muster: words/clock

time-stands-the-clock-is-behind = 时间停着：系统时间慢{ $behind }，要等它追上；时间不会倒走
time-is-held-clock-jumped-forward = 时间已停住：系统时间向前跳了{ $off }
time-is-held-clock-was-set-back = 时间已停住：系统时间落后{ $off }，被倒拨过
time-is-held-clock-is-ahead = 时间已停住：系统时间比最近一次所见快{ $off }：要么停机这么久，要么系统时间不对
set-the-clock-of-the-machine = 校准系统时间
set-the-machines-clock-and-time-goes-on = 校准系统时间，走时自动恢复；若现在的时间才是对的，muster clock accept
if-the-clock-is-wrong-set-it = 时间不对就校准，走时自动恢复；时间对就 muster clock accept
if-accepted-time-stands-until-then = 接受之后：时间不倒走，停在 { $now } 等系统时间追上，其间什么也不发
if-accepted-nothing-falls-due = 接受之后：没有到期的
if-accepted-things-fall-due = 接受之后：{ $campaigns }个活动有事到期，提醒{ $steps }次要发，{ $missed }次过了补发期限不再发，{ $late }项记逾期，{ $over }个活动随即结束
span-in-days = { $count }天
span-in-hours = { $count }小时
span-in-minutes = { $count }分钟
span-in-seconds = { $count }秒

## muster: words/day

day-of-this-year = { $month }{ $day }日
day-with-its-weekday = { $day }（{ $weekday }）

## muster: words/edited

edited-name = 名称
rows-of-the-plan = 依据
edited-audience = 人群
dates = 时间
edited-phase = 阶段
edited-needs = 提交
review = 审核
kind-and-how-it-is-done = 种类和怎样做
what-else-is-asked = 其他要求
edited-recipients = 发给谁
days-before = 提前
on-the-day = 当日
hour = 时刻
when-overdue = 逾期
cards = 督办
hours-to-catch-up = 补发
what-may-be-opted-out-of = 可退订的提醒
edited-weekly-brief = 每周简报

## muster: words/impact

change-with-its-parts = { $change }（{ $parts }）
reminded-otherwise = {"  "}提醒另排{" "}
added = {"  "}新增{" "}
not-asked-any-more = {"  "}不再要求{" "}
changed-role = 角色
changed-post = 岗位
changed-unit = 单位
changed-audience = 人群
changed-reminder-policy = 提醒规则
changed-phase = 阶段
changed-duty = 任务
changed-visits = 走访
changed-snapshot = 快照
changed-outlet = 宣传渠道
changed-selection = 评选
changed-task-given-out = 交办事项
changed-campaign-alongside = 并行活动
changed-tags = 标签类
changed-group = 另用日历的单位组
changed-channel = 消息渠道
changed-visits-arranged = 自行安排的走访
changed-kind-of-case = 办件类型
changed-review = 评议
changed-score-sheet = 评分表
changed-list = 名单
list-thing-added = 新增{ $list }：{ $thing }
list-thing-renamed = { $list }改名：{ $from } → { $thing }
list-thing-changed = { $list }有改动：{ $thing }
list-thing-leaves-today = { $list }不在名册里了，今日起退出：{ $thing }
list-thing-retired = { $list }停用：{ $thing }
list-thing-back-in-use = { $list }恢复：{ $thing }
list-thing-may-be-renamed = { $list }{ $thing }也许是 { $among } 改名，内容相同的不止一个，按新增处理
line-of-a-sheet-added = {"  "}“{ $sheet }”新增评分项“{ $line }”，满分{ $max }分
line-of-a-sheet-renamed = {"  "}“{ $sheet }”的评分项“{ $from }”改名“{ $line }”
line-of-a-sheet-gone = {"  "}“{ $sheet }”里没有“{ $line }”了
line-of-a-sheet-with-another-maximum = {"  "}“{ $sheet }”的“{ $line }”满分由{ $from }分改为{ $to }分
line-of-a-sheet-scored-otherwise = {"  "}“{ $sheet }”的“{ $line }”改了计分办法
nothing-was-entered-there = ，还没有记过分
entries-that-go-on-counting = ，已记的{ $entered }次照算
entries-of-which-some-count-no-more = ，已记{ $entered }次，其中{ $lost }次不再算，{ $kept }次照算
entries-of-which-some-are-cut = ，已记{ $entered }次，其中{ $lost }次超过新的满分，只算{ $to }分
items-unchanged-moved-added-dropped = 事项：{ $unchanged }项不变，{ $moved }项改期，{ $otherwise }项另排提醒，{ $added }项新增（其中{ $backfill }项补录），{ $dropped }项不再要求；已报送{ $submitted }项、已办结{ $closed }项不动
month-and-day = { $month }月{ $day }日
units-with-names = { $units }个单位（{ $names }）
backfill-in-brackets = （补录）
due-day-moved = {"  "}改期 { $group }：{ $from } → { $to }{ $backfill }，{ $units }
group-due-on-day = { $group }：{ $due } 到期{ $backfill }，{ $units }
day-with-its-steps = { $day } { $steps }次
days-in-brackets = （{ $days }）
reminders-withdrawn-and-planned = 提醒：撤回{ $gone }次{ $old }，新排{ $fresh }次{ $new }；今天要发的{ $today }次
of-these-only-where-nothing-is-handed-in = ；其中到期没报才会发的催办和督办单：撤回{ $gone }次，新排{ $fresh }次
messages-more-or-fewer = 各人消息增减：

## muster: words/item

no-such-item = 无此事项
open = 待报送
submitted = 待审核
returned = 已退回
closed = 已办结
waived = 免办
passed-on = 已转交
retired = 停用免办
notice-only = 仅通知
sample-drawn = 已抽取

## muster: words/moved

reminders-planned-again-still-due = 提醒重排：仍是 { $after } 截止
was-due-now-due = 改期：原定 { $before } 截止，改为 { $after }
reminders-were-taken-back = ；撤回提醒{ $count }条，因为{ $why }
days-moved-by-event = { $days }。{ $by }{ $taken_back }（第{ $position }号事件）
approved-by-post = ，{ $post }批准
because-reason = ，理由：{ $reason }
for-a-reason-that-cannot-be-read = ，理由读不到
amended-at-by = { $at } { $who }修订（第{ $position }号事件）{ $approved }{ $because }
resumed-at-by = { $at } { $who }恢复发送，按暂停的工作日顺延（第{ $position }号事件）

## muster: words/names

actor-for-behalf = { $actor }（代{ $behalf }）
period-quarter = { $year }年第{ $number }季度
period-first-half = { $year }年上半年
period-second-half = { $year }年下半年
period-month = { $year }年{ $number }月

## muster: words/people

accept-by = 受理限{" "}
finish-by = 承诺办结限{" "}
by-law = 法定办结限{" "}
case-with-its-times = { $name }：{ $times }

## muster: words/reason

the-day-that-was-given-with-the-task = 交办时定的日子
before-the-campaign-backfilled-never-reminded = 早于活动开始，只补录、不提醒
before-the-launch-backfilled-never-reminded-never-late = 早于发布，只补录、不提醒、不算逾期
the-phase-has-no-working-day = 阶段里没有工作日，不发通知
the-notice-goes-on-the-phases-first-day = 阶段第一天发通知
the-notice-goes-on-the-next-working-day = 阶段开始那天{ $rest }，通知在下一个工作日{ $goes }发
times-in-each-period-in-equal-parts = { $said }{ $times }次，各在等分的一段里
at-a-time-that-its-crontab-names = 按 crontab 写的时刻
the-file-says-written = 文件写明{ $written }
window-due-on-its-last-working-day = { $from }至{ $to }办理，最后一个工作日截止
this-period-ends-on-end = { $said }；本期到{ $end }为止
every-period-on-the-last-working-day = { $every }最后一个工作日
every-period-on-the-last-day = { $every }最后一天
every-period-on-working-day = { $every }第{ $n }个工作日
every-period-on-working-day-from-end = { $every }倒数第{ $n }个工作日
every-period-on-day = { $every }{ $n }日
every-period-on-day-of-month = { $every }第{ $month }个月{ $day }日
every-weekday-named = 每{ $weekday }
every-period-on-nth-weekday = { $every }第{ $n }个{ $weekday }
every-period-on-nth-weekday-from-end = { $every }倒数第{ $n }个{ $weekday }
the-days-that-the-file-says = 文件写明的日子
working-days-before = { $from }前{ $days }个工作日
limit-after = { $from }起{ $limit }
limit-after-the-closing = { $from }到期的任务办结后{ $limit }（按到期日预计）
limit-after-the-due-day = { $from }到期后{ $limit }
the-same-day = 当日
limit-in-working-days = { $days }个工作日
limit-in-working-hours = { $hours }个工作时
limit-in-minutes = { $minutes }分钟（连续计时）
the-working-day-before-lies-before-it-opens = { $rest }，前一个工作日这一项还没有开始，就在开始那天{ $first }到期
moved-back-to-the-working-day-before = { $rest }，提前到前一个工作日
moved-on-to-the-next-working-day = { $rest }，顺延到下一个工作日
provisional-the-years-holidays-are-not-published-yet = 放假安排未公布，日期暂定
day-is-a-rest-day = { $day }休息
day-is-a-holiday = { $day }{ $festival }放假
day-is-worked-by-arrangement = { $shown }照常上班（{ $arrangement }）
every-day = 每天
every-week = 每周
every-month = 每月
every-quarter = 每季度
every-half-year = 每半年
every-year = 每年

## muster: words/refusal

did-you-mean-instead = 是不是想写“{ $instead }”？{ $next }
there-is-no-such-campaign = 没有这个活动
launch-it-or-name-it = 用 muster launch 发布，或用 --campaign 写对编号
the-campaign-runs-with-another-file = 这个活动已经用另一份文件发布
take-another-campaign-or-dir = 换一个 --campaign 编号，或换一个 --dir 目录
the-engine-does-not-hold-this-definition = 引擎里没有这份定义
run-launch-again = 重新运行 muster launch
there-is-no-such-name = 没有这个名称
why-lists-the-items-of-a-unit = 事项用 muster why 单位编码（如 muster why 005）列出，快照用 muster snapshot list；评分表、评议、名单和其中各项的名称看活动文件，或者 muster show 加编号
its-state-does-not-allow-that = 当前状态不允许这样做
look-at-its-story-with-why = 看来龙去脉：事项用 muster why，检查、评议、评分和名单用 muster show，后面写活动文件里的编号；打分、否决、申诉的编号看 muster show points、vetoes、appeals
something-is-missing-wrong-or-too-much = 内容不齐、不对或超出
fix-what-is-named-and-send-again = 按原因补上或改正，再办一次
that-day-is-not-possible = 这一天不行
take-another-day = 换一个日期
the-plan-was-made-from-an-older-state = 所依据的情况已经变了
make-a-new-plan = 按现在的情况重做一次再提交
the-plan-breaks-a-rule = 方案不可行
fix-what-is-named = 按所列原因调整方案
after-its-end-it-can-only-be-read = 结束后不再报送；已经提出的名单、申诉和一票否决，照样可以决定
this-post-may-not-do-that = 这个岗位没有这项权限
act-as-a-post-that-may = 换有权限的岗位办理；权限写在文件的“角色”里
no-post-was-named-validly = 没有写明以什么岗位的名义
name-the-post-with-as = 用 --as 写岗位，如 --as 小组办公室
it-is-over-a-limit = 超出了上限
do-it-in-parts = 分几次办理
this-id-belongs-to-another-command = 这个编号已经用在另一个命令上
take-a-new-id-for-a-new-command = 新的命令用新的编号
the-log-has-no-such-place = 日志里没有这个位置
start-over-or-at-the-logs-end = 从头看起（--after 0），或从日志的末尾看起
a-bug-was-met-in-this-campaign = 引擎在这个活动里遇到缺陷，已让它停下
start-again-and-report-the-cause = 重启引擎；仍出现请附上原因报告
the-log-is-damaged-campaign-cannot-be-read = 日志已损坏，这个活动读不出来
find-the-bad-event-and-restore = 用 muster verify 找出出错的事件，再用 muster restore 从备份恢复

## muster: words/step

phase-notice = 阶段通知
reminder-working-days-before = 提前{ $days }个工作日提醒
reminder-on-the-due-day = 当天提醒
overdue-reminder-working-days-after = 逾期{ $days }个工作日催办
blue-card-working-days-before = 蓝色督办单（提前{ $days }个工作日，未签收）
yellow-card-working-days-after = 黄色督办单（逾期{ $days }个工作日）
red-card-working-days-after = 红色督办单（逾期{ $days }个工作日）
visit-in-working-days = 走访预告（提前{ $days }个工作日）
visit-not-recorded-for-working-days = 走访{ $days }个工作日未记录
news-of-an-objection = 有异议即告
news-that-it-was-returned = 退回即告
news-that-it-was-given = 交办即告
blue-card-lifted = 蓝色督办单解除
yellow-card-lifted = 黄色督办单解除
red-card-lifted = 红色督办单解除
weekly-brief-late = 每周简报（逾期，第{ $no }次）
weekly-brief-yellow = 每周简报（黄单，第{ $no }次）
weekly-brief-red = 每周简报（红单，第{ $no }次）
case-dispatched = 办件派单
case-passed-up = 办件上报
case-replied-to = 办件批复
case-late = 办件超期
case-waits-for-a-unit = 走访带回的办件，还没有派单
appeal-came-in = 收到申诉
appeal-was-upheld = 申诉成立
appeal-was-dismissed = 申诉不成立
scores-are-public = 成绩公示
too-few-answered-a-round = 评议人数不足
list-entry-proposed = 名单提名
list-entry-listed = 列入名单
list-entry-not-listed = 未列入名单
visit-planned = 走访已排定
visit-confirmed = 走访已确认
visit-moved = 走访改期
visit-delegated = 走访换人
visit-handed-on = 走访已委托他人
visit-called-off = 走访取消
visit-planned-again = 走访取消后重排
visit-given-to-another = 走访取消后改由他人
reminder = 提醒
overdue-reminder = 催办
blue-card = 蓝单
yellow-card = 黄单
red-card-brief = 红单
weekly-brief-in-brief = 简报
notice-of-the-visit = 走访预告
record-asked-for = 催记录
returned-brief = 退回通知
given-brief = 交办通知
objection = 异议通知
step-open = 未结
sent = 已发出
skipped = 免发
failed = 失败
withdrawn = 撤回
outcome-with-its-reason = { $said }：{ $reason }
the-channel-takes-nothing-now = ! 渠道 { $name } 现在一封也不收：{ $cause }
the-channel-said-last = 渠道 { $name } 上一次没收下时说：{ $cause }
step-not-due-or-open = 未到或未结
it-had-been-handed-in = 已经报送
the-item-was-waived = 已免办
the-unit-left-or-was-merged = 单位已退出或并入
the-due-day-changed = 截止日已改
the-visit-was-moved-or-recorded = 走访已改期或已记录
the-campaign-ended = 活动已结束
no-longer-due-when-it-was-to-be = 发送时已不需要
the-engine-was-down-for-too-long = 停机过久，超过补发期限
it-was-held-for-too-long-or-until = 暂停期间错过：超过补发期限，或者日子已过
the-role-has-no-contact = 该岗位无联系人
the-contact-has-no-account = 联系人没有可用账号
the-channel-refused = 渠道拒收
the-channel-failed-in-every-try = 渠道多次失败
the-next-message-would-come-too-late = 当天的消息和补充提醒都已经发出，等到下一条就过了日子
the-rater-had-answered = 已经评过
nobody-waited-at-this-stage = 评选的这一步已经办完
what-was-said-of-it-was-signed-for = 提醒已经签收
its-reader-had-opted-out = 收件人已退订这类提醒
the-sample-was-drawn = 已经抽取
enough-had-answered = 人数够了
the-due-day-stayed-and-its-reminders-were = 截止日没变，提醒重新排了
unvisited-for-days = 已{ $days }天未走访
never-visited = 从未走访
visitor-free = 走访人当天有空（本期忙{ $busy_days }天）
same-town-and-day-as = 走访人同一天还去同镇的{ $unit }
fair-share-of-visits = 次数均衡（此前有{ $had }次走访）
near-the-middle-of-the-period = 靠近期中
in-turn-visit-there = 轮到第{ $no }次
in-turn-visit-there-others-not-free = 轮到第{ $no }次（排在前面的{ $passed }人这一期没空）
goes-instead-of-the-places-own-visitor = 代替原走访人
near-a-place-on-the-same-day = 走访人同一天还去{ $place }，路上{ $minutes }分钟

## muster: words/stored

the-store-is-damaged = 数据已损坏：{"{"}{"}"}
the-store-failed = 存取失败：{"{"}{"}"}
the-view-is-at-event-of = 视图到第{"{"}{"}"}个事件，共{"{"}{"}"}个
stored-look-or-restore-a-backup = {"{"}{"}"}；用 muster verify 查看，或从备份恢复
stored-look-and-restore-a-backup = {"{"}{"}"}：用 muster verify 查看，并从出事以前的备份恢复
stored-restore-it-from-a-backup = {"{"}{"}"}；请从备份恢复
stored-start-the-engine-once = {"{"}{"}"}；启动一次引擎就会重新算出
the-log-is-damaged-in-head-and-end = 日志已损坏：{"{"}{"}"} 的链尾记录{"{"}{"}"}，最后一个事件是第{"{"}{"}"}号
is-missing-after-comes = 缺失：第{"{"}{"}"}号之后是第{"{"}{"}"}号
is-missing-the-log-ends-at-its-head = 缺失：日志到第{"{"}{"}"}号为止，链尾记录是第{"{"}{"}"}号
is-missing-the-head-file-says = 缺失：链头文件记到第{"{"}{"}"}号
is-missing-the-head-file-says-version = 缺失：链头文件记到第{"{"}{"}"}个事件
is-missing = 缺失
stands-at = 是第{"{"}{"}"}号
stands-where-comes-again-or-out-of-order = 这个位置上又出现第{"{"}{"}"}号，或者次序不对
has-no-position = 没有位置：{"{"}{"}"}
lies-behind-the-head-row-which-says = 在链尾记录（第{"{"}{"}"}号）之后
the-head-row-is-missing = 缺少链尾记录
the-head-row-cannot-be-read = 链尾记录读不出来：{"{"}{"}"}
log-head-has-a-row-that-muster-did = log_head 里有一行不是 muster 写的（分片 {"{"}{"}"}）
the-term-in-log-head-is-the-last = log_head 的任期是 {"{"}{"}"}，最后打开日志的引擎写的是 {"{"}{"}"}
belongs-to-shard = 属于分片 {"{"}{"}"}
its-version-does-not-follow = 它的序号接不上第{"{"}{"}"}个事件
the-hash-chain-does-not-match = 散列链对不上
its-clock-shows-before = 它的时间是 {"{"}{"}"}，早于 {"{"}{"}"}
the-step-has-an-outcome-already = 提醒 {"{"}{"}"} 已有结果
the-sum-of-its-steps-is-wrong-planned = 提醒的总账不对：排定{"{"}{"}"}次，按状态已结{"{"}{"}"}次，按日志{"{"}{"}"}次
its-link-differs-from-the-head-file = 散列链与链头文件里的不同
its-table-is-not-what-the-events-before = 它的表与此前的事件对不上
there-was-no-cut-off-for-its-table = 它的表没有截止点
there-is-no-launch-before-it = 此前没有发布
the-campaign-cannot-take-it = 活动里不可能有这个事件
it-says-that-the-blob-is-erased-but = 它说材料 {"{"}{"}"} 已删除，内容却还在
the-erased-blob-is-not-marked = 已删除的材料 {"{"}{"}"} 没有删除标记，可能又被存进来
the-blob-has-other-bytes = 材料 {"{"}{"}"} 的内容变了
the-blob-is-missing = 材料 {"{"}{"}"} 不见了
the-blob-cannot-be-read = 材料 {"{"}{"}"} 读不出来：{"{"}{"}"}
the-blob-is-marked-as-erased-and-no = 材料 {"{"}{"}"} 标为已删除，却没有这样的事件
something-is-marked-as-erased-and-no-event = 有材料标为已删除，却没有这样的事件
what-was-erased-cannot-be-read = 删除标记读不出来：{"{"}{"}"}
the-table-of-commands-does-not-fit-it = 命令表与它对不上：重复的命令会认不出来
the-commands-cannot-be-read = 命令表读不出来：{"{"}{"}"}
the-file-cannot-be-read = 文件读不出来：{"{"}{"}"}
the-file-cannot-be-checked = 文件检查不了：{"{"}{"}"}
the-file-is-damaged = 文件已损坏：{"{"}{"}"}
cannot-be-read = 读不出来：{"{"}{"}"}
what-stands-beside-the-events-cannot-be-read = 事件以外的内容读不出来：{"{"}{"}"}
when-it-wakes-next-was-written-by-somebody = 下次唤醒的时间是别的程序写的
it-wakes-next-at-its-events-say = 下次唤醒是 {"{"}{"}"}，按事件应是 {"{"}{"}"}
it-wakes-and-has-no-events = 它有唤醒时间，却没有事件
stored-never = 不再唤醒
in-the-setting-was-written-by-somebody-else = {"{"}{"}"} 里的设置 {"{"}{"}"} 是别的程序写的
the-setting-was-written-by-somebody-else = 设置 {"{"}{"}"} 是别的程序写的
the-setting-says-which-cannot-be = 设置 {"{"}{"}"} 写着“{"{"}{"}"}”，这不可能
the-setting-is-missing = 缺少设置 {"{"}{"}"}
stored-in-the-kind-name-and-what = {"{"}{"}"} 里的 {"{"}{"}"} {"{"}{"}"} {"{"}{"}"}
the-kind-name-and-what = {"{"}{"}"} {"{"}{"}"} {"{"}{"}"}
was-not-made-by-muster = 不是 muster 建的
is-not-as-muster-made-it = 与 muster 建的不同
stored-table = 表
stored-index = 索引
stored-trigger = 触发器
view = 视图
the-accounts-of-in-contacts-db-are-not = contacts.db 里 {"{"}{"}"} 的账号与最后一次导入留下的不同
contacts-db-belongs-to-another-log-put-the = contacts.db 是别的日志的：换回这份日志的，或从备份恢复
contacts-db-cannot-be-read = contacts.db 读不出来：{"{"}{"}"}
view-db-cannot-be-read = view.db 读不出来：{"{"}{"}"}
there-is-no-log-in = {"{"}{"}"} 里没有日志
line-is-not-one-of-a-head-file = {"{"}{"}"}：第{"{"}{"}"}行不是链头文件的内容
log-db-was-copied-while-it-was-in = log.db 是在使用中复制的，或者丢了同伴文件 log.db-wal：最后写入的不见了。把 log.db-wal 放回来；没有了，就从备份恢复
no-such-file-or-directory-os-error = 没有这个文件或文件夹
permission-denied-os-error = 没有权限
no-space-left-on-device-os-error = 磁盘满了
connection-refused-os-error = 对方没有接受连接
error-returned-from-database-code = 数据库：{"{"}{"}"}（{"{"}{"}"}）
file-is-not-a-database = 文件不是数据库
database-disk-image-is-malformed = 数据库文件已损坏
database-or-disk-is-full = 磁盘满了
attempt-to-write-a-readonly-database = 数据库是只读的
disk-i-o-error = 磁盘读写出错
stored-at-position-campaign-version = 第{"{"}{"}"}号事件（活动 {"{"}{"}"} 的第{"{"}{"}"}个）：{"{"}{"}"}
stored-at-a-position = 第{"{"}{"}"}号事件：{"{"}{"}"}
stored-of-a-campaign-version = 活动 {"{"}{"}"} 的第{"{"}{"}"}个事件：{"{"}{"}"}
stored-of-a-campaign = 活动 {"{"}{"}"}：{"{"}{"}"}

## muster: words/visit_fault

instance-file-cannot-be-used = { $file } 不能用
instance-file-has-a-fault = { $file } 的 { $at } 有错
a-whole-number = 整数
some-text = 文字
list-of-values = 列表
an-object-with-fields = 对象（带字段名）
true-or-false = true 或 false
a-date-such-as = 日期，如 2027-03-01
instance-location = 地点
instance-leader = 领导
instance-place = 走访点
it-is-not-json = 不是 JSON：{ $error }
correct-the-file-or-export-again = 改正文件，或重新导出
the-format-is = 格式是“{ $found }”
only-this-format-is-read = 只读 { $format }
it-is-missing = 缺这一项
add-it = 补上
there-stands = 写的是 { $found }
write-a-value-of-kind = 要写{ $kind }
found-is-outside-its-limits = { $found } 超出范围
write-a-number-from-to = 写 { $low } 到 { $high } 之间的数
it-does-not-end-after-it-begins = 从 { $from } 到 { $to }：结束不晚于开始
make-the-end-later = 把结束写得比开始晚
there-is-no-thing-of-that-name = 没有叫“{ $name }”的{ $what }
add-it-to-the-list-or-correct = 在 { $list } 里加上它，或改正名称
name-stands-there-twice = “{ $name }”写了两次
leave-one-of-them = 只留一个
too-many-can-be-planned = 有{ $found }个，最多{ $max }个
make-several-instances = 分成几个实例
it-is-empty = 是空的
write-one-at-least = 至少写一个
row-has-other-entries-than-locations = 有{ $found }项，地点有{ $want }个
write-a-row-for-each-location = 每个地点一行，每行每个地点一项
a-location-is-away-from-itself = 一个地点到它自己要 { $found } 分钟
write-zero-on-the-diagonal = 对角线上写 0
there-stands-in-quotes = 写的是“{ $found }”
write-one-of-these = 写其中之一：{ $words }

## muster: words/visit_plan

visits-planned-missing-and-objective = 已排走访{ $planned }次，未排{ $missing }次；目标值 { $cost }（{ $iterations }步）
published-visits-changed = 已公布的走访：改日{ $day }次，换人{ $leader }次，改时间{ $time }次，取消{ $removed }次
of-the-missing-proved-to-be-impossible-in = 未排的走访里，有{ $proved }次可以证明怎么排都排不进
the-others-are-in-unscheduled = {"  "}其余{ $others }次见输出的 unscheduled
place-visit-k-why = {"  "}{ $place } 第{ $k }次：{ $why }
no-leader-may-go-there = 没有可以去的领导
no-day-will-do = 没有一天走得成：已过{ $over }天，休息{ $off }天，对方不接待{ $closed }天，当天没有合适时段{ $no_window }天，领导都不在{ $busy }天，时间来不及{ $short }天
the-gaps-allow-most-visits = 按间隔要求，这里最多走得成{ $most }次
with-locked-visits-the-gaps-allow = 锁定的走访不动，这里最多走得成{ $most }次
visit-on-day = 第{ $k }次在第{ $day }天
siblings-leave-no-room = 在本计划里，同一地点的{ $others }，间隔容不下
list-and = 、
binding-with-its-count = { $binding }{ $count }个
no-slot-is-free-in-this-plan = 在本计划里没有空档：{ $counts }
no-slot-is-free-it-would-fit-with = 在本计划里没有空档：{ $counts }；{ $change }就排得进
it-fits-but-costs-more = 排得进，但按权重要多付{ $by }
day-full = 当天已满
week-full = 当周已满
all-visits-used = 总数已满
no-time-left = 时间不够
day-locked = 当天已锁定
one-more-visit-in-the-week = { $leader } 在第{ $day }天那一周多走一次
one-more-visit-on-the-day = { $leader } 在第{ $day }天多走一次
one-more-visit-in-all = { $leader } 总共多走一次
leader-working-on-a-day-off = { $leader } 在第{ $day }天（休息日）也走访
leader-free-on-day = { $leader } 在第{ $day }天腾出时间

## rules: message

letter-variable-campaign = 活动名称
letter-variable-post = 收件的岗位
letter-variable-date = 今天，如 4月25日（周五）
letter-variable-today = 今天，如 2014-04-25
letter-variable-total = 共几项
letter-variable-omitted = 放不下的有几项，都放得下是 0
letter-variable-sign = 签收用的消息名，如 2014-04-25/005-clerk/routine
letter-variable-link = 收件人网页的地址，在那里办理和签收；没有网页时是空的
letter-variable-groups = 各组，依次为 已退回、新交办、已逾期、督办（蓝）、督办（黄）、督办（红）、督办解除、每周简报、今日到期、即将到期、阶段通知、走访、办件、异议、成绩公示、申诉、评议人数、名单
letter-variable-group-name = 组名
letter-variable-group-kind = 组的代号：returned、task、late、blue、yellow、red、lifted、brief、today、soon、phase、visit、case、objection、scores、appeal、round、list
letter-variable-group-entries = 组里的事项，逾期最久的在前
letter-variable-entry-name = 任务和期次、阶段或走访项目的名称
letter-variable-entry-unit = 单位简称；收件人只是这一个单位的联络员时是空的
letter-variable-entry-due = 到期日或走访日，如 4月25日（周五）
letter-variable-entry-due-plain = 到期日，如 2014-04-25
letter-variable-entry-days = 还有几天，逾期的是负数
letter-variable-entry-distance = 还有3天、今天、已逾期2天，按日历上的天数
letter-variable-entry-note = 到期和相对连成一句；阶段是起止和任务数
letter-variable-entry-needs = 要交什么，如 活动记录、照片≥2；可能是空的
letter-variable-entry-points = 退回时不合格的要点；可能是空的
letter-variable-entry-reason = 退回的理由；可能是空的
letter-variable-entry-item = 办理用的编号，如 unit-plan/005；阶段没有

## rules: message/asked

say-something-of-each-sections = 写明{ $sections }
what-became-of-the-pledge-kept-partly-kept = 兑现情况（已兑现、部分兑现或未兑现）
the-entries-of-this-period = 本期台账记录
an-entry-in-each-of-rows-row = { $rows }行台账各记一次
it-need-not-be-adopted = 可以不采用
theme-theme-with-its-focus-focus = 主题“{ $theme }”，写明重点{ $focus }
agenda-shown = ；
at-least-least = （不少于{ $least }）
at-most-most = （不超过{ $most }）
number-that-may-be-left-out = （可不报）
published-at-only = 发布到{ $only }
published-at-one-of-several = 发布到{ $several }任一处

## rules: message/sheet

returned-3 = 已退回
new-tasks = 新交办
late-2 = 已逾期
blue-cards = 督办（蓝）
yellow-cards = 督办（黄）
red-cards-2 = 督办（红）
lifted-cards = 督办解除
letter-weekly-brief = 每周简报
due-today = 今日到期
due-soon = 即将到期
phases-2 = 阶段通知
visits-4 = 走访
cases = 办件
objections = 异议
letter-scores = 成绩公示
letter-appeals = 申诉
letter-rounds = 评议人数
letter-lists = 名单
to-answer-and-to-confirm-open = 点开办理、签收：
to-answer-to-confirm-or-to-opt-out-open = 点开办理、签收，也可以退订这类提醒：
for-the-other-post-open = { $post }的事项，点开办理：{ $link }
to-opt-out-of-such-reminders-open = 这类提醒可以退订，点开办理：
letter-more-entries = ……另有{ $omitted }项
letter-subject-reminders = { $month }月{ $day }日提醒{ $count }项
letter-subject-more-reminders = { $month }月{ $day }日补充提醒{ $count }项
letter-subject-red-cards = { $month }月{ $day }日红色督办单{ $count }项
title-what = { $title }：{ $what }
letter-subject-notices = { $month }月{ $day }日新情况{ $count }项
name-said = { $name }：{ $said }
record-of-the-visit = 走访记录
theme-theme = ，主题“{ $theme }”
from-to-to-count-duties-of-your-unit = { $from }至{ $to }，涉及本单位工作{ $count }项{ $theme }
letter-sample-post = 市政处联络员
letter-sample-duty = 本单位活动方案
letter-sample-unit = 市政处
letter-sample-needs = 活动方案
letter-sample-point = 目标明确
letter-sample-reason = 没有写时间安排

## rules: message/wording

letter-day = { $month }{ $day }日（{ $weekday }）
letter-day-of-year = { $year }年{ $month }{ $day }日（{ $weekday }）
letter-today = 今天
letter-days-left = 还有{ $days }天
letter-days-late = 已逾期{ $days }天
letter-due-today = { $day }今天到期
letter-due = { $day }到期，{ $distance }
letter-hour = { $day }{ $hour }
letter-visit-today = { $slot }今天走访
letter-visit-ahead = { $slot }走访，{ $distance }
letter-visit-over = { $slot }走访
letter-visit-by = ，走访人{ $visitor }
letter-visit-by-with = ，走访人{ $visitor }，同行{ $along }
letter-visit-proposed = 已排定：{ $slot }{ $by }
letter-visit-confirmed = 已确认：{ $slot }{ $by }
letter-visit-moved = 改到{ $slot }{ $by }
letter-visit-handed-on = 换人走访：{ $slot }{ $by }
letter-visit-called-off = { $slot }的走访取消
letter-visit-off-because = （{ $why }）
letter-visit-off = { $before }的走访取消{ $because }
letter-visit-off-to-be-planned-again = { $before }的走访取消{ $because }，另行安排
letter-visit-planned-again = 原定{ $before }的走访取消{ $because }，改为{ $slot }{ $by }
letter-visit-unrecorded = { $day }走访，已过{ $days }天，请补走访记录
letter-returned-failed = ；不合格的要点：{ $points }
letter-returned-reason = ；理由：{ $reason }
letter-returned = 已退回{ $failed }{ $reason }。请于{ $day }前重新报送，{ $distance }
letter-returned-late = 已退回{ $failed }{ $reason }。请尽快重新报送（原定{ $day }，{ $distance }）
letter-found = { $note }；发现的情况：{ $reason }
it-is-with-your-unit-now = 已派给本单位
the-unit-asks-for-a-reply-from-you = 单位已上报，请批复
those-above-have-replied-please-go-on-with = 上级已批复，请接着办理
those-above-have-replied = 上级已批复
please-deal-with-it-now = 请抓紧办理
those-who-work-on-the-case = 由{ $posts }办理
case-with-what-it-is-about-in-letters = { $name }·{ $about }（{ $id }/{ $number }）
case-to-be-accepted-by = 最迟{ $slot }受理
case-to-be-finished-by = 最迟{ $slot }办结
case-to-be-finished-by-law-by = 依法最迟{ $slot }办结
case-was-to-be-accepted-by = 受理时限{ $slot }已过
case-was-to-be-finished-by = 承诺办结时限{ $slot }已过
case-was-to-be-finished-by-law-by = 法定办结时限{ $slot }已过
it-came-from-a-visit-give-it-to-a-unit = 走访时带回，还没有单位承办，请派单
somebody-objects-during-publicity-please-look-into-it = 公示期内有人提出异议，请核实处理
what-passed-on-is-yours-now = 由本单位接着办；本单位原来就有的同一件事，报一份即可
the-unit-appeals-please-answer-at-once = 单位提出申诉，请尽快答复（原定{ $day }，{ $distance }）
the-unit-appeals-please-answer-by-day = 单位提出申诉，请在{ $day }前答复，{ $distance }
the-appeal-is-upheld-the-points-are-changed = 申诉成立，分数已改
the-appeal-is-not-upheld-the-points-stay = 申诉不成立，分数不变
please-rate-by-day-distance = 请评议，{ $day }截止，{ $distance }
the-unit-could-state-up-to-day = 拟列入；陈述意见的期限（{ $day }）已过
the-unit-may-state-up-to-day = 拟列入；单位可以在{ $day }前陈述意见，{ $distance }
it-stands-on-the-list = 已列入
it-does-not-stand-on-the-list = 没有列入
letter-scores-were-public = 成绩已公示到{ $day }；在个人页面上看，或运行 muster score explain { $unit }
letter-scores-are-public = 成绩已公示，到{ $day }为止，{ $distance }；在个人页面上看，或运行 muster score explain { $unit }；有异议的，请在公示期内申诉（muster appeal file）
letter-too-few-answered = { $groups }答复的人不够，成绩暂缓{ $paper }；也可以变更方案，改为按权重重分或记零；还差多少：muster show { $round }
letter-paper-may-be-entered = ；纸质票在{ $day }前还可以录入（muster rating import { $round }）
letter-sample-to-draw = 还没有抽取督查的单位，请在{ $day }前抽取，{ $distance }（muster rating draw { $round }）
letter-nobody-has-signed = { $due }，提醒尚未签收
letter-blue-card-lifted = 蓝色督办单已解除
letter-yellow-card-lifted = 黄色督办单已解除，不必再催办
letter-red-card-lifted = 红色督办单已解除，不必再催办
letter-brief-yellow = 黄单，{ $due }
letter-brief-red = 红单，{ $due }
letter-stage-open = 自愿参加，{ $day }截止，{ $distance }
letter-stage-to-pass = 请办完这一步，{ $day }截止，{ $distance }
letter-need-least = { $name }≥{ $least }
letter-need-exactly = { $name }{ $least }
letter-need-between = { $name }{ $least }至{ $most }
period-half-1 = 上半年
period-half-2 = 下半年
period-quarter-1 = 第1季度
period-quarter-2 = 第2季度
period-quarter-3 = 第3季度
period-quarter-4 = 第4季度
period-of-year = { $year }年{ $period }
name-what = { $name }（{ $what }）

## rules: month

month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
jan = 1月
feb = 2月
mar = 3月
apr = 4月
may-month = 5月
jun = 6月
jul = 7月
aug = 8月
sep = 9月
oct = 10月
nov = 11月
dec = 12月

## rules: visit

the-definition-has-no-visit-programme-programme = 定义里没有走访项目{ $programme }
the-definitions-zone-zone-is-unknown = 时区{ $zone }不认识
the-instance-is-of-visit-programme-programme-not = 这是走访项目{ $of }的，不是{ $programme }的
does-not-await-a-visit = 没有待走访
is-visited-more-than-once = 排了{ $count }次，只能一次
is-visited-by-got-its-visitor-is-want = 写的是{ $got }去，应由{ $want }去
date-is-too-soon-after-its-last-visit = { $date }离上次走访（{ $last }）不到{ $gap }天
its-visit-on-date-was-called-off-before = { $date }的走访已取消过，请换一天
visitor-by-id-or-post = { $post }
date-is-outside-first-to-last = { $date }不在{ $first }至{ $last }之间
date-is-not-a-working-day = { $date }不是工作日
the-calendar-knows-no-such-year = 日历里没有{ $year }年的表
receives-no-visits-on-date = { $date }不接待走访
the-visit-is-outside-its-visiting-hours = { $date } { $hour }的走访不在接待时间里
and-minutes-minutes-on-the-road = ，路上还要{ $minutes }分钟
visitor-is-busy-on-date = { $visitor }{ $date }全天没空
visitor-is-busy-on-date-from-to = { $visitor }{ $date } { $from }至{ $until }没空{ $road }
does-not-last-minutes-minutes = 时长不是{ $minutes }分钟
start-is-not-a-start-time = 不能{ $hour }开始，可以的是{ $known }
date-is-too-near-to-its-other-visit = { $date }离{ $other }的走访不到{ $gap }天
visitor-has-too-many-visits-in-a-week = { $visitor }{ $year }年第{ $week }周有{ $found }次走访，至多{ $cap }次
overlaps-who-s-visit-to-other = 和{ $who }到{ $other }的走访时间重叠
leaves-too-little-time-on-the-road = 和{ $who }到{ $other }的走访之间，路上不够{ $minutes }分钟

## rules: weekday

weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日
monday = 周一
tuesday = 周二
wednesday = 周三
thursday = 周四
friday = 周五
saturday = 周六
sunday = 周日
mon = 一
tue = 二
wed = 三
thu = 四
fri = 五
sat = 六
sun = 日

## server: execute/account

no-post-of-this-campaign-is-called-name = 这个活动里没有岗位“{ $name }”
several-posts-are-called-name-write-which-one = 叫“{ $name }”的岗位有几个，请写编号：{ $ids }
no-such-campaign-here = 没有活动{ $id }
a-token-opens-for-so-many-days = 口令有效1到{ $days_max }天，不能是{ $days }天
post-has-too-many-tokens = { $post }已有{ $tokens_a_post_max }个有效口令，到上限了：先吊销一个

## server: execute/file_kind

file-is-of-a-kind-that-cannot-be-handed-in = 材料 { $shown } 不是可以报送的文件类型
file-is-not-what-its-name-says = 材料 { $shown } 的内容与扩展名不符
its-content-is-another = 扩展名是 { $extension }，内容是 { $content }
its-content-is-an-old-office-document = 扩展名是 { $extension }，内容是旧版办公文档
its-content-is-plain-text = 扩展名是 { $extension }，内容是纯文本
its-content-is-nothing-known = 扩展名是 { $extension }，认不出内容是什么
save-it-as-the-right-type = 用原来的程序另存为正确的类型
these-may-be-handed-in = 可以报送：{ $all }
file-holds-nothing-that-may-be-handed-in = 材料 { $shown } 的内容不是可以报送的文件类型

## server: execute/jump

time-is-held-until-ops-look = 已暂停走时：系统时间比最近一次所见快{ $days }天；请运维用 muster clock show 看清、muster clock accept 确认后，再办一次

## server: execute/page_link

page-address-is-wrong = { $address }：{ $said }
write-the-whole-address-such-as-https-muster = 地址要写全，如 https://muster.bureau.example
it-has-a-host-a-port-and-a = 只能有主机名、端口和路径，不带用户名、问号和中文
a-link-opens-for-so-many-days = 链接有效1到{ $link_days_max }天，不能是{ $days }天
no-post-and-no-link-of-this-campaign = 这个活动里没有叫“{ $which }”的岗位或链接

## server: http/bounds

post-has-given-its-commands-today = 岗位{ $post }今天已提交{ $post_day_commands_max }条命令，到每天（UTC）的上限了；明天再办，或请运维在数据目录所在的机器上办理
post-has-stored-its-bytes-today = 岗位{ $post }今天已存{ $used } MiB，每天最多{ $most } MiB

## server: http/caller

a-posts-token-does-not-open-this-it = 岗位口令打不开这里：要在数据目录所在的机器上由运维办理
the-file-gives-the-right-to-nobody = 文件没有把“{ $right }”给任何角色，岗位口令办不了这件事：由运维在数据目录所在的机器上办理，或在文件的角色里写上“可以: [{ $right }]”，再用 muster apply 生效
show-a-token = 请出示口令：Authorization: Bearer 口令
unknown-token-ask-the-holder-of-the-data = 这里没有发过这个口令；请向运维领取（muster account issue）
this-token-was-revoked = { $post }的这个口令已于{ $at }吊销；请领取新的
this-token-has-expired = { $post }的这个口令已于{ $at }到期；请领取新的
this-token-opens-another-campaign = 这个口令只用于活动{ $own }，不能看{ $other }
a-posts-token-reads-its-own = 岗位{ $post }的口令只能看本单位的，以及文件交给这个岗位的：{ $what }不在其中
a-posts-token-opens-no-files = 岗位口令不能直接读取材料和原文
token-acts-only-as-its-post = 这个口令是岗位{ $post }的，不能以“{ $said }”的名义办理

## server: http/page

too-many-requests = 请求太多
too-many-requests-came-from-this-address-open = 从这个地址来的请求太多，请过一分钟再打开。
not-the-address-of-this-page = 网址不对
the-page-is-not-found-under-this-address = 这一页不在这个网址上。请从最近一封提醒里重新点开链接。
it-was-not-done = 没有办成
only-a-form-of-the-page-is-taken = 这个网址只收本页表单的提交，什么都没有改动。请从最近一封提醒里重新点开链接。
the-address-is-not-whole = 网址不完整
something-in-the-address-cannot-be-read-nothing = 网址里有看不懂的部分，什么都没有改动。请从最近一封提醒里重新点开链接。

## server: http/page/act

the-form-does-not-say-how-long-it = 这次提交没有说明长度，什么都没有改动。请用手机或电脑的浏览器办理。
too-many-files-are-on-their-way-nothing = 同时上传的文件太多了，什么都没有改动。请过几秒再报一次。
this-did-not-come-from-a-form-of = 这不是本页表单发来的，什么都没有改动。
this-did-not-come-from-this-links-own = 这次提交不是从这个链接的页面来的，没有办理。请从提醒里重新打开链接再办。
number-is-too-large = “{ $text }”太大了，最多{ $number_max }；请核对是不是写错了。
that-is-not-a-number = “{ $text }”不是整数：只能写整数，如 12，有小数的请四舍五入。

## server: http/page/ballot

to-judge = 请评议
left-to-judge-until-day-distance = { $left }项待评，{ $day }截止，{ $distance }
you-have-answered-one-answer-counts-and-it = 您已经评过，一人一次，不再改。
send-the-ballot = 提交评议
anonymous-nobody-records-who-you-are-only-a = 匿名：不记您是谁，只记评议码的摘要。一人一次，提交后不能改；不了解的可以不评。
one-answer-counts-and-stays-leave-out-what = 一人一次，提交后不能改；不了解的可以不评。
your-code = 评议码
not-judged = 不评
comment = 评语
enter-your-code-it-stands-on-the-notice = 请填评议码，它在发给您的通知上。
nothing-is-judged-yet-answer-for-one-at = 一项都没有评，请至少评一项。

## server: http/page/calendar

add-to-my-calendar-subscribe = 加到手机日历（订阅）
end-the-calendars-that-follow-it = 停掉已有的日历订阅：{ $followed }
add-this-address-to-the-calendar-of-your = 把下面的网址添加到手机或电脑的日历里（“添加订阅日历”），走访的安排和改动会自动出现。
it-shows-the-visits-and-nothing-can-be = 这个网址只能看走访，不能办理。它只显示这一次；不用了，请在“我的事项”里停掉。
back-to-my-items = 回到我的事项
title-of-the-calendar = 日历订阅

## server: http/page/case

about = 事由
received = 收到
label-finish-by = 最迟办结
label-state = 状态
heading-what-was-done = 经过
closed-2 = 办结
to-be-called-back = 待回访
waits-for-a-reply = 待批复
in-work = 办理中
to-be-accepted = 待受理
received-2 = 收件
accepted-2 = 受理
passed-up = 上报
answered-2 = 答复
reopened = 重办
case-is-late = 超期
what-to-do = 办理
accept = 受理
step-that-is-done = 完成的环节
what-was-done-optional = 做了什么（可不填）
record-the-step = 记录环节
label-answer-of-a-case = 答复
the-answer-is-published-write-nothing-personal = 答复会公开，请不要写个人信息。
answer-and-close = 答复办结
what-those-above-are-to-decide = 请上级定什么
pass-up = 上报

## server: http/page/form

at-most-so-many-fields = 一次最多{ $fields_max }项，请分几次报送。
at-most-so-many-files = 一次最多{ $evidence_max }个文件，其余请打包成一个文件。
it-did-not-come-whole-and-nothing-was = 没有收全，什么都没有改动。请检查网络，回到上一页再报一次。
the-files-are-too-large = 文件太大：一次一共最多{ $most } MiB。请压缩图片，或分几次报送；什么都没有改动。
a-text-is-too-long-or-has-control = 填的文字太长，或带有看不见的控制字符。请删短，或重新键入，不要粘贴。
the-name-of-a-file-has-characters-that = 文件名里有不能用的符号（如 / \ < > : * ?）或太长。请把文件改个简单的名字，再选一次。
one-of-the-files-is-empty-see-whether = 有一个文件是空的。请打开看看是不是选错了，再选一次。
that-is-not-a-day = “{ $day }”不是日期，请写成 2014-04-25。

## server: http/page/guest

this-link-opens-nothing = 这个链接打不开
see-whether-it-was-copied-whole-or-open = 请检查链接是否复制完整，或从最近一封提醒里重新点开。还是打不开，请找活动办公室。
this-link-has-expired = 这个链接已经过期
open-the-link-of-your-latest-letter-if = 请从最近一封提醒里点开新的链接；没有新的，请向活动办公室要一个。
this-link-was-revoked = 这个链接已经作废
the-campaigns-office-ended-it-ask-the-office = 活动办公室已将它作废。需要办理请向办公室要新的链接。
this-post-has-another-holder-now = 这个岗位已经换人
the-link-was-for-the-one-who-held = 链接只给当时任这个岗位的人用。现任的人请用自己收到的提醒；有疑问请找活动办公室。
please-wait = 请稍等
this-post-does-too-much-at-once-try = 这个岗位同时办理的太多了，请过几秒再试。
not-possible-just-now = 暂时打不开
the-data-cannot-be-read-just-now-try = 系统暂时读不了数据，请过几分钟再试。

## server: http/page/home

my-items = 我的事项
signed-for = 已签收。
handed-in = 已报送。
entered-in-the-ledger = 已记入台账。
recorded = 已记录。
the-visit-is-confirmed = 已确认走访。
the-visit-was-moved = 走访已改期。
somebody-else-makes-the-visit = 已委托他人走访。
declined-another-visit-is-planned = 已回绝，将另行安排。
your-ballot-is-in-thank-you = 评议已收到，谢谢。
no-calendar-follows-it-any-more = 日历订阅已停掉。
the-visit-is-made-its-record-follows = 已记为走访过，请补记录。
you-have-opted-out-of-reminders = 已退订。可以退订的提醒不再发送。
you-get-all-reminders-again = 已恢复。以后照常收到全部提醒。
the-hour-of-your-letters-is-chosen = 收提醒的时间已选定。
to-sign-for = 请签收
sign-for-all-shown = 全部签收（{ $count } 份）
sign-for-what = 签收：{ $what }
sign-button = 签收
reminders-that-may-be-left-out-are = 可以退订的提醒现在不发给您。第一次告知、退回和督办单仍会送达。
send-me-all-reminders-again = 恢复全部提醒
some-reminders-may-be-left-out-what-asks = 重复的提醒可以退订。第一次告知、退回和督办单仍会送达。
leave-them-out = 退订
heading-reminders = 提醒
heading-hour-of-letters = 收提醒的时间
the-letter-of-a-day-comes-not-before = 每天的提醒在这个时间发；安排得更晚的，到时再发。红色督办单、退回和其他通知不等这个时间。
label-hour-of-letters = 时间
as-the-file-says = 按活动文件
choose-the-hour = 选定
earlier-ones = 更早的还有：{ $count }
red-card-of-day = { $day }的红色督办单
letter-of-day = { $day }的提醒
notice-of-day = { $day }的补充通知
returned-please-correct = 被退回，请改正
heading-due-today = 今天到期
to-do = 待办
handed-in-under-review = 已报送，等待审核
nothing-has-to-be-handed-in-now = 现在没有要报送的事项。
handed-in-by-others = 本单位其他岗位要报的
in-brackets = （{ $text }）
entered-afterwards-never-late = 补报，不算逾期
due-day-distance = { $day }到期，{ $distance }
finish-by-at = 最迟办结：{ $at }
cases-of-the-unit = 本单位的办件
closed-cases = 已办结
ledgers-of-the-unit = 本单位的台账
visits-to-the-unit = 来本单位的走访
earlier-items = 以前的事项
show = 展开
earlier-ones-not-listed = 更早的没有列出：{ $count }

## server: http/page/item

enter-it-in-the-ledger-that-closes-it = 去记台账，记了就办结
to-be-handed-in = 待报
under-review = 已报送，待审核
item-is-returned = 被退回
item-was-accepted = 审核通过
item-is-done = 已办结
item-was-passed-on = 已转给承接单位
item-ended-with-the-unit = 单位已撤并，终止
handed-in-by-roles = 这一件由{ $roles }报送，您只看进度。
taken-out-of-use = 已停用
label-unit = 单位
label-due = 到期
day-and-distance = { $day }，{ $distance }
the-text-was-erased = （原文已删除）
why-it-was-returned = 退回原因
no-reason-was-written-ask-the-reviewer = 没有写原因，请问审核的人。
points-that-are-not-met = 没有达到的要点：
heading-what-was-found = 督查发现了什么
hand-in = 报送
please-hand-in = 请交：{ $what }
reviewed-by = 由{ $by }审核
it-is-looked-at-for = 审核要点：{ $points }
which-of-the-announced-things-are-done-such = 其中已办结的是第几项（如 1 3），没有就空着
day-on-which-it-was-done-empty-today = 实际完成的日期（就是今天可以不填）
at-least-so-many-pieces = 至少{ $least }份
so-many-pieces = { $most }份
from-so-many-to-so-many-pieces = { $least }至{ $most }份
label-files = 文件（可选多个）
or-write-it-here = 或直接写在这里
how-many = 份数
how-many-empty-as-many-as-files = 份数（不填就按文件数）
it-is-right-although-above-the-ceiling = 超过上限也属实
methods-to-tick = 方式
topics-to-tick = 专题
attended-to-tick = 到会
sections-to-tick = 写明
outlets-to-tick = 发布到
focus-to-tick = 重点
kept = 已兑现
partly-kept = 部分兑现
broken = 未兑现
adopted = 采用
not-adopted = 不采用
how-it-ended = 结果
numbers-that-were-reported = 报送的数
what-was-reported-wrong-is-returned-first = 报错了？请审核的岗位（办公室）写明理由退回，退回后这里可以再报一次。
a-whole-number-in-brackets = （整数）
files-that-were-handed-in = 交过的文件
file-that-was-erased = { $need }（已删除）
it-was-handed-in = 报送
entered-afterwards = 补报
history-returned = 退回
history-passed-on = 转给承接单位
history-found-by-an-inspection = 督查发现问题
visit-recorded = 记录走访

## server: http/page/layout

day-of-another-year = { $year }年{ $month }{ $day }日
in-so-many-days = 还有{ $days }天
so-many-days-ago = 已过{ $days }天
hints-for-the-command-line =
    （--…）
    （muster …）
    --covers 写
    用 muster …{" "}
    ，用 --number 报数
meant-above-the-ceiling-on-the-command-line = 加上 --above 再报
meant-above-the-ceiling-on-a-page = 勾选“{ $label }”再报
link-skip-to-the-content = 跳到正文
title-not-possible-just-now = 暂时办不了
the-engine-is-busy-or-starting-nothing-was = 系统正忙或正在重启，什么都没有改动。请过一分钟再打开这一页。

## server: http/page/ledger

rows-of-the-ledger = 台账记录
enter-a-row = 记一行
which-row = 哪一行
row-that-it-corrects-empty-for-a-new = 更正第几行（新记的不填）
enter = 记入台账

## server: http/page/score

scores-of-the-unit-and-what-would-raise = 本单位的得分，和还能怎样提高

## server: http/page/shown

pages = 页面
name-of-this-language = 中文
there-is-no-such-thing = 没有这一项
nothing-here-is-called-so-or-it-is = 这里没有这个编号的事项，或它不归您这个岗位。

## server: http/page/trips

my-visits = 我的走访
not-recorded-in-time = 超期还没有记录
no-visit-lies-ahead = 现在没有要去的走访。
made-and-called-off = 已走访和已取消的
no-visit-could-be-planned = 排不上走访的地方
follow-ups-all-closed = ，跟进{ $count }项都办完了
follow-ups-not-all-closed = ，跟进{ $count }项还没办完
heading-months = 月历

## server: http/page/visit

label-when = 时间
where = 地点
stands = 状态
why-then = 为什么是这时
the-reasons-cannot-be-read = 理由读不出来
visit-to-name = 走访：{ $name }
unvisited-for-so-many-days = 已{ $days }天未走访
you-are-free = 您当天有空
in-the-same-town-as = 您同一天还去同镇街的{ $unit }
a-fair-share = 各人次数均衡
near-the-middle-of-the-round = 靠近这一轮的中间
it-is-your-turn = 轮到您，第{ $no }次
minutes-from-another-visit-that-day = 您同一天还去{ $place }，路上{ $minutes }分钟
who-goes-along = 同去的人
you-go-instead-of-the-places-own-visitor = 由您代替原走访人
i-will-go-confirm = 我去，确认
move-it = 改期
no-other-slot-hand-it-on-or-decline = 这一轮里没有别的空当，可以委托他人或回绝。
label-move-to = 改到
move = 改期
hand-it-to-somebody-else = 委托他人
who-goes = 请谁去
choose = 请选择
hand-over = 委托
i-cannot-go = 不能去
why-may-be-left-empty = 理由（可不填）
decline-plan-another = 回绝，另行安排
heading-record-of-the-visit = 走访记录
day-of-the-visit = 走访日期
section-or-none = { $section }（没有情况写“无”）
what-was-seen = 记录
anything-else-may-be-left-empty = 其他（可不填）
how-content-are-they = { $by }是否满意
option-not-asked = 没有问到
problems-that-somebody-sees-to = 发现问题，转跟进
record = 记录
show-more-rows = 再加几行
what-was-brought-becomes-a-case = 带回的问题（转{ $kind }）
case-no = 办件{ $no }
what-was-brought = 反映的事；能不写姓名的不写姓名
unit-that-handles-it-where-it-is-known = 承办单位，编码或简称（可不填）
label-how-content-people-were = 满意度
label-cases-that-were-brought = 带回的办件
case-at-says-nothing-of-what-was-brought = 第{ $at }件没有写反映的事：请写上，或者把这一件的其他栏清空。
heading-what-was-brought = 带回的问题
open-a-case = 转办件
say-what-was-brought = 请写反映的事。
problem-no = 问题 { $no }
what-is-to-be-done = 要办什么
unit-that-sees-to-it-code-or-short = 责任单位（编码或简称）
due-a-working-day = 到期（工作日）
choose-who-makes-the-visit = 请选择委托给谁。
choose-the-time-to-which-it-is-moved = 请选择改到哪个时间。
problem-at-needs-all-three-what-is-to = 问题{ $at }要写全：要办什么、责任单位、到期。

## server: http/receipts

receipts-need-the-secret-of-their-channel = 回执要带该渠道设置里的口令（Authorization: Bearer，或 ?token=）

## server: http/watching

show-the-token-of-the-address-file-authorization = 请出示 address 文件里的口令

## server: http/writing

name-is-reserved-people-act-as-a-post = “{ $name }”是系统保留的名义，人只能以岗位的名义办理

## server: place

this-is-another-log-it-starts-over = 这是另一份日志：从头听起
the-log-was-restored-after-parted-stand-other = 日志恢复过备份：第{ $parted }号之后与第{ $generation }代不同
the-log-ends-at-head-earlier-than-position = 日志只到第{ $head }号，不到第{ $position }号：被截断过，或拷回了旧的
position-lies-beyond-the-log = 没有第{ $position }号：这份日志只到第{ $head }号；可能恢复过备份，或换了一份
place-is-of-a-later-generation = 这个位置属于第{ $generation }代，这份日志是第{ $ours }代：是不是旧的副本？

## server: read/projector/story

a-text-by-its-digest = 〔{ $digest }〕

## server: read/tables/candidates

no = 编号
code-of-a-candidate = 代号
title = 称号
come-to = 走到
since = 何时起
public-to = 公示到
column-objection = 异议
result = 结果
public-up-to-the-end-of-day = 公示到 { $day } 当天结束
event = 事件
at = 时间
what-happened = 经过
by = 谁
objection-is-open = 待处理
passed-all-stages = 走完全部步骤
rejected = 未通过
out-an-objection-was-upheld = 异议成立，取消
under-way = 进行中
nominated = 推荐
nominated-pieces = 推荐：{ $pieces }
passed-called = 通过：{ $called }
rejected-at-called = 未通过：{ $called }
objected-to = 有异议
objection-upheld = 异议成立
objection-dismissed = 异议不成立
stage-with-its-day = { $no } { $name }：{ $day }，{ $by }
stage-and-its-publicity = { $stage }，公示{ $days }个工作日
stage-is-overdue = { $stage }；已过期，还有{ $waiting }个没走这一步
by-who = 由{ $who }
by-those-of-who-that-want-to = 由{ $who }自愿参加

## server: read/tables/cases

clock-to-accept = 受理
clock-of-the-promise = 承诺
clock-of-the-law = 法定
case = 办件
column-about = 事由
column-state = 状态
column-received = 收到
column-accept-by = 受理限
promised-by = 承诺限
column-by-law = 法定限
cases-closed-and-open = 共{ $cases }件，办结{ $closed }件，在办{ $open }件
kept-of-all-and-the-rate = { $said }：{ $kept }/{ $of }（{ $rate }）
accepted-in-time = 按时受理
finished-as-promised = 承诺时限内办结
finished-by-law = 法定时限内办结
satisfied-when-called-back = 回访满意

## server: read/tables/cases/story

published = 公开
satisfied = 满意
dissatisfied-2 = 不满意
late-to-accept = 受理
late-by-the-promise = 承诺办结
late-by-the-law = 法定办结
detail = 说明
column-by = 谁
case-and-how-it-stands = { $name } { $no }：{ $state }
fact-about-the-case = { $said }：{ $text }
brought-at = 收件于
column-made-on = 走访日期
column-follow-ups = 跟进
no-visit-is-planned-yet = 还没有排走访
places-of-rounds-and-those-visited = 应走访{ $places }处次，已走访{ $made }处次
answers-of-those-who-were-asked = { $who }：{ $answers }
agent = 代办员
source-of-the-case = 来源：{ $came }
clocks-that-ran-out = 超期：{ $late }

## server: read/tables/coverage

tag-without-a-record = { $name }：还没有记录
only-so-many-units-are-listed = 只列出前{ $units_max }个单位
coverage-records-by-unit = 覆盖情况：各单位的记录数
duties = 任务
asked = 应办
records = 记录
records-that-count-alongside = { $name }：计入{ $sum }条
table-of-campaigns-alongside = 并行活动

## server: read/tables/duties

column-numbers = 数目
covers = 写明
column-result = 结论
before-the-start = 早于开始
before-the-launch = 早于发布
number-with-its-share = { $number }（{ $percent } %）
number-above-its-ceiling = { $number }（超过上限{ $most }）
these-things-are-done = 办结第{ $done }项
these-points-are-not-met = 未达：{ $points }
items-handed-in-and-late = { $items }项，已报{ $handed_in }，逾期{ $late }
sums-of-what-was-reported = 合计：{ $sums }
above-the-ceiling-judged-by-people = 超过上限的{ $above }项：只显示，由人判断
only-so-many-items-are-listed = 只列出前{ $listed }项
not-been-to-yet-these-come-first = 还没有走到，下次先去
every-unit-has-been-everywhere = 每个单位都走到了
methods-not-used-yet = 还没有用过
every-unit-used-every-method-and-treated-every = 每个单位都用齐了方式和专题
methods-that-are-a-gap = { $unused } { $methods }
been-everywhere-this-was-longest-ago = 都走到了；最久没去的是 { $name }（{ $day }到期的那一次），下次先去
topics-not-treated-yet = 还没有涉及 { $topics }
unit-and-its-gaps = { $who }：{ $gaps }

## server: read/tables/evidence

table-of-files-handed-in = 已报送的材料文件
the-same-file-handed-in-by-different-units = 重复材料：不同单位交了同一个文件
files-that-name-handed-in = { $name } 报送的材料文件
the-file-name = 文件 { $name }
actor-for-somebody-in-brackets = { $actor }（代{ $behalf }）
file = 文件
need = 材料
column-handed-in-by = 报送人
remark = 备注
file-erased-by-event = 已删除（第{ $position }号事件）
the-same-as-for-also = 重复材料，同{ $also }
more-files-are-not-listed = 另有{ $more }个文件没有列出，请按单位查看
some-were-handed-in-by-others-too = 其中{ $doubled }个与别的单位重复，见 evidence/duplicates

## server: read/tables/frame

paper = 文件
name-of-the-file = 文件名
date = 日期
digest-of-a-paper = 指纹
goal = 目标
asked-in = 问卷阶段
focus = 重点
part = 作用
scored-units = 参评单位
themes = 分类指导
words = 用语
word = 词
meaning = 意思
all-phases = 全程
held-by = 由谁担任
may = 可以
column-when-it-may = 何时
roles = 角色
a-post-in-each-of-filled-unit = { $filled }个单位各有
one-for-the-campaign = 全活动一个
people-outside-the-roster = 名册外的人
outlet = 渠道
duties-that-publish-there = 发布的任务
outlets = 宣传渠道

## server: read/tables/judging

as-of-an-event = 截至 { $at }（活动第{ $seen }号事件）

## server: read/tables/judging/audited

for = 代
on-behalf = 代办
backdated = 补录
audited-above-a-ceiling = 超出上限
audited-unsigned-notices = 有通知没签收，仍列入
audited-corrected = 撤回或改过
audited-amended = 运行中改了规则
audited-appeal-upheld = 申诉成立，改分
audited-after-the-freeze = 冻结后决定的否决
opened-again = 退回或重办
audited-erased = 删除
read-by-another = 别人查看
for-the-auditor = 审计要看的

## server: read/tables/judging/explain

line = 项
max = 满分
points = 得分
exact = 精确值
what-counted = 依据
what-would-still-raise-it = 还能怎样
it-is-not-in-this-table-not-a-member = 不在这张表里：那时不在活动里，还没有加入，或者已经退出
it-is-not-in-this-table-not-in-its-audience = 不在这张表里：这张表只评“{ $whom }”
bonus = 加分
total-with-rank-and-grade = 总分 { $total }，第{ $rank }名，{ $grade }
no-total-yet-a-line-has-no-value = 总分还算不出来：有的项没有数据
no-total-nothing-was-asked-or-said-of-it = 没有总分：还没有要本单位办的事，也没有对它的评价
veto-cause = 一票否决：{ $cause }
addendum-closed-after-the-freeze-keys = 补充（冻结后办结，不计分）：{ $keys }
a-unit-and-the-line-that-parts = { $who }（{ $line }）
equal-totals-are-parted = 总分相同，按同分的项分先后：{ $all }
shares-its-rank = 与{ $names }并列
parts-comma = ，
full-points = 已满分
frozen-only-an-appeal = 已冻结，只能申诉
frozen-and-stays-so = 已冻结，不再改
role-has-not-judged-yet = 等{ $role }打分
judged-by-role = 由{ $role }评
said-with-what-is-asked = { $said }：{ $ask }
what-was-taken-comes-back-only-by-correction = 扣了的不会自己加回：记错的撤回记分，不服的在公示期申诉
these-and-more-are-not-done = 还没办结：{ $named } 等{ $open }件
these-are-not-done = 还没办结：{ $named }
counts-when-enough-have-answered = 评议人数够了才计分，分数由评议人定
everything-is-done-what-was-late-stays-late = 该办的都办了；逾期过的补不回来
it-follows-from-the-numbers-reported = 由报送的数目算出，随以后报送的数目变
it-follows-from-the-cases = 由办件算出，按时办结的多了就变
it-follows-from-the-visits = 由走访记录算出，多走访一次就变
it-follows-from-what-raters-say = 由评议人打的分算出
everything-is-done = 该办的都办了
done-ahead-and-counts-from-its-day = 该办的都办了；提前办结的从到期那天起计分：{ $tasks }
nothing-was-asked-yet = 还没有到期要办的，有了才计分
nothing-was-reported-yet = 还没有报送数目，报了才计分

## server: read/tables/judging/listed

column-kind-of-entry = 类
column-who = 对象
grounds = 依据
evidence = 证据
notices-to-the-unit = 给该单位的通知
so-many-notices-were-signed = { $notices }条，签收{ $signed }条
statement = 陈述
public-until = 公示到
decision = 决定
statement-was-made = 已陈述
no-statement-yet = 没有
decision-is-open = 待定
on-the-list = 列入
on-the-list-unsigned-notices-known = 列入（知道有通知没签收）
not-on-the-list = 不列入
a-rule-only-names-candidates-the-approver-decides = 按规则只提出人选；列不列入由批准的人定
unit-by-a-rule = { $unit }（{ $kind }：{ $why }）
no-rule-names-anybody-else = 按规则没有别的人选
the-table-does-not-say-so = 表里不符合
the-rules-would-name-all = 按规则可以提名：{ $all }
by-its-grade = 等次 { $grade }
by-its-total = 总分 { $total } { $compare } { $with }
sheet = 评分表
filed = 提出
column-answer-of-an-appeal = 答复
change = 改分
appeal-is-open = 未答复
upheld = 成立
dismissed = 不成立
cause = 事由
approved = 成立
rejected-2 = 不成立
vetoes = 一票否决
points-withdrawn = 已撤回
points-replaced = 已改打，不再计分
counts = 计分
column-put-right-by = 整改到
points-entered-by-people = 人工记分
from-the-record = 按记录

## server: read/tables/judging/named

counted-due = 应办数
counted-done = 办结数
counted-done-on-time = 按时办结数
counted-late = 逾期数
counted-done-rate = 办结率
counted-on-time-rate = 按时办结率
counted-case-on-time-rate = 办件按时率
counted-visits = 走访次数
counted-yellow-cards = 黄色督办单
counted-red-cards = 红色督办单
number-of-a-duty = { $duty }的{ $measure }
sum-of-so-many-reports = { $named } { $sum }（报了{ $count }次）
counted-of-these-duties = { $named }（{ $duties }）
counted-of-a-cause = { $cause } { $times }（{ $points }分）
counted-of-an-appeal = 申诉成立（第{ $number }件）{ $change }分
group-of-a-round = { $round }（{ $group }）

## server: read/tables/judging/ratings

raters = 评议组
judged = 对象
answers = 人数
at-least = 至少
mean = 平均
too-few-not-shown = 人数不够，不显示
invited-answered-online-and-on-paper = { $key } { $name }：邀请{ $invited }人，网上答{ $online }张，纸质{ $paper }张
units-with-too-few-answers-yet = { $key } { $name }：{ $count }个单位还不够{ $least }份：{ $units }
units-with-too-few-answers-at-the-end = { $key } { $name }（已结束）：{ $count }个单位不够{ $least }份：{ $units }
column-change-of-the-mean = 变化
seed = 种子
drawn = 抽几家
of = 从几家里
column-findings = 发现
looked-at-in-a-round = 看这几点：{ $asks }
a-session-awaits-its-sample = { $session }还没有抽，抽到{ $due }为止
sessions-of-which-nobody-drew-a-sample = 过了期没有抽的：{ $sessions }
anybody-can-draw-again-a-units-number-is = 谁都可以重抽：每个单位的号是 BLAKE3(种子⏎评议⏎场次⏎单位编码)，从小到大取

## server: read/tables/judging/scores

total = 总分
group-and-its-weight = { $group }（{ $weight }）
grade-after-a-veto = { $grade }（否决：{ $causes }）
a-category-with-its-theme = { $category }：主题“{ $theme }”，重点{ $focus }
frozen-at-an-event = { $freeze }冻结，算到活动第{ $version }号事件；以后的材料进补充，不改分
not-frozen-before-freeze-scores-may-change = 还没冻结（{ $freeze }），分数会变
as-it-stood-before-the-freeze = 快照，定格在 { $at }：那时还没冻结（{ $freeze }冻结）
they-wait-and-have-no-rank = 暂缓，不排名
the-other-lines-are-scaled-up = 按其余各项的满分折算
what-is-missing-is-zero = 缺的项记零
units-that-lack-a-line = { $waiting }个单位有的项没有数据（…）：{ $said }
addendum-later-items-were-closed-after-the-freeze = 补充：冻结后又办结{ $later }件，不计分
grades-are-given-so = 等次：{ $grades }
between-grades = ；
so-many-may-be-of-a-grade = { $name }按参加排名的单位数取，舍去零头（并列的都算）：{ $most }
equal-totals-share-a-rank = 总分相同的并列（1、2、2、4）
equal-totals-are-parted-by-lines = 总分相同的依次比{ $lines }，还相同就并列（1、2、2、4）
grade-of-a-share-with-points = { $name }为前{ $share }%且不低于{ $least }分
grade-of-a-share = { $name }为前{ $share }%
grade-with-points = { $name }为不低于{ $least }分
grade-of-the-rest = { $name }为其余
most-of-those-ranked = { $ranked }个取{ $most }个
most-of-those-ranked-in-a-category = { $category }{ $ranked }个取{ $most }个
column-grounds-of-a-line = 依据
title-line-by-line = { $title }：逐项

## server: read/tables/judging/snapshots

cut-off = 截至
digest-of-the-table = 表的指纹
see-one-muster-snapshot-show-key-compare-two = 看一张：muster snapshot show 编号；比两张：muster snapshot diff 甲 乙
snapshot-of-the-freeze = { $called }
snapshot-after-publicity = { $called }
snapshot-after-appeals = { $called }
on-time = 按时
completion-and-on-time = 办结和按时
cut-off-at-an-event = 截至 { $at }（活动第{ $cutoff }号事件）；定义 { $definition }；名册 { $roster }
column-up-to-event = 截至第几号事件
other-tables-of-a-snapshot = 别的表：评分表 muster snapshot show { $key }/编号（{ $sheets }），逐项再加 /lines；办结和按时 muster snapshot show { $key }/rates
the-file-changed-between-the-snapshots = 两张快照之间活动文件改过，各按当时的评分表读
score-sheets-listed = 评分表：{ $sheets }
what-differs = 什么
before-column = 前
after-column = 后
comes-in = 进表
goes-out = 出表
maximum-of-a-line = { $line }：满分
name-of-a-line = 评分项名称
the-snapshots-do-not-differ = 没有差别
difference-from-one-to-another = { $occasion } 到 { $occasion_2 }

## server: read/tables/ledgers

row = 行
fixed-row = 固定行
entered = 记录日
corrects-row-wrong = 更正第{ $wrong }行
corrected-by-row-by = 已由第{ $by }行更正
so-many-rows = 共{ $rows }行
never-entered-never = 还没有记过：{ $never }
stale = 久未更新
fresh = 及时
column-code-of-the-unit = 编码
number-of-rows = 行数
last-entry = 最近记录
column-freshness = 更新
so-many-units-are-stale = 久未更新：{ $stale }个单位

## server: read/tables/pledges

promise = 承诺
published-to = 发布到
heads = 人数
checks = 检查
promises = 承诺
pledges-made-and-kept = { $name }：应作{ $asked }，已作{ $made }；最近一次检查：已兑现{ $kept }，部分兑现{ $partly }，未兑现{ $broken }

## server: read/tables/records

record-is-open = 待报
record-is-submitted = 待审
record-is-returned = 退回
record-is-accepted = 通过
record-is-closed = 办结
record-is-waived = 免办
record-is-passed-on = 已转出
record-is-retired = 停用
record-is-ended = 单位已撤并，终止

## server: read/tables/unsigned

column-sent = 发出
column-delivered = 送达
column-read = 打开
column-signed = 签收
not-delivered-at = 未送达（{ $at }）
post-that-opted-out-of-reminders = { $post }（已退订提醒）
message = 消息
people-and-messages-not-signed-for = { $people }人、{ $found }条消息没有签收
column-short-number = 短号
not-signed-for = 没有签收的

## server: read/visits

proposed = 待确认
confirmed = 已确认
made-to-be-recorded = 已走访、待记录
visit-is-recorded = 已记录
unrecorded = 超期未记录
not-made = 未走访
declined = 走访人不能去
cancelled = 取消
no-show = 未到访
the-unit-left = 单位已撤并
handed-on = 已委托他人
visits-of-all = 走访
visits-of-person = { $person }的走访
visit-of-post-to-name = 走访：{ $post }到{ $name }

## server: writer/decide

the-accounts-that-it-brings-are-not-stored = 它带来的账号没有存进来，或已经清掉：请用原来的文件重新执行一次

## server: writer/erase

blob-is-never-erased = { $blob } 是活动文件、名册、日历等文件或快照的表，没有它就不能重读和重算日志，永远不能删除
no-event-of-this-campaign-names-the-blob = 本活动没有哪个事件提到 { $blob } 这份材料或文字；没有事件提到的内容下次启动时会自动清除
and-so-on = 等
several-events-name-this-blob = 有{ $events }处用到这份内容，删除后各处都没有了：{ $list }{ $more }；确认全部删除请加 --all
blob-was-erased-before = 这份内容（{ $blob }）已按规定删除，不能再存入或再报送

## server: writer/limits

a-command-is-too-large = { $name }：共{ $bytes }字节，最多{ $most }字节；请少交几个文件，或打包成一个
is-no-way-a-command-comes = 来路“{ $escape_debug }”写得不对：用1到{ $via_bytes_max }个小写字母、数字或连字符

## server: writer/plain

a-text-holds-a-line-break-or-a = 文字里有换行或制表符，请写成一行
a-text-holds-a-character-that-nobody-sees = 文字里有看不见的字符（U+{ $sign }），请删去，重新手打

## Commands

command-accept = 通过
command-amend = 修订
command-appeal-answer = 答复申诉
command-appeal-file = 申诉
command-assign = 交办
command-candidate-advance = 评选
command-candidate-nominate = 推荐
command-candidate-object = 提异议
command-candidate-settle = 处理异议
command-case-receive = 收件
command-case-work = 办件
command-clock-accept = 恢复走时
command-clock-hold = 暂停走时
command-dead-drop = 放弃死信
command-dead-retry = 重试死信
command-delivery-fail = 记入死信
command-erase = 删除
command-hold = 暂停
command-id-belongs-to-another = 编号 { $id } 已经用在另一个命令上（到第{ $position }号事件）：新的命令要用新的编号
command-inspection-draw = 督查抽样
command-launch = 发布
command-ledger-enter = 记台账
command-list-decide = 名单决定
command-list-propose = 名单提名
command-list-publish = 名单公示
command-list-state = 陈述
command-messages-report = 消息回报
command-opt-out = 退订或恢复提醒
command-visits-event = 登记遇事走访
command-opted-out = 退订提醒
command-opted-in = 恢复提醒
command-letter-hour = 选定收提醒的时间
command-rating-give = 评议
command-rating-invite = 邀请评议
command-receipt-report = 送达回执
command-resume = 恢复
command-return = 退回
command-score-add = 加分
command-score-deduct = 扣分
command-score-give = 打分
command-score-withdraw = 撤回记分
command-sign = 签收
command-snapshot-record = 快照
command-snapshot-take = 拍快照
command-submit = 报送
command-veto-decide = 决定否决
command-veto-propose = 提出否决
command-visits-change = 变更走访
command-visits-fix = 走访定时
command-visits-propose = 走访安排
command-visits-record = 走访记录

## protocol: command/visit

visits-confirm = 确认走访
visits-move = 走访改期
visits-delegate = 委托走访
visits-decline = 回绝走访
visits-cancel = 取消走访
visits-no-show = 未到访
visits-made = 走访完成

## protocol: event/amendment

amended-digest = 修订活动（{ $digest }）
amended-digest-approved-by-post = 修订活动（{ $digest }），{ $post }批准
recomputed-name-occasion-due-due-day = 重排 { $name } [{ $occasion }]：{ $due_day } 截止
moved-with-it = 随之改期{" "}
name-units-moved-to-due-day = { $name }：{ $units }，改为{ $due_day }截止
retired-2 = 停用{" "}

## protocol: event/blob

blob-blob-erased = 删除材料 { $blob }

## protocol: event/campaign

launched = 活动发布：
phase-ended = 阶段结束：
items-unfinished-items-of-phase-go-on-in = { $phase }未办结的{ $items }项转入{ $into }
joined = {" "}加入
merged-into = {" "}并入{" "}
left = {" "}退出

## protocol: event/candidate

passed-stage = 通过：{ $stage }
rejected-at-stage = 未通过：{ $stage }
is-out-the-objection-was-upheld = 异议成立，退出评选
stays-the-objection-was-dismissed = 异议不成立
candidate-candidate-said = 评选对象 { $candidate } { $said }

## protocol: event/case

dispatched-to-unit = 派给 { $unit }
step-done-stage = 完成环节：{ $stage }
agent-named-agent = 指定代办员：{ $agent }
has-its-agents-record = 有帮办记录
noted = 记事
replied-to-from-above = 上级已批复
called-back-said = 已回访：{ $said }
reopened-on-its-first-clock = 重办，时限仍从第一次收件算起
to-accept-it = 受理
promised-to-finish-it = 承诺办结
allowed-by-law = 法定办结
case-no-the-time-said-is-over = 办件 { $no } { $said }超期
case-case-said = 办件 { $case } { $said }
case-story-received = 收件
case-story-accepted = 受理
case-story-dispatched = 派单
case-story-tracked = 环节完成
case-story-agent-named = 指定代办员
case-story-assisted = 帮办记录
case-story-noted = 记事
case-story-passed-up = 上报
case-story-replied = 批复
case-story-answered = 答复
case-story-called-back = 回访
case-story-reopened = 重办
case-story-closed = 办结
case-story-late = 超期

## protocol: event/clock

clock-behind-time-held = 系统时间落后{ $seconds }秒，暂停走时
clock-ahead-time-held = 系统时间向前跳了{ $seconds }秒，暂停走时
clock-accepted-behind = 接受落后{ $seconds }秒的系统时间
clock-jump-accepted = 接受向前跳的{ $seconds }秒，恢复走时

## protocol: event/dead_letter

tried-again = 重试{" "}
consumer-gave-event-version-of-the-campaign-up = { $consumer } 处理不了第{ $version }个事件，记入死信
event-version-of-the-campaign-is-given-to = 第{ $version }个事件重新交给 { $consumer }
dead-letters-dropped = 放弃死信 { $letters }
dead-letters-no-longer-due = 死信 { $letters } 已不需要发送

## protocol: event/hold

sending-held = 暂停发送
sending-resumed = 恢复发送
sending-held-2 = 暂停发送：
sending-resumed-2 = 恢复发送：
held-2 = 暂停中，待恢复：

## protocol: event/item

opened-later = 补开{" "}
handed-in-3 = 报送{" "}
reference-shown = 、
backfilled = 补录{" "}
returned-item-now-due-due = 退回 { $item }，{ $due } 截止
accepted-4 = 通过{" "}
closed-4 = 办结{" "}
late-5 = 逾期{" "}
cards-lifted-of = 督办单解除{" "}
waived-2 = 免办{" "}
passed-on-4 = 转交{" "}

## protocol: event/judging

points-points-given-to-unit-on-line-of = 打分 { $sheet } { $unit } { $line }：{ $points }分
deducted-from-unit-on-line-of-sheet-cause = 扣分 { $sheet } { $unit } { $line }：{ $cause } ×{ $times }
added-to-unit-on-sheet-cause-times = 加分 { $sheet } { $unit }：{ $cause } ×{ $times }
points-number-entry-withdrawn = 撤回第{ $entry }号记分
veto-of-unit-on-sheet-proposed-cause = 提出否决 { $sheet } { $unit }：{ $cause }
veto-number-veto-said = 第{ $veto }号否决{ $said }
appeal-of-unit-on-line-of-sheet = 申诉 { $sheet } { $unit } { $line }
appeal-upheld-by-points = 第{ $appeal }号申诉成立，改{ $change }分
appeal-dismissed = 第{ $appeal }号申诉不成立

## protocol: event/ledger

name-row-row-entered = { $name } 记第{ $row }行
name-row-wrong-corrected-by-row-row = { $name } 第{ $wrong }行有误，由第{ $row }行更正

## protocol: event/list

unit-proposed-for-list-as-kind = 名单提名 { $list } { $kind }：{ $unit }
statement-on-entry-number-entry = 第{ $entry }号名单条目有陈述
entry-number-entry-made-public = 第{ $entry }号名单条目公示
entry-is-on-the-list = 第{ $entry }号名单条目列入
entry-is-not-on-the-list = 第{ $entry }号名单条目不列入

## protocol: event/message

messages-messages-due-steps-steps-keys = 应发消息{ $messages }条（提醒{ $steps }项）：{ $keys }
redelivered = 重新交发{" "}
signed-for-2 = 签收{" "}
message-delivered-by-channel = { $channel }报已送达 { $message }
message-not-delivered-by-channel = { $channel }报没有送到 { $message }
contact-opted-out-of-reminders = { $contact } 退订了可以退订的提醒
contact-opted-in-again = { $contact } 恢复了全部提醒
contact-gets-letters-at-hour = { $contact } 的提醒改在 { $hour } 发
contact-gets-letters-at-the-files-hour = { $contact } 的提醒恢复按活动文件的时间发
channel-so-many-messages = { $channel }{ $count }条
messages-messages-sent-channel-keys = 已发消息{ $messages }条（{ $channel }）：{ $keys }
message-at-attempt = { $message }（第{ $attempt }次）
not-in-the-first-attempt = ；不是第一次发：{ $keys }
skipped-2 = 免发{" "}
failed-2 = 发送失败{" "}
by-channel-in-attempt = ，{ $channel }，第{ $attempt }次
count-steps-withdrawn-items-why = 撤回提醒{ $count }次：{ $items }（{ $why }）
deferred-to-to-steps-contact-had-a-message = 推迟到 { $to }：{ $steps }（{ $contact }当天已有消息）
deferred-to-to-steps-sending-was-held = 推迟到 { $to }：{ $steps }（发送曾暂停）
deferred-to-to-steps-contact-chose-the-hour = 推迟到 { $to }：{ $steps }（{ $contact }要在这个时间收）

## protocol: event/occasion

planned-name-key-opens-opens-due-due-steps = 排定 { $name } [{ $key }]：{ $opens } 开始，{ $due } 截止，提醒{ $steps }次
opened = 开始{" "}
snapshot-name-up-to-event-cutoff-table-table = 快照 { $name }：截至第{ $cutoff }号事件，表 { $table }

## protocol: event/rating

count-raters-of-group-invited-to-round-session = 邀请 { $round } { $session } { $group }：{ $count }人
a-rater-of-group-answered-in-round-session = 收到评议 { $round } { $session } { $group }
count-of-among-units-drawn-for-round-session = 督查抽样 { $round } { $session }：{ $among }家里抽{ $count }家

## protocol: event/visit

visit-proposed = 拟走访{" "}
visit-left-out = 走访排不进{" "}
visit-confirmed-2 = 确认走访{" "}
visit-moved-2 = 走访改期{" "}
visit-delegated-2 = 委托走访{" "}
visit-called-off-2 = 取消走访{" "}
visit-made = 已走访{" "}
visit-recorded-item-made-on-on = 走访记录 { $item }，{ $on } 已走访

## protocol: left_out

no-day-of-the-round-is-left = 本轮没有剩下的日子了
no-day-of-the-round-would-do = 不管怎么排，本轮剩下的日子都不行：休息{ $off }天，对方不接待{ $closed }天，离另一次走访太近或已取消过{ $near }天，走访人没空{ $busy }天
a-day-is-free-but-outweighed = 有一天空着，但不排这一处整个安排更好
the-slot-found-breaks-a-rule = 找到的时间不合本轮的规定
the-roster-names-nobody-who-visits-it = 名册里没有人可以去走访
other-visits-take-the-days = 走访人的其他走访占了能去的日子（本周次数已满{ $week }天，当天排不下{ $time }天，当天已定的走访不许再排{ $shut }天）
why-it-would-fit-with-changes = { $why }；如果{ $changes }就排得进
one-more-visit-in-the-week-of = { $day }那周多排一次
work-on-a-day-off = { $day }（休息日）去
the-visitor-free-on = 走访人{ $day }有空

## proto/wire: nats/service/serve

who-runs-inside-the-engines-own-process-already = { $who } 已在引擎自己的进程里运行

## Help of the command line

help-accept = 通过
help-accept-item = 事项
help-account = 岗位口令：发放、列出、吊销；有口令的人可以从别的机器以这个岗位的名义办理
help-account-issue = 发放：口令只显示这一次，这里只存它的摘要
help-account-issue-days = 有效天数
help-account-issue-json = 输出 JSON
help-account-issue-post = 岗位，如 005-clerk 或 市政处联络员
help-account-list = 列出，包括已到期和已吊销的
help-account-list-json = 输出 JSON
help-account-revoke = 吊销：一个岗位的全部，或编号所指的一个
help-account-revoke-which = 岗位，或 muster account list 里的编号
help-appeal = 申诉
help-appeal-answer = 答复；成立的另拍一张快照，原来的留着
help-appeal-answer-change = 改几分，如 1.5、-2
help-appeal-answer-number = 编号，见 show appeals
help-appeal-file = 提出
help-appeal-file-line = 项
help-appeal-file-reason = 说明；原文不进日志
help-appeal-file-sheet = 评分表
help-appeal-file-unit = 单位编码
help-apply = 修订：让改过的文件生效
help-apply-against = 只在运行的定义还是这一个时才修订（muster plan 给出）
help-apply-approved-by = 批准的岗位
help-apply-file = 改过的活动文件
help-apply-reason = 修订理由；原文不进日志，只存加盐摘要
help-assign = 交办一项任务
help-assign-due = 到期日，如 9月28日、10月1日前3个工作日
help-assign-kind = 交办类别，如 assigned
help-assign-title = 要办的事，写一行，会写进提醒；不写人名
help-assign-to = 单位编码或人群名称，用逗号隔开；不写就是全体
help-asyncapi = 事件流的 AsyncAPI 3 文档（YAML）
help-audit = 审计：导出、复算、要看的清单
help-audit-export = 导出一包：定义、名册、快照、日志、散列规则
help-audit-export-out = 写到哪个文件夹
help-audit-recompute = 在别处用这一包复算
help-audit-recompute-folder = 审计包的文件夹
help-audit-show = 代办、补录、越限、重办、删除
help-backup = 备份：运转中也可以，不停引擎；备份写好后逐条核验
help-backup-json = 输出 JSON
help-backup-to = 备份到这个新目录
help-candidate = 评选对象：通过、不通过、异议、处理异议
help-candidate-candidate = 评选对象，如 pacesetter/3
help-candidate-object = 公示期内提出异议
help-candidate-object-candidate = 评选对象
help-candidate-object-reason = 异议内容；原文不进日志
help-candidate-pass = 通过一步；这一步有公示的，公示从第二天算起
help-candidate-pass-reason = 理由；原文不进日志，只存加盐摘要
help-candidate-reject = 不通过，候选到此结束
help-candidate-reject-reason = 理由；原文不进日志，只存加盐摘要
help-candidate-settle = 处理异议
help-candidate-settle-candidate = 评选对象
help-candidate-settle-dismissed = 异议不成立
help-candidate-settle-upheld = 异议成立，取消资格
help-candidate-stage = 步骤编号，如 verify
help-case = 办件
help-case-accept = 受理
help-case-answer = 答复、办结
help-case-appoint = 指定代办员
help-case-appoint-agent = 代办员的岗位
help-case-assist = 帮办记录
help-case-call-back = 回访
help-case-call-back-dissatisfied = 不满意；文件写明“重办”的，办结后也可再提
help-case-call-back-satisfied = 满意
help-case-call-back-text = 内容；原文不进日志
help-case-case = 办件，如 hotline-12319/7
help-case-dispatch = 派单
help-case-dispatch-unit = 承办单位
help-case-note = 记事
help-case-pass-up = 上报
help-case-receive = 收件
help-case-receive-about = 事由或服务事项
help-case-receive-during = 在哪次走访或事项中收到，如 outreach.2014-05/002
help-case-receive-kind = 办件类型，如 hotline-12319
help-case-receive-received = 收到的时间，如 2014-05-02T17:20；默认现在
help-case-receive-text = 内容；原文不进日志
help-case-receive-unit = 承办单位
help-case-receive-source = 来源：文件里写的其中一种（没写就是 现场、窗口、热线、网上）；只有一种时可省
help-case-reply = 批复
help-case-text = 内容；原文不进日志
help-case-track = 环节完成
help-case-track-stage = 环节
help-case-track-text = 做了什么；原文不进日志
help-channel = 本机的渠道：看看配了哪些，试发一封，收退信
help-channel-bounce = 读一封寄到退信地址的邮件，是本机消息的退信通知就告诉引擎
help-channel-bounce-long = 由邮件服务器从标准输入送来。0：已告诉引擎，或与消息无关、什么都没有改；1：读不出退信通知；3：按规则拒绝；75：现在不行，邮件服务器会留着再送。
help-channel-bounce-name = 渠道，如 邮件
help-channel-bounce-token-file = 渠道回执密钥所在的文件，引擎由 --at 指定时用
help-channel-list = 配了哪些渠道
help-channel-list-json = 输出 JSON
help-channel-test = 把一封或某一天的消息试发给一个账号，说对方怎么答
help-channel-test-account = 发给哪个账号
help-channel-test-day = 试发当地这一天的消息，全都只发给这一个账号
help-channel-test-file = 试发哪个活动文件的消息
help-channel-test-name = 渠道，如 邮件
help-channel-test-person = 只试发这一天给这个岗位的消息
help-channel-test-to = 发给哪个岗位：用活动里登记的账号
help-check = 检查文件，一次列出全部问题
help-check-file = 活动文件
help-check-json = 输出 JSON
help-check-script = 各单位的演练脚本，一并检查
help-check-today = 把这天当作今天，如 2014-04-01、4月1日；默认是这台机器的今天
help-check-variables = 一并列出写每种消息可以用的名称
help-clock = 时钟：系统时间前后跳了超过一分钟，或重启后比最近所见快三天以上，就暂停走时，等人确认
help-clock-accept = 接受跳动后的系统时间，恢复走时
help-clock-show = 现在几点，是否暂停走时
help-clock-show-json = 输出 JSON
help-config = 本机的设置：每一项现在是什么，从哪里来
help-config-show = 列出所有设置；密钥只说放在哪里
help-config-show-json = 输出 JSON
help-config-show-origin = 每一项后面写明从哪里来：命令行、环境变量、文件或默认
help-dead = 死信：发不出去、处理不了的，列出、重试或放弃
help-dead-drop = 放弃：不再发送，写明理由
help-dead-drop-letters = 死信
help-dead-drop-why = 理由；原文不进日志，只存加盐摘要
help-dead-list = 列出死信
help-dead-list-json = 输出 JSON
help-dead-retry = 重试：仍需发送的另排一次提醒，事件重新交给工作者
help-dead-retry-all = 全部
help-dead-retry-letters = 死信，如 unit-plan/005#0.2 或 visits@57
help-demo = 先试这个：把自带的活动从头到尾演一遍
help-demo-days-per-second = 每秒演几天，默认尽快
help-demo-long = 信不会发出这台机器，都写成 DIR/outbox 里的文件。中途停下，再运行同一条命令就接着演。
help-demo-mail = 把信写成邮件文件放在这里，再开着收信人的网页
help-demo-mail-long = 默认演到第一批提醒为止（--until 可改），说明打开哪封信、网页在哪里；按 Ctrl-C 结束。
help-demo-until = 演到这天为止
help-diff = 比较两份文件：给人和消息带来的不同
help-diff-detailed-exitcode = 有变化时退出码为 3
help-diff-new = 改过的文件
help-diff-old = 原来的文件
help-doctor = 体检：时钟、时区、数据目录、存储、发件箱、放假安排、NATS
help-doctor-json = 输出 JSON
help-doctor-long = 不留下任何改动。有故障时退出码为 1。加 --nats 就连那个服务器一并检查。
help-engine = 只运行引擎：记录、HTTP 服务和 NATS 上的事件流，工作者另起
help-engine-campaign = 脚本演哪个活动，只有一个时可省
help-engine-clock = 时钟：真实或虚拟；默认沿用目录原来的，新目录用真实
help-engine-hosts = 代理用来访问它的域名（不带口令的路径只认地址、localhost 和这些）
help-engine-listen = 监听地址，默认仅本机、任意空闲端口
help-engine-long = 没有 NATS 引擎也照常办事；服务器不在时发生的事，等它回来再发布。按 Ctrl-C 或收到 SIGTERM 就有序结束。工作者用 muster worker 名称 启动；不写 --nats，就在 nats://127.0.0.1:4222 找 NATS。
help-engine-pace = 虚拟时钟每秒走几天，默认能多快就多快
help-engine-script = 各单位的演练脚本（虚拟时钟才用）
help-engine-stand = 走到 --until 就停住等着，不结束
help-engine-start = 虚拟时钟的起点：一天（从这天零点起）或一刻，如 2014-04-01、4月1日、2014-04-01T09:00:00+08:00
help-engine-until = 虚拟时钟走到这一天（含）或这一刻就有序结束
help-erase = 删除一份材料或文字的内容，只留指纹；不能恢复
help-erase-all = 几处都用到时全部删除
help-erase-digest = 指纹：show evidence 里的头几位，或全部64位
help-events = 日志：每个事件一句话
help-events-after = 从这一号之后看起，或上次结束时给出的位置
help-events-family = 只看这一类，如 item 或 item.late
help-events-follow = 一直看下去，引擎重启后接着看，Ctrl-C 结束
help-events-from = 从这一天（活动当地）或这一刻起
help-events-item = 只看这个事项，如 unit-plan/005
help-events-json = 每行一个 JSON
help-events-limit = 最多看几个
help-events-long = 加 --nats 就经 NATS 向引擎查询，不需要数据目录。
help-events-unit = 只看这个单位
help-events-until = 到这一天（含）或这一刻（不含）
help-every-ack-wait = 活交出去多久没有回音就另派
help-every-as-new = 另办一次：不当作上次没有得到答复的重复
help-every-at = 远处引擎的地址，代替 --dir
help-every-behalf = 代哪个岗位办；要有代报的权限，会记下来
help-every-campaign = 活动编号，只有一个活动时可省
help-every-config = 本机配置：各渠道怎样发得出去；默认是数据目录里的 muster.yaml
help-every-dir = 数据目录
help-every-evidence = 材料及数量，如 照片=1
help-every-files = 材料文件，如 照片=a.jpg
help-every-insecure = 允许不加密地连别的机器（口令会明文传送）
help-every-json = 输出 JSON
help-every-json-mirror = 另把每个事件以 JSON 发到 muster.json.>
help-every-lang = 语言，默认按 MUSTER_LANG、LC_ALL、LANG
help-every-nats-audit = 没有新事件时多久看一次事件流
help-every-nats-bytes = 事件流最多占多少字节，满了就停在那里等
help-every-nats-ca = 只信这些根证书，并要求 TLS
help-every-nats-cert = 本端的证书
help-every-nats-creds = 凭据文件（JWT 和种子）
help-every-nats-key = 本端证书的私钥
help-every-nats-nkey = nkey 种子文件
help-every-nats-password-file = 口令文件
help-every-nats-patience = 问不到答复时坚持多久
help-every-nats-ping = 多久探一次连接
help-every-nats-pull = 一次取活在服务器上等多久
help-every-nats-replicas = 事件流在集群里存几份
help-every-nats-request = 一次问话最多等多久，如 5s
help-every-nats-user = 用户名，默认是本端的名字；口令在 MUSTER_NATS_PASSWORD 或下面的文件里
help-every-no = 不成立、不同意
help-every-post = 以什么岗位的名义
help-every-reason = 理由；原文不进日志
help-every-token-file = 岗位口令的文件，- 为标准输入
help-every-url = NATS 服务器地址，几个用逗号隔开
help-every-yes = 成立、同意
help-evidence = 报送的材料文件：取出来看
help-evidence-get = 取出一个文件，按 muster show evidence 里的指纹
help-evidence-get-digest = 指纹，至少前8位
help-evidence-get-out = 存成哪个文件
help-explain = 说明一个问题代码：什么意思，为什么要改，错的怎么写、对的怎么写
help-explain-codes = 代码，如 M020；不写就列出全部
help-explain-json = 输出 JSON
help-fmt = 整理文件：键按次序、缩进和注释对齐，注释不丢
help-fmt-check = 只看是否整齐，不改文件
help-fmt-files = 活动文件
help-fmt-keys = 把键都换成中文或英文
help-fmt-stdout = 写到标准输出，不改文件
help-hold = 暂停发送：到时的提醒先等着，日期照走
help-hold-phase = 只暂停这个阶段到期的事项
help-hold-reason = 理由；原文不进日志，只存加盐摘要
help-init = 从样例建一个活动文件夹
help-init-begin = 第一天，如 明天、12月1日、2026-12-01
help-init-end = 最后一天
help-init-folder = 新文件夹
help-init-id = 活动编号，默认用文件夹名
help-init-long = 文件夹里放进样例的文件，主文件用活动的编号作名字；日历随 muster 自带。样例的日子逐个阶段移到 --begin 至 --end 之间；在终端上会问。不写日子，starter 从明天开始，别的样例保留原来那一年的日子。
help-init-name = 活动名称
help-init-template = 用哪个样例
help-init-year = 年份：月日不变，只换年
help-launch = 发布活动；同一份文件再发布一次不会变
help-launch-file = 活动文件
help-launch-late = 有的日子已经过去也照样发布
help-launch-long = 按引擎的时钟已经有日子过去的，先问一声，或要写 --late。
help-ledger = 台账：只追加，更正也留痕
help-ledger-cells = 栏目=内容，如 入库=3
help-ledger-correct = 更正一行：写出应有的样子，原来的留着
help-ledger-correct-wrong = 有误的行
help-ledger-enter = 记一行
help-ledger-fixed = 固定行，有固定行的台账要写
help-ledger-ledger = 台账/单位，如 love-market/018
help-letter-hour = 选定每天几点收提醒
help-letter-hour-contact = 谁的提醒：岗位编号，如 005-clerk
help-letter-hour-hour = 几点，如 14:00；安排得更晚的到时再发
help-letter-hour-undo = 恢复按活动文件的时间
help-link = 岗位网页的链接：发一个、列出、作废；提醒里自带的也在其中
help-link-issue = 给一个岗位发一个：只显示这一次
help-link-issue-json = 输出 JSON
help-link-issue-post = 岗位，如 005-clerk 或 市政处联络员
help-link-list = 列出，包括已过期和已作废的
help-link-list-json = 输出 JSON
help-link-revoke = 作废：一个岗位的全部，或编号所指的一个
help-link-revoke-which = 岗位，或 muster link list 里的编号
help-list = 名单：提名、陈述、公示、决定
help-list-decide = 决定列不列入
help-list-decide-unsigned-known = 知道有通知没签收，仍要列入
help-list-number = 编号
help-list-propose = 提名，附证据
help-list-propose-code = 代号，如 a1，不写人名
help-list-propose-kind = 类，如 先进党组织
help-list-propose-list = 名单，如 commend
help-list-propose-reason = 说明；原文不进日志
help-list-propose-snapshot = 哪张快照的表提名的，如 annual-freeze
help-list-propose-unit = 单位编码
help-list-publish = 公示
help-list-show = 看名单
help-list-show-name = 编号
help-list-state = 本单位陈述
help-list-state-text = 陈述；原文不进日志
help-manuals = 写出手册页和命令补全，打包用
help-manuals-folder = 写到这个文件夹
help-muster = 让一份写好的活动方案自己走完全程
help-muster-below =
    退出码
    {"  "}0   正常
    {"  "}1   文件或数据有错
    {"  "}2   命令写错
    {"  "}3   按规则拒绝
    {"  "}4   连不上
    {"  "}5   不允许
    {"  "}70  程序缺陷
    {"  "}75  现在不行，稍后再试
    {"  "}130 中途停下

    先试
help-nominate = 推荐评选对象
help-nominate-code = 代号，如 a1，不写人名；不写就是单位本身
help-nominate-evidence = 材料及数量，如 推荐表=1
help-nominate-files = 材料文件，如 推荐表=form.pdf
help-nominate-selection = 评选编号，如 pacesetter
help-nominate-title = 称号，有几种时要写
help-nominate-unit = 单位编码
help-openapi = HTTP 接口的 OpenAPI 3.1 文档（YAML）
help-opt-out = 退订可以退订的提醒，或恢复
help-opt-out-contact = 谁的提醒：岗位编号，如 005-clerk
help-opt-out-undo = 恢复全部提醒
help-plan = 修订前先看：改了什么，影响哪些人、哪些消息
help-plan-detailed-exitcode = 有变化时退出码为 3
help-plan-file = 改过的活动文件
help-preview = 预演全程：哪天提醒谁、催办谁、走访哪里，为什么是那天
help-preview-day = 只看这一天，如 2014-04-25、4月25日
help-preview-file = 活动文件
help-preview-force = 替换已有的文件
help-preview-from = 从这天起
help-preview-html = 写成网页，可打印
help-preview-ics = 写成日历，可导入手机和办公软件
help-preview-json = 输出 JSON
help-preview-launched = 当作这天才发布，如 今天；默认在第一天之前发布
help-preview-long =
    用的是真正运行时的引擎、工作者和日期，什么也不发。不写脚本就当作没有人回应，每一步都看得到。写了 --html、--xlsx 或 --ics，各天写进文件，屏幕上只有总数；都受 --unit、--person 和日期限制，可以给一个单位、一个人单做一页或一份日历。

    已有的文件，是 muster 做的网页或日历就替换；别的文件和各种工作簿要加 --force 才覆盖。文件要么写全，要么不写。
help-preview-person = 只看这个人：岗位或联系人编号
help-preview-script = 各单位怎么做：全部按时 all-on-time，无人响应 nobody-answers（默认），或脚本文件
help-preview-to = 到这天止
help-preview-today = 把这天当作今天，如 2014-04-01、4月1日；默认是这台机器的今天
help-preview-unit = 只看这个单位
help-preview-xlsx = 写成 Excel 工作簿
help-rating = 评议：邀请、投票、纸质票导入、督查抽样
help-rating-cast = 投票；一人一次
help-rating-cast-answers = 答案，如 013=满意，目标问卷用序号 1=满意
help-rating-cast-ballot = 评议码
help-rating-cast-comment = 评语；原文不进日志
help-rating-cast-paper = 纸质票的票号；实名评议的写填票人的岗位名
help-rating-cast-unit = 纸质票的评议人是哪个单位的
help-rating-draw = 督查抽样；种子记下来，谁都能重抽
help-rating-draw-round = 评议，如 supervision
help-rating-draw-seed = 种子；不写就随机生成
help-rating-group = 评议组
help-rating-import = 导入纸质票：表头 票号、评议组、对象、答案；票上写了评议人单位的，加一列 单位；实名评议的，票号写填票人的岗位名
help-rating-import-file = csv 或 xlsx
help-rating-invite = 邀请评议人：每人一个评议码和网页链接，只显示这一次
help-rating-invite-count = 几人
help-rating-invite-round = 评议，如 three-way
help-rating-invite-session = 场次，如 2014-07
help-rating-invite-unit = 评议人所在单位
help-rating-round = 评议
help-rating-session = 场次
help-rating-unit-unknown = 分不清是哪个单位的票：照样算，给自己单位投的认不出来
help-replay = 重演：把日志在影子目录里重演一遍，与现状逐项比对；什么也不发
help-replay-from = 从这天起重新裁定（各活动的当地日期）
help-replay-json = 输出 JSON
help-replay-shadow = 影子留在这个新目录，默认用完即删
help-replay-until = 到这天为止
help-restore = 恢复：由备份建立新的数据目录；视图重算，事件流换代
help-restore-dir = 新的数据目录，必须是空的
help-restore-from = 备份目录
help-restore-json = 输出 JSON
help-restore-without-heads = 备份里没有链头文件 heads 也恢复；尾部若被截去，无从发现
help-resume = 恢复发送
help-resume-due-days = 截止日：不动（默认），或按暂停的工作日顺延
help-resume-long = 暂停期间到时的提醒：没有超过提醒规则的补发期限、所倒数的那天也还没过的，在下一个工作日的原定时刻发出；其余免发。
help-resume-phase = 只恢复这个阶段
help-return = 退回；办结后发现报错的，也先退回再报
help-return-failed = 没有达到的审核要点，可以写几次
help-return-item = 事项
help-return-reason = 理由；原文不进日志，只存加盐摘要
help-roster = 名册：检查、标出错格、导入新名册
help-roster-check = 检查名册，错在哪一格一次列全
help-roster-check-file = 名册（csv、xlsx），或活动文件（用它的角色和年份）
help-roster-check-json = 输出 JSON：{"{"}file, ok, errors, warnings, notes, findings{"}"}
help-roster-check-marked = 另存一份标出错格的工作簿
help-roster-check-year = 名册里没写年份的日期属于哪年
help-roster-import = 用新名册提出变更：新增、改动、退出、并入；加 --write 才写
help-roster-import-effective = 新名册从哪天起算
help-roster-import-into = 现有的名册（csv）
help-roster-import-json = 输出 JSON：{"{"}added, changed, left, merged, unchanged, written, findings{"}"}
help-roster-import-long = 不加 --write 什么也不写。单位从不删除：新名册里没有的，记上退出日期。
help-roster-import-marked = 新名册有错时，另存一份标出错格的工作簿
help-roster-import-mergers = 退出的单位并入哪家，如 010=009
help-roster-import-new = 新名册
help-roster-import-write = 写进现有的名册
help-roster-import-year = 没写年份的日期属于哪年
help-schema = 输出活动文件的 JSON Schema，编辑器据此补全和划线
help-schema-long = 编辑器带有 YAML 语言服务的，在文件开头写：`# yaml-language-server: $schema=campaign.schema.json`
help-score = 评分：打分、扣分、加分、撤回、查看、导出
help-score-add = 加分
help-score-add-cause = 事由
help-score-check-roll-up = 核对一份上报
help-score-deduct = 扣分
help-score-deduct-cause = 事由，如 每发现1个问题
help-score-deduct-inspection = 哪次督查发现的，如 supervision/2014-05
help-score-explain = 逐项说明一个单位的得分，还能怎样
help-score-explain-sheet = 哪张评分表；不写就是评它的每一张
help-score-export = 导出：xlsx、csv 或可打印的 html
help-score-export-gb18030 = csv 用 GB18030，给只认它的旧软件
help-score-export-name = 评分表或快照；只有一张评分表时可省
help-score-export-out = 写到哪个文件：.xlsx、.csv、.html、.json；不写就按活动文件的“导出”写到当前文件夹
help-score-file = 上报文件
help-score-give = 打分：由文件写明的角色
help-score-give-points = 分
help-score-give-sheet = 评分表，如 annual
help-score-key = 对方公布的公钥
help-score-line = 项
help-score-reason = 说明；原文不进日志
help-score-roll-up = 上报：最后的得分签名导出，计入更大的考核
help-score-roll-up-key = 签名密钥的文件，没有就生成一把
help-score-roll-up-out = 写到哪个文件
help-score-roll-up-sheet = 评分表，只有一张时可省
help-score-roll-up-snapshot = 快照，如 annual-answered；不写就是最后一张
help-score-sheet = 评分表
help-score-take-in = 收一份上报，计入本活动的一项
help-score-take-in-line = 计入哪一项，按满分折算
help-score-take-in-sheet = 计入哪张评分表
help-score-times = 几件
help-score-unit = 单位编码
help-score-withdraw = 撤回一条记分
help-score-withdraw-number = 记分编号，见 show points
help-score-withdraw-reason = 为什么；原文不进日志
help-show = 看表：任务、台账、办件、评选、覆盖情况、材料
help-show-json = 输出 JSON
help-show-name = 如 study、love-market/018、hotline-12319、pacesetter、coverage、evidence
help-show-text = 看说了什么：一项或一件办件的退回原因、记录、答复
help-sign = 签收
help-sign-message = 消息，如 2014-04-25/005-clerk/routine
help-snapshot = 快照：拍、列、看、比、导出
help-snapshot-diff = 比两张
help-snapshot-diff-after = 后一张
help-snapshot-diff-before = 前一张
help-snapshot-export = 导出一张快照的各评分表：xlsx、html、json 是全部表，csv 只有第一张评分表的总分
help-snapshot-export-gb18030 = csv 用 GB18030，给只认它的旧软件
help-snapshot-export-name = 评分表或快照；只有一张评分表时可省
help-snapshot-export-out = 写到哪个文件：.xlsx、.csv、.html、.json；不写就按活动文件的“导出”写到当前文件夹
help-snapshot-list = 列出
help-snapshot-show = 看一张，如 final；其中的评分表 annual-freeze/annual，逐项再加 /lines，办结和按时 annual-freeze/rates
help-snapshot-show-name = 编号
help-snapshot-take = 现在就拍
help-snapshot-take-plan = 快照编号，如 final
help-snapshot-take-title = 为什么拍，一行话
help-status = 现状：时钟、事件流、工作者、今天的提醒、事项、最近的排名
help-status-json = 输出 JSON（加 --watch 时每次变化一行）
help-status-watch = 一屏，有变化就重画，Ctrl-C 结束
help-stream = NATS 上的事件流：与日志逐条核对，补齐，或由日志重建
help-stream-check = 核对：位置、代次、每个事件
help-stream-check-json = 输出 JSON
help-stream-rebuild = 重建：丢掉整个流，由日志重新填满
help-stream-repair = 修复：落后的补齐，有缺口或不一致的由日志重建
help-submit = 报送
help-submit-above = 数目确实超过上限
help-submit-adopted = 探索事项：采用
help-submit-broken = 承诺未兑现
help-submit-covers = 写明了什么：方式、专题、承诺内容、重点、宣传渠道、标签，可以写几次
help-submit-done = 办结了第几项，从1数起，可以写几次
help-submit-evidence = 材料及数量，如 照片=2
help-submit-files = 材料文件，如 方案=plan.pdf
help-submit-item = 事项，如 unit-plan/005
help-submit-kept = 承诺已兑现
help-submit-not-adopted = 探索事项：不采用，就此办结
help-submit-numbers = 要报的数，只能写整数，如 参训党员=31，可以写几次
help-submit-on = 完成的日期
help-submit-partly = 承诺部分兑现
help-unsigned = 谁还没有签收：一张可以照着打电话的单子
help-unsigned-duty = 只看带有这项任务的消息
help-unsigned-json = 输出 JSON
help-unsigned-message = 只看这条消息或这一天，如 2014-04-18
help-unsigned-phase = 只看这个阶段的消息
help-up = 让活动运转：引擎、存储和各工作者在一个进程里
help-up-campaign = 脚本演哪个活动，只有一个时可省
help-up-channel = 消息送到哪里
help-up-clock = 时钟：真实或虚拟；默认沿用目录原来的，新目录用真实
help-up-hosts = 代理用来访问它的域名（不带口令的路径只认地址、localhost 和这些）
help-up-listen = 监听地址，默认仅本机、任意空闲端口
help-up-long = 按 Ctrl-C 或收到 SIGTERM 就有序结束。别的命令凭 DIR/address 找到它。加 --nats 就把发生的事也发布出去，--outside 写的工作者另作进程运行（`muster worker 名称`）。
help-up-outside = 这些工作者另在别的进程里
help-up-pace = 虚拟时钟每秒走几天，默认能多快就多快
help-up-script = 各单位的演练脚本（虚拟时钟才用）
help-up-stand = 走到 --until 就停住等着，不结束
help-up-start = 虚拟时钟的起点：一天（从这天零点起）或一刻，如 2014-04-01、4月1日、2014-04-01T09:00:00+08:00
help-up-until = 虚拟时钟走到这一天（含）或这一刻就有序结束
help-verify = 核验日志：顺序、散列链、材料、快照、提醒的总账
help-verify-head-file = 以前写下的链头文件，能发现尾部被截
help-verify-json = 输出 JSON
help-verify-long =
    它能证明：每个活动的事件齐全、次序不变、内容未改，并与材料、快照、提醒对得上；对照以前写下的链头文件，尾部被截、整条链重写也看得出。日志以外，任期、设置、唤醒时间、触发器和视图、导入以后改过的账号，凡不是 muster 写的都会指出。

    它不能证明：没有以前的链头文件时，知道算法的人没有把整份日志连同封记一起重写；view.db 里的数字（随时可以重建）；contacts.db 的账号当初是否属实；口令；机器的时间是否准确。
help-verify-views = 把视图逐行重算一遍来比对；引擎可以在运行
help-verify-write-head-file = 核验无误后把链头写进这个文件
help-veto = 一票否决
help-veto-decide = 决定
help-veto-decide-number = 编号，见 show vetoes
help-veto-propose = 提出
help-veto-propose-cause = 事由
help-veto-propose-reason = 说明；原文不进日志
help-veto-propose-sheet = 评分表
help-veto-propose-unit = 单位编码
help-visits = 走访
help-visits-cancel = 取消这次走访，另行安排
help-visits-confirm = 确认走访
help-visits-decline = 这次走访不去了，另行安排
help-visits-delegate = 委托他人走访
help-visits-delegate-to = 谁去：岗位或编号
help-visits-explain = 为什么排在这时，还有哪些时间合适
help-visits-export = 导出走访日历或图
help-visits-export-html = 写成网页：月历和示意图
help-visits-export-ics = 写成日历文件
help-visits-export-person = 只要某位走访人：岗位或编号
help-visits-export-programme = 只要某个走访项目或某一期：编号
help-visits-export-svg = 只写示意图
help-visits-import = 导入走访人自己定的时间（表格）
help-visits-import-file = 表格文件
help-visits-import-long =
    表格（csv 或 xlsx）的列：事项、日期、开始；事项如 contact-points.2014-q2/V03

    有一行不行就整张不导入，逐行说明原因
help-visits-item = 走访事项，如 contact-points.2014-q2/V03
help-visits-list = 列出走访
help-visits-list-only = 只看哪一类
help-visits-list-person = 只看某位走访人：岗位或编号
help-visits-made = 走访已完成，记录随后补
help-visits-move = 改期；不写日期就列出三个合适的时间
help-visits-move-time = 几点开始，如 09:00
help-visits-move-to = 改到哪天
help-visits-no-show = 这次走访没有去成，另行安排
help-visits-on = 走访日期
help-visits-plan = 看现在会怎样排；加 --propose 就排定
help-visits-plan-long = 引擎在一轮开始、改期或取消时自己会排；这里用的是同一套算法，只排还没有安排的地点，排好的不动
help-visits-plan-post = 以什么岗位的名义
help-visits-plan-propose = 照此排定；要用 --as 写以谁的名义
help-visits-plan-round = 只看哪一轮，如 contact-points.2014-q2
help-visits-reason = 理由；原文不进日志，只存加盐摘要
help-visits-event = 登记一件要去走访的事（文件“遇事”里写的）
help-visits-event-on = 事情发生的当地日期
help-visits-event-place = 事情发生的地点编码；就在本单位的不写
help-visits-event-programme = 走访的编号，如 comfort
help-visits-event-unit = 去走访的单位编码
help-visits-event-what = 什么事，按文件写的
help-visits-record = 记录一次走访
help-visits-record-actions = 发现的问题转跟进：事项、责任单位、到期，如 台账补齐@005@2014-07-04
help-visits-record-cases = 带回的问题转办件（文件写的那一类）：反映的事，知道承办单位的写在@后面，如 路灯不亮@002
help-visits-record-ratings = 满意度，如 企业=满意
help-visits-record-sections = 文件要求的各项，每项写一次；没有情况写“无”
help-visits-record-text = 走访记录；原文不进日志
help-visits-solve = 排走访计划：读入实例文件，输出计划
help-visits-solve-chains = 各自搜索几路，取其中最好的一路
help-visits-solve-instance = 实例文件（JSON）
help-visits-solve-iterations = 搜索步数，默认按走访次数
help-visits-solve-long = 格式 visit-schedule/1；同一文件、种子、步数和版本，结果逐字节相同
help-visits-solve-seed = 随机种子
help-why = 来龙去脉：事项、提醒、消息、单位或期次
help-why-id = 如 unit-plan/005、unit-plan/005#0.2、2014-04-25/005-clerk/routine、005、study.2014-05，也可写任务、阶段、单位、岗位的名称
help-why-json = 输出 JSON
help-worker = 单独运行一个工作者，经 NATS 与引擎相连
help-worker-channel = 消息送到哪里（只有 reminders 送）
help-worker-dir = 数据目录：发件箱是 DIR/outbox，测评已统计的内容存于 DIR/evaluation.checkpoint
help-worker-long = 同名的可以起几个，分担工作；evaluation 只能有一个，后启动的接手。按 Ctrl-C 或收到 SIGTERM 就有序结束：手上的办完，其余的交给那时在线的工作者。
help-worker-name = 哪个工作者
