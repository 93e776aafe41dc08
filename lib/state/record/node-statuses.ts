import type { Transition } from '../../judge/judge.ts';
import type { Source } from '../../reading.ts';
import { nodeKey } from '../../roll-up.ts';
import { type Verdict, worstVerdict } from '../../status.ts';
import type { NewEvent } from '../history/history.ts';
import { eventAt, isNews } from './event.ts';

type Told = { verdict: Verdict; isVital: boolean };

/** A node: the verdict of each of its probes, and what it came to the last time it was told. */
type Node = { source: Source; probes: Map<string, Told>; told: Verdict | null };

/** When a node was first touched since it was last told, and whether a probe that had been judged before turned then. */
type Touch = { at: number; hasTurned: boolean };

/** What nodes come to, over all their probes: one line where several probes of one say the same. First verdicts are no news. */
export class NodeStatuses {
  readonly #nodes = new Map<string, Node>();
  readonly #touched = new Map<Node, Touch>();
  readonly #from: number;

  /** What was so before `from` (epoch ms) is no news. */
  constructor(from: number) {
    this.#from = from;
  }

  /** A probe of a node came to another verdict at `at` (epoch ms). */
  take({ source, from, to }: Transition, isVital: boolean, at: number): void {
    const key = nodeKey(source);
    const node = this.#nodes.get(key) ?? { source, probes: new Map(), told: null };
    this.#nodes.set(key, node);
    node.probes.set(source.probe, { verdict: to, isVital });
    const before = this.#touched.get(node);
    const hasTurned = from !== null && from.status !== 'unknown';
    this.#touched.set(node, { at: before?.at ?? at, hasTurned: hasTurned || before?.hasTurned === true });
  }

  /** Knows nothing of a node any more. */
  forget(source: Pick<Source, 'system' | 'group' | 'node'>): void {
    const node = this.#nodes.get(nodeKey(source));
    if (!node) return;
    this.#nodes.delete(nodeKey(source));
    this.#touched.delete(node);
  }

  /** What nodes have come to since the last time this was asked. */
  drain(): NewEvent[] {
    const events = [...this.#touched].flatMap(([node, touch]) => turn(node, touch, this.#from));
    this.#touched.clear();
    return events;
  }
}

// What recovers from silence has its since from before the silence, and is news all the same.
function turn(node: Node, { at, hasTurned }: Touch, from: number): NewEvent[] {
  const verdict = worstOf(node);
  const before = node.told;
  node.told = verdict;
  if (!verdict || !before || before.status === verdict.status) return [];
  if (!hasTurned && !isNews(verdict.since, from)) return [];
  const { system, group, node: name } = node.source;
  const moment = Math.round(at);
  const words = verdict.reason;
  return [
    eventAt({ system, group, node: name }, { at: moment, until: moment, kind: 'status', subject: name, status: verdict.status, words }),
  ];
}

// What is not vital and not to be asked there counts for nothing.
function worstOf({ probes }: Node): Verdict | null {
  const all = [...probes.values()];
  const counted = all.filter(({ verdict, isVital }) => isVital || verdict.status !== 'unknown');
  return worstVerdict((counted.length > 0 ? counted : all).map(({ verdict }) => verdict));
}
