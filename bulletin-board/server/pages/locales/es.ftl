# Las palabras de las páginas públicas. Palabras sencillas; una palabra para cada cosa.

## Marco de cada página

skip-to-content = Ir al contenido
language-label = Idioma
nav-label = Esta elección
nav-elections = Todas las elecciones
nav-election = Elección
nav-ballots = Papeletas
nav-check = Comprobar su papeleta
nav-audit = Auditar por su cuenta
footer-public = Todo lo que hay en este tablón es público. Cualquiera puede leerlo, copiarlo y comprobarlo, y a nadie se le pregunta quién es.

## Números y horas

percent = { $value } %
date-and-time = { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    } de { $year }, { $clock } UTC

## Todas las elecciones

elections-title = Elecciones de este tablón
elections-intro = Este tablón público guarda el registro de cada elección. Nada de lo que está escrito aquí se puede cambiar o quitar sin que todo el mundo pueda notarlo.
elections-none = Todavía no hay ninguna elección en este tablón.

## En qué punto está una elección

state-label = En qué punto está la elección
state-setup = En preparación
state-waiting = Aún no abierta
state-open = Votación abierta
state-over = Votación terminada
state-closed = En recuento
state-finished = Finalizada
state-void = Anulada
says-setup = La elección se está preparando. Todavía nadie puede votar.
says-waiting = Todo está preparado. La votación todavía no ha comenzado.
says-open = Ya puede votar. Hasta el cierre de la votación puede volver a votar cuantas veces quiera: solo cuenta su última papeleta.
says-over = El tiempo para votar ha terminado y ya no se admiten papeletas. Los responsables de la elección aún tienen que cerrar la urna.
says-closed = La votación ha terminado. Los custodios abren ahora juntos los totales.
says-finished = La votación ha terminado y el resultado se ha anunciado.
says-void = Se demostró un error mientras se creaba la clave de esta elección. Nadie pudo votar en ella. Hay que empezarla de nuevo como otra elección.
opening-label = Apertura de la votación
closing-label = Cierre de la votación
voted-label = Han votado
voted-of = { $voted } de { $eligible }
vote-link = Votar
check-pages-title = Páginas de comprobación alojadas por otros
check-pages-say = Estas páginas de comprobación no vienen de este tablón: las alojan otros, y los responsables las anunciaron junto con la elección. Con una de ellas puede comprobar su papeleta sin fiarse de una página de este tablón.

## Qué se decide

contests-title = Qué se decide
rule-exactly = Elija exactamente { $max ->
        [one] una opción.
       *[other] { $max } opciones.
    }
rule-up-to = Elija como máximo { $max ->
        [one] una opción.
       *[other] { $max } opciones.
    }
rule-between = Elija de { $min } a { $max } opciones.
rule-blank = También puede votar en blanco, es decir, por ninguna de ellas.
look-alikes = Estos nombres son distintos y se parecen. Léalos letra por letra:

## Participación

turnout-title = Participación
turnout-so-far = Han votado { $voted } de las { $eligible } personas que pueden votar ({ $share }).
turnout-only = Lo que han elegido sigue siendo secreto. No hay resultados parciales, ni aquí ni en ninguna parte.
turnout-words = La línea sube cada vez que alguien vota por primera vez. Hasta ahora han votado { $voted } de { $eligible }.
turnout-caption = Cuántas personas han votado, desde la apertura hasta el cierre de la votación.
turnout-table = Participación en forma de tabla
turnout-table-caption = Cuántas personas habían votado a cada hora
column-time = Hora
column-share-eligible = Parte de quienes pueden votar

## Resultado

result-title = Resultado
result-counted = { $count ->
        [one] Se ha contado una papeleta.
       *[other] Se han contado { $count } papeletas.
    }
