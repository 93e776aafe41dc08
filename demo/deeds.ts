import { type ClusterOrder, endOfOrder, isEnd, subjectOfOrder as subjectOfCluster } from './elastic/estate/orders.ts';
import type { ErrorOrder } from './exceptions/estate.ts';
import type { HealthAnswer, ServerState } from './haproxy/layout.ts';
import { endOf, type SqlOrder, subjectOfOrder } from './sqlserver/estate-demo/orders.ts';
import type { DeployMark, Door, Marker, VigilOrder } from './vigil-door.ts';

/** One thing done to the estate; an `order` is given to Vigil and a `mark` told to it, everything else is done past it. */
export type Deed =
  | { do: 'health'; servers: string[]; answer: HealthAnswer }
  | { do: 'state'; on: string[]; backend: string; server: string; state: ServerState }
  | { do: 'hang' | 'resume' | 'reload'; balancer: string }
  | { do: 'pause writes'; redis: string; seconds: number }
  | { do: 'sql'; told: SqlOrder }
  | { do: 'elastic'; order: ClusterOrder }
  | { do: 'errors'; told: ErrorOrder }
  | { do: 'order'; order: VigilOrder }
  | { do: 'mark'; deploy: DeployMark; phase: 'begin' | 'end' };

/** What a story acts on: the estate and Vigil's door, or in a test whatever notes what is done. */
export type Stage = {
  balancers: {
    name: string;
    hang(): void;
    resume(): void;
    reload(): Promise<void>;
    setState(backend: string, server: string, state: ServerState): Promise<void>;
  }[];
  servers: { name: string; setHealth(answer: HealthAnswer): void }[];
  /** None where redis-server is not installed. */
  redis: { name: string; pauseWrites(ms: number): Promise<void> }[];
  /** Null where no SQL Server runs. */
  sql: { order(told: SqlOrder): Promise<void> } | null;
  /** Null where no Elasticsearch runs. */
  elastic: { order(told: ClusterOrder): Promise<void> } | null;
  /** Null where no store of errors runs. */
  exceptions: { order(told: ErrorOrder): Promise<void> } | null;
  /** Null where no Vigil runs. */
  vigil: Door | null;
  /** Null where nothing is told to a Vigil. */
  marker: Marker | null;
};

/** Keeps, by subject, the deeds that are not undone. */
export function note(open: Map<string, Deed>, deed: Deed): void {
  const key = subject(deed);
  if (isHome(deed)) open.delete(key);
  else open.set(key, deed);
}

function subject(deed: Deed): string {
  switch (deed.do) {
    case 'health':
      return `health of ${deed.servers.join(' and ')}`;
    case 'state':
      return `state of ${deed.backend}/${deed.server} on ${deed.on.join(' and ')}`;
    case 'hang':
    case 'resume':
      return `pulse of ${deed.balancer}`;
    case 'reload':
      return `process of ${deed.balancer}`;
    case 'pause writes':
      return `writes of ${deed.redis}`;
    case 'sql':
      return subjectOfOrder(deed.told);
    case 'elastic':
      return subjectOfCluster(deed.order);
    case 'errors':
      return `errors of ${deed.told.app}`;
    case 'order':
      return `rotation of ${deed.order.server} in ${deed.order.group}`;
    case 'mark':
      return `deploy of ${deed.deploy.service}`;
  }
}

/** Of a reload nothing is left to be undone, and a pause ends by itself. */
function isHome(deed: Deed): boolean {
  switch (deed.do) {
    case 'health':
      return deed.answer === 200;
    case 'state':
      return deed.state === 'ready';
    case 'hang':
    case 'resume':
    case 'reload':
      return deed.do !== 'hang';
    case 'pause writes':
      return true;
    case 'sql':
      return endOf(deed.told).order === deed.told.order;
    case 'elastic':
      return isEnd(deed.order);
    case 'errors':
      return deed.told.seconds === 0;
    case 'order':
      return deed.order.action === 'return';
    case 'mark':
      return deed.phase === 'end';
  }
}

/** What brings home what this deed left. */
export function opposite(deed: Deed): Deed {
  switch (deed.do) {
    case 'health':
      return { ...deed, answer: 200 };
    case 'state':
      return { ...deed, state: 'ready' };
    case 'hang':
    case 'resume':
    case 'reload':
      return { ...deed, do: 'resume' };
    case 'pause writes':
      return { ...deed, seconds: 0 };
    case 'sql':
      return { ...deed, told: endOf(deed.told) };
    case 'elastic':
      return { ...deed, order: endOfOrder(deed.order) };
    case 'errors':
      return { ...deed, told: { ...deed.told, seconds: 0 } };
    case 'order':
      return { do: 'order', order: { ...deed.order, action: 'return', reason: 'the demo stops' } };
    case 'mark':
      return { ...deed, phase: 'end' };
  }
}

/** Does it. Rejects when the balancer or Vigil refuses, or does not answer. */
export async function perform(stage: Stage, deed: Deed): Promise<void> {
  switch (deed.do) {
    case 'health':
      for (const server of stage.servers) if (deed.servers.includes(server.name)) server.setHealth(deed.answer);
      return;
    case 'state': {
      const meant = stage.balancers.filter(({ name }) => deed.on.includes(name));
      await Promise.all(meant.map((balancer) => balancer.setState(deed.backend, deed.server, deed.state)));
      return;
    }
    case 'hang':
    case 'resume':
    case 'reload':
      for (const balancer of stage.balancers) if (balancer.name === deed.balancer) await balancer[deed.do]();
      return;
    case 'pause writes':
      for (const server of stage.redis) if (server.name === deed.redis) await server.pauseWrites(deed.seconds * 1_000);
      return;
    case 'sql':
      if (stage.sql === null) throw new Error('no SQL Server runs');
      await stage.sql.order(deed.told);
      return;
    case 'elastic':
      if (stage.elastic === null) throw new Error('no Elasticsearch runs');
      await stage.elastic.order(deed.order);
      return;
    case 'errors':
      if (stage.exceptions === null) throw new Error('no store of errors runs');
      await stage.exceptions.order(deed.told);
      return;
    case 'order':
      if (stage.vigil === null) throw new Error('no Vigil runs that could be asked');
      await stage.vigil(deed.order);
      return;
    case 'mark':
      if (stage.marker === null) throw new Error('no Vigil runs that could be told');
      await stage.marker(deed.deploy, deed.phase);
      return;
  }
}
