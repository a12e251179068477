import { affixAtoms } from "./affix-atoms.ts";
import type { LeafGenerator } from "./atom.ts";
import { dateAtoms } from "./date-atoms.ts";
import { numberAtoms } from "./number-atoms.ts";
import { numberPartAtoms } from "./number-part-atoms.ts";
import { substringAtoms } from "./substring-atoms.ts";
import { timeAtoms } from "./time-atoms.ts";
import { wholeTextAtoms } from "./whole-text-atoms.ts";

/** Every kind of atom that rules are made of. */
export const LEAF_GENERATORS: readonly LeafGenerator[] = [
  substringAtoms,
  affixAtoms,
  wholeTextAtoms,
  numberAtoms,
  numberPartAtoms,
  dateAtoms,
  timeAtoms,
];
