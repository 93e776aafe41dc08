import type { RowSubject } from '../../system.ts';
import type { HoldingView, MemberView } from './model.ts';
import type { ElasticView } from './rows.ts';

const ADDRESS = /^[\d.]+$|:/;

/** What a row is about: a URL, the cluster, a member, what it holds, an index, a copy of a shard, a policy. */
export function subjectOf(view: ElasticView): RowSubject {
  const none = { heads: null, under: null, host: null };
  switch (view.kind) {
    case 'own':
      return { ...none, name: view.node, alike: `own ${view.node}` };
    case 'cluster':
      return { ...none, name: view.clusterName, alike: 'cluster' };
    case 'member':
      return { ...none, name: view.name, alike: `load ${view.name}`, host: machineOf(view) };
    case 'identity':
      return { ...none, name: view.name, alike: `member ${view.name}` };
    case 'settings':
      return { ...none, name: 'allocation settings', alike: 'settings' };
    case 'holding':
      return { ...none, name: `data on ${view.name}`, alike: `holding ${view.name}`, host: machineOf(view) };
    case 'table':
      return { ...none, name: 'routing table', alike: 'table' };
    case 'shard':
      return { ...none, name: `${view.index} ${view.number}`, alike: `shard ${view.index} ${view.number}` };
    case 'recovery':
      return { ...none, name: `recovery of ${view.index} ${view.number}`, alike: `recovery ${view.index} ${view.number} ${view.to ?? ''}` };
    case 'index':
      return { ...none, name: view.name, alike: `index ${view.name}` };
    case 'volume':
      return { ...none, name: `data in ${view.name}`, alike: `volume ${view.name}` };
    case 'total':
      return { ...none, name: 'all indices', alike: 'total' };
    case 'policy':
      return { ...none, name: `snapshots of ${view.name}`, alike: `policy ${view.name}` };
    case 'lifecycle':
      return { ...none, name: `life cycle of ${view.index}`, alike: `lifecycle ${view.index}` };
    case 'indicator':
      return { ...none, name: view.name.replaceAll('_', ' '), alike: `indicator ${view.name}` };
  }
}

/** Where it lives: by the name of the machine where it tells one, else by its own, which most often is that. */
function machineOf({ host, name }: Pick<MemberView | HoldingView, 'host' | 'name'>): string {
  return host === null || host === 'localhost' || ADDRESS.test(host) ? name : host;
}
