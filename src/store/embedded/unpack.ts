/** Unpacks a ustar archive, all or nothing. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

const BLOCK = 512;
const DIRECTORY = "5";

/** `directory` is there only once everything in it is on the disk. */
export function unpack(tar: Uint8Array, directory: string): void {
  const unfinished = `${directory}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const folders = new Set([unfinished]);
  mkdirSync(unfinished, { mode: 0o700 });
  for (const { name, folder, content } of entries(tar)) {
    const path = join(unfinished, name);
    if (folder) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      folders.add(path);
    } else {
      writeDurably(path, content);
    }
  }
  for (const folder of folders) syncFolder(folder);
  publish(unfinished, directory);
}

/** Gives a finished directory its name, durably. */
export function publish(unfinished: string, directory: string): void {
  renameSync(unfinished, directory);
  syncFolder(dirname(directory));
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

function writeDurably(path: string, content: Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    for (let at = 0; at < content.length;) at += writeSync(file, content, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
