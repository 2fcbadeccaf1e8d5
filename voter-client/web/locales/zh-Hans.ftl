# 选民和观察者在投票页、核验页和审计页上读到的全部文字。
# 用平实的话：没有听说过密码学的人也能看懂。

## Frame

skip = 跳到正文
navigation = 页面
languages = 语言
details = 详细信息
copy = 复制
copied = 已复制。
copy-failed = 此处无法复制，请选中文字后自行复制。
try-again = 再试一次
link-elections = 全部选举
link-view = 本次选举的公开页面
link-check = 核验选票

## Waiting and lost connections

progress = { $doing } { $percent }（{ $size }）
pause-lost = 连接中断
pause-busy = 服务器正忙
pause-storage = 服务器目前无法保存选票
pause-clock = 服务器的时钟可能不准，目前不接受选票
pause-often = 短时间内有多张选票使用了您的投票码
pause-next =
    { $seconds ->
       *[other] 最迟 { $seconds } 秒后自动继续，您无需任何操作。
    }
pause-minutes = 请不要关闭本页面，大约 { $minutes } 分钟后自动继续。
pause-operator = 需要先由服务器的管理人员处理。请不要关闭本页面，它会自动重试。如果等待很久，请告知选举机构。
pause-now = 立即重试

## What may go wrong

trouble-connection = 目前无法连接服务器。
trouble-machine = 本页面未能正常运行。请重新载入；如果仍然不行，请换用其他浏览器或设备。
trouble-file = 无法读取此文件。如果它存放在云端，请先下载到本设备，然后重新选择。
trouble-changed = 这份回执在途中被更改，或缺少一部分，因此说明不了什么。这不表示您的选票有问题，也不是针对任何人的证据。请重新索取当初保存的文件，或从头到尾重新复制。您也可以用追踪码查找您的选票。
trouble-other-election = 这份回执属于另一次选举，或者在途中被更改。请用那次选举的投票通知书上的网址打开核验页，或重新获取当初保存的回执。
trouble-trust-file = 这不是信任文件，或者它在途中被更改。请重新获取当初公布的文件。目前没有核验任何内容，也不针对任何人。
trouble-too-large = 服务器发送的内容超出了本页面能接受的大小，因此没有核验任何内容。请告知选举机构。如果票箱确实这么大，可以用程序 tabella-audit 来核验。
trouble-older = 服务器或途中的某个环节（例如缓存）显示的票箱状态比先前的更早。这不是针对任何人的证据。请等几分钟再试，最好换一个网络。
trouble-blocked = 可以连接到服务器，但本页面的一部分没有送达，可能是途中的过滤系统拦截了它。请换一个网络、浏览器或设备再试。
trouble-webassembly = 此浏览器没有 WebAssembly，或者已将其关闭：没有它，就无法在这里封装或核验选票。处于锁定模式的 iPhone，以及安全级别高于“标准”的 Tor 浏览器，都是如此。请换用其他浏览器或设备，或使用程序 tabella-vote；详情请咨询选举机构。
trouble-no-election = 该服务器上没有这次选举，链接可能不完整。
trouble-refused = 服务器没有接受这项内容。
trouble-moved = 服务器把本页面转到了另一个地址。没有采用那里的任何内容，也没有向那里发送选票。请使用投票通知书上的地址；如果再次发生，请告知选举机构。
fault-code = 该投票码不属于本次选举，或有字符输错。请与您的投票通知书核对。
fault-typing = 有字符输错或遗漏，请与原文核对。
fault-other-election = 这不是您的投票通知书所说的那次选举。请使用通知书上的网址，并告知选举机构。
fault-not-open = 目前不在投票时间内。
fault-meanwhile = 在此期间，有另一张使用您投票码的选票到达。
fault-receipt = 该回执无效：它不能证明它所声称的内容。
fault-missing = 这张选票不在票箱里，而它本应在其中。
fault-device = 拆开的选票不是已记下追踪码的那一张：投票设备没有事先受这张选票约束。如果此后您返回过选票页面，设备又密封了新的选票，请记下新的追踪码再测试一次。否则请不要用这台设备投票，并告知选举机构。
fault-other-voter = 这张测试选票是为他人或为另一次选举制作的。请将此处的投票凭证与通知书核对。如果一致，请不要用这台设备投票，并告知选举机构。
fault-cast-anyway = 为测试而拆开的选票竟然出现在票箱里。这种事绝不应发生。
fault-randomness = 本设备无法制作安全的选票，请换用其他浏览器或设备。
fault-two-logs = 服务器出示了两个不同版本的票箱。这种事绝不应发生。
fault-record = 服务器出示的票箱前后不一致。请不要相信它，并告知选举机构。

