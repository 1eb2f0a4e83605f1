/** The full screen on our server: real sockets, a store in memory, keys in and drawn text out. */
import assert from "node:assert/strict";
import { Listening } from "../../whole/listening.ts";
import { PASSWORD } from "../../world.ts";
import { Pane } from "./pane.ts";
import { Person } from "./person.ts";

const ALT_UP = "\x1b[1;3A";
const ALT_LEFT = "\x1b[1;3D";
const PAGE_UP = "\x1b[5~";
const WHEEL_UP = "\x1b[<64;10;5M";
const WHEEL_DOWN = "\x1b[<65;10;5M";

Deno.test("two people talk, and see each other come, type and go", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  {
    await using bob = await Person.in(server, "bob");
    await ann.pane.until("bob joined");
    await bob.pane.types("hel");
    await ann.pane.until("bob is typing…");
    await bob.pane.types("lo\r");
    await ann.pane.until("bob │ hello");
    await ann.pane.untilGone("is typing");
    await bob.pane.until("bob │ hello");
    await ann.pane.line("hi bob");
    await bob.pane.until("ann │ hi bob");
  }
  await ann.pane.until("bob left (chao)");
  ann.pane.shows(`
 #tea  no topic


      This is where the conversation begins.
───────────────── Thursday 1 January 2026 ──────────────────
00:00           -- │ You joined #tea
00:00            ↔ │ bob joined
00:00          bob │ hello
00:00          ann │ hi bob
00:00            ↔ │ bob left (chao)
 00:00 ann 2:#tea (1 person)
[ann #tea]`);
});

Deno.test("a private message opens a buffer by itself, and calls", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  await bob.pane.line("@ann: psst");
  await ann.pane.until("3:bob(1)");
  assert.deepEqual(ann.pane.calls, ["bob: psst"]);
  await ann.pane.types("\x1ba");
  await ann.pane.until("in private with bob");
  await ann.pane.until("bob │ psst");
  await ann.pane.line("what?");
  await bob.pane.until("3:ann(1)");
  await ann.pane.types("\x1b/");
  await ann.pane.until("[ann #tea]");
});

Deno.test("what is new while one looks elsewhere is below the unread line", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  await bob.pane.line("seen");
  await ann.pane.until("bob │ seen");
  server.world.now += 1000;
  await ann.pane.types(ALT_LEFT);
  await bob.pane.line("ann: and this?");
  await ann.pane.until("2:#tea(1)");
  await ann.pane.types("\x1ba");
  await ann.pane.until(/bob │ seen\n─+ unread ─+\n.*bob │ ann: and this\?/);
  assert.deepEqual(ann.pane.calls, ["bob #tea: ann: and this?"]);
});

Deno.test("a message is answered, reacted to, corrected and taken back", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(80, 24) });
  await using bob = await Person.in(server, "bob", { pane: new Pane(80, 24) });
  await bob.pane.line("tee is ready");
  await ann.pane.until("bob │ tee is ready");
  await ann.pane.types(`${ALT_UP}r`);
  await ann.pane.until("Reply to bob: tee is ready");
  await ann.pane.line("coming");
  await bob.pane.until(/ann │ ↪ bob: tee is ready\n.* │ coming/);
  await ann.pane.types(`${ALT_UP}${ALT_UP}=`);
  await ann.pane.until("React with");
  await ann.pane.line("heart");
  await bob.pane.until(/bob │ tee is ready\n.* │ \[❤️ ann\]/);
  await bob.pane.types(`${ALT_UP}${ALT_UP}e`);
  await bob.pane.until("Correct: tee is ready");
  await bob.pane.types("\x15");
  await bob.pane.line("tea is ready");
  await ann.pane.until("bob │ tea is ready");
  await ann.pane.until("(taken back by bob)");
  await bob.pane.line("/redact");
  await ann.pane.untilGone("tea is ready");
});

Deno.test("a message of several lines arrives as one", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  await bob.pane.types("one\x1b\rtwo\x1b\r  three\r");
  await ann.pane.until(/bob │ one\n +│ two\n +│ {3}three/);
  await bob.pane.until(/bob │ one\n +│ two\n +│ {3}three/);
});

