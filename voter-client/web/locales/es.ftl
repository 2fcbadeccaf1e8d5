# Todo lo que leen votantes y observadores en la cabina, la página de comprobación y la página de auditoría.

## Frame

skip = Ir al contenido
navigation = Páginas
languages = Idioma
details = Detalles
copy = Copiar
copied = Copiado.
copy-failed = Aquí no se pudo copiar. Seleccione el texto y cópielo usted.
try-again = Intentar de nuevo
link-elections = Todas las elecciones
link-view = Página pública de esta elección
link-check = Comprobar una papeleta

## Waiting and lost connections

progress = { $doing } { $percent } ({ $size })
pause-lost = Se ha perdido la conexión
pause-busy = El servidor está muy ocupado en este momento
pause-storage = El servidor no puede guardar papeletas en este momento
pause-clock = El servidor no acepta papeletas en este momento porque su reloj puede estar mal
pause-often = Ha habido varias papeletas con su código en poco tiempo
pause-next =
    { $seconds ->
        [one] Continuará por sí solo en un segundo. No tiene que hacer nada.
       *[other] Continuará por sí solo en { $seconds } segundos como máximo. No tiene que hacer nada.
    }
pause-minutes = Deje esta página abierta. Continuará por sí sola en unos { $minutes } minutos.
pause-operator = Antes tienen que arreglarlo quienes gestionan el servidor. Deje esta página abierta: lo sigue intentando por sí sola. Si tarda mucho, avise a la oficina electoral.
pause-now = Intentar ahora

## What may go wrong

trouble-connection = En este momento no hay conexión con el servidor.
trouble-machine = Esta página no ha funcionado como debería. Vuelva a cargarla; si no basta, pruebe con otro navegador u otro dispositivo.
trouble-file = Este archivo no se puede leer. Si está en una nube, descárguelo primero a este dispositivo y elíjalo de nuevo.
trouble-changed = Este recibo se modificó por el camino o le falta una parte: no muestra nada. Eso no dice nada de su papeleta ni va contra nadie. Pida de nuevo el archivo tal como se guardó, o cópielo de nuevo de principio a fin. También puede buscar su papeleta por su número de seguimiento.
trouble-other-election = Este recibo es de otra elección, o se modificó por el camino. Abra la página de comprobación con la dirección de su carta para esa elección, o consiga de nuevo el recibo tal como se guardó.
trouble-trust-file = Esto no es un archivo de confianza, o se modificó por el camino. Consígalo de nuevo tal como se publicó. No se ha verificado nada, y no se dice nada contra nadie.
trouble-too-large = El servidor ha enviado más de lo que esta página acepta, así que no se ha verificado nada. Avise a la oficina electoral. Si la urna es realmente tan grande, el programa tabella-audit puede verificarla.
trouble-older = El servidor, o algo por el camino, por ejemplo una memoria caché, muestra un estado de la urna más antiguo que el de antes. Eso no es una prueba contra nadie. Espere unos minutos e inténtelo de nuevo, a ser posible desde otra red.
trouble-blocked = Una parte de esta página no ha llegado, aunque se puede acceder al servidor. Quizá un filtro la retiene por el camino. Pruebe con otra red, otro navegador u otro dispositivo.
trouble-webassembly = A este navegador le falta WebAssembly, o está desactivado: sin él no se puede sellar ni verificar ninguna papeleta aquí. Así ocurre en un iPhone en modo de aislamiento y en el navegador Tor por encima de su nivel de seguridad estándar. Use otro navegador, otro dispositivo o el programa tabella-vote; la oficina electoral le informará.
trouble-no-election = Este servidor no tiene esa elección. Quizá el enlace esté incompleto.
trouble-refused = El servidor no lo ha aceptado.
trouble-moved = El servidor remite esta página a otra dirección. No se ha tomado nada de allí ni se ha enviado allí ninguna papeleta. Utilice la dirección de su carta; si vuelve a ocurrir, avise a la oficina electoral.
fault-code = Este código no pertenece a esta elección, o hay un carácter equivocado. Compárelo con su carta.
fault-typing = Hay un carácter equivocado o falta alguno. Compare con el original.
fault-other-election = Esta no es la elección de la que trata su carta. Use la dirección de su carta y avise a la oficina electoral.
fault-not-open = La votación no está abierta en este momento.
fault-meanwhile = Entre tanto ha llegado otra papeleta con su código.
fault-receipt = El recibo no es válido: no demuestra lo que debería demostrar.
fault-missing = La papeleta no está en la urna, aunque debería estar.
fault-device = La papeleta abierta no es aquella cuyo número de seguimiento se anotó: el dispositivo de votación no se había comprometido con ella. Si desde entonces ha sellado una papeleta nueva porque usted volvió a la papeleta, anote el nuevo número y repita la prueba. Si no, no vote con este dispositivo y avise a la oficina electoral.
fault-other-voter = La papeleta de prueba se hizo para otra persona u otra elección. Compare la credencial que aparece aquí con su carta. Si es la misma, no vote con este dispositivo y avise a la oficina electoral.
fault-cast-anyway = La papeleta que se abrió para la prueba está en la urna a pesar de todo. Eso no debe ocurrir nunca.
fault-randomness = Este dispositivo no pudo preparar una papeleta segura. Use otro navegador u otro dispositivo.
fault-two-logs = El servidor ha mostrado dos versiones distintas de la urna. Eso no debe ocurrir nunca.
fault-record = La urna que muestra el servidor no es coherente. No se fíe de ella y avise a la oficina electoral.

