# Alles, was Wählerinnen, Wähler und Beobachter in Wahlkabine, Prüfseite und Auditseite lesen.

## Frame

skip = Zum Inhalt springen
navigation = Seiten
languages = Sprache
details = Einzelheiten
copy = Kopieren
copied = Kopiert.
copy-failed = Kopieren ging hier nicht. Bitte markieren Sie den Text und kopieren Sie ihn selbst.
try-again = Noch einmal versuchen
link-elections = Alle Wahlen
link-view = Öffentliche Seite dieser Wahl
link-check = Einen Stimmzettel prüfen

## Waiting and lost connections

progress = { $doing } { $percent } ({ $size })
pause-lost = Die Verbindung ist unterbrochen
pause-busy = Der Server ist gerade ausgelastet
pause-storage = Der Server kann zurzeit keine Stimmzettel speichern
pause-clock = Der Server nimmt zurzeit keine Stimmzettel an, weil seine Uhr vielleicht falsch geht
pause-often = Mit Ihrem Code kamen in kurzer Zeit mehrere Stimmzettel
pause-next =
    { $seconds ->
        [one] In einer Sekunde geht es von selbst weiter. Sie brauchen nichts zu tun.
       *[other] Spätestens in { $seconds } Sekunden geht es von selbst weiter. Sie brauchen nichts zu tun.
    }
pause-minutes = Bitte lassen Sie diese Seite offen. In etwa { $minutes } Minuten geht es von selbst weiter.
pause-operator = Das müssen zuerst die Leute beheben, die den Server betreiben. Bitte lassen Sie diese Seite offen: Sie versucht es von selbst immer wieder. Wenn es lange dauert, sagen Sie dem Wahlamt Bescheid.
pause-now = Jetzt noch einmal versuchen

## What may go wrong

trouble-connection = Zurzeit besteht keine Verbindung zum Server.
trouble-machine = Diese Seite hat nicht so funktioniert, wie sie soll. Bitte laden Sie sie neu; hilft das nicht, nehmen Sie einen anderen Browser oder ein anderes Gerät.
trouble-file = Diese Datei lässt sich nicht lesen. Wenn sie in einer Cloud liegt, laden Sie sie zuerst auf dieses Gerät und wählen Sie sie dann noch einmal.
trouble-changed = Diese Quittung wurde unterwegs verändert, oder ein Teil fehlt; so zeigt sie nichts. Das sagt nichts über Ihren Stimmzettel und nichts gegen irgendjemanden. Lassen Sie sich die Datei noch einmal so geben, wie sie gespeichert wurde, oder kopieren Sie sie noch einmal von Anfang bis Ende. Sie können Ihren Stimmzettel auch mit der Kontrollnummer suchen.
trouble-other-election = Diese Quittung gehört zu einer anderen Wahl, oder sie wurde unterwegs verändert. Öffnen Sie die Prüfseite mit der Adresse in Ihrem Brief zu jener Wahl, oder holen Sie sich die Quittung noch einmal so, wie sie gespeichert wurde.
trouble-trust-file = Das ist keine Vertrauensdatei, oder sie wurde unterwegs verändert. Bitte holen Sie sie noch einmal so, wie sie veröffentlicht wurde. Geprüft wurde nichts, und gegen niemanden ist etwas gesagt.
trouble-too-large = Der Server hat mehr geschickt, als diese Seite annimmt; geprüft wurde nichts. Bitte sagen Sie dem Wahlamt Bescheid. Wenn die Urne wirklich so groß ist, kann das Programm tabella-audit sie prüfen.
trouble-older = Der Server oder etwas auf dem Weg, zum Beispiel ein Zwischenspeicher, zeigt einen älteren Stand der Urne als zuvor. Das ist kein Beweis gegen irgendjemanden. Warten Sie einige Minuten und versuchen Sie es noch einmal, am besten aus einem anderen Netz.
trouble-blocked = Ein Teil dieser Seite ist nicht angekommen, obwohl der Server erreichbar ist. Vielleicht hält ein Filter auf dem Weg ihn zurück. Bitte versuchen Sie es in einem anderen Netz, mit einem anderen Browser oder einem anderen Gerät.
trouble-webassembly = Diesem Browser fehlt WebAssembly, oder es ist abgeschaltet: Ohne das lässt sich hier kein Stimmzettel versiegeln oder prüfen. So ist es auf einem iPhone im Blockierungsmodus und im Tor-Browser über der normalen Sicherheitsstufe. Bitte nehmen Sie einen anderen Browser, ein anderes Gerät oder das Programm tabella-vote; Näheres sagt Ihnen das Wahlamt.
trouble-no-election = Auf diesem Server gibt es diese Wahl nicht. Vielleicht ist der Link unvollständig.
trouble-refused = Der Server hat das nicht angenommen.
trouble-moved = Der Server leitet diese Seite an eine andere Adresse weiter. Von dort wurde nichts übernommen, und dorthin wurde kein Stimmzettel gesendet. Nehmen Sie die Adresse auf Ihrem Brief; geschieht es wieder, sagen Sie dem Wahlamt Bescheid.
fault-code = Dieser Code gehört nicht zu dieser Wahl, oder ein Zeichen ist falsch. Bitte vergleichen Sie ihn mit Ihrem Brief.
fault-typing = Ein Zeichen ist falsch oder fehlt. Bitte vergleichen Sie mit der Vorlage.
fault-other-election = Das ist nicht die Wahl, um die es in Ihrem Brief geht. Bitte benutzen Sie die Adresse in Ihrem Brief und sagen Sie dem Wahlamt Bescheid.
fault-not-open = Zurzeit kann nicht abgestimmt werden.
fault-meanwhile = Inzwischen ist ein anderer Stimmzettel mit Ihrem Code eingegangen.
fault-receipt = Die Quittung ist nicht gültig: Sie beweist nicht, was sie beweisen soll.
fault-missing = Der Stimmzettel ist nicht in der Urne, obwohl er dort sein müsste.
fault-device = Der geöffnete Stimmzettel ist nicht der, dessen Kontrollnummer gemerkt wurde: Das Wahlgerät hatte sich nicht auf ihn festgelegt. Wenn es seither einen neuen Stimmzettel verschlossen hat, weil Sie zum Stimmzettel zurückgegangen sind, merken Sie die neue Kontrollnummer und testen Sie noch einmal. Sonst stimmen Sie nicht mit diesem Gerät ab, und sagen Sie dem Wahlamt Bescheid.
fault-other-voter = Der Test-Stimmzettel wurde für eine andere Person oder eine andere Wahl gemacht. Vergleichen Sie die Wahlkennung hier mit Ihrem Brief. Wenn sie stimmt, stimmen Sie nicht mit diesem Gerät ab, und sagen Sie dem Wahlamt Bescheid.
fault-cast-anyway = Der zum Test geöffnete Stimmzettel liegt trotzdem in der Urne. Das darf niemals vorkommen.
fault-randomness = Dieses Gerät konnte keinen sicheren Stimmzettel herstellen. Bitte nehmen Sie einen anderen Browser oder ein anderes Gerät.
fault-two-logs = Der Server hat zwei verschiedene Fassungen der Urne gezeigt. Das darf niemals vorkommen.
fault-record = Die Urne, die der Server zeigt, ist in sich nicht stimmig. Verlassen Sie sich nicht darauf und sagen Sie dem Wahlamt Bescheid.

