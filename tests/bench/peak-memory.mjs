// Runs a compiled entry point in this process and prints its peak resident memory on standard error.
const [, , main, ...args] = process.argv;
process.argv.splice(1, Number.POSITIVE_INFINITY, main, ...args);
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS} kB\n`));
await import(main);
