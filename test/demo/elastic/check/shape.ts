type Types = Map<string, Set<string>>;

/**
 * Every place in an answer ("nodes/x1/os", "shards[]/node") with the types of what stands there. `named` are places below which names are data, ids and names of indices: they become `*`, in
 * `named` too.
 */
export function shapeOf(body: unknown, named: readonly string[]): Types {
  const found: Types = new Map();
  const visit = (value: unknown, path: string): void => {
    const types = found.get(path) ?? new Set<string>();
    found.set(path, types.add(typeOf(value)));
    if (Array.isArray(value)) for (const one of value) visit(one, `${path}[]`);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) visit(inner, `${path}/${named.includes(path.slice(1)) ? '*' : name}`);
  };
  visit(body, '');
  return new Map([...found].map(([path, types]) => [path.slice(1), types]));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

export type Difference = { missing: string[]; extra: string[]; otherType: string[] };

/** What an answer has not that the other has, has beside it, or has as another type; `apart` are places left out with all below them. A null fits anything. */
export function compare(ours: Types, theirs: Types, apart: readonly string[]): Difference {
  const paths = (of: Types): string[] => [...of.keys()].filter((path) => !apart.some((one) => isAt(path, one)));
  const lacking = (of: Types, has: Types): string[] => paths(of).filter((path) => !has.has(path) && !isBelow(path, has));
  return {
    ...{ missing: lacking(theirs, ours), extra: lacking(ours, theirs) },
    otherType: paths(theirs).flatMap((path) => {
      const [own, other] = [told(ours, path), told(theirs, path)];
      return own.length === 0 || other.length === 0 || own.every((type) => other.includes(type))
        ? []
        : [`${path}: ${own} instead of ${other}`];
    }),
  };
}

/** Whether a place is this one, or below it. */
export function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}[]`);
}

function told(types: Types, path: string): string[] {
  return [...(types.get(path) ?? [])].filter((type) => type !== 'null');
}

/** Whether a place is below one that is missing itself, which is told once, or within a list that is empty there. */
function isBelow(path: string, lacking: Types): boolean {
  const parts = path.split(/(?=\/|\[\])/);
  return path.endsWith('[]') || parts.slice(0, -1).some((_, at) => !lacking.has(parts.slice(0, at + 1).join('')));
}