## Elections

elections-none = Hier gibt es keine Wahl.
elections-when = { $phase }; Abstimmung von { $opening } bis { $closing }
phase-setup = in Vorbereitung
phase-open = Abstimmung läuft
phase-closed = Abstimmung beendet, Auszählung läuft
phase-finished = abgeschlossen
phase-void = aufgehoben
open-until = Sie können bis { $time } abstimmen.
no-date = kein gültiges Datum

## Booth: start

booth-name = Tabella Wahlkabine
booth-footer = Ihre Stimme wird auf diesem Gerät verschlossen, bevor irgendetwas gesendet wird. Später werden nur die Summen geöffnet, nie ein einzelner Stimmzettel.
stages = Schritte
stage-choose = Wählen
stage-review = Prüfen
stage-cast = Abgeben
start-title = Ihre Stimme
start-looking = Die Wahl wird gesucht …
start-getting = Der Stimmzettel wird geholt …
start-which = Welche Wahl?
start-which-help = Der Link sagt nicht, an welcher Wahl Sie teilnehmen möchten.
start-none-open = Zurzeit kann hier an keiner Wahl teilgenommen werden.
start-begin = Zum Stimmzettel
start-failed = Hier kann gerade nicht abgestimmt werden
start-failed-heading = Es wurde nichts gesendet
start-failed-help = Ihre Stimme ist nicht abgegeben. Sie können es noch einmal versuchen oder die Adresse in Ihrem Brief auf einem anderen Gerät benutzen.
not-open-early = Die Abstimmung hat noch nicht begonnen
not-open-early-text = Sie können von { $opening } bis { $closing } abstimmen.
not-open-late = Die Abstimmung ist beendet
not-open-late-text = Die Abstimmung endete am { $closing }.
not-open-void = Diese Wahl wurde aufgehoben
not-open-void-text = Sie beginnt neu unter einer anderen Adresse. Sie bekommen einen neuen Brief.
not-open-clock = Das sagt die Uhr Ihres Geräts. Geht sie falsch, können Sie trotzdem weitermachen.
not-open-anyway = Trotzdem weiter
code-label = Der Code aus Ihrem Brief
code-help = 32 Buchstaben und Ziffern. Leerzeichen, Bindestriche und Großschreibung spielen keine Rolle.
code-continue = Weiter
lost-title = Diese Seite wurde neu geladen
lost-code = Ihr Code und Ihre Auswahl sind weg: Diese Seite bewahrt sie nicht auf, damit niemand sie findet, der dieses Gerät nach Ihnen benutzt. Nichts davon wurde gesendet. Scannen Sie den Code auf Ihrem Brief noch einmal, oder geben Sie ihn hier ein.
lost-sending = Ihre Stimme war in diesem Moment unterwegs. Scannen Sie den Code auf Ihrem Brief noch einmal, oder geben Sie ihn hier ein: Die Seite sagt Ihnen dann, ob eine Stimme mit Ihrem Code in der Urne ist. Die Kontrollnummer dieses Stimmzettels ist:
lost-trust-kept = Der Prüfwert aus dem Link in Ihrem Brief wird weiterhin verglichen.
lost-trust-gone = Den Prüfwert auf Ihrem Brief vergleicht diese Seite jetzt nicht. Scannen Sie den Code auf Ihrem Brief noch einmal, oder vergleichen Sie den Wert selbst, bevor Sie abstimmen.
link-again = Sie haben hier eine Auswahl getroffen, die noch nicht gesendet ist. Wenn Sie diesen Link öffnen, ist sie weg. Öffnen?
earlier-title = Mit Ihrem Code liegt schon eine Stimme in der Urne
earlier-text = Sie wurde am { $time } abgegeben. Wenn Sie damit zufrieden sind, brauchen Sie nichts zu tun. Wenn Sie jetzt noch einmal abstimmen, ersetzt die neue Stimme die alte.
earlier-not-you = Wenn Sie das nicht waren, stimmen Sie jetzt ab und sagen Sie dem Wahlamt, dass jemand anderes Ihren Code hat.
earlier-tracker = Kontrollnummer jenes Stimmzettels
steps-title = So geht es
step-choose = Sie wählen.
step-review = Sie prüfen Ihre Auswahl. Bis dahin wird nichts gesendet.
step-cast = Sie drücken „Stimme abgeben“.
step-receipt = Sie bekommen eine Kontrollnummer, mit der Sie sich vergewissern können, dass Ihre Stimme in der Urne ist.
identity-title = Prüfen, ob es die richtige Wahl ist
identity-compared = Diese Seite hat den Prüfwert Ihres Links schon verglichen. Sie können ihn selbst mit Ihrem Brief vergleichen.
identity-compare = Ihr Link enthielt keinen Prüfwert. Bitte vergleichen Sie diesen mit Ihrem Brief.

