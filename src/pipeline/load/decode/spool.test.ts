import { createHash } from 'node:crypto'
import { appendFile, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { tarOf, renamed, zipOf } from '../testing/archives'
import { newRoom, type Room } from '../testing/spool-here'
import { defaultLimits } from '../unpack/limits'

const csv = 'a,b\n1,가\n'
/** 삼성전자 in CP949, from its code charts. */
const samsung = Buffer.from([0xbb, 0xef, 0xbc, 0xba, 0xc0, 0xfc, 0xc0, 0xda])
let room: Room
beforeAll(async () => {
  room = await newRoom()
})
afterAll(() => room.remove())
afterEach(() => delete process.env.PENSTOCK_PLANT)
const code = (error: string, details: Record<string, unknown> = {}): Error =>
  expect.objectContaining({
    code: error,
    details: expect.objectContaining(details) as object,
    hint: expect.any(String) as string
  }) as Error

describe('a source that is spooled', () => {
  it('is read where it lies when it is plain UTF-8, and fingerprinted', async () => {
    const path = await room.write('plain.csv', csv)
    const { inputs, files, verify } = await room.spool({ location: 'plain.csv' })
    expect(files).toMatchObject([{ path, name: 'plain.csv', bytes: Buffer.byteLength(csv) }])
    expect(inputs).toEqual([
      { name: 'plain.csv', bytes: Buffer.byteLength(csv), sha256: createHash('sha256').update(csv).digest('hex') }
    ])
    await verify()
    await appendFile(path, '2,나\n')
    await expect(verify()).rejects.toThrow(code('source.changed', { file: 'plain.csv' }))
  })

  it('changes under the reading: the plan is void', async () => {
    const path = await room.write('moving.csv', `a\n${'1234567\n'.repeat(1 << 19)}`)
    let grown: Promise<void> | undefined
    const progress = (): void => void (grown ??= appendFile(path, 'x\n'))
    const run = room.spool({ location: 'moving.csv' }, { progress })
    await expect(run.then(({ verify }) => grown?.then(verify))).rejects.toThrow(code('source.changed'))
  })

  it('loses its BOM, keeps its newlines', async () => {
    await room.write('bom.csv', `\uFEFFa\r\n1\r\n`)
    expect(await room.texts({ location: 'bom.csv' })).toEqual({ 'bom.csv': 'a\r\n1\r\n' })
  })

  it('has LF for CR where its lines end by CR alone, and keeps what stands in quotes where that is CRLF or LF', async () => {
    await room.write('mac.csv', 'a,b\r1,"x\ny"\r2,"x\r\ny"\r')
    expect(await room.texts({ location: 'mac.csv' })).toEqual({ 'mac.csv': 'a,b\n1,"x\ny"\n2,"x\r\ny"\n' })
    const long = `a,b\r1,"${'x'.repeat((1 << 20) - 8)}\r\ny"\r`
    await room.write('mac-long.csv', long)
    expect(long.indexOf('\r\n')).toBe((1 << 20) - 1)
    expect(await room.texts({ location: 'mac-long.csv' })).toEqual({
      'mac-long.csv': `a,b\n1,"${'x'.repeat((1 << 20) - 8)}\r\ny"\n`
    })
  })

  it('keeps its CRLF where a tar is cut between the two', async () => {
    const content = `${'a,'.repeat(255)}b\r\n1,"x\r\ny"\r\n`
    const before = { name: 'a.csv', content: 'q'.repeat((1 << 20) - 3 * 512) }
    const tar = await tarOf([before, { name: 'b.csv', content }])
    expect(tar.indexOf('\r\n')).toBe((1 << 20) - 1)
    await room.write('cut-between.tar', tar)
    expect(await room.texts({ location: 'cut-between.tar', pattern: 'b.csv' })).toEqual({ 'cut-between.tar!b.csv': content })
  })

  it('becomes UTF-8 from CP949, also where a character is cut by a chunk', async () => {
    const line = Buffer.concat([Buffer.from('x'), samsung, Buffer.from('\n')])
    await room.write('cp.csv', Buffer.concat(Array.from({ length: 200_000 }, () => line)))
    expect(await room.texts({ location: 'cp.csv', encoding: 'cp949' })).toEqual({ 'cp.csv': 'x삼성전자\n'.repeat(200_000) })
  })

  it.each([
    ['utf-8', Buffer.concat([Buffer.from('a\n'), samsung]), 2],
    ['utf-8', Buffer.from([0x61, 0xe3, 0x85]), 1],
    ['utf-8', Buffer.concat([Buffer.alloc((1 << 20) - 1, 0x61), Buffer.from('가'), Buffer.from([0xff])]), (1 << 20) + 2],
    ['utf-8', Buffer.from('ab\0c'), 2],
    ['cp949', Buffer.from('ab\0c'), 2],
    ['cp949', Buffer.concat([Buffer.from('a,'), samsung, Buffer.from([0xff, 0x41])]), 10],
    ['cp949', Buffer.concat([samsung, Buffer.from([0xbb])]), 8],
    ['utf-8', Buffer.from([0xff, 0xfe, 0x61, 0]), 0]
  ] as const)('is refused where it is not %s, with the byte (%#)', async (encoding, bytes, byte) => {
    await room.write('bad.csv', bytes)
    const error = await room.spool({ location: 'bad.csv', encoding }).then(undefined, (reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'file.encoding' })
    if (bytes[0] !== 0xff) expect(error).toMatchObject({ details: { byte } })
  })

  it('is empty: nothing to read', async () => {
    await room.write('empty.csv', '')
    await room.write('empty.csv.gz', gzipSync(''))
    await expect(room.spool({ location: 'empty.csv' })).rejects.toThrow(code('file.empty'))
    await expect(room.spool({ location: 'empty.csv.gz' })).rejects.toThrow(code('file.empty'))
  })

  it.each(['\n', '\r\n\r\n', '\r', '\ufeff\n'])('is empty where it holds nothing but line ends: %j', async (ends) => {
    await room.write('ends.csv', ends)
    await room.write('ends.csv.gz', gzipSync(ends))
    await expect(room.spool({ location: 'ends.csv' })).rejects.toThrow(code('file.empty'))
    await expect(room.spool({ location: 'ends.csv.gz', format: 'jsonl' })).rejects.toThrow(code('file.empty'))
  })

  it('is missing', async () => {
    await expect(room.spool({ location: 'none.csv' })).rejects.toThrow(code('file.missing'))
  })

  it('passes on a line of 10 MB', async () => {
    const long = `a\n${'x'.repeat(10_000_000)}\n`
    await room.write('long.csv.gz', gzipSync(long))
    expect((await room.texts({ location: 'long.csv.gz' }))['long.csv.gz']).toBe(long)
  })

  it('stops within a second when it is cancelled, however much a gzip still holds', async () => {
    await room.write('large.gz', gzipSync(Buffer.alloc(300 << 20, 'a,b\n'), { level: 1 }))
    const stop = new AbortController()
    let at = 0
    const progress = (): void => {
      at = performance.now()
      stop.abort()
    }
    await expect(room.spool({ location: 'large.gz' }, { signal: stop.signal, progress })).rejects.toThrow(
      expect.objectContaining({ code: 'cancelled' }) as Error
    )
    expect(performance.now() - at).toBeLessThan(1000)
  })
})

describe('an archive', () => {
  it('is told by its bytes, not its name, one level inside archives too', async () => {
    await room.write(
      'tar.csv',
      gzipSync(
        await tarOf([
          { name: 'd/a.csv', content: csv },
          { name: 'd/b.csv.gz', content: gzipSync(csv) }
        ])
      )
    )
    expect(await room.texts({ location: 'tar.csv' })).toEqual({ 'tar.csv!d/a.csv': csv, 'tar.csv!d/b.csv.gz': csv })
    await room.write(
      'zip.dat',
      await zipOf([
        { name: 'b.csv.gz', content: gzipSync(csv) },
        { name: 'c.zip', content: await zipOf([{ name: 'x.csv', content: csv }]) }
      ])
    )
    expect(await room.texts({ location: 'zip.dat' })).toEqual({ 'zip.dat!b.csv.gz': csv, 'zip.dat!c.zip': csv })
  })

  it('gives the members of the pattern, with the parts of their paths', async () => {
    const members = ['2023-08-01', '2023-08-02'].map((day) => ({ name: `x/${day}.csv`, content: csv }))
    await room.write('days.tar', await tarOf([...members, { name: 'readme.txt', content: 'hello' }]))
    const { files } = await room.spool({ location: 'days.tar', pattern: '*.csv', pathTemplate: '{date:%Y-%m-%d}.csv' })
    expect(files.map(({ pathParts }) => pathParts)).toEqual([{ date: '2023-08-01' }, { date: '2023-08-02' }])
    await expect(room.spool({ location: 'days.tar', pattern: '*.parquet' })).rejects.toThrow(code('file.missing'))
  })

  it.each(['../../../../x.csv', '/aaaaaaaaaaaa.csv', 'C:\\aaaaaaaaa.csv', '..\\..\\..\\.\\x.csv'])(
    'is refused as a whole for a member %s',
    async (bad) => {
      const good = 'aaaaaaaaaaaaa.csv'.slice(0, bad.length).padEnd(bad.length, 'a')
      const zip = renamed(
        await zipOf([
          { name: 'first.csv', content: csv },
          { name: good, content: csv }
        ]),
        good,
        bad
      )
      await room.write('evil.zip', zip)
      await expect(room.spool({ location: 'evil.zip' })).rejects.toThrow(code('archive.path'))
      await room.write(
        'evil.tar',
        await tarOf([
          { name: 'first.csv', content: csv },
          { name: bad, content: csv }
        ])
      )
      await expect(room.spool({ location: 'evil.tar' })).rejects.toThrow(code('archive.path'))
    }
  )

  it('is refused for links, and for two members of one name', async () => {
    await room.write('link.tar', await tarOf([{ name: 'a.csv', content: '', link: '/etc/passwd' }]))
    await expect(room.spool({ location: 'link.tar' })).rejects.toThrow(code('archive.path'))
    await room.write('link.zip', await zipOf([{ name: 'a.csv', content: '/etc/passwd', mode: 0o120777 }]))
    await expect(room.spool({ location: 'link.zip' })).rejects.toThrow(code('archive.path'))
    await room.write(
      'twice.tar',
      await tarOf([
        { name: 'a.csv', content: csv },
        { name: './a.csv', content: csv }
      ])
    )
    await expect(room.spool({ location: 'twice.tar' })).rejects.toThrow(code('archive.path'))
  })

  it('that was cut short or altered is file.corrupt with its position', async () => {
    const rows = Array.from({ length: 50_000 }, (_, row) => `${row},${Math.sin(row)}`).join('\n')
    const gz = gzipSync(rows)
    const zip = await zipOf([{ name: 'a.csv', content: rows }])
    const tar = await tarOf([{ name: 'a.csv', content: rows }])
    const altered = Buffer.from(zip)
    altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 0xff
    const cases: [string, Buffer][] = [
      ['cut.gz', gz.subarray(0, gz.length >> 1)],
      ['tail.gz', gz.subarray(0, gz.length - 4)],
      ['cut.zip', zip.subarray(0, zip.length >> 1)],
      ['altered.zip', altered],
      ['cut.tar', tar.subarray(0, tar.length >> 1)],
      ['cut.tgz', gzipSync(tar).subarray(0, 30_000)]
    ]
    for (const [name, bytes] of cases) {
      await room.write(name, bytes)
      await expect(room.spool({ location: name }), name).rejects.toThrow(
        code('file.corrupt', { byte: expect.any(Number) as number })
      )
    }
  })

  it('that grows without end is file.bomb, and would not be without the limit', async () => {
    const zeros = Buffer.alloc(100 << 20, 'a\n')
    await room.write('bomb.gz', gzipSync(zeros))
    await room.write('bomb.zip', await zipOf([{ name: 'a.csv', content: zeros }]))
    await expect(room.spool({ location: 'bomb.gz' })).rejects.toThrow(code('file.bomb'))
    await expect(room.spool({ location: 'bomb.zip' })).rejects.toThrow(code('file.bomb'))
    const members = Array.from({ length: 30 }, (_, index) => ({ name: `${index}.csv`, content: csv }))
    await room.write('many.tar', await tarOf(members))
    await expect(room.spool({ location: 'many.tar' }, { limits: { ...defaultLimits, members: 20 } })).rejects.toThrow(
      code('file.bomb')
    )
    process.env.PENSTOCK_PLANT = 'no-limit'
    expect((await room.spool({ location: 'bomb.gz' })).files[0]?.bytes).toBe(zeros.length)
  })
})

describe('a folder', () => {
  it('gives its files by pattern, sorted, subfolders by **', async () => {
    await mkdir(join(room.root, 'folder/b/c'), { recursive: true })
    await room.write('folder/z.csv', csv)
    await room.write('folder/b/c/a.csv', csv)
    await room.write('folder/b/n.txt', csv)
    await room.write('folder/.hidden.csv', csv)
    expect(Object.keys(await room.texts({ location: 'folder', pattern: '**/*.csv' }))).toEqual(['b/c/a.csv', 'z.csv'])
    expect(Object.keys(await room.texts({ location: 'folder', pattern: '*.csv' }))).toEqual(['z.csv'])
    await expect(room.spool({ location: 'folder', pattern: '*.xls' })).rejects.toThrow(code('file.missing'))
  })

  it('refuses a link that leads out of it, and would follow it without the check', async () => {
    await room.write('secret.csv', csv)
    await mkdir(join(room.root, 'linked'), { recursive: true })
    await symlink(join(room.root, 'secret.csv'), join(room.root, 'linked/a.csv'))
    await expect(room.spool({ location: 'linked', pattern: '*.csv' })).rejects.toThrow(code('path.refused'))
    process.env.PENSTOCK_PLANT = 'no-realpath'
    expect(Object.keys(await room.texts({ location: 'linked', pattern: '*.csv' }))).toEqual(['a.csv'])
  })
})
