/** KLINE, DLINE, UNKLINE and UNDLINE: operators say who may not connect, for how long and why. */
import { parseDuration } from "../../duration.ts";
import {
  ERR_NEEDMOREPARAMS,
  RPL_ENDOFSTATS,
  RPL_STATSDLINE,
  RPL_STATSKLINE,
} from "../../irc/numerics.ts";
import { matchesMask } from "../../irc/names.ts";
import { cutBytes } from "../../irc/text.ts";
import { banMask } from "../bans.ts";
import { contains, parseCidr } from "../cidr.ts";
import type { Context, Handler } from "../command.ts";
import { lacks } from "../lacks.ts";
import type { ServerBan } from "../store.ts";

type Kind = ServerBan["kind"];

/** `KLINE [duration] user@host [:reason]`; a duration that is a number alone is minutes. */
export const ban = (kind: Kind): Handler<Context> => async (context, ...params) => {
  const { network, user, reply, bans, audit, log } = context;
  const refuse = (text: string) => reply.fail(kind, "INVALID_BAN", text);
  if (lacks(context, "ban")) return;
  const lasts = parseDuration(params[0] ?? "");
  const [text, reason = ""] = lasts === undefined ? params : params.slice(1);
  if (text === undefined) return reply.numeric(ERR_NEEDMOREPARAMS, kind);
  const wanted = banMask(text, network.fold);
  if (wanted.kind === "refused") return refuse(`Nobody was banned: ${wanted.reason}`);
  if (wanted.kind !== kind) return refuse(`Nobody was banned: ${text} is for ${wanted.kind}`);
  const { mask } = wanted;
  if (fitsOneself(context, kind, mask)) return refuse(`Nobody was banned: ${mask} fits you, too`);
  const setAt = network.clock.now();
  const said = cutBytes(
    reason === "" ? "No reason given" : reason,
    network.settings.limits.kickLen,
  );
  const expiresAt = lasts === undefined ? undefined : setAt + lasts;
  const made = { kind, mask, reason: said, setBy: user.source, setAt, expiresAt };
  try {
    await bans.add(made);
  } catch (error) {
    log.error(`${kind} could not be kept`, { mask, error: `${error}` });
    return reply.fail(kind, "TEMPORARILY_UNAVAILABLE", `${mask} could not be banned right now`);
  }
  audit.record(user, kind, mask, `${spanOf(made)}: ${said}`);
  reply.line("NOTICE", user.nick, `${mask} is banned ${spanOf(made)}: ${said}`);
};

/** `UNKLINE user@host` */
export const unban = (kind: Kind): Handler<Context> => async (context, text = "") => {
  const { network, user, reply, bans, audit, log } = context;
  const command = `UN${kind}`;
  if (lacks(context, "ban")) return;
  const mask = network.fold(text);
  try {
    if (!await bans.remove(kind, mask)) {
      return reply.fail(
        command,
        "NO_SUCH_BAN",
        `${mask} is not banned; STATS ${kind[0]} shows who is`,
      );
    }
  } catch (error) {
    log.error(`${command} could not be kept`, { mask, error: `${error}` });
    return reply.fail(command, "TEMPORARILY_UNAVAILABLE", `${mask} stays banned for the moment`);
  }
  audit.record(user, command, mask);
  reply.line("NOTICE", user.nick, `${mask} is not banned any more`);
};

/** `STATS k` and `STATS d`: who is banned. https://modern.ircdocs.horse/#stats-message */
export function stats(context: Context, query: string): void {
  const { reply, bans } = context;
  if (lacks(context, "ban")) return;
  const letter = query.slice(0, 1);
  for (const ban of bans.list()) {
    if (ban.kind[0] !== letter.toUpperCase()) continue;
    const numeric = ban.kind === "KLINE" ? RPL_STATSKLINE : RPL_STATSDLINE;
    const [username = "*", host = ban.mask] = ban.mask.split("@");
    const where = ban.kind === "KLINE" ? ["K", host, "*", username] : ["D", ban.mask];
    reply.numeric(numeric, ...where, `${spanOf(ban)}: ${ban.reason}`);
  }
  reply.numeric(RPL_ENDOFSTATS, letter);
}

/** An operator who locks themselves out cannot undo it. */
function fitsOneself({ network, user, session }: Context, kind: Kind, mask: string): boolean {
  if (kind === "KLINE") {
    return session.hosts.some((host) =>
      matchesMask(network.fold(`${user.username}@${host}`), mask)
    );
  }
  const [banned, own] = [parseCidr(mask), parseCidr(session.origin.address)];
  return banned !== undefined && own !== undefined && contains(banned, own);
}

function spanOf({ expiresAt }: ServerBan): string {
  return expiresAt === undefined ? "for ever" : `until ${new Date(expiresAt).toISOString()}`;
}
