# 公告板公开页面的文字。说法要让普通公民看得懂；一个词只指一件事（见 docs/glossary.md）。

## 每个页面的框架

skip-to-content = 跳到正文
language-label = 语言
nav-label = 本次选举
nav-elections = 所有选举
nav-election = 选举
nav-ballots = 选票
nav-check = 核验您的选票
nav-audit = 亲自审计
footer-public = 公告板上的一切都是公开的。任何人都可以阅读、复制和核查，也不会有人问您是谁。

## 数字和时间

percent = { $value }%
date-and-time = { $year }年{ $month }月{ $day }日 { $clock }（UTC）

## 所有选举

elections-title = 本公告板上的选举
elections-intro = 这个公开的公告板保存着每次选举的记录。写在这里的内容若被改动或删除，人人都能察觉。
elections-none = 公告板上还没有选举。

## 选举进展

state-label = 选举进展
state-setup = 准备中
state-waiting = 尚未开始
state-open = 正在投票
state-over = 投票已结束
state-closed = 正在计票
state-finished = 已结束
state-void = 作废
says-setup = 选举正在准备中，目前还不能投票。
says-waiting = 一切已准备就绪，投票尚未开始。
says-open = 您现在就可以投票。在投票截止之前，您可以随时重新投票，次数不限：只有最后一张选票有效。
says-over = 投票时间已过，不再接受选票。选举官员尚未封闭票箱。
says-closed = 投票已经结束。受托人正在共同解开合计票数。
says-finished = 投票已经结束，结果已经公布。
says-void = 在生成本次选举的密钥时，有错误得到了证实。没有人能在其中投票。必须以新的选举重新开始。
opening-label = 投票开始
closing-label = 投票截止
voted-label = 已投票人数
voted-of = { $voted } 人，共 { $eligible } 人
vote-link = 投票
check-pages-title = 由他方提供的核验页
check-pages-say = 这些核验页不是来自本公告板，而是由他方提供；选举官员在公布选举时一并公布了它们。使用其中之一，您不必依赖本公告板的页面就能核验选票。

## 表决内容

contests-title = 表决内容
rule-exactly = { $max ->
       *[other] 必须选择 { $max } 项。
    }
rule-up-to = { $max ->
       *[other] 最多选择 { $max } 项。
    }
rule-between = 选择 { $min } 至 { $max } 项。
rule-blank = 您也可以投空白票，即一项也不选。
look-alikes = 以下名称并不相同，但看起来很像，请逐字辨认：

## 投票率

turnout-title = 投票率
turnout-so-far = 有权投票的 { $eligible } 人中，已有 { $voted } 人投票（{ $share }）。
turnout-only = 他们选了什么始终保密。无论在这里还是在别处，都没有中途结果。
turnout-words = 每当有人第一次投票，曲线就上升。目前 { $eligible } 人中已有 { $voted } 人投票。
turnout-caption = 从投票开始到投票截止，已投票的人数。
turnout-table = 投票率表格
turnout-table-caption = 到各个时间为止的已投票人数
column-time = 时间
column-share-eligible = 占有权投票者的比例

## 结果

result-title = 结果
result-counted = { $count ->
       *[other] 共计入 { $count } 张选票。
    }
result-weighted = 有些选票的权重较大。全部选票的权重合计为 { $weight }，所有票数均按权重计算。
result-table-caption = 每个选项的票数
column-option = 选项
column-votes = 票数
column-share-ballots = 占选票的比例
result-blank = 空白票
result-base = 百分之百指此处计入的全部选票：{ $weight }。
result-plural = 一张选票可以选多项，所以各项比例之和可能超过百分之百。
result-withheld = 这里投票的人太少，公布合计票数可能会暴露某人投了什么。因此不予公布，也从未解开过。
result-withheld-weight = 这里投票的人数足够，但某一权重的投票人太少，公布合计票数可能会暴露这些人投了什么。因此不予公布，也从未解开过。
result-empty = 没有人就此事项投票。
result-csv = 结果表格，供电子表格软件使用（CSV）
result-json = 结果数据，供程序使用（JSON）
result-trust = 您不必相信这些数字：任何人都可以根据公开的选举记录重新算出来。

## 相关人员

people-title = 由谁负责
trustees-title = 受托人
trustees-some = 必须有 { $count } 位受托人中的 { $threshold } 位共同行动，才能解开合计票数。不足 { $threshold } 位则什么都解不开。要破坏选票的秘密，同样需要这么多人。
trustees-all = 必须由全部 { $count } 位受托人共同行动（{ $threshold }/{ $count }），才能解开合计票数。缺少任何一位都什么也解不开。要破坏选票的秘密，同样需要全部受托人。
officials-title = 选举官员
officials-say = 他们宣布选举，开始和结束投票，并公布结果。他们不能查看或改动选票。
registrars-title = 登记机构
registrars-say = 他们管理有权投票者的名单，并寄出写有投票码的通知书。
column-name = 名称
column-key = 公钥

## 审计

audit-title = 亲自审计
audit-intro = 您不必信任这个公告板，也不必信任上面的任何人。读了公开的选举记录，任何人都可以核查选举的每一步。
audit-in-browser = 在浏览器中审计
audit-by-program = 或者在自己的电脑上使用自己的程序：
audit-step-trust = 写下您所信任的内容。请把这条命令显示的内容与选举的正式公告对照；公告不要从这个公告板获取。
audit-step-fetch = { $size ->
       *[other] 下载全部选举记录，共 { $size } 条。
    }
