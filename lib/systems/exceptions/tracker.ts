import type { ErrorAnswer } from './model-detail.ts';
import type { ExceptionsSettings } from './settings.ts';

const MOST = 300;

/** Where an error can be reported: the words in braces of the template are put in, encoded for an address. */
export function trackerOf(
  { row }: Pick<ErrorAnswer, 'row'>,
  { tracker, store }: Pick<ExceptionsSettings, 'tracker' | 'store'>,
): ErrorAnswer['tracker'] {
  if (tracker === null) return null;
  const words: Readonly<Record<string, string>> = {
    ...{ type: row.type, message: row.message ?? '', app: row.app, machine: row.machine, guid: row.guid, store },
    ...{ host: row.host ?? '', url: row.url ?? '', link: `/exceptions/${encodeURIComponent(store)}/${row.guid}` },
  };
  const url = tracker.url.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(words, name) ? encodeURIComponent((words[name] ?? '').toWellFormed().slice(0, MOST)) : whole,
  );
  return { title: tracker.title, url };
}
