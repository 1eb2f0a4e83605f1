/**
 * The full screen: a session on one side, a window on the other, and what somebody does in between.
 * Keys are looked up in `actions`, what was typed is done by `deeds`; here they meet.
 */

import type { Buffer } from "../buffer.ts";
import { Buffers } from "../buffers.ts";
import type { Entry, Said } from "../entry.ts";
import type { Event } from "../events.ts";
import { Chat, type Ground, type Opening } from "../open.ts";
import { Pace } from "../pace.ts";
import type { Session } from "../session.ts";
import { type Texts, texts } from "../texts/index.ts";
import { shownAddress } from "../wire.ts";
import { EXIT, Problem } from "../../problem.ts";
import { Editor } from "../ui/editor.ts";
import type { Key, Paste } from "../ui/keys.ts";
import type { Completion } from "../ui/full/completion.ts";
import { Layout, spokenOf } from "../ui/full/layout.ts";
import { roomFor, screen } from "../ui/full/screen.ts";
import { Pages, type Place } from "../ui/full/scroll.ts";
import type { View } from "../ui/full/view.ts";
import type { Listener, Window } from "../ui/full/window.ts";
import { press } from "./actions.ts";
import { showFound } from "./finding.ts";
import { NotifyCommand } from "./notify_command.ts";
import { type Answering, type Mode, TYPING } from "./mode.ts";
import { takePaste } from "./pasting.ts";
import { Scrollback } from "./scrollback.ts";
import type { ScreenSettings } from "./settings.ts";
import { Talking } from "./talking.ts";

/** What the full screen can make use of, where the server has it. */
export const SCREEN_CAPS: readonly string[] = [
  "draft/message-redaction",
  "draft/multiline",
  "draft/read-marker",
  "extended-monitor",
];

/** What arrives is painted at most so often, in milliseconds; keys are painted at once. */
const FRAME = 30;
/** Calls that come within so many milliseconds of one another are one. */
const CALLS_APART = 1_000;
/** How long, in milliseconds, leaving waits for what is on its way. */
const PATIENCE = 2_000;
/** UTF-16 units of a line being typed: as much as a server takes in one message of several lines. */
const MOST_TYPED = 16_384;
/** Conversations of so many days are there again after a restart. */
const RECENT_DAYS = 7;
const RECENT_CONVERSATIONS = 20;

export interface FullScreenNeeds {
  readonly opening: Opening;
  readonly window: Window;
  readonly ground: Ground;
  readonly settings: ScreenSettings;
  /** `undefined`: this machine's. */
  readonly timeZone: string | undefined;
  readonly newId: () => string;
}

