# What tabella-vote says, in German.

# What the voter brings.
cannot-read-trust = Die Vertrauensdatei { $file } kann nicht gelesen werden
cannot-read-code = Der Code in { $file } kann nicht gelesen werden
cannot-read-opening = Der geöffnete Stimmzettel { $file } kann nicht gelesen werden
cannot-read-receipt = Die Quittung { $file } kann nicht gelesen werden
file-exists = { $file } gibt es schon, und es wird nie überschrieben: Wählen Sie einen anderen Namen
cannot-write = { $file } kann nicht geschrieben werden
not-a-trust-file = { $file } ist keine Vertrauensdatei oder wurde unterwegs verändert: Besorgen Sie sie noch einmal ({ $reason })
not-a-text = { $file } ist kein Text: { $reason }
changed = { $file }: Diese Datei wurde unterwegs verändert: Besorgen Sie sie noch einmal. Sie ist nicht { $what } ({ $reason }). Das spricht gegen niemanden
what-receipt = eine Quittung
what-receipt-here = eine Quittung dieser Wahl auf diesem Server
what-opening = ein geöffneter Test-Stimmzettel; ein Gerät, das keinen liefert, hat den Test nicht bestanden
no-terminal = Es gibt kein Terminal, um nach dem Code zu fragen; geben Sie mit --code-file eine Datei an
ask-code = Ihr Code (er wird beim Tippen nicht angezeigt):{" "}
try-again = { $reason }. Bitte versuchen Sie es noch einmal.
not-a-tracker = Das ist keine Kontrollnummer
not-a-credential = Das ist keine Wahlkennung
choice-form = Eine Auswahl wird CONTEST=OPTION geschrieben, bei mehreren CONTEST=OPTION,OPTION
contest-twice = { $contest } steht zweimal da: Schreiben Sie alle Möglichkeiten hinter ein einziges =, mit Kommas dazwischen

# The conversation.
downloading = Das Wahlprotokoll wird geladen und geprüft
rule-exactly = Regel: Wählen Sie genau { $max }.
rule-exactly-or-blank = Regel: Wählen Sie genau { $max }, oder stimmen Sie leer.
rule-up-to = Regel: Wählen Sie höchstens { $max }.
rule-up-to-or-blank = Regel: Wählen Sie höchstens { $max }, oder stimmen Sie leer.
rule-between = Regel: Wählen Sie { $min } bis { $max }.
rule-between-or-blank = Regel: Wählen Sie { $min } bis { $max }, oder stimmen Sie leer.
ask-number = Ihre Wahl (eine Nummer):{" "}
ask-number-or-blank = Ihre Wahl (eine Nummer, oder { $key } für eine leere Stimme):{" "}
ask-numbers = Ihre Wahl (Nummern, mit Kommas dazwischen):{" "}
ask-numbers-or-blank = Ihre Wahl (Nummern, mit Kommas dazwischen, oder { $key } für eine leere Stimme):{" "}
sorry-numbers = Bitte geben Sie Nummern ein, mit Kommas dazwischen.
sorry-numbers-or-blank = Bitte geben Sie Nummern ein, mit Kommas dazwischen, oder { $key } für eine leere Stimme.
sorry-no-such-option = Die Möglichkeiten haben die Nummern 1 bis { $options }.
sorry-twice = Eine Nummer steht zweimal da.
sorry-rule = Das ist hier nicht erlaubt. { $rule }
blank-vote = leere Stimme
nothing-selected = nichts gewählt
voted-before = Sie haben schon abgestimmt. Ein Stimmzettel, den Sie jetzt abgeben, ersetzt den früheren.
you-have-chosen = Sie haben gewählt:
your-tracker = Ihr Stimmzettel ist verschlüsselt und noch nicht gesendet. Seine Kontrollnummer:
keep-tracker = Bewahren Sie jetzt die ganze Kontrollnummer außerhalb dieses Geräts auf: Drucken oder fotografieren Sie sie, oder notieren Sie sie auf einem anderen Gerät.
ask-decision = c = diesen Stimmzettel abgeben, t = dieses Gerät damit testen, q = beenden:{" "}
ask-decision-again = Bitte geben Sie c, t oder q ein.
word-cast = abgeben
word-test = testen
word-quit = beenden
cannot-read-answer = Ihre Antwort kann nicht gelesen werden
no-answer = Es kam keine Antwort: Nichts wurde gesendet
you-quit = Sie haben beendet: Nichts wurde gesendet, kein Stimmzettel wurde abgegeben
now-vote = Jetzt können Sie mit einem neuen Stimmzettel abstimmen.
sending = Gesendet wird der Stimmzettel mit der Kontrollnummer

