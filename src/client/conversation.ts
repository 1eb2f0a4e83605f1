/** A session on one side, a screen on the other, and what is typed in between. */

import { EXIT, Problem } from "../problem.ts";
import type { Event } from "./events.ts";
import { Chat, type Ground, type Opening } from "./open.ts";
import { Pace } from "./pace.ts";
import { type Deed, FAREWELL, interpret } from "./slash.ts";
import type { Drawing, View } from "./ui/draw.ts";
import type { Screen } from "./ui/screen.ts";
import { shownAddress } from "./wire.ts";
import { texts } from "./texts/index.ts";

/** How long, in milliseconds, leaving waits for what is on its way: a person less than a program. */
const PATIENCE = { person: 2_000, program: 30_000 };

/** What has to be known to the server, and in this order. */
type Saying = Exclude<
  Deed,
  { kind: "show" | "refuse" | "clear" | "talk-to" | "leave" | "search" | "on-screen" }
>;

export class Conversation {
  readonly #chat: Chat;
  readonly #pace: Pace;
  readonly #view: View;
  /** Where plain text goes. */
  #target: string | undefined;
  /** Whether the server has answered all that we say on coming in: we are in our channels. */
  #ready = false;
  /** Resolves when that may have changed. */
  #settledIn = Promise.withResolvers<void>();
  #leaving = false;
  /** Lines that did not do what they should. */
  #refused = 0;
  /** What to throw when we have left. */
  #problem: unknown;