## Elections

elections-none = 这里没有选举。
elections-when = { $phase }；投票时间：{ $opening } 至 { $closing }
phase-setup = 筹备中
phase-open = 投票进行中
phase-closed = 投票已结束，正在计票
phase-finished = 已完成
phase-void = 作废
open-until = 投票截止时间：{ $time }。
no-date = 无有效日期

## Booth: start

booth-name = Tabella 投票
booth-footer = 您的选择在发送之前就已在本设备上密封。以后只会开启合计票数，绝不开启任何一张选票。
stages = 步骤
stage-choose = 选择
stage-review = 检查
stage-cast = 投出
start-title = 您的投票
start-looking = 正在查找选举……
start-getting = 正在获取选票……
start-which = 哪一次选举？
start-which-help = 链接中没有说明您要参加哪一次选举。
start-none-open = 这里目前没有正在投票的选举。
start-begin = 前往选票
start-failed = 目前无法在此投票
start-failed-heading = 没有发送任何内容
start-failed-help = 您的选票尚未投出。您可以再试一次，或在另一台设备上使用通知书上的网址。
not-open-early = 投票尚未开始
not-open-early-text = 投票时间：{ $opening } 至 { $closing }。
not-open-late = 投票已经结束
not-open-late-text = 投票已于 { $closing } 结束。
not-open-void = 本次选举已取消
not-open-void-text = 选举将在新的网址重新开始，您会收到新的投票通知书。
not-open-clock = 这是按您设备的时钟判断的。如果时钟不准，您仍可继续。
not-open-anyway = 仍然继续
code-label = 投票通知书上的投票码
code-help = 共 32 个字母和数字。空格、连字符和大小写都没有关系。
code-continue = 继续
lost-title = 本页面已重新加载
lost-code = 您的投票码和选择已不在此处：本页面不保存它们，以免之后使用本设备的人找到。它们没有被发送。请再次扫描投票通知书上的二维码，或在此输入您的投票码。
lost-sending = 当时您的选票正在发送。请再次扫描投票通知书上的二维码，或在此输入您的投票码：页面随后会告诉您，票箱中是否有使用您投票码的选票。那张选票的追踪码是：
lost-trust-kept = 投票通知书链接中的校验值仍会被比对。
lost-trust-gone = 本页面现在不比对投票通知书上的校验值。请再次扫描投票通知书上的二维码，或在投票前自行比对该值。
link-again = 您在这里所作的选择尚未发送。打开此链接后，这些选择将会丢失。要打开吗？
earlier-title = 票箱里已有一张使用您投票码的选票
earlier-text = 它于 { $time } 投出。如果您对它满意，就不需要做任何事。如果现在重新投票，新的选票将取代它。
earlier-not-you = 如果那不是您投的，请现在投票，并告知选举机构有人掌握了您的投票码。
earlier-tracker = 那张选票的追踪码
steps-title = 如何投票
step-choose = 作出选择。
step-review = 检查您的选择。在此之前不会发送任何内容。
step-cast = 按下“投出我的选票”。
step-receipt = 您会得到一个追踪码，可以凭它确认您的选票已在票箱里。
identity-title = 确认这是正确的选举
identity-compared = 本页面已核对过链接中的校验值。您也可以与通知书核对。
identity-compare = 您的链接没有带来校验值。请将下面的校验值与通知书核对。

## Booth: ballot

ballot-title = 您的选票
ballot-help = 请作出选择。投出之前都可以更改。
ballot-review = 检查我的选择
ballot-not-sent = 这一步还不会发送任何内容。
ballot-errors = 还有内容没有填完
ballot-trouble = 未能制作选票
ballot-clear = 清除此项选择
limit-one = 请选择一项。
limit-one-optional = 最多选择一项。
limit-exactly =
    { $max ->
       *[other] 请正好选择 { $max } 项。
    }
limit-between = 请选择 { $min } 至 { $max } 项。
limit-up-to =
    { $max ->
       *[other] 最多选择 { $max } 项。
    }
chosen-count =
    { $count ->
        [0] 尚未选择。
       *[other] 已选 { $count } 项。
    }
