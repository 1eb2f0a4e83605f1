import fc from "fast-check";
import { serverSurvives } from "../fuzz/server.ts";

Deno.test("whatever clients send, the server keeps its state whole and answers", async () => {
  await fc.assert(serverSurvives, { numRuns: 300 });
});
