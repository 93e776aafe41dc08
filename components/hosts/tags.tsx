import Link from 'next/link';

type TagsProps = { tags: readonly string[]; path: string; of: string };

/** Quiet chips, each of which filters a page by its tag. `of` names for a reader what is tagged. */
export function Tags({ tags, path, of }: TagsProps) {
  if (tags.length === 0) return null;
  return (
    <ul className="tags" aria-label={`Tags of ${of}`}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link
            className="chip"
            href={`${path}?${new URLSearchParams({ q: `tag:${tag}` })}`}
            prefetch={false}
            scroll={false}
            title={`Show what is tagged ${tag}`}
          >
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
