import type { Rule } from './import-rules.ts';
import type { Source } from './sources.ts';

const MAX_LINES = 300;
const MAX_PAGE_LINES = 60;
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
/** Next's own spellings of folders: (group), [part], [...rest], @slot, _private. */
const ROUTE_PART = /^(\([a-z0-9-]+\)|\[{1,2}(\.\.\.)?[a-z0-9-]+\]{1,2}|[@_][a-z0-9-]+)$/;
const NO_NAME = /(^|[-.])(utils?|helpers?|commons?|misc)([-.]|$)/;

export const FILE_RULES: Rule[] = [
  {
    name: 'files and folders are named in kebab-case',
    find: (sources) =>
      paths(sources, (path) => path.split('/').some((part) => !NAME.test(part) && !(path.startsWith('app/') && ROUTE_PART.test(part)))),
  },
  {
    name: 'nothing is named utils, helpers, common or misc',
    find: (sources) => paths(sources, (path) => path.split('/').some((part) => NO_NAME.test(part))),
  },
  {
    name: 'no file is longer than 300 lines',
    find: (sources) => sources.filter(({ lines }) => lines > MAX_LINES).map(({ path, lines }) => `${path} has ${lines} lines`),
  },
  {
    name: 'a page is shorter than 60 lines',
    find: (sources) =>
      sources
        .filter(({ path, lines }) => /^app\/(.*\/)?page\.tsx$/.test(path) && lines >= MAX_PAGE_LINES)
        .map(({ path, lines }) => `${path} has ${lines} lines`),
  },
  {
    name: 'only the index of the systems and of a system is named index',
    find: (sources) =>
      paths(
        sources,
        (path) => /^(lib|components|config)\/(.*\/)?index\.tsx?$/.test(path) && !/^lib\/systems\/([^/]+\/)?index\.ts$/.test(path),
      ),
  },
];

function paths(sources: readonly Source[], isOffence: (path: string) => boolean): string[] {
  return sources.map(({ path }) => path).filter(isOffence);
}
