import assert from "node:assert/strict";
import { askHistory } from "../../src/client/ask_history.ts";
import type { ChatMessage, PendingMessage } from "../../src/client/events.ts";
import type { Account } from "../../src/client/session.ts";
import { NOON, Stage } from "./stage.ts";

const CONFIRMING = "batch echo-message labeled-response message-tags server-time";

/** A message of bob's in #tea, but for what is said. */
function message(said: Partial<ChatMessage>): ChatMessage {
  return {
    id: undefined,
    time: NOON,
    target: "#tea",
    isPrivate: false,
    addressed: "#tea",
    from: "bob",
    account: undefined,
    command: "PRIVMSG",
    text: "",
    tags: new Map(),
    own: false,
    replayed: false,
    ...said,
  };
}

function pending(said: Partial<PendingMessage>): PendingMessage {
  return { label: "c1", target: "#tea", command: "PRIVMSG", text: "hello", ...said };
}

Deno.test("registration takes the capabilities that are offered and wanted", () => {
  const stage = new Stage();
  stage.session.opened();
  stage.sent("CAP LS 302", "NICK ann", "USER ann 0 * Ann");
  stage.server(":irc.test CAP * LS * :sasl=PLAIN batch", ":irc.test CAP * LS :server-time tls");
  stage.sent("CAP REQ :batch server-time");
  stage.server(":irc.test CAP * ACK :batch server-time");
  stage.sent("CAP END");
  stage.welcome();
  stage.told({ kind: "registered", nick: "ann", network: "tea" });
  assert.deepEqual(stage.asked, ["accepted"]);
  assert.deepEqual([...stage.session.caps], ["batch", "server-time"]);
});

Deno.test("capabilities that are refused together are asked for one by one", () => {
  const stage = new Stage();
  stage.session.opened();
  stage.forget();
  stage.server(":irc.test CAP * LS :batch echo-message");
  stage.sent("CAP REQ :batch echo-message");
  stage.server(":irc.test CAP * NAK :batch echo-message");
  stage.sent("CAP REQ batch", "CAP REQ echo-message");
  stage.server(":irc.test CAP * ACK :batch");
  stage.sent();
  stage.server(":irc.test CAP * NAK :echo-message");
  stage.sent("CAP END");
  assert.deepEqual([...stage.session.caps], ["batch"]);
});

Deno.test("a server without any capability is registered with all the same", () => {
  const stage = new Stage();
  stage.session.opened();
  stage.forget();
  stage.server(":irc.test CAP * LS :");
  stage.sent("CAP END");
  const old = new Stage();
  old.session.opened();
  old.forget();
  old.server(":irc.test 421 * CAP :Unknown command");
  old.welcome();
  old.sent();
  old.told(
    { kind: "error", text: "CAP: Unknown command", code: "421" },
    { kind: "registered", nick: "ann", network: "tea" },
  );
});

Deno.test("capabilities come and go later, too", () => {
  const stage = Stage.in("cap-notify");
  stage.server(":irc.test CAP ann NEW :echo-message sasl");
  stage.sent("CAP REQ echo-message");
  stage.server(":irc.test CAP ann ACK :echo-message");
  stage.sent();
  assert.ok(stage.session.caps.has("echo-message"));
  stage.server(":irc.test CAP ann DEL :echo-message");
  assert.ok(!stage.session.caps.has("echo-message"));
});

Deno.test("the server's password goes out before the nick", () => {
  const identity = { nick: "ann", username: "ann", realname: "Ann B", password: "open sesame" };
  const stage = new Stage({ identity });
  stage.session.opened();
  stage.sent("CAP LS 302", "PASS :open sesame", "NICK ann", "USER ann 0 * :Ann B");
  stage.server(":irc.test 464 * :Password incorrect");
  assert.deepEqual(stage.asked, [
    "fail 77: The server does not accept the password: Password incorrect",
  ]);
});

