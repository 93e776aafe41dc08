import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { LIST_KEYS } from '#components/ui/shortcuts.ts';
import { until } from '#test/fakes/until.ts';
import { words } from '../../draw.tsx';
import { storeSays, told } from '../detail/told.tsx';
import { ANSWERS, guidOf, type Opened, openList, shapeRow, shapesAnswer } from './estate.tsx';

const FIVE = { ...ANSWERS, error: { answer: told() }, shapes: shapesAnswer([1, 2, 3, 4, 5].map((id) => shapeRow(id))) };

/** A list of five, with the focus in it. */
async function opened(): Promise<
  Opened & { type(...keys: string[]): void; at(): number; picked(): number[]; asked: ReturnType<typeof storeSays> }
> {
  const asked = storeSays(FIVE);
  const list = openList();
  await until('rows', () => list.rows().length === 5);
  list.list.focus();
  const numbers = (selector: string): number[] => list.rows().flatMap((row, index) => (row.matches(selector) ? [index + 1] : []));
  return {
    ...list,
    asked,
    type(...keys) {
      for (const key of keys) {
        const [, shift, name = ''] = /^(Shift\+)?(.*)$/s.exec(key) ?? [];
        fireEvent.keyDown(document.activeElement ?? document.body, { key: name, shiftKey: shift !== undefined });
      }
    },
    at: () => numbers('.at')[0] ?? 0,
    picked: () => numbers('[aria-selected="true"]'),
  };
}

describe('the row that the keys are at', () => {
  test.each<[string[], number]>([
    [['j'], 1],
    [['j', 'j'], 2],
    [['ArrowDown', 'ArrowDown', 'ArrowUp'], 1],
    [['j', 'k', 'k'], 1],
    [['End'], 5],
    [['End', 'j'], 5],
    [['End', 'Home'], 1],
    [['x', '1', 'Tab', 'Delete', 'd'], 0],
  ])('after %j is %i', async (keys, at) => {
    const list = await opened();
    list.type(...keys);
    expect(list.at()).toBe(at);
  });

  test('is announced by what it is, where it stands, and whether it is picked', async () => {
    const { type, list } = await opened();
    type('j', 'j', ' ');
    const live = list.querySelector('[aria-live]');
    expect(live?.textContent).toBe('SqlException of Core, 12 errors: row 2 of 5, picked');
  });
});

describe('picked', () => {
  test.each<[string[], number[]]>([
    [['j', ' '], [1]],
    [['j', ' ', ' '], []],
    [
      ['j', ' ', 'j', 'j', 'Shift+ '],
      [1, 2, 3],
    ],
    [
      ['j', 'Shift+J', 'Shift+ArrowDown'],
      [1, 2, 3],
    ],
    [
      ['End', 'Shift+K'],
      [4, 5],
    ],
    [['a'], [1, 2, 3, 4, 5]],
    [['a', 'a'], []],
    [['a', 'Escape'], []],
    [[' ', 'Enter'], []],
  ])('after %j is %j', async (keys, picked) => {
    const list = await opened();
    list.type(...keys);
    expect(list.picked()).toEqual(picked);
  });

  test('by clicks is one, and with Shift all from the last one on; that opens nothing', async () => {
    const list = await opened();
    const boxes = within(list.list).getAllByRole('checkbox').slice(1);
    fireEvent.click(boxes[1] ?? list.list);
    fireEvent.click(boxes[3] ?? list.list, { shiftKey: true });
    expect(list.picked()).toEqual([2, 3, 4]);
    expect(list.address().has('error')).toBe(false);
    expect(words(list.list)).toContain('3 shapes picked');
  });

  test('is what the page still has', async () => {
    const asked = storeSays({ ...FIVE, shapes: [FIVE.shapes, shapesAnswer([shapeRow(2), shapeRow(9)])] });
    const { list, rows } = openList();
    await until('rows', () => rows().length === 5);
    list.focus();
    fireEvent.keyDown(list, { key: 'a' });
    fireEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await until('others', () => rows().length === 2);
    expect(rows().map((row) => row.getAttribute('aria-selected'))).toEqual(['true', 'false']);
    expect(asked.times('shapes')).toBe(2);
  });
});

describe('an error', () => {
  test.each(['Enter', 'o'])('is looked at by %s, and Escape leads back to its row', async (key) => {
    const { type, at, address } = await opened();
    type('j', 'j', key);
    await until('it is open', () => screen.queryByRole('complementary') !== null);
    expect(address().get('error')).toBe(guidOf(2));
    type('Escape');
    await until('it is closed', () => screen.queryByRole('complementary') === null);
    expect([address().has('error'), at()]).toEqual([false, 2]);
  });

  test('is looked at by a click or a touch anywhere in its row', async () => {
    const { rows, address } = await opened();
    fireEvent.click(within(rows()[2] ?? document.body).getByText('Execution Timeout Expired.'));
    await until('it is open', () => screen.queryByRole('complementary') !== null);
    expect(address().get('error')).toBe(guidOf(3));
  });

  test('that is looked at says where it stands in the list, and leads on', async () => {
    const { type, address } = await opened();
    type('j', 'Enter');
    const detail = await screen.findByRole('complementary');
    await until('it is there', () => words(detail).includes('1 of 5'));
    fireEvent.click(within(detail).getByRole('button', { name: 'Next' }));
    await until('the next one', () => address().get('error') === guidOf(2));
  });

  test('is not looked at by a key before there is a row, and none is closed for it', async () => {
    const { type, asked } = await opened();
    type('Enter', 'o');
    expect(asked.times('error')).toBe(0);
  });
});

test('j and k begin to walk wherever the focus is not, and nothing else does', async () => {
  const { list, at, picked } = await opened();
  list.blur();
  for (const key of ['a', ' ', 'ArrowDown', 'Enter']) fireEvent.keyDown(document.body, { key });
  expect([at(), picked(), document.activeElement]).toEqual([0, [], document.body]);
  fireEvent.keyDown(document.body, { key: 'j' });
  expect([at(), document.activeElement]).toEqual([1, list]);
});

test.each(['Control', 'Meta', 'Alt'])('with %s a key is of the browser', async (name) => {
  const { list, at } = await opened();
  const isPassed = fireEvent.keyDown(list, { key: 'a', [`${name.toLowerCase().replace('control', 'ctrl')}Key`]: true });
  expect([isPassed, at()]).toEqual([true, 0]);
});

test('what is typed in a field is what is written there', async () => {
  const { container, picked } = await opened();
  const search = within(container).getByRole('searchbox');
  expect(fireEvent.keyDown(search, { key: 'a' })).toBe(true);
  expect(picked()).toEqual([]);
});

test('no key of a list does anything to the store: each question is asked as often as by looking', async () => {
  const { type, asked } = await opened();
  await until('counted and looked for newer', () => asked.times('count') + asked.times('newer') === 2);
  for (const { keys } of Object.values(LIST_KEYS)) type(...keys, ...keys.map((key) => `Shift+${key}`));
  const questions = new Set(asked.asked.map(({ question }) => question));
  expect([...questions].filter((one) => !['shapes', 'count', 'newer', 'error', 'trend', undefined].includes(one))).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});
