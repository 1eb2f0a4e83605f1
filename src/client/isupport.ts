/** What the server says of itself in 005. https://modern.ircdocs.horse/#rplisupport-parameters */

import { folder } from "../irc/names.ts";

/** The tokens that matter to a client; what the server does not say has IRC's defaults. */
export class Isupport {
  readonly #tokens = new Map<string, string>();
  #fold = foldRfc1459;

  /** The tokens of one 005 line, without the nick in front and the text at the end. */
  learn(tokens: readonly string[]): void {
    for (const token of tokens) {
      const [, minus, name = "", value = ""] = /^(-?)([^=]*)=?(.*)$/s.exec(token) ?? [];
      if (minus) this.#tokens.delete(name);
      else this.#tokens.set(name, unescape(value));
    }
    this.#fold = foldingFor(this.#tokens.get("CASEMAPPING"));
  }

  get(name: string): string | undefined {
    return this.#tokens.get(name);
  }

  /** A whole number, or `undefined`. */
  number(name: string): number | undefined {
    const value = this.#tokens.get(name);
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
  }

  get network(): string | undefined {
    return this.#tokens.get("NETWORK");
  }

  /** Two names are the same when this makes the same of both. */
  fold(name: string): string {
    return this.#fold(name);
  }

  isChannel(name: string): boolean {
    return name !== "" && (this.#tokens.get("CHANTYPES") ?? "#&").includes(name.charAt(0));
  }

  /** `#tea` of `#tea` and of `@#tea`; `undefined` for a person. */
  channelOf(target: string): string | undefined {
    if (this.isChannel(target)) return target;
    const statuses = this.#tokens.get("STATUSMSG") ?? "";
    let at = 0;
    while (at < target.length && statuses.includes(target.charAt(at))) at++;
    const rest = target.slice(at);
    return this.isChannel(rest) ? rest : undefined;
  }

  /** The letters of modes that members have, and the symbols in front of their nicks, highest first. */
  get prefix(): { readonly letters: string; readonly symbols: string } {
    const [, letters = "", symbols = ""] =
      /^\((.*)\)(.*)$/.exec(this.#tokens.get("PREFIX") ?? "(ov)@+") ?? [];
    return { letters, symbols };
  }

  /** Whether a channel mode comes with a parameter. */
  modeTakesParam(sign: "+" | "-", letter: string): boolean {
    if (this.prefix.letters.includes(letter)) return true;
    const [lists = "", always = "", whenSet = ""] = (this.#tokens.get("CHANMODES") ?? "beI,k,l")
      .split(",");
    return lists.includes(letter) || always.includes(letter) ||
      (sign === "+" && whenSet.includes(letter));
  }
}

function foldingFor(casemapping: string | undefined): (name: string) => string {
  if (casemapping === undefined || casemapping === "rfc1459") return foldRfc1459;
  if (casemapping === "rfc1459-strict") return foldStrict;
  return folder(casemapping === "ascii" ? "ascii" : "unicode");
}

const foldAscii = folder("ascii");

/** `[]\^` are the upper case of `{}|~`, which were one key on a Finnish keyboard. */
function foldRfc1459(name: string): string {
  return foldStrict(name).replaceAll("^", "~");
}

function foldStrict(name: string): string {
  return foldAscii(name).replace(/[[\]\\]/g, (sign) => ({ "[": "{", "]": "}" })[sign] ?? "|");
}

/** `\x20` stands for a space in a value. */
function unescape(value: string): string {
  return value.replace(
    /\\x([0-9A-Fa-f]{2})/g,
    (_, hex: string) => String.fromCharCode(parseInt(hex, 16)),
  );
}
