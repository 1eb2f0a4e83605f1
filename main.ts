/** Where `chat` begins: runs the command line and ends with its exit code. */
import { versions } from "./src/version.ts";

/** Scripts ask for it, and it needs nothing of what follows, which tells why if it cannot be told here. */
function tellsVersions([first, ...more]: readonly string[]): boolean {
  if (first !== "--version" || more.length > 0) return false;
  try {
    console.log(versions());
    return true;
  } catch {
    return false;
  }
}

if (tellsVersions(Deno.args)) Deno.exit();

const { report, run, wantsDetails } = await import("./src/cli/program.ts");

function stop(error: unknown): never {
  Deno.exit(report(error, wantsDetails(Deno.args)));
}

/** Whoever has taken the terminal over hears of it too, and gives it back before anything is told on it. */
function stopSoon(event: Event, error: unknown): void {
  event.preventDefault();
  queueMicrotask(() => stop(error));
}

// Without these, Deno would print a stack for what no command awaits.
addEventListener("unhandledrejection", (event) => stopSoon(event, event.reason));
addEventListener("error", (event) => stopSoon(event, event.error));

Deno.exit(await run(Deno.args));
