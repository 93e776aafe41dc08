/** The broken files about Redis: the name of each, and what follows it in each line that is told. */
export const REDIS_RULES: [string, string[]][] = [
  [
    'redis-clashes',
    [
      ':9  redis.instances[1].name  is the name of redis.groups[0] too: give each group a name of its own',
      ':10  redis.instances[2].name  is run by no server, so nobody would watch it: add it to the instances: of a server, or take it out',
      ':12  redis.servers[0].host  makes the address of redis.groups[0].nodes[0] once more, which would be counted twice: take one of the two out',
      ':13  redis.servers[0].timeout  12s is not shorter than the interval of 10s: set timeout below it or interval above it',
      ':15  redis.servers[1].host  is the host of redis.servers[0] too: list all of its instances there',
      ':17  redis.servers[1].instances[1]  is redis.servers[1].instances[0] once more: take one of the two out',
    ],
  ],
  [
    'redis-keyspace-malformed',
    [
      ':5  redis.databases.0  is written twice, first in line 3: take one of the two out',
      ':6  redis.databases.00  is not the number of a database: write it like 0, as SELECT takes it',
      ':7  redis.databases.-1  is not the number of a database: write it like 0, as SELECT takes it',
      ':8  redis.databases.two  is not the number of a database: write it like 0, as SELECT takes it',
      ':9  redis.databases.3  is empty: give it a value (Core) or take the line out',
      ':11  redis.keyPatterns.sessions  is empty: give it a text or take the line out',
      ':12  redis.keyPatterns.secret  is not the name of a pattern: use letters, digits and . _ : - only, at most 60, and none of password, secret, connectionString, apiKey, token, ca, passwordHash, tokenHash',
      ':13  redis.keyPatterns.locks  is not a text: write it like "session:*"',
      ':14  redis.keyPatterns."…"  is not the name of a pattern: use letters, digits and . _ : - only, at most 60, and none of password, secret, connectionString, apiKey, token, ca, passwordHash, tokenHash',
      ':18  redis.instances[0].databases  is not a mapping: write a line for each database below it, like 0: Core',
      ':19  redis.instances[0].keyPatterns  is not a mapping: write a line for each pattern below it, like sessions: "session:*"',
      ':20  redis.instances[0].act  names a user without a password, as whom nobody can sign in: give it a password, or take user: out to come without one',
      ':23  redis.servers[0].databases  is not a known key: known here are host, address, notes, instances, interval, timeout, maxBytes, read, act, analyse, tls, limits, tags',
    ],
  ],
  [
    'redis-nothing-to-watch',
    [':1  redis  names nothing to watch: add servers: with the instances that they run, or groups: with their nodes'],
  ],
  [
    'redis-servers-empty',
    [
      ':2  redis.instances  holds no instance: add at least one',
      ':5  redis.servers[0].instances  holds no instance: add at least one',
      ':7  redis.servers[0].read.password  is not a secret that Vigil can read: write { env: NAME } or { file: path }',
    ],
  ],
  [
    'redis-servers-malformed',
    [
      ':3  redis.instances[0].port  is not a whole number from 1 to 65535: write it like 6379',
      ':4  redis.instances[1].port  is not a whole number from 1 to 65535: write it like 6379',
      ':5  redis.instances[2].name  is missing: add it (lb1)',
      ':7  redis.servers[0].host  is not the name or the address of a machine, which has no port here: write it like redis1, and its ports under instances',
      ':9  redis.servers[1].address  is not the name or the address of a machine, which has no port here: write it like 10.0.0.5 or redis1.example.net',
      ':11  redis.servers[1].instances[0]  is no instance under redis.instances: did you mean sessions? If not, give it a port',
      ':12  redis.servers[1].instances[1]  is not a mapping: write its keys on lines of their own below it, indented',
      ':13  redis.servers[1].instances[2].port  is not a whole number from 1 to 65535: write it like 6379',
      ':14  redis.servers[1].instances[3].name  is not a name: use letters, digits and . _ : - only, and begin with a letter or a digit',
      ':15  redis.servers[2].host  is not the name or the address of a machine, which has no port here: write it like redis1, and its ports under instances',
    ],
  ],
];
