# Tout ce que lisent électeurs et observateurs dans l’isoloir, la page de vérification et la page d’audit.

## Frame

skip = Aller au contenu
navigation = Pages
languages = Langue
details = Détails
copy = Copier
copied = Copié.
copy-failed = La copie n’a pas fonctionné ici. Veuillez sélectionner le texte et le copier vous-même.
try-again = Réessayer
link-elections = Toutes les élections
link-view = Page publique de cette élection
link-check = Vérifier un bulletin

## Waiting and lost connections

progress = { $doing } { $percent } ({ $size })
pause-lost = La connexion est interrompue
pause-busy = Le serveur est très sollicité en ce moment
pause-storage = Le serveur ne peut enregistrer aucun bulletin pour le moment
pause-clock = Le serveur n’accepte aucun bulletin pour le moment, car son horloge est peut-être fausse
pause-often = Votre code a servi à envoyer plusieurs bulletins en peu de temps
pause-next =
    { $seconds ->
        [one] La suite se fera d’elle-même dans une seconde. Vous n’avez rien à faire.
       *[other] La suite se fera d’elle-même dans { $seconds } secondes au plus tard. Vous n’avez rien à faire.
    }
pause-minutes = Veuillez laisser cette page ouverte. La suite se fera d’elle-même dans environ { $minutes } minutes.
pause-operator = Les personnes qui gèrent le serveur doivent d’abord y remédier. Veuillez laisser cette page ouverte : elle réessaie d’elle-même. Si cela dure, prévenez le bureau électoral.
pause-now = Réessayer maintenant

## What may go wrong

