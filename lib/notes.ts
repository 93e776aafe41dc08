/** Where notes stand: at a system, at a group of it, or at a node of that. */
export type NotePlace = { system: string; group: string | null; node: string | null };

export const NOTE_LEVELS = ['node', 'group', 'system'] as const;
export type NoteLevel = (typeof NOTE_LEVELS)[number];

/** What people wrote into the configuration about a place, as Markdown: owner, runbook, whom to call. */
export type Note = NotePlace & { text: string };

/** A note as it is read: `title` is that of the place. */
export type TitledNote = { level: NoteLevel; title: string; text: string };

type Written = { notes?: string | undefined };

/** What people wrote in the section of a system: at the system, at its groups and at their nodes. */
export function notesIn(
  system: string,
  section: Written & { groups: readonly (Written & { name: string; nodes: readonly (Written & { name: string })[] })[] },
): Note[] {
  const note = (group: string | null, node: string | null, { notes: text }: Written): Note[] =>
    text === undefined ? [] : [{ system, group, node, text }];
  return [
    ...note(null, null, section),
    ...section.groups.flatMap((group) => [
      ...note(group.name, null, group),
      ...group.nodes.flatMap((node) => note(group.name, node.name, node)),
    ]),
  ];
}

/** What is written of a place and of what it stands in, the nearest first. */
export function notesOf(notes: readonly Note[], place: NotePlace): (Note & { level: NoteLevel })[] {
  return NOTE_LEVELS.flatMap((level) => {
    const at = placeAt(place, level);
    return notes.filter((note) => at !== null && isSame(note, at)).map((note) => ({ ...note, level }));
  });
}

/** The place itself or one that it stands in; null where it does not reach down to that level. */
function placeAt({ system, group, node }: NotePlace, level: NoteLevel): NotePlace | null {
  switch (level) {
    case 'node':
      return node === null ? null : { system, group, node };
    case 'group':
      return group === null ? null : { system, group, node: null };
    case 'system':
      return { system, group: null, node: null };
  }
}

function isSame(a: NotePlace, b: NotePlace): boolean {
  return a.system === b.system && a.group === b.group && a.node === b.node;
}
