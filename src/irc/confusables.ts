/**
 * Names that look the same. A letter of another script may look like a Latin one; two names are
 * confusable if they are equal once such letters are exchanged. https://www.unicode.org/reports/tr39/#Confusable_Detection
 */

/** Small letters only: names are folded before. Each pair: letters of other scripts, and the Latin ones they look like. */
const LOOKALIKES: readonly (readonly [string, string])[] = [
  // Cyrillic
  ["аԁеһіјӏоргԛѕѵԝхус", "adehijloprqsvwxyc"],
  // Greek
  ["αγικνορσυϲϳ", "ayikvopoucj"],
  // Armenian
  ["գզհյոսցօ", "qqhjnugo"],
  // Latin, but not of the alphabet
  ["ɑɡıɩʏⅼ", "agiiyl"],
];

const LATIN = new Map(
  LOOKALIKES.flatMap(([others, latin]) =>
    [...others].map((letter, i): [string, string] => [letter, latin[i] ?? letter])
  ),
);

/** What a folded name looks like: confusable names give the same. */
export function looksOf(folded: string): string {
  // deno-lint-ignore no-control-regex
  if (/^[\x00-\x7f]*$/.test(folded)) return folded;
  return [...folded].map((letter) => LATIN.get(letter) ?? letter).join("");
}
