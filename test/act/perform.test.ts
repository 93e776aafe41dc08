import { afterEach, describe, expect, test } from 'vitest';
import { hangs, refuses } from '#test/poll/pretend-system.ts';
import { act, agree, alice, bob, closeDoors, drain, openActing, problemOf, putBack, viewer } from './acting-door.ts';
import type { Servers } from './pretend-acting.ts';

afterEach(closeDoors);

const three = (): Servers => ({ web01: 'up', web02: 'up', web03: 'up' });
const pair = () => ({ 'web/lb1': three(), 'web/lb2': three() });

describe('an order that is agreed to', () => {
  test('is sent to every instance, and confirmed by reading them back', async () => {
    const { door, servers, sent } = await openActing(pair());
    const outcome = await act(door, drain('web01'), alice, { reason: 'kernel' });
    expect([...servers.values()].map(({ web01 }) => web01)).toEqual(['drain', 'drain']);
    expect(sent).toHaveLength(2);
    expect(outcome).toMatchObject({ title: 'Drain web01', result: 'confirmed', by: 'alice', finish: null, leftOut: [] });
    expect(outcome.words).toMatch(/^Confirmed by reading back on lb1, lb2, [\d.]+m?s: says drain\.$/);
    expect(outcome.steps).toMatchObject([
      { node: 'lb1', before: 'up', after: 'says drain', isConfirmed: true },
      { node: 'lb2', before: 'up', after: 'says drain', isConfirmed: true },
    ]);
    for (const { confirmedAt } of outcome.steps) expect(confirmedAt).toBeGreaterThan(outcome.askedAt);
  });

  test('stands in the audit before anything is sent, then each answer, then the end', async () => {
    const { door, happened, written } = await openActing(pair());
    const { id } = await act(door, drain('web01'), alice, { reason: ' kernel ' });
    const kinds = happened.map((each) => (each.is === 'sent' ? 'sent' : each.kind));
    expect([kinds[0], kinds.at(-1)]).toEqual(['asked', 'ended']);
    expect(kinds.toSorted()).toEqual(['answered', 'answered', 'asked', 'ended', 'sent', 'sent']);
    expect(written[0]).toMatchObject({
      by: { is: 'user', name: 'alice', address: '192.0.2.7', session: 's-alice' },
      entry: { id, system: 'pretend', action: 'drain', title: 'Drain web01', reason: 'kernel', input: { server: 'web01' } },
    });
    expect(written.at(-1)?.entry).toMatchObject({ kind: 'ended', id, result: 'confirmed' });
  });

  test('can be undone by the order that comes with the outcome', async () => {
    const { door, servers } = await openActing(pair());
    const { undo } = await act(door, drain('web01'), alice);
    if (!undo) throw new Error('no undo');
    expect(await act(door, undo, alice)).toMatchObject({ result: 'confirmed', title: 'Return web01' });
    expect(servers.get('web/lb1')).toEqual(three());
  });

  test('is not one after something changed: the caller is shown what it would do now', async () => {
    const { door, servers, sent, readAgain } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    servers.set('web/lb2', { ...three(), web01: 'drain' });
    const problem = await problemOf(door.perform(ask, alice));
    expect(problem.kind).toBe('changed');
    expect(problem.preview?.steps.map(({ node }) => node)).toEqual(['lb1']);
    expect(sent).toEqual([]);
    await readAgain('web/lb1');
    expect(await door.perform({ ...ask, hash: problem.preview?.hash ?? '' }, alice)).toMatchObject({ result: 'confirmed' });
  });

  test('is judged by readings made after its turn came, and not by those it was previewed on', async () => {
    const { door, servers, sent } = await openActing({ 'web/lb1': three() });
    const ask = agree(door, drain('web01'), alice);
    servers.set('web/lb1', { web01: 'up', web02: 'drain', web03: 'drain' });
    expect((await problemOf(door.perform(ask, alice))).preview).toMatchObject({ friction: 'type', typed: 'web01' });
    expect(sent).toEqual([]);
  });
});

