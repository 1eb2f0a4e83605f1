/**
 * A server as a process of its own, two people who talk there all the time, and whoever attacks it. It
 * says how long their messages take, and how much memory the server needs.
 */
import { Client } from "../faults/client.ts";
import { freePort } from "../postgres.ts";
import { EMBEDDED, Installation, type Program } from "../whole/program.ts";

/** How many messages a median is made of. */
const MESSAGES = 15;

export class Siege implements AsyncDisposable {
  #count = 0;

  private constructor(
    readonly installation: Installation,
    readonly program: Program,
    readonly ann: Client,
    readonly bob: Client,
    /** Where WebSockets are spoken, and where TLS is. */
    readonly websocket: number,
    readonly tls: number,
  ) {}

  /** Starts the server. `connections`: how many it takes from one address. */
  static async lay(connections: number): Promise<Siege> {
    const [websocket, tls] = [await freePort(), await freePort()];
    const at = { host: "127.0.0.1", proxyProtocol: false, accountRequired: false } as const;
    const installation = await Installation.make(EMBEDDED, {
      listeners: [
        { ...at, type: "websocket", port: websocket, tls: null },
        { ...at, type: "websocket", port: tls, tls: "self-signed" },
        // The last one is where the others connect.
        { ...at, type: "irc", port: 0, tls: null },
      ],
      limits: { connectionsPerAddress: connections },
    });
    const program = await installation.serve();
    const [ann, bob] = [
      await Client.connect(installation.port),
      await Client.connect(installation.port),
    ];
    await ann.enter({ nick: "ann", password: undefined }, ["#calm"]);
    await bob.enter({ nick: "bob", password: undefined }, ["#calm"]);
    return new Siege(installation, program, ann, bob, websocket, tls);
  }

  get port(): number {
    return this.installation.port;
  }

  /** Milliseconds until bob reads what ann says, in the median. Each message is committed before. */
  async latency(): Promise<number> {
    const all: number[] = [];
    for (let i = 0; i < MESSAGES; i++) {
      const text = `calm ${++this.#count}`;
      const heard = this.bob.hears(({ params }) => params[1] === text);
      const sentAt = performance.now();
      this.ann.send(`PRIVMSG #calm :${text}`);
      await heard;
      all.push(performance.now() - sentAt);
      // Slower than the pace that the server allows.
      await new Promise((resolve) => setTimeout(resolve, 55));
    }
    return all.toSorted((a, b) => a - b)[Math.floor(MESSAGES / 2)] ?? NaN;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of [this.ann, this.bob]) client.cut();
    await this.installation[Symbol.asyncDispose]();
  }
}
