import { describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { haproxyActing } from '#lib/systems/haproxy/actions.ts';
import type { HAProxyNode } from '#lib/systems/haproxy/actions-targets.ts';
import { actionOf, nodeOf, notesOf, previewOf, settingsOf, stepsOf, webServer } from './acting-on.ts';
import { type Cells, readingOf } from './hand-made.ts';

const SOCKET = { is: 'unix', path: '/run/none.sock' } as const;
const WITH = { ...settingsOf('http://127.0.0.1:9/haproxy', null), actSocket: SOCKET };

const of = (weight: number): Cells => ({ weight, uweight: weight });
const ROWS = [webServer('web01', of(10)), webServer('web02', of(10)), webServer('web03', of(20))];
const at = (node: string, rows: Cells[] | null = ROWS, changes: Partial<HAProxyNode> = {}) =>
  nodeOf(node, rows, { settings: WITH, ...changes });
const weigh = (weight: number, nodes: HAProxyNode[], more = {}) =>
  previewOf('weight', { group: 'web', backend: 'be_web', server: 'web03', weight, ...more }, nodes);

describe('a weight', () => {
  test('is set on every instance of the tier, and its share is told as it is and as it would be', () => {
    const preview = weigh(5, [at('lb1'), at('lb2')]);
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: set weight be_web/web03 5', 'lb2 be_web/web03: set weight be_web/web03 5']);
    expect(preview).toMatchObject({
      title: 'Set the weight of web03 to 5 in be_web on lb1 and lb2',
      summary: 'web03 has weight 20 and 50 % of the new sessions of be_web; with 5 it would have 20 %.',
      friction: 'ask',
      typed: null,
    });
  });

  test('of 0 for the last server that takes traffic needs its name, drains under way counted as done', () => {
    const alone = [at('lb1', [webServer('web01', { status: 'DOWN', ...of(10) }), webServer('web03', of(20))])];
    expect(weigh(0, alone)).toMatchObject({ friction: 'type', typed: 'web03' });
    expect(notesOf(weigh(0, alone))[0]).toMatch(/^critical: nothing else takes traffic in be_web on lb1/);
    const input = { group: 'web', backend: 'be_web', server: 'web03', weight: 0 };
    const flying = ['web01', 'web02'].map((name) => ({ group: 'web', node: 'lb1', target: `be_web/${name}`, wanted: 'drain' }));
    expect(previewOf('weight', input, [at('lb1')], flying).friction).toBe('type');
    expect(previewOf('weight', input, [at('lb1')]).friction).toBe('ask');
  });

  test('counts a backup for nothing while an active server takes traffic', () => {
    const rows = [webServer('web01', of(10)), webServer('web03', { ...of(10), act: 0, bck: 1 })];
    expect(weigh(20, [at('lb1', rows)]).summary).toContain('and 0 % of the new sessions of be_web; with 20 it would have 0 %.');
  });

  test.each<[string, HAProxyNode[], number, RegExp]>([
    ['that it has already', [at('lb1')], 20, /^web03 has weight 20 already on lb1$/],
    ['where nothing to act by is configured', [at('lb1', ROWS, { settings: settingsOf() })], 5, /add actSocket: to the node/],
    ['on a reading in doubt', [at('lb1', ROWS, { doubt: 'not read for 20s' })], 5, /not read for 20s \(lb1\)/],
    ['of a server that there is not', [at('lb1', [webServer('web01')])], 5, /^there is no server web03 with a weight in be_web$/],
  ])('%s is refused', (_, nodes, weight, refusal) => {
    expect(weigh(weight, nodes)).toMatchObject({ steps: [], refusal: expect.stringMatching(refusal) });
  });

  test('is undone to what it was on each instance, and finished on those that are left', () => {
    const nodes = [at('lb1'), at('lb2', [webServer('web03', of(7))])];
    const action = actionOf('weight');
    const { steps } = weigh(5, nodes);
    const undo = action.undo(steps);
    expect(undo).toMatchObject({ action: 'weight', input: { weights: { lb1: 20, lb2: 7 } } });
    const back = previewOf('weight', undo?.input, [at('lb1', [webServer('web03', of(5))]), at('lb2', [webServer('web03', of(5))])]);
    expect(stepsOf(back)).toEqual(['lb1 be_web/web03: set weight be_web/web03 20', 'lb2 be_web/web03: set weight be_web/web03 7']);
    const read = action.read({ group: 'web', backend: 'be_web', server: 'web03', weight: 5 });
    expect(read.ok && action.finish(read.input, steps.slice(0, 1), []).input).toMatchObject({ weight: 5, only: [{ node: 'lb1' }] });
  });

  test.each<[string, Cells, string]>([
    ['proves it', of(5), 'proved'],
    ['that tells what was set, and not what slow start makes of it, proves it', { weight: 1, uweight: 5 }, 'proved'],
    ['of another weight does not', of(20), 'not proved'],
  ])('a reading %s', (_, cells, is) => {
    const [step] = weigh(5, [at('lb1')]).steps;
    if (!step) throw new Error('no step');
    expect(actionOf('weight').prove(step, readingOf([webServer('web03', cells)])).is).toBe(is);
  });

  test.each<[string, unknown]>([
    ['no weight', { group: 'web', backend: 'b', server: 's' }],
    ['two', { group: 'web', backend: 'b', server: 's', weight: 1, weights: { lb1: 2 } }],
    ['one above 256', { group: 'web', backend: 'b', server: 's', weight: 257 }],
    ['a part of one', { group: 'web', backend: 'b', server: 's', weight: 1.5 }],
    ['a name that ends the command', { group: 'web', backend: 'b', server: 's 1; show env', weight: 1 }],
  ])('with %s is not read', (_, raw) => {
    expect(actionOf('weight').read(raw)).toMatchObject({ ok: false, message: expect.stringMatching(/; send \{/) });
  });
});

const frontend = (pxname: string, cells: Cells = {}): Cells => ({
  pxname,
  svname: 'FRONTEND',
  type: 0,
  status: 'OPEN',
  mode: 'http',
  scur: 3,
  intercepted: 0,
  ...cells,
});
const FRONTENDS = [frontend('fe_web'), frontend('fe_api'), frontend('stats', { intercepted: 400 })];
const door = (action: string, name: string, nodes: HAProxyNode[]) => previewOf(action, { group: 'web', frontend: name }, nodes);

describe('a frontend', () => {
  test('is paused on every instance after a dialog that says what goes on', () => {
    const preview = door('pause', 'fe_web', [at('lb1', FRONTENDS), at('lb2', FRONTENDS)]);
    expect(stepsOf(preview)).toEqual(['lb1 fe_web: disable frontend fe_web', 'lb2 fe_web: disable frontend fe_web']);
    expect(preview).toMatchObject({ friction: 'ask', summary: 'fe_web refuses new connections on lb1 and lb2; the 6 open now go on.' });
  });

  test.each<[string, string, Cells[], RegExp]>([
    [
      'the last that is open for clients',
      'fe_web',
      [frontend('fe_web'), frontend('fe_api', { status: 'PAUSED' }), frontend('stats', { intercepted: 4 })],
      /no other frontend for clients is open/,
    ],
    ['that of the statistics', 'stats', FRONTENDS, /answers for HAProxy itself/],
    [
      'one of which nobody knows whether it is that',
      'fe_web',
      [frontend('fe_web', { intercepted: '' }), frontend('fe_api')],
      /answers for HAProxy itself/,
    ],
  ])('needs its name typed to pause %s', (_, name, rows, note) => {
    const preview = door('pause', name, [at('lb1', rows)]);
    expect([preview.friction, preview.typed]).toEqual(['type', name]);
    expect(notesOf(preview).join()).toMatch(note);
  });

  test('is resumed also where readings are in doubt: Vigil may have read through it', () => {
    const paused = [frontend('fe_web', { status: 'PAUSED' })];
    expect(stepsOf(door('resume', 'fe_web', [at('lb1', paused)]))).toEqual(['lb1 fe_web: enable frontend fe_web']);
    expect(stepsOf(door('resume', 'fe_web', [at('lb1', FRONTENDS, { doubt: 'not read for 20s' })]))).toHaveLength(1);
    expect(door('pause', 'fe_web', [at('lb1', FRONTENDS, { doubt: 'not read for 20s' })]).refusal).toMatch(/not read for 20s/);
  });

  test.each<[string, string, Cells, RegExp]>([
    ['open', 'resume', {}, /^fe_web cannot be resumed: it says OPEN$/],
    ['paused', 'pause', { status: 'PAUSED' }, /^fe_web cannot be paused: it says PAUSED$/],
    ['stopped for good', 'resume', { status: 'STOP' }, /^fe_web cannot be resumed: it says STOP$/],
  ])('that is %s: %s is refused', (_, action, cells, refusal) => {
    expect(door(action, 'fe_web', [at('lb1', [frontend('fe_web', cells)])]).refusal).toMatch(refusal);
  });

  test.each<[string, Cells, string]>([
    ['pause', { status: 'PAUSED' }, 'proved'],
    ['pause', { status: 'OPEN' }, 'not proved'],
    ['resume', { status: 'OPEN' }, 'proved'],
    ['resume', { status: 'PAUSED' }, 'not proved'],
  ])('a reading after %s of %o is %s', (action, cells, is) => {
    const before = action === 'pause' ? {} : { status: 'PAUSED' };
    const [step] = door(action, 'fe_web', [at('lb1', [frontend('fe_web', before), frontend('fe_api')])]).steps;
    if (!step) throw new Error('no step');
    expect(actionOf(action).prove(step, readingOf([frontend('fe_web', cells)])).is).toBe(is);
    expect(actionOf(action).undo([step])).toMatchObject({
      action: action === 'pause' ? 'resume' : 'pause',
      input: { only: [{ node: 'lb1' }] },
    });
  });
});

describe('where only one way of acting is configured', () => {
  test('both are told apart, and none at all is none', () => {
    expect(haproxyActing.ways?.(WITH)).toEqual(['socket']);
    expect(haproxyActing.ways?.(settingsOf())).toEqual(['page']);
    expect(haproxyActing.connect({ ...WITH, actSocket: null }, NO_METER)).toBeNull();
  });

  test('nothing is sent the other way', async () => {
    const actor = haproxyActing.connect({ ...settingsOf(), actSocket: null }, NO_METER);
    const [step] = weigh(5, [at('lb1')]).steps;
    if (!step) throw new Error('no step');
    expect(await actionOf('weight').send(actor, step, AbortSignal.timeout(1_000))).toMatchObject({
      is: 'not sent',
      answer: expect.stringContaining('actSocket'),
    });
    haproxyActing.close(actor);
  });
});
