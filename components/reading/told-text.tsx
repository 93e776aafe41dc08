'use client';
import type { Told } from '#lib/finding.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from './board-context.tsx';

/** A sentence with moments in it, in the zone and the form of whoever looks. */
export function ToldText({ told }: { told: Told }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  return told.map((piece) => (typeof piece === 'number' ? format.moment(piece, own.now) : piece)).join('');
}
