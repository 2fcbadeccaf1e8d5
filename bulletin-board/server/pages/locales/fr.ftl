# Les mots des pages publiques. Des mots simples ; un mot pour chaque chose.

## Cadre de chaque page

skip-to-content = Aller au contenu
language-label = Langue
nav-label = Cette élection
nav-elections = Toutes les élections
nav-election = Élection
nav-ballots = Bulletins
nav-check = Vérifier votre bulletin
nav-audit = Contrôler vous-même
footer-public = Tout ce qui figure sur ce tableau est public. Chacun peut le lire, le copier et le contrôler, et personne ne vous demande qui vous êtes.

## Nombres et heures

percent = { $value } %
date-and-time = { $day } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year } à { $clock } UTC

## Toutes les élections

elections-title = Élections de ce tableau
elections-intro = Ce tableau public conserve le registre de chaque élection. Rien de ce qui y est écrit ne peut être changé ou retiré sans que tout le monde puisse s’en apercevoir.
elections-none = Il n’y a pas encore d’élection sur ce tableau.

## Où en est une élection

state-label = Où en est l’élection
state-setup = En préparation
state-waiting = Pas encore ouverte
state-open = Vote en cours
state-over = Vote terminé
state-closed = Dépouillement en cours
state-finished = Terminée
state-void = Annulée
says-setup = L’élection est en préparation. Personne ne peut encore voter.
says-waiting = Tout est prêt. Le vote n’a pas encore commencé.
says-open = Vous pouvez voter maintenant. Jusqu’à la clôture du vote, vous pouvez revoter autant de fois que vous le souhaitez : seul votre dernier bulletin compte.
says-over = Le temps du vote est écoulé, aucun bulletin n’est plus accepté. Les responsables de l’élection doivent encore fermer l’urne.
says-closed = Le vote est terminé. Les dépositaires ouvrent maintenant les totaux ensemble.
says-finished = Le vote est terminé et le résultat a été proclamé.
says-void = Une erreur a été prouvée pendant la création de la clé de cette élection. Personne n’a pu y voter. Il faut la recommencer comme une nouvelle élection.
opening-label = Ouverture du vote
closing-label = Clôture du vote
voted-label = Ont voté
voted-of = { $voted } sur { $eligible }
vote-link = Voter
check-pages-title = Pages de vérification hébergées ailleurs
check-pages-say = Ces pages de vérification ne viennent pas de ce tableau : d’autres les hébergent, et les responsables les ont annoncées en même temps que l’élection. Avec l’une d’elles, vous pouvez vérifier votre bulletin sans vous fier à une page de ce tableau.

## Ce qui est décidé

contests-title = Ce qui est décidé
rule-exactly = Choisissez exactement { $max ->
        [one] une option.
       *[other] { $max } options.
    }
rule-up-to = Choisissez au plus { $max ->
        [one] une option.
       *[other] { $max } options.
    }
rule-between = Choisissez de { $min } à { $max } options.
rule-blank = Vous pouvez aussi voter blanc, pour aucune d’elles.
look-alikes = Ces noms sont différents et se ressemblent. Lisez-les lettre par lettre :

## Participation

turnout-title = Participation
turnout-so-far = { $voted } personnes sur les { $eligible } qui peuvent voter ont voté ({ $share }).
turnout-only = Leur choix reste secret. Il n’y a pas de résultats partiels, ni ici ni ailleurs.
turnout-words = La ligne monte chaque fois que quelqu’un vote pour la première fois. Jusqu’ici, { $voted } sur { $eligible } ont voté.
turnout-caption = Nombre de personnes qui ont voté, de l’ouverture à la clôture du vote.
turnout-table = Participation sous forme de tableau
turnout-table-caption = Combien de personnes avaient voté, et à quelle heure
column-time = Heure
column-share-eligible = Part des personnes qui peuvent voter

## Résultat

result-title = Résultat
result-counted = { $count ->
        [one] Un bulletin a été compté.
       *[other] { $count } bulletins ont été comptés.
    }
