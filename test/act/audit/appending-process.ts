import { openAudit } from '#lib/act/audit/audit.ts';

/** Writes in the audit of a folder for as long as it lives, and prints the number of each record that it was told is on disk. */

const [folder = '', maxFileBytes = '4000'] = process.argv.slice(2);
const clock = { now: () => Date.now() };
const audit = await openAudit({ folder, clock, onError: (error) => console.error(error), maxFileBytes: Number(maxFileBytes) });
const by = { is: 'user', name: 'anna', address: '192.0.2.7', session: 's-1' } as const;

async function appendForEver(): Promise<void> {
  for (;;) {
    const { seq } = await audit.append(by, { kind: 'access', what: 'signed in', words: 'x'.repeat(300), times: 1 });
    process.stdout.write(`${seq}\n`);
  }
}

console.log('ready');
await Promise.all([appendForEver(), appendForEver(), appendForEver()]);
