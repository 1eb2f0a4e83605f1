/** The frames of a WebSocket, server's side. https://www.rfc-editor.org/rfc/rfc6455#section-5 */
import { concat } from "../irc/bytes.ts";

export const OPCODE = { more: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa };

/** Why a connection is closed. https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const STATUS = { normal: 1000, protocol: 1002, tooBig: 1009 };

/** What a client has sent. `broken`: it does not follow the protocol, and nothing more can be read. */
export type Received =
  | { readonly kind: "message" | "ping" | "close"; readonly bytes: Uint8Array }
  /** Nothing to do: a pong, or a part of a message. */
  | { readonly kind: "other" }
  | { readonly kind: "broken"; readonly status: number };

/** Bytes in front of a client's payload: the opcode, the length, the mask. */
const FIXED = 2;
const MASK = 4;
const MAX_CONTROL = 125;

/** Puts frames together from the bytes of a stream, and messages from frames. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array(0);
  /** Frames of a message that is not complete. */
  #parts: Uint8Array[] | undefined;
  #partBytes = 0;

  /** `maxBytes`: of one message. */
  constructor(readonly maxBytes: number) {}

  /** Takes the next bytes; nothing comes after `close` and `broken`. */
  push(chunk: Uint8Array): Received[] {
    let rest = this.#rest.length === 0 ? chunk : concat([this.#rest, chunk]);
    const all: Received[] = [];
    for (;;) {
      const frame = readFrame(rest, this.maxBytes);
      if (frame === undefined) break;
      if (frame.kind === "broken") return [...all, frame];
      rest = rest.subarray(frame.size);
      const received = this.#take(frame);
      all.push(received);
      if (received.kind === "broken" || received.kind === "close") return all;
    }
    // Copied: the caller uses its buffer again.
    this.#rest = rest.slice();
    return all;
  }

  #take({ opcode, isLast, payload }: Frame): Received {
    switch (opcode) {
      case OPCODE.close:
        return { kind: "close", bytes: payload };
      case OPCODE.ping:
        return { kind: "ping", bytes: payload };
      case OPCODE.pong:
        return { kind: "other" };
      case OPCODE.text:
      case OPCODE.binary:
        if (this.#parts) return { kind: "broken", status: STATUS.protocol };
        if (isLast) return { kind: "message", bytes: payload };
        this.#parts = [];
        this.#partBytes = 0;
        break;
      case OPCODE.more:
        if (!this.#parts) return { kind: "broken", status: STATUS.protocol };
        break;
      default:
        return { kind: "broken", status: STATUS.protocol };
    }
    return this.#add(payload, isLast);
  }

  #add(payload: Uint8Array, isLast: boolean): Received {
    this.#partBytes += payload.length;
    if (this.#partBytes > this.maxBytes) return { kind: "broken", status: STATUS.tooBig };
    // Empty ones would cost memory and count for nothing.
    if (payload.length > 0) this.#parts?.push(payload);
    if (!isLast) return { kind: "other" };
    const bytes = concat(this.#parts ?? []);
    this.#parts = undefined;
    return { kind: "message", bytes };
  }
}

interface Frame {
  readonly kind: "frame";
  readonly opcode: number;
  readonly isLast: boolean;
  readonly payload: Uint8Array;
  /** Bytes of the whole frame. */
  readonly size: number;
}

type Broken = Extract<Received, { kind: "broken" }>;

/** The first frame, `undefined` as long as it is not all there. */
function readFrame(bytes: Uint8Array, maxBytes: number): Frame | Broken | undefined {
  const [first = 0, second = 0] = bytes;
  if (bytes.length < FIXED) return undefined;
  const opcode = first & 0xf;
  const isLast = (first & 0x80) !== 0;
  const isControl = opcode >= OPCODE.close;
  const short = second & 0x7f;
  // A client masks all that it sends, and extensions are only used when both sides want them.
  if ((second & 0x80) === 0 || (first & 0x70) !== 0 || (isControl && !isLast)) {
    return { kind: "broken", status: STATUS.protocol };
  }
  if (isControl && short > MAX_CONTROL) return { kind: "broken", status: STATUS.protocol };
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const start = FIXED + lengthBytes + MASK;
  if (bytes.length < start) return undefined;
  const length = lengthBytes === 0 ? short : bigEndian(bytes.subarray(FIXED, FIXED + lengthBytes));
  if (length > maxBytes) return { kind: "broken", status: STATUS.tooBig };
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(start - MASK, start);
  const payload = bytes.slice(start, start + length);
  for (let i = 0; i < length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i % MASK] ?? 0);
  return { kind: "frame", opcode, isLast, payload, size: start + length };
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}

/** One frame, as a server sends it. */
export function frame(opcode: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const size = length < 126
    ? [length]
    : length < 0x1_0000
    ? [126, length >> 8, length & 0xff]
    : [127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
  return concat([Uint8Array.of(0x80 | opcode, ...size), payload]);
}

export function closeFrame(status: number): Uint8Array {
  return frame(OPCODE.close, Uint8Array.of(status >> 8, status & 0xff));
}