/** Somebody who shows a certificate, and has greeted the server. */
function certified(account?: Account): Stage {
  const identity = { nick: "ann", username: "ann", realname: "Ann", password: undefined };
  const stage = new Stage({
    certificate: "AB:CD",
    identity: account ? { ...identity, account } : identity,
  });
  stage.session.opened();
  stage.sent("CAP LS 302");
  return stage;
}

Deno.test("who shows a certificate logs in with it, and needs neither account nor password", () => {
  for (const [account, response] of [[undefined, "+"], [{ name: "ann" }, "YW5u"]] as const) {
    const stage = certified(account);
    stage.server(":irc.test CAP * LS :sasl=PLAIN,EXTERNAL");
    stage.sent("CAP REQ sasl");
    stage.server(":irc.test CAP * ACK :sasl");
    stage.sent("AUTHENTICATE EXTERNAL");
    stage.server("AUTHENTICATE +");
    stage.sent(`AUTHENTICATE ${response}`);
    stage.server(":irc.test 903 * :Login successful");
    stage.sent("NICK ann", "USER ann 0 * Ann", "CAP END");
  }
});

Deno.test("a certificate that the server does not know is told, with how it learns of it", () => {
  const stage = certified();
  stage.server(":irc.test CAP * LS :sasl", ":irc.test CAP * ACK :sasl", "AUTHENTICATE +");
  stage.server(":irc.test 904 * :Your certificate is nobody's");
  assert.deepEqual(stage.asked, [
    "fail 77: The server does not log you in by your certificate: Your certificate is nobody's. " +
    "To add it, log in with the password and say: /msg NickServ CERT ADD AB:CD",
  ]);
});

Deno.test("where a certificate does not log in, a password does", () => {
  const account = { name: "ann", password: "pw" };
  const refused = certified(account);
  refused.server(":irc.test CAP * LS :sasl=PLAIN,EXTERNAL", ":irc.test CAP * ACK :sasl");
  refused.server("AUTHENTICATE +", ":irc.test 904 * :Nobody's");
  refused.sent("CAP REQ sasl", "AUTHENTICATE EXTERNAL", "AUTHENTICATE YW5u", "AUTHENTICATE PLAIN");
  refused.server("AUTHENTICATE +", ":irc.test 904 * :Wrong password");
  refused.sent("AUTHENTICATE AGFubgBwdw==");
  assert.deepEqual(refused.asked, [
    'fail 77: The server does not accept the password of the account "ann": Wrong password',
  ]);
  const other = certified(account);
  other.server(":irc.test CAP * LS :sasl=PLAIN", ":irc.test CAP * ACK :sasl");
  other.sent("CAP REQ sasl", "AUTHENTICATE PLAIN");
});

const NO_EXTERNAL = "The server does not log anybody in by a certificate (no SASL EXTERNAL).";

Deno.test("where certificates do not log in, a guest is told so, and an account without a password is none", () => {
  const guest = certified();
  guest.server(":irc.test CAP * LS :sasl=PLAIN");
  guest.sent("NICK ann", "USER ann 0 * Ann", "CAP END");
  guest.told({ kind: "connection", text: NO_EXTERNAL });
  const ann = certified({ name: "ann" });
  ann.server(":irc.test CAP * LS :sasl=PLAIN");
  assert.deepEqual(ann.asked, [`fail 77: ${NO_EXTERNAL}`]);
  const old = certified();
  old.server(":irc.test 421 * CAP :Unknown command");
  old.sent("NICK ann", "USER ann 0 * Ann");
});

