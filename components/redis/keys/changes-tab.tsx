'use client';
import useSWR from 'swr';
import type { RunCard } from '#lib/job.ts';
import type { KeyComparison } from '#lib/systems/redis/keys/model.ts';
import { readChanges } from '../../jobs/job-client.ts';
import { ChangesView } from './changes-view.tsx';
import { NotTold } from './not-told.tsx';
import { ONCE } from './once.ts';

type TabProps = { newer: RunCard; older: RunCard | null };

/** What changed since the run before; that there is none is said apart from that it could not be told. */
export function ChangesTab({ newer, older }: TabProps) {
  if (older === null || older.state.is === 'running')
    return <p className="note none">There is no analysis before this one to compare it with.</p>;
  return <Compared newerId={newer.id} olderId={older.id} olderEndedAt={older.state.at} />;
}

function Compared({ newerId, olderId, olderEndedAt }: { newerId: string; olderId: string; olderEndedAt: number }) {
  const address = `/live/v1/jobs/compare?${new URLSearchParams({ older: olderId, newer: newerId })}`;
  const { data, error, mutate } = useSWR<KeyComparison, Error>(address, readChanges, ONCE);
  if (data) return <ChangesView comparison={data} olderEndedAt={olderEndedAt} />;
  return <NotTold error={error} what="What changed is fetched." onAgain={() => void mutate()} />;
}
