# What tabella-vote says, in French.

# What the voter brings.
cannot-read-trust = impossible de lire le fichier de confiance { $file }
cannot-read-code = impossible de lire le code dans { $file }
cannot-read-opening = impossible de lire le bulletin ouvert { $file }
cannot-read-receipt = impossible de lire le reçu { $file }
file-exists = { $file } existe déjà et n’est jamais écrasé : choisissez un autre nom
cannot-write = impossible d’écrire { $file }
not-a-trust-file = { $file } n’est pas un fichier de confiance, ou a été modifié en chemin : procurez-vous-le de nouveau ({ $reason })
not-a-text = { $file } n’est pas un texte : { $reason }
changed = { $file } : ce fichier a été modifié en chemin : procurez-vous-le de nouveau. Ce n’est pas { $what } ({ $reason }). Cela n’accuse personne
what-receipt = un reçu
what-receipt-here = un reçu de cette élection sur ce serveur
what-opening = un bulletin d’essai ouvert ; un appareil qui n’en donne pas n’a pas réussi le test
no-terminal = il n’y a pas de terminal pour demander le code ; indiquez un fichier avec --code-file
ask-code = Votre code (il ne s’affiche pas pendant la saisie) :{" "}
try-again = { $reason }. Veuillez réessayer.
not-a-tracker = ceci n’est pas un numéro de suivi
not-a-credential = ceci n’est pas un identifiant de vote
choice-form = un choix s’écrit CONTEST=OPTION, ou CONTEST=OPTION,OPTION s’il y en a plusieurs
contest-twice = { $contest } est donné deux fois : mettez toutes ses options après un seul =, séparées par des virgules

# The conversation.
downloading = Téléchargement et vérification du journal de l’élection
rule-exactly = Règle : choisissez exactement { $max }.
rule-exactly-or-blank = Règle : choisissez exactement { $max }, ou votez blanc.
rule-up-to = Règle : choisissez au plus { $max }.
rule-up-to-or-blank = Règle : choisissez au plus { $max }, ou votez blanc.
rule-between = Règle : choisissez de { $min } à { $max }.
rule-between-or-blank = Règle : choisissez de { $min } à { $max }, ou votez blanc.
ask-number = Votre choix (un numéro) :{" "}
ask-number-or-blank = Votre choix (un numéro, ou { $key } pour un vote blanc) :{" "}
ask-numbers = Votre choix (des numéros séparés par des virgules) :{" "}
ask-numbers-or-blank = Votre choix (des numéros séparés par des virgules, ou { $key } pour un vote blanc) :{" "}
sorry-numbers = Veuillez taper des numéros séparés par des virgules.
sorry-numbers-or-blank = Veuillez taper des numéros séparés par des virgules, ou { $key } pour un vote blanc.
sorry-no-such-option = Les options portent les numéros 1 à { $options }.
sorry-twice = Un numéro apparaît deux fois.
sorry-rule = Cela n’est pas permis ici. { $rule }
blank-vote = vote blanc
nothing-selected = aucun choix
voted-before = Vous avez déjà voté. Un bulletin déposé maintenant remplace le précédent.
you-have-chosen = Vous avez choisi :
your-tracker = Votre bulletin est chiffré et n’a pas été envoyé. Son numéro de suivi :
keep-tracker = Conservez maintenant le numéro de suivi entier hors de cet appareil : imprimez-le, photographiez-le ou notez-le sur un autre appareil.
ask-decision = c = déposer ce bulletin, t = tester cet appareil avec ce bulletin, q = quitter :{" "}
ask-decision-again = Veuillez taper c, t ou q.
word-cast = déposer
word-test = tester
word-quit = quitter
cannot-read-answer = impossible de lire votre réponse
no-answer = il n’y a pas de réponse : rien n’a été envoyé
you-quit = vous avez quitté : rien n’a été envoyé, aucun bulletin n’a été déposé
now-vote = Vous pouvez maintenant voter, avec un nouveau bulletin.
sending = Envoi du bulletin dont le numéro de suivi est

