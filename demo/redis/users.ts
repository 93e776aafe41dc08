/** What Vigil's users may do on a redis-server of the demo: what README.md lists, word by word. A test compares the two. */

/** The user that Vigil asks as. */
export const LOOKER = 'vigil';
/** The user that it sends commands as. */
export const COMMANDER = 'vigil-admin';
/** The user that it analyses keys as. */
export const ANALYST = 'vigil-keys';

const LOOK =
  'resetkeys resetchannels -@all +ping +info +role +hello +client|setname +client|list +slowlog|get +slowlog|len +latency|latest +memory|stats +config|get';

/** What it asks of a cluster besides. */
export const CLUSTER_RIGHTS = '+cluster|info +cluster|nodes';

const ADMIN = `${LOOK} +client|id +client|kill +client|pause +client|unpause +client|unblock +slowlog|reset +latency|reset +memory|purge +config|set +config|resetstat +config|rewrite +bgsave +replicaof +failover`;

/** To take out keys by their names, the commander needs access to them, and the looker to what they are. */
const PURGE = '~* +select +unlink';
const ONE_KEY = '%R~* +select +type +pttl +memory|usage';

const KEYS =
  'resetkeys resetchannels %R~* -@all +ping +info +client|setname +select +dbsize +scan +type +pttl +object|encoding +memory|usage +readonly';

/** The rights of each, as ACL SETUSER and redis.conf take them. */
export const RIGHTS: Readonly<Record<string, string>> = {
  [LOOKER]: `${LOOK} ${ONE_KEY}`,
  [COMMANDER]: `${ADMIN} ${PURGE}`,
  [ANALYST]: KEYS,
};
