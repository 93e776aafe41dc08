import type { Metadata } from 'next';
import { DetailPage } from '#components/exceptions/detail/detail-page.tsx';
import { enter } from '../../../../session.ts';
import { Watched } from '../../../../watched.tsx';
import '../../../../exceptions.css';
import '../../../../exceptions-detail.css';

type Props = { params: Promise<{ store: string; guid: string }> };

export const metadata: Metadata = { title: 'Error' };

export default async function ErrorPage({ params }: Props) {
  // Next gives them as they stand in the address.
  const [store, guid] = [(await params).store, (await params).guid].map(decodeURIComponent);
  await enter(`/exceptions/${encodeURIComponent(store ?? '')}/${encodeURIComponent(guid ?? '')}`);
  return (
    <Watched system="exceptions">
      <DetailPage name={store ?? ''} guid={guid ?? ''} />
    </Watched>
  );
}
