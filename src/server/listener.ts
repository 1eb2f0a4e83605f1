/** A listening socket: accepts connections and turns away those over the limits. */
import type { SecureContext } from "node:tls";
import { concat } from "../irc/bytes.ts";
import type { Listener as ListenerSettings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import { bannedBy } from "./bans.ts";
import type { Certificate } from "./certificate.ts";
import { unmapped } from "./cidr.ts";
import type { Services } from "./command.ts";
import { Connection } from "./connection.ts";
import { Flush } from "./flush.ts";
import { errorLine } from "./network.ts";
import { readProxyHeader } from "./proxy_protocol.ts";
import { TcpWire } from "./tcp.ts";
import { secureContext, TAKES_TLS_LATER, TlsStream } from "./tls.ts";
import { WebSocketWire } from "./websocket.ts";
import type { Stream, Wire } from "./wire.ts";

/** Connections that may wait to be accepted. */
const BACKLOG = 4096;
/** So many are accepted one after the other; then those who are here already have their turn. */
const AT_A_TURN = 16;
/** How long to wait when the system has no file descriptors left; ms. */
const OUT_OF_FILES_PAUSE = 100;
/** How long a load balancer may take to say who it speaks for; ms. */
const PROXY_HEADER_WITHIN = 5_000;
/** So many at once may read in peace why they are turned away; of a larger crowd the rest is not waited for. */
const TOLD_AT_ONCE = 32;

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
  /** The certificate, ready for use where TLS begins after a connection was accepted. */
  #context: SecureContext | undefined;
  #socket: Socket;
  #closed = false;
  /** Connections that are refused, and are being told why. */
  #turningAway = 0;
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
    const { host, port, proxyProtocol } = settings;
    if (certificate && proxyProtocol !== false && !TAKES_TLS_LATER) {
      throw new Problem(
        `Cannot listen on ${host}:${port} with both tls and proxyProtocol: Deno ${Deno.version.deno} ` +
          "cannot begin TLS behind a PROXY header. Use Deno 2.9 or later, or let the proxy do TLS.",
        EXIT.configuration,
      );
    }
    try {
      this.#socket = this.#listen(host, port, certificate);
    } catch (error) {
      throw new Problem(whyNot(host, port, error), EXIT.tryAgain, { cause: error });
    }
    this.#show(certificate);
    this.address = this.#socket.addr;
    this.#accepting = this.#accept(this.#socket);
  }

  /** Where clients come to, as STS says it to them; `undefined` where it has no say. */
  get stsPort(): number | undefined {
    const { type, proxyProtocol } = this.settings;
    return type === "irc" && proxyProtocol === false ? this.address.port : undefined;
  }

  /** Takes no more connections; those that are open stay. */
  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #show(certificate: Certificate | undefined): void {
    this.certificate = certificate;
    this.#context = certificate && TAKES_TLS_LATER ? secureContext(certificate) : undefined;
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
    if (TAKES_TLS_LATER) return this.#show(certificate);
    this.#stop();
    // Only when nobody waits to accept any more is the port free.
    await this.#accepting;
    if (this.#closed) return;
    const { hostname, port } = this.address;
    this.#socket = this.#listen(hostname, port, certificate);
    this.#show(certificate);
    this.#accepting = this.#accept(this.#socket);
  }

  #listen(hostname: string, port: number, certificate: Certificate | undefined): Socket {
    const where = { hostname, port, tcpBacklog: BACKLOG };
    if (!certificate || TAKES_TLS_LATER) return Deno.listen(where);
    const { cert, key } = certificate;
    return Deno.listenTls({ ...where, cert, key, alpnProtocols: this.#protocols });
  }

  get #protocols(): string[] {
    return this.settings.type === "irc" ? ["irc"] : ["http/1.1"];
  }

  async #accept(socket: Socket): Promise<void> {
    for (let accepted = 1;; accepted++) {
      try {
        const conn = await socket.accept();
        // Without it a conversation takes 45 ms a line instead of 4. A `Deno.TlsConn` has no such thing.
        if ("setNoDelay" in conn) conn.setNoDelay(true);
        if (this.settings.proxyProtocol === false) this.#welcome(conn, conn.remoteAddr.hostname);
        else this.#welcomeProxied(conn);
        if (accepted % AT_A_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
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
        const address = header.address ?? conn.remoteAddr.hostname;
        this.#welcome(conn, address, start.subarray(header.length));
      } else if (header.kind === "none" && !required) {
        this.#welcome(conn, conn.remoteAddr.hostname, start);
      } else conn.close();
    } catch {
      new TcpWire(conn).close();
    } finally {
      clearTimeout(late);
    }
  }

  #welcome(conn: Conn, from: string, early?: Uint8Array): void {
    const { network } = this.services;
    const address = unmapped(from);
    const refusal = this.#refusal(address);
    if (refusal) {
      const { limit, reason } = refusal;
      this.services.limits.met({ what: "a connection was refused", limit, reason, address });
      if (this.#turningAway >= TOLD_AT_ONCE) return this.#shut(conn, reason);
    }
    const way = this.certificate ? "tls" : isLoopback(address) ? "local" : "open";
    const secure = this.#secure(conn, early);
    const session = network.openSession({
      address,
      way,
      ...(this.stsPort === undefined ? {} : { port: this.stsPort }),
      ...(secure ? { certificate: () => secure.clientCertificate } : {}),
      accountRequired: this.settings.accountRequired,
    });
    const wire = secure ? this.#lines(secure) : this.#lines(conn, early);
    const connection = new Connection(wire, session, this.services, flush);
    this.connections.add(connection);
    connection.ended.then(() => this.connections.delete(connection));
    if (!refusal) return void connection.run();
    this.#turningAway++;
    connection.ended.then(() => this.#turningAway--);
    session.close(refusal.reason, errorLine(refusal.reason));
  }

  /** TLS on a connection, if there is a certificate and the connection does not speak it by itself. */
  #secure(conn: Conn, early: Uint8Array | undefined): TlsStream | undefined {
    if (!this.#context || "handshake" in conn) return undefined;
    // A browser would bother people with the question for a certificate.
    const asksCertificate = this.settings.type === "irc";
    const wanted = { protocols: this.#protocols, asksCertificate };
    return new TlsStream(conn, this.#context, wanted, early);
  }

  #lines(stream: Stream, early?: Uint8Array): Wire {
    return this.settings.type === "irc"
      ? new TcpWire(stream, early)
      : new WebSocketWire(stream, early);
  }

  /** Turns a connection away at no cost: where a sentence can be read as it is, it is sent. */
  #shut(conn: Conn, reason: string): void {
    const isReadable = this.settings.type === "irc" && !this.certificate;
    const bytes = isReadable ? errorBytes(reason) : undefined;
    const close = () => new TcpWire(conn).close();
    if (bytes) conn.write(bytes).then(close, close);
    else close();
  }

  #refusal(address: string): Refusal | undefined {
    const { network } = this.services;
    const ban = this.services.bans.ofAddress(address);
    if (ban) return { limit: "a ban", reason: bannedBy(ban) };
    const { connections, connectionsPerAddress, connectionsPerMinute } = network.settings.limits;
    if (network.sessions.size >= connections) {
      return { limit: "limits.connections", reason: "The server is full; try again later" };
    }
    const isTooOften = !isLoopback(address) &&
      network.arrivals.tooMany(address, connectionsPerMinute, network.clock.elapsed());
    if (isTooOften) {
      const reason = `Connections from ${address} come too often; wait a minute`;
      return { limit: "limits.connectionsPerMinute", reason };
    }
    if (network.sessionsFrom(address) >= connectionsPerAddress) {
      const reason = `Too many connections from ${address}`;
      return { limit: "limits.connectionsPerAddress", reason };
    }
    return undefined;
  }
}

/** Why a connection is turned away, and which setting says so. */
interface Refusal {
  readonly limit: string;
  readonly reason: string;
}

type Conn = Deno.TcpConn | Deno.TlsConn;

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

function errorBytes(reason: string): Uint8Array {
  return new TextEncoder().encode(errorLine(reason).encode(0));
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