chosen-blank = 已选空白票。
blank-vote = 空白票：以上都不选
broken =
    { $min ->
       *[other] 请至少选择 { $min } 项。
    }
broken-or-blank =
    { $min ->
       *[other] 请至少选择 { $min } 项，或者选择空白票。
    }
full =
    { $max ->
       *[other] 您已选了 { $max } 项，不能再多。要选择“{ $option }”，请先取消其他选项中的一项。
    }
full-blank = 您已选空白票。要选择“{ $option }”，请先取消空白票。
full-not-blank = 要投空白票，请先清除此处的其他选择。

## Booth: review

review-title = 检查您的选择
review-change = 更改
review-not-sent = 尚未发送
review-not-sent-text = 只有按下“投出我的选票”之后，您的选票才算数。
review-cast = 投出我的选票
review-back = 返回选票
review-empty = 您在这里没有作出选择。可以就这样保留。
review-fewer =
    { $count ->
       *[other] 最多可选 { $max } 项，您选了 { $count } 项。可以就这样保留。
    }
tracker-title = 您的选票追踪码
tracker-keep = 它是这张密封选票的名字，不透露票上的内容。请在下面作出选择之前，把它保存到这台设备之外：在另一台设备上用通知书上的网址打开核验页，在那里扫描此码；也可以拍照或抄写。
tracker-qr = 二维码：追踪码
tracker-why = 以后您可以凭它在票箱里找到自己的选票。而且，在这台设备知道您要投出还是要测试之前，它就已经受这张选票约束。
test-offer-title = 要测试这台设备吗？
test-offer-text = 不是必须的。您可以不投出这张选票，而是让设备拆开它：已记下追踪码的另一台设备会显示这台设备究竟把什么放进了选票。拆开的选票不会计入；之后您再用新的选票投票。如果按下之前没有保存追踪码，测试就不能证明什么。不想让旁人看到您的真实选择时，测试请用别的选择。
test-offer = 测试这台设备

## Booth: test

test-trouble = 未能拆开测试选票
opened-title = 测试选票已拆开
opened-not-cast = 您还没有投票。这张测试选票永远不会计入。
opened-scan = 请用另一台设备上已记下追踪码的核验页扫描此码，它会独立查看选票里的内容。
opened-qr = 二维码：拆开的选票
opened-copy = 复制拆开的选票
opened-save = 保存为文件
opened-compare = 在另一台设备上比较
opened-tracker = 它是否承认，拆开的正是您按“测试这台设备”之前它记下追踪码的那张选票？
opened-credential = 那里的投票凭证是否与您的通知书上的一致？
opened-choices = 那里显示的是否正是您在此作出的选择？
opened-wrong = 如果不是，请不要用这台设备投票。请保留另一台设备显示的内容，并告知选举机构。
opened-late = 事先没有保存追踪码吗？那么这次测试不能证明什么：设备可以拆开任何一张选票。请返回选票，在作出选择之前保存新的追踪码。
opened-back = 返回我的选票
opened-fresh = 您的选择仍然保留，也可以更改。选票会重新密封，并得到新的追踪码。
qr-too-long = 这张选票太长，放不进二维码。请复制它，或保存为文件。

## Booth: sending

sending-title = 正在发送您的选票
sending-text = 请不要关闭窗口，直到看到“您的选票已在票箱里”。
sending-safe = 无论需要发送多少次，您的选票都只计一次。
refused-title = 您的选票未被接受
refused-heading = 这张选票不在票箱里
refused-help = 您的选择仍然保留。您可以重新开始，页面会查看当前的情况。这张选票的追踪码是：
refused-again = 重新开始
answer-wrong-title = 服务器的答复无效
answer-wrong-heading = 无法确定您的选票是否在票箱里
answer-wrong-help = 请保存这份答复并交给选举机构：它可能成为证据。然后请重新开始，最好换一台设备；页面会告诉您选票是否在票箱里。这张选票的追踪码是：
answer-save = 保存答复

## Booth: end

