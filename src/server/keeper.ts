/**
 * Keeps what outlives a restart besides messages: users who stay without a client ("always-on"), and
 * channels that are registered or have such a user in them. What has changed is saved in the
 * background, all of it at once, so that nobody waits for it; `saved` is for those who have to.
 */
import type { Log } from "../log.ts";
import type { Accounts } from "./accounts.ts";
import type { ChannelEvent } from "./announce.ts";
import type { Channel } from "./channel.ts";
import { isKept, restoreChannel, restoreUser, toKeptChannel, toKeptUser } from "./kept.ts";
import type { Change, Network } from "./network.ts";
import type { KeptChanges, KeptChannel, KeptStore, Login } from "./store.ts";
import type { User } from "./user.ts";

/** How long to wait until saving is tried again; ms. */
const RETRY_AFTER = 2_000;

export class Keeper {
  /** The user who stays for an account, by its id, and the other way round. */
  readonly #users = new Map<string, User>();
  readonly #accounts = new Map<User, string>();
  /** The names under which channels are in the store, or will be when all is saved. */
  readonly #names = new Map<Channel, string>();

  readonly #changedUsers = new Set<User>();
  readonly #changedChannels = new Set<Channel>();
  readonly #goneUsers = new Set<string>();
  readonly #goneChannels = new Set<string>();
  #saving: Promise<boolean> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly store: KeptStore,
    readonly network: Network,
    readonly accounts: Accounts,
    readonly log: Log,
  ) {
    network.onEvent.push((event) => this.#happened(event));
    network.onChange.push((change) => this.#changed(change));
  }

  /** Brings back what was there before the restart. `accounts` must be loaded. */
  async restore(): Promise<void> {
    const { users, channels } = await this.store.loadKept();
    for (const kept of users) {
      const account = this.accounts.withId(kept.account);
      const stays = account !== undefined && this.accounts.isAlwaysOn(account);
      if (!stays || this.network.user(kept.nick)) this.#goneUsers.add(kept.account);
      else this.#keep(account.id, restoreUser(this.network, kept, account));
    }
    for (const kept of channels) {
      const channel = restoreChannel(this.network, kept, (account) => this.#users.get(account));
      if (!channel) {
        this.#goneChannels.add(kept.key);
        continue;
      }
      this.#names.set(channel, kept.key);
      if (channel.key !== kept.key) this.changed(channel);
    }
    this.#save();
  }

  /** The user who stays for an account. */
  userOf(login: Login): User | undefined {
    return this.#users.get(login.id);
  }

  /** Decides anew whether a user stays without a client: the login or the account's wishes are different. */
  consider(user: User): void {
    const { login } = user;
    const before = this.#accounts.get(user);
    const other = login && this.#users.get(login.id);
    const isHere = this.network.user(user.nick) === user;
    const stays = isHere && login !== undefined && this.accounts.isAlwaysOn(login) &&
      (other === undefined || other === user);
    const after = stays ? login.id : undefined;
    if (before === after) return;
    if (before !== undefined) this.#forget(user, before);
    if (after !== undefined) {
      this.#keep(after, user);
      this.#changedUsers.add(user);
    }
    for (const channel of user.channels) this.#changedChannels.add(channel);
    this.#save();
  }

  /** A channel's topic, modes, founder or members are different. */
  changed(channel: Channel): void {
    this.#changedChannels.add(channel);
    this.#save();
  }

  /** Resolves when everything that has changed until now is saved; false if it could not be. */
  async saved(): Promise<boolean> {
    // It may have come too late for the save that is going on, but not for the one after that.
    for (let saves = 0; saves < 2 && (this.#isBehind || this.#saving); saves++) {
      if (!await this.#save()) return false;
    }
    return true;
  }

  /** Saves what is left, and tries no more after that. */
  async close(): Promise<void> {
    await this.saved();
    clearTimeout(this.#retry);
  }

  #keep(account: string, user: User): void {
    this.#users.set(account, user);
    this.#accounts.set(user, account);
    user.alwaysOn = true;
  }

  #forget(user: User, account: string): void {
    this.#users.delete(account);
    this.#accounts.delete(user);
    this.#goneUsers.add(account);
    user.alwaysOn = false;
  }

  #happened({ channel, user, kind }: ChannelEvent): void {
    if (kind === "NICK") return;
    const isOfChannel = kind === "TOPIC" || kind === "MODE" || kind === "KICK";
    if (user.alwaysOn || (isOfChannel && this.#names.has(channel))) this.changed(channel);
  }

  #changed(change: Change): void {
    switch (change.kind) {
      case "absent":
      case "different":
        if (change.user.alwaysOn) this.#changedUsers.add(change.user);
        break;
      case "left": {
        const account = this.#accounts.get(change.user);
        if (account !== undefined) this.#forget(change.user, account);
        break;
      }
      case "renamed channel":
        if (this.#names.has(change.channel)) this.#changedChannels.add(change.channel);
        break;
    }
    if (this.#isBehind) this.#save();
  }

  get #isBehind(): boolean {
    return this.#changedUsers.size + this.#changedChannels.size + this.#goneUsers.size +
        this.#goneChannels.size > 0;
  }

  /** One save at a time; what changes meanwhile goes into the next one. False if it failed. */
  #save(): Promise<boolean> {
    // Not at once: the command that brought the change may not be through with it.
    return this.#saving ??= Promise.resolve().then(() => this.#saveChanges()).then((isSaved) => {
      this.#saving = undefined;
      if (isSaved && this.#isBehind) this.#save();
      return isSaved;
    });
  }

  async #saveChanges(): Promise<boolean> {
    if (!this.#isBehind) return true;
    const users = [...this.#changedUsers];
    const channels = [...this.#changedChannels];
    const changes = this.#take(users, channels);
    try {
      await this.store.saveKept(changes);
      return true;
    } catch (error) {
      this.log.warn("always-on users and channels could not be saved", { error: `${error}` });
      for (const user of users) this.#changedUsers.add(user);
      for (const channel of channels) this.#changedChannels.add(channel);
      for (const account of changes.goneUsers) this.#goneUsers.add(account);
      for (const key of changes.goneChannels) this.#goneChannels.add(key);
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#save(), RETRY_AFTER);
      return false;
    }
  }

  /** What is to be saved now. */
  #take(users: readonly User[], channels: readonly Channel[]): KeptChanges {
    // In this order: looking at the channels shows which of their names are gone.
    const changes: KeptChanges = {
      users: users.flatMap((user) => {
        const account = this.#accounts.get(user);
        return account === undefined ? [] : [toKeptUser(user, account)];
      }),
      channels: channels.flatMap((channel) => this.#keepOrDrop(channel)),
      goneUsers: [...this.#goneUsers],
      goneChannels: [...this.#goneChannels],
    };
    this.#changedUsers.clear();
    this.#changedChannels.clear();
    this.#goneUsers.clear();
    this.#goneChannels.clear();
    return changes;
  }

  #keepOrDrop(channel: Channel): KeptChannel[] {
    const before = this.#names.get(channel);
    const isThere = this.network.channels.get(channel.key) === channel;
    const stays = isThere && isKept(channel);
    if (before !== undefined && (!stays || before !== channel.key)) {
      this.#goneChannels.add(before);
      this.#names.delete(channel);
    }
    if (!stays) return [];
    this.#names.set(channel, channel.key);
    return [toKeptChannel(channel)];
  }
}
