'use client';
import { useEffect, useEffectEvent } from 'react';
import { useFeedClient } from '../feed/feed-provider.tsx';
import { type Cause, causeOf, Healer, type Surroundings } from './heal.ts';

const TICK_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;
const LAST_BUILD = 'vigil-wall-build';

/** Loads the wall again when it should be. `build` is that of the pages it was drawn with. */
export function useHeal(build: string, isQuiet: boolean): void {
  const client = useFeedClient();
  const look = useEffectEvent((steadyMs: number, lostMs: number, loadedMs: number): Cause | null =>
    causeOf({ steadyMs, lostMs, isQuiet, ownBuild: build, feedBuild: client.build() }, loadedMs),
  );
  useEffect(() => {
    const healer = new Healer(browser());
    const loadedMs = performance.now();
    let lostAtMs: number | null = null;
    const ticker = setInterval(() => {
      const nowMs = performance.now();
      const link = client.link();
      // Lost is whatever is not live: a line that is opened and over which nothing comes too.
      if (link.state === 'live') lostAtMs = null;
      else lostAtMs ??= nowMs;
      const lostMs = lostAtMs === null ? 0 : Math.max(1, nowMs - lostAtMs, link.state === 'silent' ? link.silentMs : 0);
      healer.tick(look(nowMs, lostMs, loadedMs), nowMs, client.build());
    }, TICK_MS);
    return () => clearInterval(ticker);
  }, [client]);
}

/** Loads a wall again whose drawing failed. */
export function useHealFailed(): void {
  useEffect(() => {
    const healer = new Healer(browser());
    const ticker = setInterval(() => healer.tick('failed', performance.now(), null), TICK_MS);
    return () => clearInterval(ticker);
  }, []);
}

function browser(): Surroundings {
  return {
    answers,
    reload: () => window.location.reload(),
    random: Math.random,
    lastBuild: { read: readLastBuild, write: writeLastBuild },
  };
}

/** True when the wall's own address is answered with the whole of a page. */
async function answers(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(window.location.href, { cache: 'no-store', redirect: 'manual', signal });
    await answer.text();
    return answer.status === 200;
  } catch {
    return false;
  }
}

// A browser that keeps nothing throws at both.
function readLastBuild(): string | null {
  try {
    return sessionStorage.getItem(LAST_BUILD);
  } catch {
    return null;
  }
}

function writeLastBuild(build: string): void {
  try {
    sessionStorage.setItem(LAST_BUILD, build);
  } catch {
    // It is then loaded again a little sooner.
  }
}
