/** The full screen on real terminals. */
import assert from "node:assert/strict";
import { Listening } from "../../whole/listening.ts";
import { client, hasTmux, Terminal, Tmux } from "./tmux.ts";

const SETTINGS = { flood: false } as const;

/** Ignored where there is no tmux to draw a terminal. */
function onTerminals(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: hasTmux ? name : `${name} (needs tmux)`, ignore: !hasTmux, fn });
}

onTerminals(
  "two people talk, with wide characters, and a resize changes no more than the size",
  async () => {
    await using server = new Listening(SETTINGS);
    await using tmux = new Tmux();
    const ann = await tmux.connect(server.port, "ann", 110);
    await ann.shows(/^\[ann #general\] *$/m);
    const bob = await tmux.connect(server.port, "bob", 60, 14);
    await bob.shows(/^\[bob #general\] *$/m);
    await ann.shows(/@ann[^]* bob/);
    await ann.types("-l", "日本語 👩‍👩‍👧 é ok");
    await ann.types("Enter");
    await bob.shows(/ann │ 日本語 .* é ok$/m);
    await bob.types("-l", "seen");
    await ann.shows(/bob is typing…/);
    await bob.types("Enter");
    await ann.shows(/bob │ seen +│/);
    await ann.resize(50, 12);
    const small = await ann.shows(/^\[ann #general\] *$/m);
    await ann.shows(/bob │ seen$/m);
    assert.doesNotMatch(await ann.screen(), /@ann/, "a narrow terminal has no room for the list");
    assert.ok(small.split("\n").every((row) => row.length <= 50), small);
    await ann.resize(110, 24);
    await ann.shows(/@ann[^]*bob │ seen/);
    await ann.types("chao", "Enter");
    await ann.shows(/^ended with 0\n icanon$/m);
    await bob.types("C-c");
    await bob.shows(/Leave\?/);
    await bob.types("C-c");
    await bob.shows(/^ended with 0\n icanon$/m);
  },
);

onTerminals(
  "10,000 pasted lines are refused kindly; five thousand old ones can be read",
  async () => {
    await using server = new Listening(SETTINGS);
    using bot = await server.user("bot");
    await bot.send("JOIN #general\r\nPING joined\r\n");
    await bot.until(/PONG \S+ joined/);
    const total = 5200;
    for (let i = 0; i < total; i += 100) {
      server.world.now += 1000;
      const lines = Array.from(
        { length: 100 },
        (_, j) => `PRIVMSG #general :message ${i + j}.\r\n`,
      );
      await bot.send(`${lines.join("")}PING ${i}\r\n`);
      await bot.until(new RegExp(`PONG \\S+ ${i}$`));
    }
    await using tmux = new Tmux();
    const ann = await tmux.connect(server.port, "ann", 80, 50);
    await ann.shows(/message 5199\./);
    await ann.paste(
      Array.from({ length: 10_000 }, (_, i) => `line ${i}`).join("\n"),
    );
    await ann.shows(/The 10000 lines that you pasted were not taken/);
    assert.match(await ann.screen(), /\[ann #general\] *\n*$/);
    for (let tries = 0; tries < 60 && !/message 0\./.test(await ann.screen()); tries++) {
      await ann.types("-N", "5", "PageUp");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await ann.shows(/This is where|message 0\.[^]*message 1\./);
    await ann.types("M-End");
    await ann.shows(/message 5199\./);
  },
);

onTerminals("the server restarts while somebody types", async () => {
  const first = new Listening(SETTINGS);
  const { port } = first;
  await using tmux = new Tmux();
  const ann = await tmux.connect(port, "ann");
  await ann.shows(/^\[ann #general\] *$/m);
  await ann.types("-l", "half a ");
  await ann.shows(/half a/);
  await first[Symbol.asyncDispose]();
  await ann.shows(/No connection; again in \d s/);
  await ann.types("-l", "line");
  await using _second = new Listening(SETTINGS, { port }, undefined, first.world);
  await ann.shows(/^\[ann #general\] half a line *$/m);
  for (let tries = 0; /No connection/.test(await ann.screen()) && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await ann.types("Enter");
  await ann.shows(/ann │ half a line$/m);
});

onTerminals("where no shell waits, Ctrl-Z stops nothing and breaks nothing", async () => {
  await using server = new Listening(SETTINGS);
  await using tmux = new Tmux();
  const ann = await tmux.connect(server.port, "ann");
  await ann.shows(/^\[ann #general\] *$/m);
  await ann.types("C-z");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await ann.types("-l", "still here");
  await ann.shows(/^\[ann #general\] still here *$/m);
  await ann.types("Enter");
  await ann.shows(/ann │ still here$/m);
});

onTerminals("whoever asks the client to end, the terminal is left as it was", async () => {
  await using server = new Listening(SETTINGS);
  await using tmux = new Tmux();
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    const ann = await tmux.connect(server.port, signal.toLowerCase());
    await ann.shows(/^\[\w+ #general\] *$/m);
    await ann.signal(signal);
    await ann.shows(/^Interrupted\.\nended with 130\n icanon$/m);
  }
});

onTerminals(
  "a mistake in chat itself is told where it can be read, not on the screen that goes",
  async () => {
    await using server = new Listening(SETTINGS);
    await using tmux = new Tmux();
    const mistakes = {
      error: "setTimeout(() => { throw new TypeError('no tea'); })",
      rejection: "Promise.reject(new TypeError('no tea'))",
    };
    for (const [nick, mistake] of Object.entries(mistakes)) {
      const preload = await Deno.makeTempFile({ suffix: ".js" });
      await Deno.writeTextFile(preload, `Deno.addSignalListener("SIGUSR2", () => ${mistake});`);
      const ann = await tmux.connect(server.port, nick, 80, 24, `--preload ${preload}`);
      await ann.shows(/^\[\w+ #general\] *$/m);
      await ann.signal("SIGUSR2");
      await ann.shows(
        /^chat stopped because of a mistake [^]*no tea[^]*\nended with 70\n icanon$/m,
      );
      await Deno.remove(preload);
    }
  },
);

onTerminals("when the terminal goes, so does the client, as if it was asked to", async () => {
  await using server = new Listening(SETTINGS);
  await using tmux = new Tmux();
  const file = await Deno.makeTempFile();
  for (const option of ["", "--lines"]) {
    const ends = `trap "" HUP; ${client(server.port, "ann")} ${option}; echo $? > ${file}`;
    await tmux.run("new-session", "-d", "-s", "ann", ends);
    // Without its last session tmux would end.
    await tmux.run("new-session", "-d", "-s", "other", "sleep 60");
    await new Terminal(tmux, "ann").shows(/^\[ann #general\] *$/m);
    await tmux.run("kill-session", "-t", "ann");
    let code = "";
    for (const until = performance.now() + 10_000; code === "" && performance.now() < until;) {
      code = await Deno.readTextFile(file);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    assert.equal(code, "130\n", option);
    await Deno.writeTextFile(file, "");
    await tmux.run("kill-session", "-t", "other").catch(() => {});
  }
  await Deno.remove(file);
});