# What became of the ballot.
standing-recorded = Ihr Stimmzettel ist abgegeben; genügend Zeugen haben ihn bestätigt.
standing-unwitnessed = Ihr Stimmzettel ist abgegeben; nur der Server hat ihn verzeichnet, kein unabhängiger Zeuge.
standing-received = Der Server hat Ihren Stimmzettel erhalten; die Zeugen haben noch nicht bestätigt.
collusion = Der Server und die Wahlleitung könnten zusammen mit { $some } der { $all } Treuhänder verschiedenen Leuten verschiedene Protokolle zeigen und einzelne Stimmzettel lesen.
label-time = Zeit
label-tracker = Kontrollnummer
label-entry = Eintrag im Protokoll
label-receipt = Quittung
label-opening = Geöffneter Stimmzettel
label-credential = Wahlkennung
label-log = Protokoll
label-status = Stand
receipt-proves = Was die Quittung beweist: Der Server hat ein Protokoll unterschrieben, in dem dieser Stimmzettel steht. Verschwindet er je oder wird er geändert, ist die Quittung ein Beweis gegen den Server.
receipt-proves-not = Was sie nicht beweist: dass dieses Gerät verschlüsselt hat, was Sie gewählt haben (das zeigt nur ein Test mit einem zweiten Gerät), und dass der Stimmzettel gezählt ist (suchen Sie nach dem Ende der Abstimmung auf einem anderen Gerät Ihre Wahlkennung, und vergleichen Sie die ganze Kontrollnummer Ihres letzten Stimmzettels mit der aufbewahrten).
vote-again = Um noch einmal abzustimmen, führen Sie denselben Befehl aus, solange die Abstimmung läuft: Nur Ihr letzter Stimmzettel zählt.
look-later = Um später nachzusehen: { $command }
no-receipt = Es gibt keine gültige Quittung, darum gilt dieser Stimmzettel nicht als abgegeben. Suchen Sie Ihre Wahlkennung ({ $command }), und stimmen Sie noch einmal ab, solange die Abstimmung läuft
another-log = Ihr Stimmzettel steht in einem Protokoll, das der Server unterschrieben hat, und die Quittung ist in { $file } gespeichert; der Server zeigt aber nicht, dass es dasselbe Protokoll ist wie eben

# The test of a device.
opened = Der Stimmzettel wurde geöffnet statt abgegeben. Er kann nie mehr abgegeben werden und wurde nicht gesendet.
opened-next = Bringen Sie den geöffneten Stimmzettel auf ein zweites Gerät, das diesem nicht vertraut und auf dem Ihre eigene Vertrauensdatei liegt. Vergleichen Sie dreierlei: die Kontrollnummer, die Sie aufbewahrt haben, die Auswahl und die Wahlkennung auf Ihrem Brief:
opened-shows = Wer den geöffneten Stimmzettel sieht, sieht die Auswahl dieses Tests. Wählen Sie im Test anders als bei Ihrer Stimme, wenn niemand sie erraten soll.
rebuilt = Der Stimmzettel ergibt die Kontrollnummer, die Sie aufbewahrt haben, mit Ihrer Wahlkennung, für diese Wahl, und er steht nicht im Protokoll.
really-in-it = Diese Auswahl steht wirklich darin:
compare-choices = Vergleichen Sie sie mit der Auswahl, die Sie auf dem Wahlgerät getroffen haben. Weicht etwas ab, hat dieses Gerät gelogen: Stimmen Sie nicht damit ab, und beschweren Sie sich.
choices-as-named = Es ist die Auswahl, die Sie angegeben haben.
check-again-later = Führen Sie diesen Befehl nach dem Ende der Abstimmung noch einmal aus: Ein geöffneter Stimmzettel darf nie im Protokoll stehen.

