import assert from "node:assert/strict";
import { Editor } from "../../../src/client/ui/editor.ts";

/** Types text, and keys in <angle brackets>; the cursor is shown as |. */
function edited(typed: string, editor = new Editor()): string {
  for (const [piece, name] of typed.matchAll(/<([^>]+)>|[^<]+/g)) {
    editor.press(name === undefined ? { kind: "text", text: piece } : { kind: "key", name });
  }
  const { text, cursor } = editor.window(1000);
  return [...text].slice(0, cursor).join("") + "|" + [...text].slice(cursor).join("");
}

Deno.test("the keys of readline move the cursor", () => {
  assert.equal(edited("one two<left><left>"), "one t|wo");
  assert.equal(edited("one two<home>"), "|one two");
  assert.equal(edited("one two<ctrl-a><right>"), "o|ne two");
  assert.equal(edited("one two<ctrl-a><ctrl-e>"), "one two|");
  assert.equal(edited("one two<alt-b>"), "one |two");
  assert.equal(edited("one, two<alt-b><ctrl-left>"), "|one, two");
  assert.equal(edited("one two<home><alt-f>"), "one| two");
  assert.equal(edited("one two<home><ctrl-right><ctrl-right><right>"), "one two|");
});

Deno.test("the keys of readline erase, and give back what they killed", () => {
  assert.equal(edited("one two<backspace>"), "one tw|");
  assert.equal(edited("one two<home><delete><ctrl-d>"), "|e two");
  assert.equal(edited("one two<ctrl-w>"), "one |");
  assert.equal(edited("one two-three<alt-backspace>"), "one two-|");
  assert.equal(edited("one two<home><alt-d>"), "| two");
  assert.equal(edited("one two<left><ctrl-u>"), "|o");
  assert.equal(edited("one two<home><right><ctrl-k>"), "o|");
  assert.equal(edited("one two<ctrl-w>and <ctrl-y>"), "one and two|");
  assert.equal(edited("<backspace><delete><left><right>"), "|");
});

Deno.test("characters made of several are moved over and erased as one", () => {
  const editor = new Editor();
  edited("a👩‍👩‍👧e\u0301<left><left>", editor);
  assert.deepEqual(editor.window(1000), { text: "a👩‍👩‍👧e\u0301", cursor: 1 });
  edited("<right><backspace>", editor);
  assert.equal(editor.text, "ae\u0301");
});

Deno.test("entered lines come back with the arrow keys, and the draft after them", () => {
  const editor = new Editor();
  edited("one<return>two<return>two<return>dra", editor);
  assert.equal(edited("<up>", editor), "two|");
  assert.equal(edited("<up>", editor), "one|");
  assert.equal(edited("<up>", editor), "one|");
  assert.equal(edited("<down><down>", editor), "dra|");
  assert.equal(edited("<down>", editor), "dra|");
});

Deno.test("nothing that was typed is lost while older lines are looked at", () => {
  const editor = new Editor();
  edited("one<return>two<return><up><ctrl-c>dra", editor);
  assert.equal(edited("<up>", editor), "two|", "Ctrl-C begins anew at the newest line");
  assert.equal(edited(" more<up>", editor), "one|");
  assert.equal(edited("<down>", editor), "two|");
  assert.equal(edited("<down>", editor), "two more|");
  editor.putAside();
  editor.text = "another";
  assert.equal(edited("<return><up><up>", editor), "two more|");
});

Deno.test("where there is nothing to kill, what was killed before stays", () => {
  assert.equal(edited("one two<ctrl-w><ctrl-u><ctrl-u><ctrl-k><ctrl-w><alt-d><ctrl-y>"), "one |");
});

Deno.test("Enter, Ctrl-C and Ctrl-D are told apart", () => {
  const editor = new Editor();
  editor.text = "hello";
  const press = (name: string) => editor.press({ kind: "key", name });
  assert.deepEqual(press("return"), { kind: "line", text: "hello" });
  assert.deepEqual(press("ctrl-c"), { kind: "interrupt", cleared: false });
  editor.text = "hello";
  assert.deepEqual(press("ctrl-c"), { kind: "interrupt", cleared: true });
  assert.deepEqual(press("ctrl-d"), { kind: "end" });
  editor.text = "hello";
  assert.deepEqual(press("ctrl-d"), { kind: "edited" });
  assert.deepEqual(press("f7"), { kind: "unknown" });
});

Deno.test("there is an end to what can be typed", () => {
  const editor = new Editor();
  for (let i = 0; i < 20; i++) editor.press({ kind: "text", text: "x".repeat(500) });
  assert.equal(editor.text.length, 8000);
});
