import { headers } from 'next/headers';
import { displayText, readDisplay, writeDisplay } from '#components/display/display.ts';
import { engine, pageRequest } from './engine.ts';
import { wallSettings } from './wall.ts';

type DisplayOfViewer = { cookies: string[]; text: string | null; chosen: string | null; isUser: boolean };

/** How the viewer wants pages shown: the cookies that may say so, and what they say. A wall is shown as its address says, and keeps nothing of it. */
export async function displayOfViewer(): Promise<DisplayOfViewer> {
  const request = await pageRequest();
  const cookies = engine().displayCookies(request);
  const chosen = engine().keptDisplay(request);
  const isUser = engine().viewer(request).is === 'user';
  // What somebody chose last, in whatever browser, outweighs what this one has kept.
  const text = chosen ?? displayText(request.cookies, cookies);
  const query = (await headers()).get('x-vigil-wall') ?? '';
  if (query === '') return { cookies, text, chosen, isUser };
  const kept = readDisplay(text);
  const { theme, zone } = wallSettings(Object.fromEntries(new URLSearchParams(query)), engine().viewer(request));
  return { cookies: [], text: writeDisplay({ theme: theme ?? kept.theme, zone: zone ?? kept.zone }), chosen: null, isUser: false };
}
