'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { errorPath, storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/**
 * Where an address without a store leads. Links of Opserver name an application (`app` or `log`), as it is called or without its special characters, and sometimes a store or one error: they lead to
 * the store that has it. Everything else goes to the first store, with what the address says.
 */
export function placeOf(params: URLSearchParams, stores: readonly StoreLine[]): string {
  const [first] = stores;
  if (!first) return '/';
  const id = params.get('id') ?? params.get('guid');
  const named = stores.find(({ name, title }) => [name, title].includes(params.get('store') ?? ''));
  const wanted = params.get('app') ?? params.get('log');
  const found = wanted === null ? null : findApp(wanted, named ? [named] : stores);
  const store = (found?.store ?? named ?? first).name;
  if (id !== null && GUID.test(id)) return errorPath(store, id.toLowerCase());
  const rest = new URLSearchParams(params);
  // What leads nowhere stays, so that the page says so.
  for (const name of ['app', 'log', ...(named ? ['store'] : [])]) rest.delete(name);
  if (found) rest.set('app', found.app);
  else if (wanted !== null) rest.set('app', wanted);
  const text = rest.toString();
  return `${storePath(store)}${text === '' ? '' : `?${text}`}`;
}

function findApp(wanted: string, stores: readonly StoreLine[]): { store: StoreLine; app: string } | null {
  const short = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const [own, ownShort] = [(app: string) => app === wanted, (app: string) => short(wanted) !== '' && short(app) === short(wanted)];
  for (const isSame of [own, ownShort]) {
    for (const store of stores) {
      const apps = [...store.totals.apps.keys(), ...store.recent.apps.keys(), ...store.teams.flatMap(({ applications }) => applications)];
      const app = apps.find(isSame);
      if (app !== undefined) return { store, app };
    }
  }
  return null;
}

/** Goes on to where the address leads. */
export function OldLink({ stores }: { stores: readonly StoreLine[] }) {
  const router = useRouter();
  const params = useSearchParams();
  const place = placeOf(new URLSearchParams(params), stores);
  useEffect(() => router.replace(place), [router, place]);
  return <p className="note">Opening {place}…</p>;
}
