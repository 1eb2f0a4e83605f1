/** History on the wire, from a real database, before and after a restart of the server. */
import assert from "node:assert/strict";
import { DEFAULTS, type Settings } from "../../src/config.ts";
import { SILENT } from "../../src/log.ts";
import { type RunningServer, serve } from "../../src/server/serve.ts";
import { openStore } from "../../src/store/mod.ts";
import { execute, freshDatabase, testPostgres } from "../postgres.ts";
import { Peer } from "./listening.ts";

const CAPS =
  "batch draft/chathistory draft/event-playback draft/message-redaction draft/multiline " +
  "draft/read-marker echo-message message-tags sasl server-time soju.im/search";
const PASSWORD = "tea for two";

async function start(url: string): Promise<RunningServer> {
  const settings: Settings = {
    ...DEFAULTS,
    database: { url, schema: "chat_schema" },
    accounts: { ...DEFAULTS.accounts, passwordHashCost: "lowest" },
    channels: { ...DEFAULTS.channels, autoJoin: [] },
    listeners: DEFAULTS.listeners.map((listener) => ({ ...listener, port: 0 })),
  };
  const store = await openStore({ ...settings, log: SILENT });
  return await serve(settings, store, SILENT, () => Promise.resolve(settings));
}

/** A client of somebody who has an account, or makes it now. */
async function come(server: RunningServer, nick: string, command: "REGISTER" | "AUTHENTICATE") {
  const port = server.addresses[0]?.port ?? 0;
  const peer = new Peer(await Deno.connect({ hostname: "127.0.0.1", port }));
  await peer.send(
    `CAP LS 302\r\nCAP REQ :${CAPS}\r\nNICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\n`,
  );
  if (command === "REGISTER") {
    await peer.send(`CAP END\r\nREGISTER * * :${PASSWORD}\r\n`);
    await peer.until(/ REGISTER SUCCESS /);
  } else {
    const plain = btoa(`\0${nick}\0${PASSWORD}`);
    await peer.send(`AUTHENTICATE PLAIN\r\nAUTHENTICATE ${plain}\r\nCAP END\r\n`);
    await peer.until(/ (422|376) /);
  }
  return peer;
}

/** Asks, and gives what comes until the batch ends, without tags. */
async function answer(peer: Peer, question: string, type: string): Promise<string[]> {
  await peer.send(`${question}\r\n`);
  const open = await peer.until(RegExp(` BATCH \\+\\S+ ${type}`));
  const id = / BATCH \+(\S+) /.exec(open)?.[1];
  const lines: string[] = [];
  for (;;) {
    const line = await peer.until(/./);
    if (line.endsWith(` BATCH -${id}`)) return lines;
    lines.push(line.replace(/^@\S+ /, "").replace(/ BATCH ([+-])\S+/, " BATCH $1id"));
  }
}

const msgidOf = (line: string) => /msgid=([^; ]+)/.exec(line)?.[1] ?? "";

Deno.test("what was said, taken back, read and searched is the same after a restart", async () => {
  await using postgres = await testPostgres();
  await using database = await freshDatabase(postgres);
  let server = await start(database.url);
  try {
    let ann = await come(server, "ann", "REGISTER");
    const bob = await come(server, "bob", "REGISTER");
    await ann.send("JOIN #tea\r\n");
    await ann.until(/ 366 /);
    await bob.send("JOIN #tea\r\n");
    await bob.until(/ 366 /);
    await bob.send("QUIT\r\n");
    await ann.until(/ QUIT /);
    bob[Symbol.dispose]();
    await ann.send(
      "BATCH +1 draft/multiline #tea\r\n@batch=1 PRIVMSG #tea :green\r\n" +
        "@batch=1 PRIVMSG #tea :or black\r\nBATCH -1\r\n",
    );
    const multiline = await ann.until(/ BATCH \+\S+ draft\/multiline/);
    await ann.send(`@+draft/react=x;+draft/reply=${msgidOf(multiline)} TAGMSG #tea\r\n`);
    await ann.until(/ TAGMSG /);
    await ann.send("PRIVMSG #tea :my password is tea\r\n");
    const secret = await ann.until(/password/);
    await ann.send(`REDACT #tea ${msgidOf(secret)} :oops\r\nPRIVMSG bob :Are you there?\r\n`);
    await ann.until(/ REDACT #tea \S+ oops$/);
    const letter = await ann.until(/ PRIVMSG bob /);
    const readUpTo = `timestamp=${/time=([^; ]+)/.exec(letter)?.[1]}`;
    await ann.send(`MARKREAD #tea ${readUpTo}\r\n`);
    await ann.until(/ MARKREAD #tea timestamp=/);

    const events = [
      ":ann!ann@127.0.0.1 JOIN #tea",
      ":bob!bob@127.0.0.1 JOIN #tea",
      ":bob!bob@127.0.0.1 QUIT Quit",
      ":ann!ann@127.0.0.1 BATCH +id draft/multiline #tea",
      ":ann!ann@127.0.0.1 PRIVMSG #tea :green",
      ":ann!ann@127.0.0.1 PRIVMSG #tea :or black",
      ":ann!ann@127.0.0.1 BATCH -id",
      ":ann!ann@127.0.0.1 TAGMSG #tea",
      `:ann!ann@127.0.0.1 REDACT #tea ${msgidOf(secret)} oops`,
    ];
    const question = "CHATHISTORY LATEST #tea * 50";
    assert.deepEqual(await answer(ann, question, "chathistory"), events);
    await server.close("restart");
    ann[Symbol.dispose]();
    const here = "select 1 from chat_schema.read_markers where target = '*'";
    assert.equal((await execute(database.url, here)).length, 2, "both were here, and are gone");

    server = await start(database.url);
    ann = await come(server, "ann", "AUTHENTICATE");
    await ann.send("JOIN #tea\r\n");
    assert.match(await ann.until(/ MARKREAD /), RegExp(` MARKREAD #tea ${readUpTo}$`));
    await ann.until(/ 366 /);
    const again = await answer(ann, question, "chathistory");
    assert.deepEqual(again.slice(0, events.length), events);
    assert.deepEqual(
      await answer(ann, "SEARCH text=BLACK\\sgre", "soju.im/search"),
      events.slice(3, 7),
    );
    assert.deepEqual(await answer(ann, "SEARCH text=password", "soju.im/search"), []);

    const back = await come(server, "bob", "AUTHENTICATE");
    const window = "timestamp=2020-01-01T00:00:00.000Z timestamp=2200-01-01T00:00:00.000Z";
    const targets = await answer(
      back,
      `CHATHISTORY TARGETS ${window} 9`,
      "draft/chathistory-targets",
    );
    assert.match(targets.join(), /^:chat\.local CHATHISTORY TARGETS ann \S+Z$/);
    assert.deepEqual(
      await answer(back, "CHATHISTORY LATEST ann * 9", "chathistory"),
      [":ann!ann@127.0.0.1 PRIVMSG bob :Are you there?"],
    );
    for (const peer of [ann, back]) peer[Symbol.dispose]();
    const rows = await execute(database.url, "select text from chat_schema.messages");
    assert.doesNotMatch(JSON.stringify(rows), /password/);
  } finally {
    await server.close("end of test");
  }
});
