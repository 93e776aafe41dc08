import type { Product } from '../model/cluster.ts';

export type DemoCluster = {
  name: string;
  title: string;
  place: 'ny' | 'co';
  product: Product;
  version: string;
  estate: 'small' | 'logs';
  nodes: readonly string[];
};

/** Two clusters in New York and one in Colorado, each of another version; the names of two of them are the same in both places, as people call them. */
export const ELASTIC_CLUSTERS: readonly DemoCluster[] = [
  {
    ...{ name: 'search', title: 'Search, New York', place: 'ny', product: 'elasticsearch', version: '8.17.4', estate: 'small' },
    nodes: ['ny-es01', 'ny-es02', 'ny-es03'],
  },
  {
    ...{ name: 'logs', title: 'Logs', place: 'ny', product: 'elasticsearch', version: '7.17.27', estate: 'logs' },
    nodes: ['ny-logs01', 'ny-logs02', 'ny-logs03', 'ny-logs04', 'ny-logs05', 'ny-logs06'],
  },
  {
    ...{ name: 'search-co', title: 'Search, Colorado', place: 'co', product: 'opensearch', version: '2.19.1', estate: 'small' },
    nodes: ['co-es01', 'co-es02', 'co-es03'],
  },
];