end-title = 您的选票已在票箱里
end-accepted = 接受时间：{ $time }。
end-tracker = 请保存好。您以及任何看到它的人都可以凭它在票箱里找到这张密封的选票。它不透露您选了什么。
end-save = 保存回执
end-print = 打印
end-close = 在共用的电脑上
end-close-text = 请现在关闭此窗口。您的选择和投票码已不在其中。
end-reloaded = 本页面已重新加载，显示的是在此窗口中投出的选票。如果您还没有投票，请用您自己的投票通知书开始。
end-begin = 用另一份投票通知书投票
standing-recorded = 独立见证者已为包含您选票的票箱签名。
standing-unwitnessed = 服务器已为此签名。本次选举没有独立见证者。
standing-received = 服务器已为此签名，独立见证者尚未确认；请稍后再核验一次。
collusion = 服务器和一名官员，如果与 { $all } 位受托人中的 { $some } 位联手，就能向不同的人出示不同的票箱，并读取单张选票。
receipt-title = 回执有什么用
receipt-proves = 它证明您的密封选票在票箱里。如果选票日后消失，回执就是任何人都能验证的证据。
receipt-hides = 它不显示您选了什么，也无法拆开来看。
receipt-not = 它不能证明这台设备把您的选择放进了选票；那是“测试这台设备”的用途。
again-title = 改变主意了？
again-text = 在 { $time } 之前，您可以用同一份通知书重新投票。只有最后一次投票算数。
later-title = 以后核验
later-text = 随时可以在任何设备上，凭追踪码或保存的回执核验：

## Facts

fact-trust = 选举的校验值
fact-fingerprint = 选举的指纹
fact-board = 服务器
fact-size = 票箱中的条目数
fact-election = 选举
fact-cast = 投出时间
fact-number = 您的选票
fact-number-again = 这是您的第 { $number } 张选票，它取代之前的选票。
fact-index = 条目编号
fact-credential = 投票凭证
fact-tracker = 追踪码
fact-signed = 签名者
fact-phase = 状态
fact-counted = 计入的选票
fact-auditor = 验证程序

## Check page

check-name = Tabella 核验
check-footer = 本页面读取整个公开票箱，并在您的设备上验证。服务器不会知道您在找哪张选票。
check-title = 核验选票
check-help = 在这里您既不需要投票码，也不需要密码。
check-begin = 开始
check-back = 返回全部核验项目
check-reading = 正在读取并验证票箱……
check-failed = 未能完成核验
check-which = 哪一次选举？
check-settings = 设置
check-other = 另一次选举
check-other-board = 另一台服务器
check-trust = 通知书上的校验值（可不填）
check-trust-help = 以 trust1 开头。本页面用它确认服务器出示的正是通知书所说的选举。
foreign-title = 本页面不是用通知书上的网址打开的
foreign-text = 打开它的链接里带有追踪码或拆开的选票。通知书上的网址不会这样，作弊的投票设备却可能显示这样的链接。链接里的内容都没有采用。请关闭本页面，用通知书上的网址打开核验页。
take-away = 将本页面保存为文件
take-away-text = 如果您不想依赖这台服务器提供的页面，可以从您信任的地方取得本页面。它只是一个文件，可以从您的磁盘打开，能读取任何服务器，还能把服务器的投票页面与公布的页面进行比较。书签或主屏幕图标则不同：每次打开都要从服务器重新获取页面。
board-title = 哪台服务器？
board-label = 服务器网址，或通知书上的链接
board-help = 本页面可以读取任何服务器的票箱。
board-field-help = 例如 https://vote.example.org
board-wrong = 这不是网址。

