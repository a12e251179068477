import { InfoLabel, makeStyles, tokens, ToggleButton } from "@fluentui/react-components";
import type { Settings } from "../../core/options/settings.ts";
import { reshape } from "../../core/sampling/distribution.ts";
import type { GeneratedToken } from "../../engine/completer.ts";
import { contrastBar } from "./contrast-bar.ts";
import { MESSAGES } from "../messages/messages.ts";
import { usePane, usePaneState } from "../use-pane.ts";
import { visible } from "../../core/prompts/visible.ts";

const words = MESSAGES.selected;

const useStyles = makeStyles({
  tokens: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  token: { fontFamily: tokens.fontFamilyMonospace, minWidth: 0, paddingInline: tokens.spacingHorizontalS },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase200,
    "& th": {
      textAlign: "left",
      fontWeight: tokens.fontWeightRegular,
      color: tokens.colorNeutralForeground3,
    },
    "& td, & th": { padding: `1px ${tokens.spacingHorizontalXS}`, whiteSpace: "nowrap" },
  },
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    maxWidth: "110px",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  dropped: { color: tokens.colorNeutralForeground3, "& span": { opacity: 0.5 } },
  cell: { width: "35%" },
  track: { display: "block", height: "4px", borderRadius: tokens.borderRadiusSmall, minWidth: "1px" },
  model: { backgroundColor: tokens.colorNeutralStroke1, ...contrastBar("GrayText") },
  picked: { backgroundColor: tokens.colorBrandBackground, ...contrastBar("Highlight") },
});

export interface TokenListProps {
  readonly generated: readonly GeneratedToken[];
  /** How a token would be picked now; moves with the sliders. */
  readonly sampling: Settings;
}

/** The answer's tokens, and for one of them the candidates at its place with both probabilities. */
export function TokenList({ generated, sampling }: TokenListProps) {
  const styles = useStyles();
  const { store } = usePane();
  const chosen = usePaneState((state) => state.token);
  const shown = usePaneState((state) => state.shownCandidates);
  const token = generated[Math.min(chosen, generated.length - 1)];
  if (token === undefined) return null;
  const reshaped = reshape(token.candidates, sampling).slice(0, shown);
  return (
    <>
      <InfoLabel size="small" info={words.tokensHint}>
        {words.tokens}
      </InfoLabel>
      <div className={styles.tokens} role="group" aria-label={words.tokens}>
        {generated.map(({ text, logProbability }, index) => (
          <ToggleButton
            key={index}
            size="small"
            className={styles.token}
            checked={token === generated[index]}
            aria-label={words.tokenLabel(text, Math.exp(logProbability))}
            onClick={() => store.lookAt(index)}
          >
            {visible(text)}
          </ToggleButton>
        ))}
      </div>
      <table className={styles.table} aria-label={words.rivals}>
        <thead>
          <tr>
            <th scope="col">{words.candidate}</th>
            <th scope="col">{words.probability}</th>
            <th scope="col">{words.picked}</th>
          </tr>
        </thead>
        <tbody>
          {reshaped.map(({ id, text, logProbability, probability, kept }) => (
            <tr key={id} className={kept ? undefined : styles.dropped}>
              <td className={styles.text}>{visible(text)}</td>
              <Bar className={styles.model} probability={Math.exp(logProbability)} />
              <Bar className={styles.picked} probability={probability} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Bar({ className, probability }: { readonly className: string; readonly probability: number }) {
  const styles = useStyles();
  return (
    <td className={styles.cell}>
      {words.percent(probability)}
      <span className={`${styles.track} ${className}`} style={{ width: `${probability * 100}%` }} />
    </td>
  );
}
