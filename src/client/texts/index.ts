/** The texts of the full-screen client, one file a language. */

import { EN } from "./en.ts";
import { ES } from "./es.ts";

/** What a language has to say. */
export interface Texts {
  /** By which dates are written. */
  readonly locale: string;
  /** Names of buffers that are no conversations. */
  readonly server: string;
  readonly search: string;

  connected(network: string, nick: string): string;
  connecting(server: string): string;
  lost(reason: string): string;
  again(seconds: number): string;
  readonly tryingAgain: string;
  readonly missed: string;

  joined(nicks: string): string;
  left(nicks: string): string;
  moreChanges(count: number): string;
  youJoined(channel: string): string;
  youLeft(channel: string): string;
  kicked(by: string, nick: string, reason: string): string;
  youWereKicked(by: string, channel: string, reason: string): string;
  renamed(from: string, to: string): string;
  youAre(nick: string): string;
  topicIs(topic: string): string;
  topicSet(by: string, topic: string): string;
  topicRemoved(by: string): string;
  modeSet(by: string, change: string): string;
  members(count: number, names: string): string;
  invited(by: string, channel: string): string;
  refusedChannel(channel: string, reason: string): string;
  asksProgram(nick: string, what: string): string;
  redacted(by: string, reason: string): string;
  readonly notice: string;

  readonly unreadLine: string;
  readonly sending: string;
  failed(reason: string): string;
  typing(nicks: readonly string[]): string;
  below(count: number): string;
  readonly older: string;
  readonly beginning: string;
  readonly noTopic: string;
  privateWith(nick: string): string;
  readonly away: string;
  readonly offline: string;
  memberCount(count: number): string;
  readonly completion: string;

  readonly selecting: string;
  replyingTo(nick: string, text: string): string;
  correcting(text: string): string;
  readonly reactWith: string;
  readonly findHere: string;
  readonly findTyped: string;
  readonly goTo: string;
  notFound(text: string): string;
  paste(lines: number): string;
  pasteTooLong(lines: number, most: number): string;
  pasteTooBig(kilobytes: number, most: number): string;
  readonly leave: string;
  readonly notSent: string;
  readonly nothingSelected: string;
  readonly notYours: string;
  readonly cannotReact: string;
  readonly cannotRedact: string;
  readonly cannotSearch: string;
  found(count: number, words: string): string;
  readonly notLoaded: string;
  noBuffer(name: string): string;
  readonly noEditor: string;
  editorFailed(editor: string): string;
  readonly tooSmall: string;
  nothingAbout(word: string): string;
  settingIs(name: string, value: string): string;
  noSetting(name: string, known: string): string;
  noValue(name: string, value: string, takes: string): string;

  /** By the command's first name: what it is for, where that is not said in English. */
  readonly about: Readonly<Record<string, string>>;
  /** Keys, and what they do. */
  readonly keys: readonly (readonly [keys: string, does: string])[];
}

const LANGUAGES: Readonly<Record<string, Texts>> = { en: EN, es: ES };

/** The texts for a locale such as `es_MX.UTF-8`; English where there are none. */
export function textsFor(locale: string): Texts {
  return LANGUAGES[locale.slice(0, 2).toLowerCase()] ?? EN;
}

/** What the environment says about the language, in POSIX's order. */
export function localeOf(environment: { get(name: string): string | undefined }): string {
  return environment.get("LC_ALL") || environment.get("LC_MESSAGES") || environment.get("LANG") ||
    "en";
}
