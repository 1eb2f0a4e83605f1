/** What a terminal sends, as keys. Node decodes the sequences; here they get one name each. */

import { emitKeypressEvents } from "node:readline";
import { PassThrough } from "node:stream";

/** Typed text, or a key such as `left`, `ctrl-c`, `alt-b`. */
export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "key"; readonly name: string };

/** As `node:readline` tells it. */
interface Keypress {
  readonly sequence: string;
  readonly name?: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

/** Gives each key in the bytes that `push` is fed to `pressed`. */
export function decodeKeys(pressed: (key: Key) => void): { push(bytes: Uint8Array): void } {
  const stream = new PassThrough();
  emitKeypressEvents(stream);
  stream.on("keypress", (text: string | undefined, press: Keypress) => {
    const key = keyOf(text, press);
    if (key) pressed(key);
  });
  // The caller may reuse its buffer.
  return { push: (bytes) => void stream.write(bytes.slice()) };
}

function keyOf(
  text: string | undefined,
  { sequence, name, ctrl, meta }: Keypress,
): Key | undefined {
  const typed = text ?? sequence;
  // A single escape key, and sequences that nobody knows, are not text.
  if (typed !== "" && !ctrl && !meta && !/\p{Cc}/u.test(typed)) {
    return { kind: "text", text: typed };
  }
  if (name === undefined) return undefined;
  return { kind: "key", name: `${ctrl ? "ctrl-" : ""}${meta ? "alt-" : ""}${name}` };
}
