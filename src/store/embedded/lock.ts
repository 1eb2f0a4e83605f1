/**
 * Two processes that open one data directory destroy each other's data without a word, so the first
 * one locks it. The lock goes when the process goes, however it ends.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, Problem } from "../../problem.ts";

const NAME = ".chat.lock";

/** Locks `directory` until the returned object is disposed of. Throws a `Problem` if another has it. */
export async function lock(directory: string): Promise<Disposable> {
  const path = join(directory, NAME);
  const file = await Deno.open(path, { read: true, write: true, create: true });
  if (!await tryLock(file)) {
    file.close();
    const holder = (await Deno.readTextFile(path)).trim();
    throw new Problem(
      `Another chat server (process ${holder}) has the data directory "${directory}" open. ` +
        `Stop it first, or choose another directory with --data-dir.`,
      EXIT.tryAgain,
    );
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
  return file;
}

async function tryLock(file: Deno.FsFile): Promise<boolean> {
  // Before Deno 2.5 one can only wait for a lock.
  if ("tryLock" in file) return await file.tryLock(true);
  const { lock } = file as Pick<Deno.FsFile, "lock">;
  return await Promise.race([lock.call(file, true).then(() => true), sleep(500, false)]);
}
