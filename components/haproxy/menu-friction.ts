import { formatCount } from '#lib/format/number.ts';
import type { Scope, Stand } from './action-scope.ts';
import type { MenuAction } from './menu-lines.ts';

type Asked = { stand: Stand; isAsked: boolean };

/** What an order asks of whoever gives it, as its preview will: "1 click, undo", "asks, cuts 118 sessions". */
export function frictionOf(action: MenuAction, { server, backend }: Scope, { stand, isAsked }: Asked): string {
  const isTier = server === null && backend === null;
  const takesOut = isTakingOut(action);
  if (takesOut && isTier) return 'asks for its name';
  if (takesOut && stand.empties) return server === null ? 'asks for its name: leaves none up' : 'asks for its name: the last one up';
  const cuts = action === 'kill-sessions' ? `, cuts ${sessionWords(stand)}` : '';
  if (isTier && action === 'kill-sessions') return `asks for its name${cuts}`;
  if (cuts !== '') return `asks${cuts}`;
  if (server === null || backend === null) return `asks, ${count(stand.backends, 'backend')}, ${count(stand.instances, 'instance')}`;
  if (action === 'maintenance' && stand.sessions !== 0) return `asks, ${sessionWords(stand)} run on`;
  if (isAsked) return 'asks';
  // HAProxy does not tell a check that is off from none.
  if (action === 'checks-on' || action === 'agent-on') return '1 click, where one is configured';
  return isUndoneByChecks(action, stand) ? '1 click, the next check undoes it' : '1 click, undo';
}

function isTakingOut(action: MenuAction): boolean {
  return ['drain', 'maintenance', 'force-nolb', 'force-down', 'agent-down'].includes(action);
}

function isUndoneByChecks(action: MenuAction, { places }: Stand): boolean {
  if (action === 'agent-up' || action === 'agent-down') return true;
  return (action === 'force-down' || action === 'force-nolb') && places.some(({ view }) => view.check !== null);
}

function sessionWords({ sessions }: Stand): string {
  return sessions === null ? 'its sessions' : count(sessions, 'session');
}

function count(number: number, word: string): string {
  return `${formatCount(number)} ${word}${number === 1 ? '' : 's'}`;
}
