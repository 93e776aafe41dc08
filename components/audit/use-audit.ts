'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { AuditFilter } from '#lib/act/audit/row.ts';
import type { Answer } from '../access/ask-vigil.ts';
import type { AuditAnswer, ReadAudit } from './audit-client.ts';
import { toQuery } from './audit-filter.ts';
import { type AuditList, showAll, startList, takeHead, takeOlder } from './audit-list.ts';

const PAGE_ROWS = 50;
const HEAD_EVERY_MS = 15_000;

// A head that says the same as before is news too: the list is as of now.
const EACH_TIME = { refreshInterval: HEAD_EVERY_MS, dedupingInterval: 0, compare: Object.is };

/** `asOf`: when the head was last read, by the server's clock. `failed`: why it could not be read since. */
export type Audit = {
  list: AuditList | null;
  asOf: number | null;
  failed: string | null;
  trouble: string | null;
  /** Lines among those read last that Vigil did not write as they are. */
  unreadable: number;
  isReading: boolean;
  olderFailed: string | null;
  onRefresh(): void;
  onShow(): void;
  onOlder(): void;
};

/** The head as it was read. Each reading is one of its own, also where it says the same. */
type Come = { answer: Answer<AuditAnswer> };

type Kept = { query: string; list: AuditList | null; come: Come | null; asOf: number | null; olderFailed: string | null };

/** The audit under a filter. Its head is read again every 15 s; what is new waits until it is asked for. */
export function useAudit(filter: AuditFilter, read: ReadAudit): Audit {
  const query = toQuery(filter, { limit: PAGE_ROWS });
  const { data, isValidating, mutate } = useSWR(['audit', query], async () => ({ answer: await read(query) }), EACH_TIME);
  const [kept, setKept] = useState<Kept>(() => nothing(query));
  if (kept.query !== query) setKept(nothing(query));
  else if (data && data !== kept.come) setKept(taken(kept, data));
  const change = (to: (list: AuditList) => AuditList) => setKept((was) => (was.list ? { ...was, list: to(was.list) } : was));
  const readOlder = async (before: number) => {
    const answer = await read(toQuery(filter, { limit: PAGE_ROWS, before }));
    setKept((was) => older(was, query, answer));
  };
  const { list, asOf, come, olderFailed } = kept;
  const answer = come?.answer;
  return {
    ...{ list, asOf, olderFailed, isReading: isValidating },
    failed: answer && !answer.ok ? answer.message : null,
    trouble: answer?.ok ? answer.value.trouble : null,
    unreadable: answer?.ok ? answer.value.unreadable : 0,
    onRefresh: () => void mutate(),
    onShow: () => change(showAll),
    onOlder: () => {
      if (list?.next) void readOlder(list.next);
    },
  };
}

function nothing(query: string): Kept {
  return { query, list: null, come: null, asOf: null, olderFailed: null };
}

function taken(kept: Kept, come: Come): Kept {
  const { answer } = come;
  if (!answer.ok) return { ...kept, come };
  return { ...kept, come, asOf: answer.value.now, list: kept.list ? takeHead(kept.list, answer.value) : startList(answer.value) };
}

// Somebody may have changed the filter while the older rows were under way.
function older(kept: Kept, query: string, answer: Answer<AuditAnswer>): Kept {
  if (kept.query !== query || !kept.list) return kept;
  return answer.ok ? { ...kept, olderFailed: null, list: takeOlder(kept.list, answer.value) } : { ...kept, olderFailed: answer.message };
}
