/** `chat user`: the accounts, for whoever runs the server. */
import { Command, Option } from "@commander-js/extra-typings";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { readSettings } from "./settings.ts";

const PASSWORD_COMMAND = new Option(
  "--password-command <command>",
  "shell command that prints the password",
);

export function userCommand() {
  return new Command("user")
    .description("Look after the accounts.")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(passwdCommand())
    .addCommand(removeCommand())
    .addHelpText(
      "after",
      `
These work on the database that serve would use with the same options. With PostgreSQL, a running server
notices what they change. The embedded database is for one program at a time, so end the server first.

A password is asked for, or comes from --password-command or CHAT_PASSWORD; it is never an argument.

Examples:
  $ chat user add ann
  $ chat user passwd ann --password-command 'pass show chat/ann'
  $ chat user list --database-url postgres://chat@localhost/chat`,
    );
}

function addCommand() {
  return new Command("add")
    .description("Make an account. Its name is a nick that is its owner's alone from then on.")
    .argument("<name>", "what the account, and its owner, is called")
    .option("--email <address>", "where its owner can be reached")
    .addOption(PASSWORD_COMMAND)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (name, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { addAccount } = await import("./accounts.ts");
      await addAccount(settings, name, options.email, options.passwordCommand);
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
