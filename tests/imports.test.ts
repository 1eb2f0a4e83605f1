import assert from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Who may import whom: only downwards, or within a line. The longest name that fits a file counts. */
const ORDER: readonly (readonly string[])[] = [
  ["main.ts"],
  ["src/cli/"],
  [
    "src/server/serve.ts",
    "src/client/connect.ts",
    "src/client/conversation.ts",
    "src/client/exec.ts",
    "src/client/full/",
    "src/client/search.ts",
    "src/client/send.ts",
    "src/client/tail.ts",
  ],
  ["src/server/certificate_watch.ts", "src/server/listener.ts"],
  ["src/server/connection.ts", "src/server/tcp.ts", "src/server/websocket.ts", "src/store/"],
  ["src/client/ui/"],
  ["src/server/dispatch.ts"],
  [
    "src/server/commands/",
    // What several commands have in common.
    "src/server/client_batch.ts",
    "src/server/conversation.ts",
    "src/server/login.ts",
    "src/server/markers.ts",
    "src/server/registration.ts",
  ],
  ["src/server/command.ts", "src/server/publish.ts"],
  ["src/server/", "src/client/"],
  ["src/"],
  ["src/irc/"],
];

/** Programs that never meet, whichever of them stands higher. */
const APART: readonly { readonly from: RegExp; readonly to: RegExp; readonly because: string }[] = [
  { from: /^src\/server\//, to: /^src\/client\//, because: "the server knows no client" },
  { from: /^src\/client\//, to: /^src\/server\//, because: "the client knows no server" },
  { from: /^src\/client\//, to: /^src\/store\//, because: "the client knows no database" },
  {
    from: /^src\/server\/(?!serve\.ts)/,
    to: /^src\/store\//,
    because: "only server/serve.ts knows the database",
  },
  {
    from: /^src\/store\//,
    to: /^src\/(?:server\/(?!store\.ts)|client\/|cli\/)/,
    because: "the store knows of the server only what server/store.ts asks of it",
  },
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly text: string;
  /** Loaded together with `from`, neither for its types alone nor on demand. */
  readonly atOnce: boolean;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const imports = ["main.ts", ...filesIn("src")].flatMap(importsOf);

Deno.test("imports go one way, from the command line down to the language of IRC", () => {
  const upwards = imports
    .filter(({ from, to }) => rank(to) < rank(from))
    .map((one) => shown(one, `${one.to} stands above ${one.from}`));
  assert.deepEqual(upwards, []);
});

Deno.test("the server, the client and the store keep apart", () => {
  const meetings = imports.flatMap((one) =>
    APART.filter(({ from, to }) => from.test(one.from) && to.test(one.to))
      .map(({ because }) => shown(one, because))
  );
  assert.deepEqual(meetings, []);
});

Deno.test("before a command runs, neither server nor database is loaded", () => {
  // A command is imported when it is named, so each counts as loaded.
  const commands = imports.filter(({ from }) => from === "src/cli/program.ts").map(({ to }) => to);
  const loaded = new Set(["main.ts", ...commands]);
  for (const file of loaded) {
    for (const { from, to, atOnce } of imports) if (from === file && atOnce) loaded.add(to);
  }
  assert.ok(loaded.has("src/cli/serve.ts"), "the search must begin with the commands");
  assert.deepEqual([...loaded].filter((file) => /^src\/(?:server|store)\//.test(file)), []);
});

function rank(file: string): number {
  const fits = (name: string) => name.endsWith("/") ? file.startsWith(name) : file === name;
  const lengths = ORDER.map((names) =>
    Math.max(0, ...names.filter(fits).map((name) => name.length))
  );
  const longest = Math.max(...lengths);
  assert.ok(longest > 0, `${file} has no place in ORDER`);
  return lengths.indexOf(longest);
}

function importsOf(from: string): readonly Import[] {
  const source = Deno.readTextFileSync(join(root, from));
  const statements = source.matchAll(
    /^(?:import|export)\b(?:[^;"'`]*?\bfrom)?\s*"(\.[^"]+\.ts)"|\bimport\(\s*"(\.[^"]+\.ts)"\s*\)/gm,
  );
  return [...statements].map(({ 0: text, 1: atTop, 2: onDemand, index }) => ({
    from,
    to: relative(root, join(root, dirname(from), atTop ?? onDemand ?? "")),
    line: source.slice(0, index).split("\n").length,
    text: text.replace(/\s+/g, " "),
    atOnce: atTop !== undefined && !/^(?:import|export) type\b/.test(text),
  }));
}

function shown({ from, line, text }: Import, because: string): string {
  return `${from}:${line}: ${text}: ${because}`;
}

function filesIn(directory: string): readonly string[] {
  return [...Deno.readDirSync(join(root, directory))].flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory) return filesIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
