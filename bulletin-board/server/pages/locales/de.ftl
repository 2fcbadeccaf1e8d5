# Die Wörter der öffentlichen Seiten. Einfache Sprache; ein Wort für eine Sache.

## Rahmen jeder Seite

skip-to-content = Zum Inhalt springen
language-label = Sprache
nav-label = Diese Wahl
nav-elections = Alle Wahlen
nav-election = Wahl
nav-ballots = Stimmzettel
nav-check = Stimmzettel prüfen
nav-audit = Selbst nachprüfen
footer-public = Alles auf dieser Tafel ist öffentlich. Alle dürfen es lesen, kopieren und prüfen, und niemand wird gefragt, wer er ist.

## Zahlen und Zeiten

percent = { $value } %
date-and-time = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }, { $clock } Uhr UTC

## Alle Wahlen

elections-title = Wahlen auf dieser Tafel
elections-intro = Diese öffentliche Tafel bewahrt das Protokoll jeder Wahl auf. Was hier steht, kann niemand ändern oder entfernen, ohne dass alle es bemerken können.
elections-none = Auf dieser Tafel gibt es noch keine Wahl.

## Stand einer Wahl

state-label = Stand der Wahl
state-setup = In Vorbereitung
state-waiting = Noch nicht eröffnet
state-open = Abstimmung läuft
state-over = Abstimmung beendet
state-closed = Wird ausgezählt
state-finished = Abgeschlossen
state-void = Aufgehoben
says-setup = Die Wahl wird vorbereitet. Noch kann niemand abstimmen.
says-waiting = Alles ist vorbereitet. Die Abstimmung hat noch nicht begonnen.
says-open = Sie können jetzt abstimmen. Bis zum Ende der Abstimmung können Sie es beliebig oft wiederholen: Nur Ihr letzter Stimmzettel zählt.
says-over = Die Zeit zum Abstimmen ist vorbei, Stimmzettel werden nicht mehr angenommen. Die Wahlleitung muss die Urne noch schließen.
says-closed = Die Abstimmung ist beendet. Die Treuhänder öffnen jetzt gemeinsam die Summen.
says-finished = Die Abstimmung ist beendet, das Ergebnis ist bekannt gegeben.
says-void = Beim Erzeugen des Schlüssels dieser Wahl wurde ein Fehler nachgewiesen. Niemand konnte abstimmen. Sie muss als neue Wahl noch einmal beginnen.
opening-label = Beginn der Abstimmung
closing-label = Ende der Abstimmung
voted-label = Abgestimmt haben
voted-of = { $voted } von { $eligible }
vote-link = Abstimmen
check-pages-title = Prüfseiten bei anderen
check-pages-say = Diese Prüfseiten kommen nicht von dieser Tafel: Andere bieten sie an, und die Wahlleitung hat sie zusammen mit der Wahl bekannt gegeben. Mit ihnen können Sie Ihren Stimmzettel prüfen, ohne sich auf eine Seite dieser Tafel zu verlassen.

## Was entschieden wird

contests-title = Was entschieden wird
rule-exactly = Wählen Sie genau { $max ->
        [one] eine Möglichkeit.
       *[other] { $max } Möglichkeiten.
    }
rule-up-to = Wählen Sie höchstens { $max ->
        [one] eine Möglichkeit.
       *[other] { $max } Möglichkeiten.
    }
rule-between = Wählen Sie { $min } bis { $max } Möglichkeiten.
rule-blank = Sie können auch leer stimmen, also für keine davon.
look-alikes = Diese Namen sind verschieden und sehen einander ähnlich. Lesen Sie sie Buchstabe für Buchstabe:

## Beteiligung

