import type { Clock } from '../clock.ts';
import { sourceId } from '../reading.ts';
import type { Store } from '../store/store.ts';
import type { Poller } from './poller.ts';

/** One node of one system. */
export type NodeId = { system: string; group: string; node: string };

/** Asks these nodes now, and ends when each has an attempt that began after the call, answered or not, or when `withinMs` have passed. Never throws. */
export type ReadAgain = (nodes: readonly NodeId[], withinMs: number) => Promise<void>;

type Given = {
  poller: Pick<Poller, 'pollNow'>;
  store: Pick<Store, 'read' | 'subscribe'>;
  clock: Pick<Clock, 'now'>;
  /** The probe of a system whose attempts count. */
  probeOf: (system: string) => string;
};

/** Reading again through the poller, which alone asks nodes. An attempt that was under way at the call does not count: the node is asked once more after it. */
export function createReadAgain({ poller, store, clock, probeOf }: Given): ReadAgain {
  return (nodes, withinMs) =>
    new Promise((resolve) => {
      const calledAt = clock.now();
      const open = new Map(nodes.map((node) => [sourceId({ ...node, probe: probeOf(node.system) }), node]));
      const end = (): void => {
        clearTimeout(timer);
        leave();
        open.clear();
        resolve();
      };
      const close = (id: string): void => {
        if (open.delete(id) && open.size === 0) end();
      };
      const ask = (id: string): void => {
        const node = open.get(id);
        if (node && poller.pollNow({ system: node.system, group: node.group, node: node.node }) === 0) close(id);
      };
      const leave = store.subscribe((source) => {
        const id = sourceId(source);
        if (!open.has(id)) return;
        const attemptAt = store.read(id).attempt?.at ?? calledAt;
        if (attemptAt > calledAt) close(id);
        // The poller takes no question while its last one ends, which it does in this very turn of the loop.
        else setImmediate(() => ask(id));
      });
      const timer = setTimeout(end, Math.max(0, withinMs));
      if (open.size === 0) end();
      for (const id of [...open.keys()]) ask(id);
    });
}
