/** Our client on our server: real sockets, a store in memory. */
import assert from "node:assert/strict";
import { connect } from "../../src/client/connect.ts";
import type { ChatMessage } from "../../src/client/events.ts";
import { identityOf } from "../../src/client/identity.ts";
import { GROUND } from "../../src/client/open.ts";
import { send } from "../../src/client/send.ts";
import { tail, type Tailing } from "../../src/client/tail.ts";
import { Problem } from "../../src/problem.ts";
import { Listening } from "../whole/listening.ts";
import { PASSWORD } from "../world.ts";
import { Desk } from "./desk.ts";

const GENERAL = [{ name: "#general", key: undefined }];
/** Like the real one, but a pause between two attempts is short. */
const IMPATIENT = {
  ...GROUND,
  clock: {
    ...GROUND.clock,
    sleep: (ms: number, signal: AbortSignal) => GROUND.clock.sleep(Math.min(ms, 200), signal),
  },
};

function opening(port: number, name: string) {
  return {
    server: { host: "127.0.0.1", port, localPort: undefined },
    identity: identityOf(name, undefined),
  };
}

Deno.test("a message of several lines is one for tail, and with its id", async () => {
  await using server = new Listening();
  const { port } = server;
  const said = ["one", "two\n  three\n\nfour", "five\nsix"];
  for (const text of said) {
    const one = (async function* () {
      yield text;
    })();
    const sending = { target: "#tea", lines: one, id: undefined, unconfirmed: false };
    await send({ opening: opening(port, "bob"), ...sending }, () => {}, () => {});
  }
  const seen: ChatMessage[] = [];
  const reading = { target: "#tea", count: undefined, follow: false } as const;
  const from = { kind: "since", time: 0 } as const;
  await tail(
    { opening: opening(port, "ann"), from, ...reading },
    (message) => void seen.push(message),
    () => {},
  );
  assert.deepEqual(seen.map(({ text }) => text), said);
  assert.ok(seen.every(({ id }) => id !== undefined));
});

function talks(port: number, name: string, ground = GROUND) {
  const desk = new Desk(true);
  const run = connect(
    { ...opening(port, name), join: GENERAL, historyOnJoin: 20, again: true },
    desk,
    ground,
  ).then(() => "left", (error) => error);
  return { desk, run };
}

/** Sends lines; gives back their ids. */
async function sends(port: number, name: string, target: string, ...texts: string[]) {
  const ids: string[] = [];
  async function* lines(): AsyncGenerator<string> {
    yield* texts;
  }
  await send(
    { opening: opening(port, name), target, lines: lines(), unconfirmed: false },
    (id) => void ids.push(id),
    (text) => assert.fail(text),
  );
  return ids;
}

async function reads(port: number, wanted: Partial<Tailing> = {}): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = [];
  await tail(
    {
      opening: opening(port, "reader"),
      target: "#general",
      from: { kind: "newest" },
      count: undefined,
      follow: false,
      ...wanted,
    },
    (message) => void messages.push(message),
    (text) => assert.fail(text),
  );
  return messages;
}

Deno.test("two people talk in #general and in private, and see each other come and go", async () => {
  await using server = new Listening();
  const ann = talks(server.port, "ann");
  await ann.desk.until("In #general (1): @ann");
  const bob = talks(server.port, "bob");
  await ann.desk.until("-- bob joined #general");
  await bob.desk.until("In #general (2): @ann, bob");
  await bob.desk.types("hello everybody");
  await ann.desk.until(" bob: hello everybody");
  await bob.desk.until(" bob: hello everybody");
  await ann.desk.types("@bob: only for you");
  await bob.desk.until("[private] ann: only for you");
  await ann.desk.until("[private to bob] ann: only for you");
  await bob.desk.types("/me waves");
  await ann.desk.until("* bob waves");
  await bob.desk.types("/nick rob");
  await ann.desk.until("-- bob is now called rob");
  await bob.desk.types("chao");
  await ann.desk.until("-- rob has left (chao)");
  assert.equal(await bob.run, "left");
  ann.desk.ends();
  assert.equal(await ann.run, "left");
});

