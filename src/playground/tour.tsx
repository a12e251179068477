import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { type KeyboardEvent, useId, useState } from "react";
import { MESSAGES } from "./messages.ts";
import type { WorkbookData } from "../host/playground/workbook-data.ts";
import { placeOf, TOUR_STEPS } from "./tour-steps.ts";

const words = MESSAGES.tour;

const useStyles = makeStyles({
  tour: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorBrandBackground2,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke2}`,
  },
  /** As high as the longest step on a wide page, so that the grid stays where it is from step to step. */
  words: { flexBasis: "320px", flexGrow: 1, minHeight: "44px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

export interface TourProps {
  /** The sample workbook that is open. */
  readonly sample: WorkbookData;
  /** Selects a place of the sample workbook. */
  show(address: string): void;
  /** The tour is over, by its end or before. */
  onEnd(): void;
}

/** A few steps through the sample workbook, beside the grid and not over it, so that each can be tried at once. */
export function Tour({ sample, show, onEnd }: TourProps) {
  const styles = useStyles();
  const [index, setIndex] = useState(0);
  const titleId = useId();
  const { id } = TOUR_STEPS[index]!;
  const isLast = index === TOUR_STEPS.length - 1;
  const go = (to: number) => {
    setIndex(to);
    const address = placeOf(TOUR_STEPS[to]!, sample);
    if (address !== null) show(address);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape") onEnd();
  };
  return (
    <section className={styles.tour} aria-labelledby={titleId} onKeyDown={leave}>
      <div className={styles.words} aria-live="polite">
        <h2 id={titleId} className={styles.title}>
          {words.title(index + 1, TOUR_STEPS.length, words.steps[id].title)}
        </h2>
        <Text size={200}>{words.steps[id].text}</Text>
      </div>
      <div className={styles.buttons}>
        <Button size="small" disabledFocusable={index === 0} onClick={() => go(index - 1)}>
          {words.back}
        </Button>
        <Button size="small" appearance="primary" onClick={() => (isLast ? onEnd() : go(index + 1))}>
          {isLast ? words.done : words.next}
        </Button>
        {!isLast && (
          <Button size="small" appearance="subtle" onClick={onEnd}>
            {words.skip}
          </Button>
        )}
      </div>
    </section>
  );
}
