import { OF_DATABASE } from "./all.ts";
import { testShortly } from "./short_rounds.ts";

testShortly(OF_DATABASE);
