/** What a server has counted since it began. `open` is how many connections there are now; bytes are those on the wire, TLS and all. */
export type Counts = {
  accepted: number;
  open: number;
  logins: number;
  refusedLogins: number;
  batches: number;
  calls: number;
  transactions: number;
  attentions: number;
  resets: number;
  malformed: number;
  receivedBytes: number;
  sentBytes: number;
};

/** Nothing has been counted yet. */
export function noCounts(): Counts {
  return {
    ...{ accepted: 0, open: 0, logins: 0, refusedLogins: 0, batches: 0, calls: 0, transactions: 0 },
    ...{ attentions: 0, resets: 0, malformed: 0, receivedBytes: 0, sentBytes: 0 },
  };
}
