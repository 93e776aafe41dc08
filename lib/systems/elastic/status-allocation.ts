import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import { beyondOf, usedRatio } from './disk.ts';
import { isExcluded } from './excluded.ts';
import type { AllocationInfo, Holding, HoldingView, SettingsView, Watermark } from './model.ts';
import { memberRow, SETTINGS_ROW } from './rows.ts';
import { judgeSettings } from './status-settings.ts';
import { counted, percent, say, summarise, summed } from './status-words.ts';

/** Judges who may hold what, and whether the disks have room by the watermarks of the cluster, by its newest reading. */
export function judgeAllocation([newest]: readonly [Reading<AllocationInfo>, ...unknown[]]): ProbeJudgement {
  const { value } = newest;
  const { settings, unassigned, by, holdings } = value;
  const views = holdings.map((holding) => viewOf(holding, value));
  const named = views.map((view) => ({ name: view.name, judged: judgeHolding(view), view }));
  const own = judgeSettings(value);
  const well = `${counted(holdings.length, 'member')} with data, all disks below their watermarks`;
  const held = summarise(named, ['member', 'members'], holdings.length === 0 ? 'no member holds data' : well);
  const troubles = [own, held].filter(({ status }) => status !== 'ok');
  const view: SettingsView = { kind: 'settings', settings, unassigned, by };
  return {
    judged: summed(troubles, held.reason),
    rows: [
      { id: SETTINGS_ROW, judged: own, value: view },
      ...named.map((one) => ({ id: memberRow(one.name), judged: one.judged, value: one.view })),
    ],
  };
}

function viewOf(holding: Holding, { settings, shuttingDown }: AllocationInfo): HoldingView {
  const { watermarks } = settings;
  const going = shuttingDown?.find(({ name }) => name === holding.name);
  return {
    kind: 'holding',
    ...holding,
    beyond: beyondOf(holding, watermarks),
    watermarks,
    isExcluded: isExcluded(holding, settings),
    shutdown: going ? [going.type, going.status].flatMap((one) => one?.toLowerCase().replaceAll('_', ' ') ?? []).join(', ') : null,
  };
}

function judgeHolding(view: HoldingView): Judged {
  return summed([...judgeDisk(view), ...judgeShutdown(view), ...judgeDrain(view)], wellWords(view));
}

function judgeDisk(view: HoldingView): Judged[] {
  const { beyond, watermarks } = view;
  if (beyond === null) return [];
  const said = watermarks[beyond === 'flood stage' ? 'floodStage' : beyond];
  const words = `disk ${diskWords(view)}, beyond ${beyond === 'flood stage' ? 'the flood stage' : `the ${beyond} watermark`} (${markWords(view, said ?? '')})`;
  switch (beyond) {
    case 'low':
      return [say('warning', `${words}: no more shards are put there`)];
    case 'high':
      return [say('warning', `${words}: its shards are moved to others where those have room`)];
    case 'flood stage':
      return [say('critical', `${words}: every index with a shard there refuses writes (read_only_allow_delete)`)];
  }
}

/** As it is set, and the bound on the room where there is one. */
function markWords({ beyond, watermarks: { headroom } }: HoldingView, said: string): string {
  const most = beyond === null ? null : (headroom?.[KEYS[beyond]] ?? null);
  const used = /^0?\.\d+$/.test(said) ? percent(Number(said)) : said.replace('%', ' %');
  const isShare = used.endsWith('%');
  if (!isShare) return `${said} left`;
  return most === null || most.startsWith('-') ? used : `${used}, or ${most} left`;
}

const KEYS = { low: 'low', high: 'high', 'flood stage': 'floodStage' } as const satisfies Record<Watermark, string>;

function judgeDrain({ isExcluded: isDrained, shards }: HoldingView): Judged[] {
  if (!isDrained) return [];
  if (shards === null) return [say('maintenance', 'being drained; it does not tell how many shards are left')];
  if (shards === 0) return [say('maintenance', 'drained: no shard is left on it')];
  return [say('maintenance', `being drained: ${counted(shards, 'shard')} left`)];
}

function judgeShutdown({ shutdown }: HoldingView): Judged[] {
  if (shutdown === null) return [];
  const words = `is to shut down by the word of an orchestrator (${shutdown})`;
  return [shutdown.endsWith('stalled') ? say('warning', `${words}: its shards can go nowhere`) : say('maintenance', words)];
}

function wellWords(view: HoldingView): string {
  const shards = view.shards === null ? 'shards not told' : counted(view.shards, 'shard');
  return `${shards}, disk ${diskWords(view)}`;
}

function diskWords(view: HoldingView): string {
  const ratio = usedRatio(view);
  return ratio === null ? 'not told' : `${formatCount(ratio * 100)} % full with ${formatBytes(view.diskAvailableBytes)} left`;
}
