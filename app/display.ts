import { headers } from 'next/headers';
import { displayText, readDisplay, writeDisplay } from '#components/display/display.ts';
import { engine, pageRequest } from './engine.ts';
import { wallSettings } from './wall.ts';

/** How the viewer wants pages shown: the cookies that may say so, and what they say. A wall is shown as its address says, and keeps nothing of it. */
export async function displayOfViewer(): Promise<{ cookies: string[]; text: string | null }> {
  const request = await pageRequest();
  const cookies = engine().displayCookies(request);
  const text = displayText(request.cookies, cookies);
  const query = (await headers()).get('x-vigil-wall') ?? '';
  if (query === '') return { cookies, text };
  const kept = readDisplay(text);
  const { theme, zone } = wallSettings(Object.fromEntries(new URLSearchParams(query)), engine().viewer(request));
  return { cookies: [], text: writeDisplay({ theme: theme ?? kept.theme, zone: zone ?? kept.zone }) };
}
