import { isZoneName } from '#lib/format/zone.ts';
import { formatDuration, readDuration } from '#lib/text/duration.ts';
import { LOCAL, THEMES, type Theme } from '../display/display.ts';

/** What a wall may show: everything, or one system. */
export type WallPage = { name: string; title: string; system: string | null };

/** How a wall is drawn. Null where its address does not say: as the browser has chosen it. `notices` say what of the address was not understood. */
export type WallSettings = {
  theme: Theme | null;
  zone: string | null;
  everyMs: number;
  pages: readonly WallPage[];
  notices: readonly string[];
};

/** What stands behind the question mark. */
export type WallQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `all` are the pages that there are, `viewable` the systems that this wall may view. */
type Known = { all: readonly WallPage[]; viewable: readonly string[] };

export const OVERVIEW: WallPage = { name: 'overview', title: 'Overview', system: null };

const EVERY_MS = { least: 5_000, most: 600_000, unsaid: 30_000 };
const KEYS = ['theme', 'zone', 'pages', 'every'];
/** As much of what somebody wrote as is said again. */
const SAID = 40;

/** Reads the address of a wall. Of what is not understood the default holds, and the wall says so. */
export function readWall(query: WallQuery, known: Known): WallSettings {
  const notices: string[] = [];
  for (const key of Object.keys(query))
    if (!KEYS.includes(key)) notices.push(`${quoted(key)} means nothing here: write ${KEYS.join(', ')}`);
  const read = <T>(key: string, understand: (text: string) => T | null, otherwise: { value: T; words: string }): T => {
    const text = [query[key]].flat().at(-1);
    if (text === undefined || text === '') return otherwise.value;
    const understood = understand(text);
    if (understood === null) notices.push(`${key}=${quoted(text)} ${otherwise.words}`);
    return understood ?? otherwise.value;
  };
  const theme = read<Theme | null>('theme', (text) => THEMES.find((one) => one === text) ?? null, {
    value: null,
    words: 'is none of dark, light and system',
  });
  const zone = read<string | null>('zone', zoneOf, {
    value: null,
    words: 'is no time zone: write utc, local or a name such as Europe/Vienna',
  });
  const everyMs = read('every', everyOf, {
    value: EVERY_MS.unsaid,
    words: `is not from ${formatDuration(EVERY_MS.least)} to ${formatDuration(EVERY_MS.most)}: pages change every ${formatDuration(EVERY_MS.unsaid)}`,
  });
  const pages = pagesOf([query.pages ?? []].flat().join(','), known, notices);
  return { theme, zone, everyMs, pages, notices };
}

function zoneOf(text: string): string | null {
  if (text.toLowerCase() === 'utc') return 'UTC';
  return text === LOCAL || isZoneName(text) ? text : null;
}

function everyOf(text: string): number | null {
  const read = readDuration(text);
  return 'ms' in read && read.ms >= EVERY_MS.least && read.ms <= EVERY_MS.most ? read.ms : null;
}

function pagesOf(text: string, { all, viewable }: Known, notices: string[]): WallPage[] {
  const names = [...new Set(text.split(',').flatMap((name) => name.trim().toLowerCase() || []))];
  const found = names.flatMap((name) => {
    const page = all.find((one) => one.name === name);
    if (!page) notices.push(`there is no page ${quoted(name)}: write ${all.map((one) => one.name).join(', ')}`);
    else if (page.system !== null && !viewable.includes(page.system)) notices.push(`this wall may not view ${page.title}`);
    else return [page];
    return [];
  });
  return found.length > 0 ? found : [OVERVIEW];
}

function quoted(text: string): string {
  return `“${text.length > SAID ? `${text.slice(0, SAID)}…` : text}”`;
}
