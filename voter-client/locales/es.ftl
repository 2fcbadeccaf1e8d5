# What tabella-vote says, in Spanish.

# What the voter brings.
cannot-read-trust = no se puede leer el archivo de confianza { $file }
cannot-read-code = no se puede leer el código en { $file }
cannot-read-opening = no se puede leer la papeleta abierta { $file }
cannot-read-receipt = no se puede leer el recibo { $file }
file-exists = { $file } ya existe y nunca se sobrescribe: elija otro nombre
cannot-write = no se puede escribir { $file }
not-a-trust-file = { $file } no es un archivo de confianza, o se modificó por el camino: consígalo otra vez ({ $reason })
not-a-text = { $file } no es un texto: { $reason }
changed = { $file }: este archivo se modificó por el camino: consígalo otra vez. No es { $what } ({ $reason }). Esto no acusa a nadie
what-receipt = un recibo
what-receipt-here = un recibo de esta elección en este servidor
what-opening = una papeleta de prueba abierta; un dispositivo que no da ninguna no ha superado la prueba
no-terminal = no hay ningún terminal para pedir el código; indique un archivo con --code-file
ask-code = Su código (no se muestra mientras lo escribe):{" "}
try-again = { $reason }. Inténtelo de nuevo.
not-a-tracker = esto no es un número de seguimiento
not-a-credential = esto no es una credencial
choice-form = una elección se escribe CONTEST=OPTION, o CONTEST=OPTION,OPTION si son varias
contest-twice = { $contest } aparece dos veces: ponga todas sus opciones después de un solo =, separadas por comas

# The conversation.
downloading = Se descarga y comprueba el registro de la elección
rule-exactly = Regla: elija exactamente { $max }.
rule-exactly-or-blank = Regla: elija exactamente { $max }, o vote en blanco.
rule-up-to = Regla: elija como máximo { $max }.
rule-up-to-or-blank = Regla: elija como máximo { $max }, o vote en blanco.
rule-between = Regla: elija de { $min } a { $max }.
rule-between-or-blank = Regla: elija de { $min } a { $max }, o vote en blanco.
ask-number = Su elección (un número):{" "}
ask-number-or-blank = Su elección (un número, o { $key } para un voto en blanco):{" "}
ask-numbers = Su elección (números separados por comas):{" "}
ask-numbers-or-blank = Su elección (números separados por comas, o { $key } para un voto en blanco):{" "}
sorry-numbers = Escriba números separados por comas, por favor.
sorry-numbers-or-blank = Escriba números separados por comas, o { $key } para un voto en blanco, por favor.
sorry-no-such-option = Las opciones tienen los números del 1 al { $options }.
sorry-twice = Un número aparece dos veces.
sorry-rule = Eso no está permitido aquí. { $rule }
blank-vote = voto en blanco
nothing-selected = nada elegido
voted-before = Usted ya ha votado. Una papeleta que emita ahora sustituye a la anterior.
you-have-chosen = Usted ha elegido:
your-tracker = Su papeleta está cifrada y no se ha enviado. Su número de seguimiento:
keep-tracker = Guarde ahora el número de seguimiento completo fuera de este dispositivo: imprímalo, fotografíelo o anótelo en otro dispositivo.
ask-decision = c = emitir esta papeleta, t = probar este dispositivo con ella, q = salir:{" "}
ask-decision-again = Escriba c, t o q, por favor.
word-cast = emitir
word-test = probar
word-quit = salir
cannot-read-answer = no se puede leer su respuesta
no-answer = no hay respuesta: no se ha enviado nada
you-quit = ha salido: no se ha enviado nada ni se ha emitido ninguna papeleta
now-vote = Ahora puede votar, con una papeleta nueva.
sending = Se envía la papeleta con el número de seguimiento

# What became of the ballot.
standing-recorded = Su papeleta está emitida; la han confirmado suficientes testigos.
standing-unwitnessed = Su papeleta está emitida; la ha registrado solo el servidor, sin testigo independiente.
standing-received = El servidor ha recibido su papeleta; los testigos todavía no la han confirmado.
collusion = El servidor y un responsable, junto con { $some } de los { $all } depositarios, podrían mostrar registros distintos a distintas personas y leer papeletas sueltas.
label-time = Hora
label-tracker = Número de seguimiento
label-entry = Entrada del registro
label-receipt = Recibo
label-opening = Papeleta abierta
label-credential = Credencial
label-log = Registro
label-status = Estado
receipt-proves = Lo que demuestra el recibo: el servidor ha firmado un registro que contiene esta papeleta; si alguna vez se elimina o se cambia, el recibo es una prueba contra el servidor.
receipt-proves-not = Lo que no demuestra: que este dispositivo haya cifrado lo que usted eligió (solo una prueba con un segundo dispositivo puede mostrarlo), ni que la papeleta esté contada (cuando termine la votación, busque su credencial en otro dispositivo y compare completo el número de seguimiento de su última papeleta con el que guardó).
vote-again = Para votar otra vez, ejecute la misma orden antes de que termine la votación: solo cuenta su última papeleta.
look-later = Para comprobarlo más tarde: { $command }
no-receipt = no hay un recibo válido, así que no se puede decir que esta papeleta esté emitida. Busque su credencial ({ $command }) y vote otra vez mientras la votación siga abierta
another-log = su papeleta está en un registro que el servidor ha firmado, y el recibo se ha guardado en { $file }, pero el servidor no muestra que sea el mismo registro de hace un momento

