/** The client's configuration file: optional, and read before the command line, which is stronger. */
import { join } from "node:path";
import { CHOICES, defaultSettings, type ScreenSettings } from "../client/full/settings.ts";
import { texts } from "../client/texts/index.ts";
import { JsonError, parseJson } from "../json.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  fit,
  flag,
  group,
  listOf,
  Misfit,
  oneOf,
  orNull,
  setting,
  text,
  type ValueOf,
  whole,
} from "../setting.ts";
import { complaint } from "./told.ts";

const SETTINGS = group({
  host: setting("The server's name or address.", orNull(text()), null),
  port: setting("Its port.", orNull(whole(1, 65_535)), null),
  tls: setting("Whether to connect with TLS.", flag, false),
  tlsCa: setting("A file with certificates to trust.", orNull(text()), null),
  tlsCert: setting("A file with your own certificate.", orNull(text()), null),
  tlsKey: setting("A file with its private key.", orNull(text()), null),
  user: setting("Your name in the chat.", orNull(text()), null),
  account: setting("The account to log in to.", orNull(text()), null),
  passwordCommand: setting("A command that prints the password.", orNull(text()), null),
  join: setting("Channels to be in.", orNull(listOf(text())), null),
  highlights: setting("Words that call you, beside your name.", listOf(text()), []),
  language: setting("The language, such as es.", orNull(text()), null),
  buffers: setting("The list of conversations.", oneOf(...CHOICES.buffers), "auto"),
  nicks: setting("The list of people.", oneOf(...CHOICES.nicks), "auto"),
  bell: setting("The bell for mentions and private messages.", oneOf(...CHOICES.bell), "on"),
  notices: setting("The desktop's notices for them.", oneOf(...CHOICES.notices), "on"),
  notifyCommand: setting("A command that is run for them.", orNull(text()), null),
  typing: setting("Whether others learn that you type.", oneOf(...CHOICES.typing), "on"),
  mouse: setting("Whether the wheel scrolls.", oneOf(...CHOICES.mouse), "on"),
});

export type ClientConfig = ValueOf<typeof SETTINGS>;

/** Where it is by default: `$XDG_CONFIG_HOME/chat/connect.json`. */
export function clientConfigFile(): string | undefined {
  const { env } = Deno;
  const home = env.get("HOME");
  const base = env.get("XDG_CONFIG_HOME") || (home ? join(home, ".config") : undefined);
  return base === undefined ? undefined : join(base, "chat", "connect.json");
}

/** What it says; defaults where there is none. A file that was named has to be there. */
export async function readClientConfig(named: string | false | undefined): Promise<ClientConfig> {
  const file = named === false ? undefined : named ?? clientConfigFile();
  if (file === undefined) return fit(SETTINGS, parseJson("{}"), "");
  let content: string;
  try {
    content = await Deno.readTextFile(file);
  } catch (error) {
    if (named === undefined && error instanceof Deno.errors.NotFound) {
      return fit(SETTINGS, parseJson("{}"), "");
    }
    throw new Problem(texts.configUnreadable(file), EXIT.configuration, { cause: error });
  }
  return parseClientConfig(content, file);
}

/** The same for a text; `file` is its name in a complaint. */
export function parseClientConfig(content: string, file: string): ClientConfig {
  try {
    return fit(SETTINGS, parseJson(content), "");
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof Misfit)) throw error;
    const { line, column } = error.place;
    const what = complaint(error.message).replace(/([^?])$/, "$1.");
    throw new Problem(texts.configWrong(file, line, column, what), EXIT.configuration);
  }
}

export function screenSettings(config: ClientConfig): ScreenSettings {
  const { buffers, nicks, bell, notices, typing, mouse, highlights, notifyCommand } = config;
  return {
    ...defaultSettings(),
    buffers,
    nicks,
    bell,
    notices,
    typing,
    mouse,
    highlights,
    notifyCommand: notifyCommand ?? "",
  };
}
