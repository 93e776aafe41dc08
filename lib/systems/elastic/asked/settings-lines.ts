import type { JsonPart } from '../json-part.ts';
import type { SettingLine } from './model.ts';

/** Names of settings whose value may be a secret, or say where one is. */
const SECRET = /passw|secret|token|credential|api[_.]?key|private|keystore|truststore|access_key/i;

const SHOWN_LENGTH = 500;

/** A setting as it is shown: one that may be a secret is not. */
export function settingValue(name: string, value: unknown): string {
  if (SECRET.test(name)) return '***';
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.map(String).join(', ') : JSON.stringify(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text;
}

/** Settings as lines, nested or flat, by their whole names, in that order. */
export function settingLines(told: JsonPart): SettingLine[] {
  return flat(told)
    .map(([name, value]) => ({ name, value: settingValue(name, value) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function flat(told: JsonPart, before = ''): [name: string, value: unknown][] {
  return told.names().flatMap((name): [string, unknown][] => {
    const value = told.value(name);
    const whole = `${before}${name}`;
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMapping ? flat(told.part(name), `${whole}.`) : [[whole, value]];
  });
}

/** Those of these that are told, each under a name of ours. */
export function toldLines(lines: readonly (readonly [name: string, value: string | number | null])[]): SettingLine[] {
  return lines.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value: String(value) }]));
}
