import { afterEach, describe, expect, test } from 'vitest';
import type { Sent } from '#lib/acting.ts';
import { until } from '#test/fakes/until.ts';
import { hangs } from '#test/poll/pretend-system.ts';
import { act, agree, alice, bob, closeDoors, drain, openActing, problemOf, putBack } from './acting-door.ts';
import type { Servers, Take } from './pretend-acting.ts';

afterEach(closeDoors);

const three = (): Servers => ({ web01: 'up', web02: 'up', web03: 'up' });
const pair = () => ({ 'web/lb1': three(), 'web/lb2': three() });
const says =
  (is: Sent['is'], answer: string): Take =>
  () => ({ is, answer });
const neverEnds: Take = () => new Promise(() => undefined);
const hangsUntilAborted: Take = (_step, _ok, signal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve({ is: 'no answer', answer: 'connected, no answer' })));

describe('an instance that dies in the middle', () => {
  test('makes it partial: it is named, and finish and undo go through the same door', async () => {
    const { door, servers, takes } = await openActing(pair());
    takes('web/lb2', says('not sent', 'connection refused'));
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({
      result: 'partial',
      steps: [
        { node: 'lb1', isConfirmed: true },
        { node: 'lb2', isConfirmed: false },
      ],
    });
    expect(outcome.words).toContain('Confirmed by reading back on lb1 alone');
    expect(outcome.words).toContain('lb2, be/web01: not sent: connection refused.');
    expect(outcome.undo?.input).toEqual({ server: 'web01', only: [{ group: 'web', node: 'lb1' }] });
    if (!outcome.finish) throw new Error('nothing to finish with');
    takes('web/lb2', (_step, ok) => ok());
    const finished = await act(door, outcome.finish, alice);
    expect(finished).toMatchObject({ result: 'confirmed', steps: [{ node: 'lb2' }] });
    expect(servers.get('web/lb2')?.web01).toBe('drain');
    if (!outcome.undo) throw new Error('nothing to undo with');
    await act(door, outcome.undo, alice);
    expect([...servers.values()].map(({ web01 }) => web01)).toEqual(['up', 'drain']);
  });

  test('before it could be sent anything, and alone, leaves nothing changed', async () => {
    const { door, takes } = await openActing({ 'web/lb1': three() });
    takes('web/lb1', says('not sent', 'connection refused'));
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'refused', undo: null, steps: [{ after: 'not read back', confirmedAt: null }] });
    expect(outcome.words).toBe('Nothing was changed. lb1, be/web01: not sent: connection refused.');
    expect(outcome.finish).not.toBeNull();
  });

  test('that was left out from the beginning is part of what finish sends', async () => {
    const { door, reads, readAgain } = await openActing(pair(), { readMs: 200 });
    reads('web/lb2', () => hangs);
    const lost = agree(door, drain('web01'), alice);
    const problem = await problemOf(door.perform(lost, alice));
    const outcome = await door.perform({ ...lost, hash: problem.preview?.hash ?? '' }, alice);
    expect(outcome).toMatchObject({ result: 'partial', leftOut: [{ node: 'lb2' }], finish: { input: { only: [{ node: 'lb2' }] } } });
    expect(outcome.words).toContain('lb2 was left out: not read again since');
    await readAgain('web/lb1');
  });
});

describe('a command', () => {
  test('that is refused is told in the words of the instance, and changes nothing', async () => {
    const { door, takes } = await openActing({ 'web/lb1': three() });
    takes('web/lb1', says('refused', 'not permitted'));
    expect(await act(door, drain('web01'), alice)).toMatchObject({
      result: 'refused',
      words: 'Nothing was changed. lb1, be/web01: refused: not permitted.',
      undo: null,
    });
  });

  test('without an answer is confirmed where the read-back shows it', async () => {
    const { door, takes } = await openActing({ 'web/lb1': three() });
    takes('web/lb1', (_step, ok) => ({ ...ok(), is: 'no answer', answer: 'reset' }));
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'confirmed', finish: null });
    expect(outcome.words).toContain('lb1, be/web01: no answer to the command (reset), and read back: says drain.');
  });

  test.each([
    ['that never ends', neverEnds, 'it did not end when it was aborted'],
    ['that ends when it is aborted', hangsUntilAborted, 'connected, no answer'],
  ])('%s is given up, and may have worked: it can be undone', async (_name, take, answer) => {
    const { door, takes } = await openActing({ 'web/lb1': three() });
    takes('web/lb1', take);
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed', steps: [{ sent: { is: 'no answer', answer }, after: 'says up' }] });
    expect([outcome.undo, outcome.finish]).not.toContain(null);
  });

  test('at which a mistake of ours is made may have worked, too', async () => {
    const { door, takes } = await openActing({ 'web/lb1': three() });
    takes('web/lb1', () => {
      throw new Error('x is undefined');
    });
    expect(await act(door, drain('web01'), alice)).toMatchObject({
      result: 'sent, not confirmed',
      steps: [{ sent: { is: 'no answer', answer: "Vigil's own error: Error: x is undefined" } }],
    });
  });
});

