/** The capabilities that this server offers under its settings, with their values. */
import type { Settings } from "../config.ts";
import { type Cap, CAPS } from "../irc/caps.ts";
import { type MechanismName, MECHANISMS } from "../irc/sasl.ts";
import { KEY_BYTES, VALUE_BYTES } from "./metadata.ts";

/** Of no use where nothing is kept. */
const OF_HISTORY: readonly Cap[] = [
  "draft/chathistory",
  "draft/event-playback",
  "draft/message-redaction",
  "soju.im/search",
];

/** Whether people may make accounts themselves. */
export function hasOpenRegistration({ accounts }: Settings): boolean {
  return accounts.registration.enabled !== false;
}

/** Whether they may do so before they are on the network: not where that needs a password. */
export function mayRegisterEarly({ accounts, server }: Settings): boolean {
  return accounts.registration.beforeConnect && server.password === null;
}

/** By name; the value is shown to clients that ask with CAP LS 302. */
export function offeredCaps(
  settings: Settings,
  mechanisms: readonly MechanismName[] = MECHANISMS,
): ReadonlyMap<Cap, string | undefined> {
  const offered = new Map<Cap, string | undefined>(CAPS.map((name) => [name, undefined]));
  const { features, history, limits } = settings;
  if (!history.enabled) { for (const name of OF_HISTORY) offered.delete(name); }
  if (features.relaymsg.enabled) offered.set("draft/relaymsg", features.relaymsg.separators);
  else offered.delete("draft/relaymsg");
  for (const draft of ["draft/metadata-2", "draft/metadata-3"] as const) {
    offered.set(
      draft,
      `before-connect,max-subs=${limits.metadataSubs},max-keys=${limits.metadataKeys},` +
        `max-key-bytes=${KEY_BYTES},max-value-bytes=${VALUE_BYTES}`,
    );
  }
  offered.set(
    "draft/multiline",
    `max-bytes=${limits.multilineMaxBytes},max-lines=${limits.multilineMaxLines}`,
  );
  offered.set("sasl", mechanisms.join(","));
  if (!hasOpenRegistration(settings)) offered.delete("draft/account-registration");
  else offered.set("draft/account-registration", registrationKeys(settings));
  return offered;
}

/** https://ircv3.net/specs/extensions/account-registration#capability */
function registrationKeys(settings: Settings): string | undefined {
  const keys = [
    ...(mayRegisterEarly(settings) ? ["before-connect"] : []),
    ...(settings.accounts.registration.emailRequired ? ["email-required"] : []),
  ];
  return keys.length > 0 ? keys.join(",") : undefined;
}
