import { startChild } from '#demo/child.ts';

const root = new URL('../../', import.meta.url).pathname;
const START_WITHIN_MS = 180_000;

/** A program of a benchmark in a process of its own. */
export type Program<Told> = { pid: number; told: Told; ask<Answer>(path: string): Promise<Answer>; stop(): Promise<void> };

/** Starts one of the programs beside this file and waits for the line of JSON that it prints, which names its control port. */
export async function startProgram<Told extends { control: number }>(name: string, args: readonly number[]): Promise<Program<Told>> {
  const ready = Promise.withResolvers<Told>();
  const said: string[] = [];
  const onLine = (line: string): void => {
    said.push(line);
    if (line.startsWith('{')) ready.resolve(JSON.parse(line) as Told);
  };
  const file = new URL(name, import.meta.url).pathname;
  const child = await startChild(process.execPath, [file, ...args.map(String)], { cwd: root, env: process.env, withUs: 'SIGKILL', onLine });
  const late = setTimeout(() => ready.reject(new Error(`${name} is not ready: ${said.join('\n')}`)), START_WITHIN_MS);
  try {
    const ended = child.ended.then((how) => Promise.reject(new Error(`${name}: ${how}\n${said.join('\n')}`)));
    const told = await Promise.race([ready.promise, ended]);
    const ask = async <Answer>(path: string) => (await (await fetch(`http://127.0.0.1:${told.control}${path}`)).json()) as Answer;
    return { pid: child.pid, told, ask, stop: () => child.stop(2_000) };
  } catch (error) {
    await child.stop(0);
    throw error;
  } finally {
    clearTimeout(late);
  }
}
