/** Lines in, lines out: for pipes, scripts, screen readers and terminals that can do nothing else. */

import { LineReader } from "../../irc/lines.ts";
import { EXIT, Problem } from "../../problem.ts";
import { clean } from "./clean.ts";
import type { Row } from "./draw.ts";
import type { Input, Screen } from "./screen.ts";
import { paint } from "./style.ts";
import { texts } from "../texts/index.ts";

/** The standard streams. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  out(line: string): void;
  notes(line: string): void;
}

/** A line of input longer than this, in bytes, is no chat. */
export const MAX_INPUT_LINE = 1024 * 1024;

export class PlainScreen implements Screen {
  readonly interactive = false;

  /** `banner`: whether decoration, such as the message of the day, is wanted. */
  constructor(readonly streams: Streams, readonly banner: boolean) {}

  print(rows: readonly Row[]): void {
    for (const { to, spans } of rows) {
      const line = paint(spans, false);
      if (to === "chat") this.streams.out(line);
      else if (to === "notes" || this.banner) this.streams.notes(line);
    }
  }

  prompt(): void {}

  ask(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async listen(input: Input): Promise<void> {
    for await (const line of inputLines(this.streams.input)) await input.line(line);
    input.end();
  }

  clear(): void {}

  close(): void {}
}

/** The lines of a stream; a last one without an ending counts. Throws a `Problem` on what is no text. */
export async function* inputLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const reader = new LineReader(MAX_INPUT_LINE);
  for await (const chunk of withEnding(input)) {
    for (const { text, utf8 } of reader.push(chunk)) {
      if (!utf8) {
        throw new Problem(
          texts.notUtf8(clean(text.slice(0, 40))),
          EXIT.usage,
        );
      }
      yield text;
    }
    if (reader.overflowed) {
      throw new Problem(texts.inputTooLong, EXIT.usage);
    }
  }
}

async function* withEnding(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* input;
  yield new Uint8Array([10]);
}
