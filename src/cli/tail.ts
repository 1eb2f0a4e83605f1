/** `chat tail`: prints what is said in a conversation, as text or as JSON, one message a line. */
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { From } from "../client/past.ts";
import { texts } from "../client/texts/index.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  ACCOUNT,
  HOST,
  openingOf,
  PASSWORD_COMMAND,
  PORT,
  TLS,
  TLS_CA,
  TLS_CERT,
  TLS_KEY,
  USER,
} from "./client_options.ts";

export function tailCommand() {
  return new Command("tail")
    .description("Print the last messages of a conversation, and follow it if asked to.")
    .argument("<target>", "a channel, such as '#general', or a nick")
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(ACCOUNT)
    .addOption(PASSWORD_COMMAND)
    .addOption(TLS)
    .addOption(TLS_CA)
    .addOption(TLS_CERT)
    .addOption(TLS_KEY)
    .option("--json", "one JSON object a line: id, time, target, from, account, text, tags")
    .addOption(
      new Option("--tsv", "id, time, target, from and text between tabs, one message a line")
        .conflicts("json"),
    )
    .addOption(
      new Option(
        "--since <time>",
        "from then on: 2026-05-01, 2026-05-01T12:30, or 90m, 12h, 7d ago",
      )
        .argParser((text) => parseTime(text, Date.now())),
    )
    .addOption(new Option("--after <msgid>", "after the message with this id").conflicts("since"))
    .addOption(
      new Option("--count <number>", "at most so many past messages (10, unless since or after)")
        .argParser(parseCount),
    )
    .option("--follow", "stay, and print what is said from now on")
    .addHelpText("after", () => texts.afterHelp.tail)
    .action(async (target, options) => {
      const { tail } = await import("../client/tail.ts");
      const { isOneWord } = await import("../client/identity.ts");
      const { asJson, asText, asTsv } = await import("../client/ui/record.ts");
      const { writeLine } = await import("../client/ui/terminal.ts");
      if (!isOneWord(target) || target.includes(",")) {
        throw new Problem(texts.cannotRead(target), EXIT.usage);
      }
      const shown = options.json ? asJson : options.tsv ? asTsv : asText;
      await tail(
        {
          opening: await openingOf(options),
          target,
          from: placeOf(options),
          count: options.count,
          follow: options.follow ?? false,
        },
        (message) => writeLine(Deno.stdout, shown(message)),
        (text) => writeLine(Deno.stderr, text),
      );
    });
}

function placeOf({ since, after }: { since?: number; after?: string }): From {
  if (after !== undefined) {
    if (/^[^\s\p{Cc}]+$/u.test(after)) return { kind: "after", id: after };
    throw new Problem(texts.badMsgid(after), EXIT.usage);
  }
  return since === undefined ? { kind: "newest" } : { kind: "since", time: since };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Milliseconds since 1970. A date without a time zone is meant in this machine's. */
export function parseTime(text: string, now: number): number {
  const [, amount, unit = ""] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  const seconds = UNITS[unit];
  if (amount !== undefined && seconds !== undefined) return now - Number(amount) * seconds * 1000;
  // A date alone would be taken for midnight in Greenwich.
  const time = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(time)) return time;
  throw new InvalidArgumentError(texts.badTime);
}

export function parseCount(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(texts.badCount);
}
