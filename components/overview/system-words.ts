import type { LiveRow } from '#lib/feed/events.ts';
import type { RowRole } from '#lib/hosts/host.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import type { RowSubject } from '#lib/system.ts';

/** What the overview needs to know of a system to speak of it. */
export type SystemWords = {
  /** Its page. */
  path: string;
  /** The page of one node; null where a node is a place on the page of the system. */
  pageOfNode: ((node: { group: string; node: string }) => string) | null;
  /** True for rows that stand on the page of the system although its nodes have pages of their own. Left out where only what is found between nodes stands there. */
  isOnPage?(rows: readonly LiveRow[]): boolean;
  /** What a node of it is called: "instance", "instances". */
  node: { one: string; many: string };
  /** What one of them is called where its name alone says too little; left out where its name says it. */
  nameOfNode?(node: { node: string; groupTitle: string }): string;
  /** The key figures that have a column on the overview, where not all of them do. */
  figures?: readonly string[];
  /** The head of the column that says what is in a group, and what stands in it. */
  contents: { head: string; of(parts: readonly Part[], board: Moment): string };
  subjectOf(row: LiveRow): RowSubject;
  /** What is wrong with a row, as it follows its name: " is down: L4CON". */
  says(reason: string): string;
  /** Where rows stand, in words: "in be_web", "in 3 backends". Empty where the name says it. */
  where(rows: readonly LiveRow[]): string;
  /** What stands under a row that stands for it: "2 servers". */
  under(rows: readonly LiveRow[]): string;
  /** The filter that leaves these rows of a group on the page. */
  filter(group: string, rows: readonly LiveRow[]): string;
  /** What the places are called in which a machine stands: "backend", "backends". */
  place: { one: string; many: string };
  /** What a row says of the machine that it is about; null where it says nothing of what it does. */
  role(row: LiveRow): RowRole | null;
  /** The page of what has a name in such places, over all of them. */
  pageOf(name: string): string;
};
