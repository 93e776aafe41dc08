const DAY_MS = 86_400_000;
/** One place stops its summer time for five weeks. */
const STEP_MS = 28 * DAY_MS;
const PRECISE_MS = 60_000;

/** One place for each rule by which clocks are changed in the course of a year (IANA time zone database, 2025). */
const PLACES = [
  ...['America/St_Johns', 'America/Halifax', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
  ...['America/Anchorage', 'America/Adak', 'America/Havana', 'America/Miquelon', 'America/Nuuk', 'America/Santiago', 'America/Asuncion'],
  ...['Pacific/Easter', 'Atlantic/Azores', 'Europe/London', 'Europe/Berlin', 'Europe/Athens', 'Europe/Chisinau', 'Africa/Casablanca'],
  ...['Africa/Cairo', 'Asia/Beirut', 'Asia/Jerusalem', 'Asia/Gaza', 'Australia/Sydney', 'Australia/Adelaide', 'Australia/Lord_Howe'],
  ...['Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Norfolk', 'Antarctica/Troll'],
];

/** The moments at which the clocks of a place are changed in two years, and how far they are ahead of UTC from then on, in minutes. The first is where the two years begin. */
type Schedule = readonly { from: number; offsetMinutes: number }[];

/**
 * When a clock that is so far ahead of UTC at a moment may have been changed in that year and the one before: at the changes of all places whose clocks show the same then. SQL Server tells local
 * times and not its zone, so that a time of before one of them may be an hour off. Epoch ms, oldest first.
 */
export function clockChanges(offsetMinutes: number, at: number): readonly number[] {
  const alike = schedulesOf(new Date(at).getUTCFullYear()).filter((schedule) => offsetAt(schedule, at) === offsetMinutes);
  const changes = alike.flatMap((schedule) => schedule.slice(1).map(({ from }) => from)).filter((from) => from <= at);
  return [...new Set(changes)].toSorted((a, b) => a - b);
}

function offsetAt(schedule: Schedule, at: number): number | null {
  return schedule.findLast(({ from }) => from <= at)?.offsetMinutes ?? null;
}

/** They do not change while the process runs. */
const made = new Map<number, readonly Schedule[]>();

/** The schedules of a year with the one before it. */
function schedulesOf(year: number): readonly Schedule[] {
  const schedules = made.get(year) ?? PLACES.map((place) => scheduleOf(place, year));
  made.set(year, schedules);
  return schedules;
}

function scheduleOf(place: string, year: number): Schedule {
  const offset = offsetsOf(place);
  const [from, to] = [Date.UTC(year - 1, 0, 1), Date.UTC(year + 1, 0, 1)];
  const changes = [{ from, offsetMinutes: offset(from) }];
  for (let last = from; last < to; last += STEP_MS) {
    const [before, after] = [offset(last), offset(last + STEP_MS)];
    if (before !== after) changes.push({ from: changeBetween(last, last + STEP_MS, offset), offsetMinutes: after });
  }
  return changes;
}

/** The minute between two moments from which on the offset is that of the later one. */
function changeBetween(before: number, after: number, offset: (at: number) => number): number {
  const wanted = offset(after);
  let [low, high] = [before, after];
  while (high - low > PRECISE_MS) {
    const middle = low + Math.floor((high - low) / 2 / PRECISE_MS) * PRECISE_MS;
    if (offset(middle) === wanted) high = middle;
    else low = middle;
  }
  return high;
}

function offsetsOf(place: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: place, timeZoneName: 'longOffset' });
  return (at) => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(at)) ?? [];
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}