ballot-task = 我的选票在票箱里吗？
ballot-task-about = 凭您投票时得到的追踪码或回执核验。
ballot-task-help = 页面会在整个票箱里查找您的选票，不会告诉服务器您在找哪一张。
ballot-task-noted = 已填入 { $time } 记下的追踪码。
ballot-task-label = 追踪码或回执
ballot-task-field-help = 追踪码以 tracker1 开头。也可以粘贴回执的文字。
ballot-task-file = 或打开回执文件（.tlog-proof）
ballot-task-submit = 查找
ballot-counted = 您的选票在票箱里，并已计入
ballot-counted-text = 投票已经结束，这是使用您投票码的最后一张选票。
ballot-in = 您的选票在票箱里
ballot-in-text = 投票结束时它将计入，除非之后有使用同一投票码的选票取代它。
ballot-replaced = 这张选票已被后来的选票取代
ballot-replaced-text = 这张选票在票箱里，但另一张使用同一投票码的选票于 { $time } 投出。只有最后一张算数。它的追踪码是：
not-you = 如果那不是您投的，说明有人掌握了您的投票码：请告知选举机构；如果投票仍在进行，请重新投票。
ballot-older = 此页面看到的是票箱较早的状态
ballot-older-text = 您的回执比所显示的内容更新：您与服务器之间的某个环节（例如缓存）可能保留了较早的状态。这不能说明您的选票有任何问题，也不是针对任何人的证据。
ballot-older-do = 请保存好回执文件，等几分钟后再查看，最好换一个网络。
ballot-missing = 这张选票本应在票箱里，却不在
ballot-missing-text = 服务器曾为它签发回执，现在出示的票箱里却没有它。这种事绝不应发生。
ballot-missing-do = 请保存好回执文件：它是任何人都能验证的、针对该服务器的证据。请把它交给选举机构和观察员。
ballot-unknown = 票箱里没有带这个追踪码的选票
ballot-unknown-text = 可能有以下原因：
ballot-unknown-typed = 这个追踪码属于一张从未投出的选票：您检查过它，之后又作了更改，或关闭了页面。
ballot-unknown-test = 它是一张测试选票。测试选票从不放进票箱。
ballot-unknown-other = 它属于另一次选举。
ballot-unknown-receipt = 如果当时显示您的选票已在票箱里，请改用回执文件核验：它是证据。
ballot-receipt = 取得这张选票的回执
ballot-receipt-about = 有了回执，您手中就有证据。取得回执时，本页面会向服务器索取这一张选票。
proof-text = 本页面下载了全部条目，验证了它们如何前后相连，并由它们重新算出服务器所签名的根哈希值。因此这张选票包含在被签名的内容之中；使用其凭证的每张选票都经过完整验证。

device-task = 记下追踪码，测试投票设备
device-task-about = 您在投票设备上选择“投出”还是“测试”之前，本页面先记下追踪码。以后凭它可以找到您的选票；如果您测试，就能看到设备究竟把什么放进了选票。
device-task-noted = { $time } 已记下一个追踪码。
note-title = 记下追踪码
note-help = 在投票设备上一直进行到“检查您的选择”。那里有您的密封选票的追踪码，既有文字，也有二维码。
note-before = 在选择之前，而不是之后
note-before-text = 先不要按“投出我的选票”，也不要按“测试这台设备”。按下“测试这台设备”之后才读到的追踪码不能证明什么：那时设备已经知道自己正在被测试，可以显示另一张选票的追踪码。
note-label = 追踪码
note-field-help = 以 tracker1 开头。也可以手工输入或粘贴。
note-submit = 记下
note-letter = 请只用通知书上的网址打开本页面，绝不要用投票设备显示的二维码或链接打开。
given-late = 这张选票拆开之前没有记下追踪码
given-late-text = 因此这次测试不能证明什么，本页面也不查看这张选票。请在投票设备上返回选票，重新检查您的选择，先在这里记下新的追踪码，再按别的按钮。
given-address = 这是一个网址，没有打开
given-address-text = 投票设备只显示追踪码和拆开的选票，绝不显示网址：网址可能把您带到说谎的页面。如果它来自投票设备，请不要打开它，不要用那台设备投票，并告知选举机构。
given-unknown = 这既不是追踪码，也不是拆开的测试选票。
given-again = 这个追踪码已经记下。如果您要测试设备，请扫描按下“测试这台设备”之后显示的二维码。
replace-title = 已经记下了另一个追踪码
replace-before = { $time } 记下的：
replace-now = 现在显示的：
replace-text = 只有投票设备此后密封过新的选票，才可以替换：即您返回过选票页面，或已经做完一次测试。
replace-warning = 否则就是设备在作弊
replace-warning-text = 一张选票只有一个追踪码。如果您没有作任何更改，或已经对第一个追踪码按下“测试这台设备”，请保留第一个：此时还显示另一个追踪码的设备没有通过测试。请不要用它投票，并告知选举机构。
replace-keep = 保留第一个
replace-take = 改记新的
noted-title = 追踪码已记下
noted-at = 记下的时间
noted-not-kept = 关闭页面后，本浏览器不会保留任何内容。完成之前请不要关闭页面。
noted-next = 现在请在投票设备上随意选择：它无法事先知道。
noted-cast = 如果您投出选票
noted-cast-text = 凭这个追踪码，本页面可以在票箱里找到您的选票，现在或以后都可以。
noted-another = 记下另一个追踪码
noted-test = 如果您测试设备
noted-test-text = 请按“测试这台设备”，再扫描它随后显示的二维码。本页面会重新制作这张选票，看清里面究竟是什么。
device-opening = 拆开的测试选票
device-opening-help = 或粘贴投票设备上的文字。
device-opening-file = 或打开投票设备保存的文件
device-unreadable = 这不能作为拆开的测试选票读取。请重新扫描或复制。显示不出可读内容的设备没有通过测试。
device-credential = 通知书上的投票凭证
device-credential-help = 以 credential1 开头。请以通知书为准，绝不要取自投票设备。
device-credential-came = 它来自打开本页面的网址。请与通知书核对。
device-submit = 查看测试选票
device-failed = 投票设备没有通过这次测试
device-choices = 测试选票里的真实内容
device-choices-text = 追踪码就是先前记下的那个，而且这张选票不在票箱里。
device-nothing = 没有选择
device-yours = 这些是您在投票设备上作出的选择吗？
device-yes = 是，完全一致
device-no = 不是
device-good = 该设备把您的选择放进了选票
device-good-text = 它通过了这次测试。请回到那台设备上投票。您想测试多少次都可以。
device-bad = 该设备没有把您的选择放进选票
device-bad-text = 请确认您记得自己选了什么。如果确定无误，请不要用这台设备投票，换用另一台。
device-bad-do = 请保持本页面打开或拍照留存，保存拆开的测试选票，并告知选举机构。

