import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { type ReactNode, useEffect, useState } from 'react';

/** Tells the page of its address as Next does: of what is pushed and replaced, and of going back. */
export function Address({ children }: { children: ReactNode }) {
  const [address, setAddress] = useState(window.location.href);
  useEffect(() => {
    const look = (): void => setAddress(window.location.href);
    const { pushState, replaceState } = window.history;
    for (const [name, before] of Object.entries({ pushState, replaceState }))
      window.history[name as 'pushState'] = function push(...given) {
        before.apply(window.history, given);
        // In a transition of its own, and so a little later.
        setTimeout(look);
      };
    window.addEventListener('popstate', look);
    return () => {
      Object.assign(window.history, { pushState, replaceState });
      window.removeEventListener('popstate', look);
    };
  }, []);
  const { pathname, searchParams } = new URL(address);
  return (
    <PathnameContext value={pathname}>
      <SearchParamsContext value={searchParams as never}>{children}</SearchParamsContext>
    </PathnameContext>
  );
}
