import type { TitledNote } from '#lib/notes.ts';

/** How long somebody who opened notes is left waiting. */
const WAIT_MS = 10_000;

/** Reads notes. Throws an Error whose message can be shown. */
export async function readNotes(address: string): Promise<readonly TitledNote[]> {
  const response = await fetch(address, { signal: AbortSignal.timeout(WAIT_MS), headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`Vigil answered ${response.status}`);
  const answer: unknown = await response.json();
  const notes: unknown = typeof answer === 'object' && answer !== null && 'notes' in answer ? answer.notes : null;
  if (!Array.isArray(notes) || !notes.every(isNote)) throw new Error('Vigil answered something that is not notes');
  return notes;
}

function isNote(value: unknown): value is TitledNote {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'title' in value &&
    typeof value.title === 'string' &&
    'level' in value &&
    typeof value.level === 'string'
  );
}
