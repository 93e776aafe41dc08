import { describe, expect, test } from 'vitest';
import { type Display, displayCookie, displayText, readDisplay, writeDisplay } from '#components/display/display.ts';

describe('what a cookie holds', () => {
  test.each<[string, string | null, Display]>([
    ['no cookie', null, { theme: 'system', zone: 'UTC' }],
    ['an empty one', '', { theme: 'system', zone: 'UTC' }],
    ['a theme and a zone', 'dark.Europe/Vienna', { theme: 'dark', zone: 'Europe/Vienna' }],
    ['the zone of the browser', 'light.local', { theme: 'light', zone: 'local' }],
    ['a zone with a sign', 'system.Etc/GMT+5', { theme: 'system', zone: 'Etc/GMT+5' }],
    ['a zone that there is not', 'dark.Europe/Wien', { theme: 'dark', zone: 'UTC' }],
    ['a theme that there is not', 'pink.Asia/Kolkata', { theme: 'system', zone: 'Asia/Kolkata' }],
    ['a theme that every object has', 'constructor.UTC', { theme: 'system', zone: 'UTC' }],
    ['no point', 'dark', { theme: 'system', zone: 'UTC' }],
    ['markup', 'dark"><script>alert(1)</script>.UTC', { theme: 'system', zone: 'UTC' }],
    ['an attribute', 'dark" onload="x.UTC', { theme: 'system', zone: 'UTC' }],
    ['another cookie behind it', 'dark.UTC; vigil-session=x', { theme: 'dark', zone: 'UTC' }],
    ['line breaks', 'dark.UTC\r\nSet-Cookie: x', { theme: 'system', zone: 'UTC' }],
    ['a path', 'dark.../../etc/localtime', { theme: 'dark', zone: 'UTC' }],
    ['much too much', `dark.${'A/'.repeat(50_000)}`, { theme: 'dark', zone: 'UTC' }],
  ])('%s', (_name, text, display) => expect(readDisplay(text)).toEqual(display));

  test.each<Display>([
    { theme: 'dark', zone: 'America/Argentina/Buenos_Aires' },
    { theme: 'light', zone: 'local' },
    { theme: 'system', zone: 'UTC' },
  ])('is read back as it was written: $theme, $zone', (display) => expect(readDisplay(writeDisplay(display))).toEqual(display));
});

describe('which cookie counts', () => {
  test.each<[string, string, string | null]>([
    ['one’s own', 'shared=light.UTC; own=dark.UTC', 'dark.UTC'],
    ['that of who is not signed in, where one has chosen nothing', 'shared=light.UTC', 'light.UTC'],
    ['none of somebody else', 'other=light.UTC', null],
  ])('%s', (_name, cookies, text) => expect(displayText(cookies, ['own', 'shared'])).toBe(text));
});

describe('a cookie', () => {
  test('lasts a year from when it is written, for this site alone', () => {
    expect(displayCookie('own', 'dark.UTC', false)).toBe('own=dark.UTC; Max-Age=31536000; Path=/; SameSite=Lax');
  });
  test('goes over TLS alone where it was written over TLS', () => {
    expect(displayCookie('own', 'dark.UTC', true)).toBe('own=dark.UTC; Max-Age=31536000; Path=/; SameSite=Lax; Secure');
  });
});
