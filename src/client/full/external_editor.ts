/** Ctrl-X: the line is written in the editor that somebody likes best. */

import type { FullScreen } from "./full_screen.ts";

export function editElsewhere(screen: FullScreen): void {
  const { texts, editor, window } = screen;
  const command = Deno.env.get("VISUAL") || Deno.env.get("EDITOR");
  if (!command) {
    screen.hint = texts.noEditor;
    return;
  }
  window.lend(() => edited(command, editor.text)).then((text) => {
    if (text === undefined) screen.hint = texts.editorFailed(command);
    else editor.text = text;
    screen.changed();
  });
}

/** The text as the editor has left it; `undefined`: it did not end well. */
async function edited(command: string, text: string): Promise<string | undefined> {
  const file = await Deno.makeTempFile({ prefix: "chat-", suffix: ".txt" });
  try {
    await Deno.writeTextFile(file, text);
    // Settings such as EDITOR="code --wait" are commands of the shell.
    const { success } = await new Deno.Command("/bin/sh", {
      args: ["-c", `${command} "$1"`, "sh", file],
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    return success ? (await Deno.readTextFile(file)).replace(/\n+$/, "") : undefined;
  } catch {
    return undefined;
  } finally {
    await Deno.remove(file).catch(() => {});
  }
}
