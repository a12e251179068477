import { makeStyles, Select, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { LayerInspection, TokenPiece } from "../../engine/completer.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { MESSAGES } from "../messages/messages.ts";
import type { TokenKind } from "./prompt-tokens.tsx";
import { visible } from "../../core/prompts/visible.ts";

const words = MESSAGES.layers;

const WIDTH = 300;
const STRIP = 22;
const ROW = 15;
const TEXT_AT = 40;
const BAR_AT = 136;
const BAR_WIDTH = 122;
const TEXT_LENGTH = 13;
/** Tokens that are named; the strip above them has all. */
const NAMED = 10;
const MEAN = "mean";

const useStyles = makeStyles({
  text: { fill: tokens.colorNeutralForeground1 },
  quiet: { fill: tokens.colorNeutralForeground3 },
  start: { fill: tokens.colorNeutralForeground3 },
  example: { fill: tokens.colorPaletteBlueBorderActive },
  input: { fill: tokens.colorPaletteLavenderBorderActive },
  answer: { fill: tokens.colorPaletteGreenBorderActive },
  rail: { fill: tokens.colorNeutralBackground4 },
});

export interface AttentionChartProps {
  readonly tokens: readonly TokenPiece[];
  readonly kinds: readonly TokenKind[];
  readonly layers: readonly LayerInspection[];
}

/** Which tokens the place attends to: all of them as a strip, the most attended by name, and sums by kind. */
export function AttentionChart({ tokens: pieces, kinds, layers }: AttentionChartProps) {
  const styles = useStyles();
  const [layer, setLayer] = useState(MEAN);
  const attention = layer === MEAN ? meanOf(layers) : layers[Number(layer)]!.attention;
  const largest = Math.max(...attention);
  const named = [...attention.keys()].sort((a, b) => attention[b]! - attention[a]!).slice(0, NAMED);
  const shares = [...new Set(kinds)].map((kind) =>
    words.share(
      MESSAGES.inside.kinds[kind],
      attention.reduce((sum, share, token) => (kinds[token] === kind ? sum + share : sum), 0),
    ),
  );
  const spoken = named.map((token) => words.attended(token, visible(pieces[token]!.text), attention[token]!));
  return (
    <>
      <Select
        size="small"
        aria-label={words.layer}
        value={layer}
        onChange={(_, data) => setLayer(data.value)}
      >
        <option value={MEAN}>{words.allLayers}</option>
        {layers.map((_, index) => (
          <option key={index} value={String(index)}>
            {words.oneLayer(index + 1)}
          </option>
        ))}
      </Select>
      <ChartFrame
        title={words.attention}
        spoken={spoken.join(", ")}
        fileName="attention.svg"
        width={WIDTH}
        height={STRIP + named.length * ROW}
      >
        <rect width={WIDTH} height={STRIP - 6} className={styles.rail} />
        {attention.map((share, token) => (
          <rect
            key={token}
            x={(token / attention.length) * WIDTH}
            width={WIDTH / attention.length}
            height={STRIP - 6}
            opacity={share / largest}
            className={styles[kinds[token]!]}
          />
        ))}
        {named.map((token, index) => {
          const y = STRIP + index * ROW;
          return (
            <g key={token}>
              <text x={34} y={y + 11} textAnchor="end" className={styles.quiet}>
                {token}
              </text>
              <text x={TEXT_AT} y={y + 11} className={styles.text}>
                {short(visible(pieces[token]!.text))}
              </text>
              <rect
                x={BAR_AT}
                y={y + 3}
                height={ROW - 6}
                width={Math.max((attention[token]! / largest) * BAR_WIDTH, 1)}
                className={styles[kinds[token]!]}
              />
              <text x={WIDTH} y={y + 11} textAnchor="end" className={styles.quiet}>
                {words.percent(attention[token]!)}
              </text>
            </g>
          );
        })}
      </ChartFrame>
      <Text size={200}>{shares.join(" · ")}</Text>
    </>
  );
}

function meanOf(layers: readonly LayerInspection[]): readonly number[] {
  const [first] = layers;
  return (first?.attention ?? []).map(
    (_, token) => layers.reduce((sum, { attention }) => sum + attention[token]!, 0) / layers.length,
  );
}

const short = (text: string): string =>
  text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH - 1)}…` : text;
