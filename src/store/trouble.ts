/** What the driver says when a database cannot be used, as a sentence for the operator. */
// @ts-types="@types/pg"
import pg from "pg";
import { EXIT, type ExitCode, Problem } from "../problem.ts";
import { Overdue } from "./within.ts";

/** What was attempted. None of it is secret. */
export interface Attempt {
  /** Which database, as it stands in a sentence. */
  readonly name: string;
  readonly database: string;
  readonly user: string;
}

type Trouble = readonly [what: string, whatToDo: string, code: ExitCode];

/** `error` as a `Problem`; what is none of the database's doing stays as it is. */
export function explained(error: unknown, attempt: Attempt): unknown {
  const trouble = error instanceof pg.DatabaseError
    ? refusedBy(error, attempt)
    : unreachable(error, attempt);
  if (!trouble) return error;
  const [what, whatToDo, code] = trouble;
  return new Problem(`${what}. ${whatToDo}.`, code, { cause: error });
}

/** The database has answered. https://www.postgresql.org/docs/current/errcodes-appendix.html */
function refusedBy(error: pg.DatabaseError, { name, database, user }: Attempt): Trouble {
  const { message } = error;
  switch (error.code) {
    case "28P01":
      return [
        `${name} does not let the user "${user}" in: wrong password`,
        "Correct user and password in the credentials",
        EXIT.configuration,
      ];
    case "28000":
      return [
        `${name} does not let the user "${user}" in: ${message}`,
        "Correct the user in the credentials, or allow it in the server's pg_hba.conf",
        EXIT.configuration,
      ];
    case "3D000":
      return [
        `${name} cannot be used: there is no database "${database}"`,
        `Make it with "createdb ${database}", or correct its name in the credentials`,
        EXIT.configuration,
      ];
    case "42501":
      return [
        `The user "${user}" may not do what is needed in ${name}: ${message}`,
        `Have an administrator run: grant create on database ${database} to ${user}`,
        EXIT.configuration,
      ];
    default:
      return [`${name} cannot be used now: ${message}`, "Try again in a moment", EXIT.tryAgain];
  }
}

const NO_PASSWORD = /client password must be/;
const NO_TLS = /does not support SSL|certificate|UnknownIssuer|self.signed|CaUsedAsEndEntity/i;

/** Nobody has answered, or not as PostgreSQL does. */
function unreachable(error: unknown, { name, user }: Attempt): Trouble | undefined {
  if (error instanceof Overdue) {
    return [
      `${name} does not answer`,
      "See whether host and port are right and the server is up",
      EXIT.tryAgain,
    ];
  }
  const reason = reasonOf(error);
  if (reason === undefined) return undefined;
  if (NO_PASSWORD.test(reason)) {
    return [
      `${name} asks the user "${user}" for a password`,
      "Put it into the credentials",
      EXIT.configuration,
    ];
  }
  if (NO_TLS.test(reason)) {
    return [
      `${name} cannot be reached by TLS: ${reason}`,
      'Correct the certificate, or "ssl" in the credentials',
      EXIT.configuration,
    ];
  }
  return [
    `${name} cannot be reached: ${reason}`,
    "Start it, or correct host and port in the credentials",
    EXIT.tryAgain,
  ];
}

/** Node gives one error for each address that a name has; the first one says enough. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error && !(error instanceof Problem) ? error.message : undefined;
}
