/** One who waits for a turn. */
type Waiting = { start(): void; turnAway(): void };

const MAX_WAITING = 16;
const MAX_WAITING_PER_ADDRESS = 4;

/**
 * Lets one piece of work run at a time, turn by turn among the addresses that ask for it: whoever floods it waits behind himself, and the others after one turn of his.
 * At most 16 wait, and 4 of one address. Where it is full, an address that has nothing waiting takes the place of one that has most.
 */
export class Turns {
  /** By address, the one whose turn is next first. */
  readonly #queues = new Map<string, Waiting[]>();
  #isTaken = false;

  /** Does the work when its turn comes; answers null, without having begun it, when there is no room to wait. */
  async take<Done>(address: string, work: () => Promise<Done>): Promise<Done | null> {
    if (this.#isTaken && !(await this.#wait(address))) return null;
    this.#isTaken = true;
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  #wait(address: string): Promise<boolean> {
    const queue = this.#queues.get(address) ?? [];
    if (queue.length >= MAX_WAITING_PER_ADDRESS || !this.#makeRoom(queue.length)) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    queue.push({ start: () => resolve(true), turnAway: () => resolve(false) });
    this.#queues.set(address, queue);
    return promise;
  }

  /** True where one more may wait; the latest of the longest queue is turned away for one whose own is shorter by two. */
  #makeRoom(ownLength: number): boolean {
    const queues = [...this.#queues.values()];
    if (queues.reduce((sum, queue) => sum + queue.length, 0) < MAX_WAITING) return true;
    const longest = queues.reduce((one, other) => (other.length > one.length ? other : one));
    if (longest.length < ownLength + 2) return false;
    longest.pop()?.turnAway();
    return true;
  }

  /** Gives the turn on. It stays taken in between, so that nobody who comes just then is let in first. */
  #pass(): void {
    const next = this.#queues.entries().next().value;
    if (!next) {
      this.#isTaken = false;
      return;
    }
    const [address, queue] = next;
    const first = queue.shift();
    this.#queues.delete(address);
    if (queue.length > 0) this.#queues.set(address, queue);
    first?.start();
  }
}
