import { InfoLabel, makeStyles, Switch } from "@fluentui/react-components";
import type { SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.gentle;

const useStyles = makeStyles({ field: { display: "flex", flexDirection: "column" } });

/** Whether the engine leaves room for the host, on this machine. */
export function GentleSwitch({ hostKind }: { readonly hostKind: SpreadsheetHost["kind"] }) {
  const styles = useStyles();
  const { product } = usePane();
  const isGentle = useApp((state) => state.isGentle);
  const label = words.label[hostKind];
  return (
    <div className={styles.field}>
      <InfoLabel size="small" info={words.hint}>
        {label}
      </InfoLabel>
      <Switch
        aria-label={label}
        checked={isGentle}
        label={isGentle ? words.cost : ""}
        onChange={(_, data) => product.setGentle(data.checked)}
      />
    </div>
  );
}
