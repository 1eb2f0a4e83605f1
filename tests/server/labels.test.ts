/** https://ircv3.net/specs/extensions/labeled-response, https://ircv3.net/specs/extensions/batch */
import { World } from "../world.ts";

const CAPS = "labeled-response batch echo-message";

Deno.test("an answer of one line has the label itself", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("@label=98 PING x", "@label=98 :chat.local PONG chat.local x");
});

Deno.test("an answer of several lines is a batch that has the label on its first line alone", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks(
    "@label=12 JOIN #tea",
    "@label=12 :chat.local BATCH +b1 labeled-response",
    "@batch=b1 :ann!ann@host JOIN #tea",
    "@batch=b1 :chat.local 353 ann = #tea @ann",
    "@batch=b1 :chat.local 366 ann #tea :End of NAMES list",
    ":chat.local BATCH -b1",
  );
});

Deno.test("a command without an answer is acknowledged", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("@label=1 PONG x", "@label=1 :chat.local ACK");
  const bob = await world.user("bob", "labeled-response batch");
  await bob.asks("@label=2 PRIVMSG ann :hi", "@label=2 :chat.local ACK");
});

Deno.test("a label without a value is none", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("@label= PING x", ":chat.local PONG chat.local x");
  await ann.asks("@label PING x", ":chat.local PONG chat.local x");
});

Deno.test("refusals have the label too", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("@label=1 NONSENSE", "@label=1 :chat.local 421 ann NONSENSE :Unknown command");
  await ann.asks("@label=2 JOIN", "@label=2 :chat.local 461 ann JOIN :Not enough parameters");
  await ann.sends("@label=3 PRIVMSG ann :hi\u{FFFD}", false);
  ann.hears(/^@label=3 :chat\.local FAIL PRIVMSG INVALID_UTF8 :/);
  await ann.asks(
    `@label=4 PRIVMSG ann :${"x".repeat(512)}`,
    "@label=4 :chat.local 417 ann :Input line was too long",
  );
});

Deno.test("a wrong name in a list is part of the labelled answer", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks(
    "@label=1 JOIN #tea,inv@lid",
    /^@label=1 .* BATCH \+b1 labeled-response$/,
    ...[/^@batch=b1 .* JOIN #tea$/, /^@batch=b1 .* 353 /, /^@batch=b1 .* 366 /],
    /^@batch=b1 .* 403 ann inv@lid /,
    / BATCH -b1$/,
  );
});

for (const command of ["PRIVMSG", "NOTICE"]) {
  Deno.test(`the echo of a ${command} has the label, what others get has not`, async () => {
    const world = new World();
    const ann = await world.user("ann", CAPS);
    const bob = await world.user("bob", CAPS);
    await ann.asks(`@label=5 ${command} bob :hi`, `@label=5 :ann!ann@host ${command} bob :hi`);
    bob.hears(`:ann!ann@host ${command} bob :hi`);
    await ann.joins("#tea");
    await bob.joins("#tea");
    ann.read();
    await ann.asks(`@label=6 ${command} #tea :hi`, `@label=6 :ann!ann@host ${command} #tea :hi`);
    bob.hears(`:ann!ann@host ${command} #tea :hi`);
  });

  Deno.test(`of a ${command} to oneself exactly one copy has the label`, async () => {
    const world = new World();
    const ann = await world.user("ann", CAPS);
    await ann.says(`@label=7 ${command} ann :note`);
    const lines = ann.read().toSorted();
    if (lines.length !== 2) throw new Error(lines.join("\n"));
    const plain = `:ann!ann@host ${command} ann :note`;
    if (lines[0] !== plain || lines[1] !== `@label=7 ${plain}`) throw new Error(lines.join("\n"));
  });
}

Deno.test("a TAGMSG is echoed with label and tags", async () => {
  const world = new World();
  const ann = await world.user("ann", `${CAPS} message-tags`);
  const bob = await world.user("bob", `${CAPS} message-tags`);
  await ann.says("@label=8;+draft/react=😃;+draft/reply=m1 TAGMSG bob");
  ann.hears(/^@label=8;msgid=\S+;\+draft\/react=😃;\+draft\/reply=m1 :ann!ann@host TAGMSG bob$/);
  bob.hears(/^@msgid=\S+;\+draft\/react=😃;\+draft\/reply=m1 :ann!ann@host TAGMSG bob$/);
});

Deno.test("a message to several is answered with one batch", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  for (const nick of ["bob", "carl", "dora"]) await world.user(nick);
  await ann.asks(
    "@label=9 PRIVMSG bob,carl,dora :hi",
    /^@label=9 .* BATCH \+b1 labeled-response$/,
    "@batch=b1 :ann!ann@host PRIVMSG bob :hi",
    "@batch=b1 :ann!ann@host PRIVMSG carl :hi",
    "@batch=b1 :ann!ann@host PRIVMSG dora :hi",
    / BATCH -b1$/,
  );
});

Deno.test("the echo of a nick change has the label and comes from the old nick", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("@label=1 NICK anna", "@label=1 :ann!ann@host NICK anna");
});

Deno.test("what others do meanwhile is not part of the answer", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  const bob = await world.user("bob");
  await ann.joins("#tea");
  world.store.held = true;
  await ann.sends("@label=1 PRIVMSG #tea :hi");
  await bob.says("JOIN #tea");
  ann.hears(":bob!bob@host JOIN #tea");
  world.store.commit();
  await ann.session.settled();
  ann.hears("@label=1 :ann!ann@host PRIVMSG #tea :hi");
});

Deno.test("answers come in the order of the questions", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  world.store.held = true;
  await ann.sends("@label=1 PRIVMSG ann :one");
  await ann.sends("@label=2 PRIVMSG nobody :two");
  ann.hearsNothing();
  world.store.commit();
  await ann.session.settled();
  ann.hears(
    /^(@label=1 )?:ann!ann@host PRIVMSG ann :one$/,
    /^(@label=1 )?:ann!ann@host PRIVMSG ann :one$/,
    "@label=2 :chat.local 401 ann nobody :No such nick/channel",
  );
});

Deno.test("a label is escaped like any value of a tag", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("@label=a\\:b\\s PING x", "@label=a\\:b\\s :chat.local PONG chat.local x");
});

Deno.test("without the capability a label means nothing", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("@label=1 PING x", ":chat.local PONG chat.local x");
  await ann.asks("@label=1 PONG x");
});