audit-step-verify = 核查其中的一切。
audit-last-line = 最后一行必须是：
audit-otherwise = 如果不是，请保留您下载的记录，并告知选举机构：这就是证据。
record-entries = 选举记录原文（每个条目一行 JSON）
record-checkpoint = 选举记录的签名

## 准确的名称和签名

details-title = 准确的名称和签名
details-intro = 以下内容对每个人都必须逐字相同。请与正式公告对照。
election-id-label = 选举标识
fingerprint-label = 指纹
fingerprint-later = 选举开放后才有指纹。
trust-label = 信任文件的哈希值
trust-says = 每位选民的投票通知书上都印有它。
witnesses-title = 见证者
witnesses-say = { $count } 位独立见证者中，已有 { $signed } 位确认了记录的现状；需要 { $quorum } 位。
witnesses-none = 没有独立的见证者。只有公告板自己担保它向所有人展示同一份记录。
witnesses-none-collusion = 公告板和一名官员，如果与 { $all } 位受托人中的 { $some } 位联手，就能向不同的人出示不同的记录，并读取单张选票。
column-signed = 确认时间
witness-missing = 尚未确认
checkpoint-title = 已签名的检查点
checkpoint-says = { $size ->
       *[other] 公告板以此签署了共 { $size } 条的记录，顺序即为现有顺序，不得有别。
    }
board-key-label = 公告板的公钥
client-title = 投票页面的文件
client-says = 选举官员在公布选举时一并公布了这些文件。下面的命令把它们与公告板实际提供的文件相比较：
client-none = 选举官员没有为本次选举公布投票页面的文件。
column-file = 文件

## 选票

ballots-title = 票箱中的选票
ballots-intro = 投出的每一张选票都列在这里。所有选票都已加密：从这份列表看不出任何人投了什么。
ballots-total = 共有 { $ballots } 张选票，来自 { $voted } 人。同一人的多张选票中，只有最后一张有效。
ballots-none = 票箱中还没有选票。
ballots-caption = 选票，最新的在前
ballots-all = 所有选票
search-title = 查找选票
search-label = 选票追踪码
search-hint = 投票时您的设备向您显示过它，以“tracker1”开头。大小写和空格无关紧要。切勿在此输入通知书上的投票码。
search-button = 查找
search-seen = 这样查找会让公告板知道您在找哪张选票。“核验您的选票”不会告诉任何人就能找到它。
search-wrong = 这与显示过的追踪码不符：有字符错误或缺失。请与原文对照。
search-other = 这不是追踪码。追踪码以“tracker1”开头。
search-none = 票箱中没有带此追踪码的选票。
search-none-advice = 用来测试设备的选票绝不会放入票箱。如果这张选票是您投出的，请保留回执并告知选举机构。
search-found = 这张选票在票箱中。
search-show = 查看条目 { $index }
column-entry = 条目
column-state = 状态
ballot-counts = 有效，除非该选民重新投票
ballot-counted = 已计入
ballot-replaced = 已被条目 { $index } 中的选票取代
pager-label = 更多选票
pager-newer = 较新的选票
pager-older = 较早的选票

## 单张选票

ballot-title = 条目 { $index } 中的选票
received-label = 收到时间
order-label = 该选民的选票
order-first = 第一张
order-later = 取代条目 { $index } 中的选票
credential-label = 投票凭证
credential-says = 它代表选民，但不指明是谁。选民的通知书上印有它。
shows-title = 这说明什么，不说明什么
shows-recorded = 这张选票在公开的选举记录中，公告板已连同它一起签署了记录。
shows-nothing = 它不显示任何人投了什么。选票是加密的。
shows-device = 它不说明选民的设备是否照选民的意思做了。投票前的设备测试正是为此而设。
proof-title = 供程序使用
proof-receipt = 回执：选票，以及它在记录中的证明
proof-entry = 记录中的条目原文

## 没有网页客户端

no-client-title = 这里没有投票页面
no-client-says = 本公告板不提供网页客户端，所以不能在浏览器中投票、核验或审计。其他功能一切正常。
no-client-program = 使用自己的程序
no-client-trust = 写下您所信任的内容，并与您的通知书或正式公告对照：
no-client-vote = 用通知书上的投票码投票：
no-client-check = 用您保留的回执核验选票：
no-client-audit = 审计整个选举：
no-client-operator = 如果您是公告板的运营方
no-client-build = 请构建网页客户端，并带上它启动公告板：

## 错误

error-not-found = 没有这个页面
advice-not-found = 也许网址不完整。
error-no-election = 公告板上没有这次选举
advice-no-election = 也许网址不完整：网址的最后一部分指明选举，共 43 个字符。
error-no-ballot = 这个条目中没有选票
advice-no-ballot = 选举记录中也有不是选票的条目。所有选票都在列表中。
error-no-result = 还没有结果
advice-no-result = 结果一经公布就会出现在这里。在此之前，任何人都看不到哪怕一部分结果。
error-internal = 公告板无法显示这个页面
advice-internal = 这不是您的问题。请稍后再试。
