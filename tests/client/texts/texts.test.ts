/** Every language says the same things, and nothing is said past them. */
import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { SCREEN_COMMANDS } from "../../../src/client/screen_commands.ts";
import { COMMANDS } from "../../../src/client/slash_commands.ts";
import { EN } from "../../../src/client/texts/en.ts";
import { ES } from "../../../src/client/texts/es.ts";
import { localeOf, speak, texts } from "../../../src/client/texts/index.ts";

const CLIENT = fileURLToPath(new URL("../../../src/client", import.meta.url));

/** What is no sentence for a person, although it reads like one. */
const NO_SENTENCES: readonly string[] = [
  // Stands in the file of a server that an authority vouches for.
  "an authority vouches for it",
  // Servers give it back as it is.
  "PING :still there",
];

Deno.test("both languages say the same things, about as many values", () => {
  const shape = (texts: Readonly<Record<string, unknown>>) =>
    Object.entries(texts).map(([key, text]) =>
      typeof text === "function" ? `${key}/${text.length}` : `${key}: ${typeof text}`
    ).sort();
  assert.deepEqual(shape(ES), shape(EN));
  assert.deepEqual(Object.keys(ES.about).sort(), Object.keys(EN.about).sort());
  assert.equal(ES.keys.length, EN.keys.length);
});

Deno.test("no text was forgotten in English", () => {
  const same = Object.entries(EN).filter(([key, text]) =>
    typeof text === "string" && /[a-z]{3,} [a-z]{2,}/i.test(text) &&
    text === Reflect.get(ES, key)
  );
  assert.deepEqual(same.map(([key]) => key), []);
});

Deno.test("every command has a sentence, and every word of its use is known", () => {
  for (const { names: [name = ""], takes } of [...COMMANDS, ...SCREEN_COMMANDS]) {
    assert.ok(name in EN.about, `/${name} has no sentence`);
    for (const [word] of takes.matchAll(/[A-Z]+/g)) {
      assert.ok(word in ES.placeholders, `${word} of /${name} is not translated`);
    }
  }
});

Deno.test("no file of the client holds a sentence of its own", () => {
  const found = filesIn(CLIENT)
    .filter((file) => !relative(CLIENT, file).startsWith("texts/"))
    .flatMap((file) =>
      sentencesIn(Deno.readTextFileSync(file))
        .filter((sentence) => !NO_SENTENCES.some((start) => sentence.startsWith(start)))
        .map((sentence) => `${relative(CLIENT, file)}: ${sentence}`)
    );
  assert.deepEqual(found, []);
});

Deno.test("a sentence in a file is found by its words", () => {
  const source =
    'const a = "two words"; // "not this one"\n/** nor "this one" */\nb(`is ${1} here`);';
  assert.deepEqual(sentencesIn(source), ["two words", "is ${1} here"]);
});

Deno.test("the language is that of the environment; English where there is no other", () => {
  try {
    for (
      const [variables, hello] of [
        [{ LANG: "es_MX.UTF-8" }, ES.offline],
        [{ LC_ALL: "C.UTF-8", LANG: "es_ES.UTF-8" }, EN.offline],
        [{ LANG: "tlh" }, EN.offline],
        [{}, EN.offline],
      ] as const
    ) {
      speak(localeOf(new Map(Object.entries(variables))));
      assert.equal(texts.offline, hello);
    }
  } finally {
    speak("en");
  }
});

/** The texts in quotes that have two words, the second one in small letters. */
function sentencesIn(source: string): string[] {
  const code = source
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, "")
    // Quotes in a regular expression begin no text.
    .replace(/(?<=[(=,:]\s*)\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g, "");
  const quoted = code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g);
  return [...quoted].map(([, text, template]) => text ?? template ?? "")
    .filter((text) => /[A-Za-z]+,? [a-z]{2,}/.test(text.replace(/\$\{[^}]*\}/g, "X")));
}

function filesIn(directory: string): string[] {
  return [...Deno.readDirSync(directory)].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    if (isDirectory) return filesIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
