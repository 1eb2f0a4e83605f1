/** A listening socket: accepts connections and turns away those over the limits. */
import type { Listener as ListenerSettings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Services } from "./command.ts";
import { Connection } from "./connection.ts";
import { errorLine } from "./network.ts";

/** Connections that may wait to be accepted. */
const BACKLOG = 4096;
/** How long to wait when the system has no file descriptors left; ms. */
const OUT_OF_FILES_PAUSE = 100;

export class Listener {
  readonly connections = new Set<Connection>();
  readonly #socket: Deno.TcpListener;

  /** Throws a Problem if the address cannot be listened on. */
  constructor(readonly settings: ListenerSettings, readonly services: Services) {
    const { host, port } = settings;
    try {
      this.#socket = Deno.listen({ hostname: host, port, tcpBacklog: BACKLOG });
    } catch (error) {
      throw new Problem(whyNot(host, port, error), EXIT.tryAgain, { cause: error });
    }
  }

  /** Where it really listens: port 0 in the settings means any free one. */
  get address(): Deno.NetAddr {
    return this.#socket.addr;
  }

  /** Accepts connections until `close`. */
  async run(): Promise<void> {
    for (;;) {
      try {
        this.#welcome(await this.#socket.accept());
      } catch (error) {
        if (error instanceof Deno.errors.BadResource) return;
        if (error instanceof Deno.errors.Interrupted) return;
        this.services.log.warn("a connection could not be accepted", { error: `${error}` });
        await new Promise((resolve) => setTimeout(resolve, OUT_OF_FILES_PAUSE));
      }
    }
  }

  close(): void {
    this.#socket.close();
  }

  #welcome(conn: Deno.TcpConn): void {
    // Without it a conversation takes 45 ms a line instead of 4.
    conn.setNoDelay(true);
    const { network } = this.services;
    const address = conn.remoteAddr.hostname;
    const refusal = this.#refusal(address);
    const session = network.openSession({ address, secure: isLoopback(address) });
    const connection = new Connection(conn, session, this.services);
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