result-weighted = Algunas papeletas pesan más que otras. Juntas pesan { $weight }, y todos los totales tienen en cuenta el peso.
result-table-caption = Votos para cada opción
column-option = Opción
column-votes = Votos
column-share-ballots = Parte de las papeletas
result-blank = Voto en blanco
result-base = El 100 % son todas las papeletas contadas aquí: { $weight }.
result-plural = Una papeleta podía nombrar varias opciones, por lo que las partes pueden sumar más del 100 %.
result-withheld = Aquí ha votado tan poca gente que los totales podrían revelar qué votó alguien. No se publican y nunca se han abierto.
result-withheld-weight = Aquí ha votado suficiente gente, pero tan poca de la que comparte un mismo peso que los totales podrían revelar qué votó. Los totales no se publican y nunca se han abierto.
result-empty = Nadie ha votado en esta pregunta.
result-csv = Resultado como tabla para hojas de cálculo (CSV)
result-json = Resultado para programas (JSON)
result-trust = No tiene que creer estos números: cualquiera puede volver a calcularlos a partir del registro público.

## Personas

people-title = Quiénes son responsables
trustees-title = Custodios
trustees-some = { $threshold } de { $count } custodios deben actuar juntos para abrir los totales. Menos de { $threshold } no pueden abrir nada. Harían falta otros tantos para romper el secreto de las papeletas.
trustees-all = Los { $count } custodios deben actuar todos juntos para abrir los totales: { $threshold } de { $count }. Si falta uno solo, no se puede abrir nada. Harían falta todos para romper el secreto de las papeletas.
officials-title = Responsables de la elección
officials-say = Anuncian la elección, abren y cierran la votación y publican el resultado. No pueden leer ni cambiar ninguna papeleta.
registrars-title = Responsables del censo
registrars-say = Llevan la lista de quienes pueden votar y envían las cartas con los códigos.
column-name = Nombre
column-key = Clave pública

## Auditoría

audit-title = Auditar por su cuenta
audit-intro = No tiene que confiar en este tablón ni en ninguna de las personas de arriba. Quien lee el registro público puede comprobar cada paso de esta elección.
audit-in-browser = Auditar en este navegador
audit-by-program = O con un programa propio, en su propio ordenador:
audit-step-trust = Anote en qué confía. Compare lo que muestra esta orden con el anuncio oficial de la elección, obtenido en otro lugar que no sea este tablón.
audit-step-fetch = { $size ->
        [one] Descargue el registro, que tiene una entrada.
       *[other] Descargue todo el registro, que tiene { $size } entradas.
    }
audit-step-verify = Compruebe todo lo que contiene.
audit-last-line = La última línea debe ser entonces:
audit-otherwise = Si es otra, guarde el registro que ha descargado y avise a la oficina electoral: es una prueba.
record-entries = El registro tal cual (una línea de JSON por entrada)
record-checkpoint = Su firma

## Nombres exactos y firmas

details-title = Nombres exactos y firmas
details-intro = Todo esto debe ser igual para todo el mundo, carácter por carácter. Compárelo con el anuncio oficial.
election-id-label = Identificador de la elección
fingerprint-label = Huella
fingerprint-later = La huella se conocerá cuando se haya abierto la elección.
trust-label = Resumen criptográfico del archivo de confianza
trust-says = Figura en la carta de cada votante.
witnesses-title = Testigos
witnesses-say = { $signed } de { $count } testigos independientes han confirmado el registro tal como está ahora; hacen falta { $quorum }.
witnesses-none = No hay ningún testigo independiente. Solo el propio tablón responde de que muestra a todos el mismo registro.
witnesses-none-collusion = El tablón y un responsable, junto con { $some } de los { $all } custodios, podrían mostrar registros distintos a distintas personas y leer papeletas sueltas.
column-signed = Ha confirmado
witness-missing = Todavía no
checkpoint-title = Punto de control firmado
checkpoint-says = { $size ->
        [one] Con esto el tablón ha firmado el registro de una entrada.
       *[other] Con esto el tablón ha firmado el registro de { $size } entradas, en este orden y en ningún otro.
    }
board-key-label = Clave pública del tablón
client-title = Archivos de la página de votación
client-says = Los responsables han publicado estos archivos junto con la elección. Esta orden los compara con lo que entrega un tablón:
client-none = Los responsables no han publicado archivos de una página de votación para esta elección.
column-file = Archivo

