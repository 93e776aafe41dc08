import type { ReleaseYear } from '../catalog/release.ts';

/** The least that a monitor needs on the server, as the README asks for it: 2022 has divided VIEW SERVER STATE in two; and the tables of backups. */
export function permissionsOf(year: ReleaseYear): readonly string[] {
  const state = year === '2022' ? ['VIEW SERVER PERFORMANCE STATE', 'VIEW SERVER SECURITY STATE'] : ['VIEW SERVER STATE'];
  return [...state, 'VIEW ANY DEFINITION', 'SELECT on msdb.dbo.backupset', 'SELECT on msdb.dbo.backupmediafamily'];
}
