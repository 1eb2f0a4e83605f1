/**
 * `deno task bench`: the micro benchmarks, each beside the baseline that is stored in
 * bench/baseline.json. A ratio above 1 is slower than then. `--save` makes this run the baseline;
 * ratios mean something only between runs on the same machine.
 */
const BASELINE = new URL("./baseline.json", import.meta.url);

interface Report {
  readonly benches: readonly {
    readonly name: string;
    readonly results: readonly { readonly ok?: { readonly avg: number } }[];
  }[];
}

const { code, stdout } = await new Deno.Command(Deno.execPath(), {
  args: ["bench", "-A", "--json", new URL("./micro/", import.meta.url).pathname],
  stderr: "inherit",
}).output();
if (code !== 0) Deno.exit(code);
const report: Report = JSON.parse(new TextDecoder().decode(stdout));

/** Nanoseconds by name. */
const now = new Map(report.benches.map(({ name, results }) => [name, results[0]?.ok?.avg ?? NaN]));
const before: Record<string, number> = JSON.parse(
  await Deno.readTextFile(BASELINE).catch(() => "{}"),
);

const width = Math.max(...[...now.keys()].map((name) => name.length));
for (const [name, nanoseconds] of now) {
  const then = before[name];
  const ratio = then === undefined ? "new" : `${(nanoseconds / then).toFixed(2)} x`;
  console.log(
    `${name.padEnd(width)} ${(nanoseconds / 1000).toFixed(2).padStart(10)} us ${ratio.padStart(8)}`,
  );
}
if (Deno.args.includes("--save")) {
  await Deno.writeTextFile(BASELINE, `${JSON.stringify(Object.fromEntries(now), undefined, 2)}\n`);
}
