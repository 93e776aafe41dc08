import type { BuiltIn } from './built-in.ts';
import { DATE_FUNCTIONS } from './functions-date.ts';
import { NULL_FUNCTIONS } from './functions-null.ts';
import { NUMBER_FUNCTIONS } from './functions-number.ts';
import { STRING_FUNCTIONS } from './functions-string.ts';
import { SYSTEM_FUNCTIONS } from './functions-system.ts';

const ALL = new Map<string, BuiltIn>(
  [NULL_FUNCTIONS, STRING_FUNCTIONS, NUMBER_FUNCTIONS, DATE_FUNCTIONS, SYSTEM_FUNCTIONS].flatMap((group) => Object.entries(group)),
);

/** What SQL Server has and the stand-in has not: told apart from a name that nobody knows. */
const NOT_BUILT = new Set(
  `rand checksum binary_checksum hashbytes format str translate string_escape soundex difference parsename formatmessage
  datetimefromparts datetime2fromparts timefromparts date_bucket datetrunc json_value json_query isjson object_name schema_name schema_id
  object_schema_name col_name col_length type_name type_id index_col user_name user_id database_principal_id is_member is_rolemember
  objectproperty objectpropertyex columnproperty indexproperty databaseproperty serverproperty sessionproperty stats_date file_name file_id
  filegroup_name newsequentialid compress decompress pi sin cos tan cot asin acos atan atn2 degrees radians greatest least grouping
  grouping_id context_info session_context host_id suser_id suser_sid current_timezone rowcount_big getansinull`
    .split(/\s+/)
    .filter((name) => !ALL.has(name)),
);

/** The built-in function of that name (in lower case), or why there is none. */
export function builtInOf(name: string): BuiltIn | 'not built' | 'not known' {
  return ALL.get(name) ?? (NOT_BUILT.has(name) ? 'not built' : 'not known');
}
