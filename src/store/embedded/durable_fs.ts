/**
 * PGlite's way to a real directory, made durable. As it comes, `fsync` does nothing, so that a commit
 * could be acknowledged and then lost to a power cut.
 */
import { fdatasyncSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

type InitOptions = Parameters<NodeFS["init"]>[1];

/** The part of Emscripten's NODEFS that its published types leave out. */
interface Nodefs {
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
  /** Turns an error of Node's into an errno for the database. */
  tryFSOperation(operation: () => void): void;
}

export class DurableFS extends NodeFS {
  /** `aborted` is called when the engine has given up, as PostgreSQL does after a failed fsync. */
  constructor(directory: string, readonly aborted: (reason: string) => void) {
    super(directory);
  }

  override async init(pg: PGlite, options: InitOptions): Promise<{ emscriptenOpts: InitOptions }> {
    const { emscriptenOpts } = await super.init(pg, options);
    const fsync = (module: object) => {
      const { NODEFS } = module as { NODEFS: Nodefs };
      NODEFS.stream_ops.fsync = ({ nfd }) => {
        NODEFS.tryFSOperation(() => fdatasyncSync(nfd));
        return 0;
      };
    };
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [...[emscriptenOpts.preRun ?? []].flat(), fsync],
        // Without a reason it is PostgreSQL that gave up, and said why to nobody.
        onAbort: (reason: unknown) => this.aborted(`${reason || "a write failed"}`),
        onExit: (status: number) => this.aborted(`exit status ${status}`),
      },
    };
  }
}
