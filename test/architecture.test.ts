import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FILE_RULES } from '#test/architecture/file-rules.ts';
import { IMPORT_RULES, pureFiles } from '#test/architecture/import-rules.ts';
import { readSources } from '#test/architecture/sources.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(ROOT);

describe('what the rules are applied to', () => {
  test.each([
    ['app', 4],
    ['components', 10],
    ['config', 3],
    ['demo', 3],
    ['lib', 40],
    ['lib/systems', 6],
    ['test', 20],
  ])('%s is read: at least %i files', (folder, least) => {
    expect(sources.filter(({ path }) => path.startsWith(`${folder}/`)).length).toBeGreaterThanOrEqual(least);
  });

  test('server.ts is read, and imports are seen', () => {
    expect(sources.map(({ path }) => path)).toContain('server.ts');
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
  });

  test('every import within the project was resolved to a file that was read, or to data', () => {
    const paths = new Set(sources.map(({ path }) => path));
    const inside = sources
      .flatMap(({ imports }) => imports)
      .filter(({ target }) => /^(app|components|config|demo|lib|test)\//.test(target));
    expect(inside.filter(({ target }) => /\.(ts|tsx|mjs)$/.test(target) && !paths.has(target)).map(({ target }) => target)).toEqual([]);
    expect(inside.filter(({ target }) => !/\.(ts|tsx|mjs|css|json|woff2)$/.test(target)).map(({ target }) => target)).toEqual([]);
  });

  test('every system has a parse and a status that must be pure', () => {
    const pure = pureFiles(sources).map(({ path }) => path);
    const folders = new Set(sources.flatMap(({ path }) => /^lib\/systems\/[^/]+\//.exec(path)?.[0] ?? []));
    expect(folders.size).toBeGreaterThan(0);
    for (const folder of folders) expect(pure).toEqual(expect.arrayContaining([`${folder}parse.ts`, `${folder}status.ts`]));
  });
});

describe('the house', () => {
  test.each([...IMPORT_RULES, ...FILE_RULES])('$name', ({ find }) => {
    expect(find(sources)).toEqual([]);
  });
});
