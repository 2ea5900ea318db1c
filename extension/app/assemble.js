/**
 * A Capture from what was read of each frame. Pure: the time is given, nothing is asked of the browser.
 */

export const FORMAT = "shebaobu.capture/1";

/** A moment as ISO text with the local offset: 2026-11-23T08:00:00+08:00. */
export function localTime(date) {
  const two = (number) => String(number).padStart(2, "0");
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${zone}`;
}

/** The path that a frame stands under in the page around it, found by the address that the page gives it. */
function pathAround(frame, frames) {
  for (const other of frames) {
    const places = other.frames.filter((place) => place.src === frame.url);
    if (other !== frame && places.length === 1) return places[0].path;
  }
  return [];
}

function topFirst(frames) {
  return [...frames].sort((one, other) => Number(other.top) - Number(one.top));
}

/** The Capture of one page: the blocks of its top frame first, then those of each inner frame. */
export function assemble(frames, now) {
  const ordered = topFirst(frames);
  const [page, ...inner] = ordered;
  const blocks = ordered.flatMap((frame) => {
    const around = frame.top ? [] : pathAround(frame, ordered);
    return frame.blocks.map((block) => ({ ...block, path: [...around, ...block.path] }));
  });
  return {
    format: FORMAT,
    captured_at: localTime(now),
    channel: "extension",
    origin: { url: page.url, title: page.title, frame_urls: inner.map((frame) => frame.url) },
    blocks,
  };
}

/** For each block of the Capture, the address of its frame and the keys that the page gives its rows, if any. */
export function marksOf(frames) {
  return topFirst(frames).flatMap((frame) => frame.blocks.map((_, at) => ({ url: frame.url, keys: frame.rowKeys?.[at] ?? null })));
}

/** The addresses of the inner frames that were not read; "" for one without an address. */
export function unreadFrames(frames) {
  const places = frames.flatMap((frame) => frame.frames.map((place) => place.src));
  const read = frames.filter((frame) => !frame.top).map((frame) => frame.url);
  for (const url of read) {
    const exact = places.indexOf(url);
    const loose = exact >= 0 ? exact : places.findIndex((place) => hostOf(place) === hostOf(url));
    if (loose >= 0) places.splice(loose, 1);
  }
  return places;
}

/** The host of an address, "" for what has none. */
export function hostOf(address) {
  return URL.canParse(address) ? new URL(address).host : "";
}

/** Whether a capture has anything to send at all. */
export function hasContent(capture) {
  return capture.blocks.length > 0;
}

/** Whether a capture has tables or panels, or only loose text. */
export function hasStructure(capture) {
  return capture.blocks.some((block) => block.type === "fields" || (block.type === "grid" && block.rows.length > 0));
}
