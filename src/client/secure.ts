/**
 * TLS to a server: by the authorities that this machine trusts, or else by the certificate that the
 * server had when we first met it.
 */
import { X509Certificate } from "node:crypto";
import { EXIT, Problem } from "../problem.ts";
import type { KnownServers } from "./known_servers.ts";
import type { OwnCertificate } from "./own_certificate.ts";
import { certificateOf } from "./server_certificate.ts";
import { texts } from "./texts/index.ts";

/** Who is trusted. */
export interface Tls {
  /** Certificates in PEM that are trusted beside the machine's; "" for none. */
  readonly ca: string;
  /** Servers that are recognized although nobody vouches for them; left out: none are. */
  readonly known?: KnownServers;
  /** What is shown to a server that asks who we are. */
  readonly own?: OwnCertificate;
}

/** A server that TLS is wanted to. */
interface Server {
  readonly host: string;
  readonly port: number;
  connect(): Promise<Deno.TcpConn>;
  /** What it is shown if it asks who we are. */
  readonly own: OwnCertificate | undefined;
}

/** What is remembered of a server whose certificate this machine trusts by itself. */
const VOUCHED = "an authority vouches for it\n";

/** A connection that is safe, and a sentence for the person if there is something to know about it. */
export interface Secured {
  readonly conn: Deno.TlsConn;
  readonly note: string | undefined;
  /** Whether an authority vouches for the other side; else it is recognized. */
  readonly vouched: boolean;
}

/** `connect` makes a connection to the server; it may be called more than once. Rejects if none is safe. */
export async function secured(
  connect: () => Promise<Deno.TcpConn>,
  { host, port }: { readonly host: string; readonly port: number },
  { ca, known, own }: Tls,
): Promise<Secured> {
  const server = { host, port, connect, own };
  const before = await known?.find(host, port);
  if (known && before !== undefined && before !== VOUCHED) {
    return await again(server, ca, known, before);
  }
  try {
    const conn = await handshake(server, host, ca);
    if (before === undefined) await known?.remember(host, port, VOUCHED).catch(() => {});
    return { conn, note: undefined, vouched: true };
  } catch (error) {
    if (!known || !isOfNobody(error)) throw error;
    if (before === VOUCHED) throw noLongerVouchedFor(host, port, known, error);
    const certificate = await shown(connect, host);
    if (certificate === undefined) throw error;
    const conn = await handshake(server, nameOf(certificate, host), certificate);
    await known.remember(host, port, certificate);
    const note = texts.pinned(`${host}:${port}`, fingerprint(certificate));
    return { conn, note, vouched: false };
  }
}

/** A server that we have met: it has to be the same, or somebody has to vouch for it by now. */
async function again(
  server: Server,
  ca: string,
  known: KnownServers,
  before: string,
): Promise<Secured> {
  const { host, port, connect } = server;
  try {
    const conn = await handshake(server, nameOf(before, host), before);
    return { conn, note: undefined, vouched: false };
  } catch (error) {
    if (!isCertificate(error)) throw error;
  }
  try {
    const conn = await handshake(server, host, ca);
    await known.remember(host, port, VOUCHED);
    return { conn, note: texts.trustedNow(`${host}:${port}`), vouched: true };
  } catch (error) {
    if (!isCertificate(error)) throw error;
    const now = await shown(connect, host);
    const sentence = texts.certificateChanged(
      `${host}:${port}`,
      fingerprint(before),
      now ? fingerprint(now) : texts.notShown,
      known.fileOf(host, port),
    );
    throw new Problem(sentence, EXIT.refused, { cause: error });
  }
}

function noLongerVouchedFor(
  host: string,
  port: number,
  known: KnownServers,
  cause: unknown,
): Problem {
  const sentence = texts.noLongerVouchedFor(`${host}:${port}`, known.fileOf(host, port));
  return new Problem(sentence, EXIT.refused, { cause });
}

/** Resolves when the other side has shown that it is `name`, and that `ca` or the machine vouches for it. */
async function handshake(server: Server, name: string, ca: string): Promise<Deno.TlsConn> {
  const caCerts = ca === "" ? [] : [ca];
  const secure = server.own
    ? await showing(server.own, server, name, caCerts)
    : await Deno.startTls(await server.connect(), { hostname: name, caCerts });
  try {
    await secure.handshake();
  } catch (error) {
    secure.close();
    throw error;
  }
  return secure;
}

/**
 * `Deno.startTls` cannot show a certificate. `Deno.connectTls` can, but sends with delay (a line soon after
 * another may be 40 ms late), and takes another name than the host's only by a symbol that Deno keeps inside.
 */
function showing(
  { cert, key }: OwnCertificate,
  { host, port }: Server,
  name: string,
  caCerts: string[],
): Promise<Deno.TlsConn> {
  const called = name === host ? {} : { [serverName()]: name };
  return Deno.connectTls({ hostname: host, port, caCerts, cert, key, ...called });
}

function serverName(): symbol {
  const symbol: unknown = Reflect.get(Deno, Reflect.get(Deno, "internal"))?.serverNameSymbol;
  if (typeof symbol === "symbol") return symbol;
  throw new Problem(texts.ownNotToKnown(Deno.version.deno), EXIT.configuration);
}

async function shown(
  connect: () => Promise<Deno.TcpConn>,
  host: string,
): Promise<string | undefined> {
  const conn = await connect();
  try {
    return await certificateOf(conn, host);
  } finally {
    conn.close();
  }
}

/**
 * The name by which to ask for a known certificate: its own, wherever the server is reached. Authorities
 * are trusted beside it, so it must not be a name of ours, for which they may vouch to somebody else.
 */
function nameOf(certificate: string, host: string): string {
  return /^CN=(.+)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? host;
}

function fingerprint(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256;
}

/** The certificate is whole, but nobody we know has signed it. */
function isOfNobody(error: unknown): boolean {
  return error instanceof Error &&
    /UnknownIssuer|SelfSigned|CaUsedAsEndEntity/i.test(error.message);
}

function isCertificate(error: unknown): boolean {
  return error instanceof Error && /invalid peer certificate/i.test(error.message);
}
