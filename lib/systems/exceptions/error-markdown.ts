import { formatCount } from '../../format/number.ts';
import type { Command, ErrorAnswer, NameValue, SectionName } from './model-detail.ts';
import { withoutSecrets } from './secret-names.ts';

/** More of a stack is not of use in a ticket, and trackers take some ten thousand characters at most. */
const MOST_OF_STACK = 20_000;
const MOST_OF_PART = 4_000;
const MASK = '***';

const TITLES: Readonly<Record<SectionName, string>> = {
  ...{
    query: 'Query',
    form: 'Form',
    cookies: 'Cookies',
    headers: 'Headers',
    serverVariables: 'Server variables',
    customData: 'Custom data',
  },
};

/**
 * An error as Markdown to be pasted into a tracker. All that came from outside stands in fences and code spans that it cannot leave. Values by secret names are not in it, nor is the query of the
 * address; cookies are left out altogether.
 */
export function markdownOf(answer: ErrorAnswer): string {
  const { row, sections } = answer;
  const shown = (['query', 'form', 'headers', 'serverVariables', 'customData'] as const).filter((name) => sections[name].length > 0);
  const parts = [
    `### ${span(row.type)}`,
    fenced(withoutSecrets(cut(row.message ?? '(no message)', MOST_OF_PART))),
    factsOf(answer),
    `**Stack**\n\n${fenced(withoutSecrets(cut(answer.text, MOST_OF_STACK)))}${answer.isCut ? '\n\nOnly the beginning of the stack was read.' : ''}`,
    ...answer.commands.map(commandPart),
    ...shown.map((name) => `**${TITLES[name]}**\n\n${fenced(cut(pairLines(sections[name]), MOST_OF_PART))}`),
    ...(answer.trouble === null ? [] : [`Not read: ${span(answer.trouble)}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function factsOf({ row, fullUrl }: ErrorAnswer): string {
  const facts: [string, string | null][] = [
    ['Application', row.app],
    ['Machine', row.machine],
    ['Request', requestOf(row.method, fullUrl?.replace(/[?#].*$/s, '') ?? (row.url === null ? null : `${row.host ?? ''}${row.url}`))],
    ['Status', row.status === null ? null : String(row.status)],
    ['Category', row.category],
    ['First seen', isoOf(row.firstAt)],
    ['Last seen', isoOf(row.lastAt)],
    ['Count', formatCount(row.count)],
    ['Error', row.guid],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [`- ${name}: ${span(value)}`])).join('\n');
}

function requestOf(method: string | null, url: string | null): string | null {
  if (url === null) return method;
  const bare = url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, '$1//');
  return method === null ? bare : `${method} ${bare}`;
}

function commandPart({ type, text, data }: Command): string {
  const lines = data.length === 0 ? '' : `\n\n${pairLines(data)}`;
  return `**Command** ${span(type === '' ? 'of no type' : type)}\n\n${fenced(cut(`${text === null ? MASK : withoutSecrets(cut(text, MOST_OF_PART))}${lines}`, MOST_OF_PART))}`;
}

function pairLines(values: readonly NameValue[]): string {
  return values
    .map(({ name, value, isSecret }) => `${name}: ${value === null || isSecret ? MASK : withoutSecrets(cut(value, MOST_OF_PART))}`)
    .join('\n');
}

function isoOf(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}

/** Code in a line: as many backticks around it as no run in it has. */
function span(text: string): string {
  const line = plain(text).replace(/\s+/g, ' ').trim();
  const ticks = '`'.repeat(longestRun(line) + 1);
  return line === '' ? '(empty)' : `${ticks} ${line} ${ticks}`;
}

function fenced(text: string): string {
  const inside = plain(text);
  const fence = '`'.repeat(Math.max(3, longestRun(inside) + 1));
  return `${fence}text\n${inside}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

/** Line ends as those of Unix; what is not seen or turns the direction of writing is written out. */
function plain(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .toWellFormed()
    .replace(
      /[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
      (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    );
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}\n… ${formatCount(text.length - most)} more characters`;
}
