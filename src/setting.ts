/**
 * What a setting may be. A `Kind` takes certain JSON values and can say which; a `Setting` is a kind
 * with a sentence about it and what holds when it is left out. TypeScript's types follow from them.
 */
import type { JsonPart, Place } from "./json.ts";
import { nearest } from "./nearest.ts";

/** A value does not fit. The message is a sentence without its end that names the setting's path. */
export class Misfit extends Error {
  constructor(message: string, readonly place: Place) {
    super(message);
    this.name = "Misfit";
  }
}

export interface Kind<T> {
  /** The values, for people: "a whole number from 1 to 64". */
  readonly takes: string;
  /** Its values are not for other eyes: complaints do not quote them. */
  readonly secret?: boolean;
  /** The settings in its objects; `mark` is what their paths have after its own: `[]` for a list. */
  readonly within?: { readonly mark: "" | "[]"; readonly settings: Settings };
  /**
   * The value of `part`, which stands at `path` (such as `limits.nickLen`), or `undefined` if the kind
   * does not take it. Throws `Misfit` if something within an object or a list does not fit.
   */
  read(part: JsonPart, path: string): T | undefined;
}

export interface Setting<T> extends Kind<T> {
  /** One sentence; empty for a group, whose settings speak for themselves. */
  readonly about: string;
  /** What holds when it is left out, in words, where that is no value by itself. */
  readonly otherwise?: string;
  /** The value when it is left out; throws `Misfit` if it may not be. `place` is the object's. */
  missing(path: string, place: Place): T;
}

export type Settings = ReadonlyMap<string, Setting<unknown>>;

/** The type of what a kind or a setting reads. */
export type ValueOf<K> = K extends Kind<infer T> ? T : never;

type Values<F> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

export function setting<T>(
  about: string,
  kind: Kind<T>,
  fallback: NoInfer<T>,
  otherwise?: string,
): Setting<T> {
  return { ...kind, about, missing: () => fallback, ...(otherwise ? { otherwise } : {}) };
}

export function required<T>(about: string, kind: Kind<T>): Setting<T> {
  return {
    ...kind,
    about,
    missing(path, place) {
      throw new Misfit(`${path} is missing; it takes ${kind.takes}`, place);
    },
  };
}

export const flag: Kind<boolean> = {
  takes: "true or false",
  read: ({ value }) => typeof value === "boolean" ? value : undefined,
};

export function whole(least: number, most: number): Kind<number> {
  return {
    takes: `a whole number from ${least} to ${most}`,
    read: ({ value }) =>
      typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
        ? value
        : undefined,
  };
}

/** Text that fits `pattern`; `takes` says in words which. */
export function text(takes = "text of one line", pattern = /^[^\r\n\0]*$/): Kind<string> {
  return {
    takes,
    read: ({ value }) => typeof value === "string" && pattern.test(value) ? value : undefined,
  };
}

export const secret: Kind<string> = {
  ...text("text of at least one character", /^[^\r\n\0]+$/),
  secret: true,
};

export function oneOf<const T extends readonly (string | boolean)[]>(
  ...values: T
): Kind<T[number]> {
  return {
    takes: listed(values.map((value) => JSON.stringify(value)), "or"),
    read: ({ value }) => values.find((allowed) => allowed === value),
  };
}

export function orNull<T>(kind: Kind<T>): Kind<T | null> {
  return {
    ...kind,
    takes: `${kind.takes}, or null`,
    read: (part, path) => part.value === null ? null : kind.read(part, path),
  };
}

export function listOf<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    takes: `a list, each entry ${kind.takes}`,
    ...(kind.within ? { within: { mark: "[]", settings: kind.within.settings } } : {}),
    read: ({ value }, path) =>
      isList(value)
        ? value.map((element, index) => fit(kind, element, `${path}[${index}]`))
        : undefined,
  };
}

/** An object; settings that it leaves out have what holds for them then, others are misfits. */
export function group<F extends Record<string, Setting<unknown>>>(fields: F): Setting<Values<F>> {
  const settings = new Map(Object.entries(fields));
  const read = (members: ReadonlyMap<string, JsonPart>, path: string, place: Place) => {
    for (const [name, { place }] of members) {
      if (!settings.has(name)) throw new Misfit(unknown(name, path, [...settings.keys()]), place);
    }
    const values = [...settings].map(([name, field]) => {
      const member = members.get(name), at = join(path, name);
      return [name, member ? fit(field, member, at) : field.missing(at, place)];
    });
    // The names are those of `fields`, and each value is one of its field's type.
    return Object.fromEntries(values) as Values<F>;
  };
  return {
    about: "",
    takes: "an object",
    within: { mark: "", settings },
    read: ({ value, place }, path) => isObject(value) ? read(value, path, place) : undefined,
    missing: (path, place) => read(new Map(), path, place),
  };
}

/** The value of `part`, or `Misfit` when `kind` does not take it. */
export function fit<T>(kind: Kind<T>, part: JsonPart, path: string): T {
  const value = kind.read(part, path);
  if (value !== undefined) return value;
  const found = kind.secret ? "something else" : shown(part);
  throw new Misfit(`${path || "the file"} takes ${kind.takes}, not ${found}`, part.place);
}

function unknown(name: string, path: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const hint = meant
    ? `did you mean ${join(path, meant)}?`
    : `${path || "the file"} takes ${listed(known, "and")}`;
  return `there is no setting ${join(path, name)}; ${hint}`;
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function shown({ value }: JsonPart): string {
  if (isList(value)) return "a list";
  if (isObject(value)) return "an object";
  return JSON.stringify(value);
}

function isList(value: JsonPart["value"]): value is readonly JsonPart[] {
  return Array.isArray(value);
}

function isObject(value: JsonPart["value"]): value is ReadonlyMap<string, JsonPart> {
  return value instanceof Map;
}

/** "a, b and c" */
function listed(words: readonly string[], last: "and" | "or"): string {
  const all = words.length > 1 ? [words.slice(0, -1).join(", "), words.at(-1)] : words;
  return all.join(` ${last} `);
}
