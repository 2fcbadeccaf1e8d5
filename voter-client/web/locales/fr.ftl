# Tout ce que lisent électeurs et observateurs dans l’isoloir, la page de vérification et la page d’audit.

## Frame

skip = Aller au contenu
navigation = Pages
languages = Langue
details = Détails
copy = Copier
copied = Copié.
copy-failed = La copie n’a pas fonctionné ici. Veuillez sélectionner le texte et le copier vous-même.
copy-link = Copier le lien
try-again = Réessayer
link-elections = Toutes les élections
link-view = Page publique de cette élection
link-check = Vérifier un bulletin

## Waiting and lost connections

progress = { $doing } { $percent }
pause-lost = La connexion est interrompue
pause-busy = Le serveur est très sollicité en ce moment
pause-often = Votre code a servi à envoyer de nombreux bulletins en une heure
pause-next =
    { $seconds ->
        [one] La suite se fera d’elle-même dans une seconde. Vous n’avez rien à faire.
       *[other] La suite se fera d’elle-même dans { $seconds } secondes au plus tard. Vous n’avez rien à faire.
    }
pause-minutes = Veuillez laisser cette page ouverte. La suite se fera d’elle-même dans environ { $minutes } minutes.
pause-now = Réessayer maintenant

## What may go wrong

trouble-connection = Il n’y a pas de connexion au serveur pour le moment.
trouble-machine = Cette page n’a pas fonctionné comme prévu. Rechargez-la ; si cela ne suffit pas, essayez un autre navigateur ou un autre appareil.
trouble-no-election = Ce serveur ne connaît pas cette élection. Le lien est peut-être incomplet.
trouble-refused = Le serveur n’a pas accepté cela.
fault-code = Ce code n’appartient pas à cette élection, ou un caractère est faux. Veuillez le comparer avec votre lettre.
fault-typing = Un caractère est faux ou manquant. Veuillez comparer avec l’original.
fault-other-election = Ce n’est pas l’élection dont parle votre lettre. Utilisez l’adresse de votre lettre et prévenez le bureau électoral.
fault-not-open = Le vote n’est pas ouvert en ce moment.
fault-meanwhile = Entre-temps, un autre bulletin portant votre code est arrivé.
fault-receipt = Le reçu n’est pas valable : il ne prouve pas ce qu’il devrait prouver.
fault-missing = Le bulletin n’est pas dans l’urne, alors qu’il devrait y être.
fault-device = Le bulletin d’essai ne correspond pas au numéro de suivi affiché auparavant. L’appareil de vote n’a pas fait ce qu’il disait.
fault-other-voter = Le bulletin d’essai a été fait pour une autre personne ou une autre élection. Veuillez comparer l’identifiant de vote avec votre lettre.
fault-cast-anyway = Le bulletin ouvert pour l’essai se trouve quand même dans l’urne. Cela ne doit jamais arriver.
fault-randomness = Cet appareil n’a pas pu préparer un bulletin sûr. Utilisez un autre navigateur ou un autre appareil.
fault-two-logs = Le serveur a montré deux versions différentes de l’urne. Cela ne doit jamais arriver.
fault-record = L’urne que montre le serveur n’est pas cohérente. Ne vous y fiez pas et prévenez le bureau électoral.

## Elections

elections-none = Il n’y a pas d’élection ici.
elections-when = { $phase } ; vote du { $opening } au { $closing }
phase-setup = en préparation
phase-open = vote ouvert
phase-closed = vote terminé, dépouillement en cours
phase-finished = terminée
phase-void = annulée
open-until = Vous pouvez voter jusqu’au { $time }.

## Booth: start

