/**
 * What a channel lets nobody write and how often people may write there: asked before a message is kept.
 * Known in memory, because every message asks.
 */
import { matchesMask } from "../irc/names.ts";
import type { Log } from "../log.ts";
import type { Channel } from "./channel.ts";
import type { Network } from "./network.ts";
import type { ChannelRule, RuleStore } from "./store.ts";
import type { User } from "./user.ts";

/** People whose last message is remembered in a channel; over it the one who was quiet longest is not. */
const MOST_REMEMBERED = 10_000;

export class Rules {
  #byChannel = new Map<string, readonly ChannelRule[]>();
  /** When each person last wrote, by `Party.id`, in channels with slow mode. */
  readonly #last = new Map<string, Map<string, number>>();

  constructor(readonly store: RuleStore, readonly network: Network) {
    network.onChange.push((change) => {
      if (change.kind === "renamed channel") this.#follow(change.before, change.channel.key);
    });
  }

  /** Rules go with the channel, since whoever may rename it may not lift them. Those of the other name stay. */
  #follow(before: string, key: string): void {
    const rules = this.#byChannel.get(before);
    if (!rules || before === key) return;
    const there = this.#byChannel.get(key) ?? [];
    const further = rules.filter(({ kind, value }) =>
      !there.some((other) => other.kind === kind && (kind === "slow" || other.value === value))
    );
    this.#byChannel.delete(before);
    this.#byChannel.set(key, [...there, ...further.map((rule) => ({ ...rule, channel: key }))]);
    const last = this.#last.get(before);
    this.#last.delete(before);
    if (last) this.#last.set(key, last);
  }

  /** Learns which rules there are now. */
  async load(): Promise<void> {
    this.#byChannel = Map.groupBy(await this.store.list(), ({ channel }) => channel);
    for (const key of this.#last.keys()) if (!this.#byChannel.has(key)) this.#last.delete(key);
  }

  /** From now on rules that another program makes or removes are noticed. */
  watch(log: Log): void {
    this.store.watch(async () => {
      try {
        await this.load();
      } catch (error) {
        log.warn("rules of channels have changed, but could not be looked up", {
          error: `${error}`,
        });
      }
    });
  }

  /** Why somebody may not write this there now, a sentence; half-ops and above always may. */
  refuses(channel: Channel, user: User, text: string): string | undefined {
    const rules = this.#byChannel.get(channel.key);
    if (!rules || channel.isAtLeast(user, "h")) return undefined;
    const refusal = this.refusesWords(channel, text);
    if (refusal !== undefined) return refusal;
    const slow = rules.find(({ kind }) => kind === "slow");
    return slow && this.#tooSoon(channel, user, Number(slow.value));
  }

  /** Whether what somebody says on leaving is not for that channel; half-ops and above say what they like. */
  hides(channel: Channel, user: User, text: string): boolean {
    return !channel.isAtLeast(user, "h") && this.refusesWords(channel, text) !== undefined;
  }

  /** Why nobody may write this there, a sentence. */
  refusesWords(channel: Channel, text: string): string | undefined {
    const words = this.#byChannel.get(channel.key)?.filter(({ kind }) => kind === "word") ?? [];
    return words.some(({ value }) => fitsWords(value, text))
      ? `${channel.name} has a filter that does not let this through; say it in other words`
      : undefined;
  }

  #tooSoon(channel: Channel, user: User, seconds: number): string | undefined {
    const now = this.network.clock.elapsed();
    let last = this.#last.get(channel.key);
    if (!last) this.#last.set(channel.key, last = new Map());
    const { id } = user.party;
    const wait = (last.get(id) ?? -Infinity) + seconds * 1000 - now;
    if (wait > 0) {
      return `${channel.name} is in slow mode, one message in ${seconds} s; ` +
        `try again in ${Math.ceil(wait / 1000)} s`;
    }
    last.delete(id);
    last.set(id, now);
    const [quietest] = last.keys();
    if (last.size > MOST_REMEMBERED && quietest !== undefined) last.delete(quietest);
    return undefined;
  }
}

/** Whether words, in which `*` and `?` are wildcards, stand in a text, whatever stands between them. */
export function fitsWords(words: string, text: string): boolean {
  return matchesMask(` ${plainWords(text, "")} `, `* ${plainWords(words, "*?")} *`);
}

/** Whether there is something in it that a text could have. */
export function isWords(words: string): boolean {
  return /[\p{L}\p{N}]/u.test(plainWords(words, ""));
}

/**
 * Letters and digits in one case with single spaces, without what only hides them from a filter. Tabs and the
 * ends of lines are shown as what stands between words.
 */
function plainWords(text: string, wildcards: "" | "*?"): string {
  const between = wildcards === "" ? /[^\p{L}\p{N}\p{M}]+/gu : /[^\p{L}\p{N}\p{M}*?]+/gu;
  return text
    .normalize("NFKC")
    // deno-lint-ignore no-control-regex
    .replace(/\x03(?:\d{1,2}(?:,\d{1,2})?)?|[\x00-\x08\x0e-\x1f\x7f]|\p{Cf}/gu, "")
    .toLowerCase()
    .replace(between, " ")
    .trim();
}
