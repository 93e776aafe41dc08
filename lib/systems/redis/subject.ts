import type { RowSubject } from '../../system.ts';
import type { ClusterView } from './cluster/model.ts';
import type { RedisView } from './model.ts';
import type { SentinelView } from './sentinel/model.ts';

/** A replica that has heard nothing for so long hangs on its master: a master says something every ten seconds (repl-ping-replica-period). */
const SILENT_SECONDS = 10;

/** The one row of a reading is its node. The machine is known by the node already. */
export function subjectOf(view: RedisView | SentinelView | ClusterView): RowSubject {
  const { name, address } = view;
  const link = 'link' in view ? view.link : null;
  const isHanging = link !== null && link.sync === null && (!link.isUp || (link.lastIoSeconds ?? 0) >= SILENT_SECONDS);
  const isAlone = !('hasOwnTrouble' in view && view.hasOwnTrouble);
  return { name, alike: textOf(address), heads: null, under: null, host: null, needs: isHanging && isAlone ? textOf(link) : null };
}

/** As it stands in the configuration. */
function textOf({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
