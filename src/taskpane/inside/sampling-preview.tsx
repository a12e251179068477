import { makeStyles, Text, ToggleButton, tokens } from "@fluentui/react-components";
import { PRESET_IDS, PRESETS, presetOf } from "../../core/options/presets.ts";
import { OPTION_KEYS, OPTIONS } from "../../core/options/option-table.ts";
import { DistributionChart } from "./distribution-chart.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane, usePaneState } from "../use-pane.ts";
import { withoutSheet } from "../without-sheet.ts";

const words = MESSAGES.settings;

const useStyles = makeStyles({
  presets: { display: "flex", columnGap: tokens.spacingHorizontalXS },
  preset: { flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Three ways of drawing at one press. */
export function Presets() {
  const styles = useStyles();
  const { store } = usePane();
  const settings = useApp((state) => state.settings);
  const draft = usePaneState((state) => state.draft);
  const current = presetOf({ ...settings, ...draft });
  return (
    <div className={styles.presets} role="group" aria-label={words.presets}>
      {PRESET_IDS.map((id) => (
        <ToggleButton
          key={id}
          size="small"
          className={styles.preset}
          checked={id === current}
          onClick={() => store.change(PRESETS[id])}
        >
          {words.preset[id]}
        </ToggleButton>
      ))}
    </div>
  );
}

/** What the settings would make of the selected cell's answer, from what the model already gave, while they move. */
export function SamplingPreview() {
  const styles = useStyles();
  const selection = useApp((state) => state.selection);
  const settings = useApp((state) => state.settings);
  const draft = usePaneState((state) => state.draft);
  const chosen = usePaneState((state) => state.token);
  const trace = selection?.trace && "answer" in selection.trace ? selection.trace : null;
  const own = trace?.own ?? {};
  const generated = trace?.answer.status === "done" ? trace.answer.tokens : [];
  const token = generated[Math.min(chosen, generated.length - 1)];
  const names = OPTION_KEYS.filter((key) => key in own).map((key) =>
    words.override(OPTIONS[key].name, String(own[key])),
  );
  return (
    <>
      {names.length > 0 && <Text size={200}>{words.overrides(names)}</Text>}
      {selection && token ? (
        <div>
          <Text size={200} className={styles.quiet}>
            {MESSAGES.distribution.at(
              withoutSheet(selection.address),
              Math.min(chosen, generated.length - 1) + 1,
            )}
          </Text>
          <DistributionChart candidates={token.candidates} sampling={{ ...settings, ...draft, ...own }} />
        </div>
      ) : (
        <Text size={200} className={styles.quiet}>
          {MESSAGES.distribution.nothing}
        </Text>
      )}
    </>
  );
}