## Elections

elections-none = Aquí no hay ninguna elección.
elections-when = { $phase }; votación desde el { $opening } hasta el { $closing }
phase-setup = en preparación
phase-open = votación abierta
phase-closed = votación terminada, recuento en curso
phase-finished = terminada
phase-void = anulada
open-until = Puede votar hasta el { $time }.
no-date = ninguna fecha válida

## Booth: start

booth-name = Cabina Tabella
booth-footer = Su voto se sella en este dispositivo antes de enviar nada. Después solo se abren los totales, nunca una papeleta suelta.
stages = Pasos
stage-choose = Elegir
stage-review = Revisar
stage-cast = Votar
start-title = Su voto
start-looking = Buscando la elección…
start-getting = Obteniendo la papeleta…
start-which = ¿Qué elección?
start-which-help = El enlace no indica en qué elección quiere votar.
start-none-open = En este momento no hay aquí ninguna elección abierta.
start-begin = Ir a la papeleta
start-failed = Ahora no se puede votar aquí
start-failed-heading = No se ha enviado nada
start-failed-help = Su voto no se ha emitido. Puede intentarlo de nuevo, o usar la dirección de su carta en otro dispositivo.
not-open-early = La votación no ha empezado
not-open-early-text = Podrá votar desde el { $opening } hasta el { $closing }.
not-open-late = La votación ha terminado
not-open-late-text = La votación terminó el { $closing }.
not-open-void = Esta elección se ha anulado
not-open-void-text = Empezará de nuevo en otra dirección. Recibirá una nueva carta.
not-open-clock = Eso indica el reloj de su dispositivo. Si no va bien, puede continuar de todos modos.
not-open-anyway = Continuar de todos modos
code-label = El código de su carta
code-help = 32 letras y cifras. Los espacios, los guiones y las mayúsculas no importan.
code-continue = Continuar
lost-title = Esta página se ha vuelto a cargar
lost-code = Su código y sus opciones ya no están: esta página no los guarda, para que nadie que use este dispositivo después de usted pueda encontrarlos. Nada de ello se ha enviado. Escanee otra vez el código de su carta, o escríbalo aquí.
lost-sending = Su voto estaba en camino en ese momento. Escanee otra vez el código de su carta, o escríbalo aquí: la página le dirá entonces si hay en la urna un voto con su código. El número de seguimiento de esa papeleta es:
lost-trust-kept = El valor de control del enlace de su carta se sigue comparando.
lost-trust-gone = Esta página no compara ahora el valor de control de su carta. Escanee otra vez el código de su carta, o compare usted el valor antes de votar.
link-again = Aquí ha hecho una selección que todavía no se ha enviado. Si abre este enlace, se perderá. ¿Abrirlo?
earlier-title = Ya hay en la urna un voto con su código
earlier-text = Se emitió el { $time }. Si está conforme, no tiene que hacer nada. Si vota otra vez ahora, el nuevo voto lo sustituye.
earlier-not-you = Si no fue usted, vote ahora y avise a la oficina electoral de que otra persona tiene su código.
earlier-tracker = Número de seguimiento de esa papeleta
steps-title = Cómo funciona
step-choose = Usted elige.
step-review = Revisa lo que ha elegido. Hasta entonces no se envía nada.
step-cast = Pulsa «Emitir mi voto».
step-receipt = Recibe un número de seguimiento, con el que puede asegurarse de que su voto está en la urna.
identity-title = Asegurarse de que es la elección correcta
identity-compared = Esta página ya ha comparado el valor de control de su enlace. También puede compararlo usted con su carta.
identity-compare = Su enlace no traía valor de control. Compare este con su carta.

