/** Where `chat` begins: runs the command line and ends with its exit code. */
import { report, run, wantsDetails } from "./src/cli/program.ts";

function stop(error: unknown): never {
  Deno.exit(report(error, wantsDetails(Deno.args)));
}

// Without these, Deno would print a stack for what no command awaits.
addEventListener("unhandledrejection", (event) => stop(event.reason));
addEventListener("error", (event) => stop(event.error));

Deno.exit(await run(Deno.args));
