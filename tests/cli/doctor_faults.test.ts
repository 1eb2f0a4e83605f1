/** Faults, seeded one at a time: `chat doctor` names each one's cause. */
import assert from "node:assert/strict";
import { checkCertificate } from "../../src/cli/check_certificate.ts";
import { checkCircumstances } from "../../src/cli/check_circumstances.ts";
import { checkOpenFiles, checkPrivateDirectory, checkSpace } from "../../src/cli/check_files.ts";
import { checkSts } from "../../src/cli/check_sts.ts";
import { checkSettings } from "../../src/cli/check_settings.ts";
import { parseConfiguration } from "../../src/cli/config_file.ts";
import { findings, type Options } from "../../src/cli/doctor.ts";
import { readSettings } from "../../src/cli/settings.ts";
import { DEFAULTS, type Listener } from "../../src/config.ts";
import { selfSigned } from "../../src/server/self_signed.ts";
import { execute, freshDatabase, ownPostgres } from "../postgres.ts";
import { temporaryDirectory } from "../store/databases.ts";
import { CERTIFICATE, KEY, OTHER_KEY } from "./certificates.ts";

/** What doctor finds amiss, one line a finding. */
async function amiss(options: Options & { readonly dataDir?: string }): Promise<string[]> {
  const sourceOf = (name: string) => name in options ? "cli" : undefined;
  const lines: string[] = [];
  const found = findings(() => readSettings({ port: 0, ...options }, sourceOf), options);
  for await (const { verdict, sentence } of found) {
    if (verdict !== "ok" && !/terminal|locale|process open/.test(sentence)) {
      lines.push(`${verdict}: ${sentence}`);
    }
  }
  return lines;
}

/** What is amiss with a configuration file of this text, by itself. */
async function amissIn(text: string, mode = 0o600): Promise<string[]> {
  await using directory = await temporaryDirectory();
  const file = `${directory.path}/chat.json`;
  await Deno.writeTextFile(file, text, { mode });
  // Whatever umask the tests run under.
  await Deno.chmod(file, mode);
  const lines = await amiss({ config: file, dataDir: `${directory.path}/data` });
  return lines.map((line) => line.replaceAll(directory.path, "DIR"));
}

/** What the settings of this text are told, though each is valid. */
function told(settings: unknown): string[] {
  const parsed = parseConfiguration(JSON.stringify(settings), "chat.json").settings;
  return checkSettings(parsed).map(({ verdict, sentence }) => `${verdict}: ${sentence}`);
}

Deno.test("a setup without a fault is told of none", async () => {
  assert.deepEqual(await amissIn("{}"), []);
  assert.deepEqual(told({}), []);
});

Deno.test("fault: the configuration file is not there", async () => {
  assert.deepEqual(await amiss({ config: "/nowhere/chat.json" }), [
    "fail: The configuration file /nowhere/chat.json cannot be read: there is no such file.",
  ]);
});

Deno.test("fault: the configuration file is no JSON", async () => {
  const [line = "", ...more] = await amissIn('{ "motd": null');
  assert.match(line, /^fail: The configuration file DIR\/chat\.json is wrong at line 1, column /);
  assert.deepEqual(more, []);
});

Deno.test("fault: a setting is misspelt", async () => {
  const [line = ""] = await amissIn('{ "limits": { "nickLne": 9 } }');
  assert.match(line, /^fail: .* line 1, column 15: .*nickLne.*nickLen/);
});

Deno.test("fault: the credentials file is wrong", async () => {
  await using directory = await temporaryDirectory();
  const file = `${directory.path}/credentials.json`;
  await Deno.writeTextFile(file, '{ "host": "db", "port": "many" }');
  const [line = ""] = await amiss({ credentials: file });
  assert.match(line, /^fail: The credentials file .* is wrong at line 1, column 17: port takes /);
});

