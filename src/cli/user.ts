/** `chat user`: the accounts, for whoever runs the server. */
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { parseDuration } from "../duration.ts";
import { isPrivilege, type Privilege, PRIVILEGES } from "../privileges.ts";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { formatServerLink, linkArgument } from "./server_link.ts";
import { readSettings } from "./settings.ts";

const PASSWORD_COMMAND = new Option(
  "--password-command <command>",
  "shell command that prints the password",
);

const OPER = new Option(
  "--oper [privileges]",
  `make it a server operator, who may all of ${PRIVILEGES.join(",")}, or these`,
).preset("all").argParser(parsePrivileges);

/** `kill,ban`, or `all`. */
function parsePrivileges(value: string): readonly Privilege[] {
  if (value === "all") return PRIVILEGES;
  const names = value.split(",").map((name) => name.trim());
  const known = names.filter(isPrivilege);
  if (known.length === names.length) return known;
  throw new InvalidArgumentError(`Privileges are ${PRIVILEGES.join(", ")}, with commas between.`);
}

export function userCommand() {
  return new Command("user")
    .description("Look after the accounts.")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(passwdCommand())
    .addCommand(removeCommand())
    .addCommand(eraseCommand())
    .addCommand(operCommand())
    .addCommand(inviteCommand())
    .addHelpText(
      "after",
      `
These work on the database that serve would use with the same options. With PostgreSQL, a running server
notices what they change. The embedded database is for one program at a time, so end the server first.

A password is asked for, or comes from --password-command or CHAT_PASSWORD; it is never an argument.

Examples:
  $ chat user add ann
  $ chat user add bob --oper kill,ban
  $ chat user invite --for 2d
  $ chat user passwd ann --password-command 'pass show chat/ann'
  $ chat user list --database-url postgres://chat@localhost/chat`,
    );
}

function addCommand() {
  return new Command("add")
    .description("Make an account. Its name is a nick that is its owner's alone from then on.")
    .argument("<name>", "what the account, and its owner, is called")
    .option("--email <address>", "where its owner can be reached")
    .addOption(OPER)
    .addOption(PASSWORD_COMMAND)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (name, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { addAccount } = await import("./accounts.ts");
      const { email, passwordCommand, oper = [] } = options;
      await addAccount(settings, name, email, passwordCommand, oper);
      console.log(`The account ${name} is made.`);
    });
}

function listCommand() {
  return new Command("list")
    .description("Show the accounts.")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { accountLines, listAccounts } = await import("./accounts.ts");
      for (const line of accountLines(await listAccounts(settings))) console.log(line);
    });
}

function passwdCommand() {
  return new Command("passwd")
    .description("Change an account's password. Clients that are logged in stay so.")
    .argument("<name>", "whose password")
    .addOption(PASSWORD_COMMAND)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (name, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { changePassword } = await import("./accounts.ts");
      const account = await changePassword(settings, name, options.passwordCommand);
      console.log(`The password of ${account.name} is changed.`);
    });
}

function removeCommand() {
  return new Command("remove")
    .description("Remove an account. What was written stays; its channels are nobody's then.")
    .argument("<name>", "which account")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (name, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { removeAccount } = await import("./accounts.ts");
      const account = await removeAccount(settings, name);
      console.log(`The account ${account.name} is removed.`);
    });
}

function operCommand() {
  return new Command("oper")
    .description("Make an account a server operator, who then says OPER <account> <password>.")
    .argument("<name>", "which account")
    .argument("<privileges>", `all, none, or some of ${PRIVILEGES.join(",")}`, parseAnyPrivileges)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (name, privileges, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { changePrivileges } = await import("./accounts.ts");
      const account = await changePrivileges(settings, name, privileges);
      console.log(
        privileges.length > 0
          ? `${account.name} is a server operator, who may: ${privileges.join(", ")}.`
          : `${account.name} is no server operator.`,
      );
    });
}

function parseAnyPrivileges(value: string): readonly Privilege[] {
  return value === "none" ? [] : parsePrivileges(value);
}

function inviteCommand() {
  return new Command("invite")
    .description(
      "Print a code and a link with which somebody may make one account, where that is by invitation.",
    )
    .option(
      "--for <duration>",
      "how long it is good for, such as 2d; two weeks if left out",
      lasting,
    )
    .addOption(
      new Option(
        "--server <link>",
        "where people reach the server, such as ircs://chat.example.org; else what the settings say",
      ).argParser(linkArgument),
    )
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { invite, serverOf } = await import("./accounts.ts");
      const { code, expiresAt } = await invite(settings, options.for);
      const server = options.server ?? serverOf(settings);
      console.log(code);
      console.log(`Good for one account until ${new Date(expiresAt).toISOString().slice(0, 16)}Z:`);
      console.log(
        server
          ? `  chat connect '${formatServerLink({ ...server, invite: code })}'`
          : "  chat connect --host … --tls --invite " + code,
      );
      console.log("or, in another client that is connected:");
      console.log(`  /quote REGISTER * * <password> ${code}`);
    });
}

function lasting(value: string): number {
  const lasts = parseDuration(value);
  if (lasts !== undefined) return lasts;
  throw new InvalidArgumentError("A duration is 90m, 12h or 2d.");
}

function eraseCommand() {
  return new Command("erase")
    .description(
      "Remove the text of everything that somebody has written; that it was there stays.",
    )
    .argument("<name>", "an account, or the nick of somebody without one")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (name, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { eraseWritten } = await import("./accounts.ts");
      const messages = await eraseWritten(settings, name);
      console.log(`The text of ${messages} ${messages === 1 ? "message" : "messages"} is erased.`);
    });
}
