import { OF_SERVER_AND_CLIENTS } from "./all.ts";
import { testShortly } from "./short_rounds.ts";

testShortly(OF_SERVER_AND_CLIENTS);