Deno.test("who wants to log in does not come in without, whatever the server makes of that", () => {
  const account = { name: "ann", password: "pw" };
  const identity = { nick: "ann", username: "ann", realname: "Ann", password: undefined, account };
  const noAccounts =
    'fail 77: Could not log in as "ann": the server has no accounts (no SASL). Leave --account out, ' +
    "and connect without one.";
  for (
    const lines of [
      [":irc.test 421 * CAP :Unknown command"],
      [":irc.test CAP * LS :batch"],
      [
        ":irc.test CAP * LS :batch sasl",
        ":irc.test CAP * NAK :batch sasl",
        ":irc.test CAP * ACK :batch",
        ":irc.test CAP * NAK :sasl",
      ],
    ]
  ) {
    const stage = new Stage({ identity });
    stage.session.opened();
    stage.server(...lines);
    assert.deepEqual(stage.asked, [noAccounts]);
  }
  const stage = new Stage({ identity });
  stage.session.opened();
  stage.server(":irc.test CAP * LS :sasl", ":irc.test CAP * NEW :batch");
  assert.deepEqual(stage.asked, []);
});

Deno.test("a server that wants a password says how to give one", () => {
  const stage = new Stage();
  stage.session.opened();
  stage.server(":irc.test 464 * :Password required");
  assert.deepEqual(stage.asked, [
    "fail 77: The server wants a password. Set CHAT_PASSWORD, or use --password-command: " +
    "Password required",
  ]);
});

Deno.test("a nick that is in use, or is none, ends the registration with a sentence", () => {
  for (
    const [line, sentence] of [
      [
        ":irc.test 433 * ann :Nickname is already in use",
        'The name "ann" is in use on this server. Choose another one.',
      ],
      [
        ":irc.test 432 * ann :Erroneous nickname",
        'The server does not accept the name "ann": Erroneous nickname. Choose another one.',
      ],
    ]
  ) {
    const stage = new Stage();
    stage.session.opened();
    stage.server(line ?? "");
    assert.deepEqual(stage.asked, [`fail 69: ${sentence}`]);
  }
});

Deno.test("a nick in use after a reconnect is most likely our own, and is tried again", () => {
  const stage = Stage.in();
  stage.session.lost("The connection broke.", 1);
  stage.session.opened();
  stage.server(":irc.test 433 * ann :Nickname is already in use");
  assert.deepEqual(stage.asked, [
    'drop: The server still has another connection under the name "ann".',
  ]);
});

Deno.test("a nick in use later on is only an error", () => {
  const stage = Stage.in();
  stage.server(":irc.test 433 ann bob :Nickname is already in use");
  stage.told({
    kind: "error",
    text: 'The name "bob" is in use on this server. Choose another one.',
    code: "433",
  });
  assert.deepEqual(stage.asked, []);
});

Deno.test("ERROR before we are in is for good, afterwards it is why the connection ends", () => {
  const stage = new Stage();
  stage.session.opened();
  stage.server("ERROR :Too many connections");
  assert.deepEqual(stage.asked, ["fail 69: The server does not let us in: Too many connections"]);
  const inside = Stage.in();
  inside.server("ERROR :Shutting down");
  assert.deepEqual(inside.asked, ["drop: The server closed the connection: Shutting down"]);
});

Deno.test("PING is answered, and a round ends with its PONG", async () => {
  const stage = Stage.in();
  stage.server("PING :abc def");
  stage.sent("PONG :abc def");
  const round = stage.session.round();
  stage.sent("PING round-1");
  stage.server(":irc.test PONG irc.test round-1");
  assert.equal(await round, true);
  const lost = stage.session.round();
  stage.session.lost("The connection broke.", undefined);
  assert.equal(await lost, false);
});

Deno.test("wanted channels are joined after registration, and again after a reconnect", () => {
  const join = [{ name: "#tea", key: "sugar" }];
  const stage = new Stage({ join });
  stage.session.opened();
  stage.forget();
  stage.welcome();
  stage.sent("JOIN #tea sugar");
  stage.server(":ann!ann@host JOIN #Tea", ":ann!ann@host JOIN #cake", ":ann!ann@host PART #cake");
  stage.session.lost("The connection broke.", 1);
  assert.equal(stage.session.channels.size, 0);
  stage.session.opened();
  stage.forget();
  stage.welcome();
  stage.sent("JOIN #Tea sugar");
});