Deno.test("a paste of some lines is asked about, a huge one refused kindly", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(100, 20) });
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`).join("\r");
  await ann.pane.types(`\x1b[200~${lines(6)}\x1b[201~`);
  await ann.pane.until("Send these 6 lines as one message?");
  await ann.pane.types("\r");
  await ann.pane.until("│ line 5");
  await ann.pane.types(`\x1b[200~${lines(10_000)}\x1b[201~`);
  await ann.pane.until("The 10000 lines that you pasted were not taken");
  assert.ok(ann.pane.text.endsWith("[ann #tea]"), "the line stays as it was");
});

Deno.test("older history loads by itself, and new text does not move what is read", async () => {
  await using server = new Listening({ flood: false });
  using bot = await server.user("bot");
  await bot.send("JOIN #tea\r\n");
  for (let i = 0; i < 300; i++) {
    server.world.now += 10;
    await bot.send(`PRIVMSG #tea :message ${i}.\r\nPING ${i}\r\n`);
    await bot.until(new RegExp(`PONG \\S+ ${i}$`));
  }
  await using ann = await Person.in(server, "ann");
  await ann.pane.until("message 299.");
  for (let i = 0; i < 80 && !ann.pane.text.includes("message 0."); i++) {
    await ann.pane.types(PAGE_UP);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await ann.pane.until("message 0.");
  const before = ann.pane.text;
  await bot.send("PRIVMSG #tea :something new\r\n");
  await ann.pane.until(/\d{3} more below/);
  const conversation = (text: string) => text.split("\n").slice(1, -2).join("\n");
  assert.equal(conversation(ann.pane.text), conversation(before));
  await ann.pane.types("\x1b[1;3F");
  await ann.pane.until("something new");
});

Deno.test("the server restarts in mid-typing: the line stays, nothing is missed or doubled", async () => {
  const first = new Listening();
  const { port } = first;
  await using ann = await Person.in(first, "ann");
  await ann.pane.line("before");
  await ann.pane.until("ann │ before");
  await ann.pane.types("half a li");
  await first[Symbol.asyncDispose]();
  await ann.pane.until("No connection; ");
  await ann.pane.types("ne");
  await ann.pane.types("\r");
  await ann.pane.until("There is no connection now");
  await using second = new Listening({}, { port }, undefined, first.world);
  using bot = await second.user("bot");
  second.world.now += 5000;
  await bot.send("JOIN #tea\r\nPRIVMSG #tea :said meanwhile\r\n");
  await ann.pane.until("bot │ said meanwhile");
  await ann.pane.untilGone("No connection");
  assert.ok(ann.pane.text.endsWith("[ann #tea] half a line"));
  await ann.pane.types("\r");
  await ann.pane.until("ann │ half a line");
  assert.equal(ann.pane.text.split("before").length, 2);
  assert.equal(ann.pane.text.split("said meanwhile").length, 2);
});

Deno.test("what was not delivered is marked, and sent again under the same id without a double", async () => {
  const first = new Listening();
  const { port } = first;
  await using ann = await Person.in(first, "ann", { pane: new Pane(100, 16) });
  first.world.store.down = "the database is away";
  await ann.pane.line("important");
  await ann.pane.until("not delivered");
  first.world.store.down = undefined;
  await ann.pane.types(`${ALT_UP}\r`);
  await ann.pane.until("ann │ important");
  await ann.pane.untilGone("not delivered");
  assert.equal(port, first.port);
  await first[Symbol.asyncDispose]();
});

Deno.test("commands that do not exist are never sent; two slashes send one", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await ann.pane.line("/jion #x");
  await ann.pane.until('There is no command "/jion". Did you mean /join?');
  await ann.pane.line("//shrug");
  await ann.pane.until("ann │ /shrug");
});

Deno.test("Tab completes nicks by who spoke last, channels, commands and emoji", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bea = await Person.in(server, "bea");
  await using bob = await Person.in(server, "bob");
  await bea.pane.line("first");
  await ann.pane.until("first");
  server.world.now += 10;
  await bob.pane.line("second");
  await ann.pane.until("second");
  const typed = () => ann.pane.text.split("\n").at(-1);
  await ann.pane.types("b\t");
  assert.equal(typed(), "[ann #tea] bob:");
  await ann.pane.types("\t");
  assert.equal(typed(), "[ann #tea] bea:");
  await ann.pane.types("\x15:rock\t");
  assert.equal(typed(), "[ann #tea] 🚀");
  await ann.pane.types("\x15/inv\t#t\t");
  assert.equal(typed(), "[ann #tea] /invite #tea");
});

