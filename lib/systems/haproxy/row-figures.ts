import { FIGURES, figureEntries } from './figures.ts';
import type { RowFigure, RowFigures, StatsRow } from './model.ts';

type Known = (typeof FIGURES)[number];

const KNOWN: ReadonlyMap<string, Known> = new Map(FIGURES.map((column) => [column[1], column]));
const TITLES = [...new Set(FIGURES.map(([, , title]) => title))];

/** For columns that are newer than Vigil. */
const OTHER = 'Other';

/** Everything a reading holds on one row: its texts first, then every figure it carries, in the groups and the order of the page. */
export function rowFigures(row: StatsRow): RowFigures {
  const groups = new Map<string, RowFigure[]>([
    ['State', texts(row)],
    ...TITLES.map((title): [string, RowFigure[]] => [title, []]),
    [OTHER, []],
  ]);
  for (const [name, value] of figureEntries(row)) {
    const [, , title, unit] = KNOWN.get(name) ?? [name, name, OTHER, ''];
    groups.get(title)?.push({ name: words(name), value, unit: unit === '' ? null : unit });
  }
  return { groups: [...groups].filter(([, figures]) => figures.length > 0).map(([title, figures]) => ({ title, figures })) };
}

function texts(row: StatsRow): RowFigure[] {
  const said: [name: string, value: string | null][] = [
    ['state', row.state.said],
    ['check', row.check?.code ?? null],
    ['check said', row.check?.text ?? null],
    ['check code means', row.checkDescription],
    ['agent check', row.agentCheck?.code ?? null],
    ['agent said', row.agentCheck?.text ?? null],
    ['agent code means', row.agentDescription],
    ['traffic analysis', row.analysis],
    ['follows', row.tracks],
    ['address', row.address],
    ['cookie', row.cookie],
    ['mode', row.mode],
    ['balancing', row.algorithm],
    ['protocol', row.protocol],
  ];
  return said.flatMap(([name, value]) => (value ? [{ name, value, unit: null }] : []));
}

/** "responseTimeMs" becomes "response time": the unit stands apart. A wire name, which has no capitals, stays as it is. */
function words(name: string): string {
  return name
    .replace(/(Ms|Seconds|Percent)$/, '')
    .replace(/^http([123])/, 'HTTP/$1')
    .replace(/^tls/, 'TLS')
    .replace(/(?<=[a-z0-9])([A-Z])|(?<=[a-z])(?=\d)|(?<=TLS)([A-Z])/g, (_, first, second) => ` ${(first ?? second ?? '').toLowerCase()}`);
}
