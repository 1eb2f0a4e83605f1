/** Everything that the screen is a function of, beside its size. */

import type { Buffers } from "../../buffers.ts";
import type { Entry } from "../../entry.ts";
import type { Texts } from "../../texts/index.ts";
import type { Editor } from "../editor.ts";
import type { Layout } from "./layout.ts";
import type { Place } from "./scroll.ts";

export interface View {
  readonly buffers: Buffers;
  readonly texts: Texts;
  readonly layout: Layout;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What is seen of the current buffer. */
  readonly place: Place;
  readonly selected: Entry | undefined;
  readonly prompt: Prompt;
  /** A sentence that stands out, such as that there is no connection. */
  readonly banner: string | undefined;
  readonly lists: Lists;
}

/** The line being typed. */
export interface Prompt {
  readonly label: string;
  readonly editor: Editor;
  /** What stands above it: a question, what is being answered, what Tab offers. */
  readonly hint: string | undefined;
}

/** Which lists are wanted; `auto`: where there is room. */
export interface Lists {
  readonly buffers: "auto" | "off";
  readonly nicks: "auto" | "on" | "off";
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}
