import { formatBytes } from '#lib/format/bytes.ts';
import type { TreeChange, TreeNode, TreePicture } from '#lib/systems/redis/replication/model.ts';

/** Steps to the right for each master above, in px. */
const STEP = 16;

/** Who follows whom, as it is and as it would be, group by group. */
export function TreePictures({ picture }: { picture: unknown }) {
  const trees = treesIn(picture);
  return trees.map((change) => <Change key={change.group} change={change} isOne={trees.length === 1} />);
}

// The dialog hands over what a preview of this system made; of another it draws nothing.
function treesIn(picture: unknown): readonly TreeChange[] {
  const made = picture as Partial<TreePicture> | null;
  return made?.is === 'trees' && Array.isArray(made.groups) ? made.groups : [];
}

function Change({ change: { title, before, after, gapBytes, loses }, isOne }: { change: TreeChange; isOne: boolean }) {
  return (
    <figure className="trees" aria-label={`${title} before and after`}>
      {isOne ? null : <figcaption className="b">{title}</figcaption>}
      <div className="pair">
        <Tree title="As it is" nodes={before} />
        <Tree title="As it would be" nodes={after} />
      </div>
      <p className="small m">
        Lost by this: <b>{loses}</b>.
        {gapBytes === null ? ' How far behind it is now is not known.' : ` Behind now: ${formatBytes(gapBytes)}.`}
      </p>
    </figure>
  );
}

function Tree({ title, nodes }: { title: string; nodes: readonly TreeNode[] }) {
  return (
    <section aria-label={title}>
      <h3 className="small q">{title}</h3>
      <ul>
        {nodes.map(({ node, depth, role, note }) => (
          <li key={node} style={{ paddingLeft: depth * STEP }}>
            <span className={role === 'master' ? 'b' : undefined}>{node}</span>{' '}
            <span className={role === 'not read' ? 'w stale' : 'q'}>{role}</span>
            {note === '' ? null : <span className="q small">{note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
