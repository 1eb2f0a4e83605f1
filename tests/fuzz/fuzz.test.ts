import fc from "fast-check";
import { parserHolds } from "./parser.ts";
import { rendererHolds } from "./renderer.ts";

Deno.test("a stream of bytes is the same lines wherever it is cut, and a line the same message when said again", () => {
  fc.assert(parserHolds, { numRuns: 2000 });
});

Deno.test("nothing that a server sends reaches the terminal as anything but text", async () => {
  await fc.assert(rendererHolds, { numRuns: 40 });
});