Deno.test("a search shows what was found, and goes there", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await ann.pane.line("the kettle is on");
  await ann.pane.until("ann │ the kettle is on");
  await ann.pane.line("/search kettle");
  await ann.pane.until('1 found for "kettle".');
  await ann.pane.types(`${ALT_UP}\r`);
  await ann.pane.until("[ann #tea]");
});

Deno.test("an account logs in with SASL, and a reserved nick is its own", async () => {
  await using server = new Listening();
  await server.world.account("ann");
  await using ann = await Person.in(server, "ann", {
    account: { name: "ann", password: PASSWORD },
  });
  assert.ok(ann.pane.text.includes("[ann #tea]"));
  const wrong = new Person(server, "ann", { account: { name: "ann", password: "no" } });
  const problem = await wrong.run;
  assert.match(`${problem}`, /does not accept the password of the account "ann"/);
});

Deno.test("the second Ctrl-C asks, and leaves", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await ann.pane.types("half\x03");
  assert.ok(ann.pane.text.endsWith("[ann #tea]"));
  await ann.pane.types("\x03");
  await ann.pane.until("Leave? Ctrl-C again, or y: yes");
  await ann.pane.types("n\x03\x03");
  assert.equal(await ann.run, "left");
});

Deno.test("in Spanish it speaks Spanish", async () => {
  await using server = new Listening();
  const ann = new Person(server, "ann", { language: "es_MX.UTF-8", pane: new Pane(90, 16) });
  await ann.pane.until("Has entrado en #tea");
  await ann.pane.line("/help tema");
  await ann.pane.until(/leer o poner el tema del canal/);
  await ann.pane.line("/nick");
  await ann.pane.until("Escribe: /nick NOMBRE");
  await ann.pane.line("/kick #tea nobody");
  await ann.pane.until(/#tea( nobody)?: No est|nobody: Aquí no hay nadie/);
  await ann[Symbol.asyncDispose]();
});

Deno.test("the lists come and go with their keys and with the room there is", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(110, 12) });
  await ann.pane.until(/1 server +│.*│ 1 person/);
  await ann.pane.types("\x1b[19~");
  await ann.pane.untilGone("@ann");
  await ann.pane.types("\x1b[18~");
  await ann.pane.untilGone("1 server");
  await ann.pane.resize(70, 12);
  assert.doesNotMatch(ann.pane.text, /@ann/);
  await ann.pane.types("\x1b[19~");
  await ann.pane.until("@ann");
});

Deno.test("a line that was typed before is found again, here and anywhere", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  const typed = () => ann.pane.text.split("\n").at(-1);
  await ann.pane.line("the first line");
  await ann.pane.until("ann │ the first line");
  await ann.pane.line("another");
  await ann.pane.types("\x1b[A\x1b[A");
  assert.equal(typed(), "[ann #tea] the first line");
  await ann.pane.types("\x15\x12first\r");
  assert.equal(typed(), "[ann #tea] the first line");
  await ann.pane.types(`\x15${ALT_LEFT}\x1b[1;5A`);
  assert.equal(typed(), "[ann] another");
});

Deno.test("Ctrl-K goes to a conversation by a part of its name, Ctrl-S finds a text here", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await ann.pane.line("/join #biscuits");
  await ann.pane.until("[ann #biscuits]");
  await ann.pane.line("chocolate");
  await ann.pane.until("ann │ chocolate");
  await ann.pane.types("\x0btea\r");
  await ann.pane.until("[ann #tea]");
  await ann.pane.types("\x13chocolate");
  await ann.pane.until('Nothing here says "chocolate".');
  await ann.pane.types("\x1b");
  await ann.pane.until("[ann #tea]");
});

