/** What a server permission gives besides itself. Of 2022 on, that VIEW SERVER STATE still gives both of its parts is what public tools rely on. */
const GIVES: Readonly<Record<string, readonly string[]>> = {
  'CONTROL SERVER': ['ALTER SERVER STATE', 'VIEW ANY DEFINITION', 'ALTER ANY DATABASE', 'CONNECT ANY DATABASE'],
  'ALTER SERVER STATE': ['VIEW SERVER STATE'],
  'VIEW SERVER STATE': ['VIEW SERVER PERFORMANCE STATE', 'VIEW SERVER SECURITY STATE'],
  'VIEW ANY DEFINITION': ['VIEW ANY DATABASE', 'VIEW ANY PERFORMANCE DEFINITION', 'VIEW ANY SECURITY DEFINITION'],
  'ALTER ANY DATABASE': ['VIEW ANY DATABASE', 'CREATE DATABASE'],
};

/** All that a login may do with the permissions it was granted, what follows from them included; VIEW ANY DATABASE, which public has, unless it was taken away. */
export function granted(permissions: Iterable<string>, { isPublic = true } = {}): Set<string> {
  const all = new Set(isPublic ? [...permissions, 'VIEW ANY DATABASE'] : permissions);
  for (const permission of all) for (const given of GIVES[permission] ?? []) all.add(given);
  return all;
}
