import { describe, expect, test } from 'vitest';
import { FILE_RULES } from './file-rules.ts';
import { IMPORT_RULES } from './import-rules.ts';
import { readSource } from './sources.ts';

const RULES = new Map([...IMPORT_RULES, ...FILE_RULES].map((rule) => [rule.name, rule]));
const lines = (count: number) => 'export const a = 1;\n'.repeat(count);

/** Each case: the rule, an invented module, and what it must say; null where the module is in order. */
type Case = [rule: string, path: string, text: string, said: string | null];

const CASES: Case[] = [
  ['lib imports nothing of app', 'lib/a.ts', "import { useState } from 'react';", 'lib/a.ts:1 imports react'],
  ['lib imports nothing of app', 'lib/a.ts', "\nexport const b = () => import('next/headers');", 'lib/a.ts:2 imports next/headers'],
  [
    'lib imports nothing of app',
    'lib/feed/a.ts',
    "import type { C } from '../../components/ui/c.tsx';",
    'lib/feed/a.ts:1 imports types of',
  ],
  ['lib imports nothing of app', 'lib/a.ts', "import { load } from '#config/load.ts';", 'lib/a.ts:1 imports #config/load.ts'],
  ['lib imports nothing of app', 'lib/a.ts', "// import 'react'\nconst a = `import 'next'`;", null],
  ['components import nothing of app', 'components/a.tsx', "import '../app/layout.tsx';", 'components/a.tsx:1'],
  ['config imports of the systems', 'config/load.ts', "import { system } from '#lib/systems/redis/index.ts';", 'config/load.ts:1'],
  ['config imports of the systems', 'config/load.ts', "import { section } from '#lib/systems/redis/config.ts';", null],
  ['a model imports nothing', 'lib/systems/redis/model.ts', "import type { R } from '../../reading.ts';", 'model.ts:1 imports types of'],
  ['a system imports its siblings', 'lib/systems/redis/fetch.ts', "import type { S } from '../haproxy/model.ts';", 'fetch.ts:1'],
  ['a system imports its siblings', 'lib/systems/redis/fetch.ts', "let s: import('../haproxy/model.ts').S;", 'fetch.ts:1'],
  ['a system imports its siblings', 'lib/systems/redis/fetch.ts', "import { poll } from '#lib/poll/poll.ts';", 'fetch.ts:1'],
  [
    'a system imports its siblings',
    'lib/systems/redis/fetch.ts',
    "import { openHttp } from '../../io/http.ts';\nimport { a } from './parse.ts';",
    null,
  ],
  ['poll, store, judge, feed and act', 'lib/judge/a.ts', "export * from '../systems/index.ts';", 'lib/judge/a.ts:1'],
  ['parse, status and witness', 'lib/systems/redis/parse-info.ts', 'export const a = () => Date.now();', 'parse-info.ts:1 uses Date.now'],
  ['parse, status and witness', 'lib/systems/redis/status.ts', 'export const a = () => new Date();', 'status.ts:1 uses new Date()'],
  ['parse, status and witness', 'lib/systems/redis/status.ts', 'const { now } = performance;', 'status.ts:1 uses performance'],
  ['parse, status and witness', 'lib/systems/redis/witness.ts', 'const a = process.env.A ?? Math.random();', 'uses Math.random'],
  ['parse, status and witness', 'lib/systems/redis/parse.ts', "import { Socket } from 'node:net';", 'parse.ts:1 imports node:net'],
  [
    'parse, status and witness',
    'lib/systems/redis/parse.ts',
    "import { openHttp } from '#lib/io/http.ts';",
    'parse.ts:1 imports #lib/io/http.ts',
  ],
  [
    'parse, status and witness',
    'lib/systems/redis/parse.ts',
    'export const a = (at: number, process: string) => [new Date(at), { process }];',
    null,
  ],
  ['parse, status and witness', 'lib/systems/redis/fetch.ts', 'export const a = () => Date.now();', null],
  ['app and components import values', 'components/a.tsx', "import { poll } from '#lib/poll/poll.ts';", 'components/a.tsx:1'],
  ['app and components import values', 'app/page.tsx', "import { type A, poll } from '#lib/poll/poll.ts';", 'app/page.tsx:1'],
  ['app and components import values', 'app/page.tsx', "import { type A, type B } from '#lib/poll/poll.ts';", null],
  [
    'app and components import values',
    'components/a.tsx',
    "import { worst } from '#lib/status.ts';\nimport { n } from '#config/navigation.ts';",
    null,
  ],
  ['modules made for the browser', 'lib/format/age.ts', "import { poll } from '../poll/poll.ts';", 'lib/format/age.ts:1'],
  ['nothing is exported on', 'components/ui/all.ts', "export { a } from './a.ts';", 'components/ui/all.ts:1'],
  ['nothing is exported on', 'lib/systems/redis/index.ts', "export { a } from './a.ts';", null],
  ['an import that leaves its top folder', 'components/ui/a.tsx', "import { b } from '../../lib/b.ts';", 'components/ui/a.tsx:1'],
  ['an import that leaves its top folder', 'lib/systems/redis/a.ts', "import { b } from '../../b.ts';", null],
  ['the product imports nothing of demo', 'server.ts', "await import('./demo/model.ts');", 'server.ts:1'],
  ['the product imports nothing of demo', 'demo/a.ts', "import { b } from './b.ts';", null],
  ['files and folders are named', 'lib/readInfo.ts', '', 'lib/readInfo.ts'],
  ['files and folders are named', 'components/ui/Age.tsx', '', 'components/ui/Age.tsx'],
  ['files and folders are named', 'app/(board)/[group]/page.tsx', '', null],
  ['nothing is named utils', 'lib/http-utils.ts', '', 'lib/http-utils.ts'],
  ['nothing is named utils', 'components/common/a.tsx', '', 'components/common/a.tsx'],
  ['no file is longer', 'lib/a.ts', lines(301), 'lib/a.ts has 301 lines'],
  ['no file is longer', 'lib/a.ts', lines(300), null],
  ['a page is shorter', 'app/(board)/page.tsx', lines(60), 'app/(board)/page.tsx has 60 lines'],
  ['a page is shorter', 'app/(board)/page.tsx', lines(59), null],
  ['only the index of the systems', 'components/ui/index.ts', '', 'components/ui/index.ts'],
  ['only the index of the systems', 'lib/systems/redis/index.ts', '', null],
];

