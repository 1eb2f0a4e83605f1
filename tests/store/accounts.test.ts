/** Accounts, and what outlives a restart, on both databases. */
import assert from "node:assert/strict";
import type { DatabaseSettings } from "../../src/config.ts";
import { SILENT } from "../../src/log.ts";
import type { KeptChannel, KeptUser, NewAccount } from "../../src/server/store.ts";
import { type OpenedStore, openStore } from "../../src/store/mod.ts";
import { execute, freshDatabase, testPostgres } from "../postgres.ts";

/** A database with nothing in it but its tables. */
interface Empty {
  readonly store: OpenedStore;
  /** Closes it and opens it again. */
  reopen(): Promise<OpenedStore>;
}

type Case = readonly [name: string, test: (empty: Empty) => Promise<void>];

/** Opening a database takes longer than all that is done there, so the cases come one after the other in one. */
async function runCases(
  t: Deno.TestContext,
  place: { database: DatabaseSettings | null; dataDir: string },
): Promise<void> {
  let store = await openStore({ ...place, log: SILENT });
  try {
    for (const [name, test] of CASES) {
      await empty(store);
      const reopen = async () => {
        await store.close();
        return store = await openStore({ ...place, log: SILENT });
      };
      await t.step(name, () => test({ store, reopen }));
    }
  } finally {
    await store.close();
  }
}

async function empty({ accounts, kept }: OpenedStore): Promise<void> {
  for (const { id } of await accounts.list()) await accounts.remove(id);
  const { channels } = await kept.loadKept();
  await kept.saveKept({ ...NOTHING, goneChannels: channels.map(({ key }) => key) });
}

const NOTHING = { users: [], goneUsers: [], channels: [], goneChannels: [] };

