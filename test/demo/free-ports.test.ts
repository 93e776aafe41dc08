import { afterEach, describe, expect, test, vi } from 'vitest';
import { freePorts, shareOfPorts } from '#demo/free-ports.ts';

afterEach(() => vi.unstubAllEnvs());

describe('free ports', () => {
  test('are taken from the named ones alone, each once', async () => {
    vi.stubEnv('VIGIL_PORTS', '21000-21019');
    const ports = await freePorts(10);
    expect(new Set(ports).size).toBe(10);
    for (const port of ports) expect(port >= 21_000 && port <= 21_019).toBe(true);
  });

  test('of which there are not so many are said to be missing, by their bounds', async () => {
    vi.stubEnv('VIGIL_PORTS', '21000-21001');
    await expect(freePorts(3)).rejects.toThrow('no 3 free ports between 21000 and 21001');
  });

  test.each(['', '21000', '21000-', '21001-21000', '21000-70000', 'a-b', '21000-21001 '])('named by %j are refused', async (named) => {
    vi.stubEnv('VIGIL_PORTS', named);
    await expect(freePorts(1)).rejects.toThrow(`VIGIL_PORTS is "${named}", and must be two ports, such as 18000-31999`);
  });

  test('in shares are below those of outgoing connections, all of them, and none is in two', () => {
    expect([0, 1, 2, 3].map((index) => shareOfPorts(index, 4))).toEqual(['18000-21499', '21500-24999', '25000-28499', '28500-31999']);
  });

  test('of this very test are those of its worker', async () => {
    const [lowest = 0, highest = 0] = (process.env.VIGIL_PORTS ?? '').split('-').map(Number);
    expect(highest - lowest).toBe(3_499);
    const [port = 0] = await freePorts(1);
    expect(port >= lowest && port <= highest).toBe(true);
  });
});
