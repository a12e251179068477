import {
  Button,
  InfoLabel,
  makeStyles,
  Select,
  Slider,
  SpinButton,
  Switch,
  Text,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { memo, useId, useState } from "react";
import type { NumberOption } from "../../core/options/option-table.ts";
import { OPTIONS } from "../../core/options/option-table.ts";
import type { Settings } from "../../core/options/settings.ts";
import { DEFAULT_SETTINGS, settingsSchema } from "../../core/options/settings.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { GentleSwitch } from "../model/gentle-switch.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { SHOWN_CANDIDATES } from "../pane-store.ts";
import { Presets, SamplingPreview } from "../inside/sampling-preview.tsx";
import { useApp, usePane, usePaneState } from "../use-pane.ts";

const words = MESSAGES.settings;

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  field: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 88px",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  wide: { display: "flex", flexDirection: "column" },
  label: { gridColumn: "1 / -1" },
  number: { boxSizing: "border-box", minWidth: 0, width: "100%" },
  /** So many steps that their marks would be one grey line. */
  rail: { "::before": { display: "none" } },
  scope: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  problem: {
    gridColumn: "1 / -1",
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
  },
});

const NUMBER_KEYS = [
  "temperature",
  "topK",
  "topP",
  "minP",
  "repetitionPenalty",
  "maxTokens",
  "seed",
  "confidence",
  "unsureBelow",
] as const;
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

/** How tokens are drawn, for the whole workbook. */
export const SettingsCard = memo(function SettingsCard({
  hostKind,
}: {
  readonly hostKind: SpreadsheetHost["kind"];
}) {
  const styles = useStyles();
  const { store } = usePane();
  const isDefault = useApp(({ settings }) => JSON.stringify(settings) === JSON.stringify(DEFAULT_SETTINGS));
  return (
    <PaneCard
      title={words.title}
      aside={
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={isDefault}
          onClick={() => store.change(DEFAULT_SETTINGS)}
        >
          {words.reset}
        </Button>
      }
    >
      <div className={styles.scope}>{words.scope}</div>
      <Presets />
      <SamplingPreview />
      <div className={styles.fields}>
        {NUMBER_KEYS.map((key) => (
          <NumberField key={key} setting={key} />
        ))}
        <CandidatesField />
        <StopField />
        <ChoiceField setting="format" />
        <ChoiceField setting="headers" />
        <ChoiceField setting="type" />
        <SwitchField setting="careful" />
        <GentleSwitch hostKind={hostKind} />
      </div>
    </PaneCard>
  );
});

function useSetting<Key extends keyof Settings>(key: Key): Settings[Key] {
  const applied = useApp((state) => state.settings[key]);
  const draft = usePaneState((state) => state.draft[key]);
  return draft ?? applied;
}

function NumberField({ setting }: { readonly setting: NumberKey }) {
  const styles = useStyles();
  const { store } = usePane();
  const value = useSetting(setting);
  const [problem, setProblem] = useState<string | null>(null);
  const labelId = useId();
  const option: NumberOption = OPTIONS[setting];
  const step = SLIDER_STEPS[setting];
  const label = words.option[setting];
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
          onChange={(_, data) => slide(Number(data.value.toFixed(4)))}
          onPointerUp={commit}
          onKeyUp={commit}
          onBlur={commit}
        />
      )}
      <SpinButton
        size="small"
        className={styles.number}
        aria-label={words.value(label)}
        step={step ?? 1}
        stepPage={(step ?? 1) * 10}
        precision={option.kind === "integer" ? 0 : 2}
        value={value}
        displayValue={String(value)}
        onChange={(event, data) => {
          type(data.value ?? parseNumber(data.displayValue));
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

/** NaN where the text is no number, so that the schema refuses it. */
function parseNumber(text: string | undefined): number {
  return text === undefined || text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", "."));
}

/** How many of the likeliest tokens charts and lists show: of this pane, not of the workbook. */
function CandidatesField() {
  const styles = useStyles();
  const { store } = usePane();
  const shown = usePaneState((state) => state.shownCandidates);
  const labelId = useId();
  const { fewest, most } = SHOWN_CANDIDATES;
  return (
    <div className={styles.field}>
      <InfoLabel size="small" className={styles.label} info={words.candidatesHint} id={labelId}>
        {words.candidates}
      </InfoLabel>
      <Slider
        size="small"
        aria-label={words.candidates}
        min={fewest}
        max={most}
        value={shown}
        onChange={(_, data) => store.showCandidates(data.value)}
      />
      <Text size={200}>{words.count(shown)}</Text>
    </div>
  );
}

function StopField() {
  const styles = useStyles();
  const { store } = usePane();
  const applied = useSetting("stop");
  const [typed, setTyped] = useState<string | null>(null);
  const apply = () => {
    if (typed !== null) store.change({ stop: typed.split("\n").filter((line) => line !== "") });
    setTyped(null);
  };
  return (
    <div className={styles.wide}>
      <InfoLabel size="small" info={words.description.stop}>
        {words.stop}
      </InfoLabel>
      <Textarea
        size="small"
        rows={1}
        resize="vertical"
        aria-label={words.stop}
        value={typed ?? applied.join("\n")}
        onChange={(_, data) => setTyped(data.value)}
        onBlur={apply}
      />
    </div>
  );
}

function ChoiceField({ setting }: { readonly setting: "format" | "headers" | "type" }) {
  const styles = useStyles();
  const { store } = usePane();
  const value = useSetting(setting);
  const option = OPTIONS[setting];
  return (
    <div className={styles.wide}>
      <InfoLabel size="small" info={words.description[setting]}>
        {words.option[setting]}
      </InfoLabel>
      <Select
        size="small"
        aria-label={words.option[setting]}
        value={value}
        onChange={(_, data) => store.change({ [setting]: data.value })}
      >
        {[...new Set([option.default, ...option.choices])].map((choice) => (
          <option key={choice} value={choice}>
            {words.choice(choice)}
          </option>
        ))}
      </Select>
    </div>
  );
}

function SwitchField({ setting }: { readonly setting: "careful" }) {
  const styles = useStyles();
  const { store } = usePane();
  const isOn = useSetting(setting);
  return (
    <div className={styles.wide}>
      <InfoLabel size="small" info={words.description[setting]}>
        {words.option[setting]}
      </InfoLabel>
      <Switch
        aria-label={words.option[setting]}
        checked={isOn}
        onChange={(_, data) => store.change({ [setting]: data.checked })}
      />
    </div>
  );
}