describe('the read-back', () => {
  test('gives a slow instance time to show it', async () => {
    const { door, takes, servers, reads } = await openActing({ 'web/lb1': three() });
    let readings = 0;
    takes('web/lb1', () => ({ is: 'taken', answer: 'done' }));
    reads('web/lb1', (says) => async () => {
      readings += 1;
      if (readings === 3) servers.set('web/lb1', { ...three(), web01: 'drain' });
      return says();
    });
    expect(await act(door, drain('web01'), alice)).toMatchObject({ result: 'confirmed' });
  });

  test('that never shows it ends as sent, not confirmed', async () => {
    const { door, takes } = await openActing({ 'web/lb1': three() });
    takes('web/lb1', says('taken', 'done'));
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed', steps: [{ after: 'says up', isConfirmed: false }] });
    expect(outcome.words).toMatch(
      /^Sent, and not confirmed by reading back within [\d.]+m?s\. lb1, be\/web01: taken, and read back: says up\.$/,
    );
  });

  test('of an instance that falls silent ends as sent, not confirmed, and says so', async () => {
    const { door, takes, reads } = await openActing({ 'web/lb1': three() }, { proofMs: 200 });
    takes('web/lb1', (_step, ok) => {
      reads('web/lb1', () => hangs);
      return ok();
    });
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed', steps: [{ after: 'not read since it was sent' }] });
  });

  test('looks again where something is known to undo it, and says that it was undone', async () => {
    const { door, servers, reads, proofs } = await openActing({ 'web/lb1': three() });
    proofs.more = 2;
    let shown = 0;
    reads('web/lb1', (says) => async () => {
      if (says().web01 === 'drain') shown += 1;
      if (shown === 3) servers.set('web/lb1', three());
      return says();
    });
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed', steps: [{ after: 'was undone: says up', isConfirmed: false }] });
    expect(shown).toBe(3);
  });

  test('confirms what something is known to undo only after as many readings as that takes', async () => {
    const { door, reads, proofs } = await openActing({ 'web/lb1': three() });
    proofs.more = 2;
    let shown = 0;
    reads('web/lb1', (says) => async () => {
      if (says().web01 === 'drain') shown += 1;
      return says();
    });
    expect(await act(door, drain('web01'), alice)).toMatchObject({ result: 'confirmed' });
    // The poller may ask once more at its own time.
    expect(shown).toBeGreaterThanOrEqual(3);
  });

  test('does not count one reading twice', async () => {
    const { door, reads, proofs } = await openActing({ 'web/lb1': three() }, { proofMs: 1_500 });
    proofs.more = 1;
    reads('web/lb1', (says) => async () => {
      if (says().web01 === 'drain') reads('web/lb1', () => hangs);
      return says();
    });
    expect(await act(door, drain('web01'), alice)).toMatchObject({
      result: 'sent, not confirmed',
      steps: [{ after: 'says drain, shown by 1 of 2 readings' }],
    });
  });

  test('that fails by a mistake of ours does not cost the outcome', async () => {
    const { door, proofs } = await openActing({ 'web/lb1': three() });
    proofs.fails = true;
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed' });
    expect(outcome.words).toContain("Vigil's own error while reading back: a mistake in the proof");
  });
});

describe('the audit', () => {
  test.each([
    ['says that it cannot be written', 'the disk is full', null],
    ['fails at the line', null, async () => Promise.reject(new Error('the disk is full'))],
  ])('that %s lets nothing through', async (_name, trouble, hold) => {
    const { door, audit, sent } = await openActing({ 'web/lb1': { web01: 'up', web02: 'up' } });
    const ask = agree(door, drain('web01'), alice);
    Object.assign(audit, { trouble, hold });
    const problem = await problemOf(door.perform(ask, alice));
    expect(problem).toMatchObject({ kind: 'audit', message: 'The audit cannot be written, so nothing was sent: the disk is full' });
    expect(sent).toEqual([]);
    Object.assign(audit, { trouble: null, hold: null });
    expect(door.preview(drain('web02'), alice).friction).toBe('ask');
  });

  test('that takes a line too late lets nothing through, and writes that down behind it', async () => {
    const { door, audit, sent, written } = await openActing(pair(), { auditMs: 50 });
    const late = Promise.withResolvers<void>();
    audit.hold = ({ kind }) => (kind === 'asked' ? late.promise : Promise.resolve());
    expect(await problemOf(act(door, drain('web01'), alice))).toMatchObject({ kind: 'audit' });
    late.resolve();
    await until('both lines are there', () => written.length === 2 || written.some(({ entry }) => entry.kind === 'ended'));
    const lines = written.map(({ entry }) => entry).filter(({ kind }) => kind === 'asked' || kind === 'ended');
    expect(lines).toMatchObject([
      { kind: 'asked' },
      { kind: 'ended', result: 'refused', words: 'Nothing was sent: it was not certain in time that this is on disk.' },
    ]);
    expect(sent).toEqual([]);
  });

  test('that fails after sending does not cost the outcome, which says so', async () => {
    const { door, audit, servers } = await openActing(pair());
    audit.hold = async ({ kind }) => {
      if (kind !== 'asked') throw new Error('the disk is full');
    };
    const outcome = await act(door, drain('web01'), alice);
    expect(outcome.result).toBe('confirmed');
    expect(outcome.words).toContain('The audit does not hold all of this: the disk is full.');
    expect(servers.get('web/lb1')?.web01).toBe('drain');
  });

  test('that is slow to write the answers does not hold up the sending', async () => {
    const { door, audit, sent, written } = await openActing(pair());
    const slow = Promise.withResolvers<void>();
    audit.hold = ({ kind }) => (kind === 'answered' ? slow.promise : Promise.resolve());
    const outcome = act(door, drain('web01'), alice);
    await until('all is sent', () => sent.length === 2);
    await until('it was read back', () => door.preview(putBack('web01'), bob).steps.length === 2);
    slow.resolve();
    expect((await outcome).result).toBe('confirmed');
    expect(written.map(({ entry }) => entry.kind)).toEqual(['asked', 'answered', 'answered', 'ended']);
  });
});
