/** What somebody may want otherwise about the full screen: in the configuration file, or with /set. */

import { NOTICES } from "../ui/full/notice.ts";

/** By name: the values that a setting takes, the first one being the default. `words`: any, comma between. */
export const CHOICES = {
  buffers: ["auto", "off"],
  nicks: ["auto", "on", "off"],
  bell: ["on", "off"],
  notices: NOTICES,
  typing: ["on", "off"],
  mouse: ["on", "off"],
} as const;

export interface ScreenSettings {
  buffers: typeof CHOICES.buffers[number];
  nicks: typeof CHOICES.nicks[number];
  /** Whether the terminal's bell rings for a mention and a private message. */
  bell: typeof CHOICES.bell[number];
  /** The same for the desktop's notices, and by which sequence the terminal is told to show them. */
  notices: typeof CHOICES.notices[number];
  /** Whether others learn that we are typing. */
  typing: typeof CHOICES.typing[number];
  /** Whether the wheel scrolls; the terminal's own selecting then needs Shift. */
  mouse: typeof CHOICES.mouse[number];
  /** Words that call us, beside our nick. */
  highlights: readonly string[];
  /** A command of the shell that is run for a mention and a private message; "" for none. */
  notifyCommand: string;
}

export function defaultSettings(): ScreenSettings {
  return {
    buffers: "auto",
    nicks: "auto",
    bell: "on",
    notices: "on",
    typing: "on",
    mouse: "on",
    highlights: [],
    notifyCommand: "",
  };
}

export const SETTING_NAMES: readonly string[] = [
  ...Object.keys(CHOICES),
  "highlights",
  "notifyCommand",
];

/** Sets one by its name. `undefined`: done; else what the setting takes, or that there is none. */
export function change(
  settings: ScreenSettings,
  name: string,
  value: string,
): { readonly kind: "done" | "unknown" } | { readonly kind: "takes"; readonly what: string } {
  if (name === "highlights") {
    settings.highlights = value.split(",").map((word) => word.trim()).filter((word) => word !== "");
    return { kind: "done" };
  }
  if (name === "notifyCommand") {
    settings.notifyCommand = value;
    return { kind: "done" };
  }
  if (!isChoice(name)) return { kind: "unknown" };
  const taken = CHOICES[name].find((choice) => choice === value);
  if (taken === undefined) return { kind: "takes", what: CHOICES[name].join(", ") };
  Object.assign(settings, { [name]: taken });
  return { kind: "done" };
}

/** A setting's value as one would type it; `undefined`: there is no such setting. */
export function shown(settings: ScreenSettings, name: string): string | undefined {
  if (name === "highlights") return settings.highlights.join(",");
  if (name === "notifyCommand") return settings.notifyCommand;
  return isChoice(name) ? settings[name] : undefined;
}

function isChoice(name: string): name is keyof typeof CHOICES {
  return Object.hasOwn(CHOICES, name);
}