  constructor(
    readonly opening: Opening,
    readonly screen: Screen,
    readonly ground: Ground,
    readonly drawing: Drawing,
  ) {
    this.#chat = new Chat(opening, ground);
    this.#pace = new Pace(this.#chat.session);
    this.#target = opening.join[0]?.name;
    this.#view = {
      shows: (target) => !screen.interactive || !this.#isTarget(target),
      server: shownAddress(opening.server),
    };
  }

  /** Resolves when somebody has left; throws what `connect` throws. */
  async run(): Promise<void> {
    this.#chat.listen((event) => this.#happened(event));
    this.#prompt();
    this.screen.listen({
      line: (text) => this.#typed(text),
      end: () => void this.#leave(FAREWELL),
      interrupt: () => void this.#interrupt(),
    }).catch((error) => {
      this.#problem = error;
      return this.#leave(FAREWELL);
    });
    await this.#chat.ended;
    if (this.#problem !== undefined) throw this.#problem;
    if (this.#refused > 0 && !this.opening.again) {
      throw new Problem(texts.linesRefused(this.#refused), EXIT.refused);
    }
  }

  #happened(event: Event): void {
    this.#follow(event);
    this.screen.print(this.drawing.draw(event, this.#view));
    this.#prompt();
  }

  /** What an event means for where we talk, and whether we can. */
  #follow(event: Event): void {
    switch (event.kind) {
      case "registered":
        this.#settleIn();
        break;
      case "lost":
        this.#ready = false;
        // Whoever waits looks again whether there is still something to wait for.
        this.#settledIn.resolve();
        this.#settledIn = Promise.withResolvers();
        break;
      case "failed":
        this.#refused++;
        break;
      case "join":
        if (event.own) this.#target ??= event.channel;
        break;
      case "part":
      case "kick":
        if (event.own && this.#isTarget(event.channel)) {
          this.#target = this.#chat.session.channels.values().next().value?.name;
        }
        break;
      case "nick":
        if (this.#isTarget(event.from)) this.#target = event.to;
        break;
    }
  }

  async #settleIn(): Promise<void> {
    if (!await this.#chat.session.round()) return;
    this.#ready = true;
    this.#settledIn.resolve();
  }

  async #typed(text: string): Promise<boolean> {
    const { session } = this.#chat;
    const deeds = interpret(text, {
      nick: session.nick,
      target: this.#target,
      isChannel: (name) => session.isupport.isChannel(name),
    });
    for (const deed of deeds) {
      if (!isSaying(deed)) {
        await this.#do(deed);
        continue;
      }
      while (!this.#ready) {
        if (this.screen.interactive && !session.registered) {
          this.#chat.retry();
          this.#note(texts.notSent);
          return false;
        }
        await this.#settledIn.promise;
      }
      await this.#pace.next();
      await this.#say(deed);
    }
    this.#prompt();
    return true;
  }

  async #say(deed: Saying): Promise<void> {
    const { session } = this.#chat;
    switch (deed.kind) {
      case "say":
        session.say(deed.target, deed.text);
        break;
      case "act":
        session.say(deed.target, deed.text, { isAction: true });
        break;
      case "notice":
        session.say(deed.target, deed.text, { command: "NOTICE" });
        break;
      case "send":
        session.needs.send(deed.line);
        break;
      case "join":
        session.join(deed.channel, deed.key);
        // The next line is meant for the new channel, so it waits until we are there, or are not let in.
        await session.round();
        this.#target = session.channel(deed.channel)?.name ?? this.#target;
        break;
    }
  }

  async #do(deed: Exclude<Deed, Saying>): Promise<void> {
    switch (deed.kind) {
      case "talk-to":
        this.#target = deed.target;
        break;
      case "clear":
        this.screen.clear();
        break;
      case "show":
        for (const line of deed.lines) this.#answer(line);
        break;
      case "refuse":
        this.#refuse(deed.sentence);
        break;
      case "search":
        if (!this.#chat.session.search(deed.words)) this.#refuse(texts.serverCannotSearch);
        break;
      case "on-screen":
        this.#refuse(texts.fullScreenOnly);
        break;
      case "leave":
        await this.#leave(deed.reason);
        break;
    }
  }

  #refuse(sentence: string): void {
    this.#refused++;
    this.#note(sentence);
  }

  /** Leaves when everything that was said is settled. */
  async #leave(reason: string): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const { interactive } = this.screen;
    const settled = interactive ? this.#pace.settled() : this.#settledEver();
    await this.#within(interactive ? PATIENCE.person : PATIENCE.program, settled);
    const { size } = this.#chat.session.pending;
    if (size > 0) {
      this.#problem ??= new Problem(texts.unconfirmed(size), EXIT.tryAgain);
    }
    await this.#chat.leave(reason);
  }

  /** What a program sends may come before we are even in. */
  async #settledEver(): Promise<void> {
    while (!this.#ready) await this.#settledIn.promise;
    await this.#pace.settled();
  }

  async #interrupt(): Promise<void> {
    this.#problem ??= new Problem(texts.interrupted, EXIT.interrupted);
    this.#leaving = true;
    await this.#chat.leave(FAREWELL);
  }

  async #within(ms: number, work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    const over = this.#chat.ended.catch(() => {});
    await Promise.race([work, over, this.ground.clock.sleep(ms, done.signal)]);
    done.abort();
  }

  #prompt(): void {
    const { nick, isupport, phase } = this.#chat.session;
    const target = this.#target;
    const place = target === undefined ? "" : ` ${target}`;
    const kind = target === undefined || isupport.isChannel(target)
      ? ""
      : `, ${texts.promptPrivate}`;
    const state = phase === "in" ? "" : `, ${texts.offline}`;
    this.screen.prompt(`[${nick}${place}${kind}${state}] `);
  }

  #note(text: string): void {
    this.screen.print([{ to: "notes", spans: [{ look: "error", text: `-- ${text}` }] }]);
  }

  #answer(text: string): void {
    this.screen.print([{ to: "chat", spans: [{ look: "plain", text: `-- ${text}` }] }]);
  }

  #isTarget(name: string): boolean {
    return this.#target !== undefined && this.#chat.session.isSame(name, this.#target);
  }
}

function isSaying(deed: Deed): deed is Saying {
  return ["say", "act", "notice", "send", "join"].includes(deed.kind);
}