turnout-title = Beteiligung
turnout-so-far = { $voted } von { $eligible } Stimmberechtigten haben abgestimmt ({ $share }).
turnout-only = Was sie gewählt haben, bleibt geheim. Zwischenergebnisse gibt es nicht, weder hier noch anderswo.
turnout-words = Die Linie steigt, sobald jemand zum ersten Mal abstimmt. Bisher haben { $voted } von { $eligible } abgestimmt.
turnout-caption = Wie viele Menschen abgestimmt haben, vom Beginn bis zum Ende der Abstimmung.
turnout-table = Beteiligung als Tabelle
turnout-table-caption = Wie viele bis wann abgestimmt hatten
column-time = Zeit
column-share-eligible = Anteil an allen Stimmberechtigten

## Ergebnis

result-title = Ergebnis
result-counted = { $count ->
        [one] Ein Stimmzettel wurde gezählt.
       *[other] { $count } Stimmzettel wurden gezählt.
    }
result-weighted = Manche Stimmzettel haben mehr Gewicht als andere. Zusammen haben sie das Gewicht { $weight }; alle Summen sind nach Gewicht gerechnet.
result-table-caption = Stimmen für jede Möglichkeit
column-option = Möglichkeit
column-votes = Stimmen
column-share-ballots = Anteil an den Stimmzetteln
result-blank = Leere Stimme
result-base = 100 % sind alle hier gezählten Stimmzettel: { $weight }.
result-plural = Ein Stimmzettel konnte mehrere Möglichkeiten nennen, darum können die Anteile zusammen mehr als 100 % ergeben.
result-withheld = Hier haben so wenige abgestimmt, dass die Summen verraten könnten, wie jemand gestimmt hat. Sie werden nicht veröffentlicht und wurden nie geöffnet.
result-withheld-weight = Hier haben genug Menschen abgestimmt, aber so wenige mit demselben Stimmgewicht, dass die Summen verraten könnten, wie sie gestimmt haben. Die Summen werden nicht veröffentlicht und wurden nie geöffnet.
result-empty = Hierüber hat niemand abgestimmt.
result-csv = Ergebnis als Tabelle (CSV)
result-json = Ergebnis für Programme (JSON)
result-trust = Sie müssen diese Zahlen nicht glauben: Alle können sie aus dem öffentlichen Protokoll noch einmal ausrechnen.

## Menschen

people-title = Wer verantwortlich ist
trustees-title = Treuhänder
trustees-some = { $threshold } von { $count } Treuhändern müssen zusammenwirken, um die Summen zu öffnen. Weniger als { $threshold } können gar nichts öffnen. Ebenso viele wären nötig, um das Wahlgeheimnis zu brechen.
trustees-all = Alle { $count } Treuhänder müssen zusammenwirken, um die Summen zu öffnen: { $threshold } von { $count }. Fehlt auch nur einer, lässt sich nichts öffnen. Um das Wahlgeheimnis zu brechen, wären alle nötig.
officials-title = Wahlleitung
officials-say = Sie kündigt die Wahl an, eröffnet und beendet die Abstimmung und gibt das Ergebnis bekannt. Sie kann keinen Stimmzettel lesen oder ändern.
registrars-title = Registerstelle
registrars-say = Sie führt die Liste der Stimmberechtigten und verschickt die Briefe mit den Codes.
column-name = Name
column-key = Öffentlicher Schlüssel

## Nachprüfen

audit-title = Selbst nachprüfen
audit-intro = Sie müssen weder dieser Tafel noch irgendjemandem hier vertrauen. Wer das öffentliche Protokoll liest, kann jeden Schritt dieser Wahl nachprüfen.
audit-in-browser = In diesem Browser nachprüfen
audit-by-program = Oder mit einem eigenen Programm auf dem eigenen Computer:
audit-step-trust = Schreiben Sie auf, worauf Sie vertrauen. Vergleichen Sie, was dieser Befehl ausgibt, mit der amtlichen Bekanntmachung der Wahl, die Sie nicht von dieser Tafel haben.
audit-step-fetch = { $size ->
        [one] Laden Sie das Protokoll herunter, es hat einen Eintrag.
       *[other] Laden Sie das ganze Protokoll herunter, es hat { $size } Einträge.
    }