Deno.test("a channel that the server puts us into is not joined once more", () => {
  const stage = new Stage({ join: [{ name: "#general", key: undefined }] });
  stage.session.opened();
  stage.forget();
  stage.server(":irc.test 001 ann :Welcome", ":ann!ann@host JOIN #general");
  stage.server(":irc.test 422 ann :No MOTD");
  stage.sent();
});

Deno.test("NAMES tells who is in a channel, also in one that we are not in", () => {
  const stage = Stage.in("multi-prefix");
  stage.server(
    ":ann!ann@host JOIN #tea",
    ":irc.test 353 ann = #tea :ann @+bob",
    ":irc.test 353 ann = #tea :+carl!c@host",
    ":irc.test 366 ann #tea :End of NAMES list",
  );
  stage.told(
    { kind: "join", channel: "#tea", nick: "ann", own: true },
    { kind: "names", channel: "#tea", names: ["ann", "@bob", "+carl"] },
  );
  assert.deepEqual(stage.members("#TEA"), ["ann", "@+bob", "+carl"]);
  stage.server(":irc.test 353 ann = #cake :dora", ":irc.test 366 ann #cake :End of NAMES list");
  stage.told({ kind: "names", channel: "#cake", names: ["dora"] });
});

Deno.test("members come, go, are removed, renamed and promoted", () => {
  const stage = Stage.inTea();
  stage.server(
    ":carl!c@host JOIN #tea",
    ":carl!c@host NICK dora",
    ":bob!b@host MODE #tea +v-o dora bob",
  );
  assert.deepEqual(stage.members("#tea"), ["ann", "bob", "+dora"]);
  stage.server(":dora!c@host PART #tea :tired", ":ann!ann@host KICK #tea bob :enough");
  assert.deepEqual(stage.members("#tea"), ["ann"]);
  stage.told(
    { kind: "join", channel: "#tea", nick: "carl", own: false },
    { kind: "nick", from: "carl", to: "dora", own: false },
    { kind: "mode", channel: "#tea", by: "bob", change: "+v-o dora bob" },
    { kind: "part", channel: "#tea", nick: "dora", own: false, reason: "tired" },
    { kind: "kick", channel: "#tea", nick: "bob", own: false, by: "ann", reason: "enough" },
  );
});

Deno.test("whoever quits is in no channel any more", () => {
  const stage = Stage.inTea();
  stage.server(":bob!b@host QUIT :Quit: gone");
  assert.deepEqual(stage.members("#tea"), ["ann"]);
  stage.told({ kind: "quit", nick: "bob", reason: "gone", channels: ["#tea"] });
});

Deno.test("being removed from a channel ends our being in it, for reconnects too", () => {
  const stage = Stage.inTea();
  stage.server(":bob!b@host KICK #tea ANN :out");
  stage.told({ kind: "kick", channel: "#tea", nick: "ANN", own: true, by: "bob", reason: "out" });
  assert.equal(stage.session.channel("#tea"), undefined);
  assert.deepEqual(stage.session.toJoin, []);
});

Deno.test("our own nick follows the server", () => {
  const stage = Stage.inTea();
  stage.server(":ann!ann@host NICK anna");
  stage.told({ kind: "nick", from: "ann", to: "anna", own: true });
  assert.equal(stage.session.nick, "anna");
  assert.equal(stage.session.source, "anna!ann@host");
});

Deno.test("topics are known from joining on", () => {
  const stage = Stage.inTea();
  stage.server(":irc.test 332 ann #tea :green", ":bob!b@host TOPIC #tea :black");
  stage.told(
    { kind: "topic", channel: "#tea", topic: "green", by: undefined },
    { kind: "topic", channel: "#tea", topic: "black", by: "bob" },
  );
  assert.equal(stage.session.channel("#tea")?.topic, "black");
});

Deno.test("away-notify is remembered, and NAMES does not undo it", () => {
  const stage = Stage.inTea("away-notify");
  stage.server(":bob!b@host AWAY :lunch");
  stage.server(":irc.test 353 ann = #tea :ann @bob", ":irc.test 366 ann #tea :End");
  assert.equal(stage.session.channel("#tea")?.members.get("bob")?.away, true);
  stage.server(":bob!b@host AWAY");
  assert.equal(stage.session.channel("#tea")?.members.get("bob")?.away, false);
});