## Booth: ballot

ballot-title = Ihr Stimmzettel
ballot-help = Treffen Sie Ihre Auswahl. Sie können sie ändern, bis Sie Ihre Stimme abgeben.
ballot-review = Auswahl prüfen
ballot-not-sent = Damit wird noch nichts gesendet.
ballot-errors = Es fehlt noch etwas
ballot-trouble = Der Stimmzettel konnte nicht vorbereitet werden
ballot-clear = Diese Antwort löschen
limit-one = Wählen Sie eine Möglichkeit.
limit-one-optional = Wählen Sie höchstens eine Möglichkeit.
limit-exactly =
    { $max ->
        [one] Wählen Sie genau { $max } Möglichkeit.
       *[other] Wählen Sie genau { $max } Möglichkeiten.
    }
limit-between = Wählen Sie { $min } bis { $max } Möglichkeiten.
limit-up-to =
    { $max ->
        [one] Wählen Sie höchstens { $max } Möglichkeit.
       *[other] Wählen Sie bis zu { $max } Möglichkeiten.
    }
chosen-count =
    { $count ->
        [0] Noch nichts gewählt.
        [one] { $count } gewählt.
       *[other] { $count } gewählt.
    }
chosen-blank = Leere Stimme gewählt.
blank-vote = Leere Stimme: nichts davon
broken =
    { $min ->
        [one] Bitte wählen Sie mindestens eine Möglichkeit.
       *[other] Bitte wählen Sie mindestens { $min } Möglichkeiten.
    }
broken-or-blank =
    { $min ->
        [one] Bitte wählen Sie mindestens eine Möglichkeit oder die leere Stimme.
       *[other] Bitte wählen Sie mindestens { $min } Möglichkeiten oder die leere Stimme.
    }
full =
    { $max ->
        [one] Sie haben schon eine Möglichkeit gewählt, mehr geht nicht. Um „{ $option }“ zu wählen, nehmen Sie zuerst die andere weg.
       *[other] Sie haben schon { $max } gewählt, mehr geht nicht. Um „{ $option }“ zu wählen, nehmen Sie zuerst eine andere weg.
    }
full-blank = Sie haben die leere Stimme gewählt. Um „{ $option }“ zu wählen, nehmen Sie zuerst die leere Stimme weg.
full-not-blank = Um leer zu stimmen, löschen Sie zuerst Ihre andere Auswahl hier.

## Booth: review

review-title = Prüfen Sie Ihre Auswahl
review-change = Ändern
review-not-sent = Noch nicht gesendet
review-not-sent-text = Ihre Stimme zählt erst, wenn Sie „Stimme abgeben“ gedrückt haben.
review-cast = Stimme abgeben
review-back = Zurück zum Stimmzettel
review-empty = Hier haben Sie nichts gewählt. Sie können es so lassen.
review-fewer =
    { $count ->
        [one] Sie haben { $count } von höchstens { $max } gewählt. Sie können es so lassen.
       *[other] Sie haben { $count } von höchstens { $max } gewählt. Sie können es so lassen.
    }
tracker-title = Die Kontrollnummer Ihres Stimmzettels
tracker-keep = Sie benennt Ihren verschlossenen Stimmzettel, ohne zu verraten, was darin steht. Halten Sie sie außerhalb dieses Geräts fest, bevor Sie unten wählen, was geschieht: Öffnen Sie auf einem zweiten Gerät die Prüfseite mit der Adresse aus Ihrem Brief, und scannen Sie dort diesen Code. Oder fotografieren Sie sie, oder schreiben Sie sie auf.
tracker-qr = QR-Code mit der Kontrollnummer
tracker-why = Damit können Sie Ihren Stimmzettel später in der Urne finden. Und sie legt dieses Gerät auf diesen Stimmzettel fest, bevor es weiß, ob Sie ihn abgeben oder testen.
test-offer-title = Möchten Sie dieses Gerät testen?
test-offer-text = Sie müssen nicht. Statt diesen Stimmzettel abzugeben, können Sie ihn öffnen lassen: Das zweite Gerät, das sich die Kontrollnummer gemerkt hat, zeigt dann, was dieses Gerät wirklich in den Stimmzettel gelegt hat. Er wird nicht gezählt; danach stimmen Sie mit einem neuen ab. Ohne eine Kontrollnummer, die vorher festgehalten wurde, beweist der Test nichts. Treffen Sie dafür eine andere Auswahl, wenn niemand Ihre echte sehen soll.
test-offer = Dieses Gerät testen

## Booth: test

