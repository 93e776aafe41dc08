import { formatCount } from '../../format/number.ts';
import { repeatedNames } from './json-names.ts';
import type { Command, NameValue, SectionName } from './model-detail.ts';
import { isSecretName } from './secret-names.ts';

/** What the JSON of an error tells beyond the columns. `trouble`: what of it could not be read, in words; null where all was. */
export type FullJson = {
  sections: Record<SectionName, readonly NameValue[]>;
  commands: readonly Command[];
  fullUrl: string | null;
  ip: string | null;
  message: string | null;
  detail: string | null;
  errorHash: number | null;
  trouble: string | null;
};

type Fields = Readonly<Record<string, unknown>>;
/** `said` gathers what could not be read. */
type Given = { masked: readonly string[]; said: string[] };

const NAMES: Readonly<Record<SectionName, string>> = {
  ...{ query: 'QueryStringSerializable', form: 'FormSerializable', cookies: 'CookiesSerializable', headers: 'RequestHeadersSerializable' },
  ...{ serverVariables: 'ServerVariablesSerializable', customData: 'CustomData' },
};
/** What the columns say too, and newer. */
const IN_COLUMNS = [
  ...['GUID', 'IsProtected', 'ApplicationName', 'Category', 'MachineName', 'Type', 'Source', 'CreationDate', 'LastLogDate', 'StatusCode'],
  ...['DuplicateCount', 'DeletionDate', 'Host', 'Url', 'UrlPath', 'HTTPMethod', 'Id'],
];
const READ = new Set([...Object.values(NAMES), ...IN_COLUMNS, 'Commands', 'SQL', 'FullUrl', 'IPAddress', 'Message', 'Detail', 'ErrorHash']);
const SQL_OF_VERSION_1 = 'SQL Server Query';
const MOST_SAID = 10;

/**
 * Reads the JSON that Exceptional stores with an error (its Error, serialised by Newtonsoft.Json). Never throws: what cannot be read is told in words, and what is of another kind than it should be
 * is shown as the text it is. `masked` are configured names of secrets.
 */
export function readFullJson(json: string | null, masked: readonly string[]): FullJson {
  if (json === null || json.trim() === '')
    return unread('No JSON is stored with this error: its request, commands and custom data are not known.');
  try {
    const value = parsed(json);
    if (!isFields(value)) return unread('The stored JSON is no object: request, commands and custom data are not known.');
    const repeated = repeatedNames(json);
    const said = repeated.length === 0 ? [] : [`of names that stand there twice only the last is shown: ${listed(repeated)}`];
    return readFields(value, { masked, said });
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 160) : String(error);
    return unread(`The stored JSON cannot be read (${why}): request, commands and custom data are not known.`);
  }
}

function readFields(fields: Fields, given: Given): FullJson {
  const section = (name: SectionName): readonly NameValue[] => pairsOf(own(fields, NAMES[name]), NAMES[name], given);
  const sections = {
    ...{ query: section('query'), form: section('form'), cookies: section('cookies'), headers: section('headers') },
    ...{ serverVariables: section('serverVariables'), customData: section('customData') },
  };
  const text = (name: string): string | null => textOf(own(fields, name), name, given.said);
  const commands = [...commandsOf(own(fields, 'Commands'), given), ...commandOfVersion1(text('SQL'))];
  const found = { fullUrl: text('FullUrl'), ip: text('IPAddress'), message: text('Message'), detail: text('Detail') };
  const hash = Number(own(fields, 'ErrorHash') ?? Number.NaN);
  const strangers = Object.keys(fields).filter((name) => !READ.has(name) && own(fields, name) !== null);
  if (strangers.length > 0) given.said.push(`it holds more, which is not shown here: ${listed(strangers)}`);
  return { ...found, sections, commands, errorHash: Number.isInteger(hash) ? hash : null, trouble: troubleOf(given.said) };
}

/** A list of `{Name, Value}`, or an object of texts: Exceptional writes both. */
function pairsOf(value: unknown, where: string, given: Given): readonly NameValue[] {
  if (value === null || value === undefined) return [];
  if (isFields(value)) return Object.entries(value).map(([name, one]) => pairOf(name, one, where, given));
  if (Array.isArray(value)) return value.map((one: unknown) => namedOf(one, where, given));
  given.said.push(`${where} is no list of names and values`);
  return [pairOf('', value, where, given)];
}

function namedOf(value: unknown, where: string, given: Given): NameValue {
  if (isFields(value) && Object.hasOwn(value, 'Name')) return pairOf(shown(value.Name), own(value, 'Value'), where, given);
  given.said.push(`${where} holds something without a name`);
  return pairOf('', value, where, given);
}

function pairOf(name: string, value: unknown, where: string, { masked, said }: Given): NameValue {
  if (isFields(value) || Array.isArray(value)) said.push(`${name === '' ? 'something' : name} in ${where} is no text`);
  return { name, value: shown(value), isSecret: name === '' || isSecretName(name, masked) };
}

function commandsOf(value: unknown, given: Given): readonly Command[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) given.said.push('Commands is no list');
  return (Array.isArray(value) ? value : [value]).map((one: unknown) => commandOf(one, given));
}

function commandOf(value: unknown, given: Given): Command {
  if (!isFields(value)) {
    given.said.push('Commands holds something that is no command');
    return { type: '', text: shown(value), data: [] };
  }
  const strangers = Object.keys(value).filter((name) => !['Type', 'CommandString', 'Data', 'HighlightLanguage'].includes(name));
  if (strangers.length > 0) given.said.push(`Commands holds more, which is not shown here: ${listed(strangers)}`);
  const text = textOf(own(value, 'CommandString'), 'CommandString', given.said);
  return {
    ...{ type: textOf(own(value, 'Type'), 'Type', given.said) ?? '', text: text ?? '' },
    data: pairsOf(own(value, 'Data'), 'Data', given),
  };
}

function commandOfVersion1(sql: string | null): readonly Command[] {
  return sql === null || sql === '' ? [] : [{ type: SQL_OF_VERSION_1, text: sql, data: [] }];
}

function textOf(value: unknown, name: string, said: string[]): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') said.push(`${name} is no text`);
  return shown(value);
}

const LONG_NUMBER = /[:,[]\s*-?[0-9][0-9.eE+-]{14}/;

/** Numbers as they are written there where one has more digits than a number of ours. */
function parsed(json: string): unknown {
  if (!LONG_NUMBER.test(json)) return JSON.parse(json);
  const asWritten = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  return JSON.parse(json, asWritten);
}

/** Null is told from the text "null" by nothing here: it is an empty value. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listed(names: readonly string[]): string {
  const few = names.slice(0, MOST_SAID).map((name) => name.slice(0, 60));
  return names.length > few.length ? `${few.join(', ')} and ${formatCount(names.length - few.length)} more` : few.join(', ');
}

function troubleOf(said: readonly string[]): string | null {
  const all = [...new Set(said)];
  const more = all.length > MOST_SAID ? `; and ${formatCount(all.length - MOST_SAID)} more of such` : '';
  return all.length === 0 ? null : `Not all of the stored JSON is as Exceptional writes it: ${all.slice(0, MOST_SAID).join('; ')}${more}.`;
}

function unread(trouble: string): FullJson {
  const sections = { query: [], form: [], cookies: [], headers: [], serverVariables: [], customData: [] };
  return { sections, commands: [], fullUrl: null, ip: null, message: null, detail: null, errorHash: null, trouble };
}
