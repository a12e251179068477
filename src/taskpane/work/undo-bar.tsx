import { Button, makeStyles, Text, tokens, useAnnounce } from "@fluentui/react-components";
import { useEffect } from "react";
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
  const { announce } = useAnnounce();
  const done = undo && MESSAGES.edits[undo.kind](undo.cells);
  // By edit, not by its words: the same may be done twice.
  useEffect(() => {
    if (undo !== null) announce(MESSAGES.edits[undo.kind](undo.cells), { polite: true });
  }, [announce, undo]);
  if (done === null) return null;
  return (
    <div className={styles.bar} role="group" aria-label={done}>
      <Text size={200}>{done}</Text>
      <Button size="small" appearance="subtle" onClick={() => store.act(product.undo())}>
        {MESSAGES.undo}
      </Button>
    </div>
  );
}
