/** What the full screen needs of a terminal; tests give it one without any glass. */

import type { Key, Paste } from "../keys.ts";
import type { Notices } from "./notice.ts";
import type { Picture } from "./painter.ts";
import type { Size } from "./view.ts";

/** Where what somebody does goes. */
export interface Listener {
  pressed(key: Key): void;
  pasted(paste: Paste): void;
  /** The size is another one, or something else wrote on the terminal. */
  resized(): void;
  /** The terminal is gone, or somebody asks the program to end. */
  hungUp(): void;
}

export interface Window {
  size(): Size;
  /** Who is told from now on. */
  listen(listener: Listener): void;
  show(picture: Picture): void;
  /** The next picture is drawn from scratch. */
  forget(): void;
  /** Calls somebody: the bell, and a notice of the desktop where the terminal passes it on. */
  call(
    title: string,
    text: string,
    how: { readonly bell: boolean; readonly notices: Notices },
  ): void;
  /** Whether the wheel scrolls; the terminal's own selecting needs Shift then. */
  wheel(isOn: boolean): void;
  /** Gives the terminal to another program for a while; to be called while a key is dealt with. */
  lend<T>(work: () => Promise<T>): Promise<T>;
  /** Leaves the terminal as it was. May be called more than once. */
  close(): void;
}
