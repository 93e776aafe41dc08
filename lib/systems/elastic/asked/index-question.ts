import type * as z from 'zod';
import { FetchError } from '../../../failure.ts';
import { askAllOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { fields, inPath } from '../requests.ts';
import { parseAliases } from './aliases.ts';
import { clusterQuestion } from './cluster-question.ts';
import { indexInput } from './inputs.ts';
import { INDEX, type IndexAnswer, type IndexCopy } from './model.ts';
import { settingLines } from './settings-lines.ts';

type Input = z.output<typeof indexInput>;

const OF_COPIES = ['routing', 'docs.count', 'store.size_in_bytes'];
const BLOCKS = 'index.blocks.';

/** One index: what it is called, how it is set, and every copy of its shards. Of its mapping the number of fields alone. */
export const indexQuestion = clusterQuestion<Input, IndexAnswer>({
  ...{
    name: INDEX,
    question: 'an index, its mapping and its shards',
    input: indexInput,
    usage: 'the name of an index: {"index":"logs-1"}',
  },
  fetch: (node, { index }, signal) =>
    askAllOf(
      node,
      async (one) => {
        const path = `/${inPath(index)}`;
        const copies = fields(OF_COPIES.map((field) => `indices.*.shards.*.${field}`));
        return {
          settings: await one({ method: 'GET', path: `${path}/_settings`, query: { flat_settings: true } }),
          aliases: await one({ method: 'GET', path: `${path}/_alias` }),
          shards: await one({
            method: 'GET',
            path: `${path}/_stats/docs,store`,
            query: { level: 'shards', forbid_closed_indices: false, ...copies },
          }),
          mapping: await one({ method: 'GET', path: `${path}/_mapping` }).catch(tooLarge),
        };
      },
      signal,
    ),
  parse: (body, { index }) => parseIndex(body, index),
});

/** A mapping may be larger than any answer that is taken. */
function tooLarge(error: unknown): null {
  if (error instanceof FetchError && error.kind === 'protocol') return null;
  throw error;
}

/** Reads `_settings`, `_alias`, `_stats` by shards and `_mapping` of one index; what it is really called, where the name was an alias, is in each. */
export function parseIndex(body: unknown, asked: string): IndexAnswer {
  const told = new JsonPart(body, '');
  const [own] = told.neededPart('settings').names();
  const name = own ?? asked;
  const settings = told.neededPart('settings').neededPart(name).part('settings');
  const mapping = told.value('mapping') === null ? null : told.part('mapping').part(name).part('mappings');
  const created = settings.count('index.creation_date');
  return {
    ...{ name, uuid: settings.text('index.uuid'), createdAt: created, stream: streamOf(name) },
    aliases: parseAliases(told.value('aliases')).aliases,
    settings: settingLines(settings),
    blocks: settings
      .names()
      .filter((one) => one.startsWith(BLOCKS) && settings.flag(one) === true)
      .map((one) => one.slice(BLOCKS.length)),
    fields: mapping === null ? null : countFields(mapping),
    wantedCopies: wantedOf(settings),
    copies: told
      .neededPart('shards')
      .part('indices')
      .part(name)
      .part('shards')
      .names()
      .flatMap((number) => copiesOf(told, name, number)),
  };
}

/** Copies that are on no member are told by no member: how many there are to be is in the settings alone. */
function wantedOf(settings: JsonPart): number | null {
  const shards = settings.count('index.number_of_shards');
  const replicas = settings.count('index.number_of_replicas');
  return shards === null || replicas === null ? null : shards * (replicas + 1);
}

/** A backing index says of which stream it is by its name alone: .ds-<stream>-<date>-<generation>. */
function streamOf(name: string): string | null {
  return /^\.ds-(.+)-\d{4}\.\d{2}\.\d{2}-\d{6}$/.exec(name)?.[1] ?? /^\.ds-(.+)-\d{6}$/.exec(name)?.[1] ?? null;
}

function copiesOf(told: JsonPart, name: string, number: string): IndexCopy[] {
  const shards = told.neededPart('shards').part('indices').part(name).part('shards');
  return shards.list(number).map((copy) => ({
    number: Number(number),
    isPrimary: copy.part('routing').flag('primary') ?? false,
    state: copy.part('routing').text('state') ?? 'unknown',
    member: copy.part('routing').text('node'),
    docs: copy.part('docs').count('count'),
    bytes: copy.part('store').count('size_in_bytes'),
  }));
}

/** Fields, and the ways in which each is indexed besides. */
function countFields(mapping: JsonPart): number {
  return ['properties', 'fields'].reduce(
    (sum, key) =>
      sum +
      (mapping.has(key)
        ? mapping
            .part(key)
            .entries()
            .reduce((inner, [, field]) => inner + 1 + countFields(field), 0)
        : 0),
    0,
  );
}
