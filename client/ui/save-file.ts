/** Has the browser keep something that this page made, under a name. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
