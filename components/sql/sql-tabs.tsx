'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { SQL_VIEWS } from './paths.ts';

/** The views of SQL Server. */
export function SqlTabs() {
  const here = usePathname();
  return (
    <nav className="views" aria-label="Views of SQL Server">
      {SQL_VIEWS.map(({ path, title }) => (
        <Link key={path} href={path} prefetch={false} aria-current={path === here ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  );
}
