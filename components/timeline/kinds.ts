import type { EventKind } from '#lib/history.ts';

/** What is said of an event of a kind, and what several are called. */
type KindWords = { one: string; many: string; about: string };

export const KIND_WORDS: Record<EventKind, KindWords> = {
  status: { one: 'status', many: 'Status', about: 'a node or a row of it became that' },
  issue: { one: 'issue', many: 'Issues', about: 'one was found, or is over' },
  finding: { one: 'finding', many: 'Findings', about: 'what the nodes of a group prove together, or no longer' },
  node: { one: 'node', many: 'Nodes', about: 'restarts, reloads and fail-overs' },
  action: { one: 'action', many: 'Actions', about: 'what people and scripts did through Vigil' },
  maintenance: { one: 'maintenance', many: 'Maintenance', about: 'work that was planned' },
  acknowledgement: { one: 'acknowledged', many: 'Acknowledged', about: 'issues that somebody has seen' },
  timer: { one: 'timer', many: 'Timers', about: 'what Vigil did at a time that somebody set' },
  job: { one: 'job', many: 'Jobs', about: 'what ran long' },
  deploy: { one: 'deploy', many: 'Deploys', about: 'what scripts said they deployed' },
  vigil: { one: 'Vigil', many: 'Vigil', about: 'starts, stops, and times in which it did not look' },
};

/** The shape of a kind whose events become no status: a path in a box of 16. */
export const KIND_PATHS: Record<EventKind, string> = {
  status: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  issue: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  finding: 'M3 8h10M8 3v10',
  // an arrow that comes round
  node: 'M12.6 5.6A5.2 5.2 0 1 0 13.2 8M13 2.6v3.2H9.8',
  // a play mark
  action: 'M4.5 3 13 8l-8.5 5Z',
  maintenance: 'M4 12 8.4 7.6M12.5 6a3 3 0 1 1-3-3',
  acknowledgement: 'm3 8.5 3.4 3.4L13 4.6',
  timer: 'M8 4.6V8l2.4 1.6M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2Z',
  job: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h7',
  // up into the world
  deploy: 'M8 13.5V3M3.8 7.2 8 3l4.2 4.2',
  // an eye
  vigil: 'M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8ZM8 6.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2Z',
};
