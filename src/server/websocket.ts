/**
 * IRC over WebSocket: one line a frame, without its line ending; text frames unless the client asked
 * for binary ones. https://ircv3.net/specs/extensions/websocket
 */
import { concat } from "../irc/bytes.ts";
import { type Line, LineReader, MAX_LINE_BYTES } from "../irc/lines.ts";
import type { Incoming, Stream, Wire } from "./wire.ts";
import {
  closeFrame,
  frame,
  FrameReader,
  OPCODE,
  type Received,
  STATUS,
} from "./websocket_frames.ts";
import { MAX_REQUEST, upgrade } from "./websocket_upgrade.ts";

const LF = 0x0a;
const CR = 0x0d;
/** A frame is some work, however short it is: it counts for so many bytes more. */
const FRAME_BYTES = 64;
/** How long the client may take to read that the connection is closed; ms. */
const FAREWELL = 500;

const utf8 = new TextEncoder();
const latin1 = new TextDecoder("latin1");

export class WebSocketWire implements Wire {
  readonly #frames = new FrameReader(MAX_LINE_BYTES);
  readonly #buffer = new Uint8Array(4096);
  /** The kind of frame for lines; `undefined` until the client's request is answered. */
  #opcode: number | undefined;
  #shaking: Promise<void> | undefined;
  /** What followed the request at once. */
  #early: Uint8Array | undefined;
  #end: Incoming | undefined;
  /** One write after the other: a frame must not begin within another one. */
  #written: Promise<void> = Promise.resolve();

  /** `early`: bytes that were read from the socket before it became a wire. */
  constructor(readonly stream: Stream, early?: Uint8Array) {
    this.#early = early;
  }

  async read(): Promise<Incoming> {
    await this.#shakeHands();
    if (!this.#end) {
      const bytes = await this.#next();
      if (bytes === null) return { kind: "ended" };
      const lines: Line[] = [];
      const frames = this.#frames.push(bytes);
      for (const received of frames) this.#end ??= this.#take(received, lines);
      await this.#answerPing(frames);
      // Without a line too: bytes are counted against the client's pace.
      return { kind: "lines", lines, bytes: bytes.length + frames.length * FRAME_BYTES };
    }
    return this.#end ?? { kind: "ended" };
  }

  /** What the end of the connection follows from, if it does. */
  #take(received: Received, lines: Line[]): Incoming | undefined {
    switch (received.kind) {
      case "message":
        lines.push(...linesOf(received.bytes));
        return undefined;
      case "ping":
      case "other":
        return undefined;
      case "close":
        return { kind: "ended" };
      case "broken":
        return received.status === STATUS.tooBig
          ? { kind: "refused", reason: `Line longer than ${MAX_LINE_BYTES} bytes` }
          : { kind: "refused", reason: "What your client sends is not what WebSockets send" };
    }
  }

  /** Of several pings the last one alone may be answered, says the specification. */
  async #answerPing(frames: readonly Received[]): Promise<void> {
    const ping = frames.findLast(({ kind }) => kind === "ping");
    if (ping?.kind === "ping") await this.#send(frame(OPCODE.pong, ping.bytes));
  }

  async write(lines: Uint8Array): Promise<void> {
    await this.#shakeHands();
    const opcode = this.#opcode;
    if (opcode === undefined) return;
    const frames: Uint8Array[] = [];
    for (let start = 0; start < lines.length;) {
      const end = lines.indexOf(LF, start) + 1 || lines.length;
      const ending = lines[end - 2] === CR ? 2 : 1;
      frames.push(frame(opcode, lines.subarray(start, end - ending)));
      start = end;
    }
    await this.#send(concat(frames));
  }

  close(): void {
    const isOpen = this.#opcode !== undefined;
    this.#opcode = undefined;
    if (!isOpen) return this.#closeSocket();
    const late = setTimeout(() => this.#closeSocket(), FAREWELL);
    this.#send(closeFrame(STATUS.normal)).catch(() => {}).finally(() => {
      clearTimeout(late);
      this.#closeSocket();
    });
  }

  #closeSocket(): void {
    try {
      this.stream.close();
    } catch {
      // The other side was faster.
    }
  }

  /** Whoever comes first, reading or writing, has the client's request answered. */
  #shakeHands(): Promise<void> {
    return this.#shaking ??= this.#answerRequest();
  }

  async #answerRequest(): Promise<void> {
    let request: Uint8Array = new Uint8Array(0);
    for (;;) {
      const bytes = await this.#next();
      if (bytes === null || request.length + bytes.length > MAX_REQUEST) {
        this.#end = { kind: "ended" };
        return;
      }
      request = concat([request, bytes.slice()]);
      const text = latin1.decode(request);
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) continue;
      const { kind, response, protocol } = upgrade(text.slice(0, end));
      await this.#send(utf8.encode(response));
      if (kind === "refused") this.#end = { kind: "ended" };
      else this.#opcode = protocol === "binary.ircv3.net" ? OPCODE.binary : OPCODE.text;
      this.#early = request.subarray(end + 4);
      return;
    }
  }

  async #next(): Promise<Uint8Array | null> {
    const early = this.#early;
    this.#early = undefined;
    if (early && early.length > 0) return early;
    const read = await this.stream.read(this.#buffer);
    return read === null ? null : this.#buffer.subarray(0, read);
  }

  #send(bytes: Uint8Array): Promise<void> {
    const sending = this.#written.then(async () => {
      for (let left = bytes; left.length > 0;) left = left.subarray(await this.stream.write(left));
    });
    // Whoever waits for a later write learns of that one's own failure.
    this.#written = sending.catch(() => {});
    return sending;
  }
}

/** A frame holds one line; a client that ends it anyway is understood. */
function linesOf(frame: Uint8Array): Line[] {
  const reader = new LineReader();
  return [...reader.push(frame), ...reader.push(Uint8Array.of(LF))];
}