booth-name = Isoloir Tabella
booth-footer = Vos choix sont scellés sur cet appareil avant tout envoi. Ensuite, seuls les totaux sont ouverts, jamais un bulletin isolé.
stages = Étapes
stage-choose = Choisir
stage-review = Vérifier
stage-cast = Voter
start-title = Votre vote
start-looking = Recherche de l’élection…
start-getting = Récupération du bulletin…
start-which = Quelle élection ?
start-which-help = Le lien n’indique pas à quelle élection vous voulez voter.
start-none-open = Aucune élection n’est ouverte au vote ici pour le moment.
start-begin = Aller au bulletin
start-failed = Il n’est pas possible de voter ici pour le moment
start-failed-heading = Rien n’a été envoyé
start-failed-help = Votre vote n’a pas été déposé. Vous pouvez réessayer, ou utiliser l’adresse de votre lettre sur un autre appareil.
not-open-early = Le vote n’a pas commencé
not-open-early-text = Vous pourrez voter du { $opening } au { $closing }.
not-open-late = Le vote est terminé
not-open-late-text = Le vote a pris fin le { $closing }.
not-open-void = Cette élection a été annulée
not-open-void-text = Elle recommencera à une nouvelle adresse. Vous recevrez une nouvelle lettre.
not-open-clock = C’est ce qu’indique l’horloge de votre appareil. Si elle est fausse, vous pouvez continuer quand même.
not-open-anyway = Continuer quand même
code-label = Le code de votre lettre
code-help = 32 lettres et chiffres. Les espaces, les traits d’union et les majuscules n’ont pas d’importance.
code-continue = Continuer
earlier-title = Un vote portant votre code est déjà dans l’urne
earlier-text = Il a été déposé le { $time }. S’il vous convient, vous n’avez rien à faire. Si vous votez de nouveau maintenant, le nouveau vote le remplace.
earlier-not-you = Si ce n’était pas vous, votez maintenant et signalez au bureau électoral que quelqu’un d’autre possède votre code.
earlier-tracker = Numéro de suivi de ce bulletin
steps-title = Comment cela se passe
step-choose = Vous choisissez.
step-review = Vous vérifiez vos choix. Jusque-là, rien n’est envoyé.
step-cast = Vous appuyez sur « Déposer mon vote ».
step-receipt = Vous recevez un numéro de suivi, qui vous permet de vous assurer que votre vote est dans l’urne.
identity-title = S’assurer que c’est la bonne élection
identity-compared = Cette page a déjà comparé la valeur de contrôle de votre lien. Vous pouvez aussi la comparer avec votre lettre.
identity-compare = Votre lien ne contenait pas de valeur de contrôle. Veuillez comparer celle-ci avec votre lettre.

## Booth: ballot

ballot-title = Votre bulletin
ballot-help = Faites vos choix. Vous pouvez les modifier jusqu’au dépôt de votre vote.
ballot-review = Vérifier mes choix
ballot-not-sent = Cela n’envoie encore rien.
ballot-errors = Il manque encore quelque chose
ballot-trouble = Le bulletin n’a pas pu être préparé
ballot-clear = Effacer cette réponse
limit-one = Choisissez une réponse.
limit-one-optional = Choisissez une réponse au plus.
limit-exactly =
    { $max ->
        [one] Choisissez exactement { $max } réponse.
       *[other] Choisissez exactement { $max } réponses.
    }
limit-between = Choisissez de { $min } à { $max } réponses.
limit-up-to =
    { $max ->
        [one] Choisissez { $max } réponse au plus.
       *[other] Choisissez jusqu’à { $max } réponses.
    }
chosen-count =
    { $count ->
        [0] Aucun choix pour l’instant.
        [one] { $count } choix fait.
       *[other] { $count } choix faits.
    }
chosen-blank = Vote blanc choisi.
blank-vote = Vote blanc : aucune de ces réponses
broken =
    { $min ->
        [one] Veuillez choisir au moins une réponse.
       *[other] Veuillez choisir au moins { $min } réponses.
    }
broken-or-blank =
    { $min ->
        [one] Veuillez choisir au moins une réponse, ou le vote blanc.
       *[other] Veuillez choisir au moins { $min } réponses, ou le vote blanc.
    }
full =
    { $max ->
        [one] Vous avez déjà fait un choix, le maximum permis. Pour choisir « { $option } », retirez d’abord l’autre.
       *[other] Vous avez déjà fait { $max } choix, le maximum permis. Pour choisir « { $option } », retirez d’abord l’un des autres.
    }
full-blank = Vous avez choisi le vote blanc. Pour choisir « { $option } », retirez d’abord le vote blanc.
full-not-blank = Pour voter blanc, effacez d’abord vos autres choix ici.

## Booth: review

