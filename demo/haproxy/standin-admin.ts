import type { ServerState } from './layout.ts';
import { type Model, setAdmin, setModelDown } from './standin-model.ts';

const STATES: Readonly<Record<string, ServerState>> = { ready: 'ready', drain: 'drain', maint: 'maint' };

/**
 * Carries out what was posted to the statistics page, for the actions that Vigil sends: ready, drain, maint and hdown. Gives the code that HAProxy 2.6 names
 * behind `;st=` (measured): DONE when every server was known, PART when some were, ERRP when the backend, the action or all servers are not.
 */
export function administer(model: Model, body: string): string {
  const form = new URLSearchParams(body);
  const backend = form.get('b') ?? '';
  const action = form.get('action') ?? '';
  const names = form.getAll('s');
  if (action === '' || names.length === 0) return 'NONE';
  const known = model.backends.find(({ spec }) => spec.name === backend)?.servers.map(({ use }) => use.name) ?? [];
  const found = names.filter((name) => known.includes(name));
  const state = STATES[action];
  if (found.length === 0 || (state === undefined && action !== 'hdown')) return 'ERRP';
  for (const server of found) {
    if (state === undefined) setModelDown(model, { backend, server });
    else setAdmin(model, { backend, server }, state);
  }
  return found.length === names.length ? 'DONE' : 'PART';
}
