import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { sendSeconds } from '#lib/systems/sql/ag/estimate.ts';
import { positionWords } from './evidence.ts';
import type { Side } from './figures.ts';

const KB = 1_024;

/** How fast what waits is sent, by the word of the primary, and how long that takes; left out where nothing waits, and where there is no real rate. */
export function sendWords({ claim }: Pick<Side, 'claim'>): string | undefined {
  if (claim === null || claim.sendQueueKb === null || claim.sendQueueKb <= 0) return undefined;
  if (claim.sendRateKbPerSecond === null) return 'It says no rate: how long it takes is not known';
  const seconds = sendSeconds(claim);
  const lasts = seconds === null ? '' : `, which takes ${formatAge(seconds * 1_000)}`;
  return `Sent at ${formatBytes(claim.sendRateKbPerSecond * KB)}/s${lasts}, by the word of the primary`;
}

/** Up to where a copy has redone its log, and how fast it redoes, where something waits for it. */
export function redoWords({ own }: Pick<Side, 'own'>): string | undefined {
  const said = own?.view.own ?? null;
  if (said === null) return undefined;
  const { lastRedone } = said.positions;
  const redone = lastRedone === null ? [] : [`Redone up to ${positionWords(lastRedone)}`];
  const waits = said.redoQueueKb !== null && said.redoQueueKb > 0;
  const rate = said.redoRateKbPerSecond;
  const speed = !waits ? [] : [rate === null ? 'It says no rate: how long it takes is not known' : `Redone at ${formatBytes(rate * KB)}/s`];
  const words = [...redone, ...speed];
  return words.length === 0 ? undefined : words.join('\n');
}
