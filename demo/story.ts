import type { HealthAnswer, ServerState } from './haproxy/layout.ts';

/** One thing done to the estate. */
export type Deed =
  | { do: 'health'; servers: string[]; answer: HealthAnswer }
  | { do: 'state'; backend: string; server: string; state: ServerState }
  | { do: 'hang' | 'resume'; balancer: string };

/** `at` is in seconds from the start of a lap; `say` is what to look for. */
type Step = { at: number; say: string; deed: Deed };

export type Story = { lapSeconds: number; steps: Step[] };

/** What happens in the demo, again and again. Every lap ends where it began. */
export const STORY: Story = {
  lapSeconds: 220,
  steps: [
    {
      at: 20,
      say: 'ny-web05 answers its health check with 503: UP 2/3, UP 1/3, DOWN within 6 s, on both balancers; its pages fail until then.',
      deed: { do: 'health', servers: ['ny-web05'], answer: 503 },
    },
    {
      at: 50,
      say: 'ny-web05 is healthy again: DOWN 1/2, then UP within 4 s.',
      deed: { do: 'health', servers: ['ny-web05'], answer: 200 },
    },
    {
      at: 75,
      say: 'A deploy: ny-web03 is drained in be_stackoverflow on both balancers; be_others follows, because it tracks it.',
      deed: { do: 'state', backend: 'be_stackoverflow', server: 'ny-web03', state: 'drain' },
    },
    {
      at: 100,
      say: 'The deploy is done: ny-web03 takes visitors again.',
      deed: { do: 'state', backend: 'be_stackoverflow', server: 'ny-web03', state: 'ready' },
    },
    {
      at: 120,
      say: 'ny-lb06 hangs: it accepts connections and answers nothing for 25 s. Its last values stay, and must not stay green.',
      deed: { do: 'hang', balancer: 'ny-lb06' },
    },
    { at: 145, say: 'ny-lb06 answers again.', deed: { do: 'resume', balancer: 'ny-lb06' } },
    {
      at: 170,
      say: 'Both servers of be_meta stop answering their checks: the whole backend is DOWN within 9 s.',
      deed: { do: 'health', servers: ['ny-web10', 'ny-web11'], answer: 'hang' },
    },
    {
      at: 195,
      say: 'be_meta comes back: DOWN 1/2, then UP.',
      deed: { do: 'health', servers: ['ny-web10', 'ny-web11'], answer: 200 },
    },
  ],
};

/** What a story acts on: the estate, or in a test whatever notes what is done. */
export type Stage = {
  balancers: { name: string; hang(): void; resume(): void; setState(backend: string, server: string, state: ServerState): Promise<void> }[];
  servers: { name: string; setHealth(answer: HealthAnswer): void }[];
};

/** `pause` waits, and returns early when the signal aborts. */
export type StoryOptions = { story: Story; stage: Stage; say(line: string): void; pause(ms: number, signal: AbortSignal): Promise<void> };

export type RunningStory = { stop(): Promise<void> };

/** Plays the story lap after lap. Stopping it first undoes whatever is not undone yet, so that nothing is left hanging, drained or failing. */
export function startStory({ story, stage, say, pause }: StoryOptions): RunningStory {
  const stopped = new AbortController();
  const open = new Map<string, Deed>();
  const act = async (deed: Deed): Promise<void> => {
    note(open, deed);
    await perform(stage, deed).catch((error: unknown) =>
      say(`(that did not work: ${error instanceof Error ? error.message : String(error)})`),
    );
  };
  const play = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      let passed = 0;
      for (const { at, say: line, deed } of story.steps) {
        await pause((at - passed) * 1000, stopped.signal);
        if (stopped.signal.aborted) return;
        passed = at;
        say(line);
        await act(deed);
      }
      await pause((story.lapSeconds - passed) * 1000, stopped.signal);
    }
  };
  const playing = play();
  return {
    stop: async () => {
      stopped.abort();
      await playing;
      for (const deed of [...open.values()]) await act(opposite(deed));
    },
  };
}

/** Keeps, by subject, the deeds that are not undone. */
export function note(open: Map<string, Deed>, deed: Deed): void {
  const key = subject(deed);
  if (isHome(deed)) open.delete(key);
  else open.set(key, deed);
}

function subject(deed: Deed): string {
  switch (deed.do) {
    case 'health':
      return `health of ${deed.servers.join(' and ')}`;
    case 'state':
      return `state of ${deed.backend}/${deed.server}`;
    case 'hang':
    case 'resume':
      return `pulse of ${deed.balancer}`;
  }
}

function isHome(deed: Deed): boolean {
  switch (deed.do) {
    case 'health':
      return deed.answer === 200;
    case 'state':
      return deed.state === 'ready';
    case 'hang':
    case 'resume':
      return deed.do === 'resume';
  }
}

function opposite(deed: Deed): Deed {
  switch (deed.do) {
    case 'health':
      return { ...deed, answer: 200 };
    case 'state':
      return { ...deed, state: 'ready' };
    case 'hang':
    case 'resume':
      return { ...deed, do: 'resume' };
  }
}

async function perform(stage: Stage, deed: Deed): Promise<void> {
  switch (deed.do) {
    case 'health':
      for (const server of stage.servers) if (deed.servers.includes(server.name)) server.setHealth(deed.answer);
      return;
    case 'state':
      await Promise.all(stage.balancers.map((balancer) => balancer.setState(deed.backend, deed.server, deed.state)));
      return;
    case 'hang':
    case 'resume':
      for (const balancer of stage.balancers) if (balancer.name === deed.balancer) balancer[deed.do]();
      return;
  }
}
