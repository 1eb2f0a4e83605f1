/**
 * SQL as tagged templates: a `${value}` becomes a parameter, never text; a `${piece}` that is itself
 * such a template is spliced in. One dialect, whichever database answers.
 */

/** A row as `pg` reads it: int8 is a number, or a bigint beyond 2^53; jsonb is parsed. */
export type Row = Record<string, unknown>;

/** A text with $1, $2… and what they stand for. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs a statement and gives its rows. Rejects with the database's own error. */
export type Run = (statement: Statement) => Promise<Row[]>;

/** What reads and writes. */
export interface Sql {
  /** The caller says of which shape the rows are. Nothing runs before the query is awaited. */
  <T extends object = Row>(strings: TemplateStringsArray, ...values: unknown[]): Query<T>;
  /**
   * All or nothing. Inside `work` its `sql` and the outer one are the same: both belong to the
   * transaction. A `begin` within it is a savepoint, so one must have ended before the next starts.
   */
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Several statements without parameters. */
  script(text: string): Promise<void>;
}

/** A query, or a piece of one. */
export class Query<T> implements PromiseLike<T[]> {
  readonly #run: Run;
  readonly #strings: readonly string[];
  readonly #values: readonly unknown[];

  constructor(run: Run, strings: readonly string[], values: readonly unknown[]) {
    this.#run = run;
    this.#strings = strings;
    this.#values = values;
  }

  then<A = T[], B = never>(
    fulfilled?: ((rows: T[]) => A | PromiseLike<A>) | null,
    rejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    // The rows' shape is what the caller says of its own SQL; nothing can check that here.
    return this.#run(this.#statement([])).then((rows) => rows as T[]).then(fulfilled, rejected);
  }

  #statement(values: unknown[]): Statement {
    let text = this.#strings[0] ?? "";
    this.#values.forEach((value, i) => {
      text += value instanceof Query ? value.#statement(values).text : `$${values.push(value)}`;
      text += this.#strings[i + 1] ?? "";
    });
    return { text, values };
  }
}

/** Puts an `Sql` together from its parts. */
export function createSql(run: Run, rest: Pick<Sql, "begin" | "script">): Sql {
  return Object.assign(
    <T extends object>(strings: TemplateStringsArray, ...values: unknown[]) =>
      new Query<T>(run, strings, values),
    rest,
  );
}

/** A name as SQL has it, whatever characters it holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
