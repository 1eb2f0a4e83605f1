/** A small disk that can be filled. */

/** It is in memory, and gone when it is disposed of. */
export class Disk implements AsyncDisposable {
  private constructor(readonly path: string) {}

  /** `size` in bytes. */
  static async make(size: number): Promise<Disk> {
    const path = await Deno.makeTempDir({ prefix: "chat-disk-" });
    await run("mount", "-t", "tmpfs", "-o", `size=${size},mode=755`, "chat", path);
    return new Disk(path);
  }

  get #ballast(): string {
    return `${this.path}/ballast`;
  }

  /** Leaves so many bytes free. */
  async fill(free: number): Promise<void> {
    await run("fallocate", "-l", `${await this.#free() - free}`, this.#ballast);
  }

  async empty(): Promise<void> {
    await Deno.remove(this.#ballast);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run("umount", this.path);
    await Deno.remove(this.path);
  }

  async #free(): Promise<number> {
    return Number(await run("stat", "-f", "-c", "%f", this.path)) *
      Number(await run("stat", "-f", "-c", "%S", this.path));
  }
}

/** Why no disk can be made here: that is for root only, and not in every container. */
export async function noDisk(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return "only Linux has disks in memory";
  if (Deno.uid() !== 0) return "only root may mount a disk";
  try {
    await using _disk = await Disk.make(1024 * 1024);
    return undefined;
  } catch (error) {
    return `a disk cannot be mounted here (${error instanceof Error ? error.message : error})`;
  }
}

/** What a program prints; rejects with its complaint if it fails. */
async function run(program: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new Error(`${program}: ${text(stderr)}`);
  return text(stdout);
}