trouble-connection = Il n’y a pas de connexion au serveur pour le moment.
trouble-machine = Cette page n’a pas fonctionné comme prévu. Rechargez-la ; si cela ne suffit pas, essayez un autre navigateur ou un autre appareil.
trouble-file = Ce fichier ne peut pas être lu. S’il se trouve dans un nuage, copiez-le d’abord sur cet appareil, puis choisissez-le de nouveau.
trouble-changed = Ce reçu a été modifié en chemin, ou une partie manque : il ne montre rien. Cela ne dit rien de votre bulletin et ne met personne en cause. Demandez de nouveau le fichier tel qu’il a été enregistré, ou copiez-le de nouveau du début à la fin. Vous pouvez aussi chercher votre bulletin par son numéro de suivi.
trouble-other-election = Ce reçu concerne une autre élection, ou il a été modifié en chemin. Ouvrez la page de vérification avec l’adresse de votre lettre pour cette élection-là, ou procurez-vous de nouveau le reçu tel qu’il a été enregistré.
trouble-trust-file = Ce n’est pas un fichier de confiance, ou il a été modifié en chemin. Procurez-vous-le de nouveau tel qu’il a été publié. Rien n’a été vérifié, et personne n’est mis en cause.
trouble-too-large = Le serveur a envoyé plus que cette page n’accepte : rien n’a été vérifié. Prévenez le bureau électoral. Si l’urne est vraiment aussi grande, le programme tabella-audit peut la vérifier.
trouble-older = Le serveur, ou quelque chose en chemin, par exemple un cache, montre un état de l’urne plus ancien qu’auparavant. Cela ne prouve rien contre personne. Attendez quelques minutes et réessayez, de préférence depuis un autre réseau.
trouble-blocked = Une partie de cette page n’est pas arrivée, bien que le serveur soit joignable. Un filtre la retient peut-être en chemin. Essayez un autre réseau, un autre navigateur ou un autre appareil.
trouble-webassembly = WebAssembly manque à ce navigateur ou y est désactivé : sans lui, aucun bulletin ne peut être scellé ni vérifié ici. C’est le cas sur un iPhone en mode Isolement, et dans le navigateur Tor au-dessus du niveau de sécurité normal. Utilisez un autre navigateur, un autre appareil ou le programme tabella-vote ; le bureau électoral peut vous renseigner.
trouble-no-election = Ce serveur ne connaît pas cette élection. Le lien est peut-être incomplet.
trouble-refused = Le serveur n’a pas accepté cela.
trouble-moved = Le serveur renvoie cette page vers une autre adresse. Rien n’en a été repris, et aucun bulletin n’y a été envoyé. Utilisez l’adresse de votre lettre ; si cela se reproduit, prévenez le bureau électoral.
fault-code = Ce code n’appartient pas à cette élection, ou un caractère est faux. Veuillez le comparer avec votre lettre.
fault-typing = Un caractère est faux ou manquant. Veuillez comparer avec l’original.
fault-other-election = Ce n’est pas l’élection dont parle votre lettre. Utilisez l’adresse de votre lettre et prévenez le bureau électoral.
fault-not-open = Le vote n’est pas ouvert en ce moment.
fault-meanwhile = Entre-temps, un autre bulletin portant votre code est arrivé.
fault-receipt = Le reçu n’est pas valable : il ne prouve pas ce qu’il devrait prouver.
fault-missing = Le bulletin n’est pas dans l’urne, alors qu’il devrait y être.
fault-device = Le bulletin ouvert n’est pas celui dont le numéro de suivi a été noté : l’appareil de vote ne s’était pas engagé sur ce bulletin. S’il a scellé un nouveau bulletin entre-temps, parce que vous êtes revenu au bulletin, notez le nouveau numéro et refaites l’essai. Sinon, ne votez pas avec cet appareil et prévenez le bureau électoral.
fault-other-voter = Le bulletin d’essai a été fait pour une autre personne ou une autre élection. Comparez l’identifiant de vote affiché ici avec votre lettre. S’il est le même, ne votez pas avec cet appareil et prévenez le bureau électoral.
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
no-date = aucune date valable

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
lost-title = Cette page a été rechargée
lost-code = Votre code et vos choix ne sont plus là : cette page ne les conserve pas, afin que personne ne puisse les trouver en utilisant cet appareil après vous. Rien n’en a été envoyé. Scannez de nouveau le code de votre lettre, ou saisissez-le ici.
lost-sending = Votre vote était en route à ce moment-là. Scannez de nouveau le code de votre lettre, ou saisissez-le ici : la page vous dira si un vote avec votre code est dans l’urne. Le numéro de suivi de ce bulletin est :
lost-trust-kept = La valeur de contrôle du lien de votre lettre est toujours comparée.
lost-trust-gone = Cette page ne compare plus la valeur de contrôle de votre lettre. Scannez de nouveau le code de votre lettre, ou comparez vous-même la valeur avant de voter.
link-again = Vous avez fait ici des choix qui n’ont pas été envoyés. Si vous ouvrez ce lien, ils seront perdus. L’ouvrir ?
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
tracker-keep = Il désigne votre bulletin scellé sans dire ce qu’il contient. Conservez-le hors de cet appareil avant de choisir ci-dessous : sur un second appareil, ouvrez la page de vérification avec l’adresse de votre lettre et scannez-y ce code. Vous pouvez aussi le photographier ou l’écrire.
tracker-qr = Code QR avec le numéro de suivi
tracker-why = Grâce à lui, vous pourrez retrouver votre bulletin dans l’urne. Et il lie cet appareil à ce bulletin avant que l’appareil sache si vous allez le déposer ou le tester.
test-offer-title = Voulez-vous tester cet appareil ?
test-offer-text = Ce n’est pas obligatoire. Au lieu de déposer ce bulletin, vous pouvez le faire ouvrir : le second appareil, qui a noté le numéro de suivi, montre alors ce que cet appareil a vraiment mis dans le bulletin. Il ne sera pas compté ; vous voterez ensuite avec un nouveau. Sans numéro de suivi conservé avant d’appuyer ici, l’essai ne prouve rien. Faites d’autres choix pour l’essai si personne ne doit voir les vrais.
test-offer = Tester cet appareil

## Booth: test

