import { describe, expect, test } from 'vitest';
import { MOST_NAMED } from '#lib/systems/exceptions/model-clear.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import {
  clearInput,
  clearingInput,
  countInput,
  deedInput,
  guidInput,
  listInput,
  newerInput,
  readBy,
  restoreInput,
  statesInput,
  trendInput,
} from '#lib/systems/exceptions/read-input.ts';
import { seeded } from '#test/act/audit/entries.ts';

const GUID = '6F1B2B0E-6a0b-4d55-9d1a-0d6c9a6f6f10';
const KEY = '0123456789abcdef';
const filter = NO_FILTER;

/** What each question and order takes, and what of it is wrong, by its key. */
const INPUTS = {
  list: { schema: listInput, input: { filter, order: { by: 'count', isDescending: false }, page: 0, upToId: 5 } },
  count: { schema: countInput, input: { filter, upToId: null } },
  newer: { schema: newerInput, input: { filter, aboveId: 0 } },
  trend: { schema: trendInput, input: { filter, step: 'hour', steps: 24 } },
  guid: { schema: guidInput, input: { guid: GUID } },
  states: { schema: statesInput, input: { guids: [GUID] } },
  clearing: { schema: clearingInput, input: { filter } },
  clear: { schema: clearInput, input: { filter, upToId: 5, asOf: 1, rows: 1 } },
  restore: { schema: restoreInput, input: { clearId: 'a' } },
  deed: { schema: deedInput, input: { store: 'ny', guids: [GUID] } },
} as const;
type Name = keyof typeof INPUTS;
const NAMES = Object.keys(INPUTS) as Name[];

/** The key at which it does not fit; null where it does. */
function misfitOf(name: Name, input: unknown): string | null {
  const read = readBy<unknown>(INPUTS[name].schema)(input);
  return read.ok ? null : (/^the input does not fit(?: at (\S+))?: ./.exec(read.message)?.[1] ?? 'whole');
}

describe.each(NAMES)('what is sent for %s', (name) => {
  const { input } = INPUTS[name];

  test('is read as it is', () => {
    expect(readBy<unknown>(INPUTS[name].schema)(input)).toEqual({ ok: true, input });
  });

  test('is refused without any of its keys, and with one more', () => {
    for (const key of Object.keys(input)) {
      const rest = Object.fromEntries(Object.entries(input).filter(([own]) => own !== key));
      expect([key, misfitOf(name, rest)]).toEqual([key, key]);
    }
    expect(misfitOf(name, { ...input, sql: 'DROP' })).toBe('whole');
  });

  test.each([null, undefined, 7, 'x', [], [[]], {}])('is refused as %j', (raw) => expect(misfitOf(name, raw)).not.toBeNull());
});

describe('refused is', () => {
  test.each<[string, Name, object, string]>([
    ['a page that is too far', 'list', { page: 1_000_001 }, 'page'],
    ['half a page', 'list', { page: 0.5 }, 'page'],
    ['an order by what is no column', 'list', { order: { by: 'DetaiI', isDescending: true } }, 'order.by'],
    ['an order with more', 'list', { order: { by: 'count', isDescending: true, sql: 'x' } }, 'order'],
    ['an id below none', 'count', { upToId: -1 }, 'upToId'],
    ['an id that no number tells exactly', 'newer', { aboveId: 2 ** 53 }, 'aboveId'],
    ['an id as text', 'newer', { aboveId: '0' }, 'aboveId'],
    ['a step that is none', 'trend', { step: 'second' }, 'step'],
    ['no steps', 'trend', { steps: 0 }, 'steps'],
    ['too many steps', 'trend', { steps: 401 }, 'steps'],
    ['a GUID in braces', 'guid', { guid: `{${GUID}}` }, 'guid'],
    ['a GUID with more behind it', 'guid', { guid: `${GUID}\n` }, 'guid'],
    ['no errors', 'states', { guids: [] }, 'guids'],
    ['too many errors', 'states', { guids: new Array(MOST_NAMED + 1).fill(GUID) }, 'guids'],
    ['an error among others that is none', 'deed', { guids: [GUID, "' OR 1=1"] }, 'guids.1'],
    ['a clearing of no rows', 'clear', { rows: 0 }, 'rows'],
    ['a clearing without a bound', 'clear', { upToId: null }, 'upToId'],
    ['a clearing of a time that no clock shows', 'clear', { asOf: 8.64e15 + 1 }, 'asOf'],
    ['a clearing with a name that is too long', 'restore', { clearId: 'x'.repeat(101) }, 'clearId'],
  ])('%s', (_name, of, over, place) => expect(misfitOf(of, { ...INPUTS[of].input, ...over })).toBe(place));

  test.each<[keyof typeof NO_FILTER, unknown, string?]>([
    ['team', 'x'.repeat(101)],
    ['app', 'x'.repeat(51)],
    ['machine', ['WEB1']],
    ['type', 'x'.repeat(101)],
    ['category', 7],
    ['host', 'a\0'],
    ['url', 'x'.repeat(501)],
    ['shape', KEY.toUpperCase()],
    ['shape', `${KEY},`],
    ['shape', new Array(101).fill(KEY).join(',')],
    ['search', 'x'.repeat(501)],
    ['searchIn', ['password'], 'searchIn.0'],
    ['searchIn', []],
    ['searchIn', new Array(6).fill('url')],
    ['seenFrom', Number.POSITIVE_INFINITY],
    ['seenTo', 1.5],
    ['protected', 'yes'],
    ['deleted', true],
  ])('a filter whose %s is %j', (key, value, place = key) => {
    for (const name of ['list', 'count', 'newer', 'trend', 'clearing', 'clear'] as const)
      expect([name, misfitOf(name, { ...INPUTS[name].input, filter: { ...filter, [key]: value } })]).toEqual([name, `filter.${place}`]);
  });
});

test.each<[keyof typeof NO_FILTER, unknown]>([
  ['team', ''],
  ['app', `O'Core "x" \`]; --`],
  ['search', '🔥'.repeat(100)],
  ['shape', new Array(100).fill(KEY).join(',')],
  ['url', '/q/*'],
  ['seenFrom', 0],
])('a filter whose %s is %j is read as it is', (key, value) => {
  expect(readBy(countInput)({ filter: { ...filter, [key]: value }, upToId: null })).toMatchObject({
    ok: true,
    input: { filter: { [key]: value } },
  });
});

test('what is refused is never told back, in five hundred random ones', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    const name = NAMES[Math.floor(random() * NAMES.length)] ?? 'list';
    const { input } = INPUTS[name];
    const keys = Object.keys(input);
    const spoilt = {
      ...input,
      [keys[Math.floor(random() * keys.length)] ?? '']: random() < 0.5 ? `hunter2${'x'.repeat(200)}` : ['hunter2'],
    };
    const read = readBy<unknown>(INPUTS[name].schema)(spoilt);
    expect([seed, read.ok ? 'read' : read.message.includes('hunter2')]).toEqual([seed, false]);
  }
});
