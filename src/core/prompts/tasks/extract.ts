import { demonstrated } from "./demonstrated.ts";

/** Texts of several kinds, each with something else to be found in it. */
export const extract = demonstrated("extract", "Extract", [
  [
    ["Text", "Anna Berg moved from Oslo to Lyon in 2014."],
    ["Person", "Anna Berg"],
  ],
  [
    ["Text", "The invoice of Acme Ltd. over $1,250 is due on 3 May 2021."],
    ["Due date", "3 May 2021"],
  ],
  [
    ["Text", "Please call our office in Leeds at 0113 496 0000 before noon."],
    ["Phone number", "0113 496 0000"],
  ],
  [
    ["Text", "Two red chairs and a wooden table were sold for 80 euros."],
    ["Colour", "red"],
  ],
  [
    ["Text", "Write to support@example.org if the parcel is late."],
    ["Email address", "support@example.org"],
  ],
]);
