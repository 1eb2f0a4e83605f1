import assert from "node:assert/strict";
import { decodeKeys, type Key } from "../../../src/client/ui/keys.ts";

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
