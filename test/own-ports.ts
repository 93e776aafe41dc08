import { shareOfPorts } from '#demo/free-ports.ts';

/** How many files of tests run at once at the most, in vitest and in Playwright. */
export const AT_ONCE = { vitest: 4, playwright: 2 };

/** Every worker takes ports from its own share, and so does what it starts. Both count their workers by the environment: vitest from 1, Playwright from 0. */
const { VITEST_POOL_ID, TEST_PARALLEL_INDEX } = process.env;
if (VITEST_POOL_ID !== undefined) process.env.VIGIL_PORTS = shareOfPorts((Number(VITEST_POOL_ID) - 1) % AT_ONCE.vitest, AT_ONCE.vitest);
else if (TEST_PARALLEL_INDEX !== undefined) process.env.VIGIL_PORTS = shareOfPorts(Number(TEST_PARALLEL_INDEX), AT_ONCE.playwright);
