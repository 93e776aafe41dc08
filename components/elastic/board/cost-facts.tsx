'use client';

/** What watching this cluster costs. */
export function CostFacts(_: { group: string }) {
  return null;
}
