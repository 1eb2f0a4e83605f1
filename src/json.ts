/** JSON whose parts remember where they stand, so that a complaint about one can name the place. */

/** Where something stands in a text; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A value and its place; a member of an object stands where its name does. */
export interface JsonPart {
  readonly place: Place;
  readonly value:
    | null
    | boolean
    | number
    | string
    | readonly JsonPart[]
    | ReadonlyMap<string, JsonPart>;
}

/** The text is no JSON. The message goes on after "line 3, column 7: ". */
export class JsonError extends Error {
  constructor(message: string, readonly place: Place) {
    super(message);
    this.name = "JsonError";
  }
}

const TOKEN =
  // deno-lint-ignore no-control-regex
  /[{}[\]:,]|"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/** Levels of objects and lists within each other; nothing of ours needs ten. */
const DEEPEST = 50;

/** Reads JSON as RFC 8259 has it; a name that stands twice in one object is an error too. Throws `JsonError`. */
export function parseJson(text: string): JsonPart {
  return new Reader(text).whole();
}

class Reader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {
    if (text.startsWith("\ufeff")) this.#at = 1;
  }

  whole(): JsonPart {
    const part = this.#part("a value");
    this.#blank();
    if (this.#at < this.text.length) this.#fail("the end of the file");
    return part;
  }

  #part(expected: string): JsonPart {
    this.#blank();
    const place = this.#place();
    if (this.#take("{")) return { place, value: this.#deeper(() => this.#members()) };
    if (this.#take("[")) return { place, value: this.#deeper(() => this.#elements()) };
    const token = this.#token();
    if (token === undefined || ":,]}".includes(token)) return this.#fail(expected);
    this.#at += token.length;
    return { place, value: JSON.parse(token) };
  }

  #members(): ReadonlyMap<string, JsonPart> {
    const members = new Map<string, JsonPart>();
    if (this.#take("}")) return members;
    do {
      this.#blank();
      const place = this.#place();
      const token = this.#token();
      if (!token?.startsWith('"')) return this.#fail("a name in double quotes");
      const name: string = JSON.parse(token);
      if (members.has(name)) {
        throw new JsonError(`"${name}" stands here for the second time`, place);
      }
      this.#at += token.length;
      if (!this.#take(":")) this.#fail(`a colon after "${name}"`);
      members.set(name, { ...this.#part(`a value for "${name}"`), place });
    } while (this.#take(","));
    if (!this.#take("}")) this.#fail("a comma or a closing brace }");
    return members;
  }

  #elements(): readonly JsonPart[] {
    const elements: JsonPart[] = [];
    if (this.#take("]")) return elements;
    do {
      elements.push(this.#part("a value"));
    } while (this.#take(","));
    if (!this.#take("]")) this.#fail("a comma or a closing bracket ]");
    return elements;
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) {
      throw new JsonError(`more than ${DEEPEST} levels stand within each other`, this.#place());
    }
    const value = read();
    this.#depth--;
    return value;
  }

  #token(): string | undefined {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.text)?.[0];
  }

  #take(mark: string): boolean {
    this.#blank();
    if (this.text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #blank(): void {
    while (" \t\r\n".includes(this.text[this.#at] ?? "end")) this.#at++;
  }

  #place(): Place {
    const before = this.text.slice(0, this.#at).split("\n");
    return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  }

  #fail(expected: string): never {
    throw new JsonError(`${this.#found()} where ${expected} is expected`, this.#place());
  }

  /** Quotes nothing but marks: whatever else stands there may be a password that lost its quotes. */
  #found(): string {
    const mark = this.text[this.#at];
    if (mark === undefined) return "the file ends";
    return "{}[]:,".includes(mark) ? `${mark} stands` : "something else stands";
  }
}
