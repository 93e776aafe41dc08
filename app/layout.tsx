import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { StatusSprite } from '#components/ui/status-shape.tsx';
import './tokens.css';
import './base.css';
import './shell.css';
import './table.css';
import './rows.css';
import './states.css';
import './actions.css';
import './dialog.css';
import './outcomes.css';
import './audit.css';
import './access.css';
import './width.css';

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  variable: '--font-inter',
});

export const metadata: Metadata = {
  title: { default: 'Vigil', template: '%s · Vigil' },
  description: 'Operations dashboard. Every value on screen says how old it is.',
};

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={inter.variable}>
      <body>
        <StatusSprite />
        {children}
      </body>
    </html>
  );
}