Deno.test("fault: two sources name a database", async () => {
  const [line = ""] = await amiss({
    credentials: "credentials_db.json",
    databaseUrl: "postgres://127.0.0.1:1/x",
  });
  assert.match(line, /^fail: --database-url and --credentials both say which database to use/);
});

Deno.test("fault: others may read the configuration file with a password in it", async () => {
  const oper = { name: "ann", password: "correct horse battery" };
  assert.deepEqual(await amissIn(JSON.stringify({ opers: [oper] }), 0o644), [
    "warn: The configuration file DIR/chat.json holds a password, and other users of this machine " +
    "may read it. → Run chmod 600 DIR/chat.json.",
  ]);
});

Deno.test("fault: others may read a listener's private key", async () => {
  await using directory = await temporaryDirectory();
  const pair = await selfSigned([NAME], Date.now());
  const [cert, key] = [`${directory.path}/cert.pem`, `${directory.path}/key.pem`];
  await Deno.writeTextFile(cert, pair.cert);
  await Deno.writeTextFile(key, pair.key, { mode: 0o644 });
  const listeners = [{ port: 0, tls: { cert, key } }];
  const file = JSON.stringify({ server: { name: NAME }, listeners });
  assert.deepEqual(await amissIn(file), [
    `warn: The file ${key} holds a private key, and other users of this machine may read it. ` +
    `→ Run chmod 600 ${key}.`,
  ]);
});

Deno.test("fault: others may read the credentials file with a password in it", async () => {
  await using directory = await temporaryDirectory();
  const file = `${directory.path}/credentials.json`;
  await Deno.writeTextFile(file, '{ "host": "127.0.0.1", "port": 1, "password": "x" }');
  await Deno.chmod(file, 0o644);
  const [permissions = "", unreachable = ""] = await amiss({ credentials: file });
  assert.match(permissions, /^warn: The credentials file .* may read it\. → Run chmod 600/);
  assert.match(unreachable, /^fail: PostgreSQL at 127\.0\.0\.1:1/);
});

Deno.test("fault: others may look into the data directory", async () => {
  await using directory = await temporaryDirectory();
  await Deno.chmod(directory.path, 0o755);
  const finding = await checkPrivateDirectory(directory.path);
  assert.match(finding?.sentence ?? "", /open to other users .* → Run chmod 700 /);
  await Deno.chmod(directory.path, 0o700);
  assert.equal(await checkPrivateDirectory(directory.path), undefined);
});

Deno.test("fault: the disk is nearly full, or is full", () => {
  const verdict = (free: number | undefined) => checkSpace("/data", free)?.verdict;
  const MB = 1024 * 1024;
  assert.deepEqual([undefined, 600 * MB].map(verdict), [undefined, undefined]);
  assert.deepEqual([100 * MB, 0].map(verdict), ["warn", "fail"]);
  assert.match(checkSpace("/data", 3.5 * MB)?.sentence ?? "", / 3 MB are free\. → Make room/);
});

Deno.test("fault: the system allows fewer open files than there may be connections", () => {
  assert.match(
    checkOpenFiles(DEFAULTS, 1024)?.sentence ?? "",
    /lets this process open 1024 files, too few .* \(10000\)\. → Raise it to 10100/,
  );
  assert.equal(checkOpenFiles(DEFAULTS, 20_000), undefined);
});

Deno.test("fault: two listeners want the same address", () => {
  const listener = { port: 5555 };
  assert.deepEqual(told({ listeners: [listener, listener] }), [
    "fail: Two listeners want 127.0.0.1:5555. → Give each a port of its own.",
  ]);
});

