import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Switch,
  Text,
  tokens,
} from "@fluentui/react-components";
import { memo, useRef, useState, type ChangeEvent } from "react";
import type { LessonSummary, TeachRun } from "../../app/teach/teach-state.ts";
import { type CellError, describe } from "../../core/errors/cell-error.ts";
import { LearningView } from "./learning-view.tsx";
import { LossCurve } from "./loss-curve.tsx";
import { giveFile } from "../give-file.ts";
import { PaneCard } from "../pane-card.tsx";
import { TEACH_MESSAGES } from "./teach-messages.ts";
import { useApp, usePane } from "../use-pane.ts";
import { useSaid } from "../use-said.ts";

const words = TEACH_MESSAGES;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  lesson: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
});

/** Teaches selected rows, shows the training as it runs, and lists what was taught. */
export const TeachCard = memo(function TeachCard() {
  const { lessons, run } = useApp((state) => state.teach);
  const taught = lessons.length === 0 ? "" : words.taught(lessons.map(({ name }) => name));
  useSaid(run.status === "none" ? taught : words.status[run.status]);
  return (
    <PaneCard title={words.title}>
      {run.status === "none" ? <TeachForm problem={run.problem} /> : <Training run={run} />}
      {lessons.map((lesson) => (
        <LessonLine key={lesson.name} lesson={lesson} isBusy={run.status !== "none"} />
      ))}
    </PaneCard>
  );
});

function TeachForm({ problem }: { readonly problem: CellError | null }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const area = useApp((state) => state.selectedArea);
  const bytes = useApp(({ model }) => (model.status === "ready" ? model.teachingBytes : null));
  const [name, setName] = useState("");
  const [isHeldBack, setHeldBack] = useState(true);
  const file = useRef<HTMLInputElement>(null);
  const teach = (pace: "run" | "pause") => {
    if (area !== null) void product.teaching.start({ area, name, isHeldBack, pace });
  };
  const take = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [chosen] = event.target.files ?? [];
    event.target.value = "";
    if (!chosen || area === null) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    await product.teaching.importFile(bytes, { area, name });
  };
  const isReady = area !== null && name.trim() !== "";
  return (
    <>
      {problem !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{describe(problem).text}</MessageBarBody>
        </MessageBar>
      )}
      <Text size={200} className={styles.quiet}>
        {words.start}
      </Text>
      <Field label={words.name} hint={words.nameHint} size="small">
        <Input size="small" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Switch
        size="small"
        label={words.holdBack}
        checked={isHeldBack}
        onChange={(_, { checked }) => setHeldBack(checked)}
      />
      {bytes !== null && (
        <Text size={200} className={styles.quiet}>
          {words.memory(bytes)}
        </Text>
      )}
      <div className={styles.buttons}>
        <Button size="small" appearance="primary" disabled={!isReady} onClick={() => teach("run")}>
          {words.teach}
        </Button>
        <Button size="small" disabled={!isReady} onClick={() => teach("pause")}>
          {words.stepByStep}
        </Button>
        <Button size="small" appearance="subtle" disabled={!isReady} onClick={() => file.current?.click()}>
          {words.importFile}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".safetensors"
          hidden
          onChange={(event) => store.act(take(event))}
        />
      </div>
    </>
  );
}

function Training({ run }: { readonly run: Exclude<TeachRun, { status: "none" }> }) {
  const styles = useStyles();
  const { product } = usePane();
  const { status, pace, losses, training, trainings, steps, heldBack, before, last } = run;
  return (
    <>
      <Text size={200}>
        {words.status[status]}
        {status === "training" && trainings > 1 && `, ${words.trainingOf(training, trainings)}`}
        {status === "training" && steps !== null && `, ${words.stepOf(losses.length, steps)}`}
      </Text>
      <Text size={200} className={styles.quiet}>
        {words.plan(run.rows, heldBack, run.memoryBytes)}
        {trainings > 1 && ` ${words.mean(trainings)}`}
      </Text>
      {before !== null && <Text size={200}>{words.before(before, heldBack)}</Text>}
      {steps !== null && <LossCurve losses={losses} heldBack={run.heldBackLosses} steps={steps} />}
      {last !== null && <LearningView step={last} />}
      <div className={styles.buttons}>
        {status === "training" && (
          <>
            {pace === "pause" ? (
              <>
                <Button size="small" onClick={() => product.teaching.setPace("step")}>
                  {words.step}
                </Button>
                <Button size="small" onClick={() => product.teaching.setPace("run")}>
                  {words.resume}
                </Button>
              </>
            ) : (
              <Button size="small" onClick={() => product.teaching.setPace("pause")}>
                {words.pause}
              </Button>
            )}
            <Button size="small" onClick={() => product.teaching.setPace("finish")}>
              {words.stop}
            </Button>
          </>
        )}
        <Button size="small" appearance="subtle" onClick={() => product.teaching.cancel()}>
          {words.cancel}
        </Button>
      </div>
    </>
  );
}

function LessonLine({ lesson, isBusy }: { readonly lesson: LessonSummary; readonly isBusy: boolean }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const { name, rows, bytes, hash, score, isUsed } = lesson;
  const give = () =>
    giveFile(product.teaching.exportFile(name), words.fileName(name), "application/octet-stream");
  return (
    <div className={styles.lesson} role="group" aria-label={name}>
      <Text size={200} weight="semibold">
        {name}
      </Text>
      <Text size={200} className={styles.quiet}>
        {words.lesson(rows, bytes, hash)}
        {score && `; ${words.score(score)}`}
      </Text>
      {!isUsed && <Text size={200}>{words.unused}</Text>}
      <Text size={200}>{words.use(name)}</Text>
      <div className={styles.buttons}>
        <Button size="small" onClick={give}>
          {words.exportFile}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          disabled={isBusy}
          onClick={() => store.act(product.teaching.remove(name))}
        >
          {words.remove}
        </Button>
      </div>
    </div>
  );
}
