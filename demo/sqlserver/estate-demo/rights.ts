import type { ReleaseYear } from '../catalog/release.ts';

const OBJECTS = ['SELECT on msdb.dbo.backupset', 'SELECT on msdb.dbo.backupmediafamily', 'SELECT on Sites.dbo.heartbeat'];

/** What a monitor needs on the server, as the README asks for it, but for the log of the server: 2022 has divided VIEW SERVER STATE in two. */
export function permissionsOf(year: ReleaseYear): readonly string[] {
  const state = year === '2022' ? ['VIEW SERVER PERFORMANCE STATE', 'VIEW SERVER SECURITY STATE'] : ['VIEW SERVER STATE'];
  return [...state, 'VIEW ANY DEFINITION', ...OBJECTS];
}
