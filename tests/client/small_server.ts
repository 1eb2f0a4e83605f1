/** The smallest server that our client can talk to, on a loopback socket. What it is sent can be looked at. */
import { LineReader } from "../../src/irc/lines.ts";
import { parse } from "../../src/irc/message.ts";

const CAPS = "batch echo-message labeled-response message-tags server-time";
const NOON = "2026-05-01T12:00:00.000Z";

export class SmallServer implements AsyncDisposable {
  /** The lines that came, in order. */
  readonly lines: string[] = [];
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns = new Set<Deno.Conn>();
  readonly #accepting = this.#accept();
  #messages = 0;

  get port(): number {
    return this.#listener.addr.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#conns) conn.close();
    await this.#accepting;
  }

  async #accept(): Promise<void> {
    const serving: Promise<void>[] = [];
    try {
      for await (const conn of this.#listener) serving.push(this.#serve(conn));
    } catch {
      // The listener is closed.
    }
    await Promise.all(serving);
  }

  async #serve(conn: Deno.Conn): Promise<void> {
    this.#conns.add(conn);
    const reader = new LineReader();
    const buffer = new Uint8Array(4096);
    const client = { nick: "*" };
    try {
      for (let count = await conn.read(buffer); count; count = await conn.read(buffer)) {
        for (const { text } of reader.push(buffer.subarray(0, count))) {
          this.lines.push(text);
          const answers = this.#answer(client, text);
          const bytes = new TextEncoder().encode(answers.map((line) => `${line}\r\n`).join(""));
          for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
          if (text.startsWith("QUIT")) return;
        }
      }
    } catch {
      // The client, or the test, has closed it.
    } finally {
      if (this.#conns.delete(conn)) conn.close();
    }
  }

  #answer(client: { nick: string }, line: string): string[] {
    const { tags, command = "", params = [] } = parse(line) ?? {};
    const [first = "", second = ""] = params;
    const me = `${client.nick}!u@host`;
    const label = tags?.get("label");
    switch (command) {
      case "CAP":
        if (first === "LS") return [`:small CAP * LS :${CAPS}`];
        if (first === "REQ") return [`:small CAP * ACK :${second}`];
        return [
          `:small 001 ${client.nick} :Welcome`,
          `:small 005 ${client.nick} CASEMAPPING=ascii :are supported`,
          `:small 422 ${client.nick} :No MOTD`,
        ];
      case "NICK":
        if (first === "taken") return [`:small 433 * taken :Nickname is already in use`];
        client.nick = first;
        return [];
      case "JOIN":
        return [
          `:${me} JOIN ${first}`,
          `:small 353 ${client.nick} = ${first} :${client.nick} @bob`,
          `:small 366 ${client.nick} ${first} :End of NAMES list`,
          `:small BATCH +h chathistory ${first}`,
          `@batch=h;msgid=old;time=${NOON} :bob!b@host PRIVMSG ${first} :good \x1b[2Jmorning`,
          ":small BATCH -h",
        ];
      case "PRIVMSG":
        if (first === "nobody") return [`@label=${label} :small 401 ${me} nobody :No such nick`];
        return [`@label=${label};msgid=m${++this.#messages} :${me} ${line.replace(/^@\S+ /, "")}`];
      case "PING":
        return [`:small PONG small ${first}`];
      case "QUIT":
        return ["ERROR :Closing link"];
      default:
        return [];
    }
  }
}
