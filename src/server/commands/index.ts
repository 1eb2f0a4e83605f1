/** The commands: how many parameters each needs, and whether it may come before registration. */
import type { Command } from "../command.ts";
import { accept } from "./accept.ts";
import { authenticate } from "./authenticate.ts";
import { away } from "./away.ts";
import { batch } from "./batch.ts";
import { cap } from "./cap.ts";
import { chanServ } from "./chanserv.ts";
import { chathistory } from "./chathistory.ts";
import { help } from "./help.ts";
import { info } from "./info.ts";
import { invite } from "./invite.ts";
import { ison } from "./ison.ts";
import { isupport } from "./isupport.ts";
import { join } from "./join.ts";
import { kick } from "./kick.ts";
import { kill } from "./kill.ts";
import { links } from "./links.ts";
import { list } from "./list.ts";
import { lusers } from "./lusers.ts";
import { markread } from "./markread.ts";
import { metadata } from "./metadata.ts";
import { mode } from "./mode.ts";
import { monitor } from "./monitor.ts";
import { motd } from "./motd.ts";
import { names } from "./names.ts";
import { nick } from "./nick.ts";
import { nickServ } from "./nickserv.ts";
import { oper } from "./oper.ts";
import { part } from "./part.ts";
import { pass } from "./pass.ts";
import { ping, pong } from "./ping.ts";
import { say } from "./privmsg.ts";
import { quit } from "./quit.ts";
import { redact } from "./redact.ts";
import { register, verify } from "./register.ts";
import { rehash } from "./rehash.ts";
import { relaymsg } from "./relaymsg.ts";
import { rename } from "./rename.ts";
import { npc, scene } from "./roleplay.ts";
import { search } from "./search.ts";
import { ban, stats, unban } from "./server_ban.ts";
import { toService } from "./service.ts";
import { setname } from "./setname.ts";
import { time } from "./time.ts";
import { topic } from "./topic.ts";
import { user } from "./user.ts";
import { userhost } from "./userhost.ts";
import { version } from "./version.ts";
import { wallops } from "./wallops.ts";
import { who } from "./who.ts";
import { whois } from "./whois.ts";
import { whowas } from "./whowas.ts";

export const commands: Readonly<Record<string, Command>> = {
  // Connection
  AUTHENTICATE: { run: authenticate, params: 1, early: true },
  CAP: { run: cap, params: 1, early: true },
  NICK: { run: nick, params: 0, early: true },
  PASS: { run: pass, params: 1, early: true },
  PING: { run: ping, params: 0, early: true },
  PONG: { run: pong, params: 0, early: true },
  QUIT: { run: quit, params: 0, early: true },
  REGISTER: { run: register, params: 3, early: true },
  USER: { run: user, params: 4, early: true },
  VERIFY: { run: verify, params: 2, early: true },

  // Channels
  INVITE: { run: invite, params: 0 },
  JOIN: { run: join, params: 1 },
  KICK: { run: kick, params: 2 },
  LIST: { run: list, params: 0 },
  MODE: { run: mode, params: 1 },
  NAMES: { run: names, params: 0 },
  PART: { run: part, params: 1 },
  RENAME: { run: rename, params: 2 },
  TOPIC: { run: topic, params: 1 },

  // Messages
  BATCH: { run: batch, params: 1, keepsPace: true },
  CHATHISTORY: { run: chathistory, params: 1 },
  MARKREAD: { run: markread, params: 0 },
  NOTICE: { run: say("NOTICE"), params: 0, keepsPace: true },
  NPC: { run: npc, params: 3, keepsPace: true },
  PRIVMSG: { run: say("PRIVMSG"), params: 0, keepsPace: true },
  REDACT: { run: redact, params: 2 },
  RELAYMSG: { run: relaymsg, params: 3, keepsPace: true },
  SCENE: { run: scene, params: 2, keepsPace: true },
  SEARCH: { run: search, params: 1 },
  TAGMSG: { run: say("TAGMSG"), params: 0 },

  // People
  ACCEPT: { run: accept, params: 1 },
  AWAY: { run: away, params: 0, early: true },
  ISON: { run: ison, params: 1 },
  METADATA: { run: metadata, params: 0, early: true },
  MONITOR: { run: monitor, params: 1 },
  SETNAME: { run: setname, params: 1 },
  USERHOST: { run: userhost, params: 1 },
  WHO: { run: who, params: 1 },
  WHOIS: { run: whois, params: 0 },
  WHOWAS: { run: whowas, params: 0 },

  // The server
  HELP: { run: help, params: 0 },
  HELPOP: { run: help, params: 0 },
  INFO: { run: info, params: 0 },
  ISUPPORT: { run: isupport, params: 0, early: true },
  LINKS: { run: links, params: 0 },
  LUSERS: { run: lusers, params: 0 },
  MOTD: { run: motd, params: 0 },
  TIME: { run: time, params: 0 },
  VERSION: { run: version, params: 0 },

  // Services
  CHANSERV: { run: toService(chanServ), params: 0 },
  CS: { run: toService(chanServ), params: 0 },
  NICKSERV: { run: toService(nickServ), params: 0 },
  NS: { run: toService(nickServ), params: 0 },

  // Operators
  DLINE: { run: ban("DLINE"), params: 1 },
  KILL: { run: kill, params: 1 },
  KLINE: { run: ban("KLINE"), params: 1 },
  OPER: { run: oper, params: 2 },
  REHASH: { run: rehash, params: 0 },
  STATS: { run: stats, params: 1 },
  UNDLINE: { run: unban("DLINE"), params: 1 },
  UNKLINE: { run: unban("KLINE"), params: 1 },
  WALLOPS: { run: wallops, params: 1 },
};