## Booth: ballot

ballot-title = Su papeleta
ballot-help = Elija. Puede cambiarlo hasta que emita su voto.
ballot-review = Revisar lo elegido
ballot-not-sent = Con esto todavía no se envía nada.
ballot-errors = Todavía falta algo
ballot-trouble = No se pudo preparar la papeleta
ballot-clear = Borrar esta respuesta
limit-one = Elija una opción.
limit-one-optional = Elija una opción como máximo.
limit-exactly =
    { $max ->
        [one] Elija exactamente { $max } opción.
       *[other] Elija exactamente { $max } opciones.
    }
limit-between = Elija de { $min } a { $max } opciones.
limit-up-to =
    { $max ->
        [one] Elija { $max } opción como máximo.
       *[other] Elija hasta { $max } opciones.
    }
chosen-count =
    { $count ->
        [0] Nada elegido todavía.
        [one] { $count } elegida.
       *[other] { $count } elegidas.
    }
chosen-blank = Voto en blanco elegido.
blank-vote = Voto en blanco: ninguna de estas opciones
broken =
    { $min ->
        [one] Elija al menos una opción.
       *[other] Elija al menos { $min } opciones.
    }
broken-or-blank =
    { $min ->
        [one] Elija al menos una opción, o el voto en blanco.
       *[other] Elija al menos { $min } opciones, o el voto en blanco.
    }
full =
    { $max ->
        [one] Ya ha elegido una opción, el máximo permitido. Para elegir «{ $option }», quite primero la otra.
       *[other] Ya ha elegido { $max } opciones, el máximo permitido. Para elegir «{ $option }», quite primero una de las otras.
    }
full-blank = Ha elegido el voto en blanco. Para elegir «{ $option }», quite primero el voto en blanco.
full-not-blank = Para votar en blanco, borre primero las otras opciones elegidas aquí.

## Booth: review

review-title = Revise lo que ha elegido
review-change = Cambiar
review-not-sent = Todavía no se ha enviado
review-not-sent-text = Su voto solo cuenta cuando haya pulsado «Emitir mi voto».
review-cast = Emitir mi voto
review-back = Volver a la papeleta
review-empty = Aquí no ha elegido nada. Puede dejarlo así.
review-fewer =
    { $count ->
        [one] Ha elegido { $count } de { $max } como máximo. Puede dejarlo así.
       *[other] Ha elegido { $count } de { $max } como máximo. Puede dejarlo así.
    }
tracker-title = El número de seguimiento de su papeleta
tracker-keep = Identifica su papeleta sellada sin decir lo que contiene. Guárdelo fuera de este dispositivo antes de decidir más abajo: en un segundo dispositivo, abra la página de comprobación con la dirección de su carta y escanee allí este código. También puede fotografiarlo o apuntarlo.
tracker-qr = Código QR con el número de seguimiento
tracker-why = Con él podrá encontrar más tarde su papeleta en la urna. Y ata este dispositivo a esta papeleta antes de que sepa si usted va a emitirla o a probarla.
test-offer-title = ¿Quiere probar este dispositivo?
test-offer-text = No es obligatorio. En lugar de emitir esta papeleta puede hacer que se abra: el segundo dispositivo, que anotó el número de seguimiento, muestra entonces lo que este puso de verdad en la papeleta. No se contará; después votará con una nueva. Sin un número de seguimiento guardado antes de pulsar aquí, la prueba no demuestra nada. Elija otra cosa para la prueba si nadie debe ver su voto verdadero.
test-offer = Probar este dispositivo

## Booth: test

