/** The rights on a server that views and functions take (GRANT Server Permissions in the Transact-SQL reference), with the major version that brought those later than 2014. */
const SINCE: ReadonlyMap<string, number> = new Map([
  ...[
    'ALTER ANY CONNECTION',
    'ALTER ANY DATABASE',
    'ALTER ANY LOGIN',
    'ALTER SERVER STATE',
    'ALTER SETTINGS',
    'ALTER TRACE',
    'CONNECT ANY DATABASE',
    'CONNECT SQL',
    'CONTROL SERVER',
    'CREATE ANY DATABASE',
    'SELECT ALL USER SECURABLES',
    'VIEW ANY DATABASE',
    'VIEW ANY DEFINITION',
    'VIEW SERVER STATE',
  ].map((name) => [name, 12] as const),
  ...[
    'VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION',
    'VIEW ANY ERROR LOG',
    'VIEW ANY PERFORMANCE DEFINITION',
    'VIEW ANY SECURITY DEFINITION',
    'VIEW SERVER PERFORMANCE STATE',
    'VIEW SERVER SECURITY AUDIT',
    'VIEW SERVER SECURITY STATE',
  ].map((name) => [name, 16] as const),
]);

/** Whether a server of a major version knows a right on the server by that name, in upper case. */
export function isServerPermission(name: string, major: number): boolean {
  return (SINCE.get(name) ?? Number.POSITIVE_INFINITY) <= major;
}
