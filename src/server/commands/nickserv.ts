/** NickServ: accounts, for those whose client knows no SASL and no REGISTER. */
import { hasOpenRegistration } from "../capabilities.ts";
import { looksLikeInvitation } from "../invitations.ts";
import { logIn } from "../login.ts";
import type { Account, AccountWishes } from "../store.ts";
import { cert } from "./cert.ts";
import { replayMissed } from "./replay.ts";
import type { Service, ServiceContext } from "./service.ts";

export const nickServ: Service = {
  nick: "NickServ",
  commands: {
    IDENTIFY: {
      usage: "[account] <password>",
      about: "logs in; without an account, to the one that is called like your nick",
      params: 1,
      run: identify,
    },
    REGISTER: {
      usage: "<password> [email]",
      about: "makes an account that is called like your nick, which is yours alone from then on",
      params: 1,
      run: register,
    },
    CERT: {
      usage: "ADD [SHA-256] | LIST | DEL <SHA-256>",
      about: "the certificates of your client that log you in (SASL EXTERNAL)",
      params: 1,
      run: cert,
    },
    SET: {
      usage: "ALWAYS-ON|MULTICLIENT on|off|default, or SET PASSWORD <new password>",
      about: "whether you stay on your channels while you are not connected, whether several " +
        "clients share your nick, and your password",
      params: 2,
      run: set,
    },
  },
};

async function identify(context: ServiceContext, ...words: string[]): Promise<void> {
  const { user, session, accounts, answer } = context;
  const [password = "", name = user.nick] = words.slice(0, 2).toReversed();
  const outcome = await accounts.checkPassword(name, password, session.origin.address);
  if (outcome.kind === "refused") return answer(`You are not logged in: ${outcome.reason}`);
  logIn(context, outcome.account);
  answer(`You are now logged in as ${outcome.account.name}`);
  await replayMissed(context);
}

async function register(
  context: ServiceContext,
  password: string,
  email?: string,
  code?: string,
): Promise<void> {
  const { network, user, accounts, answer } = context;
  if (!hasOpenRegistration(network.settings)) {
    return answer("Accounts are made by the operator of this server only");
  }
  if (user.login) return answer(`You are logged in as ${user.login.name} already`);
  const isCode = email !== undefined && looksLikeInvitation(email);
  const address = isCode ? undefined : email;
  const outcome = await accounts.create(user.nick, password, address, isCode ? email : code);
  if (outcome.kind === "refused") return answer(outcome.refusal.text);
  logIn(context, outcome.account);
  answer(`Your account ${outcome.account.name} is registered, and you are logged in to it`);
}

async function set(context: ServiceContext, what: string, value: string): Promise<void> {
  const { user, accounts, answer } = context;
  const account = user.login && accounts.withId(user.login.id);
  if (!account) return answer("Log in first: IDENTIFY [account] <password>");
  switch (what.toUpperCase()) {
    case "ALWAYS-ON":
      return await setWish(context, account, "alwaysOn", value);
    case "MULTICLIENT":
      return await setWish(context, account, "multiClient", value);
    case "PASSWORD": {
      const outcome = await accounts.setPassword(account, value);
      return answer(
        outcome.kind === "refused" ? outcome.refusal.text : "Your password has been changed",
      );
    }
    default:
      return answer(`There is no setting ${what}: SET ${nickServ.commands["SET"]?.usage}`);
  }
}

const SWITCH: ReadonlyMap<string, boolean | undefined> = new Map([
  ["on", true],
  ["true", true],
  ["yes", true],
  ["off", false],
  ["false", false],
  ["no", false],
  ["default", undefined],
]);

async function setWish(
  context: ServiceContext,
  account: Account,
  which: keyof AccountWishes,
  value: string,
): Promise<void> {
  const { network, user, accounts, keeper, answer } = context;
  if (!SWITCH.has(value.toLowerCase())) {
    return answer(`"${value}" is neither on nor off; on, off and default can be set`);
  }
  const { alwaysOn } = network.settings.accounts;
  if (which === "alwaysOn" && (alwaysOn === "disabled" || alwaysOn === "mandatory")) {
    return answer(`Always-on is ${alwaysOn} on this server; it cannot be set`);
  }
  const wishes = { ...account.wishes, [which]: SWITCH.get(value.toLowerCase()) };
  const outcome = await accounts.setWishes(account, wishes);
  if (outcome.kind === "refused") return answer(outcome.refusal.text);
  keeper.consider(user);
  const isOn = which === "alwaysOn"
    ? accounts.isAlwaysOn(account)
    : accounts.isMultiClient(account);
  answer(`${which === "alwaysOn" ? "Always-on" : "Multiclient"} is ${isOn ? "on" : "off"} now`);
}
