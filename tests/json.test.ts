import assert from "node:assert/strict";
import fc from "fast-check";
import { JsonError, type JsonPart, parseJson } from "../src/json.ts";

Deno.test("JSON is read as JSON.parse reads it", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    assert.deepEqual(plain(parseJson(text)), JSON.parse(text));
  }));
});

Deno.test("whatever JSON.parse refuses is refused with a place inside the text", () => {
  const broken = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom("", ",", '"', "}", "]", ":", "x", "\n"),
  )
    .map(([json, at, mark]) => json.slice(0, at % (json.length + 1)) + mark);
  fc.assert(fc.property(broken, (text) => {
    if (isJson(text)) return;
    const error = failure(text);
    const line = text.split("\n")[error.place.line - 1];
    assert.ok(line !== undefined && error.place.column <= line.length + 1, error.message);
  }));
});

Deno.test("each value knows the line and column where it, or its name, begins", () => {
  const { value } = parseJson('{\n  "a": 1,\n  "b": [true,\n    "x"]\n}');
  assert.ok(value instanceof Map);
  assert.deepEqual(value.get("a").place, { line: 2, column: 3 });
  assert.deepEqual(value.get("b").value[1].place, { line: 4, column: 5 });
});

const complaints: readonly (readonly [string, string, string])[] = [
  ["a comma too many", '{"a": 1,}', "1:9 } stands where a name in double quotes is expected"],
  ["a missing colon", '{"a" 1}', '1:6 something else stands where a colon after "a" is expected'],
  ["a missing value", '{"a": }', '1:7 } stands where a value for "a" is expected'],
  [
    "a missing comma",
    '{"a": 1\n"b": 2}',
    "2:1 something else stands where a comma or a closing brace } is expected",
  ],
  [
    "an unfinished list",
    "[1",
    "1:3 the file ends where a comma or a closing bracket ] is expected",
  ],
  ["an empty file", "", "1:1 the file ends where a value is expected"],
  ["something after the end", "{} {}", "1:4 { stands where the end of the file is expected"],
  ["a name that stands twice", '{"a": 1,\n"a": 2}', '2:1 "a" stands here for the second time'],
  ["endless nesting", "[".repeat(100_000), "1:52 more than 50 levels stand within each other"],
];
for (const [what, text, complaint] of complaints) {
  Deno.test(`JSON with ${what} is refused`, () => {
    const { place, message } = failure(text);
    assert.equal(`${place.line}:${place.column} ${message}`, complaint);
  });
}

function failure(text: string): JsonError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
  throw new Error(`it was read: ${text}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function plain({ value }: JsonPart): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([name, part]) => [name, plain(part)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}
