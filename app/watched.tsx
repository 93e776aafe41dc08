import type { ReactNode } from 'react';
import { NotWatched } from '#components/shell/not-watched.tsx';
import { NAVIGATION } from '#config/navigation.ts';
import { engine } from './engine.ts';

/** The page of a system where that is configured; else that it is not, why, and what would change it. */
export function Watched({ system, children }: { system: string; children: ReactNode }) {
  const absent = engine().absent.find(({ name }) => name === system);
  if (!absent) return children;
  const title = NAVIGATION.find((page) => page.system === system)?.title ?? system;
  return <NotWatched title={title} absent={absent} />;
}
