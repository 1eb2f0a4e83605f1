/** Which state of the sources an executable is made from. */
import { PROJECT } from "./files.ts";

/** CHAT_COMMIT, where there is no repository to ask; "-dirty" says that there are changes beside it. */
export async function commit(): Promise<string> {
  const told = Deno.env.get("CHAT_COMMIT");
  if (told) return told;
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"],
      cwd: PROJECT,
    }).output();
    if (success) return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return "unknown";
}
