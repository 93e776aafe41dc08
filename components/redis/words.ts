import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Moment } from '#lib/reading.ts';
import type { Database, Persistence, RedisView, ReplicaClaim } from '#lib/systems/redis/model.ts';
import { isReliedOn } from '#lib/vouch.ts';

/** What a node is by its own word: "master", "replica, link up", "replica, link down". */
export function roleWords({ role, link, loading }: Pick<RedisView, 'role' | 'link' | 'loading'>): string {
  const load = loading === null ? '' : ', loading';
  if (role === 'master' || link === null) return `${role}${load}`;
  if (link.sync !== null) return `replica, copying all${load}`;
  return `replica, link ${link.isUp ? 'up' : 'down'}${load}`;
}

/** "online, 1s": what a master says of a replica. */
export function claimWords({ state, lagSeconds }: ReplicaClaim): string {
  return [state || 'no state', ...(lagSeconds === null ? [] : [`${formatCount(lagSeconds)}s`])].join(', ');
}

/** "db1 Jobs": a database by its name on the wire, and what people call it. */
export function databaseWords({ name, title }: Pick<Database, 'name' | 'title'>): string {
  return title === null ? name : `${name} ${title}`;
}

/** How long a node is up, which is known up to its last answer and no longer. */
export function upWords({ startedAt }: Pick<RedisView, 'startedAt'>, probe: ProbeRow, board: Moment): string {
  return formatAge(Math.max(0, knownUntil(probe, board) - startedAt));
}

/** Until when what a node says of itself is known: now, or its last answer where that is not relied on any more. Epoch ms. */
export function knownUntil(probe: ProbeRow, board: Moment): number {
  return isReliedOn(probe, board) ? board.now : (probe.newest?.observedAt ?? board.now);
}

/** "RDB 3m 02s ago", "RDB failed, AOF", "not since start": how the last writes to disk went, by the node's own word. */
export function savingWords({ rdb, aof }: Persistence, now: number): string {
  const saved = rdb.savedAt === null ? 'not since start' : `RDB ${formatAge(Math.max(0, now - rdb.savedAt))} ago`;
  const own = !rdb.isOk ? 'RDB failed' : rdb.isSaving ? 'RDB saving' : saved;
  if (!aof.isEnabled) return own;
  return `${own}, ${aof.isWriteOk ? (aof.isRewriteOk ? 'AOF' : 'AOF rewrite failed') : 'AOF failed'}`;
}

/** "Redis 7.0.15"; what another server calls itself is whole already. */
export function serverWords(version: string): string {
  return /^\d/.test(version) ? `Redis ${version}` : version;
}

/** True where the versions of some nodes are not all the same, which is when they are worth a column. */
export function doVersionsDiffer(views: readonly (RedisView | null)[]): boolean {
  return new Set(views.flatMap((view) => (view ? [view.version] : []))).size > 1;
}
