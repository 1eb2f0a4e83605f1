/** What a server operator may be allowed, by the names in the configuration and in `chat user add --oper`. */
export const PRIVILEGES = ["kill", "ban", "rehash", "wallops", "redact", "addresses"] as const;
export type Privilege = typeof PRIVILEGES[number];

export function isPrivilege(name: string): name is Privilege {
  return PRIVILEGES.some((privilege) => privilege === name);
}