test-trouble = No se pudo abrir la papeleta de prueba
opened-title = La papeleta de prueba está abierta
opened-not-cast = Todavía no ha votado. Esta papeleta de prueba no se contará nunca.
opened-scan = Escanee este código con la página de comprobación del segundo dispositivo, que anotó el número de seguimiento. Él mismo mira dentro de la papeleta.
opened-qr = Código QR con la papeleta abierta
opened-copy = Copiar la papeleta abierta
opened-save = Guardar como archivo
opened-compare = Compare en el segundo dispositivo
opened-tracker = ¿Reconoce la papeleta abierta como aquella cuyo número de seguimiento anotó antes de que usted pulsara «Probar este dispositivo»?
opened-credential = ¿Es la credencial que aparece allí la de su carta?
opened-choices = ¿Muestra exactamente lo que ha elegido aquí?
opened-wrong = Si no es así, no vote con este dispositivo. Conserve lo que muestra el segundo dispositivo y avise a la oficina electoral.
opened-late = ¿No se guardó antes el número de seguimiento? Entonces esta prueba no demuestra nada: el dispositivo pudo abrir cualquier papeleta. Vuelva a su papeleta y guarde el nuevo número antes de decidir.
opened-back = Volver a mi papeleta
opened-fresh = Lo que ha elegido sigue ahí y se puede cambiar. Se sellará de nuevo, con un nuevo número de seguimiento.
qr-too-long = Esta papeleta es demasiado larga para un código QR. Cópiela o guárdela como archivo.

## Booth: sending

sending-title = Enviando su voto
sending-text = Deje esta ventana abierta hasta que lea que su voto está en la urna.
sending-safe = Su voto se cuenta una sola vez, aunque haya que enviarlo varias veces.
refused-title = Su voto no se ha aceptado
refused-heading = Esta papeleta no está en la urna
refused-help = Lo que ha elegido sigue aquí. Puede empezar de nuevo; la página mirará entonces cómo están las cosas. El número de seguimiento de esta papeleta era:
refused-again = Empezar de nuevo
answer-wrong-title = La respuesta del servidor no es válida
answer-wrong-heading = No es seguro que su voto esté en la urna
answer-wrong-help = Guarde la respuesta y muéstrela a la oficina electoral: puede ser una prueba. Después empiece de nuevo, a ser posible en otro dispositivo; la página le dirá si su voto está en la urna. El número de seguimiento de esta papeleta es:
answer-save = Guardar la respuesta

## Booth: end

end-title = Su voto está en la urna
end-accepted = Aceptado el { $time }.
end-tracker = Consérvelo. Con él, usted y cualquiera a quien se lo muestre pueden encontrar su papeleta sellada en la urna. No dice lo que ha elegido.
end-save = Guardar el recibo
end-print = Imprimir
end-close = En un ordenador compartido
end-close-text = Cierre ahora esta ventana. Lo que ha elegido y su código ya no están en ella.
end-reloaded = Esta página se ha vuelto a cargar. Muestra el voto que se emitió en esta ventana. Si usted aún no ha votado, empiece con su propia carta.
end-begin = Votar con otra carta
standing-recorded = Testigos independientes han firmado la urna con su papeleta dentro.
standing-unwitnessed = El servidor lo ha firmado. Esta elección no tiene testigos independientes.
standing-received = El servidor lo ha firmado. Los testigos independientes aún no lo han confirmado; vuelva a comprobarlo más tarde.
collusion = El servidor y un responsable, junto con { $some } de los { $all } depositarios, podrían mostrar urnas distintas a distintas personas y leer papeletas sueltas.
receipt-title = Para qué sirve el recibo
receipt-proves = Demuestra que su papeleta sellada está en la urna. Si alguna vez desaparece, el recibo es una prueba que cualquiera puede verificar.
receipt-hides = No muestra lo que ha elegido ni se puede abrir para verlo.
receipt-not = No demuestra que este dispositivo haya puesto en la papeleta lo que usted eligió. Para eso está «Probar este dispositivo».
again-title = ¿Ha cambiado de opinión?
again-text = Hasta el { $time } puede votar otra vez con la misma carta. Solo cuenta su último voto.
later-title = Comprobar más tarde
later-text = Cuando quiera, en cualquier dispositivo, con el número de seguimiento o el recibo guardado:

## Facts

fact-trust = Valor de control de la elección
fact-fingerprint = Huella de la elección
fact-board = Servidor
fact-size = Entradas en la urna
fact-election = Elección
fact-cast = Emitida el
fact-number = Sus papeletas
fact-number-again = Esta es su papeleta número { $number }. Sustituye a las anteriores.
fact-index = Número de la entrada
fact-credential = Credencial
fact-tracker = Número de seguimiento
fact-signed = Quién ha firmado
fact-phase = Estado
fact-counted = Papeletas contadas
fact-auditor = Verificado con

## Check page

