import { userInfo } from "node:os";

/** Who uses the command line, as it stands in what is kept of that. */
export function me(): string {
  try {
    return `${userInfo().username} (command line)`;
  } catch {
    // A container's user may have no name.
    return `user ${Deno.uid() ?? "unknown"} (command line)`;
  }
}
