import { screen } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { describe, expect, test } from 'vitest';
import { useNeighbours } from '#components/exceptions/detail/use-neighbours.ts';
import type { ErrorRow } from '#lib/systems/exceptions/model-list.ts';
import { until } from '#test/fakes/until.ts';
import { draw } from '../../draw.tsx';
import { NOW } from '../../estate.ts';
import { Address } from '../../travel/address.tsx';
import { errorRow, GUID, type Says, storeSays } from './told.tsx';

const guidOf = (index: number) => `00000000-0000-4000-8000-00000000000${index}`;
const rows = (guids: readonly string[]): ErrorRow[] => guids.map((guid, id) => errorRow({ guid, id }));
const LIST: Says = { answer: { upToId: 9, hasMore: false, rows: rows([guidOf(1), GUID, guidOf(3)]) } };

function Told() {
  const { place, previous, next } = useNeighbours('ny', GUID);
  return <output>{JSON.stringify([place, previous, next])}</output>;
}

/** The neighbours as the page at this address has them. */
function neighboursAt(query: string): () => unknown {
  window.history.replaceState(null, '', `/exceptions/ny/${GUID}${query}`);
  draw(
    <Address>
      <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
        <Told />
      </SWRConfig>
    </Address>,
  );
  return () => JSON.parse(screen.getByRole('status').textContent ?? '');
}

describe('the neighbours of an error on its page', () => {
  test('are those of the list from which it was opened, in its order, on its page', async () => {
    const { asked } = storeSays({ list: LIST });
    const told = neighboursAt('?by=error&app=Core&sort=count&page=2');
    await until('they are told', () => JSON.stringify(told()).includes('2 of 3'));
    const query = '?by=error&app=Core&sort=count&page=2';
    expect(told()).toEqual(['2 of 3', `/exceptions/ny/${guidOf(1)}${query}`, `/exceptions/ny/${guidOf(3)}${query}`]);
    expect(asked).toMatchObject([
      { input: { filter: { app: 'Core', seenFrom: Math.floor(NOW / 10_000) * 10_000 - 86_400_000 }, order: { by: 'count' }, page: 1 } },
    ]);
  });

  test('at its end there is no next', async () => {
    storeSays({ list: { answer: { upToId: 9, hasMore: false, rows: rows([guidOf(1), GUID]) } } });
    const told = neighboursAt('?by=error');
    await until('they are told', () => JSON.stringify(told()).includes('2 of 2'));
    expect(told()).toMatchObject([expect.anything(), expect.anything(), null]);
  });

  test.each([
    ['an address that tells of no list', '', 0],
    ['a list in which it is not any more', '?by=error', 1],
  ])('%s has none', async (_name, query, times) => {
    const { asked } = storeSays({ list: { answer: { upToId: 9, hasMore: false, rows: rows([guidOf(1)]) } } });
    const told = neighboursAt(query);
    await until('it was asked', () => asked.length === times);
    expect(told()).toEqual([null, null, null]);
  });
});
