/** `chat search`: prints the messages in which words occur, as text or as JSON, one a line. */
import { Command, Option } from "@commander-js/extra-typings";
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
import { parseCount, parseTime } from "./tail.ts";

const TIME = "2026-05-01, 2026-05-01T12:30, or 90m, 12h, 7d ago";

export function searchCommand() {
  return new Command("search")
    .description("Find messages by their words, wherever you may read, and print them.")
    .argument("[words...]", "each begins a word of the message, in whatever case")
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(ACCOUNT)
    .addOption(PASSWORD_COMMAND)
    .addOption(TLS)
    .addOption(TLS_CA)
    .addOption(TLS_CERT)
    .addOption(TLS_KEY)
    .option("--in <target>", "only in this channel, or in the conversation with this nick")
    .option("--from <nick>", "only what was said under this nick")
    .addOption(
      new Option("--since <time>", `from then on: ${TIME}`)
        .argParser((text) => parseTime(text, Date.now())),
    )
    .addOption(
      new Option("--before <time>", `until then: ${TIME}`)
        .argParser((text) => parseTime(text, Date.now())),
    )
    .addOption(
      new Option("--count <number>", "at most so many; the server has a limit of its own")
        .argParser(parseCount),
    )
    .option("--json", "one JSON object a line: id, time, target, from, account, text, tags")
    .addHelpText("after", () => texts.afterHelp.search)
    .action(async (words, options) => {
      const { search } = await import("../client/search.ts");
      const { isOneWord } = await import("../client/identity.ts");
      const { asJson, asText } = await import("../client/ui/record.ts");
      const { writeLine } = await import("../client/ui/terminal.ts");
      const { in: target, from, since, before, count, json } = options;
      for (const name of [target, from]) {
        if (name === undefined || (isOneWord(name) && !name.includes(","))) continue;
        throw new Problem(texts.neitherChannelNorNick(name), EXIT.usage);
      }
      const text = words.join(" ");
      if (text.trim() === "" && from === undefined && since === undefined && before === undefined) {
        throw new Problem(texts.nothingToSearch, EXIT.usage);
      }
      const attributes = new Map<string, string>();
      if (text !== "") attributes.set("text", text);
      if (from !== undefined) attributes.set("from", from);
      if (since !== undefined) attributes.set("after", new Date(since).toISOString());
      if (before !== undefined) attributes.set("before", new Date(before).toISOString());
      if (count !== undefined) attributes.set("limit", `${count}`);
      const found = await search(
        { opening: await openingOf(options), target, attributes },
        (text) => writeLine(Deno.stderr, text),
      );
      for (const message of found) {
        const shown = json ? asJson(message) : `${message.target} ${asText(message)}`;
        writeLine(Deno.stdout, shown);
      }
    });
}
