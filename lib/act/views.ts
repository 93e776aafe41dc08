import type { NodeView } from '../acting.ts';
import type { Moment, Observed } from '../reading.ts';
import { defaultStaleAfterMs, sourceId } from '../reading.ts';
import { type GroupSpec, type NodeSpec, probesOf, type System } from '../system.ts';
import { viewNode } from './nodes-view.ts';
import type { Mark } from './outcome.ts';

type Known = { read: (id: string) => Observed<unknown>; marks: readonly Mark[]; moment: Moment };
type Place = { system: System; group: GroupSpec<unknown>; node: NodeSpec<unknown> };

const NOT_ASKED = 'it is a node of another kind, of which is not asked what actions look at';

/**
 * Every node of a system as actions see it: by the probe that they look at, and beside it what other probes have read freshly. A node of which that probe is not asked is in
 * doubt. Throws for a system without that probe.
 */
export function viewNodes({ system, groups }: { system: System; groups: readonly GroupSpec<unknown>[] }, known: Known): NodeView[] {
  const { acting } = system;
  if (acting === null) return [];
  if (!system.probes.some(({ name }) => name === acting.probe))
    throw new Error(`system ${system.name} acts on readings of a probe that it does not have`);
  return groups.flatMap((group) => group.nodes.map((node) => viewOf({ system, group, node }, acting.probe, known)));
}

function viewOf({ system, group, node }: Place, acted: string, { read, marks, moment }: Known): NodeView {
  const of = { group: group.name, groupTitle: group.title, node: node.name, settings: node.settings };
  const seen = probesOf(system, node.settings).map((probe) => {
    const { intervalMs, timeoutMs } = probe.times(node.settings);
    const staleAfterMs = probe.staleAfter?.ms ?? defaultStaleAfterMs(intervalMs, timeoutMs);
    const observed = read(sourceId({ system: system.name, group: group.name, node: node.name, probe: probe.name }));
    return { probe: probe.name, view: viewNode({ ...of, observed, staleAfterMs }, moment) };
  });
  const own = seen.find(({ probe }) => probe === acted);
  const beside = seen.flatMap(({ probe, view: { newest, doubt } }) =>
    probe === acted || newest === null || doubt !== null ? [] : [[probe, newest] as const],
  );
  const isHere = (mark: Mark) => mark.system === system.name && mark.group === group.name && mark.node === node.name;
  const view = own?.view ?? { ...of, newest: null, doubt: NOT_ASKED };
  const { host, tags } = node;
  return { ...view, beside: Object.fromEntries(beside), marked: marks.filter(isHere).map(({ row }) => row), host, tags };
}