test-trouble = Der Test-Stimmzettel konnte nicht geöffnet werden
opened-title = Der Test-Stimmzettel ist offen
opened-not-cast = Sie haben noch nicht abgestimmt. Dieser Test-Stimmzettel wird nie gezählt.
opened-scan = Scannen Sie diesen Code mit der Prüfseite auf dem zweiten Gerät, das sich die Kontrollnummer gemerkt hat. Es schaut selbst in den Stimmzettel.
opened-qr = QR-Code mit dem geöffneten Stimmzettel
opened-copy = Geöffneten Stimmzettel kopieren
opened-save = Als Datei speichern
opened-compare = Vergleichen Sie auf dem zweiten Gerät
opened-tracker = Erkennt es den geöffneten Stimmzettel als den an, dessen Kontrollnummer es sich gemerkt hat, bevor Sie „Dieses Gerät testen“ gedrückt haben?
opened-credential = Ist die Wahlkennung dort die auf Ihrem Brief?
opened-choices = Zeigt es genau die Auswahl, die Sie hier getroffen haben?
opened-wrong = Wenn nicht, stimmen Sie nicht mit diesem Gerät ab. Bewahren Sie auf, was das zweite Gerät zeigt, und sagen Sie dem Wahlamt Bescheid.
opened-late = Wurde die Kontrollnummer vorher nicht festgehalten? Dann beweist dieser Test nichts: Das Gerät könnte irgendeinen Stimmzettel geöffnet haben. Gehen Sie zurück zu Ihrem Stimmzettel, und halten Sie die neue Kontrollnummer fest, bevor Sie weitermachen.
opened-back = Zurück zu meinem Stimmzettel
opened-fresh = Ihre Auswahl ist noch da und kann geändert werden. Sie wird neu verschlossen und bekommt eine neue Kontrollnummer.
qr-too-long = Dieser Stimmzettel ist zu lang für einen QR-Code. Bitte kopieren Sie ihn, oder speichern Sie ihn als Datei.

## Booth: sending

sending-title = Ihre Stimme wird gesendet
sending-text = Bitte lassen Sie dieses Fenster offen, bis Sie lesen, dass Ihre Stimme in der Urne ist.
sending-safe = Ihre Stimme wird nur einmal gezählt, auch wenn sie mehrmals gesendet werden muss.
refused-title = Ihre Stimme wurde nicht angenommen
refused-heading = Dieser Stimmzettel ist nicht in der Urne
refused-help = Ihre Auswahl ist noch da. Sie können neu beginnen; die Seite sieht dann nach, wie es jetzt steht. Die Kontrollnummer dieses Stimmzettels war:
refused-again = Neu beginnen
answer-wrong-title = Die Antwort des Servers ist nicht gültig
answer-wrong-heading = Es ist nicht sicher, ob Ihre Stimme in der Urne ist
answer-wrong-help = Speichern Sie die Antwort und zeigen Sie sie dem Wahlamt: Sie kann ein Beweis sein. Beginnen Sie dann neu, möglichst auf einem anderen Gerät; die Seite sagt Ihnen, ob Ihre Stimme in der Urne ist. Die Kontrollnummer dieses Stimmzettels ist:
answer-save = Antwort speichern

## Booth: end

end-title = Ihre Stimme ist in der Urne
end-accepted = Angenommen am { $time }.
end-tracker = Bewahren Sie sie auf. Damit können Sie, und alle, denen Sie sie zeigen, Ihren verschlossenen Stimmzettel in der Urne finden. Sie verrät nicht, was Sie gewählt haben.
end-save = Quittung speichern
end-print = Drucken
end-close = An einem gemeinsam genutzten Computer
end-close-text = Schließen Sie dieses Fenster jetzt. Ihre Auswahl und Ihr Code sind nicht mehr darin.
end-reloaded = Diese Seite wurde neu geladen. Sie zeigt die Stimme, die in diesem Fenster abgegeben wurde. Wenn Sie noch nicht abgestimmt haben, beginnen Sie mit Ihrem eigenen Brief.
end-begin = Mit einem anderen Brief abstimmen
standing-recorded = Unabhängige Zeugen haben die Urne mit Ihrem Stimmzettel unterschrieben.
standing-unwitnessed = Der Server hat dafür unterschrieben. Diese Wahl hat keine unabhängigen Zeugen.
standing-received = Der Server hat dafür unterschrieben. Unabhängige Zeugen haben es noch nicht bestätigt; bitte prüfen Sie es später noch einmal.
collusion = Der Server und die Wahlleitung könnten zusammen mit { $some } der { $all } Treuhänder verschiedenen Leuten verschiedene Urnen zeigen und einzelne Stimmzettel lesen.
receipt-title = Wozu die Quittung gut ist
receipt-proves = Sie beweist, dass Ihr verschlossener Stimmzettel in der Urne ist. Sollte er je verschwinden, ist sie ein Beweis, den alle nachprüfen können.
receipt-hides = Sie zeigt nicht, was Sie gewählt haben, und lässt sich nicht öffnen, um es zu sehen.
receipt-not = Sie beweist nicht, dass dieses Gerät Ihre Auswahl in den Stimmzettel gelegt hat. Dafür gibt es „Dieses Gerät testen“.
again-title = Haben Sie es sich anders überlegt?
again-text = Bis { $time } können Sie mit demselben Brief noch einmal abstimmen. Nur Ihre letzte Stimme zählt.
later-title = Später prüfen
later-text = Jederzeit und auf jedem Gerät, mit der Kontrollnummer oder der gespeicherten Quittung:

## Facts

fact-trust = Prüfwert der Wahl
fact-fingerprint = Fingerabdruck der Wahl
fact-board = Server
fact-size = Einträge in der Urne
fact-election = Wahl
fact-cast = Abgegeben am
fact-number = Ihre Stimmzettel
fact-number-again = Das ist Ihr Stimmzettel Nummer { $number }. Er ersetzt die früheren.
fact-index = Nummer des Eintrags
fact-credential = Wahlkennung
fact-tracker = Kontrollnummer
fact-signed = Wer unterschrieben hat
fact-phase = Stand
fact-counted = Gezählte Stimmzettel
fact-auditor = Geprüft mit

## Check page

