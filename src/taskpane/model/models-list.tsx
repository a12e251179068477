import { Badge, Button, InfoLabel, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useEffect, useId, useState } from "react";
import type { ListedModel } from "../../engine/model-library.ts";
import { AddModel } from "./add-model.tsx";
import { DeleteModel } from "./delete-model.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.models;

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
  },
  name: { overflowWrap: "anywhere" },
  state: { flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** The models to choose from, read when they are asked for: looking where they lie takes requests. */
export function ModelsList() {
  const { product } = usePane();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  if (product.models === null) return null;
  return (
    <>
      <div>
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.close : words.open}
        </Button>
      </div>
      {isOpen && <OpenList id={listId} />}
    </>
  );
}

function OpenList({ id }: { readonly id: string }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const { list, chosenId, storage } = useApp((state) => state.models);
  useEffect(() => {
    if (product.models !== null) store.act(product.models.refresh());
  }, [product, store]);
  return (
    <div id={id} className={styles.list}>
      {list === null ? (
        <Text size={200} className={styles.quiet}>
          {words.reading}
        </Text>
      ) : (
        <ul className={styles.list} aria-label={words.list}>
          {list.map((model) => (
            <Model key={model.id} model={model} isChosen={model.id === chosenId} />
          ))}
        </ul>
      )}
      <AddModel />
      {storage !== null && (
        <Text size={200} className={styles.quiet}>
          {words.storage(storage.usedBytes, storage.freeBytes)}
        </Text>
      )}
    </div>
  );
}

function Model({ model, isChosen }: { readonly model: ListedModel; readonly isChosen: boolean }) {
  const styles = useStyles();
  const { product, store } = usePane();
  const { id, name, place, bytes, storedBytes, licence, accuracy, address, origin } = model;
  const { models } = product;
  const facts = [
    bytes === null ? words.partText(storedBytes) : words.sizeText(bytes),
    origin === "own" ? words.own : (licence?.name ?? null),
    accuracy === null ? words.notMeasured : words.accuracy(accuracy),
  ].filter((fact) => fact !== null);
  const canUse = !isChosen && (place === "stored" || (origin === "shipped" && place !== "absent"));
  return (
    <li>
      <div className={styles.line}>
        <Text weight="semibold" className={styles.name}>
          {name}
        </Text>
        <Badge appearance="tint" color={isChosen ? "success" : "subtle"} className={styles.state}>
          {isChosen ? words.chosen : words.place[place]}
        </Badge>
      </div>
      <Text size={200} block className={styles.quiet}>
        {facts.join(" · ")}
        {accuracy !== null && <InfoLabel size="small" info={words.accuracyHint} />}
      </Text>
      {place === "absent" && (
        <Text size={200} block>
          {words.absent(id)}
        </Text>
      )}
      <div className={styles.buttons}>
        {canUse && (
          <Button
            size="small"
            aria-label={words.useNamed(name)}
            onClick={() => store.act(models?.choose(id))}
          >
            {words.use}
          </Button>
        )}
        {place === "part" && address !== null && (
          <Button
            size="small"
            aria-label={words.continueNamed(name)}
            onClick={() => store.act(models?.add({ kind: "address", url: address }))}
          >
            {words.continue}
          </Button>
        )}
        {storedBytes > 0 && <DeleteModel model={model} />}
      </div>
    </li>
  );
}
