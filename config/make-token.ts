import { parseArgs } from 'node:util';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';
import { choice, mapping, name } from '#lib/settings.ts';
import { TOKEN_MAY, tokenSystem } from './access.ts';
import { ALL_MAY_ACT, ALL_SYSTEMS } from './access-check.ts';
import { SYSTEM_NAMES } from './schema.ts';

/** `npm run make-token -- --name deploy --system haproxy --may act`: prints a new token, once, and what the configuration is to hold of it. Exit 0: done; 2: wrong usage. */

const USAGE = `npm run make-token -- --name NAME --system ${SYSTEM_NAMES.join('|')}|${ALL_SYSTEMS} --may ${TOKEN_MAY.join('|')}`;

const WALL = `A wall keeps it when it is opened once as /tv?token=… (docs/wall.md).
`;

const MARK = `It may say that something was deployed, and do nothing else:
  curl -H 'Authorization: Bearer …' -H 'content-type: application/json' -d '{"service": "shop", "version": "1.2.3"}' https://vigil.example.com/live/v1/deploys
`;

const HOW: Partial<Record<string, string>> = { view: WALL, mark: MARK };

const asked = mapping({ name: name(), system: tokenSystem(SYSTEM_NAMES), may: choice(TOKEN_MAY) }).refine(
  ({ system, may }) => !(system === ALL_SYSTEMS && may === 'act'),
  { path: ['may'], error: ALL_MAY_ACT },
);

const given = readOptions();
if (given !== null) {
  const read = asked.safeParse(given, { reportInput: true });
  if (read.success) console.log(lines(read.data));
  else finish(read.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'));
}

function readOptions(): object | null {
  try {
    return { ...parseArgs({ options: { name: { type: 'string' }, system: { type: 'string' }, may: { type: 'string' } } }).values };
  } catch (error) {
    finish(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function lines({ name, system, may }: { name: string; system: string; may: string }): string {
  const token = makeToken();
  return `${token}

This is the only time it is shown: keep it where the program that uses it finds it. It is sent as
  Authorization: Bearer ${token}
${HOW[may] ?? ''}
In the configuration, which holds only its hash:

access:
  tokens:
    - name: '${name}'
      tokenHash: ${tokenHashOf(token)}
      system: ${system}
      may: ${may}`;
}

function finish(words: string): void {
  console.error(`${words}\n${USAGE}`);
  process.exitCode = 2;
}