review-title = Vérifiez vos choix
review-change = Modifier
review-not-sent = Pas encore envoyé
review-not-sent-text = Votre vote ne compte que lorsque vous aurez appuyé sur « Déposer mon vote ».
review-cast = Déposer mon vote
review-back = Retour au bulletin
review-empty = Vous n’avez rien choisi ici. Vous pouvez en rester là.
review-fewer =
    { $count ->
        [one] Vous avez fait { $count } choix sur { $max } au plus. Vous pouvez en rester là.
       *[other] Vous avez fait { $count } choix sur { $max } au plus. Vous pouvez en rester là.
    }
tracker-title = Le numéro de suivi de votre bulletin
tracker-text = Il désigne votre bulletin scellé sans dire ce qu’il contient. Grâce à lui, vous pourrez retrouver votre bulletin dans l’urne. Vous le reverrez à la fin et pourrez alors l’enregistrer.
test-offer-title = Voulez-vous tester cet appareil ?
test-offer-text = Ce n’est pas obligatoire. Si vous voulez savoir si cet appareil met vraiment vos choix dans le bulletin, faites ouvrir ce bulletin sur un second appareil. Il ne sera pas compté ; vous voterez ensuite avec un nouveau.
test-offer = Tester cet appareil

## Booth: test

test-title = Tester cet appareil
test-why = Un appareil de vote pourrait tricher : afficher vos choix et en mettre d’autres dans le bulletin. Il ne sait pas d’avance quels bulletins seront testés ; s’il triche, il risque donc d’être découvert.
test-how = Il vous faut un second appareil auquel vous faites confiance, par exemple votre téléphone ou celui d’une connaissance. Faites d’autres choix pour l’essai si personne ne doit voir les vrais.
test-first = D’abord : le second appareil note le numéro de suivi
test-first-text = Scannez ce code avec le second appareil avant de continuer. Il y ouvre la page de vérification.
test-first-qr = Code QR avec le lien vers la page de vérification et le numéro de suivi
test-by-hand = Sans appareil photo
test-tracker = Ouvrez la page de vérification sur le second appareil, ou notez ce numéro de suivi :
test-credential = Cet identifiant de vote doit être celui de votre lettre :
test-second = Ensuite : le bulletin est ouvert
test-second-text = Ne continuez que lorsque le second appareil affiche le numéro de suivi. Le bulletin est alors ouvert et ne peut plus être déposé.
test-open = Ouvrir ce bulletin d’essai
test-leave = Revenir sans essai
test-trouble = Le bulletin d’essai n’a pas pu être ouvert
opened-title = Le bulletin d’essai est ouvert
opened-not-cast = Vous n’avez pas encore voté. Ce bulletin d’essai ne sera jamais compté.
opened-scan = Scannez ce code avec le second appareil. Il regarde lui-même dans le bulletin.
opened-qr = Code QR avec le lien vers la page de vérification et le bulletin ouvert
opened-save = Enregistrer dans un fichier
opened-compare = Comparez sur le second appareil
opened-choices = Affiche-t-il exactement les choix que vous avez faits ici ?
opened-tracker = Dit-il que le numéro de suivi est celui noté auparavant ? Le voici :
opened-wrong = Sinon, ne votez pas avec cet appareil. Conservez ce que montre le second appareil et prévenez le bureau électoral.
opened-back = Retour à mon bulletin
opened-fresh = Vos choix sont toujours là et peuvent être modifiés. Ils seront scellés de nouveau, avec un nouveau numéro de suivi.
qr-too-long = Ce bulletin est trop long pour un code QR. Veuillez copier le lien.

## Booth: sending

sending-title = Envoi de votre vote
sending-text = Laissez cette fenêtre ouverte jusqu’à ce que vous lisiez que votre vote est dans l’urne.
sending-safe = Votre vote n’est compté qu’une fois, même s’il faut l’envoyer plusieurs fois.
refused-title = Votre vote n’a pas été accepté
refused-heading = Ce bulletin n’est pas dans l’urne
refused-help = Vos choix sont toujours là. Vous pouvez recommencer ; la page regardera alors où en sont les choses. Le numéro de suivi de ce bulletin était :
refused-again = Recommencer
answer-wrong-title = La réponse du serveur n’est pas valable
answer-wrong-heading = Il n’est pas certain que votre vote soit dans l’urne
answer-wrong-help = Enregistrez la réponse et montrez-la au bureau électoral : elle peut servir de preuve. Recommencez ensuite, si possible sur un autre appareil ; la page vous dira si votre vote est dans l’urne. Le numéro de suivi de ce bulletin est :
answer-save = Enregistrer la réponse

