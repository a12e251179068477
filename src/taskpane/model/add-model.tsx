import {
  Button,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Text,
  tokens,
} from "@fluentui/react-components";
import { type DragEvent, type SubmitEvent, useRef, useState } from "react";
import type { AddingModel } from "../../app/state.ts";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.models;

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  drop: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalS,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  over: { border: `1px dashed ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorBrandBackground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
  address: { display: "flex", columnGap: tokens.spacingHorizontalS },
  field: { minWidth: 0, flexGrow: 1 },
  line: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
  },
  name: { overflowWrap: "anywhere" },
  hidden: { display: "none" },
});

/** The ways in which a model of the person's own comes here, and what becomes of it. */
export function AddModel() {
  const styles = useStyles();
  const adding = useApp((state) => state.models.adding);
  return (
    <div className={styles.form} role="group" aria-label={words.add}>
      <Text weight="semibold">{words.add}</Text>
      <Outcome />
      {adding === null ? <Ways /> : <Adding adding={adding} />}
    </div>
  );
}

function Outcome() {
  const { outcome, list } = useApp((state) => state.models);
  if (outcome === null) return null;
  if (outcome.type === "refused") {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{words.refused(outcome.name, outcome.reason)}</MessageBarBody>
      </MessageBar>
    );
  }
  const name = list?.find(({ id }) => id === outcome.id)?.name;
  if (name === undefined) return null;
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>{words.added(name)}</MessageBarBody>
    </MessageBar>
  );
}

function Ways() {
  const styles = useStyles();
  const { product, store } = usePane();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [address, setAddress] = useState("");
  const [isRefused, setRefused] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) store.act(product.models?.add({ kind: "file", file }));
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const canBe = URL.canParse(address, document.baseURI);
    setRefused(!canBe);
    if (!canBe) return;
    store.act(product.models?.add({ kind: "address", url: new URL(address, document.baseURI).href }));
  };
  return (
    <>
      <div
        className={mergeClasses(styles.drop, isOver && styles.over)}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Button size="small" onClick={() => picker.current?.click()}>
          {words.chooseFile}
        </Button>
        <Text size={200} className={styles.quiet}>
          {words.dropHint}
        </Text>
        <input
          ref={picker}
          type="file"
          accept=".gguf"
          className={styles.hidden}
          tabIndex={-1}
          aria-label={words.file}
          onChange={({ target }) => {
            take(target.files);
            // The same file chosen again is a choice too.
            target.value = "";
          }}
        />
      </div>
      <form onSubmit={submit}>
        <Field
          size="small"
          label={words.address}
          hint={words.addressHint}
          {...(isRefused && { validationMessage: words.addressRefused })}
        >
          <Input
            size="small"
            type="text"
            inputMode="url"
            value={address}
            onChange={(_, data) => setAddress(data.value)}
            contentAfter={
              <Button size="small" appearance="transparent" type="submit" disabled={address === ""}>
                {words.addAddress}
              </Button>
            }
          />
        </Field>
      </form>
    </>
  );
}

function Adding({ adding }: { readonly adding: AddingModel }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const { name, loadedBytes, totalBytes, bytesPerSecond, secondsLeft, canPause, isPaused } = adding;
  const bytes = totalBytes === null ? words.loaded(loadedBytes) : words.bytes(loadedBytes, totalBytes);
  return (
    <>
      <Text size={200} className={styles.name}>
        {words.adding(name)}
      </Text>
      <ProgressBar
        aria-label={words.adding(name)}
        aria-valuetext={bytes}
        thickness="large"
        {...(totalBytes !== null && { value: loadedBytes, max: totalBytes })}
      />
      <div className={styles.line}>
        <Text size={200}>{bytes}</Text>
        <Text size={200} className={styles.quiet}>
          {isPaused ? words.paused : bytesPerSecond !== null && words.speed(bytesPerSecond)}
        </Text>
        <Text size={200} className={styles.quiet}>
          {secondsLeft !== null && !isPaused && words.timeLeft(secondsLeft)}
        </Text>
      </div>
      <div className={styles.address}>
        {canPause && !isPaused && (
          <Button size="small" onClick={() => product.models?.pauseAdding()}>
            {words.pause}
          </Button>
        )}
        {isPaused && (
          <Button size="small" onClick={() => store.act(product.models?.resumeAdding())}>
            {words.resume}
          </Button>
        )}
        <Button size="small" appearance="subtle" onClick={() => store.act(product.models?.cancelAdding())}>
          {words.cancel}
        </Button>
      </div>
    </>
  );
}
