'use client';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { giveFocus } from '../../ui/use-kept-focus.ts';
import { useLate } from '../../ui/use-late.ts';
import { useUrlWord } from '../../ui/use-url.ts';
import { DrainFrame } from './drain-frame.tsx';
import { FollowContext } from './follow-context.ts';
import { DRAIN } from './who.ts';

const loadPanel = () => import('./drain-panel.tsx').then(({ DrainPanel }) => DrainPanel);

/** A page of HAProxy, and beside it the drain that its address names ("?drain=web03"). Its place is there before it is loaded, so that nothing jumps when it comes. */
export function DrainBeside({ children }: { children: ReactNode }) {
  const [who, setWho] = useUrlWord(DRAIN);
  const { loaded: Panel, trouble } = useLate(loadPanel, who !== '');
  const before = useRef<Element | null>(null);
  const [isAsked, setAsked] = useState(false);
  const follow = useCallback(
    (next: string) => {
      before.current = document.activeElement;
      setAsked(true);
      setWho(next);
    },
    [setWho],
  );
  const close = useCallback(() => {
    setAsked(false);
    setWho('');
    const { current } = before;
    giveFocus([current instanceof HTMLElement && current !== document.body ? current : null, document.getElementById('main')]);
  }, [setWho]);
  const beside = useMemo(() => (who === '' ? null : { who, close, isAsked }), [who, close, isAsked]);
  const following = useMemo(() => ({ who, follow }), [who, follow]);
  useEscape(beside ? close : null);
  return (
    <FollowContext value={following}>
      <div className={beside ? 'beside' : 'beside alone-there'}>
        <div className="page">{children}</div>
        {beside ? Panel ? <Panel key={who} {...beside} /> : <Waiting {...beside} trouble={trouble} /> : null}
      </div>
    </FollowContext>
  );
}

type WaitingProps = { who: string; close(): void; isAsked: boolean; trouble: string | null };

function Waiting({ who, close, isAsked, trouble }: WaitingProps) {
  return (
    <DrainFrame title={who} status="unknown" age={null} onClose={close} isAsked={isAsked}>
      <p className="pad note">
        {trouble === null ? 'Reading how it drains…' : `The panel could not be loaded: ${trouble}. Load the page again.`}
      </p>
    </DrainFrame>
  );
}

/** Escape closes it, unless it was meant for something that floats above, or for a field. */
function useEscape(close: (() => void) | null): void {
  useEffect(() => {
    if (!close) return;
    const onKey = (event: KeyboardEvent) => {
      const isInField = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key !== 'Escape' || event.defaultPrevented || isInField || document.querySelector('[role="dialog"], [role="menu"]')) return;
      close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [close]);
}
