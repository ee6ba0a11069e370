import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What is not the public internet (RFC 6890): this machine, private networks, link-local, multicast, documentation. */
const INNER = new BlockList();
const INNER_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
];
const INNER_6 = [
  '::/128',
  '::1/128',
  '64:ff9b:1::/48',
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];
for (const net of INNER_4) addTo(net, 'ipv4');
for (const net of INNER_6) addTo(net, 'ipv6');

function addTo(net: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits] = net.split('/');
  INNER.addSubnet(address, Number(bits), family);
}

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // IPv4 in the clothes of IPv6 is looked up as what it is.
  return !INNER.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether the host of an address may be asked at all, as far as its name says; {@link publicLookup} sees to the rest. */
export function isPublicHost({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !/\.(localhost|local|internal|home\.arpa)\.?$/i.test(host);
}

/** Resolves names for connections that must not lead inside: the address that was checked is the one that is used. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const inner = found.find(({ address }) => !isPublicAddress(address));
    const [first] = found;
    if (inner || !first) return callback(new Error(`${hostname} does not lead to a public address`), '', 0);
    if (options.all) return callback(null, found);
    callback(null, first.address, first.family);
  });
};
