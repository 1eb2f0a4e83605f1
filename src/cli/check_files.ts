/** What the machine gives the server: files of its own, space, and how many files at once. */
import * as fs from "node:fs/promises";
import type { Settings } from "../config.ts";
import { fail, type Finding, warn } from "./finding.ts";

const MB = 1024 * 1024;
/** Below the first one the database stops soon, below the second one it has in effect. */
const LITTLE_SPACE = 500 * MB;
const NO_SPACE = 50 * MB;
/** Files besides clients' connections: the database's, the program's, the log. */
const FILES_BESIDES = 100;

/** A file with a secret in it that others on the machine can read. `undefined`: all is well. */
export async function checkPrivate(
  what: string,
  file: string,
  secret = "a password",
): Promise<Finding | undefined> {
  const mode = await modeOf(file);
  if (mode === undefined || (mode & 0o004) === 0) return undefined;
  return warn(
    `${what} ${file} holds ${secret}, and other users of this machine may read it. ` +
      `→ Run chmod 600 ${file}.`,
  );
}

/** A data directory that others on the machine can look into. `undefined`: all is well. */
export async function checkPrivateDirectory(directory: string): Promise<Finding | undefined> {
  const mode = await modeOf(directory);
  if (mode === undefined || (mode & 0o077) === 0) return undefined;
  return warn(
    `The data directory ${directory} is open to other users of this machine, who could read ` +
      `everybody's messages. → Run chmod 700 ${directory}.`,
  );
}

/** `undefined` on Windows, and for what is not there. */
async function modeOf(path: string): Promise<number | undefined> {
  return await Deno.stat(path).then(({ mode }) => mode ?? undefined, () => undefined);
}

/** Bytes that are free where the path is; `undefined` where the runtime cannot tell, as before Deno 2.5. */
export async function freeSpace(path: string): Promise<number | undefined> {
  if (!("statfs" in fs)) return undefined;
  return await fs.statfs(path).then(({ bavail, bsize }) => bavail * bsize, () => undefined);
}

export function checkSpace(directory: string, free: number | undefined): Finding | undefined {
  if (free === undefined || free >= LITTLE_SPACE) return undefined;
  const sentence = `Where the data directory ${directory} is, ${
    Math.floor(free / MB)
  } MB are free. → Make room, or choose another place with --data-dir.`;
  return free < NO_SPACE ? fail(sentence) : warn(sentence);
}

/** What the system says of this process in /proc; `undefined` where there is no such thing. */
export async function openFilesAllowed(): Promise<number | undefined> {
  const limits = await Deno.readTextFile("/proc/self/limits").catch(() => "");
  const [, allowed] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  return allowed === undefined ? undefined : Number(allowed);
}

export function checkOpenFiles(
  { limits }: Settings,
  allowed: number | undefined,
): Finding | undefined {
  const needed = limits.connections + FILES_BESIDES;
  if (allowed === undefined || allowed >= needed) return undefined;
  return warn(
    `The system lets this process open ${allowed} files, too few for limits.connections ` +
      `(${limits.connections}). → Raise it to ${needed} (ulimit -n, or LimitNOFILE in a systemd unit), ` +
      "or lower the setting.",
  );
}
