/** The capabilities that this server offers. https://ircv3.net/specs/extensions/capability-negotiation */
export const CAPS = [
  "away-notify",
  "batch",
  "cap-notify",
  "echo-message",
  "labeled-response",
  "message-tags",
  "multi-prefix",
  "server-time",
] as const;

export type Cap = typeof CAPS[number];

export function isCap(name: string): name is Cap {
  return (CAPS as readonly string[]).includes(name);
}
