import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const MAX_CHARACTERS = 4_096;

/** Asks these on the terminal, by way of stderr, and answers with what was typed, which is not shown. Fewer answers than questions where the input ends. */
export async function typedSecretly(questions: readonly string[]): Promise<string[]> {
  // readline shows what is typed by writing it to its output: this one shows nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  const typed = reader[Symbol.asyncIterator]();
  const answers: string[] = [];
  for (const question of questions) {
    process.stderr.write(question);
    const line = await typed.next();
    process.stderr.write('\n');
    if (line.done) break;
    answers.push(line.value);
  }
  reader.close();
  return answers;
}

/** The one line of the input, without its end; null where there are more. */
export async function writtenLine(): Promise<string | null> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MAX_CHARACTERS) break;
  }
  const line = text.replace(/\r?\n$/, '');
  return /[\r\n]/.test(line) ? null : line;
}
