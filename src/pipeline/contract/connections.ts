import { z } from 'zod'
import { clockTime } from './dataset-runs'
import { errorData } from './errors'
import { datasetName, fieldName, instant } from './names'

/** A secret's name within its connection. */
export const secretName = fieldName

/** How often a server may be asked. `perDay` starts anew at `resetsAt` in `zone`. */
export const requestLimits = z
  .object({
    perDay: z.number().int().min(1).optional(),
    resetsAt: clockTime.default('00:05'),
    zone: z.string().default('Asia/Seoul'),
    perSecond: z.number().positive().max(1000).optional(),
    /** Requests under way at one time. */
    concurrency: z.number().int().min(1).max(32).default(2)
  })
  .strict()
export type RequestLimits = z.infer<typeof requestLimits>

const http = z
  .object({
    kind: z.literal('http'),
    /** `https://…`; http too for this machine and hosts that the user has opened. Variables in braces are filled in. */
    baseUrl: z.string().min(1).max(2048),
    headers: z.record(z.string().max(128), z.string().max(4096)).default({}),
    limits: requestLimits.prefault({}),
    timeoutSeconds: z.number().int().min(1).max(600).default(30),
    /** What `connections.test` asks, below the base URL; the base URL itself when absent. */
    testPath: z.string().max(2048).optional(),
    /** PEM of an authority of one's own. */
    ca: z.string().max(65_536).optional()
  })
  .strict()

const mysql = z
  .object({
    kind: z.literal('mysql'),
    host: z.string().min(1).max(255),
    port: z.union([z.number().int().min(1).max(65_535), z.string().max(128)]).default(3306),
    user: z.string().min(1).max(128),
    database: z.string().min(1).max(128).optional(),
    /** `verify` for remote hosts unless said otherwise; this machine may go without. */
    tls: z.enum(['verify', 'off']).optional(),
    ca: z.string().max(65_536).optional(),
    connectSeconds: z.number().int().min(1).max(120).default(10)
  })
  .strict()

const s3 = z
  .object({
    kind: z.literal('s3'),
    region: z.string().max(64).default('ap-northeast-2'),
    /** Of an S3-compatible server; AWS when absent. */
    endpoint: z.string().max(2048).optional(),
    pathStyle: z.boolean().default(false),
    /** Secrets `accessKeyId` and `secretAccessKey`; the profile of the AWS files when named. */
    awsProfile: z.string().max(128).optional()
  })
  .strict()

export const connectionTarget = z.discriminatedUnion('kind', [http, mysql, s3])
export type ConnectionTarget = z.infer<typeof connectionTarget>
export type HttpTarget = z.infer<typeof http>
export type MysqlTarget = z.infer<typeof mysql>
export type S3Target = z.infer<typeof s3>

/** `<workspace>/connections/<name>.connection.json`. Secrets are named in it and never stored there. */
export const connectionSpec = z
  .object({
    $schema: z.string().optional(),
    format: z.literal(1),
    name: datasetName,
    title: z.string().max(255).optional(),
    target: connectionTarget,
    /** Names of its secrets; `{secret.NAME}` in templates. Of MySQL: `password`. */
    secrets: z.array(secretName).max(16).default([]),
    /** In a profile of that name these fields of the target are otherwise. */
    profiles: z.record(fieldName, z.record(z.string(), z.unknown())).default({})
  })
  .strict()
export type ConnectionSpec = z.infer<typeof connectionSpec>

/** Where the values of secrets are kept. memory: nowhere that outlives this process. */
export const secretStoreKind = z.enum(['system', 'file', 'environment', 'memory'])
export type SecretStoreKind = z.infer<typeof secretStoreKind>

/** Where the values of secrets that are set now would go; `reason` says why it is no better place. */
export const secretStore = z.object({ kind: secretStoreKind, reason: errorData.optional() })
export type SecretStore = z.infer<typeof secretStore>

export const connectionSummary = z.object({
  name: datasetName,
  spec: connectionSpec.optional(),
  /** Why its file cannot be used. */
  error: errorData.optional(),
  /** Which of its secrets have a value now, and where from. A value is never told. */
  secrets: z.array(
    z.object({
      name: secretName,
      set: z.boolean(),
      from: secretStoreKind.nullable(),
      /** Why one that is kept cannot be read. */
      reason: errorData.optional()
    })
  ),
  /** Datasets that collect by it or deliver to it. */
  usedBy: z.array(datasetName)
})
export type ConnectionSummary = z.infer<typeof connectionSummary>

/** A test step by step: what was tried, how long it took, and what exactly failed. */
export const connectionTest = z.object({
  ok: z.boolean(),
  at: instant,
  steps: z.array(
    z.object({
      step: z.enum(['spec', 'secrets', 'resolve', 'connect', 'tls', 'login', 'rights', 'answer']),
      state: z.enum(['ok', 'failed', 'skipped']),
      ms: z.number().int(),
      detail: z.string(),
      error: errorData.optional()
    })
  )
})
export type ConnectionTest = z.infer<typeof connectionTest>

/** `<workspace>/variables.json`: texts by name, and those that are otherwise in a profile. */
export const variablesFile = z
  .object({
    $schema: z.string().optional(),
    format: z.literal(1),
    variables: z.record(fieldName, z.string().max(4096)).default({}),
    profiles: z.record(fieldName, z.record(fieldName, z.string().max(4096))).default({})
  })
  .strict()
export type VariablesFile = z.infer<typeof variablesFile>

/** The profile that this engine works in: `default` has `lake/` and `.penstock/`, each other its own lake and history below `profiles/`. */
export const profileState = z.object({ active: fieldName, known: z.array(fieldName) })
export type ProfileState = z.infer<typeof profileState>
