/** A session whose server is played by the test: lines in, lines and events out, whole ones compared. */
import assert from "node:assert/strict";
import type { Event, Happening } from "../../src/client/events.ts";
import { Session, type SessionNeeds } from "../../src/client/session.ts";

export const NOON = Date.UTC(2026, 4, 1, 12);

export class Stage {
  readonly session: Session;
  now = NOON;
  /** What the session asked the link for. */
  readonly asked: string[] = [];
  #sent: string[] = [];
  #events: Event[] = [];

  constructor(needs: Partial<SessionNeeds> = {}) {
    this.session = new Session({
      identity: { nick: "ann", username: "ann", realname: "Ann", password: undefined },
      join: [],
      historyOnJoin: 0,
      send: (line) => void this.#sent.push(line),
      tell: (event) => void this.#events.push(event),
      accepted: () => void this.asked.push("accepted"),
      drop: (reason) => void this.asked.push(`drop: ${reason}`),
      fail: (problem) => void this.asked.push(`fail ${problem.exitCode}: ${problem.message}`),
      now: () => this.now,
      ...needs,
    });
  }

  /** Ann is in, with these capabilities on, and nothing is left to look at. */
  static in(caps = "", needs: Partial<SessionNeeds> = {}): Stage {
    const stage = new Stage(needs);
    stage.session.opened();
    stage.server(`:irc.test CAP * LS :${caps}`, `:irc.test CAP * ACK :${caps}`);
    stage.welcome();
    stage.forget();
    return stage;
  }

  /** …and in #tea with bob, who is an operator. */
  static inTea(caps = ""): Stage {
    const stage = Stage.in(caps);
    stage.server(
      ":ann!ann@host JOIN #tea",
      ":irc.test 353 ann = #tea :ann @bob",
      ":irc.test 366 ann #tea :End of NAMES list",
    );
    stage.forget();
    return stage;
  }

  /** The welcome of a server like ours. */
  welcome(): void {
    this.server(
      ":irc.test 001 ann :Welcome ann",
      ":irc.test 004 ann irc.test chat-1 Biow bklimnost bklo",
      ":irc.test 005 ann NETWORK=tea CASEMAPPING=ascii PREFIX=(ov)@+ STATUSMSG=@+ :are supported",
      ":irc.test 422 ann :MOTD File is missing",
    );
  }

  server(...lines: string[]): void {
    for (const line of lines) this.session.heard(line);
  }

  /** Exactly these lines were sent since the last look. */
  sent(...lines: string[]): void {
    assert.deepEqual(this.#sent, lines);
    this.#sent = [];
  }

  /** Exactly this was told since the last look; times are left aside. */
  told(...happenings: Happening[]): void {
    assert.deepEqual(this.#events.map(({ time: _, ...happening }) => happening), happenings);
    this.#events = [];
  }

  /** What was told since the last look, as it is. */
  events(): Event[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  forget(): void {
    this.#sent = [];
    this.#events = [];
    this.asked.length = 0;
  }

  /** The nicks in a channel, with prefixes. */
  members(channel: string): string[] {
    return [...this.session.channel(channel)?.members.values() ?? []]
      .map(({ prefixes, nick }) => prefixes + nick);
  }
}
