/**
 * Tells clients what a change of the settings means for them: capabilities that come and go, and new
 * values in RPL_ISUPPORT. https://ircv3.net/specs/extensions/capability-negotiation#cap-notify
 */
import type { Settings } from "../config.ts";
import type { Cap } from "../irc/caps.ts";
import { isupportLines } from "../irc/isupport.ts";
import { RPL_ISUPPORT } from "../irc/numerics.ts";
import { packWords } from "../irc/text.ts";
import { offeredCaps } from "./capabilities.ts";
import { isupport } from "./isupport.ts";
import { numericLine, serverLine } from "./line.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";

/** Bytes of capabilities in one line; the rest of the 512 is for what stands in front of them. */
const LIST_BYTES = 400;

/** `network` has its new settings already. */
export function announceSettings(network: Network, before: Settings): void {
  const { settings } = network;
  const caps = changes(offeredCaps(before), offeredCaps(settings));
  const tokens = changes(isupport(before), isupport(settings));
  const gone = tokens.gone.map((name): [string, undefined] => [`-${name}`, undefined]);
  const lines = isupportLines(new Map([...tokens.come, ...gone]));
  for (const session of network.sessions) {
    tellCaps(network, session, caps);
    if (!session.user) continue;
    for (const line of lines) {
      session.write(numericLine(network.name, session.nick, RPL_ISUPPORT, ...line));
    }
  }
}

/** Names of what is not there any more, and what is new or has a new value. */
interface Changes<Name> {
  readonly gone: readonly Name[];
  readonly come: ReadonlyMap<Name, string | undefined>;
}

type Values<Name> = ReadonlyMap<Name, string | undefined>;

function changes<Name extends string>(before: Values<Name>, after: Values<Name>): Changes<Name> {
  return {
    gone: [...before.keys()].filter((name) => !after.has(name)),
    come: new Map(
      [...after].filter(([name, value]) => !before.has(name) || before.get(name) !== value),
    ),
  };
}

function tellCaps({ name }: Network, session: Session, { gone, come }: Changes<Cap>): void {
  const isTold = session.has("cap-notify");
  const tell = (subcommand: string, words: readonly string[]) => {
    for (const line of packWords(words, LIST_BYTES)) {
      session.write(serverLine(name, "CAP", [session.nick, subcommand, line]));
    }
  };
  if (isTold) tell("DEL", gone);
  for (const cap of gone) session.setCap(cap, false);
  if (!isTold) return;
  const withValues = session.capVersion >= 302;
  tell(
    "NEW",
    [...come].map(([cap, value]) => withValues && value !== undefined ? `${cap}=${value}` : cap),
  );
}
