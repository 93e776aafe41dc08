'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import useSWR from 'swr';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Pin } from '#lib/preferences.ts';
import { PINS_CLIENT, type PinsClient } from './pins-client.ts';

/** What the reader has pinned, the oldest first; `trouble` says why the last change, or the list, could not be had. */
export type Pins = { pins: readonly Pin[]; trouble: string | null; toggle(pin: Pin): void };

const PinsContext = createContext<Pins | null>(null);

/** The pins of the reader; null for who is not signed in, who has none. */
export function usePins(): Pins | null {
  return useContext(PinsContext);
}

type ProviderProps = { viewer: Viewer; client?: PinsClient; children: ReactNode };

/** Gives the pages inside it the pins of who is signed in. */
export function PinsProvider({ viewer, client = PINS_CLIENT, children }: ProviderProps) {
  const isUser = viewer.is === 'user';
  const { data, mutate } = useSWR(isUser ? `preferences of ${viewer.name}` : null, () => client.read());
  const [failed, setFailed] = useState<string | null>(null);
  const pins = data?.ok ? data.value.pins : null;
  const toggle = useCallback(
    async (pin: Pin) => {
      const isPinned = pins?.some(({ path }) => path === pin.path) ?? false;
      const answer = isPinned ? await client.unpin(pin.path) : await client.pin(pin);
      setFailed(answer.ok ? null : answer.message);
      if (answer.ok) await mutate(answer, { revalidate: false });
    },
    [client, pins, mutate],
  );
  const trouble = failed ?? (data?.ok === false ? data.message : null);
  const value = useMemo(
    () => (isUser ? { pins: pins ?? [], trouble, toggle: (pin: Pin) => void toggle(pin) } : null),
    [isUser, pins, trouble, toggle],
  );
  return <PinsContext value={value}>{children}</PinsContext>;
}