## Booth: end

end-title = Votre vote est dans l’urne
end-accepted = Accepté le { $time }.
end-tracker = Conservez-le. Grâce à lui, vous et toute personne à qui vous le montrez pouvez retrouver votre bulletin scellé dans l’urne. Il ne dit pas ce que vous avez choisi.
end-save = Enregistrer le reçu
end-print = Imprimer
end-close = Sur un ordinateur partagé
end-close-text = Fermez cette fenêtre maintenant. Vos choix et votre code ne s’y trouvent plus.
standing-recorded = Des témoins indépendants ont signé l’urne avec votre bulletin.
standing-unwitnessed = Le serveur l’a attesté par sa signature. Cette élection n’a pas de témoins indépendants.
standing-received = Le serveur l’a attesté par sa signature. Des témoins indépendants ne l’ont pas encore confirmé ; veuillez vérifier de nouveau plus tard.
receipt-title = À quoi sert le reçu
receipt-proves = Il prouve que votre bulletin scellé est dans l’urne. S’il venait à disparaître, le reçu est une preuve que chacun peut vérifier.
receipt-hides = Il ne montre pas ce que vous avez choisi et ne peut pas être ouvert pour le voir.
receipt-not = Il ne prouve pas que cet appareil a mis vos choix dans le bulletin. C’est à cela que sert « Tester cet appareil ».
again-title = Vous avez changé d’avis ?
again-text = Jusqu’au { $time }, vous pouvez voter de nouveau avec la même lettre. Seul votre dernier vote compte.
later-title = Vérifier plus tard
later-text = Quand vous voulez, sur n’importe quel appareil, avec le numéro de suivi ou le reçu enregistré :

## Facts

fact-trust = Valeur de contrôle de l’élection
fact-fingerprint = Empreinte de l’élection
fact-board = Serveur
fact-size = Entrées dans l’urne
fact-election = Élection
fact-cast = Déposé le
fact-number = Vos bulletins
fact-number-again = C’est votre bulletin numéro { $number }. Il remplace les précédents.
fact-index = Numéro de l’entrée
fact-credential = Identifiant de vote
fact-tracker = Numéro de suivi
fact-signed = Qui a signé
fact-phase = État
fact-counted = Bulletins comptés
fact-auditor = Vérifié avec

## Check page

check-name = Vérification Tabella
check-footer = Cette page lit toute l’urne publique et la vérifie sur votre appareil. Le serveur n’apprend pas quel bulletin vous cherchez.
check-title = Vérifier un bulletin
check-help = Vous n’avez besoin ici ni de votre code ni d’un mot de passe.
check-begin = Commencer
check-back = Retour à toutes les vérifications
check-reading = Lecture et vérification de l’urne…
check-failed = La vérification n’a pas abouti
check-which = Quelle élection ?
check-settings = Réglages
check-other = Autre élection
check-other-board = Autre serveur
check-trust = Valeur de contrôle de votre lettre (facultatif)
check-trust-help = Elle commence par trust1. Grâce à elle, cette page s’assure que le serveur montre l’élection de votre lettre.
take-away = Cette page sous forme de fichier
take-away-text = Si vous préférez ne pas vous fier à la copie de ce serveur, prenez cette page en un lieu auquel vous faites confiance. C’est un seul fichier, qui fonctionne depuis votre disque et lit n’importe quel serveur.
board-title = Quel serveur ?
board-label = Adresse du serveur, ou lien de votre lettre
board-help = Cette page lit l’urne de n’importe quel serveur.
board-field-help = Par exemple https://vote.example.org
board-wrong = Ce n’est pas une adresse.

