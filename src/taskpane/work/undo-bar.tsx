import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

/** What the pane last did to the sheet, and the way back. */
export function UndoBar() {
  const styles = useStyles();
  const { product, store } = usePane();
  const undo = useApp((state) => state.undo);
  if (undo === null) return null;
  return (
    <div className={styles.bar} role="status">
      <Text size={200}>{MESSAGES.edits[undo.kind](undo.cells)}</Text>
      <Button size="small" appearance="subtle" onClick={() => store.act(product.undo())}>
        {MESSAGES.undo}
      </Button>
    </div>
  );
}
