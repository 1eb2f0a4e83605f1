/** How long something lasts, as people write it: `90` minutes, `12h`, `1d12h`, `30d`. */

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: MINUTE,
  h: 60 * MINUTE,
  d: 24 * 60 * MINUTE,
  w: 7 * 24 * 60 * MINUTE,
  y: 365 * 24 * 60 * MINUTE,
};

/** The longest that makes sense; whoever means more means for ever. */
const LONGEST = 100 * 365 * 24 * 60 * MINUTE;

/** In milliseconds. A number alone is minutes, as server operators write it; `undefined` if it is none. */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return inReason(Number(text) * MINUTE);
  if (!/^(?:\d{1,6}[smhdwy])+$/i.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([a-z])/gi)];
  return inReason(
    parts.reduce(
      (sum, [, count, unit = ""]) => sum + Number(count) * (UNITS[unit.toLowerCase()] ?? 0),
      0,
    ),
  );
}

function inReason(milliseconds: number): number | undefined {
  return milliseconds > 0 && milliseconds <= LONGEST ? milliseconds : undefined;
}
