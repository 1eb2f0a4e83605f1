/** Moments as they are written on the wire. https://ircv3.net/specs/extensions/server-time */

/** `YYYY-MM-DDThh:mm:ss.sssZ` as milliseconds since 1970; `undefined` if it is not that. */
export function parseTimestamp(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
