/** All numerics that change nothing we keep: as sentences for people. https://modern.ircdocs.horse/#numerics */

import type { Heard, Session } from "../session.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

/** What a numeric says; its parameters come without our own nick in front. `undefined`: nothing. */
type Wording = (...params: string[]) => string | undefined;

const nothing: Wording = () => undefined;
const list = (what: () => string): Wording => (channel = "", mask = "", by = "") =>
  texts.listEntry(what(), channel, mask, by);

const WORDINGS: ReadonlyMap<string, Wording> = new Map<string, Wording>([
  ["250", nothing],
  ["251", nothing],
  ["252", nothing],
  ["253", nothing],
  ["254", nothing],
  ["255", nothing],
  ["265", nothing],
  ["266", nothing],
  ["221", (modes = "") => texts.yourModes(modes)],
  ["301", (nick = "", text = "") => texts.isAway(nick, text)],
  [
    "311",
    (nick = "", user, host, _, realname = "") => texts.isWho(nick, realname, `${user}@${host}`),
  ],
  ["312", (nick = "", server = "", text = "") => texts.isOn(nick, server, text)],
  ["313", (nick = "") => texts.isOperator(nick)],
  [
    "314",
    (nick = "", user, host, _, realname = "") => texts.wasWho(nick, realname, `${user}@${host}`),
  ],
  ["315", nothing],
  ["317", idle],
  ["318", nothing],
  ["319", (nick = "", channels = "") => texts.isIn(nick, channels.trim())],
  ["321", nothing],
  [
    "322",
    (channel, count, topic) => `${channel} (${count})${topic?.trim() ? `: ${topic.trim()}` : ""}`,
  ],
  ["323", () => texts.endOfList],
  ["324", (channel = "", ...modes) => texts.hasModes(channel, modes.join(" "))],
  ["329", (channel = "", seconds) => texts.madeOn(channel, date(seconds))],
  ["330", (nick = "", account = "") => texts.isLoggedIn(nick, account)],
  ["333", (channel = "", by = "", seconds) => texts.topicSetOn(channel, by, date(seconds))],
  [
    "338",
    (nick = "", ...words) =>
      texts.connectsFrom(nick, words.slice(0, -1).join(" ") || (words[0] ?? "")),
  ],
  ["341", (nick = "", channel = "") => texts.youInvited(nick, channel)],
  ["346", list(() => texts.inviteException)],
  ["348", list(() => texts.banException)],
  [
    "352",
    (channel = "*", user, host, _server, nick = "", flags = "", hopsAndName = "") =>
      texts.isWhoIn(
        nick,
        hopsAndName.replace(/^\d+ /, ""),
        `${user}@${host}`,
        channel === "*" ? "" : channel,
        flags.startsWith("G"),
      ),
  ],
  ["367", list(() => texts.banEntry)],
  ["369", nothing],
  ["671", (nick = "") => texts.isSecure(nick)],
  ["396", (host = "") => texts.hostShown(host)],
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
  const text = texts.refusals[command] ?? params.at(-1) ?? "";
  const about = params[1] ?? "";
  const pending = session.pendingFor(
    label,
    ({ target }) => MESSAGE_ERRORS.includes(command) && session.isSame(target, about),
  );
  if (pending) return session.failed(pending, sentence(params, text), false);
  if (
    JOIN_ERRORS.includes(command) && session.isupport.isChannel(about) && !session.channel(about)
  ) {
    session.unwantChannel(about);
    session.tell({ kind: "refused-channel", channel: about, reason: text });
  } else session.tell({ kind: "error", text: sentence(params, text), code: command });
}

/** `:server 403 ann #tea :No such channel` is "#tea: No such channel". */
function sentence(params: readonly string[], text: string): string {
  const context = params.slice(1, -1).join(" ");
  return context === "" ? text : `${context}: ${text}`;
}

function idle(nick = "", seconds = "", since = ""): string {
  const minutes = Math.floor(Number(seconds) / 60);
  return texts.isIdle(nick, minutes, /^\d+$/.test(since) ? date(since) : "");
}

/** Seconds since 1970, as a date in UTC. */
function date(seconds = ""): string {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? seconds : time.toISOString().slice(0, 16).replace("T", " ");
}
