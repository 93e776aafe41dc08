import { createHash } from 'node:crypto';
import type { Order, Preview } from '../acting.ts';

/**
 * SHA-256 of what consent rests on: what is ordered, what is sent where and to whom, in which state that is, what must be typed, what is left out, and how bad the notes are.
 * The sentences are not in it: they hold ages and figures that tick on while somebody reads.
 */
export function hashPreview(order: Order, preview: Preview): string {
  const { title, button, friction, typed, refusal } = preview;
  const steps = preview.steps.map(({ group, node, target, row, commands, before, wanted, essence }) => [
    ...[group, node, target, row, before, wanted, essence ?? null],
    ...commands,
  ]);
  const leftOut = preview.leftOut.map(({ group, node }) => `${group}/${node}`).toSorted();
  const notes = preview.notes.map(({ status }) => status).filter((status) => status !== 'ok');
  return digest({ order, title, button, friction, typed, steps, leftOut, notes: notes.toSorted(), isRefused: refusal !== null });
}

/** SHA-256, in hexadecimal, of plain data; the order in which the keys of an object stand makes no difference. */
export function digest(value: unknown): string {
  const text = JSON.stringify(value, (_key, held: unknown) => (isRecord(held) ? sorted(held) : held));
  return createHash('sha256').update(text).digest('hex');
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
