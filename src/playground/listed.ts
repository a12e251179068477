/** The names of some things, one after the other. */
export const listed = <Thing extends string>(
  things: readonly Thing[],
  names: Readonly<Record<Thing, string>>,
): string => things.map((thing) => names[thing]).join(", ");