## Papeletas

ballots-title = Papeletas en la urna
ballots-intro = Aquí figura cada papeleta depositada. Todas están cifradas: en esta lista nadie puede ver qué ha votado nadie.
ballots-total = Hay { $ballots } papeletas, de { $voted } personas. De varias papeletas de una persona solo cuenta la última.
ballots-none = Todavía no hay ninguna papeleta en la urna.
ballots-caption = Papeletas, primero las más recientes
ballots-all = Todas las papeletas
search-title = Buscar una papeleta
search-label = Número de seguimiento
search-hint = Su dispositivo se lo mostró al votar. Empieza por «tracker1». Las mayúsculas y los espacios no importan. No escriba nunca aquí el código de su carta.
search-button = Buscar
search-seen = Esta búsqueda revela al tablón qué papeleta busca. «Comprobar su papeleta» la encuentra sin decírselo a nadie.
search-wrong = Esto no es un número de seguimiento como el que se mostró: hay un carácter equivocado o falta alguno. Compárelo con el original.
search-other = Esto no es un número de seguimiento, sino otra cosa. Un número de seguimiento empieza por «tracker1».
search-none = En la urna no hay ninguna papeleta con este número de seguimiento.
search-none-advice = Una papeleta que sirvió para probar un dispositivo nunca entra en la urna. Si usted ha depositado esta papeleta, guarde su recibo y avise a la oficina electoral.
search-found = Esta papeleta está en la urna.
search-show = Ver la entrada { $index }
column-entry = Entrada
column-state = Estado
ballot-counts = Cuenta, salvo que la persona vuelva a votar
ballot-counted = Contada
ballot-replaced = Sustituida por la papeleta de la entrada { $index }
pager-label = Más papeletas
pager-newer = Papeletas más recientes
pager-older = Papeletas más antiguas

## Una papeleta

ballot-title = Papeleta de la entrada { $index }
received-label = Recibida
order-label = Entre las de la misma persona
order-first = La primera
order-later = Sustituye a la de la entrada { $index }
credential-label = Credencial
credential-says = Representa a quien vota sin nombrar a nadie. Figura en su carta.
shows-title = Qué muestra esto y qué no
shows-recorded = Esta papeleta está en el registro público, y el tablón ha firmado el registro con ella.
shows-nothing = No muestra qué ha votado nadie. La papeleta está cifrada.
shows-device = No muestra si el dispositivo hizo lo que la persona quería. Para eso está la prueba del dispositivo, antes de votar.
proof-title = Para programas
proof-receipt = Recibo: la papeleta, con la prueba de que está en el registro
proof-entry = La entrada tal como está en el registro

## Sin página de votación

no-client-title = Aquí no hay página de votación
no-client-says = Este tablón no entrega ninguna página de votación, así que aquí no puede votar, comprobar ni auditar en el navegador. Todo lo demás funciona.
no-client-program = Con un programa propio
no-client-trust = Anote en qué confía y compárelo con su carta o con el anuncio oficial:
no-client-vote = Vote, con el código de su carta:
no-client-check = Compruebe su papeleta, con el recibo que ha guardado:
no-client-audit = Audite toda la elección:
no-client-operator = Si usted gestiona este tablón
no-client-build = Construya la página de votación e inicie el tablón con ella:

## Errores

error-not-found = Esta página no existe
advice-not-found = Quizá la dirección no esté completa.
error-no-election = En este tablón no existe esa elección
advice-no-election = Quizá la dirección no esté completa: su última parte, que nombra la elección, tiene 43 caracteres.
error-no-ballot = En esta entrada no hay ninguna papeleta
advice-no-ballot = El registro también tiene entradas que no son papeletas. Todas las papeletas están en la lista.
error-no-result = Todavía no hay resultado
advice-no-result = El resultado estará aquí en cuanto se anuncie. Antes, nadie puede ver ninguna parte de él.
error-internal = El tablón no ha podido mostrar esta página
advice-internal = No es culpa suya. Inténtelo más tarde.
