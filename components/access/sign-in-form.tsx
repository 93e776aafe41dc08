'use client';
import { signIn } from 'next-auth/react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { sentence } from '#lib/text/sentence.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { landing } from './landing.ts';
import { waitSeconds } from './wait-seconds.ts';

/** Signs in. Gives null when that worked, else why not, in words. Never throws. */
export type SignIn = (name: string, password: string) => Promise<string | null>;

type FormProps = {
  /** Where somebody came from. */
  from: string | null;
  hadSession: boolean;
  isDemo: boolean;
  send?: SignIn;
  go?: (path: string) => void;
};

/** The users that the demo's configuration makes. */
const DEMO_USERS: readonly { name: string; what: string }[] = [
  { name: 'ann', what: 'admin' },
  { name: 'dev', what: 'viewer' },
];

/** Asks for name and password. */
export function SignInForm({ from, hadSession, isDemo, send = signInHere, go = goTo }: FormProps) {
  const id = useId();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const waitS = useCountdown(refused);
  const isReady = !isAsking && waitS === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setAsking(true);
    const words = await send(name, password);
    setRefused(words);
    // Gone to another page, the form stays shut: a second sign-in would only make a second session.
    if (words === null) go(landing(from));
    else setAsking(false);
  };
  return (
    <form className="sign-in" method="post" onSubmit={(event) => void submit(event)}>
      <h1>Sign in to Vigil</h1>
      {hadSession ? <p className="m">Your session has ended. Sign in again to go on.</p> : null}
      <label htmlFor={`${id}-name`}>Name</label>
      <input
        id={`${id}-name`}
        className="field"
        name="username"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <label htmlFor={`${id}-password`}>Password</label>
      <input
        id={`${id}-password`}
        className="field"
        name="password"
        type="password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        required
      />
      {/* There from the start, so that what comes is read out and nothing below it moves. */}
      <div className="answer" role="alert">
        {refused ? (
          <p>
            <StatusShape status="critical" small /> {sentence(refused)}
          </p>
        ) : null}
      </div>
      <button type="submit" className="btn strong" disabled={!isReady}>
        {isAsking ? 'Signing in…' : waitS > 0 ? `Try again in ${waitS} s` : 'Sign in'}
      </button>
      {isDemo ? (
        <DemoUsers
          onFill={(user) => {
            setName(user);
            setPassword(user);
          }}
        />
      ) : null}
    </form>
  );
}

function DemoUsers({ onFill }: { onFill(name: string): void }) {
  return (
    <div className="demo-users small m">
      <p>This is the demo. Its users have their names for passwords:</p>
      {DEMO_USERS.map(({ name, what }) => (
        <button key={name} type="button" className="btn" onClick={() => onFill(name)}>
          {name} / {name} <span className="q">{what}</span>
        </button>
      ))}
    </div>
  );
}

/** Counts down what a refusal says that one must wait, in seconds. */
function useCountdown(refused: string | null): number {
  const [left, setLeft] = useState({ refused, seconds: 0 });
  if (left.refused !== refused) setLeft({ refused, seconds: refused === null ? 0 : waitSeconds(refused) });
  const isWaiting = left.seconds > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setLeft((now) => ({ ...now, seconds: Math.max(0, now.seconds - 1) })), 1_000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return left.seconds;
}

async function signInHere(name: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn('credentials', { redirect: false, name, password });
    if (!answer) return 'Vigil did not answer: look whether it runs, and try again';
    return answer.ok && !answer.error ? null : (answer.error ?? `Vigil answered ${answer.status}`);
  } catch (error) {
    return `Vigil did not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function goTo(path: string): void {
  window.location.assign(path);
}
