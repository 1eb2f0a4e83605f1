/**
 * Loaded before the program: its wall clock goes an hour forward at each SIGHUP, and an hour back at
 * each SIGUSR2.
 */
const HOUR = 3_600_000;

const now = Date.now;
let step = 0;
Date.now = () => now() + step;
Deno.addSignalListener("SIGHUP", () => step += HOUR);
Deno.addSignalListener("SIGUSR2", () => step -= HOUR);