check-name = Comprobación Tabella
check-footer = Esta página lee toda la urna pública y la verifica en su dispositivo. El servidor no sabe qué papeleta busca usted.
check-title = Comprobar una papeleta
check-help = Aquí no necesita ni su código ni una contraseña.
check-begin = Empezar
check-back = Volver a todas las comprobaciones
check-reading = Leyendo y verificando la urna…
check-failed = No se pudo comprobar
check-which = ¿Qué elección?
check-settings = Ajustes
check-other = Otra elección
check-other-board = Otro servidor
check-trust = Valor de control de su carta (opcional)
check-trust-help = Empieza por trust1. Con él, esta página se asegura de que el servidor muestra la elección de su carta.
foreign-title = Esta página no se abrió con la dirección de su carta
foreign-text = El enlace que la abrió lleva un número de seguimiento o una papeleta abierta. Ninguna carta lo hace, pero un dispositivo de votación tramposo podría mostrar un enlace así. No se ha tomado nada de él. Cierre esta página y abra la página de comprobación con la dirección de su carta.
take-away = Esta página como archivo
take-away-text = Si prefiere no fiarse de la copia de este servidor, tome esta página de un lugar de confianza. Es un solo archivo, funciona desde su disco, lee cualquier servidor y puede comparar la página de votación del servidor con la anunciada. Un marcador o un icono en la pantalla de inicio no es lo mismo: pide la página al servidor cada vez.
board-title = ¿Qué servidor?
board-label = Dirección del servidor, o un enlace de su carta
board-help = Esta página lee la urna de cualquier servidor.
board-field-help = Por ejemplo, https://vote.example.org
board-wrong = Esto no es una dirección.

ballot-task = ¿Está mi papeleta en la urna?
ballot-task-about = Con el número de seguimiento o el recibo que recibió al votar.
ballot-task-help = La página busca su papeleta en toda la urna y no le dice al servidor cuál es.
ballot-task-noted = Ya figura el número de seguimiento anotado el { $time }.
ballot-task-label = Número de seguimiento o recibo
ballot-task-field-help = El número de seguimiento empieza por tracker1. También puede pegar el texto del recibo.
ballot-task-file = O abra el archivo del recibo (.tlog-proof)
ballot-task-submit = Buscar
ballot-counted = Su papeleta está en la urna y se cuenta
ballot-counted-text = La votación ha terminado, y esta es la última papeleta con su código.
ballot-in = Su papeleta está en la urna
ballot-in-text = Se contará cuando termine la votación, salvo que la sustituya una posterior con el mismo código.
ballot-replaced = Una papeleta posterior ha sustituido a esta
ballot-replaced-text = Esta papeleta está en la urna, pero el { $time } se emitió otra con el mismo código. Solo cuenta la última. Su número de seguimiento es:
not-you = Si no fue usted, otra persona tiene su código: avise a la oficina electoral y vote otra vez si la votación sigue abierta.
ballot-older = Esta página recibe un estado anterior de la urna
ballot-older-text = Su recibo es más reciente que lo que se muestra: algo entre usted y el servidor, por ejemplo una memoria caché, puede haber conservado un estado anterior. Eso no dice nada de su papeleta y no es una prueba contra nadie.
ballot-older-do = Conserve el archivo del recibo, espere unos minutos y vuelva a mirar, a ser posible desde otra red.
ballot-missing = Esta papeleta debería estar en la urna y no está
ballot-missing-text = El servidor firmó un recibo de ella y ahora muestra una urna sin ella. Eso no debe ocurrir nunca.
ballot-missing-do = Conserve el archivo del recibo: es una prueba contra el servidor que cualquiera puede verificar. Muéstrelo a la oficina electoral y a observadores.
ballot-unknown = En la urna no hay ninguna papeleta con este número de seguimiento
ballot-unknown-text = Puede haber varios motivos:
ballot-unknown-typed = El número es de una papeleta que nunca se emitió: la revisó y después cambió algo o cerró la página.
ballot-unknown-test = Era una papeleta de prueba. Esas no van nunca a la urna.
ballot-unknown-other = Es de otra elección.
ballot-unknown-receipt = Si se le dijo que su voto está en la urna, compruébelo con el archivo del recibo en lugar del número de seguimiento: es una prueba.
ballot-receipt = Obtener el recibo de esta papeleta
ballot-receipt-about = Con un recibo tiene una prueba en la mano. Para obtenerlo, esta página pide al servidor precisamente esta papeleta.
proof-text = Esta página ha descargado todas las entradas, ha verificado cómo se encadenan y ha recalculado a partir de ellas el hash raíz que firmó el servidor. Así pues, esta papeleta forma parte de lo firmado; todas las papeletas de su credencial se verificaron por completo.

