/** Settings that are valid, each by itself, and still will not do. One finding for each that is amiss. */
import type { Settings } from "../config.ts";
import { fail, type Finding, warn } from "./finding.ts";
import { address } from "./serve.ts";

/** Shorter ones are guessed by machines. */
const SHORTEST_OPER_PASSWORD = 12;

export function checkSettings(settings: Settings): readonly Finding[] {
  return [
    ...sharedAddresses(settings),
    ...proxies(settings),
    ...opers(settings),
    ...limits(settings),
    ...accounts(settings),
    ...monitoring(settings),
  ];
}

function* sharedAddresses({ listeners, monitoring }: Settings): Generator<Finding> {
  const all = monitoring ? [...listeners, monitoring] : listeners;
  for (const [i, one] of all.entries()) {
    const other = all.slice(0, i).find((other) => wantSame(one, other));
    if (!other) continue;
    const [where, there] = [address(one), address(other)];
    const what = where === there
      ? `Two listeners want ${where}`
      : `Two listeners want the same port: ${there} and ${where}`;
    yield fail(`${what}. → Give each a port of its own.`);
  }
  if (listeners.length === 0) {
    yield fail("There is no listener, so nobody can connect. → Add one to listeners.");
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function wantSame(one: Place, other: Place): boolean {
  if (one.port === 0 || one.port !== other.port) return false;
  return one.host === other.host || isEverywhere(one.host) || isEverywhere(other.host);
}

function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function* proxies({ listeners }: Settings): Generator<Finding> {
  for (const listener of listeners) {
    if (listener.proxyProtocol === false || !isEverywhere(listener.host)) continue;
    yield warn(
      `${
        address(listener)
      } believes whatever address it is told (proxyProtocol), and everybody can ` +
        "connect to it: nobody there could be banned. → Listen where the proxy alone connects.",
    );
  }
}

function* opers({ opers }: Settings): Generator<Finding> {
  const seen = new Set<string>();
  for (const { name, password } of opers) {
    if (seen.has(name)) {
      yield fail(
        `Two opers are called ${name}, and only the first one counts. → Rename or remove one.`,
      );
    }
    seen.add(name);
    if (password.length < SHORTEST_OPER_PASSWORD) {
      yield warn(
        `The password of the oper ${name} has fewer than ${SHORTEST_OPER_PASSWORD} characters. ` +
          "→ Take a longer one: it opens the whole server.",
      );
    }
  }
}

function* limits({ limits, accounts }: Settings): Generator<Finding> {
  if (limits.connectionsPerAddress > limits.connections) {
    yield warn(
      `limits.connectionsPerAddress (${limits.connectionsPerAddress}) is more than ` +
        `limits.connections (${limits.connections}), so that one address can fill the server. ` +
        "→ Lower it.",
    );
  }
  const { minPasswordLength, maxPasswordBytes } = accounts.registration;
  if (minPasswordLength > maxPasswordBytes) {
    yield fail(
      `No password is long enough and short enough: accounts.registration.minPasswordLength is ` +
        `${minPasswordLength} and maxPasswordBytes ${maxPasswordBytes}. → Lower the first one.`,
    );
  }
}

function* accounts({ accounts, listeners }: Settings): Generator<Finding> {
  if (accounts.passwordHashCost === "lowest") {
    yield warn(
      'accounts.passwordHashCost is "lowest", which is for tests: who gets hold of the database ' +
        'can guess passwords quickly. → Set it to "default".',
    );
  }
  const open = listeners.find(({ host }) => isEverywhere(host));
  if (!accounts.loginThrottle && open) {
    yield warn(
      `accounts.loginThrottle is off and ${
        address(open)
      } is open to everybody, so that passwords ` +
        "can be guessed as fast as the network allows. → Turn it on.",
    );
  }
}

function* monitoring({ monitoring }: Settings): Generator<Finding> {
  if (monitoring && isEverywhere(monitoring.host)) {
    yield warn(
      `Monitoring listens on ${address(monitoring)}, where everybody can read its numbers. ` +
        "→ Set monitoring.host to 127.0.0.1 or to an address of an inner network.",
    );
  }
}
