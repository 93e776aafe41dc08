'use client';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Pin } from '#lib/preferences.ts';
import { pinOf } from '../pins/pin-places.ts';
import type { Pins } from '../pins/pins-context.tsx';
import { type BoardTime, useBoardTime } from '../reading/board-context.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { inHeldOrder } from '../ui/use-held.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { ageOf, type Findable } from './findable.ts';
import { matching, rank } from './rank.ts';

const NO_PINS: readonly Pin[] = [];

/** More would not be read: one types another letter. */
const SHOWN = 50;

type ListProps = {
  findables: readonly Findable[];
  /** Of who is signed in. */
  pins: Pins | null;
  /** Why nothing in it is new, where Vigil is not heard. */
  silence: string | null;
  onPick(findable: Findable): void;
  onLeave(): void;
};

/** Everything that can be found, narrowed down by what is typed, each with how it is now. The order is that of the moment when it was typed: nothing moves under the eye. */
export function PaletteList({ findables, pins, silence, onPick, onLeave }: ListProps) {
  const [text, setText] = useState('');
  const time = useBoardTime();
  const isPast = useIsPast();
  const hasGone = useRef(false);
  const returnFocus = useReturnFocus();
  const [value, setValue] = useState('');
  const order = useOrder(findables, text, time, pins?.pins ?? NO_PINS);
  const pinPressed = (event: KeyboardEvent): void => {
    const pin = found.map((one) => (one.id === value ? pinOf(one) : null)).find((one) => one !== null);
    if (pins === null || !pin || event.key !== 'Enter' || !event.altKey) return;
    event.preventDefault();
    pins.toggle(pin);
  };
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
          <Command
            label="Find a node, a group, a host or a page"
            shouldFilter={false}
            vimBindings={false}
            loop
            value={value}
            onValueChange={setValue}
            onKeyDown={pinPressed}
          >
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
                <Line key={findable.id} findable={findable} pins={pins} onPick={pick} />
              ))}
            </Command.List>
            <p className="q small hint" aria-live="polite">
              {foundWords(found.length)}
              {pins === null ? null : ' Alt and Enter pin what is chosen to your overview, or unpin it.'}
              {pins?.trouble ? <span className="w warning"> {pins.trouble}</span> : null}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The ids of what a text finds, in the order of the moment when it was typed; of the first moment at which anything is known. How all are is looked at once a text. */
function useOrder(findables: readonly Findable[], text: string, time: BoardTime, pins: readonly Pin[]): readonly string[] {
  const [kept, setKept] = useState<{ text: string; of: number; ids: readonly string[] } | null>(null);
  if (kept?.text === text && (kept.ids.length > 0 || kept.of === findables.length)) return kept.ids;
  const paths = new Set(pins.map(({ path }) => path));
  const isPinned = (findable: Findable): boolean => paths.has(pinOf(findable)?.path ?? '');
  const ranked = rank(findables, text, time);
  const ids = [...ranked.filter(isPinned), ...ranked.filter((findable) => !isPinned(findable))].map(({ id }) => id);
  setKept({ text, of: findables.length, ids });
  return ids;
}

function Line({ findable, pins, onPick }: { findable: Findable; pins: Pins | null; onPick(findable: Findable): void }) {
  const time = useBoardTime();
  const { id, name, about } = findable;
  const look = findable.look(time);
  const pin = pins === null ? null : pinOf(findable);
  const isPinned = pins?.pins.some(({ path }) => path === pin?.path) ?? false;
  const age = look?.oldest ? ageOf(look.oldest, time) : null;
  return (
    <Command.Item className="found" value={id} onSelect={() => onPick(findable)}>
      {look ? <StatusShape status={look.status} /> : <span className="i" />}
      <span className="b">{name}</span>
      <span className="about q small">{about}</span>
      {look ? <span className={`told small ${look.status === 'ok' ? 'm' : `w ${look.status}`}`}>{look.says}</span> : null}
      {age ? <span className={`age ${age.tone}`}>{age.text}</span> : null}
      {pin === null ? null : (
        // For the pointer: on the keyboard it is Alt and Enter.
        <button
          type="button"
          tabIndex={-1}
          className="btn plain small pin"
          aria-pressed={isPinned}
          aria-label={`Pin ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            pins?.toggle(pin);
          }}
        >
          {isPinned ? 'Pinned' : 'Pin'}
        </button>
      )}
    </Command.Item>
  );
}

function foundWords(count: number): string {
  if (count === 0) return 'Nothing is called so, and nothing has such an address or tag.';
  if (count > SHOWN) return `${SHOWN} of ${count} are shown: type more of the name.`;
  return count === 1 ? 'One found.' : `${count} found.`;
}
