import assert from "node:assert/strict";
import { inputLines, MAX_INPUT_LINE, PlainScreen } from "../../../src/client/ui/plain.ts";
import { EXIT, Problem } from "../../../src/problem.ts";

async function* chunks(...texts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield typeof text === "string" ? new TextEncoder().encode(text) : text;
}

async function lines(...texts: (string | Uint8Array)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const line of inputLines(chunks(...texts))) found.push(line);
  return found;
}

Deno.test("input is cut into lines, the last one with or without its ending", async () => {
  assert.deepEqual(await lines("one\ntw", "o\r\n\nthree"), ["one", "two", "three"]);
  assert.deepEqual(await lines("one\n"), ["one"]);
  assert.deepEqual(await lines(), []);
});

Deno.test("input that is not UTF-8 is refused with the line in question", async () => {
  await assert.rejects(lines("good\n", Uint8Array.of(0x61, 0xff, 0x0a)), (error) => {
    assert.ok(error instanceof Problem && error.exitCode === EXIT.usage);
    assert.equal(
      error.message,
      'A line of the input is not UTF-8: "a�". It was not sent, nor what comes after it. ' +
        "Convert it, with iconv for example.",
    );
    return true;
  });
});

Deno.test("input without line endings is refused before memory runs out", async () => {
  const half = "x".repeat(MAX_INPUT_LINE / 2 + 1);
  await assert.rejects(lines("good\n", half, half), {
    message: "A line of the input is longer than 1 MB. It was not sent, nor what comes after it.",
  });
});

Deno.test("the plain screen keeps the conversation and what is said about it apart", () => {
  for (const [banner, notes] of [[false, ["note"]], [true, ["note", "motd"]]] as const) {
    const written: { out: string[]; notes: string[] } = { out: [], notes: [] };
    const screen = new PlainScreen({
      input: chunks(),
      out: (line) => void written.out.push(line),
      notes: (line) => void written.notes.push(line),
    }, banner);
    const spans = (text: string) => [{ look: "error", text } as const];
    screen.print([
      { to: "chat", spans: spans("bob: \x1b[2J") },
      { to: "notes", spans: spans("note") },
      { to: "banner", spans: spans("motd") },
    ]);
    assert.deepEqual(written, { out: ["bob: ␛[2J"], notes });
  }
});

Deno.test("the plain screen hands over one line after the other, and then the end", async () => {
  const screen = new PlainScreen({ input: chunks("one\ntwo\n"), out() {}, notes() {} }, false);
  const heard: string[] = [];
  await screen.listen({
    async line(text) {
      heard.push(`${text}…`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      heard.push(text);
      return true;
    },
    end: () => void heard.push("end"),
    interrupt: () => assert.fail("nobody interrupts"),
  });
  assert.deepEqual(heard, ["one…", "one", "two…", "two", "end"]);
});
