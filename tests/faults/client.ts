/** Somebody's connection to a server under load: messages in both directions, until it is lost. */
import { Buffer } from "node:buffer";
import { LineReader } from "../../src/irc/lines.ts";
import { type Message, parse } from "../../src/irc/message.ts";

/** Who connects. Somebody without a password is a guest. */
export interface Person {
  readonly nick: string;
  readonly password: string | undefined;
}

const CAPS = ["batch", "echo-message", "labeled-response", "message-tags", "server-time"];
/** How long an answer may take that the client cannot go on without; ms. */
const PATIENCE = 30_000;

export class Client {
  /** Called for every message that comes; PING is answered before. */
  onMessage: (message: Message) => void = () => {};
  /** Resolves when nothing will come any more. */
  readonly ended: Promise<void>;
  readonly #conn: Deno.TcpConn;
  readonly #awaited = new Set<{
    readonly fits: (message: Message) => boolean;
    readonly found: (message: Message) => void;
  }>();
  #waiting = "";
  #writing: Promise<void> | undefined;
  #open = true;
  #deaf = false;
  readonly #closed = Promise.withResolvers<void>();

  private constructor(conn: Deno.TcpConn) {
    conn.setNoDelay(true);
    this.#conn = conn;
    this.ended = this.#read();
  }

  static async connect(port: number): Promise<Client> {
    return new Client(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Whether it may still be written to. */
  get open(): boolean {
    return this.#open;
  }

  /** Lines of one turn leave together. What the socket does not take any more is lost with it. */
  send(line: string): void {
    this.#waiting += `${line}\r\n`;
    this.#writing ??= this.#write();
  }

  /** Resolves when everything was handed to the system. */
  async sent(): Promise<void> {
    await this.#writing;
  }

  /** The next message that fits. Rejects when none comes in time, or the connection ends before. */
  async hears(fits: (message: Message) => boolean): Promise<Message> {
    const { promise, resolve } = Promise.withResolvers<Message>();
    const awaited = { fits, found: resolve };
    this.#awaited.add(awaited);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PATIENCE);
    });
    try {
      const message = await Promise.race([promise, late, this.ended]);
      if (!message) throw new Error("the server did not answer");
      return message;
    } finally {
      clearTimeout(timer);
      this.#awaited.delete(awaited);
    }
  }

  /**
   * Logs in, registers with the server and joins the channels; `caps` are wanted beside the usual ones.
   * Rejects if the server does not let us.
   */
  async enter(
    { nick, password }: Person,
    channels: readonly string[],
    ...caps: readonly string[]
  ): Promise<void> {
    await this.asks(`CAP REQ :${[...CAPS, ...caps].join(" ")}`, "CAP");
    if (password !== undefined) {
      await this.asks("AUTHENTICATE PLAIN", "AUTHENTICATE");
      const plain = Buffer.from(`\0${nick}\0${password}`).toString("base64");
      await this.asks(`AUTHENTICATE ${plain}`, "903", "904");
    }
    this.send(`NICK ${nick}`);
    this.send(`USER ${nick} 0 * :${nick}`);
    await this.asks("CAP END", "001", "433");
    if (channels.length > 0) this.send(`JOIN ${channels.join(",")}`);
    await this.catchesUp();
  }

  /** Sends a line and waits for its answer, which must have the first of these commands. */
  async asks(line: string, good: string, ...bad: string[]): Promise<void> {
    const answer = this.hears(({ command }) => command === good || bad.includes(command));
    this.send(line);
    const { command, params } = await answer;
    if (command !== good) throw new Error(`${line.split(" ", 1)[0]}: ${command} ${params.at(-1)}`);
  }

  /** Resolves when everything has come that the server has sent until now. */
  async catchesUp(): Promise<void> {
    const token = crypto.randomUUID();
    const answer = this.hears(({ command, params }) => command === "PONG" && params[1] === token);
    this.send(`PING ${token}`);
    await answer;
  }

  /** Takes nothing more from the socket, which stays open. */
  stopReading(): void {
    this.#deaf = true;
  }

  /** Ends the connection at once, whatever is on its way. */
  cut(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#conn.close();
    this.#closed.resolve();
  }

  async #read(): Promise<void> {
    const lines = new LineReader();
    const buffer = new Uint8Array(16 * 1024);
    try {
      for (let read = await this.#conn.read(buffer); read; read = await this.#conn.read(buffer)) {
        for (const { text } of lines.push(buffer.subarray(0, read))) {
          const message = parse(text);
          if (message) this.#heard(message);
        }
        if (this.#deaf) await this.#closed.promise;
      }
    } catch {
      // Reset by the other side or cut by us: it is over either way.
    }
    this.cut();
  }

  #heard(message: Message): void {
    if (message.command === "PING") this.send(`PONG ${message.params[0] ?? ""}`);
    this.onMessage(message);
    for (const { fits, found } of this.#awaited) if (fits(message)) found(message);
  }

  async #write(): Promise<void> {
    await Promise.resolve();
    try {
      while (this.#waiting !== "" && this.#open) {
        let bytes = new TextEncoder().encode(this.#waiting);
        this.#waiting = "";
        while (bytes.length > 0) bytes = bytes.subarray(await this.#conn.write(bytes));
      }
    } catch {
      // The reading side meets the same end.
    }
    this.#writing = undefined;
  }
}