device-task = Anotar un número de seguimiento, probar un dispositivo de votación
device-task-about = Esta página guarda el número de seguimiento antes de que usted decida en el dispositivo de votación si emite o prueba. Con él encontrará después su papeleta; y si prueba, verá lo que el dispositivo puso de verdad en ella.
device-task-noted = Se anotó un número de seguimiento el { $time }.
note-title = Anotar el número de seguimiento
note-help = En el dispositivo de votación, avance hasta «Revise lo que ha elegido». Allí está el número de seguimiento de su papeleta sellada, como texto y como código QR.
note-before = Antes de decidir, no después
note-before-text = No pulse todavía ni «Emitir mi voto» ni «Probar este dispositivo». Un número de seguimiento leído después de pulsar «Probar este dispositivo» no demuestra nada: entonces el dispositivo ya sabe que se le prueba y puede mostrar el de otra papeleta.
note-label = El número de seguimiento
note-field-help = Empieza por tracker1. También puede escribirlo o pegarlo.
note-submit = Anotar
note-letter = Abra esta página solo con la dirección de su carta, nunca con un código o un enlace que muestre un dispositivo de votación.
given-late = No se anotó ningún número de seguimiento antes de abrir esta papeleta
given-late-text = Por eso esta prueba no demuestra nada, y esta página no mira dentro de la papeleta. En el dispositivo de votación, vuelva a su papeleta, revise de nuevo lo que ha elegido y anote aquí el nuevo número de seguimiento antes de pulsar otra cosa.
given-address = Esto es una dirección; no se ha abierto
given-address-text = Un dispositivo de votación muestra números de seguimiento y papeletas abiertas, nunca direcciones: una dirección podría llevarle a una página que miente. Si viene del dispositivo de votación, no la abra, no vote con ese dispositivo y avise a la oficina electoral.
given-unknown = Esto no es ni un número de seguimiento ni una papeleta de prueba abierta.
given-again = Este número de seguimiento ya está anotado. Si prueba el dispositivo, escanee el código que muestra después de pulsar «Probar este dispositivo».
replace-title = Ya hay otro número de seguimiento anotado
replace-before = Anotado el { $time }:
replace-now = Mostrado ahora:
replace-text = Sustitúyalo solo si el dispositivo de votación ha sellado una papeleta nueva desde entonces: porque usted volvió a la papeleta o porque terminó una prueba.
replace-warning = Si no, el dispositivo hace trampa
replace-warning-text = Una papeleta tiene un solo número de seguimiento. Si no ha cambiado nada, o si ya pulsó «Probar este dispositivo» para el primero, conserve el primero: un dispositivo que entonces muestra otro no ha superado la prueba. No vote con él y avise a la oficina electoral.
replace-keep = Conservar el primero
replace-take = Anotar el nuevo en su lugar
noted-title = El número de seguimiento está anotado
noted-at = Anotado el
noted-not-kept = Este navegador no guarda nada al cerrar la página. Déjela abierta hasta que termine.
noted-next = Ahora decida en el dispositivo de votación, como prefiera: no puede saberlo de antemano.
noted-cast = Si emite su voto
noted-cast-text = Con el número de seguimiento, esta página encuentra su papeleta en la urna, ahora o más tarde.
noted-another = Anotar otro número de seguimiento
noted-test = Si prueba el dispositivo
noted-test-text = Pulse «Probar este dispositivo» y escanee el código que muestra entonces. Esta página reconstruye la papeleta y ve lo que contiene de verdad.
device-opening = La papeleta de prueba abierta
device-opening-help = O pegue el texto del dispositivo de votación.
device-opening-file = O abra el archivo que guardó el dispositivo de votación
device-unreadable = Esto no se puede leer como una papeleta de prueba abierta. Escanéela o cópiela otra vez. Un dispositivo que no muestra nada legible no ha superado la prueba.
device-credential = La credencial de su carta
device-credential-help = Empieza por credential1. Tómela de su carta, nunca del dispositivo de votación.
device-credential-came = Ha llegado con la dirección que abrió esta página. Compárela con su carta.
device-submit = Mirar dentro de la papeleta de prueba
device-failed = El dispositivo de votación no ha superado esta prueba
device-choices = Lo que hay de verdad en la papeleta de prueba
device-choices-text = El número de seguimiento es el anotado antes, y la papeleta no está en la urna.
device-nothing = Nada elegido
device-yours = ¿Es esto lo que eligió en el dispositivo de votación?
device-yes = Sí, exactamente
device-no = No
device-good = El dispositivo puso en la papeleta lo que usted eligió
device-good-text = Ha superado esta prueba. Vuelva a él y vote. Puede probar cuantas veces quiera.
device-bad = El dispositivo no puso en la papeleta lo que usted eligió
device-bad-text = Asegúrese de recordar bien lo que eligió. Si no tiene dudas, no vote con este dispositivo: use otro.
device-bad-do = Deje esta página abierta o fotografíela, guarde la papeleta de prueba abierta y avise a la oficina electoral.