ballot-task = Mon bulletin est-il dans l’urne ?
ballot-task-about = Avec le numéro de suivi ou le reçu obtenu lors du vote.
ballot-task-help = La page cherche votre bulletin dans toute l’urne et ne dit pas au serveur duquel il s’agit.
ballot-task-label = Numéro de suivi ou reçu
ballot-task-field-help = Le numéro de suivi commence par tracker1. Vous pouvez aussi coller le texte du reçu.
ballot-task-file = Ou ouvrez le fichier du reçu (.tlog-proof)
ballot-task-submit = Chercher
ballot-counted = Votre bulletin est dans l’urne et il est compté
ballot-counted-text = Le vote est terminé, et c’est le dernier bulletin portant votre code.
ballot-in = Votre bulletin est dans l’urne
ballot-in-text = Il sera compté à la fin du vote, sauf si un bulletin ultérieur portant le même code le remplace.
ballot-replaced = Un bulletin ultérieur a remplacé celui-ci
ballot-replaced-text = Ce bulletin est dans l’urne, mais un autre portant le même code a été déposé le { $time }. Seul le dernier compte. Son numéro de suivi est :
not-you = Si ce n’était pas vous, quelqu’un d’autre possède votre code : prévenez le bureau électoral, et votez de nouveau si le vote est encore ouvert.
ballot-missing = Ce bulletin devrait être dans l’urne et n’y est pas
ballot-missing-text = Le serveur a signé un reçu pour lui et montre maintenant une urne sans lui. Cela ne doit jamais arriver.
ballot-missing-do = Conservez le fichier du reçu : c’est une preuve contre le serveur, que chacun peut vérifier. Montrez-le au bureau électoral et à des observateurs.
ballot-unknown = Il n’y a pas de bulletin portant ce numéro de suivi dans l’urne
ballot-unknown-text = Cela peut avoir plusieurs raisons :
ballot-unknown-typed = Le numéro de suivi est celui d’un bulletin jamais déposé : vous l’avez vérifié, puis vous avez modifié quelque chose ou fermé la page.
ballot-unknown-test = C’était un bulletin d’essai. Ceux-là ne vont jamais dans l’urne.
ballot-unknown-other = Il s’agit d’une autre élection.
ballot-unknown-receipt = Si l’on vous a dit que votre vote est dans l’urne, vérifiez avec le fichier du reçu plutôt qu’avec le numéro de suivi : c’est une preuve.
ballot-receipt = Obtenir le reçu de ce bulletin
ballot-receipt-about = Avec un reçu, vous avez une preuve en main. Pour l’obtenir, cette page demande au serveur précisément ce bulletin.
proof-text = Cette page a téléchargé toutes les entrées, vérifié leur enchaînement et recalculé à partir d’elles l’empreinte racine que le serveur a signée. Ce bulletin fait donc partie de ce qui a été signé ; tous les bulletins de son identifiant ont été entièrement vérifiés.

device-task = Essai d’un appareil de vote
device-task-about = Un autre appareil affiche un code QR, et vous voulez savoir ce qu’il a vraiment mis dans le bulletin.
device-help = L’appareil de vote devait d’abord afficher le numéro de suivi, puis ouvrir le bulletin. Cette page reconstruit le bulletin et voit ce qu’il contient vraiment.
device-scan = Le plus simple est de scanner les deux codes QR que montre l’appareil de vote. Vous pouvez aussi tout saisir ici.
device-opening-there = Le bulletin d’essai ouvert est arrivé avec le lien.
device-opening = Le bulletin d’essai ouvert
device-opening-help = Collez le lien ou le texte de l’appareil de vote.
device-opening-file = Ou ouvrez le fichier enregistré par l’appareil de vote
device-credential = L’identifiant de vote de votre lettre
device-credential-help = Il commence par credential1. Comparez-le avec la lettre : un appareil qui triche pourrait montrer celui d’une autre personne.
device-noted = Ce navigateur a noté le numéro de suivi avant l’ouverture du bulletin :
device-tracker = Le numéro de suivi que l’appareil affichait auparavant
device-tracker-help = Prenez celui que vous avez noté avant l’ouverture du bulletin, et non celui de l’écran d’après.
device-tracker-link = Comparer avec le numéro de suivi du lien
device-tracker-link-help = L’appareil l’a donné avec le bulletin ouvert. Il n’a de sens que si c’est exactement celui que vous aviez noté.
device-submit = Regarder dans le bulletin d’essai
device-choices = Ce que contient vraiment le bulletin d’essai
device-choices-text = Le numéro de suivi est celui noté auparavant, et le bulletin n’est pas dans l’urne.
device-nothing = Aucun choix
device-yours = Sont-ce les choix que vous avez faits sur l’appareil de vote ?
device-yes = Oui, exactement
device-no = Non
device-good = L’appareil a mis vos choix dans le bulletin
device-good-text = Il a réussi cet essai. Retournez-y et votez. Vous pouvez tester aussi souvent que vous voulez.
device-bad = L’appareil n’a pas mis vos choix dans le bulletin
device-bad-text = Assurez-vous de bien vous souvenir de vos choix. Si vous en êtes sûr, ne votez pas avec cet appareil : prenez-en un autre.
device-bad-do = Laissez cette page ouverte ou photographiez-la, enregistrez le bulletin d’essai ouvert et prévenez le bureau électoral.
noted-title = Le numéro de suivi est noté
noted-text = Cet appareil le comparera lorsque l’appareil de vote aura ouvert le bulletin d’essai.
noted-tracker = L’appareil de vote affiche-t-il exactement ce numéro de suivi ?
noted-credential-title = Votre identifiant de vote
noted-credential = Votre lettre porte-t-elle exactement cet identifiant ? Sinon, l’appareil triche peut-être : ne continuez pas.
noted-next = Appuyez maintenant sur « Ouvrir ce bulletin d’essai » sur l’appareil de vote, et scannez le second code QR avec cet appareil.
noted-paste = Saisir le bulletin ouvert à la main

