import { type Grants, RIGHTS, rightsOf } from './rights.ts';

/** The users of a demo. Their passwords are their names, for everybody to know, so their hashes keep no secret. */
export const DEMO_USERS: readonly { name: string; passwordHash: string; grants: Grants }[] = [
  {
    name: 'ann',
    passwordHash: '$scrypt$ln=15,r=8,p=3$877rKH25KNXsuS4OYu7Cgg$RCWhwe0k3oprRTC8hQ9Sr2qAV95guYRuSWRZ9Hc5J5c',
    grants: { all: RIGHTS, systems: {} },
  },
  {
    name: 'dev',
    passwordHash: '$scrypt$ln=15,r=8,p=3$/R6t2JKTtjYAQhktYRaHTA$Clr5RXEfKYhv5uLD6mdhovH5qljJuaozUwdtGRvqv7M',
    grants: { all: rightsOf('viewer'), systems: {} },
  },
];
