import type { Reading } from '../../../reading.ts';
import type { ProbeJudgement } from '../../../system.ts';
import type { Heartbeat } from '../config-heartbeat.ts';
import type { Beat, HeartbeatView } from './model.ts';
import { rowsOf, type Sets } from './parse-row.ts';
import { HEARTBEAT_ROW } from './rows.ts';
import { say } from './status-words.ts';

/** Reads the newest heartbeat: a time in UTC that whoever writes it put there. An empty table has none. Throws ParseError. */
export function parseHeartbeat(raw: Sets<'heartbeat'>): Beat {
  const [row] = rowsOf(raw, 'heartbeat');
  return { beatAt: row?.local('beat_at', 0) ?? null, saidAt: row?.moment('said_at') ?? null };
}

/** The row that a node has, by itself well where there is one: whether it comes through is told by the nodes together. */
export function judgeHeartbeat([newest]: readonly Reading<Beat>[], heartbeat: Heartbeat | null): ProbeJudgement {
  if (!newest || heartbeat === null) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const place = `${heartbeat.database}.${heartbeat.table}`;
  const judged =
    newest.value.beatAt === null
      ? say('unknown', `${place} has no row: nobody has written a heartbeat, so that none can come through`)
      : say('ok', `${place} has a heartbeat`);
  const value: HeartbeatView = { kind: 'heartbeat', database: heartbeat.database, table: heartbeat.table, ...newest.value };
  return { judged, rows: [{ id: HEARTBEAT_ROW, judged, value }] };
}
