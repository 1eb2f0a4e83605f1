/** What a command is, and what it is given. */
import type { Message } from "../irc/message.ts";
import type { Log } from "../log.ts";
import type { Accounts } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import type { Bans } from "./bans.ts";
import type { Keeper } from "./keeper.ts";
import type { LimitLog } from "./limit_log.ts";
import type { Lookups } from "./lookups.ts";
import type { Network } from "./network.ts";
import type { Publisher } from "./publish.ts";
import type { Reload } from "./reload.ts";
import type { Renames } from "./renames.ts";
import type { Reply } from "./reply.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";
import type { History, ReadMarkers } from "./store.ts";
import type { User } from "./user.ts";

/** What there is once on a server. */
export interface Services {
  readonly network: Network;
  readonly publish: Publisher;
  readonly history: History;
  readonly markers: ReadMarkers;
  readonly accounts: Accounts;
  readonly keeper: Keeper;
  readonly bans: Bans;
  readonly rules: Rules;
  readonly audit: Audit;
  readonly renames: Renames;
  readonly reload: Reload;
  readonly limits: LimitLog;
  readonly lookups: Lookups;
  readonly log: Log;
}

/** What a command is given that may come before registration is complete. */
export interface EarlyContext extends Services {
  readonly session: Session;
  readonly reply: Reply;
  /** The line as it came, for its tags. */
  readonly message: Message;
  readonly user: User | undefined;
}

/** What every other command is given. */
export interface Context extends EarlyContext {
  readonly user: User;
}

/** The handler gets the context and the line's parameters, of which there are at least `params`. */
export type Handler<C> = (context: C, ...params: string[]) => void | Promise<void>;

interface Common {
  /** How many parameters there must be at least; fewer are answered with 461. */
  readonly params: number;
  /** Runs although messages of the same connection still wait for their COMMIT. */
  readonly keepsPace?: true;
}

/** An entry in the table of commands. `early`: allowed before registration is complete. */
export type Command =
  | (Common & { readonly early: true; readonly run: Handler<EarlyContext> })
  | (Common & { readonly early?: never; readonly run: Handler<Context> });
