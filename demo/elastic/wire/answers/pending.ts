import type { Ask, Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { timeText } from '../sizes.ts';

export const pendingRoutes: Route[] = [
  {
    ...{ methods: ['GET'], path: '/_cluster/pending_tasks', action: 'cluster:monitor/task', privilege: 'monitor' },
    parameters: (release) => ['local', ...masterParameters(release)],
    needsMaster: ({ query }) => !isOn(query, 'local'),
    serve: ({ cluster, now }: Ask) => ({
      tasks: cluster.pending.map(({ insertOrder, priority, source, isExecuting, at }) => ({
        ...{ insert_order: insertOrder, priority, source, executing: isExecuting },
        ...{ time_in_queue_millis: now - at, time_in_queue: timeText(now - at) },
      })),
    }),
  },
];