Deno.test("fault: a listener for every address wants the port of another one, or of monitoring", () => {
  assert.deepEqual(told({ listeners: [{ port: 5555 }, { host: "::", port: 5555 }] }), [
    "fail: Two listeners want the same port: 127.0.0.1:5555 and [::]:5555. → Give each a port of its own.",
  ]);
  assert.match(
    told({ listeners: [{ host: "0.0.0.0", port: 9555 }], monitoring: {} }).join(),
    /^fail: Two listeners want the same port: 0\.0\.0\.0:9555 and 127\.0\.0\.1:9555/,
  );
  assert.deepEqual(told({ listeners: [{ port: 0 }, { host: "::", port: 0 }, { port: 5556 }] }), []);
});

Deno.test("fault: everybody may say that they come from anywhere", () => {
  assert.match(
    told({ listeners: [{ host: "0.0.0.0", proxyProtocol: "optional" }] }).join(),
    /^warn: 0\.0\.0\.0:5555 believes whatever address it is told \(proxyProtocol\), and everybody can/,
  );
  assert.deepEqual(told({ listeners: [{ proxyProtocol: "required" }] }), []);
});

Deno.test("fault: there is no listener", () => {
  assert.deepEqual(told({ listeners: [] }), [
    "fail: There is no listener, so nobody can connect. → Add one to listeners.",
  ]);
});

Deno.test("fault: two opers have the same name", () => {
  const oper = { name: "ann", password: "correct horse battery" };
  assert.deepEqual(told({ opers: [oper, oper] }), [
    "fail: Two opers are called ann, and only the first one counts. → Rename or remove one.",
  ]);
});

Deno.test("fault: an oper's password is short, and is not shown", () => {
  const [line = ""] = told({ opers: [{ name: "ann", password: "s3cret" }] });
  assert.match(line, /^warn: The password of the oper ann has fewer than 12 characters\./);
  assert.ok(!line.includes("s3cret"));
});

Deno.test("fault: one address may take all connections", () => {
  assert.match(
    told({ limits: { connections: 100, connectionsPerAddress: 200 } }).join(),
    /^warn: limits\.connectionsPerAddress \(200\) is more than limits\.connections \(100\)/,
  );
});

Deno.test("fault: no password can be long enough and short enough", () => {
  const registration = { minPasswordLength: 20, maxPasswordBytes: 10 };
  assert.match(told({ accounts: { registration } }).join(), /^fail: No password is long enough/);
});

Deno.test("fault: passwords are kept as tests keep them", () => {
  assert.match(
    told({ accounts: { passwordHashCost: "lowest" } }).join(),
    /^warn: accounts\.passwordHashCost is "lowest", .* → Set it to "default"\.$/,
  );
});

Deno.test("fault: on a public address passwords may be guessed without a pause", () => {
  assert.match(
    told({ accounts: { loginThrottle: false }, listeners: [{ host: "0.0.0.0" }] }).join(),
    /^warn: accounts\.loginThrottle is off and 0\.0\.0\.0:5555 is open to everybody/,
  );
});

Deno.test("fault: everybody may read what is measured", () => {
  assert.match(
    told({ monitoring: { host: "0.0.0.0" } }).join(),
    /^warn: Monitoring listens on 0\.0\.0\.0:9555, where everybody can read its numbers/,
  );
});

Deno.test("fault: everybody on the way could read along", async () => {
  const [line = ""] = await amissIn('{ "listeners": [{ "host": "0.0.0.0" }] }');
  assert.match(line, /^fail: Listening on 0\.0\.0\.0:0 is refused: without TLS/);
});

Deno.test("faults: a certificate or its key is not there, or is none", async () => {
  await using files = await certificateFiles();
  const { path } = files;
  const sentence = async (cert: string, key: string) => {
    const finding = await checkCertificate(`${path}/${cert}`, `${path}/${key}`, NAME);
    return `${finding.verdict}: ${finding.sentence}`.replaceAll(path, "DIR");
  };
  assert.deepEqual([
    await sentence("absent", "key"),
    await sentence("cert", "absent"),
    await sentence("key", "key"),
    await sentence("cert", "cert"),
    await sentence("cert", "other"),
  ], [
    "fail: The certificate DIR/absent cannot be read: it does not exist. → Correct its path.",
    "fail: The private key DIR/absent cannot be read: it does not exist. → Correct its path.",
    'fail: DIR/key holds no certificate. → Name a PEM file, "BEGIN CERTIFICATE" in it.',
    "fail: DIR/cert holds no private key. → Name a PEM file without a passphrase.",
    "fail: The key DIR/other is not that of the certificate DIR/cert. → Name its own key.",
  ]);
});

