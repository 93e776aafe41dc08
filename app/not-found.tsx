import type { Metadata } from 'next';
import Link from 'next/link';
import { connection } from 'next/server';
import { StatusShape } from '#components/ui/status-shape.tsx';

export const metadata: Metadata = { title: 'No such page' };

export default async function NotFound() {
  await connection();
  return (
    <main className="alone">
      <h1>
        <StatusShape status="unknown" /> No such page
      </h1>
      <p>Vigil has nothing at this address. It says nothing about the estate.</p>
      <Link className="btn" href="/">
        Go to the board
      </Link>
    </main>
  );
}
