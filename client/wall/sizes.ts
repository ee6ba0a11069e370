/**
 * Measures of the wall in wall units (hundredths of the shorter edge). The style sheets take the type sizes from the
 * tokens; a test keeps the two equal.
 */
export const NAME_SIZE = 6;
export const TEXT_SIZE = 3.6;
export const NAME_LINE = 7;
export const TEXT_LINE = 4.7;
/** Above and below the words of an entry, its hairline included. */
export const ENTRY_PADDING = 2.6;
export const ICON_WIDTH = 8.6;
/** Between a name and what stands to the right of it. */
export const FIGURE_GAP = 3;

export const EDGE = 2.4;
export const COLUMN_GAP = 3.2;
export const HEADER_HEIGHT = 8.4;
export const NEWS_HEIGHT = 7;
export const ZONE_TITLE_HEIGHT = 8;
export const ZONE_GAP = 1.6;
/** Between a zone's edge and its words, at either side. */
export const ZONE_PADDING = 1.8;

export function isPortrait(width: number, height: number): boolean {
  return width < height;
}

/** What header and news leave for the zones, in wall units at scale 1. Takes the window's size in pixels. */
export function bodySize(width: number, height: number): { width: number; height: number } {
  const unit = Math.min(width, height) / 100;
  const news = isPortrait(width, height) ? NEWS_HEIGHT + TEXT_LINE : NEWS_HEIGHT;
  return { width: width / unit - 2 * EDGE, height: height / unit - HEADER_HEIGHT - news };
}
