/**
 * What only the executable knows of itself. `deno task build` puts a module of its own in the place of this
 * one, so that here, among the sources, there is nothing to know.
 */

export interface Built {
  /** Of the sources that it was made from. */
  readonly commit: string;
  /** The module that the worker of the embedded database starts with. */
  readonly worker: URL;
  /** The folder of whatever else is read while it runs: SQL files, and large ones that have no other place. */
  readonly files: URL;
  /** The files of the embedded database, by their names. */
  readonly large: Readonly<Record<string, LargeFile>>;
}

/** How a large file is known again. */
export interface LargeFile {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Where in the executable it begins; else it is in the folder. */
  readonly from?: number;
}

/** `undefined` when the program runs from its sources. */
export const BUILT: Built | undefined = undefined;
