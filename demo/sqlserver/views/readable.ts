import { isSeeding } from '../model/copy.ts';
import type { Copy, Replica } from '../model/estate.ts';
import { SqlError } from '../tds/types.ts';

/** Who asks to read a database of a group, and when. `isReadOnlyIntent`: the client says that it will only read (ApplicationIntent=ReadOnly). */
type Reading = { now: number; isReadOnlyIntent: boolean };

const denied = (number: number, text: string): SqlError => new SqlError(number, text, { severity: 14 });
const INTENT = 'For more information about application intent, see SQL Server Books Online.';

/**
 * The error with which a database of a group refuses to be read, or null: 927 while it is being restored, 983 where its replica is in no role, 976 on a secondary that lets nobody in, 978 on one
 * that lets in only who says that he will only read, 979 on a primary that lets in everybody else (sys.messages).
 */
export function readError({ replica, copy }: { replica: Replica; copy: Copy }, { now, isReadOnlyIntent }: Reading): SqlError | null {
  const { name } = copy;
  if (isSeeding(copy, now)) return denied(927, `Database '${name}' cannot be opened. It is in the middle of a restore.`);
  switch (replica.role) {
    case 'RESOLVING':
      return denied(
        983,
        `Unable to access availability database '${name}' because the database replica is not in the PRIMARY or SECONDARY role.`,
      );
    case 'PRIMARY':
      if (replica.primaryAllows === 'ALL' || !isReadOnlyIntent) return null;
      return denied(
        979,
        `The target database ('${name}') is in an availability group and currently does not allow read only connections. ${INTENT}`,
      );
    case 'SECONDARY':
      return secondaryError(name, replica, isReadOnlyIntent);
  }
}

function secondaryError(name: string, { allows }: Replica, isReadOnlyIntent: boolean): SqlError | null {
  if (allows === 'ALL' || (allows === 'READ_ONLY' && isReadOnlyIntent)) return null;
  if (allows === 'NO')
    return denied(
      976,
      `The target database, '${name}', is participating in an availability group and is currently not accessible for queries.`,
    );
  const when = 'when the application intent is set to read only';
  return denied(
    978,
    `The target database ('${name}') is in an availability group and is currently accessible for connections ${when}. ${INTENT}`,
  );
}