Deno.test("a second ann is refused with a sentence", async () => {
  await using server = new Listening();
  const ann = talks(server.port, "ann");
  await ann.desk.until("In #general (1): @ann");
  const other = talks(server.port, "ANN");
  const problem = await other.run;
  assert.ok(problem instanceof Problem && problem.exitCode === 69);
  assert.equal(problem.message, 'The name "ANN" is in use on this server. Choose another one.');
  ann.desk.ends();
  await ann.run;
});

Deno.test("what was sent is there under its id, for those who come later, too", async () => {
  await using server = new Listening();
  const ids = await sends(server.port, "clock", "#general", "one", "two", "three");
  assert.equal(new Set(ids).size, 3);
  const all = await reads(server.port);
  assert.deepEqual(all.map(({ id, text, from }) => [id, from, text]), [
    [ids[0], "clock", "one"],
    [ids[1], "clock", "two"],
    [ids[2], "clock", "three"],
  ]);
  const after = await reads(server.port, { from: { kind: "after", id: ids[1] ?? "" } });
  assert.deepEqual(after.map(({ text }) => text), ["three"]);
  const last = await reads(server.port, { count: 1 });
  assert.deepEqual(last.map(({ text }) => text), ["three"]);
  const ann = talks(server.port, "ann");
  await ann.desk.until("clock: three");
  ann.desk.ends();
  await ann.run;
});

Deno.test("a channel that the server puts nobody into can be sent to", async () => {
  await using server = new Listening();
  assert.equal((await sends(server.port, "clock", "#builds", "green")).length, 1);
});

Deno.test("a message to nobody is refused", async () => {
  await using server = new Listening();
  await assert.rejects(sends(server.port, "clock", "nobody", "hello"), {
    exitCode: 69,
    message: '"hello" was not delivered to nobody: nobody: No such nick/channel',
  });
});

Deno.test("when the server comes back, so does the client, into its channels", async () => {
  const first = new Listening();
  const { port } = first;
  const ann = talks(port, "ann", IMPATIENT);
  await ann.desk.until("In #general (1): @ann");
  ann.desk.types("/join #tea");
  await ann.desk.until("In #tea (1): @ann");
  await first[Symbol.asyncDispose]();
  await ann.desk.until(" s)");
  assert.equal(ann.desk.prompted, "[ann #tea, no connection] ");
  await using _second = new Listening({}, { port });
  await ann.desk.until("In #tea (1): @ann");
  assert.equal(ann.desk.prompted, "[ann #tea] ");
  await ann.desk.types("here again");
  await ann.desk.until(" ann: here again");
  ann.desk.ends();
  assert.equal(await ann.run, "left");
});

Deno.test("several lines may be one message, and the same id makes no second one", async () => {
  await using server = new Listening();
  await server.world.account("clock");
  // Who is not logged in is somebody else each time.
  const account = { name: "clock", password: PASSWORD };
  const once = async () => {
    const ids: string[] = [];
    async function* block(): AsyncGenerator<string> {
      yield "one\ntwo";
    }
    const sending = {
      opening: {
        ...opening(server.port, "clock"),
        identity: { ...identityOf("clock", undefined), account },
      },
      target: "#general",
      lines: block(),
      unconfirmed: false,
      id: "build-7",
    };
    await send(sending, (id) => void ids.push(id), (text) => assert.fail(text));
    return ids;
  };
  const first = await once();
  assert.equal(first.length, 1);
  assert.deepEqual(await once(), first);
  const kept = server.world.store.messages.filter(({ kind }) => kind === "PRIVMSG");
  assert.deepEqual(kept.map(({ text }) => text), ["one\ntwo"]);
});
