/**
 * `chat serve` as people run it: a process of its own. An installation is what stays when that process
 * ends, however it ends: the configuration, the database, the port. It leaves nothing behind.
 */
import project from "../../deno.json" with { type: "json" };
import type { Settings } from "../../src/config.ts";
import { SILENT } from "../../src/log.ts";
import { closeDbConnection, connectToDb, type Database } from "../../src/store/mod.ts";

/** The project's own directory, where its tasks run. */
export const HOME = new URL("../../", import.meta.url);

/** What `deno task chat` runs, without `deno run` in front. */
const [, , ...CHAT] = project.tasks.chat.command.split(" ");

/** Where messages are kept: in the embedded database, or in a schema of a PostgreSQL at this URL. */
export type Keeping = { readonly kind: "embedded" } | {
  readonly kind: "postgres";
  readonly url: string;
};

export const EMBEDDED: Keeping = { kind: "embedded" };

/** Parts of the configuration file. */
export type Configuration = { readonly [K in keyof Settings]?: Partial<Settings[K]> };

export class Installation implements AsyncDisposable {
  /** The one that was started last. */
  #program: Program | undefined;
  readonly schema = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  /** Known from the first start on, and the same ever after. */
  #port = 0;

  private constructor(
    readonly directory: string,
    readonly keeping: Keeping,
    readonly configuration: Configuration,
  ) {}

  /** In a new directory below `parent`. */
  static async make(
    keeping: Keeping,
    configuration: Configuration = {},
    parent?: string,
  ): Promise<Installation> {
    const directory = await Deno.makeTempDir({
      prefix: "chat-installation-",
      ...(parent === undefined ? {} : { dir: parent }),
    });
    const installation = new Installation(directory, keeping, configuration);
    await Deno.writeTextFile(installation.#file, JSON.stringify(installation.#settings()));
    return installation;
  }

  /** Where the embedded database is. */
  get dataDir(): string {
    return `${this.directory}/data`;
  }

  get port(): number {
    return this.#port;
  }

  /** The command that starts its server. */
  get command(): readonly string[] {
    return ["serve", "--config", this.#file, "--port", `${this.#port}`];
  }

  /** Starts the server; resolves when it listens. `deno`: further options of `deno run`. */
  async serve(...deno: readonly string[]): Promise<Program> {
    const program = new Program([...deno, ...CHAT, ...this.command]);
    this.#program = program;
    this.#port = (await program.listening).port;
    return program;
  }

  /** Asks the server to end, and waits until it has; `undefined` if there never was one. */
  async stop(): Promise<Ended | undefined> {
    return await this.#program?.stop();
  }

  /** Ends the server without asking. */
  async kill(): Promise<void> {
    await this.#program?.kill();
  }

  /** Looks into the database. The embedded one can be looked into only while no server runs. */
  async look<T>(read: (database: Database) => Promise<T>): Promise<T> {
    const { database } = this.#settings();
    const db = await connectToDb({ database, dataDir: this.dataDir, log: SILENT });
    try {
      return await read(db);
    } finally {
      await closeDbConnection(db);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    if (this.keeping.kind === "postgres") {
      await this.look((db) => db.sql.script(`drop schema if exists ${this.schema} cascade`));
    }
    await Deno.remove(this.directory, { recursive: true });
  }

  get #file(): string {
    return `${this.directory}/chat.json`;
  }

  #settings() {
    const { keeping } = this;
    return {
      dataDir: this.dataDir,
      listeners: [{ host: "127.0.0.1" }],
      ...this.configuration,
      database: keeping.kind === "embedded" ? null : { url: keeping.url, schema: this.schema },
    };
  }
}

/** What a server says of itself when it is ready. */
export interface Listening {
  readonly port: number;
  /** Its first lines. */
  readonly announcement: string;
  /** Milliseconds since it was started. */
  readonly after: number;
}

/** How a server has ended. */
export interface Ended {
  readonly code: number;
  /** Milliseconds since it was asked to. */
  readonly after: number;
  /** Everything that it said on standard error. */
  readonly log: string;
}

export class Program {
  static readonly #running = new Set<Program>();
  /** Rejects if the server ends before it listens. */
  readonly listening: Promise<Listening>;
  readonly #child: Deno.ChildProcess;
  readonly #log: Promise<string>;

  /** `args` are those of `deno run`. */
  constructor(args: readonly string[]) {
    const startedAt = performance.now();
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", ...args],
      cwd: HOME,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#log = new Response(this.#child.stderr).text();
    Program.#running.add(this);
    this.#child.status.then(() => Program.#running.delete(this));
    this.listening = this.#read(startedAt);
    this.listening.catch(() => {});
  }

  /** Ends all that run, for a process that has to end in the middle of something. */
  static async killAll(): Promise<void> {
    await Promise.all([...this.#running].map((program) => program.kill()));
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Resolves to its exit code and log when it has ended by itself. */
  async ended(): Promise<Ended> {
    const askedAt = performance.now();
    const { code } = await this.#child.status;
    const after = performance.now() - askedAt;
    await this.listening.catch(() => {});
    return { code, after, log: await this.#log };
  }

  /** Asks it to end, and waits until it has. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<Ended> {
    this.signal(signal);
    return await this.ended();
  }

  /** Ends it without asking. May be called when it has ended already. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended();
  }

  /** A program that has ended hears nothing. */
  signal(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** Resident memory in bytes, as Linux counts it. */
  async memory(): Promise<number> {
    const status = await Deno.readTextFile(`/proc/${this.pid}/status`);
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  }

  async #read(startedAt: number): Promise<Listening> {
    let said = "";
    let listening: Listening | undefined;
    const { promise, resolve, reject } = Promise.withResolvers<Listening>();
    const reading = async () => {
      for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
        said += text;
        const port = /^Listening on [^\n]*:(\d+) .*\n.*\n/.exec(said)?.[1];
        if (listening || port === undefined) continue;
        listening = {
          port: Number(port),
          announcement: said,
          after: performance.now() - startedAt,
        };
        resolve(listening);
      }
      reject(new Error(`the server did not start: ${await this.#log}`));
    };
    reading().catch(reject);
    return await promise;
  }
}
