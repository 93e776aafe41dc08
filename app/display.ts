import { displayText } from '#components/display/display.ts';
import { engine, pageRequest } from './engine.ts';

/** How the viewer wants pages shown: the cookies that may say so, and what they say. */
export async function displayOfViewer(): Promise<{ cookies: string[]; text: string | null }> {
  const request = await pageRequest();
  const cookies = engine().displayCookies(request);
  return { cookies, text: displayText(request.cookies, cookies) };
}
