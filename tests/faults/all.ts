/** Everything that may go wrong. */
import type { Fault } from "./fault.ts";
import { FILL_DISK } from "./fill_disk.ts";
import { FREEZE_POSTGRES } from "./freeze_postgres.ts";
import { KILL_BACKEND } from "./kill_backend.ts";
import { KILL_SERVER } from "./kill_server.ts";
import { LOSE_ANSWERS } from "./lose_answers.ts";
import { RESTART_POSTGRES } from "./restart_postgres.ts";
import { STALL_READER } from "./stall_reader.ts";
import { STEP_CLOCK } from "./step_clock.ts";

export const OF_SERVER_AND_CLIENTS: readonly Fault[] = [
  ...KILL_SERVER,
  LOSE_ANSWERS,
  STALL_READER,
  STEP_CLOCK,
];

export const OF_DATABASE: readonly Fault[] = [
  RESTART_POSTGRES,
  ...KILL_BACKEND,
  FREEZE_POSTGRES,
  ...FILL_DISK,
];

export const FAULTS: readonly Fault[] = [...OF_SERVER_AND_CLIENTS, ...OF_DATABASE];
