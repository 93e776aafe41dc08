/** The rows of this part on one node. The row of a thing that there is once is called as its probe. */
export function volumeRow(mount: string): string {
  return `volume/${mount}`;
}

export function databaseRow(name: string): string {
  return `database/${name}`;
}

export function backupRow(database: string): string {
  return `backup/${database}`;
}

export function serviceRow(name: string): string {
  return `service/${name}`;
}
