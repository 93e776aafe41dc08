import type { NodeReport } from '#lib/doctor.ts';
import type { DoctorLine } from '#lib/http/doctor.ts';
import { isRecord, NOT_UNDERSTOOD } from '../access/ask-vigil.ts';

/** Of which nodes: empty texts for all of them. */
export type DoctorScope = { system: string; group: string; node: string };

type Heard = { onBegin(nodes: number): void; onNode(report: NodeReport): void };

/** Whether all nodes were told of; else what came instead, in words. */
export type Ended = { ok: true } | { ok: false; message: string };

/** Asks Vigil which rights it has, and tells of each node as it comes. An answer that breaks off is no whole one. Never throws. */
export async function examine(scope: DoctorScope, heard: Heard, signal: AbortSignal): Promise<Ended> {
  const named = Object.entries(scope).filter(([, value]) => value !== '');
  try {
    const response = await fetch(`/live/v1/doctor?${new URLSearchParams(named)}`, { signal });
    if (!response.ok || !response.body) return { ok: false, message: await refusalOf(response) };
    let rest = '';
    let isWhole = false;
    for await (const text of textsOf(response.body)) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) isWhole = hear(line, heard) || isWhole;
    }
    return isWhole ? { ok: true } : { ok: false, message: 'the answer of Vigil broke off before every node was told of' };
  } catch (error) {
    return { ok: false, message: `Vigil did not answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield decoder.decode(part.value, { stream: true });
}

/** True for the line that ends the answer. */
function hear(line: string, { onBegin, onNode }: Heard): boolean {
  const said: unknown = JSON.parse(line);
  if (!isRecord(said) || typeof said.is !== 'string') throw new Error(NOT_UNDERSTOOD);
  // What our own server sends: its type is the one that it is written with.
  const known = said as DoctorLine;
  if (known.is === 'begin') onBegin(known.nodes);
  if (known.is === 'node') onNode(known.report);
  return known.is === 'end';
}

async function refusalOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const error = isRecord(body) && isRecord(body.error) ? body.error : null;
  return typeof error?.message === 'string' ? error.message : `Vigil answered ${response.status} without words`;
}
