/** What a client sent is no TDS, or breaks its order. It ends the connection it came on, with its message as the reason, and nothing else. */
export class Malformed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Malformed';
  }
}
