import type { ExceptionsSettings } from '../settings.ts';
import { shapeRule } from '../shape-key.ts';
import type { ShapeIndex } from './known.ts';
import { openShapes } from './open-shapes.ts';

type Shared = { shapes: ShapeIndex; users: number };

/** The indexes that are open, by the store and the folder that they are of: polls, questions and jobs of a store use one. */
const open = new Map<string, Shared>();

/** The index of a store, opened by its first user and closed by the last one. */
export function shareShapes({ keepIn, store, framework }: Pick<ExceptionsSettings, 'keepIn' | 'store' | 'framework'>): {
  shapes: ShapeIndex;
  release(): void;
} {
  const key = `${keepIn ?? ''}\n${store}`;
  const shared = open.get(key) ?? {
    shapes: openShapes({ folder: keepIn, store, rule: shapeRule(framework), now: performance.timeOrigin }),
    users: 0,
  };
  open.set(key, shared);
  shared.users += 1;
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    shared.users -= 1;
    if (shared.users > 0) return;
    open.delete(key);
    shared.shapes.close();
  };
  return { shapes: shared.shapes, release };
}
