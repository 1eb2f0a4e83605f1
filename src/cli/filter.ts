/** `chat filter`: what a channel lets nobody write, and how often people may write there. */
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Settings } from "../config.ts";
import { parseDuration } from "../duration.ts";
import { folder, isChannelName } from "../irc/names.ts";
import { EXIT, Problem } from "../problem.ts";
import type { ChannelRule } from "../server/store.ts";
import type { Database } from "../store/mod.ts";
import { me } from "./me.ts";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { readSettings } from "./settings.ts";

/** Messages that a test looks at, at most. */
const MOST_TESTED = 100_000;

const SLOW = new Option("--slow <seconds>", "slow mode: one message of each person in so long")
  .argParser(parseSeconds);

export function filterCommand() {
  return new Command("filter")
    .description("Look after word filters and slow mode of channels.")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(testCommand())
    .addHelpText(
      "after",
      `
Words are compared without regard to case, punctuation and formatting; * and ? are wildcards. Half-ops and
above are not filtered. With PostgreSQL, a running server notices what these change; with the embedded
database, end it first.

Examples:
  $ chat filter test '#tea' 'free coff*' --since 30d
  $ chat filter add '#tea' 'free coff*'
  $ chat filter add '#tea' --slow 10
  $ chat filter remove '#tea' --slow 10`,
    );
}

function addCommand() {
  return changing("add", "Let nobody write something in a channel, or not so often.")
    .action(async (channel, words, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { kind, value } = await ruleOf(words, options.slow);
      const key = keyOf(channel, settings);
      const rule: ChannelRule = { channel: key, kind, value, setBy: me(), setAt: Date.now() };
      await withRules(settings, async (db) => {
        const { auditIn, rulesIn } = await import("../store/mod.ts");
        await rulesIn(db).put(rule);
        await auditIn(db).record(byMe("FILTER", rule));
      });
      console.log(`${key}: ${shown(rule)}.`);
    });
}

function removeCommand() {
  return changing("remove", "Take a filter or slow mode away.")
    .action(async (channel, words, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { kind, value } = await ruleOf(words, options.slow);
      const key = keyOf(channel, settings);
      const rule: ChannelRule = { channel: key, kind, value, setBy: me(), setAt: Date.now() };
      const removed = await withRules(settings, async (db) => {
        const { auditIn, rulesIn } = await import("../store/mod.ts");
        const removed = await rulesIn(db).remove(key, kind, value);
        if (removed) await auditIn(db).record(byMe("UNFILTER", rule));
        return removed;
      });
      if (!removed) {
        throw new Problem(
          `${key} has no such rule: ${shown(rule)}. chat filter list shows those there are.`,
          EXIT.refused,
        );
      }
      console.log(`${key}: removed: ${shown(rule)}.`);
    });
}

function listCommand() {
  return new Command("list")
    .description("Show the rules of all channels.")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const rules = await withRules(settings, async (db) => {
        const { rulesIn } = await import("../store/mod.ts");
        return await rulesIn(db).list();
      });
      if (rules.length === 0) console.log("No channel has a rule; chat filter add makes one.");
      for (const rule of rules) console.log(`${rule.channel}  ${shown(rule)}  ${rule.setBy}`);
    });
}

function testCommand() {
  return new Command("test")
    .description("Show which messages a filter would have caught.")
    .argument("<channel>", "whose messages")
    .argument("<words>", "the words, with * and ?")
    .option("--since <duration>", "how far back to look", parseSince, parseSince("30d"))
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (channel, words, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { value } = await ruleOf(words, undefined);
      const key = keyOf(channel, settings);
      const { fitsWords } = await import("../server/rules.ts");
      const said = await withRules(settings, async (db) => {
        const { saidSince } = await import("../store/mod.ts");
        return await saidSince(db, key, Date.now() - options.since, MOST_TESTED);
      });
      const caught = said.filter(({ text }) => fitsWords(value, text));
      for (const { sentAt, sender, text } of caught) {
        // What is quoted must not drive the terminal.
        console.log(`${sentAt.toISOString()}  ${sender}: ${JSON.stringify(text)}`);
      }
      const over = said.length === MOST_TESTED ? " of the latest" : "";
      console.log(`${caught.length}${over} of ${said.length} messages would have been refused.`);
    });
}

function changing(name: string, description: string) {
  return new Command(name)
    .description(description)
    .argument("<channel>", "which channel")
    .argument("[words]", "the words, with * and ?")
    .addOption(SLOW)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG);
}

async function ruleOf(
  words: string | undefined,
  slow: number | undefined,
): Promise<Pick<ChannelRule, "kind" | "value">> {
  if ((words === undefined) === (slow === undefined)) {
    throw new Problem("A rule is either words or --slow; give one of them.", EXIT.usage);
  }
  if (words === undefined) return { kind: "slow", value: `${slow}` };
  const { isWords } = await import("../server/rules.ts");
  if (isWords(words)) return { kind: "word", value: words };
  throw new Problem(
    `"${words}" has no letter or digit, so that it would fit everything.`,
    EXIT.usage,
  );
}

function keyOf(channel: string, { server }: Settings): string {
  if (isChannelName(channel)) return folder(server.casemapping)(channel);
  throw new Problem(`"${channel}" is no channel; its name begins with #.`, EXIT.usage);
}

function shown({ kind, value }: Pick<ChannelRule, "kind" | "value">): string {
  return kind === "slow"
    ? `one message of each person in ${value} s`
    : `nobody may write ${JSON.stringify(value)}`;
}

function byMe(action: string, rule: ChannelRule) {
  const { channel: target, setBy: by, setAt: at } = rule;
  return { at, by, oper: undefined, action, target, detail: shown(rule) };
}

async function withRules<T>(settings: Settings, use: (db: Database) => Promise<T>): Promise<T> {
  const { withDatabase } = await import("./database.ts");
  const { setDefaultSchema } = await import("../store/mod.ts");
  return await withDatabase(settings, async (db) => {
    await setDefaultSchema(db, db.schema);
    return await use(db);
  });
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (/^\d+$/.test(value) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("It is a whole number of seconds from 1 to 86400.");
}

function parseSince(value: string): number {
  const since = parseDuration(value);
  if (since !== undefined) return since;
  throw new InvalidArgumentError("A duration is 90m, 12h or 30d.");
}
