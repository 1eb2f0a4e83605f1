/** Reads the configuration file of `chat serve`. */
import { dirname, resolve } from "node:path";
import { type Listener, SETTINGS, type Settings } from "../config.ts";
import { JsonError, parseJson } from "../json.ts";
import { EXIT, Problem } from "../problem.ts";
import { fit, Misfit } from "../setting.ts";

/** What a configuration file says: all settings, and the names at its top level. */
export interface Configuration {
  readonly settings: Settings;
  readonly given: ReadonlySet<string>;
}

/** Rejects with a `Problem` that names the file, the place and what is wrong there. */
export async function readConfiguration(file: string): Promise<Configuration> {
  const configuration = parseConfiguration(await readText(file), file);
  return { ...configuration, settings: besideFile(configuration.settings, dirname(file)) };
}

/** The same for a text; `file` is its name in a complaint. */
export function parseConfiguration(text: string, file: string): Configuration {
  try {
    const json = parseJson(text);
    const given = new Set(json.value instanceof Map ? json.value.keys() : []);
    return { settings: fit(SETTINGS, json, ""), given };
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof Misfit)) throw error;
    const { line, column } = error.place;
    const what = error.message.endsWith("?") ? error.message : `${error.message}.`;
    throw new Problem(
      `The configuration file ${file} is wrong at line ${line}, column ${column}: ${what}`,
      EXIT.configuration,
    );
  }
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await Deno.readFile(file));
  } catch (error) {
    throw new Problem(
      `The configuration file ${file} cannot be read: ${whyNot(error)}.`,
      EXIT.configuration,
      { cause: error },
    );
  }
}

function whyNot(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "this user may not read it";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  if (error instanceof TypeError) return "it is not UTF-8";
  return error instanceof Error ? error.message : `${error}`;
}

function filesBeside(tls: Listener["tls"], beside: (path: string) => string): Listener["tls"] {
  if (tls === null || tls === "self-signed") return tls;
  return { cert: beside(tls.cert), key: beside(tls.key) };
}

/** Relative paths in a file are meant from where the file is, wherever the server is started. */
function besideFile(settings: Settings, directory: string): Settings {
  const beside = (path: string) => resolve(directory, path);
  return {
    ...settings,
    dataDir: beside(settings.dataDir),
    listeners: settings.listeners.map((listener) => ({
      ...listener,
      tls: filesBeside(listener.tls, beside),
    })),
  };
}