Deno.test("faults: STS is wanted, and there is no TLS, or no certificate that verifies", async () => {
  await using files = await certificateFiles();
  const found = async (listener: Partial<Listener>) => {
    const all = { host: "127.0.0.1", type: "irc", port: 6697, tls: null } as const;
    const rest: Listener = { ...all, accountRequired: false, proxyProtocol: false, ...listener };
    const server = { ...DEFAULTS.server, name: NAME, sts: 3600 };
    const found = await checkSts({ ...DEFAULTS, server, listeners: [rest] });
    return found.map(({ verdict, sentence }) =>
      `${verdict}: ${sentence}`.replaceAll(files.path, "DIR")
    );
  };
  assert.deepEqual(await found({}), [
    "fail: server.sts is set, but no listener has TLS. → Give one a certificate.",
  ]);
  assert.deepEqual(await found({ tls: "self-signed" }), [
    "fail: server.sts has no effect on port 6697: nobody vouches for a certificate that the server " +
    "makes itself. → Name one of an authority in tls.cert and tls.key.",
  ]);
  const [line = ""] = await found({
    tls: { cert: `${files.path}/cert`, key: `${files.path}/key` },
  });
  assert.match(
    line,
    /^fail: server\.sts has no effect on port 6697: DIR\/cert does not verify for /,
  );
});

Deno.test("faults: a certificate is too young, too old, about to be, or another server's", async () => {
  await using files = await certificateFiles();
  const found = async (time: string, name = NAME) => {
    const [cert, key] = [`${files.path}/cert`, `${files.path}/key`];
    const { verdict, sentence } = await checkCertificate(cert, key, name, Date.parse(time));
    return `${verdict}: ${sentence}`.replaceAll(files.path, "DIR");
  };
  assert.deepEqual([
    await found("2030-01-01"),
    await found("2020-01-01"),
    await found("2126-10-25"),
    await found("2127-01-01"),
    await found("2030-01-01", "irc.example.org"),
  ], [
    "ok: The certificate DIR/cert is for chat.example.org and holds until 2126-10-31.",
    "fail: The certificate DIR/cert holds only from 2026-11-24. → See whether the clock is right.",
    "warn: The certificate DIR/cert expires on 2126-10-31. → Renew it before.",
    "fail: The certificate DIR/cert has expired on 2126-10-31. → Renew it.",
    "warn: The certificate DIR/cert is not for irc.example.org, the name of this server. → Set " +
    "server.name to the name that clients connect to, if the certificate is for that one.",
  ]);
});

const NAME = "chat.example.org";

async function certificateFiles() {
  const directory = await temporaryDirectory();
  const texts = { cert: CERTIFICATE, key: KEY, other: OTHER_KEY };
  for (const [name, text] of Object.entries(texts)) {
    await Deno.writeTextFile(`${directory.path}/${name}`, text);
  }
  return directory;
}

