/**
 * Links to servers, as `chat user invite` prints them and `chat connect` takes them:
 * `ircs://chat.example.org:6697/?invite=invite-…`, and `irc://` without TLS.
 */
import { InvalidArgumentError } from "@commander-js/extra-typings";
import { texts } from "../client/texts/index.ts";

export interface ServerLink {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** A channel to be in. */
  readonly channel: string | undefined;
  /** A code with which an account may be made there. */
  readonly invite: string | undefined;
}

/** Where such links go that name no port. https://www.rfc-editor.org/rfc/rfc7194 */
const PORTS = { "irc:": 6667, "ircs:": 6697 } as const;

/** `undefined`: it is no link to a server. */
export function parseServerLink(text: string): ServerLink | undefined {
  const url = URL.parse(text);
  if (!url || url.hostname === "" || (url.protocol !== "irc:" && url.protocol !== "ircs:")) {
    return undefined;
  }
  const channel = url.hash.length > 1 ? url.hash : decoded(url.pathname.slice(1));
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? PORTS[url.protocol] : Number(url.port),
    tls: url.protocol === "ircs:",
    channel: channel || undefined,
    invite: url.searchParams.get("invite") ?? undefined,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function formatServerLink({ host, port, tls, invite }: Omit<ServerLink, "channel">): string {
  const where = host.includes(":") ? `[${host}]` : host;
  const query = invite === undefined ? "" : `?invite=${encodeURIComponent(invite)}`;
  return `${tls ? "ircs" : "irc"}://${where}:${port}/${query}`;
}

/** A link as an argument. */
export function linkArgument(value: string): ServerLink {
  const link = parseServerLink(value);
  if (link) return link;
  throw new InvalidArgumentError(texts.badLink);
}
