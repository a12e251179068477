import { serveBenchSite } from "./bench-site.ts";
const s = await serveBenchSite([]);
console.log(s.url);
setInterval(() => {}, 1000);
