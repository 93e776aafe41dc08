import { formatAge } from '../../format/age.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { MemberLoad, MemberRates, MemberView } from './model.ts';
import type { LoadWindow } from './past.ts';
import { type Run, ratesOf, runsOf } from './rates-member.ts';
import { memberRow } from './rows.ts';
import type { ElasticLimits } from './settings.ts';
import { counted, percent, say, summarise, summed } from './status-words.ts';

/** A processor is judged by no fewer readings than these: a peak is no trouble. */
const LEAST_READINGS = 3;

/** The part of the time between two readings that a member may spend collecting garbage; no setting, as nothing well comes near it. */
const COLLECTING_WARNING_RATIO = 0.3;

/** Judges how the members are doing: what was high in every reading that is kept of this run of a member, and what was counted in them. */
export function judgeLoad(window: LoadWindow, limits: ElasticLimits): ProbeJudgement {
  const runOf = runsOf(window);
  const { members, unanswered = 0 } = window[0].value;
  const named = members.map((member) => {
    const run = runOf(member);
    const rates = ratesOf(run);
    const view: MemberView = { kind: 'member', ...member, rates };
    return { name: member.name, judged: judgeMember({ member, run, rates }, limits), view };
  });
  const silent = `${counted(unanswered, 'more member')} did not answer for ${unanswered === 1 ? 'its' : 'their'} load`;
  const missing = unanswered === 0 ? [] : [say('warning', silent)];
  const judged = summarise(named, ['member', 'members'], members.length === 0 ? 'no member told its load' : wellWords(members));
  const all = judged.status === 'ok' ? summed(missing, judged.reason) : summed([judged, ...missing], '');
  return {
    judged: members.length === 0 && unanswered === 0 ? say('unknown', 'no member told its load') : all,
    rows: named.map((one) => ({ id: memberRow(one.name), judged: one.judged, value: one.view })),
  };
}

type Told = { member: MemberLoad; run: Run; rates: MemberRates };

function judgeMember(told: Told, limits: ElasticLimits): Judged {
  return summed(
    [
      ...judgeHeap(told, limits),
      ...judgeCpu(told, limits),
      ...judgeFiles(told.member, limits),
      ...judgeCounted(told.rates, limits),
      ...judgeCollecting(told.rates),
    ],
    memberWords(told),
  );
}

/** A heap fills and is collected: it is full where what is left after that is much, which is the lowest of several readings. */
function judgeHeap({ member, run }: Told, { heapWarningRatio: warning, heapCriticalRatio: critical }: ElasticLimits): Judged[] {
  const ratio = lowest(run.map(({ heapRatio }) => heapRatio));
  if (ratio === null) return [];
  const found = (status: 'warning' | 'critical', limit: number): Judged[] => [
    say(status, `heap ${percent(ratio)} of ${formatBytes(member.heapMaxBytes)}${overWords(run)}: the ${status} limit is ${percent(limit)}`),
  ];
  if (critical !== null && ratio >= critical) return found('critical', critical);
  return warning !== null && ratio >= warning ? found('warning', warning) : [];
}

function judgeCpu({ run }: Told, { cpuWarningPercent: limit }: ElasticLimits): Judged[] {
  const cpu = run.length < LEAST_READINGS ? null : lowest(run.map(({ cpuPercent }) => cpuPercent));
  if (cpu === null || limit === null || cpu < limit) return [];
  return [say('warning', `processor ${formatCount(cpu)} %${overWords(run)}: the warning limit is ${formatCount(limit)} %`)];
}

function judgeFiles({ openFiles, maxFiles }: MemberLoad, { filesWarningRatio: limit }: ElasticLimits): Judged[] {
  if (limit === null || openFiles === null || maxFiles === null || openFiles < limit * maxFiles) return [];
  const words = `${formatCount(openFiles)} open files of at most ${formatCount(maxFiles)}, ${percent(openFiles / maxFiles)}`;
  return [say('warning', `${words}: the warning limit is ${percent(limit)}`)];
}

function judgeCounted({ rejected, tripped, overMs }: MemberRates, limits: ElasticLimits): Judged[] {
  const { rejectedWarning, trippedWarning } = limits;
  const time = overMs === null ? '' : ` in the last ${formatAge(overMs)}`;
  return [
    ...(rejected !== null && rejectedWarning !== null && rejected >= rejectedWarning
      ? [
          say(
            'warning',
            `${counted(rejected, 'search or write', 'searches and writes')} rejected${time}: the warning limit is ${rejectedWarning}`,
          ),
        ]
      : []),
    ...(tripped !== null && trippedWarning !== null && tripped >= trippedWarning
      ? [
          say(
            'warning',
            `a breaker tripped ${tripped === 1 ? 'once' : `${formatCount(tripped)} times`}${time}: the warning limit is ${trippedWarning}`,
          ),
        ]
      : []),
  ];
}

function judgeCollecting({ collectingRatio: ratio }: MemberRates): Judged[] {
  if (ratio === null || ratio < COLLECTING_WARNING_RATIO) return [];
  return [say('warning', `collects garbage ${percent(ratio)} of its time: the warning limit is ${percent(COLLECTING_WARNING_RATIO)}`)];
}

function memberWords({ member: { heapUsedBytes, heapMaxBytes, cpuPercent } }: Told): string {
  const words = [
    ...(heapUsedBytes === null || heapMaxBytes === null ? [] : [`heap ${percent(heapUsedBytes / heapMaxBytes)}`]),
    ...(cpuPercent === null ? [] : [`processor ${formatCount(cpuPercent)} %`]),
  ];
  return words.length === 0 ? 'answers, and tells neither heap nor processor' : words.join(', ');
}

function wellWords(members: readonly MemberLoad[]): string {
  return `${counted(members.length, 'member')}, none beyond a limit`;
}

/** For how long it was so, or more than that. */
function overWords(run: Run): string {
  const [newest, oldest] = [run[0].takenAt, run.at(-1)?.takenAt ?? null];
  return newest === null || oldest === null || newest <= oldest ? '' : ` or more for ${formatAge(newest - oldest)}`;
}

/** Of those that are told, newest first; null while the newest is not. */
function lowest(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((one) => one ?? []);
  return values[0] === null || known.length === 0 ? null : Math.min(...known);
}
