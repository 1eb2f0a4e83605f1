/**
 * The settings of `chat serve`: each with its kind, its default and a sentence about it, in one place.
 * `cli/settings.ts` reads the configuration file with it and lays the command line and the environment
 * over that; from then on settings are read-only.
 */
import { isChannelName } from "./irc/names.ts";
import { PRIVILEGES } from "./privileges.ts";
import {
  flag,
  group,
  type Kind,
  listOf,
  oneOf,
  orNull,
  required,
  secret,
  setting,
  text,
  type ValueOf,
  whole,
} from "./setting.ts";

const someText = text("text of at least one character", /^[^\r\n\0]+$/);
const bytes = whole(1, 16_384);

const serverName = text(
  'letters, digits, dots and hyphens, such as "chat.example.org"',
  /^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/,
);

/** https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS */
export const POSTGRES_URL = /^postgres(?:ql)?:\/\/\S+$/;
export const DEFAULT_SCHEMA = "chat_schema";

const postgresUrl: Kind<string> = {
  ...text("a URL such as postgres://user:password@host:5432/database", POSTGRES_URL),
  secret: true,
};

const channelName: Kind<string> = {
  takes: 'the name of a channel, such as "#general"',
  read: ({ value }) => typeof value === "string" && isChannelName(value) ? value : undefined,
};

/** "+nt" and "nt" alike; the settings hold the letters alone. */
const modes: Kind<string> = {
  takes: 'mode letters, such as "nt"',
  read: ({ value }) =>
    typeof value === "string" && /^\+?[A-Za-z]*$/.test(value) ? value.replace("+", "") : undefined,
};

/** For ever is `null`, however it was written. */
const days: Kind<number | null> = {
  takes: "a whole number of days; 0 or null is for ever",
  read: (part, path) =>
    part.value === null || part.value === 0 ? null : whole(1, 36_500).read(part, path),
};

const usualPace = {
  burst: 100,
  linesPerSecond: 20,
  bytesPerSecond: 32_768,
  accountLinesPerSecond: 60,
  tellAfter: 10,
  cutAfter: 60,
};

const paceSettings = group({
  burst: setting("Lines that a client may send at once.", whole(1, 10_000), usualPace.burst),
  linesPerSecond: setting(
    "Lines a second after that; what is more waits.",
    whole(1, 10_000),
    usualPace.linesPerSecond,
  ),
  bytesPerSecond: setting(
    "Bytes a second, five times as many at once; what is more waits.",
    whole(512, 1_073_741_824),
    usualPace.bytesPerSecond,
  ),
  accountLinesPerSecond: setting(
    "Lines a second of all clients of one account together.",
    whole(1, 100_000),
    usualPace.accountLinesPerSecond,
  ),
  tellAfter: setting(
    "Seconds for which a client may send more than that until it is told.",
    whole(0, 86_400),
    usualPace.tellAfter,
  ),
  cutAfter: setting(
    "Seconds after which it is closed; 0 is never.",
    whole(0, 86_400),
    usualPace.cutAfter,
  ),
});

/** How fast a client may send; `false`: as fast as it likes. */
const pace: Kind<false | ValueOf<typeof paceSettings>> = {
  ...paceSettings,
  takes: "true, false or an object",
  read(part, path) {
    if (part.value === false) return false;
    return part.value === true ? usualPace : paceSettings.read(part, path);
  },
};

const usualThrottle = { failures: 5, accountFailures: 20, longestPause: 60, forgottenAfter: 900 };

const throttleSettings = group({
  failures: setting(
    "Failed logins from one address that cost nothing; the pause is 1 s then, and twice as long each time.",
    whole(0, 1000),
    usualThrottle.failures,
  ),
  accountFailures: setting(
    "The same to one account, from addresses where it was not logged in to before.",
    whole(0, 100_000),
    usualThrottle.accountFailures,
  ),
  longestPause: setting(
    "The longest pause; seconds.",
    whole(1, 86_400),
    usualThrottle.longestPause,
  ),
  forgottenAfter: setting(
    "Seconds without a try after which failures are forgotten.",
    whole(1, 604_800),
    usualThrottle.forgottenAfter,
  ),
});

/** How failed logins make the next one wait; `false`: they do not. */
const throttle: Kind<false | ValueOf<typeof throttleSettings>> = {
  ...throttleSettings,
  takes: "true, false or an object",
  read(part, path) {
    if (part.value === false) return false;
    return part.value === true ? usualThrottle : throttleSettings.read(part, path);
  },
};

const certificateFiles = group({
  cert: required("File with the certificate and those that signed it.", someText),
  key: required("File with the private key.", someText),
});

