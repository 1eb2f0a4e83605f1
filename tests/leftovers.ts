/** What a test run has left behind: processes that live on and files in its temporary directory. */

export interface LeftProcess {
  readonly pid: number;
  readonly command: string;
}

/** The processes that belong to the session or carry the marker in their environment. */
export async function processesLeft(session: number, marker: string): Promise<LeftProcess[]> {
  return await settled(() =>
    Deno.build.os === "linux" ? linuxProcesses(session, marker) : posixProcesses(session)
  );
}

/** The paths of the directory's entries. */
export async function filesLeft(directory: string): Promise<string[]> {
  return await settled(() =>
    Promise.resolve([...Deno.readDirSync(directory)].map(({ name }) => `${directory}/${name}`))
  );
}

/** What is still there after a second: an ending process or directory may need a moment. */
async function settled<T>(look: () => Promise<T[]>): Promise<T[]> {
  for (const until = performance.now() + 1000;;) {
    const left = await look();
    if (left.length === 0 || performance.now() > until) return left;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function linuxProcesses(session: number, marker: string): Promise<LeftProcess[]> {
  const found: LeftProcess[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === Deno.pid) continue;
    try {
      const read = (file: string) => Deno.readTextFile(`/proc/${name}/${file}`);
      // After the name in parentheses: state, parent, group, session (proc_pid_stat(5)).
      const stat = await read("stat");
      const [state, , , itsSession] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z") continue;
      if (Number(itsSession) === session || (await read("environ")).includes(marker)) {
        found.push({ pid, command: (await read("cmdline")).replaceAll("\0", " ").trim() });
      }
    } catch {
      // It has ended meanwhile, or it is somebody else's, whose environment we may not read.
    }
  }
  return found;
}

/** Without /proc there is the process group, which is as good unless a test makes one of its own. */
async function posixProcesses(group: number): Promise<LeftProcess[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,pgid=,args="] })
    .output();
  return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
    const [pid, itsGroup, ...command] = line.trim().split(/\s+/);
    return Number(itsGroup) === group ? [{ pid: Number(pid), command: command.join(" ") }] : [];
  });
}
