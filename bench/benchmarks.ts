import type { Benchmark } from './harness'
import { p1 } from './p1'
import { p2 } from './p2'
import { p5 } from './p5'
import { p6 } from './p6'
import { p7 } from './p7'
import { p8 } from './p8'
import { p9 } from './p9'
import { p10 } from './p10'
import { p11, p11Log } from './p11'
import { p12Commits, p12Partitions, p12Rows } from './p12'
import { p31 } from './p31'
import { p32 } from './p32'
import { p33 } from './p33'
import { p34 } from './p34'
import { p36 } from './p36'
import { p35 } from './p35'

export const benchmarks: readonly Benchmark[] = [
  p1,
  p2,
  p5,
  p6,
  p7,
  p8,
  p9,
  p10,
  p11,
  p11Log,
  p12Rows,
  p12Partitions,
  p12Commits,
  p31,
  p32,
  p33,
  p34,
  p36,
  p35
]
