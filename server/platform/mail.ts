/** A plain-text message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}
