import { afterEach, describe, expect, test } from 'vitest';
import { askFor } from '#lib/act/asking.ts';
import type { Asked, Order, Told } from '#lib/acting.ts';
import { alice, closeDoors, drain, type Opened, openActing, problemOf, putBack } from './acting-door.ts';

afterEach(closeDoors);

const QUESTION: Asked = { group: 'web', node: 'lb1', question: 'clients', input: null };

async function open(): Promise<Opened> {
  const opened = await openActing({ 'web/lb1': { web01: 'up', web02: 'up' } });
  opened.wants.questions = [QUESTION];
  answers(opened, 'a list');
  return opened;
}

/** How it is answered from now on. */
function answers({ asking }: Opened, answer: string): void {
  asking.answer = ({ group, node, question }) => ({ group, node, question, observedAt: Date.now() + 1, answer, failure: null });
}

function fails({ asking }: Opened, failure: string): void {
  asking.answer = ({ group, node, question }): Told => ({ group, node, question, observedAt: Date.now() + 1, answer: null, failure });
}

let given = 0;
async function agreed({ door }: Opened, order: Order) {
  given += 1;
  const { hash } = await door.previewAsked(order, alice);
  return { id: `asked-${given}-000`, order, hash, typed: null, reason: null, until: null };
}

describe('an action that asks first', () => {
  test('is previewed by what was answered, asked for the preview, for the order and for the proof', async () => {
    const opened = await open();
    const outcome = await opened.door.perform(await agreed(opened, drain('web01')), alice);
    expect(outcome.result).toBe('confirmed');
    expect(opened.asking.asked).toEqual(Array.from({ length: 3 }, () => ({ ...QUESTION, system: 'pretend' })));
    expect(opened.wants.given.at(-1)?.answers).toMatchObject([{ answer: 'a list' }]);
  });

  test('is not sent where the question failed since the preview', async () => {
    const opened = await open();
    const ask = await agreed(opened, drain('web01'));
    fails(opened, 'no answer within 5s');
    expect(await problemOf(opened.door.perform(ask, alice))).toMatchObject({ kind: 'refused', message: 'no answer within 5s' });
    expect(opened.sent).toEqual([]);
    expect(opened.written.map(({ entry }) => entry.kind)).not.toContain('asked');
  });

  test('is sent and not confirmed where the question fails after sending', async () => {
    const opened = await open();
    const ask = await agreed(opened, drain('web01'));
    opened.takes('web/lb1', (_, ok) => {
      fails(opened, 'no answer within 5s');
      return ok();
    });
    const outcome = await opened.door.perform(ask, alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed', steps: [{ after: 'no answer within 5s' }] });
  });

  test('is not proved by what was answered before it was sent', async () => {
    const opened = await open();
    const ask = await agreed(opened, drain('web01'));
    const old = { ...QUESTION, observedAt: 1, answer: 'a list', failure: null } as const;
    opened.asking.answer = () => old;
    const outcome = await opened.door.perform(ask, alice);
    expect(outcome).toMatchObject({ result: 'sent, not confirmed', steps: [{ after: 'it was not asked' }] });
  });

  test('asks nothing for a timer, for a title, or to see whether anything is left to do', async () => {
    const opened = await open();
    expect(opened.door.preview(drain('web01'), alice).refusal).toBe('it was not asked');
    opened.door.nothingLeft(putBack('web01'));
    opened.door.previewTimed(putBack('web01'), alice);
    expect(opened.asking.asked).toEqual([]);
  });

  test('is told that who orders sees no details, where he does not', async () => {
    const opened = await open();
    await opened.door.previewAsked(drain('web01'), alice);
    expect(opened.wants.given.at(-1)?.seesDetails).toBe(false);
    const grants = { all: [...alice.grants.all, 'details' as const], systems: {} };
    await opened.door.previewAsked(drain('web01'), { ...alice, grants });
    expect(opened.wants.given.at(-1)?.seesDetails).toBe(true);
  });
});

test('only the node that is named is asked of what an order wants', async () => {
  const asked: string[] = [];
  const ask = async (of: Asked): Promise<Told> => {
    asked.push(of.node);
    return { ...of, observedAt: 1, answer: null, failure: null };
  };
  const action = { asks: () => [QUESTION, { ...QUESTION, node: 'lb2' }] };
  const read = { system: { name: 'pretend' }, action, input: {} } as unknown as Parameters<typeof askFor>[1];
  await askFor({ ask }, read, { group: 'web', node: 'lb2' });
  expect(asked).toEqual(['lb2']);
});
