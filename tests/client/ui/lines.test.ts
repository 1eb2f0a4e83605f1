import assert from "node:assert/strict";
import type { Key } from "../../../src/client/ui/keys.ts";
import { LineScreen } from "../../../src/client/ui/lines.ts";
import { Glass } from "./glass.ts";

/** A screen that collects what is entered. */
function screen(width = 40) {
  const glass = new Glass(width);
  const lines = new LineScreen(glass);
  const entered: string[] = [];
  let takes = true;
  const listen = () =>
    lines.listen({
      line(text) {
        entered.push(text);
        return Promise.resolve(takes);
      },
      end: () => void entered.push("(end)"),
      interrupt: () => void entered.push("(interrupt)"),
    });
  return {
    glass,
    lines,
    entered,
    listen,
    refuse: () => takes = false,
    type: (text: string) => {
      for (const character of text) lines.press({ kind: "text", text: character });
    },
    press: (...names: string[]) => {
      for (const name of names) lines.press(key(name));
    },
    print: async (...texts: string[]) => {
      lines.print(texts.map((text) => ({ to: "chat", spans: [{ look: "plain", text }] })));
      await Promise.resolve();
    },
  };
}

function key(name: string): Key {
  return { kind: "key", name };
}

/** After everything that is due now. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

Deno.test("what happens is printed above the line being typed, which stays whole", async () => {
  const { glass, lines, type, print, press } = screen();
  lines.prompt("[ann #tea] ");
  type("hello wor");
  press("left", "left");
  await print("12:00 bob: a");
  await print("12:00 bob: a message that is longer than the terminal is wide");
  assert.equal(
    glass.drawn(),
    `12:00 bob: a
12:00 bob: a message that is longer than
 the terminal is wide
[ann #tea] hello w‸or`,
  );
  type("!");
  assert.equal(glass.drawn().split("\n").at(-1), "[ann #tea] hello w!‸or");
});

Deno.test("an entered line leaves the prompt empty and goes to whoever listens", async () => {
  const { glass, lines, type, press, entered, listen } = screen();
  listen();
  lines.prompt("[ann #tea] ");
  type("hello");
  press("return");
  await later();
  assert.deepEqual(entered, ["hello"]);
  assert.equal(glass.drawn(), "[ann #tea] ‸");
});

Deno.test("lines that are entered before anybody listens are kept in order", async () => {
  const { type, press, entered, listen } = screen();
  for (const text of ["one", "two"]) {
    type(text);
    press("return");
  }
  listen();
  await later();
  assert.deepEqual(entered, ["one", "two"]);
});

Deno.test("a line that cannot be taken is there again", async () => {
  const { glass, lines, type, press, entered, listen, refuse } = screen();
  listen();
  refuse();
  lines.prompt("> ");
  type("hello");
  press("return");
  await later();
  assert.deepEqual(entered, ["hello"]);
  assert.equal(glass.drawn(), "> hello‸");
});

Deno.test("a line that is too long for its row shows the part around the cursor", () => {
  const { glass, lines, type, press } = screen(20);
  lines.prompt("[ann] ");
  type("abcdefghijklmnop");
  assert.equal(glass.drawn(), "[ann] efghijklmnop‸");
  press("home");
  assert.equal(glass.drawn(), "[ann] ‸abcdefghijklm");
  type("X");
  assert.equal(glass.drawn(), "[ann] X‸abcdefghijkl");
});

Deno.test("wide characters take their two columns and are never cut in half", () => {
  const { glass, lines, type, press } = screen(20);
  lines.prompt("[ann] ");
  type("你好你好你好你好");
  assert.equal(glass.drawn(), "[ann] 你好你好你好‸");
  press("left");
  lines.press({ kind: "text", text: "é" });
  assert.match(glass.drawn(), /é‸/);
});

Deno.test("a long prompt leaves room for the line", () => {
  const { glass, lines, type } = screen(20);
  lines.prompt("[annabelle #a-very-long-channel] ");
  type("hello there");
  assert.equal(glass.drawn(), "[annabel> lo there‸");
});

Deno.test("after a resize the line is drawn anew", () => {
  const { glass, lines, type } = screen(30);
  lines.prompt("[ann] ");
  type("hello");
  glass.width = 60;
  lines.redraw();
  assert.equal(glass.drawn(), "[ann] hello‸");
});

Deno.test("everything that comes at a time is written at once", async () => {
  const { glass, lines, print } = screen();
  lines.prompt("> ");
  const before = glass.writes;
  print("one");
  print("two");
  await print("three");
  assert.equal(glass.writes, before + 1);
  assert.equal(glass.drawn(), "one\ntwo\nthree\n> ‸");
});

Deno.test("what others write cannot move the cursor or begin a line", async () => {
  const { glass, lines, print } = screen();
  lines.prompt("> ");
  await print("bob: \x1b[2J\x1b[H\r\n12:00 ann: I owe bob money\x1b[8C");
  assert.equal(
    glass.drawn(),
    "bob: ␛[2J␛[H␍␊12:00 ann: I owe bob money\n␛[8C\n> ‸",
  );
});

Deno.test("Ctrl-C clears the line, then warns, then leaves", async () => {
  const { glass, lines, type, press, entered, listen } = screen(60);
  listen();
  lines.prompt("> ");
  type("hello");
  press("ctrl-c");
  assert.equal(glass.drawn(), "> ‸");
  press("ctrl-c");
  await later();
  assert.equal(glass.drawn(), "-- Ctrl-C once more leaves. So does chao.\n> ‸");
  type("x");
  press("ctrl-c", "ctrl-c");
  assert.deepEqual(entered, []);
  press("ctrl-c");
  assert.deepEqual(entered, ["(interrupt)"]);
});

Deno.test("Ctrl-D leaves on an empty line only", () => {
  const { type, press, entered, listen } = screen();
  listen();
  type("x");
  press("ctrl-d", "backspace", "ctrl-d");
  assert.deepEqual(entered, ["(end)"]);
});

Deno.test("a question takes the next line, and stays on the paper", async () => {
  const { glass, lines, type, press, entered, listen } = screen();
  listen();
  lines.prompt("[ann] ");
  const answer = lines.ask("Server port [5555]: ");
  type("6667");
  assert.equal(glass.drawn(), "Server port [5555]: 6667‸");
  press("return");
  assert.equal(await answer, "6667");
  assert.deepEqual(entered, []);
  assert.equal(glass.drawn(), "Server port [5555]: 6667\n[ann] ‸");
});

Deno.test("Ctrl-C and Ctrl-D answer a question with nothing", async () => {
  for (const name of ["ctrl-c", "ctrl-d"]) {
    const { lines, press } = screen();
    const answer = lines.ask("Your name: ");
    press(name);
    assert.equal(await answer, undefined);
  }
});

Deno.test("closing prints what is still to be printed and wipes the prompt", () => {
  const { glass, lines, print, type } = screen();
  lines.prompt("> ");
  type("half a line");
  print("bye");
  lines.close();
  lines.close();
  assert.equal(glass.drawn(), "bye\n‸");
  assert.ok(glass.closed);
  type("more");
  assert.equal(glass.drawn(), "bye\n‸");
});

Deno.test("/clear empties the terminal, but not the line", () => {
  const { glass, lines, type, print } = screen();
  print("old");
  lines.prompt("> ");
  type("half");
  lines.clear();
  assert.equal(glass.drawn(), "> half‸");
});

Deno.test("a nick that a server gives us cannot steer the terminal from the prompt", () => {
  let written = "";
  const screen = new LineScreen({
    colors: false,
    columns: () => 60,
    write: (text) => void (written += text),
    close() {},
  });
  screen.prompt("[\x1b]0;owned\x07 #general] ");
  assert.ok(written.includes("[␛]0;owned␇ #general] "), JSON.stringify(written));
});
