import { describe, expect, test } from 'vitest';
import { LAYOUT, MACHINES } from '#demo/haproxy/layout.ts';
import { type Deed, note, STORY, type Stage, startStory } from '#demo/story.ts';

/** A stage that only writes down what is done on it, and a time that passes as fast as the story lets it. */
function rehearse(until: (done: string[], elapsedMs: number) => boolean) {
  const done: string[] = [];
  const said: string[] = [];
  const stage: Stage = {
    balancers: ['ny-lb05', 'ny-lb06'].map((name) => ({
      name,
      hang: () => done.push(`${name} hangs`),
      resume: () => done.push(`${name} resumes`),
      setState: async (backend, server, state) => void done.push(`${name} ${backend}/${server} ${state}`),
    })),
    servers: MACHINES.map((name) => ({ name, setHealth: (answer) => done.push(`${name} ${answer}`) })),
  };
  let elapsedMs = 0;
  let reached = (): void => {};
  const there = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
    elapsedMs += ms;
    if (!until(done, elapsedMs)) return;
    reached();
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  };
  const story = startStory({ story: STORY, stage, say: (line) => said.push(line), pause });
  return { story, there, done, said };
}

describe('the steps of the story', () => {
  test('are in order, begin after about 20 s, and fit into a lap of three to four minutes', () => {
    const times = STORY.steps.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(20);
    expect(STORY.lapSeconds).toBeGreaterThanOrEqual(Math.max(180, times.at(-1) ?? 0));
    expect(STORY.lapSeconds).toBeLessThanOrEqual(240);
  });

  test('leave nothing undone at the end of a lap', () => {
    const open = new Map<string, Deed>();
    for (const { deed } of STORY.steps) note(open, deed);
    expect([...open.keys()]).toEqual([]);
  });

  test('name only machines, balancers, backends and servers that exist', () => {
    for (const { deed } of STORY.steps) {
      if (deed.do === 'health') expect(MACHINES).toEqual(expect.arrayContaining(deed.servers));
      else if (deed.do === 'state') {
        const backend = LAYOUT.backends.find(({ name }) => name === deed.backend);
        expect(backend?.servers.map(({ name }) => name)).toContain(deed.server);
      } else expect(['ny-lb05', 'ny-lb06']).toContain(deed.balancer);
    }
  });
});

describe('the runner of the story', () => {
  test('plays every step at its time, says it, and begins again', async () => {
    const { story, there, done, said } = rehearse((_, elapsedMs) => elapsedMs > 2 * STORY.lapSeconds * 1000);
    await there;
    await story.stop();
    expect(said).toEqual([...STORY.steps, ...STORY.steps].map(({ say }) => say));
    expect(done.slice(0, done.length / 2)).toEqual(done.slice(done.length / 2));
    expect(done.slice(0, 4)).toEqual([
      'ny-web05 503',
      'ny-web05 200',
      'ny-lb05 be_stackoverflow/ny-web03 drain',
      'ny-lb06 be_stackoverflow/ny-web03 drain',
    ]);
  });

  test.each([
    ['a failing server is healed', 'ny-web05 503', ['ny-web05 200']],
    [
      'a drained server is put back',
      'ny-lb06 be_stackoverflow/ny-web03 drain',
      ['ny-lb05 be_stackoverflow/ny-web03 ready', 'ny-lb06 be_stackoverflow/ny-web03 ready'],
    ],
    ['a hanging balancer is woken', 'ny-lb06 hangs', ['ny-lb06 resumes']],
    ['a dead backend is healed', 'ny-web11 hang', ['ny-web10 200', 'ny-web11 200']],
    ['what is undone already stays as it is', 'ny-web05 200', []],
  ])('when it is stopped, %s', async (_, last, undone) => {
    const { story, there, done } = rehearse((list) => list.at(-1) === last);
    await there;
    const before = done.length;
    await story.stop();
    expect(done.slice(before)).toEqual(undone);
  });

  test('a deed that fails is said, and the story goes on', async () => {
    const said: string[] = [];
    const stage: Stage = {
      balancers: [{ name: 'ny-lb05', hang: () => {}, resume: () => {}, setState: () => Promise.reject(new Error('no answer')) }],
      servers: [],
    };
    let reached = (): void => {};
    const lapDone = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let pauses = 0;
    const pause = async (_: number, signal: AbortSignal): Promise<void> => {
      pauses += 1;
      if (pauses <= STORY.steps.length) return;
      reached();
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    };
    const story = startStory({ story: STORY, stage, say: (line) => said.push(line), pause });
    await lapDone;
    await story.stop();
    expect(said).toContain('(that did not work: no answer)');
    expect(said).toContain(STORY.steps.at(-1)?.say);
  });
});
