import type { InFlight, NodeView, Preview, Told } from '../acting.ts';
import { formatClock } from '../format/time.ts';
import type { Actors } from './actors.ts';
import { isConcerned, type ReadOrder } from './orders.ts';
import type { Previewed } from './outcome.ts';
import { hashPreview } from './preview-hash.ts';

type Given = {
  views: readonly NodeView[];
  inFlight: readonly InFlight[];
  actors: Pick<Actors, 'get'>;
  underWay: string | null;
  /** Only readings asked for after this moment (epoch ms) are fresh enough; null where the configured age decides alone. */
  since: number | null;
  answers: readonly Told[];
  seesDetails: boolean;
};

/** What an order would do now, whether anything can be done at all, and whether what stands against that is the age of readings. */
export type FreshPreview = { preview: Previewed; isStale: boolean };

/** Previews an order on these readings. */
export function previewOrder(read: ReadOrder, { views, inFlight, actors, underWay, since, answers, seesDetails }: Given): FreshPreview {
  const nodes = since === null ? views : views.map((view) => (isConcerned(read, view) ? doubtOlder(view, since) : view));
  const made = read.action.preview({ input: read.input, nodes, inFlight, answers, seesDetails });
  const preview = refuseNothing(leaveOutUnopened(made, read, actors));
  const doubted = nodes.filter((view) => isConcerned(read, view) && view.doubt !== null);
  const isStale = preview.leftOut.some((left) => doubted.some((view) => isSameNode(view, left)));
  return {
    preview: {
      ...preview,
      hash: hashPreview(read.order, preview),
      observedAt: oldest([...readAt(read, nodes, preview), ...answers.map(({ observedAt }) => observedAt)]),
      underWay,
    },
    isStale: preview.refusal !== null && isStale,
  };
}

/** The same node, in doubt unless its newest reading was asked for after this moment (epoch ms). */
export function doubtOlder(view: NodeView, since: number): NodeView {
  if (view.doubt !== null || (view.newest && view.newest.observedAt > since)) return view;
  return { ...view, doubt: `not read again since it was asked at ${formatClock(since)} UTC` };
}

// An action leaves such nodes out by itself; nothing is promised of one for which there is nothing to send with, even if it does not.
function leaveOutUnopened(preview: Preview, { system }: ReadOrder, actors: Pick<Actors, 'get'>): Preview {
  const isOpen = (at: { group: string; node: string }): boolean => actors.get(system, at) !== null;
  const unopened = preview.steps.filter((step) => !isOpen(step));
  if (unopened.length === 0) return preview;
  const why = `no credentials to act with are configured. ${system.acting.howToEnable}`;
  const nodes = new Map(unopened.map(({ group, node }) => [`${group}/${node}`, { group, node, why }]));
  return { ...preview, steps: preview.steps.filter(isOpen), leftOut: [...preview.leftOut, ...nodes.values()] };
}

function refuseNothing(preview: Preview): Preview {
  if (preview.refusal !== null || preview.steps.length > 0) return preview;
  const why = preview.leftOut.map(({ node, why }) => `${node}: ${why}`).join('; ');
  return { ...preview, refusal: why === '' ? 'There is nothing to send.' : `There is no node left to send this to. ${why}` };
}

function readAt(read: ReadOrder, nodes: readonly NodeView[], { steps }: Preview): number[] {
  const groups = new Set(steps.map(({ group }) => group));
  const used = nodes.filter((view) => isConcerned(read, view) && (groups.size === 0 || groups.has(view.group)) && view.doubt === null);
  return used.flatMap(({ newest }) => (newest ? [newest.observedAt] : []));
}

function oldest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}

function isSameNode(a: { group: string; node: string }, b: { group: string; node: string }): boolean {
  return a.group === b.group && a.node === b.node;
}
