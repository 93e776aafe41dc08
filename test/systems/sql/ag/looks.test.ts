import { expect, test } from 'vitest';
import type { Reading } from '#lib/reading.ts';
import { witnessAg } from '#lib/systems/sql/ag/witness.ts';
import { agInfo, at, kinds, logInfo, NO_LIMITS, readings } from './cluster.ts';

const settings = { a: { limits: NO_LIMITS }, b: { limits: NO_LIMITS } };
type Windows = { ag: Reading<unknown>[]; logs: Reading<unknown>[]; cluster: Reading<unknown>[] };

function windows(node: 'a' | 'b', blocks: readonly number[]): Windows {
  const role = node === 'a' ? 'primary' : 'secondary';
  const said = at(...blocks).map((one) => ({ ...one, replica: { role } as const }));
  const ag = said.map((one) => agInfo(node, one));
  return {
    ag: readings(node, 'ag', ag),
    logs: readings(
      node,
      'logs',
      said.map((one) => logInfo(one)),
    ),
    cluster: [],
  };
}

const look = (a: Windows, b: Windows, standing: readonly string[] = []): string[] =>
  kinds(
    witnessAg({
      nodes: [
        { node: 'a', settings: settings.a, windows: a },
        { node: 'b', settings: settings.b, windows: b },
      ],
      ...{ marks: [], inFlight: [], events: [], standing: new Set(standing), now: 0 },
    }),
  );

test('a look after another sees what was read of either end meanwhile, and the same where nothing was', () => {
  const [a, b] = [windows('a', [40, 30, 20, 10]), windows('b', [10, 10, 10, 10])];
  expect(look(a, b)).toEqual(['critical b: stuck']);
  expect(look(a, b)).toEqual(['critical b: stuck']);
  expect(look(a, windows('b', [40, 30, 20, 10]))).toEqual(['ok b: moving']);
  expect(look(windows('a', [10, 10, 10, 10]), b)).toEqual(['ok b: idle']);
  expect(look(a, b)).toEqual(['critical b: stuck']);
});

test('a look after another sees that log bytes are read no longer', () => {
  const [a, b] = [windows('a', [10, 10, 10]), windows('b', [10, 10, 10])];
  expect(look(a, b)).toEqual(['ok b: idle']);
  expect(look({ ...a, logs: [] }, b)).toEqual(['unknown b: not known']);
});

test('what stood before is heeded by the same readings', () => {
  const [a, b] = [windows('a', [50, 50, 50]), windows('b', [10, 10, 10])];
  expect(look(a, b)).toEqual(['warning b: standing still']);
  expect(look(a, b, ['stuck aaaaaaaa-0000-0000-0000-000000000001 b'])).toEqual(['critical b: stuck']);
  expect(look(a, b)).toEqual(['warning b: standing still']);
});
