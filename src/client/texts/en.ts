/** What the client says, in English. A language is one file like this one. */

/** By what they are for, in groups parted by an empty line. Every language has exactly these. */
export const EN = {
  /** By which dates are written. */
  locale: "en-GB",
  /** Names of buffers that are no conversations. */
  server: "server",
  search: "search",

  connected: (network: string, nick: string) =>
    `Connected to ${network}, as ${nick}. /help lists commands and keys.`,
  connecting: (server: string) => `Connecting to ${server}…`,
  /** What comes first has to fit a narrow terminal. */
  again: (seconds: number, reason: string) =>
    `No connection; again in ${seconds} s (Enter: now). ${reason}`,
  tryingAgain: (reason: string) => `No connection; trying again… ${reason}`,
  missed: "More was said in the meantime than is shown here; chat tail has all of it.",

  joined: (nicks: string) => `${nicks} joined`,
  left: (nicks: string) => `${nicks} left`,
  moreChanges: (count: number) => `${count} more`,
  youJoined: (channel: string) => `You joined ${channel}`,
  youLeft: (channel: string) => `You left ${channel}`,
  kicked: (by: string, nick: string, reason: string) => `${by} removed ${nick}${because(reason)}`,
  youWereKicked: (by: string, channel: string, reason: string) =>
    `${by} removed you from ${channel}${because(reason)}`,
  renamed: (from: string, to: string) => `${from} is now called ${to}`,
  youAre: (nick: string) => `You are now called ${nick}`,
  topicIs: (topic: string) => `Topic: ${topic}`,
  topicSet: (by: string, topic: string) => `${by} set the topic: ${topic}`,
  topicRemoved: (by: string) => `${by} removed the topic`,
  modeSet: (by: string, change: string) => `${by} set ${change}`,
  members: (count: number, names: string) => `Here (${count}): ${names}`,
  invited: (by: string, channel: string) =>
    `${by} invites you to ${channel}. /join ${channel} accepts`,
  refusedChannel: (channel: string, reason: string) => `Could not join ${channel}: ${reason}`,
  asksProgram: (nick: string, what: string) => `${nick} asks this program for ${what}`,
  redacted: (by: string, reason: string) => `taken back by ${by}${because(reason)}`,
  notice: "notice",

  unreadLine: "unread",
  sending: "sending…",
  failed: (reason: string) => `not delivered: ${reason} (Alt-↑, then Enter, sends it again)`,
  typing: (nicks: readonly string[]) =>
    nicks.length === 1
      ? `${nicks[0]} is typing…`
      : nicks.length > 3
      ? "several people are typing…"
      : `${nicks.join(", ")} are typing…`,
  below: (count: number) => `${count} more below`,
  older: "loading what came before…",
  beginning: "This is where the conversation begins.",
  noTopic: "no topic",
  privateWith: (nick: string) => `in private with ${nick}`,
  away: "away",
  offline: "no connection",
  memberCount: (count: number) => count === 1 ? "1 person" : `${count} people`,

  /** By what is selected: keys for it. */
  selecting: {
    other: "r reply · = react · Esc done",
    own: "r reply · = react · e correct · Backspace take back · Esc done",
    found: "Enter go there · r reply · = react · Esc done",
    sending: "It is on its way. Esc done",
    failed: "Enter send again · e change it · Backspace drop it · Esc done",
  },
  replyingTo: (nick: string, text: string) => `Reply to ${nick}: ${text} (Esc: no reply)`,
  correcting: (text: string) => `Correct: ${text} (Esc: leave it)`,
  reactWith: "React with (heart, or an emoji): ",
  findHere: "Find here: ",
  findTyped: "Typed before: ",
  goTo: "Go to: ",
  notFound: (text: string) => `Nothing here says "${text}".`,
  paste: (lines: number) =>
    `Send these ${lines} lines as one message? Enter: yes, e: edit first, Esc: no`,
  pasteTooLong: (lines: number, most: number) =>
    `The ${lines} lines that you pasted were not taken: a message has at most ${most}. ` +
    "Put them into a file, and give its address.",
  pasteTooBig: (kilobytes: number, most: number) =>
    `The ${kilobytes} KB that you pasted were not taken: a message has at most ${most} KB. ` +
    "Put them into a file, and give its address.",
  leave: "Leave? Ctrl-C again, or y: yes; any other key: no",
  saidTo: (target: string, text: string) => `To ${target}: ${text}`,
  notSent: "There is no connection now, so nothing was sent. Your line is still here.",
  nothingSelected: "There is no message to select here.",
  notYours: "Only your own messages can be corrected.",
  cannotReact: "This server does not pass reactions on.",
  cannotRedact: "This server does not let messages be taken back.",
  cannotSearch: "This server cannot search. /lastlog and Ctrl-S search what is loaded here.",
  found: (count: number, words: string) =>
    count === 0
      ? `Nothing was found for "${words}".`
      : `${count} found for "${words}". Alt-↑ selects, Enter goes there.`,
  notLoaded: "That message is too far back to go there; this is what was found.",
  noBuffer: (name: string) =>
    `There is no conversation called "${name}". /join or /query opens one.`,
  noEditor: "Set $EDITOR to write in an editor.",
  editorFailed: (editor: string) =>
    `The editor ${editor} did not end well; your line is as it was.`,
  tooSmall: "The window is too small.",
  nothingAbout: (word: string) => `Nothing about "${word}". /help lists everything.`,
  settingIs: (name: string, value: string) => `${name} is ${value === "" ? "empty" : value}`,
  noSetting: (name: string, known: string) => `There is no setting "${name}". There are: ${known}`,
  noValue: (name: string, value: string, takes: string) =>
    `"${value}" is not a value of ${name}, which takes ${takes}.`,
  notifyCommandFailed: (command: string) =>
    `The notifyCommand ${JSON.stringify(command)} did not end well. It is not told again.`,
  highlightsAre: (words: string) =>
    words === ""
      ? "Only your name calls you. /hilight WORD adds a word, until you leave."
      : `Beside your name you are called by: ${words}`,
  highlighted: (word: string) => `"${word}" calls you from now on, until you leave.`,
  dehighlighted: (word: string) => `"${word}" does not call you any more.`,
  noHighlight: (word: string) =>
    `"${word}" is none of the words that call you. /hilight lists them.`,
  muted: "What is said here does not call you any more. /mute again: it does.",
  unmuted: "What is said here calls you again.",

  // Before there is a conversation.
  askHost: (usual: string) => `Server address [${usual}]: `,
  askPort: (usual: number) => `Server port [${usual}]: `,
  askLocalPort: "Own port [any]: ",
  /** What may be answered to that, beside nothing. */
  anyPort: "any",
  askUser: (usual: string) => `Your name [${usual}]: `,
  askName: "Your name: ",
  badPort: "A port is a whole number from 1 to 65535.",
  ifYours: (nick: string) => `If it is yours: chat connect --account ${nick}`,
  passwordFor: (what: string) => `Password for ${what}: `,
  sameAgain: "The same again: ",
  notTheSame: "The two passwords are not the same. Nothing was changed.",
  noPasswordTerminal: (what: string) =>
    `A password is needed for ${what}, and there is no terminal to ask for it. Give it with ` +
    "CHAT_PASSWORD or --password-command.",
  theAccount: (name: string) => `the account "${name}"`,
  passwordCommandFailed: (command: string, code: number) =>
    `The password command ${command} ended with ${code}. It has to print the password.`,
  passwordCommandSilent: (command: string) =>
    `The password command ${command} printed nothing. It has to print the password.`,
  nothingChanged: "Nothing was changed.",
  interrupted: "Interrupted.",
  badName: (name: string) =>
    `The name "${name}" cannot be sent: a name is one word and does not begin with a colon. ` +
    "Choose another one with --user.",

  // Why there is no connection.
  noServer: (where: string) => `No server answers at ${where}. Are the address and the port right?`,
  noLocalServer: (where: string) => `No server answers at ${where}. Start one with: chat serve`,
  noHost: (host: string) => `There is no host called "${host}". Is it spelled right?`,
  localPortUsed: (where: string, port: number) =>
    `Could not connect to ${where} from port ${port}: another program uses it. ` +
    "Choose another --local-port, or none.",
  localPortForbidden: (where: string, port: number) =>
    `Could not connect to ${where} from port ${port}: this user may not. Choose one above 1023.`,
  localPortUnable: (deno: string, port: number) =>
    `Deno ${deno} cannot connect from port ${port}. ` +
    "Leave --local-port out, or use a newer Deno.",
  localPortTls: "TLS from a port of one's own choice is not there yet. Leave --local-port out.",
  doesNotAnswer: "it does not answer",
  couldNotConnect: (where: string, why: string, port: number) =>
    `Could not connect to ${where}: ${why}. Is there a server on port ${port}?`,
  couldNotSecure: (where: string, why: string) => `Could not connect to ${where} with TLS: ${why}`,
  unknownIssuer:
    "nobody whom this machine trusts has signed its certificate. If you know the server, get its " +
    "certificate from who runs it, and name the file with --tls-ca.",
  otherName: (host: string) =>
    `its certificate is for another name than "${host}". Connect by the name that it is for.`,
  expired:
    "its certificate has expired. Is this machine's clock right? If so, who runs it has to renew it.",
  notYetValid: "its certificate is not valid yet. Is this machine's clock right?",
  noTlsThere:
    "it does not speak TLS on this port. Is it another port, or does it go without --tls?",
  pinned: (where: string, fingerprint: string) =>
    `Nobody whom this machine trusts vouches for ${where}. Its certificate is remembered from now ` +
    "on; compare its SHA-256 with the one that the server shows at its start: " +
    fingerprint,
  accountMade: (name: string) => `The account ${name} is yours. From now on: --account ${name}`,
  noAccountMade: (why: string) => `No account was made: ${why.replace(/\.$/, "")}.`,
  wantsTls: "The server wants TLS; connecting again with it.",
  passwordInTheClear:
    "The password goes out without TLS: everybody on the way can read it. --tls prevents that.",
  trustedNow: (where: string) => `${where} has a certificate that this machine trusts now.`,
  certificateChanged: (where: string, before: string, now: string, file: string) =>
    `The certificate of ${where} is not the one that it had before: somebody may be reading ` +
    `along. Before: ${before}. Now: ${now}. If who runs the server says that it is a new one, ` +
    `remove ${file}.`,
  notShown: "not shown",
  noLongerVouchedFor: (where: string, file: string) =>
    `The certificate of ${where} was one that this machine trusts, and now it is one that nobody ` +
    "vouches for: somebody may be reading along. If who runs the server says that it is so, " +
    `remove ${file}.`,
  certificateUnreadable: (file: string) =>
    `The server's certificate cannot be read in ${file}, so it could not be recognized. ` +
    "Make that file readable and writable for you.",
  certificateUnkept: (file: string) =>
    `The server's certificate cannot be kept in ${file}, so it could not be recognized. ` +
    "Make that file readable and writable for you.",
  caUnreadable: (file: string) =>
    `The certificate file ${file} cannot be read. Is the name right, and may you read it?`,
  ownUnreadable: (file: string) =>
    `The file ${file} of your own certificate cannot be read. Is the name right, and may you read it?`,
  ownCertificateNone: (file: string) =>
    `The file ${file} holds no certificate in PEM that could be shown to a server.`,
  ownKeyNone: (file: string) =>
    `The file ${file} holds no private key in PEM, or a password protects it; a key without one is needed.`,
  ownKeyOfAnother: (key: string, cert: string) =>
    `The private key in ${key} does not belong to the certificate in ${cert}.`,
  ownKeyAlone: "--tls-key names the key of a certificate: give --tls-cert as well.",
  ownNotToKnown: (deno: string) =>
    `Deno ${deno} cannot show a certificate to a server that is recognized by its own. ` +
    "Name that server's certificate with --tls-ca.",
  /** Others put a full stop after it. */
  ownNotTaken: "the server does not take your certificate, or wants one (--tls-cert)",
  ownRefused: (text: string, fingerprint: string) =>
    `The server does not log you in by your certificate: ${text.replace(/\.$/, "")}. ` +
    `To add it, log in with the password and say: /msg NickServ CERT ADD ${fingerprint}`,
  noExternal: "The server does not log anybody in by a certificate (no SASL EXTERNAL).",

  // Why a connection is over.
  notWanted: "The connection is not wanted any more.",
  serverDoesNotRead: "The server does not read what is sent to it.",
  notIrc: "What answers there does not speak IRC.",
  notIrcSaid: (said: string) => `What answers does not speak IRC. It said: ${said}`,
  serverClosed: "The server closed the connection.",
  serverClosedSaying: (text: string) => `The server closed the connection: ${text}`,
  broke: (why: string) => `The connection broke: ${why}.`,
  notLetIn: (seconds: number) => `The server did not let us in within ${seconds} seconds.`,
  silent: (seconds: number) => `The server said nothing for ${seconds} seconds.`,
  connectionEnded: "The connection has ended.",
  connectionLost: "The connection was lost.",
  stillThere: (nick: string) => `The server still has another connection under the name "${nick}".`,

  // What the server says no to.
  nickInUse: (nick: string) => `The name "${nick}" is in use on this server. Choose another one.`,
  nickNotAccepted: (nick: string, why: string) =>
    `The server does not accept the name "${nick}": ${why}. Choose another one.`,
  refusesUs: (why: string) => `The server does not let us in: ${why}`,
  wantsPassword: (text: string) =>
    `The server wants a password. Set CHAT_PASSWORD, or use --password-command: ${text}`,
  passwordWrong: (text: string) => `The server does not accept the password: ${text}`,
  accountPasswordWrong: (account: string, text: string) =>
    `The server does not accept the password of the account "${account}": ${text}`,
  noAccounts: (account: string) =>
    `Could not log in as "${account}": the server has no accounts (no SASL). ` +
    "Leave --account out, and connect without one.",
  bannedUs: (text: string) => `The server has banned us: ${text}`,
  noReason: "The server gave no reason.",
  lostBeforeConfirmed: "The connection was lost before the server confirmed it.",
  noConnection: "There is no connection.",

  /** By numeric: what servers refuse most, where their own English would not do. */
  refusals: {} as Readonly<Record<string, string>>,

  // What the server answers.
  yourModes: (modes: string) => `Your modes: ${modes}`,
  youAreAway: "You are away now. /back: you are here again",
  youAreBack: "You are here again",
  isAway: (nick: string, text: string) => `${nick} is away: ${text}`,
  isWho: (nick: string, name: string, mask: string) => `${nick} is ${name} (${mask})`,
  wasWho: (nick: string, name: string, mask: string) => `${nick} was ${name} (${mask})`,
  isWhoIn: (nick: string, name: string, mask: string, channel: string, away: boolean) =>
    `${nick} is ${name} (${mask})${channel === "" ? "" : ` in ${channel}`}${away ? ", away" : ""}`,
  isOn: (nick: string, server: string, text: string) => `${nick} is on ${server} (${text})`,
  isOperator: (nick: string) => `${nick} is an operator of the server`,
  isSecure: (nick: string) => `${nick} is using a secure connection`,
  /** `minutes`: 0 for none; `since`: "" where that is not known. */
  isIdle: (nick: string, minutes: number, since: string) =>
    `${nick} ${minutes < 1 ? "has just been active" : `has been idle for ${minutes} min`}` +
    (since === "" ? "" : `, here since ${since}`),
  isIn: (nick: string, channels: string) => `${nick} is in ${channels}`,
  isLoggedIn: (nick: string, account: string) => `${nick} is logged in as ${account}`,
  connectsFrom: (nick: string, host: string) => `${nick} connects from ${host}`,
  hasModes: (channel: string, modes: string) => `${channel} has the modes ${modes}`,
  madeOn: (channel: string, date: string) => `${channel} was made on ${date}`,
  topicSetOn: (channel: string, by: string, date: string) =>
    `The topic of ${channel} was set by ${by} on ${date}`,
  youInvited: (nick: string, channel: string) => `You invited ${nick} to ${channel}`,
  invitedOther: (by: string, nick: string, channel: string) =>
    `${by} invited ${nick} to ${channel}`,
  inviteException: "Exception to invite-only",
  banException: "Exception to bans",
  banEntry: "Ban",
  /** `what` is one of the three above; `by`: "" where that is not told. */
  listEntry: (what: string, channel: string, mask: string, by: string) =>
    `${what} in ${channel}: ${mask}${by === "" ? "" : ` (set by ${by})`}`,
  endOfList: "That was the list.",
  hostShown: (host: string) => `Your host is now shown as ${host}`,

  // What was typed and cannot be done.
  nowhere: "You are in no conversation. /join #general opens one, /query ann another.",
  noText: (nick: string) => `There is no text for ${nick}. Type: @${nick}: hello`,
  typeIt: (usage: string) => `Type: ${usage}`,
  /** `meant`: the command that it looks like, if any. */
  noCommand: (name: string, meant: string | undefined, text: string) =>
    `There is no command "/${name}". ` +
    (meant === undefined ? "/help lists the commands." : `Did you mean /${meant}?`) +
    ` Two slashes send it as text: /${text}`,
  noChannel: "This is about a channel, and you are talking in none. Name one, such as #general.",
  fullScreenOnly: "That command is for the full screen only.",
  serverCannotSearch: "This server cannot search.",
  linesRefused: (count: number) =>
    `${count === 1 ? "1 line was" : `${count} lines were`} refused; see above.`,
  unconfirmed: (count: number) =>
    `${count === 1 ? "1 message was" : `${count} messages were`} not confirmed by the server, ` +
    "and may be lost.",
  also: (names: string) => `also ${names}`,
  /** The words of how a command is used, where they are not English. */
  placeholders: {} as Readonly<Record<string, string>>,

  // Line by line, where every line says what it is about.
  lineConnected: (network: string, nick: string) =>
    `Connected to ${network}, as ${nick}. /help lists the commands.`,
  lineAgain: (reason: string, seconds: number) => `${reason} (trying again in ${seconds} s)`,
  lineFailed: (target: string, text: string, reason: string) =>
    `Not delivered to ${target}: "${text}" (${reason})`,
  lineYouJoined: (channel: string) => `You joined ${channel}`,
  lineJoined: (nick: string, channel: string) => `${nick} joined ${channel}`,
  lineYouLeft: (channel: string, reason: string) => `You left ${channel}${because(reason)}`,
  lineLeft: (nick: string, channel: string, reason: string) =>
    `${nick} left ${channel}${because(reason)}`,
  lineKicked: (by: string, nick: string, channel: string, reason: string) =>
    `${by} removed ${nick} from ${channel}${because(reason)}`,
  lineQuit: (nick: string, reason: string) => `${nick} has left${because(reason)}`,
  lineTopicIs: (channel: string, topic: string) => `Topic of ${channel}: ${topic}`,
  lineTopicSet: (by: string, channel: string, topic: string) =>
    `${by} set the topic of ${channel}: ${topic}`,
  lineTopicRemoved: (by: string, channel: string) => `${by} removed the topic of ${channel}`,
  lineModeSet: (by: string, change: string, channel: string) => `${by} set ${change} on ${channel}`,
  lineMembers: (channel: string, count: number, names: string) =>
    `In ${channel} (${count}): ${names}`,
  nobody: "nobody",
  tooManyNames: "too many to name",
  linePrivate: "[private] ",
  linePrivateTo: (nick: string) => `[private to ${nick}] `,
  promptPrivate: "private",
  leaveHint: "Ctrl-C once more leaves. So does chao.",

  // Programs.
  notUtf8: (start: string) =>
    `A line of the input is not UTF-8: "${start}". ` +
    "It was not sent, nor what comes after it. Convert it, with iconv for example.",
  inputTooLong:
    "A line of the input is longer than 1 MB. It was not sent, nor what comes after it.",
  searchUnknown: (where: string) =>
    `The server at ${where} cannot search (it has no soju.im/search).`,
  confirmsNothing: (where: string) =>
    `The server at ${where} does not confirm messages (it has no echo-message), so nothing was ` +
    "sent. --unconfirmed sends all the same.",
  wasNotDelivered: (text: string, target: string, reason: string) =>
    `"${text}" was not delivered to ${target}: ${reason}`,
  confirmedNothing: (seconds: number) =>
    `The server has confirmed nothing for ${seconds} s. What it was sent may be lost.`,
  idNeedsAccount:
    "--id works only together with --account: without one the server does not know that the next " +
    "connection is the same person, and would keep the message twice. Nothing was sent.",
  notRepeated: (id: string) =>
    `The server has no history to ask for, and "${id}" is not among the messages that it ` +
    "repeats: some may be missing.",
  programEnded: (code: number) => `The program ended with exit code ${code}.`,
  readsTooSlowly: "The program reads too slowly; a message was left out.",
  notDeliveredTo: (target: string, reason: string) => `Not delivered to ${target}: ${reason}`,
  nobodyToSay: (text: string) =>
    `Nobody to say "${text}" to: name one target, or print JSON with one.`,

  // The command line. What is not here stands in English where a command is made.
  /** By the English text. */
  commandLine: {} as Readonly<Record<string, string>>,
  /** By what is said in English of a wrong command line or configuration; … is what it quotes. */
  complaints: {} as Readonly<Record<string, string>>,
  didYouMean: (meant: string) => `; did you mean ${meant}?`,
  helpShows: (command: string) => `\`${command} --help\` shows what there is.`,
  badLink: "A link is irc://host:port, or ircs://host:port with TLS.",
  badTime:
    'A time is a date such as 2026-05-01 or 2026-05-01T12:30, or how long ago, such as "90m" or "7d".',
  badCount: "A count is a whole number, such as 50.",
  badId: (id: string) =>
    `The id "${id}" cannot be used: an id has 1 to 64 printable characters of ASCII, and no space.`,
  badMsgid: (id: string) => `"${id}" cannot be a message's id.`,
  cannotSendTo: (target: string) =>
    `Cannot send to "${target}": a target is one channel or one nick, such as '#general'.`,
  cannotRead: (target: string) =>
    `Cannot read "${target}": a target is one channel or one nick, such as '#general'.`,
  cannotListenTo: (target: string) =>
    `Cannot listen to "${target}": a target is one channel or one nick, such as '#general'.`,
  neitherChannelNorNick: (name: string) => `"${name}" is neither one channel nor one nick.`,
  cannotStart: (program: string) =>
    `The program "${program}" cannot be started. Is it spelled right, and is it installed?`,
  nothingToSend: "There is nothing to send.",
  nothingGivenToSend:
    "There is nothing to send: give a text, or - to type lines that end with Ctrl-D.",
  nothingToSearch:
    "There is nothing to search for: give words, or one of --from, --since and --before.",
  configUnreadable: (file: string) => `The configuration file ${file} cannot be read.`,
  configWrong: (file: string, line: number, column: number, what: string) =>
    `The configuration file ${file} is wrong in line ${line}, column ${column}: ${what}`,
  /** What stands below the options, by the command. */
  afterHelp: {
    connect: `
On a terminal it fills the screen, and asks for the server, the port and the name that it is not
told. Elsewhere it takes lines from standard input and writes lines to standard output, until the
input ends.

Examples:
  $ chat connect --user ann
  $ chat connect --host irc.example.org --tls --account ann --join '#tea'
  $ chat connect 'ircs://irc.example.org:6697/?invite=invite-…'
  $ echo 'Good morning' | chat connect --user clock

Then:
  hello             goes to #general
  @bob: hello       goes to bob alone
  /help             lists commands and keys; chao, /quit and Ctrl-D leave`,
    send: `
The exit code is 0 only when the server has confirmed every message; 69 if it refuses one, 75 if
the same may work later. A text longer than a line of IRC is sent as several messages.

Examples:
  $ chat send '#general' 'The backup is done'
  $ git log -1 | chat send --account ci --block --id "$(git rev-parse HEAD)" '#builds'
  $ tail -f build.log | chat send '#builds' -`,
    tail: `
What a server does not keep, or does not give, cannot be printed. When a connection is lost,
--follow makes it again and prints what was missed.

Examples:
  $ chat tail '#general' --count 50
  $ chat tail '#builds' --json --follow | jq -r .text`,
    search: `
The latest messages that fit are printed, oldest first; with --since, the first ones after it.
Where you may read is where you are: log in with --account, or name a channel with --in.

Examples:
  $ chat search release notes --in '#general'
  $ chat search --from bob --since 7d --account ann --json`,
    exec: `
Each message is a line of JSON: id, time, target, from, account, text, tags. A line that the program
prints goes to where the latest message came from; {"target":"#tea","text":"hello"} goes to #tea.
When the connection is lost it is made again, and what was missed comes then. The exit code is 0 when
the program ends with 0.

Examples:
  $ chat exec --user clock --target '#general' -- sh -c 'while read -r line; do date; done'
  $ chat exec --user echo --target '#tea' -- jq --unbuffered -r 'select(.text|startswith("!echo ")).text[6:]'`,
  },

  /** What can be typed, a command by its first name. */
  about: {
    TEXT: "goes to where the prompt says",
    "@NICK: TEXT": "goes to one person, in private",
    "//TEXT": "text that begins with a slash",
    msg: "say something to one person, in private",
    query: "from now on, plain text goes there",
    me: "say what you do: /me waves",
    notice: "say something that no program answers",
    join: "go into a channel, and talk there",
    part: "leave a channel",
    nick: "take another name",
    names: "who is in the channel",
    who: "who somebody is, or everybody in a channel",
    whois: "what the server knows about somebody",
    topic: "read or set what the channel is about",
    away: "tell others that you are not here",
    back: "you are here again",
    kick: "remove somebody from the channel",
    ban: "keep somebody out of the channel",
    mode: "read or change modes: /mode +o ann",
    invite: "ask somebody into the channel",
    list: "which channels there are",
    search: "find what was said, where the server can search",
    quote: "send a line of IRC as it is",
    clear: "empty the screen",
    help: "this list, or what in it has to do with WORD",
    quit: "leave; chao and Ctrl-D do the same",
    buffer: "go to a conversation by name or number",
    close: "close this conversation; a channel is left",
    reply: "answer the latest message here",
    react: "react to the latest message here: /react heart",
    redact: "take back your latest message here",
    edit: "correct your latest message here",
    lastlog: "find what was said here, in what is loaded",
    hilight: "a word that calls you like your name; without WORD, the list",
    dehilight: "the word calls you no more",
    mute: "let nothing here call you; again: let it",
    resend: "send again what was not delivered here",
    ignore: "do not show what somebody says; without NICK, whose that is",
    unignore: "show it again",
    set: "read or change a setting, until you leave",
  },
  /** Keys, and what they do. */
  keys: [
    ["Enter", "send"],
    ["Alt-Enter", "a new line in the message"],
    ["Tab, Shift-Tab", "complete a nick, channel, command or :emoji"],
    ["↑ ↓, Ctrl-R", "what you typed before here; search in it"],
    ["Ctrl-↑ Ctrl-↓", "what you typed before anywhere"],
    ["Alt-1…9, Alt-0", "go to a conversation by its number"],
    ["Ctrl-N Ctrl-P, Alt-→ Alt-←", "next or previous conversation"],
    ["Alt-A, Shift-→ Shift-←", "next conversation in which something is new"],
    ["Alt-/", "the conversation before"],
    ["Ctrl-K on an empty line", "go to a conversation by name"],
    ["PgUp PgDn, Alt-PgUp Alt-PgDn", "scroll; a few lines"],
    ["Alt-Home Alt-End", "the oldest, the newest"],
    ["Alt-U", "the unread line"],
    ["Alt-P Alt-N", "previous or next mention of you"],
    ["Alt-↑", "select a message: reply, react, correct, take back, send again"],
    ["Ctrl-F", "search on the server"],
    ["Ctrl-S", "search in what is loaded here"],
    ["F7, Alt-Shift-B", "list of conversations"],
    ["F8, Alt-Shift-N", "list of people"],
    ["Ctrl-X", "write in $EDITOR"],
    ["Ctrl-L", "draw the screen anew"],
    ["Ctrl-C", "clear the line; twice: leave"],
    ["Ctrl-D on an empty line", "leave"],
    ["Ctrl-A Ctrl-E, Alt-B Alt-F", "beginning and end of the line; a word back or on"],
    ["Ctrl-U Ctrl-K Ctrl-W Alt-D Ctrl-Y", "cut to the beginning, to the end, a word; put it back"],
  ] as readonly (readonly [keys: string, does: string])[],
};

function because(reason: string): string {
  return reason === "" ? "" : ` (${reason})`;
}
