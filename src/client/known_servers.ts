/**
 * Servers that we have met, and what is known of each: one file a server, in a directory that people may
 * look into. It holds the certificate in PEM where nobody vouches for it.
 */
import { join } from "node:path";
import { EXIT, Problem } from "../problem.ts";
import { texts } from "./texts/index.ts";

/** Until when a host is connected to with TLS alone, and where. */
export interface StsPolicy {
  readonly port: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export class KnownServers {
  constructor(readonly directory: string) {}

  /** Where a server's certificate is kept. */
  fileOf(host: string, port: number): string {
    return join(this.directory, `${fileName(host)}_${port}.pem`);
  }

  /** What is known of a host's policy on TLS, which is for all its ports: kept as its port and its end. */
  async policyOf(host: string): Promise<StsPolicy | undefined> {
    const file = this.#policyFile(host);
    const text = await Deno.readTextFile(file).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return "";
      // Without it, what was promised to be safe might not be.
      throw problem(texts.certificateUnreadable(file), error);
    });
    const [port, until] = text.split(/\s+/);
    if (port === undefined || until === undefined) return undefined;
    return { port: Number(port), until: Date.parse(until) };
  }

  /** `undefined`: there is none any more. In one breath, since the program may be about to end. */
  keepPolicy(host: string, policy: StsPolicy | undefined): void {
    const file = this.#policyFile(host);
    try {
      if (!policy) return Deno.removeSync(file);
      Deno.mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      const words = [`${policy.port}`, new Date(policy.until).toISOString()];
      Deno.writeTextFileSync(file, `${words.join(" ")}\n`);
    } catch {
      // It is said again each time; what cannot be kept is as if we met the server today.
    }
  }

  #policyFile(host: string): string {
    return join(this.directory, `${fileName(host)}.sts`);
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

function fileName(host: string): string {
  return host.toLowerCase().replace(/[^\w.-]/g, "_");
}

function problem(sentence: string, cause: unknown): Problem {
  return new Problem(sentence, EXIT.configuration, { cause });
}
