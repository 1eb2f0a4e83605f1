/**
 * Strict transport security: clients are told to come with TLS from now on. Only where they can: a
 * certificate that does not verify would keep them out for as long as the policy lasts.
 * https://ircv3.net/specs/extensions/sts
 */
import type { Log } from "../log.ts";
import type { Certificate } from "./certificate.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";

/** How often a certificate is looked at again, although it is still the same; ms. */
const AGAIN_AFTER = 60 * 60 * 1000;
/** How long this machine may take to shake hands with itself; ms. */
const WITHIN = 10_000;

/** What CAP LS says of STS to a client; `undefined`: nothing. It goes with values only, from 302 on. */
export function stsPolicy({ stsPorts, settings }: Network, session: Session): string | undefined {
  const duration = settings.server.sts;
  const { port, way } = session.origin;
  const [secure] = stsPorts;
  if (duration === null || port === undefined || secure === undefined) return undefined;
  switch (way) {
    case "tls":
      return stsPorts.has(port) ? `duration=${duration}` : undefined;
    case "open":
      return `port=${secure}`;
    case "local":
      // It calls this machine localhost, for which nobody certifies anything.
      return undefined;
  }
}

/** What is looked at of a listener. */
interface Secure {
  readonly certificate: Certificate | undefined;
  /** The port that clients reach; `undefined`: STS does not concern it. */
  readonly stsPort: number | undefined;
}

/** Finds out which listeners have a certificate that verifies. */
export class StsWatch {
  #looked: { readonly what: string; readonly at: number } | undefined;

  constructor(
    readonly listeners: readonly Secure[],
    readonly network: Network,
    readonly log: Log,
  ) {}

  /** Looks if something is new, or it is long since. `network.stsPorts` are the result. */
  async look(): Promise<void> {
    const { network, log } = this;
    const { sts, name } = network.settings.server;
    if (sts === null) {
      this.#looked = undefined;
      return network.stsPorts.clear();
    }
    const secure = this.listeners.filter(({ stsPort }) => stsPort !== undefined);
    const prints = secure.map(({ certificate }) => certificate?.fingerprint);
    const what = [name, ...prints].join();
    const at = network.clock.elapsed();
    const before = this.#looked;
    if (before?.what === what && at - before.at < AGAIN_AFTER) return;
    this.#looked = { what, at };
    for (const { certificate, stsPort } of secure) {
      if (!certificate || stsPort === undefined) continue;
      const reason = await refusesCertificate(certificate, name);
      const isNews = before?.what !== what || network.stsPorts.has(stsPort) !== !reason;
      if (reason === undefined) network.stsPorts.add(stsPort);
      else network.stsPorts.delete(stsPort);
      if (!isNews) continue;
      if (reason === undefined) log.info("clients are told to use TLS", { port: stsPort, name });
      else {log.warn("STS stays off: the certificate does not verify", {
          port: stsPort,
          name,
          reason,
        });}
    }
  }
}

/** Why a client that connects to `name` would not take the certificate; `undefined`: it would. */
export async function refusesCertificate(
  { cert, key }: Pick<Certificate, "cert" | "key">,
  name: string,
): Promise<string | undefined> {
  // On a port of its own, where no limit and no proxy is in between.
  const socket = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  const { port } = socket.addr;
  const serving = socket.accept().then(async (conn) => {
    await conn.handshake().catch(() => {});
    conn.close();
  }, () => {});
  let open: Deno.Conn | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the handshake takes too long")), WITHIN);
  });
  try {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    open = conn;
    const secure = await Deno.startTls(conn, { hostname: name });
    open = secure;
    await Promise.race([secure.handshake(), late]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  } finally {
    clearTimeout(timer);
    open?.close();
    socket.close();
    await serving;
  }
}
