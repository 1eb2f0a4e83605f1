/** The results as a table in Markdown. */
import type { Numbers, Workload } from "./workloads.ts";

/** By workload: what each run of each server gave. */
export type Results = Map<string, { readonly server: string; readonly numbers: Numbers }[]>;

/** One row a workload, one column a server: medians, and how we stand to each peer. */
export function markdownTable(workloads: readonly Workload[], results: Results): string {
  const servers = [...new Set([...results.values()].flat().map(({ server }) => server))];
  const head = ["workload", ...servers];
  const rows = workloads.map(({ name, compares }) => {
    const runs = results.get(name) ?? [];
    return [
      `${name}: ${compares}`,
      ...servers.map((server) => cell(runs.filter((run) => run.server === server), compares)),
    ];
  });
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function cell(runs: readonly { readonly numbers: Numbers }[], unit: string): string {
  const value = median(runs.flatMap(({ numbers }) => numbers[unit] ?? []));
  const worst = median(runs.flatMap(({ numbers }) => numbers["p99 ms"] ?? []));
  const tail = Number.isNaN(worst) ? "" : ` (p99 ${worst.toFixed(1)} ms)`;
  return (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3)) + tail;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