scan-begin = 用摄像头扫描
scan-looking = 请把二维码对准摄像头。
scan-end = 关闭摄像头
scan-picture = 或打开二维码的照片
scan-none = 本页面在此无法使用摄像头。请打开二维码的照片，或手工输入、粘贴二维码旁的内容。
scan-refused = 浏览器不允许本页面使用摄像头。请在浏览器设置中允许；或打开二维码的照片，或手工输入、粘贴二维码旁的内容。
scan-no-code = 在这张照片里读不到二维码。请靠近一些、在光线好的地方重拍；或手工输入、粘贴二维码旁的内容。

used-task = 我的投票码被用过吗？
used-task-about = 凭通知书上的投票凭证核验，例如您没有投票，想确认没有人代您投票。
used-help = 页面会在整个票箱里查找使用您投票码投出的选票。
used-label = 通知书上的投票凭证
used-field-help = 以 credential1 开头。它不是秘密。请不要在这里输入投票码。
used-submit = 查找选票
used-secret = 这看起来是您的投票码。请保密：投票凭证以 credential1 开头。
used-not-in-roll = 该凭证不在选民名册中
used-not-in-roll-text = 请与通知书核对，并确认这是正确的选举。
used-absent = 没有使用您投票码投出的选票
used-absent-text = 服务器现在签名的整个票箱里，没有使用您投票码的选票。
used-counted = 一张使用您投票码的选票在票箱里，并已计入
used-counted-text = 它于 { $time } 投出。
used-in = 一张使用您投票码的选票在票箱里
used-in-text = 它于 { $time } 投出。除非之后有选票取代它，否则将会计入。
used-proof = 本页面下载了全部条目，验证了它们如何前后相连以及相关签名；使用该凭证的每张选票都经过完整验证。

served-task = 投票页面是公布的那个吗？
served-task-about = 用本浏览器取得服务器的投票页面，并与选举规则中的清单进行比较。
served-help = 选举规则列出了投票页面每个文件的指纹，以后谁也不能更改。本页面逐个取得这些文件，并自行计算它们的指纹。
served-limits = 这种比较发现不了什么
served-limits-text = 服务器可能识别出它的文件是在被比较而不是被打开，也可能只向某一个选民提供另一个页面。对这两种情况，只有测试您自己的设备才有用。
served-submit = 比较投票页面
served-same = 本浏览器得到的是公布的投票页面
served-same-text = 已比较的文件和页面：{ $count } 个。每一个的指纹都与选举规则中列出的一致。
served-different = 服务器发送的不是公布的投票页面
served-different-text = 请不要用它投票。请把本页面拍照，并告知选举机构、其他选民和观察员。您可以改用程序 tabella-vote 投票。
served-none = 本次选举的规则没有列出投票页面，因此无可比较。
served-file-same = 与公布的一致
served-file-different = 不同
served-file-missing = 缺失
served-file-unnamed = 未列出

## Audit page

