import { describe, expect, test } from 'vitest';
import { FIGURES, type FigureName, figure, figureEntries } from '#lib/systems/haproxy/figures.ts';
import type { RowKind, StatsRow } from '#lib/systems/haproxy/model.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { CAPTURES } from './capture-facts.ts';
import { csvOf, frontend, readCapture, rowOf, server } from './hand-made.ts';

function row(capture: string, id: string): StatsRow {
  const found = parseStats(readCapture(capture)).rows.find((one) => one.id === id);
  if (!found) throw new Error(`${capture} has no row ${id}`);
  return found;
}

describe('captures', () => {
  test.each(CAPTURES)('%s', (name, kinds, states, columns) => {
    const { rows } = parseStats(readCapture(name));
    const count = (kind: RowKind) => rows.filter((one) => one.kind === kind).length;
    expect({ frontend: count('frontend'), backend: count('backend'), server: count('server'), listener: count('listener') }).toEqual(kinds);
    const servers = rows.filter((one) => one.kind === 'server' && one.state.said !== 'UP');
    expect(servers.map((one) => `${one.name} ${one.state.said}`).join(', ')).toBe(states);
    expect(rows[0]?.figures.table.columns.size).toBe(columns);
    expect(rows.some((one) => one.state.word === 'unknown')).toBe(false);
  });

  test.each(CAPTURES)('%s: every column has a name of ours', (name) => {
    const known: string[] = FIGURES.map(([, own]) => own);
    const { columns } = parseStats(readCapture(name)).rows[0]?.figures.table ?? { columns: new Map() };
    expect([...columns.keys()].filter((column) => !known.includes(column))).toEqual([]);
  });

  test.each<[string, string, FigureName, number | null]>([
    ['1.4.6', 'fe_web/frontend/FRONTEND', 'bytesOut', 2956],
    ['1.4.6', 'be_web/server/web2', 'checksFailed', 6],
    ['1.4.6', 'be_web/server/web3', 'downtimeSeconds', 11],
    ['1.4.6', 'be_web/server/web3', 'responseTimeMs', null],
    ['1.4.6', 'be_api/server/api5', 'lastChangeAgoSeconds', null],
    ['all-states', 'fe_web/frontend/FRONTEND', 'sessionsLimit', 2000],
    ['all-states', 'fe_web/frontend/FRONTEND', 'queue', null],
    ['all-states', 'be_web/server/web6', 'weight', 0],
    ['all-states', 'be_web/server/web5', 'backupServers', 1],
    ['all-states', 'be_web/backend/BACKEND', 'activeServers', 2],
    ['frontend-paused-full-and-queues', 'be_maxq/backend/BACKEND', 'queue', 7],
    ['frontend-paused-full-and-queues', 'fe_limited/listener/lim', 'sessionsLimit', 3],
    ['odd-text', 'be_odd/server/odd1', 'lastSessionAgoSeconds', null],
    ['odd-text', 'be_odd/backend/BACKEND', 'http1BytesIn', 3657],
    ['2.6.12', 'be_web/server/web1', 'setWeight', 1],
    ['2.8.0', 'fe_web/frontend/FRONTEND', 'http1SessionsTotal', 8],
  ])('%s: %s has %s %s', (capture, id, name, value) => {
    expect(figure(row(capture, id), name)).toBe(value);
  });

  test('a check answered with commas, doubled quotes and a byte that is no UTF-8 is read as it was sent', () => {
    expect(row('odd-text', 'be_odd/server/odd1').check).toEqual({
      code: 'L7STS',
      status: 503,
      durationMs: 0,
      text: 'Down, for "repair" \xe9',
    });
  });

  test('a check under way has the code of the last one', () => {
    expect(row('drain-and-nolb-going-down', 'be_api/server/api3').check?.code).toBe('L7OK');
  });

  test('texts that HAProxy shows on request are read', () => {
    const { address, cookie, mode } = row('odd-text', 'be_web/server/web1');
    expect({ address, cookie, mode }).toEqual({ address: '127.0.0.1:19001', cookie: 'w1', mode: 'http' });
    expect(row('2.6.12', 'be_web/server/web1').address).toBeNull();
  });

  test('a server that follows another says whom', () => {
    expect(row('all-states', 'be_api/server/api5').tracks).toBe('be_api/api4');
  });

  test('every figure of a row can be listed under its name', () => {
    const entries = Object.fromEntries(figureEntries(row('odd-text', 'fe_limited/listener/lim')));
    expect(entries).toMatchObject({ sessionsLimit: 3, tlsSessionsTotal: 0 });
    expect(entries).not.toHaveProperty('queue');
  });

  test.each(CAPTURES)('%s: an answer cut anywhere is never taken for a whole one', (name) => {
    const text = readCapture(name);
    const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
    // Cut after a complete row nothing tells that more should have come; the row at the end of the header does.
    const wholes = new Set(ends.slice(1).flatMap((end) => [end, end + 1]));
    const step = Math.max(1, Math.floor(text.length / 400));
    for (let length = 0; length < text.length; length += step) {
      if (wholes.has(length)) continue;
      expect(() => parseStats(text.slice(0, length)), `cut after ${length} characters`).toThrow(expect.objectContaining({ kind: 'parse' }));
    }
  });
});

