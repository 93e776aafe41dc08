import type { Mark } from '#lib/act/outcome.ts';
import type { Attention } from '#lib/attention/attention.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import type { Timer } from '#lib/timers.ts';
import type { Link, RowsById } from './client.ts';

/** A board as pages read it, whether of now or of another moment. What a function gives is another object only where it differs. */
export type Feed = {
  /** Tells when anything is otherwise. Answers with the way to stop. */
  subscribe(listener: () => void): () => void;
  probes(): readonly ProbeRow[];
  rows(id: string): readonly LiveRow[];
  allRows(): RowsById;
  marks(): readonly Mark[];
  findings(): readonly Finding[];
  events(): readonly NodeEvent[];
  attention(): Attention;
  timers(): readonly Timer[];
  hosts(): readonly HostCard[];
  build(): string | null;
  boot(): string | null;
  heardAt(): number | null;
  moment(): Moment;
  link(): Link;
};