Deno.test("accounts, and what outlives a restart, in the embedded database", async (t) => {
  const dataDir = await Deno.makeTempDir();
  try {
    await runCases(t, { database: null, dataDir });
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("accounts, and what outlives a restart, in PostgreSQL", async (t) => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await runCases(t, { database: { url: database.url, schema: "chat_schema" }, dataDir: "" });
});

const CREATED = Date.UTC(2026, 0, 1, 12, 30, 15, 123);

function ann(changes: Partial<NewAccount> = {}): NewAccount {
  const verifier = "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA";
  return {
    name: "Ann",
    key: "ann",
    verifier,
    email: undefined,
    createdAt: CREATED,
    privileges: [],
    ...changes,
  };
}

const NO_WISHES = { alwaysOn: undefined, multiClient: undefined };

function user(account: string, changes: Partial<KeptUser> = {}): KeptUser {
  return {
    account,
    nick: "ann",
    username: "ann",
    host: "localhost",
    realname: 'Ann "O\'Tea" \u{1f375}',
    modes: "iB",
    away: undefined,
    ...changes,
  };
}

function channel(changes: Partial<KeptChannel> = {}): KeptChannel {
  return {
    key: "#tea",
    name: "#Tea",
    createdAt: CREATED,
    founder: undefined,
    topic: undefined,
    flags: "nt",
    password: undefined,
    memberLimit: undefined,
    masks: [],
    members: [],
    ...changes,
  };
}

const CASES: readonly Case[] = [
  ["a certificate is one account's, and goes with it", async ({ store: { accounts } }) => {
    const [print, other] = ["ab".repeat(32), "cd".repeat(32)];
    const made = await accounts.create(ann());
    const bob = await accounts.create(ann({ name: "Bob", key: "bob" }));
    assert.ok(made && bob);
    assert.equal(await accounts.addCertificate(made.id, print, CREATED), true);
    assert.equal(await accounts.addCertificate(bob.id, print, CREATED), false);
    assert.equal(await accounts.addCertificate(made.id, other, CREATED + 1), true);
    assert.deepEqual(await accounts.certificates(made.id), [print, other]);
    assert.deepEqual(await accounts.findByCertificate(print), made);
    await accounts.removeCertificate(bob.id, print);
    await accounts.removeCertificate(made.id, other);
    assert.deepEqual(await accounts.certificates(made.id), [print]);
    assert.equal(await accounts.findByCertificate(other), undefined);
    await accounts.remove(made.id);
    assert.equal(await accounts.findByCertificate(print), undefined);
  }],
  ["an invitation makes one account, and not for a name that is taken", async ({ store }) => {
    const { accounts } = store;
    const digest = crypto.randomUUID();
    const invitation = { digest, madeBy: "root", madeAt: CREATED, expiresAt: CREATED + 1000 };
    await accounts.invite(invitation);
    await accounts.create(ann());
    const bob = ann({ name: "bob", key: "bob" });
    assert.equal(await accounts.createInvited(bob, "another"), "not invited");
    assert.equal(await accounts.createInvited(ann(), digest), "taken");
    const late = { ...bob, createdAt: CREATED + 1000 };
    assert.equal(await accounts.createInvited(late, digest), "not invited");
    const made = await accounts.createInvited(bob, digest);
    assert.ok(typeof made === "object");
    assert.equal(made.name, "bob");
    const joe = ann({ name: "joe", key: "joe" });
    assert.equal(await accounts.createInvited(joe, digest), "not invited");
  }],

  ["privileges are kept", async ({ store: { accounts } }) => {
    const made = await accounts.create(ann({ privileges: ["kill", "ban"] }));
    assert.deepEqual(made?.privileges, ["kill", "ban"]);
    await accounts.setPrivileges(made?.id ?? "", []);
    assert.deepEqual((await accounts.find("ann"))?.account.privileges, []);
  }],

  ["an account is found again as it was made, once", async ({ store: { accounts } }) => {
    const made = await accounts.create(ann({ email: "ann@example.org" }));
    assert.ok(made);
    assert.deepEqual(made, {
      id: made.id,
      name: "Ann",
      email: "ann@example.org",
      createdAt: CREATED,
      wishes: NO_WISHES,
      privileges: [],
    });
    assert.equal(await accounts.create(ann({ name: "ANN" })), undefined);
    assert.deepEqual(await accounts.list(), [made]);
    assert.deepEqual(await accounts.find("ann"), { account: made, verifier: ann().verifier });
    assert.equal(await accounts.find("bob"), undefined);
  }],

  [
    "wishes and password are changed, and the account is there after a restart",
    async ({ store, reopen }) => {
      const made = await store.accounts.create(ann());
      assert.ok(made);
      await store.accounts.setWishes(made.id, { alwaysOn: true, multiClient: false });
      await store.accounts.setVerifier(made.id, "SCRAM-SHA-256$1:BBBB$BBBB:BBBB");
      const { accounts } = await reopen();
      const found = await accounts.find("ann");
      assert.deepEqual(found?.account.wishes, { alwaysOn: true, multiClient: false });
      assert.equal(found?.verifier, "SCRAM-SHA-256$1:BBBB$BBBB:BBBB");
      await accounts.setWishes(made.id, NO_WISHES);
      assert.deepEqual((await accounts.find("ann"))?.account.wishes, NO_WISHES);
    },
  ],

  ["the id of a removed account is not used again", async ({ store: { accounts } }) => {
    const first = await accounts.create(ann());
    await accounts.remove(first?.id ?? "");
    assert.deepEqual(await accounts.list(), []);
    const second = await accounts.create(ann());
    assert.ok(first && second && first.id !== second.id);
  }],

  [
    "users and channels are kept as they are, and changed, and removed",
    async ({ store, reopen }) => {
      const id = (await store.accounts.create(ann()))?.id ?? "";
      const full = channel({
        founder: id,
        topic: { text: 'Earl {Grey}, "hot"', setBy: "ann!ann@localhost", setAt: CREATED + 1 },
        password: "milk",
        memberLimit: 7,
        masks: [
          { list: "b", mask: "eve!*@*", setBy: "ann", setAt: CREATED + 2 },
          { list: "e", mask: "eve!*@*", setBy: "ann", setAt: CREATED + 3 },
        ],
        members: [{ account: id, modes: "qo" }],
      });
      const plain = channel({ key: "#milk", name: "#milk", members: [{ account: id, modes: "" }] });
      await store.kept.saveKept({ ...NOTHING, users: [user(id)], channels: [full, plain] });

      const { kept } = await reopen();
      const byKey = async () => {
        const { users, channels } = await kept.loadKept();
        return { users, channels: channels.toSorted((a, b) => a.key < b.key ? 1 : -1) };
      };
      assert.deepEqual(await byKey(), { users: [user(id)], channels: [full, plain] });

      const changed = channel({ masks: full.masks.slice(1), members: [] });
      const away = user(id, { nick: "annie", away: "on the moon" });
      await kept.saveKept({
        users: [away],
        goneUsers: [id],
        channels: [changed],
        goneChannels: ["#milk", "#tea"],
      });
      assert.deepEqual(await byKey(), { users: [away], channels: [changed] });

      await kept.saveKept({ ...NOTHING, goneUsers: [id], goneChannels: ["#tea"] });
      assert.deepEqual(await byKey(), { users: [], channels: [] });
    },
  ],

  [
    "with an account goes what is kept for it, and what comes too late is not kept",
    async ({ store: { accounts, kept } }) => {
      const id = (await accounts.create(ann()))?.id ?? "";
      const tea = channel({ founder: id, members: [{ account: id, modes: "q" }] });
      const changes = { ...NOTHING, users: [user(id)], channels: [tea] };
      await kept.saveKept(changes);
      await accounts.remove(id);
      const left = { users: [], channels: [channel()] };
      assert.deepEqual(await kept.loadKept(), left);
      await kept.saveKept(changes);
      assert.deepEqual(await kept.loadKept(), left);
    },
  ],
];

/** Waits for something to become true. */
async function until(isTrue: () => boolean): Promise<void> {
  for (const late = performance.now() + 5000; !isTrue();) {
    assert.ok(performance.now() < late, "it did not come true");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

Deno.test("what one program changes another one is told, and nobody of their own changes", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const place = {
    // As long as a name may be, in bytes.
    database: { url: database.url, schema: `chat_${"é".repeat(29)}` },
    dataDir: "",
    log: SILENT,
  };
  const [serving, other] = [await openStore(place), await openStore(place)];
  let told = 0;
  try {
    serving.accounts.watch(() => told++);
    // Once when watching begins: something may have changed store.
    await until(() => told === 1);
    const made = await other.accounts.create(ann());
    await until(() => told === 2);
    await other.accounts.create(ann());
    await serving.accounts.create(ann({ name: "bob", key: "bob" }));
    await other.accounts.remove(made?.id ?? "");
    await until(() => told === 3);
    await other.accounts.remove("12345");
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(told, 3);
  } finally {
    for (const store of [serving, other]) await store.close();
  }
});

Deno.test("members can be read with SQL", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const place = {
    database: { url: database.url, schema: "chat_schema" },
    dataDir: "",
    log: SILENT,
  };
  const store = await openStore(place);
  try {
    const id = (await store.accounts.create(ann()))?.id ?? "";
    const tea = channel({ members: [{ account: id, modes: "o" }] });
    await store.kept.saveKept({ ...NOTHING, users: [user(id)], channels: [tea] });
    assert.deepEqual(
      await execute(database.url, "select * from chat_schema.chat_members"),
      [{ channel: "#Tea", nick: "ann", account: "Ann", modes: "o" }],
    );
  } finally {
    await store.close();
  }
});
