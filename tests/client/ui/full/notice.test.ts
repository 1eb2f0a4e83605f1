/** What asks a terminal for a notice of the desktop. */
import assert from "node:assert/strict";
import { notice, type Notices } from "../../../../src/client/ui/full/notice.ts";

function asked(
  notices: Notices,
  variables: Readonly<Record<string, string>> = {},
  text = "hello",
): string {
  return notice("bob #tea", text, notices, new Map(Object.entries(variables)));
}

const OSC_9 = "\x1b]9;bob #tea: hello\x1b\\";
const OSC_777 = "\x1b]777;notify;bob #tea;hello\x1b\\";

Deno.test("a terminal is asked once, by the sequence that it knows", () => {
  assert.equal(asked("on", { TERM: "xterm-kitty" }), OSC_777);
  assert.equal(asked("on", { TERM_PROGRAM: "iTerm.app" }), OSC_9);
  assert.equal(asked("on", { LC_TERMINAL: "iTerm2" }), OSC_9, "as it is behind ssh");
  assert.equal(asked("osc9"), OSC_9);
  assert.equal(asked("osc777", { TERM_PROGRAM: "iTerm.app" }), OSC_777);
  assert.equal(asked("off"), "");
});

Deno.test("within tmux it is asked through tmux", () => {
  assert.equal(
    asked("on", { TMUX: "/tmp/tmux-1000/default,1,0" }),
    "\x1bPtmux;\x1b\x1b]777;notify;bob #tea;hello\x1b\x1b\\\x1b\\",
  );
});

Deno.test("nothing that others wrote ends the sequence, begins another one or is a field of it", () => {
  const foreign = "\x1b]0;title\x07 \x1b\\ \x9c a;b \u202e";
  assert.equal(
    asked("on", {}, foreign),
    "\x1b]777;notify;bob #tea;␛]0,title␇ ␛\\ � a,b �\x1b\\",
  );
});

Deno.test("a long text is cut between two characters", () => {
  const family = "👩‍👩‍👧";
  assert.equal(
    asked("on", {}, family.repeat(150)),
    `\x1b]777;notify;bob #tea;${family.repeat(100)}\x1b\\`,
  );
});
