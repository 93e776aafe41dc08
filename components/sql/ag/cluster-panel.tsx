'use client';
import { useMemo } from 'react';
import { rollUp } from '#lib/roll-up.ts';
import { isWorse, type Status, worst } from '#lib/status.ts';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { RowsOf } from '../../reading/gather-rows.tsx';
import { inHeldOrder, useHeld } from '../../ui/use-held.ts';
import { markOf } from '../../ui/use-place.ts';
import { usePointerHold } from '../../ui/use-pointer-hold.ts';
import { ClusterHead, ClusterNodes } from './cluster-head.tsx';
import { filterStates } from './filter.ts';
import { mergeGroups } from './groups.ts';
import { type AgState, judgeAg, judgingBy, sortStates } from './judge.ts';
import { sortFound } from './movement.ts';
import type { SqlCluster } from './nodes.ts';
import { OpenAg } from './open-ag.tsx';
import { QuietTable } from './quiet-table.tsx';

/** Which groups somebody opened or folded, by their keys; the rest open themselves while they are in trouble. */
export type Folds = {
  open: ReadonlySet<string>;
  shut: ReadonlySet<string>;
  setOpen(key: string, isOpen: boolean): void;
};

type PanelProps = { cluster: SqlCluster; rows: RowsOf; filter: string; folds: Folds; place: string };

/** How many groups of a cluster open themselves: where a node is gone that all groups are on, the lines say so without a hundred tables. */
const OPEN_BY_THEMSELVES = 3;

/** A cluster: its head, its nodes, the groups that are open, worst first, and the others in one line each. */
export function ClusterPanel({ cluster, rows, filter, folds, place }: PanelProps) {
  const { board } = useBoardTime();
  const findings = useFindingsIn({ system: cluster.system, group: cluster.name });
  const groups = useMemo(() => mergeGroups(cluster), [cluster]);
  // By their names: groups are merged with every reading, and what is found is not to be sorted again by that.
  const names = JSON.stringify(groups.map(({ name }) => name));
  const found = useMemo(() => sortFound(findings, JSON.parse(names)), [findings, names]);
  const judging = judgingBy(found, cluster.probes, board);
  const judged = sortStates(groups.map((ag) => judgeAg(ag, judging)));
  const [isHeld, hold] = usePointerHold();
  const order = useHeld(
    judged.map(({ ag }) => ag.key),
    isHeld,
    filter,
  );
  const states = inHeldOrder(judged, ({ ag }) => ag.key, order);
  const shown = filterStates(filter, states, cluster);
  const loud = useHeld(loudest(judged), isHeld, filter);
  const isOpen = ({ ag }: AgState): boolean => !folds.shut.has(ag.key) && (folds.open.has(ag.key) || loud.has(ag.key));
  const quiet = shown.filter((state) => !isOpen(state));
  const ofNodes = rollUp(cluster.probes, board).verdict.status;
  const status: Status = worst([
    ofNodes,
    ...judged.map(({ verdict }) => verdict.status),
    ...found.rest.map((one) => judging.verdictOf(one).status),
  ]);
  // A filter that names another cluster leaves its head, which says how it stands: a page of empty panels would hide what is looked for.
  const isPassedOver = groups.length > 0 && shown.length === 0;
  const rest = found.rest.filter(({ verdict }) => isWorse(verdict.status, 'maintenance'));
  return (
    <section
      className={`panel sqlcluster${isPassedOver ? ' passed' : ''}`}
      aria-label={cluster.title}
      id={cluster.key}
      tabIndex={-1}
      aria-current={markOf(place === cluster.key)}
      {...hold}
    >
      <ClusterHead cluster={cluster} rows={rows} states={judged} status={status} isPassedOver={isPassedOver} />
      {isPassedOver ? null : <ClusterNodes cluster={cluster} findings={rest} />}
      {shown.filter(isOpen).map((state) => (
        <OpenAg key={state.ag.key} {...{ state, cluster, judging, place }} onShut={() => folds.setOpen(state.ag.key, false)} />
      ))}
      {quiet.length === 0 ? null : (
        <QuietTable states={quiet} {...{ cluster, judging, place }} onOpen={(key) => folds.setOpen(key, true)} />
      )}
      {groups.length === 0 ? <p className="note none">{noneWords(cluster)}</p> : null}
    </section>
  );
}

function loudest(states: readonly AgState[]): ReadonlySet<string> {
  return new Set(
    states
      .filter(({ isLoud }) => isLoud)
      .slice(0, OPEN_BY_THEMSELVES)
      .map(({ ag }) => ag.key),
  );
}

/** An empty panel says why it is. */
function noneWords({ nodes }: SqlCluster): string {
  const read = nodes.filter(({ ag }) => ag.newest !== null).length;
  if (read === 0) return 'No node of this cluster was read yet: whether it has availability groups is not known.';
  return `${read === nodes.length ? 'Its nodes were' : `${read} of its ${nodes.length} nodes were`} asked and told of no availability group.`;
}