audit-step-verify = Prüfen Sie alles, was darin steht.
audit-last-line = Die letzte Zeile muss dann lauten:
audit-otherwise = Lautet sie anders, behalten Sie das heruntergeladene Protokoll und sagen Sie es dem Wahlamt: Es ist ein Beweismittel.
record-entries = Das Protokoll, wie es ist (eine Zeile JSON für jeden Eintrag)
record-checkpoint = Seine Signatur

## Genaue Namen und Signaturen

details-title = Genaue Namen und Signaturen
details-intro = Dies muss für alle Zeichen für Zeichen gleich sein. Vergleichen Sie es mit der amtlichen Bekanntmachung.
election-id-label = Kennung der Wahl
fingerprint-label = Fingerabdruck
fingerprint-later = Den Fingerabdruck gibt es, sobald die Wahl eröffnet ist.
trust-label = Hashwert der Vertrauensdatei
trust-says = Er steht im Brief an alle Stimmberechtigten.
witnesses-title = Zeugen
witnesses-say = { $signed } von { $count } unabhängigen Zeugen haben das Protokoll in seinem jetzigen Stand bestätigt; nötig sind { $quorum }.
witnesses-none = Es gibt keinen unabhängigen Zeugen. Nur die Tafel selbst steht dafür ein, dass sie allen dasselbe Protokoll zeigt.
witnesses-none-collusion = Die Tafel und die Wahlleitung könnten zusammen mit { $some } der { $all } Treuhänder verschiedenen Leuten verschiedene Protokolle zeigen und einzelne Stimmzettel lesen.
column-signed = Bestätigt
witness-missing = Noch nicht
checkpoint-title = Signierter Prüfpunkt
checkpoint-says = { $size ->
        [one] Hiermit hat die Tafel das Protokoll mit einem Eintrag signiert.
       *[other] Hiermit hat die Tafel das Protokoll mit { $size } Einträgen signiert, in dieser Reihenfolge und keiner anderen.
    }
board-key-label = Öffentlicher Schlüssel der Tafel
client-title = Dateien der Abstimmungsseite
client-says = Die Wahlleitung hat diese Dateien zusammen mit der Wahl veröffentlicht. Dieser Befehl vergleicht sie mit dem, was eine Tafel ausliefert:
client-none = Die Wahlleitung hat für diese Wahl keine Dateien einer Abstimmungsseite veröffentlicht.
column-file = Datei

## Stimmzettel

ballots-title = Stimmzettel in der Urne
ballots-intro = Hier ist jeder abgegebene Stimmzettel aufgeführt. Alle sind verschlüsselt: Niemand kann dieser Liste ansehen, wie jemand gestimmt hat.
ballots-total = Es sind { $ballots } Stimmzettel von { $voted } Menschen. Von mehreren Stimmzetteln eines Menschen zählt nur der letzte.
ballots-none = Noch ist kein Stimmzettel in der Urne.
ballots-caption = Stimmzettel, die neuesten zuerst
ballots-all = Alle Stimmzettel
search-title = Einen Stimmzettel finden
search-label = Kontrollnummer
search-hint = Ihr Gerät hat sie beim Abstimmen angezeigt. Sie beginnt mit „tracker1“. Großbuchstaben und Leerzeichen spielen keine Rolle. Geben Sie hier niemals den Code aus Ihrem Brief ein.
search-button = Suchen
search-seen = Diese Suche verrät der Tafel, welchen Stimmzettel Sie suchen. „Stimmzettel prüfen“ findet ihn, ohne es jemandem zu verraten.
search-wrong = Das ist keine Kontrollnummer, wie sie angezeigt wurde: Ein Zeichen ist falsch oder fehlt. Bitte vergleichen Sie mit dem Original.
search-other = Das ist etwas anderes als eine Kontrollnummer. Eine Kontrollnummer beginnt mit „tracker1“.
search-none = In der Urne ist kein Stimmzettel mit dieser Kontrollnummer.
search-none-advice = Ein Stimmzettel, mit dem ein Gerät getestet wurde, kommt nie in die Urne. Wenn Sie diesen Stimmzettel abgegeben haben, behalten Sie Ihre Quittung und sagen Sie es dem Wahlamt.
search-found = Dieser Stimmzettel ist in der Urne.
search-show = Eintrag { $index } zeigen
column-entry = Eintrag
column-state = Stand
ballot-counts = Zählt, wenn nicht noch einmal abgestimmt wird
ballot-counted = Gezählt
ballot-replaced = Ersetzt durch den Stimmzettel in Eintrag { $index }
pager-label = Weitere Stimmzettel
pager-newer = Neuere Stimmzettel
pager-older = Ältere Stimmzettel

