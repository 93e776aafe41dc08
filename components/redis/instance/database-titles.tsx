'use client';
import { createContext, useContext } from 'react';
import type { Database } from '#lib/systems/redis/model.ts';

/** The databases of the instance whose page this is, for what names one of them. */
export const DatabasesContext = createContext<readonly Database[]>([]);

/** What people call the database that is called `name` on the wire (db0, or db.0 in MEMORY STATS), after its name; nothing where nobody said. */
export function DatabaseTitle({ name }: { name: string }) {
  const databases = useContext(DatabasesContext);
  const title = databases.find((database) => database.name === name.replace('.', ''))?.title ?? null;
  return title === null ? null : (
    <span className="q" title={title}>
      {' '}
      {title}
    </span>
  );
}
