import type { Reading } from '../../../reading.ts';
import { isWorse, type Judged } from '../../../status.ts';
import type { ProbeJudgement, Row } from '../../../system.ts';
import type { AgLimits } from './limits.ts';
import type { AgDatabase, AgDatabaseView, AgGroup, AgInfo, AgReplica, AgReplicaView } from './model.ts';
import { databaseRow, groupRow, rowWords } from './rows.ts';
import { claimed, shown } from './shown.ts';
import { judgeDatabase } from './status-database.ts';
import { judgeRedo, type Past } from './status-redo.ts';
import { judgeReplica } from './status-replica.ts';
import { say, summed } from './status-words.ts';

/** `node` is the name of the node in the configuration. */
type Own = { node: string; limits: AgLimits };

/**
 * Judges the newest reading of a node (newest first) by its own word alone: a row for each group and one for each of its own databases in it. What a primary says of the others
 * is kept beside them as claims and judged by nobody.
 */
export function judgeAg(window: readonly Reading<AgInfo>[], own: Own): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const { isEnabled, groups, server } = newest.value;
  if (!isEnabled) return { judged: say('unknown', 'Always On availability groups are not enabled here'), rows: [] };
  const past = pastOf(window);
  const rows = groups.flatMap((group) => rowsOf(group, { ...own, server, past }));
  return { judged: overall(rows, groups.length), rows };
}

function overall(rows: readonly Row[], groups: number): Judged {
  if (groups === 0) return say('unknown', 'Always On is enabled and there is no availability group here');
  const worst = rows.reduce<Row | null>(
    (found, row) => (found === null || isWorse(row.judged.status, found.judged.status) ? row : found),
    null,
  );
  if (!worst || worst.judged.status === 'ok') return say('ok', `${groups} availability ${groups === 1 ? 'group' : 'groups'}`);
  const others = rows.filter(({ judged }) => judged.status !== 'ok').length - 1;
  const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'row' : 'rows'} not well`;
  return { ...worst.judged, reason: `${rowWords(worst.id)}: ${worst.judged.reason}${more}` };
}

type Context = Own & { server: string; past: (group: string, database: string) => Past[] };

function rowsOf(group: AgGroup, { node, server, limits, past }: Context): Row[] {
  const { replicas, databases, ...settings } = group;
  const own = ownReplica(group);
  const ours = databases.filter(({ isLocal }) => isLocal);
  const claims = Map.groupBy(
    databases.filter(({ isLocal }) => !isLocal),
    ({ id }) => id,
  );
  const others = replicas.filter((replica) => replica !== own);
  const view: AgReplicaView = { kind: 'ag', node, server, group: settings, own, others, databases: ours.length };
  return [
    { id: groupRow(group.name), judged: judgeReplica(group, own, ours), value: view },
    ...ours.map((one): Row => {
      const value: AgDatabaseView = {
        ...{ kind: 'ag database', group: group.name, groupId: group.id, server },
        own: shown(one),
        claims: (claims.get(one.id) ?? []).map(claimed),
      };
      return { id: databaseRow(group.name, one.name), judged: judgeOne(one, own, { limits, past: past(group.id, one.id) }), value };
    }),
  ];
}

function judgeOne(own: AgDatabase, replica: AgReplica | null, { limits, past }: { limits: AgLimits; past: readonly Past[] }): Judged {
  const judged = judgeDatabase(own, replica, limits);
  const redo = replica?.role === 'secondary' ? judgeRedo(past) : [];
  return redo.length === 0 ? judged : (summed([...(judged.status === 'ok' ? [] : [judged]), ...redo]) ?? judged);
}

/** The replica that is the node's own; null where it tells of none. */
export function ownReplica({ replicas }: Pick<AgGroup, 'replicas'>): AgReplica | null {
  return replicas.find(({ isLocal }) => isLocal) ?? null;
}

/** Looks databases of older readings up, each reading gone through once: a group may have hundreds. */
function pastOf(window: readonly Reading<AgInfo>[]): Context['past'] {
  const indexed = window.map(({ value, observedAt: at }) => ({
    at,
    own: new Map(
      value.groups.flatMap(({ id, databases }) =>
        databases.filter(({ isLocal }) => isLocal).map((one) => [`${id} ${one.id}`, one] as const),
      ),
    ),
  }));
  return (group, database) => indexed.map(({ at, own }) => ({ at, own: own.get(`${group} ${database}`) ?? null }));
}
