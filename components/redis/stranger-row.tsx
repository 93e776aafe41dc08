import { StatusShape } from '../ui/status-shape.tsx';
import type { TreeLine } from './tree.ts';
import { claimWords } from './words.ts';

type Stranger = Extract<TreeLine, { is: 'stranger' }>;

/** An address that a node names and that is not asked: nothing is known of it but what others say. */
export function StrangerRow({ line: { address, depth, said }, width }: { line: Stranger; width: number }) {
  return (
    <tbody className="stranger">
      <tr>
        <th scope="row" className="name">
          <span className="cell" style={{ paddingLeft: depth * 18 }}>
            <StatusShape status="unknown" label="unknown" />
            <span className="label q">{address}</span>
          </span>
        </th>
        <td colSpan={width - 1} className="q">
          {said === null
            ? 'not configured in this group, so it is not asked; the nodes below name it as their master'
            : `not configured in this group, so it is not asked; ${said.by.probe.source.node} says of it: ${claimWords(said.claim)}`}
        </td>
      </tr>
    </tbody>
  );
}
