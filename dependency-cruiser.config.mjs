const pipeline = (room) => `^src/pipeline/${room}/`
const test = '\\.(test|process|fault|judge)\\.ts$|/testing/'

/** Each room may import only itself and the rooms named here. */
const mayImport = {
  contract: [],
  lib: ['contract'],
  store: ['contract', 'lib'],
  lake: ['contract', 'lib'],
  load: ['contract', 'lib', 'lake', 'calendar'],
  calendar: ['contract', 'lib'],
  connect: ['contract', 'lib', 'load'],
  collect: ['contract', 'lib', 'lake', 'load', 'calendar', 'connect'],
  deliver: ['contract', 'lib', 'lake', 'load', 'connect'],
  checks: ['contract', 'lib', 'calendar'],
  demo: ['contract', 'lib', 'calendar'],
  runs: ['contract', 'lib', 'lake', 'load', 'calendar'],
  engine: ['contract', 'lib', 'store', 'lake', 'load', 'calendar', 'demo', 'runs', 'connect', 'collect', 'deliver', 'checks'],
  serve: ['contract', 'lib', 'engine'],
  cli: ['contract', 'lib', 'connect', 'engine', 'serve'],
  hosts: [
    'contract',
    'lib',
    'store',
    'lake',
    'load',
    'calendar',
    'demo',
    'runs',
    'connect',
    'collect',
    'deliver',
    'checks',
    'engine',
    'serve',
    'cli'
  ]
}
const rooms = Object.keys(mayImport)

const roomRules = rooms.map((room) => ({
  name: `room-${room}`,
  comment: `${room} may import only: ${mayImport[room].join(', ') || 'nothing of the pipeline'}`,
  severity: 'error',
  from: { path: pipeline(room), pathNot: test },
  to: { path: '^src/', pathNot: [pipeline(room), ...mayImport[room].map(pipeline)] }
}))

export default {
  forbidden: [
    ...roomRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'pipeline-has-no-windows',
      severity: 'error',
      from: { path: '^src/pipeline' },
      to: { path: '^node_modules/(electron|react|react-dom)/' }
    },
    {
      name: 'main-and-renderer-know-the-contract-only',
      severity: 'error',
      from: { path: '^src/(main|renderer)/' },
      to: { path: '^src/pipeline/(?!contract/)' }
    },
    {
      name: 'renderer-is-not-main',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/main/|^node_modules/electron/' }
    },
    { name: 'main-is-not-renderer', severity: 'error', from: { path: '^src/main/' }, to: { path: '^src/renderer/' } },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: test },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'features-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' }
    },
    {
      name: 'only-workers-load-duckdb',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/pipeline/load/duck/', test] },
      to: { path: '^node_modules/@duckdb/' }
    },
    {
      name: 'the-engine-never-reaches-duckdb',
      severity: 'error',
      from: { path: '^src/pipeline/hosts/engine\\.ts$|^src/pipeline/engine/', pathNot: test },
      to: { path: '^src/pipeline/load/duck/|^node_modules/@duckdb/', reachable: true }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|out-test|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mts', '.js', '.json'] }
  }
}
