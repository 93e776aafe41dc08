import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { readDisplay } from '#components/display/display.ts';
import { DisplayProvider } from '#components/display/display-provider.tsx';
import { StatusSprite } from '#components/ui/status-shape.tsx';
import { displayOfViewer } from './display.ts';
import './tokens.css';
import './base.css';
import './shell.css';
import './table.css';
import './rows.css';
import './witness.css';
import './states.css';
import './actions.css';
import './dialog.css';
import './redis-trees.css';
import './outcomes.css';
import './audit.css';
import './access.css';
import './display.css';
import './tiers.css';
import './timers.css';
import './width.css';
import './sparkline.css';
import './drain.css';

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

/** The ground that the browser paints before any style has come. */
export async function generateViewport(): Promise<Viewport> {
  const { theme } = readDisplay((await displayOfViewer()).text);
  return { colorScheme: theme === 'system' ? 'light dark' : theme, width: 'device-width', initialScale: 1 };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { cookies, text, chosen, isUser } = await displayOfViewer();
  const { theme } = readDisplay(text);
  return (
    <html lang="en" className={inter.variable} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <StatusSprite />
        <DisplayProvider key={cookies[0]} cookies={cookies} text={text} chosen={chosen} isUser={isUser}>
          {children}
        </DisplayProvider>
      </body>
    </html>
  );
}
