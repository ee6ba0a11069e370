/** Where text messages are handed in: at Twilio, or something that speaks like it, or at any service that takes JSON. */
export type SmsProvider =
  | { kind: 'twilio'; address: string; user: string; password: string; from: string }
  | { kind: 'json'; address: string; bearer: string | undefined };

export const SMS_URL_EXAMPLE =
  'twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=%2B431234567 or https://TOKEN@sms.example.com/send';

/** What LARDER_SMS_URL says; null when it says it wrongly. `twilio+http:` and `http:` are for a peer on this machine. */
export function readSmsUrl(text: string): SmsProvider | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isSafe =
    !url.protocol.endsWith('http:') || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!isSafe || url.host === '') return null;
  switch (url.protocol) {
    case 'twilio:':
    case 'twilio+http:':
      return twilioOf(url);
    case 'https:':
    case 'http:':
      return jsonOf(url);
    default:
      return null;
  }
}

function twilioOf(url: URL): SmsProvider | null {
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const from = url.searchParams.get('from') ?? '';
  if (user === '' || password === '' || from === '') return null;
  const scheme = url.protocol === 'twilio:' ? 'https' : 'http';
  const account = encodeURIComponent(user);
  const address = `${scheme}://${url.host}/2010-04-01/Accounts/${account}/Messages.json`;
  return { kind: 'twilio', address, user, password, from };
}

/** The token may stand alone or after a name. */
function jsonOf(url: URL): SmsProvider {
  const bearer = decodeURIComponent(url.password || url.username) || undefined;
  url.username = '';
  url.password = '';
  return { kind: 'json', address: url.href, bearer };
}
