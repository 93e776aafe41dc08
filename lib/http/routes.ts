import { accessRoutes } from './access.ts';
import { actionRoutes } from './actions.ts';
import { auditRoutes } from './audit.ts';
import { liveRoutes } from './live.ts';
import { rotationRoutes } from './rotation.ts';
import type { Route } from './route.ts';

/** The only door to data and commands. What is not in it is 404. */
export const routes: readonly Route[] = [...liveRoutes, ...actionRoutes, ...auditRoutes, ...accessRoutes, ...rotationRoutes];
