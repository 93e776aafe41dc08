import { askOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { clusterQuestion } from './cluster-question.ts';
import { NO_INPUT, nothing } from './inputs.ts';
import { ALIASES, type Alias, type AliasesAnswer } from './model.ts';

/** Which names stand for which indices. */
export const aliasesQuestion = clusterQuestion<null, AliasesAnswer>({
  ...{ name: ALIASES, question: '_alias', input: nothing, usage: NO_INPUT },
  fetch: (node, _, signal) => askOf(node, () => ({ method: 'GET', path: '/_alias', query: { expand_wildcards: 'all' } }), signal),
  parse: parseAliases,
});

/** Reads `_alias`, by aliases. */
export function parseAliases(body: unknown): AliasesAnswer {
  const found = new Map<string, Alias>();
  for (const [index, told] of new JsonPart(body, '').entries()) {
    for (const [name, part] of told.neededPart('aliases').entries()) {
      const alias = found.get(name) ?? { name, indices: [] };
      found.set(name, alias);
      alias.indices.push({ index, isWriteIndex: part.flag('is_write_index'), hasFilter: part.has('filter') });
    }
  }
  return { aliases: [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
