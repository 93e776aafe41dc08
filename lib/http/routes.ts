import { aboutRoutes } from './about.ts';
import { accessRoutes } from './access.ts';
import { actionRoutes } from './actions.ts';
import { auditRoutes } from './audit.ts';
import { deployRoutes } from './deploys.ts';
import { doctorRoutes } from './doctor.ts';
import { eventRoutes } from './events.ts';
import { issueRoutes } from './issues.ts';
import { jobRoutes } from './jobs.ts';
import { liveRoutes } from './live.ts';
import { notesRoutes } from './notes.ts';
import { pastRoutes } from './past.ts';
import { preferenceRoutes } from './preferences.ts';
import { questionRoutes } from './questions.ts';
import { rotationRoutes } from './rotation.ts';
import type { Route } from './route.ts';
import { seriesRoutes } from './series.ts';
import { timerRoutes } from './timers.ts';

/** The only door to data and commands. What is not in it is 404. */
export const routes: readonly Route[] = [
  ...liveRoutes,
  ...seriesRoutes,
  ...notesRoutes,
  ...questionRoutes,
  ...actionRoutes,
  ...auditRoutes,
  ...accessRoutes,
  ...rotationRoutes,
  ...issueRoutes,
  ...timerRoutes,
  ...jobRoutes,
  ...preferenceRoutes,
  ...aboutRoutes,
  ...doctorRoutes,
  ...pastRoutes,
  ...eventRoutes,
  ...deployRoutes,
];
