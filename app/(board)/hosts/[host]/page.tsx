import type { Metadata } from 'next';
import { HostPage } from '#components/hosts/host-page.tsx';
import { VacateHere } from '#components/redis/replication/vacate-here.tsx';
import { enter } from '../../../session.ts';
import '../../../overview.css';
import '../../../hosts.css';

type Props = { params: Promise<{ host: string }> };

// Next gives it as it stands in the address. The door lets in no name that holds a percent sign, so that it is decoded once and not twice.
async function nameOf(params: Props['params']): Promise<string> {
  return decodeURIComponent((await params).host);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await nameOf(params) };
}

export default async function Host({ params }: Props) {
  const name = await nameOf(params);
  await enter(`/hosts/${encodeURIComponent(name)}`);
  return <HostPage said={name} deeds={<VacateHere said={name} />} />;
}
