import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import type { StoreLine } from '../store-lines.ts';
import { counted } from '../words.ts';
import type { ListAddress } from './address.ts';
import { shownApps } from './shown-apps.ts';

/** A filter that is set, in words, and what takes it off. */
export type SetFilter = { words: string; off: Partial<ListAddress['filter']> };

const NAMED = { machine: 'machine', type: 'type', category: 'category', host: 'host', url: 'URL' } as const;

/** Every filter of an address that no other part of the page shows: a search stands in its box, and a group and an application in the lines of those, as far as they stand there. */
export function setFilters({ filter }: Pick<ListAddress, 'filter'>, store: Pick<StoreLine, 'teams'>): SetFilter[] {
  const { team, app, shape } = filter;
  const { teams, apps } = shownApps(store.teams, team);
  const shapes = shape?.split(',').length ?? 0;
  const one = (isSet: boolean, words: string, off: SetFilter['off']): SetFilter[] => (isSet ? [{ words, off }] : []);
  return [
    ...one(team !== null && !teams.some(({ name }) => name === team), `group ${team === '' ? 'none' : team}, not configured`, {
      team: null,
    }),
    ...one(app !== null && !apps.includes(app), `application ${app}`, { app: null }),
    ...(['machine', 'type', 'category', 'host', 'url'] as const).flatMap((name) =>
      one(filter[name] !== null, `${NAMED[name]} ${filter[name]}`, { [name]: null }),
    ),
    ...one(shapes > 0, shapes === 1 ? 'one shape' : counted(shapes, 'shape'), { shape: null }),
    ...one(filter.protected !== 'any', filter.protected === 'only' ? 'protected only' : 'not protected', { protected: 'any' }),
    ...one(filter.deleted !== 'none', filter.deleted === 'only' ? 'deleted only' : 'deleted too', { deleted: 'none' }),
    ...one(filter.searchIn.join() !== NO_FILTER.searchIn.join(), `searched in ${filter.searchIn.join(', ')}`, {
      searchIn: NO_FILTER.searchIn,
    }),
  ];
}
