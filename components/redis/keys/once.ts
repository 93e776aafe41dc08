/** How SWR fetches what does not change: once, and again only by hand. */
export const ONCE = { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false, shouldRetryOnError: false };
