/** The commands: how many parameters each needs, and whether it may come before registration. */
import type { Command } from "../command.ts";
import { cap } from "./cap.ts";
import { join } from "./join.ts";
import { lusers } from "./lusers.ts";
import { motd } from "./motd.ts";
import { names } from "./names.ts";
import { nick } from "./nick.ts";
import { part } from "./part.ts";
import { pass } from "./pass.ts";
import { ping, pong } from "./ping.ts";
import { say } from "./privmsg.ts";
import { quit } from "./quit.ts";
import { topic } from "./topic.ts";
import { user } from "./user.ts";

export const commands: Readonly<Record<string, Command>> = {
  // Connection
  CAP: { run: cap, params: 1, early: true },
  NICK: { run: nick, params: 0, early: true },
  PASS: { run: pass, params: 1, early: true },
  PING: { run: ping, params: 0, early: true },
  PONG: { run: pong, params: 0, early: true },
  QUIT: { run: quit, params: 0, early: true },
  USER: { run: user, params: 4, early: true },

  // Channels
  JOIN: { run: join, params: 1 },
  NAMES: { run: names, params: 0 },
  PART: { run: part, params: 1 },
  TOPIC: { run: topic, params: 1 },

  // Messages
  NOTICE: { run: say("NOTICE"), params: 0, keepsPace: true },
  PRIVMSG: { run: say("PRIVMSG"), params: 0, keepsPace: true },
  TAGMSG: { run: say("TAGMSG"), params: 0 },

  // The server
  LUSERS: { run: lusers, params: 0 },
  MOTD: { run: motd, params: 0 },
};
