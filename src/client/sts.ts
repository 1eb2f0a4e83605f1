/**
 * Strict transport security: a server may say that it wants TLS from now on, and for how long. Then there
 * is no way back to a connection without, nor to a certificate that no authority vouches for.
 * https://ircv3.net/specs/extensions/sts
 */
import type { Clock } from "./clock.ts";
import { isLocal, type ServerAddress, type Wire } from "./wire.ts";

export class Sts {
  /** The port with TLS that the server has named on a connection without. */
  #upgrade: number | undefined;
  /** Of the connection that there is: its port, and whether what it says of the future counts. */
  #now: { readonly port: number; readonly secure: boolean; readonly vouched: boolean } | undefined;
  /** What the server has said last; milliseconds. */
  #lasts: number | undefined;

  constructor(readonly server: ServerAddress, readonly clock: Pick<Clock, "now">) {}

  /** Where to connect, and how. */
  async address(): Promise<ServerAddress> {
    const { server } = this;
    const policy = await server.policies?.policyOf(server.host);
    const kept = policy && policy.until > this.clock.now() ? policy.port : undefined;
    const secure = this.#upgrade ?? kept;
    if (secure === undefined) return server;
    const { known: _, ...tls } = server.tls ?? { ca: "" };
    return { ...server, port: server.tls ? server.port : secure, tls };
  }

  /** There is a connection. */
  connected({ port, tls }: ServerAddress, { vouched = false }: Wire): void {
    this.#now = { port, secure: tls !== undefined, vouched };
    this.#lasts = undefined;
  }

  /** Whether everybody on the way may read along on the connection that there is. */
  get isInTheClear(): boolean {
    return !this.#now?.secure && !isLocal(this.server.host);
  }

  /** What the server says of it. True: this connection is no good; the next one goes elsewhere. */
  heard(value: string): boolean {
    const keys = new Map(
      value.split(",").map((token) => {
        const [key = "", ...rest] = token.split("=");
        return [key, rest.join("=")];
      }),
    );
    if (!this.#now?.secure) {
      this.#upgrade = portOf(keys.get("port")) ?? this.#upgrade;
      return this.#upgrade !== undefined;
    }
    const duration = keys.get("duration") ?? "";
    if (!this.#now.vouched || !/^\d{1,12}$/.test(duration)) return false;
    this.#lasts = Number(duration) * 1000;
    this.#keep();
    return false;
  }

  /** The connection has ended: the time that the policy lasts begins now. */
  closed(): void {
    if (this.#lasts !== undefined && this.#lasts > 0) this.#keep();
  }

  #keep(): void {
    const { server, clock } = this;
    if (!this.#now || this.#lasts === undefined) return;
    const policy = this.#lasts > 0
      ? { port: this.#now.port, until: clock.now() + this.#lasts }
      : undefined;
    server.policies?.keepPolicy(server.host, policy);
  }
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
