import assert from "node:assert/strict";
import { dial, shownAddress, type Wire } from "../../src/client/wire.ts";
import { EXIT, Problem } from "../../src/problem.ts";

/** Whether this Deno can choose the port that it connects from; 2.4 passes over it in silence. */
const CHOOSES_PORTS = !/^2\.[0-4]\./.test(Deno.version.deno);

function listen(port = 0): Deno.TcpListener & { readonly port: number } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  return Object.assign(listener, { port: listener.addr.port });
}

function freePort(): number {
  using listener = listen();
  return listener.port;
}

async function sentence(dialing: Promise<Wire>): Promise<string> {
  const problem = await dialing.then(() => undefined, (error) => error);
  assert.ok(problem instanceof Problem);
  return problem.message;
}

/** Sends a line there and back. */
async function echoes(wire: Wire, peer: Deno.Conn): Promise<void> {
  await wire.write(new TextEncoder().encode("PING 1\r\n"));
  const buffer = new Uint8Array(100);
  const count = await peer.read(buffer);
  await peer.write(buffer.subarray(0, count ?? 0));
  for await (const chunk of wire.chunks) {
    assert.equal(new TextDecoder().decode(chunk), "PING 1\r\n");
    break;
  }
}

Deno.test("a wire carries bytes in both directions", async () => {
  using listener = listen();
  const wire = await dial({ host: "localhost", port: listener.port, localPort: undefined });
  using peer = await listener.accept();
  await echoes(wire, peer);
  wire.close();
  wire.close();
});

Deno.test({
  name: "a wire begins at the port that was asked for",
  ignore: !CHOOSES_PORTS,
  async fn() {
    using listener = listen();
    const localPort = freePort();
    const wire = await dial({ host: "127.0.0.1", port: listener.port, localPort });
    using peer = await listener.accept();
    assert.equal(peer.remoteAddr.transport === "tcp" && peer.remoteAddr.port, localPort);
    await echoes(wire, peer);
    wire.close();
  },
});

Deno.test({
  name: "a port that another program uses is named",
  ignore: !CHOOSES_PORTS,
  async fn() {
    using listener = listen();
    const { port } = listener;
    assert.equal(
      await sentence(dial({ host: "127.0.0.1", port, localPort: port })),
      `Could not connect to 127.0.0.1:${port} from port ${port}: another program uses it. ` +
        "Choose another --local-port, or none.",
    );
  },
});

Deno.test("where nobody listens, the sentence says how to start a server", async () => {
  const port = freePort();
  const dialing = dial({ host: "127.0.0.1", port, localPort: undefined });
  assert.equal(
    await sentence(dialing),
    `No server answers at 127.0.0.1:${port}. Start one with: chat serve`,
  );
  await assert.rejects(dialing, { exitCode: EXIT.tryAgain });
});

Deno.test("a host that does not exist is named", async () => {
  assert.equal(
    await sentence(dial({ host: "no-such-host.invalid", port: 5555, localPort: undefined })),
    'There is no host called "no-such-host.invalid". Is it spelled right?',
  );
});

Deno.test("an IPv6 address is shown in brackets", () => {
  assert.equal(shownAddress({ host: "::1", port: 5555, localPort: undefined }), "[::1]:5555");
});
