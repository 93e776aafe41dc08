import { hashPassword, isPossiblePassword } from '#lib/access/password.ts';
import { typedSecretly, writtenLine } from './typed.ts';

/** `npm run hash-password`: prints the hash of a password for the configuration. Exit 0: done; 1: not a password that can be used; 2: wrong usage. */

const MIN_CHARACTERS = 8;
const USAGE = `npm run hash-password asks for the password, or takes it as one line: npm run --silent hash-password < FILE`;

if (process.argv.length > 2) {
  finish(`A password is not given as an argument, where everybody on this machine can read it. ${USAGE}`, 2);
} else {
  const read = process.stdin.isTTY ? await readTwice() : await readOnce();
  const problem = read.ok ? weakness(read.password) : read.message;
  if (problem !== null || !read.ok) finish(problem ?? USAGE, 1);
  else console.log(lines(await hashPassword(read.password)));
}

async function readTwice(): Promise<{ ok: true; password: string } | { ok: false; message: string }> {
  const [first = '', second = ''] = await typedSecretly(['Password: ', 'Once more: ']);
  return first === second
    ? { ok: true, password: first }
    : { ok: false, message: 'The two are not the same: nothing was made. Start again.' };
}

async function readOnce(): Promise<{ ok: true; password: string } | { ok: false; message: string }> {
  const line = await writtenLine();
  return line === null ? { ok: false, message: `More than one line came in. ${USAGE}` } : { ok: true, password: line };
}

function weakness(password: string): string | null {
  if (password === '') return `No password came in. ${USAGE}`;
  if ([...password.normalize('NFKC')].length < MIN_CHARACTERS)
    return `The password is too short: take at least ${MIN_CHARACTERS} characters.`;
  if (!isPossiblePassword(password)) return 'The password is too long: take at most 1024 bytes.';
  return null;
}

function lines(hash: string): string {
  return `${hash}

In the configuration, with the name and the role that you mean:

access:
  users:
    - name: ann
      passwordHash: '${hash}'
      role: viewer`;
}

function finish(words: string, exitCode: number): void {
  console.error(words);
  process.exitCode = exitCode;
}
