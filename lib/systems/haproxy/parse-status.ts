import type { RowState, StateWord } from './model.ts';

const WORDS: Record<string, StateWord> = {
  UP: 'up',
  DOWN: 'down',
  NOLB: 'nolb',
  DRAIN: 'drain',
  MAINT: 'maintenance',
  'no check': 'no check',
  OPEN: 'open',
  PAUSED: 'paused',
  STOP: 'stopped',
  FULL: 'full',
  WAITING: 'waiting',
};

// "UP 1/3"
const CHECKED = /^(UP|DOWN|NOLB|DRAIN) (\d+)\/(\d+)$/;
// "MAINT (via be/srv)", and "MAINT(via)" of 1.4, which names nobody.
const TRACKING = /^MAINT ?\(via(?: (.+))?\)$/;
// 1.6.0 leaves out the comma after it: the weight sticks to the text.
const AGENT = /^(DOWN|DRAIN) \(agent\)\d*$/;

/** Reads the text of the status column (HAProxy management.txt 9.1 and the words of 1.4 to 3.4). Any other text is the word `unknown`, kept in `said`. */
export function parseState(said: string): RowState {
  const word = Object.hasOwn(WORDS, said) ? WORDS[said] : undefined;
  if (word) return state(said, word);
  const checked = CHECKED.exec(said);
  if (checked) return { ...state(said, wordOf(checked[1])), checks: { count: Number(checked[2]), of: Number(checked[3]) } };
  const agent = AGENT.exec(said);
  if (agent) return { ...state(said, wordOf(agent[1])), by: 'agent' };
  const tracking = TRACKING.exec(said);
  if (tracking) return { ...state(said, 'maintenance'), by: 'tracking', via: tracking[1] ?? null };
  if (said === 'MAINT (resolution)') return { ...state(said, 'maintenance'), by: 'resolution' };
  return state(said, 'unknown');
}

function state(said: string, word: StateWord): RowState {
  return { word, by: null, via: null, checks: null, said };
}

function wordOf(text: string | undefined): StateWord {
  return WORDS[text ?? ''] ?? 'unknown';
}
