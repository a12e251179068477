import {
  Button,
  InfoLabel,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Switch,
  Text,
  tokens,
} from "@fluentui/react-components";
import { memo, useEffect } from "react";
import type { FillProposal } from "../../app/fill/fill-state.ts";
import { describe } from "../../core/errors/cell-error.ts";
import { AUTO } from "../../core/options/option-table.ts";
import { formatTitle } from "../../core/prompts/format-title.ts";
import { formatById } from "../../core/prompts/formats/formats.ts";
import { FactList } from "../fact-list.tsx";
import { FillPreviewList } from "./fill-preview-list.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { useApp, usePane } from "../use-pane.ts";
import { useSaid } from "../use-said.ts";
import { seenFrom, withoutSheet } from "../without-sheet.ts";

const words = MESSAGES.fill;

/** Reading around each cell that a person passes on the way to another would be work for nothing. */
const SETTLE_MS = 200;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  formula: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
});

/** Fills a column without a formula being typed: what would be filled, its first answers, and the writing. */
export const FillCard = memo(function FillCard() {
  const styles = useStyles();
  const { product, store } = usePane();
  const fill = useApp((state) => state.fill);
  const area = useApp((state) => state.selectedArea);
  // What was written or taken back has changed what can be filled.
  const lastEdit = useApp((state) => state.undo);
  // Looking around in the sheet does not throw away what is being looked at here.
  const isPinned = fill.status === "writing" || (fill.status === "proposed" && fill.preview !== null);
  useEffect(() => {
    if (area === null || isPinned) return;
    const timer = setTimeout(() => {
      store.watch(product.fill.propose(area));
      store.watch(product.corrections.look(area));
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [area, isPinned, lastEdit, product, store]);
  return (
    <PaneCard title={words.title}>
      <CorrectionsBar />
      {fill.status === "none" && (
        <Text size={200} className={styles.quiet}>
          {fill.reason === null ? words.start : describe(fill.reason).text}
        </Text>
      )}
      {fill.status === "proposed" && (
        <>
          <Proposal proposal={fill.proposal} />
          <Choices proposal={fill.proposal} />
          {fill.preview && <FillPreviewList preview={fill.preview} />}
          <div className={styles.buttons}>
            <Button size="small" appearance="primary" onClick={() => store.act(product.fill.writeFormulas())}>
              {words.writeFormulas(fill.proposal.rows)}
            </Button>
            <Button size="small" onClick={() => store.act(product.fill.writeValues())}>
              {words.writeValues}
            </Button>
            {fill.preview === null ? (
              <Button size="small" onClick={() => store.act(product.fill.preview())}>
                {words.preview}
              </Button>
            ) : (
              <Button
                size="small"
                appearance="subtle"
                onClick={() => {
                  product.fill.cancel();
                  if (area !== null) store.act(product.fill.propose(area));
                }}
              >
                {words.close}
              </Button>
            )}
          </div>
        </>
      )}
      {fill.status === "writing" && (
        <>
          <Proposal proposal={fill.proposal} />
          <div className={styles.buttons}>
            <Text size={200}>{words.writing}</Text>
            <Button size="small" onClick={() => product.fill.cancel()}>
              {MESSAGES.work.stop}
            </Button>
          </div>
        </>
      )}
    </PaneCard>
  );
});

/** Offers answers typed into a filled column to its other rows. */
function CorrectionsBar() {
  const { product, store } = usePane();
  const corrections = useApp((state) => state.corrections);
  const said = corrections && words.corrections(corrections.typed, withoutSheet(corrections.examples));
  useSaid(said ?? "");
  if (corrections === null) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <InfoLabel size="small" info={words.correctionsHint}>
          {said}
        </InfoLabel>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => store.act(product.corrections.use())}>
          {words.useCorrections(corrections.formulas)}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** What a person may want otherwise than it was found. */
function Choices({ proposal }: { readonly proposal: FillProposal }) {
  const { product, store } = usePane();
  const { header, mayHaveNames, labels, choosable } = proposal;
  return (
    <div>
      {mayHaveNames && (
        <Switch
          label={words.firstRowNames}
          checked={header !== null}
          onChange={(_, { checked }) => store.act(product.fill.choose({ hasNames: checked }))}
        />
      )}
      {choosable.length > 0 && (
        <Switch
          label={words.onlyThese(choosable)}
          checked={labels.length > 0}
          onChange={(_, { checked }) => store.act(product.fill.choose({ isClosed: checked }))}
        />
      )}
    </div>
  );
}

function Proposal({ proposal }: { readonly proposal: FillProposal }) {
  const styles = useStyles();
  const format = useApp((state) => state.settings.format);
  const seen = useApp((state) => state.selectedArea);
  const { names, answerType, labels } = proposal;
  const facts = [
    { term: words.examples, value: words.area(seenFrom(seen, proposal.examples), proposal.exampleCount) },
    { term: words.outputs, value: words.area(seenFrom(seen, proposal.outputs), proposal.rows) },
    { term: words.columns, value: names ? words.names(names.inputs, names.output) : words.noNames },
    {
      term: words.form,
      value: words.formText(answerType, labels, format === AUTO ? null : formatTitle(formatById(format))),
    },
    { term: words.formula, value: <span className={styles.formula}>{proposal.formula}</span> },
  ];
  return <FactList facts={facts} />;
}
