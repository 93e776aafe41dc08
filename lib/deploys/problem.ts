/** Why a deploy is not marked, in words for who asked. `other`: its id is that of another; `unwritten`: what is seen cannot be written down at present. */
export class DeployProblem extends Error {
  override readonly name = 'DeployProblem';
  readonly kind: 'invalid' | 'other' | 'unwritten';

  constructor(kind: DeployProblem['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
