import assert from "node:assert/strict";
import { type Deed, interpret, type Place } from "../../src/client/slash.ts";

const inTea: Place = {
  nick: "ann",
  target: "#tea",
  isChannel: (name) => name.startsWith("#") || name.startsWith("&"),
};
const withBob: Place = { ...inTea, target: "bob" };
const nowhere: Place = { ...inTea, target: undefined };

function typed(text: string, place = inTea): Deed[] {
  return interpret(text, place);
}

/** The one line that is sent. */
function line(text: string, place = inTea): string {
  const [deed, ...others] = typed(text, place);
  assert.deepEqual(others, []);
  assert.ok(deed?.kind === "send", JSON.stringify(deed));
  return deed.line;
}

/** The sentence of a refusal. */
function refusal(text: string, place = inTea): string {
  const [deed, ...others] = typed(text, place);
  assert.deepEqual(others, []);
  assert.ok(deed?.kind === "refuse", JSON.stringify(deed));
  return deed.sentence;
}

Deno.test("plain text goes to the target", () => {
  assert.deepEqual(typed("hello there"), [{ kind: "say", target: "#tea", text: "hello there" }]);
  assert.deepEqual(typed("hello", withBob), [{ kind: "say", target: "bob", text: "hello" }]);
  assert.deepEqual(typed("  "), []);
  assert.equal(
    refusal("hello", nowhere),
    "You are in no conversation. /join #general opens one, /query ann another.",
  );
});

Deno.test("@ann: and /msg ann are private", () => {
  const private_ = [{ kind: "say", target: "ann", text: "see you: at 5" }];
  assert.deepEqual(typed("@ann: see you: at 5"), private_);
  assert.deepEqual(typed("@ann:see you: at 5"), private_);
  assert.deepEqual(typed("/msg ann see you: at 5"), private_);
  assert.equal(refusal("@ann:"), "There is no text for ann. Type: @ann: hello");
  assert.equal(refusal("/msg ann"), "Type: /msg NICK TEXT");
});

Deno.test("an @ that is no address is text", () => {
  for (const text of ["@ann hello", "mail me@home: now", "@ann, bob: hello", "@ : x"]) {
    assert.deepEqual(typed(text), [{ kind: "say", target: "#tea", text }]);
  }
});

Deno.test("two slashes send one", () => {
  assert.deepEqual(typed("//usr/bin"), [{ kind: "say", target: "#tea", text: "/usr/bin" }]);
});

Deno.test("an unknown command is never sent", () => {
  assert.equal(
    refusal("/jion #tea"),
    'There is no command "/jion". Did you mean /join? Two slashes send it as text: //jion #tea',
  );
  assert.equal(
    refusal("/usr/bin"),
    'There is no command "/usr/bin". /help lists the commands. ' +
      "Two slashes send it as text: //usr/bin",
  );
  assert.equal(
    refusal("/"),
    'There is no command "/". /help lists the commands. Two slashes send it as text: //',
  );
});

Deno.test("chao, /quit and their like leave", () => {
  for (const text of ["chao", "Chao", " chao ", "chao!", "/quit", "/exit", "/bye"]) {
    assert.deepEqual(typed(text), [{ kind: "leave", reason: "chao" }]);
  }
  assert.deepEqual(typed("/quit good night"), [{ kind: "leave", reason: "good night" }]);
  assert.deepEqual(typed("chao bella"), [{ kind: "say", target: "#tea", text: "chao bella" }]);
});

Deno.test("/me and /notice say things in their way", () => {
  assert.deepEqual(typed("/me waves"), [{ kind: "act", target: "#tea", text: "waves" }]);
  assert.equal(refusal("/me"), "Type: /me TEXT");
  assert.deepEqual(typed("/notice bob done"), [{ kind: "notice", target: "bob", text: "done" }]);
});

Deno.test("/query talks to somebody from now on", () => {
  assert.deepEqual(typed("/query bob"), [{ kind: "talk-to", target: "bob" }]);
  assert.deepEqual(typed("/query bob hi there"), [
    { kind: "talk-to", target: "bob" },
    { kind: "say", target: "bob", text: "hi there" },
  ]);
});

