import { CHECK } from './layout.ts';
import { FULL, type Health, isUsable, type Model, type ModelBackend, type ModelCheck, type ModelServer } from './standin-model.ts';

const FINE: Health = { answer: 200, reason: 'OK' };

/** Asks a server for its health when its turn has come, and moves it by HAProxy's counters. */
export function checkWhenDue(model: Model, backend: ModelBackend, server: ModelServer): void {
  const isChecked = server.use.check !== 'none' && server.use.tracks === null && server.admin !== 'maint';
  if (!isChecked || model.at < server.nextCheckAt) return;
  server.nextCheckAt = model.at + CHECK.intervalMs;
  const health = model.health.get(server.use.name) ?? FINE;
  const wasUp = server.health >= CHECK.rise;
  const result = server.use.check === 'tcp' ? tcpCheck() : httpCheck(health, wasUp);
  server.check = result.check;
  if (result.passed) server.health = server.health + 1 >= CHECK.rise ? FULL : server.health + 1;
  else server.health = wasUp && server.health > CHECK.rise ? server.health - 1 : 0;
  if (!result.passed) server.checksFailed += wasUp ? 1 : 0;
  const isStopping = result.passed && result.check.status === 'L7OKC';
  if (isStopping !== server.isStopping) Object.assign(server, { isStopping, changedAt: model.at });
  noteDowntime(server, server.health >= CHECK.rise, model.at);
  for (const follower of followers(model, `${backend.spec.name}/${server.use.name}`)) follower.changedAt = server.changedAt;
}

function tcpCheck(): { passed: boolean; check: ModelCheck } {
  return { passed: true, check: { status: 'L4OK', code: '', durationMs: 0, text: '', description: 'Layer4 check passed' } };
}

function httpCheck({ answer, reason }: Health, isUp: boolean): { passed: boolean; check: ModelCheck } {
  if (answer === 'hang') {
    return {
      passed: false,
      check: { status: 'L7TOUT', code: '', durationMs: CHECK.timeoutMs + 1, text: '', description: 'Layer7 timeout' },
    };
  }
  const code = String(answer);
  if (answer === 200) return { passed: true, check: { status: 'L7OK', code, durationMs: 1, text: '', description: 'Layer7 check passed' } };
  // Only a server that is up may leave softly by a 404; for one that is down it is a failure (disable-on-404).
  if (answer === 404 && isUp) {
    return { passed: true, check: { status: 'L7OKC', code, durationMs: 1, text: '', description: 'Layer7 check conditionally passed' } };
  }
  const text = answer === 503 ? reason : 'Not Found';
  return { passed: false, check: { status: 'L7STS', code, durationMs: 1, text, description: 'Layer7 wrong status' } };
}

function followers(model: Model, tracked: string): ModelServer[] {
  return model.backends.flatMap(({ servers }) => servers.filter(({ use }) => use.tracks === tracked));
}

/** Notes when a backend has nobody left to serve, and when it has again. */
export function noteBackend(model: Model, backend: ModelBackend): void {
  noteDowntime(
    backend,
    backend.servers.some((server) => isUsable(model, server)),
    model.at,
  );
}

type Downtime = Pick<ModelBackend, 'changedAt' | 'downSince' | 'downtimeMs' | 'timesDown'>;

function noteDowntime(subject: Downtime, isUp: boolean, at: number): void {
  if (isUp === (subject.downSince === null)) return;
  subject.changedAt = at;
  if (isUp) subject.downtimeMs += at - (subject.downSince ?? at);
  else subject.timesDown += 1;
  subject.downSince = isUp ? null : at;
}
