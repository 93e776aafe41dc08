/** A key that the pages listen to. `isAnywhere`: it is heard while somebody types too. */
export type Shortcut = {
  /** As the browser calls it. */
  key: string;
  /** With Ctrl, or with Cmd on a Mac. */
  hasCommand: boolean;
  isAnywhere: boolean;
  /** What it does, for people. */
  does: string;
};

/** Every key there is: what listens and what explains them read the same lines. */
export const SHORTCUTS = {
  find: { key: 'k', hasCommand: true, isAnywhere: true, does: 'Find a node, a group, a host or a page, and see how it is' },
  filter: { key: '/', hasCommand: false, isAnywhere: false, does: 'Filter the page: a word, or column:word such as state:down' },
  past: { key: 't', hasCommand: false, isAnywhere: false, does: 'Look back: the board as it was at a moment' },
  help: { key: '?', hasCommand: false, isAnywhere: false, does: 'Show these keys' },
  leave: { key: 'Escape', hasCommand: false, isAnywhere: true, does: 'Clear the filter; close what is open' },
} as const satisfies Record<string, Shortcut>;

/** Keys by which the rows of a list are walked over and picked, as the browser calls them and as people read them. */
export const LIST_KEYS = {
  next: { keys: ['j', 'J', 'ArrowDown'], shown: 'J', does: 'The next row; with Shift pick up to it' },
  before: { keys: ['k', 'K', 'ArrowUp'], shown: 'K', does: 'The row before; with Shift pick up to it' },
  first: { keys: ['Home'], shown: 'Home', does: 'The first row of the page' },
  last: { keys: ['End'], shown: 'End', does: 'The last row of the page' },
  pick: { keys: [' '], shown: 'Space', does: 'Pick the row, or let it go; with Shift all from the last one on' },
  all: { keys: ['a'], shown: 'A', does: 'Pick all rows of the page, or let them go' },
  open: { keys: ['Enter', 'o'], shown: 'Enter', does: 'Look at the error of the row' },
  leave: { keys: ['Escape'], shown: 'Esc', does: 'Let go of what is picked; close the error' },
} as const satisfies Record<string, { keys: readonly string[]; shown: string; does: string }>;

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>;

/** Whether this press of a key is meant. One that would write something into a field is not, unless the shortcut is heard anywhere. */
export function isPressed({ key, hasCommand, isAnywhere }: Shortcut, press: Press): boolean {
  if (press.key.toLowerCase() !== key.toLowerCase() || press.altKey) return false;
  // Shift is a part of how "?" and "/" are typed on many keyboards, and makes another key of a letter.
  if (hasCommand) return (press.ctrlKey || press.metaKey) && !press.shiftKey;
  return !press.ctrlKey && !press.metaKey && (isAnywhere || !isTyping(press.target));
}

/** How a shortcut is written on the keys of this machine. */
export function keysOf({ key, hasCommand }: Shortcut, isMac: boolean): string {
  const name = key === 'Escape' ? 'Esc' : key.toUpperCase();
  if (!hasCommand) return name;
  return isMac ? `⌘${name}` : `Ctrl ${name}`;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
