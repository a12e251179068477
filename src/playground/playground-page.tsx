import {
  AriaLiveAnnouncer,
  FluentProvider,
  makeStyles,
  mergeClasses,
  tokens,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Product } from "../app/product.ts";
import { wordsOf } from "../app/words-of.ts";
import { useColorScheme } from "../taskpane/use-color-scheme.ts";
import { useKeptFocus } from "../taskpane/use-kept-focus.ts";
import { useLanguage } from "../taskpane/language/use-language.ts";
import { DraftBar } from "./draft/draft-bar.tsx";
import type { DraftKeeper } from "./draft/draft-keeper.ts";
import { MESSAGES } from "./messages.ts";
import { newWorkbook } from "./new-workbook.ts";
import { NoticeBar } from "./notice-bar.tsx";
import type { LoadPane } from "./pane-slot.tsx";
import { PaneSlot } from "./pane-slot.tsx";
import { ReplaceDialog } from "./replace-dialog.tsx";
import { sampleNamed, sampleWorkbook } from "./sample/sample-workbook.ts";
import { SpokenCell } from "./spoken-cell.tsx";
import { TopBar } from "./top-bar.tsx";
import { Tour } from "./tour.tsx";
import { endTour, isTourOver } from "./tour-steps.ts";
import { useDroppedFiles } from "./use-dropped-files.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import type { WorkbookSession } from "./workbook-session.ts";

const NARROW = "@media (max-width: 860px)";

