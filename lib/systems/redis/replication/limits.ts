/** For how long a master holds its writes at most, in ms: it ends by itself, whatever becomes of Vigil. Held anew right before the promotion. */
export const PAUSE_MS = 10_000;

/** For how long a replica is given to carry out the rest, in ms: half of the pause, so that what comes after has the other half. */
export const WAIT_MS = 5_000;

/** For the last look before a promotion and for the promotion itself, each, in ms: with the 5 s that a command may take they end before the pause does. */
export const PROMOTE_MS = 2_000;

/** What a Sentinel is given to promote and to tell the old master, in ms: it needs a second or two, and gives up after its failover-timeout. */
export const SENTINEL_MS = 15_000;
