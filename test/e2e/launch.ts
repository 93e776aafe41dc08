/** How the browser is started: Debian's Chromium run by root, without the calls to its maker that a closed network refuses one by one. */
export const LAUNCH = {
  executablePath: '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ],
};
