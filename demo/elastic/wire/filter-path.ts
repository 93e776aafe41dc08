type Json = unknown;
type Path = readonly string[];

/**
 * What `filter_path` leaves of an answer: names with dots between them, `*` within a name, `**` for any depth, a leading minus for what is to go, `\.` for a dot within a name. Lists are no
 * level of their own. Where nothing is left, an empty object or list is.
 */
export function filterByPath(body: Json, filters: string): Json {
  const told = filters.split(',').filter((one) => one !== '');
  const wanted = told.filter((one) => !one.startsWith('-')).map(pathOf);
  const unwanted = told.filter((one) => one.startsWith('-')).map((one) => pathOf(one.slice(1)));
  const kept = wanted.length === 0 ? body : (keep(body, wanted) ?? (Array.isArray(body) ? [] : {}));
  return unwanted.length === 0 ? kept : drop(kept, unwanted);
}

function pathOf(filter: string): Path {
  return filter.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.'));
}

function keep(value: Json, paths: readonly Path[]): Json {
  if (Array.isArray(value)) {
    const kept = value.map((one) => keep(one, paths)).filter((one) => one !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (!isObject(value)) return undefined;
  const kept: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) {
    const rest = below(paths, name);
    const left = rest === 'all' ? inner : rest.length === 0 ? undefined : keep(inner, rest);
    if (left !== undefined) kept[name] = left;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function drop(value: Json, paths: readonly Path[]): Json {
  if (Array.isArray(value)) return value.map((one) => drop(one, paths));
  if (!isObject(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) {
    const rest = below(paths, name);
    if (rest !== 'all') kept[name] = rest.length === 0 ? inner : drop(inner, rest);
  }
  return kept;
}

/** What is left of the paths one level further down under this name; `all` where one of them ends here. */
function below(paths: readonly Path[], name: string): Path[] | 'all' {
  const rest: Path[] = [];
  for (const path of paths) {
    const [first = '', ...others] = path;
    if (first === '**') {
      if (others.length === 0) return 'all';
      rest.push(path);
      const deeper = below([others], name);
      if (deeper === 'all') return 'all';
      rest.push(...deeper);
    } else if (isLike(name, first)) {
      if (others.length === 0) return 'all';
      rest.push(others);
    }
  }
  return rest;
}

const known = new Map<string, RegExp>();

/** Whether a name fits a pattern in which `*` stands for anything. */
export function isLike(name: string, pattern: string): boolean {
  if (pattern === '*' || !pattern.includes('*')) return pattern === '*' || name === pattern;
  const expression = known.get(pattern) ?? expressionOf(pattern);
  known.set(pattern, expression);
  return expression.test(name);
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null;
}
