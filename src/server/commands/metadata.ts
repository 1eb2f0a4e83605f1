/**
 * METADATA: what people tell of themselves and of their channels.
 * https://ircv3.net/specs/extensions/metadata#metadata-client-command
 */
import { byteLength } from "../../irc/text.ts";
import { ERR_NOTREGISTERED } from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";
import { limitMet } from "../limit_log.ts";
import { serverLine } from "../line.ts";
import { keyLine, type KeyValue, VALUE_BYTES } from "../metadata.ts";
import {
  change,
  isKey,
  mayChange,
  ownerOf,
  refuseTarget,
  WHAT_A_KEY_IS,
} from "./metadata_owner.ts";
import { subscribe, subscriptions, sync, unsubscribe } from "./metadata_subscriptions.ts";

type Subcommand = (context: EarlyContext, target: string, ...params: string[]) => void;

const SUBCOMMANDS: Readonly<Record<string, { run: Subcommand; params: number }>> = {
  CLEAR: { run: clear, params: 0 },
  GET: { run: get, params: 1 },
  LIST: { run: list, params: 0 },
  SET: { run: set, params: 1 },
  SUB: { run: subscribe, params: 1 },
  SUBS: { run: subscriptions, params: 0 },
  SYNC: { run: sync, params: 0 },
  UNSUB: { run: unsubscribe, params: 1 },
};

export function metadata(
  context: EarlyContext,
  target?: string,
  name?: string,
  ...params: string[]
): void {
  const { session, user, reply } = context;
  if (!user && session.metadataDraft === undefined) return reply.numeric(ERR_NOTREGISTERED);
  const invalid = (what: string, text: string) =>
    reply.fail("METADATA", "INVALID_PARAMS", what, text);
  if (target === undefined || name === undefined) {
    return invalid("*", "Say whose metadata it is about and what to do with it");
  }
  const subcommand = SUBCOMMANDS[name.toUpperCase()];
  if (!subcommand) return invalid(name, `There is no METADATA ${name}`);
  if (params.length < subcommand.params) return invalid(name, `METADATA ${name} needs a key`);
  subcommand.run(context, target, ...params);
}

function get(context: EarlyContext, name: string, ...keys: string[]): void {
  const { network, session, reply } = context;
  const owner = ownerOf(context, name);
  if (!owner) return refuseTarget(context, name);
  const warning = (key: string) =>
    serverLine(network.name, "WARN", ["METADATA", "INVALID_KEY", key, WHAT_A_KEY_IS]);
  const lines = keys.map((key) =>
    isKey(key) ? keyLine(network, session, owner.name, [key, owner.values.get(key)]) : warning(key)
  );
  reply.batch("metadata", [owner.name], lines);
}

function list(context: EarlyContext, name: string): void {
  const { network, session, reply } = context;
  const owner = ownerOf(context, name);
  if (!owner) return refuseTarget(context, name);
  const lines = [...owner.values].map((entry) => keyLine(network, session, owner.name, entry));
  reply.batch("metadata", [owner.name], lines);
}

function set(context: EarlyContext, name: string, key: string, value = ""): void {
  const { network, session, reply } = context;
  const owner = ownerOf(context, name);
  if (!owner) return refuseTarget(context, name);
  const refuse = (code: string, ...params: string[]) => reply.fail("METADATA", code, ...params);
  if (!isKey(key)) return refuse("INVALID_KEY", key, WHAT_A_KEY_IS);
  if (!mayChange(context, owner)) {
    return refuse("KEY_NO_PERMISSION", owner.name, key, `You may not set ${key} of ${owner.name}`);
  }
  if (byteLength(value) > VALUE_BYTES) {
    return refuse("INVALID_VALUE", key, `A value has at most ${VALUE_BYTES} bytes`);
  }
  const most = network.settings.limits.metadataKeys;
  if (value !== "" && !owner.values.has(key) && owner.values.size >= most) {
    const text = `There are ${most} keys already; remove one of them first`;
    limitMet(context, "metadataKeys", text);
    return refuse("LIMIT_REACHED", "SET", owner.name, `${most}`, text);
  }
  const entry: KeyValue = [key, value === "" ? undefined : value];
  change(context, owner, entry);
  reply.send(keyLine(network, session, owner.name, entry));
}

function clear(context: EarlyContext, name: string): void {
  const { network, session, reply } = context;
  const owner = ownerOf(context, name);
  if (!owner) return refuseTarget(context, name);
  if (!mayChange(context, owner)) {
    const text = `You may not remove what ${owner.name} tells`;
    return reply.fail("METADATA", "KEY_NO_PERMISSION", owner.name, "*", text);
  }
  const removed = [...owner.values.keys()].map((key): KeyValue => [key, undefined]);
  for (const entry of removed) change(context, owner, entry);
  const lines = removed.map((entry) => keyLine(network, session, owner.name, entry));
  reply.batch("metadata", [owner.name], lines);
}
