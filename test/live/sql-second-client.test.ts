import { describe, expect, test } from 'vitest';
import { bothRead, bothSignIn } from '#test/demo/sqlserver/check/both-clients.ts';
import { HAS_TSQL } from '#test/demo/sqlserver/tds/tsql.ts';

describe.skipIf(!HAS_TSQL)("FreeTDS's tsql beside the driver (skipped where tsql is not installed)", () => {
  test('signs in with TLS where that is required, and is refused with a wrong password', async () => {
    const checked = await bothSignIn();
    expect(checked.length).toBeGreaterThan(1);
    expect(checked.filter(({ wrong }) => wrong !== null)).toEqual([]);
  });

  test.each([
    ['2014', 12],
    ['2022', 16],
  ] as const)('reads every statement of the product, and errors with their lines, as the driver does: %s', async (year, major) => {
    const checked = await bothRead(year, major);
    expect(checked.length).toBeGreaterThan(40);
    expect(checked.filter(({ wrong }) => wrong !== null)).toEqual([]);
  });
});
