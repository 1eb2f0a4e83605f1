/** Accounts over a restart, and with `chat user` beside a running server; with real programs. */
import assert from "node:assert/strict";
import { chat } from "../cli/chat.ts";
import { testPostgres } from "../postgres.ts";
import { plain } from "../world.ts";
import { Peer } from "./listening.ts";
import { type Configuration, EMBEDDED, Installation, type Keeping } from "./program.ts";

const ACCOUNTS: Configuration = { accounts: { passwordHashCost: "lowest" } };
const PASSWORD = "sesame-street";

async function connect(port: number): Promise<Peer> {
  return new Peer(await Deno.connect({ hostname: "127.0.0.1", port }));
}

/** A user who is on the network, logged in to the account of that name if `password` is given. */
async function user(port: number, nick: string, password?: string): Promise<Peer> {
  const peer = await connect(port);
  await peer.send(`CAP LS 302\r\nNICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\n`);
  if (password !== undefined) {
    await peer.send(`AUTHENTICATE PLAIN\r\nAUTHENTICATE ${plain(nick, password)}\r\n`);
    await peer.until(/ 903 /);
  }
  await peer.send("CAP END\r\n");
  await peer.until(/ (376|422) /);
  return peer;
}

async function namesOf(peer: Peer, channel: string): Promise<string[]> {
  await peer.send(`NAMES ${channel}\r\n`);
  const line = await peer.until(new RegExp(` 353 \\S+ \\S ${channel} `));
  await peer.until(/ 366 /);
  return line.replace(/^.* #\S+ :?/, "").split(" ").sort();
}

/** What is there after the server has ended, asked or not, and was started again. */
async function survives(keeping: Keeping, end: "stop" | "kill"): Promise<void> {
  await using installation = await Installation.make(keeping, ACCOUNTS);
  const { port } = await (await installation.serve()).listening;
  {
    using ann = await user(port, "ann");
    await ann.send(`REGISTER * * ${PASSWORD}\r\n`);
    await ann.until(/ REGISTER SUCCESS ann /);
    await ann.send("PRIVMSG NickServ :set always-on true\r\n");
    await ann.until(/Always-on is on/);
    await ann.send("JOIN #tea\r\nTOPIC #tea :Earl Grey\r\nMODE #tea +b eve!*@*\r\n");
    await ann.send("JOIN #milk\r\nPRIVMSG ChanServ :REGISTER #milk\r\n");
    await ann.until(/MODE #milk \+q ann/);
    await ann.until(/#milk is registered to ann/);
  }
  await installation[end]();
  await (await installation.serve()).listening;

  using bob = await user(port, "bob");
  await bob.send("JOIN #tea\r\n");
  assert.match(await bob.until(/ 332 /), / 332 bob #tea :Earl Grey$/);
  await bob.until(/ 366 bob #tea /);
  assert.deepEqual(await namesOf(bob, "#tea"), ["@ann", "bob"]);
  await bob.send("JOIN #milk\r\n");
  await bob.until(/ 366 bob #milk /);
  assert.deepEqual(await namesOf(bob, "#milk"), ["bob", "~ann"]);

  using eve = await user(port, "eve");
  await eve.send("JOIN #tea\r\n");
  await eve.until(/ 474 eve #tea /);
  await eve.send("NICK ann\r\n");
  await eve.until(/ 433 eve ann /);

  using ann = await user(port, "ann", PASSWORD);
  await ann.until(/^:ann!\S+ JOIN #tea$/);
  await ann.until(/^:ann!\S+ JOIN #milk$/);
}

Deno.test("after SIGTERM all is there again, in the embedded database", () =>
  survives(EMBEDDED, "stop"));

Deno.test("after SIGKILL all is there again, in the embedded database", () =>
  survives(EMBEDDED, "kill"));

Deno.test("after SIGKILL all is there again, in PostgreSQL", async () => {
  await using server = await testPostgres();
  await survives({ kind: "postgres", url: server.url }, "kill");
});

Deno.test("a running server notices what chat user does", async () => {
  await using server = await testPostgres();
  await using installation = await Installation.make(
    { kind: "postgres", url: server.url },
    ACCOUNTS,
  );
  const { port } = await (await installation.serve()).listening;
  const run = async (...args: string[]) => {
    const [, ...options] = installation.command.slice(0, 3);
    const { code, stderr } = await chat(["user", ...args, ...options], {
      env: { CHAT_PASSWORD: PASSWORD },
    });
    assert.deepEqual([code, stderr], [0, ""]);
  };
  await run("add", "ann");
  {
    using guest = await user(port, "guest");
    await guest.send("NICK ann\r\n");
    await guest.until(/ 433 guest ann /);
    using ann = await user(port, "ann", PASSWORD);
    await run("remove", "ann");
    await ann.until(/ 901 ann /);
    await ann.send("NICK annie\r\n");
    await ann.until(/ NICK annie$/);
    await guest.send("NICK ann\r\n");
    await guest.until(/^:guest!\S+ NICK ann$/);
  }
});

Deno.test("while the server has the embedded database open, chat user says so", async () => {
  await using installation = await Installation.make(EMBEDDED, ACCOUNTS);
  const program = await installation.serve();
  const [, ...options] = installation.command.slice(0, 3);
  assert.deepEqual(
    await chat(["user", "add", "ann", ...options], { env: { CHAT_PASSWORD: PASSWORD } }),
    {
      code: 75,
      stdout: "",
      stderr: `Another chat server (process ${program.pid}) has the data directory ` +
        `"${installation.dataDir}" open. Stop it first, or choose another directory with --data-dir.\n`,
    },
  );
});
