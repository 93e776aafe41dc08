import type { Beside } from '../../acting.ts';
import type { HAProxyNode } from './actions-targets.ts';
import type { StatsRow } from './model.ts';
import type { ServerState } from './model-socket.ts';

/** What is set on a server under a state that does not show it: nothing, a drain or maintenance of its own, or a drain of the server that it follows. */
export type Hidden = 'nothing' | 'drain' | 'maintenance' | 'drain by tracking';

/** The probe of the runtime socket that tells it. */
const SERVERS = 'servers';

/** What the runtime socket tells to be set on a server; null where it was not read freshly, or does not know the one server of this name. */
export function hiddenOn(beside: Beside | undefined, { proxy, name }: Pick<StatsRow, 'proxy' | 'name'>): Hidden | null {
  const reading = beside?.[SERVERS];
  if (!reading) return null;
  // The engine hands back what the probe of that name made.
  const own = (reading.value as readonly ServerState[]).filter(({ backend, server }) => backend === proxy && server === name);
  const [state] = own;
  if (!state || own.length > 1 || state.flags.includes('unknown')) return null;
  if (state.flags.includes('maintenance')) return 'maintenance';
  if (state.flags.includes('drain')) return 'drain';
  return state.flags.includes('drain by tracking') ? 'drain by tracking' : 'nothing';
}

/** True where who took it out through Vigil stands beside a server. */
export function isMarked({ marked }: Pick<HAProxyNode, 'marked'>, { id }: Pick<StatsRow, 'id'>): boolean {
  return marked?.includes(id) ?? false;
}
