'use client';
import { formatCount } from '#lib/format/number.ts';
import { sentence } from '#lib/text/sentence.ts';
import { BarredButton } from '../../ui/barred-button.tsx';
import type { Scope } from '../action-scope.ts';
import { heldWords, stillWords } from './drain-words.ts';
import type { BackendFall, Outlook } from './outlook.ts';
import type { DrainState, Spot } from './places.ts';
import { type OrderLines, useOrderLines } from './use-order-lines.ts';
import { scopeOf } from './who.ts';

type NotesProps = { who: string; state: DrainState; outlook: Outlook };

/** More than this many backends that hold their sessions are dealt with together. */
const HELD_SHOWN = 3;

/** What keeps it from being empty, and what can be done about that: where the drain did not reach, and what does not fall. */
export function DrainNotes({ who, state, outlook }: NotesProps) {
  const orders = useOrderLines();
  const still = state.phase === 'draining' ? stillWords(state) : null;
  const held = outlook.backends.filter(({ fall, sessions }) => fall.is === 'level' && fall.isLong && sessions !== 0);
  if (state.phase !== 'draining' || (still === null && held.length === 0)) return null;
  return (
    <div className="pad notes-of">
      {still === null ? null : <Still words={still} scope={stillScope(who, state.still)} orders={orders} />}
      {held.length > HELD_SHOWN ? <HeldTogether who={who} held={held} orders={orders} /> : null}
      {held.length > HELD_SHOWN ? null : held.map((one) => <Held key={one.key} who={who} held={one} orders={orders} />)}
    </div>
  );
}

function Still({ words, scope, orders }: { words: string; scope: Scope; orders: OrderLines }) {
  return <Note words={sentence(words)} tone="w warning" scope={scope} actions={['drain']} orders={orders} sessions={null} />;
}

function Held({ who, held, orders }: { who: string; held: BackendFall; orders: OrderLines }) {
  const [{ group, backend }] = held.spots;
  const scope: Scope = { ...scopeOf(who), group, backend };
  return (
    <Note
      words={heldWords(held)}
      tone="m"
      scope={scope}
      actions={['maintenance', 'kill-sessions']}
      orders={orders}
      sessions={held.sessions}
    />
  );
}

function HeldTogether({ who, held, orders }: { who: string; held: readonly BackendFall[]; orders: OrderLines }) {
  const words = `${held.length} backends do not fall: held by persistence or long connections. A drain alone does not end them.`;
  return <Note words={words} tone="m" scope={scopeOf(who)} actions={['maintenance', 'kill-sessions']} orders={orders} sessions={null} />;
}

type Offered = 'drain' | 'maintenance' | 'kill-sessions';
type NoteProps = { words: string; tone: string; scope: Scope; actions: readonly Offered[]; orders: OrderLines; sessions: number | null };

function Note({ words, tone, scope, actions, orders, sessions }: NoteProps) {
  const where = scope.backend === null ? '' : ` in ${scope.backend}`;
  return (
    <div>
      <p className={`small ${tone}`}>{words}</p>
      <div className="btns">
        {actions.map((action) => {
          const line = orders.lineOf(action, buttonWords(action, sessions), scope);
          return (
            <BarredButton
              key={action}
              label={`${line.words} ${scope.server ?? ''}${where}`}
              off={line.off}
              onPress={() => orders.press(line)}
            >
              {line.words}
            </BarredButton>
          );
        })}
      </div>
    </div>
  );
}

function buttonWords(action: Offered, sessions: number | null): string {
  switch (action) {
    case 'drain':
      return 'Drain there too';
    case 'maintenance':
      return 'Maintenance';
    case 'kill-sessions':
      return sessions === null ? 'Kill its sessions' : `Kill ${formatCount(sessions)} ${sessions === 1 ? 'session' : 'sessions'}`;
  }
}

/** As narrow as the places that are left: one tier, one backend of it, one instance. */
export function stillScope(who: string, still: readonly Spot[]): Scope {
  const one = <T,>(values: readonly T[]): T | null => (new Set(values).size === 1 ? (values[0] ?? null) : null);
  const group = one(still.map((spot) => spot.group));
  const node = one(still.map((spot) => spot.node));
  return {
    ...scopeOf(who),
    group: group ?? scopeOf(who).group,
    backend: group === null ? null : one(still.map((spot) => spot.backend)),
    only: group === null || node === null ? null : { group, node },
  };
}
