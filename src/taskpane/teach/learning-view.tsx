import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { TaughtStep } from "../../app/teach/teach-state.ts";
import { FactList } from "../fact-list.tsx";
import { figureText, lossText } from "../language/quantities.ts";
import { TEACH_MESSAGES } from "./teach-messages.ts";
import { visible } from "../../core/prompts/visible.ts";

const words = TEACH_MESSAGES;

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
    whiteSpace: "pre-wrap",
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  target: {
    backgroundColor: tokens.colorPaletteGreenBackground2,
    color: tokens.colorPaletteGreenForeground2,
  },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, alignItems: "center" },
  turn: { whiteSpace: "nowrap" },
});

/**
 * A step as it was made: the window of text that slides over a row, word for word, what the model guessed to come next
 * and what came, and the change of the weights that followed from all of the step's errors.
 */
export function LearningView({ step }: { readonly step: TaughtStep }) {
  const styles = useStyles();
  const [chosen, setChosen] = useState(0);
  const { tokens: learned } = step;
  const place = Math.min(chosen, learned.length - 1);
  const token = learned[place];
  if (!token) return null;
  const { before, target, guess, targetProbability, guessProbability } = token;
  const facts = [
    { term: words.next, value: `${visible(target)} (${words.chance(targetProbability)})` },
    {
      term: words.guess,
      value: `${guess === null ? words.otherWord : visible(guess)} (${words.chance(guessProbability)})`,
    },
    { term: words.facts.wordLoss, value: lossText(-Math.log(targetProbability)) },
    { term: words.facts.loss, value: lossText(step.loss) },
    { term: words.facts.gradient, value: figureText(step.gradientNorm) },
    { term: words.facts.update, value: figureText(step.updateNorm) },
    { term: words.facts.rate, value: figureText(step.learningRate) },
  ];
  return (
    <div className={styles.view} role="group" aria-label={words.inside}>
      <Text size={200} weight="semibold">
        {words.inside}
      </Text>
      <div className={styles.text}>
        {before}
        <mark className={styles.target}>{visible(target)}</mark>
      </div>
      <FactList facts={facts} />
      <div className={styles.buttons}>
        <Button
          size="small"
          className={styles.turn}
          disabledFocusable={place === 0}
          onClick={() => setChosen(place - 1)}
        >
          {words.previous}
        </Button>
        <Button
          size="small"
          className={styles.turn}
          disabledFocusable={place === learned.length - 1}
          onClick={() => setChosen(place + 1)}
        >
          {words.following}
        </Button>
        <Text size={200} className={styles.turn}>
          {words.place(place + 1, learned.length)}
        </Text>
      </div>
    </div>
  );
}
