import { describe, expect, test } from 'vitest';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { ERROR_LOG, TRACE_FLAGS } from '#lib/systems/sql/instance/commands.ts';
import { parseErrorLog, parseTraceFlags } from '#lib/systems/sql/instance/parse-commands.ts';
import { grammarErrors } from '#test/demo/sqlserver/grammar.ts';

test.each([TRACE_FLAGS, ERROR_LOG])('both parsers read the command "$name"', ({ text }) => {
  expect(grammarErrors(text)).toEqual([]);
  expect(parseBatch(text).length).toBeGreaterThan(0);
});

test('no set of rows is no trace flag', () => {
  expect(parseTraceFlags([])).toEqual({ flags: [] });
});

describe('the log of the server', () => {
  const line = (at: number, text: string) => ({ LogDate: new Date(at), ProcessInfo: 'spid7', Text: text });

  test('is told on our clock, by the zone of the server', () => {
    const sets = [[{ offset_minutes: 330 }], [line(19_800_000 + 5_000, 'b'), line(19_800_000, 'a')]];
    expect(parseErrorLog(sets)).toEqual({
      entries: [
        { at: 5_000, process: 'spid7', text: 'b' },
        { at: 0, process: 'spid7', text: 'a' },
      ],
      isCut: false,
    });
  });

  test('of many lines is cut, and says so', () => {
    const many = Array.from({ length: 700 }, (_, index) => line(10_000_000 - index * 1_000, 'x'));
    const told = parseErrorLog([[{ offset_minutes: 0 }], many]);
    expect([told.entries.length, told.isCut]).toEqual([500, true]);
  });

  test('without the offset of the server is not read', () => {
    expect(() => parseErrorLog([[], []])).toThrow('offset from UTC');
  });
});
