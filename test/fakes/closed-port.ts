import { startFake } from './fake-server.ts';

/** The address of a port on which nothing listens. */
export async function closedPort(): Promise<{ url: string; port: number }> {
  const { url, port, close } = await startFake(() => undefined);
  await close();
  return { url, port };
}
