/**
 * Whatever a server sends, the client survives it, and nothing of it reaches the terminal that a terminal
 * would obey: no escape sequence, no control character, nothing that turns the text around.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Conversation } from "../../src/client/conversation.ts";
import { connectFull } from "../../src/client/full/connect.ts";
import { defaultSettings } from "../../src/client/full/settings.ts";
import { Drawing } from "../../src/client/ui/draw.ts";
import { Painter, type Picture } from "../../src/client/ui/full/painter.ts";
import type { Window } from "../../src/client/ui/full/window.ts";
import { LineScreen } from "../../src/client/ui/lines.ts";
import { OPENING, PlayedNetwork } from "../client/played.ts";

/** What is dangerous on a terminal: titles, colours, the clipboard, the cursor, bells, right to left. */
export const DANGEROUS = [
  "\x1b]0;title\x07",
  "\x1b[2J\x1b[H",
  "\x1b]52;c;ZXZpbA==\x07",
  "\x1bP+q\x1b\\",
  "\x9b31m",
  "\x07\x07",
  "\b\b\b",
  "\u202etxt.exe\u202c",
  "\u2066\u2069",
  "\x7f",
  "\x0304,05colour\x03",
  "\x02\x1d\x1f\x16\x0f",
  "\v\f\x85",
  "\u2028\u2029",
  "e\u0301\u0301\u0301",
  "\u200d\ufe0f",
];

const text = fc.array(
  fc.oneof(
    fc.constantFrom(...DANGEROUS),
    fc.constantFrom("ann", "bob", "#general", "hello", " ", ":", "\x01ACTION ", "\x01"),
    fc.string({ unit: "binary", maxLength: 12 }),
  ),
  { maxLength: 6 },
).map((parts) => parts.join("").replace(/[\r\n\0]/g, ""));

const word = text.map((text) => text.replace(/[\s:]/g, "") || "x");
const nick = fc.oneof(fc.constantFrom("ann", "bob"), word);
const target = fc.oneof(fc.constantFrom("ann", "#general"), word);
const code = fc.integer({ min: 1, max: 999 }).map((code) => `${code}`.padStart(3, "0"));

/** Lines as servers send them, and as no server should. */
const line = fc.oneof(
  fc.tuple(nick, target, text).map(([from, to, text]) => `:${from}!u@h PRIVMSG ${to} :${text}`),
  fc.tuple(nick, target, text).map(([from, to, text]) => `:${from}!u@h NOTICE ${to} :${text}`),
  fc.tuple(nick, word).map(([from, channel]) => `:${from}!u@h JOIN ${channel}`),
  fc.tuple(nick, target, text).map(([from, to, text]) => `:${from}!u@h PART ${to} :${text}`),
  fc.tuple(nick, text).map(([from, text]) => `:${from}!u@h QUIT :${text}`),
  fc.tuple(nick, nick).map(([from, to]) => `:${from}!u@h NICK :${to}`),
  fc.tuple(nick, target, text).map(([from, to, text]) => `:${from}!u@h TOPIC ${to} :${text}`),
  fc.tuple(nick, target, nick, text).map(([by, to, who, text]) =>
    `:${by}!u@h KICK ${to} ${who} :${text}`
  ),
  fc.tuple(target, word, word).map(([to, mode, who]) => `:irc.test MODE ${to} ${mode} ${who}`),
  fc.tuple(code, word, text).map(([code, word, text]) => `:irc.test ${code} ann ${word} :${text}`),
  fc.tuple(target, text).map(([to, text]) => `:irc.test 353 ann = ${to} :${text}`),
  fc.tuple(word, word, text).map(([command, code, text]) =>
    `:irc.test FAIL ${command} ${code} :${text}`
  ),
  fc.tuple(word, word).map(([name, type]) => `:irc.test BATCH +${name} ${type}`),
  fc.tuple(word, text).map(([tag, text]) =>
    `@${tag}=${text.replaceAll(" ", "")} :bob!u@h PRIVMSG ann :x`
  ),
  fc.tuple(word, text).map(([command, text]) => `${command} :${text}`),
  text,
);

/** The property: a server lets the client in, and says anything. */
export const rendererHolds = fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
  isHarmless(await onLines(lines), false);
  isHarmless(await onFullScreen(lines), true);
});

/** All that the client writes on a terminal, line by line. */
async function onLines(lines: readonly string[]): Promise<string> {
  let written = "";
  const screen = new LineScreen({
    colors: true,
    columns: () => 60,
    write: (text) => void (written += text),
    close() {},
  });
  const network = new PlayedNetwork();
  const opening = { ...OPENING, join: [{ name: "#general", key: undefined }], again: false };
  const conversation = new Conversation(opening, screen, network.ground, new Drawing("UTC"));
  await played(network, lines, conversation.run());
  screen.close();
  return written;
}

/** The same on the full screen. */
async function onFullScreen(lines: readonly string[]): Promise<string> {
  let written = "";
  const painter = new Painter(true);
  const window: Window = {
    size: () => ({ columns: 90, rows: 24 }),
    listen() {},
    show: (picture: Picture) => void (written += painter.paint(picture)),
    forget: () => painter.forget(),
    wheel() {},
    call() {},
    lend: (work) => work(),
    close() {},
  };
  const network = new PlayedNetwork();
  const running = connectFull({
    opening: { ...OPENING, join: [{ name: "#general", key: undefined }], again: false },
    window,
    ground: network.ground,
    settings: defaultSettings(),
    timeZone: "UTC",
    newId: () => "id",
  });
  await played(network, lines, running, true);
  return written;
}

/** The server says everything and closes; the client has to end by itself, with a sentence. */
async function played(
  network: PlayedNetwork,
  lines: readonly string[],
  running: Promise<void>,
  paints = false,
): Promise<void> {
  const ended = running.then(() => undefined, (error: unknown) => error);
  const wire = await network.wire();
  await wire.line(
    ":irc.test CAP * LS :",
    ":irc.test 001 ann :Welcome ann",
    ":irc.test 005 ann NETWORK=tea CASEMAPPING=ascii CHANTYPES=# PREFIX=(ov)@+ :are supported",
    ":irc.test 422 ann :MOTD File is missing",
    ":ann!u@h JOIN #general",
  );
  await wire.line(...lines);
  // What arrived is painted a moment later.
  if (paints) await network.clock.pass(100);
  await wire.ends();
  const error = await inTime(ended);
  assert.ok(
    error === undefined || (error instanceof Error && error.name === "Problem"),
    `${error}`,
  );
}

/** A client that does not end when the server has closed is a finding, too. */
async function inTime(ended: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve("the client goes on"), 10_000);
  });
  const outcome = await Promise.race([ended, late]);
  clearTimeout(timer);
  return outcome;
}

/** Sequences that the screens use themselves are taken out; what is left must be text. */
function isHarmless(written: string, isFull: boolean): void {
  // deno-lint-ignore no-control-regex
  const own = isFull ? /\x1b\[(?:[\d;]*[mHGK]|\?(?:25|2026)[hl])/g : /\x1b\[[\d;]*[mCJ]|[\r\n]/g;
  const rest = written.replace(own, "");
  assert.ok(rest.includes("#general"), `nothing was shown: ${JSON.stringify(rest)}`);
  // deno-lint-ignore no-control-regex
  const harmful = /[\x00-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]/.exec(rest);
  assert.equal(harmful, null, JSON.stringify(rest.slice(Math.max(0, (harmful?.index ?? 0) - 20))));
}
