/** Settings that are valid, each by itself, and still will not do. One finding for each that is amiss. */
import type { Settings } from "../config.ts";
import { fail, type Finding, warn } from "./finding.ts";
import { address } from "./serve.ts";

/** Shorter ones are guessed by machines. */
const SHORTEST_OPER_PASSWORD = 12;

export function checkSettings(settings: Settings): readonly Finding[] {
  return [
    ...sharedAddresses(settings),
    ...opers(settings),
    ...limits(settings),
    ...accounts(settings),
    ...monitoring(settings),
  ];
}

function* sharedAddresses({ listeners }: Settings): Generator<Finding> {
  const seen = new Set<string>();
  for (const listener of listeners) {
    const where = address(listener);
    if (seen.has(where) && listener.port !== 0) {
      yield fail(`Two listeners want ${where}. → Give each a port of its own.`);
    }
    seen.add(where);
  }
  if (listeners.length === 0) {
    yield fail("There is no listener, so nobody can connect. → Add one to listeners.");
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
  const open = listeners.find(({ host }) => host === "0.0.0.0" || host === "::");
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
  if (monitoring && (monitoring.host === "0.0.0.0" || monitoring.host === "::")) {
    yield warn(
      `Monitoring listens on ${address(monitoring)}, where everybody can read its numbers. ` +
        "→ Set monitoring.host to 127.0.0.1 or to an address of an inner network.",
    );
  }
}
