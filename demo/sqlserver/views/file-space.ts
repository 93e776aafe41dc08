import { type Asked, localCopies, type Row } from './asked.ts';

const PAGE_BYTES = 8192;
/** What of a data file is in use, and of that what belongs to whom. */
const USED = 0.31;

/** sys.dm_db_file_space_usage: the data file of the database that is asked for. Only tempdb has objects of sessions and versions in it. */
export function fileSpaceUsage(asked: Asked): Row[] {
  return localCopies(asked)
    .filter(({ copy }) => copy.name.toLowerCase() === asked.database.toLowerCase())
    .map(({ copy }) => {
      const total = Math.ceil(copy.dataBytes / PAGE_BYTES);
      const used = Math.floor((total * USED) / 8) * 8;
      const isTempdb = copy.name === 'tempdb';
      return {
        database_id: copy.localId,
        file_id: 1,
        filegroup_id: 1,
        total_page_count: total,
        allocated_extent_page_count: used,
        unallocated_extent_page_count: total - used,
        version_store_reserved_page_count: isTempdb ? Math.floor(used * 0.2) : 0,
        user_object_reserved_page_count: Math.floor(used * (isTempdb ? 0.5 : 1)),
        internal_object_reserved_page_count: isTempdb ? Math.floor(used * 0.25) : 0,
        mixed_extent_page_count: isTempdb ? 64 : 0,
        modified_extent_page_count: Math.floor(used / 10),
      };
    });
}
