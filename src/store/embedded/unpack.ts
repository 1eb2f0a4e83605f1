/** Unpacks a ustar archive, all or nothing. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

const BLOCK = 512;
const DIRECTORY = "5";

/** Files that are open at once: the disk takes little longer for them than for one, and a process may have 256. */
const TOGETHER = 128;

/** `directory` is there only once everything in it is on the disk. */
export async function unpack(tar: Uint8Array, directory: string): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const folders = [unfinished];
  const files: Entry[] = [];
  for (const entry of entries(tar)) {
    if (entry.folder) folders.push(join(unfinished, entry.name));
    else files.push(entry);
  }
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let at = 0; at < files.length; at += TOGETHER) {
    await writeDurably(files.slice(at, at + TOGETHER), unfinished);
  }
  await Promise.all(folders.map(syncFolder));
  await publish(unfinished, directory);
}

/** Gives a finished directory its name, durably. */
export async function publish(unfinished: string, directory: string): Promise<void> {
  await rename(unfinished, directory);
  await syncFolder(dirname(directory));
}

interface Entry {
  readonly name: string;
  readonly folder: boolean;
  readonly content: Uint8Array;
}

function* entries(tar: Uint8Array): Iterable<Entry> {
  const text = (at: number, length: number) =>
    new TextDecoder().decode(tar.subarray(at, at + length)).replace(/\0.*$/s, "");
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const prefix = text(at + 345, 155);
    const name = prefix === "" ? text(at, 100) : `${prefix}/${text(at, 100)}`;
    const size = parseInt(text(at + 124, 12), 8) || 0;
    const start = at + BLOCK;
    yield {
      name,
      folder: text(at + 156, 1) === DIRECTORY,
      content: tar.subarray(start, start + size),
    };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

async function writeDurably(files: readonly Entry[], directory: string): Promise<void> {
  const written: Deno.FsFile[] = [];
  try {
    for (const { name, content } of files) written.push(write(join(directory, name), content));
    await Promise.all(written.map((file) => file.sync()));
  } finally {
    for (const file of written) file.close();
  }
}

/** Synchronously: to wait for each of so many small files takes longer than to write it. */
function write(path: string, content: Uint8Array): Deno.FsFile {
  const file = Deno.openSync(path, { write: true, createNew: true, mode: 0o600 });
  for (let at = 0; at < content.length;) at += file.writeSync(content.subarray(at));
  return file;
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; what is in them it keeps by itself.
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}
