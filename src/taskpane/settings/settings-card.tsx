import {
  Button,
  InfoLabel,
  makeStyles,
  Select,
  Slider,
  Switch,
  Text,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { memo, useId, useState } from "react";
import { OPTIONS } from "../../core/options/option-table.ts";
import { DEFAULT_SETTINGS } from "../../core/options/settings.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { GentleSwitch } from "../model/gentle-switch.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { SHOWN_CANDIDATES } from "../pane-store.ts";
import { Presets, SamplingPreview } from "../inside/sampling-preview.tsx";
import { useApp, usePane, usePaneState } from "../use-pane.ts";
import { NumberField, useFieldStyles } from "./number-field.tsx";
import { NUMBER_KEYS } from "./number-keys.ts";
import { useSaid } from "../use-said.ts";
import { useSetting } from "./use-setting.ts";

const words = MESSAGES.settings;

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  wide: { display: "flex", flexDirection: "column" },
  others: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
  },
  /** Two lines, also where one would do. */
  othersText: { minWidth: 0, minHeight: "2lh" },
  scope: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

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
      <OtherSettingsLine />
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

/** Stands there also where there are none: what is being moved would slip away below a line that comes. */
function OtherSettingsLine() {
  const styles = useStyles();
  const { store } = usePane();
  const cells = useApp(({ kept }) => kept.otherSettings);
  const text = words.others(cells);
  useSaid(cells === 0 ? "" : text);
  return (
    <div className={styles.others}>
      <Text size={200} className={styles.othersText}>
        {text}
      </Text>
      <Button size="small" disabledFocusable={cells === 0} onClick={() => store.renewUnderSettings()}>
        {words.renewOthers}
      </Button>
    </div>
  );
}

/** How many of the likeliest tokens charts and lists show: of this pane, not of the workbook. */
function CandidatesField() {
  const styles = useFieldStyles();
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
