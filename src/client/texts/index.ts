/** The texts of the client, one file a language, and the language that is spoken. */

import { EN } from "./en.ts";
import { ES } from "./es.ts";

/** What a language has to say. */
export type Texts = Readonly<typeof EN>;

const LANGUAGES: Readonly<Record<string, Texts>> = { en: EN, es: ES };

/** In the language of the person at this process; English until `speak` was called. */
export let texts: Texts = EN;

/** From now on the language of a locale such as `es_MX.UTF-8` is spoken; English where it has none. */
export function speak(locale: string): void {
  texts = LANGUAGES[locale.slice(0, 2).toLowerCase()] ?? EN;
}

/** What the environment says about the language, in POSIX's order. */
export function localeOf(environment: { get(name: string): string | undefined }): string {
  return environment.get("LC_ALL") || environment.get("LC_MESSAGES") || environment.get("LANG") ||
    "en";
}
