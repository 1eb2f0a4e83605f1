/** What was typed is done. */

import type { Buffer } from "../buffer.ts";
import type { Said } from "../entry.ts";
import { emojiNamed } from "../emoji.ts";
import { explained, widest } from "../help.ts";
import type { ScreenDeed } from "../screen_commands.ts";
import { SCREEN_COMMANDS } from "../screen_commands.ts";
import { type Deed, interpret } from "../slash.ts";
import type { FullScreen } from "./full_screen.ts";
import { showLastlog } from "./finding.ts";
import { change, SETTING_NAMES, shown } from "./settings.ts";

/** Lines entered anywhere that are remembered. */
const MOST_ENTERED = 500;

/** The line of the current buffer is entered. Without a connection it stays there. */
export function submit(screen: FullScreen): void {
  const { editor, session, buffers, texts } = screen;
  const text = editor.text;
  if (!session.registered) screen.retry();
  if (text.trim() === "") return;
  const { current } = buffers;
  const target = current.kind === "channel" || current.kind === "private"
    ? current.name
    : undefined;
  const deeds = deedsOf(screen, text, target);
  if (!session.registered && deeds.some(isForServer)) {
    screen.hint = texts.notSent;
    return;
  }
  editor.press({ kind: "key", name: "return" });
  remember(screen, text);
  for (const deed of deeds) doDeed(screen, deed);
  screen.answering = undefined;
}

