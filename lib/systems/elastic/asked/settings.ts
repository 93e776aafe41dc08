import { askOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { masterTimeout } from '../requests.ts';
import { clusterQuestion } from './cluster-question.ts';
import { NO_INPUT, nothing } from './inputs.ts';
import { SETTINGS, type SettingsAnswer } from './model.ts';
import { settingLines } from './settings-lines.ts';

/** The settings of the cluster that somebody wrote: all others are as the product, or the files of its nodes, have them. */
export const settingsQuestion = clusterQuestion<null, SettingsAnswer>({
  ...{ name: SETTINGS, question: '_cluster/settings', input: nothing, usage: NO_INPUT },
  fetch: (node, _, signal) =>
    askOf(
      node,
      (product) => ({ method: 'GET', path: '/_cluster/settings', query: { flat_settings: true, ...masterTimeout(product) } }),
      signal,
    ),
  parse: parseWritten,
});

/** Reads `_cluster/settings`; a transient value stands before the persistent one that it wins over. */
export function parseWritten(body: unknown): SettingsAnswer {
  const told = new JsonPart(body, '');
  const places = ['transient', 'persistent'] as const;
  const settings = places.flatMap((at) => settingLines(told.neededPart(at)).map((line) => ({ ...line, at })));
  return { settings: settings.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) };
}
