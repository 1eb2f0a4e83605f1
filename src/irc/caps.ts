/** The capabilities that this server offers. https://ircv3.net/specs/extensions/capability-negotiation */
export const CAPS = [
  "account-notify",
  "account-tag",
  "away-notify",
  "batch",
  "cap-notify",
  "draft/account-registration",
  "draft/channel-rename",
  "draft/chathistory",
  "draft/event-playback",
  "draft/extended-isupport",
  "draft/message-redaction",
  "draft/metadata-2",
  "draft/metadata-3",
  "draft/multiline",
  "draft/no-implicit-names",
  "draft/pre-away",
  "draft/read-marker",
  "draft/relaymsg",
  "echo-message",
  "extended-join",
  "extended-monitor",
  "invite-notify",
  "labeled-response",
  "message-tags",
  "multi-prefix",
  "no-implicit-names",
  "sasl",
  "server-time",
  "setname",
  "soju.im/search",
  "userhost-in-names",
] as const;

export type Cap = typeof CAPS[number];

/** A session may have only one of them, since they speak of the same thing in different words. */
export const EITHER_OR: readonly Cap[] = ["draft/metadata-2", "draft/metadata-3"];

export function isCap(name: string): name is Cap {
  return (CAPS as readonly string[]).includes(name);
}
