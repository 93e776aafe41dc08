import type { SlowCommand, SlowGap, SlowlogAnswer } from './model-asked.ts';

/** Slow commands that are remembered of one process: some hundred kB, and 2 MB where every argument is as long as Redis keeps them. */
const MOST_REMEMBERED = 500;

/**
 * What was told of slow commands before, and what is told now, each command once. Ids grow by one while a process runs, SLOWLOG RESET included (redis/src/slowlog.c), so that an id
 * that is missing is a command that was pushed out before anybody looked. Of another process, or where it does not tell which one it is, nothing is carried over.
 */
export function mergeSlowlogs(older: SlowlogAnswer, newer: SlowlogAnswer): SlowlogAnswer {
  if (newer.runId === null || newer.runId !== older.runId) return { ...newer, earlierRunCount: older.commands.length };
  const byId = new Map([...older.commands, ...newer.commands].map((command) => [command.id, command]));
  const commands = [...byId.values()].sort((a, b) => b.id - a.id).slice(0, MOST_REMEMBERED);
  return { ...newer, commands, gaps: gapsIn(commands), earlierRunCount: older.earlierRunCount };
}

function gapsIn(commands: readonly SlowCommand[]): SlowGap[] {
  return commands.flatMap((later, at) => {
    const earlier = commands[at + 1];
    const count = earlier === undefined ? 0 : later.id - earlier.id - 1;
    return earlier !== undefined && count > 0 ? [{ count, from: earlier.at, to: later.at }] : [];
  });
}