audit-name = Tabella 审计
audit-footer = 全部验证都在您的设备上进行，所用的程序代码与观察员使用的相同。
audit-which = 验证哪一次选举？
audit-title = 验证本次选举
audit-help = 您的设备会下载本次选举的全部公开内容并加以验证：每个签名、每张选票、每条规则、每个合计。选票很多时需要几分钟。
audit-begin = 全部验证
audit-relies = 验证所依据的前提
audit-relies-text = 只依据选举的名称和服务器的密钥，不依据服务器所说的任何其他内容。请将校验值与通知书核对，以确认这是正确的选举。
audit-relies-page = 本页面来自它所验证的服务器。如果完全不想依赖来自该服务器的东西，请在自己的电脑上使用 tabella-audit 程序；结果页会说明方法。
audit-trust = 我从别处得知的信息
audit-trust-text = 通知书或公告上的校验值，或您自己的信任文件。如果没有，本页面采用服务器关于自己的说法。
audit-trust-file = 信任文件（trust.json）
audit-files = 验证已保存的选举记录
audit-files-text = 验证存档的选举需要三个文件。不会发送任何内容。
audit-files-entries = 条目（entries.jsonl）
audit-files-checkpoint = 检查点（checkpoint）
audit-files-trust = 信任文件（trust.json）
audit-files-missing = 请选择全部三个文件。
audit-files-begin = 验证这些文件
audit-working = 正在验证……
audit-working-text = 您可以让此标签页开着，去做别的事。
audit-entries = { $all } 个条目中的 { $done } 个
audit-pace =
    { $left ->
       *[other] { $all } 个条目中的 { $done } 个，每秒 { $speed } 个，大约还需 { $left } 秒
    }
audit-failed = 未能验证本次选举
audit-no-verdict = 没有得出判定
audit-again = 重新验证
verdict-accepted = 全部成立
verdict-accepted-final = 结果正是所投选票的总和，没有违反任何规则。这是您刚刚重新计算出来的。
verdict-accepted-so-far = 到目前为止发生的一切都符合规则。尚无结果。
verdict-unwitnessed = 本次选举没有独立见证者：只有服务器担保它向所有人出示的是同一个票箱。
verdict-rejected = 该记录不成立
verdict-rejected-text = 至少有一项检查未通过。任何人都不应依赖这样的记录，因此不显示合计票数。
verdict-rejected-first = 未通过的检查：
verdict-rejected-do = 请保存报告，并告知选举机构和其他观察员。也请用 tabella-audit 程序验证。
verdict-counts =
    { $seconds ->
       *[other] { $seconds } 秒内验证了 { $entries } 个条目。检查：通过 { $passed } 项，未通过 { $failed } 项，不适用 { $none } 项。
    }
totals-title = 重新计算的结果
totals-counted =
    { $count ->
       *[other] 计入 { $count } 张选票
    }
totals-withheld = 不予公布：选票太少，合计票数可能暴露某人的投票。
totals-withheld-weight = 不予公布：某一权重的投票人太少，合计票数可能暴露这些人的投票。
checks-title = 全部检查
checks-english = 各项检查的说明为英文。
filter = 显示
filter-all = 全部检查
filter-none = 没有这样的检查。
verdict-passed = 通过
verdict-failed = 未通过
verdict-blocked = 无法检查
verdict-not-applicable = 不适用
column-check = 检查项
column-says = 必须成立的内容
column-objects = 对象数
column-option = 选项
column-votes = 票数
group-enc = 条目的形式
group-log = 日志与签名
group-man = 选举规则
group-key = 受托人的密钥
group-rol = 选民名册
group-bal = 选票
group-prf = 选票中的证明
group-tal = 计票
group-dec = 解密
group-res = 结果
group-rcp = 回执
group-rep = 报告
group-other = 其他检查
group-passed = { $all } 项中通过 { $passed } 项
evidence = 依据
evidence-entry = 原始条目
evidence-more =
    { $count ->
       *[other] 还有 { $count } 项，见保存的报告
    }
remarks-title = 备注
remarks-text = 这些不会使任何检查不通过，但您应当知道。
look-alikes = 以下名称并不相同，但看起来很像，请逐字辨认：
basis-title = 如何不依赖本页面
basis-text = 判定所依据的是下面这个信任文件。请与来自您信任的来源的信任文件比较：
basis-value = 它的校验值，投票通知书上也印有：
basis-independent = 在您自己的电脑上用程序验证：
basis-last-line = 它的最后一行必须是：
report-save = 保存报告
trust-save = 保存信任文件
