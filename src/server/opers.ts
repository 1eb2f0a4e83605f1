/** Who is a server operator: those of the configuration, and people whose accounts have privileges. */
import type { Settings } from "../config.ts";
import type { Log } from "../log.ts";
import type { Accounts } from "./accounts.ts";
import { eventLine } from "./announce.ts";
import type { Network } from "./network.ts";
import type { Account } from "./store.ts";
import type { Oper } from "./user.ts";

/** What an account makes of its owner; `undefined`: nobody special. */
export function operOf({ name, privileges }: Account): Oper | undefined {
  return privileges.length > 0 ? { name, title: "is a server operator", privileges } : undefined;
}

/**
 * Operators who are here have the privileges that they would be given now: where the configuration or an
 * account has changed, and `before` are the settings until then, they have others, or are none any more.
 */
export function reviewOpers(
  network: Network,
  accounts: Accounts,
  log: Log,
  before: Settings = network.settings,
): void {
  for (const user of [...network.usersWith("o")]) {
    const name = user.oper?.name;
    if (name === undefined) continue;
    const was = before.opers.find((one) => one.name === name);
    const is = network.settings.opers.find((one) => one.name === name);
    const account = was ? undefined : accounts.named(name);
    // Who knows a password that was changed may be whom it was changed for.
    user.oper = was && is?.password !== was.password
      ? undefined
      : is ?? (account && operOf(account));
    if (user.oper) continue;
    network.setUserMode(user, "o", false);
    user.send(eventLine(network, user, "MODE", user.nick, "-o"));
    log.info("an operator is none any more", { oper: name, nick: user.nick });
  }
}
