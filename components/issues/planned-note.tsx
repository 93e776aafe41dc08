'use client';
import type { PlannedMaintenance } from '#lib/attention/attention.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useIssues } from './issues-context.tsx';

/** A group, or a node of it with the host that it is on. */
type Place = { system: string; group: string; node?: string; host?: string | null };

/** "planned maintenance until 15:00 UTC by ann: kernel update" beside a target while that lasts. What holds for a whole group is said at the group. */
export function PlannedNote({ place }: { place: Place }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const { attention, names } = useIssues();
  const isHere = ({ target, startAt, endAt }: PlannedMaintenance): boolean => {
    if (own.now < startAt || endAt <= own.now) return false;
    switch (target.is) {
      case 'group':
        return place.node === undefined && target.system === place.system && target.group === place.group;
      case 'node':
        return target.system === place.system && target.group === place.group && target.node === place.node;
      case 'host':
        return place.node !== undefined && typeof place.host === 'string' && names.nameOf(place.host) === target.host;
    }
  };
  return attention.maintenances.filter(isHere).map(({ id, endAt, by, reason }) => {
    const words = `planned maintenance until ${format.minute(endAt, own.now)} by ${by}: ${reason}`;
    return (
      <span key={id} className="planned-note" title={words}>
        <StatusShape status="maintenance" small /> {words}
      </span>
    );
  });
}
