import type { Metadata } from 'next';
import Link from 'next/link';
import { StatusShape } from '#components/ui/status-shape.tsx';
import { viewer } from './session.ts';

export const metadata: Metadata = { title: 'Not permitted' };

/** Stands within the board, in place of the page: its bar leads to what may be opened. */
export default async function Forbidden() {
  const { name } = await viewer();
  return (
    <section className="alone">
      <h1>
        <StatusShape status="unknown" /> Not permitted
      </h1>
      <p>
        You are signed in as {name}, who may not open this page. Whoever keeps Vigil’s configuration can give the right: it stands there
        under access.users.
      </p>
      <p className="line">
        <Link className="btn" href="/" prefetch={false}>
          Go to the board
        </Link>
        <Link className="btn plain" href="/sign-in" prefetch={false}>
          Sign in as somebody else
        </Link>
      </p>
    </section>
  );
}
