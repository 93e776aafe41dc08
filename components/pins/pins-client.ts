import type { PreferencesAnswer } from '#lib/http/preferences.ts';
import type { Pin } from '#lib/preferences.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';

/** The way to what the reader has pinned. Nothing here throws. */
export type PinsClient = {
  read(): Promise<Answer<PreferencesAnswer>>;
  pin(pin: Pin): Promise<Answer<PreferencesAnswer>>;
  unpin(path: string): Promise<Answer<PreferencesAnswer>>;
};

const path = '/live/v1/preferences';
const timeoutMs = 10_000;

export const PINS_CLIENT: PinsClient = {
  read: () => askFor({ path, timeoutMs }, readPreferences),
  pin: (pin) => askFor({ path, body: { pin }, timeoutMs }, readPreferences),
  unpin: (unpin) => askFor({ path, body: { unpin }, timeoutMs }, readPreferences),
};

function readPreferences(body: unknown): PreferencesAnswer | null {
  return isRecord(body) && Array.isArray(body.pins) ? (body as unknown as PreferencesAnswer) : null;
}
