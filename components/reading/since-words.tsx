'use client';
import type { Since } from '#lib/status.ts';
import { When } from './when.tsx';

/** Since when something is so, and how that is known. */
export function SinceWords({ since: { how, at } }: { since: Since }) {
  switch (how) {
    case 'before':
      return (
        <span title="It was so when Vigil first looked">
          since before <When at={at} />
        </span>
      );
    case 'source':
    case 'seen':
      return (
        <span title={how === 'seen' ? 'Seen by Vigil' : 'By its own word'}>
          since <When at={at} />
        </span>
      );
  }
}
