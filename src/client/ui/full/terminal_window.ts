/** The real terminal: raw mode, the alternate screen, keys, signals, and its way back to normal. */

import { decodeKeys } from "../keys.ts";
import { sizeOfTerminal, STOPPED_WITHIN, writeAll } from "../terminal.ts";
import { notice } from "./notice.ts";
import { Painter, type Picture } from "./painter.ts";
import type { Listener, Window } from "./window.ts";

/** What closing the window, and what `kill`, asks for. */
const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Alternate screen, no wrapping, bracketed paste, focus, and the wheel if it is wanted. */
const ENTER = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?1004h";
const WHEEL = "\x1b[?1000h\x1b[?1006h";
const NO_WHEEL = "\x1b[?1006l\x1b[?1000l";
const LEAVE = `\x1b[?2026l${NO_WHEEL}\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l`;

/** Takes the terminal over. Whatever ends the program, the terminal is given back as it was. */
export function openWindow(mouse: boolean): Window {
  const encoder = new TextEncoder();
  const painter = new Painter(!Deno.env.get("NO_COLOR"));
  /** Does what fails only when the terminal is gone. */
  const onTerminal = (act: () => void) => {
    try {
      act();
    } catch {
      if (isOurs) hangUp();
    }
  };
  const write = (text: string) => onTerminal(() => writeAll(Deno.stdout, encoder.encode(text)));
  const enter = () => {
    isOurs = true;
    onTerminal(() => Deno.stdin.setRaw(true));
    write(hasWheel ? ENTER + WHEEL : ENTER);
    painter.forget();
  };
  let hasWheel = mouse;
  let isOurs = false;
  let listener: Listener | undefined;
  let lent = false;
  let open = true;
  let comingBack: ReturnType<typeof setTimeout> | undefined;

  const restore = () => {
    // Twice would put the cursor onto what was written since.
    if (!isOurs) return;
    isOurs = false;
    write(LEAVE);
    onTerminal(() => Deno.stdin.setRaw(false));
  };
  const hangUp = () => listener?.hungUp();
  const resized = () => {
    painter.forget();
    if (!lent) listener?.resized();
  };
  const comeBack = () => {
    if (lent) return;
    enter();
    listener?.resized();
  };
  const suspend = () => {
    restore();
    Deno.kill(Deno.pid, "SIGTSTP");
    // Where no shell waits, as in `xterm -e`, nobody is stopped.
    comingBack = setTimeout(comeBack, STOPPED_WITHIN);
  };
  const reader = new Keyboard((bytes) => keys.push(bytes), hangUp);
  const keys = decodeKeys((key) => {
    const name = key.kind === "key" ? key.name : "";
    if (name === "ctrl-z" && Deno.build.os !== "windows") suspend();
    else if (name === "ctrl-l") resized();
    else listener?.pressed(key);
  }, (paste) => listener?.pasted(paste));

  globalThis.addEventListener("unload", restore);
  globalThis.addEventListener("error", restore, { capture: true });
  globalThis.addEventListener("unhandledrejection", restore, { capture: true });
  for (const signal of ENDING_SIGNALS) Deno.addSignalListener(signal, hangUp);
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGWINCH", resized);
    Deno.addSignalListener("SIGCONT", comeBack);
  }
  enter();
  reader.start();

  return {
    size: sizeOfTerminal,
    listen(to) {
      listener = to;
      to.resized();
    },
    show(picture: Picture) {
      const changes = painter.paint(picture);
      if (changes !== "" && isOurs) write(changes);
    },
    forget: () => painter.forget(),
    call(title, text, { bell, notices }) {
      if (isOurs) write(notice(title, text, notices, Deno.env) + (bell ? "\x07" : ""));
    },
    wheel(isOn) {
      if (isOn !== hasWheel && isOurs) write(isOn ? WHEEL : NO_WHEEL);
      hasWheel = isOn;
    },
    async lend(work) {
      lent = true;
      reader.pause();
      restore();
      try {
        return await work();
      } finally {
        lent = false;
        enter();
        reader.resume();
        listener?.resized();
      }
    },
    close() {
      if (!open) return;
      open = false;
      clearTimeout(comingBack);
      restore();
      globalThis.removeEventListener("unload", restore);
      globalThis.removeEventListener("error", restore, { capture: true });
      globalThis.removeEventListener("unhandledrejection", restore, { capture: true });
      for (const signal of ENDING_SIGNALS) Deno.removeSignalListener(signal, hangUp);
      if (Deno.build.os !== "windows") {
        Deno.removeSignalListener("SIGWINCH", resized);
        Deno.removeSignalListener("SIGCONT", comeBack);
      }
      reader.stop();
    },
  };
}

/** Reads what is typed. */
class Keyboard {
  readonly #reader = Deno.stdin.readable.getReader();
  /** Resolves when the keyboard is ours again. */
  #ours: Promise<void> = Promise.resolve();
  #resume = () => {};

  constructor(
    readonly came: (bytes: Uint8Array) => void,
    readonly ended: () => void,
  ) {}

  async start(): Promise<void> {
    try {
      for (;;) {
        const { value } = await this.#reader.read();
        if (!value) break;
        this.came(value);
        await this.#ours;
      }
    } catch {
      // The terminal is gone; the same as its end.
    }
    this.ended();
  }

  /**
   * Another program has the keyboard until `resume`. Works only while a key is being dealt with: a read
   * that has begun cannot be taken back, and would take the other program's first keys.
   */
  pause(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ours = promise;
    this.#resume = resolve;
  }

  resume(): void {
    this.#resume();
  }

  stop(): void {
    this.#reader.cancel().catch(() => {});
  }
}
