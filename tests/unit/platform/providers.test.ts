import { describe, expect, it } from 'vitest';
import { isPublicAddress, isPublicHost, publicLookup } from '../../../server/platform/public-address.ts';
import { readSmsUrl } from '../../../server/platform/sms-url.ts';

describe('the address of an SMS service', () => {
  it('names an account of Twilio and the number that sends', () => {
    expect(readSmsUrl('twilio://AC1:to%2Fken@api.twilio.com?from=%2B431234')).toEqual({
      kind: 'twilio',
      address: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json',
      ...{ user: 'AC1', password: 'to/ken', from: '+431234' },
    });
  });

  it('names any other service, without its token in it', () => {
    expect(readSmsUrl('https://to%2Fken@sms.example.com/send?a=1')).toEqual({
      ...{ kind: 'json', address: 'https://sms.example.com/send?a=1', bearer: 'to/ken' },
    });
  });

  it.each([
    'sms.example.com',
    'ftp://sms.example.com',
    'http://token@sms.example.com/send',
    'twilio+http://AC1:token@sms.example.com?from=1',
    'twilio://api.twilio.com?from=1',
    'twilio://AC1:token@api.twilio.com',
  ])('is refused where it says too little, or would send a secret in the open: %s', (url) => {
    expect(readSmsUrl(url)).toBeNull();
  });
});

describe('a public address', () => {
  it.each(['93.184.216.34', '2606:4700::1111'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '169.254.169.254', '172.31.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0'],
    ...['::1', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '::ffff:7f00:1', 'not an address'],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ...['https://localhost/', 'https://127.1/', 'https://2130706433/', 'https://[::1]/', 'https://0x7f.1/'],
    ...['https://printer/', 'https://db.internal/', 'https://a.localhost/', 'https://nas.local./'],
  ])('is not where %s leads', (url) => {
    expect(isPublicHost(new URL(url))).toBe(false);
  });

  it('is where the push service of a browser is', () => {
    expect(isPublicHost(new URL('https://fcm.googleapis.com/fcm/send/abc'))).toBe(true);
  });

  it.each([{}, { all: true }])('is looked for in vain where a name leads within: %o', async (options) => {
    const error = await new Promise((resolve) => publicLookup('localhost', options, resolve));
    expect(error).toMatchObject({ message: 'localhost does not lead to a public address' });
  });
});
