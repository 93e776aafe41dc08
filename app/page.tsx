import { redirect } from 'next/navigation';
import { NAVIGATION } from '#config/navigation.ts';
import { engine, pageRequest } from './engine.ts';

export default async function Home() {
  const request = await pageRequest();
  const first = NAVIGATION.find(({ path }) => engine().missing(path, request) === null);
  redirect(first?.path ?? '/sign-in');
}