# Looking up a ballot or a code.
log-line = { $size } Einträge, { $phase }, { $standing }
phase-setup = in Vorbereitung
phase-open = Abstimmung läuft
phase-closed = Abstimmung beendet
phase-finished = Ergebnis bekannt gegeben
phase-void = ungültig
log-recorded = von genügend Zeugen bestätigt
log-unwitnessed = nur vom Server verzeichnet, kein unabhängiger Zeuge
log-received = beim Server eingegangen; die Zeugen haben noch nicht bestätigt
status-not-in-roll = nicht im Wählerverzeichnis
status-absent = Im ganzen Protokoll steht kein Stimmzettel dieser Wahlkennung: Der Code wurde nicht benutzt
status-not-yet-counted = im Protokoll (Eintrag { $index }, Folgenummer { $sequence }), noch nicht gezählt
status-counted = gezählt (Eintrag { $index }, Folgenummer { $sequence })
status-superseded = ersetzt durch Folgenummer { $sequence } (Eintrag { $index })
status-missing = fehlt: Der Stimmzettel der Quittung steht nicht im Protokoll
status-older-view = nicht bekannt: Das gezeigte Protokoll ist älter als die Quittung
older-view = Der Server oder etwas dazwischen zeigt einen älteren Stand: { $shown } von mindestens { $known } Einträgen. Fragen Sie später noch einmal oder aus einem anderen Netz. Das ist noch kein Beweis
board-redirects = Der Server unter { $from } leitet zu { $to } weiter; dort wurde gefragt. Vergleichen Sie diese Adresse mit Ihrem Brief und geben Sie sie an.
last-tracker = Die Kontrollnummer des letzten Stimmzettels dieser Wahlkennung:
tracker-same = Es ist die Kontrollnummer, die Sie aufbewahrt haben.
tracker-other = Es ist NICHT die Kontrollnummer, die Sie aufbewahrt haben: Dieses Gerät, Ihr Wahlgerät oder jemand mit Ihrem Code hat einen anderen Stimmzettel abgegeben. Stimmen Sie noch einmal ab, solange die Abstimmung läuft, und beschweren Sie sich.
tracker-compare = Vergleichen Sie sie ganz mit der, die Sie außerhalb des Wahlgeräts aufbewahrt haben. Ohne diesen Vergleich sagt der Stand nichts über ein Gerät, das lügt.
advice-superseded = Wenn Sie nicht noch einmal abgestimmt haben, hat jemand anders Ihren Code benutzt: Stimmen Sie noch einmal ab, solange die Abstimmung läuft, und beschweren Sie sich.
advice-not-yet-counted = Sehen Sie nach dem Ende der Abstimmung noch einmal nach. Bis dahin würde ein späterer Stimmzettel diesen ersetzen.
advice-missing = Bewahren Sie die Quittung auf, und beschweren Sie sich damit: Sie ist ein Beweis gegen den Server.

# Why it did not work. What checks and machines say in detail follows in English.
error-not-in-roll = Die Wahlkennung dieses Codes steht nicht im Wählerverzeichnis dieser Wahl: Vergleichen Sie den Code mit dem Brief zu dieser Wahl, und wenn er stimmt, sagen Sie dem Wahlamt, dass Ihr Code im Verzeichnis fehlt
error-not-begun = Die Abstimmung hat noch nicht begonnen
error-void = Die Wahl ist ungültig: Sie beginnt unter einer neuen Kennung von vorn
error-over = Die Abstimmung ist beendet
error-unknown-contest = Auf diesem Stimmzettel steht { $contest } nicht
error-unknown-option = { $contest } hat keine Möglichkeit { $option }
error-option-twice = { $contest }: Eine Möglichkeit steht zweimal da; nennen Sie jede höchstens einmal
error-code = Dieser Code enthält einen Tippfehler oder gehört zu einer anderen Wahl: Ein Code hat 8 Gruppen von 4 Zeichen. Vergleichen Sie ihn mit Ihrem Brief
error-typing = Ein Zeichen ist falsch oder fehlt, oder es ist etwas anderes: Vergleichen Sie mit der Vorlage
error-too-soon = Der Server hat diesen Stimmzettel nicht angenommen: Er steht nicht im Protokoll. Mit Ihrem Code kamen mehrere Stimmzettel nacheinander, und der nächste muss warten: Stimmen Sie in { $seconds } Sekunden noch einmal ab. Haben Sie die anderen nicht abgegeben, hat jemand anders Ihren Code: Stimmen Sie noch einmal ab, solange die Abstimmung läuft, und beschweren Sie sich
error-busy = Der Server ist gerade ausgelastet: Zu viele fragen ihn in diesem Augenblick. Versuchen Sie es gleich noch einmal
error-no-answer = Der Server hat keine brauchbare Antwort gegeben: Prüfen Sie seine Adresse und Ihr Netz, und versuchen Sie es später noch einmal. Im Einzelnen: { $detail }
error-refused = Der Server hat die Anfrage abgelehnt ({ $status }). Im Einzelnen: { $detail }
voting-starts = Die Abstimmung beginnt: { $time }.
voting-ended = Ende der Abstimmung war: { $time }.
not-opened = Die Wahl ist noch nicht eröffnet.
nothing-sent = Nichts wurde gesendet.
ballot-refused = Der Server hat diesen Stimmzettel abgelehnt: Er steht nicht im Protokoll.
another-ballot = Inzwischen kam ein anderer Stimmzettel mit Ihrem Code an, darum hat der Server diesen abgelehnt: Er steht nicht im Protokoll. Sehen Sie zuerst nach ({ $command }), und stimmen Sie noch einmal ab, wenn eine andere Auswahl zählen soll. Haben Sie den anderen nicht abgegeben, hat jemand anders Ihren Code: Stimmen Sie noch einmal ab, solange die Abstimmung läuft, und beschweren Sie sich

# Languages.
no-such-language = Dieses Programm spricht { $language } nicht; es spricht { $known }. Seine eigenen Worte sind englisch
no-such-texts = Die Wahl hat keine Texte in { $language }; sie erscheinen in { $shown }.
