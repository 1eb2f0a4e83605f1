/** Servers played by the test, for whole programs: connections are in memory, time is set. */
import assert from "node:assert/strict";
import type { Ground, Opening } from "../../src/client/open.ts";
import { FakeClock, settled } from "./fake_clock.ts";
import { FakeWire } from "./fake_wire.ts";

/** What a server like ours has. */
export const CAPS = "batch echo-message labeled-response message-tags server-time";

export const OPENING: Opening = {
  server: { host: "127.0.0.1", port: 5555, localPort: undefined },
  identity: { nick: "ann", username: "ann", realname: "Ann", password: undefined },
  join: [],
  historyOnJoin: 0,
  again: false,
};

/** Makes connections, as many as the client wants. */
export class PlayedNetwork {
  readonly clock = new FakeClock();
  /** What there is to know about each connection. */
  note: string | undefined;
  readonly ground: Ground = {
    clock: this.clock,
    dial: () => {
      const wire = new FakeWire();
      wire.note = this.note;
      this.#wires.push(wire);
      return Promise.resolve(wire);
    },
  };
  readonly #wires: FakeWire[] = [];

  /** How many connections there were. */
  get count(): number {
    return this.#wires.length;
  }

  /** The latest connection. */
  async wire(): Promise<FakeWire> {
    await settled();
    const wire = this.#wires.at(-1);
    assert.ok(wire, "there is no connection");
    return wire;
  }

  /** The latest connection, registered on, with these capabilities. */
  async letIn(caps = CAPS, nick = "ann"): Promise<FakeWire> {
    const wire = await this.wire();
    await wire.got("CAP LS 302", `NICK ${nick}`, `USER ann 0 * Ann`);
    await wire.line(`:irc.test CAP * LS :${caps}`);
    if (caps !== "") {
      await wire.got(`CAP REQ ${caps.includes(" ") ? ":" : ""}${caps}`);
      await wire.line(`:irc.test CAP * ACK :${caps}`);
    }
    await wire.got("CAP END");
    await wire.line(
      `:irc.test 001 ${nick} :Welcome ${nick}`,
      `:irc.test 005 ${nick} NETWORK=tea CASEMAPPING=ascii CHANTYPES=# :are supported`,
      `:irc.test 422 ${nick} :MOTD File is missing`,
    );
    return wire;
  }
}
