import { type ElasticOrder, endOf } from '../model/orders.ts';

/** What the story does to one of the clusters. */
export type ClusterOrder = { cluster: string; told: ElasticOrder };

/** What ends what it began; the same for one that ends something. */
export function endOfOrder({ cluster, told }: ClusterOrder): ClusterOrder {
  return { cluster, told: endOf(told) };
}

/** What it is about, in words; an order and its end are about the same. */
export function subjectOfOrder(order: ClusterOrder): string {
  return `${order.cluster}: ${JSON.stringify(endOfOrder(order).told)}`;
}

/** Whether nothing is left to be undone of it. */
export function isEnd(order: ClusterOrder): boolean {
  return endOfOrder(order).told.order === order.told.order;
}
