import { describe, expect, test } from 'vitest';
import { isPressed, keysOf, SHORTCUTS } from '#components/ui/shortcuts.ts';

type Press = Parameters<typeof isPressed>[1];

const press = (key: string, over: Partial<Press> = {}): Press => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: document.body },
  ...over,
});
const field = () => document.createElement('input');

describe('a press of a key', () => {
  test.each<[string, keyof typeof SHORTCUTS, Press, boolean]>([
    ['Ctrl K finds', 'find', press('k', { ctrlKey: true }), true],
    ['Cmd K finds', 'find', press('k', { metaKey: true }), true],
    ['Ctrl K finds while somebody types', 'find', press('k', { ctrlKey: true, target: field() }), true],
    ['K with the capitals locked finds', 'find', press('K', { ctrlKey: true }), true],
    ['K alone does not', 'find', press('k'), false],
    ['Ctrl Shift K is another key', 'find', press('K', { ctrlKey: true, shiftKey: true }), false],
    ['a slash filters', 'filter', press('/'), true],
    ['a slash that takes Shift to type filters', 'filter', press('/', { shiftKey: true }), true],
    ['a slash in a field is a slash', 'filter', press('/', { target: field() }), false],
    ['a question mark shows the keys', 'help', press('?', { shiftKey: true }), true],
    ['a question mark in a field is a question mark', 'help', press('?', { target: field() }), false],
    ['Ctrl ? is of the browser', 'help', press('?', { ctrlKey: true }), false],
    ['Esc leaves a field too', 'leave', press('Escape', { target: field() }), true],
  ])('%s', (_name, shortcut, pressed, expected) => expect(isPressed(SHORTCUTS[shortcut], pressed)).toBe(expected));
});

test('keys are written as they stand on the machine', () => {
  expect(Object.values(SHORTCUTS).map((shortcut) => keysOf(shortcut, false))).toEqual(['Ctrl K', '/', 'T', '?', 'Esc']);
  expect(keysOf(SHORTCUTS.find, true)).toBe('⌘K');
});

test('no key stands there twice', () => {
  const keys = Object.values(SHORTCUTS).map(({ key, hasCommand }) => `${key} ${hasCommand}`);
  expect(new Set(keys).size).toBe(keys.length);
});
