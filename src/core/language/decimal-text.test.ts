import fc from "fast-check";
import { typedNumbers } from "../examples/typed-number.ts";
import { type Language, speak } from "./language.ts";
import { FUZZ } from "../testing/hostile-texts.ts";
import { answerText } from "./decimal-text.ts";

describe("an answer as the language writes it", () => {
  afterEach(() => speak("en"));

  it.each(["en", "de"] as Language[])(
    "is read as the same number again, whichever it is (%s)",
    (language) => {
      speak(language);
      const number = fc.double({ noNaN: true, noDefaultInfinity: true });
      fc.assert(
        fc.property(fc.oneof(number, fc.integer()), (answer) => {
          const column = { numbers: [answer], percentSign: null };
          // A zero of either sign is the same to a cell.
          expect(typedNumbers(answerText(answer), language, column)).toEqual([answer + 0]);
        }),
        { ...FUZZ, examples: [[1.5e-7], [-1.5e300], [1e21], [1250.125], [-0]] },
      );
    },
  );
});