Deno.test("whose messages one ignores are not seen", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  await ann.pane.line("/ignore BOB");
  await bob.pane.line("one");
  await bob.pane.until("bob │ one");
  await ann.pane.line("/unignore bob");
  await bob.pane.line("two");
  await ann.pane.until("bob │ two");
  assert.doesNotMatch(ann.pane.text, /bob │ one/);
});

Deno.test("a second person with the same account reads elsewhere, and nothing stays unread here", async () => {
  await using server = new Listening();
  await server.world.account("ann");
  const account = { name: "ann", password: PASSWORD };
  await using here = await Person.in(server, "ann", { account });
  await using there = new Person(server, "ann", { account });
  await there.pane.until("[ann #tea]");
  await using bob = await Person.in(server, "bob");
  server.world.now += 5000;
  await here.pane.types(ALT_LEFT);
  await bob.pane.line("news");
  await there.pane.until("bob │ news");
  await here.pane.untilGone("2:#tea(1)");
});

Deno.test("while the connection is lost, Enter tries again at once", async () => {
  const first = new Listening();
  const { port } = first;
  await using ann = await Person.in(first, "ann", { pane: new Pane(100, 16), waits: true });
  await first[Symbol.asyncDispose]();
  await ann.pane.until(/No connection; again in \d s \(Enter: now\)/);
  await using _second = new Listening({}, { port }, undefined, first.world);
  await ann.pane.types("\r");
  await ann.pane.untilGone("No connection");
  await ann.pane.line("here again");
  await ann.pane.until("ann │ here again");
});

Deno.test("words that were named call like one's nick, until they are taken away", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await using bob = await Person.in(server, "bob");
  await ann.pane.line("/hilight");
  await ann.pane.until("Only your name calls you.");
  await ann.pane.line("/hilight Kettle");
  await ann.pane.until('"Kettle" calls you from now on');
  await ann.pane.types(ALT_LEFT);
  await bob.pane.line("the kettle!");
  await ann.pane.until("2:#tea(1)");
  assert.deepEqual(ann.pane.calls, ["bob #tea: the kettle!"]);
  await ann.pane.types("/dehilight k\t");
  assert.ok(ann.pane.text.endsWith("/dehilight Kettle"), ann.pane.text);
  await ann.pane.types("\r");
  await ann.pane.until('"Kettle" does not call you any more.');
  await bob.pane.line("no kettle");
  await ann.pane.until("2:#tea(2)");
  assert.equal(ann.pane.calls.length, 1);
});

Deno.test("what is said in a muted conversation calls nobody", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await using bob = await Person.in(server, "bob");
  await ann.pane.line("/mute");
  await ann.pane.until("does not call you any more");
  await ann.pane.types(ALT_LEFT);
  await bob.pane.line("ann: hello?");
  await ann.pane.until("2:#tea(1)");
  assert.deepEqual(ann.pane.calls, []);
});

Deno.test("/lastlog finds what was said here, and goes there", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await ann.pane.line("the kettle is on");
  await ann.pane.line("something else");
  await ann.pane.until("ann │ something else");
  await ann.pane.line("/lastlog KETTLE");
  await ann.pane.until('1 found for "KETTLE".');
  assert.doesNotMatch(ann.pane.text, /something else/);
  await ann.pane.types(`${ALT_UP}\r`);
  await ann.pane.until("[ann #tea]");
});

Deno.test("/edit corrects one's latest message", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await using bob = await Person.in(server, "bob");
  await ann.pane.line("tee");
  await ann.pane.until("ann │ tee");
  await ann.pane.line("/edit tea");
  await bob.pane.until("ann │ tea");
  await bob.pane.until("(taken back by ann)");
});

/** The sentence, wherever the window breaks it. */
const FAILED = /did[\s│]+not[\s│]+end[\s│]+well/;

