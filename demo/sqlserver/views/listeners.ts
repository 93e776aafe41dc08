import { type Asked, coded, here, localGroups, type Row, type Seen } from './asked.ts';

const STATES = ['OFFLINE', 'ONLINE', 'ONLINE_PENDING', 'FAILED'] as const;
const TYPES = ['TSQL', 'SERVICE_BROKER', 'DATABASE_MIRRORING'] as const;
const ENDPOINT_PORT = 5022;

/** sys.availability_group_listeners. From 2022 on it takes the permission of server views, before that VIEW ANY DEFINITION; rows are left out silently. */
export function listeners(asked: Asked): Row[] {
  const needed = Number(asked.instance.release.year) >= 2022 ? 'VIEW SERVER PERFORMANCE STATE' : 'VIEW ANY DEFINITION';
  if (!asked.hasPermission(needed)) return [];
  return localGroups(asked).flatMap(({ group }) => {
    const { listener } = group;
    if (!listener) return [];
    return [
      {
        group_id: group.id,
        listener_id: listener.id,
        dns_name: listener.dnsName,
        port: listener.port,
        is_conformant: listener.isConformant,
        ip_configuration_string_from_cluster: listener.addresses.map(({ ip }) => `('IP Address: ${ip}')`).join(' or '),
        is_distributed_network_name: false,
      },
    ];
  });
}

/** sys.availability_group_listener_ip_addresses: online where the group has a primary. */
export function listenerAddresses(asked: Asked): Row[] {
  if (!asked.hasPermission('VIEW ANY DEFINITION')) return [];
  return localGroups(asked).flatMap(({ group }) =>
    (group.listener?.addresses ?? []).map((address) => ({
      listener_id: group.listener?.id,
      ip_address: address.ip,
      ip_subnet_mask: address.mask,
      is_dhcp: false,
      network_subnet_ip: address.subnet,
      network_subnet_prefix_length: address.prefix,
      network_subnet_ipv4_mask: address.mask,
      ...coded('state', STATES, group.replicas.some(({ role }) => role === 'PRIMARY') ? 'ONLINE' : 'OFFLINE'),
    })),
  );
}

/** sys.dm_tcp_listener_states: the ports that the server itself listens on; those of a group's listener only where its primary is. */
export function tcpListeners(asked: Asked): Row[] {
  const { instance } = asked;
  const own = [
    tcpRow(asked, { ip: '::', port: instance.port, type: 'TSQL' }),
    tcpRow(asked, { ip: '0.0.0.0', port: instance.port, type: 'TSQL' }),
  ];
  const endpoint = instance.isHadrEnabled ? [tcpRow(asked, { ip: '0.0.0.0', port: ENDPOINT_PORT, type: 'DATABASE_MIRRORING' })] : [];
  const groups = localGroups(asked).filter(({ replica }) => replica.role === 'PRIMARY');
  return [...own, ...endpoint, ...groups.flatMap((seen) => groupRows(asked, seen))].map((row, index) => ({
    listener_id: index + 1,
    ...row,
  }));
}

function groupRows(asked: Asked, { group }: Seen): Row[] {
  const { listener } = group;
  return listener ? listener.addresses.map(({ ip }) => tcpRow(asked, { ip, port: listener.port, type: 'TSQL' })) : [];
}

function tcpRow(asked: Asked, { ip, port, type }: { ip: string; port: number; type: (typeof TYPES)[number] }): Row {
  return {
    ip_address: ip,
    is_ipv4: !ip.includes(':'),
    port,
    ...coded('type', TYPES, type),
    ...coded('state', ['ONLINE', 'PENDING_RESTART'], 'ONLINE'),
    start_time: here(asked, asked.instance.startedAt),
  };
}
