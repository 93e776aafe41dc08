import { allocationRoutes } from './answers/cat-allocation.ts';
import { catRoutes } from './answers/cats.ts';
import { clusterStatsRoutes } from './answers/cluster-stats.ts';
import { explainRoutes } from './answers/explain.ts';
import { healthRoutes } from './answers/health.ts';
import { hotThreadRoutes } from './answers/hot-threads.ts';
import { indexStatsRoutes } from './answers/index-stats.ts';
import { indexRoutes } from './answers/indices.ts';
import { lifecycleRoutes } from './answers/lifecycle.ts';
import { nodeInfoRoutes } from './answers/node-info.ts';
import { nodeStatsRoutes } from './answers/node-stats.ts';
import { pendingRoutes } from './answers/pending.ts';
import { recoveryRoutes } from './answers/recovery.ts';
import { reportRoutes } from './answers/report.ts';
import { rerouteRoutes } from './answers/reroute.ts';
import { rootRoutes } from './answers/root.ts';
import { securityRoutes } from './answers/security.ts';
import { settingsRoutes } from './answers/settings.ts';
import { snapshotRoutes } from './answers/snapshots.ts';
import { stateRoutes } from './answers/state.ts';
import { taskRoutes } from './answers/tasks.ts';
import { templateRoutes } from './answers/templates.ts';
import type { Method, Route } from './ask.ts';
import type { Release } from './release.ts';
import { badIndexName, noHandler, wrongMethod } from './wire-error.ts';

/** Every call that is known. */
export const ROUTES: readonly Route[] = [
  ...allocationRoutes,
  ...catRoutes,
  ...clusterStatsRoutes,
  ...explainRoutes,
  ...healthRoutes,
  ...hotThreadRoutes,
  ...indexRoutes,
  ...indexStatsRoutes,
  ...lifecycleRoutes,
  ...nodeInfoRoutes,
  ...nodeStatsRoutes,
  ...pendingRoutes,
  ...recoveryRoutes,
  ...reportRoutes,
  ...rerouteRoutes,
  ...rootRoutes,
  ...securityRoutes,
  ...settingsRoutes,
  ...snapshotRoutes,
  ...stateRoutes,
  ...taskRoutes,
  ...templateRoutes,
];

type Compiled = { route: Route; segments: readonly string[] };

const COMPILED: readonly Compiled[] = ROUTES.map((route) => ({ route, segments: segmentsOf(route.path) }));

/** The call that a path means, the one with the most words of its own first; throws what that version says of a path that it does not have. */
export function findRoute(release: Release, method: Method, path: string): { route: Route; parts: Record<string, string> } {
  const segments = segmentsOf(path).map(decodeURIComponent);
  const fitting = COMPILED.flatMap((one) => {
    const parts = partsIn(one.segments, segments);
    return parts !== null && (one.route.isThere?.(release) ?? true) ? [{ ...one, parts }] : [];
  }).toSorted((a, b) => Object.keys(a.parts).length - Object.keys(b.parts).length);
  const best = fitting.find(({ route }) => route.methods.includes(method));
  const nearest = fitting[0];
  if (best) return { route: best.route, parts: best.parts };
  if (nearest) throw wrongMethod(path, method, nearest.route.methods);
  const [first = ''] = segments;
  throw segments.length === 1 && method === 'GET' && first.startsWith('_') ? badIndexName(first) : noHandler(path, method);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** A name in braces stands for anything that is no word of the server itself: such words begin with an underscore. */
function partsIn(wanted: readonly string[], told: readonly string[]): Record<string, string> | null {
  if (wanted.length !== told.length) return null;
  const parts: Record<string, string> = {};
  for (const [at, want] of wanted.entries()) {
    const has = told[at] ?? '';
    if (!want.startsWith('{')) {
      if (want !== has) return null;
    } else if (has.startsWith('_') && !isNamed(want, has)) return null;
    else parts[want.slice(1, -1)] = has;
  }
  return parts;
}

function isNamed(want: string, has: string): boolean {
  if (want === '{index}') return has === '_all';
  return want !== '{index}' && (want !== '{node}' || ['_all', '_local', '_master', '_cluster_manager'].includes(has));
}
