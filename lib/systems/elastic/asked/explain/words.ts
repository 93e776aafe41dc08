import type { JsonPart } from '../../json-part.ts';
import type { RuleSaid } from './model.ts';

/** What is the matter with a copy that is nowhere, by AllocationDecision of the product. */
export function canWords(can: string | null, isPrimary: boolean): string {
  const copy = isPrimary ? 'primary' : 'replica';
  switch (can) {
    case 'yes':
      return `The ${copy} may be assigned, and will be in a moment.`;
    case 'no':
      return `No member may hold this ${copy} now.`;
    case 'throttled':
      return `The ${copy} has to wait for others that are being made.`;
    case 'awaiting_info':
      return 'The members are being asked what they hold of it.';
    case 'allocation_delayed':
      return 'A member left, and the cluster waits for it to come back before it makes the copy anew.';
    case 'no_valid_shard_copy':
      return 'No member that is there holds a good copy of this shard: its data is not to be had until one comes back.';
    case 'no_attempt':
      return 'The cluster has not tried to assign it yet.';
    default:
      return `The cluster does not say whether the ${copy} may be assigned.`;
  }
}

type Standing = { stands: string; stay: readonly RuleSaid[]; balance: readonly RuleSaid[] };

/** What is the matter with a copy that is somewhere: whether it may stay, and whether it would rather be elsewhere. */
export function stayWords(told: JsonPart, { stands, stay, balance }: Standing): string {
  if (stands === 'initializing') return 'It is being made where it is, and nothing is decided before that is done.';
  if (stands === 'relocating') return 'It is on its way to another member, and nothing is decided before that is done.';
  const against = stay.filter(({ verdict }) => verdict !== 'YES').map(({ words }) => words);
  if (told.text('can_remain_on_current_node') === 'no') {
    const where = told.text('can_move_to_other_node') === 'yes' ? 'and will be moved' : 'and no other member may take it';
    return `It may not stay where it is${against.length === 0 ? '' : ` (${against.join('; ')})`}, ${where}.`;
  }
  if (told.text('can_rebalance_to_other_node') === 'yes') return 'It may stay, and would be better balanced elsewhere.';
  const held = balance.filter(({ verdict }) => verdict !== 'YES').map(({ words }) => words);
  return held.length === 0 ? 'It may stay where it is.' : `It may stay where it is; it is not moved for balance: ${held.join('; ')}.`;
}
