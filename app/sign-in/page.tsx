import type { Metadata } from 'next';
import { SignInForm } from '#components/access/sign-in-form.tsx';
import { engine } from '../engine.ts';
import { viewer } from '../session.ts';

export const metadata: Metadata = { title: 'Sign in' };

type SignInProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignIn({ searchParams }: SignInProps) {
  const { from, ended } = await searchParams;
  const { hadSession } = await viewer();
  return (
    <main className="alone">
      <SignInForm from={typeof from === 'string' ? from : null} isDemo={engine().isDemo} hadSession={hadSession || ended === '1'} />
    </main>
  );
}
