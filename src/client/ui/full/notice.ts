/** Notices of the desktop, as a terminal is asked to show them. */

import { clean } from "../clean.ts";
import { head } from "../editor.ts";

/** `on`: by the sequence that the terminal is known for. */
export const NOTICES = ["on", "osc9", "osc777", "off"] as const;

export type Notices = typeof NOTICES[number];

/** Columns of a notice; the desktop shows no more. */
const MOST = 200;

/**
 * Terminals that know OSC 9 alone, as `TERM_PROGRAM` or `LC_TERMINAL` names them. The others that show notices
 * know OSC 777; kitty, foot, WezTerm and Ghostty know both, so that sending both would show each notice twice.
 */
const OSC_9_ALONE: readonly string[] = ["iTerm.app", "iTerm2", "WarpTerminal", "vscode", "zed"];

/** What asks the terminal for a notice; "" for none. Foreign text is made harmless. */
export function notice(
  title: string,
  text: string,
  notices: Notices,
  environment: { get(name: string): string | undefined },
): string {
  if (notices === "off") return "";
  const [from, said] = [title, text].map((part) => head(clean(part).replaceAll(";", ","), MOST));
  const isOsc9 = notices === "osc9" ||
    (notices === "on" &&
      ["TERM_PROGRAM", "LC_TERMINAL"].some((name) =>
        OSC_9_ALONE.includes(environment.get(name) ?? "")
      ));
  const asked = isOsc9 ? `\x1b]9;${from}: ${said}\x1b\\` : `\x1b]777;notify;${from};${said}\x1b\\`;
  // tmux passes on what is wrapped like this, where its `allow-passthrough` is on.
  return environment.get("TMUX")
    ? `\x1bPtmux;${asked.replaceAll("\x1b", "\x1b\x1b")}\x1b\\`
    : asked;
}
