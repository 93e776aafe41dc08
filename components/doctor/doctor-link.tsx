import Link from 'next/link';
import type { Failure } from '#lib/failure.ts';
import type { Source } from '#lib/reading.ts';

type LinkProps = { of: Pick<Source, 'system' | 'group' | 'node'>; failure: Pick<Failure, 'kind'> | null };

/** Leads to the doctor for a node that refused something for want of a right; nothing for any other failure. */
export function DoctorLink({ of: { system, group, node }, failure }: LinkProps) {
  if (failure?.kind !== 'permission' && failure?.kind !== 'auth') return null;
  return (
    <Link href={`/doctor?${new URLSearchParams({ system, group, node })}`} prefetch={false}>
      Which rights are missing
    </Link>
  );
}
