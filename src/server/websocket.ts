/**
 * IRC over WebSocket: one line a frame, without its line ending; text frames unless the client asked
 * for binary ones. https://ircv3.net/specs/extensions/websocket
 */
import { type Line, LineReader, MAX_LINE_BYTES } from "../irc/lines.ts";
import type { Incoming, Wire } from "./wire.ts";

/** The subprotocols; the first one that a client names and we know is used. */
export const SUBPROTOCOLS = ["binary.ircv3.net", "text.ircv3.net"];

/** Bytes on their way to the client over which writing waits. */
const HIGH_WATER = 64 * 1024;
/** A WebSocket does not tell when its buffer has drained, so we look; ms. */
const LOOK_AGAIN = 10;
/** Frames that wait to be carried out before the client is considered to flood. */
const MAX_WAITING = 10_000;

const utf8 = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class WebSocketWire implements Wire {
  #waiting: Line[] = [];
  #end: Incoming | undefined;
  #wake: () => void = () => {};

  /** `protocol`: the subprotocol that was agreed on, if any. */
  constructor(readonly socket: WebSocket, readonly protocol: string | undefined) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#take(data);
    socket.onclose = socket.onerror = () => this.#finish({ kind: "ended" });
  }

  #take(data: string | ArrayBuffer): void {
    const bytes = typeof data === "string" ? utf8.encode(data) : new Uint8Array(data);
    if (bytes.length > MAX_LINE_BYTES) {
      return this.#finish({ kind: "refused", reason: `Line longer than ${MAX_LINE_BYTES} bytes` });
    }
    if (this.#waiting.length >= MAX_WAITING) {
      return this.#finish({ kind: "refused", reason: "Too many lines at once" });
    }
    this.#waiting.push(...linesOf(bytes));
    this.#wake();
  }

  #finish(end: Incoming): void {
    this.#end ??= end;
    this.#wake();
  }

  async read(): Promise<Incoming> {
    while (this.#waiting.length === 0 && !this.#end) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    if (this.#waiting.length === 0 && this.#end) return this.#end;
    const lines = this.#waiting;
    this.#waiting = [];
    return { kind: "lines", lines };
  }

  async write(lines: Uint8Array): Promise<void> {
    const binary = this.protocol === "binary.ircv3.net";
    for (const line of decoder.decode(lines).split("\r\n")) {
      if (line !== "") this.socket.send(binary ? utf8.encode(line) : line);
    }
    while (this.socket.bufferedAmount > HIGH_WATER && this.socket.readyState === WebSocket.OPEN) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
  }

  close(): void {
    this.socket.close();
  }
}

/** A frame holds one line; a client that ends it anyway is understood. */
function linesOf(frame: Uint8Array): Line[] {
  const reader = new LineReader();
  return [...reader.push(frame), ...reader.push(Uint8Array.of(0x0a))];
}

/** The subprotocol to answer with, if any: the client's order counts. */
export function chooseSubprotocol(offered: string | null): string | undefined {
  return offered?.split(",").map((name) => name.trim()).find((name) => SUBPROTOCOLS.includes(name));
}
