/** A part of a text, with where it leads if it is an address of ours or anybody's. */
export interface TextPart {
  text: string;
  href?: string;
}

/** A plain text in parts, its web addresses to be clicked. */
export function withLinks(text: string): TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>]+)/)
    .filter((part) => part !== '')
    .map((part) => (/^https?:/.test(part) ? { text: part, href: part } : { text: part }));
}
