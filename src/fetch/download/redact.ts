/** Addresses as they may be printed and stored: no user, no password, no query, no fragment. */

export function formatUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Text of a library with every `user:password@` inside an address removed. */
export function redactText(text: string): string {
  return text.replace(/\/\/[^/\s]*@/g, '//***@');
}