Deno.test("/join takes several channels, a key, and names without their #", () => {
  assert.deepEqual(typed("/join #a,b secret"), [
    { kind: "join", channel: "#a", key: "secret" },
    { kind: "join", channel: "#b", key: "secret" },
  ]);
  assert.deepEqual(typed("/j &local"), [{ kind: "join", channel: "&local", key: undefined }]);
  assert.equal(refusal("/join"), "Type: /join #CHANNEL [KEY]");
});

Deno.test("commands about a channel mean the one that we talk in, or the one that is named", () => {
  assert.equal(line("/part"), "PART #tea");
  assert.equal(line("/part #cake"), "PART #cake");
  assert.equal(line("/part too late"), "PART #tea :too late");
  assert.equal(line("/part #cake too late"), "PART #cake :too late");
  assert.equal(line("/names"), "NAMES #tea");
  assert.equal(line("/topic"), "TOPIC #tea");
  assert.equal(line("/topic green tea"), "TOPIC #tea :green tea");
  assert.equal(line("/topic -delete"), "TOPIC #tea :");
  assert.equal(line("/topic #cake"), "TOPIC #cake");
  assert.equal(line("/kick bob"), "KICK #tea bob");
  assert.equal(line("/kick bob too loud"), "KICK #tea bob :too loud");
  assert.equal(line("/kick #cake bob"), "KICK #cake bob");
  assert.equal(line("/ban bob"), "MODE #tea +b bob!*@*");
  assert.equal(line("/ban *!*@evil.example"), "MODE #tea +b *!*@evil.example");
  assert.equal(line("/invite bob"), "INVITE bob #tea");
  assert.equal(line("/invite bob #cake"), "INVITE bob #cake");
  assert.equal(
    refusal("/names", withBob),
    "This is about a channel, and you are talking in none. Name one, such as #general.",
  );
  assert.equal(refusal("/kick"), "Type: /kick [#CHANNEL] NICK [REASON]");
});

Deno.test("the other commands become their IRC lines", () => {
  assert.equal(line("/nick anna"), "NICK anna");
  assert.equal(refusal("/nick anna b"), "Type: /nick NICK");
  assert.equal(line("/who"), "WHO #tea");
  assert.equal(line("/who bob"), "WHO bob");
  assert.equal(line("/whois bob"), "WHOIS bob bob");
  assert.equal(line("/away"), "AWAY Away");
  assert.equal(line("/away at lunch"), "AWAY :at lunch");
  assert.equal(line("/back"), "AWAY");
  assert.equal(line("/mode"), "MODE #tea");
  assert.equal(line("/mode +o bob"), "MODE #tea +o bob");
  assert.equal(line("/mode #cake +m"), "MODE #cake +m");
  assert.equal(line("/mode +i", nowhere), "MODE ann +i");
  assert.equal(line("/list"), "LIST");
  assert.equal(line("/list *tea*"), "LIST *tea*");
  assert.equal(line("/QUOTE version :irc.test"), "version :irc.test");
  assert.deepEqual(typed("/clear"), [{ kind: "clear" }]);
});

Deno.test("a line break in what is typed cannot begin a line of its own", () => {
  assert.deepEqual(typed("a\r\nQUIT"), [{ kind: "say", target: "#tea", text: "a QUIT" }]);
  assert.equal(line("/quote PRIVMSG #tea :a\nQUIT"), "PRIVMSG #tea :a QUIT");
});

Deno.test("/help lists everything, or what has to do with a word", () => {
  const [all] = typed("/help");
  assert.ok(all?.kind === "show");
  assert.deepEqual(all.lines.slice(1, 4), [
    "@NICK: TEXT                       goes to one person, in private",
    "//TEXT                            text that begins with a slash",
    "/msg NICK TEXT                    say something to one person, in private (also /m)",
  ]);
  assert.deepEqual(typed("/help topic"), [{
    kind: "show",
    lines: ["/topic [#CHANNEL] [TEXT|-delete]  read or set what the channel is about (also /t)"],
  }]);
  assert.deepEqual(typed("/help xyzzy"), [{
    kind: "show",
    lines: ['Nothing about "xyzzy". /help lists everything.'],
  }]);
});
