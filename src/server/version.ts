import project from "../../deno.json" with { type: "json" };

/** The program's name and version, as numerics and CTCP-like answers show it. */
export const VERSION = `chat-${project.version}`;
