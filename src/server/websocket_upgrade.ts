/** How HTTP becomes a WebSocket. https://www.rfc-editor.org/rfc/rfc6455#section-4.2 */
import { createHash } from "node:crypto";

/** The subprotocols; the first one that a client names and we know is used. */
export const SUBPROTOCOLS = ["binary.ircv3.net", "text.ircv3.net"];

/** The most bytes of a request; browsers send a few hundred, and their cookies. */
export const MAX_REQUEST = 16 * 1024;

/** What a request is answered with. `refused`: it does not want a WebSocket, or not one that we know. */
export interface Upgrade {
  readonly kind: "agreed" | "refused";
  readonly response: string;
  /** The subprotocol that was agreed on, if any. */
  readonly protocol: string | undefined;
}

/** Answers a request: all up to, and without, the empty line at its end. */
export function upgrade(request: string): Upgrade {
  const [first = "", ...lines] = request.split("\r\n");
  const headers = new Map(lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const key = headers.get("sec-websocket-key");
  const isWanted = /^GET \S+ HTTP\/1\.1$/.test(first) && key !== undefined &&
    headers.get("upgrade")?.toLowerCase() === "websocket" &&
    headers.get("sec-websocket-version") === "13";
  return isWanted ? agreed(key, headers.get("sec-websocket-protocol")) : REFUSED;
}

function agreed(key: string, offered: string | undefined): Upgrade {
  const protocol = chooseSubprotocol(offered);
  const accept = createHash("sha1")
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
  ];
  return { kind: "agreed", response: `${lines.join("\r\n")}\r\n\r\n`, protocol };
}

const TEXT = "This is a chat server; connect to it with a WebSocket.\n";

const REFUSED: Upgrade = {
  kind: "refused",
  response: [
    "HTTP/1.1 426 Upgrade Required",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${TEXT.length}`,
    "Connection: close",
    "",
    TEXT,
  ].join("\r\n"),
  protocol: undefined,
};

/** The subprotocol to answer with, if any: the client's order counts. */
function chooseSubprotocol(offered: string | undefined): string | undefined {
  return offered?.split(",").map((name) => name.trim()).find((name) => SUBPROTOCOLS.includes(name));
}
