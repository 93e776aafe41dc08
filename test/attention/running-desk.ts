import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { Entry } from '#lib/act/audit/record.ts';
import { Desk } from '#lib/attention/desk.ts';
import type { OpenIssue } from '#lib/attention/open-issue.ts';
import { openStateFile } from '#lib/attention/state-file.ts';
import { NOW } from '../components/estate.ts';

export const MINUTE = 60_000;
export const ANN: Caller = {
  is: 'user',
  name: 'ann',
  grants: { all: ['view', 'act'], systems: {} },
  address: '10.0.0.7',
  session: 's1',
  expiresAt: NOW,
};
export const LB05: OpenIssue = {
  ...{
    key: 'node haproxy/public/lb05',
    is: 'node',
    systems: ['haproxy', 'redis'],
    concerns: ['haproxy'],
    subject: 'lb05',
    place: 'HAProxy, Public',
    status: 'warning',
  },
  ...{
    worst: 'critical',
    reason: 'refused',
    since: { at: NOW - MINUTE, how: 'seen' },
    seenAt: NOW - MINUTE,
    symptoms: 1,
    acknowledged: null,
    unseenFrom: null,
  },
  grounds: [{ id: 'haproxy/public/lb05/stats', source: 'haproxy/public/lb05/stats' }],
};
export const ON_HOST = { target: { is: 'host', host: 'web01' }, systems: ['haproxy', 'redis'] } as const;
export const NOT_OVER = () => false;
export const OVER = () => true;

/** A desk over a folder of its own, an audit that notes what it is given, and a clock that is moved by hand. */
export async function openDesk(folder = temporaryFolder()) {
  const clock = { at: NOW, now: () => clock.at };
  const audit = { entries: [] as Entry[], fails: null as Error | null };
  const append = async (_by: unknown, entry: Entry) => {
    if (audit.fails) throw audit.fails;
    audit.entries.push(entry);
  };
  const errors: unknown[] = [];
  const desk = new Desk({
    clock,
    file: await openStateFile(folder, clock),
    audit: { append },
    onError: (error) => void errors.push(error),
  });
  let told = 0;
  desk.onChange(() => {
    told += 1;
  });
  return { desk, clock, audit, errors, folder, told: () => told };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const acknowledge = (desk: Desk, over: Partial<OpenIssue> = {}, text = 'seen') =>
  desk.acknowledge({ ...LB05, ...over }, { text, until: NOW + 60 * MINUTE }, ANN);
export const plan = (desk: Desk, startAt = NOW + MINUTE, endAt = NOW + 5 * MINUTE) =>
  desk.plan(ON_HOST, { startAt, endAt, reason: ' disks ' }, ANN);
export const said = (desk: Desk) => desk.attention().acknowledgements.map(({ subject, text }) => `${subject}: ${text}`);
