/** The client's commands in another language than English. */
import assert from "node:assert/strict";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { parseClientConfig } from "../../src/cli/client_config.ts";
import { createProgram } from "../../src/cli/program.ts";
import { complaint } from "../../src/cli/told.ts";
import { ES } from "../../src/client/texts/es.ts";
import { speak } from "../../src/client/texts/index.ts";
import { chat } from "./chat.ts";

const SPANISH = { env: { LANG: "es_ES.UTF-8", LC_ALL: "", LC_MESSAGES: "" } };
const CLIENT = Object.keys(ES.afterHelp);

Deno.test("every text of the client's commands is there in Spanish", async () => {
  const { commands } = await createProgram();
  const missing = commands.filter((command) => CLIENT.includes(command.name()))
    .flatMap(textsOf)
    .filter((text) => !(text in ES.commandLine));
  assert.deepEqual([...new Set(missing)], []);
});

function textsOf(command: CommandUnknownOpts): string[] {
  const help = command.createHelp();
  return [
    command.description(),
    ...command.registeredArguments.map(({ description }) => description),
    ...help.visibleOptions(command).map(({ description }) => description),
  ];
}

Deno.test("the client's help speaks Spanish, the server's English", async () => {
  const [client, asked, server] = await Promise.all([
    chat(["tail", "--help"], SPANISH),
    chat(["help", "tail"], SPANISH),
    chat(["serve", "--help"], SPANISH),
  ]);
  assert.match(client.stdout, /^Uso: chat tail \[opciones\] <target>\n\nEscribe los últimos/);
  assert.match(client.stdout, /--host <name> +el nombre o la dirección del servidor \(env:\n/);
  assert.match(client.stdout, /\nEjemplos:\n {2}\$ chat tail/);
  assert.equal(asked.stdout, client.stdout);
  assert.match(server.stdout, /^Usage: chat serve \[options\]/);
});

const wrong: readonly (readonly [readonly string[], string])[] = [
  [["tail", "--sinse", "1"], "la opción '--sinse' no existe; ¿quizá --since?"],
  [["tail"], "falta el argumento 'target'."],
  [["tail", "a", "b"], "sobran argumentos para 'tail': toma 1."],
  [["exec", "x"], "falta la opción '--target <name...>'."],
  [["connect", "--port"], "a la opción '--port <number>' le falta su valor."],
  [
    ["connect", "--port", "x"],
    "la opción '--port <number>' no toma 'x'. Un puerto es un número entero de 1 a 65535.",
  ],
  [
    ["connect", "example.org"],
    "'example.org' no vale como argumento 'link'. Un enlace es irc://host:puerto o, con TLS, " +
    "ircs://host:puerto.",
  ],
  [
    ["connect", "--plain", "--lines"],
    "la opción '--lines' no se puede usar junto con la opción '--plain'.",
  ],
];
Deno.test("what is wrong with a command line of the client is said in Spanish", async () => {
  const ends = await Promise.all(wrong.map(([args]) => chat(args, SPANISH)));
  assert.deepEqual(
    ends,
    wrong.map(([[name], sentence]) => ({
      code: 64,
      stdout: "",
      stderr: `chat ${name}: ${sentence} \`chat ${name} --help\` muestra lo que hay.\n`,
    })),
  );
});

const misfits: readonly (readonly [string, string])[] = [
  ['{"hsot": 1}', "línea 1, columna 2: no hay ningún ajuste hsot; ¿quizá host?"],
  ['{"port": "x"}', 'port toma un número entero de 1 a 65535, o null, no "x".'],
  ['{"notices": []}', 'notices toma "on", "osc9", "osc777" u "off", no una lista.'],
  ["{", "el archivo termina donde se espera un nombre entre comillas dobles."],
  ['{"tls": x}', 'hay otra cosa donde se espera un valor de "tls".'],
  ['{"tls" true}', 'hay otra cosa donde se espera un ":" después de "tls".'],
  ['{"tls": true', "el archivo termina donde se espera una coma o una llave }."],
];
Deno.test("what is wrong with the client's configuration file is said in Spanish", () => {
  speak("es");
  try {
    for (const [json, sentence] of misfits) {
      assert.throws(() => parseClientConfig(json, "connect.json"), ({ message }) => {
        assert.ok(message.endsWith(sentence), message);
        return true;
      });
    }
  } finally {
    speak("en");
  }
});

Deno.test("what has no words in another language is said in English", () => {
  speak("es");
  try {
    assert.equal(complaint("the kettle 'x' is cold"), "the kettle 'x' is cold");
    assert.equal(complaint("unknown option 'constructor'"), "la opción 'constructor' no existe");
  } finally {
    speak("en");
  }
});