Deno.test("a command of one's own learns of a call, and its failure is told once", async () => {
  await using server = new Listening();
  const directory = await Deno.makeTempDir({ prefix: "chat-notify-" });
  try {
    const file = `${directory}/calls`;
    const notifyCommand =
      `printf '%s|' "$CHAT_KIND" "$CHAT_NICK" "$CHAT_TARGET" "$CHAT_FROM" "$CHAT_TEXT" >> ${file}; exit 1`;
    await using ann = await Person.in(server, "ann", {
      pane: new Pane(110, 16),
      settings: { notifyCommand },
    });
    await using bob = await Person.in(server, "bob");
    await ann.pane.types(ALT_LEFT);
    await bob.pane.line('ann: $(rm -rf /); `id` "x"');
    await ann.pane.until(FAILED);
    await bob.pane.line("@ann: psst");
    await ann.pane.until("3:bob(1)");
    const expected = 'mention|ann|#tea|bob|ann: $(rm -rf /); `id` "x"|private|ann|bob|bob|psst|';
    const ran = async (calls: string) => {
      for (let waited = 0; (await Deno.readTextFile(file)).length < calls.length; waited += 10) {
        assert.ok(waited < 5000, await Deno.readTextFile(file));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      assert.equal(await Deno.readTextFile(file), calls);
    };
    await ran(expected);
    await bob.pane.line("@ann: and again");
    await ran(`${expected}private|ann|bob|bob|and again|`);
    await bob.pane.line("@ann: the last");
    await ann.pane.until("3:bob(3)");
    assert.equal(ann.pane.text.split(FAILED).length, 2);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("where the clocks differ, what one did stands where it was done", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16), ahead: 3_600_000 });
  await using bob = await Person.in(server, "bob");
  await bob.pane.line("one");
  await ann.pane.until("bob │ one");
  await ann.pane.line("/nick");
  await ann.pane.until("Type: /nick NICK");
  await bob.pane.line("two");
  await ann.pane.until(/You joined[^]*bob │ one\n[^]*Type: [^]*bob │ two/);
});

Deno.test("what one did is corrected as it was typed", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(90, 16) });
  await using bob = await Person.in(server, "bob");
  await ann.pane.line("/me wawes");
  await ann.pane.until("* │ ann wawes");
  await ann.pane.types(`${ALT_UP}e`);
  await ann.pane.until("[ann #tea] /me wawes");
  await ann.pane.types("\x17waves\r");
  await bob.pane.until("* │ ann waves");
  await bob.pane.until("(taken back by ann)");
});

Deno.test("nobody learns that a private message is typed in a channel", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  await bob.pane.types("@ann: a secret");
  await ann.pane.untilGone("is typing");
  await bob.pane.types("\r");
  await ann.pane.until("3:bob(1)");
  assert.doesNotMatch(ann.pane.text, /is typing/);
});

Deno.test("what was unread before the server restarted is so afterwards", async () => {
  const first = new Listening();
  const { port } = first;
  await using ann = await Person.in(first, "ann");
  {
    await using bob = await Person.in(first, "bob");
    await bob.pane.line("@ann: psst");
    await ann.pane.until("3:bob(1)");
  }
  await first[Symbol.asyncDispose]();
  await ann.pane.until("No connection; ");
  await using second = new Listening({}, { port }, undefined, first.world);
  await ann.pane.untilGone("No connection");
  await using bob = await Person.in(second, "bob");
  // The second world begins its msgids anew, and the first one is known already.
  await bob.pane.line("hello");
  await bob.pane.line("@ann: are you there?");
  await ann.pane.until("3:bob(2)");
});

Deno.test("the wheel scrolls, and answers no question", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  for (let i = 1; i <= 20; i++) await bob.pane.line(`line ${i}.`);
  await ann.pane.until("line 20.");
  await ann.pane.types(`half ${WHEEL_UP}`);
  await ann.pane.until("3 more below");
  await ann.pane.types(`a line${WHEEL_DOWN}`);
  await ann.pane.until("[ann #tea] half a line");
  assert.ok(ann.pane.text.includes("line 20."));
  await ann.pane.types("\x03\x03");
  await ann.pane.until("Leave?");
  await ann.pane.types(`\x1b[<0;10;5M\x1b[<0;10;5m${WHEEL_UP}`);
  await ann.pane.until("more below");
  assert.ok(ann.pane.text.includes("Leave?"));
  await ann.pane.types(`n\x1b[1;3F${ALT_UP}${WHEEL_UP}`);
  await ann.pane.until("more below");
  assert.ok(ann.pane.text.includes("r reply"), "the message is still selected");
  await ann.pane.types(`${WHEEL_DOWN}r`);
  await ann.pane.until("Reply to bob: line 20.");
});

