import { formatAge } from '../../format/age.ts';
import type { Reading } from '../../reading.ts';
import { type Judged, STATUSES } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSqlAddress } from './address.ts';
import type { AgInfo } from './ag/model.ts';
import { judgeAg } from './ag/status.ts';
import type { SqlSettings } from './config.ts';
import { buildWords, releaseOf, type ServerInfo, type ServerView } from './model.ts';

/** A clock that is further off than this makes times of the server mean something else than they say. */
const SKEW_MS = 30_000;
const SECOND_MS = 1_000;

/** Judges the newest reading of the probe "server" (newest first). Its one row is the instance itself, with the same verdict. */
export function judgeServer(window: readonly Reading<ServerInfo>[], settings: SqlSettings): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: { status: 'unknown', reason: 'nothing was read', since: null }, rows: [] };
  const { value, observedAt } = newest;
  const release = releaseOf(value.version);
  const skewMs = value.saidAt - observedAt;
  const troubles = [...judgeStart(newest, settings), ...judgeClock(skewMs, settings), ...judgeRelease(value, release)];
  const judged = summed(troubles) ?? { status: 'ok', reason: wellWords(value, release), since: null };
  const { saidAt: _, ...same } = value;
  // It is asked at some moment between the question and its answer: the rest of a second would only make the row another one with each reading.
  const told = { release, skewMs: Math.trunc(skewMs / SECOND_MS) * SECOND_MS || 0 };
  const view: ServerView = { kind: 'server', node: settings.name, address: formatSqlAddress(settings.address), ...same, ...told };
  return { judged, rows: [{ id: 'server', judged, value: view }] };
}

/** That a node has no Always On is trouble only where it is configured in a cluster; groups are judged by their own rows. */
export function judgeGroups(window: readonly Reading<AgInfo>[], settings: SqlSettings): ProbeJudgement {
  const [newest] = window;
  const judgement = judgeAg(window, { node: settings.name, limits: settings.limits });
  if (!newest || (newest.value.isEnabled && newest.value.groups.length > 0)) return judgement;
  const what = newest.value.isEnabled ? 'it has no availability group' : 'Always On availability groups are not enabled';
  const judged: Judged = settings.isClustered
    ? { status: 'warning', reason: `${what}, and it is configured in a cluster`, since: null }
    : { status: 'ok', reason: `${what}: an instance of its own`, since: null };
  return { ...judgement, judged };
}

function judgeStart({ value: { startedAt }, observedAt }: Reading<ServerInfo>, { limits }: SqlSettings): Judged[] {
  const limit = limits.restartedWarningSeconds;
  if (startedAt === null) return [{ status: 'unknown', reason: 'it does not tell since when it runs', since: null }];
  if (limit === null || observedAt - startedAt >= limit * 1_000) return [];
  const reason = `it was started less than ${formatDuration(limit * 1_000)} ago: its counters and caches begin anew`;
  return [{ status: 'warning', reason, since: startedAt }];
}

function judgeClock(skewMs: number, { timeoutMs }: SqlSettings): Judged[] {
  // It is asked at some moment between the question and its answer.
  if (skewMs > -SKEW_MS && skewMs < SKEW_MS + timeoutMs) return [];
  const seconds = formatAge(Math.round(Math.abs(skewMs) / 1_000) * 1_000);
  return [{ status: 'warning', reason: `its clock is ${seconds} ${skewMs > 0 ? 'ahead of' : 'behind'} that of Vigil`, since: null }];
}

function judgeRelease({ version }: ServerInfo, release: string | null): Judged[] {
  return release === null ? [{ status: 'unknown', reason: `version ${version} is none that Vigil knows`, since: null }] : [];
}

/** The worst first, and every reason kept. */
function summed(troubles: readonly Judged[]): Judged | null {
  const [worst, ...others] = troubles.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  return worst ? { ...worst, reason: [worst, ...others].map(({ reason }) => reason).join('; ') } : null;
}

function wellWords({ edition, update, level }: ServerInfo, release: string | null): string {
  return ['SQL Server', release, buildWords({ level, update }), edition].filter((word) => word !== null).join(' ');
}
