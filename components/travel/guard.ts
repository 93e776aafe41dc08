/** The last thing between a page of the past and the present: what every request that does something asks first. It knows nothing of components, so that none can forget to tell it. */

/** The name under which an address carries the moment. */
export const AT = 'at';

let pastPages = 0;

/** To be called while a page of the past stands. Answers with the way to end it. */
export function holdPast(): () => void {
  pastPages += 1;
  return () => {
    pastPages -= 1;
  };
}

/** Whether this tab shows the past, by its page or by its address. The wall has none. */
export function isLookingBack(): boolean {
  if (pastPages > 0) return true;
  if (typeof window === 'undefined' || window.location.pathname === '/tv') return false;
  return new URLSearchParams(window.location.search).has(AT);
}
