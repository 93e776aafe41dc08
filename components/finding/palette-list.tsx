'use client';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { type BoardTime, useBoardTime } from '../reading/board-context.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { inHeldOrder } from '../ui/use-held.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { ageOf, type Findable } from './findable.ts';
import { matching, rank } from './rank.ts';

/** More would not be read: one types another letter. */
const SHOWN = 50;

type ListProps = {
  findables: readonly Findable[];
  /** Why nothing in it is new, where Vigil is not heard. */
  silence: string | null;
  onPick(findable: Findable): void;
  onLeave(): void;
};

/** Everything that can be found, narrowed down by what is typed, each with how it is now. The order is that of the moment when it was typed: nothing moves under the eye. */
export function PaletteList({ findables, silence, onPick, onLeave }: ListProps) {
  const [text, setText] = useState('');
  const time = useBoardTime();
  const isPast = useIsPast();
  const hasGone = useRef(false);
  const returnFocus = useReturnFocus();
  const order = useOrder(findables, text, time);
  const found = inHeldOrder(matching(findables, text), ({ id }) => id, order);
  const pick = (findable: Findable) => {
    hasGone.current = findable.leads.to === 'path' || findable.leads.to === 'past';
    onPick(findable);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onLeave())}>
      <Dialog.Portal>
        <div className="backdrop" />
        <Dialog.Content
          className="dialog palette"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            // Who went somewhere has the focus there.
            if (hasGone.current) event.preventDefault();
            else returnFocus(event);
          }}
        >
          <Dialog.Title className="vh">Find</Dialog.Title>
          <Command label="Find a node, a group, a host or a page" shouldFilter={false} vimBindings={false} loop>
            <Command.Input
              className="field"
              value={text}
              onValueChange={setText}
              placeholder="Find a node, a group, a host or a page"
              spellCheck={false}
            />
            {silence === null ? null : <p className="silence w stale small">{silence}</p>}
            {isPast ? <p className="silence b small">You look at the past: all of this is as it was then.</p> : null}
            <Command.List label="Found">
              {found.slice(0, SHOWN).map((findable) => (
                <Line key={findable.id} findable={findable} onPick={pick} />
              ))}
            </Command.List>
            <p className="q small hint" aria-live="polite">
              {foundWords(found.length)}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The ids of what a text finds, in the order of the moment when it was typed; of the first moment at which anything is known. How all are is looked at once a text. */
function useOrder(findables: readonly Findable[], text: string, time: BoardTime): readonly string[] {
  const [kept, setKept] = useState<{ text: string; of: number; ids: readonly string[] } | null>(null);
  if (kept?.text === text && (kept.ids.length > 0 || kept.of === findables.length)) return kept.ids;
  const ids = rank(findables, text, time).map(({ id }) => id);
  setKept({ text, of: findables.length, ids });
  return ids;
}

function Line({ findable, onPick }: { findable: Findable; onPick(findable: Findable): void }) {
  const time = useBoardTime();
  const { id, name, about } = findable;
  const look = findable.look(time);
  const age = look?.oldest ? ageOf(look.oldest, time) : null;
  return (
    <Command.Item className="found" value={id} onSelect={() => onPick(findable)}>
      {look ? <StatusShape status={look.status} /> : <span className="i" />}
      <span className="b">{name}</span>
      <span className="about q small">{about}</span>
      {look ? <span className={`told small ${look.status === 'ok' ? 'm' : `w ${look.status}`}`}>{look.says}</span> : null}
      {age ? <span className={`age ${age.tone}`}>{age.text}</span> : null}
    </Command.Item>
  );
}

function foundWords(count: number): string {
  if (count === 0) return 'Nothing is called so, and nothing has such an address or tag.';
  if (count > SHOWN) return `${SHOWN} of ${count} are shown: type more of the name.`;
  return count === 1 ? 'One found.' : `${count} found.`;
}