Deno.test("messages carry what their tags say", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.server(
    "@time=2026-05-01T11:59:58.123Z;msgid=m1;account=bobby;+draft/reply=m0 :bob!b@host PRIVMSG #tea :hi",
  );
  stage.told({
    kind: "message",
    message: message({
      id: "m1",
      time: NOON - 1877,
      account: "bobby",
      text: "hi",
      tags: new Map([["+draft/reply", "m0"]]),
    }),
    confirms: undefined,
  });
});

Deno.test("a private message belongs to the conversation with the other person", () => {
  const stage = Stage.in(CONFIRMING);
  stage.server(":bob!b@host PRIVMSG ann :psst", ":ann!ann@host PRIVMSG bob :what");
  stage.told(
    {
      kind: "message",
      message: message({ target: "bob", isPrivate: true, addressed: "ann", text: "psst" }),
      confirms: undefined,
    },
    {
      kind: "message",
      message: message({
        target: "bob",
        isPrivate: true,
        addressed: "bob",
        from: "ann",
        text: "what",
        own: true,
      }),
      confirms: undefined,
    },
  );
});

Deno.test("a message for a channel's operators belongs to the channel", () => {
  const stage = Stage.inTea();
  stage.server(":bob!b@host NOTICE @#tea :ops only");
  stage.told({
    kind: "message",
    message: message({ addressed: "@#tea", command: "NOTICE", text: "ops only" }),
    confirms: undefined,
  });
});

Deno.test("what the server itself says is information, not a conversation", () => {
  const stage = Stage.in();
  stage.server(":irc.test NOTICE ann :The disk is full");
  stage.told({ kind: "info", text: "The disk is full" });
});

Deno.test("a message is told once, however often it comes", () => {
  const stage = Stage.inTea(CONFIRMING);
  const line = "@msgid=m1 :bob!b@host PRIVMSG #tea :hi";
  stage.server(line, line);
  assert.equal(stage.events().length, 1);
});

Deno.test("with labels, the echo confirms the message that it is the echo of", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.session.say("#tea", "hello");
  stage.session.say("#tea", "hello");
  stage.sent("@label=c1 PRIVMSG #tea :hello", "@label=c2 PRIVMSG #tea :hello");
  assert.equal(stage.session.pending.size, 2);
  stage.server("@label=c2;msgid=m2 :ann!ann@host PRIVMSG #tea :hello");
  stage.told({
    kind: "message",
    message: message({ id: "m2", from: "ann", text: "hello", own: true }),
    confirms: pending({ label: "c2" }),
  });
  assert.deepEqual(stage.session.pending.all(), [pending({})]);
});

Deno.test("an echo without our label comes from another client of ours", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.session.say("#tea", "hello");
  stage.server("@msgid=m9 :ann!ann@host PRIVMSG #tea :hello");
  const [event] = stage.events();
  assert.ok(event?.kind === "message" && event.message.own && event.confirms === undefined);
  assert.equal(stage.session.pending.size, 1);
});

Deno.test("a message to ourselves comes twice and is told once, whichever comes first", () => {
  for (
    const order of [["@label=c1;msgid=m1 ", "@msgid=m1 "], ["@msgid=m1 ", "@label=c1;msgid=m1 "]]
  ) {
    const stage = Stage.in(CONFIRMING);
    stage.session.say("ann", "note");
    for (const tags of order) stage.server(`${tags}:ann!ann@host PRIVMSG ann :note`);
    assert.equal(stage.events().filter(({ kind }) => kind === "message").length, 1);
    assert.equal(stage.session.pending.size, 0);
  }
});

