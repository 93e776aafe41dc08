import { isRecord } from '../ask.ts';

/** Settings as they nest: a name that is a value and a beginning of others stays whole there ("flood_stage" beside "flood_stage.frozen"). */
export function nested(flat: Readonly<Record<string, string>>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const name of Object.keys(flat).toSorted()) put(root, name.split('.'), flat[name]);
  return root;
}

function put(into: Record<string, unknown>, path: string[], value: unknown): void {
  const [first = '', ...rest] = path;
  const below = into[first];
  if (rest.length === 0) into[first] = value;
  else if (below === undefined) {
    const made: Record<string, unknown> = {};
    into[first] = made;
    put(made, rest, value);
  } else if (isRecord(below)) put(below, rest, value);
  else put(into, [`${first}.${rest[0]}`, ...rest.slice(1)], value);
}

/** The opposite: values as text, lists with commas, null as it is. */
export function flattened(value: unknown, before = ''): Record<string, string | null> {
  if (isRecord(value))
    return Object.assign({}, ...Object.entries(value).map(([name, inner]) => flattened(inner, before === '' ? name : `${before}.${name}`)));
  if (value === null || value === undefined) return { [before]: null };
  return { [before]: Array.isArray(value) ? value.join(',') : String(value) };
}
