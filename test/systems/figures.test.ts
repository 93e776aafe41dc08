import { describe, expect, test } from 'vitest';
import type { FigureSpec } from '#lib/history.ts';
import type { System } from '#lib/system.ts';
import { systems } from '#lib/systems/index.ts';

function figuresOf({ keyFigures, rowTrends, rowSeries = [] }: System): FigureSpec[] {
  return [...keyFigures, ...rowSeries, ...(rowTrends ? [rowTrends] : [])].flatMap(({ figures }) => figures);
}

describe.each(systems.map((system) => [system.name, system] as const))('the figures of %s', (_, system) => {
  const figures = figuresOf(system);
  const { rowSeries = [], rowTrends, keyFigures, probes } = system;

  test('are some', () => expect(figures.length).toBeGreaterThan(5));

  test.each(figures.map((figure) => [figure.name, figure] as const))(
    '%s has a unit, if only none, and a meaning that is a sentence without its end',
    (_name, { name, unit, meaning }) => {
      expect(name).toMatch(/^\S.*\S$/);
      expect(unit).toMatch(/^$|^( ?%|\/s|\/min|B|B\/s| s| ms| ms\/s)$/);
      expect(meaning).toMatch(/^[A-Z0-9].{7,}[^.!?\s]$/);
    },
  );

  test('mean one unit by one name', () => {
    const units = Map.groupBy(figures, ({ name }) => name);
    expect([...units].filter(([, own]) => new Set(own.map(({ unit }) => unit)).size > 1).map(([name]) => name)).toEqual([]);
  });

  test('of one probe mean one thing by one name', () => {
    const told = [...keyFigures, ...rowSeries].flatMap(({ probe, figures: own }) =>
      own.map(({ name, meaning }) => ({ key: `${probe}: ${name}`, meaning })),
    );
    const meanings = Map.groupBy(told, ({ key }) => key);
    expect([...meanings].filter(([, own]) => new Set(own.map(({ meaning }) => meaning)).size > 1).map(([key]) => key)).toEqual([]);
  });

  test('are told by probes that there are', () => {
    const told = [...keyFigures, ...rowSeries].map(({ probe }) => probe);
    expect([...told, ...(rowTrends?.probes ?? [])].filter((probe) => !probes.some(({ name }) => name === probe))).toEqual([]);
  });

  test('are kept on disk too where a line of them is drawn', () => {
    const kept = rowSeries.filter(({ probe }) => rowTrends?.probes.includes(probe)).flatMap((one) => one.figures.map(({ name }) => name));
    expect((rowTrends?.figures ?? []).filter(({ name }) => !kept.includes(name))).toEqual([]);
  });
});
