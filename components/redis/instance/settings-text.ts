import type { Setting } from '#lib/systems/redis/model-asked.ts';

type Of = { group: string; node: string; at: string };

/** Settings as CONFIG GET tells them, one a line; a secret is a remark, so that nobody sets three stars as a password. */
export function settingsText(settings: readonly Setting[], { group, node, at }: Of): string {
  const lines = settings.map(({ name, value, isSecret }) => `${isSecret ? '# masked: ' : ''}${name} ${oneLine(value)}`);
  return [`# ${group}/${node}, as CONFIG GET told it on ${at}`, ...lines, ''].join('\n');
}

function oneLine(value: string): string {
  return value === '' || /\p{Cc}/u.test(value) ? JSON.stringify(value) : value;
}