used-task = Mon code a-t-il été utilisé ?
used-task-about = Avec l’identifiant de votre lettre, par exemple si vous n’avez pas voté et voulez être sûr que personne ne l’a fait à votre place.
used-help = La page cherche dans toute l’urne les bulletins déposés avec votre code.
used-label = L’identifiant de vote de votre lettre
used-field-help = Il commence par credential1. Il n’est pas secret. Ne saisissez pas votre code ici.
used-submit = Chercher des bulletins
used-secret = Cela ressemble à votre code. Gardez-le secret : l’identifiant commence par credential1.
used-not-in-roll = Cet identifiant n’est pas sur la liste électorale
used-not-in-roll-text = Veuillez le comparer avec votre lettre et vous assurer que c’est la bonne élection.
used-absent = Aucun bulletin n’a été déposé avec votre code
used-absent-text = L’urne entière, telle que le serveur l’a signée à présent, ne contient aucun bulletin portant votre code.
used-counted = Un bulletin portant votre code est dans l’urne et il est compté
used-counted-text = Il a été déposé le { $time }.
used-in = Un bulletin portant votre code est dans l’urne
used-in-text = Il a été déposé le { $time }. Il sera compté si aucun autre ne le remplace.
used-proof = Cette page a téléchargé toutes les entrées et vérifié leur enchaînement et leurs signatures ; tous les bulletins de cet identifiant ont été entièrement vérifiés.

## Audit page

audit-name = Audit Tabella
audit-footer = Tout est vérifié sur votre appareil, avec le même code que celui des observateurs.
audit-which = Quelle élection vérifier ?
audit-title = Vérifier cette élection
audit-help = Votre appareil télécharge tout ce qui est public dans cette élection et le vérifie : chaque signature, chaque bulletin, chaque règle, chaque somme. S’il y a beaucoup de bulletins, cela prend quelques minutes.
audit-begin = Tout vérifier
audit-relies = Sur quoi cela repose
audit-relies-text = Sur le nom de l’élection et la clé du serveur, et sur rien d’autre de ce que dit le serveur. Comparez la valeur de contrôle avec votre lettre pour être sûr que c’est la bonne élection.
audit-relies-page = Cette page vient du serveur qu’elle vérifie. Pour ne vous fier à rien qui vienne de lui, utilisez le programme tabella-audit sur votre propre ordinateur ; la page de résultat explique comment.
audit-trust = Ce que je sais par ailleurs
audit-trust-text = La valeur de contrôle d’une lettre ou d’une annonce, ou votre propre fichier de confiance. Sans cela, cette page prend ce que le serveur dit de lui-même.
audit-trust-file = Fichier de confiance (trust.json)
audit-files = Vérifier un dossier enregistré
audit-files-text = Pour une élection archivée, il vous faut trois fichiers. Rien n’est envoyé.
audit-files-entries = Entrées (entries.jsonl)
audit-files-checkpoint = Point de contrôle (checkpoint)
audit-files-trust = Fichier de confiance (trust.json)
audit-files-missing = Veuillez choisir les trois fichiers.
audit-files-begin = Vérifier ces fichiers
audit-working = Vérification…
audit-working-text = Vous pouvez laisser cet onglet ouvert et faire autre chose.
audit-entries = { $done } entrées sur { $all }
audit-pace =
    { $left ->
        [one] { $done } entrées sur { $all }, { $speed } par seconde, encore { $left } seconde environ
       *[other] { $done } entrées sur { $all }, { $speed } par seconde, encore { $left } secondes environ
    }
