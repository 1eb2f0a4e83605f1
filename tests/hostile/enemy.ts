/** Connections of somebody who means no good: raw bytes, no manners, and nothing is awaited in vain. */

export class Enemy implements Disposable {
  readonly #conns = new Set<Deno.TcpConn>();
  #stopped = false;

  /** Stops what goes on, and lets go of all connections. */
  [Symbol.dispose](): void {
    this.#stopped = true;
    for (const conn of this.#conns) close(conn);
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** A connection; `undefined` if the server, or this machine, gives none. */
  async connect(port: number): Promise<Deno.TcpConn | undefined> {
    try {
      const conn = await Deno.connect({ hostname: "127.0.0.1", port });
      this.#conns.add(conn);
      if (this.#stopped) close(conn);
      return conn;
    } catch {
      return undefined;
    }
  }

  /** So many connections, each of which has sent this; a few at a time, as one machine makes them. */
  async crowd(
    port: number,
    count: number,
    data: string | Uint8Array = "",
  ): Promise<Deno.TcpConn[]> {
    const all: Deno.TcpConn[] = [];
    while (all.length < count && !this.#stopped) {
      const some = Math.min(100, count - all.length);
      const conns = await Promise.all(Array.from({ length: some }, () => this.connect(port)));
      const made = conns.filter((conn) => conn !== undefined);
      await Promise.all(made.map((conn) => this.send(conn, data)));
      if (made.length === 0) return all;
      all.push(...made);
    }
    return all;
  }

  /** A registered user with capabilities, whose answers are read and thrown away. */
  async user(port: number, nick: string, caps = ""): Promise<Deno.TcpConn | undefined> {
    const conn = await this.connect(port);
    if (!conn) return undefined;
    this.swallow(conn);
    const wanted = caps === "" ? "" : `CAP REQ :${caps}\r\n`;
    await this.send(conn, `${wanted}NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\nCAP END\r\n`);
    return conn;
  }

  /** Reads whatever comes, until the end. */
  async swallow(conn: Deno.TcpConn, pause = 0, bytes = 64 * 1024): Promise<void> {
    const buffer = new Uint8Array(bytes);
    try {
      while (!this.#stopped && await conn.read(buffer) !== null) {
        if (pause > 0) await wait(pause);
      }
    } catch {
      // It is closed.
    }
  }

  /** Sends, as far as the server takes it; false if it does not any more. */
  async send(conn: Deno.TcpConn, data: string | Uint8Array): Promise<boolean> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    try {
      for (let left = bytes; left.length > 0 && !this.#stopped;) {
        left = left.subarray(await conn.write(left));
      }
      return !this.#stopped;
    } catch {
      return false;
    }
  }

  /** Does it again and again in the background, with pauses, until stopped or it says no. */
  repeat(pause: number, work: () => Promise<boolean>): void {
    (async () => {
      while (!this.#stopped && await work()) await wait(pause);
    })().catch(() => {});
  }
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch {
    // The server was faster.
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
