import type { Metadata } from 'next';
import { ServerPage } from '#components/haproxy/server-page.tsx';
import { enter } from '../../../../session.ts';
import { Watched } from '../../../../watched.tsx';
import '../../../../hosts.css';
import '../../../../haproxy.css';

type Props = { params: Promise<{ server: string }> };

// Next gives it as it stands in the address. The door lets in no name that holds a percent sign, so that it is decoded once and not twice.
async function nameOf(params: Props['params']): Promise<string> {
  return decodeURIComponent((await params).server);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await nameOf(params) };
}

export default async function Server({ params }: Props) {
  const name = await nameOf(params);
  await enter(`/haproxy/servers/${encodeURIComponent(name)}`);
  return (
    <Watched system="haproxy">
      <ServerPage name={name} />
    </Watched>
  );
}
