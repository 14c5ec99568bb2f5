import { BlockList, isIPv4 } from 'node:net'

const special4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4]
]
/** Tunnels and documentation inside the global unicast range: they can carry a private IPv4 address. */
const special6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20]
]

const refused = new BlockList()
for (const [address, bits] of special4) refused.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of special6) refused.addSubnet(address, bits, 'ipv6')
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** Whether an address (IPv4 or IPv6 text, no brackets) is one of the public internet; source: IANA special-purpose registries. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refused.check(address, 'ipv4')
  const plain = address.split('%', 1)[0] ?? ''
  return globalUnicast.check(plain, 'ipv6') && !refused.check(plain, 'ipv6')
}
