import type { FromServed, ToServed } from './served.ts';

/** What a process of stand-ins does: `start` tells once everything listens, `obey` throws where an order cannot be carried out. */
type Serving<Start, Told, Order> = { start(start: Start): Promise<Told>; obey(told: Order): Promise<void> | void };

/** The inside of a process that startServed started: does what its parent says, and ends with it. */
export function serve<Start, Told, Order>({ start, obey }: Serving<Start, Told, Order>): void {
  const answer = (told: FromServed<Told>): void => void process.send?.(told);
  const carryOut = async (id: number, told: Order): Promise<void> => {
    try {
      await obey(told);
      answer({ is: 'done', id, error: null });
    } catch (error) {
      answer({ is: 'done', id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  // Our parent alone has the other end of the channel.
  process.on('message', (message: ToServed<Start, Order>) => {
    if (message.is === 'order') void carryOut(message.id, message.told);
    else void start(message.start).then((told) => answer({ is: 'ready', told }));
  });
  // Whatever ended our parent, nothing of it is left.
  process.on('disconnect', () => process.exit(0));
}