export class FullScreen implements Listener {
  readonly chat: Chat;
  readonly session: Session;
  readonly buffers: Buffers;
  readonly talking: Talking;
  readonly scrollback: Scrollback;
  readonly texts: Texts = texts;
  readonly settings: ScreenSettings;
  readonly window: Window;
  readonly layout: Layout;
  mode: Mode = TYPING;
  /** What is said until the next key. */
  hint: string | undefined;
  answering: Answering | undefined;
  completion: Completion | undefined;
  /** The channel that is shown as soon as we are in it. */
  wanted: string | undefined;
  /** What the latest search was for. */
  searched = "";
  /** Lines entered in any buffer, oldest first, and where Ctrl-↑ is in them. */
  readonly enteredAnywhere: string[] = [];
  anywhereAt = 0;
  readonly #notifyCommand = new NotifyCommand((command) => {
    const { current } = this.buffers;
    this.buffers.note(current, this.texts.notifyCommandFailed(command), "problem");
    this.changed();
  });
  readonly #editors = new WeakMap<Buffer, Editor>();
  readonly #places = new WeakMap<Buffer, Place & object>();
  readonly #over = new AbortController();
  #focused = true;
  #lost: { readonly reason: string; readonly until: number } | undefined;
  #calledAt = -Infinity;
  #paintedAt = -Infinity;
  #isPaintDue = false;
  #leaving = false;
  #problem: unknown;

  constructor(readonly needs: FullScreenNeeds) {
    const { opening, ground, settings, window, timeZone, newId } = needs;
    this.settings = settings;
    this.window = window;
    this.chat = new Chat({ ...opening, historyOnJoin: 0, caps: SCREEN_CAPS }, ground);
    this.session = this.chat.session;
    this.wanted = opening.join[0]?.name;
    this.buffers = new Buffers(this.session, {
      texts,
      server: shownAddress(opening.server),
      highlights: () => settings.highlights,
      watching: () => this.#focused && this.place === undefined,
      marked: (buffer, upTo) => void this.talking.marked(buffer, upTo),
      called: (buffer, said) => this.#call(buffer, said),
      now: () => ground.clock.now(),
    });
    this.talking = new Talking(this.buffers, settings, ground.clock, this.#over.signal, newId);
    this.scrollback = new Scrollback(this.buffers, () => this.changed());
    this.layout = new Layout(texts, (id) => this.buffers.current.find(id), timeZone);
  }

  /** Resolves when somebody has left; throws the `Problem` that ended it. */
  async run(): Promise<void> {
    this.chat.listen((event) => this.#happened(event));
    this.buffers.note(
      this.buffers.server,
      this.texts.connecting(shownAddress(this.needs.opening.server)),
    );
    this.window.listen(this);
    void this.#tick();
    try {
      await this.chat.ended;
    } finally {
      this.#over.abort();
    }
    if (this.#problem !== undefined) throw this.#problem;
  }

  /** The line of the current buffer. */
  get editor(): Editor {
    const { current } = this.buffers;
    const editor = this.#editors.get(current) ?? new Editor(MOST_TYPED);
    this.#editors.set(current, editor);
    return editor;
  }

  /** What is seen of the current buffer. */
  get place(): Place {
    return this.#places.get(this.buffers.current);
  }

  set place(place: Place) {
    if (place) this.#places.set(this.buffers.current, place);
    else {
      this.#places.delete(this.buffers.current);
      if (this.#focused) this.buffers.seen();
    }
  }

  /** The current buffer, laid out as it is seen now. */
  pages(): { readonly pages: Pages; readonly height: number } {
    const { width, height } = roomFor(this.#view(), this.window.size());
    return { pages: new Pages(this.buffers.current, this.layout, width), height };
  }

  /** Scrolls by so many rows, up if negative. */
  scroll(rows: number): void {
    const { pages, height } = this.pages();
    this.place = rows < 0
      ? pages.scrolledUp(this.place, -rows, height)
      : pages.scrolledDown(this.place, rows);
  }

  show(buffer: Buffer): void {
    this.mode = TYPING;
    this.answering = this.completion = this.hint = undefined;
    this.buffers.show(buffer);
    this.changed();
  }

  /** Says something about what was just done, in the current buffer. */
  note(text: string, tone: "answer" | "problem" = "problem"): void {
    this.buffers.note(this.buffers.current, text, tone);
    this.place = undefined;
  }

  /** Something is to be seen; it is painted soon, and not oftener than eyes can follow. */
  changed(): void {
    if (this.#isPaintDue) return;
    this.#isPaintDue = true;
    const { clock } = this.needs.ground;
    const wait = this.#paintedAt + FRAME - clock.elapsed();
    if (wait <= 0) queueMicrotask(() => this.#paint());
    else clock.sleep(wait, this.#over.signal).then(() => this.#paint());
  }

  pressed(key: Key): void {
    if (key.kind === "key" && (key.name === "focus" || key.name === "blur")) {
      this.#focused = key.name === "focus";
      if (this.#focused && this.place === undefined) this.buffers.seen();
    } else press(this, key);
    this.#keyed();
  }

  pasted(paste: Paste): void {
    takePaste(this, paste);
    this.#keyed();
  }

  resized(): void {
    this.window.forget();
    this.#keyed();
  }

  hungUp(): void {
    this.#problem ??= new Problem(this.texts.interrupted, EXIT.interrupted);
    this.#leaving = true;
    void this.chat.leave("chao");
  }

  /** Without a connection: the next attempt is made now. */
  retry(): void {
    if (!this.#lost) return;
    this.#lost = { ...this.#lost, until: -Infinity };
    this.chat.retry();
  }

  /** Leaves when everything that was said is settled. */
  async leave(reason: string): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const done = new AbortController();
    const { clock } = this.needs.ground;
    const over = this.chat.ended.catch(() => {});
    await Promise.race([
      new Pace(this.session).settled(),
      over,
      clock.sleep(PATIENCE, done.signal),
    ]);
    done.abort();
    const { size } = this.session.pending;
    if (size > 0) {
      this.#problem ??= new Problem(this.texts.unconfirmed(size), EXIT.tryAgain);
    }
    await this.chat.leave(reason);
  }

  #happened(event: Event): void {
    this.buffers.happened(event);
    this.talking.happened(event);
    switch (event.kind) {
      case "registered":
        this.#cameIn();
        break;
      case "lost": {
        const until = this.needs.ground.clock.elapsed() + (event.seconds ?? 0) * 1000;
        this.#lost = { reason: event.reason, until };
        break;
      }
      case "join":
        if (event.own) this.#joined(event.channel);
        break;
      case "part": {
        const buffer = this.buffers.get(event.channel);
        if (event.own && buffer) this.buffers.close(buffer);
        break;
      }
      case "conversation":
        if (!this.session.isupport.isChannel(event.target)) this.#takeUp(event.target);
        break;
      case "found":
        showFound(this, event.messages);
        break;
    }
    this.changed();
  }

  #cameIn(): void {
    this.#lost = undefined;
    if (this.hint === this.texts.notSent) this.hint = undefined;
    for (const buffer of this.buffers.list) {
      if (buffer.kind === "private") this.#takeUp(buffer.name);
    }
    if (!this.session.caps.has("draft/chathistory")) return;
    const now = this.needs.ground.clock.now();
    const since = now - RECENT_DAYS * 86_400_000;
    const at = (time: number) => `timestamp=${new Date(time).toISOString()}`;
    this.session.send("CHATHISTORY", "TARGETS", at(since), at(now), `${RECENT_CONVERSATIONS}`);
  }

  #joined(channel: string): void {
    const buffer = this.buffers.open(channel);
    if (this.wanted !== undefined && this.session.isSame(channel, this.wanted)) {
      this.wanted = undefined;
      this.show(buffer);
    }
    void this.scrollback.catchUp(buffer);
  }

  /** A private conversation: what was said there, and how much of it was read. */
  #takeUp(nick: string): void {
    if (this.session.caps.has("draft/read-marker")) this.session.send("MARKREAD", nick);
    void this.scrollback.catchUp(this.buffers.open(nick));
  }

  #call(buffer: Buffer, said: Said): void {
    if (this.#focused && buffer === this.buffers.current) return;
    const { bell, notices, notifyCommand } = this.settings;
    void this.#notifyCommand.run(notifyCommand, {
      nick: this.session.nick,
      target: buffer.name,
      from: said.from,
      text: spokenOf(said),
      kind: buffer.kind === "private" ? "private" : "mention",
    });
    const now = this.needs.ground.clock.elapsed();
    if (now - this.#calledAt < CALLS_APART) return;
    this.#calledAt = now;
    this.window.call(
      `${said.from} ${buffer.kind === "channel" ? buffer.name : ""}`.trim(),
      spokenOf(said),
      { bell: bell === "on", notices },
    );
  }

  /** Keys are answered at once. */
  #keyed(): void {
    this.#paintedAt = -Infinity;
    if (this.#isPaintDue) queueMicrotask(() => this.#paint());
    else this.changed();
  }

  #paint(): void {
    if (!this.#isPaintDue || this.#over.signal.aborted) return;
    this.#isPaintDue = false;
    this.#paintedAt = this.needs.ground.clock.elapsed();
    this.layout.callsBy([this.session.nick, ...this.settings.highlights]);
    const view = this.#view();
    this.window.show(screen(view, this.window.size()));
    this.#loadMore();
  }

  /** What came before is there before somebody has scrolled up to it. */
  #loadMore(): void {
    const { current } = this.buffers;
    if (current.older !== "unknown" || !this.session.registered) return;
    const { pages, height } = this.pages();
    if (pages.up(this.place, height * 2).length < height * 2) void this.scrollback.older(current);
  }

  #view(): View {
    const { buffers, texts, layout, settings, mode, place } = this;
    const { clock } = this.needs.ground;
    return {
      buffers,
      texts,
      layout,
      now: clock.now(),
      place,
      selected: mode.kind === "selecting"
        ? mode.entry
        : mode.kind === "asking"
        ? mode.found?.()
        : undefined,
      prompt: mode.kind === "asking"
        ? { label: mode.question, editor: mode.editor, hint: this.hint }
        : { label: this.#label(), editor: this.editor, hint: this.#hintNow() },
      banner: this.#banner(),
      lists: { buffers: settings.buffers, nicks: settings.nicks },
    };
  }

  #label(): string {
    const { current } = this.buffers;
    return `[${this.session.nick}${
      current.kind === "channel" || current.kind === "private" ? ` ${current.name}` : ""
    }] `;
  }

  #hintNow(): string | undefined {
    const { mode, texts, answering, completion } = this;
    if (mode.kind === "confirming") return mode.question;
    if (mode.kind === "selecting") return texts.selecting[kindOf(mode.entry)];
    if (this.hint !== undefined) return this.hint;
    if (completion && completion.words.length > 1) {
      return completion.words.slice(completion.at, completion.at + 10)
        .map((word) => word.trim().replace(/:$/, "")).join("  ");
    }
    if (!answering) return undefined;
    const text = spokenOf(answering.said);
    return answering.kind === "reply"
      ? texts.replyingTo(answering.said.from, text)
      : texts.correcting(text);
  }

  #banner(): string | undefined {
    if (!this.#lost) return undefined;
    const ms = this.#lost.until - this.needs.ground.clock.elapsed();
    const { reason } = this.#lost;
    return ms > 0 ? this.texts.again(Math.ceil(ms / 1000), reason) : this.texts.tryingAgain(reason);
  }

  /** Time goes on: the clock, who is typing, when the next attempt comes. */
  async #tick(): Promise<void> {
    while (!this.#over.signal.aborted) {
      await this.needs.ground.clock.sleep(1000, this.#over.signal);
      this.changed();
    }
  }
}

/** What can be done with a selected entry depends on what it is. */
function kindOf(entry: Entry): keyof Texts["selecting"] {
  if (entry.kind === "outgoing") return entry.state.kind;
  if (entry.kind !== "said") return "sending";
  return entry.place !== undefined ? "found" : entry.own ? "own" : "other";
}
