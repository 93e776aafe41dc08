import { describe, expect, test } from 'vitest';
import { filterRows } from '#components/haproxy/filter.ts';
import { parseFilter } from '#components/ui/filter-terms.ts';
import { hostNames } from '#lib/hosts.ts';
import { probe, ROWS } from '../estate.ts';

const NAMES = hostNames([{ name: 'Rack1', aliases: ['web01'], tags: [] }]);

describe('a filter is read', () => {
  test.each([
    ['nothing', '  ', []],
    ['a plain word, in any case', 'WEB01', [{ field: null, word: 'web01' }]],
    ['a field and a word', 'state:down', [{ field: 'state', word: 'down' }]],
    [
      'several terms',
      'state:down be_',
      [
        { field: 'state', word: 'down' },
        { field: null, word: 'be_' },
      ],
    ],
    ['a quoted word', 'state:"no check"', [{ field: 'state', word: 'no check' }]],
    ['a quote not closed yet', '"no ch', [{ field: null, word: 'no ch' }]],
    ['a field without a word yet asks for nothing', 'state:', []],
    ['a colon in a name is part of it', '10.0.0.1:80', [{ field: null, word: '10.0.0.1:80' }]],
    ['a field that is not known is part of the word', 'colour:red', [{ field: null, word: 'colour:red' }]],
  ])('%s', (_name, text, terms) => expect(parseFilter(text, ['state', 'proxy'])).toEqual(terms));
});

describe('a filter lets through', () => {
  const part = { probe: probe({ host: 'lb05', tags: ['edge', 'prod'] }), rows: ROWS };
  const ids = (text: string) => [...(filterRows(text, [part], NAMES).matched?.get('haproxy/public') ?? [])];

  test.each([
    ['the state as the page says it', 'state:recovering', ['be_web/server/web02']],
    ['a server by its name', 'server:web01', ['be_web/server/web01']],
    ['a proxy with all that stands under it', 'proxy:fe_web', ['fe_web/frontend/FRONTEND']],
    ['only what all terms find', 'proxy:be_web state:down', ['be_web/server/web02']],
    ['the node', 'node:lb06', []],
    ['all of a node by its tag', 'tag:prod server:web', ['be_web/server/web01', 'be_web/server/web02']],
    ['all of a node by a part of its tag', 'tag:ed server:web02', ['be_web/server/web02']],
    ['nothing by a tag that it does not have', 'tag:dev', []],
    ['all of a node by its host', 'host:lb05 server:web02', ['be_web/server/web02']],
    ['a server by its host', 'host:rack1', ['be_web/server/web01']],
    ['a server by its name as a host', 'host:web02', ['be_web/server/web02']],
    ['the tier by its title', 'group:Public server:web02', ['be_web/server/web02']],
  ])('%s', (_name, text, found) => expect(ids(text)).toEqual(found));

  test('a proxy and all that stands under it by what people call it', () => {
    const rows = ROWS.map((row) => ({ ...row, value: { ...row.value, alias: 'Web shop' } }));
    expect(filterRows('proxy:"web shop" web02', [{ ...part, rows }], NAMES)).toMatchObject({ count: 1, total: 4 });
  });

  test('everything when nothing is typed, and counts what there is', () => {
    expect(filterRows('', [part], NAMES)).toEqual({ matched: null, count: 4, total: 4 });
    expect(filterRows('web02', [part], NAMES)).toMatchObject({ count: 1, total: 4 });
  });

  test('a row once that several instances of its tier have, and as one that matches on any of them', () => {
    const parts = [part, { probe: probe({}, 'lb06'), rows: ROWS }];
    expect(filterRows('web02', parts, NAMES)).toMatchObject({ count: 1, total: 4 });
    expect(filterRows('node:lb06', parts, NAMES)).toMatchObject({ count: 4, total: 4 });
  });
});
