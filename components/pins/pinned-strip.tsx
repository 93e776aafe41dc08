'use client';
import Link from 'next/link';
import type { Pin } from '#lib/preferences.ts';
import { ageOf, type Findable } from '../finding/findable.ts';
import { usePlaces } from '../finding/use-places.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { isChart } from './pin-places.ts';

/** The pinned places, each as it is now and as old as that is, in the order in which they were pinned. */
export function PinnedStrip({ pins }: { pins: readonly Pin[] }) {
  const places = usePlaces();
  const byPath = new Map(places.flatMap((place) => (place.leads.to === 'path' ? [[place.leads.path, place] as const] : [])));
  return (
    <section className="pinned" aria-label="Pinned">
      <h2 className="q small">Pinned</h2>
      <ul>
        {pins.map((pin) => (
          <li key={pin.path}>
            <Line pin={pin} place={byPath.get(pin.path) ?? null} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A chart has no state. Any other place that is not on the board is not known, and never called well. */
function Line({ pin: { path, name, about }, place }: { pin: Pin; place: Findable | null }) {
  const time = useBoardTime();
  const look = place?.look(time) ?? null;
  const age = look?.oldest ? ageOf(look.oldest, time) : null;
  const says = look?.says ?? (isChart(path) ? '' : 'not on the board now');
  const status = look?.status ?? (isChart(path) ? null : 'unknown');
  return (
    <Link
      href={path}
      prefetch={false}
      className={status === 'stale' ? 'hatch stale' : undefined}
      title={`${about}${says === '' ? '' : `: ${says}`}`}
    >
      {status === null ? null : <StatusShape status={status} small={status === 'ok'} />}
      <span className="b">{name}</span>
      {status === null || status === 'ok' ? <span className="vh">{says}</span> : <span className={`w ${status} small says`}>{says}</span>}
      {age ? <span className={`age ${age.tone}`}>{age.text}</span> : null}
    </Link>
  );
}
