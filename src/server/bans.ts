/**
 * Who may not connect. Bans are known in memory, because every connection asks, and kept before anybody
 * is told that they hold.
 */
import { matchesMask } from "../irc/names.ts";
import type { Log } from "../log.ts";
import { type Cidr, contains, parseCidr } from "./cidr.ts";
import { errorLine, type Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { BanStore, ServerBan } from "./store.ts";

/** Without so many other characters than wildcards and dots a mask fits nearly everybody. */
const LEAST_CHARACTERS = 4;
/** Larger networks are nearly everybody's. */
const LARGEST_NETWORK = { 32: 8, 128: 16 } as const;

/** What a mask stands for, or why it will not do: the end of a sentence. */
export type BanMask =
  | { readonly kind: ServerBan["kind"]; readonly mask: string }
  | { readonly kind: "refused"; readonly reason: string };

/** `user@host`, with wildcards, is for KLINE; an address or a network for DLINE. */
export function banMask(text: string, fold: (name: string) => string): BanMask {
  const refused = (reason: string) => ({ kind: "refused" as const, reason });
  if (!text.includes("@")) {
    const network = parseCidr(text);
    if (!network) return refused(`"${text}" is neither user@host nor an address or a network`);
    return network.prefix < LARGEST_NETWORK[network.size]
      ? refused(`${text} is too large; a network has at least /${LARGEST_NETWORK[network.size]}`)
      : { kind: "DLINE", mask: text.toLowerCase() };
  }
  if (!/^[^\s!@]+@[^\s!@]+$/.test(text)) return refused(`"${text}" is not user@host`);
  const specific = text.replace(/[*?.@]/g, "").length;
  return specific < LEAST_CHARACTERS
    ? refused(`${text} fits too many; it needs ${LEAST_CHARACTERS} characters besides wildcards`)
    : { kind: "KLINE", mask: fold(text) };
}

export class Bans {
  #all: readonly ServerBan[] = [];
  #networks = new Map<ServerBan, Cidr>();

  constructor(readonly store: BanStore, readonly network: Network) {}

  /** Learns which bans there are now, and ends the connections that they are for. */
  async load(): Promise<void> {
    this.#know(await this.store.list());
    this.enforce();
  }

  /** From now on bans that another program makes or removes are noticed. */
  watch(log: Log): void {
    this.store.watch(async () => {
      try {
        await this.load();
      } catch (error) {
        log.warn("bans have changed, but could not be looked up", { error: `${error}` });
      }
    });
  }

  /** Those that hold now. */
  list(): readonly ServerBan[] {
    const now = this.network.clock.now();
    return this.#all.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  }

  /** The DLINE that an address falls under. */
  ofAddress(address: string): ServerBan | undefined {
    const parsed = parseCidr(address);
    if (!parsed || this.#networks.size === 0) return undefined;
    return this.list().find((ban) => {
      const network = this.#networks.get(ban);
      return network !== undefined && contains(network, parsed);
    });
  }

  /** The KLINE that somebody falls under, by one of these hosts. */
  ofPerson(username: string, hosts: readonly string[]): ServerBan | undefined {
    const all = hosts.map((host) => this.network.fold(`${username}@${host}`));
    return this.list().find(({ kind, mask }) =>
      kind === "KLINE" && all.some((who) => matchesMask(who, mask))
    );
  }

  /** Keeps a ban; from then on it holds. Rejects if it cannot be kept. */
  async add(ban: ServerBan): Promise<void> {
    await this.store.put(ban);
    const others = this.#all.filter(({ kind, mask }) => kind !== ban.kind || mask !== ban.mask);
    this.#know([...others, ban]);
    this.enforce();
  }

  /** False if there is no such ban. Rejects if that cannot be kept. */
  async remove(kind: ServerBan["kind"], mask: string): Promise<boolean> {
    const removed = await this.store.remove(kind, mask);
    this.#know(this.#all.filter((ban) => ban.kind !== kind || ban.mask !== mask));
    return removed;
  }

  /** Ends the connections of those who are banned. */
  enforce(): void {
    if (this.#all.length === 0) return;
    for (const session of [...this.network.sessions]) {
      const ban = this.#of(session);
      if (ban) session.close(bannedBy(ban), errorLine(bannedBy(ban)));
    }
  }

  #of({ origin: { address }, hosts, user }: Session): ServerBan | undefined {
    return this.ofAddress(address) ?? (user && this.ofPerson(user.username, hosts));
  }

  #know(bans: readonly ServerBan[]): void {
    this.#all = bans;
    this.#networks = new Map(
      bans.flatMap((ban) => {
        const network = ban.kind === "DLINE" ? parseCidr(ban.mask) : undefined;
        return network ? [[ban, network]] : [];
      }),
    );
  }
}

/** What whoever is banned reads. */
export function bannedBy({ reason, expiresAt }: ServerBan): string {
  const until = expiresAt === undefined ? "" : ` until ${new Date(expiresAt).toISOString()}`;
  return `You are banned from this server${until}: ${reason}`;
}
