/**
 * Plain data equal to `now` that takes every part which is the same from `older`, texts too: what stands in each of many readings is then in memory once. Lists are compared place by place.
 * `now` and `older` stay as they are.
 */
export function sharing<T>(now: T, older: T | undefined): T {
  if (older === undefined) return now;
  if (now === older) return older;
  if (!isParts(now) || !isParts(older) || Array.isArray(now) !== Array.isArray(older)) return now;
  const shared: T & Parts = Array.isArray(now) ? Object.assign([], now) : { ...now };
  const names = Object.keys(shared);
  const parts: Parts = shared;
  for (const name of names) parts[name] = sharing(now[name], older[name]);
  const isSame = names.length === Object.keys(older).length && names.every((name) => parts[name] === older[name]);
  return isSame ? older : shared;
}

type Parts = Record<string, unknown>;

/** A list has its places as names. */
function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null;
}
