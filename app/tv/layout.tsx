import type { ReactNode } from 'react';
import '../tv.css';

/** A wall has no bar and no menu: whoever stands before it can only look. */
export default function TvLayout({ children }: { children: ReactNode }) {
  return children;
}
