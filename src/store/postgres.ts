/** A PostgreSQL server, reached over TCP, TLS or a Unix socket. */
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
// @ts-types="@types/pg"
import pg from "pg";
import type { Connection, Ended, Engine } from "./connection.ts";
import { EXIT, Problem } from "../problem.ts";
import { Overdue, PATIENCE, within } from "./within.ts";

/**
 * Connects to nothing yet. Throws a `Problem` if `url` is not as in `DatabaseSettings`. `connected` is called
 * for every connection, when the server has something to do for it.
 */
export function postgres(url: string, connected = () => {}): Engine {
  const { host, port, user, database } = parse(url);
  const place = host.startsWith("/") ? `the socket in ${host}` : `${host}:${port}`;
  return {
    name: `PostgreSQL at ${place}, database "${database}"`,
    user: user ?? "",
    database: database ?? "",
    config: { connectionString: url, keepAlive: true, fallback_application_name: "chat" },
    readers: 4,
    settings: { client_min_messages: "warning", statement_timeout: `${PATIENCE}` },
    stream: () => Promise.resolve(new Socket().once("connect", connected)),
    watch,
    close: () => Promise.resolve(),
  };
}

function parse(url: string): pg.Client {
  try {
    if (/^postgres(ql)?:/.test(url)) return new pg.Client({ connectionString: url });
  } catch (error) {
    // Node's reason may quote the URL, which may hold a password.
    const reason = error instanceof Error ? error.message : `${error}`;
    const quoted = quotesUrl(reason) ? "it is not a URL" : reason;
    throw new Problem(`The database URL cannot be used: ${quoted}. ${FORM}`, EXIT.configuration);
  }
  throw new Problem(`The database URL does not begin with postgres:. ${FORM}`, EXIT.configuration);
}

function quotesUrl(reason: string): boolean {
  return reason.includes("//") || reason.includes("Invalid URL");
}

const FORM = "Give it as postgres://user:password@host:port/database.";

interface Backend {
  readonly pid: number;
  /** Process ids are used again; when it began tells two apart. `null`: we may not know. */
  readonly began: string | null;
  readonly login: string;
}

/** A cut connection's backend may still be about to commit. It is told to end, and waited for. */
async function watch({ sql }: Connection): Promise<Ended> {
  const [backend] = await sql<Backend>`
    select pid, extract(epoch from backend_start)::text as began, session_user::text as login
    from pg_stat_get_activity(pg_backend_pid())`;
  if (!backend) throw new Error("PostgreSQL does not show this connection in its activity");
  const { pid, began, login } = backend;
  if (began === null) {
    throw new Problem(
      `The role that "${login}" takes on in PostgreSQL may not see its own connections, so nobody could know ` +
        `what became of a message when one is lost. Have an administrator run: alter role ${login} reset role.`,
      EXIT.configuration,
    );
  }

  return async function ended(other, limit) {
    const until = performance.now() + limit;
    for (;;) {
      const left = until - performance.now();
      if (left <= 0) throw new Overdue(`ending PostgreSQL's process ${pid}`, limit);
      const asked = other.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where pid = ${pid} and extract(epoch from backend_start)::text = ${began}`;
      const alive = await within(left, "a query", Promise.resolve(asked), () => other.cut());
      if (alive.length === 0) return;
      await sleep(20);
    }
  };
}
