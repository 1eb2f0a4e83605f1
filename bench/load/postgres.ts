/** The PostgreSQL to measure with: the one that is named, else a private one that really flushes. */
import { ownPostgres } from "../../tests/postgres.ts";

export interface BenchPostgres extends AsyncDisposable {
  readonly url: string;
}

/** What a server has by itself; the tests' own one would be flattered by theirs. */
const DURABLE = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "128MB",
};

export async function benchPostgres(url: string | undefined): Promise<BenchPostgres> {
  if (url !== undefined) return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
  return await ownPostgres(DURABLE);
}
