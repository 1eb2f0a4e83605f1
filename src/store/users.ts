/** Names that spoke, were spoken to, or were put here. A name alone says nothing about who it is. */
import { foldName } from "./rows.ts";
import type { Database } from "./database.ts";

export interface User {
  readonly id: number;
  /** As it was spelled first. */
  readonly username: string;
  readonly createdAt: Date;
}

export async function userExists(db: Database, username: string): Promise<boolean> {
  return await getUserByUsername(db, username) !== undefined;
}

/** `undefined` if there is such a user already, spelled like this or otherwise. */
export async function insertUser(db: Database, username: string): Promise<User | undefined> {
  const [user] = await db.sql<User>`
    insert into users (username, folded) values (${username}, ${foldName(username)})
    on conflict (folded) do nothing
    returning id, username, created_at as "createdAt"`;
  return user;
}

export async function getUserByUsername(db: Database, username: string): Promise<User | undefined> {
  const [user] = await db.sql<User>`
    select id, username, created_at as "createdAt"
    from users where folded = ${foldName(username)}`;
  return user;
}