Deno.test("an echo in a labelled batch confirms as well", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.session.say("bob", "hello");
  stage.server(
    "@label=c1 :irc.test BATCH +7 labeled-response",
    "@batch=7 :irc.test 301 ann bob :lunch",
    "@batch=7;msgid=m1 :ann!ann@host PRIVMSG bob :hello",
    ":irc.test BATCH -7",
  );
  stage.told(
    { kind: "info", text: "bob is away: lunch" },
    {
      kind: "message",
      message: message({
        id: "m1",
        target: "bob",
        isPrivate: true,
        addressed: "bob",
        from: "ann",
        text: "hello",
        own: true,
      }),
      confirms: pending({ target: "bob" }),
    },
  );
});

Deno.test("without labels, the echo is known by its text", () => {
  const stage = Stage.inTea("echo-message");
  stage.session.say("#tea", "one");
  stage.session.say("#tea", "two");
  stage.sent("PRIVMSG #tea :one", "PRIVMSG #tea :two");
  stage.server(":ann!ann@host PRIVMSG #tea :two");
  assert.deepEqual(stage.session.pending.all().map(({ text }) => text), ["one"]);
});

Deno.test("without echo-message our own message is told as it is sent", () => {
  const stage = Stage.inTea();
  stage.session.say("#tea", "hello");
  stage.told({
    kind: "message",
    message: message({ from: "ann", text: "hello", own: true }),
    confirms: undefined,
  });
  assert.equal(stage.session.pending.size, 0);
});

Deno.test("without echo-message, ACK says that a message was taken", () => {
  const stage = Stage.inTea("batch labeled-response message-tags");
  stage.session.say("#tea", "hello");
  stage.events();
  stage.server("@label=c1 :irc.test ACK");
  stage.told({ kind: "accepted", pending: pending({}), id: undefined });
});

Deno.test("a refused message fails with the server's reason", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.session.say("#cake", "hello");
  stage.session.say("#tea", "hello");
  stage.server("@label=c1 :irc.test 404 ann #cake :Cannot send to channel");
  stage.server("@label=c2 :irc.test FAIL PRIVMSG MESSAGE_NOT_STORED #tea :The database is away");
  stage.told(
    {
      kind: "failed",
      pending: pending({ target: "#cake" }),
      reason: "#cake: Cannot send to channel",
      again: false,
    },
    {
      kind: "failed",
      pending: pending({ label: "c2" }),
      reason: "The database is away",
      again: true,
    },
  );
  assert.equal(stage.session.pending.size, 0);
});

Deno.test("without labels, a refusal is about the oldest message to its target", () => {
  const stage = Stage.inTea("echo-message");
  stage.session.say("dora", "one");
  stage.session.say("dora", "two");
  stage.server(":irc.test 401 ann Dora :No such nick/channel");
  stage.told({
    kind: "failed",
    pending: pending({ target: "dora", text: "one" }),
    reason: "Dora: No such nick/channel",
    again: false,
  });
});

Deno.test("what is not confirmed when the connection is lost has failed, and may be tried again", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.session.say("#tea", "hello");
  stage.session.lost("The connection broke.", 2);
  stage.told(
    {
      kind: "failed",
      pending: pending({}),
      reason: "The connection was lost before the server confirmed it.",
      again: true,
    },
    { kind: "lost", reason: "The connection broke.", seconds: 2 },
  );
});

Deno.test("what is said without a connection has failed at once", () => {
  const stage = Stage.in(CONFIRMING);
  stage.session.lost("The connection broke.", 2);
  stage.forget();
  stage.session.say("#tea", "hello");
  stage.sent();
  stage.told({
    kind: "failed",
    pending: pending({}),
    reason: "There is no connection.",
    again: true,
  });
});

Deno.test("a reason for which attempt after attempt fails is told once", () => {
  const stage = Stage.in();
  stage.session.lost("The connection broke.", 1);
  for (const seconds of [2, 4, 8]) stage.session.lost("No server answers.", seconds);
  stage.told(
    { kind: "lost", reason: "The connection broke.", seconds: 1 },
    { kind: "lost", reason: "No server answers.", seconds: 2 },
  );
  stage.session.opened();
  stage.welcome();
  stage.forget();
  stage.session.lost("No server answers.", 1);
  stage.told({ kind: "lost", reason: "No server answers.", seconds: 1 });
});

