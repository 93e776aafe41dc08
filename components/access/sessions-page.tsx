'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { Viewer } from '#lib/access/viewer.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useLate } from '../ui/use-late.ts';
import { Void } from '../ui/void.tsx';
import { ACCESS_CLIENT, type AccessClient, type SessionCard, type Sessions, type TokenCard } from './access-client.ts';
import type { Answer } from './ask-vigil.ts';
import { SessionsTable, TokensTable } from './sessions-tables.tsx';

type PageProps = { viewer: Viewer; client?: AccessClient; go?: (path: string) => void };

/** What somebody is about to end for good. */
type Ending = { title: string; words: string; button: string; isOwn: boolean; end(): Promise<Answer<unknown>> };

const loadDialog = () => import('../ui/confirm-dialog.tsx').then(({ ConfirmDialog }) => ConfirmDialog);

/** Who is signed in and which tokens there are, with what ends them. Everybody sees his own sessions; an admin sees all, and the tokens. */
export function SessionsPage({ viewer, client = ACCESS_CLIENT, go = goTo }: PageProps) {
  const { data, isValidating, mutate } = useSWR('sessions', () => client.read(), { refreshInterval: 15_000 });
  const [ending, setEnding] = useState<Ending | null>(null);
  // The last good answer stays on screen while a newer one cannot be had.
  const [kept, setKept] = useState<Sessions | null>(null);
  if (data?.ok && data.value !== kept) setKept(data.value);
  return (
    <>
      <div className="crumb">
        <h1>Sessions</h1>
        <span className="q small">Ending a session or revoking a token takes effect at once, in every open tab.</span>
        <span className="grow" />
        <button type="button" className="btn" aria-disabled={isValidating} onClick={() => void mutate()}>
          Refresh
        </button>
      </div>
      {data?.ok === false ? (
        <section className="panel">
          <Void
            status={kept ? 'warning' : 'critical'}
            title={kept ? 'The sessions could not be read again' : 'The sessions could not be read'}
          >
            {sentence(data.message)}
          </Void>
        </section>
      ) : null}
      {kept ? (
        <>
          {kept.unkept === null ? null : (
            <section className="panel">
              <Void status="warning" title="A restart of Vigil signs everybody out">
                {sentence(kept.unkept)}
              </Void>
            </section>
          )}
          <SessionsTable sessions={kept.sessions} isAll={viewer.isAdmin} onEnd={(card) => setEnding(endingOf(client, card))} />
          {viewer.isAdmin ? <TokensTable tokens={kept.tokens} onRevoke={(card) => setEnding(revokingOf(client, card))} /> : null}
        </>
      ) : (
        <Waiting isFailed={data?.ok === false} />
      )}
      {ending ? (
        <Confirm
          key={ending.title}
          ending={ending}
          onLeave={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            if (ending.isOwn) go('/sign-in');
            else void mutate();
          }}
        />
      ) : null}
    </>
  );
}

function Waiting({ isFailed }: { isFailed: boolean }) {
  if (isFailed) return null;
  return (
    <section className="panel">
      <Void status="unknown" title="Reading the sessions…" isRunning>
        Vigil answers within 10 s.
      </Void>
    </section>
  );
}

function Confirm({ ending, onLeave, onDone }: { ending: Ending; onLeave(): void; onDone(): void }) {
  const { loaded: Dialog, trouble: notLoaded } = useLate(loadDialog, true);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setTrouble(null);
    const answer = await ending.end();
    setBusy(false);
    if (answer.ok) onDone();
    else setTrouble(answer.message);
  };
  if (!Dialog) {
    return notLoaded ? (
      <p className="w critical" role="alert">
        The dialog could not be loaded: {notLoaded}. Load the page again.
      </p>
    ) : null;
  }
  return <Dialog {...ending} isBusy={isBusy} trouble={trouble} onConfirm={() => void confirm()} onLeave={onLeave} />;
}

function endingOf(client: AccessClient, { session, name, address, isOwn }: SessionCard): Ending {
  return {
    title: isOwn ? 'End this session' : `End the session of ${name}`,
    words: isOwn
      ? 'It is the one that you use now: you are signed out at once.'
      : `Signed in from ${address}. It is signed out at once, in every open tab.`,
    button: isOwn ? 'End this session' : `End session of ${name}`,
    isOwn,
    end: () => client.endSession(session),
  };
}

function revokingOf(client: AccessClient, { name, scope }: TokenCard): Ending {
  return {
    title: `Revoke the token ${name}`,
    words: `It may ${scope}. What uses it is turned away at once; a revoked token does not come back.`,
    button: `Revoke ${name}`,
    isOwn: false,
    end: () => client.revokeToken(name),
  };
}

function goTo(path: string): void {
  window.location.assign(path);
}
