/** What the client needs of a screen. There is one for terminals and one for everything else. */

import type { Row } from "./draw.ts";

/** Where what people type goes. */
export interface Input {
  /** Resolves when the next line may come: `false` if this one could not be taken and is theirs again. */
  line(text: string): Promise<boolean>;
  /** There will be no more lines. */
  end(): void;
  /** Somebody wants to leave at once. */
  interrupt(): void;
}

export interface Screen {
  /** Whether a person looks at it who can answer and try again. */
  readonly interactive: boolean;
  /** Prints rows below those that are there. */
  print(rows: readonly Row[]): void;
  /** Whose line it is, and where it would go. */
  prompt(text: string): void;
  /** Asks something; `undefined`: nobody answers. */
  ask(question: string): Promise<string | undefined>;
  /** From now on lines go there. Rejects with a `Problem` when something comes that is no text. */
  listen(input: Input): Promise<void>;
  clear(): void;
  /** Leaves the terminal as it was. May be called more than once. */
  close(): void;
}
