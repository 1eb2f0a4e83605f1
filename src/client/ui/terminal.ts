/** The real terminal under a line screen: raw mode, keys, its size, and its way back to normal. */

import { decodeKeys, type Key } from "./keys.ts";
import { LineScreen } from "./lines.ts";

/** What somebody's closing the window, and what `kill`, asks for. */
const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** The system stops who asks for it within so many milliseconds. */
export const STOPPED_WITHIN = 100;

/** Whether lines and a prompt can be drawn: both ends are a terminal that knows how to go back. */
export function isTerminal(): boolean {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal() && Deno.env.get("TERM") !== "dumb";
}

/** Takes the terminal over. Whatever ends the program, the terminal is given back as it was. */
export function openTerminal(): LineScreen {
  const encoder = new TextEncoder();
  /** Does what fails only when the terminal is gone. */
  const onTerminal = (act: () => void) => {
    try {
      act();
    } catch {
      hangUp();
    }
  };
  const write = (text: string) => onTerminal(() => writeAll(Deno.stdout, encoder.encode(text)));
  const screen: LineScreen = new LineScreen({
    // https://no-color.org
    colors: !Deno.env.get("NO_COLOR"),
    write,
    columns: () => sizeOfTerminal().columns,
    close,
  });
  const restore = () => {
    try {
      Deno.stdin.setRaw(false);
    } catch {
      // The terminal is gone already.
    }
  };
  const hangUp = () => screen.hangUp();
  const redraw = () => screen.redraw();
  const comeBack = () => {
    onTerminal(() => Deno.stdin.setRaw(true));
    redraw();
  };
  const crashed = () => {
    write("\r\n");
    restore();
  };
  const suspend = () => {
    write("\r\x1b[J");
    restore();
    Deno.kill(Deno.pid, "SIGTSTP");
    // Where no shell waits, as in `xterm -e`, nobody is stopped.
    comingBack = setTimeout(comeBack, STOPPED_WITHIN);
  };
  let comingBack: ReturnType<typeof setTimeout> | undefined;
  const reader = Deno.stdin.readable.getReader();

  Deno.stdin.setRaw(true);
  globalThis.addEventListener("unload", restore);
  globalThis.addEventListener("error", crashed, { capture: true });
  globalThis.addEventListener("unhandledrejection", crashed, { capture: true });
  for (const signal of ENDING_SIGNALS) Deno.addSignalListener(signal, hangUp);
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGWINCH", redraw);
    Deno.addSignalListener("SIGCONT", comeBack);
  }
  readKeys();
  return screen;

  async function readKeys(): Promise<void> {
    const keys = decodeKeys((key: Key) => {
      if (key.kind === "key" && key.name === "ctrl-z" && Deno.build.os !== "windows") suspend();
      else if (key.kind === "key" && key.name === "ctrl-l") screen.clear();
      else screen.press(key);
    });
    try {
      for (let { value } = await reader.read(); value; { value } = await reader.read()) {
        keys.push(value);
      }
    } catch {
      // The terminal is gone; the same as its end.
    }
    hangUp();
  }

  function close(): void {
    clearTimeout(comingBack);
    restore();
    globalThis.removeEventListener("unload", restore);
    globalThis.removeEventListener("error", crashed, { capture: true });
    globalThis.removeEventListener("unhandledrejection", crashed, { capture: true });
    for (const signal of ENDING_SIGNALS) Deno.removeSignalListener(signal, hangUp);
    if (Deno.build.os !== "windows") {
      Deno.removeSignalListener("SIGWINCH", redraw);
      Deno.removeSignalListener("SIGCONT", comeBack);
    }
    reader.cancel().catch(() => {});
  }
}

/** Some terminals do not know their size, and one that is gone has none. */
export function sizeOfTerminal(): { readonly columns: number; readonly rows: number } {
  try {
    const { columns, rows } = Deno.consoleSize();
    return { columns: columns || 80, rows: rows || 24 };
  } catch {
    return { columns: 80, rows: 24 };
  }
}

/** A stream may take less than it is given. Throws `BrokenPipe` when nobody reads any more. */
export function writeAll(to: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += to.writeSync(bytes.subarray(at));
}

/** Writes a whole line at once, so that nobody waits for it. Throws like `writeAll`. */
export function writeLine(to: { writeSync(bytes: Uint8Array): number }, line: string): void {
  writeAll(to, new TextEncoder().encode(`${line}\n`));
}
