import { STATUSES, type Status } from '#lib/status.ts';

const KNOCKOUT = 'var(--knockout, #fff)';

const SHAPES: Record<Status, React.ReactNode> = {
  ok: <circle cx="8" cy="8" r="3.5" fill="currentColor" />,
  maintenance: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2.5" fill="currentColor" />
      <path d="M4.75 11.25 7.9 8.1M12.3 6.3A2.6 2.6 0 1 1 9.7 3.7" fill="none" stroke={KNOCKOUT} strokeWidth="1.7" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path
        d="M6.1 6.3a1.9 1.9 0 1 1 2.75 1.7C8.25 8.3 8 8.65 8 9.25"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx="8" cy="11.4" r=".95" fill="currentColor" />
    </>
  ),
  warning: (
    <>
      <path d="M6.9 2 1 12.4A1.3 1.3 0 0 0 2.1 14.5h11.8A1.3 1.3 0 0 0 15 12.4L9.1 2a1.27 1.27 0 0 0-2.2 0Z" fill="currentColor" />
      <path d="M8 5.6v3.6" stroke={KNOCKOUT} strokeWidth="1.7" strokeLinecap="round" />
      <circle cx="8" cy="11.9" r="1" fill={KNOCKOUT} />
    </>
  ),
  stale: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray="3.9 2.907"
        strokeDashoffset="1.95"
      />
      <path d="M8 4.9V8.2l2.3 1.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  critical: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="currentColor" />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" stroke={KNOCKOUT} strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
};

/** The shapes of the six statuses, once per document. */
export function StatusSprite() {
  return (
    <svg className="sprite" aria-hidden="true">
      <title>Status shapes</title>
      {STATUSES.map((status) => (
        <symbol key={status} id={`status-${status}`} viewBox="0 0 16 16">
          {SHAPES[status]}
        </symbol>
      ))}
    </svg>
  );
}

type ShapeProps = { status: Status; small?: boolean; label?: string };

/** A status as a shape. Without a label it is for the eye only: a word stands beside it. */
export function StatusShape({ status, small = false, label }: ShapeProps) {
  const size = small ? ' s' : '';
  const use = <use href={`#status-${status}`} />;
  if (label === undefined) {
    return (
      <svg className={`i${size} ${status}`} aria-hidden="true">
        {use}
      </svg>
    );
  }
  return (
    <svg className={`i${size} ${status}`} role="img" aria-label={label}>
      {use}
    </svg>
  );
}
