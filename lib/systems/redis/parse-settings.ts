import { ParseError } from '../../failure.ts';
import type { Setting, SettingsAnswer } from './model-asked.ts';
import { isSecretSetting, MASK } from './secret-settings.ts';
import { DEFAULTS_OF, SETTING_DEFAULTS } from './setting-defaults.ts';

/** CONFIG GET *, and INFO server for the version. */
export type RawSettings = { pairs: unknown; info: unknown };

/** What is shorter than this stands in other settings by chance. */
const SECRET_LENGTH = 6;

/**
 * Reads CONFIG GET (redis/src/config.c): names and values in turn, by name. Secrets are masked here, so that they never leave the server; so is a value that holds one of them.
 * Throws ParseError, which holds nothing of the answer.
 */
export function parseSettings({ pairs, info }: RawSettings): SettingsAnswer {
  if (!Array.isArray(pairs) || pairs.length % 2 !== 0 || !pairs.every((text) => typeof text === 'string'))
    throw new ParseError('the answer to CONFIG GET is no list of names and values');
  const version = /^redis_version:(\S+)/m.exec(typeof info === 'string' ? info : '')?.[1] ?? null;
  const defaultsOf = version?.startsWith(`${DEFAULTS_OF}.`) ? DEFAULTS_OF : null;
  const said = pairs.flatMap((name: string, at): [string, string][] => (at % 2 === 0 ? [[name, String(pairs[at + 1])]] : []));
  const secrets = said.filter(([name, value]) => isSecretSetting(name) && !/user$/i.test(name) && value.length >= SECRET_LENGTH);
  const conceal = (value: string): string => secrets.reduce((text, [, secret]) => text.replaceAll(secret, MASK), value);
  const settings = said.map(([name, value]): Setting => {
    const isSecret = isSecretSetting(name) && value !== '';
    const fallback = defaultsOf === null ? null : (SETTING_DEFAULTS.get(name) ?? null);
    return { name, value: isSecret ? MASK : conceal(value), isSecret, fallback };
  });
  return { version, defaultsOf, settings: settings.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
