import { Button, Input, Label, makeStyles, Text, tokens } from "@fluentui/react-components";
import { memo, useId, useState, type HTMLInputTypeAttribute } from "react";
import type { ServerState } from "../../app/state.ts";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.server;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  field: { display: "flex", flexDirection: "column" },
  command: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  actions: { display: "flex", columnGap: tokens.spacingHorizontalS },
});

/** Whether a server answers in place of this machine. Off unless the person turns it on. */
export const ServerCard = memo(function ServerCard() {
  const styles = useStyles();
  const server = useApp((state) => state.server);
  const { used, reachable } = server;
  return (
    <PaneCard title={words.title}>
      <Text size={200}>{used === null ? words.off : words.on(used.origin, used.model)}</Text>
      {reachable.length === 0 ? (
        <>
          <Text size={200} className={styles.quiet}>
            {words.noneReachable}
          </Text>
          <Text size={200} className={styles.command}>
            {words.command}
          </Text>
        </>
      ) : (
        <ServerForm key={used?.address ?? ""} server={server} />
      )}
    </PaneCard>
  );
});

function ServerForm({ server: { used, reachable } }: { readonly server: ServerState }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const [address, setAddress] = useState(used?.address ?? reachable[0] ?? "");
  const [model, setModel] = useState(used?.model ?? "");
  const [key, setKey] = useState("");
  const send = () => {
    store.act(product.useServer({ address, model: model.trim(), key: key === "" ? null : key }));
    setKey("");
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={words.address} value={address} onChange={setAddress} type="url" />
      <Field label={words.model} value={model} onChange={setModel} hint={words.modelHint} />
      <Field
        label={words.key}
        value={key}
        onChange={setKey}
        type="password"
        hint={used?.hasKey === true ? words.keyKept : words.keyHint}
      />
      <Text size={200}>{words.warning(address)}</Text>
      <div className={styles.actions}>
        <Button size="small" type="submit">
          {words.use}
        </Button>
        {used !== null && (
          <Button size="small" appearance="primary" onClick={() => store.act(product.useServer(null))}>
            {words.stopUsing}
          </Button>
        )}
      </div>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: Extract<HTMLInputTypeAttribute, "text" | "url" | "password">;
  readonly hint?: string;
}

function Field({ label, value, onChange, type = "text", hint }: FieldProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.field}>
      <Label size="small" htmlFor={id}>
        {label}
      </Label>
      <Input
        id={id}
        size="small"
        type={type}
        value={value}
        placeholder={hint ?? ""}
        autoComplete="off"
        onChange={(_, data) => onChange(data.value)}
      />
    </div>
  );
}