# The test of a device.
opened = La papeleta se ha abierto en lugar de emitirse. Nunca podrá emitirse, y no se ha enviado.
opened-next = Lleve la papeleta abierta a un segundo dispositivo que no confíe en este, con su propio archivo de confianza. Compare tres cosas: el número de seguimiento que guardó, lo elegido y la credencial de su carta:
opened-shows = La papeleta abierta muestra lo elegido en esta prueba a quien la vea. Elija en la prueba otra cosa que en su voto si no quiere que se adivine.
rebuilt = La papeleta reconstruida da el número de seguimiento que usted guardó, con su credencial, para esta elección, y no está en el registro.
really-in-it = Esto es lo que contiene de verdad:
compare-choices = Compárelo con lo que eligió en el dispositivo de votación. Si algo difiere, ese dispositivo ha mentido: no vote con él y reclame.
choices-as-named = Es lo que usted indicó.
check-again-later = Ejecute otra vez esta orden cuando termine la votación: una papeleta abierta no debe aparecer nunca en el registro.

# Looking up a ballot or a code.
log-line = { $size } entradas, { $phase }, { $standing }
phase-setup = en preparación
phase-open = votación abierta
phase-closed = votación terminada
phase-finished = resultado anunciado
phase-void = anulada
log-recorded = confirmado por suficientes testigos
log-unwitnessed = registrado solo por el servidor, sin testigo independiente
log-received = recibido por el servidor; los testigos todavía no lo han confirmado
status-not-in-roll = no está en el censo
status-absent = en todo el registro no hay ninguna papeleta de esta credencial: su código no se ha usado
status-not-yet-counted = en el registro (entrada { $index }, secuencia { $sequence }), todavía sin contar
status-counted = contada (entrada { $index }, secuencia { $sequence })
status-superseded = sustituida por la secuencia { $sequence } (entrada { $index })
status-missing = falta: la papeleta del recibo no está en el registro
status-older-view = no se sabe: el registro que se muestra es más antiguo que el recibo
older-view = el servidor, o algo en el camino, muestra un estado más antiguo: { $shown } de al menos { $known } entradas. Pruebe más tarde, o desde otra red. Esto todavía no es una prueba
board-redirects = El servidor en { $from } redirige a { $to }, al que se ha preguntado en su lugar. Compare esta dirección con su carta e indíquela.
last-tracker = El número de seguimiento de la última papeleta de esta credencial:
tracker-same = Es el número de seguimiento que usted guardó.
tracker-other = NO es el número de seguimiento que usted guardó: este dispositivo, aquel con el que votó o alguien que tiene su código ha emitido otra papeleta. Vote otra vez mientras la votación siga abierta, y reclame.
tracker-compare = Compárelo completo con el que guardó fuera del dispositivo de votación. Sin esta comparación, el estado no dice nada sobre un dispositivo que miente.
advice-superseded = Si no ha votado otra vez, alguien ha usado su código: vote otra vez mientras la votación siga abierta, y reclame.
advice-not-yet-counted = Compruébelo otra vez cuando termine la votación. Hasta entonces, una papeleta posterior sustituiría a esta.
advice-missing = Guarde el recibo y reclame con él: es una prueba contra el servidor.

# Why it did not work. What checks and machines say in detail follows in English.
error-not-in-roll = la credencial de este código no está en el censo de esta elección: compare el código con la carta de esta elección y, si es correcto, diga a la oficina electoral que su código falta en el censo
error-not-begun = la votación no ha empezado
error-void = la elección está anulada: empieza de nuevo con otro identificador
error-over = la votación ha terminado
error-unknown-contest = en esta papeleta no hay ninguna pregunta { $contest }
error-unknown-option = la pregunta { $contest } no tiene la opción { $option }
error-option-twice = pregunta { $contest }: una opción aparece dos veces; nombre cada una una vez como máximo
error-code = este código tiene un error de escritura o pertenece a otra elección: un código tiene 8 grupos de 4 caracteres. Compárelo con su carta
error-typing = hay un carácter equivocado o falta alguno, o es otra cosa: compare con el original
error-too-soon = el servidor no ha aceptado esta papeleta: no está en el registro. Han llegado varias papeletas seguidas con su código, y la siguiente tiene que esperar: vote otra vez dentro de { $seconds } segundos. Si usted no emitió las otras, alguien tiene su código: vote otra vez mientras la votación siga abierta, y reclame
error-busy = el servidor está ocupado: demasiadas personas lo consultan en este momento. Inténtelo de nuevo enseguida
error-no-answer = el servidor no ha dado ninguna respuesta útil: compruebe su dirección y su red, y pruebe más tarde. En detalle: { $detail }
error-refused = el servidor ha rechazado la solicitud ({ $status }). En detalle: { $detail }
voting-starts = La votación empieza: { $time }.
voting-ended = La votación terminó: { $time }.
not-opened = La elección todavía no se ha abierto.
nothing-sent = No se ha enviado nada.
ballot-refused = El servidor ha rechazado esta papeleta: no está en el registro.
another-ballot = mientras tanto ha llegado otra papeleta con su código, así que el servidor ha rechazado esta: no está en el registro. Compruébelo primero ({ $command }) y vote otra vez si quiere que cuente otra elección. Si usted no emitió la otra papeleta, alguien tiene su código: vote otra vez mientras la votación siga abierta, y reclame

# Languages.
no-such-language = este programa no habla { $language }; habla { $known }. Sus propias palabras están en inglés
no-such-texts = La elección no tiene textos en { $language }; se muestran en { $shown }.
