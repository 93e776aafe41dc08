import { isSeeding } from '../model/copy.ts';
import type { Copy, Replica } from '../model/estate.ts';
import { SqlError } from '../tds/types.ts';

/**
 * The error with which a database of a group refuses to be read, or null: 927 while it is being restored, 983 where its replica is in no role, 976 on a secondary that lets nobody in.
 */
export function readError({ replica, copy }: { replica: Replica; copy: Copy }, now: number): SqlError | null {
  const { name } = copy;
  if (isSeeding(copy, now))
    return new SqlError(927, `Database '${name}' cannot be opened. It is in the middle of a restore.`, { severity: 14 });
  if (replica.role === 'RESOLVING') {
    const text = `Unable to access availability database '${name}' because the database replica is not in the PRIMARY or SECONDARY role.`;
    return new SqlError(983, text, { severity: 14 });
  }
  if (replica.role === 'PRIMARY' || replica.allows !== 'NO') return null;
  const text = `The target database, '${name}', is participating in an availability group and is currently not accessible for queries.`;
  return new SqlError(976, text, { severity: 14 });
}