test-trouble = Le bulletin d’essai n’a pas pu être ouvert
opened-title = Le bulletin d’essai est ouvert
opened-not-cast = Vous n’avez pas encore voté. Ce bulletin d’essai ne sera jamais compté.
opened-scan = Scannez ce code avec la page de vérification du second appareil, qui a noté le numéro de suivi. Il regarde lui-même dans le bulletin.
opened-qr = Code QR avec le bulletin ouvert
opened-copy = Copier le bulletin ouvert
opened-save = Enregistrer dans un fichier
opened-compare = Comparez sur le second appareil
opened-tracker = Reconnaît-il le bulletin ouvert comme celui dont il a noté le numéro de suivi avant que vous appuyiez sur « Tester cet appareil » ?
opened-credential = L’identifiant de vote affiché là est-il celui de votre lettre ?
opened-choices = Affiche-t-il exactement les choix que vous avez faits ici ?
opened-wrong = Sinon, ne votez pas avec cet appareil. Conservez ce que montre le second appareil et prévenez le bureau électoral.
opened-late = Le numéro de suivi n’a pas été conservé avant ? Alors cet essai ne prouve rien : l’appareil a pu ouvrir n’importe quel bulletin. Revenez à votre bulletin et conservez le nouveau numéro avant de choisir.
opened-back = Retour à mon bulletin
opened-fresh = Vos choix sont toujours là et peuvent être modifiés. Ils seront scellés de nouveau, avec un nouveau numéro de suivi.
qr-too-long = Ce bulletin est trop long pour un code QR. Veuillez le copier ou l’enregistrer dans un fichier.

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
end-reloaded = Cette page a été rechargée. Elle montre le vote qui a été déposé dans cette fenêtre. Si vous n’avez pas encore voté, commencez avec votre propre lettre.
end-begin = Voter avec une autre lettre
standing-recorded = Des témoins indépendants ont signé l’urne avec votre bulletin.
standing-unwitnessed = Le serveur l’a attesté par sa signature. Cette élection n’a pas de témoins indépendants.
standing-received = Le serveur l’a attesté par sa signature. Des témoins indépendants ne l’ont pas encore confirmé ; veuillez vérifier de nouveau plus tard.
collusion = Le serveur et un responsable, avec { $some } des { $all } dépositaires, pourraient montrer des urnes différentes à différentes personnes et lire des bulletins isolés.
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
foreign-title = Cette page n’a pas été ouverte avec l’adresse de votre lettre
foreign-text = Le lien qui l’a ouverte contient un numéro de suivi ou un bulletin ouvert. Aucune lettre ne fait cela, mais un appareil de vote qui triche pourrait afficher un tel lien. Rien n’en a été repris. Fermez cette page et ouvrez la page de vérification avec l’adresse de votre lettre.
take-away = Cette page sous forme de fichier
take-away-text = Si vous préférez ne pas vous fier à la copie de ce serveur, prenez cette page en un lieu auquel vous faites confiance. C’est un seul fichier, qui fonctionne depuis votre disque, lit n’importe quel serveur et peut comparer la page de vote du serveur avec celle qui a été annoncée. Un favori ou une icône sur l’écran d’accueil, ce n’est pas pareil : il va chercher la page sur le serveur à chaque fois.
board-title = Quel serveur ?
board-label = Adresse du serveur, ou lien de votre lettre
board-help = Cette page lit l’urne de n’importe quel serveur.
board-field-help = Par exemple https://vote.example.org
board-wrong = Ce n’est pas une adresse.

ballot-task = Mon bulletin est-il dans l’urne ?
ballot-task-about = Avec le numéro de suivi ou le reçu obtenu lors du vote.
ballot-task-help = La page cherche votre bulletin dans toute l’urne et ne dit pas au serveur duquel il s’agit.
ballot-task-noted = Le numéro de suivi noté le { $time } est déjà inscrit.
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
ballot-older = Cette page reçoit un état plus ancien de l’urne
ballot-older-text = Votre reçu est plus récent que ce qui est montré : quelque chose entre vous et le serveur, par exemple un cache, a pu garder un état plus ancien. Cela ne dit rien de votre bulletin et ne prouve rien contre personne.
ballot-older-do = Conservez le fichier du reçu, attendez quelques minutes et regardez de nouveau, de préférence depuis un autre réseau.
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

