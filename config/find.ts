import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './secrets.ts';

/** `looked` tells, in words, every place that was tried. */
export type FoundConfig = { found: true; file: string } | { found: false; looked: string[] };

/** Where Vigil's configuration is: `--config FILE`, else VIGIL_CONFIG, else vigil.yaml in the working folder. A file that is named is not looked for. */
export function findConfig(args: readonly string[], env: Env, cwd: string): FoundConfig {
  const option = args.findIndex((arg) => arg === '--config' || arg.startsWith('--config='));
  const named = args[option]?.startsWith('--config=') ? args[option].slice('--config='.length) : args[option + 1];
  if (option >= 0) return named ? { found: true, file: named } : { found: false, looked: ['--config: no file is named after it'] };
  if (env.VIGIL_CONFIG) return { found: true, file: env.VIGIL_CONFIG };
  const file = join(cwd, 'vigil.yaml');
  if (existsSync(file)) return { found: true, file };
  return { found: false, looked: ['--config FILE: not given', 'VIGIL_CONFIG: not set', `${file}: not there`] };
}

/** What to tell somebody who starts Vigil without a configuration. */
export function noConfigText(looked: readonly string[]): string {
  return [
    'Vigil has no configuration, so it does not know what to watch. It looked at:',
    ...looked.map((place) => `  ${place}`),
    '',
    'To write one, start from the example:',
    '  cp config/example.yaml vigil.yaml',
    '  npm run check-config vigil.yaml',
    '',
    'To see Vigil at work without one, on a made-up estate:',
    '  npm run demo',
  ].join('\n');
}
