/** Somebody at a full screen, on a server in this process. */
import { FullScreen } from "../../../src/client/full/full_screen.ts";
import { defaultSettings, type ScreenSettings } from "../../../src/client/full/settings.ts";
import { identityOf } from "../../../src/client/identity.ts";
import { GROUND } from "../../../src/client/open.ts";
import { speak } from "../../../src/client/texts/index.ts";
import type { Listening } from "../../whole/listening.ts";
import { Pane } from "./pane.ts";

export interface PersonOptions {
  readonly pane?: Pane;
  readonly settings?: Partial<ScreenSettings>;
  readonly language?: string;
  readonly join?: readonly string[];
  readonly account?: { readonly name: string; readonly password: string };
  /** Another port than the server's. */
  readonly port?: number;
  /** After a lost connection only a key tries again; others do after a fifth of a second. */
  readonly waits?: boolean;
  /** Milliseconds that their clock is ahead of the server's. */
  readonly ahead?: number;
}

export class Person implements AsyncDisposable {
  readonly pane: Pane;
  readonly screen: FullScreen;
  /** "left", or why it ended. */
  readonly run: Promise<unknown>;
  static #ids = 0;

  constructor(server: Listening, nick: string, options: PersonOptions = {}) {
    const { pane = new Pane(), settings, language = "en", join = ["#tea"], account } = options;
    this.pane = pane;
    speak(language);
    const identity = identityOf(nick, undefined);
    this.screen = new FullScreen({
      opening: {
        server: { host: "127.0.0.1", port: options.port ?? server.port, localPort: undefined },
        identity: account ? { ...identity, account } : identity,
        join: join.map((name) => ({ name, key: undefined })),
        historyOnJoin: 0,
        again: true,
      },
      window: pane,
      ground: {
        ...GROUND,
        clock: {
          ...GROUND.clock,
          // Notes stand among messages, whose time is the server's.
          now: () => server.world.now + (options.ahead ?? 0),
          // A pause between two attempts is short, or has no end.
          sleep: (ms, signal) =>
            GROUND.clock.sleep(options.waits && ms > 500 ? 600_000 : Math.min(ms, 200), signal),
        },
      },
      settings: { ...defaultSettings(), ...settings },
      timeZone: "UTC",
      newId: () => `id-${++Person.#ids}`,
    });
    this.run = this.screen.run().then(() => "left", (error) => error);
  }

  /** Somebody who is in #tea, and sees it. */
  static async in(server: Listening, nick: string, options: PersonOptions = {}): Promise<Person> {
    const person = new Person(server, nick, options);
    await person.pane.until("You joined");
    return person;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pane.hangUp();
    await this.run;
  }
}
