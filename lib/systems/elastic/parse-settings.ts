import { ParseError } from '../../failure.ts';
import { JsonPart } from './json-part.ts';
import type { AllocationSettings, Watermarks, WrittenSetting } from './model.ts';

const ALLOCATION = 'cluster.routing.allocation';
const EXCLUDE = `${ALLOCATION}.exclude.`;
const DISK = `${ALLOCATION}.disk`;

/** In the order in which they win: what is transient is in force and not what is persistent. */
const PLACES = ['transient', 'persistent'] as const;

/** Settings by their whole name, however they were nested. */
type Flat = ReadonlyMap<string, string>;

/** Reads who may hold what from `_cluster/settings`, flat or nested, with its defaults or without. */
export function parseSettings(answer: unknown): AllocationSettings {
  const told = new JsonPart(answer, '');
  const [transient, persistent, defaults] = [...PLACES, 'defaults'].map((place) => flatten(told.part(place)));
  const flat = { transient: transient ?? new Map(), persistent: persistent ?? new Map() };
  const written = (name: string): WrittenSetting | null => {
    const at = PLACES.find((place) => flat[place].has(name));
    return at === undefined ? null : { value: flat[at].get(name) ?? '', at };
  };
  const inForce = (name: string): string | null => written(name)?.value ?? defaults?.get(name) ?? null;
  return {
    enable: written(`${ALLOCATION}.enable`),
    rebalance: written('cluster.routing.rebalance.enable'),
    exclude: parseExcludes(flat, written),
    watermarks: parseWatermarks(inForce),
  };
}

/** A list that is empty excludes nobody, and one that is transient hides the persistent one. */
function parseExcludes(flat: Record<(typeof PLACES)[number], Flat>, written: (name: string) => WrittenSetting | null) {
  const names = new Set(PLACES.flatMap((place) => [...flat[place].keys()]).filter((name) => name.startsWith(EXCLUDE)));
  return [...names].flatMap((name): AllocationSettings['exclude'] => {
    const setting = written(name);
    const listed = (setting?.value ?? '').split(',').flatMap((one) => one.trim() || []);
    return setting === null || listed.length === 0 ? [] : [{ attribute: name.slice(EXCLUDE.length), names: listed, at: setting.at }];
  });
}

function parseWatermarks(inForce: (name: string) => string | null): Watermarks {
  const mark = (name: string): string | null => inForce(`${DISK}.watermark.${name}`);
  const headroom = { low: mark('low.max_headroom'), high: mark('high.max_headroom'), floodStage: mark('flood_stage.max_headroom') };
  return {
    ...{ low: mark('low'), high: mark('high'), floodStage: mark('flood_stage') },
    // True where nobody wrote another.
    isEnabled: inForce(`${DISK}.threshold_enabled`) !== 'false',
    ...(Object.values(headroom).every((one) => one === null) ? {} : { headroom }),
  };
}

function flatten(part: JsonPart): Flat {
  const found = new Map<string, string>();
  const walk = (name: string, value: unknown): void => {
    if (value === null) return;
    if (Array.isArray(value)) found.set(name, value.map((one) => leaf(name, one)).join(','));
    else if (typeof value === 'object') for (const [key, inner] of Object.entries(value)) walk(name === '' ? key : `${name}.${key}`, inner);
    else found.set(name, leaf(name, value));
  };
  for (const name of part.names()) walk(name, part.value(name));
  return found;
}

function leaf(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ParseError(`the setting ${name} is no text`, JSON.stringify(value)?.slice(0, 400) ?? null);
}
