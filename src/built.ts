/**
 * What only the executable knows of itself. `deno task build` puts a module of its own in the place of this
 * one, so that here, among the sources, there is nothing to know.
 */

export interface Built {
  /** Of the sources that it was made from. */
  readonly commit: string;
  /** The module that the worker of the embedded database starts with. */
  readonly worker: URL;
  /** The folder of whatever else is read while it runs: SQL files and those of the embedded database. */
  readonly files: URL;
  /** Where those are that are not in the folder. */
  readonly places: Places;
}

/** Files that lie in the executable as they are, by their names. */
export type Places = Readonly<Record<string, Place>>;

/** The bytes from one of them on. */
export interface Place {
  readonly from: number;
  readonly bytes: number;
}

/** `undefined` when the program runs from its sources. */
export const BUILT: Built | undefined = undefined;
