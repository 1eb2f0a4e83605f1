/** `chat config`: every setting of the configuration file, its default and what it does. */
import { Command, Option } from "@commander-js/extra-typings";
import { DEFAULTS, SETTINGS } from "../config.ts";
import { type Kind, Misfit, type Setting } from "../setting.ts";

const FORMATS = ["text", "markdown", "json"] as const;

export function configCommand() {
  return new Command("config")
    .description("List the settings of serve's configuration file.")
    .addOption(
      new Option(
        "--format <format>",
        "for reading, for a README, or a file that holds the defaults",
      )
        .choices(FORMATS)
        .default("text" as const),
    )
    .addHelpText(
      "after",
      `
Example: begin a configuration file from the defaults
  $ chat config --format json > chat.json
  $ chat serve --config chat.json`,
    )
    .action(({ format }) => console.log(listSettings(format)));
}

/** A setting as a person reads about it. */
interface Described {
  /** Such as `listeners[].tls`. */
  readonly path: string;
  readonly about: string;
  readonly takes: string;
  /** What holds when it is left out. */
  readonly otherwise: string;
}

/** All settings for reading, as a table for the README, or as a configuration file of the defaults. */
export function listSettings(format: typeof FORMATS[number]): string {
  switch (format) {
    case "text":
      return asText();
    case "markdown":
      return asMarkdown();
    case "json":
      return asJson();
  }
}

function asText(): string {
  return [...described(SETTINGS)]
    .map(({ path, about, takes, otherwise }) =>
      `${path}\n  ${about}\n  Takes ${takes}.\n  Default: ${otherwise}`
    )
    .join("\n\n");
}

function asMarkdown(): string {
  const rows = [...described(SETTINGS)].map(({ path, about, takes, otherwise }) =>
    `| \`${path}\` | ${about} | ${takes} | ${otherwise} |`
  );
  return ["| setting | what it is | takes | default |", "|---|---|---|---|", ...rows].join("\n");
}

/** Without the settings whose being left out says more than any value. */
function asJson(): string {
  const file = Object.entries(DEFAULTS)
    .filter(([name]) => SETTINGS.within?.settings.get(name)?.otherwise === undefined);
  return JSON.stringify(Object.fromEntries(file), null, 2);
}

function* described({ within }: Kind<unknown>, above = ""): Generator<Described> {
  if (!within) return;
  for (const [name, setting] of within.settings) {
    const path = `${above}${name}`;
    const { about, takes } = setting;
    if (about) yield { path, about, takes, otherwise: setting.otherwise ?? fallback(setting) };
    yield* described(setting, `${path}${setting.within?.mark ?? ""}.`);
  }
}

function fallback(setting: Setting<unknown>): string {
  try {
    return JSON.stringify(setting.missing("", { line: 1, column: 1 }));
  } catch (error) {
    if (error instanceof Misfit) return "none: it must be given";
    throw error;
  }
}
