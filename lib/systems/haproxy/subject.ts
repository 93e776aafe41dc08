import type { RowSubject } from '../../system.ts';
import type { RowView } from './model.ts';

/** What a row of the statistics is about. A server of one name in several backends is one machine more often than not. */
export function subjectOf(view: RowView): RowSubject {
  if (!isInside(view))
    return { name: view.proxy, alike: `${view.proxy}/${view.kind}/${view.name}`, heads: placeOf(view), under: null, host: null };
  const host = view.kind === 'server' ? view.name : null;
  return { name: view.name, alike: `${view.kind} ${view.name}`, heads: null, under: placeOf(view), host };
}

/** True for what stands in a proxy and is none itself. */
export function isInside({ kind }: RowView): boolean {
  return kind === 'server' || kind === 'listener';
}

/** The proxy that a row is or stands in, its two sides apart. */
function placeOf({ kind, proxy }: RowView): string {
  return `${kind === 'backend' || kind === 'server' ? 'backend' : 'frontend'} ${proxy}`;
}
