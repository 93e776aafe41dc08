import type { AllocationSettings, Holding } from './model.ts';

/** Where a list of excluded members names one that holds data: by its name, its address or its host, with * for any letters (cluster.routing.allocation.exclude). */
export function isExcluded(holding: Pick<Holding, 'name' | 'host' | 'ip'>, { exclude }: Pick<AllocationSettings, 'exclude'>): boolean {
  return exclude.some(({ attribute, names }) => {
    const own = namesBy(attribute, holding);
    return names.some((name) => own.some((one) => matches(one, name)));
  });
}

/** Which of its names a list is of. Of other attributes of its own a holding tells nothing. */
function namesBy(attribute: string, { name, host, ip }: Pick<Holding, 'name' | 'host' | 'ip'>): string[] {
  if (attribute === '_name') return [name];
  if (attribute === '_host') return [host, ip].flatMap((one) => one ?? []);
  return attribute === '_ip' || attribute === '_host_ip' || attribute === '_publish_ip' ? [ip].flatMap((one) => one ?? []) : [];
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
