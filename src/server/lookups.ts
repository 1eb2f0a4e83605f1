/**
 * Names instead of addresses, where the settings want that. A name counts only if it leads back to the
 * address: whoever holds an address may call it as they like.
 */
import { type Cidr, contains, parseCidr, reverseName } from "./cidr.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";

/** How long a client waits for its name; ms. */
const PATIENCE = 2_000;
/** More bytes do not fit into the lines with a source in them. */
const HOSTLEN = 63;

/** This machine itself, of which DNS knows nothing. */
const LOOPBACK = ["127.0.0.0/8", "::1"].flatMap((text) => parseCidr(text) ?? []);

/** Asks DNS. Rejects if there is no answer. */
export type Resolver = (
  query: string,
  type: "PTR" | "A" | "AAAA",
  signal: AbortSignal,
) => Promise<readonly string[]>;

/** Asks as the system does. */
export const systemResolver: Resolver = (query, type, signal) =>
  Deno.resolveDns(query, type, { signal });

export class Lookups {
  constructor(readonly network: Network, readonly resolve: Resolver) {}

  /** Gives a session its name, if it has one; `undefined` if there is nothing to wait for. */
  of(session: Session): Promise<void> | undefined {
    if (!this.network.settings.lookups || session.hostname !== undefined) return undefined;
    const address = parseCidr(session.origin.address);
    if (!address || LOOPBACK.some((network) => contains(network, address))) return undefined;
    return this.#nameOf(address).then((name) => {
      session.hostname = name;
    });
  }

  async #nameOf(address: Cidr): Promise<string | undefined> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), PATIENCE);
    try {
      const [first = ""] = await this.resolve(reverseName(address), "PTR", late.signal);
      const name = first.replace(/\.$/, "").toLowerCase();
      if (!isHostname(name)) return undefined;
      const type = address.size === 32 ? "A" : "AAAA";
      const addresses = await this.resolve(name, type, late.signal);
      return addresses.some((one) => parseCidr(one)?.bits === address.bits) ? name : undefined;
    } catch {
      // Without a name, or in time, the address will do.
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A name with a dot, and nothing that could be taken for an address or stand for something in a mask. */
function isHostname(name: string): boolean {
  return name.length <= HOSTLEN &&
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name);
}
