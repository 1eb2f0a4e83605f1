/** A channel that we are in. */

export interface Member {
  nick: string;
  /** Such as "@+", highest first. */
  prefixes: string;
  away: boolean;
}

export class Channel {
  topic = "";
  /** By folded nick. */
  readonly members = new Map<string, Member>();

  constructor(readonly name: string) {}
}
