/** What the operator reads: one line an event, as text or as JSON. No message texts, no secrets. */

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = typeof LOG_LEVELS[number];
export type LogFormat = "text" | "json";

/** Facts about an event, by name. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = Readonly<Record<LogLevel, (text: string, fields?: LogFields) => void>>;

/** Lines below `level` are dropped; `write` gets whole lines without their ending. */
export function createLog(
  level: LogLevel,
  format: LogFormat,
  write: (line: string) => void = console.error,
  now: () => number = Date.now,
): Log {
  const at = (of: LogLevel) => {
    if (LOG_LEVELS.indexOf(of) < LOG_LEVELS.indexOf(level)) return () => {};
    return (text: string, fields: LogFields = {}) => {
      const time = new Date(now()).toISOString();
      write(
        format === "json"
          ? JSON.stringify({ time, level: of, text, ...fields })
          : `${time} ${of.padEnd(5)} ${text}${plain(fields)}`,
      );
    };
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** A log that nobody reads. */
export const SILENT: Log = createLog("error", "text", () => {});

function plain(fields: LogFields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      ` ${name}=${/^[\w.:/@#-]*$/.test(`${value}`) ? value : JSON.stringify(value)}`
    )
    .join("");
}
