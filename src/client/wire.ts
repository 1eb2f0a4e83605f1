/** A TCP connection to a server, and the sentences for those that do not come about. */

import net from "node:net";
import { EXIT, Problem } from "../problem.ts";
import type { KnownServers } from "./known_servers.ts";
import { secured, type Tls } from "./secure.ts";
import { texts } from "./texts/index.ts";

/** The two directions of a connection, as bytes. */
export interface Wire {
  /** Ends when the other side closes, throws when the connection breaks. */
  readonly chunks: AsyncIterable<Uint8Array>;
  write(bytes: Uint8Array): Promise<void>;
  /** May be called more than once. */
  close(): void;
  /** Something that the person should know about this connection. */
  readonly note?: string | undefined;
  /** Whether an authority that this machine trusts vouches for the other side. */
  readonly vouched?: boolean;
}

/** Makes a connection, or throws a `Problem` that says why there is none. */
export type Dial = () => Promise<Wire>;

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** The port on this machine; `undefined`: any. */
  readonly localPort: number | undefined;
  /** With TLS; left out: everybody on the way can read along. */
  readonly tls?: Tls;
  /** Where it is kept that a host wants TLS; left out: nowhere. */
  readonly policies?: KnownServers;
}

/** A server that has not accepted the connection after this many milliseconds is not there. */
const PATIENCE = 10_000;

/** `127.0.0.1:5555`, and `[::1]:5555`. */
export function shownAddress({ host, port }: ServerAddress): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether the server is on this machine, so that nobody is on the way. */
export function isLocal(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1)$/i.test(host);
}

export async function dial(address: ServerAddress): Promise<Wire> {
  const dialing = address.localPort === undefined
    ? dialFromAnyPort(address)
    : dialFromPort(address, address.localPort);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(texts.doesNotAnswer)), PATIENCE);
  });
  try {
    return await Promise.race([dialing, tooLate]);
  } catch (error) {
    dialing.then((wire) => wire.close(), () => {});
    throw explain(error, address);
  } finally {
    clearTimeout(timer);
  }
}

async function dialFromAnyPort({ host, port, tls }: ServerAddress): Promise<Wire> {
  const connect = async () => {
    const conn = await Deno.connect({ hostname: host, port });
    // Without it a short line waits for the acknowledgement of the one before, some 40 ms.
    conn.setNoDelay(true);
    return conn;
  };
  if (!tls) return wireOf(await connect());
  const { conn, note, vouched } = await secured(connect, { host, port }, tls);
  return { ...wireOf(conn), note, vouched };
}

function wireOf(conn: Deno.Conn): Wire {
  let open = true;
  async function* chunks() {
    const buffer = new Uint8Array(16 * 1024);
    for (;;) {
      const count = await conn.read(buffer).catch((error: Error) => {
        throw isRefusal(error.message) ? new Error(texts.ownNotTaken) : error;
      });
      if (count === null) return;
      yield buffer.subarray(0, count);
    }
  }
  return {
    chunks: chunks(),
    async write(bytes) {
      for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
    },
    close() {
      if (open) conn.close();
      open = false;
    },
  };
}

/** `Deno.connect` cannot choose its own port, `node:net` can. */
async function dialFromPort(
  { host, port, tls }: ServerAddress,
  localPort: number,
): Promise<Wire> {
  if (tls) throw new Problem(texts.localPortTls, EXIT.usage);
  const socket = net.connect({ host, port, localPort });
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  if (socket.localPort !== localPort) {
    socket.destroy();
    throw new Problem(
      texts.localPortUnable(Deno.version.deno, localPort),
      EXIT.configuration,
    );
  }
  return {
    chunks: socket,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => error ? reject(error) : resolve());
      }),
    close: () => socket.destroy(),
  };
}

function explain(error: unknown, address: ServerAddress): Problem {
  if (error instanceof Problem) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new Problem(sentence(text, address), EXIT.tryAgain, { cause: error });
}

function sentence(text: string, address: ServerAddress): string {
  const where = shownAddress(address);
  const { host, port, localPort, tls } = address;
  if (tls) {
    const wrong = tlsSentence(text, host);
    if (wrong !== undefined) return texts.couldNotSecure(where, wrong);
  }
  if (/refused/i.test(text)) {
    return isLocal(host) ? texts.noLocalServer(where) : texts.noServer(where);
  }
  if (/lookup|getaddrinfo|not known|ENOTFOUND/i.test(text)) {
    return texts.noHost(host);
  }
  if (/EADDRINUSE|in use/i.test(text) && localPort !== undefined) {
    return texts.localPortUsed(where, localPort);
  }
  if (/EACCES|permission/i.test(text) && localPort !== undefined) {
    return texts.localPortForbidden(where, localPort);
  }
  return texts.couldNotConnect(where, text, port);
}

/** The other side has ended TLS because of our certificate, or of none. https://www.rfc-editor.org/rfc/rfc8446#section-6.2 */
function isRefusal(text: string): boolean {
  return /received fatal alert: (?:\w*Certificate\w*|UnknownCA|AccessDenied)/i.test(text);
}

/** What is wrong with a certificate, or with the TLS of the other side; `undefined`: something else is. */
function tlsSentence(text: string, host: string): string | undefined {
  if (isRefusal(text)) return `${texts.ownNotTaken}.`;
  if (/UnknownIssuer|SelfSigned|CaUsedAsEndEntity/i.test(text)) {
    return texts.unknownIssuer;
  }
  if (/NotValidForName|not valid for name/i.test(text)) {
    return texts.otherName(host);
  }
  if (/Expired/i.test(text)) {
    return texts.expired;
  }
  if (/NotValidYet|not valid yet/i.test(text)) {
    return texts.notYetValid;
  }
  if (
    /InvalidContentType|corrupt message|CorruptMessage|unexpected eof|UnexpectedEof/i.test(text)
  ) {
    return texts.noTlsThere;
  }
  return undefined;
}
