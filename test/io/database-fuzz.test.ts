import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** More rounds, or other ones: VIGIL_FUZZ_ROUNDS=5000 VIGIL_FUZZ_SEED=1. */
const ROUNDS = Number(process.env.VIGIL_FUZZ_ROUNDS ?? 24);
const SEED = Number(process.env.VIGIL_FUZZ_SEED ?? 1);

type End = { code: number | null; signal: string | null; rounds: number; outcomes: Set<string>; complaint: string };

function run(dialect: string): Promise<End> {
  const script = fileURLToPath(new URL('./database-fuzz-rounds.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dialect, String(SEED), String(ROUNDS)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 100_000 + ROUNDS * 1_000,
    killSignal: 'SIGKILL',
  });
  const end: End = { code: null, signal: null, rounds: 0, outcomes: new Set(), complaint: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    end.rounds += text.split('\n').length - 1;
    for (const [, kind = ''] of text.matchAll(/"([a-z]+)"[,\]]/g)) end.outcomes.add(kind);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    end.complaint += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ ...end, code, signal }));
  });
}

test.concurrent.each(['postgresql', 'mysql'])(
  `no bytes of a %s end the process that asks it, or leave a question without an end or a socket open (${ROUNDS} rounds from ${SEED})`,
  { timeout: 120_000 + ROUNDS * 1_000 },
  async (dialect) => {
    const end = await run(dialect);
    expect(end, end.complaint).toMatchObject({ code: 0, signal: null, rounds: ROUNDS });
    // They were spoilt, and not so that nothing came through.
    expect([...end.outcomes]).toEqual(expect.arrayContaining(['answered', 'protocol', 'timeout']));
  },
);
