import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Audit, type AuditOptions, openAudit } from '#lib/act/audit/audit.ts';
import type { Actor, Entry } from '#lib/act/audit/record.ts';
import type { Sent, Step } from '#lib/acting.ts';

export const ANNA: Actor = { is: 'user', name: 'anna', address: '192.0.2.7', session: 's-1' };
export const DEPLOY: Actor = { is: 'token', name: 'deploy', address: '192.0.2.80', session: null };

export const TAKEN: Sent = { is: 'taken', answer: 'done' };

export function step(node: string, target = 'be_web/web03'): Step {
  return { group: 'web', node, target, row: target, commands: ['drain'], before: 'up', wanted: 'drain', detail: { id: 3 } };
}

export function asked(id: string, changed: Partial<Extract<Entry, { kind: 'asked' }>> = {}): Entry {
  const said = { system: 'haproxy', action: 'drain', title: 'Drain web03', input: { server: 'web03' }, reason: null, until: null };
  return { kind: 'asked', id, ...said, steps: [step('lb1'), step('lb2')], leftOut: [], ...changed };
}

export function answered(id: string, node: string, sent: Sent = TAKEN, system = 'haproxy'): Entry {
  return { kind: 'answered', id, system, group: 'web', node, target: 'be_web/web03', sent };
}

export function ended(id: string, system = 'haproxy'): Entry {
  const outcome = { group: 'web', target: 'be_web/web03', sent: TAKEN, before: 'up', after: 'drain', isConfirmed: true, confirmedAt: 5 };
  const steps = [
    { ...outcome, node: 'lb1' },
    { ...outcome, node: 'lb2' },
  ];
  return { kind: 'ended', id, system, result: 'confirmed', words: 'Confirmed on lb1, lb2.', steps };
}

export function refused(id: string, system: string | null = 'haproxy'): Entry {
  return { kind: 'refused', id, system, action: 'drain', title: 'Drain web03', words: 'You may look, and not act.', times: 1 };
}

export const SIGNED_IN: Entry = { kind: 'access', what: 'signed in', words: 'With a password.', times: 1 };

export function attended(systems: readonly string[]): Entry {
  const said = { subject: 'web03', words: 'HAProxy, Public: critical.', reason: 'disks', until: 1_772_003_600_000 };
  return { kind: 'attention', what: 'issue acknowledged', systems, ...said };
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Actions of two systems and what happens beside them, as they may come: some under way at once, some without an end. */
export function randomEntries(random: () => number, count: number): Entry[] {
  const entries: Entry[] = [];
  const open: { id: string; system: string }[] = [];
  while (entries.length < count) {
    const dice = random();
    const system = random() < 0.5 ? 'haproxy' : 'redis';
    const one = open[Math.floor(random() * open.length)];
    if (dice < 0.3) {
      const id = `id-${entries.length}`;
      open.push({ id, system });
      entries.push(
        asked(id, {
          system,
          reason: random() < 0.3 ? 'ünïcode "quoted"\nnext \u{1f525} \ud800 =1+1' : null,
          input: { 2: random(), 1: [null] },
        }),
      );
    } else if (dice < 0.6 && one) entries.push(answered(one.id, random() < 0.5 ? 'lb1' : 'lb2', TAKEN, one.system));
    else if (dice < 0.85 && one) {
      open.splice(open.indexOf(one), 1);
      entries.push(ended(one.id, one.system));
    } else entries.push(random() < 0.5 ? SIGNED_IN : refused(`try-${entries.length}`, random() < 0.8 ? system : null));
  }
  return entries;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An audit whose clock counts its own questions. Closed at the end of the test. */
export async function openTestAudit(folder: string, options: Partial<AuditOptions> = {}): Promise<Audit> {
  let now = 1_772_000_000_000;
  const clock = { now: () => (now += 1_000) };
  const audit = await openAudit({ folder, clock, onError: () => undefined, ...options });
  onTestFinished(() => audit.close());
  return audit;
}

/** A folder with an audit of these entries, closed. */
export async function writtenAudit(entries: readonly Entry[], options: Partial<AuditOptions> = {}): Promise<string> {
  const folder = temporaryFolder();
  const audit = await openTestAudit(folder, options);
  for (const entry of entries) await audit.append(ANNA, entry);
  await audit.close();
  return folder;
}
