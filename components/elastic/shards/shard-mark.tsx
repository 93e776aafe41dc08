import type { GridCopy } from '#lib/systems/elastic/asked/grid/model.ts';
import { reasonWords } from '../trouble/reason-words.ts';

/** How a copy is drawn in a member's cell: as it stands there, or as what comes there. */
export type Mark = { key: string; copy: GridCopy; isComing: boolean };

type MarkProps = { index: string; mark: Mark; onPick(copy: GridCopy): void };

/** One copy: a primary is filled and a replica hollow; what is being made is dashed, what moves has an arrow, what is nowhere a cross. */
export function ShardMark({ index, mark: { copy, isComing }, onPick }: MarkProps) {
  const words = `${copy.isPrimary ? 'primary' : 'replica'} ${copy.number} of ${index}: ${stateWords(copy, isComing)}`;
  return (
    <button
      type="button"
      className={`es-mark ${copy.isPrimary ? 'p' : 'r'} ${toneOf(copy, isComing)}`}
      title={words}
      aria-label={words}
      onClick={() => onPick(copy)}
    >
      {copy.number}
      <span aria-hidden="true">{signOf(copy, isComing)}</span>
    </button>
  );
}

function toneOf({ state }: GridCopy, isComing: boolean): string {
  if (isComing) return 'coming';
  switch (state) {
    case 'UNASSIGNED':
      return 'lost';
    case 'INITIALIZING':
      return 'made';
    case 'RELOCATING':
      return 'going';
    case 'STARTED':
      return '';
  }
}

function signOf({ state }: GridCopy, isComing: boolean): string {
  if (isComing) return '←';
  switch (state) {
    case 'UNASSIGNED':
      return '×';
    case 'INITIALIZING':
      return '…';
    case 'RELOCATING':
      return '→';
    case 'STARTED':
      return '';
  }
}

function stateWords({ state, member, to, reason }: GridCopy, isComing: boolean): string {
  const from = member ?? 'a member that is not told';
  if (isComing) return `comes from ${from}`;
  switch (state) {
    case 'UNASSIGNED':
      return `nowhere${reason === null ? '' : `, because ${reasonWords(reason)}`}`;
    case 'INITIALIZING':
      return `is made on ${from}${reason === null ? '' : `, because ${reasonWords(reason)}`}`;
    case 'RELOCATING':
      return `moves from ${from} to ${to ?? 'one that is not told'}`;
    case 'STARTED':
      return `started on ${from}`;
  }
}