## Ein Stimmzettel

ballot-title = Stimmzettel in Eintrag { $index }
received-label = Eingegangen
order-label = Unter denen desselben Menschen
order-first = Der erste
order-later = Ersetzt den in Eintrag { $index }
credential-label = Wahlkennung
credential-says = Sie steht für eine stimmberechtigte Person, ohne sie zu nennen. Sie steht in ihrem Brief.
shows-title = Was dies zeigt und was nicht
shows-recorded = Dieser Stimmzettel steht im öffentlichen Protokoll, und die Tafel hat das Protokoll mit ihm signiert.
shows-nothing = Es zeigt nicht, wie jemand gestimmt hat. Der Stimmzettel ist verschlüsselt.
shows-device = Es zeigt nicht, ob das Gerät getan hat, was gewollt war. Dafür gibt es vor dem Abstimmen den Test des Geräts.
proof-title = Für Programme
proof-receipt = Quittung: der Stimmzettel mit dem Beweis, dass er im Protokoll steht
proof-entry = Der Eintrag, wie er im Protokoll steht

## Ohne Abstimmungsseite

no-client-title = Hier gibt es keine Abstimmungsseite
no-client-says = Diese Tafel liefert keine Abstimmungsseite aus. Darum können Sie hier nicht im Browser abstimmen, prüfen oder nachprüfen. Alles andere geht.
no-client-program = Mit einem eigenen Programm
no-client-trust = Schreiben Sie auf, worauf Sie vertrauen, und vergleichen Sie es mit Ihrem Brief oder der amtlichen Bekanntmachung:
no-client-vote = Abstimmen, mit dem Code aus Ihrem Brief:
no-client-check = Den Stimmzettel prüfen, mit der Quittung, die Sie behalten haben:
no-client-audit = Die ganze Wahl nachprüfen:
no-client-operator = Wenn Sie diese Tafel betreiben
no-client-build = Bauen Sie die Abstimmungsseite und starten Sie die Tafel mit ihr:

## Fehler

error-not-found = Diese Seite gibt es nicht
advice-not-found = Vielleicht ist die Adresse nicht vollständig.
error-no-election = Auf dieser Tafel gibt es diese Wahl nicht
advice-no-election = Vielleicht ist die Adresse nicht vollständig: Ihr letzter Teil, der die Wahl nennt, hat 43 Zeichen.
error-no-ballot = In diesem Eintrag ist kein Stimmzettel
advice-no-ballot = Im Protokoll stehen auch Einträge, die keine Stimmzettel sind. Alle Stimmzettel stehen in der Liste.
error-no-result = Es gibt noch kein Ergebnis
advice-no-result = Das Ergebnis steht hier, sobald es bekannt gegeben ist. Vorher kann niemand einen Teil davon sehen.
error-internal = Die Tafel konnte diese Seite nicht zeigen
advice-internal = Das liegt nicht an Ihnen. Bitte versuchen Sie es später noch einmal.
