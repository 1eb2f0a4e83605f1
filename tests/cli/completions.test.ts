import { Argument, Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import assert from "node:assert/strict";
import { complete } from "../../src/cli/completions.ts";

function program(): CommandUnknownOpts {
  const tea = new Command("tea")
    .addOption(new Option("-k, --kind <kind>").choices(["green", "black"]))
    .option("--milk")
    .option("--sugar <spoons>")
    .option("--guest <name...>");
  const pot = new Command("pot").addCommand(new Command("fill")).addCommand(new Command("empty"))
    .addArgument(new Argument("[size]").choices(["small", "large"]));
  const all = new Command("kitchen").addCommand(tea).addCommand(pot);
  return all.addCommand(new Command("secret"), { hidden: true });
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ["nothing yet", "", ["tea", "pot", "help", "--help"]],
  ["the beginning of a command", "t", ["tea"]],
  ["the beginning of nothing", "x", []],
  ["the beginning of a hidden command", "sec", []],
  ["a command", "tea ", ["--kind", "--milk", "--sugar", "--guest", "--help"]],
  ["a command with commands and an argument", "pot ", [
    "fill",
    "empty",
    "help",
    "small",
    "large",
    "--help",
  ]],
  ["an option that was given before", "tea --milk --guest ann --m", []],
  ["an option that may come twice", "tea --guest ann --g", ["--guest"]],
  ["an option with choices", "tea --kind ", ["green", "black"]],
  ["a short option with choices", "tea -k b", ["black"]],
  ["an option with a value that only the person knows", "tea --sugar ", []],
  ["an option and its value in one word", "tea --kind=g", ["--kind=green"]],
  ["an option and its value as bash divides them", "tea --kind = g", ["green"]],
  ["an option and an equals sign as bash divides them", "tea --kind =", ["green", "black"]],
];
for (const [what, line, candidates] of cases) {
  Deno.test(`after ${what}, Tab offers ${candidates.join(", ") || "nothing"}`, () => {
    assert.deepEqual(complete(program(), line.split(" ")), candidates);
  });
}
