import type { Found } from '../../../finding.ts';
import { groupRow } from './rows.ts';
import { AG, type Merged, type Twin } from './witness-parties.ts';
import { foundOf } from './witness-words.ts';

/**
 * Nodes of the configuration that answer as one and the same replica (by replica_id): the address of a listener, or of one server twice. The second proves nothing by itself, and the replica
 * that it was meant to be may be read by nobody.
 */
export function findTwins(groups: readonly Merged[]): Found[] {
  return groups.flatMap((group) => group.twins.map((twin) => same(group, twin)));
}

function same({ id, name }: Merged, { of, twin }: Twin): Found {
  const { server } = twin.past[0];
  const told = `${twin.party.node} and ${of.party.node} are one replica, ${server}: two addresses of one instance, such as that of a listener, which leads to whoever is the primary. It is compared once; give each node the address of its own instance`;
  return foundOf({
    ...{
      id: `same replica ${id} ${twin.party.node}`,
      kind: 'same replica',
      title: 'Read twice',
      status: 'warning',
      place: name,
      probe: AG,
    },
    ...{ about: [twin.party], by: [of.party], rows: [{ node: twin.party.node, row: groupRow(name) }], told: [told] },
  });
}
