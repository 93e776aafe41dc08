import { formatCount } from '../format/number.ts';
import { formatUtc } from '../format/time.ts';
import { type CheckedFile, checkAudit } from './audit/check-files.ts';

/** `npm run check-audit -- FOLDER`: holds every line of an audit against its chain. Exit 0: whole; 1: faults, on stderr; 2: no audit there. */

const CUT_WORDS = [
  'From within it cannot be seen whether the newest lines were cut off, or all from some line on were written anew:',
  'compare the last number and hash with ones noted elsewhere. Vigil prints them in its log.',
].join('\n');

const [folder, ...rest] = process.argv.slice(2);

if (folder === undefined || rest.length > 0) finish('Name the folder of the audit: npm run check-audit -- FOLDER', 2);
else
  await checkFolder(folder).catch((error: unknown) =>
    finish(`${folder} cannot be read: ${error instanceof Error ? error.message : error}`, 2),
  );

async function checkFolder(folder: string): Promise<void> {
  const { files, records, head, faults } = await checkAudit(folder);
  if (files.length === 0) return finish(`There is no audit in ${folder}: its files are named audit-000001.jsonl and on.`, 2);
  for (const file of files) console.log(describeFile(file));
  const extent = `${count(records, 'record')} in ${count(files.length, 'file')}`;
  const last = `last record ${head.seq}, last hash ${head.hash}`;
  if (faults.length === 0) return console.log(`${extent}, chain whole, ${last}\n${CUT_WORDS}`);
  const lines = faults.map(({ file, line, is, words }) => `${file}:${line}  ${is}: ${words}`);
  finish([...lines, `${extent}, chain broken: ${count(faults.length, 'fault')}, ${last}`, CUT_WORDS].join('\n'), 1);
}

function describeFile({ name, lines, firstAt, lastAt }: CheckedFile): string {
  const span = firstAt === null || lastAt === null ? 'no record' : `${formatUtc(firstAt)} to ${formatUtc(lastAt)}`;
  return `${name}  ${count(lines, 'line')}  ${span}`;
}

function count(number: number, what: string): string {
  return `${formatCount(number)} ${what}${number === 1 ? '' : 's'}`;
}

function finish(words: string, exitCode: number): void {
  console.error(words);
  process.exitCode = exitCode;
}
