/** What browsers are told they may do with our pages: run what comes from here, and be framed by nobody. */
export const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
};

/** The tablet reads codes with WebAssembly where a browser cannot by itself. It still runs no text as a script. */
export const TABLET_HEADERS = {
  contentSecurityPolicy: {
    ...SECURITY_HEADERS.contentSecurityPolicy,
    directives: {
      ...SECURITY_HEADERS.contentSecurityPolicy.directives,
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    },
  },
};
