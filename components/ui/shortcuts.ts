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
