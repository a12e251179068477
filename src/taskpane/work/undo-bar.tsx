import { Button, makeStyles, Text, tokens, useAnnounce } from "@fluentui/react-components";
import { useEffect } from "react";
import { parseAddress } from "../../core/ranges/a1.ts";
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

/**
 * What the pane last did to the sheet, and the way back. Says on which sheet where that is not the one that is shown.
 */
export function UndoBar() {
  const styles = useStyles();
  const { product, store } = usePane();
  const undo = useApp((state) => state.undo);
  const area = useApp((state) => state.selectedArea);
  const { announce } = useAnnounce();
  const shown = area === null ? null : (parseAddress(area)?.sheet ?? null);
  const done =
    undo &&
    [
      MESSAGES.edits[undo.kind](undo.cells),
      ...(undo.sheet !== null && shown !== null && shown !== undo.sheet
        ? [MESSAGES.onSheet(undo.sheet)]
        : []),
    ].join(" ");
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
