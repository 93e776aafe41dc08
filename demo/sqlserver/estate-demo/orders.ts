import type { Estate } from '../model/estate.ts';
import { release, resume, stickSilently, suspend } from '../model/orders-data.ts';
import { freezeHadrViews, thawHadrViews } from '../model/orders-instance.ts';

type Copies = { group: string; instance: string; database?: string };

/** What the story does to the SQL Servers: a replica that receives nothing more while it says HEALTHY, data movement suspended by hand, views that are updated no more; and the end of each. */
export type SqlOrder =
  | ({ order: 'stick' | 'release' } & Copies)
  | ({ order: 'suspend' | 'resume' } & Copies)
  | { order: 'freeze views' | 'thaw views'; instance: string };

/** Carries it out at `now` (epoch ms). Throws when the estate has no such thing. */
export function obey(estate: Estate, told: SqlOrder, now: number): void {
  switch (told.order) {
    case 'stick':
      stickSilently(estate, told, now);
      return;
    case 'release':
      release(estate, told, now);
      return;
    case 'suspend':
      suspend(estate, told, 'SUSPEND_FROM_USER', now);
      return;
    case 'resume':
      resume(estate, told, now);
      return;
    case 'freeze views':
      freezeHadrViews(estate, told.instance, now);
      return;
    case 'thaw views':
      thawHadrViews(estate, told.instance);
      return;
  }
}

/** What ends what an order began; the same for an order that ends something. */
export function endOf(told: SqlOrder): SqlOrder {
  switch (told.order) {
    case 'stick':
    case 'release':
      return { ...told, order: 'release' };
    case 'suspend':
    case 'resume':
      return { ...told, order: 'resume' };
    case 'freeze views':
    case 'thaw views':
      return { ...told, order: 'thaw views' };
  }
}

/** What an order is about, in words; an order and its end are about the same. */
export function subjectOfOrder(told: SqlOrder): string {
  const what = endOf(told).order;
  return 'group' in told ? `${what} ${told.database ?? 'everything'} of ${told.group} on ${told.instance}` : `${what} of ${told.instance}`;
}