# What became of the ballot.
standing-recorded = Votre bulletin est déposé ; assez de témoins l’ont confirmé.
standing-unwitnessed = Votre bulletin est déposé ; il est enregistré par le serveur seul, sans témoin indépendant.
standing-received = Le serveur a reçu votre bulletin ; les témoins ne l’ont pas encore confirmé.
collusion = Le serveur et un responsable, avec { $some } des { $all } dépositaires, pourraient montrer des journaux différents à différentes personnes et lire des bulletins isolés.
label-time = Heure
label-tracker = Numéro de suivi
label-entry = Entrée du journal
label-receipt = Reçu
label-opening = Bulletin ouvert
label-credential = Identifiant de vote
label-log = Journal
label-status = État
receipt-proves = Ce que le reçu prouve : le serveur a signé un journal qui contient ce bulletin ; si le bulletin est un jour supprimé ou modifié, le reçu est une preuve contre le serveur.
receipt-proves-not = Ce qu’il ne prouve pas : que cet appareil a chiffré ce que vous avez choisi (seul un test avec un second appareil peut le montrer), ni que le bulletin est compté (après la clôture, cherchez votre identifiant de vote sur un autre appareil et comparez en entier le numéro de suivi de votre dernier bulletin avec celui que vous avez conservé).
vote-again = Pour voter de nouveau, relancez la même commande avant la clôture : seul votre dernier bulletin compte.
look-later = Pour vérifier plus tard : { $command }
no-receipt = il n’y a pas de reçu valable : on ne peut donc pas dire que ce bulletin est déposé. Cherchez votre identifiant de vote ({ $command }) et votez de nouveau tant que le vote est ouvert
another-log = votre bulletin est dans un journal que le serveur a signé, et le reçu est enregistré dans { $file }, mais le serveur ne montre pas que ce journal est le même qu’il y a un instant

# The test of a device.
opened = Le bulletin a été ouvert au lieu d’être déposé. Il ne pourra jamais être déposé, et il n’a pas été envoyé.
opened-next = Portez le bulletin ouvert sur un second appareil qui ne fait pas confiance à celui-ci et où se trouve votre propre fichier de confiance. Comparez trois choses : le numéro de suivi que vous avez conservé, les choix, et l’identifiant de vote de votre lettre :
opened-shows = Le bulletin ouvert montre les choix de ce test à quiconque le voit. Faites d’autres choix dans un test que dans votre vote si vous ne voulez pas qu’on les devine.
rebuilt = Le bulletin reconstruit donne le numéro de suivi que vous avez conservé, avec votre identifiant de vote, pour cette élection, et il n’est pas dans le journal.
really-in-it = Voici les choix qui s’y trouvent réellement :
compare-choices = Comparez-les avec ceux que vous avez faits sur l’appareil de vote. Si l’un diffère, cet appareil a menti : ne votez pas avec lui, et portez réclamation.
choices-as-named = Ce sont les choix que vous avez indiqués.
check-again-later = Relancez cette commande après la clôture du vote : un bulletin ouvert ne doit jamais figurer dans le journal.

