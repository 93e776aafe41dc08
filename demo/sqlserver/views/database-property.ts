import type { Plain } from '../engine/catalog.ts';
import { type Asked, localCopies } from './asked.ts';
import { databases } from './databases.ts';
import { databaseFiles } from './files.ts';
import { logSpace } from './log-space.ts';

const PAGE_BYTES = 8192;

/** DATABASEPROPERTYEX of a database and a name in any case; NULL for what is not known. */
export function databaseProperty(asked: Asked, database: string, name: string): Plain {
  const row = databases({ ...asked, hasPermission: () => true }).find((each) => String(each.name).toLowerCase() === database.toLowerCase());
  if (!row) return null;
  const held = localCopies(asked).find(({ copy }) => copy.name === row.name);
  const isReadOnly = held?.seen?.replica.role === 'SECONDARY';
  const known: Record<string, Plain> = {
    status: row.state_desc,
    recovery: row.recovery_model_desc,
    collation: row.collation_name,
    useraccess: row.user_access_desc,
    updateability: isReadOnly ? 'READ_ONLY' : 'READ_WRITE',
  };
  return known[name.toLowerCase()] ?? null;
}

/** FILEPROPERTY of a file of the session's database: SpaceUsed in pages of 8 KB, IsLogFile; NULL for what is not known. */
export function fileProperty(asked: Asked, file: string, name: string): Plain {
  const row = databaseFiles(asked).find((each) => String(each.name).toLowerCase() === file.toLowerCase());
  const held = localCopies(asked).find(({ copy }) => copy.name.toLowerCase() === asked.database.toLowerCase());
  if (!row || !held) return null;
  const isLog = row.type_desc === 'LOG';
  if (name.toLowerCase() === 'islogfile') return isLog ? 1 : 0;
  if (name.toLowerCase() !== 'spaceused') return null;
  const used = isLog ? logSpace(held.copy, held.seen, asked.now).usedBytes : held.copy.dataBytes * 0.9;
  return Math.ceil(used / PAGE_BYTES);
}