Deno.test("a long text is sent in pieces that still fit when the server relays them", () => {
  const stage = Stage.inTea(CONFIRMING);
  const text = "wörter ".repeat(200).trim();
  const sent = stage.session.say("#tea", text);
  assert.equal(sent.map((piece) => piece.text).join(" "), text);
  for (const piece of sent) {
    const relayed = `:ann!ann@host PRIVMSG #tea :${piece.text}\r\n`;
    assert.ok(new TextEncoder().encode(relayed).length <= 512, relayed);
  }
  assert.equal(sent.length, 4);
});

Deno.test("a target that leaves no room for a text is the server's to refuse", () => {
  const stage = Stage.inTea(CONFIRMING);
  assert.equal(stage.session.say("x".repeat(600), "hello").length, 1);
});

Deno.test("after a reconnect we are who we were last", () => {
  const stage = Stage.in();
  stage.server(":ann!ann@host NICK anna");
  stage.session.lost("The connection broke.", 1);
  stage.forget();
  stage.session.opened();
  stage.sent("CAP LS 302", "NICK anna", "USER ann 0 * Ann");
});

Deno.test("an action fits too, with what makes it one", () => {
  const stage = Stage.inTea(CONFIRMING);
  for (const { text } of stage.session.say("#tea", "x".repeat(1000), { isAction: true })) {
    assert.match(text.replaceAll("\x01", "|"), /^\|ACTION x+\|$/);
    assert.ok(`:ann!ann@host PRIVMSG #tea :${text}\r\n`.length <= 512);
  }
});

Deno.test("history in a batch is marked as such, and changes nothing now", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.server(
    ":irc.test BATCH +h chathistory #tea",
    "@batch=h;time=2026-04-30T08:00:00.000Z;msgid=m1 :bob!b@host PRIVMSG #tea :morning",
    "@batch=h;time=2026-04-30T08:00:01.000Z :bob!b@host PART #tea",
    "@batch=h;time=2026-04-30T08:00:02.000Z;msgid=m2 :ann!ann@host PRIVMSG #tea :hi",
    ":irc.test BATCH -h",
  );
  const [first, second, ...others] = stage.events();
  assert.ok(first?.kind === "message" && first.message.replayed && !first.message.own);
  assert.equal(first.time, Date.UTC(2026, 3, 30, 8));
  assert.ok(second?.kind === "message" && second.message.replayed && second.message.own);
  assert.deepEqual(others, []);
  assert.deepEqual(stage.members("#tea"), ["ann", "@bob"]);
});

Deno.test("a netjoin's members have joined", () => {
  const stage = Stage.inTea(CONFIRMING);
  stage.server(
    ":irc.test BATCH +n netjoin a b",
    "@batch=n :carl!c@host JOIN #tea",
    ":irc.test BATCH -n",
  );
  assert.deepEqual(stage.members("#tea"), ["ann", "@bob", "carl"]);
});

Deno.test("history is asked for on joining, and after a reconnect from the last message on", () => {
  const stage = Stage.in("draft/chathistory batch message-tags", { historyOnJoin: 20 });
  stage.server(":ann!ann@host JOIN #tea");
  stage.sent("CHATHISTORY LATEST #tea * 20");
  stage.server("@msgid=m7 :bob!b@host PRIVMSG #tea :hi");
  stage.session.lost("The connection broke.", 1);
  stage.session.opened();
  stage.server(
    ":irc.test CAP * LS :draft/chathistory",
    ":irc.test CAP * ACK :draft/chathistory",
  );
  stage.welcome();
  stage.forget();
  stage.server(":ann!ann@host JOIN #tea");
  stage.sent("CHATHISTORY AFTER #tea msgid=m7 100");
});

