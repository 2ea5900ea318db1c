/**
 * The files that read a page, in the order in which each needs those before it; from the root, since Firefox takes them from
 * where the caller lies.
 */
export const READER = [
  "visibility", "furniture", "shapes", "text", "codes", "keys", "pager", "beside", "table_model", "headers", "pair_cells",
  "label_values", "two_lines", "parts", "join", "headings", "tabs", "controls", "lists", "boxes", "cards", "div_rows",
  "div_grids", "survey", "paths", "pictures", "blocks", "read",
].map((name) => `/capture/${name}.js`);
