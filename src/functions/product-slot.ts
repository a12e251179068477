import type { Product } from "../app/product.ts";

let give: (product: Product) => void = () => {};
const product = new Promise<Product>((resolve) => {
  give = resolve;
});

/** Excel calls functions by name from outside, so the product they work for is kept here; set once by the entry. */
export function setProduct(opened: Product): void {
  give(opened);
}

/** Resolves when the entry has started the product: Excel may calculate before. */
export function currentProduct(): Promise<Product> {
  return product;
}
