// Langium's command line runs on chevrotain 13, which calls Object.groupBy; Node 20 does not have it.
// Preloaded for `langium generate` only: what ships is generated in production mode and does not call it.
Object.groupBy ??= (items, keyOf) => {
  const groups = Object.create(null);
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups[key] ??= [];
    groups[key].push(item);
  }
  return groups;
};
