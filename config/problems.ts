import { formatPath, type Misfit } from '#lib/section.ts';

/** One thing wrong with the configuration: where, what and the fix. `line` is null and `path` empty where the whole file is meant. */
export type Problem = { file: string; line: number | null; path: string; message: string };

/** Something wrong, and its line. */
type Spot = Misfit & { line: number | null };

/** The problems of one file, in the order of its lines. */
export function toProblems(file: string, spots: readonly Spot[]): Problem[] {
  const problems = spots.map(({ line, path, message, hidesKey }) => ({
    file,
    line,
    path: formatPath(hidesKey ? path.slice(0, -1) : path),
    message,
  }));
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** One line per problem: `vigil.yaml:12  haproxy.groups[0].name  what is wrong: the fix`. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, path, message }) =>
      [line === null ? file : `${file}:${line}`, path, message].filter((part) => part !== '').join('  '),
    )
    .join('\n');
}
