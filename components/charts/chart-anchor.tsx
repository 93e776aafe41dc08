import type { ReactNode } from 'react';

type AnchorProps = {
  /** Of chartPath. */
  href: string;
  className: string;
  /** What is drawn, in words: shown on it and read out. */
  words: string;
  children: ReactNode;
};

/**
 * A small line that opens its chart. A plain anchor, because a table has thousands: ChartLinks follows them all. The tab key passes it by, as it does all that stands in every row of a table; the
 * same chart is opened from the larger charts of the row and from the palette.
 */
export function ChartAnchor({ href, className, words, children }: AnchorProps) {
  return (
    <a className={className} href={href} title={words} aria-label={`${words}. Opens its chart`} tabIndex={-1}>
      {children}
    </a>
  );
}
