/** `chat ban`: who may not connect, for whoever runs the server. */
import { Command } from "@commander-js/extra-typings";
import type { Settings } from "../config.ts";
import { parseDuration } from "../duration.ts";
import { folder } from "../irc/names.ts";
import { EXIT, Problem } from "../problem.ts";
import type { BanStore, ServerBan } from "../server/store.ts";
import { me } from "./me.ts";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { readSettings } from "./settings.ts";

export function banCommand() {
  return new Command("ban")
    .description("Look after the bans of the whole server (KLINE and DLINE).")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addHelpText(
      "after",
      `
A mask is user@host with * and ?, which is a KLINE, or an address or a network, which is a DLINE.
These work on the database that serve would use with the same options. With PostgreSQL, a running server
notices what they change, and ends the connections of those who are banned.

Examples:
  $ chat ban add '*@*.example.org' --for 30d --reason spam
  $ chat ban add 192.0.2.0/24
  $ chat ban remove 192.0.2.0/24`,
    );
}

function addCommand() {
  return new Command("add")
    .description("Ban somebody, or a network of addresses.")
    .argument("<mask>", "user@host, an address, or a network such as 192.0.2.0/24")
    .option("--for <duration>", "how long, such as 90m or 1d12h; for ever if left out")
    .option("--reason <text>", "what those who are banned read", "No reason given")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (mask, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const setAt = Date.now();
      const lasts = options.for === undefined ? undefined : duration(options.for);
      const which = await read(mask, settings);
      const expiresAt = lasts === undefined ? undefined : setAt + lasts;
      const ban = { ...which, reason: oneLine(options.reason), setBy: me(), setAt, expiresAt };
      await withBans(settings, "BAN", which.mask, (bans) => bans.put(ban));
      console.log(`${which.mask} is banned ${span(ban)}.`);
    });
}

function listCommand() {
  return new Command("list")
    .description("Show who is banned, until when and why.")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      for (const line of banLines(await withBans(settings, undefined, "", (bans) => bans.list()))) {
        console.log(line);
      }
    });
}

function removeCommand() {
  return new Command("remove")
    .description("Let somebody connect again.")
    .argument("<mask>", "the mask as chat ban list shows it")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (text, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { kind, mask } = await read(text, settings);
      const removed = await withBans(settings, "UNBAN", mask, (bans) => bans.remove(kind, mask));
      if (!removed) {
        throw new Problem(`${mask} is not banned. chat ban list shows who is.`, EXIT.refused);
      }
      console.log(`${mask} is not banned any more.`);
    });
}

/** Columns: mask, until when, who has set it, why. */
export function banLines(bans: readonly ServerBan[], now = Date.now()): string[] {
  const held = bans.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  if (held.length === 0) return ["Nobody is banned; chat ban add does it."];
  const width = Math.max(...held.map(({ mask }) => mask.length));
  const spans = Math.max(...held.map((ban) => span(ban).length));
  return held.map((ban) =>
    `${ban.mask.padEnd(width)}  ${span(ban).padEnd(spans)}  ${ban.setBy}  ${ban.reason}`
  );
}

function span({ expiresAt }: Pick<ServerBan, "expiresAt">): string {
  return expiresAt === undefined
    ? "for ever"
    : `until ${new Date(expiresAt).toISOString().slice(0, 16)}Z`;
}

async function read(text: string, settings: Settings) {
  const { banMask } = await import("../server/bans.ts");
  const mask = banMask(text, folder(settings.server.casemapping));
  if (mask.kind === "refused") throw new Problem(`Nobody is banned: ${mask.reason}.`, EXIT.usage);
  return mask;
}

function duration(text: string): number {
  const lasts = parseDuration(text);
  if (lasts !== undefined) return lasts;
  throw new Problem(`"${text}" is no duration; write 90m, 12h or 1d12h.`, EXIT.usage);
}

/** A reason is sent in a line. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, " ");
}

/** `deed`: what is recorded if it was done; `undefined`: nothing is changed. */
async function withBans<T>(
  settings: Settings,
  deed: string | undefined,
  target: string,
  use: (bans: BanStore) => Promise<T>,
): Promise<T> {
  const { withDatabase } = await import("./database.ts");
  const { auditIn, bansIn, setDefaultSchema } = await import("../store/mod.ts");
  return await withDatabase(settings, async (db) => {
    await setDefaultSchema(db, db.schema);
    const result = await use(bansIn(db));
    if (deed !== undefined && result !== false) await auditIn(db).record(byMe(deed, target));
    return result;
  });
}

function byMe(action: string, target: string) {
  return { at: Date.now(), by: me(), oper: undefined, action, target, detail: undefined };
}
