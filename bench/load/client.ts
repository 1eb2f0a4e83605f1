/** A client as simple as can be: it registers, sends what it is told to, and counts what comes. */
import { type OnMessage, readText, TEXT_BYTES } from "./text.ts";

const LF = 0x0a;
const READ_BYTES = 64 * 1024;
const utf8 = new TextEncoder();
const decoder = new TextDecoder();

export class LoadClient {
  #buffer = new Uint8Array(4096);
  #filled = 0;
  #waiting: string[] = [];
  #writing = false;
  #expected: { readonly text: string; readonly resolve: () => void } | undefined;
  /** Called for every message that comes. */
  onMessage: OnMessage = () => {};
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;

  private constructor(readonly conn: Deno.TcpConn, readonly nick: string) {
    this.ended = this.#read();
  }

  /** Connects and registers. */
  static async open(port: number, nick: string): Promise<LoadClient> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    const client = new LoadClient(conn, nick);
    const welcomed = client.until(` 001 ${nick} `);
    client.send(`NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\n`);
    await welcomed;
    return client;
  }

  /** Sends a command and waits until a line with this in it has come. */
  async ask(line: string, answer: string): Promise<void> {
    const answered = this.until(answer);
    this.send(`${line}\r\n`);
    await answered;
  }

  until(text: string): Promise<void> {
    return new Promise((resolve) => this.#expected = { text, resolve });
  }

  /** Writes lines, together with whatever is sent until the socket takes more. */
  send(lines: string): void {
    this.#waiting.push(lines);
    if (!this.#writing) this.#write();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      let bytes = utf8.encode(this.#waiting.join(""));
      this.#waiting = [];
      while (bytes.length > 0) bytes = bytes.subarray(await this.conn.write(bytes));
    }
    this.#writing = false;
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const read = await this.conn.read(this.#buffer.subarray(this.#filled));
        if (read === null) return;
        this.#filled += read;
        const full = this.#filled === this.#buffer.length;
        this.#consume();
        // There was more: whoever reads it in small pieces measures himself.
        if (full) this.#grow();
      }
    } catch {
      // Closed by us.
    }
  }

  #grow(): void {
    if (this.#buffer.length >= READ_BYTES) {
      if (this.#filled < READ_BYTES) return;
      throw new Error(`a line is longer than ${READ_BYTES} bytes`);
    }
    const larger = new Uint8Array(READ_BYTES);
    larger.set(this.#buffer.subarray(0, this.#filled));
    this.#buffer = larger;
  }

  #consume(): void {
    const bytes = this.#buffer.subarray(0, this.#filled);
    // All that was read at once came at once; a clock for each line would be half of the work.
    const now = performance.now();
    let start = 0;
    for (let length = 0;;) {
      // Most are as long as the one before; to look for each one's end would be half of the rest.
      const likely = start + length;
      const end = length > 0 && bytes[likely] === LF ? likely : bytes.indexOf(LF, start);
      if (end < 0) break;
      this.#line(bytes, start, end - 1, now);
      length = holdsOneMessage(end - start) ? end - start : 0;
      start = end + 1;
    }
    this.#buffer.copyWithin(0, start, this.#filled);
    this.#filled -= start;
  }

  #line(bytes: Uint8Array, start: number, end: number, now: number): void {
    if (this.#expected) {
      const { text, resolve } = this.#expected;
      const line = decoder.decode(bytes.subarray(start, end));
      if (line.includes(text)) {
        this.#expected = undefined;
        resolve();
      }
      return;
    }
    const isMessage = end - start > TEXT_BYTES && bytes[end - 1] === 0x78 &&
      bytes[end - 44] === 0x78;
    if (isMessage) {
      readText(bytes, end, now, this.onMessage);
    } else if (bytes[start] === 0x50 && bytes[start + 1] === 0x49) {
      this.send(`PONG${decoder.decode(bytes.subarray(start + 4, end))}\r\n`);
    }
  }

  close(): void {
    try {
      this.conn.close();
    } catch {
      // The server was faster.
    }
  }
}

/** Whether a line of that length may be a message, but not two. */
function holdsOneMessage(length: number): boolean {
  return length > TEXT_BYTES && length < 2 * TEXT_BYTES;
}

/** Opens clients, so many at a time: some servers have a short queue for new connections. */
export async function openAll(port: number, nicks: readonly string[], atOnce: number) {
  const clients: LoadClient[] = [];
  const waiting = [...nicks.entries()];
  const open = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      clients[next[0]] = await LoadClient.open(port, next[1]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, open));
  return clients;
}