describe('nothing is sent', () => {
  test.each([
    [null, 'typed'],
    ['web1', 'typed'],
    ['WEB01', 'typed'],
    [' web01', 'typed'],
  ])('to the last server when %j is typed', async (typed, kind) => {
    const { door, sent } = await openActing({ 'web/lb1': { web01: 'up' } });
    expect(await problemOf(act(door, drain('web01'), alice, { typed }))).toMatchObject({ kind, preview: { typed: 'web01' } });
    expect(sent).toEqual([]);
  });

  test('unless the name of the last server is typed exactly', async () => {
    const { door } = await openActing({ 'web/lb1': { web01: 'up' } });
    expect(await act(door, drain('web01'), alice, { typed: 'web01' })).toMatchObject({ result: 'confirmed' });
  });

  test('for who may only look, and his try is written down', async () => {
    const { door, sent, written } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    expect(await problemOf(door.perform(ask, viewer))).toMatchObject({ kind: 'forbidden', preview: null });
    expect(await problemOf(() => door.preview(drain('web01'), viewer))).toMatchObject({ kind: 'forbidden' });
    expect(sent).toEqual([]);
    expect(written).toMatchObject([
      { by: { name: 'vera' }, entry: { kind: 'refused', id: ask.id, system: 'pretend', action: 'drain', times: 1 } },
    ]);
  });

  test('by a wrong order', async () => {
    const { door } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    const kindOf = async (changes: object) => (await problemOf(door.perform({ ...ask, ...changes }, alice))).kind;
    expect(await kindOf({ order: { ...ask.order, system: 'redis' } })).toBe('not found');
    expect(await kindOf({ order: { ...ask.order, action: 'explode' } })).toBe('not found');
    expect(await kindOf({ order: { ...ask.order, input: 7 } })).toBe('invalid');
    expect(await kindOf({ order: putBack('web01') })).toBe('refused');
  });

  test.each([
    { id: 'short' },
    { id: 'with a blank' },
    { id: 'x'.repeat(101) },
    { reason: 'two\nlines' },
    { reason: 'a\u202Eb' },
    { reason: 'x'.repeat(501) },
    { until: 1 },
    { until: Number.NaN },
    { until: Date.now() + 31 * 86_400_000 },
  ])('with %j', async (changes) => {
    const { door, sent } = await openActing({ 'web/lb1': three() });
    expect((await problemOf(act(door, drain('web01'), alice, changes))).kind).toBe('invalid');
    expect(sent).toEqual([]);
  });

  test('where no instance can be read any more: that is said to be stale', async () => {
    const { door, reads, sent } = await openActing({ 'web/lb1': three() });
    const ask = agree(door, drain('web01'), alice);
    reads('web/lb1', () => hangs);
    const problem = await problemOf(door.perform(ask, alice));
    expect(problem).toMatchObject({ kind: 'stale', message: 'poll first', preview: { observedAt: null } });
    expect(problem.preview?.leftOut[0]?.why).toMatch(/^not read again since it was asked at \d\d:\d\d:\d\d UTC$/);
    expect(sent).toEqual([]);
  });

  test('where an instance refused to be read meanwhile: it would be left out now', async () => {
    const { door, reads, sent } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    reads('web/lb2', () => refuses);
    const problem = await problemOf(door.perform(ask, alice));
    expect(problem).toMatchObject({ kind: 'changed', preview: { leftOut: [{ node: 'lb2' }] } });
    expect(problem.preview?.leftOut[0]?.why).toContain('connection refused');
    expect(sent).toEqual([]);
  });

  test('through an instance for which nothing to act with is configured', async () => {
    const { door, unopened, sent } = await openActing(pair());
    unopened.add('web/lb1').add('web/lb2');
    expect(door.preview(drain('web01'), alice)).toMatchObject({
      steps: [],
      leftOut: [{ node: 'lb1', why: 'no credentials to act with are configured. Add a user to act with.' }, { node: 'lb2' }],
    });
    expect(await problemOf(act(door, drain('web01'), alice))).toMatchObject({ kind: 'refused' });
    expect(sent).toEqual([]);
  });
});

describe('the same id', () => {
  test('twice at the same time is sent once, and both get the same answer', async () => {
    const { door, sent } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    const [first, second] = await Promise.all([door.perform(ask, alice), door.perform({ ...ask }, alice)]);
    expect(second).toBe(first);
    expect(await door.perform(structuredClone(ask), alice)).toBe(first);
    expect(sent).toHaveLength(2);
  });

  test('with another request, or by somebody else, is a conflict', async () => {
    const { door } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    await door.perform(ask, alice);
    expect((await problemOf(door.perform({ ...ask, reason: 'other' }, alice))).kind).toBe('conflict');
    expect((await problemOf(door.perform(ask, bob))).kind).toBe('conflict');
  });

  test('of a request that was turned away may be used again', async () => {
    const { door, audit } = await openActing(pair());
    const ask = agree(door, drain('web01'), alice);
    audit.trouble = 'the disk is full';
    expect((await problemOf(door.perform(ask, alice))).kind).toBe('audit');
    audit.trouble = null;
    expect(await door.perform(ask, alice)).toMatchObject({ result: 'confirmed' });
  });
});
