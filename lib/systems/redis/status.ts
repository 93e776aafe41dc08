import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import { type Judged, STATUSES } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { RedisSettings } from './config.ts';
import type { RedisInfo } from './model.ts';
import { judgeLink } from './status-link.ts';
import { judgeLoad } from './status-load.ts';
import { viewOf } from './view.ts';

/**
 * Judges the newest reading of a node (newest first) by its own word alone: what a master says of its replicas is hearsay, and shown. Its one row is the node itself, with
 * the same verdict.
 */
export function judgeRedis(window: readonly Reading<RedisInfo>[], settings: RedisSettings): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: { status: 'unknown', reason: 'nothing was read', since: null }, rows: [] };
  const view = viewOf(newest, window, settings);
  const link = judgeLink(window, settings.limits);
  const troubles = [
    ...judgeState(newest.value),
    ...link,
    ...judgeSaving(newest.value),
    ...judgeLoad(newest.value, view.rejected, settings.limits),
  ];
  const judged = summed(troubles) ?? { status: 'ok', reason: wellWords(newest.value), since: null };
  return { judged, rows: [{ id: 'server', judged, value: troubles.length > link.length ? { ...view, hasOwnTrouble: true } : view }] };
}

function judgeState({ loading, isTurning, role }: RedisInfo): Judged[] {
  const found: Judged[] = [];
  if (isTurning) found.push({ status: 'warning', reason: `its role changed while it was asked: it was ${role} just before`, since: null });
  if (loading !== null) {
    const done = loading.percent === null ? '' : `, ${formatCount(loading.percent)} % done`;
    found.push(
      loading.isAsync
        ? { status: 'warning', reason: `loading new data${done}: it answers with what it had before`, since: loading.startedAt }
        : {
            status: 'critical',
            reason: `loading its data from disk${done}: commands are refused until that is done`,
            since: loading.startedAt,
          },
    );
  }
  return found;
}

function judgeSaving({ persistence: { rdb, aof } }: RedisInfo): Judged[] {
  const say = (status: Judged['status'], reason: string): Judged => ({ status, reason, since: null });
  return [
    ...(rdb.isOk ? [] : [say('critical', 'the last save to disk (RDB) failed: it may refuse writes, and its log says why')]),
    ...(aof.isEnabled && !aof.isWriteOk ? [say('critical', 'the last write to its append-only file (AOF) failed: it refuses writes')] : []),
    ...(aof.isEnabled && !aof.isRewriteOk
      ? [say('warning', 'the last rewrite of its append-only file (AOF) failed: the file goes on growing')]
      : []),
  ];
}

/** The worst first, and every reason kept; since when is the word of the worst. */
function summed(troubles: readonly Judged[]): Judged | null {
  const [worst, ...others] = troubles.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  return worst ? { ...worst, reason: [worst, ...others].map(({ reason }) => reason).join('; ') } : null;
}

function wellWords({ role, link, replicas }: RedisInfo): string {
  if (role === 'replica') return link === null ? 'replica' : `replica of ${link.host}:${link.port}, link up`;
  return replicas.length === 0
    ? 'master, names no replica'
    : `master, names ${replicas.length === 1 ? 'one replica' : `${replicas.length} replicas`}`;
}
