/** The client's commands as processes: what they print, and how they end. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { SmallServer } from "./small_server.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

async function chat(args: readonly (string | number)[], input = ""): Promise<Outcome> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN, ...args.map(String)],
    env: { TZ: "UTC", NO_COLOR: "1", LC_ALL: "C.UTF-8" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), notes: text(stderr) };
}

/** Times of day are not what is compared. */
function timeless(text: string): string {
  return text.replace(/^\d\d:\d\d /gm, "").replace(/^-- \w+ \d+ \w+ \d{4}$/gm, "-- DAY");
}

Deno.test("chat send prints one id for each message that is kept", async () => {
  await using server = new SmallServer();
  assert.deepEqual(
    await chat(["send", "--port", server.port, "--user", "ann", "#tea", "hello", "there"]),
    { code: 0, out: "m1\n", notes: "" },
  );
  assert.deepEqual(server.lines.slice(-4), [
    "PING round-1",
    "@label=c1 PRIVMSG #tea :hello there",
    "PING round-2",
    "QUIT",
  ]);
  assert.deepEqual(
    await chat(["send", "--port", server.port, "--user", "ann", "bob", "-"], "one\n\ntwo"),
    { code: 0, out: "m2\nm3\n", notes: "" },
  );
});

Deno.test("chat send says what was refused, and why", async () => {
  await using server = new SmallServer();
  const where = ["--port", server.port];
  assert.deepEqual(await chat(["send", ...where, "--user", "ann", "nobody", "hi"]), {
    code: 69,
    out: "",
    notes: '"hi" was not delivered to nobody: nobody: No such nick\n',
  });
  assert.deepEqual(await chat(["send", ...where, "--user", "taken", "bob", "hi"]), {
    code: 69,
    out: "",
    notes: 'The name "taken" is in use on this server. Choose another one.\n',
  });
});

Deno.test("chat tail prints JSON lines", async () => {
  await using server = new SmallServer();
  const { code, out, notes } = await chat(
    ["tail", "--json", "--port", server.port, "--user", "ann", "#tea"],
  );
  assert.deepEqual({ code, notes }, { code: 0, notes: "" });
  assert.equal(
    out,
    '{"id":"old","time":"2026-05-01T12:00:00.000Z","target":"#tea","from":"bob",' +
      '"account":null,"text":"good \\u001b[2Jmorning","tags":{}}\n',
  );
});

Deno.test("chat connect takes lines from a pipe, and gives lines", async () => {
  await using server = new SmallServer();
  const { code, out, notes } = await chat(
    ["connect", "--port", server.port, "--user", "ann", "--join", "tea"],
    "hello\n/me waves\n@bob: psst\n",
  );
  assert.equal(code, 0);
  assert.equal(
    timeless(out),
    "-- DAY\n-- You joined #tea\n-- In #tea (2): ann, @bob\n-- DAY\n#tea bob: good ␛[2Jmorning\n" +
      "-- DAY\n#tea ann: hello\n#tea * ann waves\n[private to bob] ann: psst\n",
  );
  assert.equal(
    timeless(notes),
    `-- Connected to 127.0.0.1:${server.port}, as ann. /help lists the commands.\n`,
  );
});

Deno.test("where no server is, connect says how to start one", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  assert.deepEqual(await chat(["connect", "--port", port, "--user", "ann"]), {
    code: 75,
    out: "",
    notes: `No server answers at 127.0.0.1:${port}. Start one with: chat serve\n`,
  });
});
