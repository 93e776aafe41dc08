import { join } from 'node:path';
import type { ProbeCard } from './feed/compose.ts';
import { NO_METER } from './io/meter.ts';
import type { Subject } from './judge/judge.ts';
import { type Note, notesOf } from './notes.ts';
import { SELF, SELF_INTERVAL_MS, SELF_PROBES, SELF_TIMEOUT_MS, type SelfReading } from './poll/self.ts';
import { judgeSelf } from './poll/self-status.ts';
import { defaultStaleAfterMs, type Reading } from './reading.ts';
import type { Measure } from './store/trends.ts';
import { type GroupSpec, type NodeSpec, type Probe, probesOf, type RowTrends, type System } from './system.ts';

/** A system and the groups of it that are configured. */
export type Estate = { system: System; groups: readonly GroupSpec<unknown>[] };

/** A system with its configured groups, told in which folder below that of the state it may keep what it worked out. */
export function estateOf(system: System, groups: readonly GroupSpec<unknown>[], stateFolder: string): Estate {
  const { keptIn } = system;
  if (!keptIn) return { system, groups };
  const folder = join(stateFolder, system.name);
  const told = (node: NodeSpec<unknown>): NodeSpec<unknown> => ({ ...node, settings: keptIn(node.settings, folder) });
  return { system, groups: groups.map((group) => ({ ...group, nodes: group.nodes.map(told) })) };
}

/** One source as the engine runs it: what is configured of it, how it is judged and measured, and to which system it belongs; null for Vigil's own. */
export type Part = { card: ProbeCard; subject: Subject; measure: Measure; rowTrends?: RowTrends | undefined; system: System | null };

/** A node of a system and where it stands. */
export type NodeAt = { system: System; group: GroupSpec<unknown>; node: NodeSpec<unknown> };

/** Every probe of a node. */
export function nodeParts({ system, group, node }: NodeAt, notes: readonly Note[]): Part[] {
  const noted = notesOf(notes, { system: system.name, group: group.name, node: node.name }).map(({ level }) => level);
  return probesOf(system, node.settings).map((probe) => {
    const part = probePart(system, group, node, probe);
    return { ...part, card: { ...part.card, notes: noted } };
  });
}

function probePart(
  system: System,
  group: GroupSpec<unknown>,
  node: NodeSpec<unknown>,
  probe: Probe<unknown, unknown, unknown, unknown>,
): Part {
  const source = { system: system.name, group: group.name, node: node.name, probe: probe.name };
  const times = probe.times(node.settings);
  const staleAfterMs = probe.staleAfter?.ms ?? defaultStaleAfterMs(times.intervalMs, times.timeoutMs);
  const { vital, question } = probe;
  const card: ProbeCard = {
    ...{ source, question, systemTitle: system.title, groupTitle: group.title, address: node.address },
    ...{ host: node.host, tags: node.tags, notes: [] },
    ...{ ...times, staleAfterMs, staleAfterWhy: probe.staleAfter?.why ?? null, vital, scope: 'node' },
    acting: actingOf(system, node.settings),
    ...(probe.isAside ? { isAside: true as const } : {}),
    ...(node.discovered ? { discovered: node.discovered } : {}),
  };
  const judge: Subject['judge'] = (window, now) => system.status({ probe: probe.name, window, settings: node.settings, now });
  const told = system.keyFigures.find((one) => one.probe === probe.name);
  const measure: Measure = (window) => {
    if (!told) return [];
    const values = told.valuesOf({ probe: probe.name, window, settings: node.settings, now: window[0]?.observedAt ?? 0 });
    return told.figures.map(({ name, unit }, index) => ({ name, unit, value: values[index] ?? null }));
  };
  const rowTrends = system.rowTrends?.probes.includes(probe.name) ? system.rowTrends : undefined;
  return { card, subject: { source, staleAfterMs, vital, judge, ...(probe.isAside ? { isAside: true } : {}) }, measure, rowTrends, system };
}

function actingOf({ acting }: System, settings: unknown): ProbeCard['acting'] {
  if (!acting) return null;
  const actor = acting.connect(settings, NO_METER);
  if (actor !== null) acting.close(actor);
  return { isEnabled: actor !== null, howToEnable: acting.howToEnable, ...(acting.ways ? { ways: acting.ways(settings) } : {}) };
}

/** Vigil's own probes. */
export function selfParts(): Part[] {
  return SELF_PROBES.map((probe): Part => {
    const source = { ...SELF, probe };
    const staleAfterMs = defaultStaleAfterMs(SELF_INTERVAL_MS, SELF_TIMEOUT_MS);
    const card: ProbeCard = {
      ...{ source, question: probe, systemTitle: 'Vigil', groupTitle: 'Vigil itself', address: `pid ${process.pid}` },
      ...{ host: null, tags: [], notes: [] },
      ...{ intervalMs: SELF_INTERVAL_MS, timeoutMs: SELF_TIMEOUT_MS, staleAfterMs, staleAfterWhy: null, vital: true, scope: 'board' },
      acting: null,
    };
    const judge: Subject['judge'] = (window, now) => {
      const newest = window[0] as Reading<SelfReading> | undefined;
      if (!newest) throw new Error('judged without a reading');
      return { judged: judgeSelf(newest.value, now), rows: [] };
    };
    return { card, subject: { source, staleAfterMs, vital: true, judge }, measure: () => [], system: null };
  });
}
