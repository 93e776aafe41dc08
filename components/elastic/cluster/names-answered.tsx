'use client';
import { formatCount } from '#lib/format/number.ts';
import type {
  Alias,
  AliasesAnswer,
  DataStream,
  DataStreamsAnswer,
  Template,
  TemplatesAnswer as Templates,
} from '#lib/systems/elastic/asked/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { counted } from '../words.ts';
import { FilteredTable } from './filtered-table.tsx';

const ALIAS_COLUMNS: readonly LongColumn<Alias>[] = [
  { id: 'name', head: 'Alias', isNumber: false, width: 320, cell: ({ name }) => <b title={name}>{name}</b>, sortedBy: ({ name }) => name },
  {
    id: 'count',
    head: 'Indices',
    isNumber: true,
    width: 90,
    cell: ({ indices }) => formatCount(indices.length),
    sortedBy: ({ indices }) => indices.length,
  },
  {
    id: 'indices',
    head: 'Stands for',
    isNumber: false,
    cell: (alias) => <span title={indicesWords(alias)}>{indicesWords(alias)}</span>,
    sortedBy: indicesWords,
  },
];
const ALIAS_IDS = ALIAS_COLUMNS.map(({ id }) => id);

function indicesWords({ indices }: Alias): string {
  return indices
    .map(({ index, isWriteIndex, hasFilter }) => `${index}${isWriteIndex ? ' (written to)' : ''}${hasFilter ? ' (filtered)' : ''}`)
    .join(', ');
}

/** Which names stand for which indices. */
export function AliasesAnswered({ answer: { aliases } }: { answer: AliasesAnswer }) {
  return (
    <FilteredTable
      what="aliases"
      columns={ALIAS_COLUMNS}
      ids={ALIAS_IDS}
      rows={aliases}
      keyOf={({ name }) => name}
      textOf={(alias) => `${alias.name} ${indicesWords(alias)}`}
      minWidth={760}
    />
  );
}

const STREAM_COLUMNS: readonly LongColumn<DataStream>[] = [
  { id: 'name', head: 'Data stream', isNumber: false, cell: ({ name }) => <b title={name}>{name}</b>, sortedBy: ({ name }) => name },
  {
    id: 'status',
    head: 'Health',
    isNumber: false,
    width: 90,
    cell: ({ status }) => <span className={toneOf(status)}>{status ?? '–'}</span>,
    sortedBy: ({ status }) => status,
  },
  {
    id: 'count',
    head: 'Indices',
    isNumber: true,
    width: 90,
    cell: ({ indices }) => formatCount(indices.length),
    sortedBy: ({ indices }) => indices.length,
  },
  {
    id: 'write',
    head: 'Written to',
    isNumber: false,
    width: 300,
    cell: ({ indices }) => indices.at(-1) ?? '–',
    sortedBy: ({ indices }) => indices.at(-1) ?? null,
  },
  {
    id: 'generation',
    head: 'Generation',
    isNumber: true,
    width: 110,
    cell: ({ generation }) => formatCount(generation),
    sortedBy: ({ generation }) => generation,
  },
  {
    id: 'template',
    head: 'Template',
    isNumber: false,
    width: 160,
    cell: ({ template }) => template ?? '–',
    sortedBy: ({ template }) => template,
  },
  { id: 'policy', head: 'Life cycle', isNumber: false, width: 160, cell: ({ policy }) => policy ?? '–', sortedBy: ({ policy }) => policy },
];
const STREAM_IDS = STREAM_COLUMNS.map(({ id }) => id);

function toneOf(status: string | null): string {
  return status === 'red' ? 'w critical' : status === 'yellow' ? 'w warning' : 'q';
}

/** The streams, and the indices behind each. */
export function StreamsAnswered({ answer: { streams, why } }: { answer: DataStreamsAnswer }) {
  if (why !== null) return <p className="note none">None: {why}.</p>;
  return (
    <FilteredTable
      what="data streams"
      columns={STREAM_COLUMNS}
      ids={STREAM_IDS}
      rows={streams}
      keyOf={({ name }) => name}
      textOf={({ name, indices }) => `${name} ${indices.join(' ')}`}
      minWidth={1040}
    />
  );
}

const KINDS: Readonly<Record<Template['kind'], string>> = { index: 'of indices', component: 'a part', legacy: 'of old' };

const TEMPLATE_COLUMNS: readonly LongColumn<Template>[] = [
  { id: 'name', head: 'Template', isNumber: false, cell: ({ name }) => <b title={name}>{name}</b>, sortedBy: ({ name }) => name },
  {
    id: 'kind',
    head: 'Is',
    isNumber: false,
    width: 150,
    cell: ({ kind, isForStreams }) => `${KINDS[kind]}${isForStreams ? ', for streams' : ''}`,
    sortedBy: ({ kind }) => kind,
  },
  {
    id: 'patterns',
    head: 'Patterns',
    isNumber: false,
    width: 260,
    cell: ({ patterns }) => patterns.join(', ') || '–',
    sortedBy: ({ patterns }) => patterns.join(', '),
  },
  {
    id: 'priority',
    head: 'Priority',
    isNumber: true,
    width: 90,
    cell: ({ priority }) => formatCount(priority),
    sortedBy: ({ priority }) => priority,
  },
  {
    id: 'parts',
    head: 'Made of',
    isNumber: false,
    width: 200,
    cell: ({ parts }) => <span title={parts.join(', ')}>{parts.length === 0 ? '–' : counted(parts.length, 'part')}</span>,
    sortedBy: ({ parts }) => parts.length,
  },
  {
    id: 'version',
    head: 'Version',
    isNumber: true,
    width: 90,
    cell: ({ version }) => formatCount(version),
    sortedBy: ({ version }) => version,
  },
];
const TEMPLATE_IDS = TEMPLATE_COLUMNS.map(({ id }) => id);

/** The templates in brief. */
export function TemplatesAnswered({ answer: { templates } }: { answer: Templates }) {
  return (
    <FilteredTable
      what="templates"
      columns={TEMPLATE_COLUMNS}
      ids={TEMPLATE_IDS}
      rows={templates}
      keyOf={({ kind, name }) => `${kind} ${name}`}
      textOf={({ name, patterns }) => `${name} ${patterns.join(' ')}`}
      minWidth={880}
    />
  );
}
