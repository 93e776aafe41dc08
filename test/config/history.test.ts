import { describe, expect, test } from 'vitest';
import { readConfig } from '#config/schema.ts';

function read(history: object | false | null | undefined) {
  const written = history === undefined ? {} : { history };
  return readConfig({ state: { folder: 'state', ...written }, unwatched: {} });
}

/** What is wrong with the history alone. */
function misfits(history: object | false | null | undefined): string[] {
  const answer = read(history);
  return answer.ok
    ? []
    : answer.misfits.filter(({ path }) => path[0] === 'state').map(({ path, message }) => `${path.join('.')} ${message}`);
}

describe('the history of the configuration', () => {
  test.each<[string, object | false | null | undefined, string[]]>([
    ['needs no line', undefined, []],
    ['may be off', false, []],
    ['may say a part', { days: 30 }, []],
    ['has days in whole numbers', { days: 1.5 }, ['state.history.days is not a whole number from 1 to 400: write it like 14']],
    ['has a size with its unit', { maxSize: 2 }, ['state.history.maxSize 2 has no unit: write it like 2GiB']],
    ['has room for something', { maxSize: '1MiB' }, ['state.history.maxSize 1MiB is out of range: write a size from 64MiB to 1024GiB']],
    ['has a duration with its unit', { boardEvery: 10 }, ['state.history.boardEvery 10 has no unit: write 10s']],
    [
      'keeps steps no shorter than readings',
      { days: 20, stepDays: 10 },
      ['state.history.stepDays is less than days: what is kept in steps of 5 minutes is kept at least as long as what is kept whole'],
    ],
    ['knows its keys', { day: 3 }, ['state.history.day is not a known key: did you mean days?']],
    ['is not empty', null, ['state.history is not a mapping: write its keys on lines of their own below it, indented']],
  ])('%s', (_, history, words) => expect(misfits(history)).toEqual(words));
});