Deno.test("what is said to somebody elsewhere is seen here, and so is that it did not arrive", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(120, 14) });
  await ann.pane.line("@nobody: are you there?");
  await ann.pane.until("To nobody: are you there?");
  await ann.pane.until('Not delivered to nobody: "are you there?" (nobody: No such');
  await ann.pane.line("/notice ann note to self");
  await ann.pane.until("To ann: note to self");
});

Deno.test("the keys for a message do what they say to one that a search has found", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(80, 14) });
  await using bob = await Person.in(server, "bob", { pane: new Pane(80, 14) });
  await bob.pane.line("the kettle boils");
  await ann.pane.until("the kettle boils");
  await ann.pane.line("/lastlog kettle");
  await ann.pane.until("1 found");
  await ann.pane.types(ALT_UP);
  await ann.pane.until("Enter go there");
  await ann.pane.types("=");
  await ann.pane.until("React with");
  await ann.pane.line("tea");
  await bob.pane.until(/the kettle boils\n.* │ \[🍵 ann\]/);
  await ann.pane.until("[ann #tea]");
});

Deno.test("no draft is lost to a search or a correction, and who leaves a correction sends nothing", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(80, 14) });
  await ann.pane.line("tee is ready");
  await ann.pane.until("ann │ tee is ready");
  await ann.pane.types("half a draft\x06");
  await ann.pane.until("[ann #tea] /search half a draft");
  await ann.pane.types(`\x15half a draft${ALT_UP}`);
  await ann.pane.until("e correct");
  await ann.pane.types("e");
  await ann.pane.until("[ann #tea] tee is ready");
  await ann.pane.types("\x1b");
  await ann.pane.until(/^\[ann #tea\]$/m);
  await ann.pane.types("\x1b[A");
  await ann.pane.until("[ann #tea] half a draft");
  await ann.pane.types("\x1b[1;5A");
  await ann.pane.until("[ann #tea] tee is ready");
  await ann.pane.types("\x03\x1b[A");
  await ann.pane.until("[ann #tea] half a draft");
});

Deno.test("what Ctrl-S finds stands out at once", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await ann.pane.line("the kettle");
  await ann.pane.until("ann │ the kettle");
  await ann.pane.types("\x13kett");
  await ann.pane.until("Find here: kett");
  const found = ann.pane.picture.rows.flat().flatMap(({ row }) => row)
    .find(({ text }) => text.includes("the kettle"));
  assert.match(found?.look ?? "", /7/);
});

Deno.test("many calls at once are one", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await using bob = await Person.in(server, "bob");
  await ann.pane.types("\x1b[O");
  for (let i = 1; i <= 5; i++) await bob.pane.line(`ann: ${i}!`);
  await ann.pane.until("5!");
  assert.deepEqual(ann.pane.calls, ["bob #tea: ann: 1!"]);
});

Deno.test("/help begins at its beginning, and every explanation keeps its column", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann", { pane: new Pane(100, 12) });
  await ann.pane.line("/help");
  await ann.pane.until(/@NICK: TEXT {2,}goes to one person/);
  assert.match(ann.pane.text, /more below/);
  await ann.pane.line("/help unread");
  await ann.pane.until("Alt-U");
  assert.match(ann.pane.text, /│ Alt-U {2,}the unread line$/m);
  await ann.pane.line("/help clear");
  await ann.pane.until("clear the line");
  const column = (words: string) =>
    (ann.pane.text.split("\n").find((row) => row.includes(words)) ?? "").indexOf(words);
  assert.equal(column("empty the screen"), column("clear the line"));
  await ann.pane.resize(44, 12);
  await ann.pane.until(/│ \/clear\n +│ {3}empty the screen/);
});

Deno.test("/set mouse leaves the wheel to the terminal, and takes it again", async () => {
  await using server = new Listening();
  await using ann = await Person.in(server, "ann");
  await ann.pane.line("/set mouse off");
  await ann.pane.until("mouse is off");
  assert.equal(ann.pane.hasWheel, false);
  await ann.pane.line("/set mouse on");
  await ann.pane.until("mouse is on");
  assert.equal(ann.pane.hasWheel, true);
});
