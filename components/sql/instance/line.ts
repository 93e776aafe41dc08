import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { type Moment, sourceId } from '#lib/reading.ts';
import { rollUp } from '#lib/roll-up.ts';
import type { Verdict } from '#lib/status.ts';
import type { AgReplicaView } from '#lib/systems/sql/ag/model.ts';
import type {
  BackupView,
  ConfigurationView,
  CpuView,
  DatabaseView,
  LoadView,
  ServiceView,
  VolumeView,
  WaitsView,
} from '#lib/systems/sql/instance/model.ts';
import type { ServerView } from '#lib/systems/sql/model.ts';
import { arrangeGroups, type BoardGroup } from '../../reading/arrange.ts';
import type { RowsOf } from '../../reading/gather-rows.tsx';

/** What each question of an instance is answered with, by the name of its probe. */
type Views = {
  server: ServerView;
  load: LoadView;
  cpu: CpuView;
  waits: WaitsView;
  volumes: VolumeView;
  databases: DatabaseView;
  backups: BackupView;
  configuration: ConfigurationView;
  services: ServiceView;
  ag: AgReplicaView;
};

/** By its kind a row of a question is told from others in the same answer. */
const KINDS: { readonly [Name in keyof Views]: Views[Name]['kind'] } = {
  ...{ server: 'server', load: 'load', cpu: 'cpu', waits: 'waits', volumes: 'volume', databases: 'database' },
  ...{ backups: 'backup', configuration: 'configuration', services: 'service', ag: 'ag' },
};

export type ToldRow<View> = { row: LiveRow; view: View };

/** A question that an instance is asked all the time, and what it said last. */
export type Told<View> = { probe: ProbeRow; rows: readonly ToldRow<View>[] };

/** An instance with its questions; null for one that it is not asked. `first` is any of its probes: they have name, address and machine in common. */
export type InstanceLine = {
  key: string;
  name: string;
  first: ProbeRow;
  probes: readonly ProbeRow[];
  told: { readonly [Name in keyof Views]: Told<Views[Name]> | null };
};

/** A cluster, or all that stand alone, in the order of the configuration. */
export type InstanceGroup = { board: BoardGroup; lines: readonly InstanceLine[] };

const NO_ROWS: readonly LiveRow[] = [];

export function toGroups(probes: readonly ProbeRow[], rows: RowsOf): InstanceGroup[] {
  return arrangeGroups(probes).map((board) => ({
    board,
    lines: board.nodes.flatMap(({ key, name, probes: own }) => {
      const [first] = own;
      return first ? [{ key, name, first, probes: own, told: toldBy(own, rows) }] : [];
    }),
  }));
}

/** The one view of a question that has one row; null where it was never read, or is not asked. */
export function viewOf<View>(told: Told<View> | null): View | null {
  return told?.rows[0]?.view ?? null;
}

/** What all that it is asked comes to. */
export function verdictOf({ probes }: Pick<InstanceLine, 'probes'>, board: Moment): Verdict {
  return rollUp(probes, board).verdict;
}

function toldBy(probes: readonly ProbeRow[], rows: RowsOf): InstanceLine['told'] {
  const of = <Name extends keyof Views>(name: Name): Told<Views[Name]> | null => {
    const probe = probes.find(({ source }) => source.probe === name);
    return probe ? { probe, rows: viewsIn<Views[Name]>(rows.get(sourceId(probe.source)) ?? NO_ROWS, KINDS[name]) } : null;
  };
  return {
    ...{ server: of('server'), load: of('load'), cpu: of('cpu'), waits: of('waits'), volumes: of('volumes') },
    ...{ databases: of('databases'), backups: of('backups'), configuration: of('configuration'), services: of('services'), ag: of('ag') },
  };
}

// The feed keeps the rows of a source until there is another reading: so long they are sorted once.
const sorted = new WeakMap<readonly LiveRow[], readonly ToldRow<unknown>[]>();

/** The rows of a question are what the status rules of the system made, and are told apart by their kind. */
function viewsIn<View>(rows: readonly LiveRow[], kind: string): readonly ToldRow<View>[] {
  const known = sorted.get(rows);
  // One list of rows is of one question, and so of one kind that is looked for.
  if (known) return known as readonly ToldRow<View>[];
  const views = rows.flatMap((row) => ('kind' in row.value && row.value.kind === kind ? [{ row, view: row.value as View }] : []));
  if (rows !== NO_ROWS) sorted.set(rows, views);
  return views;
}
