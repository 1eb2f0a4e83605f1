/**
 * How the full-screen client feels, measured on a real terminal (`script` of util-linux makes one): the first
 * screen, a key until it is painted, memory, and the prompt while a thousand messages a second arrive.
 *
 *     deno task bench:terminal [COMMAND OF THE CLIENT]
 */
import { LineReader } from "../src/irc/lines.ts";
import { parse } from "../src/irc/message.ts";

const LINES = 50_000;
const KEYS = 60;
/** As `deno task connect` runs it. */
const FLAGS = "--v8-flags=--max-semi-space-size=1,--optimize-for-size,--lite-mode";
const client = Deno.args.length > 0 ? Deno.args : [Deno.execPath(), "run", "-A", FLAGS, "main.ts"];

/** The least server that the client can be on; says as much as it is told to. */
class Talker {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  #conn: Deno.Conn | undefined;
  #said = 0;

  constructor() {
    void this.#serve();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  async says(count: number): Promise<void> {
    let text = "";
    for (let i = 0; i < count; i++) {
      const id = ++this.#said;
      const time = new Date(Date.UTC(2026, 0, 1) + id * 100).toISOString();
      const words = `message ${id} about tea, 你好 and ${"biscuits ".repeat(id % 9)}`;
      text += `@time=${time};msgid=m${id} :nick${id % 23}!u@host PRIVMSG #general :${words}\r\n`;
    }
    await this.#write(text);
  }

  close(): void {
    this.#conn?.close();
    this.#listener.close();
  }

  async #write(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) at += await this.#conn?.write(bytes.subarray(at)) ?? 0;
  }

  async #serve(): Promise<void> {
    const conn = this.#conn = await this.#listener.accept();
    const reader = new LineReader();
    const buffer = new Uint8Array(16_384);
    for (;;) {
      const count = await conn.read(buffer).catch(() => null);
      if (count === null) return;
      for (const { text } of reader.push(buffer.subarray(0, count))) await this.#answer(text);
    }
  }

  async #answer(line: string): Promise<void> {
    const { command, params } = parse(line) ?? { command: "", params: [] };
    const caps = "batch echo-message message-tags server-time";
    if (command === "CAP" && params[0] === "LS") await this.#write(`:s CAP * LS :${caps}\r\n`);
    if (command === "CAP" && params[0] === "REQ") {
      await this.#write(`:s CAP * ACK :${params[1]}\r\n`);
    }
    if (command === "CAP" && params[0] === "END") {
      await this.#write(
        ":s 001 ann :Hi\r\n:s 005 ann CASEMAPPING=ascii :are\r\n:s 422 ann :none\r\n",
      );
    }
    if (command === "JOIN") await this.#write(":ann!u@host JOIN #general\r\n");
    if (command === "PING") await this.#write(`:s PONG s ${params[0]}\r\n`);
  }
}

/** A terminal with the client on it. */
class Screen {
  /** What was written on it since the last look. */
  written = "";
  #came = Promise.withResolvers<void>();
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;

  constructor(port: number) {
    const connect = `${
      client.join(" ")
    } connect --no-config --host 127.0.0.1 --port ${port} --user ann`;
    this.#child = new Deno.Command("script", {
      args: ["-qefc", `stty cols 120 rows 40; exec ${connect}`, "/dev/null"],
      env: { TERM: "xterm-256color", SHELL: "/bin/sh" },
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#keys = this.#child.stdin.getWriter();
    void this.#read();
  }

  async types(keys: string): Promise<void> {
    this.written = "";
    await this.#keys.write(new TextEncoder().encode(keys));
  }

  async until(text: string): Promise<void> {
    while (!this.written.includes(text)) {
      await this.#came.promise;
    }
  }

  /** Milliseconds from a key to its paint. */
  async keyToPaint(key: string): Promise<number> {
    const began = performance.now();
    await this.types(key);
    await this.until("\x1b[?2026l");
    return performance.now() - began;
  }

  /** The client's process: the one that `script` has started. */
  async resident(): Promise<number> {
    const { pid } = this.#child;
    const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`);
    const status = await Deno.readTextFile(`/proc/${children.trim().split(" ")[0]}/status`);
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
  }

  async close(): Promise<void> {
    await this.types("\x03\x03\x03");
    await this.#child.status;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#child.stdout) {
      this.written += decoder.decode(bytes, { stream: true });
      const came = this.#came;
      this.#came = Promise.withResolvers();
      came.resolve();
    }
  }
}

function shown(name: string, samples: number[], unit: string): void {
  samples.sort((a, b) => a - b);
  const at = (part: number) =>
    (samples[Math.min(samples.length - 1, Math.floor(part * samples.length))] ?? NaN).toFixed(1);
  console.log(`${name.padEnd(44)} median ${at(0.5)} ${unit}, 95 % ${at(0.95)}, worst ${at(1)}`);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const firsts: number[] = [];
for (let i = 0; i < 5; i++) {
  const talker = new Talker();
  const began = performance.now();
  const screen = new Screen(talker.port);
  await screen.until("[ann");
  firsts.push(performance.now() - began);
  await screen.until("#general] ");
  await screen.close();
  talker.close();
}
shown("first screen", firsts, "ms");

const talker = new Talker();
const screen = new Screen(talker.port);
await screen.until("#general] ");
for (let said = 0; said < LINES; said += 1000) await talker.says(1000);
await screen.until(`message ${LINES} `);
await pause(500);
const keys: number[] = [];
for (let i = 0; i < KEYS; i++) {
  keys.push(await screen.keyToPaint("x"));
  await pause(20);
}
shown(`a key until its paint, ${LINES} lines of history`, keys, "ms");
const pages: number[] = [];
for (let i = 0; i < KEYS; i++) pages.push(await screen.keyToPaint("\x1b[5~"));
shown("PgUp until its paint", pages, "ms");
console.log(`resident with ${LINES} lines: ${(await screen.resident()).toFixed(0)} MB`);

await screen.types("\x1b[1;3F\x15");
let isTalking = true;
const talking = (async () => {
  while (isTalking) {
    await talker.says(50);
    await pause(50);
  }
})();
await pause(300);
const lagging: number[] = [];
for (let i = 0; i < KEYS; i++) {
  const letter = String.fromCharCode(97 + i % 26);
  const began = performance.now();
  await screen.types(letter);
  // Paints of what arrives come in between; the prompt's row is the one with the letter in it.
  await screen.until(`\x1b[1m[ann #general] \x1b[0m${typed(i)}`);
  lagging.push(performance.now() - began);
  await pause(30);
}
isTalking = false;
await talking;
shown("a key while 1,000 messages a second arrive", lagging, "ms");
console.log(`resident at the end: ${(await screen.resident()).toFixed(0)} MB`);
await screen.close();
talker.close();

function typed(upTo: number): string {
  return Array.from({ length: upTo + 1 }, (_, i) => String.fromCharCode(97 + i % 26)).join("");
}
