/** synchronization_health_desc of groups, replicas and databases. */
export const HEALTHS = { 'not healthy': 'not healthy', 'partially healthy': 'partially healthy', healthy: 'healthy' } as const;
