import assert from "node:assert/strict";
import { decodeKeys, type Key, type Paste } from "../../../src/client/ui/keys.ts";

/** The keys in these chunks, text as itself and others in <angle brackets>. */
async function decoded(...chunks: (string | Uint8Array)[]): Promise<string[]> {
  const keys: Key[] = [];
  const decoder = decodeKeys((key) => keys.push(key));
  for (const chunk of chunks) {
    decoder.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return keys.map((key) => key.kind === "text" ? key.text : `<${key.name}>`);
}

Deno.test("text is text, whatever its script", async () => {
  assert.deepEqual(await decoded("aÉ 你1"), ["a", "É", " ", "你", "1"]);
});

Deno.test("a character may come in two chunks", async () => {
  const [first, ...rest] = new TextEncoder().encode("é");
  assert.deepEqual(await decoded(Uint8Array.of(first ?? 0), Uint8Array.from(rest)), ["é"]);
});

Deno.test("terminals' sequences are keys with names", async () => {
  assert.deepEqual(await decoded("\x1b[D\x1b[1~\x1b[H\x1b[1;5C\x1b[3~\x7f"), [
    "<left>",
    "<home>",
    "<home>",
    "<ctrl-right>",
    "<delete>",
    "<backspace>",
  ]);
  assert.deepEqual(await decoded("\r\n\x03\x04\x1bb\x1b\x7f"), [
    "<return>",
    "<enter>",
    "<ctrl-c>",
    "<ctrl-d>",
    "<alt-b>",
    "<alt-backspace>",
  ]);
});

Deno.test("control characters and unknown sequences never become text", async () => {
  for (const key of await decoded("\x00\x01\x1f\x1b[99~")) {
    assert.match(key, /^<.+>$/);
  }
});

Deno.test("function keys, and keys with Alt, Ctrl and Shift have names", async () => {
  assert.deepEqual(
    await decoded("\x1b[18~\x1bOP\x1b[1;3A\x1b[1;2C\x1b[Z\x1bN\x1b\r\x1b\x1b[D\x1b[I"),
    [
      "<f7>",
      "<f1>",
      "<alt-up>",
      "<shift-right>",
      "<shift-tab>",
      "<alt-shift-n>",
      "<alt-return>",
      "<alt-left>",
      "<focus>",
    ],
  );
});

Deno.test("the wheel has names in both ways of telling it; clicks and movements mean nothing", async () => {
  const wheel = ["<wheel-up>", "<wheel-down>"];
  assert.deepEqual(await decoded("\x1b[<64;10;5M\x1b[<65;10;5M"), wheel);
  assert.deepEqual(await decoded("\x1b[M`*%", "\x1b[Ma", "*%"), wheel);
  assert.deepEqual(await decoded("\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<66;1;1M\x1b[M *%\x1b[M#*%x"), [
    "x",
  ]);
});

Deno.test("a sequence may come in pieces, and an escape character alone is the Esc key", async () => {
  assert.deepEqual(await decoded("\x1b", "[", "18~x"), ["<f7>", "x"]);
  const keys: Key[] = [];
  decodeKeys((key) => keys.push(key)).push(Uint8Array.of(0x1b));
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual(keys, [{ kind: "key", name: "escape" }]);
});

Deno.test("what is pasted comes as a whole, however it is cut; a huge paste is only counted", () => {
  const pastes: Paste[] = [];
  const typed: string[] = [];
  const decoder = decodeKeys(
    (key) => typed.push(key.kind === "text" ? key.text : key.name),
    (paste) => pastes.push(paste),
  );
  const push = (text: string) => decoder.push(new TextEncoder().encode(text));
  for (const piece of ["a\x1b[200~one\rtw", "o\x1b[3", "1m\x1b[20", "1~b"]) push(piece);
  assert.deepEqual(typed, ["a", "b"]);
  assert.deepEqual(pastes.shift(), { text: "one\ntwo\x1b[31m", lines: 2, length: 12 });
  push(`\x1b[200~${"some line\r".repeat(200_000)}\x1b[201~`);
  assert.deepEqual(pastes.shift(), { text: "", lines: 200_001, length: 2_000_000 });
});
