import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { batchesFor } from '../sent-statements.ts';
import { tsql } from '../tds/tsql.ts';
import { QUERIES } from './queries.ts';
import { LOGIN, readByDriver, readByTsql, type Standing, stand, type Told } from './second-client.ts';

/** What has to be told on which line, whoever asks. */
const ERRORS: Readonly<Record<string, string>> = {
  'no such table': '208 on line 2',
  'no such column': '207 on line 3',
  'division by zero': '8134 on line 3',
  'no such function': '195 on line 1',
  'an error of ours': '50000 on line 2',
};

/** One thing that was held against the stand-in, and what was wrong with it; null where nothing was. */
export type Checked = { name: string; wrong: string | null };

function compare(name: string, [mine, theirs]: readonly [Told | undefined, Told | undefined]): Checked {
  const [driver, other] = [JSON.stringify(mine), JSON.stringify(theirs)];
  if (driver !== other) return { name, wrong: `the driver reads ${driver}\n  tsql reads ${other}` };
  const expected = ERRORS[name.split(': ').at(-1) ?? ''] ?? null;
  const error = mine && 'error' in mine ? mine.error : null;
  return { name, wrong: error === expected ? null : `both are told ${error ?? 'rows'}, expected was ${expected ?? 'rows'}` };
}

/** Every statement of the product, and what else is above, read by both clients from a stand-in of a year. */
export async function bothRead(year: ReleaseYear, major: number): Promise<Checked[]> {
  const batches = [...(await batchesFor(major)), ...QUERIES].map(({ name, text }) => ({ name: `${year}: ${name}`, text }));
  return onStanding(await stand(year), async (standing) => {
    const texts = batches.map(({ text }) => text);
    const [mine, theirs] = [await readByDriver(standing, texts), await readByTsql(standing, texts)];
    return batches.map(({ name }, at) => compare(name, [mine[at], theirs[at]]));
  });
}

/** Signing in: with a wrong password, and with TLS where the server takes no other. */
export async function bothSignIn(): Promise<Checked[]> {
  const wrongPassword = await onStanding(await stand('2022'), async ({ server }) => {
    const said = await tsql({ port: server.port, 'tds version': '7.4' }, { ...LOGIN, password: 'wrong' }, ['SELECT 1']);
    return said.includes('Msg 18456 (severity 14, state 1)') && said.includes("Login failed for user 'vigil'.") ? null : said;
  });
  const tls = await onStanding(await stand('2022', 'required'), async (standing) => {
    const [told] = await readByTsql(standing, ['SELECT 7 AS a'], { encryption: 'require' });
    const [plain] = await readByTsql(standing, ['SELECT 7 AS a'], { encryption: 'off' });
    const isRight = JSON.stringify(told) === '{"rows":[["7"]]}' && JSON.stringify(plain) === '{"rows":[]}';
    return isRight ? null : `with TLS ${JSON.stringify(told)}, without ${JSON.stringify(plain)}`;
  });
  return [
    { name: 'a wrong password is 18456', wrong: wrongPassword },
    { name: 'TLS is spoken where it is required, and nothing without it', wrong: tls },
  ];
}

async function onStanding<T>(standing: Standing, run: (standing: Standing) => Promise<T>): Promise<T> {
  try {
    return await run(standing);
  } finally {
    await standing.server.close();
  }
}
