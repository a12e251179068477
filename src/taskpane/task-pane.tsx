import {
  AriaLiveAnnouncer,
  Button,
  FluentProvider,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { useMemo, useRef } from "react";
import type { Product } from "../app/product.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { AppCard } from "./apps/app-card.tsx";
import { KeptBar } from "./work/kept-bar.tsx";
import { FillCard } from "./fill/fill-card.tsx";
import { InsideCard } from "./inside/inside-card.tsx";
import { LogCard } from "./work/log-card.tsx";
import { LanguageChoice } from "./language/language-choice.tsx";
import { MESSAGES } from "./messages/messages.ts";
import { ModelCard } from "./model/model-card.tsx";
import { createPaneStore } from "./pane-store.ts";
import { SelectedCard } from "./inside/selected-card.tsx";
import { ServerCard } from "./model/server-card.tsx";
import { SettingsCard } from "./settings/settings-card.tsx";
import { TeachCard } from "./teach/teach-card.tsx";
import { type ColorScheme, useColorScheme } from "./use-color-scheme.ts";
import { useLanguage } from "./language/use-language.ts";
import { PaneContext, usePane, usePaneState } from "./use-pane.ts";
import { useKeptFocus } from "./use-kept-focus.ts";
import { News } from "./work/news.tsx";
import { UndoBar } from "./work/undo-bar.tsx";
import { WorkCard } from "./work/work-card.tsx";

const useStyles = makeStyles({
  pane: {
    boxSizing: "border-box",
    minHeight: "100%",
    padding: tokens.spacingHorizontalS,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  /** For screen readers: Excel shows the name above the pane. */
  heading: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

export interface TaskPaneProps {
  readonly product: Product;
  readonly hostKind: SpreadsheetHost["kind"];
  /** Left out, the system's. */
  readonly scheme?: ColorScheme | "system";
}

/** The task pane, the same in Excel and in the playground. */
export function TaskPane({ product, hostKind, scheme: wanted = "system" }: TaskPaneProps) {
  const styles = useStyles();
  const scheme = useColorScheme(wanted);
  const language = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  useKeptFocus(frame);
  const pane = useMemo(() => ({ product, store: createPaneStore(product) }), [product]);
  // A page has one main part: beside the playground's grid the pane is not it.
  const Landmark = hostKind === "excel" ? "main" : "section";
  return (
    <FluentProvider
      ref={frame}
      theme={scheme === "dark" ? webDarkTheme : webLightTheme}
      style={{ minHeight: "100%" }}
    >
      <AriaLiveAnnouncer>
        {/* Everything speaks the new language at once. */}
        <PaneContext key={language} value={pane}>
          <Landmark className={styles.pane} aria-label={MESSAGES.pane} tabIndex={-1}>
            {hostKind === "excel" && <h1 className={styles.heading}>{MESSAGES.pane}</h1>}
            <News>
              <FailureBar />
              <UndoBar />
            </News>
            <KeptBar />
            <ModelCard />
            <FillCard />
            <WorkCard hostKind={hostKind} />
            <AppCard />
            <SelectedCard />
            <SettingsCard hostKind={hostKind} />
            <TeachCard />
            <InsideCard />
            <ServerCard />
            <LogCard />
            <LanguageChoice />
          </Landmark>
        </PaneContext>
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}

function FailureBar() {
  const { store } = usePane();
  const failure = usePaneState((state) => state.failure);
  if (failure === null) return null;
  return (
    <MessageBar intent={failure.isPartial ? "warning" : "error"} layout="multiline">
      <MessageBarBody>
        {failure.isPartial ? failure.message : MESSAGES.actionFailed(failure.message)}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => store.dismissFailure()}>
          {MESSAGES.dismiss}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
