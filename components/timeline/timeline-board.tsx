'use client';
import { useMemo } from 'react';
import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import { AxisPanel } from './axis-panel.tsx';
import { EventPanel } from './event-panel.tsx';
import { PlaceContext } from './place-context.ts';
import { isWatched, titlesOf } from './places.ts';
import type { TimelineClient } from './timeline-client.ts';
import { type Change, TimelineFilter } from './timeline-filter.tsx';
import { type Asked, boundsOf, toQuery } from './timeline-url.ts';
import { useAxis } from './use-axis.ts';
import { type Events, useEvents } from './use-events.ts';
import { useSteps } from './use-steps.ts';

/** The head is read every 15 s and may take 10: older than this it has been missed. */
const OLD_AFTER_MS = 27_000;

type BoardProps = {
  viewer: Viewer;
  probes: readonly ProbeRow[];
  client: TimelineClient;
  asked: Asked;
  /** As it is typed. */
  text: string;
  change: Change;
  open: ReadonlySet<string>;
  onOpen(line: string, isOpen: boolean): void;
};

/** What happened to all systems: one axis, and every event in words. */
export function TimelineBoard({ viewer, probes, client, asked, text, change, open, onOpen }: BoardProps) {
  const { own } = useBoardTime();
  // Before the first snapshot nobody knows what time it is at the server; the browser's will do to ask.
  const now = own.now > 0 ? own.now : Date.now();
  const events = useEvents(asked, client.events, now);
  const { steps, room } = useSteps();
  const axis = useAxis(asked, client.axis, { now, steps });
  const places = useMemo(() => ({ titles: titlesOf(probes), isWatched: isWatched(probes) }), [probes]);
  return (
    <PlaceContext value={places}>
      <div className="crumb">
        <h1>Timeline</h1>
        <AsOf events={events} isLive={asked.period.is === 'live'} />
        <span className="grow" />
        <Exports asked={asked} now={now} />
      </div>
      {events.isOff ? (
        <Off message={events.failed ?? ''} />
      ) : (
        <>
          <TimelineFilter asked={asked} text={text} systems={viewer.systems.view} counts={axis.answer?.kinds ?? null} change={change} />
          <Trouble events={events} />
          <AxisPanel read={axis} period={asked.period} room={room} onPeriod={change.period} />
          <EventPanel events={events} asked={asked} open={open} onOpen={onOpen} />
        </>
      )}
    </PlaceContext>
  );
}

function AsOf({ events: { asOf }, isLive }: { events: Events; isLive: boolean }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  if (asOf === null) return null;
  const age = own.now - asOf;
  if (isLive && age > OLD_AFTER_MS) {
    return (
      <span className="age stale" title={format.describe(asOf)}>
        <StatusShape status="stale" small /> as of {format.moment(asOf, own.now)}, {formatAge(age)} ago
      </span>
    );
  }
  return (
    <span className="age" title={format.describe(asOf)}>
      as of {format.moment(asOf, own.now)}
    </span>
  );
}

function Exports({ asked, now }: { asked: Asked; now: number }) {
  // To the minute, so that the links do not change with every tick.
  const bounds = boundsOf(asked.period, Math.ceil(now / 60_000) * 60_000);
  return (
    <span className="small m">
      Export as{' '}
      <a className="link" href={`/live/v1/events/export?${toQuery(asked, bounds, { format: 'csv' })}`} download>
        CSV
      </a>
      ,{' '}
      <a className="link" href={`/live/v1/events/export?${toQuery(asked, bounds, { format: 'json' })}`} download>
        JSON
      </a>
    </span>
  );
}

function Off({ message }: { message: string }) {
  return (
    <section className="panel">
      <Void status="unknown" title="No history is kept here">
        {message}
      </Void>
    </section>
  );
}

/** Why what is seen now is missing below: nothing looks calm because it is not written down. */
function Trouble({ events: { come } }: { events: Events }) {
  const format = useTimeFormat();
  const trouble = come?.ok ? come.value.trouble : null;
  if (trouble === null) return null;
  return (
    <section className="panel">
      <Void status="critical" title={trouble.isKeeping ? 'The history is not being written' : 'What happens now is lost to the history'}>
        {trouble.words} Since {format.full(trouble.since)}.{' '}
        {trouble.isKeeping
          ? 'What happens is kept in memory meanwhile and does not stand below.'
          : 'It does not stand below, and never will.'}
      </Void>
    </section>
  );
}
