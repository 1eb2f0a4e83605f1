/** `chat connect`: the terminal client. Asks for what it is not told, where there is somebody to ask. */
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Opening } from "../client/open.ts";
import { EXIT, Problem } from "../problem.ts";
import type { ClientConfig } from "./client_config.ts";
import {
  ACCOUNT,
  DEFAULT_HOST,
  DEFAULT_PORT,
  DEFAULT_TLS_PORT,
  type Given as ClientGiven,
  HOST,
  identityFrom,
  loginName,
  parsePort,
  PASSWORD_COMMAND,
  PORT,
  TLS,
  TLS_CA,
  TLS_CERT,
  TLS_KEY,
  tlsOf,
  USER,
  wantsTls,
} from "./client_options.ts";
import { linkArgument, type ServerLink } from "./server_link.ts";
import { speak, texts } from "../client/texts/index.ts";

export function connectCommand() {
  return new Command("connect")
    .description("Talk: the terminal client, for this server and any other that speaks IRC.")
    .argument("[link]", "the server as ircs://host:port or irc://host:port", linkArgument)
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(
      new Option("--local-port <number>", "the port on this machine to connect from")
        .argParser(parsePort),
    )
    .option(
      "--join <channel...>",
      "channels to be in; plain text goes to the first (#general)",
    )
    .addOption(ACCOUNT)
    .addOption(PASSWORD_COMMAND)
    .option("--invite <code>", "make the account, with a code of chat user invite")
    .addOption(TLS)
    .addOption(TLS_CA)
    .addOption(TLS_CERT)
    .addOption(TLS_KEY)
    .addOption(
      new Option("--config <file>", "JSON file with settings").env("CHAT_CONNECT_CONFIG"),
    )
    .option("--no-config", "without the file in ~/.config/chat/connect.json")
    .addOption(
      new Option("--lines", "line by line, in the terminal's own scrollback").conflicts("plain"),
    )
    .option("--plain", "one line for each event: no colours, no prompt, no cursor movement")
    .addHelpText("after", () => texts.afterHelp.connect)
    .action(async (link, told) => {
      const given = { ...told, ...linked(link), join: told.join ?? channelOf(link) };
      const { readClientConfig } = await import("./client_config.ts");
      const config = await readClientConfig(given.config);
      if (config.language !== null) speak(config.language);
      const options = invited({ ...given, ...filledIn(given, config) });
      const identity = (user: string) => identityFrom(options, user);
      const join = (options.join ?? ["#general"])
        .map((name) => ({ name: channelName(name), key: undefined }));
      const rest = { join, historyOnJoin: 20, tls: await tlsOf(options) };
      const { isTerminal } = await import("../client/ui/terminal.ts");
      const isFull = isTerminal() && !options.plain && !options.lines;
      // A password is asked for before the screen is taken over.
      const early = options.account === undefined
        ? undefined
        : await identity(options.user ?? options.account);
      const open = async (ask: Ask | undefined, again: boolean): Promise<Opening> => {
        const answers = await completed(options, ask, serverAnswers);
        const { join, historyOnJoin, tls } = rest;
        const server = { ...answers, ...tls };
        return {
          server,
          identity: early ?? await identity(answers.user),
          join,
          historyOnJoin,
          again,
        };
      };
      if (isFull) await onFullScreen(config, open);
      else await onLines(options.plain ?? false, open);
    });
}

/**
 * Asks; resolves to what was answered, `undefined` if somebody would rather leave. `hint`: what was wrong with
 * the answer before, "" for nothing.
 */
type Ask = (question: string, hint: string) => Promise<string | undefined>;

/** `again`: whether a lost connection is made again. */
type Open = (ask: Ask | undefined, again: boolean) => Promise<Opening>;

async function onFullScreen(config: ClientConfig, open: Open): Promise<void> {
  const { connectFull } = await import("../client/full/connect.ts");
  const { GROUND } = await import("../client/open.ts");
  const { askOn } = await import("../client/ui/full/ask.ts");
  const { openWindow } = await import("../client/ui/full/terminal_window.ts");
  const { screenSettings } = await import("./client_config.ts");
  const settings = screenSettings(config);
  const window = openWindow(settings.mouse === "on");
  try {
    await connectFull({
      opening: await open(
        (question, hint) => askOn(window, question, hint === "" ? [] : [hint]),
        true,
      ),
      window,
      ground: GROUND,
      settings,
      timeZone: undefined,
      newId: () => crypto.randomUUID(),
    });
  } finally {
    window.close();
  }
}

