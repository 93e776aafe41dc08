import type { Metadata } from 'next';
import { ListPage } from '#components/exceptions/list/list-page.tsx';
import { enter } from '../../session.ts';
import { Watched } from '../../watched.tsx';
import '../../exceptions.css';
import '../../exceptions-detail.css';

export const metadata: Metadata = { title: 'Exceptions' };

export default async function Exceptions() {
  await enter('/exceptions');
  return (
    <Watched system="exceptions">
      <ListPage name={null} />
    </Watched>
  );
}
