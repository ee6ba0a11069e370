/** A file that comes with a mail. */
export interface Attachment {
  filename: string;
  contentType: string;
  content: string | Buffer;
}

/** A plain-text message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same in HTML, for programs that show it. */
  html?: string;
  /** Whose name stands before the sender's address; Larder's own unless said otherwise. */
  fromName?: string;
  /** `<…@…>`; the same for every try at the same message, by which one that came twice is known. */
  messageId?: string;
  attachments?: readonly Attachment[];
  headers?: Readonly<Record<string, string>>;
}
