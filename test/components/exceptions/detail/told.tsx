import type { RenderResult } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { onTestFinished, vi } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { ErrorDetail } from '#components/exceptions/detail/error-detail.tsx';
import { type StoreLine, toStores } from '#components/exceptions/store-lines.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Failure } from '#lib/failure.ts';
import { sourceId } from '#lib/reading.ts';
import type { ClockGap, StoreView } from '#lib/systems/exceptions/model.ts';
import type { ErrorAnswer, Frame, NameValue } from '#lib/systems/exceptions/model-detail.ts';
import type { ErrorRow, TrendAnswer } from '#lib/systems/exceptions/model-list.ts';
import { ADMIN } from '../../actions/door.tsx';
import { draw } from '../../draw.tsx';
import { NOW, probe } from '../../estate.ts';
import { Address } from '../../travel/address.tsx';

export const GUID = '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10';
export const SHAPE = '0123456789abcdef';

export const LOOKER: Viewer = { ...ADMIN, systems: { view: ['exceptions'], act: [], details: ['exceptions'] } as Viewer['systems'] };
export const READER: Viewer = {
  ...ADMIN,
  name: 'dev',
  systems: { view: ['exceptions'], act: [], details: [] } as unknown as Viewer['systems'],
};

export function errorRow(over: Partial<ErrorRow> = {}): ErrorRow {
  return {
    ...{ id: 7, guid: GUID, app: 'Core', machine: 'NY-WEB01', type: 'Microsoft.Data.SqlClient.SqlException' },
    ...{ message: 'Execution Timeout Expired.', host: 'example.test', url: '/questions/1', method: 'GET', status: 500 },
    ...{ category: null, source: 'Core .Net', count: 3, firstAt: NOW - 600_000, lastAt: NOW - 4_000 },
    ...{ isProtected: false, deletedAt: null, shape: SHAPE, ...over },
  };
}

export function frame(method: string, over: Partial<Frame> = {}): Frame {
  const raw = `   at ${method}`;
  return {
    ...{
      raw,
      type: null,
      method,
      parts: [
        { text: 'at ', is: 'dim' },
        { text: method, is: 'plain' },
      ],
    },
    ...{ isFramework: false, isNoise: false, file: null, line: null, link: null, ...over },
  };
}

export const hidden = (name: string): NameValue => ({ name, value: null, isSecret: false });
export const named = (name: string, value: string, isSecret = false): NameValue => ({ name, value, isSecret });

export const NO_SECTIONS: ErrorAnswer['sections'] = { query: [], form: [], cookies: [], headers: [], serverVariables: [], customData: [] };

/** An error as it is told to who may not see its request. */
export function told(over: Partial<ErrorAnswer> = {}): ErrorAnswer {
  return {
    row: errorRow(),
    ...{ fullUrl: null, ip: null, errorHash: 12, text: 'the stack as it was stored', isCut: false, trouble: null, isMasked: true },
    chain: [{ type: 'SqlException', message: 'Execution Timeout Expired.', frames: [frame('PostQueries.TaggedPage')], folds: [] }],
    sections: { ...NO_SECTIONS, cookies: [hidden('acct')] },
    commands: [{ type: 'SQL', text: null, data: [] }],
    shape: { shape: SHAPE, firstAt: NOW - 86_400_000, flag: null, cleared: null },
    ...{ tracker: null, ...over },
  };
}

export const SHOWN: Partial<ErrorAnswer> = {
  ...{ isMasked: false, ip: '192.0.2.9', fullUrl: 'https://example.test/questions/1?tab=votes' },
  sections: { ...NO_SECTIONS, cookies: [named('acct', 'cookie-value')] },
  commands: [{ type: 'SQL', text: 'Select 1 From Posts', data: [] }],
};

const TREND: TrendAnswer = { fromAt: NOW - 3_600_000, stepMs: 60_000, counts: [0, 0, 44, 3], isCut: false };

/** What the store says to a question: an answer, a failure of the node, or a refusal of Vigil's; `never` leaves whoever asks waiting. */
export type Says = { answer: unknown } | { failure: Failure['kind']; message: string } | { status: number; message: string } | 'never';

export type Asking = { question: string; input: unknown; method: string };

/** Answers each question as told, and notes what was asked. Of a question with several answers each is given once, the last one for ever. */
export function storeSays(says: Readonly<Record<string, Says | readonly Says[]>>) {
  const asked: Asking[] = [];
  const left = new Map(Object.entries({ trend: { answer: TREND }, ...says }).map(([name, one]) => [name, [one].flat() as Says[]]));
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const url = new URL(path, 'http://vigil.test');
    const { method = 'GET' } = init;
    const sent = method === 'POST' ? JSON.parse(String(init.body)) : Object.fromEntries(url.searchParams);
    const input = method === 'POST' ? sent.input : JSON.parse(sent.input);
    asked.push({ question: sent.question, input, method });
    const queue = left.get(sent.question) ?? [];
    const one = queue.length > 1 ? queue.shift() : queue[0];
    if (one === undefined || one === 'never') return new Promise<Response>(() => undefined);
    if ('status' in one) return Response.json({ error: { id: '1', message: one.message } }, { status: one.status });
    if ('failure' in one) {
      const failure = { kind: one.failure, message: one.message, node: 'ny/ny', question: sent.question, received: null };
      return Response.json({ observedAt: NOW - 1_000, tookMs: 1, answer: null, failure });
    }
    return Response.json({ observedAt: NOW - 1_000, tookMs: 1, answer: one.answer, failure: null });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return { asked, times: (question: string) => asked.filter((one) => one.question === question).length };
}

/** The store ny, as its newest reading tells; the clocks of its machines are as given. */
export function store(clocks: readonly ClockGap[] = []): StoreLine {
  const recent = {
    ...probe({}, 'ny'),
    ...{ source: { system: 'exceptions', group: 'ny', node: 'ny', probe: 'recent' }, groupTitle: 'New York', systemTitle: 'Exceptions' },
  };
  const view: StoreView = {
    ...{ kind: 'store', title: 'New York', teams: [], of: 'recent', recent: 3, newestAt: NOW, database: 'Exceptions', table: 'Exceptions' },
    reading: { version: '17', storeAt: NOW, lastId: 9, recentMs: 600_000, clocks },
  };
  const verdict = { status: 'ok', reason: '', since: { at: NOW, how: 'seen' } } as const;
  const [line] = toStores([recent], new Map([[sourceId(recent.source), [{ id: 'store', verdict, value: view }]]]));
  if (line === undefined) throw new Error('no store');
  return line;
}

type Opening = Partial<Parameters<typeof ErrorDetail>[0]> & { viewer?: Viewer; clocks?: readonly ClockGap[] };

/** One error beside a list, over a fresh cache. */
export function openDetail({ viewer = LOOKER, clocks = [], ...over }: Opening = {}): RenderResult & { detail: HTMLElement } {
  const drawn = draw(
    <Address>
      <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
        <ActionsProvider viewer={viewer}>
          <ErrorDetail
            {...{ store: store(clocks), guid: GUID, search: null, deeds: null, place: null, previous: null, next: null, onClose: null }}
            onChanged={() => undefined}
            {...over}
          />
        </ActionsProvider>
      </SWRConfig>
    </Address>,
  );
  const detail = drawn.container.querySelector('aside');
  if (detail === null) throw new Error('nothing is drawn');
  return { ...drawn, detail };
}
