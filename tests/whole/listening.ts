/** A server in this process that listens on real sockets, with a store in memory. */
import { World, type WorldSettings } from "../world.ts";
import type { Listener as ListenerSettings } from "../../src/config.ts";
import type { Certificate } from "../../src/server/certificate.ts";
import { Listener } from "../../src/server/listener.ts";
import { concat } from "../../src/irc/bytes.ts";

export class Listening implements AsyncDisposable {
  readonly world: World;
  readonly listener: Listener;

  /** `before`: the world that this one is a restart of. */
  constructor(
    settings: WorldSettings = {},
    listener: Partial<ListenerSettings> = {},
    certificate?: Certificate,
    before?: World,
  ) {
    this.world = new World(settings, before);
    const defaults = {
      type: "irc",
      host: "127.0.0.1",
      port: 0,
      tls: null,
      proxyProtocol: false,
    } as const;
    this.listener = new Listener(
      { ...defaults, accountRequired: false, ...listener },
      this.world.services,
      certificate,
    );
  }

  get port(): number {
    return this.listener.address.port;
  }

  /** A connection that has said nothing yet. */
  async connect(): Promise<Peer> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
    conn.setNoDelay(true);
    return new Peer(conn);
  }

  /** The same over TLS; trusts this certificate and goes to a host of this name. */
  async connectTls(cert: string, hostname = "localhost"): Promise<Peer> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
    return new Peer(await Deno.startTls(conn, { hostname, caCerts: [cert] }));
  }

  /** A registered user who has read the welcome. */
  async user(nick: string): Promise<Peer> {
    const peer = await this.connect();
    await peer.send(`NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\nPING welcome\r\n`);
    await peer.until(/PONG \S+ welcome/);
    return peer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.listener.close();
    const open = [...this.listener.connections];
    for (const { session } of open) session.close("end of test");
    await Promise.all(open.map(({ ended }) => ended));
  }
}

/** The client's end of a socket. */
export class Peer implements Disposable {
  readonly #decoder = new TextDecoder();
  readonly #buffer = new Uint8Array(64 * 1024);
  #text = "";

  constructor(readonly conn: Deno.Conn) {}

  async send(data: string | Uint8Array): Promise<void> {
    for (let bytes = concat([toBytes(data)]); bytes.length > 0;) {
      bytes = bytes.subarray(await this.conn.write(bytes));
    }
  }

  /** Reads until a line fits; gives it back. Rejects if the connection ends or nothing fits in time. */
  async until(pattern: RegExp, within = 5_000): Promise<string> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this[Symbol.dispose]();
    }, within);
    try {
      for (;;) {
        const lines = this.#text.split("\r\n");
        const at = lines.findIndex((line, i) => i < lines.length - 1 && pattern.test(line));
        const found = lines[at];
        if (at >= 0 && found !== undefined) {
          this.#text = lines.slice(at + 1).join("\r\n");
          return found;
        }
        const read = await this.conn.read(this.#buffer);
        if (read === null) throw new Error(`the connection ended; heard: ${this.#text}`);
        this.#text += this.#decoder.decode(this.#buffer.subarray(0, read), { stream: true });
      }
    } catch (error) {
      throw late ? new Error(`nothing like ${pattern} came; heard: ${this.#text}`) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reads at least so many bytes of text, line endings or not. */
  async some(bytes: number): Promise<string> {
    while (this.#text.length < bytes) {
      const read = await this.conn.read(this.#buffer);
      if (read === null) break;
      this.#text += this.#decoder.decode(this.#buffer.subarray(0, read), { stream: true });
    }
    return this.#text;
  }

  /** Reads until the other side closes; gives back all that came. */
  async rest(): Promise<string> {
    for (;;) {
      const read = await this.conn.read(this.#buffer).catch(() => null);
      if (read === null) return this.#text;
      this.#text += this.#decoder.decode(this.#buffer.subarray(0, read), { stream: true });
    }
  }

  [Symbol.dispose](): void {
    try {
      this.conn.close();
    } catch {
      // Closed already.
    }
  }
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? new TextEncoder().encode(data) : data;
}
