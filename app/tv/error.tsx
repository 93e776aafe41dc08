'use client';
import { WallFailed } from '#components/tv/wall-failed.tsx';

type ErrorProps = { error: Error & { digest?: string } };

export default function WallError({ error }: ErrorProps) {
  return <WallFailed message={`${error.message}${error.digest ? ` (${error.digest})` : ''}`} />;
}
