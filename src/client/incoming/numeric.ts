/** All numerics that change nothing we keep: as sentences for people. https://modern.ircdocs.horse/#numerics */

import type { Heard, Session } from "../session.ts";
import type { Hear } from "./index.ts";

/** What a numeric says; its parameters come without our own nick in front. `undefined`: nothing. */
type Wording = (...params: string[]) => string | undefined;

const nothing: Wording = () => undefined;
const person = (text: string): Wording => (nick) => `${nick} ${text}`;
const list = (what: string): Wording => (channel, mask, by) =>
  `${what} in ${channel}: ${mask}${by === undefined ? "" : ` (set by ${by})`}`;

const WORDINGS: ReadonlyMap<string, Wording> = new Map<string, Wording>([
  ["250", nothing],
  ["251", nothing],
  ["252", nothing],
  ["253", nothing],
  ["254", nothing],
  ["255", nothing],
  ["265", nothing],
  ["266", nothing],
  ["221", (modes) => `Your modes: ${modes}`],
  ["301", (nick, text) => `${nick} is away: ${text}`],
  ["311", (nick, user, host, _, realname) => `${nick} is ${realname} (${user}@${host})`],
  ["312", (nick, server, text) => `${nick} is on ${server} (${text})`],
  ["313", person("is an operator of the server")],
  ["314", (nick, user, host, _, realname) => `${nick} was ${realname} (${user}@${host})`],
  ["315", nothing],
  ["317", idle],
  ["318", nothing],
  ["319", (nick, channels) => `${nick} is in ${channels?.trim()}`],
  ["321", nothing],
  [
    "322",
    (channel, count, topic) => `${channel} (${count})${topic?.trim() ? `: ${topic.trim()}` : ""}`,
  ],
  ["323", (text) => text],
  ["324", (channel, ...modes) => `${channel} has the modes ${modes.join(" ")}`],
  ["329", (channel, seconds) => `${channel} was made on ${date(seconds)}`],
  ["330", (nick, account) => `${nick} is logged in as ${account}`],
  ["333", (channel, by, seconds) => `The topic of ${channel} was set by ${by} on ${date(seconds)}`],
  ["338", (nick, ...words) => `${nick} connects from ${words.slice(0, -1).join(" ") || words[0]}`],
  ["341", (nick, channel) => `You invited ${nick} to ${channel}`],
  ["346", list("Exception to invite-only")],
  ["348", list("Exception to bans")],
  [
    "352",
    (channel, user, host, _server, nick, flags, hopsAndName) =>
      `${nick} is ${hopsAndName?.replace(/^\d+ /, "")} (${user}@${host})` +
      (channel === "*" ? "" : ` in ${channel}`) + (flags?.startsWith("G") ? ", away" : ""),
  ],
  ["367", list("Ban")],
  ["369", nothing],
  ["396", (host) => `Your host is now shown as ${host}`],
]);

/** Errors about a channel that we want to be in. */
const JOIN_ERRORS = ["403", "405", "437", "470", "471", "473", "474", "475", "476", "477", "489"];
/** Errors that a message of ours can have. */
const MESSAGE_ERRORS = ["401", "403", "404", "407", "412", "413", "414", "477", "531"];

export const numeric: Hear = (session, heard) => {
  const { command, params } = heard;
  if (!/^\d{3}$/.test(command)) return;
  if (/^[45]/.test(command)) return refusal(session, heard);
  const wording = WORDINGS.get(command) ?? ((...words) => words.join(" "));
  const text = wording(...params.slice(1));
  if (text !== undefined) session.tell({ kind: "info", text });
};

function refusal(session: Session, { command, params, label }: Heard): void {
  const text = params.at(-1) ?? "";
  const about = params[1] ?? "";
  const pending = session.pendingFor(
    label,
    ({ target }) => MESSAGE_ERRORS.includes(command) && session.isSame(target, about),
  );
  if (pending) return session.failed(pending, sentence(params), false);
  if (
    JOIN_ERRORS.includes(command) && session.isupport.isChannel(about) && !session.channel(about)
  ) {
    session.unwantChannel(about);
    session.tell({ kind: "refused-channel", channel: about, reason: text });
  } else session.tell({ kind: "error", text: sentence(params), code: command });
}

/** `:server 403 ann #tea :No such channel` is "#tea: No such channel". */
function sentence(params: readonly string[]): string {
  const context = params.slice(1, -1).join(" ");
  return context === "" ? params.at(-1) ?? "" : `${context}: ${params.at(-1)}`;
}

function idle(nick = "", seconds = "", since = ""): string {
  const minutes = Math.floor(Number(seconds) / 60);
  const quiet = minutes < 1 ? "has just been active" : `has been idle for ${minutes} min`;
  return `${nick} ${quiet}${/^\d+$/.test(since) ? `, here since ${date(since)}` : ""}`;
}

/** Seconds since 1970, as a date in UTC. */
function date(seconds = ""): string {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? seconds : time.toISOString().slice(0, 16).replace("T", " ");
}
