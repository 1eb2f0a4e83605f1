/** What a message says to whoever reads it, and the history that a server gives. */
import type { Message } from "../../src/irc/message.ts";
import { nickOf } from "../../src/irc/names.ts";
import { Client } from "./client.ts";
import { privately, type Seen, type Watch } from "./records.ts";

/** A PRIVMSG as it is put on record. */
export function seenIn({ source = "", params, tags }: Message, resent = false): Seen {
  const [target = "", text = ""] = params;
  const conversation = target.startsWith("#") ? target : privately(nickOf(source), target);
  return {
    conversation,
    msgid: tags.get("msgid") ?? "",
    text,
    time: tags.get("time") ?? "",
    resent,
  };
}

const PAGE = 100;

/** Reads channels back to their first message, as somebody would who has just come. */
export async function readHistory(port: number, channels: readonly string[]): Promise<Watch> {
  const nick = "historian";
  const client = await Client.connect(port);
  await client.enter({ nick, password: undefined }, channels, "draft/chathistory");
  const seen: Seen[] = [];
  for (const channel of channels) seen.push(...await readBack(client, channel));
  client.cut();
  await client.ended;
  return { nick, channels, stretches: [{ seen, untilEnd: true }] };
}

async function readBack(client: Client, channel: string): Promise<Seen[]> {
  const all: Seen[] = [];
  for (;;) {
    const [first] = all;
    const question = first ? `BEFORE ${channel} msgid=${first.msgid}` : `LATEST ${channel} *`;
    const page: Seen[] = [];
    client.onMessage = (message) => {
      if (message.command === "PRIVMSG" && message.tags.has("batch")) page.push(seenIn(message));
    };
    client.send(`CHATHISTORY ${question} ${PAGE}`);
    await client.catchesUp();
    if (page.length === 0) return all;
    all.unshift(...page);
  }
}
