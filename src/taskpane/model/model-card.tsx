import {
  Badge,
  Button,
  InfoLabel,
  Link,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownloadRegular, CloudArrowUpRegular, LockClosedRegular } from "@fluentui/react-icons";
import { memo } from "react";
import type { DownloadOffer } from "../../app/model/download-offer.ts";
import type { ModelState } from "../../app/state.ts";
import { ComputeField } from "./compute-field.tsx";
import { describe } from "../../core/errors/cell-error.ts";
import { FactList } from "../fact-list.tsx";
import { ModelsList } from "./models-list.tsx";
import { MESSAGES } from "../messages/messages.ts";
import { PaneCard } from "../pane-card.tsx";
import { useApp, usePane } from "../use-pane.ts";

const words = MESSAGES.model;

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalS,
  },
  loading: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, minHeight: "56px" },
  quiet: { color: tokens.colorNeutralForeground3 },
  privacy: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    paddingTop: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  icon: { flexShrink: 0, fontSize: "16px", color: tokens.colorPaletteGreenForeground1 },
  leaves: { color: tokens.colorPaletteRedForeground1 },
});

/** Where the model stands: not loaded, on its way, ready or failed; and the promise of privacy. */
export const ModelCard = memo(function ModelCard() {
  const model = useApp((state) => state.model);
  return (
    <PaneCard title={words.title} aside={<StatusBadge status={model.status} />}>
      {model.status === "idle" && <Idle />}
      {model.status === "offered" && <Offered offer={model.offer} />}
      {model.status === "loading" && <Loading model={model} />}
      {model.status === "ready" && <Ready model={model} />}
      {model.status === "failed" && <Failed message={describe(model.error).text} />}
      <ComputeField />
      <ModelsList />
      <Privacy />
      <Network />
    </PaneCard>
  );
});

/** Whether text stays here, and where it goes if it does not. */
function Privacy() {
  const styles = useStyles();
  const origin = useApp((state) => state.server.used?.origin ?? null);
  return (
    <div className={styles.privacy}>
      {origin === null ? (
        <LockClosedRegular className={styles.icon} aria-hidden />
      ) : (
        <CloudArrowUpRegular className={mergeClasses(styles.icon, styles.leaves)} aria-hidden />
      )}
      <span>{origin === null ? words.privacy : words.serverUsed(origin)}</span>
    </div>
  );
}

/** What went over the network since the model was loaded, as the browser recorded it. */
function Network() {
  const styles = useStyles();
  const network = useApp((state) => state.network);
  if (network === null) return null;
  return (
    <InfoLabel size="small" className={styles.quiet} info={words.networkHint(network.origins)}>
      {words.network(network.bytes, network.requests)}
    </InfoLabel>
  );
}

function StatusBadge({ status }: { status: ModelState["status"] }) {
  const [text, color] = (
    {
      idle: [words.notLoaded, "subtle"],
      offered: [words.offered, "warning"],
      loading: [words.loading, "informative"],
      ready: [words.ready, "success"],
      failed: [words.failedBadge, "danger"],
    } as const
  )[status];
  return (
    <span role="status">
      <Badge appearance="tint" color={color}>
        {text}
      </Badge>
    </span>
  );
}

function Idle() {
  const styles = useStyles();
  const { product } = usePane();
  return (
    <div className={styles.line}>
      <Text size={200} className={styles.quiet}>
        {words.idle}
      </Text>
      <Button size="small" onClick={() => product.loadModel()}>
        {words.load}
      </Button>
    </div>
  );
}

/** What its download takes and gives, before it begins. */
function Offered({ offer }: { readonly offer: DownloadOffer }) {
  const { product } = usePane();
  const { name, bytes, isKept } = offer;
  return (
    <>
      <Text size={400} weight="semibold">
        {name}
      </Text>
      <Text size={200}>{words.offer(bytes, isKept)}</Text>
      <div>
        <Button appearance="primary" icon={<ArrowDownloadRegular />} onClick={() => product.loadModel()}>
          {words.download(bytes)}
        </Button>
      </div>
    </>
  );
}

function Loading({ model }: { model: Extract<ModelState, { status: "loading" }> }) {
  const styles = useStyles();
  const { product } = usePane();
  const bytes = words.bytes(model.loadedBytes, model.totalBytes);
  const known = model.totalBytes > 0;
  return (
    <div className={styles.loading}>
      <div className={styles.line}>
        <Text size={300}>{words.phase[model.phase]}</Text>
        {known && <Text size={200}>{bytes}</Text>}
      </div>
      <ProgressBar
        aria-label={words.phase[model.phase]}
        aria-valuetext={known ? bytes : undefined}
        thickness="large"
        {...(known ? { value: model.loadedBytes, max: model.totalBytes } : {})}
      />
      <div className={styles.line}>
        <Text size={200} className={styles.quiet}>
          {model.isPaused ? words.paused : model.bytesPerSecond !== null && words.speed(model.bytesPerSecond)}
        </Text>
        <Text size={200} className={styles.quiet}>
          {model.secondsLeft !== null && words.timeLeft(model.secondsLeft)}
        </Text>
        {model.isPaused ? (
          <Button size="small" onClick={() => product.resumeLoading()}>
            {words.resume}
          </Button>
        ) : (
          // What follows the download happens on this computer and is over in seconds.
          model.phase === "download" && (
            <Button size="small" onClick={() => product.pauseLoading()}>
              {words.pause}
            </Button>
          )
        )}
      </div>
    </div>
  );
}

function Ready({ model }: { model: Extract<ModelState, { status: "ready" }> }) {
  const { info, loadMilliseconds } = model;
  const { licence } = info;
  const facts = [
    // Servers tell the size of their files or not.
    ...(info.fileBytes > 0 ? [{ term: words.size, value: words.sizeText(info.fileBytes) }] : []),
    { term: words.runtime, value: words.runtimeText(info.runtime) },
    { term: words.context, value: words.contextText(info.contextTokens) },
    { term: words.loadTime, value: words.loadTimeText(loadMilliseconds) },
  ];
  const terms = licence && {
    term: words.licence,
    value: (
      <Link href={licence.url} target="_blank" rel="noreferrer" inline>
        {licence.name}
      </Link>
    ),
  };
  return (
    <>
      <Text size={400} weight="semibold">
        {info.name}
      </Text>
      <FactList facts={terms ? [...facts, terms] : facts} />
    </>
  );
}

function Failed({ message }: { message: string }) {
  const { product } = usePane();
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.failed}</MessageBarTitle>
        <br />
        {message}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => product.loadModel()}>
          {words.tryAgain}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
