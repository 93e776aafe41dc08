/** What ends a batch whose client has cancelled or gone. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
