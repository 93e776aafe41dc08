import type { Deed, Undone } from './actions-orders.ts';

/** What a reading must show of a server afterwards, as its step says it. */
export function wantedWords(deed: Deed): string {
  switch (deed) {
    case 'checks-off':
      return 'checks off';
    case 'checks-on':
      return 'checks on';
    case 'force-up':
      return 'health up';
    case 'force-nolb':
      return 'no new sessions';
    case 'force-down':
      return 'health down';
    case 'agent-off':
      return 'agent checks off';
    case 'agent-on':
      return 'agent checks on';
    case 'agent-up':
      return 'agent up';
    case 'agent-down':
      return 'agent down';
    case 'kill-sessions':
      return 'sessions cut';
  }
}

/** True for what keeps new sessions from a server. */
export function takesOut(deed: Deed): boolean {
  return deed === 'force-nolb' || deed === 'force-down' || deed === 'agent-down';
}

/** What steps want that take a server out in this way. */
export const OUT_WORDS: readonly string[] = (['force-nolb', 'force-down', 'agent-down'] as const).map(wantedWords);

/** "Force web03 down", of one server or of "all servers". */
export function deedWords(deed: Deed, who: string): string {
  switch (deed) {
    case 'checks-off':
      return `Turn off the health checks of ${who}`;
    case 'checks-on':
      return `Turn on the health checks of ${who}`;
    case 'force-up':
      return `Force the health of ${who} up`;
    case 'force-nolb':
      return `Force ${who} to take no new sessions`;
    case 'force-down':
      return `Force ${who} down`;
    case 'agent-off':
      return `Turn off the agent checks of ${who}`;
    case 'agent-on':
      return `Turn on the agent checks of ${who}`;
    case 'agent-up':
      return `Force the agent of ${who} up`;
    case 'agent-down':
      return `Force the agent of ${who} down`;
    case 'kill-sessions':
      return `Cut the sessions of ${who}`;
  }
}

/** What becomes of these servers in this place, in one sentence. */
export function effectWords(deed: Undone, servers: string, where: string): string {
  switch (deed) {
    case 'checks-off':
      return `${servers}: no health check in ${where} until checks are turned on again; what they say now stays.`;
    case 'checks-on':
      return `${servers}: health checks begin again in ${where}, and decide from then on.`;
    case 'force-up':
      return `${servers}: counts as up in ${where}, whatever its checks said.`;
    case 'force-nolb':
      return `${servers}: no new clients in ${where}; running sessions and clients held to it go on.`;
    case 'force-down':
      return `${servers}: counts as down in ${where}, and its clients are moved.`;
    case 'agent-off':
      return `${servers}: its agent is asked no more in ${where}.`;
    case 'agent-on':
      return `${servers}: its agent is asked again in ${where}, and decides from then on.`;
    case 'agent-up':
      return `${servers}: counts as up for its agent in ${where}.`;
    case 'agent-down':
      return `${servers}: counts as down for its agent in ${where}, and its clients are moved.`;
  }
}
