import { holdFolder } from '#lib/state/hold-folder.ts';

/** Holds a state folder for as long as it lives, and says so; or says why it may not and ends with 1. */

const held = await holdFolder(process.argv[2] ?? '', 2_500).catch((error: Error) => {
  console.log(error.message);
  process.exit(1);
});
console.log(held.trouble ?? 'held');
setInterval(() => undefined, 1_000);
