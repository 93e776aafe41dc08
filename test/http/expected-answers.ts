import { type Expected, expectedOf } from './callers.ts';

const ORDER = { system: 'haproxy', action: 'drain', input: { server: 'web03' } };
export const PERFORM = { id: 'action-0001', order: ORDER, hash: 'x', typed: null, reason: null, until: null };

const SOON = Date.now() + 3_600_000;
const PLAN = { target: { is: 'group', system: 'haproxy', group: 'edge' }, startAt: SOON, endAt: SOON + 1, reason: 'disks' };

const JOB = { system: 'haproxy', group: 'edge', node: 'lb9', job: 'keys', input: null };

/** Nothing answers on the address of the one balancer: 409 and 404 are what those who may do it are told. */
export const TABLE: Record<string, { input: unknown; expected: Expected }> = {
  'GET /live/v1/stream': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/board': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/me': { input: '', expected: expectedOf([200, 200, 200, 200, 200, 200]) },
  'GET /live/v1/figures': { input: '?source=haproxy/web/lb9/stats&row=x', expected: expectedOf([401, 404, 403, 404, 404, 404]) },
  'GET /live/v1/row-trends': { input: '?source=haproxy/web/lb9/stats', expected: expectedOf([401, 404, 403, 404, 404, 404]) },
  'GET /live/v1/series': {
    input: '?source=haproxy/edge/lb9/stats&row=&figure=Sessions&from=1&to=2',
    expected: expectedOf([401, 200, 403, 200, 200, 200]),
  },
  'GET /live/v1/series/groups': { input: '?from=1&to=2', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/series/export': {
    input: '?format=csv&from=1&to=2&s=haproxy/edge/lb9/stats||Sessions',
    expected: expectedOf([401, 200, 403, 200, 200, 200]),
  },
  'GET /live/v1/notes': { input: '?system=haproxy&group=edge&node=lb9', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'GET /live/v1/ask': {
    input: '?system=haproxy&group=edge&node=lb9&question=sessions&input=%7B%22backend%22%3A%22be_web%22%7D',
    expected: expectedOf([401, 403, 403, 403, 403, 403]),
  },
  'POST /live/v1/ask': {
    input: { system: 'haproxy', group: 'edge', node: 'lb9', question: 'sessions', input: { backend: 'be_web' } },
    expected: expectedOf([401, 403, 403, 403, 403, 403]),
  },
  'POST /live/v1/poll': { input: { system: 'haproxy' }, expected: expectedOf([401, 202, 403, 202, 202, 202]) },
  'POST /live/v1/actions/preview': { input: { order: ORDER }, expected: expectedOf([401, 403, 403, 200, 403, 200]) },
  'POST /live/v1/actions/perform': { input: PERFORM, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
  // Nothing is kept of then: 404 is what those who may look are told.
  'GET /live/v1/past': { input: '?at=2026-01-01T00:00:00Z', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'GET /live/v1/past/marks': { input: '?from=1767225600000&to=1767229200000', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/past/step': { input: '?at=2026-01-01T00:00:00Z&to=next', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/about': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/doctor': { input: '?system=haproxy', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'GET /live/v1/events': { input: '?from=0&to=1', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/events/axis': { input: '?from=0&to=1', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/events/export': { input: '?from=0&to=1&format=csv', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  // Nobody may but a token that may do nothing else (deploys.test.ts), not even an admin.
  'POST /live/v1/deploys': { input: { service: 'shop', version: '1' }, expected: expectedOf([401, 403, 403, 403, 403, 403]) },
  'GET /live/v1/audit': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/audit/export': { input: '?format=csv', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/preferences': { input: '', expected: expectedOf([401, 200, 200, 200, 403, 403]) },
  'POST /live/v1/preferences': { input: { display: 'dark.UTC' }, expected: expectedOf([401, 200, 200, 200, 403, 403]) },
  'GET /live/v1/sessions': { input: '', expected: expectedOf([401, 200, 200, 200, 403, 403]) },
  'POST /live/v1/sessions/end': { input: { session: 'nobody' }, expected: expectedOf([401, 404, 404, 404, 403, 403]) },
  'POST /live/v1/tokens/revoke': { input: { name: 'nobody' }, expected: expectedOf([401, 403, 403, 404, 403, 403]) },
  'GET /api/v1/rotation': { input: '?server=web03', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'GET /api/v1/rotation/wait': { input: '?server=web03&until=empty&timeout=1', expected: expectedOf([401, 504, 403, 504, 504, 504]) },
  'POST /api/v1/rotation/drain': { input: { server: 'web03' }, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
  'POST /api/v1/rotation/maintenance': { input: { server: 'web03' }, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
  'GET /live/v1/issues/closed': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'POST /live/v1/issues/acknowledge': {
    input: { key: 'nothing', text: 'seen', until: SOON },
    expected: expectedOf([401, 403, 403, 404, 403, 404]),
  },
  'POST /live/v1/issues/withdraw': { input: { key: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/maintenance/plan': { input: PLAN, expected: expectedOf([401, 403, 403, 200, 403, 200]) },
  'POST /live/v1/maintenance/end': { input: { id: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/timers': {
    input: { order: { ...ORDER, action: 'return' }, dueAt: SOON, reason: null },
    expected: expectedOf([401, 403, 403, 200, 403, 200]),
  },
  'POST /live/v1/timers/end': { input: { id: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  // No balancer has a job, and nothing runs: 404 is what those who may are told.
  'GET /live/v1/jobs': { input: '?system=haproxy&group=edge&node=lb9', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'POST /live/v1/jobs/check': { input: { order: JOB }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/jobs/start': { input: { order: JOB, typed: null }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/jobs/cancel': { input: { id: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'GET /live/v1/jobs/result': { input: '?id=nothing', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'GET /live/v1/jobs/compare': { input: '?older=nothing&newer=nothing', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'GET /live/v1/jobs/export': { input: '?id=nothing&table=types', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'POST /api/v1/rotation/return': { input: { server: 'web03' }, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
};