result-weighted = Certains bulletins pèsent plus que d’autres. Ensemble ils pèsent { $weight }, et tous les totaux tiennent compte du poids.
result-table-caption = Voix pour chaque option
column-option = Option
column-votes = Voix
column-share-ballots = Part des bulletins
result-blank = Vote blanc
result-base = 100 % correspond à tous les bulletins comptés ici : { $weight }.
result-plural = Un bulletin pouvait désigner plusieurs options : la somme des parts peut donc dépasser 100 %.
result-withheld = Si peu de personnes ont voté ici que les totaux pourraient révéler le vote de quelqu’un. Ils ne sont pas publiés et n’ont jamais été ouverts.
result-withheld-weight = Assez de personnes ont voté ici, mais si peu parmi celles qui partagent un même poids que les totaux pourraient révéler leur vote. Les totaux ne sont pas publiés et n’ont jamais été ouverts.
result-empty = Personne n’a voté sur cette question.
result-csv = Résultat en tableau pour tableur (CSV)
result-json = Résultat pour les programmes (JSON)
result-trust = Vous n’avez pas à croire ces nombres : chacun peut les recalculer à partir du registre public.

## Personnes

people-title = Qui est responsable
trustees-title = Dépositaires
trustees-some = { $threshold } dépositaires sur { $count } doivent agir ensemble pour ouvrir les totaux. À moins de { $threshold }, on ne peut rien ouvrir. Il en faudrait autant pour percer le secret des bulletins.
trustees-all = Les { $count } dépositaires doivent tous agir ensemble pour ouvrir les totaux : { $threshold } sur { $count }. S’il en manque un seul, rien ne peut être ouvert. Il les faudrait tous pour percer le secret des bulletins.
officials-title = Responsables de l’élection
officials-say = Ils annoncent l’élection, ouvrent et ferment le vote et proclament le résultat. Ils ne peuvent ni lire ni modifier un bulletin.
registrars-title = Responsables de la liste électorale
registrars-say = Ils tiennent la liste des personnes qui peuvent voter et envoient les lettres avec les codes.
column-name = Nom
column-key = Clé publique

## Contrôle

audit-title = Contrôler vous-même
audit-intro = Vous n’avez à faire confiance ni à ce tableau ni à aucune des personnes ci-dessus. Quiconque lit le registre public peut contrôler chaque étape de cette élection.
audit-in-browser = Contrôler dans ce navigateur
audit-by-program = Ou avec votre propre programme, sur votre propre ordinateur :
audit-step-trust = Notez à quoi vous faites confiance. Comparez ce que cette commande affiche avec l’annonce officielle de l’élection, que vous tenez d’ailleurs que de ce tableau.
audit-step-fetch = { $size ->
        [one] Téléchargez le registre, qui compte une entrée.
       *[other] Téléchargez tout le registre, qui compte { $size } entrées.
    }
audit-step-verify = Contrôlez tout ce qu’il contient.
audit-last-line = La dernière ligne doit alors être :
audit-otherwise = Si elle est différente, gardez le registre que vous avez téléchargé et prévenez le bureau électoral : c’est une preuve.
record-entries = Le registre tel quel (une ligne de JSON par entrée)
record-checkpoint = Sa signature

## Noms exacts et signatures

details-title = Noms exacts et signatures
details-intro = Tout ceci doit être identique pour tout le monde, caractère par caractère. Comparez avec l’annonce officielle.
election-id-label = Identifiant de l’élection
fingerprint-label = Empreinte
fingerprint-later = L’empreinte sera connue quand l’élection aura été ouverte.
trust-label = Hachage du fichier de confiance
trust-says = Il figure sur la lettre de chaque électeur.
witnesses-title = Témoins
witnesses-say = { $signed } témoins indépendants sur { $count } ont confirmé le registre dans son état actuel ; il en faut { $quorum }.
witnesses-none = Il n’y a pas de témoin indépendant. Le tableau est seul garant qu’il montre le même registre à tout le monde.
witnesses-none-collusion = Le tableau et un responsable, avec { $some } des { $all } dépositaires, pourraient montrer des registres différents à différentes personnes et lire des bulletins isolés.
column-signed = A confirmé
witness-missing = Pas encore
checkpoint-title = Point de contrôle signé
checkpoint-says = { $size ->
        [one] Par ceci, le tableau a signé le registre d’une entrée.
       *[other] Par ceci, le tableau a signé le registre de { $size } entrées, dans cet ordre et aucun autre.
    }
board-key-label = Clé publique du tableau
client-title = Fichiers de la page de vote
client-says = Les responsables ont publié ces fichiers en même temps que l’élection. Cette commande les compare à ce qu’un tableau envoie :
client-none = Les responsables n’ont pas publié de fichiers d’une page de vote pour cette élection.
column-file = Fichier

## Bulletins

