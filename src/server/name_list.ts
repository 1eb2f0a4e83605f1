/**
 * A channel's members as RPL_NAMREPLY lists them. The list is kept in pieces, each written out once for
 * all who read it alike: somebody who comes, goes or is renamed has only one piece written anew, so that
 * a JOIN into a large channel does not cost as much as the channel has members.
 */
import { packWords } from "../irc/text.ts";
import type { Member } from "./member.ts";
import type { User } from "./user.ts";

/** Members in a piece; about as many as a line holds. */
const PIECE = 32;
/** Bytes of names in one line; the rest of the 512 is for what stands in front of them. */
const LINE = 330;

/** How a session reads names. https://ircv3.net/specs/extensions/multi-prefix, https://ircv3.net/specs/extensions/userhost-in-names */
export interface NameStyle {
  /** All prefixes of a member, not only the highest. */
  readonly multiPrefix: boolean;
  /** `nick!user@host` instead of the nick. */
  readonly userhost: boolean;
}

export class NameList {
  readonly #pieces = new Set<Piece>();
  /** Those that can take another member. */
  readonly #roomy = new Set<Piece>();
  readonly #pieceOf = new Map<User, Piece>();

  /** `member` tells the list by itself when its modes change. */
  add(user: User, member: Member): void {
    const piece = this.#roomyPiece();
    piece.members.set(user, member);
    piece.changed();
    if (piece.members.size === PIECE) this.#roomy.delete(piece);
    this.#pieceOf.set(user, piece);
    member.onChange = () => piece.changed();
  }

  remove(user: User): void {
    const piece = this.#pieceOf.get(user);
    if (!piece) return;
    this.#pieceOf.delete(user);
    piece.members.delete(user);
    piece.changed();
    if (piece.members.size > 0) this.#roomy.add(piece);
    else {
      this.#roomy.delete(piece);
      this.#pieces.delete(piece);
    }
  }

  /** The user is called something else now. */
  renamed(user: User): void {
    this.#pieceOf.get(user)?.changed();
  }

  /** The texts of as many lines as the list takes. */
  texts(style: NameStyle): string[] {
    return [...this.#pieces].flatMap((piece) => piece.texts(style));
  }

  #roomyPiece(): Piece {
    for (const piece of this.#roomy) return piece;
    const piece = new Piece();
    this.#pieces.add(piece);
    this.#roomy.add(piece);
    return piece;
  }
}

class Piece {
  readonly members = new Map<User, Member>();
  readonly #texts = new Map<number, readonly string[]>();

  texts(style: NameStyle): readonly string[] {
    const kind = (style.multiPrefix ? 1 : 0) | (style.userhost ? 2 : 0);
    const known = this.#texts.get(kind);
    if (known) return known;
    const texts = packNames(this.members, style);
    this.#texts.set(kind, texts);
    return texts;
  }

  /** What was written out before is no longer right. */
  changed(): void {
    this.#texts.clear();
  }
}

/** Members as texts, each short enough for one line. */
export function packNames(
  members: Iterable<readonly [User, Member]>,
  { multiPrefix, userhost }: NameStyle,
): string[] {
  const names = Array.from(members, ([user, member]) => {
    const prefixes = multiPrefix ? member.prefixes : member.prefixes.slice(0, 1);
    return prefixes + (userhost ? user.source : user.nick);
  });
  return packWords(names, LINE);
}
