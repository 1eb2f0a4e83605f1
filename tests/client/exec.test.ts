/** A program as a bot, on our server. */
import assert from "node:assert/strict";
import { exec, type Running } from "../../src/client/exec.ts";
import { identityOf } from "../../src/client/identity.ts";
import { Problem } from "../../src/problem.ts";
import { Listening } from "../whole/listening.ts";

/** A program that is played: it answers each message with what `answer` makes of it. */
class Program implements Running {
  readonly given: string[] = [];
  readonly #said: string[] = [];
  #more = Promise.withResolvers<void>();
  #ended = Promise.withResolvers<number>();
  #over = false;

  constructor(readonly answer: (text: string) => string | undefined) {}

  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  get lines(): AsyncIterable<string> {
    return this.#lines();
  }

  write(line: string): Promise<void> {
    this.given.push(line);
    const answer = this.answer(JSON.parse(line).text);
    if (answer !== undefined) this.#said.push(answer);
    this.#more.resolve();
    return Promise.resolve();
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  exits(code: number): void {
    this.#over = true;
    this.#ended.resolve(code);
    this.#more.resolve();
  }

  async *#lines(): AsyncGenerator<string> {
    for (;;) {
      const line = this.#said.shift();
      if (line !== undefined) yield line;
      else if (this.#over) return;
      else {
        await this.#more.promise;
        this.#more = Promise.withResolvers();
      }
    }
  }
}

function runs(port: number, program: Program): Promise<unknown> {
  return exec(
    {
      opening: {
        server: { host: "127.0.0.1", port, localPort: undefined },
        identity: identityOf("robot", undefined),
      },
      targets: ["#tea"],
      run: () => program,
    },
    (text) => assert.fail(text),
  ).then(() => "done", (error) => error);
}

Deno.test("a program is given what others say, and what it prints is said where that came from", async () => {
  await using server = new Listening();
  using ann = await server.user("ann");
  await ann.send("JOIN #tea\r\nPRIVMSG #tea :before it was there\r\n");
  const program = new Program((text) =>
    text === "to #tea" ? '{"target":"#tea","text":"as told"}' : `you said: ${text}`
  );
  const run = runs(server.port, program);
  await ann.until(/robot!\S+ JOIN #tea/);
  await ann.send("PING there\r\n");
  await ann.until(/PONG/);
  // The program starts when the bot has come in.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await ann.send("PRIVMSG #tea :hello\r\n");
  await ann.until(/robot!\S+ PRIVMSG #tea :you said: hello/);
  await ann.send("PRIVMSG robot :psst\r\n");
  await ann.until(/robot!\S+ PRIVMSG ann :you said: psst/);
  await ann.send("PRIVMSG robot :to #tea\r\n");
  await ann.until(/robot!\S+ PRIVMSG #tea :as told/);
  assert.deepEqual(program.given.map((line) => JSON.parse(line).text), [
    "hello",
    "psst",
    "to #tea",
  ]);
  program.exits(0);
  assert.equal(await run, "done");
});

Deno.test("a program that fails is told with its exit code", async () => {
  await using server = new Listening();
  using ann = await server.user("ann");
  await ann.send("JOIN #tea\r\n");
  const program = new Program(() => undefined);
  const run = runs(server.port, program);
  await ann.until(/robot!\S+ JOIN #tea/);
  program.exits(3);
  const problem = await run;
  assert.ok(problem instanceof Problem);
  assert.equal(problem.message, "The program ended with exit code 3.");
});