/** On a terminal a person wants a lost connection made again; a program wants to know. */
async function onLines(plain: boolean, open: Open): Promise<void> {
  const { connect } = await import("../client/connect.ts");
  const { isTerminal, openTerminal, writeLine } = await import("../client/ui/terminal.ts");
  if (isTerminal() && !plain) {
    const screen = openTerminal();
    try {
      const ask: Ask = (question, hint) => screen.ask(`${hint} ${question}`.trimStart());
      return await connect(await open(ask, true), screen);
    } finally {
      screen.close();
    }
  }
  const { PlainScreen } = await import("../client/ui/plain.ts");
  const person = Deno.stdin.isTerminal();
  const screen = new PlainScreen({
    input: Deno.stdin.readable,
    out: (line) => writeLine(Deno.stdout, line),
    notes: (line) => writeLine(Deno.stderr, line),
  }, person);
  const ask: Ask = (question, hint) =>
    Promise.resolve(prompt(`${hint} ${question}`.trim()) ?? undefined);
  await connect(await open(person ? ask : undefined, person), screen);
}

/** What a link says, as the options that it stands for. */
function linked(link: ServerLink | undefined): ClientGiven {
  if (!link) return {};
  const { host, port, tls, invite } = link;
  return {
    host,
    port,
    ...(tls ? { tls } : {}),
    ...(invite === undefined ? {} : { invite }),
  };
}

function channelOf(link: ServerLink | undefined): string[] | undefined {
  return link?.channel === undefined ? undefined : [link.channel];
}

/** Who comes with an invitation makes an account, which is called like the nick. */
function invited<T extends ClientGiven>(given: T): T & ClientGiven {
  if (given.invite === undefined) return given;
  const named = given.account ?? given.user;
  const asked = named ?? (Deno.stdin.isTerminal() ? prompt(texts.askUser(loginName())) : "");
  const name = asked || loginName();
  return { ...given, account: name, user: name };
}

/** What the configuration file says, where the command line says nothing. */
function filledIn(
  given: ClientGiven & { readonly join?: string[] | undefined },
  config: ClientConfig,
) {
  return {
    host: given.host ?? config.host ?? undefined,
    port: given.port ?? config.port ?? undefined,
    user: given.user ?? config.user ?? undefined,
    account: given.account ?? config.account ?? undefined,
    passwordCommand: given.passwordCommand ?? config.passwordCommand ?? undefined,
    join: given.join ?? config.join ?? undefined,
    tls: given.tls ?? (config.tls || undefined),
    tlsCa: given.tlsCa ?? config.tlsCa ?? undefined,
    ...ownIn(given, config),
  };
}

/** A certificate and its key belong together, so that one place names both. */
function ownIn({ tlsCert, tlsKey }: ClientGiven, config: ClientConfig) {
  if (tlsCert !== undefined || tlsKey !== undefined) return { tlsCert, tlsKey };
  return { tlsCert: config.tlsCert ?? undefined, tlsKey: config.tlsKey ?? undefined };
}

/** What there is to know before connecting. */
interface Given extends ClientGiven {
  readonly localPort?: number | undefined;
}

/**
 * Everything that was not said is asked for, or else has its default. Who says their name and nothing else
 * means this machine's server, if one answers here; then there is nothing to ask.
 */
export async function completed(
  given: Given,
  ask: Ask | undefined,
  answers: (host: string, port: number) => Promise<boolean>,
): Promise<{ host: string; port: number; localPort: number | undefined; user: string }> {
  const nothingSaid = given.host === undefined && given.port === undefined &&
    given.user === undefined;
  const usual = wantsTls(given) ? DEFAULT_TLS_PORT : DEFAULT_PORT;
  const isNamed = given.user !== undefined || given.account !== undefined;
  if (ask && isNamed && given.host === undefined && given.port === undefined) {
    if (await answers(DEFAULT_HOST, usual)) ask = undefined;
  }
  const host = given.host ??
    await answer(ask, texts.askHost(DEFAULT_HOST), (text) => text || DEFAULT_HOST);
  const port = given.port ??
    await answer(ask, texts.askPort(usual), (text) => portOr(text, usual));
  const localPort = given.localPort ??
    (nothingSaid
      ? await answer(ask, texts.askLocalPort, (text) => portOr(text, undefined))
      : undefined);
  const user = given.user ?? given.account ??
    await answer(ask, texts.askUser(loginName()), (text) => text || loginName());
  return { host, port, localPort, user };
}

/** Whether something listens there. */
async function serverAnswers(hostname: string, port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname, port })).close();
    return true;
  } catch {
    return false;
  }
}

/** Asks until the answer can be understood. */
async function answer<T>(
  ask: Ask | undefined,
  question: string,
  understand: (text: string) => T,
): Promise<T> {
  if (!ask) return understand("");
  for (let hint = "";;) {
    const text = await ask(question, hint);
    if (text === undefined) throw new Problem(texts.interrupted, EXIT.interrupted);
    try {
      return understand(text.trim());
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      hint = texts.badPort;
    }
  }
}

function portOr<T>(text: string, fallback: T): number | T {
  return text === "" || text === texts.anyPort ? fallback : parsePort(text);
}

/** Shells take `#` for a comment, so it may be left out. */
function channelName(name: string): string {
  return /^[#&+!]/.test(name) ? name : `#${name}`;
}