/** A text of several lines is said as it is, unless it begins like a command. */
function deedsOf(screen: FullScreen, text: string, target: string | undefined): Deed[] {
  const isLines = text.includes("\n") && !/^\/[^/]|^@\S+:/.test(text);
  if (isLines && target !== undefined) {
    return [{ kind: "say", target, text: text.replace(/^\/\//, "/") }];
  }
  const { session } = screen;
  const place = {
    nick: session.nick,
    target,
    isChannel: (name: string) => session.isupport.isChannel(name),
  };
  return interpret(text, place, SCREEN_COMMANDS);
}

function isForServer({ kind }: Deed): boolean {
  return ["say", "act", "notice", "send", "join", "search"].includes(kind);
}

function remember(screen: FullScreen, text: string): void {
  const { enteredAnywhere } = screen;
  if (text !== enteredAnywhere.at(-1)) enteredAnywhere.push(text);
  if (enteredAnywhere.length > MOST_ENTERED) enteredAnywhere.shift();
  screen.anywhereAt = enteredAnywhere.length;
}

function doDeed(screen: FullScreen, deed: Deed): void {
  const { session, talking, buffers, texts, answering } = screen;
  switch (deed.kind) {
    case "say":
      tellElsewhere(screen, deed.target, deed.text);
      if (answering?.kind === "reply" && !session.caps.has("message-tags")) {
        return talking.say(deed.target, `${answering.said.from}: ${deed.text}`);
      }
      return talking.say(deed.target, deed.text, {
        replyTo: answering?.kind === "reply" ? answering.said.id : answering?.said.replyTo,
        corrects: answering?.kind === "correct" ? answering.said.id : undefined,
      });
    case "act":
      return talking.say(deed.target, deed.text, {
        isAction: true,
        corrects: answering?.kind === "correct" ? answering.said.id : undefined,
      });
    case "notice":
      tellElsewhere(screen, deed.target, deed.text);
      return talking.say(deed.target, deed.text, { command: "NOTICE" });
    case "send":
      if (/^NAMES /.test(deed.line)) {
        buffers.namesWanted.add(session.isupport.fold(deed.line.slice("NAMES ".length)));
      }
      return session.needs.send(deed.line);
    case "join": {
      const known = buffers.get(deed.channel);
      if (known && session.channel(deed.channel)) return screen.show(known);
      screen.wanted = deed.channel;
      return session.join(deed.channel, deed.key);
    }
    case "talk-to": {
      const buffer = buffers.open(deed.target);
      screen.show(buffer);
      if (buffer.kind === "private") void screen.scrollback.catchUp(buffer);
      return;
    }
    case "show":
      for (const line of deed.lines) screen.note(line, "answer");
      return;
    case "refuse":
      return screen.note(deed.sentence);
    case "clear":
      return buffers.current.clear();
    case "search":
      screen.searched = deed.words;
      if (!session.search(deed.words)) screen.note(texts.cannotSearch);
      return;
    case "leave":
      return void screen.leave(deed.reason);
    case "on-screen":
      return doOnScreen(screen, deed.deed);
  }
}

/** The list begins at the top of the screen, if it is longer than that. */
function showHelp(screen: FullScreen, searched: string): void {
  const { buffers, texts } = screen;
  const { server } = buffers;
  screen.show(server);
  const found = explained(SCREEN_COMMANDS, searched, texts.keys);
  if (found.length === 0) return screen.note(texts.nothingAbout(searched), "answer");
  const columns = widest(found);
  const first = server.entries.length;
  for (const [text, about] of found) buffers.explain(server, { text, columns }, about);
  const { pages, height } = screen.pages();
  const top = server.entries[first];
  screen.place = top && pages.around(top, height * 2 - 2);
}

/** What goes to another conversation would be seen there alone. */
function tellElsewhere(screen: FullScreen, target: string, text: string): void {
  const { buffers, texts } = screen;
  if (buffers.get(target) !== buffers.current) screen.note(texts.saidTo(target, text), "answer");
  else screen.place = undefined;
}

function doOnScreen(screen: FullScreen, deed: ScreenDeed): void {
  const { buffers, texts, talking, session, settings } = screen;
  const { current } = buffers;
  switch (deed.kind) {
    case "buffer": {
      const found = bufferNamed(screen, deed.name);
      return found ? screen.show(found) : screen.note(texts.noBuffer(deed.name));
    }
    case "close":
      if (session.channel(current.name)) return session.send("PART", current.name);
      buffers.close(current);
      return screen.show(buffers.current);
    case "help":
      return showHelp(screen, deed.word);
    case "reply": {
      const said = latest(current, ({ own }) => !own) ?? latest(current, () => true);
      if (!said) return screen.note(texts.nothingSelected);
      screen.answering = { kind: "reply", said };
      return doDeed(screen, { kind: "say", target: current.name, text: deed.text });
    }
    case "react": {
      const said = latest(current, ({ own }) => !own) ?? latest(current, () => true);
      return said ? react(screen, said, deed.reaction) : screen.note(texts.nothingSelected);
    }
    case "redact": {
      const said = latest(current, ({ own, redacted }) => own && !redacted);
      return said ? redact(screen, said, deed.reason) : screen.note(texts.nothingSelected);
    }
    case "edit": {
      const said = latest(current, ({ own, redacted }) => own && !redacted);
      if (!said) return screen.note(texts.nothingSelected);
      if (said.id === undefined || !session.caps.has("draft/message-redaction")) {
        return screen.note(texts.cannotRedact);
      }
      return talking.say(current.name, deed.text, { replyTo: said.replyTo, corrects: said.id });
    }
    case "lastlog":
      return showLastlog(screen, deed.words);
    case "hilight": {
      const { highlights } = settings;
      if (deed.word === "") {
        return screen.note(texts.highlightsAre(highlights.join(", ")), "answer");
      }
      settings.highlights = [...highlights.filter(isOther(deed.word)), deed.word];
      return screen.note(texts.highlighted(deed.word), "answer");
    }
    case "dehilight": {
      const left = settings.highlights.filter(isOther(deed.word));
      if (left.length === settings.highlights.length) {
        return screen.note(texts.noHighlight(deed.word));
      }
      settings.highlights = left;
      return screen.note(texts.dehighlighted(deed.word), "answer");
    }
    case "mute":
      current.muted = !current.muted;
      return screen.note(current.muted ? texts.muted : texts.unmuted, "answer");
    case "resend":
      for (const outgoing of [...current.outgoing]) talking.sayAgain(outgoing);
      return;
    case "ignore": {
      if (deed.nick === "") {
        return screen.note([...buffers.ignored.values()].join(", ") || "–", "answer");
      }
      buffers.ignored.set(session.isupport.fold(deed.nick), deed.nick);
      return;
    }
    case "unignore":
      buffers.ignored.delete(session.isupport.fold(deed.nick));
      return;
    case "set": {
      const { name, value } = deed;
      const outcome = value === "" ? undefined : change(settings, name, value);
      if (outcome?.kind === "takes") return screen.note(texts.noValue(name, value, outcome.what));
      screen.window.wheel(settings.mouse === "on");
      const names = name === "" ? SETTING_NAMES : [name];
      for (const each of names) {
        const now = shown(settings, each);
        if (now === undefined) return screen.note(texts.noSetting(each, SETTING_NAMES.join(", ")));
        screen.note(texts.settingIs(each, now), "answer");
      }
    }
  }
}

/** `heart`, `:heart:` or the emoji itself. */
export function react(screen: FullScreen, said: Said, reaction: string): void {
  const { buffers, talking, texts } = screen;
  const emoji = emojiNamed(reaction) ?? reaction.trim();
  if (said.id === undefined || !talking.react(buffers.current.name, said.id, emoji)) {
    screen.note(texts.cannotReact);
  }
}

export function redact(screen: FullScreen, said: Said, reason: string): void {
  const { buffers, talking, texts } = screen;
  if (said.id === undefined || !talking.redact(buffers.current.name, said.id, reason)) {
    screen.note(texts.cannotRedact);
  }
}

function isOther(word: string): (other: string) => boolean {
  return (other) => other.toLowerCase() !== word.toLowerCase();
}

function latest({ entries }: Buffer, fits: (said: Said) => boolean): Said | undefined {
  const isIt = (entry: Buffer["entries"][number]): entry is Said =>
    entry.kind === "said" && fits(entry);
  return entries.findLast(isIt);
}

function bufferNamed({ buffers }: FullScreen, name: string): Buffer | undefined {
  if (/^\d+$/.test(name)) return buffers.list[Number(name) - 1];
  const wanted = name.toLowerCase();
  return buffers.get(name) ??
    buffers.list.find((buffer) => buffer.name.toLowerCase().includes(wanted));
}