audit-failed = L’élection n’a pas pu être vérifiée
audit-no-verdict = Il n’y a pas de verdict
audit-again = Vérifier de nouveau
verdict-accepted = Tout est exact
verdict-accepted-final = Le résultat est la somme des bulletins déposés, et aucune règle n’a été enfreinte. Vous venez de le recalculer.
verdict-accepted-so-far = Tout ce qui s’est passé jusqu’ici respecte les règles. Il n’y a pas encore de résultat.
verdict-unwitnessed = Cette élection n’a pas de témoins indépendants : seul le serveur garantit d’avoir montré la même urne à tous.
verdict-rejected = Ce dossier n’est pas valable
verdict-rejected-text = Au moins une vérification a échoué. Personne ne devrait se fier à ce dossier ; aucun total n’est affiché.
verdict-rejected-first = Vérifications en échec :
verdict-rejected-do = Enregistrez le rapport et prévenez le bureau électoral et d’autres observateurs. Vérifiez aussi avec le programme tabella-audit.
verdict-counts =
    { $seconds ->
        [one] { $entries } entrées vérifiées en { $seconds } seconde. Vérifications réussies : { $passed }, échouées : { $failed }, sans objet : { $none }.
       *[other] { $entries } entrées vérifiées en { $seconds } secondes. Vérifications réussies : { $passed }, échouées : { $failed }, sans objet : { $none }.
    }
totals-title = Le résultat, recalculé
totals-counted =
    { $count ->
        [one] { $count } bulletin compté
       *[other] { $count } bulletins comptés
    }
totals-withheld = Non publié : les bulletins sont si peu nombreux que les totaux pourraient montrer comment quelqu’un a voté.
totals-withheld-weight = Non publié : parmi les personnes qui partagent un même poids, si peu ont voté que les totaux pourraient montrer comment.
checks-title = Toutes les vérifications
checks-english = Les phrases des vérifications sont en anglais.
filter = Afficher
filter-all = toutes les vérifications
filter-none = Aucune vérification n’est dans ce cas.
verdict-passed = réussie
verdict-failed = échouée
verdict-blocked = impossible
verdict-not-applicable = sans objet
column-check = Vérification
column-says = Ce qui doit être vrai
column-objects = Objets
column-option = Réponse
column-votes = Voix
group-enc = Forme des entrées
group-log = Journal et signatures
group-man = Règles de l’élection
group-key = Clés des dépositaires
group-rol = Liste électorale
group-bal = Bulletins
group-prf = Preuves dans les bulletins
group-tal = Comptage
group-dec = Déchiffrement
group-res = Résultat
group-rcp = Reçus
group-rep = Rapport
group-other = Autres vérifications
group-passed = { $passed } sur { $all } réussies
evidence = Éléments de preuve
evidence-entry = entrée brute
evidence-more =
    { $count ->
        [one] et { $count } autre, dans le rapport enregistré
       *[other] et { $count } autres, dans le rapport enregistré
    }
basis-title = Comment se passer de cette page
basis-text = Le verdict repose sur ce fichier de confiance. Comparez-le avec celui d’une source à laquelle vous faites confiance :
basis-value = Sa valeur de contrôle, qui figure aussi sur les lettres :
basis-independent = Avec le programme, sur votre propre ordinateur :
basis-last-line = Sa dernière ligne doit être :
report-save = Enregistrer le rapport
trust-save = Enregistrer le fichier de confiance
