import { VERSION as NUMBER } from "../version.ts";

/** The program's name and version, as numerics and CTCP-like answers show it. */
export const VERSION = `chat-${NUMBER}`;
