import { type Heartbeat, quoted, quotedTable } from '../config-heartbeat.ts';
import type { SqlSets, SqlStatement } from '../statement.ts';

/** What the probe "heartbeat" is told. */
export type RawHeartbeat = SqlSets<'heartbeat'>;

/** The newest heartbeat, NULL where the table is empty. It is a row of somebody's table: the server refuses it where the database may not be read. */
export function heartbeatStatements(heartbeat: Heartbeat): readonly SqlStatement<'heartbeat'>[] {
  const right = `SELECT on ${quotedTable(heartbeat)}`;
  return [
    {
      ...{ name: 'heartbeat', since: 12, editions: null, right: { before2022: right, from2022: right } },
      text: `SELECT MAX(h.${quoted(heartbeat.column)}) AS beat_at, SYSDATETIMEOFFSET() AS said_at
FROM ${quotedTable(heartbeat)} AS h`,
    },
  ];
}
