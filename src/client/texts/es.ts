/** What the full-screen client says, in Spanish. */

import type { Texts } from "./index.ts";

export const ES: Texts = {
  locale: "es",
  server: "servidor",
  search: "búsqueda",

  connected: (network, nick) =>
    `Conectado a ${network} como ${nick}. /help muestra las órdenes y las teclas.`,
  connecting: (server) => `Conectando con ${server}…`,
  lost: (reason) => `Sin conexión: ${reason}`,
  again: (seconds) => `Otro intento en ${seconds} s; lo que escribes se guarda.`,
  tryingAgain: "Otro intento…",
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
  completion: "Tab: siguiente",

  selecting:
    "r responder · = reaccionar · e corregir · Retroceso retirar · Intro reenviar · Esc salir",
  replyingTo: (nick, text) => `Respuesta a ${nick}: ${text} (Esc: sin respuesta)`,
  correcting: (text) => `Corregir: ${text} (Esc: dejarlo)`,
  reactWith: "Reaccionar con (un nombre como heart, o un emoji): ",
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
  notSent: "Ahora no hay conexión y no se ha enviado nada. Tu línea sigue aquí.",
  nothingSelected: "Aquí no hay ningún mensaje que elegir.",
  notYours: "Solo se pueden corregir los mensajes propios.",
  cannotReact: "Este servidor no transmite reacciones.",
  cannotRedact: "Este servidor no permite retirar mensajes.",
  cannotSearch: "Este servidor no sabe buscar. Ctrl-S busca en lo que está cargado aquí.",
  found: (count, words) =>
    count === 0
      ? `No se ha encontrado nada de "${words}".`
      : `${count} encontrados de "${words}". Alt-↑ elige, Intro va allí.`,
  notLoaded: "Ese mensaje está demasiado atrás para ir allí; esto es lo encontrado.",
  noBuffer: (name) => `No hay ninguna conversación "${name}". /join o /query abre una.`,
  noEditor: "Pon $EDITOR para escribir en un editor.",
  editorFailed: (editor) => `El editor ${editor} no terminó bien; tu línea sigue como estaba.`,
  tooSmall: "La ventana es demasiado pequeña.",
  nothingAbout: (word) => `Nada sobre "${word}". /help lo muestra todo.`,
  settingIs: (name, value) => `${name} es ${value}`,
  noSetting: (name, known) => `No hay ningún ajuste "${name}". Hay: ${known}`,
  noValue: (name, value, takes) => `"${value}" no es un valor de ${name}, que toma ${takes}.`,

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
    help: "esta lista, o lo que en ella tiene que ver con WORD",
    quit: "salir; chao y Ctrl-D hacen lo mismo",
    search: "buscar en lo que se ha dicho",
    buffer: "ir a una conversación por su nombre o número",
    close: "cerrar la conversación",
    reply: "responder al último mensaje",
    react: "reaccionar al último mensaje",
    redact: "retirar tu último mensaje",
    resend: "enviar otra vez lo que no se entregó",
    ignore: "no ver lo que dice alguien; sin NICK, la lista",
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