scan-begin = Escanear con la cámara
scan-looking = Ponga el código delante de la cámara.
scan-end = Apagar la cámara
scan-picture = O abrir una foto del código
scan-none = Esta página no puede usar una cámara aquí. Abra una foto del código, o escriba o pegue lo que aparece al lado.
scan-refused = El navegador no deja que esta página use la cámara. Permítalo en sus ajustes; o abra una foto del código, o escriba o pegue lo que aparece al lado.
scan-no-code = En esta foto no se puede leer ningún código QR. Hágala de nuevo, más de cerca y con buena luz; o escriba o pegue lo que aparece junto al código.

used-task = ¿Se ha usado mi código?
used-task-about = Con la credencial de su carta; por ejemplo, si no votó y quiere asegurarse de que nadie lo hizo en su lugar.
used-help = La página busca en toda la urna papeletas emitidas con su código.
used-label = La credencial de su carta
used-field-help = Empieza por credential1. No es secreta. No introduzca aquí su código.
used-submit = Buscar papeletas
used-secret = Esto parece su código. Manténgalo en secreto: la credencial empieza por credential1.
used-not-in-roll = Esta credencial no está en el censo electoral
used-not-in-roll-text = Compárela con su carta y asegúrese de que es la elección correcta.
used-absent = No se ha emitido ninguna papeleta con su código
used-absent-text = La urna entera, tal como el servidor la ha firmado ahora, no contiene ninguna papeleta con su código.
used-counted = Una papeleta con su código está en la urna y se cuenta
used-counted-text = Se emitió el { $time }.
used-in = Una papeleta con su código está en la urna
used-in-text = Se emitió el { $time }. Se contará si no la sustituye otra posterior.
used-proof = Esta página ha descargado todas las entradas y ha verificado cómo se encadenan y quién las firmó; todas las papeletas de esta credencial se verificaron por completo.

served-task = ¿Es la página de votación la anunciada?
served-task-about = Pide la página de votación al servidor con este navegador y la compara con la lista que figura en las reglas de la elección.
served-help = Las reglas de la elección, que nadie puede cambiar después, indican una huella para cada archivo de la página de votación. Esta página pide los archivos uno por uno y calcula ella misma las huellas.
served-limits = Lo que esto no puede descubrir
served-limits-text = Un servidor puede reconocer que sus archivos se comparan y no se abren, y puede enviar otra página a una sola persona. Contra ambas cosas solo ayuda probar su propio dispositivo.
served-submit = Comparar la página de votación
served-same = Este navegador recibió la página de votación anunciada
served-same-text = Archivos y páginas comparados: { $count }. Cada uno tiene la huella que indican las reglas de la elección.
served-different = El servidor envía otra página de votación que la anunciada
served-different-text = No vote con ella. Haga una foto de esta página y avise a la oficina electoral, a otros votantes y a los observadores. En su lugar puede votar con el programa tabella-vote.
served-none = Las reglas de esta elección no indican ninguna página de votación, así que no hay nada que comparar.
served-file-same = como se anunció
served-file-different = diferente
served-file-missing = falta
served-file-unnamed = no indicado

## Audit page