Deno.test("a channel that does not let us in is given up", () => {
  const stage = Stage.in();
  stage.session.join("#vip", "wrong");
  stage.server(":irc.test 475 ann #vip :Cannot join channel (+k)");
  stage.told({ kind: "refused-channel", channel: "#vip", reason: "Cannot join channel (+k)" });
  assert.deepEqual(stage.session.toJoin, []);
});

Deno.test("an invitation is told, and so is one among others", () => {
  const stage = Stage.in();
  stage.server(":bob!b@host INVITE ann #vip", ":bob!b@host INVITE carl #tea");
  stage.told(
    { kind: "invite", channel: "#vip", by: "bob" },
    { kind: "info", text: "bob invited carl to #tea" },
  );
});

Deno.test("the server's answers are sentences", () => {
  const stage = Stage.in();
  stage.server(
    ":irc.test 311 ann bob b host.example * :Bob B.",
    ":irc.test 312 ann bob irc.test :The server",
    ":irc.test 317 ann bob 600 1777629600 :seconds idle, signon time",
    ":irc.test 319 ann bob :@#tea #cake ",
    ":irc.test 671 ann bob :is using a secure connection",
    ":irc.test 318 ann bob :End of WHOIS list",
    ":irc.test 322 ann #tea 2 :green",
    ":irc.test 352 ann #tea b host irc.test bob G@ :0 Bob B.",
    ":irc.test 367 ann #tea evil!*@* bob 1777629600",
    ":irc.test 341 ann carl #tea",
    ":irc.test 306 ann :You have been marked as being away",
    ":irc.test 391 ann irc.test :Friday",
    ":irc.test 265 ann 3 9 :Current local users 3, max 9",
  );
  stage.told(
    ...[
      "bob is Bob B. (b@host.example)",
      "bob is on irc.test (The server)",
      "bob has been idle for 10 min, here since 2026-05-01 10:00",
      "bob is in @#tea #cake",
      "bob is using a secure connection",
      "#tea (2): green",
      "bob is Bob B. (b@host) in #tea, away",
      "Ban in #tea: evil!*@* (set by bob)",
      "You invited carl to #tea",
      "You are away now. /back: you are here again",
      "irc.test Friday",
    ].map((text) => ({ kind: "info", text }) as const),
  );
});

Deno.test("errors and standard replies are told with what they are about", () => {
  const stage = Stage.in();
  stage.server(
    ":irc.test 482 ann #tea :You're not channel operator",
    ":irc.test 421 ann FOO :Unknown command",
    ":irc.test FAIL JOIN TOO_MANY #tea :No more channels",
    ":irc.test WARN * OLD_CLIENT :Please update",
    ":irc.test NOTE JOIN HISTORY_UNAVAILABLE #tea :No history now",
  );
  stage.told(
    { kind: "error", text: "#tea: You're not channel operator", code: "482" },
    { kind: "error", text: "FOO: Unknown command", code: "421" },
    { kind: "error", text: "#tea: No more channels", code: "TOO_MANY" },
    { kind: "info", text: "Please update" },
    { kind: "info", text: "#tea: No history now" },
  );
});

Deno.test("lines that are none, or that nobody knows, do no harm", () => {
  const stage = Stage.inTea();
  stage.server(
    "",
    ":irc.test",
    "@a=b",
    ":irc.test WHATEVER a b",
    ":irc.test 353",
    ":x JOIN",
    "BATCH -x",
  );
  assert.deepEqual(stage.members("#tea"), ["ann", "@bob"]);
});

Deno.test("history that is not there any more is no error of the person", async () => {
  const stage = Stage.in("draft/chathistory standard-replies");
  const page = askHistory(stage.session, "AFTER", "bob", "msgid=m1");
  const refusal = "FAIL CHATHISTORY INVALID_MSGREFID AFTER bob :No message of bob has the msgid";
  stage.server(`:irc.test ${refusal}`);
  assert.equal(await page, undefined);
  stage.told();
  stage.server(`:irc.test ${refusal}`);
  assert.deepEqual(stage.events().map(({ kind }) => kind), ["error"]);
});
