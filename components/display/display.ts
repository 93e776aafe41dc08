import { isZoneName } from '#lib/format/zone.ts';
import { readCookie } from '#lib/text/cookie.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How one person wants pages shown. `zone` is a name of the tz database, or LOCAL. */
export type Display = { theme: Theme; zone: string };

/** The zone of the browser, whatever that is at the time. */
export const LOCAL = 'local';

const YEAR_S = 365 * 86_400;

/** Reads "dark.Europe/Vienna". What is not understood is as the system has it, and in UTC. */
export function readDisplay(text: string | null): Display {
  const [, theme, zone] = /^(\w*)\.(.*)$/.exec(text ?? '') ?? [];
  return {
    theme: THEMES.find((one) => one === theme) ?? 'system',
    zone: zone !== undefined && (zone === LOCAL || isZoneName(zone)) ? zone : 'UTC',
  };
}

export function writeDisplay({ theme, zone }: Display): string {
  return `${theme}.${zone}`;
}

/** What the first of these cookies that is there holds. */
export function displayText(cookies: string, names: readonly string[]): string | null {
  return names.map((name) => readCookie(cookies, name)).find((text) => text !== null) ?? null;
}

/** A cookie that lasts a year from now, as document.cookie takes it. */
export function displayCookie(name: string, text: string, isSecure: boolean): string {
  return `${name}=${text}; Max-Age=${YEAR_S}; Path=/; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}
