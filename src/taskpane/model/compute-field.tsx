import { InfoLabel, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { COMPUTE_CHOICES } from "../../engine/compute-choice.ts";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.model;

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
  },
});

/** What computes on this machine: the processor, or a graphics card that passed its test. */
export function ComputeField() {
  const styles = useStyles();
  const id = useId();
  const { product, store } = usePane();
  const compute = useApp((state) => state.compute);
  const isServed = useApp((state) => state.server.used !== null);
  if (compute === null || isServed) return null;
  return (
    <div className={styles.line}>
      <InfoLabel size="small" htmlFor={id} info={words.computeHint}>
        {words.compute}
      </InfoLabel>
      <Select
        id={id}
        size="small"
        value={compute}
        onChange={(_, { value }) => {
          const choice = COMPUTE_CHOICES.find((known) => known === value);
          if (choice !== undefined) store.act(product.chooseCompute(choice));
        }}
      >
        {COMPUTE_CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {words.computeChoices[choice]}
          </option>
        ))}
      </Select>
    </div>
  );
}
