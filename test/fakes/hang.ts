import { type Fake, startFake } from './fake-server.ts';

/** Takes connections and never answers. */
export function startHang(): Promise<Fake> {
  return startFake(() => undefined);
}
