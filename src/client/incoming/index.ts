/** The table: every command that a server sends, and what we make of it. Others are told as text. */

import type { Heard, Session } from "../session.ts";
import { authenticate, loggedIn, loginRefused } from "./authenticate.ts";
import { away, ownAway } from "./away.ts";
import { ack, batch } from "./batch.ts";
import { cap } from "./cap.ts";
import { conversation } from "./chathistory.ts";
import { error, ping, pong } from "./ping.ts";
import { join, kick, part, quit } from "./join.ts";
import { markread } from "./markread.ts";
import { message } from "./message.ts";
import { mode } from "./mode.ts";
import { endOfNames, names } from "./names.ts";
import { nick, nickRefused } from "./nick.ts";
import { redact } from "./redact.ts";
import { registered } from "./register.ts";
import * as registration from "./registration.ts";
import { fail, note } from "./standard_reply.ts";
import { tagmsg } from "./tagmsg.ts";
import { invite, topic, topicThere } from "./topic.ts";

/** Hears one message: changes what the session knows, and tells what happened. */
export type Hear = (session: Session, heard: Heard) => void;

const nothing: Hear = () => {};

export const INCOMING: ReadonlyMap<string, Hear> = new Map<string, Hear>([
  ["001", registration.welcome],
  ["002", nothing],
  ["003", nothing],
  ["004", nothing],
  ["005", registration.isupport],
  ["305", ownAway],
  ["306", ownAway],
  ["332", topicThere],
  ["353", names],
  ["366", endOfNames],
  ["375", nothing],
  ["372", registration.motd],
  ["376", registration.motdEnded],
  ["421", registration.capUnknown],
  ["422", registration.motdEnded],
  ["432", nickRefused],
  ["433", nickRefused],
  ["436", nickRefused],
  ["437", nickRefused],
  ["451", registration.capUnknown],
  ["464", registration.passwordRefused],
  ["465", registration.banned],
  ["900", nothing],
  ["902", loginRefused],
  ["903", loggedIn],
  ["904", loginRefused],
  ["905", loginRefused],
  ["906", loginRefused],
  ["908", nothing],
  ["ACK", ack],
  ["AUTHENTICATE", authenticate],
  ["AWAY", away],
  ["BATCH", batch],
  ["CHATHISTORY", conversation],
  ["CAP", cap],
  ["ERROR", error],
  ["FAIL", fail],
  ["INVITE", invite],
  ["JOIN", join],
  ["KICK", kick],
  ["MARKREAD", markread],
  ["MODE", mode],
  ["NICK", nick],
  ["NOTE", note],
  ["NOTICE", message],
  ["PART", part],
  ["PING", ping],
  ["PONG", pong],
  ["PRIVMSG", message],
  ["QUIT", quit],
  ["REDACT", redact],
  ["REGISTER", registered],
  ["TAGMSG", tagmsg],
  ["TOPIC", topic],
  ["WARN", note],
]);
