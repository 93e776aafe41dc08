import { dirname, resolve } from 'node:path';
import { Secret } from '#lib/secret.ts';
import type { Misfit, Path } from '#lib/section.ts';
import { CONTENT_KEYS, NAMING_KEYS, SECRET_KEYS } from '#lib/settings.ts';
import { readTextFile } from './text-file.ts';

/** The environment of the process, or what a test puts in its place. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where `{ env }` and `{ file }` are looked up: paths count from the folder of the config file. */
type Origins = { env: Env; configFile: string };

/** A value under a key that may point elsewhere, and the mapping that holds it. */
type Place = { path: Path; key: string; holder: object };

type Found = { ok: true; text: string } | { ok: false; message: string };

const MAX_BYTES = 256 * 2 ** 10;
const HOW = 'write { env: NAME } or { file: path }';

/**
 * Puts in place what `{ env: NAME }` and `{ file: path }` point at, within `data`: a Secret where a secret belongs, plain text where a certificate does.
 * Returns what could not be found. A secret that is written out is a misfit; it is replaced all the same, so that nobody after this can print it.
 */
export async function resolveSecrets(data: object, origins: Origins): Promise<Misfit[]> {
  const misfits: Misfit[] = [];
  for (const place of places(data, [])) {
    const isSecret = SECRET_KEYS.includes(place.key);
    const written: unknown = Reflect.get(place.holder, place.key);
    // Whether there may be none is for the section to say.
    if (Secret.is(written) || (isSecret && written === 'none') || (!isSecret && !isMapping(written))) continue;
    const found = await lookUp(written, origins);
    if (!found.ok) misfits.push({ path: place.path, message: found.message });
    const text = found.ok ? found.text : '';
    if (isSecret) Reflect.set(place.holder, place.key, new Secret(text));
    else if (found.ok) Reflect.set(place.holder, place.key, text);
    else Reflect.deleteProperty(place.holder, place.key);
  }
  return misfits;
}

function* places(value: unknown, path: Path): Generator<Place> {
  if (typeof value !== 'object' || value === null || Secret.is(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* places(item, [...path, index]);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (SECRET_KEYS.includes(key) || CONTENT_KEYS.includes(key)) yield { path: [...path, key], key, holder: value };
    else if (!NAMING_KEYS.includes(key)) yield* places(inner, [...path, key]);
  }
}

async function lookUp(written: unknown, origins: Origins): Promise<Found> {
  if (written === null) return { ok: false, message: `is empty: ${HOW}` };
  if (!isMapping(written)) return { ok: false, message: `is written out in the file, where anyone can read it: take it out and ${HOW}` };
  const [[kind, pointer] = [], ...rest] = Object.entries(written);
  if (rest.length > 0 || typeof pointer !== 'string' || pointer === '') return { ok: false, message: `is not understood: ${HOW}` };
  if (kind === 'env') return fromEnvironment(pointer, origins.env);
  if (kind === 'file') return fromFile(pointer, origins.configFile);
  return { ok: false, message: `is not understood: ${HOW}` };
}

function fromEnvironment(variable: string, env: Env): Found {
  // Anything but an ordinary name is not repeated: it may be the secret itself.
  const name = /^[A-Z][A-Z0-9_]*$/.test(variable) ? `the environment variable ${variable}` : 'the environment variable that it names';
  const value = env[variable];
  if (value === undefined) return { ok: false, message: `${name} is not set: set it where Vigil is started` };
  if (value === '') return { ok: false, message: `${name} is empty: give it a value where Vigil is started` };
  return { ok: true, text: value };
}

async function fromFile(file: string, configFile: string): Promise<Found> {
  const folder = dirname(configFile);
  const name = `the file that it names (looked for from ${folder})`;
  if (file.includes('\0')) return { ok: false, message: `is not understood: ${HOW}` };
  const read = await readTextFile(resolve(folder, file), MAX_BYTES);
  if (!read.ok) return { ok: false, message: `${name} ${read.message}` };
  const text = read.text.replace(/\r?\n$/, '');
  if (text === '') return { ok: false, message: `${name} is empty: put the value into it` };
  return { ok: true, text };
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
