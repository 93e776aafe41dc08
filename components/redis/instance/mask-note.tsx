/** Says what is left out for whom. */
export function MaskNote({ what }: { what: string }) {
  return <p className="ask-bar note q">Without the {what}: to see them needs the right to details of Redis.</p>;
}
