import { forbidden, redirect } from 'next/navigation';
import type { Viewer } from '#lib/access/viewer.ts';
import { engine, pageRequest } from './engine.ts';

/** Who looks. */
export async function viewer(): Promise<Viewer> {
  return engine().viewer(await pageRequest());
}

/** Lets in who may open a page of the route table: sends whoever is not signed in to do so, and shows everybody else that they may not. */
export async function enter(path: string): Promise<void> {
  const request = await pageRequest();
  if (engine().missing(path, request) === null) return;
  if (engine().viewer(request).is === 'anonymous') redirect(`/sign-in?from=${encodeURIComponent(path)}`);
  forbidden();
}