check-name = Tabella Prüfseite
check-footer = Diese Seite liest die ganze öffentliche Urne und prüft sie auf Ihrem Gerät. Der Server erfährt nicht, welchen Stimmzettel Sie suchen.
check-title = Einen Stimmzettel prüfen
check-help = Sie brauchen hier weder Ihren Code noch ein Passwort.
check-begin = Beginnen
check-back = Zurück zu allen Prüfungen
check-reading = Die Urne wird gelesen und geprüft …
check-failed = Das konnte nicht geprüft werden
check-which = Welche Wahl?
check-settings = Einstellungen
check-other = Andere Wahl
check-other-board = Anderer Server
check-trust = Prüfwert auf Ihrem Brief (freiwillig)
check-trust-help = Er beginnt mit trust1. Damit vergewissert sich diese Seite, dass der Server die Wahl aus Ihrem Brief zeigt.
foreign-title = Diese Seite wurde nicht mit der Adresse aus Ihrem Brief geöffnet
foreign-text = Der Link, der sie geöffnet hat, enthält eine Kontrollnummer oder einen geöffneten Stimmzettel. Das tut kein Brief, aber ein betrügendes Wahlgerät könnte einen solchen Link zeigen. Nichts davon wurde übernommen. Schließen Sie diese Seite, und öffnen Sie die Prüfseite mit der Adresse aus Ihrem Brief.
take-away = Diese Seite als Datei
take-away-text = Wenn Sie sich nicht auf die Kopie dieses Servers verlassen möchten, holen Sie sich diese Seite von einer Stelle, der Sie vertrauen. Sie ist eine einzige Datei, läuft von Ihrer Festplatte, liest jeden Server und kann die Abstimmungsseite des Servers mit der angekündigten vergleichen. Ein Lesezeichen oder ein Symbol auf dem Startbildschirm ist nicht dasselbe: Es holt die Seite jedes Mal vom Server.
board-title = Welcher Server?
board-label = Adresse des Servers oder ein Link aus Ihrem Brief
board-help = Diese Seite liest die Urne jedes Servers.
board-field-help = Zum Beispiel https://vote.example.org
board-wrong = Das ist keine Adresse.

ballot-task = Ist mein Stimmzettel in der Urne?
ballot-task-about = Mit der Kontrollnummer oder der Quittung, die Sie beim Abstimmen bekommen haben.
ballot-task-help = Die Seite sucht Ihren Stimmzettel in der ganzen Urne und verrät dem Server nicht, welchen Sie meinen.
ballot-task-noted = Die Kontrollnummer, die am { $time } gemerkt wurde, ist eingetragen.
ballot-task-label = Kontrollnummer oder Quittung
ballot-task-field-help = Die Kontrollnummer beginnt mit tracker1. Sie können auch den Text der Quittung einfügen.
ballot-task-file = Oder öffnen Sie die Quittungsdatei (.tlog-proof)
ballot-task-submit = Suchen
ballot-counted = Ihr Stimmzettel ist in der Urne und wird gezählt
ballot-counted-text = Die Abstimmung ist beendet, und das ist der letzte Stimmzettel mit Ihrem Code.
ballot-in = Ihr Stimmzettel ist in der Urne
ballot-in-text = Er wird gezählt, wenn die Abstimmung endet, es sei denn, ein späterer Stimmzettel mit demselben Code ersetzt ihn.
ballot-replaced = Ein späterer Stimmzettel hat diesen ersetzt
ballot-replaced-text = Dieser Stimmzettel ist in der Urne, aber am { $time } wurde ein anderer mit demselben Code abgegeben. Nur der letzte zählt. Seine Kontrollnummer ist:
not-you = Wenn Sie das nicht waren, hat jemand anderes Ihren Code: Sagen Sie dem Wahlamt Bescheid und stimmen Sie noch einmal ab, solange es möglich ist.
ballot-older = Diese Seite bekommt einen älteren Stand der Urne zu sehen
ballot-older-text = Ihre Quittung ist neuer als das, was gezeigt wird: Etwas zwischen Ihnen und dem Server, zum Beispiel ein Zwischenspeicher, kann einen älteren Stand behalten haben. Über Ihren Stimmzettel sagt das nichts, und es ist kein Beweis gegen irgendjemanden.
ballot-older-do = Bewahren Sie die Quittungsdatei auf, warten Sie einige Minuten und sehen Sie noch einmal nach, am besten aus einem anderen Netz.
ballot-missing = Dieser Stimmzettel müsste in der Urne sein und ist es nicht
ballot-missing-text = Der Server hat eine Quittung dafür unterschrieben und zeigt jetzt eine Urne ohne ihn. Das darf niemals vorkommen.
ballot-missing-do = Bewahren Sie die Quittungsdatei auf: Sie ist ein Beweis gegen den Server, den alle nachprüfen können. Zeigen Sie sie dem Wahlamt und Beobachtern.
ballot-unknown = In der Urne ist kein Stimmzettel mit dieser Kontrollnummer
ballot-unknown-text = Das kann mehrere Gründe haben:
ballot-unknown-typed = Die Kontrollnummer gehört zu einem Stimmzettel, der nie abgegeben wurde: Sie haben ihn geprüft und danach etwas geändert oder die Seite geschlossen.
ballot-unknown-test = Es war ein Test-Stimmzettel. Die kommen nie in die Urne.
ballot-unknown-other = Es geht um eine andere Wahl.
ballot-unknown-receipt = Wenn Ihnen gesagt wurde, dass Ihre Stimme in der Urne ist, prüfen Sie mit der Quittungsdatei statt mit der Kontrollnummer: Sie ist ein Beweis.
ballot-receipt = Quittung für diesen Stimmzettel holen
ballot-receipt-about = Mit einer Quittung haben Sie einen Beweis in der Hand. Um sie zu bekommen, fragt diese Seite den Server nach genau diesem Stimmzettel.
proof-text = Diese Seite hat alle Einträge heruntergeladen, geprüft, wie sie zusammenhängen, und daraus den Wurzel-Hashwert neu berechnet, den der Server unterschrieben hat. Dieser Stimmzettel gehört also zu dem, was unterschrieben wurde; alle Stimmzettel mit seiner Wahlkennung wurden vollständig geprüft.

