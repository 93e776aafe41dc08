/** A clock that is turned back: the past. */
export function ClockBack() {
  return (
    <svg className="clock-back" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M4 10a6.2 6.2 0 1 0 2-4.6" />
      <path d="M4 3v3.8h3.8" />
      <path d="M10.2 6.8v3.6l2.4 1.4" />
    </svg>
  );
}
