/** The batch that a session has open: the lines of one message, collected until it is closed. */
import type { Tags } from "../irc/message.ts";
import type { TextLine } from "./multiline.ts";

export type MessageKind = "PRIVMSG" | "NOTICE";

export interface OpenBatch {
  readonly state: "open";
  /** By which its lines name it. */
  readonly reference: string;
  readonly target: string;
  /** The message's tags, and the label of its answer: both come with the line that opens the batch. */
  readonly tags: Tags;
  readonly label: string | undefined;
  /** What its first line was; the others must be the same. */
  kind: MessageKind | undefined;
  readonly lines: TextLine[];
  /** Bytes of the text so far, line feeds included. */
  bytes: number;
}

/** Of a refused batch, whatever still comes is ignored: the client has been told once. */
export type ClientBatch = OpenBatch | { readonly state: "refused"; readonly reference: string };
