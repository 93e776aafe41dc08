import type { SettingsAnswer, WrittenLine } from '../asked/model.ts';

export type Place = WrittenLine['at'];

/** What somebody wrote of a setting, in each place where that is. A transient value wins over the persistent one. */
export function writtenAt({ settings }: SettingsAnswer, name: string): { at: Place; value: string }[] {
  return settings.filter((line) => line.name === name).map(({ at, value }) => ({ at, value }));
}

/** What counts; null where nobody wrote anything. */
export function counting(written: readonly { at: Place; value: string }[]): { at: Place; value: string } | null {
  return written.find(({ at }) => at === 'transient') ?? written[0] ?? null;
}

/** The names of a list as it is written: with commas between them. */
export function namesIn(value: string): string[] {
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A body that sets one setting in some places; null takes it out there. */
export function bodyOf(
  name: string,
  values: readonly { at: Place; value: string | null }[],
): Record<string, Record<string, string | null>> {
  return Object.fromEntries(values.map(({ at, value }) => [at, { [name]: value }]));
}
