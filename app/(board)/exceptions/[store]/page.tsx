import type { Metadata } from 'next';
import { ListPage } from '#components/exceptions/list/list-page.tsx';
import { enter } from '../../../session.ts';
import { Watched } from '../../../watched.tsx';
import '../../../exceptions.css';
import '../../../exceptions-detail.css';

type Props = { params: Promise<{ store: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Exceptions of ${decodeURIComponent((await params).store)}` };
}

export default async function Store({ params }: Props) {
  // Next gives it as it stands in the address. Links of Opserver have "detail" where the store is.
  const store = decodeURIComponent((await params).store);
  await enter(`/exceptions/${encodeURIComponent(store)}`);
  return (
    <Watched system="exceptions">
      <ListPage name={store === 'detail' ? null : store} />
    </Watched>
  );
}
