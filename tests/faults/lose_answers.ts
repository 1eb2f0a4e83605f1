/** Connections are cut right after something was sent, so that nobody reads how it ended. */
import assert from "node:assert/strict";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";

export const LOSE_ANSWERS: Fault = {
  name: "lose-answers",
  promise: "a message whose acknowledgement was lost keeps its msgid when it is sent again",
  async round(ground) {
    await using installation = await installed(await ground.keeping("postgres"));
    await installation.serve();
    const plan = { ...PLAN, cutting: 0.05 };
    const load = await Load.begin(installation.port, ground.random.fork(), plan);
    await load.acknowledges(500);
    const figures = await judge(installation, load);
    assert.ok((figures.unknown ?? 0) >= 20, `only ${figures.unknown} answers were lost`);
    return figures;
  },
};
