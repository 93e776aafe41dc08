/** What the names of users are compared by: two spellings that a person takes for one name are one, whatever the case. */
export function userKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