Deno.test("faults of a database's setup are named: old, not UTF-8, read-only, full, another time", () => {
  const fine = { version: 150_004, encoding: "UTF8", readOnly: false, connectionsLeft: 90, now: 0 };
  const found = (fault: Partial<typeof fine>) =>
    [...checkCircumstances({ ...fine, ...fault }, 0)].map(({ verdict, sentence }) =>
      `${verdict}: ${sentence}`
    ).join();
  assert.equal(found({}), "");
  assert.match(found({ version: 90_624 }), /^fail: The PostgreSQL has version 9, which is too old/);
  assert.match(found({ encoding: "SQL_ASCII" }), /^fail: The database's encoding is SQL_ASCII/);
  assert.match(found({ readOnly: true }), /^fail: The database takes no changes/);
  assert.match(
    found({ connectionsLeft: 2 }),
    /^fail: The database has room for 2 more connections/,
  );
  assert.match(found({ now: 90_000 }), /^warn: The clocks .* are 90 s apart\./);
});

Deno.test("faults of a real PostgreSQL", async (t) => {
  await using server = await ownPostgres();
  await using database = await freshDatabase(server);
  const name = new URL(database.url).pathname.slice(1);
  const databaseUrl = (changes: Readonly<Record<string, string>>) => {
    const url = new URL(`postgres://chat@127.0.0.1:${server.port}/${name}`);
    for (const [key, value] of Object.entries(changes)) Object.assign(url, { [key]: value });
    return url.href;
  };
  await execute(database.url, "create role guest login password 'welcome'");

  await t.step("nobody listens there", async () => {
    const [line = ""] = await amiss({ databaseUrl: databaseUrl({ port: "1" }) });
    assert.match(line, /^fail: PostgreSQL at 127\.0\.0\.1:1, .* cannot be reached: /);
  });
  await t.step("its name cannot be found", async () => {
    const [line = ""] = await amiss({ databaseUrl: databaseUrl({ hostname: "db.invalid" }) });
    assert.match(line, /^fail: PostgreSQL at db\.invalid:.* cannot be reached: .*db\.invalid/);
  });
  await t.step("the password is wrong, and is not shown", async () => {
    const guest = { username: "guest", password: "unwelcome" };
    const [line = ""] = await amiss({ databaseUrl: databaseUrl(guest) });
    assert.match(line, /^fail: .* does not let the user "guest" in: wrong password\./);
    assert.ok(!line.includes("unwelcome"));
  });
  await t.step("there is no password", async () => {
    const [line = ""] = await amiss({ databaseUrl: databaseUrl({ username: "guest" }) });
    assert.match(line, /^fail: .* asks the user "guest" for a password\./);
  });
  await t.step("there is no such database", async () => {
    const [line = ""] = await amiss({
      databaseUrl: databaseUrl({ username: "guest", password: "welcome", pathname: "/none" }),
    });
    assert.match(line, /^fail: .* there is no database "none"\. Make it with "createdb none"/);
  });
  await t.step("it has no TLS", async () => {
    const url = databaseUrl({
      username: "guest",
      password: "welcome",
      search: "?sslmode=verify-full",
    });
    const [line = ""] = await amiss({ databaseUrl: url });
    assert.match(line, /^fail: .* cannot be reached by TLS: /);
  });
  await t.step("its user may not make the tables", async () => {
    const guest = { username: "guest", password: "welcome" };
    const lines = await amiss({ databaseUrl: databaseUrl(guest) });
    assert.match(lines.join("\n"), /^fail: The tables .* which this user may not\. → Grant it/m);
  });
  await t.step("what it stores may be lost", async () => {
    const lines = await amiss({ databaseUrl: database.url });
    assert.match(
      lines.join("\n"),
      /^warn: .* → Turn on fsync, full_page_writes in postgresql\.conf/,
    );
  });
  await t.step("its tables are newer than the program", async () => {
    await execute(
      database.url,
      `create schema chat_schema; create table chat_schema.migrations as select 1000 as version`,
    );
    const lines = await amiss({ databaseUrl: database.url });
    assert.match(lines.join("\n"), /^fail: The tables .* have version 1000, but this chat knows/m);
  });
  await t.step("it takes no changes", async () => {
    await execute(database.url, `alter database ${name} set default_transaction_read_only = on`);
    const lines = await amiss({ databaseUrl: database.url });
    assert.match(lines.join("\n"), /^fail: The database takes no changes/m);
  });
});