ballots-title = Bulletins dans l’urne
ballots-intro = Chaque bulletin déposé figure ici. Tous sont chiffrés : personne ne peut voir dans cette liste comment quelqu’un a voté.
ballots-total = Il y a { $ballots } bulletins, de { $voted } personnes. Si une personne en a déposé plusieurs, seul le dernier compte.
ballots-none = Il n’y a pas encore de bulletin dans l’urne.
ballots-caption = Bulletins, les plus récents d’abord
ballots-all = Tous les bulletins
search-title = Trouver un bulletin
search-label = Numéro de suivi
search-hint = Votre appareil vous l’a montré quand vous avez voté. Il commence par « tracker1 ». Les majuscules et les espaces n’ont pas d’importance. Ne tapez jamais ici le code de votre lettre.
search-button = Trouver
search-seen = Cette recherche apprend au tableau quel bulletin vous cherchez. « Vérifier votre bulletin » le trouve sans le dire à personne.
search-wrong = Ce n’est pas un numéro de suivi tel qu’il a été montré : un caractère est faux ou manque. Comparez-le avec l’original.
search-other = C’est autre chose qu’un numéro de suivi. Un numéro de suivi commence par « tracker1 ».
search-none = Aucun bulletin avec ce numéro de suivi n’est dans l’urne.
search-none-advice = Un bulletin qui a servi à tester un appareil n’est jamais mis dans l’urne. Si vous avez déposé ce bulletin, gardez votre reçu et prévenez le bureau électoral.
search-found = Ce bulletin est dans l’urne.
search-show = Voir l’entrée { $index }
column-entry = Entrée
column-state = État
ballot-counts = Compte, sauf si la personne revote
ballot-counted = Compté
ballot-replaced = Remplacé par le bulletin de l’entrée { $index }
pager-label = Autres bulletins
pager-newer = Bulletins plus récents
pager-older = Bulletins plus anciens

## Un bulletin

ballot-title = Bulletin de l’entrée { $index }
received-label = Reçu
order-label = Parmi ceux de la même personne
order-first = Le premier
order-later = Remplace celui de l’entrée { $index }
credential-label = Identifiant de vote
credential-says = Il représente la personne qui vote sans nommer personne. Il figure sur sa lettre.
shows-title = Ce que cela montre, et ce que cela ne montre pas
shows-recorded = Ce bulletin est dans le registre public, et le tableau a signé le registre avec lui.
shows-nothing = Cela ne montre pas comment quelqu’un a voté. Le bulletin est chiffré.
shows-device = Cela ne montre pas si l’appareil a fait ce que la personne voulait. C’est à cela que sert le test de l’appareil, avant le vote.
proof-title = Pour les programmes
proof-receipt = Reçu : le bulletin, avec la preuve qu’il est dans le registre
proof-entry = L’entrée telle qu’elle figure dans le registre

## Sans page de vote

no-client-title = Il n’y a pas de page de vote ici
no-client-says = Ce tableau n’envoie pas de page de vote : vous ne pouvez donc ni voter, ni vérifier, ni contrôler dans le navigateur. Tout le reste fonctionne.
no-client-program = Avec votre propre programme
no-client-trust = Notez à quoi vous faites confiance, et comparez avec votre lettre ou l’annonce officielle :
no-client-vote = Votez, avec le code de votre lettre :
no-client-check = Vérifiez votre bulletin, avec le reçu que vous avez gardé :
no-client-audit = Contrôlez toute l’élection :
no-client-operator = Si vous gérez ce tableau
no-client-build = Construisez la page de vote et démarrez le tableau avec elle :

## Erreurs

error-not-found = Cette page n’existe pas
advice-not-found = L’adresse n’est peut-être pas complète.
error-no-election = Cette élection n’est pas sur ce tableau
advice-no-election = L’adresse n’est peut-être pas complète : sa dernière partie, qui désigne l’élection, compte 43 caractères.
error-no-ballot = Il n’y a pas de bulletin dans cette entrée
advice-no-ballot = Le registre contient aussi des entrées qui ne sont pas des bulletins. Tous les bulletins sont dans la liste.
error-no-result = Il n’y a pas encore de résultat
advice-no-result = Le résultat sera ici dès qu’il aura été proclamé. Avant cela, personne ne peut en voir une partie.
error-internal = Le tableau n’a pas pu afficher cette page
advice-internal = Vous n’y êtes pour rien. Réessayez plus tard.
