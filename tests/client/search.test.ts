import assert from "node:assert/strict";
import { search, type Searching } from "../../src/client/search.ts";
import { Problem } from "../../src/problem.ts";
import { CAPS, OPENING, PlayedNetwork } from "./played.ts";

const WITH_SEARCH = "batch message-tags server-time soju.im/search";

function searching(wanted: Partial<Searching> = {}) {
  const network = new PlayedNetwork();
  const attributes = new Map([["text", "green tea"]]);
  const notes: string[] = [];
  const run = search(
    { opening: OPENING, target: undefined, attributes, ...wanted },
    (text) => void notes.push(text),
    network.ground,
  )
    .then((found) => found.map(({ target, from, text }) => `${target} ${from}: ${text}`))
    .catch((error) => error);
  return { network, notes, run };
}

function said(target: string, text: string): string {
  const tags = "@batch=s;msgid=m1;time=2026-05-01T12:00:00.000Z";
  return `${tags} :bob!b@host PRIVMSG ${target} :${text}`;
}

Deno.test("search asks for the words wherever we may read, and gives what is found", async () => {
  const { network, notes, run } = searching();
  network.note = "Its certificate is remembered.";
  const server = await network.letIn(WITH_SEARCH);
  assert.deepEqual(notes, ["Its certificate is remembered."]);
  await server.got("SEARCH text=green\\stea");
  await server.line(
    ":irc.test BATCH +s soju.im/search",
    said("#tea", "Green tea?"),
    said("ann", "tea, green"),
    ":irc.test BATCH -s",
  );
  await server.got("QUIT");
  await server.ends();
  assert.deepEqual(await run, ["#tea bob: Green tea?", "bob bob: tea, green"]);
});

Deno.test("search goes into a channel before it looks there", async () => {
  const { network, run } = searching({ target: "#tea" });
  const server = await network.letIn(WITH_SEARCH);
  await server.got("JOIN #tea", "PING round-1");
  await server.line(":ann!ann@host JOIN #tea", ":irc.test PONG irc.test round-1");
  await server.got("SEARCH in=#tea;text=green\\stea");
  await server.line(":irc.test BATCH +s soju.im/search", ":irc.test BATCH -s");
  await server.got("QUIT");
  await server.ends();
  assert.deepEqual(await run, []);
});

Deno.test("search says why the server does not want to", async () => {
  for (const [code, exitCode] of [["INVALID_PARAMS", 69], ["INTERNAL_ERROR", 75]] as const) {
    const { network, run } = searching({ target: "bob" });
    const server = await network.letIn(WITH_SEARCH);
    await server.got("SEARCH in=bob;text=green\\stea");
    await server.line(`:irc.test FAIL SEARCH ${code} :Not that`);
    await server.got("QUIT");
    await server.ends();
    const problem = await run;
    assert.ok(problem instanceof Problem);
    assert.equal(problem.message, "Not that");
    assert.equal(problem.exitCode, exitCode);
  }
});

Deno.test("search says so where the server cannot", async () => {
  const { network, run } = searching();
  const server = await network.letIn(CAPS);
  await server.got("QUIT");
  await server.ends();
  const problem = await run;
  assert.ok(problem instanceof Problem);
  assert.match(problem.message, /^The server at 127\.0\.0\.1:5555 cannot search/);
  assert.equal(problem.exitCode, 76);
});
