import type { Import, Source } from './sources.ts';

/** A rule of the house: gives one line of text per offence. */
export type Rule = { name: string; find(sources: readonly Source[]): string[] };

const PRODUCT = /^(app|components|config|lib)\/|^(server|proxy)\.ts$/;
const PURE = /^lib\/systems\/[^/]+\/(.+\/)?(parse|status|witness)(-[^/]*)?\.ts$/;
const SYSTEM_FOLDER = /^lib\/systems\/[^/]+\//;
const SYSTEM_MAY_IMPORT =
  /^(lib\/(reading|status|failure|system|acting|doctor|job|finding|secret|settings|section|section-check|section-order|read-input|notes|history)\.ts|lib\/(io|text|format)\/.*|zod|csv-[a-z]+|@tediousjs\/connection-string|safe-regex2)$/;
const IN_THE_BROWSER =
  /^lib\/(systems\/[^/]+\/(.+\/)?(model(-[a-z]+)*|fold-frames|error-markdown|secret-names|subject|row-trend|lsn|estimate|rows|replica-verdict|disk|size)\.ts|hosts\.ts|hosts\/(find|host|judge)\.ts|attention\/(attention|attend|closed)\.ts|(status|reading|failure|doctor|vouch|roll-up|trend|row-ring|finding|timers|history|timeline\/[a-z-]+|issues|issues\/[a-z-]+|act\/audit\/row)\.ts|(format|text)\/.*)$|^config\/navigation\.ts$/;
const BARRELS = /^lib\/systems\/([^/]+\/)?index\.ts$/;

export const IMPORT_RULES: Rule[] = [
  forbid('lib imports nothing of app, components, config, next or react', isIn('lib'), ({ target }) =>
    /^(app|components|config|server\.ts|proxy\.ts)(\/|$)|^(next|react|react-dom|swr)(\/|$)/.test(target),
  ),
  forbid('components import nothing of app', isIn('components'), ({ target }) => target.startsWith('app/')),
  forbid(
    'config imports of the systems only their config',
    isIn('config'),
    ({ target }) => target.startsWith('lib/systems/') && !/^lib\/systems\/[^/]+\/config\.ts$/.test(target),
  ),
  forbid(
    'a model imports nothing',
    ({ path }) => /^lib\/systems\/[^/]+\/(.+\/)?model\.ts$/.test(path),
    () => true,
  ),
  { name: 'a system imports its siblings and the few modules that all systems share', find: (sources) => sources.flatMap(strangersOf) },
  forbid(
    'poll, store, judge, feed and act import no system',
    ({ path }) => /^lib\/(poll|store|judge|feed|act)\//.test(path),
    ({ target }) => target.startsWith('lib/systems/'),
  ),
  { name: 'parse, status and witness reach no clock, randomness, environment, node module or io', find: impureLines },
  forbid(
    'app and components import values only of modules made for the browser',
    ({ path }) => /^(app|components)\//.test(path),
    ({ target, isType }) => !isType && /^(lib|config)\//.test(target) && !IN_THE_BROWSER.test(target),
  ),
  forbid(
    'modules made for the browser import values only of one another',
    ({ path }) => IN_THE_BROWSER.test(path),
    ({ target, isType }) => !isType && !IN_THE_BROWSER.test(target),
  ),
  forbid(
    'nothing is exported on from another module, except by the index of a system',
    ({ path }) => PRODUCT.test(path) && !BARRELS.test(path),
    ({ isReexport }) => isReexport,
  ),
  forbid(
    'an import that leaves its top folder is written with #',
    ({ path }) => path.includes('/'),
    ({ written }, { path }) => written.startsWith('..') && topOf(path) !== topOf(resolved(path, written)),
  ),
  forbid(
    'the product imports nothing of demo or test',
    ({ path }) => PRODUCT.test(path),
    ({ target }) => /^(demo|test)\//.test(target),
  ),
];

/** The files that rule 3 begins from: those that must be pure. */
export function pureFiles(sources: readonly Source[]): Source[] {
  return sources.filter(({ path }) => PURE.test(path));
}

function forbid(name: string, applies: (source: Source) => boolean, isOffence: (found: Import, source: Source) => boolean): Rule {
  const offences = (source: Source) => source.imports.filter((found) => isOffence(found, source)).map((found) => at(source, found));
  return { name, find: (sources) => sources.filter(applies).flatMap(offences) };
}

function strangersOf(source: Source): string[] {
  const folder = SYSTEM_FOLDER.exec(source.path)?.[0];
  if (folder === undefined) return [];
  const isOwn = ({ target }: Import) => target.startsWith(folder) || SYSTEM_MAY_IMPORT.test(target);
  return source.imports.filter((found) => !isOwn(found)).map((found) => at(source, found));
}

/** Follows the values that a pure file imports, so that a clock cannot hide behind a sibling. */
function impureLines(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Map(pureFiles(sources).map((source) => [source.path, source.path]));
  const lines: string[] = [];
  for (const [path, root] of reached) {
    const source = byPath.get(path);
    if (!source) continue;
    const by = path === root ? '' : `, reached from ${root}`;
    lines.push(...source.uses.map(({ what, line }) => `${path}:${line} uses ${what}${by}`));
    for (const found of source.imports.filter(({ isType }) => !isType)) {
      if (/^node:|^lib\/io\//.test(found.target) || found.written === '(computed)') lines.push(`${at(source, found)}${by}`);
      else if (!reached.has(found.target)) reached.set(found.target, root);
    }
  }
  return lines;
}

function isIn(folder: string): (source: Source) => boolean {
  return ({ path }) => path.startsWith(`${folder}/`);
}

function at({ path }: Source, { line, written, isType }: Import): string {
  return `${path}:${line} imports ${isType ? 'types of ' : ''}${written}`;
}

function topOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function resolved(path: string, written: string): string {
  return new URL(written, `file:///${path}`).pathname.slice(1);
}