device-task = Kontrollnummer merken, Wahlgerät testen
device-task-about = Diese Seite merkt sich die Kontrollnummer, bevor Sie am Wahlgerät abgeben oder testen. Damit finden Sie Ihren Stimmzettel später wieder; und wenn Sie testen, sehen Sie, was das Gerät wirklich in den Stimmzettel gelegt hat.
device-task-noted = Am { $time } wurde eine Kontrollnummer gemerkt.
note-title = Die Kontrollnummer merken
note-help = Gehen Sie am Wahlgerät bis „Prüfen Sie Ihre Auswahl“. Dort steht die Kontrollnummer Ihres verschlossenen Stimmzettels, als Text und als QR-Code.
note-before = Vorher, nicht nachher
note-before-text = Drücken Sie noch nicht „Stimme abgeben“ und auch nicht „Dieses Gerät testen“. Eine Kontrollnummer, die Sie erst nach „Dieses Gerät testen“ ablesen, beweist nichts: Dann weiß das Gerät, dass es getestet wird, und kann die eines anderen Stimmzettels zeigen.
note-label = Die Kontrollnummer
note-field-help = Sie beginnt mit tracker1. Sie können sie auch eintippen oder einfügen.
note-submit = Merken
note-letter = Öffnen Sie diese Seite nur mit der Adresse aus Ihrem Brief, nie mit einem Code oder Link, den ein Wahlgerät zeigt.
given-late = Bevor dieser Stimmzettel geöffnet wurde, wurde keine Kontrollnummer gemerkt
given-late-text = Deshalb beweist dieser Test nichts, und diese Seite schaut nicht in den Stimmzettel. Gehen Sie am Wahlgerät zurück zu Ihrem Stimmzettel, prüfen Sie Ihre Auswahl noch einmal, und merken Sie hier die neue Kontrollnummer, bevor Sie etwas anderes drücken.
given-address = Das ist eine Adresse; sie wurde nicht geöffnet
given-address-text = Ein Wahlgerät zeigt Kontrollnummern und geöffnete Stimmzettel, nie Adressen: Eine Adresse könnte Sie auf eine Seite führen, die lügt. Wenn sie vom Wahlgerät kommt, öffnen Sie sie nicht, stimmen Sie nicht mit diesem Gerät ab, und sagen Sie dem Wahlamt Bescheid.
given-unknown = Das ist weder eine Kontrollnummer noch ein geöffneter Test-Stimmzettel.
given-again = Diese Kontrollnummer ist schon gemerkt. Wenn Sie das Gerät testen, scannen Sie den Code, den es nach „Dieses Gerät testen“ zeigt.
replace-title = Es ist schon eine andere Kontrollnummer gemerkt
replace-before = Gemerkt am { $time }:
replace-now = Jetzt gezeigt:
replace-text = Ersetzen Sie sie nur, wenn das Wahlgerät seither einen neuen Stimmzettel verschlossen hat: weil Sie zum Stimmzettel zurückgegangen sind oder weil Sie einen Test beendet haben.
replace-warning = Sonst betrügt das Gerät
replace-warning-text = Ein Stimmzettel hat eine Kontrollnummer. Wenn Sie nichts geändert oder für die erste schon „Dieses Gerät testen“ gedrückt haben, behalten Sie die erste: Ein Gerät, das dann eine andere zeigt, hat den Test nicht bestanden. Stimmen Sie nicht mit ihm ab, und sagen Sie dem Wahlamt Bescheid.
replace-keep = Die erste behalten
replace-take = Stattdessen die neue merken
noted-title = Die Kontrollnummer ist gemerkt
noted-at = Gemerkt am
noted-not-kept = Dieser Browser behält nichts, wenn die Seite geschlossen wird. Lassen Sie die Seite offen, bis Sie fertig sind.
noted-next = Wählen Sie jetzt am Wahlgerät, was Sie möchten: Vorher kann es das nicht wissen.
noted-cast = Wenn Sie Ihre Stimme abgeben
noted-cast-text = Mit der Kontrollnummer findet diese Seite Ihren Stimmzettel in der Urne, jetzt oder später.
noted-another = Eine andere Kontrollnummer merken
noted-test = Wenn Sie das Gerät testen
noted-test-text = Drücken Sie „Dieses Gerät testen“, und scannen Sie den Code, den es dann zeigt. Diese Seite baut den Stimmzettel nach und sieht, was wirklich darin ist.
device-opening = Der geöffnete Test-Stimmzettel
device-opening-help = Oder fügen Sie den Text vom Wahlgerät ein.
device-opening-file = Oder öffnen Sie die Datei, die das Wahlgerät gespeichert hat
device-unreadable = Das lässt sich nicht als geöffneter Test-Stimmzettel lesen. Scannen oder kopieren Sie ihn noch einmal. Ein Gerät, das nichts Lesbares zeigt, hat den Test nicht bestanden.
device-credential = Die Wahlkennung auf Ihrem Brief
device-credential-help = Sie beginnt mit credential1. Nehmen Sie sie aus Ihrem Brief, nie vom Wahlgerät.
device-credential-came = Sie kam mit der Adresse, die diese Seite geöffnet hat. Vergleichen Sie sie mit Ihrem Brief.
device-submit = In den Test-Stimmzettel schauen
device-failed = Das Wahlgerät hat diesen Test nicht bestanden
device-choices = Was wirklich im Test-Stimmzettel ist
device-choices-text = Die Kontrollnummer ist die vorher gemerkte, und der Stimmzettel ist nicht in der Urne.
device-nothing = Nichts gewählt
device-yours = Ist das die Auswahl, die Sie am Wahlgerät getroffen haben?
device-yes = Ja, genau diese
device-no = Nein
device-good = Das Gerät hat Ihre Auswahl in den Stimmzettel gelegt
device-good-text = Es hat diesen Test bestanden. Gehen Sie zurück und stimmen Sie ab. Sie können testen, so oft Sie möchten.
device-bad = Das Gerät hat nicht Ihre Auswahl in den Stimmzettel gelegt
device-bad-text = Vergewissern Sie sich, dass Sie sich richtig erinnern. Wenn Sie sicher sind, stimmen Sie nicht mit diesem Gerät ab: Nehmen Sie ein anderes.
device-bad-do = Lassen Sie diese Seite offen oder fotografieren Sie sie, speichern Sie den geöffneten Test-Stimmzettel und sagen Sie dem Wahlamt Bescheid.

