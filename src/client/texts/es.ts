/** What the client says, in Spanish. */

import type { Texts } from "./index.ts";

export const ES: Texts = {
  locale: "es",
  server: "servidor",
  search: "búsqueda",

  connected: (network, nick) =>
    `Conectado a ${network} como ${nick}. /help muestra las órdenes y las teclas.`,
  connecting: (server) => `Conectando con ${server}…`,
  again: (seconds, reason) => `Sin conexión; otra vez en ${seconds} s (Intro: ya). ${reason}`,
  tryingAgain: (reason) => `Sin conexión; otro intento… ${reason}`,
  missed: "Mientras tanto se dijo más de lo que se ve aquí; chat tail lo tiene todo.",

  joined: (nicks) => `entra ${nicks}`,
  left: (nicks) => `sale ${nicks}`,
  moreChanges: (count) => `${count} más`,
  youJoined: (channel) => `Has entrado en ${channel}`,
  youLeft: (channel) => `Has salido de ${channel}`,
  kicked: (by, nick, reason) => `${by} ha echado a ${nick}${because(reason)}`,
  youWereKicked: (by, channel, reason) => `${by} te ha echado de ${channel}${because(reason)}`,
  renamed: (from, to) => `${from} ahora se llama ${to}`,
  youAre: (nick) => `Ahora te llamas ${nick}`,
  topicIs: (topic) => `Tema: ${topic}`,
  topicSet: (by, topic) => `${by} ha puesto el tema: ${topic}`,
  topicRemoved: (by) => `${by} ha quitado el tema`,
  modeSet: (by, change) => `${by} ha puesto ${change}`,
  members: (count, names) => `Aquí (${count}): ${names}`,
  invited: (by, channel) => `${by} te invita a ${channel}. /join ${channel} acepta`,
  refusedChannel: (channel, reason) => `No se pudo entrar en ${channel}: ${reason}`,
  asksProgram: (nick, what) => `${nick} pide a este programa ${what}`,
  redacted: (by, reason) => `retirado por ${by}${because(reason)}`,
  notice: "aviso",

  unreadLine: "sin leer",
  sending: "enviando…",
  failed: (reason) => `no entregado: ${reason} (Alt-↑ y luego Intro lo envía otra vez)`,
  typing: (nicks) =>
    nicks.length === 1
      ? `${nicks[0]} está escribiendo…`
      : nicks.length > 3
      ? "varias personas están escribiendo…"
      : `${nicks.join(", ")} están escribiendo…`,
  below: (count) => `${count} más abajo`,
  older: "cargando lo anterior…",
  beginning: "Aquí empieza la conversación.",
  noTopic: "sin tema",
  privateWith: (nick) => `en privado con ${nick}`,
  away: "ausente",
  offline: "sin conexión",
  memberCount: (count) => count === 1 ? "1 persona" : `${count} personas`,

  selecting: {
    other: "r responder · = reaccionar · Esc salir",
    own: "r responder · = reaccionar · e corregir · Retroceso retirar · Esc salir",
    found: "Intro ir allí · r responder · = reaccionar · Esc salir",
    sending: "Está en camino. Esc salir",
    failed: "Intro reenviar · e cambiarlo · Retroceso quitarlo · Esc salir",
  },
  replyingTo: (nick, text) => `Respuesta a ${nick}: ${text} (Esc: sin respuesta)`,
  correcting: (text) => `Corregir: ${text} (Esc: dejarlo)`,
  reactWith: "Reaccionar con (heart, o un emoji): ",
  findHere: "Buscar aquí: ",
  findTyped: "Escrito antes: ",
  goTo: "Ir a: ",
  notFound: (text) => `Aquí nada dice "${text}".`,
  paste: (lines) =>
    `¿Enviar estas ${lines} líneas como un mensaje? Intro: sí, e: antes editar, Esc: no`,
  pasteTooLong: (lines, most) =>
    `Las ${lines} líneas pegadas no se han tomado: un mensaje tiene como mucho ${most}. ` +
    "Ponlas en un archivo y da su dirección.",
  pasteTooBig: (kilobytes, most) =>
    `Los ${kilobytes} KB pegados no se han tomado: un mensaje tiene como mucho ${most} KB. ` +
    "Ponlos en un archivo y da su dirección.",
  leave: "¿Salir? Ctrl-C otra vez, o s: sí; cualquier otra tecla: no",
  saidTo: (target, text) => `A ${target}: ${text}`,
  notSent: "Ahora no hay conexión y no se ha enviado nada. Tu línea sigue aquí.",
  nothingSelected: "Aquí no hay ningún mensaje que elegir.",
  notYours: "Solo se pueden corregir los mensajes propios.",
  cannotReact: "Este servidor no transmite reacciones.",
  cannotRedact: "Este servidor no permite retirar mensajes.",
  cannotSearch:
    "Este servidor no sabe buscar. /lastlog y Ctrl-S buscan en lo que está cargado aquí.",
  found: (count, words) =>
    count === 0
      ? `No se ha encontrado nada de "${words}".`
      : `${count === 1 ? "1 encontrado" : `${count} encontrados`} de "${words}". ` +
        "Alt-↑ elige, Intro va allí.",
  notLoaded: "Ese mensaje está demasiado atrás para ir allí; esto es lo encontrado.",
  noBuffer: (name) => `No hay ninguna conversación "${name}". /join o /query abre una.`,
  noEditor: "Pon $EDITOR para escribir en un editor.",
  editorFailed: (editor) => `El editor ${editor} no terminó bien; tu línea sigue como estaba.`,
  tooSmall: "La ventana es demasiado pequeña.",
  nothingAbout: (word) => `Nada sobre "${word}". /help lo muestra todo.`,
  settingIs: (name, value) => value === "" ? `${name} está vacío` : `${name} es ${value}`,
  noSetting: (name, known) => `No hay ningún ajuste "${name}". Hay: ${known}`,
  noValue: (name, value, takes) => `"${value}" no es un valor de ${name}, que toma ${takes}.`,
  notifyCommandFailed: (command) =>
    `La orden notifyCommand ${JSON.stringify(command)} no terminó bien. No se dirá otra vez.`,
  highlightsAre: (words) =>
    words === ""
      ? "Solo te llama tu nombre. /hilight PALABRA añade una, hasta que salgas."
      : `Además de tu nombre te llaman: ${words}`,
  highlighted: (word) => `"${word}" te llama desde ahora, hasta que salgas.`,
  dehighlighted: (word) => `"${word}" ya no te llama.`,
  noHighlight: (word) => `"${word}" no es de las palabras que te llaman. /hilight las muestra.`,
  muted: "Lo que se diga aquí ya no te llama. Otra vez /mute: sí.",
  unmuted: "Lo que se diga aquí te llama otra vez.",

  askHost: (usual) => `Dirección del servidor [${usual}]: `,
  askPort: (usual) => `Puerto del servidor [${usual}]: `,
  askLocalPort: "Puerto propio [cualquiera]: ",
  anyPort: "cualquiera",
  askUser: (usual) => `Tu nombre [${usual}]: `,
  askName: "Tu nombre: ",
  badPort: "Un puerto es un número entero de 1 a 65535.",
  ifYours: (nick) => `Si es tuyo: chat connect --account ${nick}`,
  passwordFor: (what) => `Contraseña de ${what}: `,
  sameAgain: "Otra vez la misma: ",
  notTheSame: "Las dos contraseñas no son iguales. No se ha cambiado nada.",
  noPasswordTerminal: (what) =>
    `Hace falta una contraseña para ${what} y no hay terminal donde preguntarla. Dala con ` +
    "CHAT_PASSWORD o --password-command.",
  theAccount: (name) => `la cuenta "${name}"`,
  passwordCommandFailed: (command, code) =>
    `La orden de la contraseña ${command} terminó con ${code}. Tiene que escribir la contraseña.`,
  passwordCommandSilent: (command) =>
    `La orden de la contraseña ${command} no escribió nada. Tiene que escribir la contraseña.`,
  nothingChanged: "No se ha cambiado nada.",
  interrupted: "Interrumpido.",
  badName: (name) =>
    `El nombre "${name}" no se puede enviar: un nombre es una sola palabra y no empieza por dos ` +
    "puntos. Elige otro con --user.",

  noServer: (where) =>
    `Ningún servidor responde en ${where}. ¿Son correctos la dirección y el puerto?`,
  noLocalServer: (where) => `Ningún servidor responde en ${where}. Inicia uno con: chat serve`,
  noHost: (host) => `No hay ningún host llamado "${host}". ¿Está bien escrito?`,
  localPortUsed: (where, port) =>
    `No se pudo conectar con ${where} desde el puerto ${port}: lo usa otro programa. ` +
    "Elige otro --local-port, o ninguno.",
  localPortForbidden: (where, port) =>
    `No se pudo conectar con ${where} desde el puerto ${port}: este usuario no puede. ` +
    "Elige uno por encima de 1023.",
  localPortUnable: (deno, port) =>
    `Deno ${deno} no puede conectar desde el puerto ${port}. ` +
    "Omite --local-port, o usa un Deno más nuevo.",
  localPortTls: "TLS desde un puerto elegido aún no es posible. Omite --local-port.",
  doesNotAnswer: "no responde",
  couldNotConnect: (where, why, port) =>
    `No se pudo conectar con ${where}: ${why}. ¿Hay un servidor en el puerto ${port}?`,
  couldNotSecure: (where, why) => `No se pudo conectar con ${where} mediante TLS: ${why}`,
  unknownIssuer:
    "su certificado no lo ha firmado nadie en quien confíe esta máquina. Si conoces el servidor, pide " +
    "el certificado a quien lo lleva e indica el archivo con --tls-ca.",
  otherName: (host) =>
    `su certificado es para otro nombre que "${host}". Conéctate por el nombre para el que es.`,
  expired:
    "su certificado ha caducado. ¿Va bien el reloj de esta máquina? Si es así, tiene que renovarlo " +
    "quien lleva el servidor.",
  notYetValid: "su certificado aún no es válido. ¿Va bien el reloj de esta máquina?",
  noTlsThere: "no habla TLS en este puerto. ¿Es otro puerto, o va sin --tls?",
  pinned: (where, fingerprint) =>
    `Nadie en quien confíe esta máquina responde por ${where}. Su certificado se recuerda desde ` +
    "ahora; compara su SHA-256 con el que el servidor muestra al empezar: " +
    fingerprint,
  accountMade: (name) => `La cuenta ${name} es tuya. A partir de ahora: --account ${name}`,
  noAccountMade: (why) => `No se creó ninguna cuenta: ${why.replace(/\.$/, "")}.`,
  wantsTls: "El servidor pide TLS; conectando de nuevo con él.",
  passwordInTheClear:
    "La contraseña va sin TLS: cualquiera por el camino puede leerla. --tls lo evita.",
  trustedNow: (where) => `${where} tiene un certificado en el que esta máquina ahora confía.`,
  certificateChanged: (where, before, now, file) =>
    `El certificado de ${where} no es el que tenía antes: puede que alguien esté leyendo. ` +
    `Antes: ${before}. Ahora: ${now}. Si quien lleva el servidor dice que es nuevo, borra ${file}.`,
  notShown: "no lo muestra",
  noLongerVouchedFor: (where, file) =>
    `Esta máquina confiaba en el certificado de ${where}, y ahora nadie responde por el que tiene: ` +
    "puede que alguien esté leyendo. Si quien lleva el servidor dice que es así, " +
    `borra ${file}.`,
  certificateUnreadable: (file) =>
    `El certificado del servidor no se puede leer en ${file}, y no se podría reconocer. ` +
    "Haz que puedas leer y escribir ese archivo.",
  certificateUnkept: (file) =>
    `El certificado del servidor no se puede guardar en ${file}, y no se podría reconocer. ` +
    "Haz que puedas leer y escribir ese archivo.",
  caUnreadable: (file) =>
    `El archivo de certificado ${file} no se puede leer. ¿Es correcto el nombre, y puedes leerlo?`,
  ownUnreadable: (file) =>
    `El archivo ${file} de tu propio certificado no se puede leer. ¿Es correcto el nombre, y puedes leerlo?`,
  ownCertificateNone: (file) =>
    `El archivo ${file} no contiene ningún certificado en PEM que se pueda mostrar a un servidor.`,
  ownKeyNone: (file) =>
    `El archivo ${file} no contiene ninguna clave privada en PEM, o la protege una contraseña; ` +
    "hace falta una clave sin ella.",
  ownKeyOfAnother: (key, cert) => `La clave privada de ${key} no es la del certificado de ${cert}.`,
  ownKeyAlone: "--tls-key indica la clave de un certificado: da también --tls-cert.",
  ownNotToKnown: (deno) =>
    `Deno ${deno} no puede mostrar un certificado a un servidor que se reconoce por el suyo. ` +
    "Indica el certificado de ese servidor con --tls-ca.",
  ownNotTaken: "el servidor no acepta tu certificado, o pide uno (--tls-cert)",
  ownRefused: (text, fingerprint) =>
    `El servidor no te identifica por tu certificado: ${text.replace(/\.$/, "")}. ` +
    `Para añadirlo, identifícate con la contraseña y di: /msg NickServ CERT ADD ${fingerprint}`,
  noExternal: "El servidor no identifica a nadie por un certificado (no tiene SASL EXTERNAL).",

  notWanted: "La conexión ya no hace falta.",
  serverDoesNotRead: "El servidor no lee lo que se le envía.",
  notIrc: "Lo que responde allí no habla IRC.",
  notIrcSaid: (said) => `Lo que responde no habla IRC. Ha dicho: ${said}`,
  serverClosed: "El servidor cerró la conexión.",
  serverClosedSaying: (text) => `El servidor cerró la conexión: ${text}`,
  broke: (why) => `La conexión se rompió: ${why}.`,
  notLetIn: (seconds) => `El servidor no nos dejó entrar en ${seconds} segundos.`,
  silent: (seconds) => `El servidor no ha dicho nada en ${seconds} segundos.`,
  connectionEnded: "La conexión ha terminado.",
  connectionLost: "Se perdió la conexión.",
  stillThere: (nick) => `El servidor tiene todavía otra conexión con el nombre "${nick}".`,

  nickInUse: (nick) => `El nombre "${nick}" está en uso en este servidor. Elige otro.`,
  nickNotAccepted: (nick, why) => `El servidor no acepta el nombre "${nick}": ${why}. Elige otro.`,
  refusesUs: (why) => `El servidor no nos deja entrar: ${why}`,
  wantsPassword: (text) =>
    `El servidor pide una contraseña. Pon CHAT_PASSWORD, o usa --password-command: ${text}`,
  passwordWrong: (text) => `El servidor no acepta la contraseña: ${text}`,
  accountPasswordWrong: (account, text) =>
    `El servidor no acepta la contraseña de la cuenta "${account}": ${text}`,
  noAccounts: (account) =>
    `No se pudo entrar como "${account}": el servidor no tiene cuentas (no tiene SASL). ` +
    "Omite --account y conéctate sin ella.",
  bannedUs: (text) => `El servidor nos ha vetado: ${text}`,
  noReason: "El servidor no dio ningún motivo.",
  lostBeforeConfirmed: "La conexión se perdió antes de que el servidor lo confirmara.",
  noConnection: "No hay conexión.",

  refusals: {
    "401": "Aquí no hay nadie con ese nombre",
    "402": "No hay ningún servidor con ese nombre",
    "403": "No hay ningún canal con ese nombre",
    "404": "No puedes escribir en este canal",
    "405": "Estás en demasiados canales",
    "406": "No hubo nadie con ese nombre",
    "421": "El servidor no conoce esa orden",
    "441": "No está en ese canal",
    "442": "No estás en ese canal",
    "443": "Ya está en ese canal",
    "461": "Faltan parámetros",
    "471": "El canal está lleno (+l)",
    "472": "El servidor no conoce ese modo",
    "473": "Solo se entra por invitación (+i)",
    "474": "Tienes vetada la entrada (+b)",
    "475": "Hace falta la clave correcta (+k)",
    "477": "Hace falta una cuenta (+r)",
    "481": "No eres operador del servidor",
    "482": "No eres operador del canal",
  },

  yourModes: (modes) => `Tus modos: ${modes}`,
  youAreAway: "Ahora no estás. /back: estás otra vez",
  youAreBack: "Estás otra vez",
  isAway: (nick, text) => `${nick} no está: ${text}`,
  isWho: (nick, name, mask) => `${nick} es ${name} (${mask})`,
  wasWho: (nick, name, mask) => `${nick} era ${name} (${mask})`,
  isWhoIn: (nick, name, mask, channel, away) =>
    `${nick} es ${name} (${mask})${channel === "" ? "" : ` en ${channel}`}${
      away ? ", ausente" : ""
    }`,
  isOn: (nick, server, text) => `${nick} está en ${server} (${text})`,
  isOperator: (nick) => `${nick} es operador del servidor`,
  isSecure: (nick) => `${nick} usa una conexión segura`,
  isIdle: (nick, minutes, since) =>
    `${nick} ${minutes < 1 ? "acaba de hacer algo" : `no hace nada desde hace ${minutes} min`}` +
    (since === "" ? "" : `, aquí desde ${since}`),
  isIn: (nick, channels) => `${nick} está en ${channels}`,
  isLoggedIn: (nick, account) => `${nick} ha entrado con la cuenta ${account}`,
  connectsFrom: (nick, host) => `${nick} se conecta desde ${host}`,
  hasModes: (channel, modes) => `${channel} tiene los modos ${modes}`,
  madeOn: (channel, date) => `${channel} se hizo el ${date}`,
  topicSetOn: (channel, by, date) => `El tema de ${channel} lo puso ${by} el ${date}`,
  youInvited: (nick, channel) => `Has invitado a ${nick} a ${channel}`,
  invitedOther: (by, nick, channel) => `${by} ha invitado a ${nick} a ${channel}`,
  inviteException: "Excepción a la entrada por invitación",
  banException: "Excepción a los vetos",
  banEntry: "Veto",
  listEntry: (what, channel, mask, by) =>
    `${what} en ${channel}: ${mask}${by === "" ? "" : ` (puesto por ${by})`}`,
  endOfList: "Eso es toda la lista.",
  hostShown: (host) => `Tu host se muestra ahora como ${host}`,

  nowhere: "No estás en ninguna conversación. /join #general abre una, /query ann otra.",
  noText: (nick) => `No hay texto para ${nick}. Escribe: @${nick}: hola`,
  typeIt: (usage) => `Escribe: ${usage}`,
  noCommand: (name, meant, text) =>
    `No hay ninguna orden "/${name}". ` +
    (meant === undefined ? "/help muestra las órdenes." : `¿Querías decir /${meant}?`) +
    ` Con dos barras se envía como texto: /${text}`,
  noChannel: "Esto va de un canal, y no estás hablando en ninguno. Nombra uno, como #general.",
  fullScreenOnly: "Esa orden es solo para la pantalla completa.",
  serverCannotSearch: "Este servidor no sabe buscar.",
  linesRefused: (count) =>
    `${count === 1 ? "Se rechazó 1 línea" : `Se rechazaron ${count} líneas`}; véase arriba.`,
  unconfirmed: (count) =>
    `${
      count === 1 ? "1 mensaje no ha sido confirmado" : `${count} mensajes no han sido confirmados`
    } ` +
    "por el servidor, y puede haberse perdido.",
  also: (names) => `también ${names}`,
  placeholders: {
    CHANNEL: "CANAL",
    EMOJI: "EMOJI",
    KEY: "CLAVE",
    LINE: "LÍNEA",
    MASK: "MÁSCARA",
    MODES: "MODOS",
    NAME: "NOMBRE",
    NICK: "NOMBRE",
    NUMBER: "NÚMERO",
    REASON: "MOTIVO",
    TEXT: "TEXTO",
    VALUE: "VALOR",
    WORD: "PALABRA",
    WORDS: "PALABRAS",
  },

  lineConnected: (network, nick) =>
    `Conectado a ${network} como ${nick}. /help muestra las órdenes.`,
  lineAgain: (reason, seconds) => `${reason} (otro intento en ${seconds} s)`,
  lineFailed: (target, text, reason) => `No entregado a ${target}: "${text}" (${reason})`,
  lineYouJoined: (channel) => `Has entrado en ${channel}`,
  lineJoined: (nick, channel) => `${nick} entra en ${channel}`,
  lineYouLeft: (channel, reason) => `Has salido de ${channel}${because(reason)}`,
  lineLeft: (nick, channel, reason) => `${nick} sale de ${channel}${because(reason)}`,
  lineKicked: (by, nick, channel, reason) =>
    `${by} ha echado a ${nick} de ${channel}${because(reason)}`,
  lineQuit: (nick, reason) => `${nick} se ha ido${because(reason)}`,
  lineTopicIs: (channel, topic) => `Tema de ${channel}: ${topic}`,
  lineTopicSet: (by, channel, topic) => `${by} ha puesto el tema de ${channel}: ${topic}`,
  lineTopicRemoved: (by, channel) => `${by} ha quitado el tema de ${channel}`,
  lineModeSet: (by, change, channel) => `${by} ha puesto ${change} en ${channel}`,
  lineMembers: (channel, count, names) => `En ${channel} (${count}): ${names}`,
  nobody: "nadie",
  tooManyNames: "son demasiados para nombrarlos",
  linePrivate: "[privado] ",
  linePrivateTo: (nick) => `[privado a ${nick}] `,
  promptPrivate: "privado",
  leaveHint: "Ctrl-C otra vez sale. También chao.",

  notUtf8: (start) =>
    `Una línea de la entrada no es UTF-8: "${start}". ` +
    "No se ha enviado, ni lo que viene después. Conviértela, por ejemplo con iconv.",
  inputTooLong: "Una línea de la entrada pasa de 1 MB. No se ha enviado, ni lo que viene después.",
  searchUnknown: (where) => `El servidor en ${where} no sabe buscar (no tiene soju.im/search).`,
  confirmsNothing: (where) =>
    `El servidor en ${where} no confirma los mensajes (no tiene echo-message), y no se ha enviado ` +
    "nada. --unconfirmed envía de todos modos.",
  wasNotDelivered: (text, target, reason) => `"${text}" no se entregó a ${target}: ${reason}`,
  confirmedNothing: (seconds) =>
    `El servidor no ha confirmado nada en ${seconds} s. Lo enviado puede haberse perdido.`,
  idNeedsAccount:
    "--id solo sirve junto con --account: sin cuenta el servidor no sabe que la próxima conexión es " +
    "la misma persona, y guardaría el mensaje dos veces. No se ha enviado nada.",
  notRepeated: (id) =>
    `El servidor no tiene historial que pedir, y "${id}" no está entre los mensajes que repite: ` +
    "puede que falten algunos.",
  programEnded: (code) => `El programa terminó con el código ${code}.`,
  readsTooSlowly: "El programa lee demasiado despacio; se ha omitido un mensaje.",
  notDeliveredTo: (target, reason) => `No entregado a ${target}: ${reason}`,
  nobodyToSay: (text) =>
    `No hay a quién decir "${text}": nombra un destino, o escribe JSON con uno.`,

  commandLine: {
    "Usage:": "Uso:",
    "Arguments:": "Argumentos:",
    "Options:": "Opciones:",
    "[options]": "[opciones]",
    "display help for command": "muestra esta ayuda",
    "Talk: the terminal client, for this server and any other that speaks IRC.":
      "Hablar: el cliente de terminal, para este servidor y cualquier otro que hable IRC.",
    "Send messages, and print the id of each one that the server has kept.":
      "Envía mensajes y escribe el id de cada uno que el servidor ha guardado.",
    "Print the last messages of a conversation, and follow it if asked to.":
      "Escribe los últimos mensajes de una conversación y, si se pide, la sigue.",
    "Find messages by their words, wherever you may read, and print them.":
      "Busca mensajes por sus palabras, donde puedas leer, y los escribe.",
    "Run a program as a bot: messages go to its input as JSON, its lines are said.":
      "Lanza un programa como bot: lee los mensajes en JSON, y se dicen sus líneas.",
    "the server as ircs://host:port or irc://host:port":
      "el servidor como ircs://host:puerto o irc://host:puerto",
    "the server's name or address": "el nombre o la dirección del servidor",
    "the server's port (5555; with TLS 6697)": "el puerto del servidor (5555; con TLS 6697)",
    "your name in the chat": "tu nombre en el chat",
    "the port on this machine to connect from": "el puerto de esta máquina desde el que conectar",
    "channels to be in; plain text goes to the first (#general)":
      "canales en los que estar; el texto sin más va al primero (#general)",
    "the account to log in to (SASL)": "la cuenta en la que entrar (SASL)",
    "a command that prints the account's password, else the server's (or set CHAT_PASSWORD)":
      "un programa que escribe la contraseña de la cuenta o, sin cuenta, la del servidor " +
      "(o pon CHAT_PASSWORD)",
    "make the account, with a code of chat user invite":
      "hace la cuenta, con un código de chat user invite",
    "connect with TLS": "conecta con TLS",
    "certificate in PEM to trust beside the machine's; turns TLS on":
      "certificado en PEM del que fiarse además de los de la máquina; activa TLS",
    "your own certificate in PEM, to log in with (SASL EXTERNAL); turns TLS on":
      "tu propio certificado en PEM, con el que entrar (SASL EXTERNAL); activa TLS",
    "its private key in PEM, if it does not stand in the same file":
      "su clave privada en PEM, si no está en el mismo archivo",
    "JSON file with settings": "archivo JSON con ajustes",
    "without the file in ~/.config/chat/connect.json": "sin el archivo ~/.config/chat/connect.json",
    "line by line, in the terminal's own scrollback":
      "línea a línea, en el historial de la propia terminal",
    "one line for each event: no colours, no prompt, no cursor movement":
      "una línea por suceso: sin colores y sin mover el cursor",
    "a channel, such as '#general', or a nick": "un canal, como '#general', o un nombre",
    "what to say; - or nothing: the lines of standard input, each a message":
      "qué decir; - o nada: las líneas de la entrada estándar, cada una un mensaje",
    "each line is a message of its own (so it is anyway)":
      "cada línea es un mensaje (así es también sin esto)",
    "all lines together are one message": "todas las líneas juntas son un mensaje",
    "with --account: the same key again makes no second message":
      "con --account: la misma clave otra vez no hace un segundo mensaje",
    "send to a server that confirms nothing, too; prints no ids then":
      "enviar también a un servidor que no confirma nada; sin escribir ids",
    "one JSON object a line: id, time, target, from, account, text, tags":
      "un objeto JSON por línea: id, time, target, from, account, text, tags",
    "id, time, target, from and text between tabs, one message a line":
      "id, time, target, from y text entre tabuladores, un mensaje por línea",
    "from then on: 2026-05-01, 2026-05-01T12:30, or 90m, 12h, 7d ago":
      "desde entonces: 2026-05-01, 2026-05-01T12:30, o hace 90m, 12h, 7d",
    "until then: 2026-05-01, 2026-05-01T12:30, or 90m, 12h, 7d ago":
      "hasta entonces: 2026-05-01, 2026-05-01T12:30, o hace 90m, 12h, 7d",
    "after the message with this id": "después del mensaje con este id",
    "at most so many past messages (10, unless since or after)":
      "como mucho tantos mensajes pasados (10, salvo con since o after)",
    "stay, and print what is said from now on": "se queda y escribe lo que se diga desde ahora",
    "each begins a word of the message, in whatever case":
      "cada una empieza una palabra del mensaje, en mayúsculas o minúsculas",
    "only in this channel, or in the conversation with this nick":
      "solo en este canal o en la conversación con este nombre",
    "only what was said under this nick": "solo lo dicho con este nombre",
    "at most so many; the server has a limit of its own":
      "como mucho tantos; el servidor tiene su propio límite",
    "the program and its arguments, after --": "el programa y sus argumentos, después de --",
    "channels, such as '#general', and nicks to listen to":
      "canales, como '#general', y nombres a los que escuchar",
    // What a setting of the configuration file takes, and what JSON expects.
    "the file": "el archivo",
    "true or false": "true o false",
    "text of one line": "texto de una línea",
    "text of one line, or null": "texto de una línea, o null",
    "a whole number from 1 to 65535, or null": "un número entero de 1 a 65535, o null",
    "a list, each entry text of one line": "una lista de textos de una línea",
    "a list, each entry text of one line, or null": "una lista de textos de una línea, o null",
    '"auto" or "off"': '"auto" u "off"',
    '"auto", "on" or "off"': '"auto", "on" u "off"',
    '"on" or "off"': '"on" u "off"',
    '"on", "osc9", "osc777" or "off"': '"on", "osc9", "osc777" u "off"',
    "the file ends": "el archivo termina",
    "something else": "otra cosa",
    "an object": "un objeto",
    "a list": "una lista",
    "a value": "un valor",
    "the end of the file": "el fin del archivo",
    "a name in double quotes": "un nombre entre comillas dobles",
    "a comma or a closing brace }": "una coma o una llave }",
    "a comma or a closing bracket ]": "una coma o un corchete ]",
  },
  complaints: {
    "unknown option '…'": "la opción '…' no existe",
    "missing required argument '…'": "falta el argumento '…'",
    "required option '…' not specified": "falta la opción '…'",
    "option '…' argument missing": "a la opción '…' le falta su valor",
    "option '…' argument '…' is invalid.": "la opción '…' no toma '…'.",
    "option '…' value '…' from env '…' is invalid.":
      "la opción '…' no toma '…', que es lo que dice la variable '…'.",
    "command-argument value '…' is invalid for argument '…'.": "'…' no vale como argumento '…'.",
    "option '…' cannot be used with option '…'":
      "la opción '…' no se puede usar junto con la opción '…'",
    "too many arguments for '…'. Expected … argument… but got …: ….":
      "sobran argumentos para '…': toma ….",
    "there is no setting …; did you mean …?": "no hay ningún ajuste …; ¿quizá …?",
    "there is no setting …; the file takes …": "no hay ningún ajuste …; el archivo toma …",
    "… takes …, not …": "… toma …, no …",
    '"…" stands here for the second time': '"…" está aquí por segunda vez',
    "… where … is expected": "… donde se espera …",
    "… stands": "hay …",
    'a colon after "…"': 'un ":" después de "…"',
    'a value for "…"': 'un valor de "…"',
  },
  didYouMean: (meant) => `; ¿quizá ${meant}?`,
  helpShows: (command) => `\`${command} --help\` muestra lo que hay.`,
  badLink: "Un enlace es irc://host:puerto o, con TLS, ircs://host:puerto.",
  badTime:
    'Un momento es una fecha como 2026-05-01 o 2026-05-01T12:30, o hace cuánto, como "90m" o "7d".',
  badCount: "Una cantidad es un número entero, como 50.",
  badId: (id) =>
    `El id "${id}" no se puede usar: un id tiene de 1 a 64 caracteres visibles de ASCII, y ningún ` +
    "espacio.",
  badMsgid: (id) => `"${id}" no puede ser el id de un mensaje.`,
  cannotSendTo: (target) =>
    `No se puede enviar a "${target}": un destino es un canal o un nombre, como '#general'.`,
  cannotRead: (target) =>
    `No se puede leer "${target}": un destino es un canal o un nombre, como '#general'.`,
  cannotListenTo: (target) =>
    `No se puede escuchar a "${target}": un destino es un canal o un nombre, como '#general'.`,
  neitherChannelNorNick: (name) => `"${name}" no es ni un canal ni un nombre.`,
  cannotStart: (program) =>
    `El programa "${program}" no se puede lanzar. ¿Está bien escrito, y está instalado?`,
  nothingToSend: "No hay nada que enviar.",
  nothingGivenToSend:
    "No hay nada que enviar: da un texto, o - para escribir líneas que terminan con Ctrl-D.",
  nothingToSearch:
    "No hay nada que buscar: da palabras, o una de las opciones --from, --since y --before.",
  configUnreadable: (file) => `El archivo de configuración ${file} no se puede leer.`,
  configWrong: (file, line, column, what) =>
    `El archivo de configuración ${file} está mal en la línea ${line}, columna ${column}: ${what}`,
  afterHelp: {
    connect: `
En una terminal llena la pantalla y pregunta por el servidor, el puerto y el nombre que no se le
digan. En otro sitio toma líneas de la entrada estándar y escribe líneas en la salida estándar, hasta
que la entrada termina.

Ejemplos:
  $ chat connect --user ana
  $ chat connect --host irc.example.org --tls --account ana --join '#café'
  $ chat connect 'ircs://irc.example.org:6697/?invite=invite-…'
  $ echo 'Buenos días' | chat connect --user reloj

Después:
  hola              va a #general
  @bob: hola        va a bob y a nadie más
  /help             muestra las órdenes y las teclas; chao, /quit y Ctrl-D salen`,
    send: `
El código de salida es 0 solo cuando el servidor ha confirmado cada mensaje; 69 si rechaza uno, 75 si
lo mismo puede funcionar más tarde. Un texto más largo que una línea de IRC va en varios mensajes.

Ejemplos:
  $ chat send '#general' 'La copia está hecha'
  $ git log -1 | chat send --account ci --block --id "$(git rev-parse HEAD)" '#builds'
  $ tail -f build.log | chat send '#builds' -`,
    tail: `
Lo que un servidor no guarda, o no da, no se puede escribir. Cuando se pierde una conexión, --follow
la vuelve a hacer y escribe lo que faltó.

Ejemplos:
  $ chat tail '#general' --count 50
  $ chat tail '#builds' --json --follow | jq -r .text`,
    search: `
Se escriben los últimos mensajes que encajan, el más antiguo primero; con --since, los primeros desde
entonces. Puedes leer donde estás: entra con --account, o nombra un canal con --in.

Ejemplos:
  $ chat search notas versión --in '#general'
  $ chat search --from bob --since 7d --account ana --json`,
    exec: `
Cada mensaje es una línea de JSON: id, time, target, from, account, text, tags. Una línea que escribe
el programa va a donde vino el último mensaje; {"target":"#té","text":"hola"} va a #té. Cuando se
pierde la conexión se vuelve a hacer, y lo que faltó llega entonces. El código de salida es 0 cuando
el programa termina con 0.

Ejemplos:
  $ chat exec --user reloj --target '#general' -- sh -c 'while read -r line; do date; done'
  $ chat exec --user eco --target '#té' -- jq --unbuffered -r 'select(.text|startswith("!eco ")).text[5:]'`,
  },

  about: {
    TEXT: "va a donde dice la línea de entrada",
    "@NICK: TEXT": "va a una sola persona, en privado",
    "//TEXT": "texto que empieza por una barra",
    msg: "decir algo a una sola persona, en privado",
    query: "desde ahora, el texto va allí",
    me: "decir lo que haces: /me saluda",
    notice: "decir algo a lo que ningún programa responde",
    join: "entrar en un canal y hablar allí",
    part: "salir de un canal",
    nick: "tomar otro nombre",
    names: "quién está en el canal",
    who: "quién es alguien, o todos los de un canal",
    whois: "lo que el servidor sabe de alguien",
    topic: "leer o poner el tema del canal",
    away: "decir que no estás",
    back: "estás otra vez",
    kick: "echar a alguien del canal",
    ban: "no dejar entrar a alguien en el canal",
    mode: "leer o cambiar modos: /mode +o ann",
    invite: "invitar a alguien al canal",
    list: "qué canales hay",
    quote: "enviar una línea de IRC tal cual",
    clear: "vaciar la pantalla",
    help: "esta lista, o lo que en ella tiene que ver con PALABRA",
    quit: "salir; chao y Ctrl-D hacen lo mismo",
    search: "buscar en lo que se ha dicho",
    buffer: "ir a una conversación por su nombre o número",
    close: "cerrar la conversación",
    reply: "responder al último mensaje",
    react: "reaccionar al último mensaje",
    redact: "retirar tu último mensaje",
    edit: "corregir tu último mensaje aquí",
    lastlog: "buscar en lo que se ha dicho aquí, en lo cargado",
    hilight: "una palabra que te llama como tu nombre; sin PALABRA, la lista",
    dehilight: "la palabra ya no te llama",
    mute: "que nada de aquí te llame; otra vez: que sí",
    resend: "enviar otra vez lo que no se entregó",
    ignore: "no ver lo que dice alguien; sin NOMBRE, la lista",
    unignore: "verlo otra vez",
    set: "leer o cambiar un ajuste",
  },
  keys: [
    ["Intro", "enviar"],
    ["Alt-Intro", "una línea nueva en el mensaje"],
    ["Tab, Mayús-Tab", "completar un nombre, canal, orden o :emoji"],
    ["↑ ↓, Ctrl-R", "lo que escribiste antes aquí; buscar en ello"],
    ["Ctrl-↑ Ctrl-↓", "lo que escribiste antes en cualquier sitio"],
    ["Alt-1…9, Alt-0", "ir a una conversación por su número"],
    ["Ctrl-N Ctrl-P, Alt-→ Alt-←", "conversación siguiente o anterior"],
    ["Alt-A, Mayús-→ Mayús-←", "la siguiente conversación con algo nuevo"],
    ["Alt-/", "la conversación de antes"],
    ["Ctrl-K en una línea vacía", "ir a una conversación por su nombre"],
    ["RePág AvPág, Alt-RePág Alt-AvPág", "desplazarse; unas líneas"],
    ["Alt-Inicio Alt-Fin", "lo más antiguo, lo más nuevo"],
    ["Alt-U", "la línea de lo no leído"],
    ["Alt-P Alt-N", "mención anterior o siguiente"],
    ["Alt-↑", "elegir un mensaje: responder, reaccionar, corregir, retirar, reenviar"],
    ["Ctrl-F", "buscar en el servidor"],
    ["Ctrl-S", "buscar en lo que está cargado aquí"],
    ["F7, Alt-Mayús-B", "lista de conversaciones"],
    ["F8, Alt-Mayús-N", "lista de personas"],
    ["Ctrl-X", "escribir en $EDITOR"],
    ["Ctrl-L", "dibujar la pantalla otra vez"],
    ["Ctrl-C", "borrar la línea; dos veces: salir"],
    ["Ctrl-D en una línea vacía", "salir"],
    ["Ctrl-A Ctrl-E, Alt-B Alt-F", "principio y fin de la línea; una palabra atrás o adelante"],
    [
      "Ctrl-U Ctrl-K Ctrl-W Alt-D Ctrl-Y",
      "cortar hasta el principio, el fin, una palabra; ponerlo",
    ],
  ],
};

function because(reason: string): string {
  return reason === "" ? "" : ` (${reason})`;
}
