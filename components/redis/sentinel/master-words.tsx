import type { NamedMaster } from './sentinel-words.ts';

const MARKS = { right: '✓', wrong: '✗', 'not proved': '?' } as const;

/** Whom a Sentinel names, and whether that one is a master by its own word. */
export function MasterWords({ name, is, why }: NamedMaster) {
  const tone = is === 'wrong' ? 'w critical' : is === 'right' ? 'w ok' : 'q';
  return (
    <>
      {name}{' '}
      <span className={tone} aria-hidden="true">
        {MARKS[is]}
      </span>{' '}
      <span className={is === 'wrong' ? tone : 'q'}>{why}</span>
    </>
  );
}
