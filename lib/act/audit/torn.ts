import { sha256 } from './chain.ts';
import type { Entry } from './record.ts';

/** The bytes of a last line that was never finished, as a power cut leaves them. They stay where they are, and the next record tells of them. */
export type Torn = { file: string; bytes: number; sha256: string };

const TOLD = /The last line of (audit-\d+\.jsonl) is torn: (\d+) bytes, SHA-256 ([0-9a-f]{64})\./g;

/** What a torn line is known by. */
export function identifyTorn(file: string, line: Buffer): Torn {
  return { file, bytes: line.length, sha256: sha256(line) };
}

/** The sentence that tells of a torn line. */
export function describeTorn(torn: Torn): string {
  return `The last line of ${torn.file} is torn: ${torn.bytes} bytes, SHA-256 ${torn.sha256}.`;
}

/** The torn lines that a record tells of: only Vigil's own word that it began to write counts. */
export function tornToldIn(entry: Entry): Torn[] {
  if (entry.kind !== 'started') return [];
  return [...entry.words.matchAll(TOLD)].map(([, file = '', bytes = '', sum = '']) => ({ file, bytes: Number(bytes), sha256: sum }));
}
