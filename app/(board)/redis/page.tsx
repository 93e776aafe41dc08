import type { Metadata } from 'next';
import { RedisPage } from '#components/redis/redis-page.tsx';
import { enter } from '../../session.ts';
import { Watched } from '../../watched.tsx';
import '../../hosts.css';
import '../../redis.css';

export const metadata: Metadata = { title: 'Redis' };

export default async function Redis() {
  await enter('/redis');
  return (
    <Watched system="redis">
      <RedisPage />
    </Watched>
  );
}
