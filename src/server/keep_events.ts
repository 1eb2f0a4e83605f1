/**
 * Keeps what happens in channels besides messages, for those who read history with
 * draft/event-playback. Events carry no promise: nobody waits for their COMMIT, and when the store is
 * short of room they are left out, so that the messages get through.
 * https://ircv3.net/specs/extensions/chathistory
 */
import { NO_TAGS } from "../irc/message.ts";
import type { ChannelEvent } from "./announce.ts";
import { eventText } from "./kept_line.ts";
import type { Network } from "./network.ts";
import type { MessageStore } from "./store.ts";

/** From now on events are kept, while the settings say so. */
export function keepEvents(network: Network, store: MessageStore): void {
  network.onEvent.push((event) => {
    if (!network.settings.history.eventPlayback || !network.keepsHistoryOf(event.channel)) return;
    if (!store.room()) keep(event, store);
  });
}

function keep({ channel, user, kind, params, time, msgid }: ChannelEvent, store: MessageStore) {
  store.append({
    target: { kind: "channel", key: channel.key, name: channel.name },
    kind,
    msgid,
    time,
    source: user.source,
    sender: user.party,
    account: user.account,
    text: eventText(kind, params),
    addressed: channel.name,
    tags: NO_TAGS,
    clientId: undefined,
  }, () => {});
}
