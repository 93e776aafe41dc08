import { addCluster, addInstance, createEstate } from '../model/build.ts';
import { addGroup } from '../model/build-group.ts';
import type { Estate } from '../model/estate.ts';
import { type DemoInstance, SQL_ALONE, SQL_CLUSTERS } from './layout.ts';

/** The estate of the demo as it is at `now` (epoch ms): all well, after six hours. */
export function buildDemoEstate(now: number): Estate {
  const estate = createEstate();
  for (const cluster of SQL_CLUSTERS) {
    const nodes = cluster.instances.map(({ name }) => name);
    addCluster(estate, { name: cluster.name, nodes });
    for (const instance of cluster.instances) add(estate, instance, now);
    for (const group of cluster.groups) {
      const replicas = group.replicas.map(({ mode, ...one }) => ({
        ...{ ...one, mode },
        failover: mode === 'sync' ? ('AUTOMATIC' as const) : ('MANUAL' as const),
      }));
      const [primary, ...others] = replicas;
      if (!primary) throw new Error(`${group.name} has no replica`);
      addGroup(estate, { ...group, cluster: cluster.name, replicas: [primary, ...others] }, now);
    }
  }
  add(estate, SQL_ALONE, now, false);
  return estate;
}

function add(estate: Estate, instance: DemoInstance, now: number, isHadrEnabled = true): void {
  const { name, ...same } = instance;
  addInstance(estate, { ...same, address: name, isHadrEnabled }, now);
}
