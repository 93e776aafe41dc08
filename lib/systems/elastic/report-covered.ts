/** The indicators of the health report about which Vigil tells more by what it reads itself, sooner and with names and causes. */
export const COVERED: readonly string[] = ['shards_availability', 'disk'];
