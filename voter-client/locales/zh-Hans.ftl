# What tabella-vote says, in Simplified Chinese.

# What the voter brings.
cannot-read-trust = 无法读取信任文件 { $file }
cannot-read-code = 无法读取 { $file } 中的投票码
cannot-read-opening = 无法读取拆开的选票 { $file }
cannot-read-receipt = 无法读取回执 { $file }
file-exists = { $file } 已经存在，绝不会被覆盖：请换一个名称
cannot-write = 无法写入 { $file }
not-a-trust-file = { $file } 不是信任文件，或在传送途中被改动：请重新获取（{ $reason }）
not-a-text = { $file } 不是文本：{ $reason }
changed = { $file }：此文件在传送途中被改动，请重新获取。它不是{ $what }（{ $reason }）。这不说明任何人有过错
what-receipt = 回执
what-receipt-here = 本次选举在这台服务器上的回执
what-opening = 拆开的测试选票；给不出拆开选票的设备没有通过测试
no-terminal = 没有可以询问投票码的终端；请用 --code-file 指定一个文件
ask-code = 您的投票码（输入时不显示）：
try-again = { $reason }。请重试。
not-a-tracker = 这不是选票追踪码
not-a-credential = 这不是投票凭证
choice-form = 选择的写法是 CONTEST=OPTION；选多项时写 CONTEST=OPTION,OPTION
contest-twice = 事项 { $contest } 出现了两次：请把它的全部选项写在同一个 = 之后，用逗号分隔

# The conversation.
downloading = 正在下载并验证选举日志
rule-exactly = 规则：必须选 { $max } 项。
rule-exactly-or-blank = 规则：必须选 { $max } 项，或投空白票。
rule-up-to = 规则：最多选 { $max } 项。
rule-up-to-or-blank = 规则：最多选 { $max } 项，或投空白票。
rule-between = 规则：选 { $min } 到 { $max } 项。
rule-between-or-blank = 规则：选 { $min } 到 { $max } 项，或投空白票。
ask-number = 您的选择（一个序号）：
ask-number-or-blank = 您的选择（一个序号，投空白票请输入 { $key }）：
ask-numbers = 您的选择（序号，用逗号分隔）：
ask-numbers-or-blank = 您的选择（序号，用逗号分隔；投空白票请输入 { $key }）：
sorry-numbers = 请输入序号，用逗号分隔。
sorry-numbers-or-blank = 请输入序号，用逗号分隔；投空白票请输入 { $key }。
sorry-no-such-option = 选项的序号是 1 到 { $options }。
sorry-twice = 有一个序号出现了两次。
sorry-rule = 这里不能这样选。{ $rule }
blank-vote = 空白票
nothing-selected = 未选任何项
voted-before = 您此前已经投过票。现在投出的选票将取代先前的那张。
you-have-chosen = 您的选择是：
your-tracker = 您的选票已加密，尚未发送。它的追踪码是：
keep-tracker = 请现在就把完整的追踪码保存在这台设备之外：打印、拍照，或记在另一台设备上。
ask-decision = c = 投出这张选票，t = 用它测试这台设备，q = 退出：
ask-decision-again = 请输入 c、t 或 q。
word-cast = 投出
word-test = 测试
word-quit = 退出
cannot-read-answer = 无法读取您的回答
no-answer = 没有回答：什么也没有发送
you-quit = 您已退出：什么也没有发送，没有投出选票
now-vote = 现在您可以用一张新的选票投票。
sending = 正在发送选票，追踪码为

# What became of the ballot.
standing-recorded = 您的选票已投出，并已由法定人数的见证者确认记录。
standing-unwitnessed = 您的选票已投出，仅由服务器记录，没有独立见证者。
standing-received = 服务器已收到您的选票；见证者尚未联署。
collusion = 服务器和一名官员，如果与 { $all } 位受托人中的 { $some } 位联手，就能向不同的人出示不同的日志，并读取单张选票。
label-time = 时间
label-tracker = 追踪码
label-entry = 日志条目
label-receipt = 回执
label-opening = 拆开的选票
label-credential = 投票凭证
label-log = 日志
label-status = 状态
receipt-proves = 回执能证明的：服务器已签名的日志中有这张选票；如果选票日后被删除或更改，回执就是对服务器不利的证据。
receipt-proves-not = 回执不能证明的：这台设备加密的确实是您的选择（只有用另一台设备测试才能看出），以及选票已计入（投票结束后，请在另一台设备上查询您的投票凭证，并把最后一张选票的追踪码与您保存的完整比对）。
vote-again = 要重新投票，请在投票结束前再次运行同一命令：只有最后一张选票算数。
look-later = 以后查询：{ $command }
no-receipt = 没有有效的回执，因此不能说这张选票已经投出。请查询您的投票凭证（{ $command }），并在投票期间重新投票
another-log = 您的选票在服务器已签名的日志中，回执保存在 { $file }，但它不能说明这与刚才的日志是同一份

