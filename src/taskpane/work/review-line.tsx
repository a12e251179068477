import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { parseAddress } from "../../core/ranges/a1.ts";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";
import { useSaid } from "../use-said.ts";

const words = MESSAGES.selected;

const useStyles = makeStyles({
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalXS,
  },
  buttons: { display: "flex", columnGap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** How many answers stand in the sheet, how many of them are unsure, and the way to the next of those. */
export function ReviewLine() {
  const styles = useStyles();
  const { product, store } = usePane();
  const review = useApp((state) => state.review);
  const unsureBelow = useApp((state) => state.settings.unsureBelow);
  const otherSheetCell = useApp((state) => state.otherSheetCell);
  const sheet = otherSheetCell === null ? null : (parseAddress(otherSheetCell)?.sheet ?? null);
  const moved = sheet === null ? "" : words.otherSheet(sheet);
  useSaid(moved);
  if (review.answers === 0) return null;
  const unsure = review.confidences.filter((confidence) => confidence < unsureBelow).length;
  return (
    <div className={styles.line}>
      <Text size={200} className={styles.quiet}>
        {words.review(review.answers, unsure)}
      </Text>
      <Button
        size="small"
        disabledFocusable={unsure === 0}
        onClick={() => store.act(product.cells.showUnsure(unsureBelow).then(() => undefined))}
      >
        {words.nextUnsure}
      </Button>
      {moved !== "" && <Text size={200}>{moved}</Text>}
    </div>
  );
}

/** Answers of the selected area become plain values, and formulas again. */
export function FreezeLine() {
  const styles = useStyles();
  const { product, store } = usePane();
  const area = useApp((state) => state.selectedArea);
  if (area === null) return null;
  return (
    <div className={styles.line}>
      <Text size={200} className={styles.quiet}>
        {words.selection}
      </Text>
      <span className={styles.buttons}>
        <Button
          size="small"
          appearance="subtle"
          title={words.freezeHint}
          onClick={() => store.act(product.cells.freeze(area))}
        >
          {words.freeze}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          title={words.unfreezeHint}
          onClick={() => store.act(product.cells.unfreeze(area))}
        >
          {words.unfreeze}
        </Button>
      </span>
    </div>
  );
}