# Looking up a ballot or a code.
log-line = { $size } entrées, { $phase }, { $standing }
phase-setup = en préparation
phase-open = vote ouvert
phase-closed = vote clos
phase-finished = résultat annoncé
phase-void = annulée
log-recorded = confirmé par assez de témoins
log-unwitnessed = enregistré par le serveur seul, sans témoin indépendant
log-received = reçu par le serveur ; les témoins n’ont pas encore confirmé
status-not-in-roll = pas dans la liste électorale
status-absent = le journal entier ne contient aucun bulletin de cet identifiant : son code n’a pas été utilisé
status-not-yet-counted = dans le journal (entrée { $index }, séquence { $sequence }), pas encore compté
status-counted = compté (entrée { $index }, séquence { $sequence })
status-superseded = remplacé par la séquence { $sequence } (entrée { $index })
status-missing = manquant : le bulletin du reçu n’est pas dans le journal
status-older-view = inconnu : le journal montré est plus ancien que le reçu
older-view = le serveur, ou quelque chose entre lui et vous, montre un état plus ancien : { $shown } entrées sur au moins { $known }. Réessayez plus tard, ou depuis un autre réseau. Ce n’est pas encore une preuve
board-redirects = Le serveur à { $from } redirige vers { $to }, qui a été interrogé à sa place. Comparez cette adresse avec votre lettre, et donnez-la.
last-tracker = Le numéro de suivi du dernier bulletin de cet identifiant :
tracker-same = C’est le numéro de suivi que vous avez conservé.
tracker-other = Ce N’EST PAS le numéro de suivi que vous avez conservé : cet appareil, celui avec lequel vous avez voté ou quelqu’un qui a votre code a déposé un autre bulletin. Votez de nouveau tant que le vote est ouvert, et portez réclamation.
tracker-compare = Comparez-le en entier avec celui que vous avez conservé hors de l’appareil de vote. Sans cette comparaison, l’état ne dit rien d’un appareil qui ment.
advice-superseded = Si vous n’avez pas voté de nouveau, quelqu’un d’autre a utilisé votre code : votez de nouveau tant que le vote est ouvert, et portez réclamation.
advice-not-yet-counted = Vérifiez de nouveau après la clôture du vote. D’ici là, un bulletin ultérieur remplacerait celui-ci.
advice-missing = Conservez le reçu et portez réclamation avec lui : c’est une preuve contre le serveur.

# Why it did not work. What checks and machines say in detail follows in English.
error-not-in-roll = l’identifiant de ce code n’est pas dans la liste électorale de cette élection : comparez le code avec la lettre de cette élection et, s’il est juste, dites au bureau électoral que votre code manque dans sa liste
error-not-begun = le vote n’a pas commencé
error-void = l’élection est annulée : elle recommence sous un nouvel identifiant
error-over = le vote est clos
error-unknown-contest = il n’y a pas de question { $contest } sur ce bulletin
error-unknown-option = la question { $contest } n’a pas d’option { $option }
error-option-twice = question { $contest } : une option est nommée deux fois ; nommez chacune une fois au plus
error-code = ce code contient une faute de frappe, ou appartient à une autre élection : un code a 8 groupes de 4 caractères. Comparez-le avec votre lettre
error-typing = un caractère est faux ou manquant, ou c’est autre chose : comparez avec l’original
error-too-soon = le serveur n’a pas accepté ce bulletin : il n’est pas dans le journal. Plusieurs bulletins avec votre code sont arrivés l’un après l’autre, et le suivant doit attendre : votez de nouveau dans { $seconds } secondes. Si vous n’avez pas déposé les autres, quelqu’un d’autre a votre code : votez de nouveau tant que le vote est ouvert, et portez réclamation
error-busy = le serveur est très sollicité : trop de personnes l’interrogent en ce moment. Réessayez dans un instant
error-no-answer = le serveur n’a donné aucune réponse utilisable : vérifiez son adresse et votre réseau, puis réessayez plus tard. En détail : { $detail }
error-refused = le serveur a refusé la demande ({ $status }). En détail : { $detail }
voting-starts = Début du vote : { $time }.
voting-ended = Fin du vote : { $time }.
not-opened = L’élection n’a pas encore été ouverte.
nothing-sent = Rien n’a été envoyé.
ballot-refused = Le serveur a refusé ce bulletin : il n’est pas dans le journal.
another-ballot = un autre bulletin avec votre code est arrivé entre-temps, et le serveur a refusé celui-ci : il n’est pas dans le journal. Vérifiez d’abord ({ $command }), puis votez de nouveau si un autre choix doit compter. Si vous n’avez pas déposé cet autre bulletin, quelqu’un d’autre a votre code : votez de nouveau tant que le vote est ouvert, et portez réclamation

# Languages.
no-such-language = ce programme ne parle pas { $language } ; il parle { $known }. Ses propres mots sont en anglais
no-such-texts = L’élection n’a pas de textes en { $language } ; ils s’affichent en { $shown }.
