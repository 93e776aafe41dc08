/** The little that a page may know of the process it is rendered in. Plain data: Next bundles pages into a module graph of their own. */
type Engine = { environment: string | null };

/** What server.ts left for the pages. Nothing is known when it did not: pages still render. */
export function engine(): Engine {
  const left: unknown = Reflect.get(globalThis, Symbol.for('vigil'));
  const environment = typeof left === 'object' && left !== null && 'environment' in left ? left.environment : null;
  return { environment: typeof environment === 'string' && environment !== '' ? environment : null };
}
