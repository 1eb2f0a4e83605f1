/** What the full-screen client says, in English. A language is one file like this one. */

import type { Texts } from "./index.ts";

export const EN: Texts = {
  locale: "en-GB",
  server: "server",
  search: "search",

  connected: (network, nick) =>
    `Connected to ${network}, as ${nick}. /help lists commands and keys.`,
  connecting: (server) => `Connecting to ${server}…`,
  lost: (reason) => `No connection: ${reason}`,
  again: (seconds) => `Trying again in ${seconds} s; what you type is kept.`,
  tryingAgain: "Trying again…",
  missed: "More was said in the meantime than is shown here; chat tail has all of it.",

  joined: (nicks) => `${nicks} joined`,
  left: (nicks) => `${nicks} left`,
  moreChanges: (count) => `${count} more`,
  youJoined: (channel) => `You joined ${channel}`,
  youLeft: (channel) => `You left ${channel}`,
  kicked: (by, nick, reason) => `${by} removed ${nick}${because(reason)}`,
  youWereKicked: (by, channel, reason) => `${by} removed you from ${channel}${because(reason)}`,
  renamed: (from, to) => `${from} is now called ${to}`,
  youAre: (nick) => `You are now called ${nick}`,
  topicIs: (topic) => `Topic: ${topic}`,
  topicSet: (by, topic) => `${by} set the topic: ${topic}`,
  topicRemoved: (by) => `${by} removed the topic`,
  modeSet: (by, change) => `${by} set ${change}`,
  members: (count, names) => `Here (${count}): ${names}`,
  invited: (by, channel) => `${by} invites you to ${channel}. /join ${channel} accepts`,
  refusedChannel: (channel, reason) => `Could not join ${channel}: ${reason}`,
  asksProgram: (nick, what) => `${nick} asks this program for ${what}`,
  redacted: (by, reason) => `taken back by ${by}${because(reason)}`,
  notice: "notice",

  unreadLine: "unread",
  sending: "sending…",
  failed: (reason) => `not delivered: ${reason} (Alt-↑, then Enter, sends it again)`,
  typing: (nicks) =>
    nicks.length === 1
      ? `${nicks[0]} is typing…`
      : nicks.length > 3
      ? "several people are typing…"
      : `${nicks.join(", ")} are typing…`,
  below: (count) => `${count} more below`,
  older: "loading what came before…",
  beginning: "This is where the conversation begins.",
  noTopic: "no topic",
  privateWith: (nick) => `in private with ${nick}`,
  away: "away",
  offline: "no connection",
  memberCount: (count) => count === 1 ? "1 person" : `${count} people`,
  completion: "Tab: next",

  selecting: "r reply · = react · e correct · Backspace take back · Enter send again · Esc done",
  replyingTo: (nick, text) => `Reply to ${nick}: ${text} (Esc: no reply)`,
  correcting: (text) => `Correct: ${text} (Esc: leave it)`,
  reactWith: "React with (a name such as heart, or an emoji): ",
  findHere: "Find here: ",
  findTyped: "Typed before: ",
  goTo: "Go to: ",
  notFound: (text) => `Nothing here says "${text}".`,
  paste: (lines) => `Send these ${lines} lines as one message? Enter: yes, e: edit first, Esc: no`,
  pasteTooLong: (lines, most) =>
    `The ${lines} lines that you pasted were not taken: a message has at most ${most}. ` +
    "Put them into a file, and give its address.",
  pasteTooBig: (kilobytes, most) =>
    `The ${kilobytes} KB that you pasted were not taken: a message has at most ${most} KB. ` +
    "Put them into a file, and give its address.",
  leave: "Leave? Ctrl-C again, or y: yes; any other key: no",
  notSent: "There is no connection now, so nothing was sent. Your line is still here.",
  nothingSelected: "There is no message to select here.",
  notYours: "Only your own messages can be corrected.",
  cannotReact: "This server does not pass reactions on.",
  cannotRedact: "This server does not let messages be taken back.",
  cannotSearch: "This server cannot search. Ctrl-S searches what is loaded here.",
  found: (count, words) =>
    count === 0
      ? `Nothing was found for "${words}".`
      : `${count} found for "${words}". Alt-↑ selects, Enter goes there.`,
  notLoaded: "That message is too far back to go there; this is what was found.",
  noBuffer: (name) => `There is no conversation called "${name}". /join or /query opens one.`,
  noEditor: "Set $EDITOR to write in an editor.",
  editorFailed: (editor) => `The editor ${editor} did not end well; your line is as it was.`,
  tooSmall: "The window is too small.",
  nothingAbout: (word) => `Nothing about "${word}". /help lists everything.`,
  settingIs: (name, value) => `${name} is ${value}`,
  noSetting: (name, known) => `There is no setting "${name}". There are: ${known}`,
  noValue: (name, value, takes) => `"${value}" is not a value of ${name}, which takes ${takes}.`,

  about: {},
  keys: [
    ["Enter", "send"],
    ["Alt-Enter", "a new line in the message"],
    ["Tab, Shift-Tab", "complete a nick, channel, command or :emoji"],
    ["↑ ↓, Ctrl-R", "what you typed before here; search in it"],
    ["Ctrl-↑ Ctrl-↓", "what you typed before anywhere"],
    ["Alt-1…9, Alt-0", "go to a conversation by its number"],
    ["Ctrl-N Ctrl-P, Alt-→ Alt-←", "next or previous conversation"],
    ["Alt-A, Shift-→ Shift-←", "next conversation in which something is new"],
    ["Alt-/", "the conversation before"],
    ["Ctrl-K on an empty line", "go to a conversation by name"],
    ["PgUp PgDn, Alt-PgUp Alt-PgDn", "scroll; a few lines"],
    ["Alt-Home Alt-End", "the oldest, the newest"],
    ["Alt-U", "the unread line"],
    ["Alt-P Alt-N", "previous or next mention of you"],
    ["Alt-↑", "select a message: reply, react, correct, take back, send again"],
    ["Ctrl-F", "search on the server"],
    ["Ctrl-S", "search in what is loaded here"],
    ["F7, Alt-Shift-B", "list of conversations"],
    ["F8, Alt-Shift-N", "list of people"],
    ["Ctrl-X", "write in $EDITOR"],
    ["Ctrl-L", "draw the screen anew"],
    ["Ctrl-C", "clear the line; twice: leave"],
    ["Ctrl-D on an empty line", "leave"],
    ["Ctrl-A Ctrl-E, Alt-B Alt-F", "beginning and end of the line; a word back or on"],
    ["Ctrl-U Ctrl-K Ctrl-W Alt-D Ctrl-Y", "cut to the beginning, to the end, a word; put it back"],
  ],
};

function because(reason: string): string {
  return reason === "" ? "" : ` (${reason})`;
}
