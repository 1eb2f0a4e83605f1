/** A listening socket: accepts connections and turns away those over the limits. */
import { concat } from "../irc/bytes.ts";
import type { Listener as ListenerSettings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Services } from "./command.ts";
import { Connection } from "./connection.ts";
import { Flush } from "./flush.ts";
import { errorLine } from "./network.ts";
import { readProxyHeader } from "./proxy_protocol.ts";
import { TcpWire } from "./tcp.ts";
import { chooseSubprotocol, WebSocketWire } from "./websocket.ts";
import type { Wire } from "./wire.ts";

/** Connections that may wait to be accepted. */
const BACKLOG = 4096;
/** How long to wait when the system has no file descriptors left; ms. */
const OUT_OF_FILES_PAUSE = 100;
/** How long a load balancer may take to say who it speaks for; ms. */
const PROXY_HEADER_WITHIN = 5_000;

/** All connections of the process share their turns. */
const flush = new Flush();

export class Listener {
  readonly connections = new Set<Connection>();
  readonly #socket: Deno.TcpListener | Deno.HttpServer<Deno.NetAddr>;

  /** Starts to listen; throws a Problem if the address cannot be listened on. */
  constructor(readonly settings: ListenerSettings, readonly services: Services) {
    const { type, host, port } = settings;
    try {
      this.#socket = type === "irc"
        ? this.#listenIrc(host, port)
        : this.#listenWebSocket(host, port);
    } catch (error) {
      throw new Problem(whyNot(host, port, error), EXIT.tryAgain, { cause: error });
    }
  }

  /** Where it really listens: port 0 in the settings means any free one. */
  get address(): Deno.NetAddr {
    return this.#socket.addr;
  }

  /** Takes no more connections; those that are open stay. */
  close(): void {
    if ("accept" in this.#socket) this.#socket.close();
    else this.#socket.shutdown();
  }

  #listenIrc(hostname: string, port: number): Deno.TcpListener {
    const socket = Deno.listen({ hostname, port, tcpBacklog: BACKLOG });
    this.#accept(socket);
    return socket;
  }

  #listenWebSocket(hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
    return Deno.serve({ hostname, port, onListen() {} }, (request, { remoteAddr }) => {
      if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
        return new Response("This is a chat server; connect to it with a WebSocket.\n", {
          status: 426,
        });
      }
      const protocol = chooseSubprotocol(request.headers.get("sec-websocket-protocol"));
      const { socket, response } = Deno.upgradeWebSocket(request, protocol ? { protocol } : {});
      socket.onopen = () => this.#welcome(new WebSocketWire(socket, protocol), remoteAddr.hostname);
      return response;
    });
  }

  async #accept(socket: Deno.TcpListener): Promise<void> {
    for (;;) {
      try {
        const conn = await socket.accept();
        // Without it a conversation takes 45 ms a line instead of 4.
        conn.setNoDelay(true);
        if (this.settings.proxyProtocol === false) {
          this.#welcome(new TcpWire(conn), conn.remoteAddr.hostname);
        } else this.#welcomeProxied(conn);
      } catch (error) {
        if (error instanceof Deno.errors.BadResource) return;
        if (error instanceof Deno.errors.Interrupted) return;
        this.services.log.warn("a connection could not be accepted", { error: `${error}` });
        await new Promise((resolve) => setTimeout(resolve, OUT_OF_FILES_PAUSE));
      }
    }
  }

  async #welcomeProxied(conn: Deno.TcpConn): Promise<void> {
    const late = setTimeout(() => new TcpWire(conn).close(), PROXY_HEADER_WITHIN);
    try {
      const start = await readStart(conn);
      const header = readProxyHeader(start);
      const required = this.settings.proxyProtocol === "required";
      if (header.kind === "proxied") {
        const address = header.address ?? conn.remoteAddr.hostname;
        this.#welcome(new TcpWire(conn, start.subarray(header.length)), address);
      } else if (header.kind === "none" && !required) {
        this.#welcome(new TcpWire(conn, start), conn.remoteAddr.hostname);
      } else conn.close();
    } catch {
      new TcpWire(conn).close();
    } finally {
      clearTimeout(late);
    }
  }

  #welcome(wire: Wire, address: string): void {
    const { network } = this.services;
    const refusal = this.#refusal(address);
    const session = network.openSession({ address, secure: isLoopback(address) });
    const connection = new Connection(wire, session, this.services, flush);
    this.connections.add(connection);
    connection.ended.then(() => this.connections.delete(connection));
    if (refusal !== undefined) return session.close(refusal, errorLine(refusal));
    connection.run();
  }

  #refusal(address: string): string | undefined {
    const { network } = this.services;
    const { connections, connectionsPerAddress } = network.settings.limits;
    if (network.sessions.size >= connections) return "The server is full; try again later";
    if (network.sessionsFrom(address) >= connectionsPerAddress) {
      return `Too many connections from ${address}`;
    }
    return undefined;
  }
}

/** Reads until it is clear whether the stream starts with a PROXY header. */
async function readStart(conn: Deno.TcpConn): Promise<Uint8Array> {
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