# The test of a device.
opened = 这张选票已被拆开，没有投出。它永远不能再投出，也没有发送。
opened-next = 请把拆开的选票带到另一台不信任本机的设备上，那里要有您自己的信任文件。比对三样：您保存的追踪码、所作的选择，以及通知书上的投票凭证：
opened-shows = 拆开的选票会让看到它的人知道这次测试的选择。如果不想让人猜到您的真实选择，测试时请用别的选择。
rebuilt = 用您的投票凭证为本次选举重建这张选票，得到的正是您保存的追踪码，而且它不在日志中。
really-in-it = 其中实际的选择是：
compare-choices = 请与您在投票设备上作出的选择比对。如有不同，那台设备就是在说谎：不要用它投票，并请投诉。
choices-as-named = 与您给出的选择一致。
check-again-later = 投票结束后请再次运行此命令：被拆开的选票绝不应出现在日志中。

# Looking up a ballot or a code.
log-line = { $size } 个条目，{ $phase }，{ $standing }
phase-setup = 筹备中
phase-open = 投票进行中
phase-closed = 投票已结束
phase-finished = 结果已公布
phase-void = 作废
log-recorded = 已由法定人数的见证者确认记录
log-unwitnessed = 仅由服务器记录，没有独立见证者
log-received = 服务器已收到；见证者尚未联署
status-not-in-roll = 不在选民名册中
status-absent = 整份日志中没有这个投票凭证的选票：它的投票码没有被使用过
status-not-yet-counted = 在日志中（条目 { $index }，序号 { $sequence }），尚未计入
status-counted = 已计入（条目 { $index }，序号 { $sequence }）
status-superseded = 已被序号 { $sequence } 取代（条目 { $index }）
status-missing = 缺失：回执上的选票不在日志中
status-older-view = 未知：所显示的日志比回执旧
older-view = 服务器或中间的某个环节显示的是旧状态：至少有 { $known } 个条目，只显示了 { $shown } 个。请稍后再试，或换一个网络。这还不是证据
board-redirects = { $from } 处的服务器转到了 { $to }，已改向后者查询。请将该地址与您的信函核对，并使用该地址。
last-tracker = 这个投票凭证最后一张选票的追踪码：
tracker-same = 这正是您保存的追踪码。
tracker-other = 这不是您保存的追踪码：这台设备、您投票用的设备，或持有您投票码的人投出了另一张选票。请在投票期间重新投票，并投诉。
tracker-compare = 请与您保存在投票设备之外的追踪码完整比对。不作这一比对，上面的状态说明不了设备是否说谎。
advice-superseded = 如果您没有重新投票，那就是有人使用了您的投票码：请在投票期间重新投票，并投诉。
advice-not-yet-counted = 请在投票结束后再次查询。在此之前，后投的选票会取代这一张。
advice-missing = 请保存回执并据此投诉：它是对服务器不利的证据。

# Why it did not work. What checks and machines say in detail follows in English.
error-not-in-roll = 这个投票码的投票凭证不在本次选举的选民名册中：请与本次选举的通知书核对投票码；如果无误，请告诉选举办公室，名册中缺少您的投票码
error-not-begun = 投票尚未开始
error-void = 本次选举已作废：将以新的选举标识重新开始
error-over = 投票已结束
error-unknown-contest = 这张选票上没有事项 { $contest }
error-unknown-option = 事项 { $contest } 没有选项 { $option }
error-option-twice = 事项 { $contest }：有一个选项写了两次；每个选项最多写一次
error-code = 这个投票码有字符输错，或属于另一次选举：投票码共有 8 组，每组 4 个字符。请与您的投票通知书核对
error-typing = 有字符输错或遗漏，或者这是别的内容：请与原文核对
error-too-soon = 服务器没有接受这张选票：它不在日志中。使用您投票码的多张选票接连到达，下一张必须等待：请在 { $seconds } 秒后重新投票。如果其他选票不是您投的，就是有人持有您的投票码：请在投票期间重新投票，并投诉
error-busy = 服务器正忙：此刻访问的人太多。请稍后再试
error-no-answer = 服务器没有给出可用的回答：请检查它的地址和您的网络，稍后再试。详细信息：{ $detail }
error-refused = 服务器拒绝了这个请求（{ $status }）。详细信息：{ $detail }
voting-starts = 投票开始时间：{ $time }。
voting-ended = 投票结束时间：{ $time }。
not-opened = 选举尚未开启。
nothing-sent = 什么也没有发送。
ballot-refused = 服务器拒收了这张选票：它不在日志中。
another-ballot = 在此期间，另一张使用您投票码的选票已经到达，因此服务器拒收了这一张：它不在日志中。请先查询（{ $command }），如果想让别的选择算数，再重新投票。如果那张选票不是您投的，就是有人持有您的投票码：请在投票期间重新投票，并投诉

# Languages.
no-such-language = 本程序没有 { $language }；它有 { $known }。它自己的文字用英语
no-such-texts = 本次选举没有 { $language } 的文字；以 { $shown } 显示。
