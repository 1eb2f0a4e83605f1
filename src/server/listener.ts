/** A listening socket: accepts connections and turns away those over the limits. */
import { concat } from "../irc/bytes.ts";
import type { Listener as ListenerSettings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import { bannedBy } from "./bans.ts";
import type { Certificate } from "./certificate.ts";
import type { Services } from "./command.ts";
import { Connection } from "./connection.ts";
import { Flush } from "./flush.ts";
import { errorLine } from "./network.ts";
import { readProxyHeader } from "./proxy_protocol.ts";
import type { Origin } from "./session.ts";
import { TcpWire } from "./tcp.ts";
import { WebSocketWire } from "./websocket.ts";

/** Connections that may wait to be accepted. */
const BACKLOG = 4096;
/** How long to wait when the system has no file descriptors left; ms. */
const OUT_OF_FILES_PAUSE = 100;
/** How long a load balancer may take to say who it speaks for; ms. */
const PROXY_HEADER_WITHIN = 5_000;

/** All connections of the process share their turns. */
const flush = new Flush();

/** What may be accepted from: TCP, or TLS over it. */
type Socket = Deno.TcpListener | Deno.TlsListener;

export class Listener {
  readonly connections = new Set<Connection>();
  /** Where it really listens: port 0 in the settings means any free one. */
  readonly address: Deno.NetAddr;
  /** What is shown to clients; without one there is no TLS. */
  certificate: Certificate | undefined;
  #socket: Socket;
  #closed = false;
  #accepting: Promise<void>;

  /**
   * Starts to listen, with TLS if there is a certificate; throws a Problem if the address cannot be
   * listened on.
   */
  constructor(
    readonly settings: ListenerSettings,
    readonly services: Services,
    certificate?: Certificate,
  ) {
    const { host, port } = settings;
    try {
      this.#socket = this.#listen(host, port, certificate);
    } catch (error) {
      throw new Problem(whyNot(host, port, error), EXIT.tryAgain, { cause: error });
    }
    this.certificate = certificate;
    this.address = this.#socket.addr;
    this.#accepting = this.#accept(this.#socket);
  }

  /** Takes no more connections; those that are open stay. */
  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #stop(): void {
    try {
      this.#socket.close();
    } catch (error) {
      // It is closed already when it could not be opened again before.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  /**
   * Shows another certificate from now on. Connections that are open stay as they are, and those that
   * come meanwhile wait a moment. Rejects if the port is lost to another program.
   */
  async renew(certificate: Certificate): Promise<void> {
    this.#stop();
    // Only when nobody waits to accept any more is the port free.
    await this.#accepting;
    if (this.#closed) return;
    const { hostname, port } = this.address;
    this.#socket = this.#listen(hostname, port, certificate);
    this.certificate = certificate;
    this.#accepting = this.#accept(this.#socket);
  }

  #listen(hostname: string, port: number, certificate: Certificate | undefined): Socket {
    const where = { hostname, port, tcpBacklog: BACKLOG };
    if (!certificate) return Deno.listen(where);
    const alpnProtocols = this.settings.type === "irc" ? ["irc"] : ["http/1.1"];
    const { cert, key } = certificate;
    return Deno.listenTls({ ...where, cert, key, alpnProtocols });
  }

  async #accept(socket: Socket): Promise<void> {
    for (;;) {
      try {
        const conn = await socket.accept();
        // Without it a conversation takes 45 ms a line instead of 4. Deno has no such thing for TLS.
        if ("setNoDelay" in conn) conn.setNoDelay(true);
        if (this.settings.proxyProtocol === false) this.#welcome(conn, originOf(conn));
        else this.#welcomeProxied(conn);
      } catch (error) {
        if (error instanceof Deno.errors.BadResource) return;
        if (error instanceof Deno.errors.Interrupted) return;
        this.services.log.warn("a connection could not be accepted", { error: `${error}` });
        await new Promise((resolve) => setTimeout(resolve, OUT_OF_FILES_PAUSE));
      }
    }
  }

  async #welcomeProxied(conn: Conn): Promise<void> {
    const late = setTimeout(() => new TcpWire(conn).close(), PROXY_HEADER_WITHIN);
    try {
      const start = await readStart(conn);
      const header = readProxyHeader(start);
      const required = this.settings.proxyProtocol === "required";
      if (header.kind === "proxied") {
        this.#welcome(conn, originOf(conn, header.address), start.subarray(header.length));
      } else if (header.kind === "none" && !required) {
        this.#welcome(conn, originOf(conn), start);
      } else conn.close();
    } catch {
      new TcpWire(conn).close();
    } finally {
      clearTimeout(late);
    }
  }

  #welcome(conn: Conn, origin: Origin, early?: Uint8Array): void {
    const { network } = this.services;
    const refusal = this.#refusal(origin.address);
    const session = network.openSession(origin);
    const wire = this.settings.type === "irc"
      ? new TcpWire(conn, early)
      : new WebSocketWire(conn, early);
    const connection = new Connection(wire, session, this.services, flush);
    this.connections.add(connection);
    connection.ended.then(() => this.connections.delete(connection));
    if (refusal !== undefined) return session.close(refusal, errorLine(refusal));
    connection.run();
  }

  #refusal(address: string): string | undefined {
    const { network } = this.services;
    const ban = this.services.bans.ofAddress(address);
    if (ban) return bannedBy(ban);
    const { connections, connectionsPerAddress } = network.settings.limits;
    if (network.sessions.size >= connections) return "The server is full; try again later";
    if (network.sessionsFrom(address) >= connectionsPerAddress) {
      return `Too many connections from ${address}`;
    }
    return undefined;
  }
}

type Conn = Deno.TcpConn | Deno.TlsConn;

/** `proxied`: the address that a proxy in front tells. */
function originOf(conn: Conn, proxied?: string): Origin {
  const address = proxied ?? conn.remoteAddr.hostname;
  if ("handshake" in conn) return { address, way: "tls" };
  return { address, way: isLoopback(address) ? "local" : "open" };
}

/** Reads until it is clear whether the stream starts with a PROXY header. */
async function readStart(conn: Conn): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array(0);
  const buffer = new Uint8Array(1024);
  while (readProxyHeader(start).kind === "incomplete") {
    const read = await conn.read(buffer);
    if (read === null) break;
    start = concat([start, buffer.slice(0, read)]);
  }
  return start;
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

function whyNot(host: string, port: number, error: unknown): string {
  const where = `${host}:${port}`;
  if (error instanceof Deno.errors.AddrInUse) {
    return `Cannot listen on ${where}: another program uses that port. Choose another one with --port.`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `Cannot listen on ${where}: this user may not use that port. Choose one above 1023 with --port.`;
  }
  return `Cannot listen on ${where}: ${error instanceof Error ? error.message : error}.`;
}
