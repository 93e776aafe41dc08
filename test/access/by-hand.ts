/** A clock that a test sets. */
export type HandClock = { now(): number; pass(ms: number): void };

export function handClock(): HandClock {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
  };
}

/** A comparison of passwords that a test ends by hand; a password is right when it reads right. */
export type HandVerify = {
  verify(password: string, passwordHash: string): Promise<boolean>;
  /** What was compared, in its order. */
  calls: { password: string; passwordHash: string }[];
  running(): number;
  mostAtOnce(): number;
  /** Ends the one that runs. */
  finish(): void;
};

export function handVerify(): HandVerify {
  const calls: HandVerify['calls'] = [];
  const open: (() => void)[] = [];
  let most = 0;
  return {
    verify: (password, passwordHash) => {
      calls.push({ password, passwordHash });
      const { promise, resolve } = Promise.withResolvers<boolean>();
      open.push(() => resolve(password === 'right'));
      most = Math.max(most, open.length);
      return promise;
    },
    calls,
    running: () => open.length,
    mostAtOnce: () => most,
    finish: () => open.shift()?.(),
  };
}