scan-begin = Mit der Kamera scannen
scan-looking = Halten Sie den Code vor die Kamera.
scan-end = Kamera ausschalten
scan-picture = Oder ein Bild des Codes öffnen
scan-none = Diese Seite kann hier keine Kamera benutzen. Öffnen Sie ein Bild des Codes, oder tippen oder fügen Sie ein, was daneben steht.
scan-refused = Der Browser lässt diese Seite die Kamera nicht benutzen. Erlauben Sie es in seinen Einstellungen; oder öffnen Sie ein Bild des Codes, oder tippen oder fügen Sie ein, was daneben steht.
scan-no-code = In diesem Bild ist kein QR-Code zu lesen. Nehmen Sie es noch einmal auf, von näher und bei gutem Licht; oder tippen oder fügen Sie ein, was neben dem Code steht.

used-task = Wurde mein Code benutzt?
used-task-about = Mit der Wahlkennung auf Ihrem Brief; etwa wenn Sie nicht abgestimmt haben und sicher sein möchten, dass es niemand an Ihrer Stelle getan hat.
used-help = Die Seite durchsucht die ganze Urne nach Stimmzetteln, die mit Ihrem Code abgegeben wurden.
used-label = Die Wahlkennung auf Ihrem Brief
used-field-help = Sie beginnt mit credential1. Sie ist nicht geheim. Geben Sie hier nicht Ihren Code ein.
used-submit = Stimmzettel suchen
used-secret = Das sieht nach Ihrem Code aus. Halten Sie ihn geheim: Die Wahlkennung beginnt mit credential1.
used-not-in-roll = Diese Wahlkennung steht nicht im Wählerverzeichnis
used-not-in-roll-text = Bitte vergleichen Sie sie mit Ihrem Brief, und vergewissern Sie sich, dass es die richtige Wahl ist.
used-absent = Mit Ihrem Code wurde kein Stimmzettel abgegeben
used-absent-text = Die ganze Urne, wie der Server sie jetzt unterschrieben hat, enthält keinen Stimmzettel mit Ihrem Code.
used-counted = Ein Stimmzettel mit Ihrem Code ist in der Urne und wird gezählt
used-counted-text = Er wurde am { $time } abgegeben.
used-in = Ein Stimmzettel mit Ihrem Code ist in der Urne
used-in-text = Er wurde am { $time } abgegeben. Er wird gezählt, wenn ihn kein späterer ersetzt.
used-proof = Diese Seite hat alle Einträge heruntergeladen und geprüft, wie sie zusammenhängen und wer sie unterschrieben hat; alle Stimmzettel mit dieser Wahlkennung wurden vollständig geprüft.

served-task = Ist die Abstimmungsseite die angekündigte?
served-task-about = Holt die Abstimmungsseite des Servers mit diesem Browser und vergleicht sie mit der Liste in den Regeln der Wahl.
served-help = Die Regeln der Wahl, die später niemand ändern kann, nennen für jede Datei der Abstimmungsseite einen Fingerabdruck. Diese Seite holt die Dateien nacheinander und berechnet die Fingerabdrücke selbst.
served-limits = Was das nicht findet
served-limits-text = Ein Server kann erkennen, dass seine Dateien verglichen und nicht geöffnet werden, und er kann einer einzelnen Person eine andere Seite schicken. Gegen beides hilft nur der Test Ihres eigenen Geräts.
served-submit = Abstimmungsseite vergleichen
served-same = Dieser Browser hat die angekündigte Abstimmungsseite bekommen
served-same-text = Verglichene Dateien und Seiten: { $count }. Jede hat den Fingerabdruck, den die Regeln der Wahl nennen.
served-different = Der Server schickt eine andere Abstimmungsseite als die angekündigte
served-different-text = Stimmen Sie nicht mit ihr ab. Machen Sie ein Bild von dieser Seite, und sagen Sie dem Wahlamt, anderen Wählenden und Beobachtenden Bescheid. Sie können stattdessen mit dem Programm tabella-vote abstimmen.
served-none = Die Regeln dieser Wahl nennen keine Abstimmungsseite; es gibt also nichts zu vergleichen.
served-file-same = wie angekündigt
served-file-different = anders
served-file-missing = fehlt
served-file-unnamed = nicht genannt

## Audit page

