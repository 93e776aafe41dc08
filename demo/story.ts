import { type Deed, note, opposite, perform, type Stage } from './deeds.ts';
import { ELASTIC_STEPS } from './elastic/estate/story-steps.ts';

/** `at` is in seconds from the start of a lap; `say` is what to look for. */
export type Step = { at: number; say: string; deed: Deed };

export type Story = { lapSeconds: number; steps: Step[] };

const NEW_YORK = ['ny-lb05', 'ny-lb06'];
const MARK = { service: 'stackoverflow', version: 'build 4711', title: 'Votes are counted once', systems: ['haproxy'] };
const DEPLOY = { group: 'colorado', server: 'co-web05', reason: 'deploy of build 4711' };

const STEPS: Step[] = [
  {
    at: 20,
    say: 'ny-web05 answers its health check with 503: UP 2/3, UP 1/3, DOWN within 6 s, on both balancers; its pages fail until then.',
    deed: { do: 'health', servers: ['ny-web05'], answer: 503 },
  },
  {
    at: 45,
    say: 'ny-web05 is healthy again: DOWN 1/2, then UP within 4 s.',
    deed: { do: 'health', servers: ['ny-web05'], answer: 200 },
  },
  {
    at: 50,
    say: "CO-SQL01 receives no more log of SO_AG, while every column of its views, and of its primary's, goes on to say HEALTHY and nothing to send: within 40 s Vigil says by the positions at both ends that it stands still, and how much would be lost.",
    deed: { do: 'sql', told: { order: 'stick', group: 'SO_AG', instance: 'CO-SQL01' } },
  },
  {
    at: 60,
    say: 'A deploy by the command line: ny-web03 is drained in be_stackoverflow on both balancers; be_others follows, because it tracks it.',
    deed: { do: 'state', on: NEW_YORK, backend: 'be_stackoverflow', server: 'ny-web03', state: 'drain' },
  },
  {
    at: 75,
    say: 'Somebody suspends data movement of Chat on CO-SQL02: SUSPEND_FROM_USER, said within 12 s.',
    deed: { do: 'sql', told: { order: 'suspend', group: 'Chat_AG', instance: 'CO-SQL02', database: 'Chat' } },
  },
  {
    at: 80,
    say: 'The deploy is done: ny-web03 takes visitors again.',
    deed: { do: 'state', on: NEW_YORK, backend: 'be_stackoverflow', server: 'ny-web03', state: 'ready' },
  },
  {
    at: 95,
    say: 'Somebody drains ny-web07 by the command line, on ny-lb05 alone: within 15 s Vigil says that the two disagree, and who says what.',
    deed: { do: 'state', on: ['ny-lb05'], backend: 'be_stackoverflow', server: 'ny-web07', state: 'drain' },
  },
  {
    at: 105,
    say: 'co-redis01 receives what its master sends and carries nothing out for 30 s (CLIENT PAUSE WRITE): its link is up and its lag is 0, and Vigil says so all the same.',
    deed: { do: 'pause writes', redis: 'co-redis01', seconds: 30 },
  },
  {
    at: 135,
    say: 'He puts ny-web07 back: they agree again.',
    deed: { do: 'state', on: ['ny-lb05'], backend: 'be_stackoverflow', server: 'ny-web07', state: 'ready' },
  },
  {
    at: 138,
    say: 'CO-SQL01 receives again what it missed, and catches up.',
    deed: { do: 'sql', told: { order: 'release', group: 'SO_AG', instance: 'CO-SQL01' } },
  },
  {
    at: 140,
    say: 'Data movement of Chat is resumed on CO-SQL02.',
    deed: { do: 'sql', told: { order: 'resume', group: 'Chat_AG', instance: 'CO-SQL02', database: 'Chat' } },
  },
  {
    at: 148,
    say: 'The build server marks on the timeline that a deploy begins, as the token "ci", which may do nothing else.',
    deed: { do: 'mark', deploy: MARK, phase: 'begin' },
  },
  {
    at: 150,
    say: 'A deploy through Vigil: the token "deploy" drains co-web05 in Colorado and says why; it is proved, marked, and in the audit.',
    deed: { do: 'order', order: { action: 'drain', ...DEPLOY } },
  },
  {
    at: 160,
    say: 'The availability views of NY-SQL02 are updated no more, while log is still written to its disk: it answers at once, says what it last held, and Vigil says that its view has stopped.',
    deed: { do: 'sql', told: { order: 'freeze views', instance: 'NY-SQL02' } },
  },
  {
    at: 165,
    say: 'co-lb01 is reloaded, which forgets the drain: Vigil says who had drained co-web05, when and why, and that co-lb02 still drains it.',
    deed: { do: 'reload', balancer: 'co-lb01' },
  },
  {
    at: 200,
    say: 'The deploy drains co-web05 again, through Vigil: the two agree, and only the reload is still told, for an hour.',
    deed: { do: 'order', order: { action: 'drain', ...DEPLOY } },
  },
  {
    at: 212,
    say: 'The deploy is done: through Vigil co-web05 is put back on both, and comes up within 6 s, when its checks have risen.',
    deed: { do: 'order', order: { action: 'return', ...DEPLOY } },
  },
  {
    at: 222,
    say: 'The build server marks that the deploy is done: on the timeline it lasts from its beginning to here.',
    deed: { do: 'mark', deploy: MARK, phase: 'end' },
  },
  {
    at: 226,
    say: 'ny-lb06 hangs: it accepts connections and answers nothing for 24 s. Its last values stay, and must not stay green.',
    deed: { do: 'hang', balancer: 'ny-lb06' },
  },
  {
    at: 240,
    say: 'The views of NY-SQL02 move again.',
    deed: { do: 'sql', told: { order: 'thaw views', instance: 'NY-SQL02' } },
  },
  {
    at: 160,
    say: 'Careers begins to fail with HttpRequestException, twice a second for 40 s: a burst, said within 20 s with since when and where it is thrown.',
    deed: { do: 'errors', told: { order: 'burst', app: 'Careers', type: 'HttpRequestException', seconds: 40 } },
  },
  {
    at: 204,
    say: 'The errors of Careers end.',
    deed: { do: 'errors', told: { order: 'burst', app: 'Careers', type: 'HttpRequestException', seconds: 0 } },
  },
  { at: 250, say: 'ny-lb06 answers again.', deed: { do: 'resume', balancer: 'ny-lb06' } },
  {
    at: 261,
    say: 'Both servers of be_meta in New York stop answering their checks: the whole backend is DOWN within 9 s.',
    deed: { do: 'health', servers: ['ny-web10', 'ny-web11'], answer: 'hang' },
  },
  {
    at: 285,
    say: 'be_meta comes back: DOWN 1/2, then UP.',
    deed: { do: 'health', servers: ['ny-web10', 'ny-web11'], answer: 200 },
  },
];

/** What happens in the demo, again and again. Every lap ends where it began. */
export const STORY: Story = { lapSeconds: 300, steps: [...STEPS, ...ELASTIC_STEPS].toSorted((a, b) => a.at - b.at) };

/** The same without what happens to a Redis. */
export function withoutRedis({ lapSeconds, steps }: Story): Story {
  return { lapSeconds, steps: steps.filter(({ deed }) => !('redis' in deed)) };
}

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
