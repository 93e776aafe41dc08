'use client';
import { OrderTimer } from '../../timers/order-timer.tsx';
import { useTimerOf } from '../../timers/timers-context.tsx';
import { BarredButton } from '../../ui/barred-button.tsx';
import { openingOf } from '../menu-lines.ts';
import type { DrainState } from './places.ts';
import { useOrderLines } from './use-order-lines.ts';
import { scopeOf } from './who.ts';

/** What can be done to all of it, each through its usual dialog; what cannot says why. */
export function DrainFooter({ who, state }: { who: string; state: DrainState }) {
  const { lineOf, press } = useOrderLines();
  const scope = scopeOf(who);
  const { server } = scope;
  const backOrder = openingOf('return', scope, true).order;
  const timer = useTimerOf(backOrder);
  if (state.phase === 'nobody') return null;
  const isOut = state.phase === 'draining';
  const lines = [
    isOut || state.phase === 'unread' ? lineOf('maintenance', 'Maintenance', scope) : lineOf('drain', 'Drain', scope),
    lineOf('return', 'Put back', scope),
  ];
  const off = lines.every((line) => line.off !== null) ? [...new Set(lines.map((line) => line.off))].join(', ') : null;
  return (
    <footer className="pad">
      <div className="btns">
        {lines.map((line) => (
          <BarredButton
            key={line.words}
            label={`${line.words} ${server}`}
            off={line.off}
            isStrong={line.opening.order.action === 'return'}
            onPress={() => press(line)}
          >
            {line.words}
          </BarredButton>
        ))}
      </div>
      {isOut || timer !== null ? <OrderTimer order={backOrder} /> : null}
      {off === null ? (
        <p className="small q">This page can be closed and sent: the address leads back here.</p>
      ) : (
        <p className="small q">{off}</p>
      )}
    </footer>
  );
}