audit-name = Tabella Audit
audit-footer = Alles wird auf Ihrem Gerät geprüft, mit demselben Programmcode, den Beobachter benutzen.
audit-which = Welche Wahl prüfen?
audit-title = Diese Wahl prüfen
audit-help = Ihr Gerät lädt alles herunter, was an dieser Wahl öffentlich ist, und prüft es: jede Unterschrift, jeden Stimmzettel, jede Regel, jede Summe. Bei vielen Stimmzetteln dauert das einige Minuten.
audit-begin = Alles prüfen
audit-relies = Worauf sich das verlässt
audit-relies-text = Auf den Namen der Wahl und den Schlüssel des Servers, und auf nichts anderes, was der Server sagt. Vergleichen Sie den Prüfwert mit Ihrem Brief, um sicher zu sein, dass es die richtige Wahl ist.
audit-relies-page = Diese Seite kommt von dem Server, den sie prüft. Um sich auf nichts zu verlassen, was von ihm kommt, benutzen Sie das Programm tabella-audit auf Ihrem eigenen Computer; die Ergebnisseite sagt, wie.
audit-trust = Was ich von anderer Stelle weiß
audit-trust-text = Der Prüfwert aus einem Brief oder einer Bekanntmachung oder eine eigene Vertrauensdatei. Ohne sie nimmt diese Seite, was der Server über sich selbst sagt.
audit-trust-file = Vertrauensdatei (trust.json)
audit-files = Gespeicherte Unterlagen prüfen
audit-files-text = Für eine archivierte Wahl brauchen Sie drei Dateien. Es wird nichts gesendet.
audit-files-entries = Einträge (entries.jsonl)
audit-files-checkpoint = Prüfpunkt (checkpoint)
audit-files-trust = Vertrauensdatei (trust.json)
audit-files-missing = Bitte wählen Sie alle drei Dateien aus.
audit-files-begin = Diese Dateien prüfen
audit-working = Wird geprüft …
audit-working-text = Sie können diesen Tab offen lassen und etwas anderes tun.
audit-entries = { $done } von { $all } Einträgen
audit-pace =
    { $left ->
        [one] { $done } von { $all } Einträgen, { $speed } in der Sekunde, noch etwa { $left } Sekunde
       *[other] { $done } von { $all } Einträgen, { $speed } in der Sekunde, noch etwa { $left } Sekunden
    }
audit-failed = Die Wahl konnte nicht geprüft werden
audit-no-verdict = Es gibt kein Urteil
audit-again = Noch einmal prüfen
verdict-accepted = Alles stimmt
verdict-accepted-final = Das Ergebnis ist die Summe der abgegebenen Stimmzettel, und keine Regel wurde verletzt. Sie haben es soeben nachgerechnet.
verdict-accepted-so-far = Alles, was bisher geschehen ist, hält die Regeln ein. Ein Ergebnis gibt es noch nicht.
verdict-unwitnessed = Diese Wahl hat keine unabhängigen Zeugen: Nur der Server steht dafür ein, allen dieselbe Urne gezeigt zu haben.
verdict-rejected = Diese Unterlagen stimmen nicht
verdict-rejected-text = Mindestens eine Prüfung ist fehlgeschlagen. Niemand sollte sich auf diese Unterlagen verlassen; es werden keine Summen gezeigt.
verdict-rejected-first = Fehlgeschlagene Prüfungen:
verdict-rejected-do = Speichern Sie den Bericht und sagen Sie dem Wahlamt und anderen Beobachtern Bescheid. Prüfen Sie auch mit dem Programm tabella-audit.
verdict-counts =
    { $seconds ->
        [one] { $entries } Einträge in { $seconds } Sekunde geprüft. Prüfungen bestanden: { $passed }, fehlgeschlagen: { $failed }, nicht anwendbar: { $none }.
       *[other] { $entries } Einträge in { $seconds } Sekunden geprüft. Prüfungen bestanden: { $passed }, fehlgeschlagen: { $failed }, nicht anwendbar: { $none }.
    }
totals-title = Das Ergebnis, nachgerechnet
totals-counted =
    { $count ->
        [one] { $count } gezählter Stimmzettel
       *[other] { $count } gezählte Stimmzettel
    }
totals-withheld = Nicht bekannt gegeben: Es sind so wenige Stimmzettel, dass die Summen zeigen könnten, wie jemand gestimmt hat.
totals-withheld-weight = Nicht bekannt gegeben: Mit einem bestimmten Stimmgewicht haben so wenige abgestimmt, dass die Summen zeigen könnten, wie sie gestimmt haben.
checks-title = Alle Prüfungen
checks-english = Die Sätze der Prüfungen sind englisch.
filter = Anzeigen
filter-all = alle Prüfungen
filter-none = So ist keine Prüfung ausgegangen.
verdict-passed = bestanden
verdict-failed = fehlgeschlagen
verdict-blocked = nicht prüfbar
verdict-not-applicable = nicht anwendbar
column-check = Prüfung
column-says = Was gelten muss
column-objects = Objekte
column-option = Möglichkeit
column-votes = Stimmen
group-enc = Form der Einträge
group-log = Protokoll und Unterschriften
group-man = Regeln der Wahl
group-key = Schlüssel der Treuhänder
group-rol = Wählerverzeichnis
group-bal = Stimmzettel
group-prf = Beweise in den Stimmzetteln
group-tal = Auszählung
group-dec = Entschlüsselung
group-res = Ergebnis
group-rcp = Quittungen
group-rep = Bericht
group-other = Andere Prüfungen
group-passed = { $passed } von { $all } bestanden
evidence = Belege
evidence-entry = Eintrag im Original
evidence-more =
    { $count ->
        [one] und { $count } weiterer, im gespeicherten Bericht
       *[other] und { $count } weitere, im gespeicherten Bericht
    }
remarks-title = Anmerkungen
remarks-text = Daran scheitert keine Prüfung, aber Sie sollten es wissen.
look-alikes = Diese Namen sind verschieden und sehen einander ähnlich. Lesen Sie sie Buchstabe für Buchstabe:
basis-title = Unabhängig von dieser Seite werden
basis-text = Das Urteil beruht auf dieser Vertrauensdatei. Vergleichen Sie sie mit einer aus einer Quelle, der Sie vertrauen:
basis-value = Ihr Prüfwert, der auch auf den Briefen steht:
basis-independent = Mit dem Programm auf Ihrem eigenen Computer:
basis-last-line = Seine letzte Zeile muss lauten:
report-save = Bericht speichern
trust-save = Vertrauensdatei speichern