/** `null`: no TLS. */
const tls: Kind<ValueOf<typeof certificateFiles> | "self-signed" | null> = {
  ...certificateFiles,
  takes: 'an object, "self-signed" or null',
  read(part, path) {
    if (part.value === null || part.value === "self-signed") return part.value;
    return certificateFiles.read(part, path);
  },
};

const listener = group({
  type: setting("What is spoken there.", oneOf("irc", "websocket"), "irc"),
  host: setting("Address to listen on; 0.0.0.0 and :: are all addresses.", someText, "127.0.0.1"),
  port: setting("TCP port; 0 is any free one.", whole(0, 65_535), 5555),
  tls: setting(
    "PEM files for TLS, or a certificate that the server makes itself; without, the connection can be read on its way.",
    tls,
    null,
  ),
  accountRequired: setting(
    "Whether clients have to log in to an account while they connect.",
    flag,
    false,
  ),
  proxyProtocol: setting(
    "Whether a proxy in front tells the client's address (PROXY protocol).",
    oneOf(false, "optional", "required"),
    false,
  ),
});

/** Every setting, in the order of the configuration file. */
export const SETTINGS = group({
  server: group({
    name: setting("The server's name in the lines that it sends itself.", serverName, "chat.local"),
    network: setting("The network's name, which clients show.", someText, "chat"),
    description: setting("A few words that WHOIS and LINKS show.", text(), "chat server"),
    password: setting("What every client has to send with PASS.", orNull(secret), null),
    sts: setting(
      "Seconds for which clients use TLS alone once they were here with it; null: as they like. Only with " +
        "a certificate for `server.name` that verifies; 0 takes it back.",
      orNull(whole(0, 315_360_000)),
      null,
    ),
    casemapping: setting(
      'Which letters names may have and which are the same: with "unicode", all of them.',
      oneOf("ascii", "unicode"),
      "ascii",
    ),
  }),
  listeners: setting("The sockets that clients connect to.", listOf(listener), [
    {
      type: "irc",
      host: "127.0.0.1",
      port: 5555,
      tls: null,
      accountRequired: false,
      proxyProtocol: false,
    },
  ]),
  database: setting(
    "The PostgreSQL that keeps the messages; null: the embedded one.",
    orNull(group({
      url: required("Where it is, and as whom to log in.", postgresUrl),
      schema: setting("The schema that holds the tables.", someText, DEFAULT_SCHEMA),
    })),
    null,
    "what the credentials file says, else null",
  ),
  dataDir: setting(
    "Directory of the embedded database.",
    someText,
    "data",
    "$XDG_DATA_HOME/chat, else ~/.local/share/chat, else ./data",
  ),
  accounts: group({
    registration: group({
      enabled: setting(
        "Whether people may make accounts with REGISTER, or only with a code of `chat user invite`.",
        oneOf(true, false, "by-invitation"),
        true,
      ),
      beforeConnect: setting("Also before they have a nick on the network.", flag, true),
      emailRequired: setting("Whether an account needs an email address.", flag, false),
      minPasswordLength: setting("In characters.", whole(0, 300), 8),
      maxPasswordBytes: setting("In bytes of UTF-8.", whole(8, 4096), 1024),
    }),
    passwordHashCost: setting(
      'How long a password check takes; "lowest" is for tests only.',
      oneOf("lowest", "default"),
      "default",
    ),
    loginThrottle: setting(
      "Whether failed logins make the next one wait.",
      throttle,
      usualThrottle,
    ),
    alwaysOn: setting(
      "Whether people stay on their channels while no client of theirs is connected.",
      oneOf("disabled", "opt-in", "opt-out", "mandatory"),
      "opt-in",
    ),
    multiClient: setting("Whether several clients of one account share a nick.", flag, true),
    reserveNicks: setting("Whether an account's nick is for that account alone.", flag, true),
    defaultUserModes: setting("User modes that everybody starts with.", modes, ""),
  }),
  opers: setting(
    "Who may become an operator with OPER.",
    listOf(group({
      name: required("The first word after OPER.", text("one word", /^[^\s:][^\s]*$/)),
      password: required("The second word.", secret),
      title: setting("What WHOIS calls them.", text(), "is a server operator"),
      privileges: setting("What they may do.", listOf(oneOf(...PRIVILEGES)), PRIVILEGES),
    })),
    [],
  ),
  channels: group({
    defaultModes: setting("Modes of a new channel.", modes, "nt"),
    autoJoin: setting("Channels that everybody joins on connecting.", listOf(channelName), [
      "#general",
    ]),
    registration: group({
      enabled: setting("Whether people may register channels.", flag, true),
    }),
  }),
  history: group({
    enabled: setting("Whether messages are kept at all.", flag, true),
    maxMessages: setting("Messages in one answer to CHATHISTORY.", whole(1, 10_000), 100),
    replayOnJoin: setting(
      "A channel's last lines that a client without `draft/chathistory` gets on JOIN.",
      whole(0, 1000),
      20,
    ),
    unregisteredChannels: setting(
      "Whether channels that nobody registered keep theirs.",
      flag,
      true,
    ),
    directMessages: setting("Whether private messages are kept.", flag, true),
    storeTagmsg: setting("Whether TAGMSG with a tag meant to last is kept.", flag, true),
    eventPlayback: setting("Whether JOIN, TOPIC and the like are kept as well.", flag, true),
    retentionDays: setting("Days after which messages are removed.", days, null),
  }),
  limits: group({
    nickLen: setting("Bytes of a nick.", whole(1, 200), 32),
    channelLen: setting("Bytes of a channel's name.", whole(2, 400), 64),
    topicLen: setting("Bytes of a topic.", bytes, 390),
    awayLen: setting("Bytes of an away message.", bytes, 390),
    kickLen: setting("Bytes of a reason for KICK.", bytes, 390),
    monitor: setting("Nicks on somebody's MONITOR list.", whole(0, 10_000), 100),
    whowas: setting("People that WHOWAS remembers.", whole(0, 100_000), 1000),
    listModes: setting("Entries in each of a channel's lists (+b, +e, +I).", whole(1, 10_000), 100),
    multilineMaxBytes: setting("Bytes of one multiline message.", whole(1, 1_048_576), 16_384),
    multilineMaxLines: setting("Lines of one multiline message.", whole(1, 10_000), 100),
    metadataKeys: setting("Metadata keys that one person or channel may have.", whole(0, 1000), 20),
    metadataSubs: setting("Metadata keys that one client may subscribe to.", whole(0, 1000), 50),
    lineTags: setting("Bytes of the tags that a client sends with a line.", bytes, 4096),
    line: setting("Bytes of a line without its tags.", whole(512, 16_384), 512),
    sendq: setting(
      "Bytes waiting for one client; over it, the client is closed.",
      whole(4096, 1_073_741_824),
      4 * 1024 * 1024,
    ),
    registrationTimeout: setting(
      "Seconds that a client may take until it is registered.",
      whole(1, 3600),
      60,
    ),
    channels: setting("Channels that one user may be in.", whole(1, 100_000), 500),
    historyBytes: setting(
      "Bytes of history that may be read for answers at once; further questions wait.",
      whole(65_536, 1_073_741_824),
      32 * 1024 * 1024,
    ),
    connectionsPerAddress: setting(
      "Connections from one address; a /64 of IPv6 addresses counts as one.",
      whole(1, 1_000_000),
      10_000,
    ),
    connectionsPerMinute: setting(
      "New connections a minute from one address that is not this machine's.",
      whole(1, 1_000_000),
      600,
    ),
    connections: setting("Connections from all together.", whole(1, 1_000_000), 10_000),
  }),
  features: group({
    roleplay: setting(
      "Whether NPC and SCENE speak as somebody else, in channels with +E.",
      flag,
      false,
    ),
    relaymsg: group({
      enabled: setting("Whether bridges may speak for others with RELAYMSG.", flag, false),
      separators: setting("Characters one of which such a nick has.", someText, "/"),
      forChanops: setting("Whether a channel's operators may do it too.", flag, true),
    }),
  }),
  flood: setting("Whether a client that sends too fast has to wait.", pace, usualPace),
  monitoring: setting(
    "Where /metrics, /healthz and /readyz are answered over HTTP; null: nowhere.",
    orNull(group({
      host: setting(
        "Address to listen on; who reaches it reads the numbers.",
        someText,
        "127.0.0.1",
      ),
      port: setting("TCP port; 0 is any free one.", whole(0, 65_535), 9555),
    })),
    null,
  ),
  lookups: setting(
    "Whether others see the host names of clients, which DNS is asked for, instead of their addresses.",
    flag,
    false,
  ),
  motd: setting(
    "Lines of the message of the day; null: there is none.",
    orNull(listOf(text())),
    null,
  ),
});

export type Settings = ValueOf<typeof SETTINGS>;
/** One listening socket. */
export type Listener = Settings["listeners"][number];
/** Where PostgreSQL is. `null` in `Settings.database` means the embedded one. */
export type DatabaseSettings = NonNullable<Settings["database"]>;

export const DEFAULTS: Settings = SETTINGS.missing("", { line: 1, column: 1 });
