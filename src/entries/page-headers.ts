import { STYLE_NONCE } from "../host/style-nonce.ts";
import { isolationHeaders } from "./isolation-headers.ts";

const OFFICE_SCRIPTS = "https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com";
/** Where Excel on the web and SharePoint show the pane in a frame. */
const OFFICE_FRAMES =
  "https://*.officeapps.live.com https://*.office.com https://*.microsoft365.com https://*.sharepoint.com https://*.live.com https://*.cloud.microsoft";

const isPreview = (pathname: string): boolean => pathname.endsWith("/app-preview.html");

/**
 * The page that runs the code of apps, in a frame: it may run what stands in it, and reach nothing, not even the site.
 * The sandbox takes its origin away also where somebody opens it by itself.
 */
const PREVIEW_DIRECTIVES: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "script-src": "'unsafe-inline'",
  "style-src": "'unsafe-inline'",
  "img-src": "data:",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": `'self' ${OFFICE_FRAMES}`,
  sandbox: "allow-scripts",
};

const isPane = (pathname: string): boolean => pathname.endsWith("/taskpane.html");

/**
 * What a page may load and reach, by directive. Scripts come from the site's own files only; WebAssembly may be
 * compiled. Style elements are those that carry the nonce; markup has no style attributes.
 * connect: further origins that this site may reach, as where a server's model is used.
 */
function directives(pathname: string, connect: readonly string[]): Readonly<Record<string, string>> {
  if (isPreview(pathname)) return PREVIEW_DIRECTIVES;
  const office = isPane(pathname) ? ` ${OFFICE_SCRIPTS}` : "";
  return {
    "default-src": "'none'",
    "script-src": `'self' 'wasm-unsafe-eval'${office}`,
    "worker-src": "'self'",
    "style-src": `'self' 'nonce-${STYLE_NONCE}'`,
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    // The preview's page; what runs in it can therefore not take its frame anywhere else either.
    "frame-src": "'self'",
    "connect-src": ["'self'", ...connect].join(" "),
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": isPane(pathname) ? `'self' ${OFFICE_FRAMES}` : "'self'",
  };
}

/** The content security policy of a page, or of the Worker that it starts. pathname: of the file that is served. */
export function contentPolicy(pathname: string, connect: readonly string[]): string {
  return Object.entries(directives(pathname, connect))
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** The same for a meta element, which may neither say who frames the page nor sandbox it. */
export function contentPolicyForMeta(pathname: string, connect: readonly string[]): string {
  return contentPolicy(pathname, connect).replace(/; frame-ancestors.*$/, "");
}

/** Everything that the site's server should send with a file, or its service worker where the server cannot. */
export function pageHeaders(pathname: string, connect: readonly string[]): Readonly<Record<string, string>> {
  return {
    ...isolationHeaders(pathname),
    "Content-Security-Policy": contentPolicy(pathname, connect),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  };
}
