import assert from "node:assert/strict";
import { parseConfiguration, readConfiguration } from "../../src/cli/config_file.ts";
import { DEFAULTS } from "../../src/config.ts";
import { EXIT, Problem } from "../../src/problem.ts";

Deno.test("an empty configuration file leaves every default in force", () => {
  assert.deepEqual(parseConfiguration("{}", "chat.json").settings, DEFAULTS);
});

Deno.test("what a configuration file says replaces its default and nothing else", () => {
  const { settings, given } = parseConfiguration(
    '{ "limits": { "nickLen": 20 }, "motd": ["Welcome"], "listeners": [{ "port": 6667 }] }',
    "chat.json",
  );
  assert.deepEqual(settings, {
    ...DEFAULTS,
    limits: { ...DEFAULTS.limits, nickLen: 20 },
    motd: ["Welcome"],
    listeners: [{
      type: "irc",
      host: "127.0.0.1",
      port: 6667,
      tls: null,
      accountRequired: false,
      proxyProtocol: false,
    }],
  });
  assert.deepEqual([...given], ["limits", "motd", "listeners"]);
});

Deno.test("a configuration file may say everything at once", () => {
  const everything = {
    server: {
      name: "My.Little.Server",
      network: "ExampleNET",
      description: "A server",
      password: "hush",
      sts: 3600,
      casemapping: "unicode",
    },
    listeners: [{
      type: "websocket",
      host: "127.0.0.1",
      port: 0,
      tls: { cert: "/etc/c.pem", key: "/etc/k.pem" },
      accountRequired: true,
      proxyProtocol: "optional",
    }],
    database: { url: "postgres://chat@localhost/chat", schema: "chat_schema" },
    dataDir: "/var/lib/chat",
    accounts: {
      registration: {
        enabled: true,
        beforeConnect: false,
        emailRequired: true,
        minPasswordLength: 1,
        maxPasswordBytes: 600,
      },
      passwordHashCost: "lowest",
      loginThrottle: false,
      alwaysOn: "mandatory",
      multiClient: false,
      reserveNicks: false,
      defaultUserModes: "i",
    },
    opers: [{ name: "root", password: "hush", title: "the boss", privileges: ["kill"] }],
    channels: { defaultModes: "n", autoJoin: [], registration: { enabled: false } },
    history: {
      enabled: false,
      maxMessages: 50,
      replayOnJoin: 0,
      unregisteredChannels: false,
      directMessages: false,
      storeTagmsg: false,
      eventPlayback: false,
      retentionDays: 30,
    },
    limits: Object.fromEntries(Object.keys(DEFAULTS.limits).map((name) => [name, 4096])),
    features: {
      roleplay: true,
      relaymsg: { enabled: true, separators: "/", forChanops: false },
    },
    flood: {
      burst: 5,
      linesPerSecond: 2,
      bytesPerSecond: 1000,
      accountLinesPerSecond: 4,
      tellAfter: 5,
      cutAfter: 0,
    },
    monitoring: { host: "127.0.0.2", port: 9100 },
    lookups: true,
    motd: ["Welcome"],
  };
  Object.assign(everything.limits, {
    nickLen: 30,
    channelLen: 50,
    metadataKeys: 5,
    metadataSubs: 5,
    registrationTimeout: 30,
    historyBytes: 100_000,
  });
  assert.deepEqual(
    parseConfiguration(JSON.stringify(everything), "chat.json").settings,
    everything,
  );
});

Deno.test("true for flood means the usual pace, and a plus before mode letters means nothing", () => {
  const { settings } = parseConfiguration(
    '{ "flood": true, "channels": { "defaultModes": "+nt" }, "history": { "retentionDays": 0 } }',
    "chat.json",
  );
  assert.deepEqual(settings, DEFAULTS);
});

const complaints: readonly (readonly [string, string, string])[] = [
  [
    "an unknown setting near a known one",
    '{\n  "limits": {\n    "nicklen": 3 }}',
    "line 3, column 5: there is no setting limits.nicklen; did you mean limits.nickLen?",
  ],
  [
    "an unknown setting near nothing",
    '{ "channels": { "colour": 1 } }',
    "line 1, column 17: there is no setting channels.colour; channels takes defaultModes, autoJoin and registration.",
  ],
  [
    "a value of the wrong type",
    '{ "limits": { "nickLen": "many" } }',
    'line 1, column 15: limits.nickLen takes a whole number from 1 to 200, not "many".',
  ],
  [
    "a number out of range",
    '{ "listeners": [{}, { "port": 70000 }] }',
    "line 1, column 23: listeners[1].port takes a whole number from 0 to 65535, not 70000.",
  ],
  [
    "a word that is not one of the choices",
    '{ "server": { "casemapping": "rfc1459" } }',
    'line 1, column 15: server.casemapping takes "ascii" or "unicode", not "rfc1459".',
  ],
  [
    "a list where an object belongs",
    '{ "server": [] }',
    "line 1, column 3: server takes an object, not a list.",
  ],
  [
    "a wrong entry in a list",
    '{ "channels": { "autoJoin": ["#tea", "general"] } }',
    'line 1, column 38: channels.autoJoin[1] takes the name of a channel, such as "#general", not "general".',
  ],
  [
    "half of a TLS pair",
    '{ "listeners": [{ "tls": { "cert": "c.pem" } }] }',
    "line 1, column 19: listeners[0].tls.key is missing; it takes text of at least one character.",
  ],
  [
    "a password that is no text, without showing it",
    '{ "server": { "password": 1234 } }',
    "line 1, column 15: server.password takes text of at least one character, or null, not something else.",
  ],
  [
    "a list instead of an object",
    "[]",
    "line 1, column 1: the file takes an object, not a list.",
  ],
  [
    "broken JSON",
    '{ "motd": null\n  "flood": true }',
    "line 2, column 3: something else stands where a comma or a closing brace } is expected.",
  ],
];
for (const [what, text, complaint] of complaints) {
  Deno.test(`a configuration file with ${what} is refused with the place`, () => {
    assert.throws(() => parseConfiguration(text, "chat.json"), {
      name: "Problem",
      message: `The configuration file chat.json is wrong at ${complaint}`,
      exitCode: EXIT.configuration,
    });
  });
}

Deno.test("a configuration file that cannot be read is named with the reason", async () => {
  await assert.rejects(readConfiguration("/nowhere/chat.json"), {
    name: "Problem",
    message: "The configuration file /nowhere/chat.json cannot be read: there is no such file.",
    exitCode: EXIT.configuration,
  });
  await assert.rejects(readConfiguration("/"), (error) => {
    assert.ok(error instanceof Problem);
    assert.match(error.message, /^The configuration file \/ cannot be read: /);
    return true;
  });
});

Deno.test("relative paths in a configuration file start from where the file is", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${directory}/chat.json`,
      '{ "dataDir": "db", "listeners": [{ "tls": { "cert": "c.pem", "key": "/k.pem" } }] }',
    );
    const { settings } = await readConfiguration(`${directory}/chat.json`);
    assert.equal(settings.dataDir, `${directory}/db`);
    assert.deepEqual(settings.listeners[0]?.tls, { cert: `${directory}/c.pem`, key: "/k.pem" });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