describe('columns', () => {
  const [head = '', ...rest] = csvOf([frontend({ scur: 5 })]).split('\n');

  test('a column that nobody knows is kept under its wire name, and may hold text', () => {
    const text = [`${head}new_count,new_word,`, `${rest[0]}7,seven,`, ''].join('\n');
    const [only] = parseStats(text).rows;
    expect(only && Object.fromEntries(figureEntries(only))).toMatchObject({ sessions: 5, new_count: 7 });
    expect(only && figureEntries(only).map(([name]) => name)).not.toContain('new_word');
  });

  test('the column that 2.8.0 names (null) is the protocol', () => {
    const text = [`${head}(null),`, `${rest[0]}quic,`, ''].join('\n');
    expect(parseStats(text).rows[0]?.protocol).toBe('quic');
  });

  test('columns are found by name, wherever they stand', () => {
    expect(parseStats('# pxname,stot,type,status,svname,\nfe,12,0,OPEN,FRONTEND,\n').rows[0]).toMatchObject({
      id: 'fe/frontend/FRONTEND',
      state: { word: 'open' },
    });
  });

  test('CRLF and a last row without a line break are read', () => {
    const { rows } = parseStats('# pxname,svname,type,status,stot\r\nfe,FRONTEND,0,OPEN,1\r\nfe,BACKEND,1,UP,22');
    expect(rows.map((one) => figure(one, 'sessionsTotal'))).toEqual([1, 22]);
  });

  test('a row without a type is told by its name', () => {
    const rows = [frontend({ type: '' }), server({ type: '', svname: 'BACKEND' }), server({ type: '' })];
    expect(parseStats(csvOf(rows)).rows.map(({ kind }) => kind)).toEqual(['frontend', 'backend', 'server']);
  });

  test('rows of the same names do not share an id', () => {
    const { rows } = parseStats(csvOf([server(), server(), server({ svname: 's2' }), server()]));
    expect(rows.map(({ id }) => id)).toEqual(['be/server/s1', 'be/server/s1#2', 'be/server/s2', 'be/server/s1#3']);
  });

  test('the comma that 1.6.0 leaves out behind DRAIN (agent) is put back', () => {
    const text = csvOf([server({ status: 'DRAIN (agent)', weight: 7 }), server({ svname: 's2' })]).replace('(agent),7', '(agent)7');
    const [drained, next] = parseStats(text).rows;
    expect(drained).toMatchObject({ name: 's1', state: { word: 'drain', by: 'agent', said: 'DRAIN (agent)' } });
    expect(drained && [figure(drained, 'weight'), figure(drained, 'activeServers')]).toEqual([7, 1]);
    expect(next).toMatchObject({ name: 's2', state: { word: 'up' } });
  });

  test.each([
    ['a session just now', 0, 0],
    ['a session an hour ago', 3_600, 3_600],
    ['no session yet', -1, null],
    ['a version that does not tell', '', null],
  ])('%s: the last session was %s s ago', (_, cell, seconds) => {
    const row = rowOf(server({ lastsess: cell }));
    expect(figure(row, 'lastSessionAgoSeconds')).toBe(seconds);
    expect(figureEntries(row).some(([name]) => name === 'lastSessionAgoSeconds')).toBe(seconds !== null);
  });

  test('an unknown state is kept as it was said', () => {
    expect(rowOf(server({ status: 'ASLEEP 3' })).state).toMatchObject({ word: 'unknown', said: 'ASLEEP 3' });
  });
});

describe('what is no statistics', () => {
  const text = csvOf([frontend(), server()]);
  const header = text.split('\n', 1).join();
  test.each([
    ['nothing', '', 'not HAProxy statistics: the answer is empty'],
    [
      'a page',
      '<!DOCTYPE html>\n<html><head><title>Sign in</title>',
      'not HAProxy statistics: the answer looks like an HTML page, "Sign in"',
    ],
    ['a page without a title', '<html>', 'not HAProxy statistics: the answer looks like an HTML page'],
    ['JSON', '{"status":"green"}', 'not HAProxy statistics: the answer looks like JSON'],
    ['metrics', '# HELP up\n', 'not HAProxy statistics: the answer looks like Prometheus metrics'],
    ['show info', 'Name: HAProxy\nVersion: 2.6', 'not HAProxy statistics: the answer looks like "show info"'],
    ['rows without a header', 'fe,FRONTEND,0,0,\n', 'not HAProxy statistics: the line that names the columns is missing'],
    ['anything else', 'pong', 'not HAProxy statistics: the answer is other text'],
    ['a header alone', `${header}\n`, 'HAProxy statistics without a single row: the columns are named and nothing follows'],
    ['a header and empty lines', `${header}\n\n\n`, 'HAProxy statistics without a single row: the columns are named and nothing follows'],
    ['a last row cut short', text.slice(0, -40), 'cut off in row 3: 91 of 129 cells'],
    ['a last row without its last comma', text.slice(0, -2), 'cut off in row 3: 128 of 129 cells'],
    ['a row too short in the middle', `${header}\nfe,FRONTEND,,\n${text}`, 'cut off in row 2: 4 of 129 cells'],
    ['a row too long', text.replace(/\n$/, ',\n'), 'row 3 has 130 of 129 cells'],
    ['a quote that is never closed', csvOf([server({ last_chk: '"half' })]), 'cut off in row 2: a quoted cell is not closed'],
    ['text for a figure', csvOf([frontend({ stot: 'many' })]), 'row 2: column stot holds "many", not an integer'],
    ['a fraction for a figure', csvOf([frontend(), server({ scur: '1.5' })]), 'row 3: column scur holds "1.5", not an integer'],
  ])('%s', (_, answer, message) => {
    expect(() => parseStats(answer)).toThrow(expect.objectContaining({ kind: 'parse', message }));
  });
});

test('no two columns share a name', () => {
  expect(new Set(FIGURES.map(([, name]) => name)).size).toBe(FIGURES.length);
});
