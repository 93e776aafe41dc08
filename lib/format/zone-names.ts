/** Names that Unicode CLDR keeps, and browsers with it, and what the tz database calls them now (its file `backward`). */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** What the tz database calls a zone now, by any of its names. */
export function currentName(name: string): string {
  return RENAMED[name] ?? name;
}

/** All zones that this runtime lists, by their names of now and in their order; UTC is the first. */
export function zoneNames(): string[] {
  const names = new Set(Intl.supportedValuesOf('timeZone').map(currentName));
  names.delete('UTC');
  return ['UTC', ...[...names].sort()];
}

/** The zones whose name holds every word of a text, by their old names too: "new york", "calcutta". */
export function findZones(names: readonly string[], text: string): string[] {
  const words = spoken(text).split(' ').filter(Boolean);
  const old = Map.groupBy(Object.keys(RENAMED), currentName);
  return names.filter((name) => {
    const said = spoken([name, ...(old.get(name) ?? [])].join(' '));
    return words.every((word) => said.includes(word));
  });
}

function spoken(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[_/\s]+/g, ' ')
    .trim();
}
