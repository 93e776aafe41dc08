import { toldInUtc } from '#lib/finding.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatUtc } from '#lib/format/time.ts';
import type { Since } from '#lib/status.ts';
import { isLsn, lsnWords } from '#lib/systems/sql/ag/lsn.ts';
import { mayBeOff } from '#lib/text/changed-clock.ts';
import { behindBytes, commitAt, sideOf } from './figures.ts';
import type { Ag, Replica } from './groups.ts';
import type { AgState, Judging } from './judge.ts';
import type { SqlCluster } from './nodes.ts';
import { claimWords, counted, databaseWords, ownWords, setupWords } from './words.ts';

/** What is known of a group as plain text for a ticket, all times in UTC: what is found, and what each replica said when, with its positions. */
export function evidenceOf({ ag, findings, replicas, verdict }: AgState, cluster: SqlCluster, judging: Judging): string {
  const { now } = judging.board;
  const wrong = findings.filter((finding) => finding.verdict.status !== 'ok');
  return [
    `${ag.name} in ${cluster.title}, by Vigil at ${formatUtc(now)}: ${verdict.status}, ${verdict.reason}`,
    ...wrong.map(({ title, told, verdict: own }) => `${own.status}: ${title} ${sinceWords(own.since)}: ${toldInUtc(told)}`),
    ...replicas.flatMap(({ replica }) => ['', ...replicaLines(ag, replica, judging)]),
    '',
  ].join('\n');
}

function sinceWords({ at, how, unwatched }: Since): string {
  if (how === 'between' && unwatched) return `between ${formatUtc(unwatched.from)} and ${formatUtc(at)}`;
  return `since ${formatUtc(at)}${unwatched ? ` (not watched ${formatUtc(unwatched.from)} to ${formatUtc(unwatched.to)})` : ''}`;
}

function replicaLines(ag: Ag, replica: Replica, judging: Judging): string[] {
  const { name, node, rows, claim } = replica;
  const read = node?.ag.newest ? `read ${formatUtc(node.ag.newest.observedAt)}` : node === null ? 'not configured in Vigil' : 'never read';
  const own = rows?.view.own ?? null;
  const clockChanges = ag.primary?.rows?.view.clockChanges ?? [];
  return [
    `${name}, ${setupWords(replica) || 'set up in a way that is not known'}, ${read}`,
    ...(own === null ? [] : [`  says of itself: ${ownWords(own)}`]),
    ...(claim === null || ag.primary === null ? [] : [`  ${ag.primary.name} says of it: ${claimWords(claim)}`]),
    ...(rows === null ? [] : [`  ${counted(rows.databases.size, 'database')}`]),
    ...ag.databases.flatMap(
      ({ id, name: database }) => databaseLine(database, sideOf(ag, replica, id, judging.found), { replica, clockChanges }) ?? [],
    ),
  ];
}

type Where = { replica: Replica; clockChanges: readonly number[] };

function databaseLine(name: string, side: ReturnType<typeof sideOf>, { replica, clockChanges }: Where): string | null {
  const own = side.own?.view.own ?? null;
  if (own === null) return null;
  const { endOfLog, lastReceived, lastHardened, lastRedone } = own.positions;
  const lastCommitAt = commitAt(side, replica);
  const behind = behindBytes(side);
  const positions: [string, string | null][] = [
    ['end of log', endOfLog],
    ['received', lastReceived],
    ['hardened', lastHardened],
    ['redone', lastRedone],
  ];
  return [
    `  ${name}: ${side.movement?.kind ?? 'movement not known'}`,
    ...(databaseWords(own) === '' ? [] : [databaseWords(own)]),
    ...positions.flatMap(([word, lsn]) => (lsn === null ? [] : [`${word} ${positionWords(lsn)}`])),
    ...(lastCommitAt === null
      ? []
      : [
          `last commit ${formatUtc(lastCommitAt)}${mayBeOff(lastCommitAt, clockChanges) ? ' (or an hour off)' : ''} by the word and the clock of the primary`,
        ]),
    ...(behind === null ? [] : [`${formatBytes(behind)} to send by the word of the primary`]),
  ].join(', ');
}

/** A position for people; what is no position is shown as it came. */
export function positionWords(lsn: string): string {
  return isLsn(lsn) ? lsnWords(lsn) : lsn;
}