device-task = Noter un numéro de suivi, tester un appareil de vote
device-task-about = Cette page garde le numéro de suivi avant que vous choisissiez, sur l’appareil de vote, de déposer ou de tester. Grâce à lui, vous retrouverez votre bulletin ; et si vous testez, vous verrez ce que l’appareil a vraiment mis dans le bulletin.
device-task-noted = Un numéro de suivi a été noté le { $time }.
note-title = Noter le numéro de suivi
note-help = Sur l’appareil de vote, allez jusqu’à « Vérifiez vos choix ». Le numéro de suivi de votre bulletin scellé s’y trouve, en texte et en code QR.
note-before = Avant de choisir, pas après
note-before-text = N’appuyez encore ni sur « Déposer mon vote » ni sur « Tester cet appareil ». Un numéro de suivi lu après avoir appuyé sur « Tester cet appareil » ne prouve rien : l’appareil sait alors qu’il est testé et peut afficher le numéro d’un autre bulletin.
note-label = Le numéro de suivi
note-field-help = Il commence par tracker1. Vous pouvez aussi le taper ou le coller.
note-submit = Noter
note-letter = N’ouvrez cette page qu’avec l’adresse de votre lettre, jamais avec un code ou un lien affiché par un appareil de vote.
given-late = Aucun numéro de suivi n’a été noté avant l’ouverture de ce bulletin
given-late-text = Cet essai ne prouve donc rien, et cette page ne regarde pas dans le bulletin. Sur l’appareil de vote, revenez à votre bulletin, vérifiez de nouveau vos choix et notez ici le nouveau numéro de suivi avant d’appuyer sur quoi que ce soit d’autre.
given-address = C’est une adresse ; elle n’a pas été ouverte
given-address-text = Un appareil de vote affiche des numéros de suivi et des bulletins ouverts, jamais d’adresses : une adresse pourrait vous mener à une page qui ment. Si elle vient de l’appareil de vote, ne l’ouvrez pas, ne votez pas avec cet appareil et prévenez le bureau électoral.
given-unknown = Ce n’est ni un numéro de suivi ni un bulletin d’essai ouvert.
given-again = Ce numéro de suivi est déjà noté. Si vous testez l’appareil, scannez le code qu’il affiche après que vous avez appuyé sur « Tester cet appareil ».
replace-title = Un autre numéro de suivi est déjà noté
replace-before = Noté le { $time } :
replace-now = Affiché maintenant :
replace-text = Ne le remplacez que si l’appareil de vote a scellé un nouveau bulletin depuis : parce que vous êtes revenu au bulletin, ou parce que vous avez terminé un essai.
replace-warning = Sinon, l’appareil triche
replace-warning-text = Un bulletin a un seul numéro de suivi. Si vous n’avez rien changé, ou si vous avez déjà appuyé sur « Tester cet appareil » pour le premier, gardez le premier : un appareil qui en affiche alors un autre n’a pas réussi l’essai. Ne votez pas avec lui et prévenez le bureau électoral.
replace-keep = Garder le premier
replace-take = Noter le nouveau à la place
noted-title = Le numéro de suivi est noté
noted-at = Noté le
noted-not-kept = Ce navigateur ne garde rien quand la page est fermée. Laissez-la ouverte jusqu’à ce que vous ayez fini.
noted-next = Choisissez maintenant sur l’appareil de vote, comme vous voulez : il ne peut pas le savoir d’avance.
noted-cast = Si vous déposez votre vote
noted-cast-text = Avec le numéro de suivi, cette page retrouve votre bulletin dans l’urne, maintenant ou plus tard.
noted-another = Noter un autre numéro de suivi
noted-test = Si vous testez l’appareil
noted-test-text = Appuyez sur « Tester cet appareil » et scannez le code qu’il affiche alors. Cette page reconstruit le bulletin et voit ce qu’il contient vraiment.
device-opening = Le bulletin d’essai ouvert
device-opening-help = Ou collez le texte de l’appareil de vote.
device-opening-file = Ou ouvrez le fichier enregistré par l’appareil de vote
device-unreadable = Cela ne peut pas être lu comme un bulletin d’essai ouvert. Scannez ou copiez-le de nouveau. Un appareil qui n’affiche rien de lisible n’a pas réussi l’essai.
device-credential = L’identifiant de vote de votre lettre
device-credential-help = Il commence par credential1. Prenez-le dans votre lettre, jamais sur l’appareil de vote.
device-credential-came = Il est arrivé avec l’adresse qui a ouvert cette page. Comparez-le avec votre lettre.
device-submit = Regarder dans le bulletin d’essai
device-failed = L’appareil de vote n’a pas réussi cet essai
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

