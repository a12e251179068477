import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useMemo, useRef, useState } from "react";
import { appFile } from "../../core/apps/app-file.ts";
import { problemWords } from "../../core/apps/app-problem.ts";
import { compileApp } from "../../core/apps/compile-app.ts";
import type { AppStatus } from "./app-frame.ts";
import { AppFrame } from "./app-frame.ts";
import { giveFile } from "../give-file.ts";
import { MESSAGES } from "../messages/messages.ts";
import { usePane } from "../use-pane.ts";

const words = MESSAGES.app;

const useStyles = makeStyles({
  stage: {
    "& iframe": {
      boxSizing: "border-box",
      display: "block",
      width: "100%",
      height: "220px",
      border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: "#fff",
    },
  },
  code: {
    "& textarea": {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      whiteSpace: "pre",
      maxHeight: "240px",
    },
  },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface AppPreviewProps {
  readonly address: string;
  /** As it stands in the cell. */
  readonly code: string;
  /** Whether the code is an answer, whose formula gives way to code that is kept; else it was typed. */
  readonly isAnswer: boolean;
}

/** An app that runs beside its code. The code can be changed, tried, kept in its cell, copied and saved as a page. */
export function AppPreview({ address, code, isAnswer }: AppPreviewProps) {
  const styles = useStyles();
  const { product, store } = usePane();
  const [draft, setDraft] = useState(code);
  const [run, setRun] = useState({ code, turn: 0 });
  const [copied, setCopied] = useState(false);
  const compiled = useMemo(() => compileApp(run.code), [run.code]);
  const again = () => setRun(({ turn }) => ({ code: draft, turn: turn + 1 }));
  const { cells } = product;
  const keep = () => store.act(isAnswer ? cells.correct(address, draft) : cells.retype(address, draft));
  const copy = () => store.act(navigator.clipboard.writeText(draft).then(() => setCopied(true)));
  const save = () =>
    store.act(
      (async () => {
        const app = compileApp(draft);
        if ("problem" in app) throw new Error(problemWords(app.problem));
        const response = await fetch(new URL("app-preview.html", document.baseURI));
        if (!response.ok) throw new Error(words.unreachable);
        giveFile(appFile(await response.text(), app.script, words.fileTitle), "app.html", "text/html");
      })(),
    );
  return (
    <>
      {"problem" in compiled ? (
        <Problem text={problemWords(compiled.problem)} />
      ) : (
        <Stage key={run.turn} script={compiled.script} />
      )}
      <Textarea
        className={styles.code}
        aria-label={words.code}
        resize="vertical"
        rows={8}
        value={draft}
        onChange={(_, data) => {
          setDraft(data.value);
          setCopied(false);
        }}
      />
      <div className={styles.buttons}>
        <Button size="small" onClick={again}>
          {words.run}
        </Button>
        {(isAnswer || draft !== code) && (
          <Button size="small" onClick={keep}>
            {words.keep}
          </Button>
        )}
        <Button size="small" onClick={copy}>
          {copied ? words.copied : words.copy}
        </Button>
        <Button size="small" onClick={save}>
          {words.save}
        </Button>
      </div>
      {isAnswer && <Text size={200}>{words.keepHint}</Text>}
    </>
  );
}

/** The frame of one run of an app, and what became of it. */
function Stage({ script }: { readonly script: string }) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const [status, setStatus] = useState<AppStatus>({ status: "opening" });
  useEffect(() => {
    const frame = new AppFrame({ place: place.current!, title: words.frame, script, onStatus: setStatus });
    return () => frame.close();
  }, [script]);
  return (
    <>
      <div ref={place} className={styles.stage} data-status={status.status} />
      {status.status === "failed" && <Problem text={problemWords(status.problem)} />}
      {status.status === "removed" && <Problem text={words[status.why]} />}
    </>
  );
}

function Problem({ text }: { readonly text: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}
