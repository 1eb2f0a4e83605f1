/** A server program that runs while it is measured, and leaves nothing behind. */

export interface Daemon {
  /** Resident memory; bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** How long a program may take to listen; ms. */
const READY_WITHIN = 30_000;

/** Starts a program and waits until it listens. Its `directory` is removed when it is stopped. */
export async function startDaemon(
  program: string,
  args: readonly string[],
  { directory, port }: { directory: string; port: number },
): Promise<Daemon> {
  const env = { PATH: `${Deno.env.get("PATH")}:/usr/sbin:/usr/local/sbin` };
  const child = new Deno.Command(program, { args: [...args], env, stdout: "null", stderr: "piped" })
    .spawn();
  const complaints = new Response(child.stderr).text();
  let ended = false;
  const end = child.status.then(() => ended = true);
  const until = Date.now() + READY_WITHIN;
  while (!await listens(port)) {
    if (!ended && Date.now() < until) continue;
    if (!ended) child.kill("SIGKILL");
    await Deno.remove(directory, { recursive: true });
    throw new Error(`${program} did not start: ${(await complaints).slice(-500)}`);
  }
  return {
    memory() {
      const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
      return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) * 1024;
    },
    async stop() {
      if (!ended) child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await end;
      clearTimeout(late);
      await complaints;
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function listens(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
}