audit-name = Auditoría Tabella
audit-footer = Todo se verifica en su dispositivo, con el mismo código de programa que usan los observadores.
audit-which = ¿Qué elección verificar?
audit-title = Verificar esta elección
audit-help = Su dispositivo descarga todo lo que es público en esta elección y lo verifica: cada firma, cada papeleta, cada regla, cada suma. Si hay muchas papeletas, tarda unos minutos.
audit-begin = Verificarlo todo
audit-relies = En qué se basa
audit-relies-text = En el nombre de la elección y en la clave del servidor, y en nada más de lo que diga el servidor. Compare el valor de control con su carta para estar seguro de que es la elección correcta.
audit-relies-page = Esta página viene del servidor que verifica. Para no fiarse de nada que venga de él, use el programa tabella-audit en su propio ordenador; la página del resultado explica cómo.
audit-trust = Lo que sé por otra vía
audit-trust-text = El valor de control de una carta o un anuncio, o un archivo de confianza propio. Sin él, esta página toma lo que el servidor dice de sí mismo.
audit-trust-file = Archivo de confianza (trust.json)
audit-files = Verificar un expediente guardado
audit-files-text = Para una elección archivada necesita tres archivos. No se envía nada.
audit-files-entries = Entradas (entries.jsonl)
audit-files-checkpoint = Punto de control (checkpoint)
audit-files-trust = Archivo de confianza (trust.json)
audit-files-missing = Elija los tres archivos.
audit-files-begin = Verificar estos archivos
audit-working = Verificando…
audit-working-text = Puede dejar esta pestaña abierta y hacer otra cosa.
audit-entries = { $done } de { $all } entradas
audit-pace =
    { $left ->
        [one] { $done } de { $all } entradas, { $speed } por segundo, falta { $left } segundo aproximadamente
       *[other] { $done } de { $all } entradas, { $speed } por segundo, faltan { $left } segundos aproximadamente
    }
audit-failed = No se pudo verificar la elección
audit-no-verdict = No hay veredicto
audit-again = Verificar de nuevo
verdict-accepted = Todo es correcto
verdict-accepted-final = El resultado es la suma de las papeletas emitidas, y no se ha incumplido ninguna regla. Usted acaba de recalcularlo.
verdict-accepted-so-far = Todo lo ocurrido hasta ahora cumple las reglas. Todavía no hay resultado.
verdict-unwitnessed = Esta elección no tiene testigos independientes: solo el servidor responde de haber mostrado a todos la misma urna.
verdict-rejected = Este expediente no es correcto
verdict-rejected-text = Al menos una comprobación ha fallado. Nadie debería fiarse de este expediente; no se muestran totales.
verdict-rejected-first = Comprobaciones que han fallado:
verdict-rejected-do = Guarde el informe y avise a la oficina electoral y a otros observadores. Verifique también con el programa tabella-audit.
verdict-counts =
    { $seconds ->
        [one] { $entries } entradas verificadas en { $seconds } segundo. Comprobaciones superadas: { $passed }, fallidas: { $failed }, no aplicables: { $none }.
       *[other] { $entries } entradas verificadas en { $seconds } segundos. Comprobaciones superadas: { $passed }, fallidas: { $failed }, no aplicables: { $none }.
    }
totals-title = El resultado, recalculado
totals-counted =
    { $count ->
        [one] { $count } papeleta contada
       *[other] { $count } papeletas contadas
    }
totals-withheld = No se publica: hay tan pocas papeletas que los totales podrían revelar cómo votó alguien.
totals-withheld-weight = No se publica: de las personas que comparten un mismo peso han votado tan pocas que los totales podrían revelar qué votaron.
checks-title = Todas las comprobaciones
checks-english = Las frases de las comprobaciones están en inglés.
filter = Mostrar
filter-all = todas las comprobaciones
filter-none = Ninguna comprobación está en ese caso.
verdict-passed = superada
verdict-failed = fallida
verdict-blocked = no se pudo comprobar
verdict-not-applicable = no aplicable
column-check = Comprobación
column-says = Lo que debe cumplirse
column-objects = Objetos
column-option = Opción
column-votes = Votos
group-enc = Forma de las entradas
group-log = Registro y firmas
group-man = Reglas de la elección
group-key = Claves de los depositarios
group-rol = Censo electoral
group-bal = Papeletas
group-prf = Demostraciones en las papeletas
group-tal = Recuento
group-dec = Descifrado
group-res = Resultado
group-rcp = Recibos
group-rep = Informe
group-other = Otras comprobaciones
group-passed = { $passed } de { $all } superadas
evidence = Pruebas
evidence-entry = entrada original
evidence-more =
    { $count ->
        [one] y { $count } más, en el informe guardado
       *[other] y { $count } más, en el informe guardado
    }
remarks-title = Observaciones
remarks-text = Nada de esto hace fallar una comprobación, pero conviene saberlo.
look-alikes = Estos nombres son distintos y se parecen. Léalos letra por letra:
basis-title = Cómo no depender de esta página
basis-text = El veredicto se basa en este archivo de confianza. Compárelo con uno de una fuente en la que confíe:
basis-value = Su valor de control, que también figura en las cartas:
basis-independent = Con el programa, en su propio ordenador:
basis-last-line = Su última línea debe ser:
report-save = Guardar el informe
trust-save = Guardar el archivo de confianza
