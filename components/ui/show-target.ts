/**
 * Goes to what stands under an id, by itself the one that the hash of the address names. What is drawn from the feed comes after the page, so that the browser has looked for it too early.
 * The focus marks it and lets the keyboard go on there.
 */
export function showTarget(id: string = decodeURIComponent(window.location.hash.slice(1))): void {
  const target = id === '' ? null : document.getElementById(id);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'center' });
}
