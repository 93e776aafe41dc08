import type { Answer } from '#components/access/ask-vigil.ts';
import type { Acknowledging, AttentionClient, ClosedAnswer, Planning } from '#components/issues/attention-client.ts';
import type { BoardIssues } from '#components/issues/issues-context.tsx';
import { openIssues } from '#components/issues/open-issues.ts';
import { type Acknowledgement, type Attention, NO_ATTENTION, type PlannedMaintenance } from '#lib/attention/attention.ts';
import type { ClosedIssue } from '#lib/attention/closed.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import { type HostCard, hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { MOMENT, NOW, ownProbe, probe, row, state } from '../estate.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

const down = (name: string) => row({ name, state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down: L7STS 503');
const weak = (name: string) => row({ name, state: state({ word: 'up', said: 'UP 1/2' }) }, 'warning', 'failing its checks: 1 of 2');
const out = (name: string) => row({ name, state: state({ word: 'maintenance', said: 'MAINT' }) }, 'maintenance', 'in maintenance');

/** lb05 with web01 up, web02 down, web03 failing its checks and web04 in maintenance; lb06, which is well; and Vigil's own probe. */
export const PARTS: readonly Part[] = [
  { probe: probe(), rows: [row(), down('web02'), weak('web03'), out('web04')] },
  { probe: probe({ host: 'NY-LB06' }, 'lb06'), rows: [row()] },
  { probe: ownProbe(), rows: [] },
];
export const WELL: readonly Part[] = [
  { probe: probe(), rows: [row()] },
  { probe: ownProbe(), rows: [] },
];

export const WEB02 = 'row haproxy/public/stats server web02';
export const WEB03 = 'row haproxy/public/stats server web03';

/** By ann, 10 min ago, for an hour. */
export function acknowledgement(over: Partial<Acknowledgement> = {}): Acknowledgement {
  const said = { by: 'ann', at: NOW - 10 * MINUTE_MS, text: 'ticket 4711', until: NOW + HOUR_MS };
  return { key: WEB02, systems: ['haproxy'], subject: 'web02', status: 'critical', ...said, ...over };
}

/** Of web02 by jeff, in force for another hour. */
export function planned(over: Partial<PlannedMaintenance> = {}): PlannedMaintenance {
  const times = { startAt: NOW - MINUTE_MS, endAt: NOW + HOUR_MS, at: NOW - MINUTE_MS };
  return { id: 'm1', target: { is: 'host', host: 'web02' }, systems: ['haproxy'], ...times, reason: 'kernel update', by: 'jeff', ...over };
}

export function closedIssue(over: Partial<ClosedIssue> = {}): ClosedIssue {
  const times = { since: { at: NOW - HOUR_MS, how: 'seen' as const }, seenAt: NOW - HOUR_MS, closedAt: NOW - 30 * MINUTE_MS };
  return {
    ...{ key: 'row haproxy/public/stats server web09', is: 'row', systems: ['haproxy'], subject: 'web09', place: 'HAProxy, Public' },
    ...{ worst: 'critical', reason: 'down: L4CON', ...times, symptoms: 2, acknowledged: null, unseen: null, ...over },
  };
}

export const closedAnswer = (closed: readonly ClosedIssue[]): Answer<ClosedAnswer> => ({
  ok: true,
  value: { closed, watchedSince: NOW - 2 * HOUR_MS, gaps: [], now: NOW },
});

type Told = {
  findings?: readonly Finding[];
  events?: readonly NodeEvent[];
  attention?: Partial<Attention>;
  moment?: Moment;
  cards?: readonly HostCard[];
};

/** What a page is given of these parts. */
export function found(
  parts: readonly Part[],
  { findings = [], events = [], attention = {}, moment = MOMENT, cards = [] }: Told = {},
): BoardIssues {
  const time = {
    own: moment,
    board: boardMoment(
      parts.map((part) => part.probe),
      moment,
    ),
  };
  return { ...openIssues({ parts, findings }, time, { ...NO_ATTENTION, ...attention }, hostNames(cards)), cards, events };
}

/** A way to Vigil that answers as it is told, and remembers what it was asked. */
export function pretendClient(answer: Answer<never> | null = null, closed: readonly Answer<ClosedAnswer>[] = [closedAnswer([])]) {
  const sent: { acknowledged: Acknowledging[]; withdrawn: string[]; planned: Planning[]; ended: string[]; reads: number } = {
    ...{ acknowledged: [], withdrawn: [], planned: [], ended: [], reads: 0 },
  };
  const client: AttentionClient = {
    async readClosed() {
      sent.reads += 1;
      return closed[Math.min(sent.reads, closed.length) - 1] ?? { ok: false, message: 'nothing' };
    },
    async acknowledge(said) {
      sent.acknowledged.push(said);
      return answer ?? { ok: true, value: acknowledgement(said) };
    },
    async withdraw(key) {
      sent.withdrawn.push(key);
      return answer ?? { ok: true, value: key };
    },
    async plan(planning) {
      sent.planned.push(planning);
      return answer ?? { ok: true, value: planned(planning) };
    },
    async end(id) {
      sent.ended.push(id);
      return answer ?? { ok: true, value: id };
    },
  };
  return { client, sent };
}