scan-begin = Scanner avec l’appareil photo
scan-looking = Tenez le code devant l’appareil photo.
scan-end = Arrêter l’appareil photo
scan-picture = Ou ouvrir une photo du code
scan-none = Cette page ne peut pas utiliser d’appareil photo ici. Ouvrez une photo du code, ou tapez ou collez ce qui figure à côté.
scan-refused = Le navigateur ne laisse pas cette page utiliser l’appareil photo. Autorisez-la dans ses réglages ; ou ouvrez une photo du code, ou tapez ou collez ce qui figure à côté.
scan-no-code = Aucun code QR ne peut être lu dans cette photo. Reprenez-la de plus près et sous une bonne lumière ; ou tapez ou collez ce qui figure à côté du code.

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

served-task = La page de vote est-elle celle qui a été annoncée ?
served-task-about = Va chercher la page de vote du serveur avec ce navigateur et la compare avec la liste qui figure dans les règles de l’élection.
served-help = Les règles de l’élection, que personne ne peut modifier ensuite, indiquent une empreinte pour chaque fichier de la page de vote. Cette page va chercher les fichiers un par un et calcule elle-même leurs empreintes.
served-limits = Ce que cela ne peut pas trouver
served-limits-text = Un serveur peut reconnaître que ses fichiers sont comparés et non ouverts, et il peut envoyer une autre page à une seule personne. Contre les deux, seul l’essai de votre propre appareil protège.
served-submit = Comparer la page de vote
served-same = Ce navigateur a reçu la page de vote annoncée
served-same-text = Fichiers et pages comparés : { $count }. Chacun a l’empreinte indiquée dans les règles de l’élection.
served-different = Le serveur envoie une autre page de vote que celle qui a été annoncée
served-different-text = Ne votez pas avec elle. Prenez une photo de cette page et prévenez le bureau électoral, d’autres électeurs et les observateurs. Vous pouvez voter avec le programme tabella-vote à la place.
served-none = Les règles de cette élection n’indiquent aucune page de vote : il n’y a donc rien à comparer.
served-file-same = comme annoncé
served-file-different = différent
served-file-missing = manquant
served-file-unnamed = non indiqué

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
remarks-title = Remarques
remarks-text = Rien de cela ne fait échouer une vérification, mais il faut le savoir.
look-alikes = Ces noms sont différents et se ressemblent. Lisez-les lettre par lettre :
basis-title = Comment se passer de cette page
basis-text = Le verdict repose sur ce fichier de confiance. Comparez-le avec celui d’une source à laquelle vous faites confiance :
basis-value = Sa valeur de contrôle, qui figure aussi sur les lettres :
basis-independent = Avec le programme, sur votre propre ordinateur :
basis-last-line = Sa dernière ligne doit être :
report-save = Enregistrer le rapport
trust-save = Enregistrer le fichier de confiance
