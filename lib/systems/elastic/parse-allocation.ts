import { ParseError } from '../../failure.ts';
import { JsonPart, readList } from './json-part.ts';
import type { AllocationInfo, Holding, ShuttingDown } from './model.ts';
import { parseSettings } from './parse-settings.ts';
import type { RawAllocation } from './raw.ts';
import { readBytes } from './size.ts';

/** The name of the row that counts the shards that nobody holds. */
const UNASSIGNED = 'UNASSIGNED';

/** Reads the settings of the allocation, `_cat/allocation` and who is shutting down. There is no row of what is not assigned where that is nothing. */
export function parseAllocation({ by, product, settings, allocation, shutdown, names }: RawAllocation): AllocationInfo {
  const rows = readList(allocation);
  const [nobodys, held] = [rows.filter(isNobodys), rows.filter((row) => !isNobodys(row))];
  return {
    ...{ by, product },
    settings: parseSettings(settings),
    holdings: held.map(parseHolding),
    unassigned: nobodys.reduce((sum, row) => sum + row.neededCount('shards'), 0),
    shuttingDown: shutdown === null ? null : parseShutdown(shutdown, new JsonPart(names ?? {}, '').part('nodes')),
  };
}

function isNobodys(row: JsonPart): boolean {
  return row.text('node') === UNASSIGNED && row.text('host') === null;
}

function parseHolding(row: JsonPart): Holding {
  const roles = row.text('node.role');
  return {
    name: row.neededText('node'),
    host: row.text('host'),
    ip: row.text('ip'),
    shards: row.count('shards'),
    indicesBytes: sizeOf(row, 'disk.indices'),
    diskUsedBytes: sizeOf(row, 'disk.used'),
    diskAvailableBytes: sizeOf(row, 'disk.avail'),
    diskTotalBytes: sizeOf(row, 'disk.total'),
    ...(roles === null ? {} : { roles }),
  };
}

/** Bytes, or with a unit where they were not asked for as bytes. */
function sizeOf(row: JsonPart, name: string): number | null {
  if (typeof row.value(name) !== 'string') return row.count(name);
  const said = row.text(name) ?? '';
  const bytes = readBytes(said);
  if (bytes === null) throw new ParseError(`${row.where}.${name} is no size`, said);
  return bytes;
}

function parseShutdown(shutdown: unknown, names: JsonPart): ShuttingDown[] {
  return new JsonPart(shutdown, '').list('nodes').map((told) => ({
    id: told.neededText('node_id'),
    name: names.part(told.neededText('node_id')).text('name'),
    type: told.text('type') ?? 'unknown',
    status: told.text('status'),
  }));
}
