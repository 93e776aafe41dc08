import type { Metadata } from 'next';
import { ProxyPage } from '#components/haproxy/proxy-page.tsx';
import { enter } from '../../../../session.ts';
import { Watched } from '../../../../watched.tsx';
import '../../../../hosts.css';
import '../../../../haproxy.css';

type Props = { params: Promise<{ proxy: string }> };

// Next gives it as it stands in the address. The door lets in no name that holds a percent sign, so that it is decoded once and not twice.
async function nameOf(params: Props['params']): Promise<string> {
  return decodeURIComponent((await params).proxy);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await nameOf(params) };
}

export default async function ProxyByName({ params }: Props) {
  const name = await nameOf(params);
  await enter(`/haproxy/proxies/${encodeURIComponent(name)}`);
  return (
    <Watched system="haproxy">
      <ProxyPage name={name} />
    </Watched>
  );
}
