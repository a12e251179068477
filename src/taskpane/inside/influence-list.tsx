import { Button, InfoLabel, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ExampleInfluence, ExampleInfluences } from "../../app/inspect/influences.ts";
import type { AnswerTrace } from "../../app/state.ts";
import { contrastBar } from "./contrast-bar.ts";
import { MESSAGES } from "../messages/messages.ts";
import { usePane } from "../use-pane.ts";

const words = MESSAGES.influence;

const useStyles = makeStyles({
  list: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 72px max-content",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
    alignItems: "center",
    margin: 0,
    padding: 0,
    listStyleType: "none",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  item: { display: "contents" },
  example: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  track: { height: "8px", display: "flex" },
  bar: {
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground,
    ...contrastBar("Highlight"),
  },
  against: {
    backgroundColor: tokens.colorPaletteMarigoldBackground3,
    ...contrastBar("GrayText"),
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Which examples the model read for an answer, and how much each mattered: reckoned on request, as it takes a run. */
export function InfluenceList({ trace }: { readonly trace: AnswerTrace }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const [found, setFound] = useState<ExampleInfluences | null>(null);
  const [isAsked, setAsked] = useState(false);
  if (trace.answer.status !== "done" || trace.basis === undefined) return null;
  const ask = () => {
    setAsked(true);
    const asked = product.influences(trace.address).then(setFound);
    store.act(asked.finally(() => setAsked(false)));
  };
  return (
    <>
      <div>
        <Button
          size="small"
          aria-expanded={found !== null}
          disabledFocusable={isAsked}
          onClick={() => (found === null ? ask() : setFound(null))}
        >
          {isAsked ? words.running : found === null ? words.show : words.hide}
        </Button>
      </div>
      {found !== null && (
        <>
          <InfoLabel size="small" info={words.hint}>
            {words.title}
          </InfoLabel>
          {found.untested > 0 && (
            <Text size={200} className={styles.quiet}>
              {words.untested(found.untested)}
            </Text>
          )}
          <ul className={styles.list} aria-label={words.title}>
            {found.examples.map((influence, index) => (
              <Influence key={index} influence={influence} most={mostOf(found)} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The largest influence either way; at least so much that a hair's breadth does not look like a mountain. */
function mostOf({ examples }: ExampleInfluences): number {
  return Math.max(0.1, ...examples.map(({ nats }) => Math.abs(nats)));
}

function Influence({ influence, most }: { readonly influence: ExampleInfluence; readonly most: number }) {
  const styles = useStyles();
  const { example, nats } = influence;
  const text = words.example(example.inputs, example.output);
  return (
    <li className={styles.item}>
      <span className={styles.example} title={text}>
        {text}
      </span>
      <span className={styles.track} aria-hidden>
        <span
          className={mergeClasses(styles.bar, nats < 0 && styles.against)}
          style={{ width: `${(Math.abs(nats) / most) * 100}%` }}
        />
      </span>
      <span>{words.factor(Math.exp(nats))}</span>
    </li>
  );
}
