/**
 * Servers that we have met, and what is known of each: one file a server, in a directory that people may
 * look into. It holds the certificate in PEM where nobody vouches for it.
 */
import { join } from "node:path";
import { EXIT, Problem } from "../problem.ts";
import { texts } from "./texts/index.ts";

export class KnownServers {
  constructor(readonly directory: string) {}

  /** Where a server's certificate is kept. */
  fileOf(host: string, port: number): string {
    return join(this.directory, `${host.toLowerCase().replace(/[^\w.-]/g, "_")}_${port}.pem`);
  }

  /** What is known of a server; `undefined`: we have not met it. */
  async find(host: string, port: number): Promise<string | undefined> {
    try {
      return await Deno.readTextFile(this.fileOf(host, port));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw problem(texts.certificateUnreadable(this.fileOf(host, port)), error);
    }
  }

  /** Rejects with a `Problem` if it cannot be remembered: the server would not be recognized. */
  async remember(host: string, port: number, what: string): Promise<void> {
    try {
      await Deno.mkdir(this.directory, { recursive: true, mode: 0o700 });
      await Deno.writeTextFile(this.fileOf(host, port), what);
    } catch (error) {
      throw problem(texts.certificateUnkept(this.fileOf(host, port)), error);
    }
  }
}

function problem(sentence: string, cause: unknown): Problem {
  return new Problem(sentence, EXIT.configuration, { cause });
}
