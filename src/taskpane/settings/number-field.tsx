import { InfoLabel, makeStyles, Slider, SpinButton, tokens } from "@fluentui/react-components";
import { useId, useState } from "react";
import type { NumberOption } from "../../core/options/option-table.ts";
import { OPTIONS } from "../../core/options/option-table.ts";
import { settingsSchema } from "../../core/options/settings.ts";
import { localDecimal } from "../../core/language/decimal-text.ts";
import { MESSAGES } from "../messages/messages.ts";
import { usePane } from "../use-pane.ts";
import { DecimalSpinButton } from "./decimal-spin-button.tsx";
import type { NUMBER_KEYS } from "./number-keys.ts";
import { useSetting } from "./use-setting.ts";

const words = MESSAGES.settings;

/** A field with its label above it, its slider and its value. */
export const useFieldStyles = makeStyles({
  field: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 88px",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  label: { gridColumn: "1 / -1" },
  number: { boxSizing: "border-box", minWidth: 0, width: "100%" },
  /** So many steps that their marks would be one grey line. */
  rail: { "::before": { display: "none" } },
  problem: {
    gridColumn: "1 / -1",
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
  },
});

type NumberKey = (typeof NUMBER_KEYS)[number];

/** Steps of the sliders; a setting without one is only typed. */
const SLIDER_STEPS: Partial<Record<NumberKey, number>> = {
  temperature: 0.05,
  topK: 10,
  topP: 0.01,
  minP: 0.01,
  repetitionPenalty: 0.05,
  maxTokens: 1,
  confidence: 0.05,
  unsureBelow: 0.05,
};

/** A number by slider and by keyboard, written as the language writes numbers. */
export function NumberField({ setting }: { readonly setting: NumberKey }) {
  const styles = useFieldStyles();
  const { store } = usePane();
  const value = useSetting(setting);
  const [problem, setProblem] = useState<string | null>(null);
  const labelId = useId();
  const option: NumberOption = OPTIONS[setting];
  const step = SLIDER_STEPS[setting];
  const label = words.option[setting];
  const Spin = option.kind === "integer" ? SpinButton : DecimalSpinButton;
  const type = (typed: number | null | undefined) => {
    if (typed === null || typed === undefined || !settingsSchema.shape[setting].safeParse(typed).success) {
      setProblem(words.outOfRange(option.min, option.max, option.aboveMin, option.kind === "integer"));
      return;
    }
    setProblem(null);
    store.change({ [setting]: typed });
  };
  const slide = (moved: number) => {
    // The lowest stop of a scale that starts above its end stands for one step.
    const least = option.aboveMin ? option.min + (step ?? 0) : option.min;
    setProblem(null);
    store.preview({ [setting]: Math.max(moved, least) });
  };
  const commit = () => store.commit(setting);
  return (
    <div className={styles.field}>
      <InfoLabel size="small" className={styles.label} info={words.description[setting]} id={labelId}>
        {label}
      </InfoLabel>
      {step === undefined ? (
        <span />
      ) : (
        <Slider
          size="small"
          rail={{ className: styles.rail }}
          aria-label={label}
          min={option.min}
          max={option.max}
          step={step}
          value={value}
          aria-valuetext={localDecimal(String(value))}
          onChange={(_, data) => slide(Number(data.value.toFixed(4)))}
          onPointerUp={commit}
          onKeyUp={commit}
          onBlur={commit}
        />
      )}
      <Spin
        size="small"
        className={styles.number}
        aria-label={words.value(label)}
        step={step ?? 1}
        stepPage={(step ?? 1) * 10}
        precision={option.kind === "integer" ? 0 : 2}
        value={value}
        displayValue={String(value)}
        aria-valuetext={localDecimal(String(value))}
        incrementButton={{ "aria-label": words.more(label) }}
        decrementButton={{ "aria-label": words.less(label) }}
        onChange={(event, data) => {
          type(data.value ?? parseNumber(data.displayValue ?? "", option.kind));
          // The button writes what is typed into this attribute, and leaves it there when the value is refused.
          if (event.target instanceof HTMLInputElement) event.target.ariaValueNow = String(value);
        }}
      />
      {problem !== null && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </div>
  );
}

/**
 * NaN where the text is no number, so that the schema refuses it. Whole numbers have digits only: "1.000" is a thousand
 * to one reader and one to another.
 */
function parseNumber(text: string, kind: NumberOption["kind"]): number {
  const typed = text.trim();
  const isNumber = kind === "integer" ? /^[-+]?\d+$/.test(typed) : typed !== "";
  return isNumber ? Number(typed) : Number.NaN;
}