const useStyles = makeStyles({
  page: {
    display: "grid",
    position: "relative",
    height: "100%",
    gridTemplateRows: "48px auto minmax(0, 1fr)",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    gridTemplateAreas: '"bar bar" "notice notice" "grid pane"',
    backgroundColor: tokens.colorNeutralBackground2,
    // Short pages scroll, so that some rows of the sheet are left below what is said above it.
    overflowY: "auto",
    [NARROW]: {
      gridTemplateRows: "48px auto minmax(260px, 1fr) auto",
      gridTemplateColumns: "minmax(0, 1fr)",
      gridTemplateAreas: '"bar" "notice" "grid" "pane"',
    },
  },
  bar: { gridArea: "bar" },
  notice: { gridArea: "notice" },
  grid: { gridArea: "grid", position: "relative", minWidth: 0, minHeight: 0 },
  pane: {
    gridArea: "pane",
    boxSizing: "border-box",
    width: "360px",
    minHeight: 0,
    overflow: "auto",
    // Else what is placed in the pane by its parts would make the page scroll.
    position: "relative",
    // What has the focus is not behind the news of the pane, which stays in sight and says how high it is.
    scrollPaddingTop: "calc(var(--pane-news-height, 0px) + 8px)",
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: {
      width: "100%",
      height: "45vh",
      borderLeft: "none",
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  paneClosed: { display: "none" },
  drop: {
    position: "absolute",
    inset: "0",
    zIndex: 1000,
    display: "grid",
    placeItems: "center",
    pointerEvents: "none",
    fontSize: tokens.fontSizeBase500,
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorNeutralBackgroundAlpha2,
    border: `3px dashed ${tokens.colorBrandStroke1}`,
  },
});

export interface OpenPage {
  readonly session: WorkbookSession;
  readonly product: Product;
  readonly loadPane: LoadPane;
  /** Null where nothing is kept of what is not saved. */
  readonly drafts: DraftKeeper | null;
  setDark(isDark: boolean): void;
  /** Selects a place in the grid and brings it into view. */
  show(address: string): void;
  focusGrid(): void;
}

export interface PlaygroundPageProps {
  /** Where the spreadsheet is drawn; made outside, so that it can be drawn while this page renders again. */
  readonly gridElement: HTMLElement;
  readonly opened: OpenPage;
}

/** In the order in which F6 goes through them. */
const PARTS = ["grid", "pane", "head"] as const;

const buttonOf = (slot: HTMLElement | null) =>
  slot?.querySelector<HTMLElement>("button:not(:disabled, [aria-disabled='true'])") ?? null;

const FILL = { height: "100%" };

const isWide = () => !matchMedia(NARROW.slice("@media ".length)).matches;

/** The whole page: bar, spreadsheet, pane, and what is said about files. */
export function PlaygroundPage({ gridElement, opened }: PlaygroundPageProps) {
  const styles = useStyles();
  const { session, product } = opened;
  const { name, isChanged, busy, notice, waiting } = useStore(session.state);
  const [isPaneOpen, setPaneOpen] = useState(isWide);
  const [isTourOpen, setTourOpen] = useState(() => !isTourOver());
  useLanguage();
  const sample = sampleNamed(name);
  const scheme = useColorScheme("system");
  const filePicker = useRef<(() => void) | null>(null);
  const gridSlot = useRef<HTMLElement>(null);

  useEffect(() => gridSlot.current?.append(gridElement), [gridElement]);
  // What a person must decide is in sight, also where the pane is closed at first.
  useEffect(
    () => product.state.subscribe(({ model }) => model.status === "offered" && setPaneOpen(true)),
    [product],
  );
  useEffect(() => opened.setDark(scheme === "dark"), [opened, scheme]);
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);

  const save = useCallback(() => void session.save(), [session]);
  const barSlot = useRef<HTMLDivElement>(null);
  const noticeSlot = useRef<HTMLDivElement>(null);
  useKeptFocus(noticeSlot, opened.focusGrid);
  const paneSlot = useRef<HTMLDivElement>(null);
  useShortcuts({
    open: () => filePicker.current?.(),
    save,
    switchPart: (step) => {
      const isIn = (slots: readonly RefObject<HTMLElement | null>[]) =>
        slots.some(({ current }) => current?.contains(document.activeElement));
      const part = isIn([paneSlot]) ? "pane" : isIn([barSlot, noticeSlot]) ? "head" : "grid";
      switch (PARTS.at((PARTS.indexOf(part) + step) % PARTS.length)!) {
        case "grid":
          // The grid takes keys on an element of its own, which it finds again where it is clicked or asked.
          opened.focusGrid();
          break;
        case "pane":
          setPaneOpen(true);
          requestAnimationFrame(() => paneSlot.current?.focus());
          break;
        case "head":
          // What is said above the sheet, as the tour, comes before the bar.
          (buttonOf(noticeSlot.current) ?? buttonOf(barSlot.current))?.focus();
      }
    },
  });
  const isOver = useDroppedFiles(
    useCallback(
      ([file, ...others]: readonly File[]) => {
        if (others.length > 0)
          session.showNotice({ intent: "error", title: null, text: MESSAGES.tooManyFiles });
        else if (file?.name.endsWith(".gguf")) {
          setPaneOpen(true);
          product.models
            ?.add({ kind: "file", file })
            .catch((error: unknown) => product.report(MESSAGES.modelFailed(wordsOf(error))));
        } else if (file) void session.open(file);
      },
      [session, product],
    ),
  );

  return (
    <FluentProvider theme={scheme === "dark" ? webDarkTheme : webLightTheme} style={FILL}>
      <AriaLiveAnnouncer>
        {/* Not the provider's own class: it is put on every pop-up as well. */}
        <div className={styles.page}>
          <div ref={barSlot} className={styles.bar}>
            <TopBar
              workbookName={name}
              isChanged={isChanged}
              isPaneOpen={isPaneOpen}
              isDisabled={busy !== null}
              onOpen={(file) => void session.open(file)}
              onSave={save}
              onNew={() => void session.replace(newWorkbook())}
              onSample={() => void session.replace(sampleWorkbook())}
              onTogglePane={() => setPaneOpen(!isPaneOpen)}
              filePicker={filePicker}
            />
          </div>
          <div ref={noticeSlot} className={styles.notice}>
            {isTourOpen && sample && (
              <Tour
                sample={sample}
                show={(address) => opened.show(address)}
                onEnd={() => {
                  endTour();
                  setTourOpen(false);
                }}
              />
            )}
            {opened.drafts && <DraftBar keeper={opened.drafts} />}
            {notice && <NoticeBar notice={notice} onDismiss={() => session.showNotice(null)} />}
          </div>
          <SpokenCell product={product} />
          <main ref={gridSlot} className={styles.grid} aria-label={MESSAGES.grid} />
          <div
            ref={paneSlot}
            tabIndex={-1}
            className={mergeClasses(styles.pane, !isPaneOpen && styles.paneClosed)}
          >
            <PaneSlot load={opened.loadPane} product={product} />
          </div>
          <ReplaceDialog
            isOpen={waiting !== null}
            workbookName={name}
            onAnswer={(choice) => void session.answer(choice)}
          />
          {isOver && <div className={styles.drop}>{MESSAGES.drop}</div>}
        </div>
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}
