/** What the keyboard is for at the moment. */

import type { Entry, Said } from "../entry.ts";
import type { Editor } from "../ui/editor.ts";

export type Mode =
  /** The line of the current buffer is typed. */
  | { readonly kind: "typing" }
  /** A message is selected, to do something with it. */
  | { readonly kind: "selecting"; readonly entry: Entry }
  /** Something is asked for that takes a line. */
  | {
    readonly kind: "asking";
    readonly question: string;
    readonly editor: Editor;
    entered(text: string): void;
    /** The line is another one now. */
    changed?(text: string): void;
    /** The same once more: Ctrl-R, Ctrl-S, the arrows. */
    again?(text: string): void;
    /** The message that stands out meanwhile. */
    found?(): Entry | undefined;
    /** Words that Tab offers. */
    offers?(text: string): readonly string[];
  }
  /** Something is asked for that takes a key. */
  | { readonly kind: "confirming"; readonly question: string; answered(key: string): void };

/** What the next line is about. */
export interface Answering {
  readonly kind: "reply" | "correct";
  readonly said: Said;
}

export const TYPING: Mode = { kind: "typing" };