function ruleOf(start: string) {
  const found = [...RULES.values()].filter(({ name }) => name.startsWith(start));
  const [rule] = found;
  if (!rule || found.length !== 1) throw new Error(`${found.length} rules begin with "${start}"`);
  return rule;
}

describe('a made-up module', () => {
  test.each(CASES)('is held against "%s…": %s with %j', (start, path, text, said) => {
    const offences = ruleOf(start).find([readSource(path, text)]);
    if (said === null) expect(offences).toEqual([]);
    else expect(offences.join('\n')).toContain(said);
  });

  test('is followed into its siblings, which may not hide a clock', () => {
    const parse = readSource('lib/systems/redis/parse.ts', "import { stamp } from './stamps.ts';");
    const stamps = readSource('lib/systems/redis/stamps.ts', 'export const stamp = () => Date.now();');
    const offences = ruleOf('parse, status and witness').find([parse, stamps]);
    expect(offences).toEqual(['lib/systems/redis/stamps.ts:1 uses Date.now, reached from lib/systems/redis/parse.ts']);
  });

  test('that does not parse is no pass', () => {
    expect(() => readSource('lib/a.ts', 'import {')).toThrow('lib/a.ts does not parse');
  });
});

test('every rule has a made-up offender', () => {
  const covered = CASES.filter(([, , , said]) => said !== null).map(([start]) => ruleOf(start).name);
  expect([...RULES.keys()].filter((name) => !covered.includes(name))).toEqual([]);
});
